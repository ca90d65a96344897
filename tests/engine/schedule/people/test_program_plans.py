"""A program's plan as people read it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.engine.programs import SEED, dependency, program

from leadline.engine.calibrate import exactly
from leadline.engine.schedule.people.plan import plan
from leadline.program.edits import apply_all
from leadline.program.plan import Plan
from leadline.program.published import publishing
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot


def planned(snapshot: Snapshot, schedules: int | None = None, before: Plan | None = None) -> Plan:
    return plan(snapshot, seed=SEED, schedules=schedules, before=before, calibration=exactly(), threads=1)


def promised(due: str) -> dict[str, str]:
    return {
        "id": "p", "milestone": "live", "kind": "commitment", "state": "agreed", "due": due, "set_on": "2026-02-01",
    }  # fmt: skip


def test_a_plan_has_dates_people_and_reasons() -> None:
    work = [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "estimate": "1d", "assignee": "mara"}]

    found = planned(program(work, dependencies=[dependency("a", "b")]))

    a, b, live = (found.items[id] for id in ("a", "b", "live"))
    assert (a.start_on, a.finish_on, a.people) == (date(2026, 3, 2), date(2026, 3, 6), ("mara",))
    assert (b.start_on, b.finish_on, b.why.kind, b.why.waits_for) == (date(2026, 3, 9), date(2026, 3, 9), "before", "a")
    assert a.why.sentence == "It starts at once: nothing holds it up."
    assert b.why.sentence == "It waits until “A” is done."
    assert live.finish_on == found.end_on == date(2026, 3, 9)
    assert found.order == ("a", "b", "live")


def test_what_waits_for_a_decision_that_falls_due_on_a_friday_names_the_decision_not_the_weekend() -> None:
    bank = {"id": "bank", "question": "Which bank?", "work": ["a"], "needed_by": "2026-03-13"}

    a = planned(program([{"id": "a", "estimate": "1d", "assignee": "mara"}], decisions=[bank])).items["a"]

    assert a.start_on == date(2026, 3, 16)
    assert a.why.sentence == "It waits for the decision “Which bank?”, expected by 13 March 2026."


def test_what_a_roadblock_holds_up_names_it() -> None:
    keys = {"id": "keys", "name": "No keys", "work": ["a"], "since": "2026-03-01", "agreed_until": "2026-03-04"}

    a = planned(program([{"id": "a", "estimate": "1d", "assignee": "mara"}], roadblocks=[keys])).items["a"]

    assert a.start_on == date(2026, 3, 5)
    assert a.why.sentence == "“No keys” holds it up, expected to be over by 4 March 2026."


def test_a_day_of_its_own_is_said_as_a_day() -> None:
    a = planned(program([{"id": "a", "estimate": "1d", "assignee": "mara", "not_before": "2026-03-14"}])).items["a"]

    assert (a.start_on, a.why.sentence) == (date(2026, 3, 16), "It may not start before 14 March 2026.")


def test_a_team_shares_work_among_its_people() -> None:
    found = planned(program([{"id": id, "estimate": "3d", "team": "web"} for id in "ab"]))

    assert {found.items[id].people for id in "ab"} == {("mara",), ("ines",)}
    assert found.end_on == date(2026, 3, 4)


def test_the_bound_is_said_in_words_and_names_no_person() -> None:
    found = planned(program([{"id": id, "estimate": "5d", "assignee": "mara"} for id in "ab"]))

    assert found.bound
    assert found.bound.sentence.startswith("No plan can end before 13 March 2026; set by 1 person of web")
    assert "Mara" not in found.bound.sentence


def test_work_in_progress_keeps_the_day_it_was_started() -> None:
    work = [{"id": "a", "estimate": "3d", "assignee": "mara", "state": "doing", "started_on": "2026-02-26"}]

    a = planned(program(work)).items["a"]

    assert (a.start_on, a.why.sentence) == (date(2026, 2, 26), "It is in progress.")


def test_a_promise_that_the_plan_misses_is_late_by_days() -> None:
    found = planned(program([{"id": "a", "estimate": "5d", "assignee": "mara"}], promises=[promised("2026-03-04")]))

    # Done on Friday evening, promised for Wednesday evening.
    assert found.late == {"live": 2.0}
    (only,) = found.contradictions
    assert only.milestones == ("live",)
    assert only.sentence.startswith("“Checkout live” cannot be done by the day promised")


def test_a_promise_that_is_kept_is_not_late() -> None:
    found = planned(program([{"id": "a", "estimate": "5d", "assignee": "mara"}], promises=[promised("2026-03-06")]))

    assert (found.late, found.contradictions) == ({}, ())


def test_what_nobody_can_do_is_said() -> None:
    found = planned(program([{"id": "a", "estimate": "1d", "team": "web", "skill": "cobol"}]))

    assert "a" not in found.items
    assert any("cobol" in one.sentence for one in found.unplanned if "a" in one.items)


def test_what_has_no_estimate_is_never_dropped_silently() -> None:
    found = planned(program([{"id": "a", "assignee": "mara"}, {"id": "b", "estimate": "1d", "milestone": ""}]))

    assert "b" in found.items
    assert "a" in {id for one in found.unplanned for id in one.items}


def test_a_circle_is_never_dropped_silently() -> None:
    work = [{"id": id, "estimate": "1d", "assignee": "mara"} for id in "ab"]

    snapshot = program(work, dependencies=[dependency("a", "b")])
    back = replace(snapshot.dependencies[0], id="back", before="b", after="a")

    found = planned(replace(snapshot, dependencies=(*snapshot.dependencies, back)))

    assert {"a", "b", "live"} <= {id for one in found.unplanned for id in one.items}


def test_a_new_plan_says_how_much_changed() -> None:
    snapshot = program([{"id": id, "estimate": "3d", "team": "web"} for id in "abcd"])
    first = planned(snapshot, 100)

    again = planned(replace(snapshot, as_of=snapshot.as_of + timedelta(days=1)), 100, before=first)

    assert first.changed_share is None
    assert again.changed_share == 0.0


def test_a_program_without_anything() -> None:
    found = planned(program([], milestones=[], people=[], teams=[]))

    assert (found.items, found.end_days, found.unplanned) == ({}, 0.0, ())


def test_the_same_seed_gives_the_same_plan() -> None:
    snapshot = program([{"id": f"w{n}", "estimate": f"{1 + n % 5}d", "team": "web"} for n in range(20)])

    one = plan(snapshot, seed=1, schedules=300, threads=1)
    two = plan(snapshot, seed=1, schedules=300, threads=2)

    assert one == two


def test_an_end_that_waits_for_what_is_over_is_kept() -> None:
    work = [
        {"id": "a", "estimate": "1d", "assignee": "mara", "state": "done", "done_on": "2026-02-27"},
        {"id": "b", "estimate": "1d", "assignee": "mara"},
    ]

    b = planned(program(work, dependencies=[dependency("a", "b", "FF", lag=5)])).items["b"]

    # Done on the evening of 27 February; five days later it is the evening of 4 March, and not before.
    assert (b.start_on, b.finish_on) == (date(2026, 3, 2), date(2026, 3, 4))


def test_a_milestone_is_there_on_the_day_on_which_its_last_work_ends() -> None:
    live = planned(program([{"id": "a", "estimate": "2d", "assignee": "mara", "milestone": "live"}])).items["live"]

    # Done on the evening of Tuesday: not begun on Wednesday.
    assert (live.start_on, live.finish_on) == (date(2026, 3, 3), date(2026, 3, 3))


def test_what_waits_for_a_training_says_whose_and_in_what() -> None:
    people = [{"id": "mara", "name": "Mara", "skills": [{"name": "build", "level": 3, "since": "2026-03-09"}]}]

    work = {"id": "a", "estimate": "1d", "skill": "build", "skill_level": 3}
    why = planned(program([work], people=people)).items["a"].why

    assert (why.kind, why.person) == ("able", "mara")
    assert why.sentence == "Mara can do it from 9 March 2026 on, after their training in “build”."


def test_several_do_it_together_and_each_once() -> None:
    work = [
        {"id": "a", "estimate": "3d", "team": "web", "hands": 2, "assignee": "ines"},
        {"id": "b", "estimate": "1d", "assignee": "mara"},
    ]

    found = planned(program(work, dependencies=[dependency("a", "b")]))

    assert sorted(found.items["a"].people) == ["ines", "mara"]
    assert (found.items["a"].finish_on, found.items["b"].start_on) == (date(2026, 3, 4), date(2026, 3, 5))


def test_all_of_them_stay_until_the_last_is_done() -> None:
    people = [{"id": "mara", "team": "web"}, {"id": "ines", "team": "web", "capacity": 0.5}]
    work = [{"id": "a", "estimate": "2d", "team": "web", "hands": 2}, {"id": "b", "estimate": "1d", "assignee": "mara"}]

    found = planned(program(work, people=people, dependencies=[dependency("a", "b", "SS", lag=1)]))

    # Ines needs four days for two; only then is Mara free.
    assert (found.items["a"].finish_on, found.items["b"].start_on) == (date(2026, 3, 5), date(2026, 3, 6))


def claimed(**rest: Any) -> Snapshot:
    """Two projects, of which “p” has claimed half of Mara, and three days of work in each."""
    return program(
        [{"id": "a", "estimate": "2d", "assignee": "mara", "project": "p"}, {"id": "b", "estimate": "2d", "assignee": "mara", "project": "q"}],
        projects=[{"id": "p"}, {"id": "q"}],
        allocations=[{"id": "half", "person": "mara", "project": "p", "share": 0.5, **rest}],
    )  # fmt: skip


def test_who_is_divided_among_projects_does_both_at_once_and_is_one_person() -> None:
    found = planned(claimed())

    # Half a day a day for each: four days for two.
    assert {id: (one.start_on.day, one.finish_on.day, one.people) for id, one in found.items.items() if id != "live"} == {
        "a": (2, 5, ("mara",)), "b": (2, 5, ("mara",)),
    }  # fmt: skip


def test_a_claim_begins_when_it_begins() -> None:
    a = planned(claimed(first="2026-03-04")).items["a"]

    # Without a claim all of Mara is there for it on Monday and Tuesday.
    assert (a.start_on.day, a.finish_on.day) == (2, 3)


def test_work_that_has_taken_longer_than_it_was_to_take_does_not_end_today() -> None:
    overrun = {"id": "a", "estimate": "2d", "assignee": "mara", "state": "doing", "started_on": "2026-02-16"}

    found = planned(program([overrun]))

    # Ten days have gone into it. Half of what has lasted so long lasts 10 · (2^(2/3) - 1) = 5.87 days longer.
    assert found.items["a"].finish_days == pytest.approx(7.87, abs=0.02)


def test_what_nobody_ever_has_the_time_for_is_in_no_plan_and_keeps_nobody_from_the_rest() -> None:
    leaver = {"id": "mara", "absences": [{"first": "2026-03-16", "last": "2199-12-31"}]}
    work = [
        {"id": "a", "estimate": "30d", "assignee": "mara", "priority": 1},
        {"id": "b", "estimate": "3d", "assignee": "mara"},
    ]

    found = planned(program(work, people=[leaver]))

    # Ten days are left of her: three for b, never thirty for a; “live” waits for both.
    assert [(id, one.finish_on) for id, one in found.items.items()] == [("b", date(2026, 3, 4))]
    assert {one.items: one.sentence for one in found.unplanned} == {
        (
            "a",
        ): "A is never done: after 13 March 2026 mara has no working time for it. Give it to somebody who is there, or free somebody.",
        ("live",): "“Checkout live” waits for what cannot be planned.",
    }
    assert found.end_on == date(2026, 3, 4)


def days_of(found: Plan) -> dict[str, tuple[int, int]]:
    """The days of March on which each item starts and finishes."""
    return {id: (one.start_on.day, one.finish_on.day) for id, one in found.items.items() if id != "live"}


def two(a: str, b: str, *claims: dict[str, Any]) -> Snapshot:
    """Work “a” of project “p” and “b” of project “q”, both Mara's, and claims on her."""
    return program(
        [{"id": "a", "estimate": a, "assignee": "mara", "project": "p"}, {"id": "b", "estimate": b, "assignee": "mara", "project": "q"}],
        projects=[{"id": "p"}, {"id": "q"}],
        allocations=[{"id": f"c{n}", "person": "mara", **one} for n, one in enumerate(claims)],
    )  # fmt: skip


