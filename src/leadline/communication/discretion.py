"""What each altitude is not told: tracker keys, names of people, money (SCIENCE.md §6, "Not included")."""

import re
from dataclasses import dataclass

from leadline.charts.words import SYMBOLS
from leadline.program.people import Person
from leadline.program.snapshot import Snapshot

_KEY = re.compile(r"\b[A-Z][A-Z0-9]+-\d+\b")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_MONEY = re.compile(rf"[{''.join(SYMBOLS.values())}]\s?\d|\b(?:{'|'.join(SYMBOLS)}|CHF)\s?\d")
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class Discretion:
    """Words other people typed, made fit for a reader. `keep` are the ids of people who may be named."""

    snapshot: Snapshot
    keys: bool = True
    names: bool = True
    money: bool = True
    keep: frozenset[str] = frozenset()

    def fit(self, text: str) -> str:
        """The text without what these readers are not told."""
        if not self.money:
            text = " ".join(one for one in _SENTENCES.split(text) if not _MONEY.search(one))
        if not self.names:
            text = self._without_names(text)
        return text if self.keys else self._without_keys(text)

    def _without_keys(self, text: str) -> str:
        for one in self.snapshot.work:
            # An id without a digit is a word of the language: "A", "ledger".
            if any(letter.isdigit() for letter in one.id) and one.id in text:
                named = one.name and one.name in text
                says = "" if named else one.name or "a piece of work"
                text = re.sub(rf"(?<!\w){re.escape(one.id)}(?!\w)", says.replace("\\", r"\\"), text)
        return " ".join(_KEY.sub("a piece of work", text).split())

    def _without_names(self, text: str) -> str:
        for one in self.snapshot.people:
            if one.id in self.keep:
                continue
            for name in sorted(_names(one), key=len, reverse=True):
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", self._somebody(one).replace("\\", r"\\"), text)
        return text

    def _somebody(self, person: Person) -> str:
        team = self.snapshot.find("team", person.team)
        if person.outside:
            return "somebody outside"
        return f"somebody in {team.name or team.id}" if team else "a colleague"


def discretion(altitude: str, snapshot: Snapshot, readers: frozenset[str]) -> Discretion:
    """What the readers of an altitude are told: the sponsor all, the others without what is not theirs."""
    match altitude:
        case "executive":
            return Discretion(snapshot, keys=False, names=False, keep=readers)
        case "team":
            mine = {one.team for one in snapshot.people if one.id in readers}
            own = frozenset(one.id for one in snapshot.people if one.team and one.team in mine)
            return Discretion(snapshot, names=False, money=False, keep=readers | own)
        case "partner":
            return Discretion(snapshot, keys=False, names=False, money=False, keep=readers)
    return Discretion(snapshot)


def _names(person: Person) -> set[str]:
    """The whole name and the first one. What is shorter than three letters would hit ordinary words."""
    whole = person.name or person.id
    return {one for one in (whole, whole.split()[0]) if len(one) >= _SHORTEST_NAME} if whole.split() else set()
