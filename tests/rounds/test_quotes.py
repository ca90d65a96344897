"""A what-if is answered twice: at once without people, then with them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from leadline.program import document
from leadline.program.edits import Change, write_edit
from leadline.record.answering import TRYING, answer_of
from leadline.record.models import Program, Quote
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds import quotes
from leadline.rounds.quotes import answer

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLAN: dict[str, Any] = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "currency": "EUR",
    "people": [{"id": "mara", "name": "Mara"}],
    "milestones": [{"id": "live", "name": "Checkout live", "cost_of_delay_cents": 100_00}],
    "work": [
        {"id": "A", "name": "Payments", "milestone": "live", "assignee": "mara", "estimate": "10d"},
        {"id": "B", "name": "Ledger", "milestone": "live", "assignee": "mara", "estimate": "120d"},
    ],
}
LESS = [write_edit(Change("work", "A", {"estimate": "1d"}))]


@pytest.fixture
def program(db: None) -> Program:
    quotes._warm.clear()
    return store(document.read(PLAN), NOON, pinned=True)


def asked(program: Program, edits: list[dict[str, Any]], **more: Any) -> Quote:
    return Quote.objects.create(program=program, key="q", subject="milestone:live", edits=edits, asked_at=NOON, **more)


def shown(program: Program, quote: Quote) -> Any:
    quote.refresh_from_db()
    return answer_of(quote, load_snapshot(program, NOON.date()))


def test_the_glimpse_is_kept_before_the_price_is_asked_for(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    quote, seen = asked(program, LESS), []
    monkeypatch.setattr(
        quotes.Scales, "weigh_all", lambda *_: seen.append(shown(program, quote)) or ["It cannot be priced."]
    )
    assert shown(program, quote).says == TRYING

    answer(quote, NOON)

    # With somebody always free the 120 days of the ledger decide, whatever the payments take.
    (early,) = seen
    assert early.glimpse == "Moves Checkout live by no day"
    assert early.says.startswith("Counted as if somebody were always free.")
    assert early.poll_url.endswith("/quotes/q")
    late = shown(program, quote)
    assert (late.glimpse, late.says, late.poll_url) == ("", "It cannot be priced.", "")


def test_the_price_with_people_takes_the_place_of_the_glimpse(program: Program) -> None:
    quote = asked(program, LESS)

    answer(quote, NOON)

    said = shown(program, quote)
    assert quote.glimpse == {"commitment": "live", "days": pytest.approx(0.0, abs=0.5)}
    assert (said.glimpse, said.says) == ("", "")
    # Mara does one after the other: nine working days less of her are some 13 calendar days.
    assert -25 < said.prices[0].days < -8


def test_the_glimpse_says_which_way_it_goes_in_whole_days(program: Program) -> None:
    more = asked(
        program, [write_edit(Change("work", "B", {"estimate": "125d"}))], glimpse={"commitment": "live", "days": -6.7}
    )

    assert shown(program, more).glimpse == "About 7 days later for Checkout live"
    more.glimpse = {"commitment": "live", "days": 0.6}
    more.save()
    assert shown(program, more).glimpse == "About 1 day earlier for Checkout live"


def test_the_cost_of_a_way_out_is_in_its_price(program: Program) -> None:
    free, dear = asked(program, LESS), Quote(program=program, key="d", subject="milestone:live", edits=LESS)
    dear.asked_at, dear.cost_cents = NOON, 500_00
    dear.save()

    answer(free, NOON)
    answer(dear, NOON)

    costs_nothing, costs_500 = shown(program, free).prices[0], shown(program, dear).prices[0]
    assert (costs_nothing.cost_cents, costs_500.cost_cents) == (0, 500_00)
    # The same days at a hundred a day, less the five hundred.
    assert costs_500.money_cents == costs_nothing.money_cents - 500_00


def test_what_cannot_be_tried_has_no_glimpse_but_the_reason(program: Program) -> None:
    quote = asked(program, [write_edit(Change("work", "nowhere", {"estimate": "1d"}))])

    answer(quote, NOON)

    assert quote.glimpse is None
    assert "nowhere" in shown(program, quote).says
