"""One source: what is read, how reading went, what is odd about it, what its words mean, and its switches."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from leadline.charts import words
from leadline.charts.parts import Banner, Cell, Column, Form, Progress, Row, Table
from leadline.desk.connecting import host_of, settings_of
from leadline.desk.source_forms import button, drop_form, secret_form, token_form, words_forms
from leadline.desk.source_saying import budget, counted, lag, progress, stands
from leadline.record.access import RUNS, Who, for_
from leadline.record.doors import Page, Refused, Visit, page
from leadline.record.models import Heard, Hearing, Job, LooseEnd, Program, Source
from leadline.record.private.sealing import SealBroken
from leadline.record.private.tokens import secret_of
from leadline.record.snapshots import load_snapshot
from leadline.sources import trackers

MOST_SHOWN = 20
RUNS_SHOWN = 10
KINDS = {
    Hearing.CHANGES: "what changed",
    Hearing.WHOLE: "everything",
    Hearing.HOOK: "webhooks",
    Hearing.AGAIN: "read anew",
}
DIFFERENCES = {"missed": "missed before", "changed": "changed", "gone": "gone", "moved": "moved"}


@dataclass(frozen=True)
class Hooks:
    """Where the tracker sends webhooks, and whether they are taken."""

    url: str
    says: str
    form: Form


@dataclass(frozen=True, kw_only=True)
class SourcePage(Page):
    """What the template reads."""

    says: str
    lede: str
    status: str
    state: str
    facts: tuple[tuple[str, str], ...]
    banners: tuple[Banner, ...] = ()
    read: tuple[Form, ...] = ()
    progress: Progress | None = None
    hearings: Table | None = None
    problems: Table | None = None
    loose: Table | None = None
    words: tuple[Form, ...] = ()
    hooks: Hooks | None
    switches: tuple[Form, ...] = ()
    dialogs: tuple[Form, ...] = ()


@page("source/<str:id>", roles=RUNS)
def source(visit: Visit, id: str) -> SourcePage:
    """One tracker of the program."""
    found = source_at(visit.who, visit.program, id)
    scope = for_(visit.who)
    hearings = list(scope.beside(Hearing, found)[:RUNS_SHOWN])
    odd = scope.beside(Heard, found).filter(gone_at=None).exclude(problems=[]).order_by("id")
    loose = list(scope.beside(LooseEnd, found).order_by("id")[:MOST_SHOWN])
    facts = (
        *_facts(found, visit.at),
        ("Kept", f"{words.number(scope.beside(Heard, found).filter(gone_at=None).count())} things"),
    )
    base = f"/p/{visit.program.key}/source/{found.pk}"
    job = job_of(visit.who, found)
    return SourcePage(
        title=found.address,
        says=found.title or found.address,
        lede=found.address if found.title and found.title != found.address else "A tracker this program is heard from.",
        status=stands(found)[0],
        state=stands(found)[1],
        facts=facts,
        banners=tuple(_banners(found)),
        read=() if job else tuple(_reading(found, base)),
        progress=progress(found, job, visit.at) if job else None,
        hearings=_hearings(hearings, visit.at) if hearings else None,
        problems=_problems(odd.values_list("subject", "problems")),
        loose=_loose(loose) if loose else None,
        words=words_forms(found, load_snapshot(visit.program, visit.today), base),
        hooks=_hooks(found, base),
        switches=tuple(_switches(found, base)),
        dialogs=(token_form(found, trackers.tracker(found.kind).token_says, base), drop_form(found)),
    )


def source_at(who: Who, program: Program, id: str) -> Source:
    """The source of an address. Raises `Refused` where it is not connected to this program."""
    own = for_(who).rows(Source, program).filter(retired_at=None).select_related("program")
    found = own.filter(pk=int(id)).first() if id.isdecimal() and len(id) < 15 else None
    if found is None:
        raise Refused("No such source is connected to this program. It may have been disconnected; the journal knows.")
    return found


def job_of(who: Who, source: Source) -> Job | None:
    """What is done with a source now, reading first."""
    live = (
        for_(who).jobs(source.program).filter(state__in=(Job.QUEUED, Job.RUNNING), kind__in=("hear", "check", "again"))
    )
    own = [one for one in live if one.body.get("source") == source.pk]
    return min(own, key=lambda one: (one.state != Job.RUNNING, one.pk)) if own else None


def _facts(one: Source, at: datetime) -> Iterable[tuple[str, str]]:
    yield "Last heard", f"{lag(one, at)}, every {one.every_minutes} minutes" if one.heard_at else "never"
    yield "Compared whole", words.ago(one.reconciled_at, at) if one.reconciled_at else "never"
    yield "What there is", counted(one) or "not known yet"
    yield "Signed in as", one.signed_in_as or "nobody: it is asked as anybody"
    yield "Requests", budget(one) or "the tracker does not say"
    yield "Writing", "approved changes may be written" if one.writes else "off: nothing is written to it"


def _banners(one: Source) -> Iterable[Banner]:
    if one.says:
        title = "Reading stopped" if one.state == Source.STOPPED else "It is tried again by itself"
        yield Banner(title, one.says, status=stands(one)[0])
    for missing in one.missing:
        yield Banner("Not everything can be read", str(missing), status="at-risk")


def _reading(one: Source, base: str) -> Iterable[Form]:
    if one.state == Source.OFF:
        return
    if one.heard_at is None:
        yield button(one, "read_source", "Start reading", base, kind="strong")
        return
    yield button(one, "read_source", "Read now", base, kind="strong")
    yield button(one, "read_source", "Compare everything now", base, whole="yes")
    if one.state == Source.STOPPED and "not shown any more" in one.says:
        yield button(one, "agree_to_losses", "They are really gone", base)


def _hearings(runs: Sequence[Hearing], at: datetime) -> Table:
    columns = (Column("When"), Column("What"), Column("Read", number=True), Column("Requests", number=True),
               Column("New", number=True), Column("Changed", number=True), Column("Gone", number=True), Column("How it ended"))  # fmt: skip
    rows = [
        Row(
            (
                Cell(words.moment(one.began_at, at.date())),
                Cell(KINDS.get(one.kind, one.kind)),
                *(Cell(words.number(n)) for n in (one.read, one.requests, one.added, one.changed, one.gone)),
                Cell(one.says or _differing(one)),
            )
        )
        for one in runs
    ]
    return Table("Last readings", columns, rows)


def _differing(one: Hearing) -> str:
    if one.kind != Hearing.WHOLE:
        return "well"
    found = [
        f"{words.number(one.differences[name])} {says}"
        for name, says in DIFFERENCES.items()
        if one.differences.get(name)
    ]
    return f"differences: {', '.join(found)}" if found else "no difference"


def _problems(rows: Iterable[tuple[str, list[str]]]) -> Table | None:
    """What could not be used, the commonest sentence first, each with one thing it was said of."""
    count: Counter[str] = Counter()
    first: dict[str, str] = {}
    for subject, problems in rows:
        for says in problems:
            count[says] += 1
            first.setdefault(says, subject)
    if not count:
        return None
    columns = (Column("What could not be used"), Column("Things", number=True), Column("Such as"))
    made = [
        Row((Cell(says), Cell(words.number(n)), Cell(first[says], kind="quiet")))
        for says, n in count.most_common(MOST_SHOWN)
    ]
    return Table("What could not be used", columns, made)


def _loose(ends: Sequence[LooseEnd]) -> Table:
    columns = (Column("Link"), Column("Waits for"))
    rows = [
        Row(
            (
                Cell(one.noun),
                Cell(f"it would close a circle: {one.closes}" if one.closes else " and ".join(map(str, one.ends))),
            )
        )
        for one in ends
    ]
    return Table("Links that cannot stand yet", columns, rows)


def _hooks(one: Source, base: str) -> Hooks | None:
    """Where its webhooks go; None of what sends none."""
    from django.conf import settings

    if not trackers.tracker(one.kind).sends_webhooks:
        return None

    says = "Off: no secret is set, so every webhook is refused. Reading goes on every few minutes without them."
    try:
        if secret_of(one, host_of(settings_of(one))):
            says = "On: a webhook that is signed with the secret is taken, any other is refused."
    except SealBroken as problem:
        says = str(problem)
    return Hooks(f"{settings.SITE_URL}/hooks/{one.pk}", says, secret_form(one, base))


def _switches(one: Source, base: str) -> Iterable[Form]:
    off = one.state == Source.OFF
    yield button(one, "switch_source", "Switch it on" if off else "Switch it off", base, on="yes" if off else "no")
    if not trackers.tracker(one.kind).can_be_written:
        return
    label = "Write nothing to it any more" if one.writes else "Let approved changes be written to it"
    yield button(one, "switch_writing", label, base, on="no" if one.writes else "yes")
