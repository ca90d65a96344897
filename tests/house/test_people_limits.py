"""What must never happen to people, held against every page, the command line, exports, letters and the arithmetic."""

import html
import json
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any, get_args, get_type_hints

import pytest
from django.test import Client
from tests.rules.scenes import examples, judge, rule_of, scenes
from typer.testing import CliRunner

from leadline.charts import parts
from leadline.cli.main import app
from leadline.engine.calibrate import calibrate
from leadline.engine.simulate import simulate
from leadline.program import document
from leadline.program.codec import plain
from leadline.program.edits import Change
from leadline.program.people import Absence, Person
from leadline.program.snapshot import Snapshot
from leadline.record.access import ROLES, RUNS, SYSTEM
from leadline.record.doors import PAGES, open_rooms, perform
from leadline.record.edits.carry_out import carry_out
from leadline.record.models import Account, Draft, FoundFinding, OutboxLetter, Program, Role, Round
from leadline.record.private.models import Address
from leadline.record.results import outlook_of, snapshot_of
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.round import Asked, run_round
from leadline.sources.file.write_yaml import write_yaml

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MAIL = "mara@builders.example"
# Mara asked for help and nobody answered: L304, which is for those who run the program and nobody else.
CHECKOUT: dict[str, Any] = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "sponsor": "ines",
    "people": [
        {"id": "mara", "name": "Mara", "team": "core"},
        {"id": "ines", "name": "Ines"},
        {"id": "tomas", "name": "Tomas", "outside": True},
    ],
    "teams": [{"id": "core", "name": "Core"}],
    "milestones": [{"id": "live", "name": "Checkout live", "owner": "ines"}],
    "work": [
        {"id": "A", "name": "Payments", "milestone": "live", "assignee": "mara", "estimate": "10-20d"},
        {"id": "B", "name": "Refunds", "milestone": "live", "assignee": "mara", "estimate": "10-20d"},
    ],
    "promises": [{"id": "p1", "milestone": "live", "due": "2026-03-06", "set_by": "ines", "set_on": "2026-02-02"}],
    "asks": [{"id": "a1", "text": "Who knows the ledger?", "kind": "help", "asker": "mara", "owed_by": "ines", "work": "A",
              "asked_on": "2026-02-02"}],
    "stakeholders": [
        {"id": f"s-{altitude}", "person": "ines", "altitude": altitude}
        for altitude in ("executive", "sponsor", "team", "partner")
    ],
}  # fmt: skip
PRIVATE = re.compile(
    r"e?mail|address|phone|token|password|mood|morale|pulse|emotion|sentiment|score|rating|rank|performance|velocity|"
    r"wish|check_in|one_to_one|salary|birth|gender|\bage$"
)
BY_PERSON = re.compile(r"(?:sort|by|group|order)=-?(?:person|people|owner|assignee|tpm|who|author)\b")


@pytest.fixture
def looked(db: None) -> Round:
    """The round of a program in which one finding is for those who run it only."""
    open_rooms()
    program = store(document.read(CHECKOUT), NOON, pinned=True)
    Address.objects.create(program=program, person="mara", email=MAIL)
    return run_round(program, NOON, lambda: NOON, asked=Asked(futures=200, threads=1))


def signed_in(role: str, program: Program) -> Client:
    account = Account.objects.create_account(f"{role}@example.com", role, owner=role == "owner")
    if role != "owner":
        Role.objects.create(account=account, program=program, role=role, person="mara")
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def everything_shown(client: Client, looked: Round) -> str:
    """The words of every page, and of the page of every finding, milestone and person, as one reader gets them."""
    paths = [door.path for door in PAGES.values() if "<" not in door.path]
    paths += [f"findings/{one.fingerprint}" for one in looked.findings.all()]
    paths += ["milestones/live", "person/mara", "work/A"]
    return "\n".join(html.unescape(client.get(f"/p/checkout/{path}").content.decode()) for path in paths)


def parts_of(kind: type) -> set[type]:
    inner = {one for hint in get_type_hints(kind).values() for one in flat(hint) if is_dataclass(one)}
    return {kind}.union(*(parts_of(one) for one in inner if one is not kind))


