"""
Our own set: programs with all that public sets lack together, made from a seed.

Public holidays of three countries, leave, part time, skills with levels, releases, deadlines with weights, work in
progress with whom it is with, a few items for two people, and links across projects.
"""

from dataclasses import replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from leadline.engine.order import FF, FS, SS
from leadline.engine.schedule.people.problem import Item, Lag, LastPlan, Need, Problem, Worker

SIZES = {"1k": (1_000, 50, 40), "3k": (3_000, 50, 110), "10k": (10_000, 50, 300)}
"""Items, projects and people of each member of the set."""

SKILLS = 16
YEARS = 3


def generated(items: int, projects: int, people: int, seed: int) -> Problem:
    """A program. The same arguments give the same program on every machine."""
    chance = Random(seed)  # noqa: S311 - made-up programs, not secrets
    holidays = [{chance.randrange(365 * YEARS) for _ in range(11 * YEARS)} for _ in range(3)]
    workers = [_worker(n, chance, holidays[n % 3]) for n in range(people)]
    made = [_item(n, n * projects // items, workers, chance) for n in range(items)]
    lags = _lags(items, projects, chance)
    made = _in_progress(made, lags, workers, chance)
    return Problem(_due(made, lags, chance), workers, lags=lags, weights={})


def slipped(problem: Problem, starts: list[float], people: list[tuple[int, ...]], seed: int) -> Problem:
    """The same program after one item turned out to take twice as long, with the plan that people know."""
    chance = Random(seed)  # noqa: S311 - made-up programs, not secrets
    n = chance.randrange(len(problem.items))
    items = list(problem.items)
    items[n] = replace(items[n], work=items[n].work * 2)
    return replace(problem, items=items, before=LastPlan(starts, people))


def _worker(n: int, chance: Random, holidays: set[int]) -> Worker:
    week = np.array([1, 1, 1, 1, 1, 0, 0], dtype=np.float64)
    if chance.random() < 0.2:
        week = chance.choice([week * 0.5, week * 0.6, week * 0.8, np.array([1, 1, 1, 1, 0, 0, 0], dtype=np.float64)])
    shares: NDArray[np.float64] = np.tile(week, 53 * YEARS)[: 365 * YEARS].copy()
    shares[sorted(holidays)] = 0
    for _ in range(2 * YEARS):
        first = chance.randrange(365 * YEARS)
        shares[first : first + chance.choice([5, 7, 12, 14, 19, 21])] = 0
    skills = {f"s{chance.randrange(SKILLS)}": chance.choice([1, 2, 2, 3, 3, 4]) for _ in range(chance.randint(2, 4))}
    return Worker(f"p{n}", shares, skills, cost=float(chance.randint(300, 900)))


def _item(n: int, project: int, workers: list[Worker], chance: Random) -> Item:
    skill = f"s{chance.randrange(SKILLS)}"
    levels = sorted((one.skills[skill] for one in workers if skill in one.skills), reverse=True)
    # At a level that some of the people have: a program asks for what there is.
    needs: tuple[Need, ...] = (Need(skill, levels[chance.randrange(len(levels))] if levels else 1),)
    other = f"s{chance.randrange(SKILLS)}"
    if chance.random() < 0.05 and other != skill and sum(other in one.skills for one in workers) > 1:
        needs = (needs[0], Need(other, 1))
    work = max(round(chance.lognormvariate(0.9, 0.7) * 2), 1) / 2
    release = float(chance.choice([0, 0, 0, 14, 28])) if chance.random() < 0.1 else 0.0
    return Item(f"w{n}", min(work, 15.0), needs, release=release, project=f"j{project}")


def _lags(items: int, projects: int, chance: Random) -> list[Lag]:
    size = items // projects
    lags = []
    for n in range(items):
        inside = n % size
        for before in {chance.randrange(max(inside - 25, 0), inside) for _ in range(chance.randint(0, 2)) if inside}:
            kind = chance.choices([FS, SS, FF], [0.9, 0.06, 0.04])[0]
            lags.append(Lag(n - inside + before, n, kind, float(chance.choice([0, 0, 0, 0, 1, 3]))))
        if n >= size and chance.random() < 0.02:
            lags.append(Lag(chance.randrange(0, n - inside), n))
    return lags


def _in_progress(items: list[Item], lags: list[Lag], workers: list[Worker], chance: Random) -> list[Item]:
    """A tenth of the items, all without open predecessors, each with somebody who can do it."""
    waiting = {lag.after for lag in lags}
    ready = [n for n in range(len(items)) if n not in waiting and not items[n].release and len(items[n].needs) == 1]
    for n in chance.sample(ready, min(len(items) // 10, len(ready), 2 * len(workers))):
        need = items[n].needs[0]
        able = [who for who, one in enumerate(workers) if one.skills.get(need.skill, 0) >= need.level]
        if able:
            items[n] = replace(items[n], going=True, staff=(chance.choice(able),), work=max(items[n].work / 2, 0.5))
    return items


def _due(items: list[Item], lags: list[Lag], chance: Random) -> list[Item]:
    """Dates for four items of each project: by what is before them, stretched, so that some cannot be kept."""
    before: dict[int, list[int]] = {}
    for lag in lags:
        before.setdefault(lag.after, []).append(lag.before)
    chain: list[float] = []
    for n, item in enumerate(items):
        chain.append(item.work * 1.5 + max((chain[one] for one in before.get(n, ())), default=item.release))
    longest = max(chain)
    chosen = {max(_of(items, project), key=lambda n: (chain[n], n)) for project in {one.project for one in items}}
    chosen |= set(chance.sample(range(len(items)), min(3 * len({one.project for one in items}), len(items))))
    due = {n: max(chain[n], longest * 0.2) * chance.uniform(1.0, 2.0) for n in sorted(chosen)}
    weights = {n: float(chance.randint(1, 10)) for n in due}
    return [replace(one, due=due[n], weight=weights[n]) if n in due else one for n, one in enumerate(items)]


def _of(items: list[Item], project: str) -> list[int]:
    return [n for n, one in enumerate(items) if one.project == project]
