"""Every standard solution has a worked example: where it applies, exactly these edits, and where it does not, none."""

import json

import pytest
from tests.playbook.scenes import Scene, examples, gained, scenes, short

from leadline.playbook.registry import solutions
from leadline.program import document
from leadline.program.edits import apply_all, inverse

SCENES = [scene for example in examples() for scene in scenes(example)]
SOLUTIONS = {one.name: one for one in solutions()}


def test_every_solution_has_a_scene_to_which_it_applies_and_one_to_which_it_does_not() -> None:
    applies = {one.solution for one in SCENES if one.remedies}
    does_not = {one.solution for one in SCENES if not one.remedies}

    assert applies == does_not == set(SOLUTIONS)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: f"{scene.solution}: {scene.title}")
def test_it_makes_exactly_these_edits_and_gains_exactly_these_days(scene: Scene) -> None:
    case = scene.case()

    found = SOLUTIONS[scene.solution](case, scene.about)

    assert [one.says for one in found] == [one.says for one in scene.remedies]
    for remedy, said in zip(found, scene.remedies, strict=True):
        # By way of JSON, the form in which edits are kept.
        assert json.loads(json.dumps([short(edit) for edit in remedy.edits])) == list(said.edits)
        if said.gains is not None:
            assert gained(case, scene.about, remedy) == pytest.approx(said.gains, abs=0.05)


@pytest.mark.parametrize(
    "scene", [one for one in SCENES if one.remedies], ids=lambda scene: f"{scene.solution}: {scene.title}"
)
def test_its_edits_leave_a_program_and_can_be_taken_back(scene: Scene) -> None:
    case = scene.case()

    for remedy in SOLUTIONS[scene.solution](case, scene.about):
        after, back = case.snapshot, []
        for edit in remedy.edits:
            back.append(inverse(after, edit))
            after = apply_all(after, [edit])

        assert document.read(document.write(after)) == after
        assert apply_all(after, reversed(back)) == case.snapshot


@pytest.mark.parametrize(
    "scene", [one for one in SCENES if one.remedies], ids=lambda scene: f"{scene.solution}: {scene.title}"
)
def test_what_was_done_is_not_advised_again(scene: Scene) -> None:
    case = scene.case()

    for remedy in SOLUTIONS[scene.solution](case, scene.about):
        done = Scene(
            scene.solution, scene.title, scene.about, document.write(apply_all(case.snapshot, remedy.edits)), ()
        )

        assert remedy.says not in [one.says for one in SOLUTIONS[scene.solution](done.case(), scene.about)]


@pytest.mark.parametrize(
    "scene", [one for one in SCENES if one.remedies], ids=lambda scene: f"{scene.solution}: {scene.title}"
)
def test_everybody_who_must_agree_is_in_the_program(scene: Scene) -> None:
    case = scene.case()
    people = {one.id for one in case.snapshot.people}

    assert all(set(one.agree) <= people for one in SOLUTIONS[scene.solution](case, scene.about))
