"""Who is in which team, what teams know, and how busy teams are. Never how busy or how fast one person is."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from leadline.charts import parts, words
from leadline.charts.load import TeamWeeks
from leadline.charts.load import load as draw_load
from leadline.direction.questions import Standing, standing
from leadline.program.people import Person, Team
from leadline.record.access import PLANS
from leadline.record.doors import Page, Visit, page
from leadline.record.places import form_of

FEWEST = 3
"""From so many people on a team's load says nothing about one of them."""

WEEKS = 12
FULL = 0.95
MOST_NAMED, MOST_FACES = 12, 40


@dataclass(frozen=True)
class TeamCard:
    """One team: its people by name, its skills as counts, and its load by week, or why that is kept back."""

    id: str
    name: str
    url: str
    people: tuple[parts.Person, ...]
    skills: tuple[tuple[str, int], ...]
    weeks: tuple[float, ...]
    says: str

    @property
    def folded(self) -> bool:
        """Whether the faces are more than anybody looks at."""
        return len(self.people) > MOST_FACES


@dataclass(frozen=True, kw_only=True)
class PeoplePage(Page):
    """What the template reads."""

    says: str
    lede: str
    roles: tuple[tuple[str, str], ...] = ()
    load: parts.Figure | None = None
    teams: tuple[TeamCard, ...] = ()
    unpeopled: parts.Table | None = None
    add_url: str = ""
    empty: parts.Empty | None = None


@page("people")
def people(visit: Visit) -> PeoplePage:
    """The people of the program, by team."""
    return present(standing(visit))


def present(now: Standing) -> PeoplePage:
    """The page out of stored results."""
    add = form_of("person", now.base) if now.role in PLANS else ""
    if not now.snapshot.people and not now.snapshot.teams:
        empty = parts.Empty(
            "Nobody is recorded",
            "Without people nothing is scheduled on anybody.",
            "people",
            url=add,
            verb="Add a person",
        )
        return PeoplePage(title="People", says="Nobody is recorded yet.", lede="", empty=empty)
    cards = tuple(_card(now, one) for one in sorted(now.snapshot.teams, key=lambda one: (one.name, one.id)))
    alone, peopled = _card(now, None), tuple(one for one in cards if one.people)
    return PeoplePage(
        title="People",
        says=_says(now, cards),
        lede="Load is of teams, half of all futures are above it and half below. Nothing here is about one person.",
        roles=tuple(_roles(now)),
        load=_load(now, cards),
        teams=(*peopled, *((alone,) if alone.people else ())),
        unpeopled=_unpeopled(now, [one for one in cards if not one.people]),
        add_url=add,
    )


def _says(now: Standing, cards: tuple[TeamCard, ...]) -> str:
    count, teams = words.plural(len(now.snapshot.people), "person", "people"), words.plural(len(cards), "team")
    if cards and not any(one.people for one in cards):
        return f"{count}, none of them in one of the {teams}."
    full = [name for name, weeks in _full(now) if weeks]
    if full:
        verb = "is" if len(full) == 1 else "are"
        return f"{count} in {teams}. {words.listed(full[:3])} {verb} full for weeks to come."
    return f"{count} in {teams}."


def _unpeopled(now: Standing, cards: list[TeamCard]) -> parts.Table | None:
    """Teams of which nobody is recorded, in a row each: what they have, and how large they are said to be."""
    if not cards:
        return None
    projects, sizes = (
        Counter(one.team for one in now.snapshot.projects),
        {one.id: one.size for one in now.snapshot.teams},
    )
    homes = {one.id: one.team for one in now.snapshot.projects}
    ahead = Counter(
        one.team or homes.get(one.project, "") for one in now.snapshot.work if one.state in ("todo", "doing")
    )
    sized = any(sizes.get(one.id) for one in cards)
    columns = [parts.Column("Team"), *(parts.Column(one, number=True) for one in ("Projects", "Open work"))]
    rows = [
        [parts.Cell(one.name, one.url), parts.Cell(words.number(projects[one.id])), parts.Cell(words.number(ahead[one.id]))]
        for one in cards
    ]  # fmt: skip
    if sized:
        columns.append(parts.Column("People it counts", number=True))
        for row, one in zip(rows, cards, strict=True):
            row.append(parts.Cell(words.number(sizes[one.id]), kind="quiet"))
    return parts.Table("Teams of which nobody is recorded", columns, [parts.Row(row) for row in rows])


