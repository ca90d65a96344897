"""What the last round could not foresee, and why: unknown is said where the week begins, not only where one asks."""

from leadline.charts import words
from leadline.charts.parts import Banner
from leadline.desk.questions import Standing

REASONS, NAMED = 3, 3
NOBODY_CAN = "D302"
"""The rule that says what would help where nobody can do the work."""


def blind(now: Standing, base: str) -> Banner | None:
    """Which milestones have no forecast, and why, with a way to what would help; None where all have one."""
    why: dict[str, list[str]] = {}
    for one in now.outlook.milestones.values():
        if one.blind:
            why.setdefault(one.blind, []).append(one.id)
    if not why:
        return None
    count = sum(map(len, why.values()))
    said = [f"{_named(now, ids)}: {says}" for says, ids in list(why.items())[:REASONS]]
    more = len(why) - len(said)
    helps = any(one.rule == NOBODY_CAN and one.muted is None for one in now.findings)
    first = next(iter(why.values()))[0]
    return Banner(
        f"{words.plural(count, 'milestone has', 'milestones have')} no forecast.",
        " ".join([*said, *([f"And {words.plural(more, 'other reason')}."] if more else [])]),
        "unknown",
        url=f"{base}/findings?rule={NOBODY_CAN}" if helps else f"{base}/milestones/{first}",
        verb="See what would help" if helps else "Open it" if count == 1 else "Open the first",
    )


def _named(now: Standing, ids: list[str]) -> str:
    names = [now.names.get(id, id) for id in ids]
    return words.listed(names if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"])
