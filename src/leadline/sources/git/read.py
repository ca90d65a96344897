"""Reading a repository: what changed since it was last heard, everything anew, or one part."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import date, timedelta

from leadline.sources.git import payloads
from leadline.sources.git.gathering import Gathered, gather
from leadline.sources.git.mirror import Heads, Mirror
from leadline.sources.git.settings import Settings
from leadline.sources.tracker import Cursor, Gone, Step


def changes(mirror: Mirror, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """
    What is new since the cursor: nothing where the repository shows the same heads within the same week, else all its parts.

    Of its history only the commits since the last reading are read. In the step that says where it is, the cursor stays.
    """
    heads, monday = mirror.heads(), _monday(mirror)
    mark = payloads.mark(heads, monday, settings)
    if cursor.get("mark") == mark:
        yield Step(cursor=cursor, share=1.0, says="nothing new")
        return
    gathered = yield from _gathered(mirror, settings, heads, monday, cursor, anew=False)
    yield _told(gathered, settings, heads, mark, cursor)


def everything(mirror: Mirror, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """All parts, from a history read from its beginning. The cursor of the last step is empty: the next time begins anew."""
    heads, monday = mirror.heads(), _monday(mirror)
    gathered = yield from _gathered(mirror, settings, heads, monday, {}, anew=True)
    found = _told(gathered, settings, heads, "", {})
    yield replace(found, gone=(), cursor={})


def one(mirror: Mirror, settings: Settings, subject: str) -> Step:
    """One part as it is now, or that it is gone."""
    heads, monday = mirror.heads(), _monday(mirror)
    found = _told(_silently(_gathered(mirror, settings, heads, monday, {}, anew=False)), settings, heads, "", {})
    own = [payload for payload in found.payloads if payload.subject == subject]
    return Step(own, [] if own else [Gone(subject)], share=1.0)


def _silently(steps: Generator[Step, None, Gathered]) -> Gathered:
    """What reading came to, with nobody watching."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: Gathered = done.value
            return found


def _gathered(
    mirror: Mirror, settings: Settings, heads: Heads, monday: date, cursor: Cursor, *, anew: bool
) -> Generator[Step, None, Gathered]:
    with mirror.alone():
        yield Step(cursor=cursor, share=0.01, says="asking what is new")
        for size in mirror.fetch(heads):
            yield Step(cursor=cursor, share=0.1, says=f"fetching, {size // 2**20:,} MB")
        steps = gather(mirror, heads, monday, settings.mapping.get("parts", {}), anew=anew)
        while True:
            try:
                share, says = next(steps)
            except StopIteration as done:
                found: Gathered = done.value
                return found
            yield Step(cursor=cursor, share=share, says=says)


def _told(gathered: Gathered, settings: Settings, heads: Heads, mark: str, cursor: Cursor) -> Step:
    """What a reading brought, as a step; parts and versions that were there before and are no more are gone."""
    own = [*payloads.parts(gathered, settings), *payloads.versions(gathered, settings)]
    subjects = sorted(one.subject for one in own)
    before = cursor.get("subjects")
    gone = [Gone(one) for one in before if one not in subjects] if isinstance(before, list) else []
    return Step(
        own,
        gone,
        {"mark": mark, "head": heads.head, "subjects": subjects},
        1.0,
        f"{len(gathered.parts)} parts, {len(gathered.versions)} versions",
        payloads.holders(gathered, settings),
        payloads.words(gathered),
    )


def _monday(mirror: Mirror) -> date:
    """Everything is seen from the Monday of this week, so that within a week only commits change anything."""
    today = mirror.now().date()
    return today - timedelta(days=today.weekday())
