"""The plan of a round: who does what next. As many plans are tried as a round has time for, by number and never by the clock."""

from collections.abc import Callable

from leadline.engine.calibrate import calibrate
from leadline.program.plan import Plan
from leadline.program.snapshot import Snapshot

WORK = 2_000_000
"""Items in all plans that are tried, about: a second or two."""

LAST_KERNEL = "people/evolve.evolve"
"""What is compiled last, and is there once all is."""

MOST = 5_000
"""Plans that are tried at most; `leadline plan` tries as many."""


def is_quick() -> bool:
    """Whether the planner was compiled before. The first time after an update it takes some twenty seconds."""
    from leadline.engine.kernels import is_on_disk

    return is_on_disk(LAST_KERNEL)


def plan_round(
    snapshot: Snapshot, *, seed: int, threads: int = 1, progress: Callable[[float], None] = lambda share: None
) -> Plan:
    """
    The plan a round keeps. The same facts and seed give the same plan, on any machine and any number of threads.

    Args:
        snapshot: the program.
        seed: of the search.
        threads: that work at once.
        progress: told the share that is done.
    """
    # Loaded when it is needed: the worker that answers what-ifs imports rounds too, and never plans.
    from leadline.engine.schedule.people.plan import plan

    tried = schedules_for(len(snapshot.work) + len(snapshot.milestones))
    return plan(
        snapshot,
        seed=seed,
        schedules=tried or None,
        threads=threads,
        calibration=calibrate(snapshot),
        progress=lambda made, _: progress(min(made / max(tried, 1), 1.0)),
    )


def schedules_for(items: int) -> int:
    """How many plans are tried for so many items; 0: only what the priority rules give, which is instant."""
    return min(WORK // max(items, 1), MOST)
