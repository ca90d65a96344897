from datetime import date
from typing import Any

from leadline.program.commitments import commitment, commitments, delivery, judgement, line
from leadline.program.promises import Judgement, Promise
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone

MARCH = date(2026, 3, 31)
APRIL = date(2026, 4, 30)


def rail(*promises: Promise, **more: Any) -> Snapshot:
    milestones = more.pop("milestones", (Milestone("beta"), Milestone("ga")))
    return Snapshot("rail", date(2026, 3, 2), milestones=milestones, promises=promises, **more)


def promised(id: str, on: int | None, due: date | None = MARCH, **more: Any) -> Promise:
    set_on = None if on is None else date(2026, 2, on)
    return Promise(id, milestone=more.pop("milestone", "beta"), due=due, set_on=set_on, **more)


def test_the_first_promise_the_present_one_and_the_moves_stand_together() -> None:
    first, second, third = (promised(f"p{n}", n, state="replaced" if n < 3 else "agreed") for n in (1, 2, 3))

    told = line(rail(third, first, second), "beta")

    assert told is not None
    assert (told.first, told.present, told.moves) == (first, third, 2)


def test_a_proposal_that_nobody_agreed_to_was_never_a_promise() -> None:
    snapshot = rail(promised("p1", 1, state="proposed"), promised("p2", 2, state="withdrawn"))

    assert line(snapshot, "beta") is None
    assert commitment(snapshot, "beta") is None


def test_of_two_promises_of_one_day_the_later_id_stands() -> None:
    assert commitment(rail(promised("p2", 5, due=APRIL), promised("p1", 5)), "beta") == promised("p2", 5, due=APRIL)


def test_a_promise_without_a_day_of_its_own_is_the_oldest() -> None:
    assert commitment(rail(promised("p9", None), promised("p1", 5, due=APRIL)), "beta") == promised("p1", 5, due=APRIL)


def test_a_commitment_has_a_date() -> None:
    assert commitment(rail(promised("p1", 5, due=None)), "beta") is None


def test_the_team_s_target_is_no_commitment() -> None:
    snapshot = rail(promised("t", 5, kind="target"))

    assert commitment(snapshot, "beta") is None
    assert commitment(snapshot, "beta", "target") == promised("t", 5, kind="target")


def test_open_milestones_are_listed_by_the_date_they_are_promised_for() -> None:
    later, sooner = promised("p1", 1, due=APRIL), promised("p2", 1, milestone="ga")

    assert list(commitments(rail(later, sooner))) == ["ga", "beta"]


def test_a_milestone_that_is_reached_has_no_standing_commitment() -> None:
    assert commitments(rail(promised("p", 1), milestones=(Milestone("beta", done_on=MARCH),))) == {}


def test_a_delivery_counts_as_soon_as_it_is_proposed() -> None:
    agreed = Promise("p1", "delivery", dependency="d", due=MARCH, set_on=date(2026, 2, 1))
    proposed = Promise("p2", "delivery", dependency="d", due=APRIL, set_on=date(2026, 2, 2), state="proposed")
    withdrawn = Promise("p3", "delivery", dependency="d", set_on=date(2026, 2, 3), state="withdrawn")

    assert delivery(rail(agreed, proposed, withdrawn), "d") == proposed
    assert delivery(rail(withdrawn), "d") is None


def test_a_judgement_stands_until_its_last_day() -> None:
    own = Judgement("j", "beta", "at-risk", until=date(2026, 3, 2))
    over = Judgement("k", "beta", "off-track", on=date(2026, 3, 1), until=date(2026, 3, 1))

    assert judgement(rail(judgements=(own, over)), "beta") == own
    assert judgement(rail(judgements=(over,)), "beta") is None
