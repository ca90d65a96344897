"""
The frame of every page as plain values: rail, top line, finder, keys, foot. No Django here.

A page hands its `Shell` to `web/base.html` as `page.shell`; the template looks nothing up and computes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["owner", "tpm", "lead", "member", "stakeholder"]
Theme = Literal["", "light", "dark"]


@dataclass(frozen=True)
class Link:
    """One place in the rail or the tab bar. `count` is what waits there; None shows nothing, 0 neither."""

    icon: str
    label: str
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class LinkGroup:
    """Places under one heading; the first group of the rail has none."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Crumb:
    """One step of "You are here". The last one, the page itself, has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class RoundState:
    """
    The last round, or the one that runs.

    Attributes:
        label: "Round 142, today 07:00" or "Round 143, simulating".
        url: the page about it.
        status: the shape beside the label; "unknown" before the first round.
        running: a round is under way, so `poll_url` is asked until it is over.
        share: how far it is, 0 to 1; None when that is not known.
        poll_url: gives the fragment `web/shell/round.html` anew.
    """

    label: str
    url: str
    status: str = "on-track"
    running: bool = False
    share: float | None = None
    poll_url: str = ""


@dataclass(frozen=True)
class Command:
    """One line of the finder: somewhere to go or something to do. `hint` stands at its end, `keys` open it."""

    icon: str
    label: str
    url: str
    hint: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommandGroup:
    """Lines of the finder under one heading: Do, Go to, Found."""

    label: str
    commands: tuple[Command, ...]


@dataclass(frozen=True)
class Key:
    """One line of the keys dialog. With a `url`, pressing the keys goes there."""

    label: str
    keys: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True)
class Toast:
    """Said after the fact, with a way back: `undo_url` is posted to."""

    says: str
    status: str = ""
    undo_url: str = ""
    undo_label: str = "Undo"


@dataclass(frozen=True)
class Shell:
    """
    Everything around the page itself.

    Attributes:
        title: the title of the browser's tab, without "Leadline".
        as_of: the day every date on the page is read from.
        basis: what the numbers stand on: "Round 142, Mon 2 Mar 2026 07:00. 10,000 futures, seed 20260302."
        blind_count: how many rules could not look; `blind_url` says why.
        refresh_seconds: without script, load the page again after so long; 0 never. Set while a round or quote runs.
        theme: what the reader chose on this device (cookie `theme`); empty follows the system.
    """

    title: str
    as_of: date
    home_url: str
    organisation: str = ""
    organisation_url: str = ""
    program_name: str = ""
    program_id: str = ""
    programs: tuple[Link, ...] = ()
    person_name: str = ""
    person_initials: str = ""
    person_url: str = ""
    sign_out_url: str = ""
    role: Role = "member"
    crumbs: tuple[Crumb, ...] = ()
    rail: tuple[LinkGroup, ...] = ()
    tabs: tuple[Link, ...] = ()
    round: RoundState | None = None
    find_url: str = ""
    palette: tuple[CommandGroup, ...] = ()
    keys: tuple[Key, ...] = ()
    toasts: tuple[Toast, ...] = ()
    basis: str = ""
    blind_count: int = 0
    blind_url: str = ""
    theme: Theme = ""
    density: str = ""
    wide: bool = False
    refresh_seconds: int = 0


@dataclass(frozen=True)
class _Place:
    name: str
    label: str
    icon: str
    key: str = ""


# The order of the mission: strategy, direction, leadership, communication; what serves all of them last.
_RAIL: tuple[tuple[str, tuple[_Place, ...]], ...] = (
    (
        "",
        (
            _Place("monday", "Monday", "monday", "M"),
            _Place("mypage", "My page", "mypage", "Y"),
            _Place("findings", "Findings", "findings", "F"),
            _Place("portfolio", "Portfolio", "portfolio"),
        ),
    ),
    (
        "Strategy",
        (
            _Place("goals", "Goals", "goals"),
            _Place("program", "Program", "program", "P"),
            _Place("risks", "Risks", "risks"),
        ),
    ),
    (
        "Direction",
        (
            _Place("roadmap", "Roadmap", "roadmap", "R"),
            _Place("plan", "Plan", "plan"),
            _Place("milestones", "Milestones", "milestones"),
            _Place("slips", "Slips", "slips"),
            _Place("promises", "Promises", "promises"),
            _Place("roadblocks", "Roadblocks", "roadblocks"),
            _Place("people", "People", "people"),
            _Place("technical", "Technical side", "technical"),
        ),
    ),
    (
        "Leadership",
        (
            _Place("requirements", "Requirements", "requirements"),
            _Place("morale", "Morale", "morale"),
            _Place("changes", "Changes", "changes"),
            _Place("decisions", "Decisions", "decisions"),
        ),
    ),
    (
        "Communication",
        (
            _Place("letters", "Letters", "letters", "B"),
            _Place("asks", "Asks", "asks"),
            _Place("ranges", "Ranges", "ranges"),
            _Place("stakeholders", "Stakeholders", "stakeholders"),
        ),
    ),
    (
        "Record",
        (
            _Place("facts", "Facts", "document"),
            _Place("journal", "Journal", "journal"),
            _Place("import", "Import", "import"),
            _Place("out", "Take it out", "export"),
            _Place("sources", "Sources", "sources"),
            _Place("track_record", "Track record", "track_record"),
        ),
    ),
)
# Members and stakeholders come for their own things, not for the desk of a TPM.
_SHORT_RAIL = ("mypage", "program", "roadmap", "letters")
_TABS = ("monday", "roadmap", "program", "letters", "mypage")
_SHORT_ROLES = ("member", "stakeholder")


def rail_for(
    role: Role, places: Mapping[str, str], *, current: str = "", counts: Mapping[str, int] | None = None
) -> tuple[LinkGroup, ...]:
    """
    The rail of a role. A place without an address is left out, so a page that does not exist is never offered.

    Args:
        role: members and stakeholders get the short rail: My page, Program, Roadmap, Letters.
        places: address by place: monday, mypage, findings, portfolio, goals, program, risks, roadmap, plan, milestones,
            promises, roadblocks, people, technical, requirements, morale, changes, decisions, letters, asks, stakeholders,
            facts, journal, import, out, sources, track_record.
        current: the place the page belongs to.
        counts: what waits at a place; nothing is shown for a place that is missing or 0.
    """
    waiting = counts or {}
    if role in _SHORT_ROLES:
        short = sorted(
            (p for _, group in _RAIL for p in group if p.name in _SHORT_RAIL), key=lambda p: _SHORT_RAIL.index(p.name)
        )
        groups: Iterable[tuple[str, Iterable[_Place]]] = (("", short),)
    else:
        groups = _RAIL
    built = (LinkGroup(label, _links(group, places, current, waiting)) for label, group in groups)
    return tuple(group for group in built if group.links)


def tabs_for(role: Role, places: Mapping[str, str], *, current: str = "") -> tuple[Link, ...]:
    """The five places of the phone's tab bar, four for members and stakeholders."""
    wanted = _SHORT_RAIL if role in _SHORT_ROLES else _TABS
    by_name = {place.name: place for _, group in _RAIL for place in group}
    return _links((by_name[name] for name in wanted), places, current, {})


