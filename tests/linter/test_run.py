"""A run says what was found, what is clean, and what could not be looked at."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from leadline.linter.needs import Needs
from leadline.linter.rule import Blind, Rule, Setting
from leadline.linter.run import MOST_REMEDIES, RuleFailed, run
from leadline.program import document
from leadline.program.case import Case
from leadline.program.finding import Finding, Remedy

EMPTY = Case(document.read({"as_of": date(2026, 3, 2)}))


def a_rule(id: str, *findings: Finding, needs: Needs = Needs.NOTHING) -> Rule:
    return Rule(
        id, f"rule-{id}", "strategy", needs, "medium", "judgement", "all", {}, lambda case, settings: iter(findings)
    )


def a_finding(rule: str, subject: str = "work:a", severity: str = "medium", key: str = "") -> Finding:
    return Finding(rule, subject, "It is late.", severity, key=key)


def failing(error: Exception) -> Rule:
    def look(case: Case, settings: object) -> Iterator[Finding]:
        raise error
        yield

    return replace(a_rule("S100"), look=look)


def test_a_rule_speaks_is_clean_or_is_blind() -> None:
    report = run([a_rule("S101", a_finding("S101")), a_rule("S102"), a_rule("S103", needs=Needs.GOALS)], EMPTY)

    assert [one.rule for one in report.findings] == ["S101"]
    assert report.clean == ("S102",)
    assert report.blind == {"S103": "No goals are recorded, so this was not looked at."}


def test_without_an_outlook_a_rule_that_needs_one_is_blind() -> None:
    report = run([a_rule("D201", a_finding("D201"), needs=Needs.OUTLOOK)], EMPTY)

    assert report.findings == ()
    assert report.blind == {"D201": "The program was not simulated, so this was not looked at."}


def test_a_rule_may_find_out_by_itself_that_it_is_blind() -> None:
    report = run([failing(Blind("No pulse is recorded, so this was not looked at."))], EMPTY)

    assert report.blind == {"S100": "No pulse is recorded, so this was not looked at."}
    assert report.clean == ()


def test_a_rule_that_breaks_is_our_bug_and_is_named() -> None:
    with pytest.raises(RuleFailed, match="S100 rule-S100 failed: ZeroDivisionError: division by zero") as failed:
        run([failing(ZeroDivisionError("division by zero"))], EMPTY)

    assert isinstance(failed.value.__cause__, ZeroDivisionError)


def test_the_worst_comes_first_then_rule_subject_and_key() -> None:
    first, second, third = a_finding("S102", severity="high"), a_finding("S101", "work:a"), a_finding("S101", "work:b")

    report = run([a_rule("S101", third, second), a_rule("S102", first)], EMPTY)

    assert report.findings == (first, second, third)


def test_two_findings_under_one_fingerprint_are_a_bug() -> None:
    with pytest.raises(RuleFailed, match="S101 rule-S101 spoke twice about work:a"):
        run([a_rule("S101", a_finding("S101"), a_finding("S101"))], EMPTY)

    assert len(run([a_rule("S101", a_finding("S101"), a_finding("S101", key="2"))], EMPTY).findings) == 2


def test_a_threshold_nobody_knows_is_refused() -> None:
    known = replace(a_rule("S101"), settings={"days": Setting(3, "Days.")})

    with pytest.raises(ValueError, match=r"S101 has no setting “dayz”\. Known are: days\."):
        run([known], EMPTY, {"S101": {"dayz": 4}})


def test_the_playbook_completes_what_a_rule_proposes_and_nobody_has_to_choose_from_more_than_six() -> None:
    case = Case(document.read({"as_of": date(2026, 3, 2), "roadblocks": [{"id": "slot", "name": "No slot"}]}))
    own = tuple(Remedy(f"Way {n}", why_unpriced="Untried.") for n in range(5))
    found = replace(a_finding("S101", "roadblock:slot"), remedies=own)
    rule = replace(a_rule("S101", found), playbook=("resolve_today", "escalate_with_proposal"))

    (completed,) = run([rule], case).findings

    assert [one.says for one in completed.remedies[5:]] == ["Clear it today, whatever else waits."]
    assert len(completed.remedies) <= MOST_REMEDIES
