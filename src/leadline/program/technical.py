"""What the repositories say of the technical side: parts of the code, and the versions that were released."""

from dataclasses import dataclass
from datetime import date

from leadline.program.fields import ref


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