def flat(hint: Any) -> list[Any]:
    return [one for part in get_args(hint) for one in flat(part)] or [hint]


def test_no_noun_has_a_field_for_anything_private() -> None:
    found = {f"{kind.__name__}.{one.name}" for kind in parts_of(Snapshot) for one in fields(kind)}

    assert not [name for name in found if PRIVATE.search(name.partition(".")[2])]


def test_what_is_kept_of_a_person_is_this_and_a_new_field_is_a_decision() -> None:
    # A first day and the weeks of ramp-up that were agreed: when somebody comes, and not how fast they turned out to be.
    assert [one.name for one in fields(Person)] == [
        "id", "name", "team", "calendar", "capacity", "skills", "absences", "day_rate_cents", "outside",
        "joined_on", "ramp_weeks",
    ]  # fmt: skip
    assert [one.name for one in fields(Absence)] == ["first", "last"], "Never a reason."


def test_a_face_on_a_page_has_a_name_and_no_figure() -> None:
    assert {one.name for one in fields(parts.Person)} == {"name", "outside"}


def test_neither_a_stored_round_nor_an_export_knows_an_address(looked: Round) -> None:
    exported = write_yaml(load_snapshot(looked.program, date(2026, 3, 2)))

    assert "Mara" in exported
    assert MAIL not in exported
    assert MAIL not in json.dumps(document.write(snapshot_of(looked)))


def test_nothing_is_computed_about_a_person(looked: Round) -> None:
    foreseen = json.dumps(plain(outlook_of(looked)))

    assert "live" in foreseen
    assert not re.search(r"\b(?:person:|mara|ines|tomas)\b", foreseen)


def test_who_was_fast_before_makes_no_difference_to_a_forecast() -> None:
    def forecast(doer: str) -> Any:
        done = [
            {"id": f"{who}{n}", "state": "done", "kind": "task", "team": "core", "assignee": who, "estimate": "5d",
             "started_on": "2026-01-05", "done_on": "2026-01-06" if who == "mara" else "2026-02-20"}
            for who in ("mara", "joana") for n in range(6)
        ]  # fmt: skip
        snapshot = document.read(
            {
                "as_of": "2026-03-02",
                "teams": [{"id": "core"}],
                "people": [{"id": "mara", "team": "core"}, {"id": "joana", "team": "core"}],
                "milestones": [{"id": "live"}],
                "work": [*done, {"id": "open", "milestone": "live", "kind": "task", "team": "core", "assignee": doer}],
            }
        )
        return simulate(snapshot, seed=7, futures=300, calibration=calibrate(snapshot)).milestones["live"]

    assert forecast("mara").p80_days is not None
    assert forecast("mara") == forecast("joana")


@pytest.mark.parametrize("example", examples(), ids=lambda one: one.stem)
def test_no_finding_is_about_a_person(example: Any) -> None:
    rule = rule_of(example)

    found = [finding for scene in scenes(example) for finding in judge(rule, scene)[1].findings]

    assert found
    assert not [one.subject for one in found if one.subject.startswith("person:")]
    # Who is shared by two programs is a name among the evidence, for those who run a program only.
    named = [one for one in found if any(clue.ref.startswith("person:") for clue in one.evidence)]
    assert {one.audience for one in named} <= {"tpm"}


def test_what_is_for_those_who_run_a_program_reaches_nobody_else_on_any_page(looked: Round) -> None:
    secret = [one.says for one in looked.findings.filter(audience="tpm")]
    assert secret

    shown = {role: everything_shown(signed_in(role, looked.program), looked) for role in ROLES}

    for says in secret:
        assert {role for role, text in shown.items() if says in text} == RUNS


def test_hidden_findings_are_counted_and_never_opened_by_their_address(looked: Round) -> None:
    hidden = looked.findings.filter(audience="tpm").first()
    member = signed_in("member", looked.program)

    assert hidden is not None
    answer = member.get(f"/p/checkout/findings/{hidden.fingerprint}")

    assert answer.status_code in (403, 404, 409, 422)
    assert hidden.says not in html.unescape(answer.content.decode())


