"""What must hold before Leadline starts. Each check ends in one line that says what to do, before anything is made."""

import errno
import shutil
import socket
from datetime import date, datetime, timedelta
from pathlib import Path

from leadline.cli.errors import DISK_FULL, REFUSED, Stop

TOLERATED = timedelta(minutes=5)
"""Clocks are set right by seconds all the time."""

LEAST_FREE_BYTES = 100 * 1024 * 1024
"""Room for the database, compiled programs and a few rounds; less would end in the middle of one."""


def port_free(address: str, port: int) -> None:
    """The port can be listened on. Raises `Stop`."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except PermissionError:
        says = f"Port {port} needs more rights than you have. Take one above 1023: PORT=8420 leadline up."
        raise Stop(says, REFUSED) from None
    except OSError as problem:
        if isinstance(problem, socket.gaierror) or problem.errno == errno.EADDRNOTAVAIL:
            raise Stop(
                f"“{address}” is no address of this machine. Leave LEADLINE_ADDRESS out for this machine alone, or write "
                "0.0.0.0 for everybody who can reach it."
            ) from None
        says = f"Port {port} of {address} cannot be used ({problem.strerror}). "
        raise Stop(f"{says}Take another one: PORT={_other(port)} leadline up.", REFUSED) from None


def room_on_disk(folder: Path) -> None:
    """The disk has room; the folder need not be there yet. Raises `Stop` with the exit code of a full disk."""
    at = next(one for one in (folder, *folder.parents) if one.is_dir())
    if not shutil.disk_usage(at).total:
        # What the system makes up, as /proc is, has no disk at all.
        raise Stop(
            f"Nothing can be kept in {folder}: there is no disk behind it. Name another one in LEADLINE_HOME.", REFUSED
        )
    free = shutil.disk_usage(at).free
    if free < LEAST_FREE_BYTES:
        raise Stop(
            f"The disk of {folder} has {free // 2**20} MB left, and Leadline needs {LEAST_FREE_BYTES // 2**20} MB to start. "
            "Make room, or name another folder in LEADLINE_HOME.",
            DISK_FULL,
        )


def clock_right(at: datetime) -> None:
    """The clock is not before what is on record. Raises `Stop`; the database must be ready."""
    if problem := behind(at, _latest_round(), _latest_act()):
        raise Stop(problem, REFUSED)


def behind(at: datetime, seen: tuple[str, date] | None, acted: datetime | None) -> str:
    """The sentence when the clock is before the day of the last round or before the last act; else empty."""
    mend = "Set the clock right; if the record is what is wrong, start with --trust-clock."
    if seen and at.date() < seen[1]:
        return f"This machine's clock says {at:%Y-%m-%d}, but {seen[0]} was looked at as of {seen[1]}. {mend}"
    if acted and at < acted - TOLERATED:
        late = f"{acted:%Y-%m-%d %H:%M}"
        return f"This machine's clock says {at:%Y-%m-%d %H:%M} (UTC), but the record goes up to {late}. {mend}"
    return ""


def _latest_round() -> tuple[str, date] | None:
    from leadline.record.access import SYSTEM, for_
    from leadline.record.models import Round

    rounds = for_(SYSTEM).every(Round).filter(program__pinned_on=None)
    last = rounds.order_by("-as_of").select_related("program").first()
    return (str(last.program), last.as_of) if last else None


def _latest_act() -> datetime | None:
    from leadline.record.access import SYSTEM, for_
    from leadline.record.models import JournalLine, Round

    acted = for_(SYSTEM).every(JournalLine).order_by("-at").values_list("at", flat=True).first()
    # Also of programs that are held on a day, as the examples are: their day is no clock, but when they were looked at is.
    looked = for_(SYSTEM).every(Round).order_by("-started_at").values_list("started_at", flat=True).first()
    return max(filter(None, (acted, looked)), default=None)


def _other(port: int) -> int:
    return port + 1 if port < 65535 else 8420
