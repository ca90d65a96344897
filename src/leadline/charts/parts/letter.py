"""What another person will read, where each of its numbers comes from, and the yes that sends it."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.charts.parts.form import Form

MOST_PROOFS = 8


@dataclass(frozen=True)
class Proof:
    """Where one number of a letter comes from: `id` is its anchor, the letter's own mark is `t` + id."""

    id: str
    figure: str
    says: str
    url: str = ""


@dataclass(frozen=True)
class Letter:
    """
    What another person will read. Component: letter.

    Attributes:
        head: pairs of term and words: To, From, About.
        body: safe HTML, its figures as `<a class="evidence" href="#ID" id="tID">`, ID being that of a proof.
    """

    head: Sequence[tuple[str, str]]
    body: str
    proofs: Sequence[Proof] = ()

    @property
    def shown(self) -> Sequence[Proof]:
        """The proofs beside the sheet; a list longer than a letter is read by nobody."""
        return self.proofs[:MOST_PROOFS] if len(self.proofs) > MOST_PROOFS + 1 else self.proofs

    @property
    def folded(self) -> Sequence[Proof]:
        """The others, one click away."""
        return self.proofs[len(self.shown) :]


@dataclass(frozen=True)
class Approve:
    """The bar under a letter. Component: approve. Forms without fields are plain buttons."""

    status: str
    says: str
    note: str = ""
    buttons: Sequence[Form] = ()
    edit_url: str = ""
