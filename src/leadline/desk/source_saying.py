"""How a source stands, in words and with a shape; how far its reading is, and how long that takes."""

from datetime import datetime
from typing import Any

from leadline.charts import words
from leadline.charts.parts import Progress
from leadline.record.models import Job, Source

STATES = {
    Source.NEW: ("unknown", "Not read yet"),
    Source.WELL: ("on-track", "Heard"),
    Source.WAITING: ("at-risk", "Tried again by itself"),
    Source.STOPPED: ("off-track", "Somebody must do something"),
    Source.OFF: ("unknown", "Switched off"),
}
DOING = {
    "hear": "Reading",
    "check": "Asking what there is in",
    "again": "Reading anew what is kept of",
    "deliveries": "Taking webhooks of",
}
SOON = 5.0
"""Seconds of reading before anybody can say how long the rest takes."""


def stands(source: Source) -> tuple[str, str]:
    """The status and the word of a source's state."""
    return STATES.get(source.state, ("unknown", source.state))


def lag(source: Source, at: datetime) -> str:
    """How long ago it was heard."""
    return words.ago(source.heard_at, at) if source.heard_at else "never"


def budget(source: Source) -> str:
    """What is left of the requests that the tracker allows, where it says so."""
    own: dict[str, Any] = source.budget or {}
    left, limit = own.get("remaining"), own.get("limit")
    if left is None:
        return ""
    return (
        f"{words.number(left)} of {words.number(limit)} requests left"
        if limit
        else f"{words.number(left)} requests left"
    )


def counted(source: Source) -> str:
    """What there is to read: “open issues 1,300, milestones 1”. The trackers' words are plural, so the number comes after."""
    return ", ".join(f"{word} {words.number(count)}" for word, count in source.counts.items())


def left(job: Job, at: datetime) -> str:
    """How long the rest takes if it goes on as it went; empty while nobody can say."""
    gone = (at - job.queued_at).total_seconds()
    if job.share < 0.02 or gone < SOON:
        return ""
    seconds = gone * (1 - job.share) / job.share
    if seconds < 60:
        return "less than a minute left"
    minutes = round(seconds / 60)
    return f"about {minutes} min left" if minutes < 90 else f"about {round(minutes / 60)} hours left"


def progress(source: Source, job: Job | None, at: datetime) -> Progress:
    """How far what is done with a source is; over when nothing is done any more."""
    here = f"/p/{source.program.key}/source/{source.pk}"
    if job is None:
        return Progress(id="reading", label="Done", share=1.0, done_url=here, done_says="Show it", reload=True)
    says = job.says or ("beginning" if job.state == Job.RUNNING else "waiting for a worker")
    return Progress(
        id="reading",
        label=f"{DOING.get(job.kind, 'Working on')} {source.address}: {says[:1].lower()}{says[1:]}",
        share=job.share if job.share else None,
        left=left(job, at),
        poll_url=f"{here}/progress",
        done_url=here,
        reload=True,
    )
