"""The address of a GitHub repository, and what words in it mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from leadline.program.slug import slug
from leadline.sources.errors import BadAddress

PUBLIC = "github.com"
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::\d{1,5})?")
HOW = "Write github:owner/repository, or github:host/owner/repository for GitHub Enterprise."


@dataclass(frozen=True)
class Settings:
    """A repository on github.com, or on a GitHub Enterprise server of its own (`host`)."""

    owner: str
    repo: str
    host: str = PUBLIC
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """As people write it."""
        place = "" if self.host == PUBLIC else f"{self.host}/"
        return f"github:{place}{self.owner}/{self.repo}"

    @property
    def base_url(self) -> str:
        """The beginning of every request."""
        return "https://api.github.com/" if self.host == PUBLIC else f"https://{self.host}/api/v3/"

    @property
    def graphql(self) -> str:
        """Where the query language is spoken; at the same host."""
        return "https://api.github.com/graphql" if self.host == PUBLIC else f"https://{self.host}/api/graphql"

    @property
    def path(self) -> str:
        """The repository among all."""
        return f"repos/{self.owner}/{self.repo}"

    @property
    def web(self) -> str:
        """The repository's page for people."""
        return f"https://{self.host}/{self.owner}/{self.repo}"

    @property
    def project(self) -> str:
        """The id of the project that the repository is."""
        return slug(self.repo)

    def meaning(self, kind: str, word: str) -> str | None:
        """What a person said that a word means; None where nobody said anything, "" where they said: nothing."""
        said = self.mapping.get(kind, {})
        if word in said:
            return said[word]
        return next((means for own, means in said.items() if own.casefold() == word.casefold()), None)


def parse(address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
    """
    The settings of an address.

    A web address of a repository is understood too, as people paste it. Raises `BadAddress`.
    """
    text = re.sub(
        r"^https?://", "", address.strip().partition(":")[2].strip() if _names_kind(address) else address.strip()
    )
    parts = [part for part in text.removesuffix(".git").split("/") if part]
    if len(parts) == 2:
        parts = [PUBLIC, *parts]
    if "://" in address:
        parts = parts[:3]  # A page of the repository: of an issue, of a milestone.
    if len(parts) != 3:
        raise BadAddress(f"“{address[:200]}” names no repository. {HOW}")
    host, owner, repo = parts[0].casefold().removeprefix("www."), parts[1], parts[2]
    fits = _HOST.fullmatch(host) and ".." not in host and all(_NAME.fullmatch(one) for one in (owner, repo))
    if not fits or {owner, repo} & {".", ".."}:
        raise BadAddress(f"“{address[:200]}” holds signs that no repository's address has. {HOW}")
    return Settings(owner, repo, PUBLIC if host == "api.github.com" else host, mapping)


def _names_kind(address: str) -> bool:
    return address.strip().casefold().startswith("github:")
