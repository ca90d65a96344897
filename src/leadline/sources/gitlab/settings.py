"""The address of a GitLab project or group, and what words in it mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from leadline.sources.errors import BadAddress

PUBLIC = "gitlab.com"
MOST_PARTS = 22
"""GitLab nests groups twenty deep."""
GROUPS = "groups"
"""The word before a group in web addresses; no group itself is called that."""
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9_-])?")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::\d{1,5})?")
HOW = (
    "Write gitlab:group/project, gitlab:group/subgroup/project, or gitlab:host/group/project for a server of your own; all projects "
    "of a group are gitlab:groups/group. The first part is a host where it has a dot or a port in it and at least two parts follow; "
    "a host without either is written gitlab:https://host/group/project."
)


@dataclass(frozen=True)
class Settings:
    """
    A project by its whole path (`acme/platform/checkout`), on gitlab.com or on a server of its own (`host`).

    With `group` it is all projects of the group of that path, and of the groups in it.
    """

    path: str
    host: str = PUBLIC
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    group: bool = False

    @property
    def address(self) -> str:
        """As people write it, and as it is read again."""
        path = f"{GROUPS}/{self.path}" if self.group else self.path
        if self.host != PUBLIC:
            scheme = "" if _looks_like_host(self.host) else "https://"
            return f"gitlab:{scheme}{self.host}/{path}"
        # A group with a dot in its name would be taken for a host.
        named = _looks_like_host(path.partition("/")[0]) and path.count("/") > 1
        return f"gitlab:{PUBLIC}/{path}" if named else f"gitlab:{path}"

    @property
    def base_url(self) -> str:
        """The beginning of every request."""
        return f"https://{self.host}/api/v4/"

    @property
    def api(self) -> str:
        """The project or the group among all, as requests name it."""
        return f"{'groups' if self.group else 'projects'}/{quote(self.path, safe='')}"

    def holds(self, path: str) -> bool:
        """Whether a project of this path is read; upper and lower case are one."""
        own, asked = self.path.casefold(), path.casefold()
        return asked.startswith(f"{own}/") if self.group else asked == own

    def meaning(self, kind: str, word: str) -> str | None:
        """What a person said that a word means; None where nobody said anything, "" where they said: nothing."""
        said = self.mapping.get(kind, {})
        if word in said:
            return said[word]
        return next((means for own, means in said.items() if own.casefold() == word.casefold()), None)


def parse(address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
    """
    The settings of an address.

    A web address of a project or a group, or of anything in it, is understood too, as people paste it. Raises `BadAddress`.
    """
    text = address.strip()
    if text.casefold().startswith("gitlab:"):
        text = text[len("gitlab:") :].strip()
    bare = re.sub(r"^https?://", "", text, flags=re.IGNORECASE)
    parts = [part for part in bare.partition("/-/")[0].removesuffix("/-").removesuffix(".git").split("/") if part]
    has_host = bare != text or (len(parts) > 2 and _looks_like_host(parts[0]))
    if not has_host:
        parts = [PUBLIC, *parts]
    host, path = (parts[0] if parts else "").casefold().removeprefix("www."), parts[1:]
    group = path[:1] == [GROUPS]
    path = path[1:] if group else path
    if not (1 if group else 2) <= len(path) < MOST_PARTS:
        raise BadAddress(f"“{address[:200]}” names no project and no group. {HOW}")
    if not _HOST.fullmatch(host) or ".." in host or not all(_NAME.fullmatch(one) for one in path):
        raise BadAddress(f"“{address[:200]}” holds signs that no project's address has. {HOW}")
    return Settings("/".join(path), host, mapping, group)


def _looks_like_host(part: str) -> bool:
    return "." in part or ":" in part