def test_nothing_is_planned_beside_what_goes_on_after_its_claim() -> None:
    found = planned(two("4d", "2d", {"project": "p", "share": 1.0, "last": "2026-03-03"}))

    # The claim is over on Tuesday evening, a on Thursday; b has Friday and Monday.
    assert days_of(found) == {"a": (2, 5), "b": (6, 9)}


def test_what_is_begun_before_a_claim_goes_on_under_it() -> None:
    found = planned(two("3d", "2d", {"project": "p", "share": 0.5, "first": "2026-03-04"}))

    # All of Monday and Tuesday, half of Wednesday and Thursday; from Wednesday on b has the other half.
    assert days_of(found) == {"a": (2, 5), "b": (4, 9)}


def test_the_only_days_that_others_have_are_not_taken_by_what_could_wait_for_its_claim() -> None:
    found = planned(two("4d", "2d", {"project": "p", "share": 1.0, "first": "2026-03-04"}))

    assert days_of(found) == {"a": (4, 9), "b": (2, 3)}


@given(
    st.lists(st.tuples(st.sampled_from([1, 2, 5, 9]), st.sampled_from(["p", "q", ""])), min_size=1, max_size=7),
    st.lists(
        st.fixed_dictionaries({
            "project": st.sampled_from(["p", "q"]), "share": st.sampled_from([0.3, 0.5, 1.0]),
            "first": st.sampled_from([None, "2026-03-04", "2026-03-11"]), "last": st.sampled_from([None, "2026-03-13", "2026-03-20"]),
        }), min_size=1, max_size=3,
    ),
)  # fmt: skip
@hypothesis_settings(max_examples=40)
def test_nobody_is_planned_for_more_than_all_of_their_time(
    work: list[tuple[int, str]], claims: list[dict[str, Any]]
) -> None:
    snapshot = program(
        [{"id": f"w{n}", "estimate": f"{days}d", "assignee": "mara", "project": project} for n, (days, project) in enumerate(work)],
        projects=[{"id": "p"}, {"id": "q"}],
        allocations=[{"id": f"c{n}", "person": "mara", **one} for n, one in enumerate(claims)],
    )  # fmt: skip

    found = planned(snapshot)

    # From the first day to any other, all that is done by then fits into the working days until then.
    assert len([id for id in found.items if id != "live"]) + sum(len(one.items) for one in found.unplanned) >= len(work)
    for end in range(1, 90):
        done = sum(
            days for n, (days, _) in enumerate(work) if (one := found.items.get(f"w{n}")) and one.finish_days <= end
        )
        assert done <= working_days(end) + 1e-3