def _full(now: Standing) -> list[tuple[str, int]]:
    """Teams large enough to be told, with the number of the next weeks in which they are full."""
    sizes = Counter(one.team for one in now.snapshot.people if not one.outside)
    loads = now.outlook.load if now.outlook else ()
    return [
        (now.name("team", one.team), sum(share >= FULL for share in one.weeks[:4]))
        for one in loads
        if sizes[one.team] >= FEWEST
    ]


def _card(now: Standing, team: Team | None) -> TeamCard:
    mine = sorted(
        (one for one in now.snapshot.people if one.team == (team.id if team else "")),
        key=lambda one: one.name or one.id,
    )
    shares = next((one.weeks for one in now.outlook.load if team and one.team == team.id), ()) if now.outlook else ()
    ours = sum(not one.outside for one in mine)
    shown = shares[:WEEKS] if ours >= FEWEST else ()
    name = (team.name or team.id) if team else "In no team"
    return TeamCard(
        id=team.id if team else "none",
        name=name,
        url=now.url("team", team.id) if team else "",
        people=tuple(parts.Person(one.name or one.id, one.outside) for one in mine),
        skills=tuple(_skills(mine)),
        weeks=tuple(shown),
        says=_why_no_load(team, ours, bool(shares)) if not shown else "",
    )


def _why_no_load(team: Team | None, ours: int, known: bool) -> str:
    if team is None:
        return ""
    if ours < FEWEST:
        return f"Load is shown from {FEWEST} people on, so that it tells nothing about one of them."
    return "" if known else "No work of it is foreseen, so its load is unknown."


def _skills(people: list[Person]) -> list[tuple[str, int]]:
    counts = Counter(skill.name for one in people for skill in one.skills)
    return sorted(counts.items())


def _load(now: Standing, cards: tuple[TeamCard, ...]) -> parts.Figure | None:
    shown = [one for one in cards if one.weeks]
    if not shown:
        return None
    weeks = [now.today + timedelta(days=7 * number) for number in range(max(len(one.weeks) for one in shown))]
    columns = [parts.Column("Team"), *(parts.Column(words.day(one, now.today), number=True) for one in weeks)]
    rows = [
        parts.Row([parts.Cell(one.name, one.url), *(parts.Cell(words.share(share), kind="strong" if share >= FULL else "") for share in one.weeks)])
        for one in shown
    ]  # fmt: skip
    drawn = [TeamWeeks(one.name, one.weeks) for one in shown]
    wide, narrow = (
        draw_load(drawn, id=f"load-{size}", first=now.today, width=width)
        for size, width in (("wide", 1096), ("narrow", 358))
    )
    numbers = parts.Table("Load of teams by the week that begins on a day", columns, rows)
    return parts.Figure(wide, narrow, "Deeper is busier; the deepest is more than the team can do.", numbers=numbers)


def _roles(now: Standing) -> list[tuple[str, str]]:
    owners = sorted({now.name("person", one.owner) for one in now.snapshot.projects if one.owner})
    said = [("Sponsor", now.name("person", now.snapshot.sponsor)), ("TPM", now.name("person", now.snapshot.tpm))]
    return [(role, name or "nobody named") for role, name in said] + [("Own a project", _some(owners))]


def _some(names: list[str]) -> str:
    """Names as long as people read them."""
    if len(names) <= MOST_NAMED:
        return words.listed(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} others"
