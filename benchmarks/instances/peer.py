"""The peer: PyJobShop's own model of a project, solved by OR-Tools CP-SAT."""

from leadline.engine.schedule.project import Project

WORKERS = 8
"""More than there are cores: with fewer, CP-SAT runs without the strategies that find good bounds."""


def installed() -> bool:
    """Whether PyJobShop is here; it comes with `requirements/bench.txt`."""
    try:
        import pyjobshop  # noqa: F401
    except ImportError:
        return False
    return True


def solved(project: Project, seconds: float) -> tuple[list[int] | None, int]:
    """Starts, or None where it found no plan in time; and the bound it proved."""
    from pyjobshop import Model

    model = Model()
    pools = [model.add_renewable(capacity) for capacity in project.capacities]
    tasks = []
    for item, length in enumerate(project.lengths):
        task = model.add_task(earliest_start=project.release(item))
        needs = {pool: units for pool, units in project.need(item).items() if units}
        model.add_mode(task, [pools[pool] for pool in needs], duration=length, demands=list(needs.values()))
        tasks.append(task)
    for wait in project.waits:
        before, after = tasks[wait.before], tasks[wait.after]
        if wait.least is None:
            model.add_end_before_start(before, after)
        elif wait.most is None or wait.least > -(1 << 20):
            model.add_start_before_start(before, after, wait.least)
        if wait.most is not None:
            model.add_start_before_start(after, before, -wait.most)
    result = model.solve(solver="ortools", time_limit=seconds, display=False, num_workers=WORKERS)
    found = [task.start for task in result.best.tasks] if result.best.tasks else None
    return found, int(max(result.lower_bound, 0))
