"""A small program and hand-made outlooks for the tests of this room: Mara builds, Ines sponsors, Tomas is outside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from leadline.program import document
from leadline.program.codec import plain, squeeze
from leadline.program.outlook import Driver, ItemOutlook, MilestoneOutlook, Outlook
from leadline.program.snapshot import Snapshot
from leadline.record.access import Who
from leadline.record.models import Account, Forecast, FoundFinding, Program, Role, Round

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def document_of(**more: Any) -> dict[str, Any]:
    """The document of the program, with some places replaced."""
    return {
        "id": "checkout",
        "name": "Checkout",
        "as_of": "2026-03-02",
        "sponsor": "ines",
        "tpm": "noor",
        "budget_cents": 100_000_00,
        "burn_cents": 1_000_00,
        "teams": [{"id": "core", "name": "Core"}, {"id": "rails", "name": "Rails"}],
        "people": [
            {"id": "ines", "name": "Ines"},
            {"id": "joana", "name": "Joana", "team": "rails", "skills": ["payments"]},
            {"id": "mara", "name": "Mara", "team": "core", "skills": ["python", {"name": "sql", "level": 3}]},
            {"id": "noor", "name": "Noor"},
            {"id": "tomas", "name": "Tomas", "outside": True},
        ],
        "goals": [{"id": "iberia", "name": "Sell in Iberia"}],
        "projects": [
            {"id": "pay", "name": "Payment rails", "team": "rails", "owner": "joana", "goals": ["iberia"]},
            {"id": "shop", "name": "Checkout core", "team": "core", "owner": "mara"},
        ],
        "milestones": [
            {"id": "live", "name": "Iberia live", "project": "shop", "owner": "mara", "goal": "iberia"},
            {"id": "tokyo", "name": "Japan decided", "project": "shop"},
            {"id": "trial", "name": "Trial over", "project": "shop", "done_on": "2026-02-20"},
        ],
        "work": [
            {"id": "cert", "name": "Acquirer certification", "project": "pay", "milestone": "live", "assignee": "tomas",
             "estimate": "13-47d", "state": "doing", "started_on": "2026-01-20"},
            {"id": "demo", "name": "Demo shop", "project": "shop", "milestone": "trial", "assignee": "mara",
             "estimate": "5d", "state": "done", "started_on": "2026-02-09", "done_on": "2026-02-16"},
            {"id": "tax", "name": "Tax and rounding", "project": "shop", "milestone": "live", "assignee": "mara",
             "estimate": "7-18d", "skill": "python"},
        ],
        "dependencies": [{"id": "cert-tax", "before": "cert", "after": "tax"}],
        "promises": [
            {"id": "p1", "milestone": "live", "due": "2026-03-31", "state": "replaced", "set_by": "ines",
             "set_on": "2025-10-06", "odds": 0.75},
            {"id": "p2", "milestone": "live", "due": "2026-04-30", "state": "agreed", "set_by": "ines",
             "set_on": "2026-01-26", "odds": 0.8,
             "doers": [{"person": "mara", "answer": "accepted", "on": "2026-01-27"}]},
        ],
        "risks": [{"id": "defect", "event": "The bank finds a defect", "probability": 0.3, "delay": "10-20d",
                   "work": ["cert"], "response": {"action": "Test on the bank's own sandbox", "probability": 0.1}}],
        "roadblocks": [{"id": "slot", "name": "No certification slot", "work": ["cert"], "since": "2026-02-20",
                        "expected": "3-10d", "unblocker": "tomas"}],
        **more,
    }  # fmt: skip


def snapshot(**more: Any) -> Snapshot:
    """The program itself."""
    return document.read(document_of(**more))


def reached(id: str, days: Sequence[int], *, share: float = 1.0, drivers: Sequence[Driver] = ()) -> MilestoneOutlook:
    """An outlook in which each of these days has the same odds; `share` of all futures reach it at all."""
    futures = round(len(days) * 10 / share)
    p50, p80 = _at(days, share, 0.5), _at(days, share, 0.8)
    return MilestoneOutlook(
        id, MONDAY, futures, tuple(days), (10,) * len(days), p50, p80, drivers=tuple(drivers)
    )  # fmt: skip


def _at(days: Sequence[int], share: float, level: float) -> float | None:
    index = -(-level * len(days) // share) - 1
    return days[int(index)] + 1.0 if index < len(days) else None


LIVE = (30, 40, 50, 56, 58, 59, 66, 72, 80, 90)
"""Ten days, a tenth of the futures each: 60 % by day 59 (30 April), P50 day 58 (29 April), P80 day 72 (13 May)."""


def outlook(**more: Any) -> Outlook:
    """What a round foresaw: Iberia live at 60 % for 30 April, Japan blind."""
    drivers = (
        Driver("work:cert", 0.55, -17.4, 26.5),
        Driver("risk:defect", 0.2, -5.8, 9.9),
        Driver("work:tax", 0.3, -6.6, 7.7),
    )
    live = reached("live", LIVE, drivers=drivers)
    base: dict[str, Any] = {
        "as_of": MONDAY, "seed": 1, "futures": 100, "engine": "test", "end": replace(live, id="", drivers=()),
        "milestones": {"live": live, "tokyo": MilestoneOutlook("tokyo", MONDAY, blind="No work feeds it.")},
        "items": {
            "cert": ItemOutlook("cert", 0.0, 40.0, 60.0, 75.0, 0.5, 0.55, "live", 20.0),
            "tax": ItemOutlook("tax", 40.0, 58.0, 72.0, 90.0, 0.9, 0.9, "live", 11.0),
        },
        "joint": 0.6,
    }  # fmt: skip
    return Outlook(**{**base, **more})


def keep_round(
    program: Program, foreseen: Outlook, seen: Snapshot, *, number: int = 1, statuses: Mapping[str, Any] | None = None
) -> Round:
    """A finished round with these results."""
    live = {
        "status": "at-risk",
        "odds": 0.6,
        "p50": "2026-04-29",
        "p80": "2026-05-13",
        "due": "2026-04-30",
        "p80_days": 73.0,
    }
    return Round.objects.create(
        program=program, number=number, started_at=NOON, finished_at=NOON, as_of=foreseen.as_of, seed=foreseen.seed,
        futures=foreseen.futures, engine=foreseen.engine, facts_version=program.facts_version, snapshot_hash="0",
        snapshot=squeeze(document.write(seen)), outlook=squeeze(plain(foreseen)),
        statuses=statuses if statuses is not None else {"live": live},
        totals={"joint": foreseen.joint, "joint_with_cost": foreseen.joint_with_cost},
    )  # fmt: skip


def keep_finding(round: Round, **more: Any) -> FoundFinding:
    """A finding of a round."""
    base: dict[str, Any] = {
        "fingerprint": "D201-1", "rule": "D201", "subject": "milestone:live", "says": "Iberia live has 60 % odds.",
        "severity": "high", "state": "new", "audience": "all",
    }  # fmt: skip
    return FoundFinding.objects.create(round=round, **{**base, **more})


def forecast(program: Program, made_on: date, quantiles: Sequence[int | None], milestone: str = "live") -> Forecast:
    """What an earlier round said of a milestone."""
    return Forecast.objects.create(
        program=program, round_number=1, subject=milestone, made_on=made_on, quantiles=list(quantiles), seed=1,
        engine="test", snapshot_hash="0",
    )  # fmt: skip


def account(program: Program, role: str, person: str = "", name: str = "") -> Who:
    """Somebody with a role in the program, who may be one of its people."""
    made = Account.objects.create_account(f"{person or role}@example.org", name or (person or role).title())
    Role.objects.create(account=made, program=program, role=role, person=person)
    return Who(made.name, account=made)
