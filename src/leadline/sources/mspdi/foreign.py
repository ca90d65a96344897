"""
Schedules of other formats (.mpp, .xer, .mpx, Primavera's XML), made into Microsoft Project's XML by MPXJ.

MPXJ is a Java library and these files are anybody's, so it runs in a process of its own, which is given a time, a memory and a
file size, and is gone afterwards. What it writes is read by our own reader with all its limits.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from leadline.sources.errors import TooLarge, Unreadable
from leadline.sources.file.limits import LIMITS, Limits, check_size
from leadline.sources.mspdi.read import PRIMAVERA, family_of, read_schedule_file
from leadline.sources.mspdi.schedule import Schedule

ENDINGS = frozenset({".mpp", ".mpt", ".xer", ".mpx", ".pmxml"})
SECONDS = 60
_INSTALL = "`pip install 'leadline[msproject]'` and a Java runtime (`apt-get install default-jre-headless`)"
_OWN_FORM = "Or save it from Microsoft Project as XML (*.xml), which needs neither."
_KINDS = {".mpp": "mpp", ".mpt": "mpp", ".xer": "xer", ".mpx": "mpx", ".pmxml": "pmxml", ".xml": "pmxml"}
_BEGINS = {"mpp": b"\xd0\xcf\x11\xe0", "xer": b"ERMHDR", "mpx": b"MPX"}


def read_any(path: Path, limits: Limits = LIMITS) -> Schedule:
    """
    The schedule in a file of any format that is known.

    Raises:
        Unreadable: it is broken, no schedule, or MPXJ or Java is missing for it.
        TooLarge: a limit was reached; the sentence names it.
    """
    if not path.is_file():
        raise Unreadable(f"There is no file {path.name}. Check the name.")
    if path.suffix.lower() == ".xml" and family_of(path, limits) != PRIMAVERA:
        return read_schedule_file(path, limits)
    kind = _KINDS[path.suffix.lower()]
    _check_beginning(path, kind, limits)
    if missing := missing_for_others():
        raise Unreadable(f"{path.name} is read with MPXJ, and {missing}. Add {_INSTALL}. {_OWN_FORM}")
    with TemporaryDirectory(prefix="leadline-schedule-") as folder:
        made = Path(folder) / "schedule.xml"
        _convert(path, kind, made, limits)
        found = read_schedule_file(made, limits)
    return Schedule(path.name, found.project)


def missing_for_others() -> str:
    """What is missing to read other formats, as a clause; "" where nothing is."""
    if find_spec("mpxj") is None or find_spec("jpype") is None:
        return "the extra “msproject” is not installed"
    return "" if which("java") else "there is no Java on this machine"


def _check_beginning(path: Path, kind: str, limits: Limits) -> None:
    check_size(path.stat().st_size, path.name, limits)
    if kind == "pmxml":
        # All of it goes through our own parser first: nothing hostile reaches the other one.
        if family_of(path, limits) != PRIMAVERA:
            raise Unreadable(f"{path.name} is a schedule of Microsoft Project. Give it the ending .xml.")
        return
    with path.open("rb") as file:
        if not file.read(8).startswith(_BEGINS[kind]):
            raise Unreadable(
                f"{path.name} does not begin like {path.suffix} files do. Save it again from the program it is of."
            )


def _convert(path: Path, kind: str, made: Path, limits: Limits) -> None:
    command = [sys.executable, "-m", "leadline.sources.mspdi.convert", kind, str(path), str(made), str(limits.bytes)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=SECONDS, env=_environment(), cwd=made.parent, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooLarge(
            f"{path.name} was not read within {SECONDS} seconds, so reading was stopped. Split it."
        ) from None
    if done.returncode or not made.is_file():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1][:200] if said else f"the process ended with {done.returncode}"
        raise Unreadable(f"{path.name} cannot be read by MPXJ ({why}). Save it again from the program it is of.")


def _environment() -> dict[str, str]:
    """What the process needs to find Python and Java, and nothing of what Leadline knows."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