def working_days(days: int) -> int:
    """Days from Monday to Friday among the first so many, the first of which is a Monday."""
    return days // 7 * 5 + min(days % 7, 5)


def kept(snapshot: Snapshot, found: Plan) -> Snapshot:
    """The program with a plan written to its work, as publishing does."""
    return apply_all(snapshot, publishing(snapshot, found))


def test_a_published_plan_is_kept_without_being_given() -> None:
    snapshot = program([{"id": f"w{n}", "estimate": f"{1 + n % 3}d", "team": "web"} for n in range(9)])
    published = kept(snapshot, planned(snapshot, 300))

    again = planned(published, 300)

    assert again.changed_share == 0.0
    assert publishing(published, again) == ()


def test_after_a_slip_only_what_has_to_move_does() -> None:
    work = [{"id": f"w{n}", "estimate": "2d", "team": "web"} for n in range(8)]
    snapshot = program(work)
    published = kept(snapshot, planned(snapshot, 300))
    late = [replace(one, estimate=Range(5.0, 5.0)) if one.id == "w0" else one for one in published.work]

    again = planned(replace(published, work=tuple(late)), 300)

    # Of eight items no more change hands than the three days are worth.
    assert again.changed_share is not None
    assert again.changed_share <= 0.25


def test_whom_work_is_assigned_to_does_it_whatever_was_published() -> None:
    work = [
        {
            "id": "a",
            "estimate": "2d",
            "assignee": "mara",
            "planned_from": "2026-03-02",
            "planned_to": "2026-03-03",
            "planned_for": ["ines"],
        }
    ]

    assert planned(program(work), 100).items["a"].people == ("mara",)


