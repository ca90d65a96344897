from dataclasses import replace
from datetime import date

from leadline.communication.rules.watermelon_status import watermelon_status
from leadline.program import document
from leadline.program.case import Before, Case
from leadline.program.finding import Finding, Report
from leadline.program.outlook import MilestoneOutlook, Outlook
from leadline.program.snapshot import Snapshot

AS_OF = date(2026, 3, 2)


def program(status: str, odds: float | None = None, state: str = "sent") -> Snapshot:
    """One milestone, promised for 31 March (day 29), and a letter about it."""
    told = {"milestone": "live", "status": status} | ({} if odds is None else {"odds": odds})
    return document.read(
        {
            "as_of": AS_OF,
            "people": [{"id": "ines", "name": "Ines"}],
            "stakeholders": [{"id": "sponsor", "person": "ines"}],
            "milestones": [{"id": "live", "name": "Iberia live"}],
            "promises": [{"id": "p", "milestone": "live", "due": "2026-03-31"}],
            "letters": [{"id": "l", "to": ["sponsor"], "state": state, "sent_on": "2026-02-23", "told": [told]}],
        }
    )


def case(snapshot: Snapshot, odds: float, before: Before | None = None) -> Case:
    """Of 1,000 futures so many make the date, the others come ten days later."""
    on_time = round(odds * 1000)
    live = MilestoneOutlook("live", AS_OF, 1000, days=(29, 39), counts=(on_time, 1000 - on_time))
    return Case(snapshot, Outlook(AS_OF, 7, 1000, "test", {"live": live}), before)


def severities(case: Case) -> list[str]:
    return [one.severity for one in watermelon_status(case)]


def test_a_letter_that_was_never_true_is_critical() -> None:
    # Its own odds of 55 % are at risk, and it says on track.
    assert severities(case(program("on-track", odds=0.55), 0.55)) == ["critical"]


def test_a_letter_that_was_true_when_it_left_is_less_grave() -> None:
    assert severities(case(program("on-track", odds=0.75), 0.40)) == ["high"]


def test_odds_that_hover_at_the_limit_make_no_sent_letter_untrue() -> None:
    # 70 % less 3 points of noise: 67 % is still let pass, 66 % is not.
    assert severities(case(program("on-track", odds=0.71), 0.67)) == []
    assert severities(case(program("on-track", odds=0.71), 0.66)) == ["high"]


def test_what_has_not_left_yet_has_to_be_exact() -> None:
    assert severities(case(program("on-track", odds=0.71, state="draft"), 0.69)) == ["critical"]
    assert severities(case(program("on-track", odds=0.71, state="draft"), 0.70)) == []


def test_a_critical_finding_of_the_last_round_takes_the_green_away_and_stands_among_the_facts() -> None:
    snapshot = program("on-track", state="draft")
    finding = Finding("D201", "milestone:live", "Nobody has promised the certificate.", "critical")
    before = Before(snapshot, None, Report((finding,)))

    (found,) = watermelon_status(case(snapshot, 0.9, before))

    assert found.says == "“l” is about to tell that Iberia live is on track; it is computed at risk."
    assert [one.says for one in found.evidence] == [
        "Iberia live makes 2026-03-31 in 90\u00a0% of all futures.",
        "Its P80 is 2026-03-31.",
        "Nobody has promised the certificate.",
    ]


def test_its_own_finding_of_the_last_round_does_not_feed_itself() -> None:
    snapshot = program("on-track", state="draft")
    (last,) = watermelon_status(case(snapshot, 0.1))

    assert severities(case(snapshot, 0.9, Before(snapshot, None, Report((last,))))) == []


def test_a_letter_about_two_milestones_has_only_the_wrong_one_corrected() -> None:
    snapshot = program("on-track", state="draft")
    other = document.read({"as_of": AS_OF, "milestones": [{"id": "cert", "name": "Certificate"}]}).milestones
    letter = snapshot.letters[0]
    both = replace(letter, told=(replace(letter.told[0], milestone="cert", status="done"), *letter.told))
    snapshot = replace(snapshot, milestones=(*other, *snapshot.milestones), letters=(both,))

    (found,) = (one for one in watermelon_status(case(snapshot, 0.4)) if one.key == "live")

    assert found.remedies[0].edits[0].fields["told"] == [
        {"milestone": "cert", "status": "done"},
        {"milestone": "live", "status": "off-track", "odds": 0.4},
    ]
