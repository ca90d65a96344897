"""Briefs: what is drafted, what went out, who last heard when, and the folder where letters lie without a mail server."""

from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.parts import Banner, Cell, Column, Empty, Field, Form, Row, Table
from leadline.communication.drafting import cadence_of, newest
from leadline.communication.folder import Lying, lying
from leadline.communication.readers import letters_for
from leadline.program.communication import Letter
from leadline.program.snapshot import Snapshot
from leadline.record.access import RUNS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import OutboxLetter
from leadline.record.places import form_of
from leadline.record.standing import Standing, standing

STATES = {"draft": "Waits for you", "approved": "On its way", "sent": "Sent", "dropped": "Dropped"}
MOST = 50


@dataclass(frozen=True, kw_only=True)
class BriefsPage(Page):
    """What the template reads."""

    says: str
    lede: str
    waiting: Table | None
    out: Table | None
    heard: Table | None
    folder: tuple[Lying, ...]
    folder_says: str
    trouble: tuple["Stuck", ...]
    empty: Empty | None


@dataclass(frozen=True)
class Stuck:
    """What did not go out, and the button that sends it again once it was given up."""

    banner: Banner
    again: Form | None


@page("briefs")
def briefs(visit: Visit) -> BriefsPage:
    """The letters of the program."""
    runs = visit.who.role_in(visit.program) in RUNS
    stuck = for_(visit.who).rows(OutboxLetter, visit.program)
    stuck = stuck.filter(state__in=(OutboxLetter.FAILED, OutboxLetter.DEAD))
    now = standing(visit)
    letters = letters_for(now.snapshot, visit.who.person_in(visit.program), runs=runs)
    folder, trouble = (lying(visit.who, visit.program), list(stuck[:5])) if runs else ((), [])
    return present(now, letters, folder, trouble, runs=runs)


def present(
    now: Standing, readable: list[Letter], folder: tuple[Lying, ...], stuck: list[OutboxLetter], *, runs: bool
) -> BriefsPage:
    """The page out of the letters somebody may read, the folder and what could not be sent."""
    letters = sorted(readable, key=lambda one: (one.sent_on or one.drafted_on or date.min, one.id), reverse=True)
    waiting = [one for one in letters if one.state == "draft"]
    out = [one for one in letters if one.state != "draft"][:MOST]
    says = (
        f"{words.plural(len(waiting), 'letter')} {'waits' if len(waiting) == 1 else 'wait'} for your yes."
        if waiting
        else "No letter waits for you."
    )
    readers = now.snapshot.stakeholders
    return BriefsPage(
        title="Letters",
        says=says,
        lede="Each is written from facts alone, also when nothing happened. Nothing goes out before somebody approves it.",
        waiting=_table("Drafts", waiting, now) if waiting else None,
        out=_table("Approved and sent", out, now) if out else None,
        heard=_heard(now.snapshot) if readers and runs else None,
        folder=folder,
        folder_says="No mail server is set, so letters are put here." if folder else "",
        trouble=tuple(_stuck(one, now) for one in stuck),
        empty=None
        if letters or readers or not runs
        else Empty(
            "Nobody is to be told",
            "Say who has to hear about this program, how often and at which altitude; a letter is drafted for each.",
            icon="letters",
            url=form_of("stakeholder", now.base),
            verb="Add the first reader",
        ),
    )


def _stuck(one: OutboxLetter, now: Standing) -> Stuck:
    title = f"“{one.subject}” did not go out to {now.person(one.person)}"
    banner = Banner(title, one.problem, status="off-track")
    letter = now.snapshot.find("letter", one.letter) if one.letter else None
    # A letter that reached nobody is a draft again: approving it sends it.
    if one.state != OutboxLetter.DEAD or (one.letter and (letter is None or letter.state in ("draft", "dropped"))):
        return Stuck(banner, None)
    fields = [
        Field(id=f"mail-{one.pk}", name="mail", label="", kind="hidden", value=str(one.pk)),
        Field(id=f"mail-{one.pk}-next", name="next", label="", kind="hidden", value=f"{now.base}/briefs"),
    ]
    return Stuck(banner, Form(f"resend-{one.pk}", "", f"{now.base}/do/resend", "Send it again", fields, kind=""))


def _table(caption: str, letters: list[Letter], now: Standing) -> Table:
    columns = [Column("Letter"), Column("To"), Column("State"), Column("Day", number=True)]
    return Table(caption, columns, [_row(one, now) for one in letters])


def _row(one: Letter, now: Standing) -> Row:
    readers = [now.person(found.person) for id in one.to if (found := now.snapshot.find("stakeholder", id))]
    day = one.sent_on or one.drafted_on
    kind = "strong" if one.state == "draft" else "quiet"
    return Row(
        [
            Cell(one.subject or one.id, f"{now.base}/briefs/{one.id}"),
            Cell(words.listed(readers) if readers else "nobody"),
            Cell(STATES[one.state], kind=kind),
            Cell(words.day(day, now.snapshot.as_of) if day else "–", kind="quiet"),
        ],
        id=f"letter-{one.id}",
    )


def _heard(snapshot: Snapshot) -> Table:
    """When each reader last heard, and when silence would be too long; in the order of their names, never of a number."""
    names = {one.id: one.name or one.id for one in snapshot.people}
    rows = []
    for one in sorted(snapshot.stakeholders, key=lambda reader: names.get(reader.person, reader.person)):
        last = newest(snapshot.letters, [one.id])
        heard = words.ago(last.sent_on, snapshot.as_of) if last and last.sent_on else "never"
        due = (last.sent_on + cadence_of(one)) if last and last.sent_on else snapshot.as_of
        late = due < snapshot.as_of or last is None
        rows.append(
            Row(
                [
                    Cell(names.get(one.person, one.person)),
                    Cell(one.altitude, kind="quiet"),
                    Cell(f"every {words.plural(cadence_of(one).days, 'day')}", kind="quiet"),
                    Cell(heard, kind="later" if late else ""),
                    Cell(words.day(due, snapshot.as_of), kind="later" if late else "quiet"),
                ]
            )
        )
    columns = [
        Column("Reader"),
        Column("Altitude", drop=True),
        Column("Rhythm", drop=True),
        Column("Last heard", number=True),
        Column("Next due", number=True),
    ]
    return Table("Who last heard when", columns, rows)
