"""Every rule says exactly what its worked example lets it say."""

from pathlib import Path

import pytest
from tests.rules.scenes import HERE, Scene, broken_remedies, examples, judge, rule_of, said, scenes

from leadline.linter.discover import discover

ALL = [
    pytest.param(example, scene, id=f"{example.stem}: {scene.title}")
    for example in examples()
    for scene in scenes(example)
]


@pytest.mark.parametrize(("example", "scene"), ALL)
def test_it_says_exactly_this(example: Path, scene: Scene) -> None:
    rule = rule_of(example)

    snapshot, report = judge(rule, scene)

    assert sorted(said(rule, report)) == sorted(scene.said)
    assert broken_remedies(snapshot, report.findings) == []
    assert [one.subject for one in report.findings if one.subject.startswith("person:")] == []  # never about a person
    if scene.remedies:
        assert [remedy.says for one in report.findings for remedy in one.remedies] == list(scene.remedies)


@pytest.mark.parametrize("example", examples(), ids=lambda one: one.stem)
def test_an_example_shows_the_rule_speaking_and_silent(example: Path) -> None:
    spoken = [bool(scene.said) for scene in scenes(example)]

    assert any(spoken), f"There is no scene in which {example.stem} speaks."
    assert not all(spoken), f"There is no scene in which {example.stem} is silent."


def test_every_rule_has_an_example() -> None:
    lacking = [one.id for one in discover() if not (HERE / one.room / f"{one.name.replace('-', '_')}.md").exists()]

    assert lacking == []
