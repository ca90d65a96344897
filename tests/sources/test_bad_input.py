"""Bad input through the public doors: each gets a clear sentence, nothing is lost, and nobody sees a traceback."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner, Result

from leadline.cli import ready
from leadline.cli.main import app
from leadline.record.access import SYSTEM
from leadline.record.doors import PAGES, open_rooms
from leadline.record.models import Account, Import, Program, RememberedMapping, Round
from leadline.record.results import findings_of, outlook_of
from leadline.record.snapshots import load_snapshot
from leadline.rounds.round import Asked, run_round
from leadline.sources.file.limits import LIMITS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TICKETS = "Key,Summary,Assignee,Estimate\nPAY-1,Form,Mara,3-8d\nPAY-2,Receipts,Mara,5d\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
    (tmp_path / "home").mkdir()
    return tmp_path


@pytest.fixture
def noor(client: Client) -> Client:
    account = Account.objects.create_account("noor@example.com", "Noor", owner=True)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def bring(noor: Client) -> Callable[..., str]:
    """What the page says about a file, and after it was kept where that is possible."""

    def bring(name: str, data: str | bytes, *, keep: bool = True) -> str:
        upload = SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
        answer = noor.post("/import/upload", {"file": upload}, follow=True)
        assert answer.status_code == 200
        shown = text_of(answer)
        token = answer.redirect_chain[-1][0].partition("upload=")[2]
        if keep and "Keep it" in shown:
            answer = noor.post("/import/keep", {"upload": token}, follow=True)
            assert answer.status_code == 200
            shown += text_of(answer)
        assert "Traceback" not in shown
        assert str(settings.HOME) not in shown
        return shown

    return bring


@pytest.fixture
def leadline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """`leadline import` on the tests' own database."""
    monkeypatch.setattr(ready, "database", lambda make=False: None)
    monkeypatch.setattr(ready, "home", lambda: tmp_path / "home")

    def bring(name: str, data: str | bytes, *words: str) -> Result:
        file = tmp_path / name
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return CliRunner().invoke(app, ["import", str(file), *words])

    return bring


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def the_plan() -> Any:
    return load_snapshot(Program.objects.get(), NOON.date())


