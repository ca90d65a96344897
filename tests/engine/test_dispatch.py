"""Who takes what when: numbers by hand, and every future beside an independent reference."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.engine.plain import Floats, plain
from tests.engine.programs import dependency, play, program, times
from tests.engine.reference import Reference, Times

from leadline.engine.dispatch.arrays import WAITED_FOR
from leadline.engine.futures import Futures, affordable
from leadline.engine.price import Candidate, price
from leadline.engine.simulate import simulate
from leadline.program.edits import Change, apply
from leadline.program.finding import Price
from leadline.program.snapshot import Snapshot


def test_two_items_on_one_pair_of_hands_take_ten_working_days() -> None:
    one_engineer = program(
        [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "estimate": "5d", "assignee": "mara"}]
    )

    found = times(play(one_engineer))

    # Monday to Friday; the weekend; Monday to Friday: the second Friday ends on day 12.
    assert found["a"] == (0.0, 5.0)
    assert found["b"] == (7.0, 12.0)
    assert found["live"] == (12.0, 12.0)


def test_two_items_of_two_people_run_side_by_side_and_the_longer_one_decides() -> None:
    both = program(
        [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "estimate": "3d", "assignee": "ines"}]
    )

    assert times(play(both))["live"] == (5.0, 5.0)


@pytest.mark.parametrize(("people", "jobs"), [(1, 4), (2, 4), (2, 5), (3, 7), (4, 3)])
def test_a_pool_works_off_equal_jobs_in_as_many_rounds_as_it_needs(people: int, jobs: int) -> None:
    pool = program(
        [{"id": f"job{n}", "estimate": "1d", "team": "web"} for n in range(jobs)],
        people=[{"id": f"p{n}", "team": "web"} for n in range(people)],
        calendars=[{"id": "always", "week": [1, 1, 1, 1, 1, 1, 1]}],
        calendar="always",
    )

    assert times(play(pool))["live"][1] == -(-jobs // people)


@pytest.mark.parametrize(
    ("kind", "lag", "start", "finish"),
    [
        ("FS", 0.0, 3.0, 5.0),  # after a's three days
        ("FS", 1.0, 4.0, 5.0 + 3),  # a day later; its second day is Monday
        ("FS", -1.0, 2.0, 4.0),  # a day before a ends
        ("SS", 0.0, 0.0, 2.0),
        ("SS", 1.0, 1.0, 3.0),
        ("FF", 0.0, 0.0, 3.0),  # its two days are done on day 2, it may finish when a has
        ("FF", 2.0, 0.0, 5.0),
        ("SF", 0.0, 0.0, 2.0),
        ("SF", 4.0, 0.0, 4.0),  # four days after a's start
    ],
)
def test_each_kind_of_dependency_with_its_lag_by_hand(kind: str, lag: float, start: float, finish: float) -> None:
    linked = program(
        [{"id": "a", "estimate": "3d", "assignee": "mara"}, {"id": "b", "estimate": "2d", "assignee": "ines"}],
        dependencies=[dependency("a", "b", kind, lag)],
    )

    assert times(play(linked))["b"] == (start, finish)


def test_a_person_is_free_when_their_work_is_done_though_its_finish_waits_for_something_else() -> None:
    linked = program(
        [
            {"id": "a", "estimate": "4d", "assignee": "ines"},
            {"id": "b", "estimate": "1d", "assignee": "mara", "priority": 1},
            {"id": "c", "estimate": "1d", "assignee": "mara"},
        ],
        dependencies=[dependency("a", "b", "FF")],
    )

    found = times(play(linked))

    assert found["b"] == (0.0, 4.0)
    assert found["c"] == (1.0, 2.0)


def test_work_in_progress_keeps_its_person_whatever_comes_before_it_in_the_list() -> None:
    under_way = program(
        [
            {"id": "a", "estimate": "2d", "assignee": "mara", "priority": 9},
            {"id": "b", "estimate": "3d", "assignee": "mara", "state": "doing", "started_on": "2026-03-02"},
        ]
    )

    assert times(play(under_way))["b"] == (0.0, 3.0)
    assert times(play(under_way))["a"] == (3.0, 5.0)


def test_the_list_puts_first_what_a_nearer_promise_waits_for() -> None:
    promised = program(
        [
            {"id": "a", "estimate": "2d", "assignee": "mara", "milestone": "later"},
            {"id": "b", "estimate": "2d", "assignee": "mara", "milestone": "sooner"},
        ],
        milestones=[{"id": "sooner"}, {"id": "later"}],
        promises=[
            {"id": "p1", "milestone": "sooner", "due": "2026-03-05"},
            {"id": "p2", "milestone": "later", "due": "2026-03-20"},
        ],
    )

    assert times(play(promised))["sooner"] == (2.0, 2.0)


def test_on_a_tie_the_dearer_milestone_goes_first() -> None:
    tied = program(
        [
            {"id": "a", "estimate": "2d", "assignee": "mara", "milestone": "cheap"},
            {"id": "b", "estimate": "2d", "assignee": "mara", "milestone": "dear"},
        ],
        milestones=[{"id": "cheap", "cost_of_delay_cents": 1}, {"id": "dear", "cost_of_delay_cents": 100_000}],
    )

    assert times(play(tied))["dear"] == (2.0, 2.0)


def test_whoever_finishes_earliest_takes_it_and_on_a_tie_whoever_knows_least_else() -> None:
    people = [
        {"id": "half", "team": "web", "capacity": 0.5, "skills": ["api"]},
        {"id": "versatile", "team": "web", "skills": ["api", "ios", "sql"]},
        {"id": "plain", "team": "web", "skills": ["api"]},
    ]
    pool = program([{"id": "a", "estimate": "2d", "team": "web", "skill": "api"}], people=people)

    played = play(pool)

    assert played.network.people[played.worker[played.network.place["a"], 0]] == "plain"


def test_who_leaves_for_good_does_not_come_back_when_the_calendars_end() -> None:
    leaver = {"id": "mara", "absences": [{"first": "2026-03-16", "last": "2199-12-31"}]}
    work = [{"id": "a", "estimate": "30d", "assignee": "mara"}, {"id": "b", "estimate": "3d", "assignee": "mara"}]

    found = times(play(program(work, people=[leaver])))

    # Ten days are left of her: enough for b, never for a, which does not keep her from it.
    assert found["a"] == (np.inf, np.inf)
    assert found["b"] == (0.0, 3.0)


def test_who_is_about_to_leave_for_long_does_not_take_what_somebody_else_would_be_done_with_sooner() -> None:
    people = [
        {"id": "ann", "team": "web", "absences": [{"first": "2026-03-04", "last": "2026-12-31"}]},
        {"id": "bob", "team": "web", "absences": [{"first": "2026-03-02", "last": "2026-03-06"}]},
    ]

    found = times(play(program([{"id": "a", "estimate": "9d", "team": "web"}], people=people)))

    # Bob is back on Monday: nine working days from day 7 on.
    assert found["a"] == (7.0, 18.0)


def test_what_released_a_start_is_remembered() -> None:
    chain = program(
        [
            {"id": "a", "estimate": "2d", "assignee": "mara"},
            {"id": "b", "estimate": "2d", "assignee": "mara"},
            {"id": "c", "estimate": "1d", "assignee": "ines"},
        ],
        dependencies=[dependency("b", "c")],
    )

    played = play(chain)

    # Whoever waited for a person has the item that held them, below `WAITED_FOR`.
    by = [WAITED_FOR - one if one <= WAITED_FOR else one for one in played.driver[:, 0].tolist()]
    ids, driver = played.network.ids, {id: int(by[n]) for id, n in played.network.place.items()}
    # b goes first: c waits for it. Then Mara is free for a; c follows b; the last of a and c sets the milestone.
    assert driver["b"] == -1
    assert ids[driver["a"]] == "b"
    assert ids[driver["c"]] == "b"
    assert ids[driver["live"]] == "a"


def test_a_team_without_named_people_is_no_bottleneck() -> None:
    elsewhere = program(
        [{"id": "a", "estimate": "5d", "team": "agency"}, {"id": "b", "estimate": "5d", "team": "agency"}],
        teams=[{"id": "web"}, {"id": "agency"}],
    )

    assert times(play(elsewhere))["live"] == (5.0, 5.0)


def test_somebody_outside_takes_their_time_but_is_no_resource_of_ours() -> None:
    bought = program(
        [{"id": "a", "estimate": "5d", "assignee": "tomas"}, {"id": "b", "estimate": "5d", "assignee": "tomas"}],
        people=[{"id": "tomas", "outside": True}],
    )

    assert times(play(bought))["live"] == (5.0, 5.0)


def test_one_thread_and_two_give_the_same_futures() -> None:
    both = program([{"id": f"w{n}", "estimate": "2-6d", "team": "web"} for n in range(9)])

    one, two = play(both, 501), play(both, 501, threads=2)

    assert np.array_equal(one.finish, two.finish)
    assert np.array_equal(one.driver, two.driver)


def test_a_hundred_items_of_many_kinds_run_as_in_the_plain_form() -> None:
    people = [
        {"id": f"p{n}", "team": f"team{n % 3}", "capacity": (1.0, 0.8, 0.5)[n % 3], "skills": ["api", "ios"][: n % 3]}
        for n in range(9)
    ]
    people[1]["skills"] = ["ios", {"name": "api", "level": 2, "since": "2026-03-18"}]
    people[3] |= {"joined_on": "2026-03-16", "ramp_weeks": 8}
    busy = program(
        [
            {
                "id": f"w{n:03}",
                "estimate": f"{n % 4}-{3 + n % 7}d",
                "assignee": f"p{n % 9}" if n % 4 == 0 else "",
                "team": "" if n % 11 == 5 else f"team{n % 3}",
                "skill": "api" if n % 3 and n % 5 == 1 else "",
                "project": ("core", "extra", "")[n % 3],
                "hands": 2 if n % 13 == 4 else 1,
            }
            for n in range(100)
        ],
        teams=[{"id": f"team{n}"} for n in range(3)],
        people=people,
        projects=[{"id": "core"}, {"id": "extra"}],
        allocations=[
            {"id": f"c{n}", "person": f"p{n}", "project": ("core", "extra")[n % 2], "share": 0.4, "last": "2026-04-10"}
            for n in range(0, 9, 2)
        ],
        dependencies=[
            dependency(f"w{n - 7:03}", f"w{n:03}", ("FS", "FS", "SS", "FF", "SF")[n % 5], (0.0, 1.5, -2.0)[n % 3])
            for n in range(7, 100, 2)
        ],
        risks=[{"id": "r", "event": "late", "probability": 0.5, "delay": "5-20d", "work": ["w020", "w031"]}],
        decisions=[{"id": "q", "question": "Which?", "work": ["w001", "w050"], "options": [{"name": "A"}]}],
    )

    played = play(busy, 12)
    start, finish, driver, worker = plain(
        played.network, np.array([played.drawn(n) for n in range(len(played.network.ids))]), *holds(played)
    )

    assert np.allclose(played.start, start, atol=1e-4)
    assert np.allclose(played.finish, finish, atol=1e-4)
    assert np.array_equal(played.driver, driver)
    assert np.array_equal(played.worker, worker)


def holds(played: Futures) -> tuple[Floats, Floats]:
    """What holds each node up before its start, and after its work."""
    found = np.zeros((2, *played.start.shape))
    for node, (waits, delays) in enumerate(zip(played.network.waits, played.network.delays, strict=True)):
        for _, row in waits:
            found[0, node] = np.maximum(found[0, node], played.source.row(row))
        for _, row in delays:
            found[1, node] += played.source.row(row)
    return found[0], found[1]


ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "estimate": st.sampled_from(["0d", "0.5d", "1d", "2d", "1-3d", "2-9d"]),
            "who": st.sampled_from(["mara", "ines", "web", "web-ios", "nobody"]),
            "not_before": st.sampled_from(["", "2026-03-05", "2026-03-08"]),
            "priority": st.integers(0, 1),
            "project": st.sampled_from(["", "", "core", "extra"]),
            "hands": st.sampled_from([1, 1, 1, 2]),
        }
    ),
    min_size=1,
    max_size=7,
)
LINKS = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.integers(0, 6),
        st.sampled_from(["FS", "FS", "SS", "FF", "SF"]),
        st.sampled_from([0, 0, 1.5, -2]),
    ),
    max_size=8,
)
CLAIMS = st.lists(
    st.fixed_dictionaries(
        {
            "person": st.sampled_from(["mara", "ines"]),
            "project": st.sampled_from(["core", "extra"]),
            "share": st.sampled_from([0.25, 0.5]),
            "first": st.sampled_from(["2026-02-20", "2026-03-05", "2026-03-09"]),
            "last": st.sampled_from(["2026-03-06", "2026-03-12", "2026-03-27"]),
        }
    ).filter(lambda one: one["first"] <= one["last"]),
    max_size=4,
)


def random_program(
    items: list[dict[str, Any]],
    links: list[tuple[int, int, str, float]],
    claims: list[dict[str, Any]] | None = None,
    away_until: str = "2026-03-06",
) -> Snapshot:
    """Mara works half days, Ines is away for some days or weeks and knows iOS; there is a holiday on the first Wednesday."""
    work = []
    for n, one in enumerate(items):
        who = {
            "web": {"team": "web"},
            "web-ios": {"team": "web", "skill": "ios"},
            "nobody": {},
        }.get(one["who"], {"assignee": one["who"]})
        work.append({"id": f"w{n}", "estimate": one["estimate"], "priority": one["priority"], **who})
        work[-1]["project"] = one["project"]
        # Work of one who must be there, or for which only one has the skill, is not for two.
        if one["who"] in ("web", "mara", "ines"):
            work[-1] |= {"hands": one["hands"], "team": "web"}
        if one["not_before"]:
            work[-1]["not_before"] = one["not_before"]
    found = {(min(a, b), max(a, b)): (kind, lag) for a, b, kind, lag in links if a != b and max(a, b) < len(items)}
    return program(
        work,
        calendars=[{"id": "own", "holidays": ["2026-03-04"]}],
        calendar="own",
        projects=[{"id": "core"}, {"id": "extra"}],
        allocations=[{"id": f"c{n}", **one} for n, one in enumerate(claims or [])],
        people=[
            {"id": "mara", "team": "web", "capacity": 0.5},
            {
                "id": "ines",
                "team": "web",
                "skills": ["ios"],
                "absences": [{"first": "2026-03-03", "last": away_until}],
            },
        ],
        dependencies=[dependency(f"w{a}", f"w{b}", kind, lag) for (a, b), (kind, lag) in found.items()],
    )


def reference(snapshot: Snapshot, played: Futures, future: int) -> Times:
    network = played.network
    effort = {id: float(played.drawn(node)[future]) for id, node in network.place.items()}
    return Reference(snapshot, list(network.ids), effort, {}).run()


@given(ITEMS, LINKS, CLAIMS, st.sampled_from(["2026-03-06", "2026-03-06", "2026-05-22"]))
@hypothesis_settings(max_examples=250)
def test_every_future_is_that_of_an_independent_reference(
    items: list[dict[str, Any]],
    links: list[tuple[int, int, str, float]],
    claims: list[dict[str, Any]],
    away_until: str,
) -> None:
    snapshot = random_program(items, links, claims, away_until)

    played = play(snapshot, 3)

    for future in range(3):
        found, expected = times(played, future), reference(snapshot, played, future)
        for id, ends in expected.items():
            assert found[id] == pytest.approx(ends, abs=1e-4), id


@given(ITEMS, LINKS)
@hypothesis_settings(max_examples=60)
def test_no_future_ends_before_its_longest_path(
    items: list[dict[str, Any]], links: list[tuple[int, int, str, float]]
) -> None:
    snapshot = random_program(items, [(a, b, "FS", 0.0) for a, b, _, _ in links])

    played = play(snapshot, 20)

    longest = {id: played.drawn(node) for id, node in played.network.place.items()}
    for before, after in sorted((one.before, one.after) for one in snapshot.dependencies):
        longest[after] = np.maximum(longest[after], longest[before] + played.drawn(played.network.place[after]))
    for id, length in longest.items():
        # Nobody works more than a day a day, so the calendar can only add to the path.
        assert (played.finish[played.network.place[id]] >= length - 1e-4).all()


def test_an_edit_leaves_the_draws_of_everything_else_alone() -> None:
    before = program(
        [{"id": "a", "estimate": "2-6d"}, {"id": "b", "estimate": "3-8d"}, {"id": "c", "estimate": "1-2d"}]
    )
    after = apply(before, Change("work", "b", {"estimate": "9-20d"}))

    old, new = play(before, 200), play(after, 200)

    for id in ("a", "c"):
        assert np.array_equal(old.drawn(old.network.place[id]), new.drawn(new.network.place[id]))


@given(ITEMS, LINKS)
@hypothesis_settings(max_examples=30)
def test_same_seed_same_answer_and_an_empty_edit_costs_nothing(
    items: list[dict[str, Any]], links: list[tuple[int, int, str, float]]
) -> None:
    snapshot = random_program(items, links)

    assert simulate(snapshot, seed=5, futures=60) == simulate(snapshot, seed=5, futures=60)
    (nothing,) = price(snapshot, [Candidate("program:")], seed=5, futures=60)
    assert isinstance(nothing, Price)
    assert (nothing.days, nothing.low, nothing.high, nothing.money_cents) == (0.0, 0.0, 0.0, 0)


def test_very_large_programs_get_fewer_futures_and_never_too_few() -> None:
    small = play(program([{"id": "a", "estimate": "1d"}])).network

    assert affordable(10_000, small) == 10_000
    # 20,000 nodes · 500 futures are the ten million cells that are held at once; beyond that it stays at 500.
    assert affordable(10_000, replace(small, ids=("x",) * 4_000)) == 2_500
    assert affordable(10_000, replace(small, ids=("x",) * 50_000)) == 500
