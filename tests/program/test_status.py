from datetime import date

import pytest

from leadline.program import document
from leadline.program.finding import Finding
from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Promise
from leadline.program.status import brighter, critical_about, status_at, status_of

AS_OF = date(2026, 3, 2)
DUE = date(2026, 3, 31)  # day 29
COMMITMENT = Promise(id="p", milestone="live", due=DUE)


def outlook(odds: float) -> MilestoneOutlook:
    """Of 1,000 futures so many reach it on the day it is due, all others ten days later."""
    on_time = round(odds * 1000)
    return MilestoneOutlook("live", AS_OF, 1000, days=(29, 39), counts=(on_time, 1000 - on_time))


@pytest.mark.parametrize(
    ("odds", "status"),
    [
        (1.0, "on-track"),
        (0.70, "on-track"),
        (0.699, "at-risk"),
        (0.50, "at-risk"),
        (0.499, "off-track"),
        (0.0, "off-track"),
    ],
)
def test_the_limits_are_70_and_50(odds: float, status: str) -> None:
    assert status_of(outlook(odds), COMMITMENT) == status


@pytest.mark.parametrize("odds", [1.0, 0.7])
def test_with_a_critical_finding_it_is_at_risk_whatever_the_odds(odds: float) -> None:
    assert status_of(outlook(odds), COMMITMENT, critical=True) == "at-risk"


def test_a_critical_finding_does_not_brighten_what_is_off_track() -> None:
    assert status_of(outlook(0.4), COMMITMENT, critical=True) == "off-track"


def test_it_gets_worse_at_the_limit_itself() -> None:
    assert status_of(outlook(0.699), COMMITMENT, was="on-track") == "at-risk"
    assert status_of(outlook(0.499), COMMITMENT, was="at-risk") == "off-track"


@pytest.mark.parametrize(
    ("odds", "was", "status"),
    [
        (0.729, "at-risk", "at-risk"),
        (0.730, "at-risk", "on-track"),
        (0.729, "off-track", "at-risk"),
        (0.529, "off-track", "off-track"),
        (0.530, "off-track", "at-risk"),
        (0.700, "on-track", "on-track"),
        (0.700, "unknown", "on-track"),
        (0.510, "at-risk", "at-risk"),
    ],
)
def test_it_gets_better_only_three_points_above_the_limit(odds: float, was: str, status: str) -> None:
    assert status_of(outlook(odds), COMMITMENT, was=was) == status


def test_what_nobody_promised_or_simulated_is_unknown() -> None:
    assert status_of(outlook(1.0), None) == "unknown"
    assert status_of(outlook(1.0), Promise(id="p", milestone="live")) == "unknown"
    assert status_of(None, COMMITMENT) == "unknown"
    assert status_of(MilestoneOutlook("live", AS_OF, blind="nothing is planned for it"), COMMITMENT) == "unknown"


def test_what_is_reached_is_done_and_so_is_a_promise_that_was_kept_or_missed() -> None:
    assert status_of(None, None, done=True) == "done"
    assert status_of(outlook(0.1), Promise(id="p", due=DUE, state="kept")) == "done"
    assert status_of(outlook(0.1), Promise(id="p", due=DUE, state="missed")) == "done"


def test_unknown_is_neither_brighter_nor_darker() -> None:
    assert brighter("on-track", "at-risk")
    assert brighter("at-risk", "off-track")
    assert not brighter("at-risk", "at-risk")
    assert not brighter("on-track", "unknown")
    assert not brighter("unknown", "off-track")


def test_odds_alone_have_a_status_too() -> None:
    assert [status_at(odds) for odds in (0.7, 0.6, 0.4, None)] == ["on-track", "at-risk", "off-track", "unknown"]


def test_critical_findings_count_for_the_milestone_whose_work_they_are_about() -> None:
    snapshot = document.read(
        {
            "as_of": "2026-03-02",
            "milestones": [{"id": "live"}, {"id": "other"}],
            "work": [{"id": "a", "milestone": "live"}, {"id": "b", "milestone": "other"}],
            "decisions": [{"id": "which", "work": ["a"]}],
            "promises": [{"id": "p", "milestone": "live"}],
        }
    )
    subjects = ("milestone:live", "promise:p", "work:a", "decision:which", "work:b", "milestone:other", "letter:x")
    findings = [Finding("T102", subject, "It is so.", "critical") for subject in subjects]
    findings.append(Finding("L102", "work:a", "It is less so.", "high"))

    about = {
        milestone: [one.subject for one in found] for milestone, found in critical_about(findings, snapshot).items()
    }

    assert about == {
        "live": ["milestone:live", "promise:p", "work:a", "decision:which"],
        "other": ["work:b", "milestone:other"],
    }


def test_without_a_critical_finding_nothing_is_kept_from_being_on_track() -> None:
    snapshot = document.read({"as_of": "2026-03-02", "milestones": [{"id": "live"}]})

    assert critical_about([Finding("L102", "milestone:live", "It is less so.", "high")], snapshot) == {}
