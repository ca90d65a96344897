"""What a page is made of: the little that its values decide by themselves."""

from leadline.charts.parts import Letter, Proof


def proofs(count: int) -> list[Proof]:
    return [Proof(f"n{at}", f"{at} days", "As the round said.") for at in range(count)]


def test_a_long_list_of_proofs_is_folded_after_the_eighth() -> None:
    letter = Letter([], "", proofs(15))

    assert len(letter.shown) == 8
    assert [one.id for one in letter.folded] == ["n8", "n9", "n10", "n11", "n12", "n13", "n14"]


def test_one_proof_more_than_eight_needs_no_fold() -> None:
    letter = Letter([], "", proofs(9))

    assert (len(letter.shown), letter.folded) == (9, [])
