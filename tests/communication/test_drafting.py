"""After a round: who is due gets a draft, nobody else does, and what a person has touched stays as it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from leadline.communication.drafting import audiences, draft_letters
from leadline.communication.wording import plain as words_of
from leadline.program import document
from leadline.record.doors import open_rooms
from leadline.record.models import Draft, Letter, OutboxLetter, Program, Round
from leadline.record.results import snapshot_of
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.round import Asked, run_round

from .conftest import CHECKOUT, NOON

MONDAY = date(2026, 3, 2)
Act = Callable[..., Any]

READERS = [
    {"id": "s-ines", "person": "ines", "altitude": "sponsor", "cadence_days": 7},
    {"id": "s-noor", "person": "noor", "altitude": "sponsor", "cadence_days": 14},
    {"id": "s-tomas", "person": "tomas", "altitude": "partner", "cadence_days": 14, "milestones": ["live"]},
    {"id": "s-bank", "person": "bank", "altitude": "partner", "cadence_days": 14, "milestones": ["live"]},
]


def sent(id: str, to: str, days_ago: int, status: str = "on-track") -> dict[str, Any]:
    day = (MONDAY - timedelta(days=days_ago)).isoformat()
    return {
        "id": id,
        "to": [to],
        "state": "sent",
        "sent_on": day,
        "told": [{"milestone": "live", "status": status, "odds": 1.0}],
    }


@pytest.fixture
def begun(db: None) -> Callable[..., Program]:
    def begin(**more: Any) -> Program:
        open_rooms()
        people = [*CHECKOUT["people"], {"id": "bank", "name": "Bank", "outside": True}]
        plan = CHECKOUT | {"people": people, "stakeholders": READERS} | more
        program = store(document.read(plan), NOON, pinned=True)
        again(program)
        return program

    return begin


def again(program: Program, days: int = 0) -> Round:
    at = NOON + timedelta(days=days)
    Program.objects.filter(pk=program.pk).update(pinned_on=at.date())
    program.refresh_from_db()
    return run_round(program, at, lambda: at, asked=Asked(futures=100, threads=1))


def readers(program: Program) -> list[tuple[str, ...]]:
    return sorted(tuple(one.to) for one in Letter.objects.filter(program=program, state="draft", retired_at=None))


def test_whoever_never_heard_is_written_to_and_each_partner_alone(begun: Any) -> None:
    assert readers(begun()) == [("s-bank",), ("s-ines", "s-noor"), ("s-tomas",)]


def test_teams_read_their_own_letter(begun: Any) -> None:
    teams = {
        "teams": [{"id": "core"}, {"id": "rails"}],
        "people": [{"id": "mara", "team": "core"}, {"id": "joana", "team": "rails"}, {"id": "leo", "team": "rails"}],
        "stakeholders": [{"id": f"s-{one}", "person": one, "altitude": "team"} for one in ("mara", "joana", "leo")],
    }
    found = audiences(document.read({"as_of": "2026-03-02"} | teams))

    assert [(one.key, [reader.id for reader in one.readers]) for one in found] == [
        ("team-core", ["s-mara"]), ("team-rails", ["s-joana", "s-leo"]),
    ]  # fmt: skip


def test_nobody_is_written_to_before_their_day(begun: Any) -> None:
    letters = [sent("a", "s-ines", 2), sent("b", "s-noor", 2), sent("c", "s-tomas", 2), sent("d", "s-bank", 2)]

    assert readers(begun(letters=letters)) == []


def test_a_draft_is_there_a_day_before_silence_is_too_long_and_half_way_readers_join_in(begun: Any) -> None:
    # Ines hears every 7 days and last heard 6 days ago. Noor hears every 14: 7 days are more than half of 13, 6 are not.
    others = [sent("c", "s-tomas", 1), sent("d", "s-bank", 1)]

    assert readers(begun(letters=[sent("a", "s-ines", 6), sent("b", "s-noor", 7), *others])) == [("s-ines", "s-noor")]


def test_one_who_has_just_heard_is_not_written_to_with_the_others(begun: Any) -> None:
    others = [sent("c", "s-tomas", 1), sent("d", "s-bank", 1)]

    assert readers(begun(letters=[sent("a", "s-ines", 6), sent("b", "s-noor", 6), *others])) == [("s-ines",)]


def test_bad_news_does_not_wait_for_its_day(begun: Any) -> None:
    late = [{"id": "p1", "milestone": "live", "due": "2026-03-03", "set_on": "2026-02-02"}]
    letters = [
        sent("a", "s-ines", 1),
        sent("b", "s-noor", 1),
        sent("c", "s-tomas", 1),
        sent("d", "s-bank", 1, "off-track"),
    ]
    program = begun(letters=letters, promises=late)

    # All but the bank were told on track; five days of work are not done by tomorrow. Noor and Ines have their own day.
    assert readers(program) == [("s-ines", "s-noor"), ("s-tomas",)]


def test_a_draft_nobody_touched_is_written_anew_and_stays_one(begun: Any) -> None:
    program = begun()
    first = Draft.objects.get(program=program, altitude="sponsor")

    again(program, days=1)

    second = Draft.objects.get(program=program, altitude="sponsor")
    assert (second.letter, second.round_number) == (first.letter, first.round_number + 1)
    assert Letter.objects.get(program=program, key=second.letter).drafted_on == MONDAY + timedelta(days=1)


def test_words_of_a_person_stay(begun: Any) -> None:
    program = begun()
    Draft.objects.filter(program=program, altitude="sponsor").update(edited="My words.")

    again(program, days=1)

    assert words_of(Draft.objects.get(program=program, altitude="sponsor")) == "My words."


def test_a_letter_approved_while_the_round_ran_stays_approved(begun: Any) -> None:
    program = begun()
    round = Round.objects.get(program=program)
    Letter.objects.filter(program=program).update(state="approved")

    assert draft_letters(program, round, NOON) == 0
    assert {one.state for one in Letter.objects.filter(program=program)} == {"approved"}


def test_a_letter_on_its_way_counts_as_told(begun: Any) -> None:
    program = begun()
    Letter.objects.filter(program=program).update(state="approved")

    again(program)

    assert readers(program) == []


def test_a_dropped_draft_comes_back_the_next_day_and_not_before(begun: Any, act: Act) -> None:
    program = begun()
    id = Draft.objects.get(program=program, altitude="sponsor").letter
    act(program, "drop_brief", letter=id, reason="Told on the phone")

    again(program)
    assert ("s-ines", "s-noor") not in readers(program)

    again(program, days=1)
    assert ("s-ines", "s-noor") in readers(program)
    assert Letter.objects.get(program=program, key=id).state == "dropped"


def test_a_draft_that_came_with_the_file_is_never_written_to(begun: Any) -> None:
    heard = {"id": "sponsor-2026-02-27", "to": ["s-ines"], "state": "draft", "subject": "Words of another tool"}
    program = begun(letters=[heard])

    assert Letter.objects.get(program=program, key="sponsor-2026-02-27").subject == "Words of another tool"
    assert Draft.objects.filter(program=program, altitude="sponsor").exclude(letter="sponsor-2026-02-27").exists()


def test_a_letter_that_left_is_not_a_draft_even_if_its_approval_was_taken_back(begun: Any) -> None:
    program = begun()
    id = Draft.objects.get(program=program, altitude="sponsor").letter
    OutboxLetter.objects.create(
        program=program, key="k", letter=id, person="ines", address="ines@example.com", subject="s", text="t",
        state=OutboxLetter.SENT, queued_at=datetime(2026, 3, 2, tzinfo=UTC),
    )  # fmt: skip
    before = Draft.objects.get(program=program, letter=id).round_number

    again(program, days=1)

    assert Draft.objects.get(program=program, letter=id).round_number == before
    assert Draft.objects.filter(program=program, altitude="sponsor").count() == 2


def test_drafting_changes_nothing_a_round_would_have_to_look_at(begun: Any) -> None:
    program = begun()
    before = program.facts_version

    draft_letters(program, Round.objects.get(program=program), NOON)

    program.refresh_from_db()
    assert program.facts_version == before


def test_a_partner_is_never_counted_as_told_the_odds(begun: Any) -> None:
    program = begun()
    plan = load_snapshot(program, MONDAY)
    told = {one.to: one.told for one in plan.letters}

    assert [one.odds for one in told["s-tomas",]] == [None]
    assert [one.odds for one in told["s-ines", "s-noor"]] != [None]
    assert snapshot_of(Round.objects.get(program=program)) is not None


def test_words_changed_between_two_approvals_are_the_words_that_go_out(program: Program, act: Act) -> None:
    id = Draft.objects.get(program=program).letter
    act(program, "set_address", person="ines", email="ines@example.com")
    act(program, "approve_brief", letter=id)
    act(program, "undo")
    act(program, "edit_brief", letter=id, text="Ines, all is well.")

    act(program, "approve_brief", letter=id)

    assert OutboxLetter.objects.get().text.startswith("Ines, all is well.")
