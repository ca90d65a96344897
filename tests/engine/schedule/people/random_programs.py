"""Rich programs made by chance: two or three people, part time, on leave, claimed by projects, who learn and work together."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.engine.programs import MONDAY

Words = dict[str, Any]
"""Something of a program in document form."""

CALENDARS = [
    {"id": "usual", "name": "Usual", "week": [1, 1, 1, 1, 1, 0, 0]},
    {"id": "part", "name": "Part time", "week": [1, 1, 0.5, 0, 1, 0, 0], "holidays": ["2026-03-11", "2026-03-12"]},
]


def on(day: int) -> str:
    """The date so many days after the Monday on which programs begin."""
    return (date.fromisoformat(MONDAY) + timedelta(day)).isoformat()


def random_program(seed: int) -> Words:
    """The parts of a program, as `programs.program` takes them."""
    luck = Random(seed)  # noqa: S311 - made-up programs, not secrets
    people = [_person(luck, n) for n in range(luck.choice([2, 3, 3]))]
    projects = ["shop", "bank", "game"][: luck.randint(1, 3)]
    work = [_work(luck, n, people, projects) for n in range(luck.randint(2, 8))]
    return {
        "work": work,
        "people": people,
        "teams": [{"id": "web"}],
        "calendars": CALENDARS,
        "projects": [{"id": one} for one in projects],
        "allocations": [one for who in people for one in _claims(luck, who["id"], projects)],
        "dependencies": _dependencies(luck, len(work)),
        "milestones": [{"id": "live", "name": "Checkout live"}],
    }


def _person(luck: Random, n: int) -> Words:
    skills = [{"name": "build", "level": luck.randint(1, 3)}] if luck.random() < 0.7 else []
    if luck.random() < 0.4:
        skills.append({"name": "build", "level": luck.choice([3, 4]), "since": on(luck.choice([3, 7, 15]))})
    away = [(luck.randint(0, 30), luck.choice([0, 4, 13])) for _ in range(luck.choice([0, 0, 1, 2]))]
    return {
        "id": f"m{n}",
        "name": f"M{n}",
        "team": "web",
        "calendar": luck.choice(["usual", "usual", "part"]),
        "capacity": luck.choice([1, 1, 1, 0.5, 0.8]),
        "skills": skills,
        "absences": [{"first": on(first), "last": on(first + days)} for first, days in away],
    }


def _claims(luck: Random, who: str, projects: list[str]) -> list[Words]:
    found = []
    for n in range(luck.choice([0, 0, 1, 2, 3])):
        first, days = luck.choice([None, -7, 0, 2, 4, 9, 14]), luck.choice([None, 2, 5, 11, 18, 32])
        claim = {
            "id": f"{who}-{n}",
            "person": who,
            "project": luck.choice(projects),
            "share": luck.choice([0.2, 0.3, 0.5, 0.7]),
        }
        claim |= {} if first is None else {"first": on(first)}
        found.append(claim | ({} if days is None else {"last": on((first or 0) + days)}))
    return found


def _work(luck: Random, n: int, people: list[Words], projects: list[str]) -> Words:
    one: Words = {"id": f"w{n}", "estimate": f"{luck.choice([1, 2, 3, 5, 9])}d", "team": "web"}
    if luck.random() < 0.85:
        one["project"] = luck.choice(projects)
    if luck.random() < 0.4:
        one["assignee"] = luck.choice(people)["id"]
    if luck.random() < 0.4:
        one |= {"skill": "build", "skill_level": luck.choice([1, 2, 3])}
    if luck.random() < 0.25:
        one["hands"] = 2
    if luck.random() < 0.15:
        one["state"] = "doing"
    if luck.random() < 0.2:
        one["not_before"] = on(luck.choice([3, 8]))
    return one


def _dependencies(luck: Random, count: int) -> list[Words]:
    found = []
    for after in range(1, count):
        if luck.random() < 0.45:
            kind, lag = luck.choice(["FS", "FS", "SS", "FF", "SF"]), luck.choice([0, 0, 1, -1, 3])
            ends = {"before": f"w{luck.randrange(after)}", "after": f"w{after}", "kind": kind, "lag_days": lag}
            most = {"at_most_days": lag + luck.choice([0, 1, 5])} if luck.random() < 0.3 else {}
            found.append({"id": f"d{after}", **ends, **most})
    return found