def places_as_commands(rail: Iterable[LinkGroup]) -> CommandGroup:
    """The rail once more as lines of the finder, each with its keys."""
    keys = {place.label: place.key for _, group in _RAIL for place in group}
    return CommandGroup(
        "Go to",
        tuple(
            Command(link.icon, link.label, link.url, keys=("G", keys[link.label]) if keys.get(link.label) else ())
            for group in rail
            for link in group.links
        ),
    )


def keys_for(rail: Iterable[LinkGroup]) -> tuple[Key, ...]:
    """What the keys dialog lists: the fixed keys, then G and a letter for each place of this rail that has one."""
    fixed = (
        Key("Find or do", ("Ctrl K",)),
        Key("Search", ("/",)),
        Key("Next, previous", ("J", "K")),
        Key("Accept", ("A",)),
        Key("Snooze with a reason", ("S",)),
        Key("Back", ("Esc",)),
        Key("All keys", ("?",)),
    )
    going = (Key(c.label, c.keys, c.url) for c in places_as_commands(rail).commands if c.keys)
    return (*fixed, *going)


def _links(
    places: Iterable[_Place], urls: Mapping[str, str], current: str, counts: Mapping[str, int]
) -> tuple[Link, ...]:
    return tuple(
        Link(place.icon, place.label, urls[place.name], counts.get(place.name) or None, place.name == current)
        for place in places
        if place.name in urls
    )
