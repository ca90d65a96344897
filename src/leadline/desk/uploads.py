"""Files that wait in the home folder until somebody confirms them, or a day has passed."""

import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from django.conf import settings

from leadline.record.access import SYSTEM, Who, for_
from leadline.record.doors import Refused
from leadline.sources.file.limits import LIMITS, MEGABYTE

WAITS = timedelta(days=1)
MOST_FILES = 20
MOST_BYTES = 60 * MEGABYTE
"""All files of one upload together."""

LIMIT_SAYS = (
    f"Up to {LIMITS.bytes // MEGABYTE} MB a file and {MOST_BYTES // MEGABYTE} MB together. Split what is larger."
)
MOST_NAME_BYTES = 120

WAITING, READ, FAILED, KEEPING, KEPT = "waiting", "read", "failed", "keeping", "kept"
_TOKEN = re.compile(r"[\w-]{16,64}")


@dataclass(frozen=True)
class Upload:
    """
    Some files of one person, what they chose for them, and what reading them gave.

    `program` is the key of the program they were brought to; empty for a new one. `mapping` is the name or the plain form
    of a mapping; None lets it be found. `found` is what is shown, in plain form (`upload_reading`).
    """

    token: str
    files: tuple[str, ...]
    account: int | None
    at: str
    program: str = ""
    as_of: str = ""
    mapping: Mapping[str, Any] | str | None = None
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    explanation: tuple[str, ...] = ()
    state: str = WAITING
    says: str = ""
    found: Mapping[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return _home() / self.token

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its files."""
        return tuple(self.folder / one for one in self.files)

    @property
    def day(self) -> date | None:
        """The day the program is to be held on."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(one.stat().st_size for one in self.paths)

    def keep(self, **new: Any) -> "Upload":
        """The upload with new values, written down at once or not at all."""
        changed = replace(self, **new)
        place = changed.folder / "upload.json"
        half = place.with_suffix(".half")
        half.write_text(json.dumps(asdict(changed)), encoding="utf-8")
        half.replace(place)
        return changed

    def drop(self) -> None:
        """Throw it away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def drop_files(self, **new: Any) -> "Upload":
        """Throw its files away; what became of them is known until the day is over."""
        for one in self.paths:
            one.unlink(missing_ok=True)
        return self.keep(files=(), found={}, **new)


def receive(files: Sequence[tuple[str, Iterable[bytes]]], who: Who, at: datetime, **choices: Any) -> Upload:
    """
    Keep files under a random name until they are confirmed. Uploads older than a day are thrown away on the way.

    Args:
        files: names as the browser gave them, never trusted, with their bytes in parts.
        who: whose upload it is; nobody else sees it.
        at: now.
        choices: program, as_of and mapping.

    Raises:
        Refused: there is no file, or they are too many or too large. Nothing is kept then.
    """
    sweep(at)
    if not files:
        raise Refused("Choose a file first: a YAML or JSON document, a CSV, TSV or XLSX table, or a schedule.", "file")
    if len(files) > MOST_FILES:
        raise Refused(f"{len(files)} files are too many for one import; {MOST_FILES} are taken at once.", "file")
    token = token_urlsafe(18)
    folder = _home() / token
    folder.mkdir(parents=True, mode=0o700)
    try:
        names = _write(files, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    made = Upload(token, names, who.account.pk if who.account else None, at.isoformat(), **choices)
    return made.keep()


def find(token: str, who: Who | None) -> Upload | None:
    """
    The upload of that name, if it is theirs and still there.

    Args:
        token: its random name.
        who: whose it must be; None asks for nobody in particular, as a worker does.
    """
    place = _home() / token / "upload.json"
    if not _TOKEN.fullmatch(token) or not place.is_file():
        return None
    plain = json.loads(place.read_text(encoding="utf-8"))
    upload = Upload(**{**plain, "files": tuple(plain["files"]), "explanation": tuple(plain["explanation"])})
    theirs = who is None or (who.account is not None and who.account.pk == upload.account)
    return upload if theirs else None


def owner_of(upload: Upload) -> Who:
    """Who brought it, as they are now. Raises `Refused` when their account is gone."""
    known = for_(SYSTEM).accounts().filter(is_active=True)
    account = known.filter(pk=upload.account).first() if upload.account else None
    if account is None:
        raise Refused("Whoever brought these files has no account any more. Bring them again.")
    return Who(account.name, account=account)


def sweep(at: datetime) -> None:
    """Throw away what has waited for a day."""
    for folder in _home().glob("*/"):
        if datetime.fromtimestamp(folder.stat().st_mtime, at.tzinfo) < at - WAITS:
            shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """The last part of a name that somebody else gave, of signs and a length that every disk takes."""
    last = re.sub(r"[^\w .()+-]", "_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = last.rpartition(".")
    if not dot:
        stem, ending = last, ""
    short = stem.encode()[:MOST_NAME_BYTES].decode(errors="ignore")
    return f"{short}{dot}{ending[:8]}" if short else f"file{dot}{ending[:8]}"


def _home() -> Path:
    return Path(settings.HOME) / "uploads"


def _write(files: Sequence[tuple[str, Iterable[bytes]]], folder: Path) -> tuple[str, ...]:
    names: list[str] = []
    size = 0
    for given, parts in files:
        name = safe_name(given)
        # Two files may be called alike; neither may be called like our own note beside them.
        if name in (*names, "upload.json", "upload.half"):
            name = f"{len(names) + 1}-{name}"
        with (folder / name).open("xb") as file:
            for part in parts:
                size += len(part)
                if size > MOST_BYTES:
                    raise Refused(f"These files have more than {MOST_BYTES // MEGABYTE} MB. {LIMIT_SAYS}", "file")
                file.write(part)
        names.append(name)
    return tuple(names)
