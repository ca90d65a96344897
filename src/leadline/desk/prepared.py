"""Files that were taken out and wait in the home folder until they are fetched, or a day has passed."""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from leadline.desk.taking_out import FORMATS, TakenOut, file_name, take_out, theirs
from leadline.record import jobs
from leadline.record.access import RUNS, SYSTEM, Who, for_
from leadline.record.doors import Refused
from leadline.record.models import Job, Program
from leadline.record.results import last_round, outlook_of
from leadline.record.snapshots import TooLarge, load_snapshot
from leadline.record.tables import tables

WAITS = timedelta(days=1)
SMALL = 5_000
"""A program of so many things is written while the browser waits; a larger one by a worker, with progress."""

MOST_FILES = 50
"""Files that wait at the same time; the oldest goes when there are more."""


@dataclass(frozen=True)
class Prepared:
    """A file that was taken out. `token` names it; `runs` is whether it holds what is only for those who run the program."""

    token: str
    program: str
    format: str
    name: str
    runs: bool
    at: str
    left_out: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Where it is."""
        return _home() / self.token / self.name


def prepare(who: Who, program: Program, wanted: str, at: datetime) -> Prepared | Job:
    """
    The file if the program is small or it was written already; else the job that writes it.

    Raises:
        Refused: there is no such format, or the program is larger than one snapshot.
    """
    if wanted not in FORMATS:
        raise Refused(f"“{wanted[:40]}” is no format. Formats are {', '.join(FORMATS)}.", "format")
    token = _token(who, program, wanted, at)
    if found := find(token, who, program):
        return found
    if size_of(who, program) <= SMALL:
        return _write(who, program, wanted, at, token)
    body = {"format": wanted, "token": token, "account": who.account.pk if who.account else None, "who": who.name}
    return jobs.queue("take_out", at, lane=jobs.QUICK, program=program, key=token, body=body)


def run(job: Job, at: datetime) -> str:
    """What a worker does with jobs of the kind `take_out`."""
    if job.program is None:
        return "Its program is gone."
    made = _write(_who_asked(job), job.program, job.body["format"], at, job.body["token"])
    return f"{made.name} is ready"


def find(token: str, who: Who, program: Program) -> Prepared | None:
    """The file of that name, if it is of this program and they may see all that is in it."""
    place = _home() / token / "made.json"
    if not token.isalnum() or not place.is_file():
        return None
    plain = json.loads(place.read_text(encoding="utf-8"))
    made = Prepared(**{**plain, "left_out": tuple(plain["left_out"])})
    role = who.role_in(program)
    allowed = role in RUNS if made.runs else role is not None
    return made if allowed and made.program == program.key and made.path.is_file() else None


def job_of(token: str, who: Who, program: Program) -> Job | None:
    """The job that writes a file, newest first."""
    return for_(who).jobs(program).filter(key=f"take_out:{token}").order_by("-id").first()


def taken(who: Who, program: Program, wanted: str, day: date) -> TakenOut:
    """
    A program in a format, as it stands on a day, with what the last round foresaw.

    Raises:
        Refused: it is larger than one snapshot.
    """
    try:
        snapshot = load_snapshot(program, day)
    except TooLarge as problem:
        raise Refused(str(problem)) from problem
    kept, private = theirs(who, program, snapshot)
    round = last_round(who, program)
    return take_out(wanted, kept, outlook_of(round) if round else None, private)


def size_of(who: Who, program: Program) -> int:
    """How many things a program has: items, milestones and links, of which there are the most."""
    counted = ("work", "milestone", "dependency", "revision")
    return sum(for_(who).facts(tables()[noun], program).count() for noun in counted)


def _write(who: Who, program: Program, wanted: str, at: datetime, token: str) -> Prepared:
    sweep(at)
    day = program.today(at)
    made = taken(who, program, wanted, day)
    runs = who.role_in(program) in RUNS
    found = Prepared(token, program.key, wanted, file_name(program, wanted, day), runs, at.isoformat(), made.left_out)
    found.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _put(found.path, made.data)
    _put(found.path.parent / "made.json", json.dumps(asdict(found)).encode())
    return found


def _put(place: Path, data: bytes) -> None:
    half = place.with_name(f".{place.name}.half")
    half.write_bytes(data)
    half.replace(place)


def sweep(at: datetime) -> None:
    """Throw away what waited for more than a day, and the oldest where there are too many."""
    if not _home().is_dir():
        return
    folders = sorted(_home().iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    limit = (at - WAITS).timestamp()
    for number, folder in enumerate(folders):
        if number >= MOST_FILES or folder.stat().st_mtime < limit:
            shutil.rmtree(folder, ignore_errors=True)


def _token(who: Who, program: Program, wanted: str, at: datetime) -> str:
    """The same for the same facts, round, day, format and eyes, so that asking twice writes once."""
    round = last_round(who, program)
    parts: list[Any] = [
        program.pk, program.facts_version, program.today(at).isoformat(), round.pk if round else 0, wanted,
        who.role_in(program) in RUNS, settings.SECRET_KEY,
    ]  # fmt: skip
    return sha256(json.dumps(parts).encode()).hexdigest()[:40]


def _who_asked(job: Job) -> Who:
    """Who asked for it, as they are now. Raises `Refused` when their account is gone: a job never outgrows its owner."""
    if not job.body["account"]:
        return Who(job.body["who"], system=True)
    account = for_(SYSTEM).accounts().filter(pk=job.body["account"], is_active=True).first()
    if account is None:
        raise Refused("Whoever asked for this file has no account any more.")
    return Who(job.body["who"], account=account)


def _home() -> Path:
    return Path(settings.HOME) / "taken_out"
