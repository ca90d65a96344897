"""O1, give specific requirements: an unclear one is noticed, asked about, written anew, and read by who builds it."""

from datetime import date

import pytest
from tests.mission.story import Story

DOCUMENT = """\
id: checkout
name: Checkout
as_of: 2026-03-02
sponsor: ines
tpm: noor
started_on: 2025-11-03
people:
  - {id: noor, name: Noor Haddad}
  - {id: mara, name: Mara Lindqvist}
  - {id: ines, name: Ines Duarte}
milestones: [{id: live, name: Checkout live, owner: ines, cost_of_delay_cents: 1000000}]
work:
  - {id: A, name: Address form, milestone: live, state: doing, assignee: mara, estimate: 8-12d, started_on: 2026-02-23}
  - {id: B, name: Receipts, milestone: live, assignee: mara, estimate: 4-6d}
dependencies: [{id: a-b, before: A, after: B, kind: SS}]
promises:
  - {id: live-1, milestone: live, due: 2026-04-03, set_by: ines, doers: [{person: mara, answer: accepted}]}
requirements:
  - {id: REQ-1, text: The address form shall be fast., reason: Buyers leave here, acceptance: 9 of 9 sample addresses are accepted,
     author: ines, work: [A], changed_on: 2026-02-20}
"""
CLEAR = "When a buyer has typed a street, the form shall show three addresses within 200 ms."


@pytest.fixture
def begun(story: Story) -> Story:
    story.begins(DOCUMENT, "checkout")
    return story


def test_an_unclear_requirement_and_a_missing_criterion_are_noticed(begun: Story) -> None:
    assert begun.finding("L101")["says"] == "REQ-1 is unclear: “fast” needs a number."
    assert begun.finding("L102")["says"] == "Receipts starts soon, and nothing says how it will be accepted."


def test_words_have_no_price_and_the_reason_is_said(begun: Story) -> None:
    for rule in ("L101", "L102"):
        for remedy in begun.finding(rule)["remedies"]:
            assert remedy["price"] is None
            assert remedy["why_unpriced"]


def test_its_author_is_asked_once_and_by_when(begun: Story) -> None:
    begun.does("accept", finding=begun.finding("L101")["id"], remedy=0)
    begun.round()

    asked = begun.plan().find("ask", "ask-clear-REQ-1")
    assert (asked.owed_by, asked.asker, str(asked.due)) == ("ines", "noor", "2026-03-04")
    assert asked.text == "REQ-1: What does “fast” mean, as a number?"
    # It is still unclear, but nobody is asked the same thing again.
    assert begun.finding("L101")["remedies"][0]["why_unpriced"].endswith("the question is already on its way.")


def test_clear_words_and_a_criterion_make_both_rules_silent(begun: Story) -> None:
    begun.says("change", "requirement", "REQ-1", f"text={CLEAR}", "changed_on=2026-03-02")
    begun.says("change", "work", "B", "acceptance=20 of 20 receipts show the tax of the buyer's country")
    begun.round()

    assert {"L101", "L102"} <= set(begun.silent())


def test_the_author_answers_and_the_builder_acknowledges_from_signed_links(begun: Story) -> None:
    begun.does("set_address", person="mara", email="mara@example.com")
    begun.does("accept", finding=begun.finding("L101")["id"], remedy=0)
    begun.does("answer_ask", ask="ask-clear-REQ-1", answer="200 ms")
    begun.says("change", "requirement", "REQ-1", f"text={CLEAR}", "changed_on=2026-03-02")

    begun.does("ask_acknowledgement", requirement="REQ-1")
    thanks = begun.answers(begun.link_to("mara"), "acknowledge")
    begun.round()

    assert f"Mara Lindqvist acknowledged “{CLEAR}”" in thanks
    plan = begun.plan()
    assert plan.find("ask", "ask-clear-REQ-1").answer == "200 ms"
    assert [(one.person, str(one.on)) for one in plan.find("requirement", "REQ-1").acknowledged] == [
        ("mara", "2026-03-02")
    ]
    assert "L101" in begun.silent()


def test_a_requirement_that_changed_is_asked_again(begun: Story) -> None:
    begun.does("set_address", person="mara", email="mara@example.com")
    begun.does("ask_acknowledgement", requirement="REQ-1")
    begun.answers(begun.link_to("mara"), "acknowledge")
    assert "as it stands" in begun.refuses("ask_acknowledgement", requirement="REQ-1")

    begun.turns_to(date(2026, 3, 9))
    begun.says("change", "requirement", "REQ-1", f"text={CLEAR}", "changed_on=2026-03-09")

    assert "Mara Lindqvist" in begun.does("ask_acknowledgement", requirement="REQ-1")
