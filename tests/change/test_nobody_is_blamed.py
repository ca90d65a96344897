"""The limits of what may be said about people, held against every sentence of the rules that come close to them."""

import re

import pytest
from tests.rules.scenes import HERE, Scene, judge, rule_of, scenes

from leadline.linter.rule import Rule
from leadline.program.finding import Finding
from leadline.program.snapshot import Snapshot

ROOMS = ("leadership", "change", "decisions", "communication")
BLAME = r"(?:has|had|have|did|does|is|was|forgot|failed|never|agreed|promised|owes|refuses|resists|ignored)"

SPEAKING = [
    pytest.param(rule_of(example), scene, id=f"{example.stem}: {scene.title}")
    for room in ROOMS
    for example in sorted((HERE / room).glob("*.md"))
    for scene in scenes(example)
    if scene.said and not scene.said[0].startswith("Blind:")
]


def sentences(finding: Finding) -> list[str]:
    return [finding.says, *(one.says for one in finding.evidence), *(one.says for one in finding.remedies)]


def names(snapshot: Snapshot) -> list[str]:
    return [re.escape(one.name) for one in snapshot.people if one.name]


@pytest.mark.parametrize(("rule", "scene"), SPEAKING)
def test_nobody_is_the_subject_of_a_finding_or_of_a_reproach(rule: Rule, scene: Scene) -> None:
    snapshot, report = judge(rule, scene)

    for finding in report.findings:
        assert not finding.subject.startswith("person:")
        assert not any(one.ref.startswith("person:") for one in finding.evidence)
        for text in sentences(finding):
            assert "resist" not in text.lower()
            for name in names(snapshot):
                assert not re.search(rf"\b{name}(?:'s)? {BLAME}\b", text), text


@pytest.mark.parametrize(
    "scene", [pytest.param(one, id=one.title) for one in scenes(HERE / "change" / "agreed_but_not_done.md")]
)
def test_what_a_group_agreed_to_never_leads_to_a_person(scene: Scene) -> None:
    rule = rule_of(HERE / "change" / "agreed_but_not_done.md")
    snapshot, report = judge(rule, scene)

    for finding in report.findings:
        assert finding.audience == "tpm"
        assert not any(remedy.agree for remedy in finding.remedies)
        for text in sentences(finding):
            assert not any(re.search(rf"\b{name}\b", text) for name in names(snapshot))


def test_an_objection_is_quoted_without_its_author() -> None:
    example = HERE / "change" / "objection_unanswered.md"
    scene = scenes(example)[0]

    snapshot, report = judge(rule_of(example), scene)

    filed_by = snapshot.find("person", snapshot.objections[0].filed_by).name
    assert report.findings
    assert not any(filed_by in text for finding in report.findings for text in sentences(finding))


def test_a_request_for_help_is_shown_to_the_tpm_only() -> None:
    example = HERE / "leadership" / "help_request_unanswered.md"
    said = [finding for scene in scenes(example) for finding in judge(rule_of(example), scene)[1].findings]

    assert {finding.audience for finding in said if "request for help" in finding.says} == {"tpm"}
    assert {finding.audience for finding in said if "request for help" not in finding.says} == {"all"}