UNREADABLE = {
    "a circle in a document": (
        "circle.yaml",
        "work: [{id: A}, {id: B}]\ndependencies: [{before: A, after: B}, {before: B, after: A}]",
        "These wait for each other in a circle: A → B → A. Take out one of these dependencies.",
    ),
    "an unknown field": ("odd.yaml", "work: [{id: A, estimat: 3d}]", "Did you mean “estimate”?"),
    "no YAML": ("broken.yaml", "work: [{id: A", "broken.yaml:"),
    "no JSON": ("broken.json", '{"work": [', "broken.json:"),
    "a picture that is called a table": ("tickets.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "tickets.csv"),
    "a spreadsheet of before 2007": ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old.xls"),
    "a broken spreadsheet": ("broken.xlsx", b"PK\x03\x04" + b"\0" * 600, "broken.xlsx"),
    "an empty file": ("empty.csv", "", "empty.csv holds no table"),
    "nothing but an empty document": ("empty.yaml", "\n", "The file holds nothing"),
    "columns that mean nothing": ("odd.csv", "a,b\n1,2\n", "could be the name of a task"),
    "a letter": ("notes.docx", "Dear Ines", "is nothing that can be imported"),
    "a date that is none": ("dates.yaml", "milestones: [{id: A, baseline_on: soon}]", "dates.yaml:1"),
}


@pytest.mark.parametrize(("name", "data", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_said_on_the_page_and_leaves_nothing(
    bring: Callable[..., str], name: str, data: str | bytes, says: str
) -> None:
    shown = bring(name, data)

    assert "Nothing was imported" in shown
    assert says in shown
    assert not Program.objects.exists()


@pytest.mark.parametrize(("name", "data", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_said_by_the_command_and_leaves_nothing(
    leadline: Callable[..., Result], name: str, data: str | bytes, says: str
) -> None:
    answer = leadline(name, data, "--yes")

    assert (answer.exit_code, answer.stdout) == (2, "") or (answer.exit_code, answer.stdout) == (3, "")
    assert says in " ".join(answer.stderr.split())
    assert not Program.objects.exists()


def test_the_command_keeps_what_it_can_and_says_what_not(leadline: Callable[..., Result]) -> None:
    rows = TICKETS + "PAY-3,Refunds,Mara,3d,left,over\nPAY-4,Ledger,Mara,8-3d\n"

    assert leadline("tickets.csv", rows).exit_code == 3  # Nobody is there to be asked.
    assert not Program.objects.exists()
    answer = leadline("tickets.csv", rows, "--yes")

    assert answer.exit_code == 0
    assert "tickets.csv:4: It has 6 cells for 4 columns" in answer.stderr
    assert "tickets.csv:5: Estimate: 8-3d is not a range" in answer.stderr
    assert [one.id for one in the_plan().work] == ["pay-1", "pay-2", "pay-4"]


def test_a_mapping_file_that_no_longer_fits_names_the_column_and_changes_nothing(
    leadline: Callable[..., Result], tmp_path: Path
) -> None:
    leadline("tickets.csv", TICKETS, "--yes")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(yaml.safe_dump(RememberedMapping.objects.get().mapping))

    answer = leadline("tickets.csv", TICKETS.replace("Estimate", "Estimated"), "--mapping", str(mapping), "--yes")

    assert answer.exit_code == 2
    assert "tickets.csv has no column “Estimate” any more. Did you mean “Estimated”?" in answer.stderr
    assert [str(one.estimate) for one in the_plan().work] == ["3-8d", "5d"]


def test_a_file_over_the_limit_is_refused_by_name_and_size(
    bring: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    big = "Key,Summary\n" + "A,B\n" * 400_000  # 1.6 MB; by a smaller limit than the real one of 50 MB.
    monkeypatch.setattr("leadline.desk.upload_reading.SMALL", 1 << 30)
    object.__setattr__(LIMITS, "bytes", 1 << 20)
    try:
        assert "big.csv has 1.5 MB; at most 1 MB are read. Split it into smaller files" in bring("big.csv", big)
    finally:
        object.__setattr__(LIMITS, "bytes", 50 << 20)


def test_a_circle_in_a_table_is_named_opened_and_the_rest_is_kept(bring: Callable[..., str]) -> None:
    shown = bring("tickets.csv", "Key,Summary,Blocked by\nA,Form,B\nB,Receipts,A\nC,Refunds,\n")

    assert "These wait for each other in a circle" in shown
    assert [one.id for one in the_plan().work] == ["a", "b", "c"]
    assert len(the_plan().dependencies) == 1


def test_broken_rows_are_reported_with_their_lines_and_the_rest_is_kept(bring: Callable[..., str]) -> None:
    shown = bring(
        "tickets.csv", TICKETS + "PAY-3,Refunds,Mara,3d,left,over\nPAY-4,Ledger,Mara,8-3d\n,,,\nPAY-5,Tax,,2d\n"
    )

    assert "tickets.csv:4 It has 6 cells for 4 columns" in shown
    assert "tickets.csv:5 Estimate 8-3d is not a range" in shown
    assert [one.id for one in the_plan().work] == ["pay-1", "pay-2", "pay-4", "pay-5"]
    assert len(Import.objects.get().problems) == 2


def test_headers_that_stand_twice_are_one_column_of_several_values(bring: Callable[..., str]) -> None:
    shown = bring("jira.csv", "Issue key,Summary,Sprint,Sprint,Component/s,Component/s\nPAY-1,Form,7,8,Web,Api\n")

    assert "“Sprint” stands 2 times, “Component/s” stands 2 times: each was read as one column" in shown
    assert the_plan().work[0].team == "web"


def test_a_name_of_two_people_is_asked_and_left_out_until_it_is_said(bring: Callable[..., str]) -> None:
    people = "id: tickets\nname: Tickets\nas_of: 2026-03-02\npeople: [{id: m1, name: Mara}, {id: m2, name: Mara}]\n"
    bring("people.yaml", people)

    shown = bring("tickets.csv", TICKETS)

    assert "Which person is “Mara”?" in shown
    assert [one.assignee for one in the_plan().work] == ["", ""]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-8"])
def test_encodings_of_all_kinds_are_read(bring: Callable[..., str], encoding: str) -> None:
    bring("tickets.csv", "Key,Summary,Assignee\nPAY-1,Prüfung für Käufer,Jörg Müller\n".encode(encoding))

    assert the_plan().work[0].name == "Prüfung für Käufer"
    assert the_plan().people[0].name == "Jörg Müller"


def test_a_file_of_other_columns_than_remembered_is_proposed_anew_and_loses_nothing(bring: Callable[..., str]) -> None:
    bring("tickets.csv", TICKETS)

    shown = bring("tickets.csv", TICKETS.replace("Estimate", "Guess in days"), keep=False)

    assert "Files of this shape were never imported before" in shown
    assert [str(one.estimate) for one in the_plan().work] == ["3-8d", "5d"]


AWKWARD = {
    "an empty program": "name: Nothing yet",
    "one milestone and nothing else": "name: One\nmilestones: [{id: live, name: Live}]",
    "a promise without work": (
        "name: Promised\npeople: [{id: ines, name: Ines}]\nmilestones: [{id: live, name: Live}]\n"
        "promises: [{id: p, milestone: live, due: 2026-03-31, set_by: ines, set_on: 2026-02-01}]"
    ),
    "a milestone nobody works on": (
        "name: Alone\npeople: [{id: mara, name: Mara}]\nmilestones: [{id: live, name: Live}, {id: other, name: Other}]\n"
        "work: [{id: A, name: Payments, milestone: live, assignee: mara, estimate: 3-8d}]\n"
        "promises: [{id: p, milestone: other, due: 2026-03-31}]"
    ),
    "no people": (
        "name: Nobody\nmilestones: [{id: live, name: Live}]\nwork: [{id: A, milestone: live, estimate: 3-8d}]\n"
        "promises: [{id: p, milestone: live, due: 2026-03-31}]"
    ),
    "no estimates": (
        "name: Unknown\npeople: [{id: mara, name: Mara}]\nmilestones: [{id: live, name: Live}]\n"
        "work: [{id: A, milestone: live, assignee: mara}, {id: B, milestone: live, assignee: mara}]\n"
        "dependencies: [{before: A, after: B}]\npromises: [{id: p, milestone: live, due: 2026-03-31}]"
    ),
    "all of it done": (
        "name: Over\npeople: [{id: mara, name: Mara}]\nmilestones: [{id: live, name: Live}]\n"
        "work: [{id: A, milestone: live, assignee: mara, estimate: 3d, state: done, done_on: 2026-02-20}]\n"
        "promises: [{id: p, milestone: live, due: 2026-02-27}]"
    ),
    "a promise long past": (
        "name: Late\npeople: [{id: mara, name: Mara}]\nmilestones: [{id: live, name: Live}]\n"
        "work: [{id: A, milestone: live, assignee: mara, estimate: 3d}]\n"
        "promises: [{id: p, milestone: live, due: 2020-01-31}]"
    ),
    "names that are markup": (
        "name: <script>alert(1)</script>\npeople: [{id: mara, name: '<b>Mara'}]\n"
        "milestones: [{id: live, name: '{{ page }} & \"quotes\"'}]\n"
        "work: [{id: A, name: '<img src=x>', milestone: live, assignee: mara, estimate: 3-8d}]\n"
        "promises: [{id: p, milestone: live, due: 2026-03-31}]"
    ),
    "ids with odd signs": (
        "name: Odd\npeople: [{id: 'm a', name: Mara}]\nmilestones: [{id: 'a b', name: Live}]\n"
        "work: [{id: 'ü&=+', milestone: 'a b', assignee: 'm a', estimate: 3-8d}]\n"
        "promises: [{id: 'p:1', milestone: 'a b', due: 2026-03-31}]"
    ),
    "people without work": "name: Idle\npeople: [{id: mara, name: Mara}, {id: ines, name: Ines, outside: true}]",
    "work without anything": "name: Loose\nwork: [{id: A}, {id: B, state: dropped}, {id: C, estimate: 0.1-900d}]",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_every_page_of_an_awkward_program_opens(
    bring: Callable[..., str], noor: Client, tmp_path: Path, text: str
) -> None:
    open_rooms()
    shown = bring("program.yaml", f"id: odd\nas_of: 2026-03-02\n{text}\n")
    assert "Imported" in shown
    program = Program.objects.get()
    before = {path: noor.get(path).status_code for path in pages_of(program, None)}
    assert set(before.values()) == {200}, before

    last = run_round(program, NOON, lambda: NOON, asked=Asked(futures=200, threads=1))

    answers = {path: noor.get(path) for path in pages_of(program, last)}
    after = {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200}
    assert after == {}
    links = {link for answer in answers.values() for link in links_in(answer)} - set(answers)
    broken = {link: status for link in links if (status := noor.get(link).status_code) != 200}
    assert broken == {}


def links_in(answer: Any) -> set[str]:
    """Where the links of a page lead, within the program."""
    found = (unescape(link).partition("#")[0] for link in re.findall(r'href="([^"]+)"', answer.content.decode()))
    return {link for link in found if link.startswith("/p/")}


def pages_of(program: Program, last: Round | None) -> list[str]:
    """Every registered page of a program; those of one thing for every such thing of the round."""
    from urllib.parse import quote

    from leadline.program.snapshot import NOUNS

    snapshot = load_snapshot(program, NOON.date())
    things = {"milestone": [one.id for one in snapshot.milestones], "letter": [one.id for one in snapshot.letters]}
    things["fact_list"] = list(NOUNS)
    things["source"] = []  # A file connects no tracker.
    things["slip"] = []  # Nobody asked about one.
    things["finding"] = [one.id for one in findings_of(SYSTEM, last, NOON.date())] if last else []
    if last is not None:
        assert set(outlook_of(last).milestones) <= {one.id for one in snapshot.milestones}
    base = f"/p/{program.key}"
    paths = []
    for name, door in PAGES.items():
        ids = things[name] if "<" in door.path else [""]
        paths += [f"{base}/{re.sub('<.*>', quote(id, safe=''), door.path)}" for id in ids]
    nouns = [(noun, one.id) for noun, one in snapshot.everything() if noun != "milestone"]
    paths += [f"{base}/{noun}/{quote(id, safe='')}" for noun, id in nouns]
    return [*paths, f"{base}/find?q=a", f"{base}/work/add", f"{base}/milestone/add"]


def test_lists_that_repeated_headers_make_are_no_days() -> None:
    from leadline.sources.file.propose import propose
    from leadline.sources.file.table import open_table

    jira = b"Issue key,Summary,Sprint,Sprint\nX-1,First,S1,S2\nX-2,Second,S2,\n"

    assert not [one for one in propose(open_table(jira, "jira.csv")).explanation if "Sprint" in one and "day" in one]


def test_a_number_that_no_database_keeps_is_refused_with_its_line() -> None:
    from leadline.sources.errors import BadDocument
    from leadline.sources.file.yaml_document import read_bytes

    with pytest.raises(BadDocument, match=r"rail\.yaml:2: burn_cents: Expected"):
        read_bytes(b"as_of: 2026-03-02\nburn_cents: 1e308\n", "rail.yaml")
