"""
Ranges that people named, kept apart from the plan until all are in.

Before that they are counted and never read: not by who asked, not by who runs the program, not by their givers. When they are
shown, they are written anew in the order of their size and without names, so that nobody can be set beside what they said.
"""

from leadline.program.ranges import Range
from leadline.record.access import Who, for_
from leadline.record.models import Program
from leadline.record.private.models import RangeAnswer


def keep(program: Program, estimation: str, person: str, said: Range) -> None:
    """Keep what somebody said, in place of what they said before."""
    RangeAnswer.objects.update_or_create(
        program=program, estimation=estimation, person=person, defaults={"said": str(said), "shown": False}
    )


def who_answered(program: Program, estimation: str) -> frozenset[str]:
    """Whose ranges are in while they are hidden; never what they said."""
    waiting = RangeAnswer.objects.filter(program=program, estimation=estimation, shown=False)
    return frozenset(waiting.values_list("person", flat=True))


def were_shown(program: Program, estimation: str) -> bool:
    """Whether the ranges of a question have been shown: then no other can be given, whatever the plan says of it."""
    return RangeAnswer.objects.filter(program=program, estimation=estimation, shown=True).exists()


def show(program: Program, estimation: str) -> int:
    """Show the ranges of a question, by size and without names; how many there are."""
    own = RangeAnswer.objects.filter(program=program, estimation=estimation)
    said = sorted((Range.parse(one) for one in own.values_list("said", flat=True)), key=_size)
    forget(program, estimation)
    RangeAnswer.objects.bulk_create(
        RangeAnswer(program=program, estimation=estimation, said=str(one), shown=True) for one in said
    )
    return len(said)


def forget(program: Program, estimation: str) -> None:
    """Throw away what was said to a question."""
    RangeAnswer.objects.filter(program=program, estimation=estimation).delete()


def shown(who: Who, program: Program) -> dict[str, list[Range]]:
    """The ranges of each question that may be seen, by size."""
    found: dict[str, list[Range]] = {}
    rows = for_(who).rows(RangeAnswer, program).order_by("id").values_list("estimation", "said")
    for estimation, said in rows:
        found.setdefault(estimation, []).append(Range.parse(said))
    return found


def _size(said: Range) -> tuple[float, float, float]:
    return said.middle, said.low, said.high
