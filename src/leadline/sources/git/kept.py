"""The tallies of a repository, kept beside its copy so that only new commits are read; made anew where they cannot be used."""

import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from leadline.sources.git.authorship import Tallies, Tally
from leadline.sources.git.history import People

FILE, VERSION = "tallies", 1
MOST_BYTES = 512 * 2**20


@dataclass
class State:
    """What is known of a repository up to a commit: its people, the tally of each file, and when each person was last seen."""

    head: str = ""
    people: People = field(default_factory=People)
    tallies: Tallies = field(default_factory=Tallies)
    seen: dict[int, date] = field(default_factory=dict)


def load(folder: Path) -> State:
    """What was kept; an empty state where there is nothing, or where it was kept in another form."""
    try:
        unpacker = zlib.decompressobj()
        plain = json.loads(unpacker.decompress((folder / FILE).read_bytes(), MOST_BYTES))
        if plain["version"] != VERSION:
            return State()
        files = {path: _tally(own) for path, own in plain["files"].items()}
        seen = {int(one): date.fromordinal(day) for one, day in plain["seen"].items()}
        return State(plain["head"], People.of(plain["people"]), Tallies(files), seen)
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return State()


def save(folder: Path, state: State) -> None:
    """Keep a state, whole or not at all."""
    plain = {
        "version": VERSION,
        "head": state.head,
        "people": state.people.plain(),
        "files": {path: _plain(own) for path, own in state.tallies.files.items()},
        "seen": {str(one): day.toordinal() for one, day in state.seen.items()},
    }
    fresh = folder / f"{FILE}.new"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(zlib.compress(json.dumps(plain).encode(), 1))
    fresh.replace(folder / FILE)


def _plain(own: Tally) -> list[object]:
    return [own.first, own.last.toordinal() if own.last else None, list(map(list, own.changes.items()))]


def _tally(plain: Sequence[Any]) -> Tally:
    first, last, changes = plain
    day = date.fromordinal(last) if isinstance(last, int) else None
    return Tally(first, day, dict(changes))
