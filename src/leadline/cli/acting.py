"""Who acts at the command line, on which program, and how a verb is done from here."""

import getpass
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from leadline.cli import ready
from leadline.cli.errors import BAD_INPUT, REFUSED, Stop
from leadline.cli.say import as_json, note, out

if TYPE_CHECKING:
    from leadline.program.snapshot import Snapshot
    from leadline.record.access import Who
    from leadline.record.models import Program, Round


def somebody() -> "Who":
    """Whoever has a shell here owns the installation: the owner's account, or the login name until there is one."""
    from leadline.record.access import SYSTEM, Who, for_

    owner = for_(SYSTEM).accounts().filter(is_owner=True, is_active=True).order_by("id").first()
    return Who(owner.name, account=owner) if owner else Who(_login(), system=True)


def program_named(key: str) -> "Program":
    """The program with that key, or the only one. Raises `Stop` that lists them."""
    from leadline.record.access import for_

    known = {one.key: one for one in for_(somebody()).programs()}
    if not known:
        raise Stop("There is no program yet. `leadline import FILE` brings one in.", REFUSED)
    if not key and len(known) == 1:
        return next(iter(known.values()))
    if key in known:
        return known[key]
    keys = ", ".join(sorted(known))
    says = f"There is no program “{key}”. There are: {keys}." if key else f"Say which program with --program: {keys}."
    raise Stop(says, BAD_INPUT)


def finished_round(program: "Program") -> "Round":
    """The newest finished round of a program. Raises `Stop` when there was none."""
    from leadline.record.results import last_round

    if found := last_round(somebody(), program):
        return found
    raise Stop(f"{program} has had no round yet. Run one: leadline round --program {program.key}", REFUSED)


def act(verb: str, key: str, given: Mapping[str, Any], *, json: bool) -> None:
    """Do a verb in a program and say what was done. Raises `Refused`."""
    from leadline.record.doors import perform

    program = program_named(key)
    done = perform(verb, somebody(), ready.now(), program, given)
    if json:
        from leadline.program.edits import write_edit

        own = {"program": program.key, "verb": verb, "says": done.says}
        secret = {"secret": _address(done.secret)} if done.secret else {}
        as_json({**own, "edits": [write_edit(one) for one in done.edits], **secret})
        return
    out(done.says)
    if done.secret:
        out(_address(done.secret))
        note("Keep it now: it is printed this once. Whoever has it needs no other key.")
    if done.edits and verb != "undo":
        note("The next round shows what it changes; `leadline undo` takes it back.")


def _address(path: str) -> str:
    """Where this Leadline answers, as others reach it, and the path."""
    from django.conf import settings

    from leadline.cli.running.lock import running_at

    site = os.environ.get("LEADLINE_URL") or running_at(ready.home()) or str(settings.SITE_URL)
    return f"{site.rstrip('/')}{path}"


def one_called(snapshot: "Snapshot", noun: str, wanted: str) -> Any:
    """The noun with that id or name. Raises `Stop` when there is none, or when a name means several."""
    from leadline.program.problems import did_you_mean
    from leadline.program.snapshot import label

    if found := snapshot.find(noun, wanted):
        return found
    named = [one for one in snapshot.of(noun) if label(noun, one).casefold() == wanted.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        raise Stop(f"“{wanted}” is the name of several: {', '.join(one.id for one in named)}. Give the id.")
    everything = [word for one in snapshot.of(noun) for word in (one.id, label(noun, one))]
    hint = did_you_mean(wanted, everything) if len(everything) <= 20 or _close(wanted, everything) else ""
    raise Stop(f"There is no {noun} “{wanted}”. {hint}".strip())


def _close(word: str, words: list[str]) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(word, words, n=1))


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # A container may run under a number that has no name.
        return "command line"
