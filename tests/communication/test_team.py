"""What a team reads: where it is, what is done, what is in its way, what decides. No money, nobody of another team."""

from tests.communication.grounds import PLAN, ROADBLOCK, finding, ground

from leadline.communication.composing import compose


def says(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_it_opens_with_the_next_milestone_in_the_middle_future() -> None:
    letter = compose("team", ground("team", live=0.8, was=0.8))

    assert letter.subject == (
        "Our next milestone is Iberia live: 80 % odds for 31 Mar, on track; in the middle future it is reached on 31 Mar."
    )


def test_finished_work_is_thanked_for_without_naming_anybody() -> None:
    letter = compose("team", ground("team", was=0.8))

    assert letter.says("changed") == "Finished since 23 Feb: Refunds. Thank you."
    assert "Mara" not in letter.text


def test_when_nothing_was_finished_it_says_so() -> None:
    work = [one for one in PLAN["work"] if one.get("state") != "done"]
    letter = compose("team", ground("team", was=0.8, more={"work": work}))

    assert letter.says("changed") == "Nothing was finished since 23 Feb, and no milestone was due."


def test_only_its_own_work_decides_and_is_due_soon() -> None:
    letter = compose("team", ground("team", was=0.8))

    # Payments ends on day 8.2 from Monday 2 March, so within day 8: Tuesday 10 March. It was begun ten days ago.
    assert says(letter.says("path")) == "Payments decides Iberia live in 30 % of futures, begun 10 days ago."
    assert letter.says("next") == "In the next two weeks: Payments by 10 Mar."


def test_help_is_wanted_without_saying_who_has_not_answered() -> None:
    letter = compose("team", ground("team", was=0.8))

    assert letter.says("ask") == "Help wanted: Who knows the ledger?"
    assert "Joana" not in letter.text


def test_there_is_no_money_and_no_name_of_another_team_in_it() -> None:
    own = ROADBLOCK | {"work": ["CORE-1"], "name": "Joana Pires holds the key. It costs €5k a day"}
    letter = compose(
        "team", ground("team", live=0.4, was=0.8, more={"roadblocks": [own]}, findings=(finding("Pay €9k to Joana"),))
    )
    everything = " ".join([letter.text, *(one.says for one in letter.facts)])

    assert "somebody in Rails holds the key" in letter.text
    assert "€" not in everything
    assert "Joana" not in everything
    assert "15k" not in everything
