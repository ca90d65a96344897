"""One lane of the roadmap: a promise with its flags, a piece of work with its tail, or a whole group as a bar."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from leadline.charts import words
from leadline.charts.parts import Lane
from leadline.direction.questions import Standing
from leadline.direction.roadmap_scale import Scale
from leadline.program.commitments import commitment, line
from leadline.program.outlook import ItemOutlook, MilestoneOutlook
from leadline.program.snapshot import label
from leadline.program.work import Milestone, WorkItem

DEPTHS = (0.1, 0.3, 0.7)
"""From which share of futures on a bar that decides a promise is drawn deeper."""


def milestone_lane(now: Standing, scale: Scale, one: Milestone) -> Lane:
    """A milestone: its spread, the diamond of P50, and the flags of first promise, target and promise."""
    foreseen, stands = now.foreseen(one.id), commitment(now.snapshot, one.id)
    seen = foreseen if foreseen and not foreseen.blind else None
    odds = seen.odds_of(stands.due) if seen and stands and stands.due else None
    when = words.share(odds) if odds is not None else "no promise" if seen else "blind"
    marks = [
        *(_spread(scale, seen) if seen else _unknown(scale, stands.due if stands else None)),
        *_flags(now, scale, one.id),
    ]
    title = _promise_title(now, one, seen, odds)
    return Lane(
        f"m-{one.id}",
        label("milestone", one),
        _svg(scale, title, marks),
        when,
        now.url("milestone", one.id),
        now.status(one.id),
    )


def item_lane(now: Standing, scale: Scale, one: WorkItem) -> Lane:
    """A piece of work: what is done of it, its bar to P50, and the tail to P80 and P95."""
    name, url = label("work", one), now.url("work", one.id)
    if one.state == "done":
        start = scale.at(one.started_on or one.done_on or scale.first)
        end = scale.at(one.done_on or scale.today)
        bar = f'<rect class="bar-past" x="{start:g}" y="7" width="{max(end - start, 3):g}" height="11" rx="2"/>'
        when = f"done {words.day(one.done_on, now.today)}" if one.done_on else "done"
        return Lane(one.id, name, _svg(scale, f"{name}. {when.capitalize()}.", [bar]), when, url)
    foreseen = now.outlook.items.get(one.id) if now.outlook else None
    if foreseen is None:
        why = "not estimated" if one.estimate is None else "no forecast"
        text = f'<text x="{scale.at(now.today) + 22:g}" y="18">{why}</text>'
        return Lane(
            one.id, name, _svg(scale, f"{name}. {why.capitalize()}.", [*_unknown(scale, None), text]), "unknown", url
        )
    marks = [*_begun(scale, one), *_ghost(scale, one), *_tailed(now, scale, foreseen, one.state == "doing")]
    return Lane(one.id, name, _svg(scale, _work_title(now, name, foreseen), marks), _day(now, foreseen.finish_p80), url)


def group_bar(now: Standing, scale: Scale, items: Sequence[WorkItem]) -> str:
    """A whole group: what is behind it dark, what is ahead light to its last P50, and to its last P80."""
    ahead = [
        now.outlook.items[one.id]
        for one in items
        if now.outlook and one.state != "done" and one.id in now.outlook.items
    ]
    begun = [one.started_on for one in items if one.started_on]
    start = min([*begun, *(now.day(one.start_p50) for one in ahead)], default=None)
    if start is None:
        return ""
    x, today = scale.at(start), scale.at(now.today)
    p50 = scale.at(now.day(max((one.finish_p50 for one in ahead), default=0.0))) if ahead else today
    p80 = scale.at(now.day(max((one.finish_p80 for one in ahead), default=0.0))) if ahead else today
    marks = [f'<rect class="sum-bar" x="{x:g}" y="12" width="{max(p50 - x, 2):g}" height="5"/>']
    if x < today and begun:
        marks.append(f'<rect class="sum-done" x="{x:g}" y="12" width="{today - x:g}" height="5"/>')
    if p80 > p50:
        marks.append(f'<path class="tail-80" d="M{p50:g} 12H{p80:g}V17H{p50:g}z"/>')
    return f'<svg class="lane" viewBox="0 0 {scale.width} 28" width="{scale.width}" height="28" aria-hidden="true">{"".join(marks)}</svg>'


def depth(decides: float) -> int:
    """0 to 3: how deep the blue of a bar is."""
    return sum(decides >= one for one in DEPTHS)


def _svg(scale: Scale, title: str, marks: Sequence[str]) -> str:
    said = escape(title)
    return (
        f'<svg class="lane" viewBox="0 0 {scale.width} 28" width="{scale.width}" height="28" role="img" '
        f'aria-label="{said}"><title>{said}</title>{"".join(marks)}</svg>'
    )


def _spread(scale: Scale, seen: MilestoneOutlook) -> Iterator[str]:
    """P10 to P50 rising, to P80 falling, to P95 faint: thin where it is unlikely."""
    dates = [seen.date_at(level) for level in (0.1, 0.5, 0.8, 0.95)]
    p10, p50, p80, p95 = (scale.at(one) if one else scale.width for one in dates)
    yield f'<path class="tail-95" d="M{p80:g} 10.6L{p95:g} 12.8V15.2L{p80:g} 17.4z"/>'
    yield f'<path class="tail-80" d="M{p50:g} 10L{p80:g} 10.6V17.4L{p50:g} 18z"/>'
    yield f'<path class="tail-80" d="M{p10:g} 13L{p50:g} 10V18L{p10:g} 15z"/>'
    if dates[1]:
        yield f'<path class="diamond" d="M{p50:g} 8l6 6l-6 6l-6 -6z"/>'


def _unknown(scale: Scale, due: date | None) -> Iterator[str]:
    x = scale.at(due or scale.today + timedelta(days=4))
    yield f'<path class="diamond-unknown" d="M{x:g} 8l6 6l-6 6l-6 -6z"/>'


def _flags(now: Standing, scale: Scale, id: str) -> Iterator[str]:
    stood, target = line(now.snapshot, id), commitment(now.snapshot, id, "target")
    if stood and stood.moves and stood.first.due:
        yield _flag(scale, "flag-first", stood.first.due, 7)
    if target and target.due:
        yield _flag(scale, "flag-target", target.due, 7)
    if stood and stood.present.due:
        yield _flag(scale, "flag", stood.present.due, 5)


def _flag(scale: Scale, mark: str, due: date, top: int) -> str:
    x = scale.at(due)
    return f'<line class="flag-pole" x1="{x:g}" y1="25" x2="{x:g}" y2="{top}"/><path class="{mark}" d="M{x:g} {top}h10l-3 3.5l3 3.5h-10z"/>'


def _begun(scale: Scale, one: WorkItem) -> Iterator[str]:
    if one.state == "doing" and one.started_on and one.started_on < scale.today:
        x = scale.at(one.started_on)
        yield f'<rect class="bar-past" x="{x:g}" y="7" width="{scale.at(scale.today) - x:g}" height="11"/>'


def _ghost(scale: Scale, one: WorkItem) -> Iterator[str]:
    if one.baseline_on:
        x = scale.at(one.baseline_on)
        yield f'<path class="ghost" d="M{max(x - 14, 0):g} 22.5H{x:g}"/>'


def _tailed(now: Standing, scale: Scale, seen: ItemOutlook, doing: bool) -> Iterator[str]:
    start = scale.at(now.today if doing else now.day(seen.start_p50))
    p50, p80, p95 = (scale.at(now.day(one)) for one in (seen.finish_p50, seen.finish_p80, seen.finish_p95))
    yield f'<path class="tail-95" d="M{p80:g} 9.1L{p95:g} 11.3V13.7L{p80:g} 15.9z"/>'
    yield f'<path class="tail-80" d="M{p50:g} 7L{p80:g} 9.1V15.9L{p50:g} 18z"/>'
    yield f'<rect class="bar-{depth(seen.decides)}" x="{start:g}" y="7" width="{max(p50 - start, 2):g}" height="11" rx="1.5"/>'


def _day(now: Standing, days: float) -> str:
    return words.day(words.working_day(now.day(days)), now.today)


def _work_title(now: Standing, name: str, seen: ItemOutlook) -> str:
    decides = (
        f" Decides a promise in {words.share(seen.decides)} of futures."
        if seen.decides >= DEPTHS[0]
        else " It has room."
    )
    p50, p80, p95 = (_day(now, one) for one in (seen.finish_p50, seen.finish_p80, seen.finish_p95))
    return f"{name}. P50 {p50}, P80 {p80}, P95 {p95}.{decides}"


def _promise_title(now: Standing, one: Milestone, seen: MilestoneOutlook | None, odds: float | None) -> str:
    stood, name = line(now.snapshot, one.id), label("milestone", one)
    said = [f"{name}."]
    if stood and stood.present.due:
        said.append(f"Promised {words.day(stood.present.due, now.today)}, {words.share(odds)} odds.")
    if stood and stood.moves and stood.first.due:
        said.append(f"First promise {words.day(stood.first.due, now.today)}.")
    if seen:
        p50, p80 = seen.date_at(0.5), seen.date_at(0.8)
        said.append(f"P50 {words.day(p50, now.today)}, P80 {words.day(p80, now.today)}.")
    return " ".join(said if seen else [*said, "Its odds are unknown."])
