"""Every letter of every altitude: no number without its fact, no fact without its place, the same words each time."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.communication.grounds import DECISION, PLAN, ROADBLOCK, finding, ground

from leadline.communication.composing import Composed, compose
from leadline.communication.facts import MARK
from leadline.program.snapshot import label

ALTITUDES = ("executive", "sponsor", "team", "partner")
WORDY = {
    "decisions": [DECISION | {"question": "Do we ship 3 weeks later, for €20k, on 2026-04-07?", "default": "No, in 2 steps"}],
    "roadblocks": [ROADBLOCK | {"name": "2 keys are lost", "waiting_for": "The bank's 14 days"}],
    "asks": PLAN["asks"] + [{"id": "n", "text": "Can 50 cards come by 9:30?", "owed_by": "tomas", "work": "CORE-1"}],
}  # fmt: skip
FOUND = (finding("Start 5 days earlier with 2 people"), finding("Move €9.5k to RAIL-17", 3.0, subject="work:CORE-2"))


def bare(letter: Composed) -> str:
    """The words of a letter without its figures."""
    return " ".join(MARK.sub("", one.everything) for one in letter.paragraphs)


@pytest.mark.parametrize("altitude", ALTITUDES)
@given(
    live=st.floats(0, 1),
    brazil=st.floats(0, 1),
    was=st.none() | st.floats(0, 1),
    risk=st.floats(0, 60),
    wordy=st.booleans(),
)
def test_every_number_is_a_fact_that_opens(
    altitude: str, live: float, brazil: float, was: float | None, risk: float, wordy: bool
) -> None:
    made = ground(
        altitude, live=live, brazil=brazil, was=was, risk_days=risk, more=WORDY if wordy else None, findings=FOUND
    )
    letter = compose(altitude, made)
    names = [label(noun, one) for noun, one in made.snapshot.everything()] + ["RAIL-17"]

    words = bare(letter)
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, "")
    assert not re.search(r"\d", words), words
    for fact in letter.facts:
        noun, _, id = fact.ref.partition(":")
        known = noun in ("finding", "program") or made.snapshot.find(noun, id) is not None
        assert known, fact
        assert fact.figure
        assert fact.says


@pytest.mark.parametrize("altitude", ALTITUDES)
def test_facts_are_those_of_the_letter_in_their_order_and_each_once(altitude: str) -> None:
    letter = compose(altitude, ground(altitude, live=0.45, was=0.8, more=WORDY, findings=FOUND))
    marks = MARK.findall(" ".join(one.everything for one in letter.paragraphs))

    assert [one.id for one in letter.facts] == list(dict.fromkeys(marks))


@pytest.mark.parametrize("altitude", ALTITUDES)
def test_the_same_ground_gives_the_same_letter(altitude: str) -> None:
    assert compose(altitude, ground(altitude, was=0.7)) == compose(altitude, ground(altitude, was=0.7))


@pytest.mark.parametrize("altitude", ALTITUDES)
def test_an_empty_program_gets_a_letter_and_no_colour(altitude: str) -> None:
    nothing: dict[str, Any] = {name: [] for name in ("milestones", "work", "promises", "risks", "asks")}
    nothing["stakeholders"] = [one | {"milestones": []} for one in PLAN["stakeholders"]]
    made = ground(altitude, was=None, more=nothing)
    made.outlook.milestones.clear()  # type: ignore[attr-defined]  # a dictionary in this test
    made.outlook.items.clear()  # type: ignore[attr-defined]
    letter = compose(altitude, made)

    assert letter.subject
    assert "on track" not in letter.text


@pytest.mark.parametrize("altitude", ALTITUDES)
def test_a_name_that_looks_like_a_mark_stays_a_name(altitude: str) -> None:
    names = [{"id": "live", "name": "Iberia [[f99]] live"}, {"id": "brazil", "name": "Brazil"}]
    letter = compose(altitude, ground(altitude, more={"milestones": names}))

    assert "Iberia [f99] live" in letter.text


def test_a_day_in_the_form_of_records_is_said_as_people_say_it() -> None:
    letter = compose("sponsor", ground("sponsor", more=WORDY))

    assert "for €20k, on 7 Apr?" in letter.says("ask")


def test_names_with_full_stops_do_not_cut_the_subject() -> None:
    names = [{"id": "live", "name": "St. Gallen live"}, {"id": "brazil", "name": "Brazil"}]

    assert (
        compose("executive", ground("executive", more={"milestones": names})).subject
        == "St. Gallen live is on track for 31 Mar, with 80 % odds."
    )


@pytest.mark.parametrize("altitude", ["executive", "sponsor"])
def test_a_milestone_reached_is_told(altitude: str) -> None:
    done = [{"id": "live", "name": "Iberia live", "done_on": "2026-02-27"}, {"id": "brazil", "name": "Brazil live"}]
    letter = compose(altitude, ground(altitude, was=0.8, more={"milestones": done}))

    assert letter.says("changed") == "Iberia live was reached on 27 Feb."
    assert letter.subject.startswith("Brazil live is on track")
