"""The folder that holds everything of one installation: database, keys, outgoing letters, compiled programs."""

import errno
import os
import secrets
import shutil
from pathlib import Path

LEAST_BYTES = 2**20
"""With less than this left, a disk counts as full: not even the shared memory of the database finds room then."""

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class HomeProblem(RuntimeError):
    """The home folder cannot be used; says why and what to do."""


def folder() -> Path:
    """
    `LEADLINE_HOME`, or `~/.leadline`. Not made here: reading settings must not leave traces.

    Raises:
        HomeProblem: neither says where; this user has no home folder.
    """
    try:
        return Path(os.environ.get("LEADLINE_HOME") or Path.home() / ".leadline").expanduser().resolve()
    except RuntimeError as problem:  # A container may run under a number that the system knows nothing of.
        raise HomeProblem(
            "This user has no home folder. Say where everything is to be kept: LEADLINE_HOME=/path/to/folder."
        ) from problem


def make(home: Path) -> None:
    """Make the folder for this user only, and see that it can be written. Raises `HomeProblem`."""
    if home.exists() and not home.is_dir():
        raise HomeProblem(f"{home} is a file, and a folder is needed. Name another one in LEADLINE_HOME.")
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = home / ".probe"
        probe.write_text("")
        probe.unlink()
    except OSError as problem:
        if problem.errno in NO_ROOM:
            raise
        raise unwritable(home, problem) from problem


def unwritable(home: Path, problem: OSError) -> HomeProblem:
    """The sentence about a folder that is not ours to write."""
    return HomeProblem(
        f"The folder {home} cannot be written ({problem.strerror}). Make it writable, or name another one in LEADLINE_HOME."
    )


def is_full(problem: BaseException) -> bool:
    """Whether it went wrong for want of room: the system says so, or the database does in one of its ways."""
    if isinstance(problem, OSError):
        return problem.errno in NO_ROOM
    if not any(kind.__module__ in ("django.db.utils", "sqlite3") for kind in type(problem).__mro__):
        return False
    words = str(problem).lower()
    # SQLite says only that something went wrong when not even its shared memory finds room.
    return "is full" in words or "no space left" in words or ("disk i/o error" in words and no_room())


def no_room() -> bool:
    """Whether the disk of this installation is full; False where nobody can tell."""
    try:
        return shutil.disk_usage(folder()).free < LEAST_BYTES
    except (OSError, HomeProblem):
        return False


def secret_key(home: Path) -> str:
    """The installation's own key, made once and kept beside the database; a throwaway one where nothing can be kept."""
    place = home / "secret.key"
    try:
        return place.read_text().strip()
    except OSError:
        key = secrets.token_urlsafe(48)
    if home.is_dir() and os.access(home, os.W_OK):
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(key)
    return key
