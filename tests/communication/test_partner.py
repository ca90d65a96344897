"""What a partner reads: what they get and when, as a range, and what we need of them. Nothing of the inside."""

from tests.communication.grounds import ROADBLOCK, finding, ground

from leadline.communication.composing import compose


def test_it_opens_with_what_they_get_and_when() -> None:
    letter = compose("partner", ground("partner", live=0.6, was=0.6))

    # 60 % come on 31 March, so the middle is that day; 80 % have come on 10 April.
    assert letter.subject == "You get Iberia live between 31 Mar and 10 Apr; we promised 31 Mar."


def test_it_tells_only_of_what_they_follow() -> None:
    assert "Brazil" not in compose("partner", ground("partner")).text


def test_what_we_need_of_them_has_its_day_and_no_tracker_key() -> None:
    letter = compose("partner", ground("partner", was=0.8))

    assert letter.says("ask") == "We need from you by 6 Mar: When is the new slot for Certification?"


def test_odds_risks_names_and_money_stay_inside() -> None:
    more = {"roadblocks": [ROADBLOCK], "decisions": [{"id": "d", "question": "Do we leave the bank?"}]}
    letter = compose(
        "partner", ground("partner", live=0.4, was=0.8, more=more, findings=(finding("Replace the bank"),))
    )
    everything = " ".join([letter.text, *(one.says for one in letter.facts)])

    for inside in ("40", "queue", "Mara", "Joana", "Ines", "RAIL-17", "€", "leave the bank", "Replace", "off track"):
        assert inside not in letter.text, inside
    assert "Joana" not in everything
    assert "RAIL-17" not in everything


def test_less_certainty_is_said_in_words() -> None:
    letter = compose("partner", ground("partner", live=0.4, was=0.8))

    assert (
        letter.says("changed")
        == "Iberia live has become less certain since our last letter of 23 Feb; the range above is new."
    )


def test_a_moved_date_is_said_with_the_old_one() -> None:
    moved = [
        {"id": "live-1", "milestone": "live", "due": "2026-03-20", "set_on": "2026-01-05", "state": "replaced"},
        {"id": "live-2", "milestone": "live", "due": "2026-03-31", "set_on": "2026-02-27"},
    ]
    letter = compose("partner", ground("partner", was=0.8, more={"promises": moved}))

    assert letter.says("changed") == "Since our last letter the date of Iberia live has moved from 20 Mar to 31 Mar."


def test_when_nothing_changed_for_them_it_says_so() -> None:
    letter = compose("partner", ground("partner", live=0.8, was=0.8, more={"asks": []}))

    assert letter.says("changed") == "Nothing has changed for you since our last letter of 23 Feb."
    assert "Nothing is needed from you." in letter.text


def test_a_day_that_most_futures_never_see_is_not_named() -> None:
    made = ground("partner", live=0.8)
    never = made.outlook.milestones["live"].__class__("live", made.as_of, 1000, (29,), (300,), None, None)
    made.outlook.milestones["live"] = never  # type: ignore[index]  # a dictionary in this test

    assert compose("partner", made).subject == "We cannot name a day for Iberia live yet; we promised 31 Mar."
