"""References of nouns to one another: a name given in place of an id becomes the id."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from leadline.program.plain import Path, Problem
from leadline.program.snapshot import NOUNS, Snapshot, label


class Names:
    """What each noun is called: ids first, then names, which may belong to several."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._ids: dict[str, set[str]] = {noun: set() for noun in NOUNS}
        self._called: dict[str, dict[str, list[str]]] = {noun: {} for noun in NOUNS}
        for noun, one in snapshot.everything():
            if one.id not in self._ids[noun]:
                self._ids[noun].add(one.id)
                self._called[noun].setdefault(label(noun, one), []).append(one.id)

    def find(self, noun: str, text: str) -> list[str]:
        """The ids a text means; `noun` may name alternatives (`work|milestone`). An id comes before any name."""
        nouns = noun.split("|")
        if any(text in self._ids[name] for name in nouns):
            return [text]
        return [id for name in nouns for id in self._called[name].get(text, ())]


def resolve(snapshot: Snapshot, problems: list[Problem], *, dangling: bool = False) -> Snapshot:
    """The snapshot with ids for names; what names nothing (unless `dangling`), or two things, is a problem."""
    names = Names(snapshot)
    reader = _Resolver(names, problems, dangling)
    return replace(snapshot, **reader.links(snapshot, (), skip="elsewhere"))


class _Resolver:
    def __init__(self, names: Names, problems: list[Problem], dangling: bool) -> None:
        self.names, self.problems, self.dangling = names, problems, dangling

    def links(self, value: Any, path: Path, skip: str = "") -> dict[str, Any]:
        """The fields of a value that change when its references, and those of the values in it, become ids."""
        new: dict[str, Any] = {}
        for one in fields(value):
            own = getattr(value, one.name)
            if own and one.name != skip:
                changed = self._field(own, one.metadata, (*path, one.name))
                if changed is not own:
                    new[one.name] = changed
        return new

    def _field(self, own: Any, metadata: Mapping[Any, Any], path: Path) -> Any:
        noun = metadata.get("ref")
        if noun and isinstance(own, tuple):
            return tuple(self._link(part, noun, (*path, index)) for index, part in enumerate(own))
        if noun:
            return self._link(own, noun, path)
        if isinstance(own, tuple) and is_dataclass(own[0]):
            return tuple(self._inside(part, (*path, index)) for index, part in enumerate(own))
        return self._inside(own, path) if is_dataclass(own) else own

    def _inside(self, part: Any, path: Path) -> Any:
        new = self.links(part, path)
        return replace(part, **new) if new else part

    def _link(self, text: str, noun: str, path: Path) -> str:
        found = self.names.find(noun, text)
        if len(found) > 1:
            says = f"“{text}” names {len(found)} of them: {', '.join(found)}. Use the id."
            self.problems.append(Problem(path, says))
        elif not found and not self.dangling:
            says = f"There is no {noun.replace('|', ' or ')} “{text}”. Add it, or correct the spelling."
            self.problems.append(Problem(path, says))
        return found[0] if found else text
