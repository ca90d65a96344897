"""A slip is tried beside the plan, on the same futures, and becomes part of it only when somebody says that it is true."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from leadline.direction.pages.slip import present as page
from leadline.direction.pages.slips import present as list_page
from leadline.direction.slips import answer_of
from leadline.program import document
from leadline.program.slip import Slipped, days_of
from leadline.program.snapshot import Snapshot
from leadline.record.access import Who
from leadline.record.doors import Refused, open_rooms, perform
from leadline.record.models import Account, Job, JournalLine, Program, Slip
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.round import Asked, run_round
from leadline.rounds.slip import edits_of, slipped
from leadline.rounds.work import run_now

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)

PLAIN: dict[str, Any] = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "sponsor": "ines",
    "tpm": "noor",
    "people": [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}, {"id": "noor", "name": "Noor"}],
    "milestones": [
        {"id": "api", "name": "API ready", "owner": "mara"},
        {"id": "live", "name": "Checkout live"},
        {"id": "docs", "name": "Docs out"},
        {"id": "begun", "name": "Begun", "done_on": "2026-02-02"},
    ],
    "work": [
        {"id": "a", "name": "The API", "milestone": "api", "assignee": "mara", "estimate": "5d"},
        {"id": "b", "name": "The shop", "milestone": "live", "assignee": "mara", "estimate": "5d"},
        {"id": "d", "name": "The docs", "milestone": "docs", "assignee": "noor", "estimate": "5d"},
    ],
    "dependencies": [{"id": "api-b", "before": "api", "after": "b"}],
    "promises": [
        {"id": "p1", "milestone": "live", "due": "2026-03-27", "set_by": "ines", "set_on": "2026-02-02",
         "doers": [{"person": "mara", "answer": "accepted", "on": "2026-02-03"}]},
        {"id": "p2", "dependency": "api-b", "kind": "delivery", "due": "2026-03-16", "state": "agreed"},
    ],
    "stakeholders": [{"id": "s", "person": "ines", "altitude": "sponsor", "power": "high", "interest": "high"}],
}  # fmt: skip


def snapshot(**more: Any) -> Snapshot:
    return document.read({**PLAIN, **more})


def tried(**more: Any) -> Slipped:
    return slipped(snapshot(**more), "api", 21, futures=400)[0]


@pytest.mark.parametrize(
    ("text", "days"), [("3w", 21), ("+3w", 21), ("10d", 10), ("2 weeks", 14), (" 5 ", 5), ("1 m", 30), ("1 Day", 1)]
)
def test_the_time_is_written_as_people_write_it(text: str, days: int) -> None:
    assert days_of(text) == days


@pytest.mark.parametrize("text", ["", "0d", "soon", "-3w", "3y", "3.5w", "99999d", "9999w", "3w 2d"])
def test_a_time_that_cannot_be_read_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="Write 3w for three weeks"):
        days_of(text)


def test_the_milestone_comes_exactly_so_much_later_and_what_waits_for_it_too() -> None:
    api, live = tried().hits

    # Work is done on Fridays at the latest, 21 days later is a Friday again: nothing of the slip is lost on weekends.
    assert (api.milestone, api.days) == ("api", 21)
    # Mara begins the shop after it, three weeks later than she would have.
    assert (live.milestone, live.days, live.people) == ("live", 21, ("ines", "mara"))


def test_a_promise_that_most_futures_kept_and_few_do_now_is_broken() -> None:
    found = tried()

    (live,) = found.broken
    assert live.milestone == "live"
    assert (live.odds_before or 0.0) > 0.5 > (live.odds_after or 1.0)


def test_what_does_not_wait_for_it_is_not_hit() -> None:
    assert [one.milestone for one in tried().hits] == ["api", "live"]


def test_a_delivery_that_was_promised_to_somebody_comes_too_late() -> None:
    (late,) = tried().deliveries

    assert (late.promise, late.dependency, late.due) == ("p2", "api-b", date(2026, 3, 16))
    assert late.p50_before <= late.due
    assert (late.p50_after - late.p50_before).days == 21


def test_later_dates_move_every_broken_promise_to_a_working_day_that_holds() -> None:
    gone, new = tried().later_dates

    assert (gone["id"], gone["fields"]) == ("p1", {"state": "replaced"})
    day = date.fromisoformat(new["value"]["due"])
    assert day > date(2026, 3, 27)
    assert day.weekday() < 5
    assert new["value"]["odds"] >= 0.8
    assert new["value"]["doers"] == ["mara"]


def test_no_way_out_undoes_the_slip_itself() -> None:
    found = tried(
        dependencies=[{"id": "api-b", "before": "api", "after": "b"}],
        roadblocks=[{"id": "key", "name": "No key", "work": ["b"], "since": "2026-02-02", "expected": "60d", "unblocker": "ines"}],
    )  # fmt: skip

    assert found.ways
    assert [one.says for one in found.ways if any(edit.get("id", "").startswith("slip-") for edit in one.edits)] == []
    gains = [one.price.days for one in found.ways if one.price]
    assert len(gains) == len(found.ways)
    assert min(gains) > 0


def test_a_second_slip_of_the_same_milestone_adds_to_the_first() -> None:
    (first,) = edits_of(snapshot(), "api", 7)
    risk = {"id": "slip-api", "event": "API ready comes 1 week later", "probability": 1, "delay": "7d", "work": ["api"]}

    (second,) = edits_of(snapshot(risks=[risk]), "api", 7)

    assert (first.value["id"], second.value["id"]) == ("slip-api", "slip-api-2")  # type: ignore[union-attr]
    api = slipped(snapshot(risks=[risk]), "api", 7, futures=100)[0].hits[0]
    assert api.days == 7


@pytest.fixture
def program(db: None) -> Program:
    open_rooms()
    made = store(snapshot(), NOON, pinned=True)
    run_round(made, NOON, lambda: NOON, asked=Asked(futures=200, threads=1))
    return made


@pytest.fixture
def ana(program: Program) -> Who:
    return Who("Ana", account=Account.objects.create_account("ana@example.com", "Ana", owner=True))


def ask(ana: Who, program: Program, **given: str) -> Slip:
    done = perform("slip", ana, NOON, program, {"milestone": "api", "by": "3w", "because": "The bank.", **given})
    return Slip.objects.get(pk=done.go.rpartition("/")[2])


def answered(ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch, **given: str) -> Slip:
    monkeypatch.setattr("django.conf.settings.FUTURES", 200)
    row = ask(ana, program, **given)
    assert run_now(Job.objects.get(kind="slip", body={"slip": row.pk}))
    row.refresh_from_db()
    return row


def test_asking_changes_no_fact_and_makes_no_round(ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_snapshot(program, MONDAY)
    program.refresh_from_db()
    version = program.facts_version

    row = answered(ana, program, monkeypatch)

    program.refresh_from_db()
    assert (load_snapshot(program, MONDAY), program.facts_version) == (before, version)
    assert (row.state, row.problem) == (Slip.ANSWERED, "")


def test_the_answer_has_a_letter_for_each_audience_and_what_was_there_to_be_seen(
    ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = answer_of(answered(ana, program, monkeypatch))

    assert found is not None
    (letter,) = found.previews
    assert (letter.altitude, letter.readers) == ("sponsor", ("s",))
    assert "Checkout live" in letter.text
    assert any(one.says.startswith("Round 1 computed:") and one.on == MONDAY for one in found.signs)


def test_what_is_true_becomes_a_certain_risk_and_a_decision_with_two_working_days(
    ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = answered(ana, program, monkeypatch)

    done = perform("accept_slip", ana, NOON, program, {"slip": str(row.pk)})

    now = load_snapshot(program, MONDAY)
    (risk,) = now.risks
    (decision,) = now.decisions
    assert (risk.id, risk.probability, str(risk.delay), risk.cause, risk.owner) == (
        "slip-api",
        1,
        "21d",
        "The bank.",
        "mara",
    )
    assert (decision.approver, decision.needed_by, decision.work) == ("ines", date(2026, 3, 4), ("api",))
    assert [one.name for one in decision.options][-2:] == ["Give later dates, in the open", "Do nothing about it"]
    assert done.says == "It is true: API ready 3 weeks later. What to do is to be decided until 4 Mar."
    row.refresh_from_db()
    assert (row.state, row.decision) == (Slip.ACCEPTED, "slip-api")


def test_deciding_for_later_dates_moves_the_broken_promise(
    ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = answered(ana, program, monkeypatch)
    perform("accept_slip", ana, NOON, program, {"slip": str(row.pk)})

    perform("decide", ana, NOON, program, {"decision": "slip-api", "option": "Give later dates, in the open"})

    states = {one.id: one.state for one in load_snapshot(program, MONDAY).promises if one.milestone == "live"}
    assert states.pop("p1") == "replaced"
    assert list(states.values()) == ["agreed"]


def test_the_journal_takes_it_back_and_it_can_be_true_again(
    ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = answered(ana, program, monkeypatch)
    perform("accept_slip", ana, NOON, program, {"slip": str(row.pk)})
    line = JournalLine.objects.get(program=program, verb="accept_slip")

    with pytest.raises(Refused, match="in the plan already"):
        perform("accept_slip", ana, NOON, program, {"slip": str(row.pk)})
    with pytest.raises(Refused, match="Take that back in the journal first"):
        perform("drop_slip", ana, NOON, program, {"slip": str(row.pk)})
    perform("undo", ana, NOON, program, {"line": str(line.pk)})

    assert load_snapshot(program, MONDAY).risks == ()
    perform("accept_slip", ana, NOON, program, {"slip": str(row.pk)})
    assert len(load_snapshot(program, MONDAY).risks) == 1


def test_what_was_dropped_stays_readable_and_is_not_dropped_twice(
    ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = answered(ana, program, monkeypatch)
    perform("drop_slip", ana, NOON, program, {"slip": str(row.pk)})

    with pytest.raises(Refused, match="is dropped already"):
        perform("drop_slip", ana, NOON, program, {"slip": str(row.pk)})

    row.refresh_from_db()
    shown = page(load_snapshot(program, MONDAY), row, "/p/checkout")
    assert (shown.state, shown.drop, shown.hits is None) == ("Dropped", None, False)


def test_a_milestone_reached_meanwhile_slips_no_more(
    ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask(ana, program)
    perform("change", ana, NOON, program, {"noun": "milestone", "id": "api", "fields": {"done_on": "2026-03-02"}})

    assert run_now(Job.objects.get(kind="slip", body={"slip": row.pk}))

    row.refresh_from_db()
    shown = page(load_snapshot(program, MONDAY), row, "/p/checkout")
    assert row.problem == "API ready was reached on 2026-03-02. It slips no more."
    assert [one.says for one in shown.banners] == [row.problem]
    with pytest.raises(Refused, match="reached on 2026-03-02"):
        perform("accept_slip", ana, NOON, program, {"slip": str(row.pk)})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"by": "soon"}, "“soon” is no slip. Write 3w for three weeks"),
        ({"milestone": "nix"}, "There is no milestone “nix”."),
        ({"milestone": "begun"}, "Begun was reached on 2026-02-02. It slips no more."),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_kept(
    ana: Who, program: Program, given: dict[str, str], says: str
) -> None:
    with pytest.raises(Refused) as refusal:
        ask(ana, program, **given)

    assert str(refusal.value).startswith(says)
    assert not Slip.objects.exists()


def test_before_it_is_computed_it_can_be_dropped_and_not_be_true(ana: Who, program: Program) -> None:
    row = ask(ana, program)

    with pytest.raises(Refused, match="not computed yet"):
        perform("accept_slip", ana, NOON, program, {"slip": str(row.pk)})
    perform("drop_slip", ana, NOON, program, {"slip": str(row.pk)})

    # What was dropped while it waited stays dropped once the worker comes to it.
    run_now(Job.objects.get(kind="slip", body={"slip": row.pk}))
    row.refresh_from_db()
    assert row.state == Slip.DROPPED


def test_the_page_says_what_breaks_and_warns_once_the_plan_has_changed(
    ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = answered(ana, program, monkeypatch)
    now = load_snapshot(program, MONDAY)

    shown, listed = page(now, row, "/p/checkout"), list_page(now, [row], "/p/checkout")

    assert shown.says == "API ready 3 weeks later breaks 1 promise: Checkout live."
    assert shown.banners == ()
    assert listed.table is not None
    assert [cell.says for cell in listed.table.rows[0].cells][:4] == [
        "API ready 3 weeks later",
        "Beside the plan",
        "1",
        "2",
    ]
    perform("change", ana, NOON, program, {"noun": "work", "id": "d", "fields": {"estimate": "9d"}})
    row = Slip.objects.select_related("program").get(pk=row.pk)
    assert [one.title for one in page(now, row, "/p/checkout").banners] == ["The plan has changed since"]


def test_only_so_many_are_kept_and_never_one_that_was_true(
    ana: Who, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadline.direction.verbs.slip.MOST_SLIPS", 2)
    first = ask(ana, program)
    Slip.objects.filter(pk=first.pk).update(state=Slip.ACCEPTED)

    others = [ask(ana, program, by=f"{days}d").pk for days in (1, 2, 3)]

    assert sorted(Slip.objects.values_list("pk", flat=True)) == [first.pk, *others[1:]]
