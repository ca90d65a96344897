"""A tracker in memory: a notebook with numbered entries. It speaks no HTTP; the doors are tried with it."""

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from leadline.program.heard import Gone, Payload, Stated, Step, Translated
from leadline.program.people import Person
from leadline.program.work import WorkItem
from leadline.sources.errors import BadAddress, NotSignedIn
from leadline.sources.tracker import Checked, Event, Write, Written

STATES = {"open": "todo", "closed": "done"}


@dataclass(frozen=True)
class NotebookSettings:
    """`notebook:shelf/title` is read from notebook.example."""

    address: str
    base_url: str
    mapping: Mapping[str, Mapping[str, str]]


class NoClient:
    """Asks nobody."""

    requests, budget = 1, None

    def __init__(self, token: str) -> None:
        self.token = token

    def __enter__(self) -> "NoClient":
        return self

    def __exit__(self, *_: object) -> None:
        return None


@dataclass
class Notebook:
    """The tracker and what is written in it: entries by number, each with a name, a state and who has it."""

    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    token: str = "right-token"
    name: str = "notebook"
    title: str = "Notebook"
    example: str = "notebook:shelf/title"
    token_says: str = "A token that may read the notebook."
    sends_webhooks: bool = True
    can_be_written: bool = True

    def settings(self, address: str, mapping: Mapping[str, Mapping[str, str]]) -> NotebookSettings:
        """The settings of `notebook:shelf/title`."""
        kind, _, rest = address.partition(":")
        if kind != "notebook" or rest.count("/") != 1:
            raise BadAddress("A notebook is written notebook:shelf/title.")
        host = "127.0.0.1" if rest.startswith("inside/") else "notebook.example"
        return NotebookSettings(address, f"https://{host}/", mapping)

    def authorization(self, token: str) -> Mapping[str, str]:
        """As most do it."""
        return {"Authorization": f"Bearer {token}"}

    def check(self, client: Any, settings: Any) -> Checked:
        """What is in it."""
        if client.token != self.token:
            raise NotSignedIn("The token is not accepted. Make a new one in the notebook, and give it here.")
        names = {
            "states": dict(STATES),
            "people": {one["who"]: "" for one in self.entries.values()},
        }
        missing = ["The token may not read margins. Give it the right “margins”."]
        return Checked("Our notebook", "noor", {"entries": len(self.entries)}, missing, names)

    def changes(self, client: Any, settings: Any, cursor: Mapping[str, Any]) -> Iterator[Step]:
        """All of it, each time."""
        yield self._step()

    def everything(self, client: Any, settings: Any, cursor: Mapping[str, Any]) -> Iterator[Step]:
        """All of it."""
        yield self._step()

    def one(self, client: Any, settings: Any, subject: str) -> Step:
        """One entry, or that it is gone."""
        number = subject.partition("/")[2]
        if number not in self.entries:
            return Step(gone=[Gone(subject)])
        return Step([Payload(subject, "entry", self.entries[number])])

    def event(self, headers: Mapping[str, str], body: Any, settings: Any) -> Event:
        """A webhook has one entry."""
        return Event([Payload(f"entry/{body['number']}", "entry", body)])

    def signed(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        """Signed as most do it."""
        return hmac.compare_digest(headers.get("X-Signature", ""), signature(body, secret))

    def delivery(self, headers: Mapping[str, str]) -> str:
        """The id of the delivery."""
        return headers.get("X-Delivery", "")

    def translate(self, subject: str, parts: Mapping[str, Any], settings: Any) -> Translated:
        """An entry is a work item of somebody."""
        entry, number = parts["entry"], subject.partition("/")[2]
        login = entry["who"]
        person = settings.mapping.get("people", {}).get(login, "")
        stated = [] if person else [Stated("person", Person(f"nb-{login}", login), shared=True)]
        state = settings.mapping.get("states", {}).get(entry["state"]) or STATES.get(entry["state"], "todo")
        work = WorkItem(id=f"note-{number}", name=entry["name"], state=state, assignee=person or f"nb-{login}")
        problems = [] if entry["state"] in STATES else [f"The state “{entry['state']}” means nothing here yet."]
        return Translated([*stated, Stated("work", work)], problems)

    def write(self, client: Any, settings: Any, write: Write) -> Written:
        """Nothing is written."""
        return Written("refused", "Nobody writes here.")

    def _step(self) -> Step:
        read = [Payload(f"entry/{number}", "entry", body) for number, body in sorted(self.entries.items())]
        return Step(read, share=1.0, says=f"{len(read)} entries")


def signature(body: bytes, secret: str) -> str:
    """What a webhook is signed with."""
    return hmac.new(secret.encode(), body, sha256).hexdigest()
