"""The list of milestones: with odds, without them and why, reached."""

from dataclasses import replace
from typing import Any

from django.test import Client
from tests.direction import built

from leadline.direction import roadmap_saying
from leadline.direction.pages import milestones as page
from leadline.direction.questions import Standing
from leadline.program.outlook import MilestoneOutlook
from leadline.record.access import Who
from leadline.record.models import Program


def standing(**more: Any) -> Standing:
    base: dict[str, Any] = {
        "snapshot": built.snapshot(), "base": "/p/checkout", "role": "tpm", "outlook": built.outlook(), "round_number": 1,
        "statuses": {"live": {"status": "at-risk"}},
    }  # fmt: skip
    return Standing(**{**base, **more})


def test_the_groups_are_counted_and_the_joint_odds_are_said() -> None:
    seen = page.present(standing())

    assert seen.says == "0 of 1 promise is on track."
    assert seen.lede == ("1 milestone with odds, 1 without, 1 reached. The promise holds in 60\u00a0% of futures.")
    assert [(tab.label, tab.count) for tab in seen.tabs] == [("With odds", 1), ("Without odds", 1), ("Reached", 1)]


def test_a_row_keeps_first_promise_promise_moves_and_forecast_together() -> None:
    table = page.present(standing()).table

    assert table is not None
    assert [cell.says for cell in table.rows[0].cells] == [
        "Iberia live", "", "31 Mar", "30 Apr", "1", "29 Apr", "13 May", "", "Checkout core",
    ]  # fmt: skip
    assert table.rows[0].cells[7].odds == 0.6


def test_reasons_that_name_their_work_are_counted_as_one() -> None:
    blind = {
        "a": "Nobody works on Docs.",
        "b": "Nobody works on Tests.",
        "c": "Nobody has estimated Login.",
        "d": "The plan names another release.",
    }
    snapshot = built.snapshot(
        milestones=[{"id": id, "name": id} for id in blind],
        work=[],
        dependencies=[],
        promises=[],
        risks=[],
        roadblocks=[],
    )
    outlook = built.outlook(milestones={id: MilestoneOutlook(id, built.MONDAY, blind=why) for id, why in blind.items()})

    seen = page.present(standing(snapshot=snapshot, outlook=outlook))
    one_reason = page.present(standing(snapshot=snapshot, outlook=outlook), "without", why="Nobody works on it.")

    assert seen.reasons is not None
    assert [[cell.says for cell in row.cells] for row in seen.reasons.rows] == [
        ["Nobody works on it.", "2"], ["Some of its work is not estimated.", "1"], ["The plan names another release.", "1"],
    ]  # fmt: skip
    assert one_reason.table is not None
    assert [row.cells[0].says for row in one_reason.table.rows] == ["a", "b"]


def test_long_lists_are_paged_by_the_server() -> None:
    snapshot = built.snapshot(
        milestones=[{"id": f"m{n:03d}"} for n in range(450)],
        work=[],
        dependencies=[],
        promises=[],
        risks=[],
        roadblocks=[],
    )

    second = page.present(standing(snapshot=snapshot, outlook=None, round_number=0), "without", 2)

    assert second.table is not None
    assert second.table.pager is not None
    assert (second.table.pager.first, second.table.pager.last, second.table.pager.total) == (201, 400, 450)


def test_the_page_opens(program: Program, noor: Who, client: Client) -> None:
    assert noor.account is not None
    client.force_login(noor.account)

    for show in ("", "without", "reached"):
        assert client.get(f"/p/checkout/milestones?show={show}").status_code == 200


def test_odds_without_own_history_say_so_once_on_the_list_and_on_the_roadmap() -> None:
    known = built.outlook()
    labelled = {id: one if one.blind else replace(one, label="no own history") for id, one in known.milestones.items()}
    now = standing(outlook=replace(known, milestones=labelled))

    assert page.present(now).lede.endswith("No own history, so the spread is wide.")
    assert roadmap_saying.lede(now).endswith("No own history, so the spread is wide.")
    assert "history" not in page.present(standing(outlook=replace(known, milestones={}))).lede
