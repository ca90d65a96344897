"""Bringing programs in from files: read and compare first, keep once a person agreed. For the page and the commands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from leadline.desk.difference import Difference, difference
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.record import jobs
from leadline.record.access import RUNS, SYSTEM, Who, for_
from leadline.record.doors import Refused
from leadline.record.edits.intents import settle
from leadline.record.models import Import, Job, JournalLine, Program
from leadline.record.snapshots import store
from leadline.sources.file.yaml_document import read_files

DOCUMENTS = frozenset({".yaml", ".yml", ".json"})
TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"})
SCHEDULES = frozenset({".xml", ".mpp", ".mpt", ".xer", ".mpx", ".pmxml", ".tjp", ".tji"})
MOST_PROBLEMS_KEPT = 5_000

Tell = Callable[[float, str], None]
Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Proposal:
    """
    What some files say, and what keeping that would change. Nothing is kept yet.

    `heard_from` names the owner of the facts: empty for a program document (Leadline owns them from then on),
    `file:<mapping>` for tables. `explanation` says how columns became nouns; `questions` are names that could mean
    several; `confirm` are the reasons why a person should look before it is kept: none when it is a routine.
    """

    files: tuple[Path, ...]
    snapshots: tuple[Snapshot, ...]
    differences: tuple[Difference, ...]
    heard_from: str = ""
    pinned: bool = False
    mapping: Mapping[str, Any] | None = None
    mapping_name: str = ""
    shape: str = ""
    explanation: tuple[str, ...] = ()
    questions: tuple[Any, ...] = ()
    problems: tuple[Mapping[str, Any], ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    without_odds: Mapping[str, int] = field(default_factory=dict)
    samples: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    unused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    confirm: tuple[str, ...] = ()
    hash: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many of each noun the files hold."""
        every = {noun: sum(len(one.of(noun)) for one in self.snapshots) for noun in NOUNS}
        return {noun: number for noun, number in every.items() if number}

    @property
    def strangers(self) -> tuple[Snapshot, ...]:
        """Those whose work has nothing in common with that which it would put out of its program: most likely another program's."""
        pairs = zip(self.snapshots, self.differences, strict=True)
        return tuple(
            one
            for one, found in pairs
            if found.gone.get("work") and found.added.get("work") == len(one.work) and self.heard_from
        )


def read(
    files: Sequence[Path],
    *,
    who: Who,
    today: date,
    as_of: date | None = None,
    mapping: Mapping[str, Any] | str | None = None,
    program: str = "",
    answers: Answers | None = None,
) -> Proposal:
    """
    Read files and say what they would change.

    Args:
        files: documents (each a program), or tables that together are one program.
        who: who brings them; they are compared with the programs that person may see.
        today: the day on which documents and tables stand that do not say one.
        as_of: holds the programs on this day, for a replay of history.
        mapping: how columns become nouns: plain form or the name of a shipped one. Without it: the one remembered for
            files of this shape, a shipped one that fits, or one proposed from the column names.
        program: key of the program to import into; without it the document's own, or one made from the mapping.
        answers: which id is meant by a name that could mean several, by noun; remembered with the mapping.

    Raises:
        SourceError: a file cannot be read, or the mapping does not fit.
        Refused: these files cannot be imported together.
    """
    if as_of is not None and as_of > today:
        raise Refused(
            f"{as_of:%Y-%m-%d} is still to come: today is {today:%Y-%m-%d}. Hold a program on a past day.", "as_of"
        )
    kinds = {_kind_of(one) for one in files}
    if len(kinds) > 1:
        raise Refused(
            "Documents, tables and schedules cannot be imported in one go. Import the document first, then the tables."
        )
    if kinds == {"table"}:
        from leadline.desk.table_reading import read_tables

        proposal = read_tables(files, who, today, as_of, mapping, program, answers or {})
    elif kinds == {"schedule"}:
        from leadline.desk.schedule_reading import read_schedules

        proposal = read_schedules(files, who, today, as_of, program)
    else:
        proposal = _read_documents(files, today, as_of, program)
    _something(proposal, who)
    found = tuple(difference(who, program_of(who, one.id), one, proposal.heard_from) for one in proposal.snapshots)
    compared = replace(proposal, differences=found, pinned=as_of is not None, hash=hash_of(files))
    return replace(
        compared, notes=(*compared.notes, *_seen_before(compared, who)), confirm=(*compared.confirm, *_losses(compared))
    )


def _something(proposal: Proposal, who: Who) -> None:
    """Raises `Refused` where tables hold no row that could be used, and would make an empty program."""
    if not proposal.heard_from or proposal.counts or any(program_of(who, one.id) for one in proposal.snapshots):
        return
    first = f" The first trouble: {proposal.problems[0]['says']}" if proposal.problems else ""
    raise Refused(f"No row of these files can be used, so no program was made.{first}", "file")