def test_work_in_progress_stays_with_those_for_whom_it_was_planned() -> None:
    going = {"state": "doing", "started_on": "2026-02-27", "planned_from": "2026-02-27", "planned_to": "2026-03-20"}
    work = [{"id": id, "estimate": "10d", "team": "web", **going, "planned_for": ["ines"]} for id in "ab"]

    found = planned(program(work), 300)

    # Mara is free, but Ines is at both.
    assert {found.items[id].people for id in "ab"} == {("ines",)}


def test_a_date_that_is_fixed_outside_goes_before_others_that_cost_more() -> None:
    milestones = [{"id": "fair"}, {"id": "live", "cost_of_delay_cents": 1_000_000}]
    promises = [
        {
            **promised("2026-03-06"),
            "id": one,
            "milestone": one,
            "fixed_outside": "the fair opens" if one == "fair" else "",
        }
        for one in ("fair", "live")
    ]
    work = [{"id": f"w-{id}", "estimate": "5d", "assignee": "mara", "milestone": id} for id in ("fair", "live")]

    found = planned(program(work, milestones=milestones, promises=promises), 100)

    assert set(found.late) == {"live"}
    assert planned(
        program(work, milestones=milestones, promises=[{**one, "fixed_outside": ""} for one in promises]), 100
    ).late.keys() == {"fair"}


