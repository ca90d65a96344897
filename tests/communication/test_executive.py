"""What an executive reads: at most 150 words, the answer first, no tracker keys and no names."""

import re

from tests.communication.grounds import DECISION, ROADBLOCK, finding, ground

from leadline.communication.composing import MOST_WORDS, compose

NAMES = ("Mara", "Joana", "Tomas", "RAIL-17", "CORE-1")
STAND_BY = finding("Ask Tomas Reyes to book a second slot for RAIL-17")


def test_the_first_sentence_is_the_answer_and_the_subject() -> None:
    letter = compose("executive", ground("executive", live=0.8, was=0.8))

    assert letter.subject == "Iberia live is on track for 31 Mar, with 80 % odds."
    assert letter.says("opening").replace("\u00a0", " ") == f"{letter.subject} Nothing is needed from you."


def test_when_nothing_happened_it_says_exactly_that() -> None:
    letter = compose("executive", ground("executive", live=0.8, was=0.79))

    assert (
        letter.says("changed").replace("\u00a0", " ")
        == "No milestone was due since 23 Feb. Confidence for Iberia live stays 80 % (was 79 %)."
    )
    assert letter.says("risk") == "Watching: The queue of the bank is full, which costs Iberia live 4 days."
    assert letter.says("next") == "Next visible: Iberia live by 31 Mar."
    assert letter.says("update") == "You hear again by 9 Mar, or sooner if something changes."


def test_bad_news_is_fact_effect_cause_way_out_ask_and_next_date_in_this_order() -> None:
    more = {"decisions": [DECISION], "roadblocks": [ROADBLOCK]}
    letter = compose("executive", ground("executive", live=0.45, was=0.8, more=more, findings=(STAND_BY,)))
    order = [one.kind for one in letter.paragraphs]

    assert (
        letter.subject == "Iberia live is off track for 31 Mar, with 45 % odds, 35 points less than you were told last."
    )
    # 45 % come on 31 March and all others on 10 April, so 80 % have come on 10 April.
    assert (
        letter.says("effect").replace("\u00a0", " ")
        == "Say 10 Apr if it must hold in 80 % of futures. Each day later costs €15k."
    )
    assert letter.says("cause").startswith("The cause: somebody outside moved the slot of Certification, since 26 Feb")
    assert letter.says("path") == "The best action we have priced wins back 8 days and needs the agreement of 2 people."
    assert (
        letter.says("ask")
        == "Please decide by 6 Mar: May Iberia go live without wallets? Without an answer: We keep them in."
    )
    parts = [order.index(kind) for kind in ("opening", "effect", "cause", "path", "ask", "update")]
    assert parts == sorted(parts)


def test_no_name_and_no_tracker_key_is_in_it_nor_behind_its_figures() -> None:
    more = {"decisions": [DECISION | {"question": "Shall Mara move RAIL-17 behind CORE-1?"}], "roadblocks": [ROADBLOCK]}
    letter = compose("executive", ground("executive", live=0.45, was=0.8, more=more, findings=(STAND_BY,)))
    everything = " ".join([letter.text, *(one.says for one in letter.facts)])

    assert [name for name in NAMES if name in everything] == []
    assert "Shall somebody in Core move Certification behind Payments?" in letter.text


def test_it_never_has_more_than_150_words_and_keeps_the_ask() -> None:
    long = " ".join(["very"] * 40)
    more = {
        "decisions": [DECISION | {"default": f"We keep them in, {long}"}],
        "roadblocks": [ROADBLOCK | {"name": f"The slot moved, {long}"}],
        "risks": [{"id": "queue", "event": f"The queue is {long} full", "work": ["RAIL-17"]}],
    }
    letter = compose("executive", ground("executive", live=0.45, was=0.8, more=more, findings=(STAND_BY,)))

    assert len(letter.text.split()) <= MOST_WORDS
    assert {"opening", "ask", "update"} <= {one.kind for one in letter.paragraphs}
    marks = set(re.findall(r"\[\[(f\d+)\]\]", " ".join(one.text for one in letter.paragraphs)))
    assert {one.id for one in letter.facts} == marks


def test_a_decision_that_is_for_somebody_else_asks_nothing() -> None:
    letter = compose("executive", ground("executive", more={"decisions": [DECISION | {"approver": "joana"}]}))

    assert "Nothing is needed from you." in letter.text
    assert letter.says("ask") == ""


def test_an_overdue_decision_says_since_when_it_waits() -> None:
    letter = compose("executive", ground("executive", more={"decisions": [DECISION | {"needed_by": "2026-02-20"}]}))

    assert "One decision is needed from you, since 20 Feb." in letter.text
    assert letter.says("ask").startswith("Please decide, it was needed by 20 Feb: ")


def test_without_any_promise_it_says_so_instead_of_green() -> None:
    letter = compose("executive", ground("executive", more={"promises": []}))

    assert letter.subject == "Checkout has no promised date with odds yet."
    assert "on track" not in letter.text
