"""What a scene cannot show: severities, roots, thresholds of a program's own, and what remedies leave behind."""

from datetime import date
from typing import Any

import pytest

from leadline.linter.discover import rule_named, solution
from leadline.linter.rule import Blind
from leadline.linter.run import look
from leadline.program import document
from leadline.program.case import Case
from leadline.program.commitments import line
from leadline.program.edits import apply_all
from leadline.program.outlook import Driver, MilestoneOutlook, Outlook
from leadline.program.snapshot import Snapshot

AS_OF = date(2026, 3, 2)


def promised(**plain: Any) -> Snapshot:
    """Iberia live, promised for the tenth day from today."""
    return document.read(
        {
            "as_of": AS_OF,
            "id": "checkout",
            "people": [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}],
            "milestones": [{"id": "live", "name": "Iberia live"}],
            "promises": [{"id": "p1", "milestone": "live", "due": "2026-03-12", "set_by": "ines", "doers": ["mara"]}],
            "work": [{"id": "C-1", "name": "Certification", "milestone": "live", "assignee": "mara", "estimate": "5d"}],
            "roadblocks": [{"id": "slot", "name": "No slot", "work": ["C-1"]}],
            **plain,
        }
    )


def outlook(in_time: int, *drivers: Driver, label: str = "", holds: str = "") -> Outlook:
    """Of ten futures, so many hold the promise; the others reach the milestone on day 29, 31 March."""
    live = MilestoneOutlook("live", AS_OF, 10, (10, 29), (in_time, 10 - in_time), 10, 29, label=label, drivers=drivers)
    return Outlook(AS_OF, 7, 10, "by hand", milestones={"live": live}, holds={"live": holds} if holds else {})


@pytest.mark.parametrize(
    ("in_time", "label", "severity"),
    [
        (4, "", "critical"),
        (5, "", "high"),
        (6, "", "high"),
        (4, "no own history", "high"),
        (6, "no own history", "medium"),
    ],
)
def test_a_commitment_is_critical_below_half_and_one_step_less_without_own_history(
    in_time: int, label: str, severity: str
) -> None:
    (found,) = look(
        rule_named("direction", "commitment_confidence_low"), Case(promised(), outlook(in_time, label=label))
    )

    assert found.severity == severity


def test_seven_of_ten_are_enough_unless_the_program_asks_for_more() -> None:
    rule = rule_named("direction", "commitment_confidence_low")

    assert look(rule, Case(promised(), outlook(7))) == []
    assert len(look(rule, Case(promised(), outlook(7)), {"attainable": 0.8})) == 1


def test_what_stands_in_the_way_explains_a_low_commitment_before_the_work_it_holds_up() -> None:
    work, slot, rare = (
        Driver("work:C-1", 0.9, -5, 9),
        Driver("roadblock:slot", 0.6, -1, 3),
        Driver("risk:r", 0.4, -9, 9),
    )
    rule = rule_named("direction", "commitment_confidence_low")

    assert look(rule, Case(promised(), outlook(4, work, slot, rare)))[0].root == "roadblock:slot"
    assert look(rule, Case(promised(), outlook(4, work, rare)))[0].root == "work:C-1"
    assert look(rule, Case(promised(), outlook(4, rare)))[0].root == ""


def test_a_moved_promise_keeps_its_first_date_and_counts_the_move() -> None:
    case = Case(promised(), outlook(4))

    (remedy,) = solution("move_commitment_openly")(case, "milestone:live")
    moved = line(apply_all(case.snapshot, remedy.edits), "live")

    # Eight of ten futures reach it by day 29, which is Tuesday 31 March.
    assert moved is not None
    assert (moved.first.due, moved.present.due, moved.moves) == (date(2026, 3, 12), date(2026, 3, 31), 1)
    assert (moved.present.odds, moved.present.doers[0].answer) == (1.0, "asked")
    assert remedy.agree == ("ines", "mara")


def test_many_dependencies_without_a_promise_are_said_in_one() -> None:
    snapshot = document.read(
        {
            "as_of": AS_OF,
            "projects": [{"id": "a"}, {"id": "b"}],
            "work": [{"id": f"a{n}", "project": "a"} for n in range(3)] + [{"id": "b0", "project": "b"}],
            "dependencies": [{"id": f"d{n}", "before": f"a{n}", "after": "b0"} for n in range(3)],
        }
    )

    rule = rule_named("direction", "dependency_without_promise")

    assert len(look(rule, Case(snapshot))) == 3
    (found,) = look(rule, Case(snapshot), {"one_by_one": 2})
    assert found.says == "3 of 3 dependencies between teams or projects have no promise that holds."
    assert [one.says for one in found.evidence][:1] == ["b0 waits for a0, and nobody has promised a day."]


def test_programs_simulated_in_different_numbers_of_futures_are_not_counted_together() -> None:
    # Ten futures are two bytes, these are three.
    elsewhere = [{"program": "ledger", "promises": [{"milestone": "audit", "due": "2026-04-01", "holds": "////"}]}]
    case = Case(promised(elsewhere=elsewhere), outlook(10, holds="/8A="))

    with pytest.raises(Blind, match="another number of futures"):
        look(rule_named("portfolio", "portfolio_joint_confidence"), case)


def test_yielding_leaves_a_shared_person_the_time_the_other_program_does_not_claim() -> None:
    snapshot = promised(
        allocations=[{"id": "a1", "person": "mara", "share": 0.6}],
        elsewhere=[{"program": "ledger", "allocations": [{"id": "b1", "person": "mara", "share": 0.7}]}],
    )

    (found,) = look(rule_named("portfolio", "cross_program_conflict"), Case(snapshot))
    after = apply_all(snapshot, found.remedies[0].edits)

    assert found.audience == "tpm"
    # Eight weeks from the Monday on are looked at; before and after them the claim stays as it was.
    claims = {one.first: (one.share, one.last) for one in after.allocations}
    assert claims == {
        None: (0.6, date(2026, 3, 1)),
        date(2026, 3, 2): (0.3, date(2026, 4, 26)),
        date(2026, 4, 27): (0.6, None),
    }
    assert not any("%" in one.says for one in found.evidence)  # which weeks, never how much one person has to do
