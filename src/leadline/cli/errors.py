"""From an exception to one sentence on stderr and an exit code. Nobody at a door sees a traceback."""

import os
import sys
import tempfile
import traceback
from pathlib import Path

from leadline.record import home

FINE, FINDINGS, BAD_INPUT, REFUSED, OUR_FAULT, DISK_FULL, INTERRUPTED = 0, 1, 2, 3, 70, 74, 130


class Stop(Exception):
    """A command ends here: a sentence for the person who can act, and the exit code."""

    def __init__(self, says: str, code: int = BAD_INPUT) -> None:
        self.says, self.code = says, code
        super().__init__(says)


# By name, because importing the classes would load Django and the readers before a command needs them.
_CODES = {
    "leadline.cli.errors.Stop": BAD_INPUT,
    "leadline.record.doors.Refused": REFUSED,
    "leadline.record.home.HomeProblem": REFUSED,
    "leadline.sources.errors.SourceError": BAD_INPUT,
    "leadline.program.problems.DocumentError": BAD_INPUT,
    "leadline.program.edits.UnknownSubject": BAD_INPUT,
    "leadline.record.snapshots.TooLarge": BAD_INPUT,
    "leadline.engine.price.Unpriceable": REFUSED,
}


def explain(problem: BaseException) -> int:
    """Say on stderr what went wrong and what to do; return the exit code."""
    says, code = _answer(problem)
    if says:
        print(says, file=sys.stderr)
    return code


def _answer(problem: BaseException) -> tuple[str, int]:
    if isinstance(problem, Stop):
        return problem.says, problem.code
    for kind in type(problem).__mro__:
        if (code := _CODES.get(f"{kind.__module__}.{kind.__qualname__}")) is not None:
            return str(problem), code
    if isinstance(problem, KeyboardInterrupt):
        return "Stopped.", INTERRUPTED
    if isinstance(problem, BrokenPipeError):
        nobody_reads()
        return "", FINE
    if home.is_full(problem):
        return full(), DISK_FULL
    if isinstance(problem, OSError) and problem.errno is not None:
        return _system(problem)
    if any(kind.__module__ == "django.db.utils" for kind in type(problem).__mro__):
        return _database(problem)
    return _ours(problem), OUR_FAULT


def _system(problem: OSError) -> tuple[str, int]:
    where = f"{problem.filename}: " if problem.filename else ""
    return f"{where}{problem.strerror}. Check the name and what you may do there.", BAD_INPUT


def _database(problem: BaseException) -> tuple[str, int]:
    words = str(problem).lower()
    if "disk i/o error" in words:
        return (
            f"The disk of {home.folder()} could not be read or written. Check the disk; the database may need its backup.",
            REFUSED,
        )
    if "locked" in words:
        return "The database is busy with another writer. Nothing was changed; try again in a moment.", REFUSED
    if "readonly" in words or "unable to open" in words:
        return f"The database in {home.folder()} cannot be written. Check who owns the folder.", REFUSED
    if "not a database" in words or "malformed" in words:
        return f"{home.folder() / 'leadline.db'} is damaged or no database. Put a backup in its place.", REFUSED
    return _ours(problem), OUR_FAULT


def full() -> str:
    """The sentence about a full disk."""
    return f"The disk of {home.folder()} is full. Nothing half-made was kept; make room and do it again."


def nobody_reads() -> None:
    """Send the rest of the answer nowhere: whoever read the pipe has gone."""
    # Python flushes stdout once more at exit, which would complain again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _ours(problem: BaseException) -> str:
    kind = f"{type(problem).__name__}: {problem}".splitlines()[0][:200]
    return f"Leadline itself failed ({kind}). That is our mistake, not yours; please report it with {_kept(problem)}."


def _kept(problem: BaseException) -> Path:
    with tempfile.NamedTemporaryFile("w", prefix="leadline-failure-", suffix=".txt", delete=False) as file:
        traceback.print_exception(problem, file=file)
    return Path(file.name)
