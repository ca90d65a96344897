"""What the repositories say of the technical side: parts of the code, and the versions that were released."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from leadline.program.fields import ref
from leadline.program.work import WorkItem

WHOLE = "/"
"""The path of the component that is a whole repository."""

_LINK = re.compile(r"https?://[^/\s]+/(.+?)(?:/-)?/(?:issues|pull|merge_requests|work_items)/(\d+)/?$")


@dataclass(frozen=True)
class Component:
    """
    A part of a repository as its history shows it, or the whole (`path` `/`). It moves no date, and says nothing of anybody.

    `changes`, `churn_lines`, `fixes`, `reverts` and `reviewed` are of the 13 weeks before `measured_on` (and the days since);
    `usual_changes` and `usual_fixes` of 13 weeks as they were in the 39 before. `hotspot` is the share of all trouble that is
    where code is both tangled and often changed; `hot_files` are the files that have most of it. `truck_factor` is how many
    people must be gone until more than half of the files are known by nobody; 0 when that is so already, as `orphaned` is the
    share of files whose authors have committed nothing for a year. `merge_days` is the median of the days a branch waited until
    it was taken in. `serves` is the project, milestone or work it is needed for, where a person said so, `mentions` what the
    messages of its changes name (`acme/checkout#12`, `PAY-7`).
    """

    id: str
    name: str = ""
    repository: str = ""
    path: str = ""
    serves: str = ref("project|milestone|work")
    files: int = 0
    changes: int = 0
    usual_changes: float | None = None
    churn_lines: int = 0
    fixes: int = 0
    usual_fixes: float | None = None
    reverts: int = 0
    reviewed: int = 0
    hotspot: float = 0.0
    hot_files: tuple[str, ...] = ()
    truck_factor: int | None = None
    orphaned: float | None = None
    merge_days: float | None = None
    usual_merge_days: float | None = None
    touched_on: date | None = None
    measured_on: date | None = None
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Release:
    """A version that was released: how many changes it was the first to have, and the median of the days they waited for it."""

    id: str
    name: str = ""
    component: str = ref("component")
    released_on: date | None = None
    changes: int = 0
    lead_days: float | None = None


def needed_by(components: Iterable[Component], work: Iterable[WorkItem]) -> Mapping[str, tuple[WorkItem, ...]]:
    """
    The open work that needs each component, by the component's id.

    It does where a person said what the component serves (the work itself, its milestone or its project), and where changes of
    the component name it, by its id or by where its tracker has it. A whole repository is needed only where a person said so:
    what its parts are named for says more.
    """
    still_open = [one for one in work if one.state in ("todo", "doing")]
    by_name: dict[str, list[WorkItem]] = {}
    for item in still_open:
        for name in names_of(item):
            by_name.setdefault(name, []).append(item)
    return {one.id: tuple(_needing(one, still_open, by_name)) for one in components}


def _needing(
    component: Component, work: Iterable[WorkItem], by_name: Mapping[str, Iterable[WorkItem]]
) -> Iterator[WorkItem]:
    mentions = () if component.path == WHOLE else component.mentions
    named = {item.id for one in mentions for item in by_name.get(one.casefold(), ())}
    for item in work:
        served = component.serves and component.serves in (item.id, item.milestone, item.project)
        if served or item.id in named:
            yield item


def names_of(item: WorkItem) -> frozenset[str]:
    """What changes may call a piece of work: its id, the last word of its link, and `owner/repository#12` of an issue."""
    found = {item.id.casefold()}
    if item.link:
        found.add(item.link.rstrip("/").rpartition("/")[2].casefold())
        if issue := _LINK.match(item.link):
            found.add(f"{issue[1]}#{issue[2]}".casefold())
    return frozenset(one for one in found if not one.isdigit())
