"""A rule says what it is, and refuses to be made without its reasons."""

from collections.abc import Iterator
from datetime import date

import pytest

from leadline.linter.needs import Needs, why_blind
from leadline.linter.rule import Setting, Settings, rule
from leadline.program import document
from leadline.program.case import Before, Case
from leadline.program.finding import Finding


def case(**plain: object) -> Case:
    return Case(document.read({"as_of": date(2026, 3, 2), **plain}))


def late_milk(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for milk.
    ## Why it matters
    Coffee.
    ## What to do
    Buy some.
    ## Source
    Mara.
    """
    for person in case.snapshot.people:
        if settings["cups"] > 1:
            yield made.finding(f"person:{person.id}", f"{settings['cups']:g} cups without milk.")


made = rule(
    id="S999", needs=Needs.PEOPLE, severity="low", audience="tpm", settings={"cups": Setting(2, "Cups a day.")}
)(late_milk)


def test_it_is_named_after_its_function_and_parses_its_reasons() -> None:
    assert (made.name, made.sections["Why it matters"], made.room) == ("late-milk", "Coffee.", "")


def test_its_findings_carry_its_id_severity_and_audience() -> None:
    (found,) = made(case(people=[{"id": "mara"}]))

    assert (found.rule, found.severity, found.audience, found.says) == ("S999", "low", "tpm", "2 cups without milk.")


def test_a_program_may_set_its_thresholds() -> None:
    assert list(made(case(people=[{"id": "mara"}]), {"cups": 1})) == []


def test_a_rule_without_reasons_is_refused() -> None:
    def no_reasons(case: Case) -> Iterator[Finding]:
        """## What it does
        Nothing."""
        yield from ()

    with pytest.raises(ValueError, match=r"no_reasons says nothing under “## Why it matters”"):
        rule(id="S998")(no_reasons)


def test_settings_are_a_second_parameter_or_none_at_all() -> None:
    with pytest.raises(ValueError, match=r"late_milk must take \(case\)"):
        rule(id="S999")(late_milk)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"id": "X1"}, "no rule id"),
        ({"severity": "awful"}, "“awful” is none of low"),
        ({"basis": "hearsay"}, "“hearsay” is none of standard"),
        ({"audience": "boss"}, "“boss” is none of all"),
        ({"settings": {"cups": Setting(2, "")}}, "say what the setting “cups” decides"),
    ],
)
def test_unknown_words_are_refused(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rule(**{"id": "S999", "settings": made.settings, **wrong})(late_milk)


def test_it_says_everything_it_cannot_see() -> None:
    needs = Needs.GOALS | Needs.PROMISES | Needs.OUTLOOK

    assert why_blind(needs, case()) == (
        "The program was not simulated, no goals are recorded and no deadlines are recorded, so this was not looked at."
    )


def test_it_sees_what_is_there() -> None:
    seen = case(people=[{"id": "mara", "skills": ["payments"]}], goals=[{"id": "iberia"}])

    assert why_blind(Needs.PEOPLE | Needs.SKILLS | Needs.GOALS, seen) == ""
    assert why_blind(Needs.NOTHING, case()) == ""
    assert why_blind(Needs.BEFORE, Case(seen.snapshot, before=Before(seen.snapshot))) == ""


def test_a_target_alone_is_no_commitment() -> None:
    promised = case(milestones=[{"id": "live"}], promises=[{"id": "p1", "kind": "target", "milestone": "live"}])

    assert why_blind(Needs.PROMISES, promised) == ""
    assert why_blind(Needs.COMMITMENTS, promised) == "No commitments are recorded, so this was not looked at."


@pytest.mark.parametrize("need", list(Needs))
def test_every_need_has_words_and_a_place(need: Needs) -> None:
    assert why_blind(need, case()).endswith("so this was not looked at.")
