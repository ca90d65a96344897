"""What comes of a program's list first come, first served, and that a plan begins with it."""

from tests.engine.programs import program
from tests.engine.schedule.people.teams import ALWAYS, MARA, build

from leadline.engine.calibrate import exactly
from leadline.engine.network import compile_network
from leadline.engine.schedule.people.anytime import planned
from leadline.engine.schedule.people.arrays import compile_problem
from leadline.engine.schedule.people.first_come import first_come
from leadline.engine.schedule.people.problem import FirstCome, Item, Need, Problem, Worker
from leadline.engine.schedule.people.served import served

FOREVER = float("inf")


def test_whoever_is_free_takes_the_first_of_the_list() -> None:
    work = [
        {"id": "a", "estimate": "3d", "assignee": "mara", "priority": 1},
        {"id": "b", "estimate": "2d", "team": "web", "hands": 2},
        {"id": "c", "estimate": "1d", "assignee": "ines", "not_before": "2026-03-12"},
    ]
    network = compile_network(program(work), exactly())

    found = first_come(network)

    of = {id: (found.starts[n], found.finishes[n]) for n, id in enumerate(network.ids)}
    who = {id: {network.roster.crew.people[one].id for one in found.people[n]} for n, id in enumerate(network.ids)}
    # Mara has “a” until Wednesday; for “b” she and Ines take Thursday and Friday, and “c” waits for its own Thursday.
    assert of == {"a": (0, 3), "b": (3, 5), "c": (10, 11), "live": (11, 11)}
    assert who == {"a": {"mara"}, "b": {"mara", "ines"}, "c": {"ines"}, "live": set()}


def test_a_plan_is_what_comes_first_come_first_served_where_nothing_better_is_found() -> None:
    # So long is nobody's work, but it is what is said to come of it.
    sooner = FirstCome([0.0, 1.0], [1.0, 2.0], [(0,), (0,)])
    problem = Problem([build("a", 2), build("b", 2)], [MARA], first_come=sooner)

    found = planned(compile_problem(problem), seed=1, threads=1).found

    assert (found.finish / 20_160).tolist() == [1, 2]
    assert found.score[3] == 2


def test_what_never_ends_or_is_with_somebody_else_is_no_plan() -> None:
    def known(finish: float, who: int) -> bool:
        one = Item("a", 2, (Need("build"),))
        others = [MARA, Worker("tomas", ALWAYS)]
        return (
            served(compile_problem(Problem([one], others, first_come=FirstCome([0.0], [finish], [(who,)])))) is not None
        )

    assert known(2.0, 0)
    assert not known(FOREVER, 0)
    assert not known(2.0, 1)
    assert served(compile_problem(Problem([build("a", 2)], [MARA]))) is None
