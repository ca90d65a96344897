import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from tests.program.worlds import snapshots

from leadline.program import document
from leadline.program.plain import DocumentError
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency, WorkItem

AS_OF = "2026-03-02"
PATIENT = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])


def says(plain: object) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        document.read(plain)
    return str(caught.value).split("; ")


@PATIENT
@given(snapshots())
def test_what_is_written_reads_back_as_the_same_program(snapshot: Snapshot) -> None:
    assert document.read(document.write(snapshot)) == snapshot


@PATIENT
@given(snapshots())
def test_the_written_form_is_canonical_and_survives_json(snapshot: Snapshot) -> None:
    written = document.write(snapshot)

    assert document.write(document.read(json.loads(json.dumps(written)))) == written


def test_order_defaults_and_names_for_ids_make_no_difference() -> None:
    loose = {
        "as_of": AS_OF, "name": "Rail", "budget_cents": None,
        "people": [{"name": "Mara"}, {"id": "ines", "name": "Ines"}],
        "work": [{"id": "b", "assignee": "Mara", "priority": 0}, {"id": "a", "assignee": "ines"}],
    }  # fmt: skip

    assert document.write(document.read(loose)) == {
        "id": "rail", "as_of": AS_OF, "name": "Rail",
        "people": [{"id": "ines", "name": "Ines"}, {"id": "mara", "name": "Mara"}],
        "work": [{"id": "a", "assignee": "ines"}, {"id": "b", "assignee": "mara"}],
    }  # fmt: skip


def test_the_day_given_counts_only_where_the_document_names_none() -> None:
    assert document.read({}, as_of=date(2026, 5, 1)).as_of == date(2026, 5, 1)
    assert document.read({"as_of": AS_OF}, as_of=date(2026, 5, 1)).as_of == date(2026, 3, 2)
    assert says({}) == ["It has no as_of. Add “as_of: …”."]


def test_every_problem_is_told_with_its_place_and_what_to_do() -> None:
    wrong = {
        "as_of": AS_OF, "mile_stones": [],
        "work": [{"id": "a"}, {"id": "b", "estimate": "8-3d", "priority": "high", "state": "open"}, {"id": ""}, 7],
        "people": "Mara", "risks": [{"probability": "often", "response": {"due": "soon"}}],
    }  # fmt: skip

    assert says(wrong) == [
        "mile_stones: A snapshot has no field “mile_stones”. Did you mean “milestones”?",
        "work[2].estimate: 8-3d is not a range. Put the smaller number first, as in 3-8d.",
        "work[2].priority: Expected a whole number, got “high”.",
        "work[2].state: “open” is none of todo, doing, done, dropped.",
        "work[3].id: An id cannot be empty. Give it a short word.",
        "work[4]: Expected fields such as id, name, project, got “7”.",
        "people: Expected a list, got “Mara”. Write it as [Mara].",
        "risks[1].probability: Expected a number, got “often”.",
        "risks[1].response.due: Expected a date such as 2026-03-31, got “soon”.",
    ]


@pytest.mark.parametrize(
    "broken", [{"low": 1}, {"low": "x", "high": 2}, {"low": 3, "high": 1}, [], float("inf"), 10**400]
)
def test_a_broken_range_is_a_problem_and_no_crash(broken: object) -> None:
    assert says({"as_of": AS_OF, "work": [{"id": "a", "estimate": broken}]})[0].startswith("work[1].estimate: ")


def test_a_reference_to_nothing_names_the_place() -> None:
    assert says({"as_of": AS_OF, "work": [{"id": "a", "assignee": "Tomas"}]}) == [
        "work[1].assignee: There is no person “Tomas”. Add it, or correct the spelling."
    ]


def test_a_stored_snapshot_may_refer_to_what_was_retired() -> None:
    left_over = {"id": "rail", "as_of": AS_OF, "work": [{"id": "a", "assignee": "tomas"}]}

    assert document.write(document.read(left_over, dangling=True)) == left_over


