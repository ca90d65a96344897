"""One program lived through as people live it: a document comes in, rounds look, somebody acts, a later day looks back."""

import html
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from typer.testing import Result

from leadline.channels.folder import letters
from leadline.program.snapshot import Snapshot
from leadline.record import jobs
from leadline.record.models import Acceptance, Program
from leadline.rounds.deliver import queue_delivery
from leadline.rounds.work import do
from leadline.sources.file.yaml_document import read_bytes

FUTURES = "600"
"""Few: a story asks which way things move, not by how much."""

Command = Callable[..., Result]


class Story:
    """A program seen through the command line and the pages only; `command` runs Leadline, `browser` is signed in."""

    def __init__(self, command: Command, browser: Client, folder: Path) -> None:
        self.command, self.browser, self.folder = command, browser, folder

    def begins(self, document: str, name: str) -> None:
        """Import a document and hold its program on 2 March 2026. The first round looks at it."""
        file = self.folder / f"{name}.yaml"
        file.write_text(document, encoding="utf-8")
        self.says("import", file, "--as-of", "2026-03-02", "--yes")
        self.round(name)

    def round(self, program: str = "") -> None:
        """Look at the program now."""
        self.says("round", "--futures", FUTURES, *_of(program))

    def turns_to(self, day: date) -> None:
        """Another day: programs that are held on a day do not follow the clock, so the story turns it."""
        Program.objects.update(pinned_on=day)

    def says(self, *words: object) -> str:
        """What a command prints; it must end well."""
        answer = self.command(*words)
        assert answer.exit_code == 0, answer.output
        return answer.stdout

    def does(self, verb: str, program: str = "", **given: object) -> str:
        """Do a verb and return what it says was done."""
        return self.says("do", verb, *(f"{name}={value}" for name, value in given.items()), *_of(program))

    def refuses(self, verb: str, program: str = "", **given: object) -> str:
        """Try a verb that is to be declined, and return why it was."""
        answer = self.command("do", verb, *(f"{name}={value}" for name, value in given.items()), *_of(program))
        assert answer.exit_code == 3, answer.output
        return answer.stderr

    def posts(self, program: str, verb: str, **given: object) -> str:
        """Press a button of a page: post a verb, and return the page one lands on."""
        answer = self.browser.post(f"/p/{program}/do/{verb}", given, follow=True)
        assert answer.status_code == 200
        return _words(answer.content)

    def page(self, path: str) -> str:
        """The words of a page."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, path
        return _words(answer.content)

    def findings(self, rule: str, program: str = "") -> list[dict[str, Any]]:
        """What the last round found by one rule."""
        answer = json.loads(self.says("findings", "--json", *_of(program)))
        return [one for one in answer["findings"] if one["rule"] == rule]

    def finding(self, rule: str, program: str = "") -> dict[str, Any]:
        """The one finding of a rule."""
        found = self.findings(rule, program)
        assert len(found) == 1, found
        return found[0]

    def silent(self, program: str = "") -> list[str]:
        """The rules that looked in the last round and found nothing."""
        return list(json.loads(self.says("findings", "--json", *_of(program)))["clean"])

    def odds(self, milestone: str, program: str = "") -> float:
        """The odds of a milestone's commitment in the last round."""
        return float(json.loads(self.says("when", milestone, "--json", *_of(program)))["odds"])

    def plan(self, program: str = "") -> Snapshot:
        """The plan as an export has it."""
        return read_bytes(self.says("export", *_of(program)).encode(), "export.yaml").snapshot

    def journal(self, program: str = "") -> list[str]:
        """What was done, newest first."""
        return [one["says"] for one in json.loads(self.says("journal", "--json", *_of(program)))]

    def mail(self) -> list[EmailMessage]:
        """Let the clock tick and the quick worker do what is queued; then the letters in the folder, newest first."""
        queue_delivery(datetime.now(UTC))
        while job := jobs.take(jobs.QUICK, "story", datetime.now(UTC)):
            do(job)
        return letters(self.folder / "letters")

    def link_to(self, person: str) -> str:
        """The token of the signed link in the newest letter to somebody's address."""
        letter = next(one for one in self.mail() if one["To"] == f"{person}@example.com")
        body = letter.get_body(("plain",))
        found = re.search(r"/answer/([\w:.-]+)", body.get_content() if body else "")
        assert found, letter
        return found[1]

    def looked_back(self) -> Acceptance:
        """The one accepted remedy, as the last round left it."""
        return Acceptance.objects.get()

    def answers(self, token: str, verb: str, **given: object) -> str:
        """Somebody without an account opens a signed link and presses its button; what the page then says."""
        visitor = Client()
        opened = visitor.get(f"/answer/{token}")
        assert opened.status_code == 200
        return _words(visitor.post(f"/answer/{token}", {"verb": verb, **given}).content)


def best(finding: dict[str, Any]) -> int:
    """The place of the remedy that gains most days on its first commitment."""
    priced = {place: one["price"][0]["days"] for place, one in enumerate(finding["remedies"]) if one["price"]}
    return max(priced, key=lambda place: priced[place])


def sign_in(command: Command) -> Client:
    """A browser that has opened the one-time link of `leadline link`."""
    browser = Client()
    link = command("link").stdout.strip()
    answer = browser.get(urlsplit(link).path, follow=False)
    assert answer.status_code == 302, answer.content
    return browser


def _of(program: str) -> tuple[str, ...]:
    return ("--program", program) if program else ()


def _words(page: bytes) -> str:
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", page.decode(), flags=re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", text).split())).replace("\u00a0", " ")
