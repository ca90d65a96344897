"""Tying loose ends: links between things that have both been heard of by now, in whichever trackers; circles are opened."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from leadline.program.cycle import circle, spell
from leadline.program.heard import Stated
from leadline.program.plain import read_noun
from leadline.record.hearing.facts import LINKED, Written, put
from leadline.record.hearing.loose import ELSEWHERE, ENDS, lay_loose
from leadline.record.models.dependency import Dependency
from leadline.record.models.program import Program
from leadline.record.models.source import LooseEnd, Source
from leadline.record.models.work_item import WorkItem
from leadline.record.tables import tables

MOST_CIRCLES = 1_000
"""Circles opened in one go; a tracker with more has them told the next time."""


def knit(program: Program, at: datetime) -> Counter[str]:
    """Tie what can be tied and open what goes in a circle; gives how many links were `added` and `gone`."""
    loose = list(LooseEnd.objects.filter(source__program=program, source__retired_at=None).select_related("source"))
    found = Written()
    if loose:
        tied = _tied(loose, _ids(program), _links(program, loose))
        for source, pairs in tied.items():
            for noun in ENDS:
                values = [Stated(noun, value) for _, kind, value in pairs if kind == noun]
                if values:
                    put(source, noun, values, found)
        LooseEnd.objects.filter(pk__in=[pk for pairs in tied.values() for pk, *_ in pairs]).delete()
    found.counts["gone"] += _open_circles(program, at)
    return found.counts


def _tied(
    loose: Iterable[LooseEnd], ids: set[str], links: Mapping[str, str]
) -> dict[Source, list[tuple[int, str, object]]]:
    """The links whose two ends are there, by the source that states them."""
    found: dict[Source, list[tuple[int, str, object]]] = defaultdict(list)
    for one in loose:
        ends = [links.get(end.removeprefix(ELSEWHERE), "") if end.startswith(ELSEWHERE) else end for end in one.ends]
        if ids.issuperset(ends) and ends[0] != ends[1]:
            first, second = ENDS[one.noun]
            value = replace(read_noun(one.noun, one.value), **{first: ends[0], second: ends[1]})
            found[one.source].append((one.pk, one.noun, value))
    return found


def _ids(program: Program) -> set[str]:
    return {
        key
        for noun in LINKED
        for key in tables()[noun].objects.filter(program=program, retired_at=None).values_list("key", flat=True)
    }


def _links(program: Program, loose: Sequence[LooseEnd]) -> dict[str, str]:
    """The items at the web addresses that loose ends name."""
    wanted = {end.removeprefix(ELSEWHERE) for one in loose for end in one.ends if end.startswith(ELSEWHERE)}
    if not wanted:
        return {}
    there = WorkItem.objects.filter(program=program, retired_at=None).exclude(link="").values_list("link", "key")
    return {link: key for link, key in there if link in wanted}


def _open_circles(program: Program, at: datetime) -> int:
    """Lay loose, of each circle, the heard link that comes last in the alphabet: the same one every time."""
    rows = Dependency.objects.filter(program=program, retired_at=None).order_by("key")
    heard = {one.address: one for one in Source.objects.filter(program=program, retired_at=None)}
    links = list(rows.values_list("key", "before", "after", "heard_from"))
    feeding = list(
        WorkItem.objects.filter(program=program, retired_at=None).exclude(milestone="").values_list("key", "milestone")
    )
    opened = 0
    while opened < MOST_CIRCLES and (chain := circle([*feeding, *((b, a) for _, b, a, _ in links if b and a)])):
        steps = set(pairwise(chain))
        closing = [one for one in links if (one[1], one[2]) in steps and one[3] in heard]
        if not closing:
            break  # Made by people or files: those doors say so themselves.
        key, *_, address = closing[-1]
        lay_loose(heard[address], "dependency", rows.values().get(key=key), at, spell(chain))
        links.remove(closing[-1])
        opened += 1
    return opened
