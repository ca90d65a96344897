"""D2 and J6, a slip is discovered: who is hit is known at once, it is decided in time, and everybody hears of it."""

import json
from datetime import date
from typing import Any

import pytest
from tests.mission.story import Story

from leadline.program.commitments import commitment

DOCUMENT = """\
id: checkout
name: Checkout
as_of: 2026-03-02
sponsor: ines
tpm: noor
started_on: 2025-11-03
people:
  - {id: mara, name: Mara Lindqvist}
  - {id: ines, name: Ines Duarte}
  - {id: noor, name: Noor Haddad}
milestones:
  - {id: api, name: API ready, owner: mara}
  - {id: live, name: Checkout live, owner: ines, cost_of_delay_cents: 1000000}
work:
  - {id: A, name: The API, milestone: api, assignee: mara, estimate: 4-6d}
  - {id: B, name: The shop, milestone: live, assignee: mara, estimate: 4-6d}
dependencies: [{id: api-b, before: api, after: B}]
roadblocks:
  - {id: key, name: No signing key, work: [B], since: 2026-02-16, expected: 20-25d, unblocker: ines}
promises:
  - {id: p1, milestone: live, due: 2026-04-24, set_by: ines, set_on: 2026-02-19, odds: 0.8,
     doers: [{person: mara, answer: accepted, "on": 2026-02-20}]}
stakeholders:
  - {id: sponsor, person: ines, altitude: sponsor, power: high, interest: high, cadence_days: 7}
"""


@pytest.fixture
def begun(story: Story) -> Story:
    story.begins(DOCUMENT, "checkout")
    return story


def asked(story: Story, by: str = "+8w") -> dict[str, Any]:
    """What `leadline slip` answers."""
    found: dict[str, Any] = json.loads(story.says("slip", "API ready", by, "--because", "The supplier left", "--json"))
    return found


def test_who_is_hit_and_what_breaks_is_known_while_the_plan_stands(begun: Story) -> None:
    before, odds = begun.plan(), begun.odds("live")

    hits = {one["milestone"]: one for one in asked(begun)["hits"]}

    assert hits["api"]["days"] == 56
    assert (hits["live"]["breaks"], hits["live"]["people"]) == (True, ["ines", "mara"])
    assert hits["live"]["odds_after"] < 0.5 <= hits["live"]["odds_before"]
    assert begun.plan() == before
    assert begun.odds("live") == odds


def test_it_is_true_is_decided_in_two_days_and_the_new_date_is_told(begun: Story) -> None:
    id = asked(begun)["slip"]

    said = begun.does("accept_slip", slip=id)
    begun.does("decide", decision="slip-api", option="Give later dates, in the open")
    begun.round()

    assert "What to do is to be decided until 4 Mar." in said
    promised = commitment(begun.plan(), "live")
    assert promised is not None
    assert promised.due is not None
    assert promised.due > date(2026, 4, 24)
    # The date that was given is the one that holds, and the letter to its sponsor says it.
    assert begun.odds("live") >= 0.75
    assert "Checkout live" in begun.page("/p/checkout/briefs")


def test_two_slips_stand_side_by_side_and_one_is_dropped(begun: Story) -> None:
    first, second = asked(begun, "+1w")["slip"], asked(begun, "+8w")["slip"]

    begun.does("drop_slip", slip=first)

    shown = begun.page("/p/checkout/slips")
    assert "API ready 1 week later" in shown
    assert "Dropped" in shown
    assert "API ready 8 weeks later" in shown
    assert "dropped already" in begun.refuses("drop_slip", slip=first)
    assert begun.does("accept_slip", slip=second).startswith("It is true: API ready 8 weeks later.")


def test_what_was_taken_into_the_plan_by_mistake_is_taken_back(begun: Story) -> None:
    odds = begun.odds("live")
    begun.does("accept_slip", slip=asked(begun)["slip"])
    begun.round()
    assert begun.odds("live") < odds

    begun.says("undo")
    begun.round()

    assert begun.odds("live") == odds
    assert begun.plan().risks == ()
