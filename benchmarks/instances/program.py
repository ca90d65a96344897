"""A program as a document, made from a seed: teams of eight on their calendars, skills, leave, part time, promises, risks, costs."""

from datetime import date, timedelta
from random import Random
from typing import Any

from leadline.program import document
from leadline.program.snapshot import Snapshot

MONDAY = date(2026, 3, 2)
TEAM, ITEMS_EACH, SKILLS = 8, 10, ("api", "ios", "sql")


def program(items: int, seed: int = 1) -> Snapshot:
    """A program of that many items, ten for each person; the same for the same seed on every machine."""
    chance = Random(seed)  # noqa: S311 - made-up programs, not secrets
    people = max(items // ITEMS_EACH, 4)
    teams, milestones = -(-people // TEAM), max(items // 100, 4)
    plain: dict[str, Any] = {
        "id": "benchmark",
        "as_of": MONDAY.isoformat(),
        "budget_cents": items * 500_000,
        "burn_cents": 10_000,
        "calendar": "office",
        "calendars": [{"id": "office", "holidays": [_day(chance) for _ in range(12)]}],
        "teams": [{"id": f"team{n}"} for n in range(teams)],
        "people": [_person(n, teams, chance) for n in range(people)],
        "milestones": [{"id": f"m{n}", "cost_of_delay_cents": 100_000} for n in range(milestones)],
        "promises": [
            {"id": f"p{n}", "milestone": f"m{n}", "due": (MONDAY + timedelta(40 + 80 * n // milestones)).isoformat()}
            for n in range(milestones)
        ],
        "work": [_item(n, items, milestones, people, teams, chance) for n in range(items)],
        "dependencies": [
            {"id": f"d{n}", "before": f"w{chance.randrange(max(n - 40, 0), n):05}", "after": f"w{n:05}"}
            for n in range(1, items)
            if n % 3
        ],
        "risks": [
            {"id": f"r{n}", "event": "late", "probability": 0.3, "delay": "5-20d", "work": [f"w{n * items // 5:05}"]}
            for n in range(5)
        ],
    }
    return document.read(plain)


def _day(chance: Random) -> str:
    return (MONDAY + timedelta(chance.randrange(365))).isoformat()


def _person(n: int, teams: int, chance: Random) -> dict[str, Any]:
    """Everybody has two weeks of leave of their own; every fifth works part time."""
    first = MONDAY + timedelta(chance.randrange(200))
    return {
        "id": f"person{n}",
        "team": f"team{n % teams}",
        "day_rate_cents": 60_000,
        "capacity": 1.0 if n % 5 else 0.6,
        "skills": [one for place, one in enumerate(SKILLS) if (n // teams + place) % 2],
        "absences": [{"first": first.isoformat(), "last": (first + timedelta(13)).isoformat()}],
    }


def _item(n: int, items: int, milestones: int, people: int, teams: int, chance: Random) -> dict[str, Any]:
    """Half the work is for anybody of a team, three tenths for whoever has a skill, a fifth is assigned."""
    who = n % 10
    return {
        "id": f"w{n:05}",
        "team": f"team{n % teams}",
        "milestone": f"m{n * milestones // items}",
        "estimate": f"{1 + chance.randrange(4)}-{5 + chance.randrange(6)}d",
        "assignee": f"person{chance.randrange(people)}" if who < 2 else "",
        "skill": SKILLS[n % len(SKILLS)] if 2 <= who < 5 else "",
    }
