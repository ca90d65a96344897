"""The words of the look for templates: filters say numbers and dates, tags draw the small marks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from leadline.charts import prices, words
from leadline.charts.causes import Waterfall, waterfall
from leadline.charts.status import SHAPES, status_shape
from leadline.charts.status import gauge as draw_gauge
from leadline.web.icons import ICONS, STATUS_WORDS

register = template.Library()


@register.filter
def day(value: date | None, as_of: date | None = None) -> str:
    """{{ promise.due|day:page.shell.as_of }}: "13 May", with the year if it is another one."""
    return words.day(value, as_of)


@register.filter
def week_day(value: date | None, as_of: date | None = None) -> str:
    """{{ clue.at|week_day:page.shell.as_of }}: "Thu 26 Feb"."""
    return words.week_day(value, as_of)


@register.filter
def long_day(value: date | None, as_of: date | None = None) -> str:
    """{{ page.shell.as_of|long_day }}: "Monday 2 March 2026"."""
    return words.long_day(value, as_of)


@register.filter
def moment(value: datetime | None, as_of: date | None = None) -> str:
    """{{ line.at|moment:page.shell.as_of }}: "today 07:00"."""
    return words.moment(value, as_of)


@register.filter
def iso(value: date | None) -> str:
    """{{ due|iso }} for value= and datetime=: "2026-05-13", empty when not known."""
    return "" if value is None else value.isoformat()


@register.filter
def days(value: float | None) -> str:
    """{{ price.days|days }}: "−8.4"."""
    return words.days(value)


@register.filter
def days_to(low: float | None, high: float | None) -> str:
    """{{ price.low|days_to:price.high }}: "−11.3 to −10.6"."""
    return words.days_between(low, high)


@register.filter
def share(value: float | None) -> str:
    """{{ odds|share }}: "59 %" with a hard space."""
    return words.share(value)


@register.filter
def points(value: float | None) -> str:
    """{{ odds|points }}: "59", for a number whose column or neighbour carries the percent sign."""
    return words.share(value).removesuffix(f"{words.HARD_SPACE}%")


@register.filter
def money(cents: int | None, currency: str = "EUR") -> str:
    """{{ price.money_cents|money:price.currency }}: "€126k"."""
    return words.money(cents, currency or "EUR")


@register.filter
def worth(price: Any) -> str:
    """{{ price|worth }}: "€126k gained", "€34k lost", "money unknown"; never 0 for what nobody recorded."""
    return prices.worth(price)


@register.filter
def costs(price: Any) -> str:
    """{{ price|costs }}: "costs €34k", "costs nothing", "saves €5k", "cost unknown"."""
    cents = price.cost_cents
    if cents is None:
        return "cost unknown"
    if cents == 0:
        return "costs nothing"
    return f"{'saves' if cents < 0 else 'costs'} {words.money(abs(cents), price.currency)}"


@register.filter
def ago(then: date | None, now: date | None) -> str:
    """{{ clue.at|ago:page.shell.as_of }}: "4 days ago"."""
    return words.ago(then, now)


@register.filter
def number(value: float | None) -> str:
    """{{ futures|number }}: "10,000"."""
    return words.number(value)


@register.filter
def plural(count: int | None, noun: str) -> str:
    """{{ n|plural:"finding" }} or {{ n|plural:"person,people" }}: "1 finding", "2 people"."""
    one, _, many = noun.partition(",")
    return words.plural(count, one, many)


@register.filter
def listed(names: Sequence[str]) -> str:
    """{{ names|listed }}: "Mara, Joana and Tomas"."""
    return words.listed(names)


@register.filter
def initials(name: str) -> str:
    """{{ person.name|initials }}: "NH"."""
    return words.initials(name)


@register.filter
def way(price: Any) -> str:
    """{{ price|way }}: earlier, later, none or unpriced, from a price's `days`, `low` and `high`."""
    return words.way(price.days, price.low, price.high)


@register.filter
def status_word(status: str) -> str:
    """{{ "at-risk"|status_word }}: "At risk"."""
    return STATUS_WORDS[status]


