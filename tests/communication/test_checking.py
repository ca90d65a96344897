"""A number in a letter is among its facts, with what it counts; or it is not in the letter."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.communication.grounds import DECISION, PLAN, ROADBLOCK, finding, ground

from leadline.communication.checking import odd_numbers
from leadline.communication.composing import compose
from leadline.program import document

SNAPSHOT = document.read(PLAN | {"milestones": [*PLAN["milestones"], {"id": "m40", "name": "Pilot with 12 shops"}]})
FIGURES = ("59 %", "30 Apr", "14 days", "€36k", "10,000", "4 weeks")
FACTS = [{"id": f"f{at}", "figure": one, "says": "", "ref": ""} for at, one in enumerate(FIGURES)]


def odd(text: str) -> list[str]:
    return odd_numbers(text, FACTS, SNAPSHOT)


@pytest.mark.parametrize(
    "text",
    [
        "Iberia has 59 % odds, or 59% or 59\u00a0% or 59 percent.",
        "It is due on 30 April, the 30th of the month; April 30, 2026.",
        "We can win back 14 days, and I mean 14.",
        "It costs €36k. That is four weeks of work in 10000 futures, or in 10,000.",
        "The Pilot with 12 shops and RAIL-17 are on m40.",
        "One decision is needed, and both of us know it.",
    ],
)
def test_a_figure_may_be_said_in_other_words(text: str) -> None:
    assert odd(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It has 97 % odds.", ["97 %"]),
        ("It takes 59 days.", ["59 days"]),
        ("It has 14 % odds.", ["14 %"]),
        ("It is due on 30 May.", ["30 May"]),
        ("It is due on 14 April.", ["14 April"]),
        ("It costs €14.", ["€14"]),
        ("It costs 36.", ["36"]),
        ("It costs €36M.", ["€36M"]),
        ("We need five weeks.", ["five weeks"]),
        ("There are 12 people.", ["12 people"]),
        ("There are 14.5 days.", ["14.5 days"]),
        ("It has ９７ % odds, 10² times.", ["97 %", "102"]),
        ("17 pieces wait, and 40 more.", ["17", "40"]),
        ("It has 97 % odds. Really 97 %.", ["97 %"]),
    ],
)
def test_another_number_is_named_as_it_was_typed(text: str, found: list[str]) -> None:
    assert odd(text) == found


@pytest.mark.parametrize("altitude", ["executive", "sponsor", "team", "partner"])
@pytest.mark.parametrize("live", [0.0, 0.004, 0.3, 0.62, 0.9, 1.0])
def test_a_composed_letter_passes_its_own_check(altitude: str, live: float) -> None:
    more = {
        "decisions": [DECISION | {"question": "Do we ship 3 weeks later, on 2026-04-07, for €20k?", "default": "No, by 30 April"}],
        "roadblocks": [ROADBLOCK | {"name": "2 keys are lost", "waiting_for": "The bank's 14 days"}],
    }  # fmt: skip
    made = ground(altitude, live=live, was=0.8, more=more, findings=(finding("Start 5 days earlier with 2 people"),))
    letter = compose(altitude, made)

    assert odd_numbers(letter.text, [asdict(one) for one in letter.facts], made.snapshot) == []


PIECES = st.sampled_from(
    ["5", "12", "3,5", "10,000", "€", "EUR ", "k", "M", " %", "%", " days", "-day", " working days", " Days", " hours", " people", " June", "June ",
     "th", "2026-04-07", "four weeks", " RAIL-17 ", "v1.34", ":", "/", ".", ", ", " ", "x", "A yes"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=8).map("".join))
def test_whatever_was_typed_into_the_plan_can_stand_in_a_letter_and_be_edited(text: str) -> None:
    made = ground("sponsor", live=0.4, was=0.8, more={"decisions": [DECISION | {"question": "q", "default": text}]})
    letter = compose("sponsor", made)

    assert odd_numbers(letter.text, [asdict(one) for one in letter.facts], made.snapshot) == []
