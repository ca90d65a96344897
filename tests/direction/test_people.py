"""People by team: nothing here tells how busy or how fast one person is."""

from typing import Any

from django.test import Client
from tests.direction import built

from leadline.direction.pages import people as page
from leadline.direction.questions import Standing
from leadline.program.outlook import TeamLoad
from leadline.record.access import Who
from leadline.record.models import Program

CORE = [{"id": id, "name": id.title(), "team": "core", "skills": ["python"]} for id in ("zora", "anna", "mara")]


def standing(people: list[dict[str, Any]], *load: TeamLoad) -> Standing:
    base = [one for one in built.document_of()["people"] if one["id"] != "mara"]
    snapshot = built.snapshot(people=[*base, *people])
    return Standing(snapshot, "/p/checkout", "tpm", outlook=built.outlook(load=load), round_number=1)


def test_a_team_shows_its_people_by_name_its_skills_as_counts_and_its_load_by_week() -> None:
    seen = page.present(standing(CORE, TeamLoad("core", (1.0, 0.96, 0.5))))

    core = seen.teams[0]
    assert [one.name for one in core.people] == ["Anna", "Mara", "Zora"]
    assert core.skills == (("python", 3),)
    assert seen.load is not None
    assert seen.load.numbers is not None
    assert [cell.says for cell in seen.load.numbers.rows[0].cells] == ["Core", "100\u00a0%", "96\u00a0%", "50\u00a0%"]
    assert [column.label for column in seen.load.numbers.columns] == ["Team", "2 Mar", "9 Mar", "16 Mar"]
    assert seen.says == "7 people in 2 teams. Core is full for weeks to come."


def test_the_load_of_a_team_of_two_is_not_shown_because_it_would_be_about_one_of_them() -> None:
    seen = page.present(
        standing(CORE[:2] and [*CORE[:1], {"id": "mara", "name": "Mara", "team": "core"}], TeamLoad("core", (1.4, 1.4)))
    )

    core = seen.teams[0]
    assert (seen.load, core.weeks) == (None, ())
    assert core.says == "Load is shown from 3 people on, so that it tells nothing about one of them."
    assert "Core" not in seen.says


def test_no_figure_stands_beside_a_person(program: Program, noor: Who, client: Client) -> None:
    assert noor.account is not None
    client.force_login(noor.account)

    body = client.get("/p/checkout/people").content.decode()

    assert "In no team" in body
    assert "Mara" in body
    assert "%" not in body.split("<main", 1)[1].split("</main", 1)[0].split("page-foot")[0]


def test_teams_of_which_nobody_is_recorded_are_a_row_each_and_not_a_heading_each() -> None:
    # The scene's people sit in Core and Rails; without a team of their own both teams are empty.
    alone = [{**one, "team": ""} for one in built.document_of()["people"]]
    snapshot = built.snapshot(people=alone)

    seen = page.present(Standing(snapshot, "/p/checkout", "tpm", outlook=None))

    assert seen.says.endswith("people, none of them in one of the 2 teams.")
    assert [one.name for one in seen.teams] == ["In no team"]
    assert seen.unpeopled is not None
    assert [row.cells[0].says for row in seen.unpeopled.rows] == ["Core", "Rails"]