def test_a_name_that_two_people_have_must_be_said_as_an_id() -> None:
    twice = {"as_of": AS_OF, "people": [{"name": "Sam"}, {"name": "Sam"}], "work": [{"id": "a", "assignee": "Sam"}]}

    assert says(twice) == ["work[1].assignee: “Sam” names 2 of them: sam, sam-2. Use the id."]


def test_a_name_that_a_work_item_and_a_milestone_share_is_ambiguous_too() -> None:
    both = {
        "as_of": AS_OF, "work": [{"id": "w", "name": "Beta"}, {"id": "x"}], "milestones": [{"id": "m", "name": "Beta"}],
        "dependencies": [{"id": "d", "before": "Beta", "after": "x"}],
    }  # fmt: skip

    assert says(both) == ["dependencies[1].before: “Beta” names 2 of them: w, m. Use the id."]


def test_an_id_comes_before_a_name_that_reads_the_same() -> None:
    plain = {
        "as_of": AS_OF, "work": [{"id": "x", "milestone": "beta"}],
        "milestones": [{"id": "alpha", "name": "beta"}, {"id": "beta", "name": "alpha"}],
    }  # fmt: skip

    assert document.read(plain).work[0].milestone == "beta"


def test_an_id_used_twice_is_told_where_it_stands_in_the_document() -> None:
    # Sorted by id, z would come last; the place must be the one that its author sees.
    assert says({"as_of": AS_OF, "teams": [{"id": "z"}, {"id": "z"}, {"id": "a"}]}) == [
        "teams[2]: The team id “z” is used twice. Give one of them another id."
    ]


def test_work_and_milestones_share_their_ids() -> None:
    assert says({"as_of": AS_OF, "work": [{"id": "beta"}], "milestones": [{"id": "beta"}]}) == [
        "milestones[1]: “beta” is both a work item and a milestone. Give one of them another id."
    ]


def test_a_circle_of_dependencies_is_named() -> None:
    waits = [{"before": "a", "after": "b"}, {"before": "b", "after": "c"}, {"before": "c", "after": "a"}]
    circle = {"as_of": AS_OF, "work": [{"id": "a"}, {"id": "b"}, {"id": "c"}], "dependencies": waits}

    assert says(circle) == [
        "dependencies: These wait for each other in a circle: a → b → c → a. Take out one of these dependencies."
    ]


def test_a_milestone_that_its_own_work_waits_for_is_a_circle() -> None:
    circle = {
        "as_of": AS_OF, "work": [{"id": "a", "milestone": "m"}], "milestones": [{"id": "m"}],
        "dependencies": [{"before": "m", "after": "a"}],
    }  # fmt: skip

    assert "m → a → m" in says(circle)[0]


def chain_of(length: int, *, closed: bool) -> Snapshot:
    work = tuple(WorkItem(f"w{n:05}") for n in range(length))
    pairs = [(n, n + 1) for n in range(length - 1)] + ([(length - 1, 0)] if closed else [])
    waits = tuple(Dependency(f"d{n:05}", before=work[n].id, after=work[m].id) for n, m in pairs)
    return Snapshot("rail", date(2026, 3, 2), work=work, dependencies=waits)


def test_a_chain_of_50_000_items_does_not_overflow() -> None:
    chain = chain_of(50_000, closed=False)

    assert document.cycle(chain) == []
    assert document.read(document.write(chain)) == chain


def test_a_long_circle_is_spelled_by_its_ends() -> None:
    told = says(document.write(chain_of(50_000, closed=True)))[0]

    assert "w00000 → w00001" in told
    assert "… 49989 more …" in told
    assert len(told) < 400


def test_many_nouns_of_one_name_get_ids_of_their_own_in_good_time() -> None:
    people = document.read({"as_of": AS_OF, "people": [{"name": "Sam"}] * 20_000}).people

    assert len({one.id for one in people}) == 20_000


def test_a_program_must_be_fields() -> None:
    assert says([1, 2]) == ["A program is a list of fields such as “id:”, “milestones:” and “work:”."]
