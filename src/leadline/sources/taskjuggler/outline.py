"""The tasks and resources of a TaskJuggler project as trees, with what is said of them later put in its place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from leadline.program.slug import slug
from leadline.sources.taskjuggler.statements import Statement


@dataclass
class Node:
    """A task or a resource: its own id, its path from the top, what is said of it, and what stands in it."""

    kind: str
    id: str
    name: str
    line: int
    above: "Node | None" = None
    says: list[Statement] = field(default_factory=list)
    below: list["Node"] = field(default_factory=list)

    @property
    def path(self) -> str:
        """`AcSo.software.gui`."""
        return f"{self.above.path}.{self.id}" if self.above else self.id

    def all_of(self, *names: str, scenario: str = "") -> list[Statement]:
        """What is said of it with these words, in the project's first scenario (`scenario` is its name)."""
        return [one for one in self.says if one.name in names and one.scenario in ("", scenario)]

    def last(self, *names: str, scenario: str = "") -> Statement | None:
        """The last of it: what is said later counts."""
        return next(iter(reversed(self.all_of(*names, scenario=scenario))), None)

    def around(self) -> Iterator["Node"]:
        """It, and what it stands in, the innermost first."""
        one: Node | None = self
        while one is not None:
            yield one
            one = one.above

    def leaves(self) -> Iterator["Node"]:
        """All in it that holds nothing itself; it, where it holds nothing."""
        waiting = [self]
        while waiting:
            one = waiting.pop(0)
            if not one.below:
                yield one
            waiting[:0] = one.below


def tree(kind: str, statements: Sequence[Statement], lost: Counter[str]) -> list[Node]:
    """The tasks or resources at the top, with all they hold."""
    top: list[Node] = []
    for one in statements:
        _take(kind, one, None, top, lost)
    return top


def everything(top: Sequence[Node]) -> Iterator[Node]:
    """Every node of some trees, in the order of the file."""
    waiting = list(top)
    while waiting:
        one = waiting.pop(0)
        yield one
        waiting[:0] = one.below


def find(top: Sequence[Node], path: str) -> Node | None:
    """The node at a path from the top."""
    here, found = top, None
    for part in path.split("."):
        found = next((one for one in here if one.id == part), None)
        if found is None:
            return None
        here = found.below
    return found


def _take(kind: str, one: Statement, above: Node | None, top: list[Node], lost: Counter[str]) -> None:
    siblings = above.below if above else top
    if one.name == kind:
        id = one.word() or _unnamed(one.text() or kind, siblings)
        node = Node(kind, id, one.text() or id, one.line, above)
        if any(same.id == id for same in siblings):
            lost[f"{kind}s with the id of another one"] += 1
            return
        siblings.append(node)
        _fill(node, one, lost)
    elif one.name == "supplement" and (words := [word.text for word in one.given]) and words[-1]:
        wanted = words[1] if words[0] in ("task", "resource") and len(words) > 1 else words[0]
        if words[0] in ("task", "resource") and words[0] != kind:
            return
        found = find(siblings, wanted) or next(
            (own for own in everything(top) if kind == "resource" and own.id == wanted), None
        )
        if found is not None:
            _fill(found, one, lost)
        else:
            lost[f"supplements of a {kind} that the file does not have"] += 1


def _fill(node: Node, one: Statement, lost: Counter[str]) -> None:
    for part in one.inside:
        if part.name in (node.kind, "supplement"):
            _take(node.kind, part, node, node.below, lost)
        else:
            node.says.append(part)


def _unnamed(name: str, siblings: Sequence[Node]) -> str:
    base, taken = slug(name) or "task", {one.id for one in siblings}
    return next(form for form in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if form not in taken)
