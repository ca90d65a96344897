"""The address of a Linear workspace or of one of its teams, and what words in it mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from leadline.sources.errors import BadAddress

WEB = "linear.app"
HOW = "Write linear:workspace/TEAM, or linear:workspace for all its teams; the workspace is the word after linear.app/."
_WORKSPACE = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_TEAM = re.compile(r"[A-Z0-9_]{1,50}")


@dataclass(frozen=True)
class Settings:
    """A workspace, or one team of it by its key (`ATL`)."""

    workspace: str
    team: str = ""
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """As people write it."""
        return f"linear:{self.workspace}/{self.team}" if self.team else f"linear:{self.workspace}"

    @property
    def base_url(self) -> str:
        """The beginning of every request."""
        return "https://api.linear.app/"

    def has(self, key: object) -> bool:
        """Whether what belongs to a team (by its key) is read here."""
        return not self.team or (isinstance(key, str) and key.upper() == self.team)

    def meaning(self, kind: str, word: str) -> str | None:
        """What a person said that a word means; None where nobody said anything, "" where they said: nothing."""
        said = self.mapping.get(kind, {})
        if word in said:
            return said[word]
        return next((means for own, means in said.items() if own.casefold() == word.casefold()), None)


def parse(address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
    """
    The settings of an address.

    The web address of a workspace or a team's page is understood too, as people paste it. Raises `BadAddress`.
    """
    text = re.sub(r"^linear:\s*", "", address.strip(), flags=re.IGNORECASE)
    text = re.sub(r"^https?://", "", text)
    steps = [step for step in text.split("/") if step]
    pasted = bool(steps) and steps[0].casefold() in (WEB, f"www.{WEB}")
    steps = _of_page(steps[1:]) if pasted else steps
    if len(steps) not in (1, 2):
        raise BadAddress(f"“{address[:200]}” names no workspace. {HOW}")
    workspace, team = steps[0].casefold(), steps[1].upper() if len(steps) == 2 else ""
    if not _WORKSPACE.fullmatch(workspace) or (team and not _TEAM.fullmatch(team)):
        raise BadAddress(f"“{address[:200]}” holds signs that no workspace's address has. {HOW}")
    return Settings(workspace, team, mapping)


def _of_page(steps: list[str]) -> list[str]:
    """Workspace and team in the path of a page: `acme/team/ATL/active` is acme and ATL, `acme/inbox` is acme."""
    return [steps[0], steps[2]] if len(steps) > 2 and steps[1] == "team" else steps[:1]
