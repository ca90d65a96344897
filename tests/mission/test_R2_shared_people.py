"""R2, several programs: two plans count on the same hands, and likely promises are unlikely together."""

import pytest
from tests.mission.story import Story

CHECKOUT = """\
id: checkout
name: Checkout
as_of: 2026-03-02
sponsor: ines
started_on: 2025-11-03
people:
  - {id: ines, name: Ines Duarte}
  - {id: ana, name: Ana Correia, capacity: 0.8}
  - {id: mara, name: Mara Lindqvist}
allocations: [{id: ana-checkout, person: ana, project: core, share: 0.8, first: 2026-02-02, last: 2026-05-29}]
projects: [{id: core, name: Core, owner: mara}]
milestones:
  - {id: form, name: Form live, project: core, owner: ines, cost_of_delay_cents: 500000}
  - {id: keys, name: Keys live, project: core, owner: ines, cost_of_delay_cents: 500000}
work:
  - {id: A, name: Form, project: core, milestone: form, assignee: mara, estimate: 8-12d}
  - {id: B, name: Keys, project: core, milestone: keys, assignee: ana, estimate: 8-12d}
promises:
  - {id: p1, milestone: form, due: 2026-03-20, set_by: ines, doers: [{person: mara, answer: accepted}]}
  - {id: p2, milestone: keys, due: 2026-03-27, set_by: ines, doers: [{person: ana, answer: accepted}]}
"""
LEDGER = """\
id: ledger
name: Ledger
as_of: 2026-03-02
sponsor: greta
started_on: 2025-11-03
people:
  - {id: greta, name: Greta Lind}
  - {id: ana, name: Ana Correia, capacity: 0.5}
  - {id: olof, name: Olof Hansson}
allocations: [{id: ana-ledger, person: ana, project: seal, share: 0.5, first: 2026-03-09, last: 2026-04-17}]
projects: [{id: seal, name: Seal, owner: olof}]
milestones: [{id: sealed, name: Postings sealed, project: seal, owner: greta, cost_of_delay_cents: 500000},
  {id: shown, name: Seal shown, project: seal, owner: greta, cost_of_delay_cents: 500000}]
work:
  - {id: S, name: Seal, project: seal, milestone: sealed, assignee: ana, estimate: 4-6d}
  - {id: T, name: Show the seal, project: seal, milestone: shown, assignee: olof, estimate: 8-12d}
promises:
  - {id: p1, milestone: sealed, due: 2026-03-20, set_by: greta, doers: [{person: ana, answer: accepted}]}
  - {id: p2, milestone: shown, due: 2026-03-20, set_by: greta, doers: [{person: olof, answer: accepted}]}
"""
CLASH = "together claim more time of shared people than there is, in the weeks from"


@pytest.fixture
def begun(story: Story) -> Story:
    story.begins(CHECKOUT, "checkout")
    story.begins(LEDGER, "ledger")
    # Now that the ledger has had its first round, the checkout can know of it.
    story.round("checkout")
    return story


def test_neither_program_knows_of_the_clash_alone(story: Story) -> None:
    story.begins(CHECKOUT, "checkout")

    assert story.findings("P102") == []
    assert "P102" not in story.silent()


def test_both_programs_see_that_they_count_on_the_same_person(begun: Story) -> None:
    # 0.8 + 0.5 from 9 March to 17 April: six weeks.
    weeks = "9 Mar, 16 Mar, 23 Mar, 30 Mar, 6 Apr and 13 Apr."
    assert begun.finding("P102", "checkout")["says"] == f"Checkout and Ledger {CLASH} {weeks}"
    assert begun.finding("P102", "ledger")["says"] == f"Ledger and Checkout {CLASH} {weeks}"


def test_one_program_yields_at_a_price_and_both_are_at_peace(begun: Story) -> None:
    found = begun.finding("P102", "ledger")
    assert found["remedies"][0]["says"] == "Yield here: Ledger keeps what Checkout leaves over."
    # Ana has 0.2 left for five days of work: yielding costs days, and that is what the price says.
    assert found["remedies"][0]["price"][0]["days"] < 0

    begun.does("accept", "ledger", finding=found["id"], remedy=0)
    begun.round("ledger")
    begun.round("checkout")

    assert begun.plan("ledger").find("allocation", "ana-ledger").share == 0.2
    assert begun.findings("P102", "ledger") == []
    assert begun.findings("P102", "checkout") == []


def test_likely_promises_are_counted_together_over_both_programs(begun: Story) -> None:
    single = [begun.odds(one, "checkout") for one in ("form", "keys")]
    single += [begun.odds(one, "ledger") for one in ("sealed", "shown")]

    found = begun.finding("P103", "checkout")

    assert all(odds >= 0.7 for odds in single)
    assert found["says"].startswith(
        "4 of 4 promises in 2 programs are likely by themselves; all of them hold together in"
    )
    assert any("Publish the joint odds" in one["says"] for one in found["remedies"])


def test_a_promise_moved_openly_makes_them_likelier_together(begun: Story) -> None:
    found = begun.finding("P103", "checkout")
    moved = next(n for n, one in enumerate(found["remedies"]) if one["says"].startswith("Move the promise of"))

    begun.does("accept", "checkout", finding=found["id"], remedy=moved)
    begun.round("checkout")

    later = begun.findings("P103", "checkout")
    share = int(found["says"].rsplit("in ", 1)[1].split("\u00a0")[0])
    assert not later or int(later[0]["says"].rsplit("in ", 1)[1].split("\u00a0")[0]) > share