def test_lateness_that_nobody_can_avoid_has_its_reason() -> None:
    work = [{"id": id, "estimate": "5d", "assignee": "mara"} for id in "ab"]

    found = planned(program(work, promises=[promised("2026-03-11")]))

    # Ten days of Mara's end on Friday the 13th, two days after the promise.
    only = found.unavoidable["live"]
    assert (round(only.days, 1), only.on, only.kind, only.people) == (2.0, date(2026, 3, 13), "people", ("mara",))
    assert only.sentence.startswith(
        "“Checkout live” is at least 2 days late whatever anybody does: it needs 10 days of 1 person of web, who has time"
    )
    assert found.late["live"] >= only.days - 0.1


def test_clocks_that_are_put_forward_change_nothing() -> None:
    # In most of Europe clocks go forward on Sunday 29 March 2026: calendar days have no hours.
    work = [{"id": "a", "estimate": "20d", "assignee": "mara"}, {"id": "b", "estimate": "1d", "assignee": "mara"}]

    found = planned(program(work, dependencies=[dependency("a", "b")]))

    # Four weeks from Monday 2 March end on Friday 27 March; the next working day is Monday 30 March.
    assert found.items["a"].finish_on == date(2026, 3, 27)
    assert found.items["b"].start_on == date(2026, 3, 30)


