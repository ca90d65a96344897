"""`leadline brief`: the letters that were drafted from the last round."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import Json, ProgramKey

if TYPE_CHECKING:
    from leadline.record.models import Draft, Program


def brief(
    letter: Annotated[
        str, typer.Argument(metavar="LETTER", help="Its id, or for whom: executive, sponsor, team, partner.")
    ] = "",
    program: ProgramKey = "",
    facts: Annotated[bool, typer.Option("--facts", help="Also the facts behind it.")] = False,
    json: Json = False,
) -> None:
    """Show a drafted letter, or list them all. Approving and sending one is a verb: `leadline do`."""
    from leadline.cli import ready
    from leadline.cli.acting import program_named
    from leadline.cli.say import as_json, note

    ready.database()
    chosen = program_named(program)
    found = _drafts(chosen, letter)
    if json:
        as_json([_form(one, state) for one, state in found])
    elif not found:
        note("Nothing is drafted yet; a round drafts letters for the stakeholders of a program.")
    elif letter:
        for one, _ in found:
            _show(one, facts)
    else:
        _list(found)
    if not json and not letter:
        _given_up(chosen)


def _drafts(program: "Program", wanted: str) -> "list[tuple[Draft, str]]":
    """Drafts, newest first, with the state of their letter."""
    from leadline.cli.acting import somebody
    from leadline.cli.errors import Stop
    from leadline.record.access import for_
    from leadline.record.models import Draft, Letter

    scope = for_(somebody())
    states = dict(scope.facts(Letter, program).values_list("key", "state"))
    every = [
        (one, states.get(one.letter, "draft")) for one in scope.rows(Draft, program).order_by("-round_number", "letter")
    ]
    found = [(one, state) for one, state in every if wanted in ("", one.letter, one.altitude)]
    if wanted and not found:
        known = ", ".join(sorted({one.altitude for one, _ in every} | {one.letter for one, _ in every})) or "none yet"
        raise Stop(f"There is no letter “{wanted}”. There are: {known}.")
    newest = max((one.round_number for one, _ in found), default=0)
    return [(one, state) for one, state in found if not wanted or wanted == one.letter or one.round_number == newest]


def _given_up(program: "Program") -> None:
    """What could not be delivered, and how it is sent again."""
    from leadline.cli.acting import somebody
    from leadline.cli.say import note
    from leadline.record.access import for_
    from leadline.record.models import OutboxLetter

    for one in for_(somebody()).rows(OutboxLetter, program).filter(state=OutboxLetter.DEAD).order_by("id"):
        again = f"leadline do resend mail={one.pk} --program {program.key}"
        note(f"“{one.subject}” did not go out to {one.person}: {one.problem} Send it again: {again}")


def _form(one: "Draft", state: str) -> dict[str, Any]:
    return {
        "letter": one.letter,
        "for": one.altitude,
        "state": state,
        "subject": one.subject,
        "text": _text(one),
        "facts": one.facts,
        "round": one.round_number,
        "since": one.since.isoformat() if one.since else None,
    }


def _text(one: "Draft") -> str:
    from leadline.communication.wording import plain

    return plain(one)


def _show(one: "Draft", facts: bool) -> None:
    from leadline.cli.say import out

    out(f"{one.subject}\n\n{_text(one)}")
    for fact in one.facts if facts else ():
        out(f"  {fact.get('id', '')}  {fact.get('says', '')}  [{fact.get('ref', '')}]")


def _list(found: "list[tuple[Draft, str]]") -> None:
    from leadline.cli.say import table

    table([(one.letter, one.altitude, state, one.subject) for one, state in found])
