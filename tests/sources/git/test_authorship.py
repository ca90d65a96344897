"""Degrees of authorship and truck factors: by hand, and against a reference that is slow and obvious."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.sources.git.authorship import Lost, Tallies, Tally, degree, truck_factor
from leadline.sources.git.history import Touched

DAY = date(2026, 3, 2)
MARA, TOMAS, INES = 0, 1, 2


def test_the_degree_is_the_published_formula() -> None:
    # 3.293 + 1.098 + 0.164 · 5 − 0.321 · ln(1 + 3), and ln 4 is 1.386294…
    assert degree(True, 5, 3) == pytest.approx(3.293 + 1.098 + 0.82 - 0.321 * 1.3862943611)
    assert degree(False, 0, 0) == 3.293


def test_who_made_a_file_knows_it() -> None:
    assert Tally(MARA).authors() == {MARA}


def test_a_single_change_to_the_file_of_another_makes_no_author() -> None:
    # Mara: 4.391 − .321 · ln 2 = 4.168. Tomas: 3.293 + .164 = 3.457, which is .829 of hers: more than three quarters.
    assert Tally(MARA, changes={TOMAS: 1}).authors() == {MARA, TOMAS}
    # With five changes of hers she has 4.391 + .82 − .222 = 4.989; he has 3.457 − .321 · ln 6 = 2.882, below 3.293.
    assert Tally(MARA, changes={MARA: 5, TOMAS: 1}).authors() == {MARA}


def test_many_changes_of_another_take_a_file_over() -> None:
    # Tomas: 3.293 + .164 · 20 = 6.573. Mara: 4.391 − .321 · ln 21 = 3.414, which is .519 of his.
    assert Tally(MARA, changes={TOMAS: 20}).authors() == {TOMAS}


def test_those_who_stayed_are_measured_by_the_best_of_them() -> None:
    # Mara: 4.391 + 3.28 − .321 · ln 7 = 7.046. Tomas: 3.293 + .984 − .321 · ln 21 = 3.300, which is .468 of hers.
    found = Tally(MARA, changes={MARA: 20, TOMAS: 6})

    assert found.authors() == {MARA}
    assert found.authors({TOMAS, INES}) == {TOMAS}
    # Five changes among so many of another are not enough by themselves: 3.136.
    assert Tally(MARA, changes={MARA: 20, TOMAS: 5}).authors({TOMAS}) == frozenset()


def test_a_file_that_moves_stays_whose_it_was() -> None:
    found = Tallies()

    found.take([MARA], [Touched("A", "old.py")], DAY, bulk=False)
    found.take([TOMAS], [Touched("V", "new.py", "old.py")], DAY, bulk=False)

    assert found.files.keys() == {"new.py"}
    assert found.files["new.py"].first == MARA
    assert not found.files["new.py"].changes


def test_a_sweep_over_all_files_teaches_nobody_anything() -> None:
    found = Tallies({"a.py": Tally(MARA)})

    found.take([TOMAS], [Touched("M", "a.py")], DAY, bulk=True)

    assert not found.files["a.py"].changes


def test_a_program_learns_nothing_and_a_file_it_made_has_nobody() -> None:
    found = Tallies()

    found.take([], [Touched("A", "made.py")], DAY, bulk=False)

    assert found.files["made.py"].authors() == frozenset()


def test_two_who_write_together_both_know_it() -> None:
    found = Tallies()

    found.take([MARA, TOMAS], [Touched("A", "pair.py")], DAY, bulk=False)

    assert found.files["pair.py"].authors() == {MARA, TOMAS}


def test_one_who_alone_knows_most_files_is_a_truck_factor_of_one() -> None:
    known = {"a": {MARA}, "b": {MARA}, "c": {MARA, TOMAS}, "d": {TOMAS}, "e": {MARA}}

    # Without Mara a, b and e have nobody: three of five, more than half.
    assert truck_factor(known) == Lost(1, MARA)


def test_exactly_half_of_the_files_is_not_yet_most_of_them() -> None:
    assert truck_factor({"a": {MARA}, "b": {MARA}, "c": {TOMAS}, "d": {TOMAS}}) == Lost(2)


def test_files_that_nobody_knows_any_more_are_a_truck_factor_of_nought() -> None:
    assert truck_factor({"a": set(), "b": set(), "c": {INES}}) == Lost(0)


def test_nothing_has_no_truck_factor() -> None:
    assert truck_factor({}) is None


def slow(authors: Mapping[str, set[int]]) -> int:
    """The same in the words of the paper: take the one who knows most files of those left, and count anew."""
    left = {path: set(own) for path, own in authors.items()}
    people = sorted({one for own in authors.values() for one in own})
    gone = 0
    while sum(not own for own in left.values()) * 2 <= len(left):
        top = max(people, key=lambda one: (sum(one in own for own in left.values()), -one))
        people.remove(top)
        left = {path: own - {top} for path, own in left.items()}
        gone += 1
    return gone


authorships = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.sets(st.integers(0, 6), max_size=4), min_size=1
)


@given(authorships)
def test_it_is_what_the_slow_reference_says(authors: dict[str, set[int]]) -> None:
    found = truck_factor(authors)

    assert found is not None
    assert found.factor == slow(authors)


@given(authorships)
def test_no_single_loss_is_enough_where_the_greedy_way_needs_two(authors: dict[str, set[int]]) -> None:
    found = truck_factor(authors)
    people = {one for own in authors.values() for one in own}

    def lost(gone: set[int]) -> bool:
        return sum(own <= gone for own in authors.values()) * 2 > len(authors)

    # Greedy may need more people than the best choice does, never fewer.
    best = next(n for n in range(len(people) + 1) if any(lost(set(one)) for one in combinations(sorted(people), n)))
    assert found is not None
    assert found.factor >= best
    assert (found.factor == 0) == (best == 0)
