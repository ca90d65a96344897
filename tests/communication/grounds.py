"""Grounds made by hand: one program, its futures as two days with a share each, and what was told before."""

from dataclasses import replace
from datetime import date
from typing import Any

from leadline.communication.ground import Ground
from leadline.program import document
from leadline.program.communication import Letter, Told
from leadline.program.finding import Price, PriceLine
from leadline.program.outlook import CostOutlook, Driver, ItemOutlook, MilestoneOutlook, Outlook, RiskOutlook
from leadline.record.results import PricedRemedy, StoredFinding

AS_OF = date(2026, 3, 2)
LAST = date(2026, 2, 23)

PLAN: dict[str, Any] = {
    "id": "checkout", "name": "Checkout", "as_of": "2026-03-02", "budget_cents": 400_000_00, "currency": "EUR",
    "teams": [{"id": "core", "name": "Core"}, {"id": "rails", "name": "Rails"}],
    "people": [
        {"id": "ines", "name": "Ines Duarte"},
        {"id": "mara", "name": "Mara Lindqvist", "team": "core"},
        {"id": "joana", "name": "Joana Pires", "team": "rails"},
        {"id": "tomas", "name": "Tomas Reyes", "outside": True},
    ],
    "milestones": [
        {"id": "live", "name": "Iberia live", "cost_of_delay_cents": 15_000_00},
        {"id": "brazil", "name": "Brazil live"},
    ],
    "work": [
        {"id": "CORE-1", "name": "Payments", "milestone": "live", "assignee": "mara", "state": "doing", "estimate": "5-10d",
         "started_on": "2026-02-20"},
        {"id": "RAIL-17", "name": "Certification", "milestone": "live", "assignee": "joana", "estimate": "5-10d"},
        {"id": "CORE-2", "name": "Refunds", "milestone": "live", "assignee": "mara", "state": "done", "done_on": "2026-02-27"},
    ],
    "promises": [
        {"id": "live-1", "milestone": "live", "due": "2026-03-20", "set_on": "2026-01-05", "state": "replaced"},
        {"id": "live-2", "milestone": "live", "due": "2026-03-31", "set_on": "2026-02-02"},
        {"id": "brazil-1", "milestone": "brazil", "due": "2026-06-12", "set_on": "2026-02-02"},
    ],
    "risks": [{"id": "queue", "event": "The queue of the bank is full", "work": ["RAIL-17"]}],
    "asks": [
        {"id": "slot", "text": "When is the new slot for RAIL-17?", "owed_by": "tomas", "asker": "joana", "work": "RAIL-17", "due": "2026-03-06"},
        {"id": "help", "text": "Who knows the ledger?", "owed_by": "joana", "asker": "mara", "work": "CORE-1"},
    ],
    "stakeholders": [
        {"id": "s-exec", "person": "ines", "altitude": "executive"},
        {"id": "s-sponsor", "person": "ines", "altitude": "sponsor"},
        {"id": "s-team", "person": "mara", "altitude": "team"},
        {"id": "s-bank", "person": "tomas", "altitude": "partner", "milestones": ["live"]},
    ],
}  # fmt: skip
DECISION = {
    "id": "wallets", "question": "May Iberia go live without wallets?", "approver": "ines", "needed_by": "2026-03-06",
    "default": "We keep them in",
}  # fmt: skip
ROADBLOCK = {
    "id": "slot", "name": "Tomas Reyes moved the slot of RAIL-17", "work": ["RAIL-17"], "since": "2026-02-26",
    "waiting_for": "A new slot, which costs €40k more",
}  # fmt: skip
READER = {"executive": "s-exec", "sponsor": "s-sponsor", "team": "s-team", "partner": "s-bank"}


def curve(milestone: str, odds: float, on_time: int, late: int) -> MilestoneOutlook:
    """Of 1,000 futures so many come on the early day, the others on the late one."""
    early = round(odds * 1000)
    middle = float(on_time if early >= 500 else late)
    high = float(on_time if early >= 800 else late)
    driver = Driver("RAIL-17", 0.7, -3.0, 6.0)
    return MilestoneOutlook(
        milestone, AS_OF, 1000, (on_time, late), (early, 1000 - early), middle, high, drivers=(driver,)
    )


def status(odds: float) -> str:
    return "on-track" if odds >= 0.7 else "at-risk" if odds >= 0.5 else "off-track"


def ground(
    altitude: str, *, live: float = 0.8, brazil: float = 0.9, was: float | None = None, more: dict[str, Any] | None = None,
    findings: tuple[StoredFinding, ...] = (), risk_days: float = 4.0,
) -> Ground:  # fmt: skip
    """
    A ground with odds for Iberia live and Brazil live; `was` are the odds of Iberia told on 23 February.

    31 March is day 29, so Iberia comes on 31 March or ten days later, on 10 April; Brazil on 10 June or 10 July.
    """
    snapshot = document.read(PLAN | (more or {}))
    outlook = Outlook(
        AS_OF, 7, 1000, "test",
        milestones={"live": curve("live", live, 29, 39), "brazil": curve("brazil", brazil, 100, 130)},
        items={
            "CORE-1": ItemOutlook("CORE-1", 0, 8.2, 9, 10, decides=0.3, milestone="live"),
            "RAIL-17": ItemOutlook("RAIL-17", 0, 20, 25, 30, decides=0.7, milestone="live"),
        },
        cost=CostOutlook(tuple(range(300_000_00, 401_000_00, 1_000_00))),
        joint=0.6, joint_with_cost=0.5, risks={"queue": RiskOutlook("queue", "live", risk_days, 0)},
    )  # fmt: skip
    statuses = {"live": {"status": status(live), "odds": live}, "brazil": {"status": status(brazil), "odds": brazil}}
    reader = snapshot.find("stakeholder", READER[altitude])
    told = () if was is None else (Told("live", status(was), was), Told("brazil", status(brazil), brazil))
    letters = () if was is None else (Letter("last", (reader.id,), "", "sent", LAST, LAST, told),)
    return Ground(snapshot, outlook, statuses, findings, letters, (reader,), date(2026, 3, 9))


def finding(
    says: str, days: float = 8.0, *, audience: str = "all", subject: str = "work:RAIL-17", **more: Any
) -> StoredFinding:
    """A finding with one remedy that wins back so many days of Iberia live."""
    line = PriceLine("live", days, days - 1, days + 1)
    price = Price((line,), days, days - 1, days + 1, money_cents=round(days * 15_000_00))
    remedy = PricedRemedy(0, says, (), ("tomas", "joana"), 3_000_00, price, "")
    return StoredFinding(
        f"D101-{subject}-{says[:8]}",
        "D101",
        subject,
        f"The finding behind: {says}",
        "high",
        "new",
        audience,
        "",
        0,
        (),
        (replace(remedy, **more),),
    )
