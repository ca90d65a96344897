"""S4, come up with solutions to roadblocks: noticed, solutions priced, one accepted, and its effect looked back on."""

from datetime import date

from tests.mission.story import Story, best

DOCUMENT = """\
id: checkout
name: Checkout
as_of: 2026-03-02
sponsor: ines
started_on: 2025-11-03
people:
  - {id: mara, name: Mara Lindqvist}
  - {id: ines, name: Ines Duarte}
  - {id: tomas, name: Tomas Reyes, outside: true}
milestones:
  - {id: live, name: Checkout live, owner: ines, cost_of_delay_cents: 1000000}
work:
  - {id: RAIL-17, name: Certification, milestone: live, assignee: tomas, supplier: Banco Corvo, estimate: 4-6d}
  - {id: MOVE-8, name: Pilot, milestone: live, assignee: mara, estimate: 4-6d}
dependencies:
  - {id: cert-pilot, before: RAIL-17, after: MOVE-8, provider: tomas}
promises:
  - {id: live-1, milestone: live, due: 2026-04-03, set_by: ines, set_on: 2026-01-12, odds: 0.78,
     doers: [{person: mara, answer: accepted}]}
roadblocks:
  - {id: slot, name: The bank moved the slot, work: [RAIL-17], since: 2026-02-16, unblocker: tomas, expected: 20-35d}
"""


def test_a_roadblock_without_a_plan_is_noticed_and_every_way_out_has_its_price(story: Story) -> None:
    story.begins(DOCUMENT, "checkout")

    found = story.finding("S401")

    says = "“The bank moved the slot” holds up Certification since 16 Feb, and no action is recorded against it."
    assert found["says"] == says
    # To escalate, to clear it, another supplier, a stand-in; and to ask for the next step, which nobody can price.
    assert len(found["remedies"]) == 5
    assert [one["says"] for one in found["remedies"] if not one["price"]] == [
        "Ask Tomas Reyes for the next step and its day."
    ]
    line = found["remedies"][best(found)]["price"][0]
    assert line["commitment"] == "live"
    # A day of delay costs €10,000, so the gain is in money too.
    assert line["days"] > 3
    assert line["money"] > 0


def test_a_way_out_stands_on_monday_with_its_button(story: Story) -> None:
    story.begins(DOCUMENT, "checkout")

    found, monday = story.finding("S401"), story.page("/p/checkout/monday")

    assert found["remedies"][best(found)]["says"] in monday
    assert found["says"] in monday
    assert "Accept" in monday


def test_an_accepted_solution_raises_the_odds_and_is_looked_back_on(story: Story) -> None:
    story.begins(DOCUMENT, "checkout")
    before, found = story.odds("live"), story.finding("S401")
    escalate = next(n for n, one in enumerate(found["remedies"]) if one["says"].startswith("Escalate"))

    page = story.posts("checkout", "accept", finding=found["id"], remedy=escalate, next="/p/checkout/monday")
    story.round()

    assert "Accepted: Escalate it to Tomas Reyes with a proposal, to be cleared by 9 Mar." in page
    assert story.findings("S401") == []
    assert story.odds("live") > before + 0.2
    # Five working days later the bank answers, as agreed; four weeks after the acceptance a round looks back.
    story.turns_to(date(2026, 3, 9))
    story.does("resolve_roadblock", roadblock="slot")
    story.turns_to(date(2026, 3, 30))
    story.round()
    verified = story.looked_back()
    assert (verified.state, verified.verified_on) == ("verified", date(2026, 3, 30))
    assert all(one["true"] for one in verified.came_true)


def test_undo_takes_the_solution_back_and_the_roadblock_is_noticed_again(story: Story) -> None:
    story.begins(DOCUMENT, "checkout")
    found = story.finding("S401")
    story.does("accept", finding=found["id"], remedy=best(found))
    story.round()

    story.says("undo")
    story.round()

    assert story.finding("S401")["says"] == found["says"]
