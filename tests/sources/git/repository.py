"""A small repository made for a test: fixed people, fixed days, so that every commit has the same name each time."""

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from leadline.sources.git.mirror import Mirror
from leadline.sources.git.settings import Settings
from leadline.sources.git.tracker import TRACKER
from leadline.sources.tracker import Payload, Step, Surroundings

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MARA, TOMAS, INES = "Mara Lind <mara@a.example>", "Tomas Reyes <tomas@a.example>", "Ines Costa <ines@a.example>"


@dataclass
class Repository:
    """A repository on disk, changed by whole commits."""

    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, who: str = MARA, day: str = "2026-02-02") -> str:
        """Run git as somebody on a day."""
        name, _, mail = who.rstrip(">").partition(" <")
        stamp = f"{day}T12:00:00Z"
        own = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail, "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail, "GIT_COMMITTER_DATE": stamp,
        }  # fmt: skip
        done = subprocess.run(["git", *words], cwd=self.folder, env=own, capture_output=True, check=True, text=True)
        return done.stdout.strip()

    def commit(self, who: str, day: str, message: str = "Change it", **files: str | None) -> str:
        """One commit with files written (`__` in a name is `/`, `_py` at its end `.py`) or, with None, taken away."""
        for name, content in files.items():
            place = self.folder / name.replace("__", "/").replace("_py", ".py")
            if content is None:
                place.unlink()
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, who=who, day=day)
        return self.git("rev-parse", "HEAD")


def settings(repository: Repository, **mapping: dict[str, str]) -> Settings:
    """The settings of its address."""
    return TRACKER.settings(f"git:{repository.folder}", mapping)


def reached(repository: Repository, home: Path, now: datetime = NOON) -> Mirror:
    """A mirror of it, as the source reaches it where its folder is allowed."""
    around = Surroundings(frozenset(), frozenset({str(repository.folder.parent)}), home, lambda: now)
    found = TRACKER.reach(settings(repository), "", around)
    assert isinstance(found, Mirror)
    return found


def read(repository: Repository, home: Path, cursor: dict[str, object] | None = None, now: datetime = NOON) -> Step:
    """The last step of a reading, which has all that is stated."""
    return list(TRACKER.changes(reached(repository, home, now), settings(repository), cursor or {}))[-1]


def facts(step: Step, path: str) -> dict[str, object]:
    """What was read of a part."""
    found = next(one for one in step.payloads if one.part == "component" and one.body["path"] == path)
    return dict(found.body)


def stated(step: Step) -> list[tuple[str, object]]:
    """All that was read, in an order that tells nothing of how it was read."""
    return sorted(
        ((one.subject, one.body) for one in step.payloads if isinstance(one, Payload)), key=lambda one: one[0]
    )