def keep(proposal: Proposal, who: Who, at: datetime, tell: Tell = lambda share, says: None) -> tuple[Import, ...]:
    """
    Keep what a proposal says, with a line in the journal of each program. Doing it twice changes nothing.

    Raises:
        Refused: they may not change one of the programs; nothing was kept then.
    """
    for one in proposal.snapshots:
        _allowed(who, one.id)
    kept = []
    for index, one in enumerate(proposal.snapshots):
        tell(index / len(proposal.snapshots), f"Keeping {one.name or one.id}")
        kept.append(_keep_one(proposal, one, who, at))
    if proposal.shape and proposal.mapping is not None:
        own = {"name": proposal.mapping_name, "mapping": dict(proposal.mapping), "confirmed_at": at}
        for_(who).mappings().update_or_create(shape=proposal.shape, defaults=own)
    tell(1.0, "Kept")
    return tuple(kept)


def queue(proposal: Proposal, who: Who, at: datetime) -> Job:
    """Queue keeping a proposal. Its files are kept in the home folder, so that any worker can read them again."""
    body = {
        "files": [str(keep_file(one.name, one.read_bytes())) for one in proposal.files],
        "as_of": proposal.snapshots[0].as_of.isoformat() if proposal.pinned else None,
        "mapping": proposal.mapping,
        "program": proposal.snapshots[0].id if len(proposal.snapshots) == 1 else "",
        "account": who.account.pk if who.account else None,
        "who": who.name,
    }
    return jobs.queue("import", at, lane=jobs.ROUNDS, key=proposal.hash, body=body)


def run(job: Job, at: datetime, tell: Tell = lambda share, says: None) -> str:
    """Do a queued import: read its files again and keep them. What a worker does with jobs of the kind `import`."""
    body = job.body
    who = _who_queued(body)
    as_of = date.fromisoformat(body["as_of"]) if body["as_of"] else None
    files = [Path(one) for one in body["files"]]
    proposal = read(files, who=who, today=at.date(), as_of=as_of, mapping=body["mapping"], program=body["program"])
    return "; ".join(says(one) for one in keep(proposal, who, at, tell))


def _who_queued(body: Mapping[str, Any]) -> Who:
    """Who asked for it, as they are now. Raises `Refused` when their account is gone: a job never outgrows its owner."""
    if not body["account"]:
        return Who(body["who"], system=True)
    account = for_(SYSTEM).accounts().filter(pk=body["account"], is_active=True).first()
    if account is None:
        raise Refused("Whoever brought these files has no account any more. Bring them again.")
    return Who(body["who"], account=account)


def keep_file(name: str, data: bytes) -> Path:
    """Keep a file under its content, so that a better mapping can read it again. Returns where."""
    folder = Path(settings.HOME) / "imports" / sha256(data).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / _safe(name)
    if not place.exists() or place.stat().st_size != len(data):
        half = place.with_name(f".{place.name}.half")
        half.write_bytes(data)
        half.replace(place)
    return place


def _safe(name: str) -> str:
    """The last part of a name that somebody else gave, of a length every disk takes."""
    last = name.replace("\0", "").replace("\\", "/").rpartition("/")[2].lstrip(".")
    # Disks count bytes, not letters.
    return last.encode()[-120:].decode(errors="ignore") or "file"


def hash_of(files: Sequence[Path]) -> str:
    """One name for the contents of some files, in whatever order they are given."""
    own = sorted(sha256(one.read_bytes()).hexdigest() for one in files)
    return own[0] if len(own) == 1 else sha256("".join(own).encode()).hexdigest()


def says(kept: Import) -> str:
    """One sentence about an import that was kept."""
    if kept.state == "unchanged":
        return f"{kept.program}: nothing is different, so nothing was changed"
    numbers = [f"{sum(kept.counts[kind].values())} {kind}" for kind in ("added", "changed", "gone")]
    return f"{kept.program}: {', '.join(numbers)}"


def _read_documents(files: Sequence[Path], today: date, as_of: date | None, program: str) -> Proposal:
    read = read_files(list(files), as_of=as_of or today)
    snapshots = [replace(one.snapshot, as_of=as_of) if as_of else one.snapshot for one in read]
    if program and len(snapshots) > 1:
        raise Refused(
            f"{len(snapshots)} documents are as many programs, and --program names one. Import them one by one.",
            "program",
        )
    if program:
        snapshots = [replace(snapshots[0], id=program)]
    notes = tuple(f"{one.name}: {note}" for one in read for note in one.notes)
    if as_of is None:
        notes += tuple(_follows_the_calendar(one.snapshot, today) for one in read if one.snapshot.as_of != today)
    return Proposal(tuple(files), tuple(snapshots), (), notes=notes)


