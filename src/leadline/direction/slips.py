"""The slip a page or a verb is about, and what is shown of it everywhere."""

from leadline.charts import words
from leadline.charts.parts import Field, Form, Progress
from leadline.program.codec import expand, revive
from leadline.program.slip import Slipped
from leadline.program.snapshot import Snapshot, label
from leadline.record.access import Who, for_
from leadline.record.doors import Refused
from leadline.record.models import Job, Program, Slip

BY_HINT = "3w, 10d or 2 weeks: calendar days from where the forecast has it now."


def slip_at(who: Who, program: Program, id: str) -> Slip:
    """The slip of an address. Raises `Refused` where there is none in this program."""
    own = for_(who).rows(Slip, program).select_related("program")
    found = own.filter(pk=int(id)).first() if id.isdecimal() and len(id) < 15 else None
    if found is None:
        raise Refused("There is no such slip in this program. The list shows those that were asked about.", "slip")
    return found


def answer_of(slip: Slip) -> Slipped | None:
    """What it does; None while nobody knows."""
    return revive(Slipped, expand(bytes(slip.answer))) if slip.answer else None


def called(snapshot: Snapshot, slip: Slip) -> str:
    """“Iberia live 3 weeks later”."""
    found = snapshot.find("milestone", slip.milestone)
    return f"{label('milestone', found) if found else slip.milestone} {later(slip.days)}"


def later(days: int) -> str:
    """“3 weeks later”, “10 days later”."""
    return f"{words.plural(days // 7, 'week') if days % 7 == 0 else words.plural(days, 'day')} later"


def in_plan(snapshot: Snapshot, found: Slipped | None) -> bool:
    """Whether the slip is part of the plan: it was accepted, and nobody took that back."""
    ids = [one["value"]["id"] for one in found.edits] if found else []
    return bool(ids) and all(snapshot.find("risk", one) for one in ids)


def ask_form(base: str, milestone: str = "", milestones: tuple[Field, ...] = ()) -> Form:
    """The question: which milestone slips, by how much, and why."""
    which = milestones or (Field("slip-milestone", "milestone", "", "hidden", milestone),)
    return Form(
        "ask-slip",
        "What if it slips?",
        f"{base}/do/slip",
        "See what that does",
        [
            *which,
            Field("slip-by", "by", "By how much", required=True, placeholder="3w", hint=BY_HINT),
            Field("slip-because", "because", "Because", hint="Whoever reads it will ask."),
        ],
        "Nothing is changed by asking: it is tried on the same futures, beside the plan.",
        opens="It slips",
        opens_small=True,
    )


def job_of(who: Who, slip: Slip) -> Job | None:
    """The job that computes it, while there is one."""
    live = for_(who).jobs(slip.program).filter(kind="slip", state__in=(Job.QUEUED, Job.RUNNING))
    return next((one for one in live if one.body.get("slip") == slip.pk), None)


def progress(slip: Slip, job: Job | None) -> Progress:
    """How far the answer is; over when nothing is done any more."""
    here = f"/p/{slip.program.key}/slips/{slip.pk}"
    if job is None:
        return Progress(id="slipping", label="Done", share=1.0, done_url=here, done_says="Show it", reload=True)
    says = job.says or ("Beginning" if job.state == Job.RUNNING else "Waiting for a worker")
    return Progress(
        id="slipping", label=says, share=job.share or None, poll_url=f"{here}/progress", done_url=here, reload=True
    )
