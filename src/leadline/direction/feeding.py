"""What a milestone waits for: its own work, and what others must deliver first, each with who promised it."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Field, Form, Row, Table
from leadline.direction.plan_saying import slot_says
from leadline.direction.proposing import said
from leadline.direction.questions import Standing
from leadline.program.commitments import delivery
from leadline.program.published import published_slot
from leadline.program.snapshot import label
from leadline.program.work import Dependency, WorkItem
from leadline.record.access import PLANS

MOST = 50
STATES = {"todo": "not begun", "doing": "under way", "done": "done", "dropped": "dropped"}


@dataclass(frozen=True)
class Wait:
    """One thing it waits for from elsewhere: what needs it, by when, what was promised, and the form that asks."""

    says: str
    url: str
    needs: str
    when: str
    promised: str
    status: str
    ask: Form | None = None


def own_work(now: Standing, id: str) -> Table | None:
    """The work that feeds the milestone, open work first; None where there is none."""
    mine = [one for one in now.snapshot.work if one.milestone == id and one.state != "dropped"]
    if not mine:
        return None
    # Once a plan is published, who does it stands with the days it is planned for.
    planned = any(_planned(now, one) for one in mine)
    columns = [
        Column("Work"), Column("State"), Column("Estimate", number=True), Column("P80", number=True),
        Column("Decides", number=True), Column("Sways the end", number=True, drop=True),
        Column("Planned") if planned else Column("Who", drop=True),
    ]  # fmt: skip
    ranked = sorted(mine, key=lambda one: (one.state == "done", -_decides(now, one), one.id))
    more = f", the first {MOST} of {len(mine)}" if len(mine) > MOST else ""
    return Table(
        f"Work that feeds {now.name('milestone', id)}{more}", columns, [_row(now, one) for one in ranked[:MOST]]
    )


def waits(now: Standing, id: str) -> tuple[Wait, ...]:
    """What others deliver to the milestone or its work."""
    mine = {id, *(one.id for one in now.snapshot.work if one.milestone == id)}
    arriving = [one for one in now.snapshot.dependencies if one.after in mine and one.before not in mine]
    return tuple(_wait(now, one, id) for one in arriving[:MOST])


def _row(now: Standing, one: WorkItem) -> Row:
    foreseen = now.outlook.items.get(one.id) if now.outlook else None
    p80 = _done(now, one) if one.state == "done" else _p80(now, one.id)
    return Row(
        [
            Cell(label("work", one), now.url("work", one.id), sub=_held(now, one)),
            Cell(STATES[one.state], kind="quiet" if one.state == "todo" else ""),
            Cell(str(one.estimate) if one.estimate else "not estimated", kind="" if one.estimate else "quiet"),
            Cell(p80, kind="quiet" if one.state == "done" or p80 == words.UNKNOWN else "computed"),
            Cell(words.share(foreseen.decides) if foreseen and one.state != "done" else "", kind="quiet"),
            Cell(words.share(foreseen.sensitivity) if foreseen and one.state != "done" else "", kind="quiet"),
            Cell(_planned(now, one) or _who(now, one), kind="" if _planned(now, one) else "quiet"),
        ]
    )


def _who(now: Standing, one: WorkItem) -> str:
    who = now.snapshot.find("person", one.assignee)
    return who.name or who.id if who else now.name("team", one.team) or "nobody yet"


def _planned(now: Standing, one: WorkItem) -> str:
    """What is published of it: “9 – 13 Mar, Mara”; nothing where it is over or not in the plan."""
    slot = published_slot(one) if one.state != "done" else None
    return slot_says(slot, [now.name("person", who) for who in slot.people], now.today) if slot else ""


def _decides(now: Standing, one: WorkItem) -> float:
    foreseen = now.outlook.items.get(one.id) if now.outlook else None
    return foreseen.decides if foreseen else 0.0


def _held(now: Standing, one: WorkItem) -> str:
    held = [block for block in now.snapshot.roadblocks if block.resolved_on is None and one.id in block.work]
    return f"held up: {label('roadblock', held[0])}" if held else ""


def _done(now: Standing, one: WorkItem) -> str:
    return f"done {words.day(one.done_on, now.today)}" if one.done_on else "done"


def _p80(now: Standing, id: str) -> str:
    foreseen = now.outlook.items.get(id) if now.outlook else None
    return words.day(words.working_day(now.day(foreseen.finish_p80)), now.today) if foreseen else words.UNKNOWN


def _wait(now: Standing, one: Dependency, milestone: str) -> Wait:
    before = now.snapshot.find("work|milestone", one.before)
    noun = "milestone" if now.snapshot.find("milestone", one.before) else "work"
    done, needs = before.done_on if before else None, now.name("work|milestone", one.after)
    promise = delivery(now.snapshot, one.id)
    needed = f"needed by {words.day(one.needed_by, now.today)}" if one.needed_by else "no day is named"
    if done:
        return Wait(
            now.name(noun, one.before),
            now.url(noun, one.before),
            needs,
            f"done {words.day(done, now.today)}",
            "",
            "done",
        )
    promised = "nobody has promised it"
    if promise:
        who = "; ".join(f"{now.name('person', answer.person)} {said(answer, now.today)}" for answer in promise.doers)
        promised = (
            f"{words.day(promise.due, now.today)} {'promised' if promise.state == 'agreed' else 'asked for'}: {who}"
        )
    return Wait(
        says=now.name(noun, one.before),
        url=now.url(noun, one.before),
        needs=needs,
        when=needed,
        promised=promised,
        status="" if promise and promise.state == "agreed" else "unknown",
        ask=_ask(now, one, milestone) if promise is None and now.role in PLANS else None,
    )


def _ask(now: Standing, one: Dependency, milestone: str) -> Form:
    key = f"deliver-{one.id}"
    due = one.needed_by.isoformat() if one.needed_by else ""
    who = now.name("person", one.provider)
    fields = [
        Field(f"{key}-by", "needed_by", "Needed by", kind="date", value=due, required=True),
        Field(
            f"{key}-who",
            "provider",
            "From",
            value=one.provider,
            hint=f"{who} provides it." if who else "The id of a person.",
        ),
        Field(f"{key}-dep", "dependency", "", "hidden", one.id),
        Field(f"{key}-next", "next", "", "hidden", f"{now.base}/milestones/{milestone}"),
    ]
    title = f"Ask for {now.name('work|milestone', one.before)}"
    return Form(
        key,
        title,
        f"{now.base}/do/ask_delivery",
        "Ask for a promise",
        fields,
        opens="Ask for a promise",
        opens_small=True,
    )
