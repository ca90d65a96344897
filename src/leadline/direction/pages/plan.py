"""The plan: who does what from when to when, why not earlier, how it differs from the published one, and the button that publishes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Banner, Empty, Field, Form, Roadmap, Table
from leadline.charts.timescale import PER_DAY
from leadline.direction import plan_rows, plan_tables
from leadline.direction.choice import Choice
from leadline.direction.plan_rows import BY, PlanView, Rows
from leadline.direction.plan_saying import said_changes
from leadline.direction.questions import Standing, standing
from leadline.program.plan import Plan
from leadline.program.published import Departure, departures, is_published
from leadline.program.snapshot import Snapshot
from leadline.record.access import PLANS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Job
from leadline.record.places import form_of
from leadline.record.results import last_round, plan_of
from leadline.record.snapshots import load_snapshot

MOST_BROKEN = 5
"""Promises in danger that are told one by one."""


@dataclass(frozen=True)
class LastTime:
    """The line of the journal in which a plan was last published, and when and by whom, as a sentence."""

    line: int
    says: str


@dataclass(frozen=True)
class Publishing:
    """Whether people follow this plan: what is published, what publishing would change, and the way back."""

    status: str
    title: str
    says: str
    form: Form | None = None
    back: Form | None = None


@dataclass(frozen=True, kw_only=True)
class PlanPage(Page):
    """What the template reads."""

    says: str
    lede: str
    publishing: Publishing | None = None
    zooms: tuple[Choice, ...] = ()
    bys: tuple[Choice, ...] = ()
    roadmap: Roadmap | None = None
    more: Choice | None = None
    broken: tuple[Banner, ...] = ()
    changes: Table | None = None
    why: Table | None = None
    why_says: str = ""
    all: Choice | None = None
    unplanned: Table | None = None
    empty: Empty | None = None


@page("plan")
def plan(visit: Visit) -> PlanPage:
    """Who does what next, as the last round planned it, beside what is published."""
    asked, round = visit.query, last_round(visit.who, visit.program)
    by, zoom, number = asked.get("by", ""), asked.get("zoom", ""), asked.get("page", "")
    view = PlanView(
        by if by in BY else "team", asked.get("open", ""), zoom if zoom in PER_DAY else "months", "every" in asked,
        int(number) if number.isdecimal() and len(number) < 6 else 1,
    )  # fmt: skip
    facts = load_snapshot(visit.program, visit.today, only=("work", "person"))
    planned = plan_of(round) if round else None
    return present(standing(visit), planned, facts, _last(visit), view, coming=planned is None and _coming(visit))


def _coming(visit: Visit) -> bool:
    """Whether the plan of the last round is still being made."""
    live = for_(visit.who).jobs(visit.program).filter(kind="plan", state__in=(Job.QUEUED, Job.RUNNING))
    return live.exists()


def _last(visit: Visit) -> LastTime | None:
    lines = for_(visit.who).journal(visit.program).filter(verb="publish_plan", undone_by=None)
    found = lines.order_by("-id").first()
    if found is None:
        return None
    return LastTime(found.pk, f"Published {words.moment(found.at, visit.at.date())} by {found.who}.")


def present(
    now: Standing,
    planned: Plan | None,
    facts: Snapshot,
    published: LastTime | None,
    view: PlanView,
    *,
    coming: bool = False,
) -> PlanPage:
    """The page out of stored results; `facts` has the work as it stands now, with what is published of it."""
    if coming:
        why = "The numbers come first. After an update the planner is made ready once, which takes about half a minute."
        return _nothing("The plan is on its way.", "The plan is being made", why, now)
    if planned is None:
        return _nothing("No plan yet.", "No round has planned yet", "A round plans who does what next.", now)
    changed = departures(facts, planned)
    ours = {one.id: one for one in now.snapshot.work if one.id in planned.items}
    rows = Rows(now, planned, ours, {one.id: one for one in changed})
    left = plan_tables.unplanned(rows)
    if not planned.items:
        none = _nothing(
            "Nothing can be planned.", "Nothing can be planned",
            "Work is planned once it has an estimate and somebody who can do it.", now,
        )  # fmt: skip
        return PlanPage(title="Plan", says=none.says, lede="", empty=none.empty, unplanned=left)
    drawn, away = plan_rows.picture(rows, view)
    shown = _open_name(rows, view)
    return PlanPage(
        title="Plan",
        says=f"The plan ends {words.long_day(planned.end_on, now.today)}.",
        lede=_lede(planned),
        publishing=_publishing(now, facts, changed, published),
        zooms=tuple(Choice(one.capitalize(), view.url(now.base, zoom=one), one == view.zoom) for one in PER_DAY),
        bys=tuple(
            Choice(says, view.url(now.base, by=key, open="", page=""), key == view.by) for key, says in BY.items()
        ),
        roadmap=drawn,
        more=Choice(words.plural(away, f"more {view.by}"), view.url(now.base, every="1")) if away else None,
        broken=_broken(rows),
        changes=plan_tables.changes(rows, changed) if is_published(facts) else None,
        why=plan_tables.why(rows, view),
        why_says=f"{shown} only." if shown else "In the order in which it begins.",
        all=Choice("Show all of the plan", view.url(now.base, to="why", open="", page="")) if shown else None,
        unplanned=left,
    )


def _nothing(says: str, title: str, why: str, now: Standing) -> PlanPage:
    add = not now.snapshot.work and now.role in PLANS
    url = form_of("work", now.base) if add else f"{now.base}/monday"
    verb = "Add work" if add else "Go to Monday"
    return PlanPage(title="Plan", says=says, lede="", empty=Empty(title, why, "plan", url=url, verb=verb))


def _lede(planned: Plan) -> str:
    said = [planned.bound.sentence] if planned.bound else []
    if planned.proof:
        said.append(planned.proof.sentence)
    if not any(one.people for one in planned.items.values()):
        said.append("Nobody is named in it: nobody is recorded who could do this work.")
    return " ".join([*said, "A plan takes middling efforts and no risks; the odds stand on the roadmap."])


def _open_name(rows: Rows, view: PlanView) -> str:
    """What the open group is called; empty where all of the plan is shown."""
    if view.open == plan_rows.MILESTONES:
        return "Milestones"
    home = plan_rows.home_of(rows, view.by)
    known = view.open and any(home(id) == view.open for id in rows.planned)
    return plan_rows.name(rows, view.by, view.open) if known else ""


def _publishing(now: Standing, facts: Snapshot, changed: Sequence[Departure], published: LastTime | None) -> Publishing:
    may, first = now.role in PLANS, not is_published(facts)
    says = published.says if published else ""
    back = _back(now, published) if published and may else None
    follows = "The forecast gives work out in this order."
    if not changed:
        return Publishing("done", "This is the published plan.", f"{says} {follows}".strip(), back=back)
    form = _form(now, changed, first=first) if may else None
    if first:
        return Publishing(
            "", "This plan is not published.",
            "Until one is, the forecast gives work out by what has to finish first. People see their days once it is published.",
            form,
        )  # fmt: skip
    return Publishing(
        "at-risk",
        "The published plan is another one.",
        f"{said_changes(changed, first=False)} {says}".strip(),
        form,
        back,
    )


def _form(now: Standing, changed: Sequence[Departure], *, first: bool) -> Form:
    what = words.plural(len(changed), "piece of work", "pieces of work")
    gets = "gets its days and people" if len(changed) == 1 else "get their days and people"
    fields = [
        Field(id="publish-round", name="round", label="", kind="hidden", value=str(now.round_number)),
        Field(id="publish-next", name="next", label="", kind="hidden", value=f"{now.base}/plan"),
    ]
    again = "" if first else f" {said_changes(changed, first=False)}"
    return Form(
        id="publish",
        title="Publish this plan?",
        says=f"{what} {gets}.{again} The forecast then gives work out in this order. No tracker is written to, and undo takes it back.",
        action=f"{now.base}/do/publish-plan",
        verb="Publish",
        opens="Publish",
        opens_kind="strong",
        fields=fields,
    )


def _back(now: Standing, last: LastTime) -> Form:
    fields = [
        Field(id="back-line", name="line", label="", kind="hidden", value=str(last.line)),
        Field(id="back-next", name="next", label="", kind="hidden", value=f"{now.base}/plan"),
    ]
    return Form(id="back", title="", action=f"{now.base}/do/undo", verb="Take it back", kind="", fields=fields)


def _broken(rows: Rows) -> tuple[Banner, ...]:
    """Promises that contradict each other, and those that the plan misses, the latest first."""
    both = [Banner("Not all of this can be kept.", one.sentence, "off-track") for one in rows.plan.contradictions]
    late = [_late(rows, id) for id in sorted(rows.plan.late, key=lambda id: (-rows.plan.late[id], id))]
    left = max(len(late) - MOST_BROKEN, 0)
    says = f"{words.plural(left, 'more promise is', 'more promises are')} planned late."
    more = [Banner(says, "Their rows show by how much: the diamond is after the flag.", "at-risk")] if left else []
    far = [Banner("A wait gets longer than it may.", one.sentence, "at-risk") for one in rows.plan.exceeded]
    return (*both[:MOST_BROKEN], *late[:MOST_BROKEN], *more, *far[:MOST_BROKEN])


def _late(rows: Rows, id: str) -> Banner:
    plan, days = rows.plan, words.plural(max(round(rows.plan.late[id]), 1), "day")
    least = plan.unavoidable.get(id)
    why = least.sentence if least else rows.why(id) if id in plan.items else ""
    says = f"{rows.now.name('milestone', id)} is planned {days} after its promise."
    return Banner(
        says, words.dated(why, rows.now.today), "at-risk", url=rows.now.url("milestone", id), verb="Look at it"
    )
