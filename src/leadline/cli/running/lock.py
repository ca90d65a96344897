"""One running Leadline a home: a lock that the system lets go of when its holder dies, whatever it dies of."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leadline.cli.errors import REFUSED, Stop

NAME = "up.lock"


@contextmanager
def holding(home: Path, address: str) -> Iterator[None]:
    """Hold the home while it is served at an address. Raises `Stop` when somebody else holds it."""
    with open(home / NAME, "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise already_running(home, running_at(home) or "") from None
        file.truncate(0)
        file.write(address)
        file.flush()
        yield
        file.truncate(0)


def running_at(home: Path) -> str | None:
    """The address at which a Leadline serves this home; None when none runs."""
    try:
        with open(home / NAME) as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return None
    except BlockingIOError:
        return (home / NAME).read_text().strip() or "an address it has not said yet"
    except OSError:
        return None


def already_running(home: Path, address: str) -> Stop:
    """The refusal of a second start."""
    return Stop(f"Leadline already runs on {home}, at {address}. Open that, or stop it first with Ctrl-C.", REFUSED)
