"""What people are asked to build, in words they can act on."""

from dataclasses import dataclass
from datetime import date

from leadline.program.fields import choice, ref, refs


@dataclass(frozen=True)
class Acknowledgement:
    """One of the people who build it has read it as it stood on that day."""

    person: str = ref("person")
    on: date | None = None
    SHORT = "person"


@dataclass(frozen=True)
class Requirement:
    """A requirement with its reason, how it will be accepted, the work that fulfils it, and who has acknowledged it."""

    id: str
    text: str = ""
    reason: str = ""
    acceptance: str = ""
    verification: str = choice("", "test", "demo", "analysis", "inspection")
    author: str = ref("person")
    work: tuple[str, ...] = refs("work")
    changed_on: date | None = None
    acknowledged: tuple[Acknowledgement, ...] = ()


def acknowledged(requirement: Requirement, person: str) -> bool:
    """Whether somebody has acknowledged a requirement since it last changed."""
    changed = requirement.changed_on
    return any(
        one.person == person and (changed is None or (one.on is not None and one.on >= changed))
        for one in requirement.acknowledged
    )
