"""What was agreed and a tracker does not say yet: looked through, approved, written once, each with its result."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Empty, Field, Form, Option, Row, Table
from leadline.desk.connecting import tracker_of
from leadline.record.access import RUNS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.hearing.wanted import Wanted, wanted
from leadline.record.models import ChangeSet, Source, TrackerWrite

LAST_SETS = 10
SHOWN_AT_ONCE = 200
STATES = {
    TrackerWrite.QUEUED: ("Waiting", "unknown"),
    TrackerWrite.BEGUN: ("Under way", "unknown"),
    TrackerWrite.WRITTEN: ("Written", "on-track"),
    TrackerWrite.SAME: ("It said so already", "on-track"),
    TrackerWrite.CONFLICT: ("Changed there since, so nothing was written", "at-risk"),
    TrackerWrite.REFUSED: ("Declined", "off-track"),
    TrackerWrite.UNSURE: ("No answer; the next hearing shows whether it arrived", "at-risk"),
}


@dataclass(frozen=True)
class Ahead:
    """What may be written to one source: a form to pick from, or why there is none."""

    id: str
    address: str
    says: str
    form: Form | None = None
    switch: Form | None = None


@dataclass(frozen=True)
class Past:
    """One change set that was approved: what came of each write."""

    id: str
    title: str
    says: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class WritesPage(Page):
    """What the template reads."""

    says: str
    lede: str
    ahead: tuple[Ahead, ...]
    past: tuple[Past, ...]
    empty: Empty | None = None


@page("writes", roles=RUNS)
def writes(visit: Visit) -> WritesPage:
    """Agreed changes that trackers do not know of yet, and what was written before."""
    sources = list(for_(visit.who).rows(Source, visit.program).filter(retired_at=None).order_by("address"))
    agreed = {one: wanted(one) for one in sources}
    sets = [
        (made, list(for_(visit.who).beside(TrackerWrite, one).filter(change_set=made)))
        for one in sources
        for made in for_(visit.who).beside(ChangeSet, one)[:LAST_SETS]
    ]
    return present(agreed, sets, f"/p/{visit.program.key}", visit)


def present(
    agreed: dict[Source, list[Wanted]], sets: list[tuple[ChangeSet, list[TrackerWrite]]], base: str, visit: Visit
) -> WritesPage:
    """The page out of what is agreed and what was written."""
    count = sum(map(len, agreed.values()))
    newest = sorted(sets, key=lambda pair: pair[0].pk, reverse=True)[:LAST_SETS]
    return WritesPage(
        title="Writes to trackers",
        says=f"{words.plural(count, 'agreed change')} that no tracker says yet."
        if count
        else "The trackers say what was agreed.",
        lede="Nothing is written to a tracker before somebody picks it here. What was changed there since is shown, never overwritten.",
        ahead=tuple(_ahead(one, own, base) for one, own in agreed.items()),
        past=tuple(_past(made, own, visit) for made, own in newest),
        empty=None if agreed else _empty(base),
    )


def _empty(base: str) -> Empty:
    return Empty(
        "No tracker is connected",
        "Connect one, and changes agreed on here can be written to it.",
        f"{base}/connect",
        "Connect a tracker",
    )


def _ahead(source: Source, own: list[Wanted], base: str) -> Ahead:
    back = Field(id=f"next-{source.pk}", name="next", label="", kind="hidden", value=f"{base}/writes")
    which = Field(id=f"source-{source.pk}", name="source", label="", kind="hidden", value=source.address)
    made = Ahead(f"source-{source.pk}", source.address, _says(source, own))
    if not tracker_of(source).can_be_written:
        return Ahead(made.id, made.address, "It is only read. What was agreed about it stays an agreement here.")
    turn = Field(id=f"on-{source.pk}", name="on", label="", kind="hidden", value="no" if source.writes else "yes")
    verb = "Switch writing off" if source.writes else "Switch writing on"
    switch = Form(f"switch-{source.pk}", verb, f"{base}/do/switch_writing", verb, [which, turn, back], kind="bare")
    if not source.writes or not own:
        return Ahead(made.id, made.address, made.says, switch=switch)
    ticks = [Option(str(one.intent), _diff(one), chosen=True) for one in own[:SHOWN_AT_ONCE]]
    field = Field(id=f"change-{source.pk}", name="change", label="What is to be written", kind="checks", options=ticks)
    form = Form(
        f"write-{source.pk}",
        "Look it through",
        f"{base}/do/write_changes",
        f"Write them to {source.address}",
        [which, field, back],
    )
    return Ahead(made.id, made.address, made.says, form, switch)


def _says(source: Source, own: list[Wanted]) -> str:
    if not own:
        return "It says what was agreed."
    agreed = words.plural(len(own), "agreed change")
    return f"{agreed} it does not say yet." if source.writes else f"{agreed} it does not say yet. Writing to it is off."


def _diff(one: Wanted) -> str:
    return f"{one.name} ({one.key}) · {one.write.field}: {_quoted(one.write.heard)} → {_quoted(one.write.value)}"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


def _past(made: ChangeSet, own: list[TrackerWrite], visit: Visit) -> Past:
    columns = [Column("Thing"), Column("Field"), Column("It said"), Column("To become"), Column("What came of it")]
    rows = [
        Row([
            Cell(one.key), Cell(one.field), Cell(one.heard or "nothing", kind="quiet"), Cell(one.value or "nothing"),
            Cell(STATES[one.state][0], status=STATES[one.state][1], sub=_why(one)),
        ])
        for one in own
    ]  # fmt: skip
    when = words.moment(made.approved_at, visit.at.date())
    says = (
        f"Approved by {made.approved_by}, {when}."
        if made.ended_at
        else f"Approved by {made.approved_by}, {when}; under way."
    )
    title = f"{words.plural(len(own), 'write')} to {made.source.address}"
    return Past(f"set-{made.pk}", title, says, Table(title, columns, rows))


def _why(one: TrackerWrite) -> str:
    return f"It says {_quoted(one.now)} now." if one.state == TrackerWrite.CONFLICT else one.says