def test_putting_aside_what_only_some_may_read_does_not_tell_the_others_in_the_journal(looked: Round) -> None:
    hidden = looked.findings.filter(audience="tpm").first()
    assert hidden is not None

    perform("dismiss", SYSTEM, NOON, looked.program, {"finding": hidden.fingerprint, "reason": "It is being answered."})
    journal = html.unescape(signed_in("member", looked.program).get("/p/checkout/journal").content.decode())

    assert hidden.says not in journal
    assert "It is being answered." not in journal
    assert "It is being answered." in signed_in("tpm", looked.program).get("/p/checkout/journal").content.decode()


@pytest.mark.parametrize("role", ["lead", "member", "stakeholder"])
def test_what_a_person_costs_is_shown_to_those_who_run_the_program_only(looked: Round, role: str) -> None:
    person = next(one for one in snapshot_of(looked).people if not one.outside)  # type: ignore[union-attr]  # kept
    carry_out(looked.program, Change("person", person.id, {"day_rate_cents": 98_765}), NOON, looked.as_of)

    written = re.compile("98765|987[.]65|€988|Day rate")
    assert not written.search(signed_in(role, looked.program).get(f"/p/checkout/person/{person.id}").content.decode())
    assert "987.65" in signed_in("tpm", looked.program).get(f"/p/checkout/person/{person.id}").content.decode()


def test_the_command_line_shows_them_only_when_asked_as_a_tpm(tmp_path: Any, looked: Round) -> None:
    file = tmp_path / "checkout.json"
    file.write_text(json.dumps(CHECKOUT))
    hidden = {one.rule for one in FoundFinding.objects.filter(audience="tpm")}

    def rules(*words: str) -> set[str]:
        answer = CliRunner().invoke(app, ["lint", str(file), "--json", "--futures", "200", "--threads", "1", *words])
        return {one["rule"] for one in json.loads(answer.stdout)["findings"]}

    assert not rules() & hidden
    assert rules("--audience", "tpm") >= hidden


def test_no_letter_says_what_is_for_those_who_run_the_program_only(looked: Round) -> None:
    drafts = list(Draft.objects.filter(program=looked.program))
    secret = [one.says for one in looked.findings.filter(audience="tpm")]

    assert {one.altitude for one in drafts} == {"executive", "sponsor", "team", "partner"}
    for one in drafts:
        told = html.unescape(json.dumps([one.subject, one.paragraphs, one.facts], ensure_ascii=False))
        assert not [says for says in secret if says in told]


def test_every_figure_of_a_letter_is_a_fact_that_can_be_opened(looked: Round) -> None:
    for draft in Draft.objects.filter(program=looked.program):
        known = {one["id"] for one in draft.facts}
        text = " ".join(paragraph["text"] for paragraph in draft.paragraphs)
        marks = set(re.findall(r"\[\[(\w+)\]\]", text))

        assert marks <= known
        assert not re.search(r"\d", re.sub(r"\[\[\w+\]\]", "", text)), f"{draft.altitude}: {text}"


def test_a_round_drafts_and_sends_nothing(looked: Round) -> None:
    assert Draft.objects.filter(program=looked.program).exists()
    assert not OutboxLetter.objects.exists()


@pytest.mark.parametrize("role", ["tpm", "member"])
def test_no_page_offers_to_sort_or_group_by_person(looked: Round, role: str) -> None:
    shown = everything_shown(signed_in(role, looked.program), looked)

    assert not BY_PERSON.search(shown)


@pytest.mark.parametrize("role", ["owner", "tpm", "member"])
def test_the_page_of_people_and_of_a_person_computes_nothing_about_them(looked: Round, role: str) -> None:
    client = signed_in(role, looked.program)

    for path in ("people", "person/mara"):
        main = client.get(f"/p/checkout/{path}").content.decode().split("<main", 1)[1].split("</main", 1)[0]
        words = re.sub(r"<[^>]*>", " ", html.unescape(main).split("page-foot")[0])
        assert "Mara" in main
        assert not re.search(r"\d\s*%|[−+]\d", words), words


def test_no_command_takes_a_person_to_report_on() -> None:
    from typer.main import get_command

    options = {(name, one.name) for name, command in get_command(app).commands.items() for one in command.params}

    assert not [pair for pair in options if pair[1] in ("person", "owner", "assignee", "tpm", "member")]
