"""The technical side: what the date stands on, each repository beside its own past, and nowhere a name."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.direction import built

from leadline.direction.delivery import measures
from leadline.direction.pages import technical as page
from leadline.direction.questions import Standing
from leadline.program.outlook import ItemOutlook
from leadline.program.technical import Component, Release, names_of, needed_by
from leadline.program.work import WorkItem
from leadline.record.access import Who
from leadline.record.models import Program, Source
from leadline.record.private.models import Holder

PAY: dict[str, Any] = {
    "id": "k1", "name": "shop: pay", "path": "pay", "files": 48, "changes": 31, "usual_changes": 12.5, "hotspot": 0.6,
    "hot_files": ["pay/card.py"], "truck_factor": 1, "mentions": ["CERT"], "touched_on": "2026-02-27",
}  # fmt: skip
TAX: dict[str, Any] = {
    "id": "k2",
    "name": "shop: tax",
    "path": "tax",
    "files": 20,
    "hotspot": 0.4,
    "truck_factor": 3,
    "serves": "tax",
}
SHOP: dict[str, Any] = {
    "id": "k3", "name": "shop", "path": "/", "files": 68, "changes": 40, "usual_changes": 20.0, "fixes": 9, "reverts": 1,
    "usual_fixes": 4.0, "merge_days": 3.5, "usual_merge_days": 1.5, "truck_factor": 2,
}  # fmt: skip


def standing(*components: dict[str, Any], person: str = "", **more: Any) -> Standing:
    snapshot = built.snapshot(components=list(components), **more)
    items = {
        "cert": ItemOutlook("cert", 0, 20, 30, 40, criticality=0.7),
        "tax": ItemOutlook("tax", 20, 30, 40, 50, criticality=0.1),
    }
    return Standing(snapshot, "/p/checkout", "tpm", person, outlook=built.outlook(items=items), round_number=1)


def test_a_part_that_one_person_knows_and_that_decides_the_date_is_said_first() -> None:
    seen = page.present(standing(PAY, TAX, SHOP), {})

    assert seen.says == "One person at most knows shop: pay, which decides the date."
    assert seen.leaning is not None
    assert [[cell.says for cell in row.cells] for row in seen.leaning.rows] == [
        ["shop: pay", "Acquirer certification", "70\u00a0%", "one person", "27 Feb"]
    ]


def test_all_parts_stand_by_how_much_of_the_trouble_they_are() -> None:
    seen = page.present(standing(TAX, PAY, SHOP), {})

    assert seen.all is not None
    assert [row.cells[0].says for row in seen.all.rows] == ["shop: pay", "shop: tax"]


def test_a_repository_stands_beside_its_own_past() -> None:
    seen = page.present(standing(PAY, SHOP), {})

    (table,) = seen.delivery
    assert [(row.cells[0].says, row.cells[1].says, row.cells[2].says) for row in table.rows] == [
        ("Changes", "40", "20"),
        # Nine fixes and one taken back of forty; four of twenty before.
        ("Mending", "25\u00a0%", "20\u00a0%"),
        ("Wait until taken in", "3.5", "1.5"),
    ]


def test_releases_are_counted_in_weeks_of_the_same_length() -> None:
    made = [
        Release("a", "v3", "k3", date(2026, 2, 20), lead_days=4.0),
        Release("b", "v2", "k3", date(2025, 11, 20), lead_days=9.0),
        Release("c", "v1", "k3", date(2025, 8, 20), lead_days=11.0),
        Release("d", "v0", "k3", date(2024, 1, 1)),
        Release("e", "w9", "another", date(2026, 2, 20)),
    ]

    found = {one.name: (one.late, one.usual) for one in measures(Component("k3"), made, date(2026, 3, 2))}

    # One in the last 13 weeks, two in the 39 before, which are three times as long.
    assert found["Releases"] == ("1", "0.7")
    assert found["Wait until released"] == ("4", "10")


def test_reviews_are_told_where_messages_have_them() -> None:
    found = {one.name: one.late for one in measures(Component("k3", changes=8, reviewed=6), (), date(2026, 3, 2))}

    assert found["Marked as reviewed"] == "75\u00a0%"


def test_without_a_round_nobody_says_what_decides() -> None:
    found = Standing(built.snapshot(components=[PAY]), "/p/checkout", "tpm")

    assert page.present(found, {}).says.startswith("No round has run yet")


def test_without_a_repository_there_is_a_way_to_connect_one() -> None:
    seen = page.present(standing(), {})

    assert seen.empty is not None
    assert seen.empty.url == "/p/checkout/connect"


def test_names_stand_in_the_lines_for_this_readers_eyes_and_in_nothing_else() -> None:
    own = page.present(standing(PAY, TAX, SHOP, person="mara"), {"k1": "mara"})
    lead = page.present(standing(PAY, TAX, SHOP, person="joana"), {"k1": "mara", "k2": "mara"})

    assert own.own == ("You are the one who knows shop: pay.",)
    assert lead.own == ("Mara is the one who knows shop: pay and shop: tax.",)
    for seen in (own, lead):
        rest = repr((seen.says, seen.lede, seen.figure, seen.leaning, seen.delivery, seen.all))
        assert not re.search(r"Mara|Joana|Tomas|Ines|Noor", rest)


def test_who_runs_the_program_is_told_of_the_part_and_only_the_person_themselves_who_it_is(
    program: Program, noor: Who, mara: Who, client: Client
) -> None:
    source = Source.objects.create(program=program, address="git:/srv/shop", kind="git", connected_at=built.NOON)
    built.keep_round(program, built.outlook(), built.snapshot(components=[PAY, SHOP]), number=2)
    Holder.objects.create(program=program, source=source, component="k1", person="mara")
    stranger = built.account(program, "lead", "joana")

    def seen(who: Who) -> str:
        assert who.account is not None
        client.force_login(who.account)
        return client.get("/p/checkout/technical").content.decode()

    assert "You are the one who knows shop: pay." in seen(mara)
    for who in (noor, stranger):
        body = seen(who)
        assert "One person at most knows shop: pay" in body
        assert "the one who knows" not in body
        assert "Mara" not in body.split("<main", 1)[1].split("</main", 1)[0]


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("https://github.com/Acme/Shop/issues/12", "acme/shop#12"),
        ("https://github.com/acme/shop/pull/12", "acme/shop#12"),
        ("https://gitlab.example/group/sub/shop/-/issues/12", "group/sub/shop#12"),
        ("https://jira.example/browse/PAY-7", "pay-7"),
    ],
)
def test_work_is_known_by_what_its_tracker_calls_it(link: str, named: str) -> None:
    assert named in names_of(WorkItem("w1", link=link))


def test_a_bare_number_is_nobodys_name() -> None:
    assert "12" not in names_of(WorkItem("w1", link="https://github.com/acme/shop/issues/12"))


def test_work_needs_a_part_that_serves_its_milestone_or_its_project() -> None:
    work = [WorkItem("a", project="p"), WorkItem("b", milestone="m"), WorkItem("c", project="p", state="done")]
    parts = [
        Component("x", path="x", serves="p"),
        Component("y", path="y", serves="m"),
        Component("z", path="z", serves="a"),
    ]

    found = needed_by(parts, work)

    assert {id: [one.id for one in own] for id, own in found.items()} == {"x": ["a"], "y": ["b"], "z": ["a"]}
