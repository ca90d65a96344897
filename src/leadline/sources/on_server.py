"""A project on a server that an organization runs itself: `redmine:tracker.acme.example/shop`, below a path, over http if need be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from leadline.program.slug import slug
from leadline.sources.errors import BadAddress

_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::\d{1,5})?")
_PLAIN = re.compile(r"[a-z0-9.]+")


@dataclass(frozen=True)
class OnServer:
    """A project (`name`) on a server: `prefix` is the path below which it lies, without slashes at its ends."""

    kind: str
    host: str
    name: str
    prefix: str = ""
    scheme: str = "https"
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def _place(self) -> str:
        return f"{self.host}/{self.prefix}" if self.prefix else self.host

    @property
    def address(self) -> str:
        """As people write it; only http is named, https goes without saying."""
        return f"{self.kind}:{'http://' if self.scheme == 'http' else ''}{self._place}/{self.name}"

    @property
    def base_url(self) -> str:
        """The beginning of every request, and of every page for people."""
        return f"{self.scheme}://{self._place}/"

    @property
    def place(self) -> str:
        """
        What the ids of everything on this server begin with: no two servers have the same.

        Letters are lost where a place is made an id; where that may make two places one, digits tell them apart.
        """
        plain = slug(self._place)
        return plain if _PLAIN.fullmatch(self._place) else f"{plain}-{sha256(self._place.encode()).hexdigest()[:6]}"

    def meaning(self, kind: str, word: str) -> str | None:
        """What a person said that a word means; None where nobody said anything, "" where they said: nothing."""
        said = self.mapping.get(kind, {})
        if word in said:
            return said[word]
        return next((means for own, means in said.items() if own.casefold() == word.casefold()), None)


def parse(kind: str, how: str, address: str, mapping: Mapping[str, Mapping[str, str]]) -> OnServer:
    """
    The settings of an address; `how` says how one is written.

    The web address of a project's page is understood too, as people paste it. Raises `BadAddress`.
    """
    own = address.strip()
    text = own[len(kind) + 1 :].strip() if own.casefold().startswith(f"{kind}:") else own
    scheme, _, rest = text.rpartition("://")
    parts = [part for part in rest.split("/") if part]
    if "projects" in parts[1:-1]:
        at = parts.index("projects", 1)
        parts = [*parts[:at], parts[at + 1]]
    if len(parts) < 2:
        raise BadAddress(f"“{address[:200]}” names no project. {how}")
    host, prefix, name = parts[0].casefold(), parts[1:-1], parts[-1]
    fits = _HOST.fullmatch(host) and ".." not in host and all(_NAME.fullmatch(one) for one in (*prefix, name))
    if not fits or {*prefix, name} & {".", ".."} or scheme.casefold() not in ("", "http", "https"):
        raise BadAddress(f"“{address[:200]}” holds signs that no project's address has. {how}")
    return OnServer(kind, host, name, "/".join(prefix), scheme.casefold() or "https", mapping)
