"""Saving a form as it stands keeps everything it shows and everything it does not show."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser import scene

from leadline.program import document
from leadline.program.snapshot import NOUNS

WHOLE: dict[str, Any] = {
    **scene.CHECKOUT,
    "calendars": [{"id": "lisbon", "name": "Lisbon", "holidays": ["2026-04-03", "2026-05-01"]}],
    "teams": [{"id": "core", "name": "Core", "calendar": "lisbon", "size": 5}],
    "allocations": [{"id": "half", "person": "mara", "project": "core", "share": 0.5}],
    "goals": [{"id": "sell", "name": "Sell", "measures": [{"name": "sales", "target": 5}], "cost_of_delay_cents": 7}],
    "references": [{"id": "r", "source": "A", "target": "B"}],
    "judgements": [{"id": "j", "milestone": "live", "reason": "demo"}],
    "targets": [{"id": "g", "name": "Live in v2", "milestone": "live", "release": "v2", "outcome": "kept"}],
    "revisions": [{"id": "v", "subject": "A", "changed_on": "2026-02-20", "was": "2d", "became": "3-8d"}],
    "components": [{"id": "m", "name": "checkout: pay", "path": "pay", "serves": "live", "hotspot": 0.4, "hot_files": ["a.py", "b.py"], "truck_factor": 1}],
    "releases": [{"id": "w", "name": "v1", "component": "m", "released_on": "2026-02-20", "lead_days": 3.5}],
    "risks": [{"id": "k", "event": "Rain", "probability": 0.3, "delay": "2-4d", "response": {"action": "A tent"}}],
    "requirements": [{"id": "q", "text": "It shall refund", "acknowledged": ["mara"]}],
    "decisions": [{"id": "e", "question": "Which?", "options": ["x", {"name": "y", "cost_cents": 5}]}],
    "changes": [{"id": "c", "name": "Forms", "teams": ["core"]}],
    "pledges": [{"id": "l", "text": "Use it", "team": "core", "change": "c", "moved": 2}],
    "objections": [{"id": "o", "text": "Too slow", "subject": "c", "claims": [{"kind": "retire", "noun": "work", "id": "B"}]}],
    "letters": [{"id": "t", "to": ["ines-reads"], "subject": "News", "told": [{"milestone": "live", "odds": 0.4}]}],
    "estimations": [{"id": "n", "work": "A", "asker": "ines", "asked": ["mara", "tomas"], "kept": "3-5-8d"}],
    "asks": [{"id": "i", "text": "When?", "asker": "mara", "owed_by": "tomas", "work": "A"}],
}  # fmt: skip


@pytest.fixture
def whole(site: str) -> Any:
    """The checkout program with one of every noun."""
    program = scene.stored(WHOLE)
    assert {noun for noun, _ in scene.plan(program).everything()} == set(NOUNS)
    return program


# A promise is proposed, answered and replaced, a question about ranges closed or asked anew; neither is ever edited.
@pytest.mark.parametrize("noun", [one for one in (*NOUNS, "program") if one not in ("promise", "estimation")])
def test_keeping_a_noun_as_it_stands_changes_nothing(
    page: Page, site: str, whole: Any, sign_in: Callable[[Page], Page], noun: str
) -> None:
    before = scene.plan(whole)
    id = "checkout" if noun == "program" else before.of(noun)[0].id
    sign_in(page)
    page.goto(f"{site}/p/checkout/{noun}/{id}")

    with page.expect_navigation():
        page.locator("form.panel").get_by_role("button", name="Keep the change").click()

    assert document.write(scene.plan(whole)) == document.write(before)
