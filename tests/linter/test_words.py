"""Words and counts that sentences are made of."""

from datetime import date

from leadline.linter.network import Teams, Waiting, things
from leadline.linter.words import called, counted, listed, named, percent, working_days
from leadline.program import document
from leadline.program.snapshot import Snapshot


def chain() -> Snapshot:
    """A → B → milestone live → C; D is done and waits for A."""
    return document.read(
        {
            "as_of": "2026-03-02",
            "projects": [{"id": "checkout", "team": "core"}],
            "teams": [{"id": "core"}, {"id": "bank"}],
            "people": [{"id": "mara", "name": "Mara", "team": "bank"}],
            "milestones": [{"id": "live", "name": "Iberia live"}],
            "work": [
                {"id": "A", "assignee": "mara"},
                {"id": "B", "milestone": "live", "project": "checkout"},
                {"id": "C"},
                {"id": "D", "state": "done"},
            ],
            "dependencies": [
                {"id": "1", "before": "A", "after": "B"},
                {"id": "2", "before": "live", "after": "C"},
                {"id": "3", "before": "A", "after": "D"},
            ],
        }
    )


def test_what_waits_is_found_through_milestones_and_what_is_done_does_not_wait() -> None:
    waiting = Waiting(chain())

    assert waiting.behind(["A"]) == ["B", "live", "C"]
    assert waiting.milestones(["A"]) == ["live"]
    assert waiting.milestones(["live"]) == ["live"]


def test_a_team_is_that_of_the_work_its_doer_or_its_project() -> None:
    teams, known = Teams(chain()), things(chain())

    assert [teams.of(known[id]) for id in ("A", "B", "C", "live")] == ["bank", "core", "", ""]


def test_names_are_listed_as_in_a_sentence() -> None:
    assert (listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])) == (
        "",
        "a",
        "a and b",
        "a, b and c",
    )
    assert called(chain(), "person", ["mara", "gone"]) == "Mara and gone"
    assert named(chain(), "work|milestone:live") == "Iberia live"


def test_numbers_agree_with_their_nouns_and_shares_never_claim_certainty() -> None:
    assert (counted(1, "day"), counted(2, "day"), counted(0, "branch", "branches")) == ("1 day", "2 days", "0 branches")
    assert [percent(share) for share in (0, 0.001, 0.594, 0.999, 1)] == [
        "0\u00a0%", "under 1\u00a0%", "59\u00a0%", "over 99\u00a0%", "100\u00a0%",
    ]  # fmt: skip


def test_working_days_leave_out_weekends_and_holidays() -> None:
    plain = {"as_of": "2026-03-02", "calendar": "pt", "calendars": [{"id": "pt", "holidays": ["2026-03-04"]}]}

    # Monday 2 to Monday 9 March: Tuesday to Friday and Monday are 5 days, 4 without the holiday on Wednesday.
    assert working_days(document.read({"as_of": "2026-03-02"}), date(2026, 3, 2), date(2026, 3, 9)) == 5
    assert working_days(document.read(plain), date(2026, 3, 2), date(2026, 3, 9)) == 4
    assert working_days(document.read(plain), date(2026, 3, 9), date(2026, 3, 2)) == 0