def test_a_plan_goes_over_the_end_of_a_year_and_its_holidays() -> None:
    calendar = {"id": "de", "holidays": ["2026-12-25", "2026-12-26", "2027-01-01"]}
    work = [{"id": "a", "estimate": "10d", "assignee": "mara"}]

    found = planned(program(work, as_of="2026-12-21", calendars=[calendar], calendar="de"))

    # Four days before Christmas, Monday to Thursday the week after, then Monday and Tuesday; Saturday the 26th is no loss.
    assert found.items["a"].finish_on == date(2027, 1, 5)


@pytest.mark.parametrize("project", ["", "p"])
def test_of_two_milestones_the_one_whose_delay_costs_more_a_day_of_work_comes_first(project: str) -> None:
    # Ten days for 1,500 a day, one for 1,000: the short one first costs 11 * 1,500 + 1 * 1,000, the other way 10 * 1,500 + 11 * 1,000.
    work = [
        {"id": "a", "estimate": "10d", "assignee": "mara", "milestone": "m1", "project": project},
        {"id": "b", "estimate": "1d", "assignee": "mara", "milestone": "m2", "project": project},
    ]
    costs = [{"id": "m1", "cost_of_delay_cents": 1500}, {"id": "m2", "cost_of_delay_cents": 1000}]
    found = planned(program(work, milestones=costs, projects=[{"id": "p"}] if project else []), schedules=200)
    assert found.items["b"].finish_on < found.items["a"].start_on

    # Three days for 9,000 a day before one day for 10 a day.
    work[0]["estimate"], costs[0]["cost_of_delay_cents"], costs[1]["cost_of_delay_cents"] = "3d", 9000, 10
    found = planned(program(work, milestones=costs, projects=[{"id": "p"}] if project else []), schedules=200)
    assert found.items["a"].finish_on < found.items["b"].start_on


def test_a_plan_names_who_leaves_before_work_can_be_done() -> None:
    away = [{"first": "2026-03-10", "last": "2100-01-01"}]
    people = [{"id": "mara", "name": "Mara", "team": "web", "absences": away}]
    found = planned(program([{"id": "a", "estimate": "40d", "assignee": "mara"}], people=people))
    assert found.unplanned[0].sentence.startswith(
        "A is never done: after 9 March 2026 Mara has no working time for it."
    )


def test_a_wait_after_what_is_done_names_it() -> None:
    # Done on Friday evening; seven days later is Friday evening again, and it goes on on Monday.
    work = [{"id": "a", "state": "done", "done_on": "2026-02-27"}, {"id": "b", "estimate": "2d", "assignee": "ines"}]
    found = planned(program(work, dependencies=[dependency("a", "b", "FS", 7)]))
    assert found.items["b"].start_on == date(2026, 3, 9)
    assert found.items["b"].why.sentence == "7 days have to pass after “A”, which was done on 27 February 2026."


def test_a_wait_for_what_a_risk_costs_names_the_risk() -> None:
    work = [{"id": "a", "estimate": "3d", "assignee": "mara"}, {"id": "b", "estimate": "2d", "assignee": "ines"}]
    risk = {"id": "r", "event": "It breaks", "probability": 1.0, "delay": "10d", "work": ["a"]}
    found = planned(program(work, dependencies=[dependency("a", "b")], risks=[risk]))
    assert found.items["b"].why.sentence == "It waits until “A” is done, and 10 days more for “It breaks”."


def test_work_with_two_days_left_on_monday_morning_ends_on_tuesday_and_is_followed_on_wednesday() -> None:
    # Three of five days are done; what is left is drawn from what such work took, and is a minute longer than two days.
    work = [
        {"id": "a", "estimate": "5d", "assignee": "mara", "state": "doing", "started_on": "2026-02-25"},
        {"id": "b", "estimate": "1d", "assignee": "mara"},
    ]
    found = plan(program(work, dependencies=[dependency("a", "b")]), seed=SEED, threads=1)
    assert found.items["a"].finish_days > 2
    assert found.items["a"].finish_on == date(2026, 3, 3)
    assert (found.items["b"].start_on, found.items["b"].finish_on) == (date(2026, 3, 4), date(2026, 3, 4))
