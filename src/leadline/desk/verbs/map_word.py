"""Say what the words of a tracker mean."""

from collections.abc import Sequence

from leadline.desk.connecting import source_called
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.hearing.asking import ask_again
from leadline.record.models import JournalLine
from leadline.record.snapshots import load_snapshot

KINDS = ("states", "kinds", "people", "teams", "fields", "parts")
STATES = ("todo", "doing", "done", "dropped")
MEANT = {"people": "person", "teams": "team", "parts": "project|milestone|work"}
"""Kinds of words that mean a noun of the program, and which."""
LONGEST = 200


@verb(roles=RUNS)
def map_word(act: Act, *, source: str, kind: str, word: str | Sequence[str], meaning: str | Sequence[str] = "") -> Done:
    """
    Say what a word of the tracker means, or several at once; an empty meaning takes back what was said.

    `kind` is states, kinds, people, teams, fields or parts. Everything kept is read again with it. Raises `Refused` for a
    kind or a state that is none, and for a person, a team or what a part serves that the program does not have.
    """
    found = source_called(act.who, act.program, source)
    if kind not in KINDS:
        raise Refused(f"A kind of word is one of {', '.join(KINDS)}.", "kind")
    said = _pairs(word, meaning)
    _check(act, kind, said)
    own = {**found.mapping.get(kind, {}), **said}
    mapping = {**found.mapping, kind: {one: means for one, means in own.items() if means}}
    if mapping[kind] == found.mapping.get(kind, {}):
        return Done("These words mean that already.", quiet=True)

    def keep(_: JournalLine) -> None:
        found.mapping = mapping
        found.save(update_fields=["mapping"])
        ask_again(found, act.at)

    first = ", ".join(f"“{one}” means {means or 'what the tracker says'}" for one, means in list(said.items())[:5])
    more = f" and {len(said) - 5} more" if len(said) > 5 else ""
    return Done(f"{found.address}, {kind}: {first}{more}.", after=keep, audience="tpm")


def _pairs(word: str | Sequence[str], meaning: str | Sequence[str]) -> dict[str, str]:
    words = [word] if isinstance(word, str) else [str(one) for one in word]
    means = [meaning] if isinstance(meaning, str) else [str(one) for one in meaning]
    if len(words) != len(means):
        raise Refused("Give one meaning for each word.", "meaning")
    if any(len(one) > LONGEST for one in (*words, *means)):
        raise Refused(f"A word and its meaning have at most {LONGEST} letters.", "word")
    return {one.strip(): told.strip() for one, told in zip(words, means, strict=True) if one.strip()}


def _check(act: Act, kind: str, said: dict[str, str]) -> None:
    if kind == "states" and (odd := next((one for one in said.values() if one and one not in STATES), "")):
        raise Refused(f"“{odd}” is no state. States are {', '.join(STATES)}.", "meaning")
    if kind in MEANT:
        noun = MEANT[kind]
        snapshot = load_snapshot(act.program, act.today)
        if unknown := next((one for one in said.values() if one and snapshot.find(noun, one) is None), ""):
            called = noun.replace("|", " or ")
            raise Refused(f"There is no {called} “{unknown}” in this program. Add the {called} first.", "meaning")
