"""The folder that holds everything of one installation: database, keys, outgoing letters, compiled programs."""

import os
import secrets
from pathlib import Path


class HomeProblem(RuntimeError):
    """The home folder cannot be used; says why and what to do."""


def folder() -> Path:
    """`LEADLINE_HOME`, or `~/.leadline`. Not made here: reading settings must not leave traces."""
    return Path(os.environ.get("LEADLINE_HOME") or Path.home() / ".leadline").expanduser().resolve()


def make(home: Path) -> None:
    """Make the folder for this user only, and see that it can be written. Raises `HomeProblem`."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = home / ".probe"
        probe.write_text("")
        probe.unlink()
    except OSError as problem:
        raise HomeProblem(
            f"The folder {home} cannot be written ({problem.strerror}). Make it writable, or name another one in LEADLINE_HOME."
        ) from problem


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