@register.filter
def beside(cells: Sequence[Any], columns: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """{% for column, cell in row.cells|beside:table.columns %}: each cell under its column."""
    return zip(columns, cells, strict=True)


@register.filter
def cell_class(column: Any, cell: Any) -> SafeString | str:
    """<td{{ column|cell_class:cell }}>: its class attribute, or nothing; a long table is mostly such cells."""
    names = ("num" if column.number else "", "drop" if column.drop else "", f"cell-{cell.kind}" if cell.kind else "")
    return format_html(' class="{}"', " ".join(filter(None, names))) if any(names) else ""


@register.filter
def steps(causes: Any) -> Waterfall:
    """{% with bars=causes|steps %}: the cells of the waterfall, and the days rounded so that they add up to the total."""
    return waterfall([row.days for row in causes.rows], causes.total)


@register.filter
def with_bars(rows: Sequence[Any], bars: Waterfall) -> Iterator[tuple[Any, float, SafeString]]:
    """{% for row, days, bar in causes.rows|with_bars:bars %}: each cause with its days and its bar."""
    return zip(rows, bars.days, (mark_safe(cell) for cell in bars.cells), strict=True)  # noqa: S308  (our own drawings)


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """{% icon "goals" %}: decoration beside a word; an unknown name is our bug and raises."""
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" width="{0}" height="{0}" fill="none" stroke="currentColor"'
        ' stroke-width="1.35" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{1}</svg>',
        size,
        mark_safe(ICONS[name]),  # noqa: S308  (our own drawing)
    )


@register.simple_tag
def shape(status: str, size: int = 14) -> SafeString:
    """{% shape "at-risk" %}: the bare shape of a status, for where its word already stands."""
    return mark_safe(status_shape(status, size))  # noqa: S308  (our own drawing)


@register.simple_tag
def status(value: str, says: str = "", hide_word: bool = False) -> SafeString:
    """
    {% status "at-risk" %}, {% status "at-risk" "64 %" %}, {% status row.status hide_word=True %}.

    Shape and word; `says` replaces the word, `hide_word` leaves it to screen readers.
    """
    return format_html(
        '<span class="status" data-status="{}">{}<span{}>{}</span></span>',
        value,
        shape(value),
        mark_safe(' class="hidden-text"') if hide_word else "",
        says or STATUS_WORDS[value],
    )


@register.simple_tag
def road_shapes(groups: Sequence[Any]) -> SafeString:
    """{% road_shapes roadmap.groups %}: the fold and each status its lanes have, to be used by `road_status`."""
    seen = sorted({lane.status for group in groups for lane in group.lanes if lane.status})
    drawn = [f'<symbol id="road-{one}" viewBox="0 0 16 16">{SHAPES[one]}</symbol>' for one in seen]
    fold = (
        '<symbol id="road-fold" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.35"'
        f' stroke-linecap="round" stroke-linejoin="round">{ICONS["fold"]}</symbol>'
    )
    return mark_safe("".join([*drawn, fold]))  # noqa: S308  (our own drawings)


@register.simple_tag
def road_status(value: str) -> SafeString:
    """{% road_status lane.status %}: the shape of a status in a lane, its word for screen readers; see `road_shapes`."""
    return format_html(
        '<span class="status" data-status="{0}"><svg width="14" height="14" aria-hidden="true"><use href="#road-{0}"/></svg>'
        '<span class="hidden-text">{1}</span></span>',
        value,
        STATUS_WORDS[value],
    )


@register.simple_tag
def gauge(odds: float | None) -> SafeString:
    """{% gauge row.odds %}: odds as a bar with marks at 50 and 70 %, and the number beside it."""
    if odds is None:
        return format_html('<span class="odds faint">{}</span>', words.UNKNOWN)
    bar = mark_safe(draw_gauge(odds))  # noqa: S308  (our own drawing)
    return format_html('<span class="odds">{}{}</span>', bar, words.share(odds))


@register.simple_tag
def person(name: str, outside: bool = False) -> SafeString:
    """{% person "Tomas Reyes" outside=True %}: face and name; a dashed ring is outside the company."""
    return format_html('<span class="person">{}<span>{}</span></span>', face(name, outside), name)


@register.simple_tag
def face(name: str, outside: bool = False) -> SafeString:
    """{% face "Noor Haddad" %}: the initials alone, where the name stands beside it."""
    return format_html(
        '<span class="face"{} aria-hidden="true">{}</span>',
        mark_safe(" data-outside") if outside else "",
        words.initials(name),
    )
