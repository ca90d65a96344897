"""Which files make a part of the program: folders, as coarse as can be while none is most of the whole."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

PARTS = 12
"""A folder that holds more than one of so many parts of all files is looked into."""
LARGE, SMALL = 40, 5
FINER = 8

FOREIGN = frozenset(
    {"vendor", "third_party", "node_modules", "external", "bower_components", ".git", "testdata", "fixtures"}
)
_MADE = re.compile(r"\.(lock|min\.js|min\.css|map|snap|svg|png|jpe?g|gif|ico|pdf|woff2?|ttf|eot|zip|gz|jar|bin|pb\.go|po|mo)$|"
                   r"(^|/)(package-lock\.json|yarn\.lock|go\.sum|cargo\.lock|poetry\.lock|zz_generated[^/]*)$", re.IGNORECASE)  # fmt: skip


def is_own(path: str) -> bool:
    """Whether people of this repository write a file: not what others made and what programs made, nor pictures."""
    return not _MADE.search(path) and not FOREIGN.intersection(path.split("/")[:-1])


def parts(paths: Iterable[str], named: Iterable[str] = ()) -> Mapping[str, Sequence[str]]:
    """
    Files by the folder that makes a part of the program; "" is what stands at the top.

    Args:
        paths: the files.
        named: folders that a person named: each is a part by itself.
    """
    own = sorted(paths)
    large = max(LARGE, len(own) // PARTS)
    found: dict[str, list[str]] = defaultdict(list)
    wanted = {one.strip("/") for one in named} - {""}
    for path in own:
        found[_named(path, wanted)].append(path)
    cut: dict[str, list[str]] = defaultdict(list)
    for folder, inside in found.items():
        if folder:
            cut[folder] += inside
        else:
            _cut("", inside, large, cut)
    return cut


def _named(path: str, wanted: set[str]) -> str:
    """The innermost folder around a file that a person named."""
    return next((str(one) for one in PurePosixPath(path).parents if str(one) in wanted), "")


def _cut(folder: str, files: Sequence[str], large: int, found: dict[str, list[str]]) -> None:
    """Put files into parts. What is too small to be a part of its own stays with the folder around it."""
    if len(files) <= large:
        found[folder] += files
        return
    small = max(SMALL, large // FINER)
    for child, inside in _children(folder, files).items():
        if child == folder or len(inside) < small:
            found[folder] += inside
        else:
            _cut(child, inside, large, found)


def _children(folder: str, files: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Files by the next folder below one; those that stand in it directly are its own."""
    begin = len(folder) + 1 if folder else 0
    found: dict[str, list[str]] = defaultdict(list)
    for path in files:
        step = path[begin:].partition("/")
        found[path[: begin + len(step[0])] if step[1] else folder].append(path)
    return found
