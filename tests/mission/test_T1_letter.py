"""T1, make communicating a priority: nobody is left in the dark, also when there is no news."""

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
connected_on: 2025-11-03
people:
  - {id: noor, name: Noor Haddad}
  - {id: mara, name: Mara Lindqvist}
  - {id: ines, name: Ines Duarte}
milestones: [{id: live, name: Checkout live, owner: ines, cost_of_delay_cents: 1000000}]
work:
  - {id: A, name: Payments, milestone: live, assignee: mara, estimate: 8-12d}
promises:
  - {id: live-1, milestone: live, due: 2026-03-13, set_by: ines, set_on: 2026-01-12, doers: [{person: mara, answer: accepted}]}
stakeholders:
  - {id: s-ines, person: ines, cadence_days: 7, altitude: sponsor}
  - {id: s-mara, person: mara, power: low, cadence_days: 14, altitude: team}
letters:
  - {id: sponsor-one, to: [s-ines], subject: Where we stand, state: sent, sent_on: 2026-02-18}
  - {id: team-one, to: [s-mara], subject: Where we stand, state: sent, sent_on: 2026-02-27}
"""


@pytest.fixture
def begun(story: Story) -> Story:
    story.begins(DOCUMENT, "checkout")
    return story


def test_silence_is_noticed_for_the_one_reader_and_for_the_audience(begun: Story) -> None:
    # Twelve days since 18 February; seven were agreed, and a quarter more is let pass.
    assert begun.finding("K101")["says"] == "The last letter to Ines Duarte left 12 days ago. One is due every 7 days."
    assert begun.finding("K102")["says"] == ("No milestone was reached in 12 days, and no letter told the sponsors so.")


def test_the_round_has_drafted_a_letter_that_begins_with_the_odds(begun: Story) -> None:
    written = [one for one in begun.plan().letters if one.state == "draft"]

    assert [one.to for one in written] == [("s-ines",)]
    assert written[0].subject.startswith("Checkout live is ")
    assert written[0].told[0].odds == pytest.approx(begun.odds("live"))
    assert written[0].id in begun.says("brief")


def test_a_draft_ends_the_silence_of_the_program_but_not_of_the_reader(begun: Story) -> None:
    begun.round()

    # The next round reads the draft as a word to the sponsors; Ines has not read it yet.
    assert begun.findings("K102") == []
    assert begun.finding("K101")["remedies"][0]["says"].startswith("Send “Checkout live is ")


def test_an_approved_letter_lies_in_the_folder_once_and_the_next_round_is_silent(begun: Story) -> None:
    begun.does("set_address", person="ines", email="ines@example.com")
    draft = next(one for one in begun.plan().letters if one.state == "draft")

    assert begun.mail() == []
    begun.does("approve_brief", letter=draft.id)
    sent = begun.mail()
    begun.round()

    assert [(one["To"], one["Subject"]) for one in sent] == [("ines@example.com", draft.subject)]
    assert len(begun.mail()) == 1
    letter = begun.plan().find("letter", draft.id)
    assert (letter.state, letter.sent_on) == ("sent", date(2026, 3, 2))
    assert {"K101", "K102", "K103"} <= set(begun.silent())


def test_a_letter_is_not_approved_twice(begun: Story) -> None:
    begun.does("set_address", person="ines", email="ines@example.com")
    draft = next(one for one in begun.plan().letters if one.state == "draft")
    begun.does("approve_brief", letter=draft.id)

    begun.refuses("approve_brief", letter=draft.id)

    assert len(begun.mail()) == 1


def test_a_number_that_no_fact_holds_is_refused(begun: Story) -> None:
    draft = next(one for one in begun.plan().letters if one.state == "draft")

    assert "97" in begun.refuses("edit_brief", letter=draft.id, text="Checkout live has 97 % odds.")


def test_whoever_heard_within_their_rhythm_is_left_alone(begun: Story) -> None:
    assert [one["subject"] for one in begun.findings("K101")] == ["stakeholder:s-ines"]

    begun.turns_to(date(2026, 3, 18))
    begun.round()

    # Nineteen days since the letter to the team are more than fourteen and a quarter.
    assert {one["subject"] for one in begun.findings("K101")} == {"stakeholder:s-ines", "stakeholder:s-mara"}
