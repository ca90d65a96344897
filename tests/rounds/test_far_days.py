"""Records of before there were limits: every round of them is kept, and every page opens."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from leadline.program import document, edits
from leadline.program.limits import LAST_DAY
from leadline.record.doors import PAGES, open_rooms
from leadline.record.models import (
    Account,
    Allocation,
    Calendar,
    Dependency,
    Intent,
    Person,
    Program,
    Promise,
    Quote,
    Risk,
    Roadblock,
    Stakeholder,
    WorkItem,
)
from leadline.record.results import outlook_of, plan_of
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds import quotes
from leadline.rounds.round import Asked, run_round

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEW = Asked(futures=200, threads=1)
LAST_OF_ALL, FIRST_OF_ALL = date(9999, 12, 31), date(1, 1, 1)

PLAIN: dict[str, Any] = {
    "id": "checkout", "name": "Checkout", "as_of": "2026-03-02",
    "calendars": [{"id": "c"}], "calendar": "c",
    "people": [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}],
    "projects": [{"id": "own"}],
    "allocations": [{"id": "claim", "person": "mara", "project": "own", "share": 0.5}],
    "milestones": [{"id": "live", "name": "Checkout live"}],
    "work": [
        {"id": "A", "name": "Payments", "project": "own", "milestone": "live", "assignee": "mara", "estimate": "5-10d"},
        {"id": "B", "name": "Refunds", "milestone": "live", "assignee": "ines", "estimate": "5-10d"},
    ],
    "dependencies": [{"id": "d", "before": "A", "after": "B"}],
    "promises": [{"id": "p1", "milestone": "live", "due": "2026-03-20", "set_on": "2026-02-02"}],
    "risks": [{"id": "r", "event": "The bank is late", "work": ["A"], "probability": 0.3, "delay": "2-5d"}],
    "roadblocks": [{"id": "k", "name": "No key", "work": ["A"], "since": "2026-02-20", "expected": "2d"}],
    "stakeholders": [{"id": "s", "person": "ines", "cadence_days": 7}],
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return store(document.read(PLAIN), NOON, pinned=True)


OLD: dict[str, tuple[Any, dict[str, Any]]] = {
    "a lag of a million years": (Dependency, {"lag_days": 1e9}),
    "a lag that no date can hold": (Dependency, {"lag_days": 1e300}),
    "work that may not begin before the last day": (WorkItem, {"not_before": LAST_OF_ALL}),
    "work that was begun on the first day": (WorkItem, {"state": "doing", "started_on": FIRST_OF_ALL}),
    "work that was done on the first day": (
        WorkItem,
        {"state": "done", "started_on": FIRST_OF_ALL, "done_on": FIRST_OF_ALL},
    ),
    "work of ten thousand years": (WorkItem, {"estimate": "2000000-4000000d"}),
    "work of a million hands": (WorkItem, {"hands": 1_000_000}),
    "a plan for the last day": (WorkItem, {"planned_from": LAST_OF_ALL, "planned_to": LAST_OF_ALL}),
    "somebody who joins on the last day": (Person, {"joined_on": LAST_OF_ALL, "ramp_weeks": -3}),
    "somebody who is away for all time": (Person, {"absences": [{"first": "0001-01-01", "last": "9999-12-31"}]}),
    "somebody who is never away, the wrong way round": (
        Person,
        {"absences": [{"first": "2026-05-01", "last": "2026-04-01"}]},
    ),
    "somebody who learns it on the last day": (Person, {"skills": [{"name": "go", "level": 9, "since": "9999-12-31"}]}),
    "somebody with twice their time": (Person, {"capacity": 1e300}),
    "a claim for all time": (Allocation, {"first": FIRST_OF_ALL, "last": LAST_OF_ALL, "share": 50.0}),
    "holidays at both ends of time": (Calendar, {"holidays": ["0001-01-01", "9999-12-31"], "country": "DE"}),
    "a promise for the last day": (Promise, {"due": LAST_OF_ALL, "set_on": FIRST_OF_ALL}),
    "a roadblock until the last day": (Roadblock, {"expected": None, "agreed_until": LAST_OF_ALL}),
    "a roadblock since the first day": (Roadblock, {"since": FIRST_OF_ALL, "expected": None}),
    "a roadblock of ten thousand years": (Roadblock, {"expected": "2000000d"}),
    "a risk of ten thousand years": (Risk, {"probability": 30.0, "delay": "2000000-4000000d", "reviewed_on": LAST_OF_ALL}),
    "a letter every million years": (Stakeholder, {"cadence_days": 2_000_000_000}),
    "today is the last day": (Program, {"pinned_on": LAST_OF_ALL}),
    "today is the first day": (Program, {"pinned_on": FIRST_OF_ALL}),
    "it began on the first day": (Program, {"started_on": FIRST_OF_ALL, "switching_share": 1e9}),
}  # fmt: skip


@pytest.mark.parametrize(("table", "fields"), OLD.values(), ids=OLD)
def test_a_round_is_kept_and_every_page_opens_whatever_an_old_record_holds(
    program: Program, client: Client, table: Any, fields: dict[str, Any]
) -> None:
    table.objects.update(**fields)
    program.refresh_from_db()
    open_rooms()
    client.force_login(Account.objects.create_account("noor@example.com", "Noor", owner=True))

    kept = run_round(program, NOON, lambda: NOON, asked=FEW)

    live = outlook_of(kept).milestones["live"]
    assert live.date_at(0.95) or live.why_no_date(0.95)
    assert plan_of(kept) is not None
    nouns = [f"{noun}/{one.id}" for noun, one in load_snapshot(program, program.today(NOON)).everything()]
    paths = [door.path for door in PAGES.values() if "<" not in door.path] + ["milestones/live", *nouns]
    assert {path: code for path in paths if (code := client.get(f"/p/checkout/{path}").status_code) != 200} == {}


def test_an_intent_of_before_there_were_limits_counts_up_to_the_limit(program: Program) -> None:
    Intent.objects.create(
        program=program, noun="work", key="A", field="not_before", value="9999-12-31", heard=None, made_at=NOON
    )

    assert load_snapshot(program, NOON.date()).find("work", "A").not_before == LAST_DAY
    assert run_round(program, NOON, lambda: NOON, asked=FEW).finished_at


def test_a_what_if_that_was_asked_before_there_were_limits_is_answered(program: Program) -> None:
    edit = edits.write_edit(edits.Change("dependency", "d", {"lag_days": 1e9}))
    quote = Quote.objects.create(
        program=program, key="k", subject="milestone:live", edits=[edit], cost_cents=0, asked_at=NOON
    )

    quotes.answer(quote, NOON)

    assert quote.answered_at
    assert quote.price or quote.problem
