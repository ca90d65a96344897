"""What happened to a program between two days, cause by cause, in sentences. They name work and trouble, never people."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from leadline.charts import words
from leadline.program.mixed import cause_of
from leadline.program.snapshot import NOUNS, Snapshot, label

NAMED = 2


@dataclass(frozen=True)
class _Changed:
    """One field of a noun that is otherwise; without a field, a whole noun that came (`was` is None) or went."""

    cause: str
    noun: str
    id: str
    field: str
    was: Any
    becomes: Any

    @property
    def comes(self) -> bool:
        return (not self.field and self.was is None) or (self.field == "state" and self.was == "dropped")

    @property
    def goes(self) -> bool:
        return (not self.field and self.becomes is None) or (self.field == "state" and self.becomes == "dropped")


class Happened:
    """
    What changed between two snapshots of a program.

    Args:
        before: the program as it was.
        now: the program as it is.
    """

    def __init__(self, before: Snapshot, now: Snapshot) -> None:
        self._before, self._now = before, now
        self._changed = list(_changes(before, now))
        self._feeds = _feeds(before, now)

    def says(self, cause: str, milestone: str) -> str:
        """The sentence of a cause: of work what the milestone waits for; only without any such what changed elsewhere."""
        near = self._near(milestone)
        every = [one for one in self._changed if one.cause == cause]
        own = [one for one in every if one.noun != "work" or one.id in near]
        far = bool(every and not own) and not (cause == "progress" and self._gone)
        says: str = getattr(self, f"_{cause}")(every if far else own)
        return f"Elsewhere: {says[:1].lower()}{says[1:]}" if far else says

    @property
    def _gone(self) -> int:
        """Days that went by."""
        return (self._now.as_of - self._before.as_of).days

    def _near(self, milestone: str) -> set[str]:
        """Everything a milestone waits for on either day."""
        found, ahead = {milestone}, [milestone]
        for one in ahead:
            fresh = self._feeds.get(one, set()) - found
            found |= fresh
            ahead += fresh
        return found

    def _progress(self, own: Sequence[_Changed]) -> str:
        done = [one.id for one in own if one.noun == "work" and one.field == "state" and one.becomes == "done"]
        what = f"{self._work(done)} {'was' if len(done) == 1 else 'were'} done" if done else ""
        if not self._gone:
            return f"{what[:1].upper()}{what[1:]}." if what else "What was begun or is over was put down."
        return f"{words.plural(self._gone, 'day')} went by, and {what or 'nothing it waits for was done'}."

    def _scope(self, own: Sequence[_Changed]) -> str:
        came, went = ([one.id for one in own if one.noun == "work" and picked(one)] for picked in (_comes, _goes))
        moved = {one.id for one in own if one.noun == "work"} - {*came, *went}
        kinds = ((came, "new"), (went, "left out"), (sorted(moved), "put elsewhere"))
        parts = [f"{self._work(ids)} {'is' if len(ids) == 1 else 'are'} {what}" for ids, what in kinds if ids]
        return _sentence(parts, "What belongs to it changed.")

    def _estimates(self, own: Sequence[_Changed]) -> str:
        ids = sorted({one.id for one in own})
        if len(own) == 1 and own[0].field == "estimate":
            return f"The estimate of {self._work(ids)} went from {own[0].was or 'nothing'} to {own[0].becomes or 'nothing'}."
        return _sentence([f"the estimates of {self._work(ids)} changed"] * bool(ids), "Estimates changed.")

    def _people(self, own: Sequence[_Changed]) -> str:
        given = sorted({one.id for one in own if one.noun == "work"})
        parts = [f"who does {self._work(given)}"] * bool(given)
        parts += ["who is there and when"] * any(one.noun != "work" for one in own)
        return _sentence([f"{words.listed(parts)} changed"] * bool(parts), "Who does what changed.")

    def _order(self, own: Sequence[_Changed]) -> str:
        links = {one.id for one in own if one.noun == "dependency"}
        bound = sorted({one.id for one in own if one.noun == "work"})
        parts = [f"{words.plural(len(links), 'dependency', 'dependencies')} changed"] * bool(links)
        parts += [f"the days that bind {self._work(bound)} changed"] * bool(bound)
        return _sentence(parts, "What waits for what changed.")

    def _trouble(self, own: Sequence[_Changed]) -> str:
        subjects = dict.fromkeys((one.noun, one.id) for one in own)
        names = _first([f"“{self._label(noun, id)}”" for noun, id in subjects])
        return _sentence([f"{names} changed"] * bool(names), "Risks, roadblocks or decisions changed.")

    def _rest(self, own: Sequence[_Changed]) -> str:
        return "Everything else that changed."

    def _engine(self, own: Sequence[_Changed]) -> str:
        return "Leadline itself counts otherwise than it did then. Nothing in the program caused this."

    def _work(self, ids: Iterable[str]) -> str:
        return _first([f"“{self._label('work', one)}”" for one in sorted(set(ids))])

    def _label(self, noun: str, id: str) -> str:
        found = self._now.find(noun, id) or self._before.find(noun, id)
        return label(noun, found) if found else id


def _comes(one: _Changed) -> bool:
    return one.comes


def _goes(one: _Changed) -> bool:
    return one.goes


def _changes(before: Snapshot, now: Snapshot) -> Iterator[_Changed]:
    for noun in NOUNS:
        was, becomes = ({one.id: one for one in side.of(noun)} for side in (before, now))
        for id in sorted({*was, *becomes}):
            yield from _changes_of(noun, id, was.get(id), becomes.get(id))


def _changes_of(noun: str, id: str, was: Any, becomes: Any) -> Iterator[_Changed]:
    if was == becomes:
        return
    if was is None or becomes is None:
        yield _Changed(cause_of(noun, "", was, becomes), noun, id, "", was, becomes)
        return
    for one in fields(was):
        old, new = getattr(was, one.name), getattr(becomes, one.name)
        if old != new:
            yield _Changed(cause_of(noun, one.name, old, new), noun, id, one.name, old, new)


def _feeds(*snapshots: Snapshot) -> dict[str, set[str]]:
    """What each thing waits for directly, on any of the days."""
    found: dict[str, set[str]] = {}
    for snapshot in snapshots:
        for item in snapshot.work:
            found.setdefault(item.milestone, set()).add(item.id)
        for one in snapshot.dependencies:
            found.setdefault(one.after, set()).add(one.before)
    found.pop("", None)
    return found


def _first(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - NAMED
    return words.listed([*names[:NAMED], f"{words.number(more)} more"] if more > 0 else names) if names else ""


def _sentence(parts: Sequence[str], otherwise: str) -> str:
    says = words.listed(parts) if parts else ""
    return f"{says[:1].upper()}{says[1:]}." if says else otherwise
