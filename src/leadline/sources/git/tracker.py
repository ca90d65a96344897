"""A git repository, as one of the trackers: read through a copy of our own, and never written to."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from leadline.sources.errors import NotAllowedThere
from leadline.sources.git import check, read, translate
from leadline.sources.git.mirror import Mirror
from leadline.sources.git.settings import Settings, parse
from leadline.sources.http.egress import Egress
from leadline.sources.tracker import (
    Checked,
    Cursor,
    Event,
    Parts,
    Reached,
    Step,
    Surroundings,
    Translated,
    Write,
    Written,
)

RIGHTS = (
    "For https a token that may read the repository (GitHub: Contents, read; GitLab: read_repository); none for a public one. "
    "Over ssh the key of the user that Leadline runs as is used, and a folder of this machine needs neither."
)


class _Git:
    name = "git"
    title = "a git repository"
    example = "git:https://host/owner/repository"
    token_says = RIGHTS
    sends_webhooks = False
    can_be_written = False

    def settings(self, address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
        return parse(address, mapping)

    def authorization(self, token: str) -> Mapping[str, str]:
        return {}  # The token is told to git in `reach`.

    def may_be_asked(self, settings: Settings, around: Surroundings) -> None:
        return may_be_asked(settings, around)

    def reach(self, settings: Settings, token: str, around: Surroundings) -> Reached:
        may_be_asked(settings, around)
        return Mirror(settings, around.home, token, Egress(around.hosts), around.now)

    def check(self, client: Any, settings: Settings) -> Checked:
        return check.check(client, settings)

    def changes(self, client: Any, settings: Settings, cursor: Cursor) -> Iterator[Step]:
        return read.changes(client, settings, cursor)

    def everything(self, client: Any, settings: Settings, cursor: Cursor) -> Iterator[Step]:
        return read.everything(client, settings, cursor)

    def one(self, client: Any, settings: Settings, subject: str) -> Step:
        return read.one(client, settings, subject)

    def event(self, headers: Mapping[str, str], body: Any, settings: Settings) -> Event:
        return Event(known=False)

    def signed(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        return False

    def delivery(self, headers: Mapping[str, str]) -> str:
        return ""

    def translate(self, subject: str, parts: Parts, settings: Settings) -> Translated:
        return translate.translate(subject, parts, settings)

    def write(self, client: Any, settings: Settings, write: Write) -> Written:
        return Written("refused", "Leadline reads repositories and writes nothing to them.")


def may_be_asked(settings: Settings, around: Surroundings) -> None:
    """
    Whether a repository may be read at all, as far as can be told without asking anybody.

    Raises:
        NotAllowedThere: a folder of this machine, or a host over ssh, that no administrator named. The one would show whatever
            Leadline itself may read, the other would use the key of the user it runs as.
    """
    if settings.scheme == "file" and not _inside(settings.path, around.folders):
        raise NotAllowedThere(
            f"{settings.path} is a folder of the machine where Leadline runs. It is read when an administrator names it, or one "
            f"around it, in LEADLINE_GIT_FOLDERS and starts again."
        )
    host = settings.host.partition(":")[0]
    if settings.scheme == "ssh" and not Egress(around.hosts).names(host):
        raise NotAllowedThere(
            f"{host} would be asked with the ssh key of the user that Leadline runs as. An administrator names the host in "
            f"LEADLINE_ALLOW_HOSTS if that is right; over https a token of its own is used."
        )


def _inside(path: str, folders: frozenset[str]) -> bool:
    """Whether a folder, wherever links lead, is one of those that were named or inside one."""
    real = Path(path).resolve()
    return any(real.is_relative_to(Path(one).resolve()) for one in folders)


TRACKER = _Git()
