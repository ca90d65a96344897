"""What the sponsor reads: one page with money, options, every promise with its first date, and one recommendation."""

from dataclasses import replace

from tests.communication.grounds import DECISION, ROADBLOCK, finding, ground

from leadline.communication.composing import compose
from leadline.program.finding import PriceLine


def says(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_each_option_has_its_gain_its_worth_its_cost_and_who_must_agree() -> None:
    letter = compose("sponsor", ground("sponsor", findings=(finding("Book a second slot"),)))

    # 8 days at €15,000 a day.
    assert says(letter.says("option")) == (
        "Book a second slot. It wins back 8 days of Iberia live, worth €120k, and costs €3k. Tomas Reyes and Joana Pires must agree."
    )
    assert letter.says("recommendation") == "We recommend this."


def test_the_first_of_several_is_recommended_and_gains_are_not_added() -> None:
    both = (finding("Book a second slot"), finding("Start the pilot earlier", 5.0, subject="work:CORE-1"))
    letter = compose("sponsor", ground("sponsor", findings=both))

    assert letter.says("recommendation") == "We recommend the first: it is worth most. Gains do not add up."


def test_the_same_thing_is_offered_once() -> None:
    same = (
        finding("Decide on Lisbon"),
        finding("Choose Lisbon today"),
        finding("Decide on Lisbon", subject="work:CORE-1"),
    )
    letter = compose("sponsor", ground("sponsor", findings=same))

    assert [one.kind for one in letter.paragraphs].count("option") == 1


def test_bad_news_without_any_option_says_that_the_date_is_the_question() -> None:
    letter = compose("sponsor", ground("sponsor", live=0.4, was=0.8))

    assert (
        letter.says("recommendation") == "No action we have tried wins back days, so the date itself is the question."
    )


def test_every_promise_stands_with_its_first_date() -> None:
    letter = compose("sponsor", ground("sponsor"))
    rows = [[letter.plain(cell) for cell in one.cells] for one in letter.paragraphs if one.kind == "promise"]

    assert [[says(cell) for cell in row] for row in rows] == [
        ["Iberia live", "on-track", "20 Mar", "31 Mar", "80 %"],
        ["Brazil live", "on-track", "12 Jun", "12 Jun", "90 %"],
    ]


def test_dates_and_cost_are_told_together() -> None:
    letter = compose("sponsor", ground("sponsor"))

    # Costs run evenly from €300,000 to €400,000: the middle is €350,000, and 80 % cost €380,000 or less.
    assert says(letter.says("confidence")) == (
        "All promises hold together in 60 % of futures. The cost is €350k in the middle future and €380k or less in 80 % of them, "
        "against a budget of €400k. Dates and budget hold together in 50 %."
    )


def test_a_colour_somebody_set_by_hand_stands_beside_the_computed_one() -> None:
    own = {
        "id": "j",
        "milestone": "live",
        "status": "on-track",
        "reason": "The bank called",
        "by": "joana",
        "until": "2026-03-20",
    }
    letter = compose("sponsor", ground("sponsor", live=0.45, more={"judgements": [own]}))

    assert (
        letter.says("judged")
        == "Joana Pires calls Iberia live on track; the futures say off track. The reason: The bank called."
    )


def test_what_was_told_longest_ago_still_counts_where_no_later_letter_told_it() -> None:
    letter = compose("sponsor", ground("sponsor", live=0.6, was=0.8))

    assert "20 points less than you were told last" in letter.subject


def test_a_finding_for_those_who_run_the_program_is_never_offered() -> None:
    hidden = finding("Relieve Mara Lindqvist", audience="tpm")
    letter = compose("sponsor", ground("sponsor", live=0.4, was=0.8, findings=(hidden,)))

    assert "Relieve" not in letter.text


def test_risks_come_with_their_response() -> None:
    response = {"kind": "mitigate", "action": "Ask for a standing slot", "owner": "joana", "due": "2026-03-13"}
    risk = {"id": "queue", "event": "The queue of the bank is full", "work": ["RAIL-17"], "response": response}
    letter = compose(
        "sponsor", ground("sponsor", more={"risks": [risk], "roadblocks": [ROADBLOCK], "decisions": [DECISION]})
    )

    assert letter.says("risk").endswith("Joana Pires: Ask for a standing slot by 13 Mar.")


def test_an_option_says_which_promise_pays_for_it() -> None:
    found = finding("Ask Joana to go first")
    best = found.remedies[0]
    assert best.price is not None
    lines = (*best.price.lines, PriceLine("brazil", -3.94, -4.2, -3.7))
    paid = replace(best, price=replace(best.price, lines=lines))
    letter = compose("sponsor", ground("sponsor", live=0.4, findings=(replace(found, remedies=(paid,)),)))

    assert "wins back 8 days of Iberia live, but Brazil live gets 4 days later, worth" in letter.says("option")
