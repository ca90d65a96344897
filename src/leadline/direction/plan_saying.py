"""The plan in words: when it ends and why not earlier, how it differs from what is published, and who does what when."""

from collections.abc import Sequence
from datetime import date

from leadline.charts import words
from leadline.program.published import Departure, Slot


def said_changes(changed: Sequence[Departure], *, first: bool) -> str:
    """How a plan departs from the published one, in counts, as a sentence."""
    if first:
        return f"{_pieces(len(changed))} {_are(len(changed))} planned."
    new, gone = sum(one.was is None for one in changed), sum(one.now is None for one in changed)
    moved = sum(one.moved for one in changed) - new - gone
    handed = sum(one.handed_over for one in changed)
    counts = [
        (moved, "moved"), (handed, f"{_are(handed)} for other people"), (new, f"{_are(new)} new"), (gone, "left the plan"),
    ]  # fmt: skip
    return f"Of the work, {words.listed([f'{words.number(count)} {says}' for count, says in counts if count])}."


def slot_says(slot: Slot | None, people: Sequence[str], today: date) -> str:
    """When and for whom: “12 Mar – 19 Mar, Mara”; “until 19 Mar” where nobody of the program begins it."""
    if slot is None:
        return "not planned"
    return words_of(span(slot.first, slot.last, today), people)


def words_of(when: str, people: Sequence[str]) -> str:
    """A time with its people, where there are any."""
    return f"{when}, {words.listed(list(people))}" if people else when


def span(first: date | None, last: date | None, today: date) -> str:
    """Two days in a row: “12 – 19 Mar”."""
    if first is None or last is None:
        return f"until {words.day(last, today)}" if last else f"from {words.day(first, today)}"
    if first == last:
        return words.day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {words.day(last, today)}"
    return f"{words.day(first, today)} – {words.day(last, today)}"


def change_says(one: Departure) -> str:
    """What is different: “9 days later”, “new”, “for other people”."""
    if one.was is None or one.now is None:
        return "new" if one.was is None else "left the plan"
    said = [_shift(one.was, one.now)] if one.moved else []
    return ", ".join([*said, *(["for other people"] if one.handed_over else [])])


def _shift(was: Slot, now: Slot) -> str:
    """By how many days the end moves; where it stays, the beginning."""
    for before, after, what in ((was.last, now.last, ""), (was.first, now.first, "begins ")):
        days = (after - before).days if before and after else 0
        if days:
            return f"{what}{words.plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    return "other days"


def _pieces(count: int) -> str:
    return words.plural(count, "piece of work", "pieces of work")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
