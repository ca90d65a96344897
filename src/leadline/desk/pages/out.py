"""Take it out: the program in every format, and calendars that keep themselves up to date."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Banner, Field, Form, Option, Progress
from leadline.desk import prepared
from leadline.desk.prepared import Prepared
from leadline.desk.taking_out import FORMATS, Format
from leadline.program.snapshot import Snapshot
from leadline.record.access import READS, RUNS
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Job
from leadline.record.private import feeds as kept_feeds
from leadline.record.private.models import CalendarFeed
from leadline.record.snapshots import load_snapshot

GONE = "That file is gone: it waited for more than a day. Take it out again."


@dataclass(frozen=True)
class Way:
    """One format with its button."""

    title: str
    ending: str
    says: str
    leaves: str
    take: Form


@dataclass(frozen=True)
class Feed:
    """One calendar feed with the button that takes it back."""

    says: str
    about: str
    revoke: Form


@dataclass(frozen=True, kw_only=True)
class OutPage(Page):
    """What the template reads."""

    says: str
    lede: str
    banners: tuple[Banner, ...]
    left_out: tuple[str, ...]
    progress: Progress | None
    again_url: str
    ways: tuple[Way, ...]
    feeds: tuple[Feed, ...]
    make: Form


@page("out", roles=READS)
def out(visit: Visit) -> OutPage:
    """Every way out of the program."""
    token = visit.query.get("of", "")
    made = prepared.find(token, visit.who, visit.program) if token else None
    job = prepared.job_of(token, visit.who, visit.program) if token and made is None else None
    people = load_snapshot(visit.program, visit.today, only=("person",))
    own = visit.who.person_in(visit.program)
    runs = visit.who.role_in(visit.program) in RUNS
    return OutPage(
        title="Take it out",
        says="Take the program with you",
        lede="What is here is yours: in the format you need, and with what each of them leaves out.",
        banners=_banners(token, made, job, visit),
        left_out=made.left_out if made else (),
        progress=progress(token, job, _base(visit)) if job and job.state in (Job.QUEUED, Job.RUNNING) else None,
        again_url=f"{_base(visit)}/out?of={token}",
        ways=tuple(_way(one, _base(visit)) for one in FORMATS.values()),
        feeds=tuple(_feed(one, people, visit) for one in kept_feeds.seen_by(visit.who, visit.program)),
        make=_make(people, own, _base(visit), runs=runs),
    )


def progress(token: str, job: Job | None, base: str) -> Progress:
    """How far a worker is with a large program."""
    here = f"{base}/out?of={token}"
    if job is None or job.state not in (Job.QUEUED, Job.RUNNING):
        return Progress(id="taking-out", label="Done", share=1.0, done_url=here, done_says="Show it", reload=True)
    says = job.says or "waiting for a worker"
    return Progress(
        id="taking-out",
        label=f"Writing {FORMATS[job.body['format']].title}: {says}",
        share=job.share or None,
        poll_url=f"{base}/out/progress?of={token}",
        done_url=here,
        reload=True,
    )


def _base(visit: Visit) -> str:
    return f"/p/{visit.program.key}"


def _banners(token: str, made: Prepared | None, job: Job | None, visit: Visit) -> tuple[Banner, ...]:
    if made:
        says = "Left out of it:" if made.left_out else "Nothing of what this format holds was left out."
        url = f"{_base(visit)}/out/file/{made.token}"
        return (Banner(f"{made.name} is ready", says, status="on-track", url=url, verb="Download"),)
    if job and job.state == Job.FAILED:
        return (Banner("It could not be written", job.error, status="off-track"),)
    return (Banner(GONE, status="unknown"),) if (token and job is None) or (job and job.state == Job.DONE) else ()


def _way(one: Format, base: str) -> Way:
    fields = [Field(id=f"format-{one.name}", name="format", label="", kind="hidden", value=one.name)]
    form = Form(
        id=f"take-{one.name}", title="", action=f"{base}/out/take", verb=f"Take {one.title}", fields=fields, kind=""
    )
    return Way(one.title, f".{one.ending}", one.says, one.leaves, form)


def _feed(one: CalendarFeed, people: Snapshot, visit: Visit) -> Feed:
    who = people.find("person", one.person) if one.person else None
    whose = (who.name or who.id if who else one.person) if one.person else "The program"
    today = visit.at.date()
    read = f"last read {words.ago(one.read_at.date(), today)}" if one.read_at else "never read"
    fields = [
        Field(id=f"feed-{one.pk}", name="feed", label="", kind="hidden", value=str(one.pk)),
        Field(id=f"feed-next-{one.pk}", name="next", label="", kind="hidden", value=f"{_base(visit)}/out#feeds"),
    ]
    return Feed(
        says=f"{whose} (feed {one.pk})",
        about=f"made {words.ago(one.made_at.date(), today)} by {one.made_by}, {read}",
        revoke=Form(
            id=f"revoke-{one.pk}", title="", action=f"{_base(visit)}/do/revoke_feed", verb="Take back", fields=fields,
            kind="bare",
        ),
    )  # fmt: skip


def _make(people: Snapshot, own: str, base: str, *, runs: bool) -> Form:
    options = [Option("", "The program: promised days, forecasts, releases", True)]
    known = sorted(people.people, key=lambda one: one.name or one.id)
    shown: Sequence[tuple[str, str]] = [(one.id, one.name or one.id) for one in known if runs or one.id == own]
    options += [Option(id, f"{name}: days off, own milestones, work and asks") for id, name in shown]
    field = Field(id="feed-of", name="of", label="Whose days", kind="select", options=options)
    return Form(
        id="make-feed",
        title="Make a calendar feed",
        action=f"{base}/do/make_feed",
        verb="Make a secret address",
        fields=[field],
        says="Whoever has the address reads the calendar without signing in. It is shown once, and taken back here.",
    )
