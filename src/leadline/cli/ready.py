"""What a command needs made ready: the home folder, Django, the database. Who needs none of it loads none of it."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from leadline.cli import environment
from leadline.cli.errors import REFUSED, Stop
from leadline.record import home as installation


def now() -> datetime:
    """The clock of this door."""
    return datetime.now(UTC)


def home() -> Path:
    """The folder of this installation; it may not be there yet."""
    return installation.folder()


def make_home() -> Path:
    """The folder of this installation, made if need be. Raises `HomeProblem` when it cannot be written."""
    folder = home()
    installation.make(folder)
    return folder


def django() -> None:
    """Set Django up for this process."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadline.site.settings")
    compiled_programs()
    django.setup()


def compiled_programs() -> None:
    """Say where compiled programs are kept: in the home folder, else in the user's cache; else the engine says it."""
    if os.environ.get("LEADLINE_CACHE") or os.environ.get("NUMBA_CACHE_DIR"):
        return
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for folder in (home(), cache):
        if folder.is_dir() and os.access(folder, os.W_OK):
            os.environ["LEADLINE_CACHE"] = str(folder if folder != cache else folder / "leadline")
            return


def database(*, make: bool = False) -> None:
    """
    Set Django up and see that the database is there and is of this version.

    Args:
        make: make the home folder and the database where there are none.

    Raises:
        Stop: there is no database, or a newer version wrote it.
    """
    environment.check()
    if not make and not (home() / "leadline.db").exists():
        raise Stop(f"Nothing is kept in {home()} yet. Start with `leadline up` or `leadline import FILE`.", REFUSED)
    with _whole_or_nothing(home()):
        if make:
            make_home()
        django()
        with _alone():
            _bring_up_to_date()


def doors() -> None:
    """The database, and every verb and page registered."""
    database()
    from leadline.record.doors import open_rooms

    open_rooms()


def _bring_up_to_date() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    if unknown := sorted(set(loader.applied_migrations) - set(loader.disk_migrations or {}) - _replaced(loader)):
        raise Stop(
            f"The database in {home()} was written by a newer Leadline (it knows {'.'.join(unknown[-1])}). "
            "Install that version or a later one; nothing was changed.",
            REFUSED,
        )
    if set(loader.disk_migrations or {}) - set(loader.applied_migrations):
        call_command("migrate", verbosity=0, interactive=False)


def _replaced(loader: "object") -> set[tuple[str, str]]:
    """Migrations that a later one stands for: known, though their files are gone."""
    return {old for one in getattr(loader, "replacements", {}).values() for old in one.replaces}


@contextmanager
def _whole_or_nothing(folder: Path) -> Iterator[None]:
    """A first start that goes wrong leaves nothing behind that the next one would take for an installation."""
    before = {one.name for one in folder.iterdir()} if folder.is_dir() else None
    try:
        yield
    except BaseException:
        if before is None:
            shutil.rmtree(folder, ignore_errors=True)
        elif "leadline.db" not in before:
            for name in ("leadline.db", "leadline.db-wal", "leadline.db-shm"):
                (folder / name).unlink(missing_ok=True)
        raise


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands at once must not both bring the database up to date."""
    lock = home() / "database.lock"
    try:
        lock.touch()
    except PermissionError as problem:
        raise installation.unwritable(home(), problem) from problem
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def cores() -> int:
    """How many threads a simulation takes where nobody said: more than four gain little."""
    return min(4, os.cpu_count() or 1)
