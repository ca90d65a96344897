"""Q1, the technical side: one person knows what sets the date; it is seen in the repository, priced, and undone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.mission.story import Story
from tests.sources.git.repository import MARA, TOMAS, Repository

SHOP = """\
id: checkout
name: Checkout
as_of: 2026-03-02
people:
  - {id: mara, name: Mara Lind}
  - {id: tomas, name: Tomas Reyes}
  - {id: ines, name: Ines Costa}
milestones: [{id: live, name: Iberia live, owner: ines, cost_of_delay_cents: 500000}]
work:
  - {id: PAY-7, name: Pay by card, milestone: live, assignee: mara, estimate: 15-25d}
  - {id: PAY-8, name: Refunds, milestone: live, assignee: tomas, estimate: 2-3d}
promises: [{id: p1, milestone: live, due: 2026-04-15, set_by: ines, doers: [{person: mara, answer: accepted}]}]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    """Mara wrote how cards are paid; refunds are of both."""
    made = Repository(tmp_path / "code" / "shop")
    made.commit(MARA, "2026-01-12", "Cards", **{f"pay__f{number}_py": "x\n" for number in range(30)})
    made.commit(MARA, "2026-02-02", "Cards again\n\nFor PAY-7.", pay__f0_py="y\n")
    made.commit(TOMAS, "2026-02-03", "Refunds, PAY-8", **{f"refund__f{number}_py": "x\n" for number in range(30)})
    return made


@pytest.fixture
def begun(story: Story, shop: Repository, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr("django.conf.settings.GIT_FOLDERS", [str(shop.folder.parent)], raising=False)
    monkeypatch.setattr("leadline.rounds.reaching.now", lambda: datetime(2026, 3, 4, tzinfo=UTC))
    story.begins(SHOP, "checkout")
    assert story.silent().count("D303") == 0
    story.says("connect", f"git:{shop.folder}", "--program", "checkout", "--yes")
    story.round()
    return story


def test_the_repository_says_that_one_person_knows_what_sets_the_date(begun: Story) -> None:
    found = begun.finding("D303")

    assert (
        found["says"] == "One person knows shop: pay, and Pay by card, which needs it, decides the end of the program."
    )
    # The other part is known by one person as well, and sets no date: nothing is said of it.
    page = begun.page("/p/checkout/technical")
    assert "One person at most knows shop: pay, which decides the date." in page
    for name in ("Mara", "Tomas"):
        assert name not in str(found["evidence"]) + found["says"]


def test_the_risk_has_a_price_and_is_taken_into_the_plan(begun: Story) -> None:
    found = begun.finding("D303")
    way = next(n for n, one in enumerate(found["remedies"]) if one["says"].startswith("Record the risk"))
    # Nothing was wrong with the date but that it did not count with it: so it comes later.
    assert found["remedies"][way]["price"][0]["days"] < 0

    begun.does("accept", finding=found["id"], remedy=way)
    begun.round()

    (risk,) = begun.plan().risks
    assert (risk.event, risk.work) == ("Whoever knows shop: pay is away unplanned", ("PAY-7",))
    assert not any(one["says"].startswith("Record the risk") for one in begun.finding("D303")["remedies"])


def test_when_a_second_person_knows_it_the_finding_is_gone(begun: Story, shop: Repository) -> None:
    # Four changes of a file, all together: Tomas 3.293 + 4 · .164 − .321 · ln 5 = 3.432, Mara 1.098 more, and three quarters of that are 3.398.
    for day in range(4):
        everywhere = {f"pay__f{number}_py": f"pair {day}\n" for number in range(30)}
        shop.commit(
            TOMAS, f"2026-03-0{day + 1}", "PAY-7 together\n\nCo-authored-by: Mara Lind <mara@a.example>", **everywhere
        )

    begun.says("hear", "--program", "checkout")
    begun.round()

    assert begun.findings("D303") == []
    assert "D303" in begun.silent()
    assert "Several people know each part that decides the date." in begun.page("/p/checkout/technical")


def test_nothing_that_leaves_the_program_names_an_author(begun: Story) -> None:
    taken = begun.says("export")

    assert "truck_factor: 1" in taken
    assert "a.example" not in taken


def test_disconnecting_leaves_no_copy_of_the_history_behind(begun: Story, shop: Repository) -> None:
    copies = begun.folder / "git"
    assert list(copies.iterdir())

    begun.says("disconnect", f"git:{shop.folder}", "--program", "checkout", "--facts", "leave")

    assert not list(copies.iterdir())
    assert begun.plan().components == ()
