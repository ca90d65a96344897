"""Risks: what may happen, what it costs in the simulation, and what is done about it."""

from dataclasses import dataclass
from datetime import timedelta

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Empty, Evidence, Row, Table
from leadline.program.outlook import RiskOutlook
from leadline.program.risks import Risk
from leadline.record.doors import Page, Visit, page
from leadline.record.places import form_of
from leadline.record.standing import Standing, standing

LEAST_CENTS = 100
"""Less than one of the money is not said."""


@dataclass(frozen=True, kw_only=True)
class RisksPage(Page):
    """What the template reads."""

    says: str
    lede: str
    table: Table | None
    closed: Table | None
    findings: tuple[Evidence, ...]
    add_url: str
    empty: Empty | None


@page("risks")
def risks(visit: Visit) -> RisksPage:
    """The risk register, ordered by what each risk costs."""
    return present(standing(visit))


def present(now: Standing) -> RisksPage:
    """The page out of facts and the last round."""
    open_ones = sorted(
        (one for one in now.snapshot.risks if one.state == "open"),
        key=lambda one: (-_days(one, now), -_cents(one, now), one.id),
    )
    closed = [one for one in now.snapshot.risks if one.state != "open"]
    columns = [
        Column("Risk"),
        Column("Chance", number=True),
        Column("If it happens", number=True, drop=True),
        Column("Costs at P80", number=True),
        Column("Response"),
        Column("Owner"),
    ]
    worst = open_ones[0] if open_ones and _days(open_ones[0], now) >= 0.5 else None
    says = (
        f"{worst.event or worst.id} costs {words.plural(round(_days(worst, now)), 'day')} at P80."
        if worst
        else f"{words.plural(len(open_ones), 'open risk')}, none with a measurable effect on a promise."
        if open_ones
        else "No open risk is recorded."
    )
    return RisksPage(
        title="Risks",
        says=says,
        lede="Each risk is switched off once on the same futures; the difference at P80 is what it costs. Risks do not add.",
        table=Table("Open risks, the dearest first", columns, [_row(one, now) for one in open_ones])
        if open_ones
        else None,
        closed=Table(
            "Happened or closed",
            [Column("Risk"), Column("State")],
            [Row([Cell(one.event or one.id, f"{now.base}/risk/{one.id}"), Cell(one.state)]) for one in closed],
        )
        if closed
        else None,
        findings=tuple(evidence for one in open_ones for evidence in now.about(f"risk:{one.id}")),
        add_url=form_of("risk", now.base),
        empty=None
        if open_ones
        else Empty(
            "No open risk",
            "Write one down as cause, event and effect: the simulation says what it costs.",
            icon="risks",
            url=form_of("risk", now.base),
            verb="Record a risk",
        ),
    )


def _days(one: Risk, now: Standing) -> float:
    seen = now.outlook.risks.get(one.id) if now.outlook else None
    return seen.days if seen else 0.0


def _cents(one: Risk, now: Standing) -> int:
    seen = now.outlook.risks.get(one.id) if now.outlook else None
    return seen.cents if seen else 0


def _exposure(seen: RiskOutlook | None, now: Standing) -> Cell:
    """What it costs in days and money, and the date with it and without it."""
    if seen is None:
        return Cell("not simulated", kind="quiet", sub="it lacks a chance, a delay or the work it hits")
    dear = abs(seen.cents) >= LEAST_CENTS
    said = [words.plural(round(seen.days), "day")] if abs(seen.days) >= words.LEAST_DAYS else []
    said += [words.money(seen.cents, now.snapshot.currency)] if dear else []
    return Cell(
        " and ".join(said) or "no measurable effect",
        kind="later" if seen.days >= words.LEAST_DAYS or (dear and seen.cents > 0) else "quiet",
        sub=_with_and_without(seen, now),
    )


def _with_and_without(seen: RiskOutlook, now: Standing) -> str:
    """The milestone it hits hardest, with its P80 as it stands and as it would be if the risk did not exist."""
    if not seen.milestone:
        return ""
    name = now.name("milestone", seen.milestone)
    foreseen = now.outlook.milestones.get(seen.milestone) if now.outlook else None
    stands = foreseen.date_at(0.8) if foreseen else None
    if stands is None or abs(seen.days) < words.LEAST_DAYS:
        return name
    # Counted back from the day that is shown, so that the days between the two are those beside them.
    shown, as_of = words.working_day(stands), now.snapshot.as_of
    without = shown - timedelta(days=round(seen.days))
    return f"{name}: {words.day(shown, as_of)}, without it {words.day(without, as_of)}"


def _left(seen: RiskOutlook | None) -> str:
    """What the response would leave of the days; empty where it says nothing of that."""
    if seen is None or seen.mitigated_days is None or seen.days < words.LEAST_DAYS:
        return ""
    left = max(round(seen.mitigated_days), 0)
    return f"would leave {left} of {words.plural(round(seen.days), 'day')}"


def _row(one: Risk, now: Standing) -> Row:
    seen = now.outlook.risks.get(one.id) if now.outlook else None
    answer = one.response
    response = f"{answer.kind}: {answer.action or 'no action named'}" if answer else "none"
    due = (
        f"{'done' if answer.done else f'by {words.day(answer.due, now.snapshot.as_of)}' if answer.due else 'no date'}"
        if answer
        else ""
    )
    cause = f"Because {one.cause[:1].lower()}{one.cause[1:]}" if one.cause else "No cause is recorded"
    return Row(
        [
            Cell(one.event or one.id, f"{now.base}/risk/{one.id}", sub=cause),
            Cell(words.share(one.probability) if one.probability is not None else "unknown"),
            Cell(f"{one.delay}" if one.delay else "no delay named", kind="quiet"),
            _exposure(seen, now),
            Cell(response, kind="" if answer else "later", sub=", ".join(says for says in (due, _left(seen)) if says)),
            Cell(now.person(one.owner), kind="" if one.owner else "quiet"),
        ],
        id=f"risk-{one.id}",
    )
