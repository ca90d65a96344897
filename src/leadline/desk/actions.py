"""Findings as rows of what to do: the best remedy of each, its price, who must agree, and the buttons."""

from datetime import date, timedelta
from urllib.parse import urlencode

from leadline.charts.parts import Action, Field, Form, Person
from leadline.charts.prices import shown
from leadline.desk.questions import Standing
from leadline.program.edits import Edit
from leadline.record.results import PricedRemedy, StoredFinding, gain

SHOWN, MOST = 3, 10


def priced(standing: Standing) -> list[StoredFinding]:
    """Findings with a remedy that gains more than is lost by it, best first; snoozed and dismissed ones left out."""
    return [one for one in standing.findings if one.muted is None and one.best]


def unpriced(standing: Standing) -> list[StoredFinding]:
    """Findings that cannot be priced at all: their own lane, never sorted below a fraction of a day."""
    return [
        one
        for one in standing.findings
        if one.muted is None and one.remedies and all(r.price is None for r in one.remedies)
    ]


def without_effect(standing: Standing) -> list[StoredFinding]:
    """Findings whose remedies were tried and gained nothing measurable."""
    open_ones = [one for one in standing.findings if one.muted is None and not one.best and not one.at_a_loss]
    return [one for one in open_ones if any(remedy.price for remedy in one.remedies)]


def at_a_loss(standing: Standing) -> list[StoredFinding]:
    """Findings whose remedies win days, but lose more than they gain."""
    return [one for one in standing.findings if one.muted is None and one.at_a_loss]


def chosen(found: list[StoredFinding]) -> list[tuple[StoredFinding, PricedRemedy]]:
    """
    One remedy for each finding, the best that no finding before it has taken: the same edits stand in the list once, under
    the finding that gains most by them. In the order of what these remedies gain: by money where all have it, else by days.
    """
    taken: list[tuple[Edit, ...]] = []
    rows: list[tuple[StoredFinding, PricedRemedy]] = []
    for one in found:
        gains = [remedy for remedy in one.gains if remedy.edits not in taken]
        if gains:
            taken.append(gains[0].edits)
            rows.append((one, gains[0]))
    in_money = all(way.price and way.price.money_cents is not None for _, way in rows)
    return sorted(rows, key=lambda row: -gain(row[1], in_money=in_money))


def action(rank: int, found: StoredFinding, best: PricedRemedy, standing: Standing, base: str, *, may: bool) -> Action:
    """One row. `may`: whether the reader may accept."""
    done = (found.id, best.says) in standing.accepted
    return Action(
        rank=rank,
        says=best.says,
        url=f"{base}/findings/{found.id}",
        why=found.says,
        price=shown(
            best.price,
            standing.names,
            currency=standing.snapshot.currency,
            why=best.why_unpriced,
            cost_cents=best.cost_cents,
        ),
        who=agreeing(best, standing),
        accept_url="" if done or not may else accept_url(base, found.id, best.index),
        accept_says="Accepted" if done else "",
        snooze=snooze_form(base, found.id, standing.snapshot.as_of) if may and not done else None,
        strong=rank == 1 and may,
        done=done,
    )


def accept_url(base: str, finding: str, remedy: int) -> str:
    """Where the accept button posts to."""
    return f"{base}/do/accept?{urlencode({'finding': finding, 'remedy': remedy})}"


def agreeing(remedy: PricedRemedy, standing: Standing) -> tuple[Person, ...]:
    """Who must agree, with names."""
    return tuple(Person(*standing.people.get(one, (one, False))) for one in remedy.agree)


def snooze_form(base: str, finding: str, today: date) -> Form:
    """Until when, and why."""
    fields = [
        Field(
            id=f"until-{finding}",
            name="until",
            label="Until",
            kind="date",
            value=(today + timedelta(days=7)).isoformat(),
            required=True,
        ),
        Field(id=f"reason-{finding}", name="reason", label="Reason", required=True),
        Field(id=f"id-{finding}", name="finding", label="", kind="hidden", value=finding),
    ]
    return Form(
        id=f"snooze-{finding}",
        title="Snooze it",
        action=f"{base}/do/snooze",
        verb="Snooze",
        fields=fields,
        opens="Snooze",
        opens_kind="bare",
        opens_icon="snooze",
        opens_small=True,
    )
