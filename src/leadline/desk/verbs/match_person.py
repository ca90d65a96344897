"""Say that somebody in a tracker is one of the program's people."""

from leadline.desk.verbs.map_word import map_word
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, verb


@verb(roles=RUNS)
def match_person(act: Act, *, source: str, login: str, person: str = "") -> Done:
    """
    The one with this name in the tracker is this person of the program; an empty person takes that back.

    Equal names are proposed and never matched by themselves: two people may have one name.
    """
    return map_word(act, source=source, kind="people", word=login, meaning=person)
