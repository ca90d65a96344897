"""The frame around a page: rail, crumbs, round state, finder, basis. Reads stored results only."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest

from leadline.charts import words
from leadline.record.access import Who, for_
from leadline.record.doors import PAGES, Visit
from leadline.record.models import Job, Round
from leadline.record.places import form_of
from leadline.record.results import last_round
from leadline.web.shell import (
    Command,
    CommandGroup,
    Crumb,
    Link,
    LinkGroup,
    Role,
    RoundState,
    Shell,
    Theme,
    Toast,
    keys_for,
    places_as_commands,
    rail_for,
    tabs_for,
)

PLACES = (
    "monday",
    "findings",
    "portfolio",
    "goals",
    "program",
    "risks",
    "roadmap",
    "plan",
    "milestones",
    "slips",
    "people",
    "technical",
    "changes",
    "decisions",
    "letters",
    "asks",
    "ranges",
    "facts",
    "sources",
    "journal",
    "requirements",
    "stakeholders",
    "track_record",
    "roadblocks",
    "promises",
    "out",
)
BELONGS = {
    "finding": "findings",
    "milestone": "milestones",
    "slip": "slips",
    "letter": "letters",
    "imports": "import",
    "source": "sources",
    "connect": "sources",
    "briefs": "letters",
    "fact_list": "facts",
}


def frame(
    request: HttpRequest,
    visit: Visit,
    title: str,
    *,
    current: str = "",
    wide: bool = False,
    within: tuple[Crumb, ...] = (),
) -> Shell:
    """The shell of a page of a program; `within` are the lists it belongs to, where it is no registered page."""
    role = cast(Role, visit.who.role_in(visit.program) or "stakeholder")
    places = places_of(visit.program.key)
    place = BELONGS.get(current, current)
    round = last_round(visit.who, visit.program)
    rail = rail_for(role, places, current=place, counts=_counts(visit.who, round))
    state = round_state(visit, round)
    return Shell(
        title=f"{title} · {visit.program}",
        as_of=visit.today,
        home_url=places.get("monday", "/"),
        organisation="Leadline",
        organisation_url="/",
        program_name=str(visit.program),
        program_id=visit.program.key,
        programs=_programs(visit),
        person_name=visit.who.name,
        person_initials=words.initials(visit.who.name),
        sign_out_url="/sign-out",
        role=role,
        crumbs=(
            Crumb(str(visit.program), places.get("program", "")),
            *_parent(place, current, places),
            *within,
            Crumb(title),
        ),
        rail=rail,
        tabs=tabs_for(role, places, current=place),
        round=state,
        find_url=f"/p/{visit.program.key}/find",
        palette=_palette(visit, rail),
        keys=keys_for(rail),
        toasts=tuple(_toast(one, visit) for one in messages.get_messages(request)),
        basis=_basis(round),
        blind_count=len(round.blind) if round else 0,
        blind_url=f"{places['findings']}#blind" if "findings" in places else "",
        theme=cast(
            Theme, request.COOKIES.get("theme", "") if request.COOKIES.get("theme") in ("light", "dark") else ""
        ),
        wide=wide or current in ("roadmap", "plan"),
        refresh_seconds=5 if state.running else 0,
    )


def places_of(key: str) -> dict[str, str]:
    """The address of each place of a program that has a page."""
    found = {name: f"/p/{key}/{PAGES[name].path}" for name in PLACES if name in PAGES and "<" not in PAGES[name].path}
    if "imports" in PAGES:
        found["import"] = f"/p/{key}/{PAGES['imports'].path}"
    if "briefs" in PAGES:
        found["letters"] = f"/p/{key}/{PAGES['briefs'].path}"
    return found


def round_state(visit: Visit, round: Round | None) -> RoundState:
    """What the top line says of the round: the last one, or how far the running one is."""
    live = for_(visit.who).jobs(visit.program).filter(kind="round", state__in=(Job.QUEUED, Job.RUNNING)).first()
    url = f"/p/{visit.program.key}/{PAGES['rounds'].path}" if "rounds" in PAGES else f"/p/{visit.program.key}/monday"
    if live is not None:
        says = live.says or "waiting for a worker"
        number = (round.number if round else 0) + 1
        return RoundState(
            f"Round {number}, {says[:1].lower()}{says[1:]}",
            url,
            "unknown",
            running=True,
            share=live.share,
            poll_url=f"/p/{visit.program.key}/round-state",
        )
    if round is None:
        return RoundState("No round yet", url, "unknown")
    return RoundState(f"Round {round.number}, {words.moment(round.finished_at, visit.at.date())}", url)


def _parent(place: str, current: str, places: dict[str, str]) -> tuple[Crumb, ...]:
    """The list a page about one thing belongs to."""
    one_thing = current in PAGES and "<" in PAGES[current].path
    return (Crumb(place.capitalize(), places[place]),) if one_thing and place in places else ()


def _counts(who: Who, round: Round | None) -> dict[str, int]:
    return {"findings": for_(who).findings(round).exclude(state="gone").count()} if round else {}


def _programs(visit: Visit) -> tuple[Link, ...]:
    return tuple(
        Link("program", str(one), f"/p/{one.key}/monday", current=one.pk == visit.program.pk)
        for one in for_(visit.who).programs()[:50]
    )


def _palette(visit: Visit, rail: tuple[LinkGroup, ...]) -> tuple[CommandGroup, ...]:
    base = f"/p/{visit.program.key}"
    do = (
        Command("add", "Add a milestone", form_of("milestone", base)),
        Command("add", "Add a work item", form_of("work", base)),
        Command("roadblocks", "Record a roadblock", form_of("roadblock", base)),
        Command("risks", "Record a risk", form_of("risk", base)),
        Command("decisions", "Open a decision", form_of("decision", base)),
        Command("asks", "Ask somebody for something", f"{base}/asks"),
        Command("people", "Let somebody in", f"{base}/access"),
        Command("import", "Connect a tracker", f"{base}/connect"),
        Command("export", "Take the program out", f"{base}/out"),
    )
    others = tuple(Command("program", str(one.label), one.url) for one in _programs(visit) if not one.current)
    groups = [CommandGroup("Do", do), places_as_commands(rail)]
    return tuple([*groups, CommandGroup("Other programs", others)] if others else groups)


def _toast(message: Any, visit: Visit) -> Toast:
    """A message with a journal line in its extra tags can be taken back."""
    line = message.extra_tags or ""
    undo = f"/p/{visit.program.key}/undo/{line}" if line.isdigit() else ""
    return Toast(
        words.dated(str(message), visit.today), "off-track" if message.level >= messages.ERROR else "on-track", undo
    )


def _basis(round: Round | None) -> str:
    if round is None:
        return "No round has run yet, so nothing here is computed."
    day = f"{round.as_of:%a} {round.as_of.day} {round.as_of:%b %Y}"
    return f"Round {round.number}, as of {day}. {round.futures:,} futures, seed {round.seed}."
