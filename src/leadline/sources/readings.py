"""Reading a tracker's listings one after the other, each from a mark of its own, cut and resumed anywhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leadline.sources.errors import NotPermitted
from leadline.sources.http.client import Client
from leadline.sources.shapes import record
from leadline.sources.tracker import Cursor, Payload, Step


@dataclass(frozen=True)
class Page:
    """
    What a page brought, where its listing goes on (`cursor`; None: it is through), and where the next reading of it begins.

    `part` is how much of the listing is read by now, from 0 to 1, where the tracker says how long it is.
    """

    payloads: list[Payload] = field(default_factory=list)
    cursor: dict[str, Any] | None = None
    mark: dict[str, Any] = field(default_factory=dict)
    says: str = ""
    part: float | None = None


Pages = Iterator[Page]
Listing = Callable[[Client, Any, Mapping[str, Any]], Pages]
"""Reads a listing of some settings from a cursor of its own."""


@dataclass(frozen=True)
class Listed:
    """A listing, how far reading is after it (from 0 to 1), and whether reading makes no sense without it."""

    read: Listing
    share: float
    needed: bool = True


def never(problem: NotPermitted) -> bool:
    """For a tracker that does not say whether a right was never given or is refused just now: it is always the second."""
    return False


def through(
    listings: Mapping[str, Listed],
    client: Client,
    settings: Any,
    cursor: Cursor,
    lacks_right: Callable[[NotPermitted], bool] = never,
) -> Iterator[Step]:
    """
    Every listing in turn.

    The cursor has `marks`, where each listing begins, and `new`, where it will begin the next time, for those that are through;
    and the listing that is read `now` with where it goes on `ahead`.
    """
    marks, new, ahead = (record(cursor.get(part)) for part in ("marks", "new", "ahead"))
    now, before = str(cursor.get("now") or ""), 0.0
    for name in _from(list(listings), now):
        listed = listings[name]
        begin = ahead if name == now and ahead else record(marks.get(name))
        try:
            for number, page in enumerate(listed.read(client, settings, begin), 1):
                new = new if page.cursor is not None else {**new, name: page.mark}
                # Where it is not known how many pages are to come, each takes a part of what is left of this listing.
                part = 1 - 0.95**number if page.part is None else page.part
                told = listed.share if page.cursor is None else before + (listed.share - before) * part
                following = _from(list(listings), name)[1:]
                yield Step(page.payloads, (), _where(name, following, page.cursor, marks, new), told, page.says)
        except NotPermitted as problem:
            # What the token has no right to keeps its mark: it is read from there once the token may.
            if listed.needed or not lacks_right(problem):
                raise
        before = listed.share


def anew(steps: Iterator[Step]) -> Iterator[Step]:
    """The same steps, the cursor of the last one empty: the next time begins at the beginning."""
    last = None
    for step in steps:
        if last:
            yield last
        last = step
    if last:
        yield Step(last.payloads, last.gone, {}, 1.0, last.says)


def _from(names: Sequence[str], now: str) -> Sequence[str]:
    return names[names.index(now) if now in names else 0 :]


def _where(
    name: str,
    following: Sequence[str],
    ahead: Mapping[str, Any] | None,
    marks: Mapping[str, Any],
    new: Mapping[str, Any],
) -> dict[str, Any]:
    """The cursor after a page of a listing; `ahead` is None once the listing is through."""
    if ahead is None and not following:
        return {"marks": {**marks, **new}}
    under_way = {"now": name, "ahead": dict(ahead)} if ahead is not None else {"now": following[0]}
    return {"marks": dict(marks), "new": dict(new), **under_way}
