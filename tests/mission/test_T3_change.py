"""T3, manage change: a change without a plan, and an objection that is run through the simulation and answered."""

import pytest
from tests.mission.story import Story

DOCUMENT = """\
id: checkout
name: Checkout
as_of: 2026-03-02
sponsor: ines
started_on: 2025-11-03
teams: [{id: moves, name: Merchant moves}]
people:
  - {id: mara, name: Mara Lindqvist, team: moves}
  - {id: ines, name: Ines Duarte}
milestones:
  - {id: live, name: Checkout live, owner: ines, cost_of_delay_cents: 1000000}
work:
  - {id: A, name: Pilot, milestone: live, assignee: mara, estimate: 8-12d}
promises:
  - {id: live-1, milestone: live, due: 2026-04-03, set_by: ines, set_on: 2026-01-12, doers: [{person: mara, answer: accepted}]}
changes:
  - {id: form, name: Moves by the new form, reason: Two moves were lost in the mail, sponsor: ines, teams: [moves],
     stays: Each shop keeps its contact, starts_on: 2026-03-16, raised_on: 2026-02-02}
objections:
  - id: too-much
    text: The form asks for more than shops know. The pilot takes two weeks longer.
    subject: form
    filed_by: mara
    filed_on: 2026-02-16
    owed_by: ines
    claims: [{kind: change, noun: work, id: A, fields: {estimate: 18-22d}}]
"""


@pytest.fixture
def begun(story: Story) -> Story:
    story.begins(DOCUMENT, "checkout")
    return story


def test_a_change_without_a_plan_is_noticed_until_its_lines_are_written(begun: Story) -> None:
    assert begun.finding("C101")["says"] == (
        "Moves by the new form starts on 16 Mar, and its plan does not say how people learn it or where people say"
        " what they think."
    )

    begun.says("change", "change", "form", "training=Two mornings", "feedback=The Thursday round")
    begun.round()

    assert "C101" in begun.silent()


def test_an_objection_has_the_price_it_would_have_if_it_were_right(begun: Story) -> None:
    found = begun.finding("C107")

    assert found["says"].startswith("An objection to Moves by the new form has had no answer for 10 working days:")
    claim = found["remedies"][0]
    assert claim["says"].startswith("Change the plan to what the objection says")
    # Ten working days more in the pilot are about two weeks later.
    assert -25 < claim["price"][0]["days"] < -7


def test_an_answered_objection_is_silent_and_its_answer_stands_on_record(begun: Story) -> None:
    begun.does("answer_objection", objection="too-much", answer="True for small shops. They keep the old way.")
    begun.round()

    assert "C107" in begun.silent()
    assert "They keep the old way." in begun.journal()[0]
    assert "They keep the old way." in begun.page("/p/checkout/changes")


def test_the_one_who_objected_can_be_credited_and_the_plan_changed(begun: Story) -> None:
    found, before = begun.finding("C107"), begun.odds("live")

    begun.does("accept", finding=found["id"], remedy=0)
    begun.round()

    assert str(begun.plan().find("work", "A").estimate) == "18-22d"
    assert begun.odds("live") < before


def test_a_new_objection_is_left_alone_for_a_week(begun: Story) -> None:
    begun.does("answer_objection", objection="too-much", answer="We ask for less.")
    begun.does("object", subject="form", text="The form has no Spanish")
    begun.round()

    assert begun.findings("C107") == []
