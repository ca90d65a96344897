"""T2, time is critical: a decision that is overdue is noticed, tried, taken, and its effect is looked back on."""

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
milestones:
  - {id: live, name: Checkout live, owner: ines, cost_of_delay_cents: 1000000}
work:
  - {id: A, name: Payments, milestone: live, assignee: mara, estimate: 8-12d}
  - {id: B, name: Instalments, milestone: live, assignee: mara, estimate: 12-18d}
dependencies: [{id: a-b, before: A, after: B, kind: SS}]
promises:
  - {id: live-1, milestone: live, due: 2026-04-24, set_by: ines, set_on: 2026-01-12, doers: [{person: mara, answer: accepted}]}
decisions:
  - id: instalments
    question: Do we start with instalments?
    approver: ines
    opened_on: 2026-02-03
    needed_by: 2026-02-20
    default: Later
    work: [A, B]
    options:
      - {name: Later, cost_cents: 200000, edits: [{kind: change, noun: work, id: B, fields: {state: dropped}}]}
      - {name: At once}
"""


@pytest.fixture
def begun(story: Story) -> Story:
    story.begins(DOCUMENT, "checkout")
    return story


def test_an_overdue_decision_is_noticed_with_its_options_tried(begun: Story) -> None:
    found = begun.finding("T101")

    says = (
        "“Do we start with instalments?” was needed by 20 Feb and is still open. Payments and Instalments wait for it."
    )
    assert found["says"] == says
    later, at_once = found["remedies"][:2]
    assert later["says"] == "Decide “Later” today, the default, unless somebody objects by 4 Mar."
    assert at_once["says"] == "Decide “At once” today."
    # Both end the wait; the first leaves out twelve to eighteen days of work as well.
    assert later["price"][0]["days"] > at_once["price"][0]["days"] > 0


def test_the_last_day_that_costs_nothing_has_come_and_one_option_is_good_enough(begun: Story) -> None:
    assert begun.finding("T102")["severity"] == "critical"
    assert begun.finding("T104")["says"] == (
        "“Later” is good enough for “Do we start with instalments?”: waiting costs more than knowing more could win."
    )


def test_a_decision_taken_puts_its_edits_into_the_plan_and_the_rules_fall_silent(begun: Story) -> None:
    before = begun.odds("live")

    said = begun.does("decide", decision="instalments", option="Later", rationale="No pilot shop asked for them")
    begun.round()

    assert said.startswith("Decided: Do we start with instalments? Later.")
    plan = begun.plan()
    assert plan.find("work", "B").state == "dropped"
    taken = plan.find("decision", "instalments")
    assert (taken.chosen, taken.rationale) == ("Later", "No pilot shop asked for them")
    assert [begun.findings(rule) for rule in ("T101", "T102", "T104")] == [[], [], []]
    assert begun.odds("live") > before


def test_it_cannot_be_taken_twice(begun: Story) -> None:
    begun.does("decide", decision="instalments", option="Later")

    assert "Undo that first." in begun.refuses("decide", decision="instalments", option="At once")


def test_what_was_promised_of_it_is_looked_back_on(begun: Story) -> None:
    found = begun.finding("T101")
    begun.does("accept", finding=found["id"], remedy=0)

    begun.turns_to(date(2026, 3, 30))
    begun.round()

    verified = begun.looked_back()
    assert verified.state == "verified"
    assert [one["true"] for one in verified.came_true] == [True, True]
    # Decided and dropped, as agreed: the re-price finds days gained, as it did when it was accepted.
    assert verified.delivered["days"] > 0
    assert verified.price["days"] > 0