def _follows_the_calendar(snapshot: Snapshot, today: date) -> str:
    day = f"{snapshot.as_of:%Y-%m-%d}"
    held = f"--as-of {day} holds it on that day" if snapshot.as_of < today else "that day is still to come"
    return f"{snapshot.name or snapshot.id} was written for {day}; here its today is that of the calendar ({held})."


def _keep_one(proposal: Proposal, snapshot: Snapshot, who: Who, at: datetime) -> Import:
    # Compared again: between the proposal and the yes somebody may have changed the program.
    known = program_of(who, snapshot.id)
    found = difference(who, known, snapshot, proposal.heard_from)
    moved = known is None or (proposal.pinned and known.pinned_on != snapshot.as_of)
    unchanged = found.nothing and not moved
    program = (
        known
        if known is not None and unchanged
        else store(snapshot, at, heard_from=proposal.heard_from, pinned=proposal.pinned)
    )
    settle(program, program.today(at))
    return _record(proposal, snapshot, program, found, who, at, unchanged=unchanged)


@transaction.atomic
def _record(
    proposal: Proposal,
    snapshot: Snapshot,
    program: Program,
    found: Difference,
    who: Who,
    at: datetime,
    *,
    unchanged: bool,
) -> Import:
    """What came of an import and its line in the journal, both or neither."""
    scope = for_(who)
    kept = scope.into(Import, program).create(
        program=program,
        at=at,
        file_name=", ".join(one.name for one in proposal.files),
        file_hash=proposal.hash,
        heard_from=proposal.heard_from,
        counts=_counts(proposal, snapshot, found),
        problems=_problems(proposal),
        state="unchanged" if unchanged else "done",
    )
    if not unchanged:
        line = f"Imported {kept.file_name} into {says(kept)}."
        own = {"account": who.account, "who": who.name, "verb": "import", "says": line}
        scope.into(JournalLine, program).create(program=program, at=at, **own)
    return kept


def _counts(proposal: Proposal, snapshot: Snapshot, found: Difference) -> dict[str, Any]:
    read = {noun: len(snapshot.of(noun)) for noun in NOUNS if snapshot.of(noun)}
    parts = {"added": found.added, "changed": found.changed, "gone": found.gone, "elsewhere": found.elsewhere}
    return {"read": read, **parts, "skipped": dict(proposal.skipped), "without_odds": dict(proposal.without_odds)}


def _problems(proposal: Proposal) -> list[dict[str, Any]]:
    return [dict(one) for one in proposal.problems[:MOST_PROBLEMS_KEPT]]


def _allowed(who: Who, key: str) -> None:
    program = program_of(who, key)
    if program is None:
        if not (who.system or (who.account and who.account.is_owner)):
            raise Refused(
                f"Only the owner brings a new program in, and there is no “{key}” that you run. Ask them to import it once."
            )
    elif who.role_in(program) not in RUNS:
        raise Refused(f"You may not import into {program}. Ask its TPM.")


def program_of(who: Who, key: str) -> Program | None:
    """The program of that key, where they may see one; closed ones too, because their key is taken."""
    return for_(who).programs(retired=True).filter(key=key).first()


def _kind_of(file: Path) -> str:
    ending = file.suffix.lower()
    if ending in DOCUMENTS:
        return "document"
    if ending in TABLES:
        return "table"
    if ending in SCHEDULES:
        return "schedule"
    raise Refused(
        f"{file.name} is nothing that can be imported. Bring YAML or JSON documents, CSV, TSV or XLSX tables, "
        "or a schedule of Microsoft Project, Primavera or TaskJuggler.",
        "file",
    )


def _seen_before(proposal: Proposal, who: Who) -> tuple[str, ...]:
    last = last_import(proposal, who)
    return (f"This very file was imported on {last.at:%Y-%m-%d} at {last.at:%H:%M} (UTC).",) if last else ()


def last_import(proposal: Proposal, who: Who) -> Import | None:
    """The newest import of these very files into one of their programs."""
    known = [found for one in proposal.snapshots if (found := program_of(who, one.id))]
    past = [for_(who).rows(Import, one).filter(file_hash=proposal.hash).order_by("-at", "-id").first() for one in known]
    return max((one for one in past if one), key=lambda one: (one.at, one.pk), default=None)


def _losses(proposal: Proposal) -> tuple[str, ...]:
    found = []
    for snapshot, one in zip(proposal.snapshots, proposal.differences, strict=True):
        if one.gone:
            lost = ", ".join(f"{number} {noun}" for noun, number in one.gone.items())
            found.append(
                f"It leaves out {lost} that {snapshot.name or snapshot.id} has now; they would leave the plan."
            )
    return tuple(found)
