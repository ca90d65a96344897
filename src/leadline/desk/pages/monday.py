"""Monday: what moved, what to do about it, who waits for whom."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Action, Banner, Empty, Progress, Table
from leadline.desk.actions import MOST, SHOWN, action, at_a_loss, chosen, priced, unpriced, without_effect
from leadline.desk.blind import blind
from leadline.desk.moved import Drives, drives, headline, joint_words, moved
from leadline.desk.progress import progress
from leadline.desk.questions import Running, Standing, running, standing
from leadline.desk.waiting import Due, Talk, due, lane, next_due, talk
from leadline.record.access import RUNS
from leadline.record.doors import Page, Visit, page
from leadline.record.places import form_of


@dataclass(frozen=True, kw_only=True)
class MondayPage(Page):
    """What the template reads."""

    says: str
    lede: str
    progress: Progress | None = None
    first_round: bool = False
    blind: Banner | None = None
    moved: Table | None = None
    drives: Drives | None = None
    actions: tuple[Action, ...] = ()
    more_actions: tuple[Action, ...] = ()
    tried_says: str = ""
    all_url: str = ""
    all_says: str = ""
    joint_says: str = ""
    nothing: Empty | None = None
    due: tuple[Due, ...] = ()
    next_due: tuple[Due, ...] = ()
    talk: tuple[Talk, ...] = ()
    unpriced: tuple[Talk, ...] = ()
    round_url: str = ""


@page("monday", roles=frozenset({"owner", "tpm", "lead", "member", "stakeholder"}))
def monday(visit: Visit) -> MondayPage:
    """The page a TPM's week begins with."""
    may = visit.who.role_in(visit.program) in RUNS
    return present(standing(visit), running(visit), f"/p/{visit.program.key}", str(visit.program), may=may)


def present(now: Standing | None, under_way: Running | None, base: str, name: str, *, may: bool) -> MondayPage:
    """The page out of stored results."""
    panel = progress(under_way, base) if under_way else None
    if now is None:
        says = f"{name} is read. Its first round is on its way." if under_way else f"{name} has not been looked at yet."
        lede = "A round simulates the program, looks for trouble and prices what could be done about it. The first numbers stand here as soon as it ends."
        return MondayPage(
            title="Monday", says=says, lede=lede, progress=panel, first_round=True, round_url=f"{base}/do/run_round"
        )
    rows = [
        action(rank, found, remedy, now, base, may=may)
        for rank, (found, remedy) in enumerate(chosen(priced(now))[:MOST], 1)
    ]
    tried = len([one for one in now.findings if any(r.price for r in one.remedies)])
    return MondayPage(
        title="Monday",
        says=headline(now),
        lede=joint_words(now),
        progress=panel,
        blind=blind(now, base),
        moved=moved(now, base),
        drives=drives(now, base),
        actions=tuple(rows[:SHOWN]),
        more_actions=tuple(rows[SHOWN:]),
        tried_says=_tried(tried, len(rows), len(without_effect(now)), len(at_a_loss(now))) if now.findings else "",
        all_url=f"{base}/findings",
        all_says=f"All {len(now.findings)}",
        joint_says=_joint(now),
        nothing=None if rows else _nothing(now, base if may else ""),
        due=due(now, base),
        next_due=next_due(now, base),
        talk=talk(now, base),
        unpriced=tuple(lane(one, base) for one in unpriced(now)[:6]),
        round_url=f"{base}/do/run_round",
    )


def _nothing(now: Standing, base: str) -> Empty:
    """What stands in place of actions: the first step of a program without a plan, or that nothing wins back time."""
    if not now.snapshot.milestones and not now.snapshot.work:
        says = (
            "A date to steer by comes first, then the work that feeds it. A plan that exists can come in under Import."
        )
        return Empty(
            "Nothing is planned yet",
            says,
            url=base and form_of("milestone", base),
            verb="Add the first milestone",
            strong=True,
        )
    if not now.snapshot.work:
        says = "A milestone has odds as soon as work with an estimate feeds it."
        return Empty(
            "No work is planned yet", says, url=base and form_of("work", base), verb="Add the first work", strong=True
        )
    says = "No remedy that was priced gains more than it loses, or there is none. The findings say what was seen."
    gains = "gains more than it loses" if at_a_loss(now) else "wins back time"
    return Empty(f"Nothing that was tried {gains}", says, icon="done")


def _tried(tried: int, best: int, nothing: int, lost: int) -> str:
    if not tried:
        return "Nothing that was found could be tried in the simulation."
    said = [f"The {f'{best} ' if best > 1 else ''}best of {tried} tried."] if best else []
    if nothing and best:
        said.append(f"{words.plural(nothing, 'other')} had no measurable effect.")
    if lost:
        loses = "loses more than it gains" if lost == 1 else "lose more than they gain"
        said.append(f"{words.plural(lost, 'other')} {loses}.")
    return " ".join(said)


def _joint(now: Standing) -> str:
    return "" if now.outlook.joint is None else "Prices do not add: each was tried alone, on the same futures."
