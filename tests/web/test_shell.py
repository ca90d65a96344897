"""The frame: which places a role is offered, and what the finder and the keys make of them."""

from tests.web.sample import PLACES

from leadline.web.shell import Link, keys_for, places_as_commands, rail_for, tabs_for


def labels(links: tuple[Link, ...]) -> list[str]:
    return [link.label for link in links]


def test_a_tpm_gets_the_whole_rail_in_the_order_of_the_mission() -> None:
    rail = rail_for("tpm", PLACES, current="risks", counts={"risks": 7, "goals": 0})

    assert [group.label for group in rail] == ["", "Strategy", "Direction", "Leadership", "Communication", "Record"]
    assert labels(rail[0].links) == ["Monday", "My page", "Findings"]
    goals, program, risks = rail[1].links
    assert risks == Link("risks", "Risks", "/risks.html", 7, current=True)
    assert not program.current
    assert goals.count is None


def test_a_member_and_a_stakeholder_get_four_places() -> None:
    for role in ("member", "stakeholder"):
        (only,) = rail_for(role, PLACES)
        assert labels(only.links) == ["My page", "Program", "Roadmap", "Letters"]
        assert labels(tabs_for(role, PLACES)) == ["My page", "Program", "Roadmap", "Letters"]


def test_a_place_without_an_address_is_never_offered() -> None:
    rail = rail_for("owner", {"monday": "/", "risks": "/risks"})

    assert [(group.label, labels(group.links)) for group in rail] == [("", ["Monday"]), ("Strategy", ["Risks"])]
    assert labels(tabs_for("owner", {"monday": "/", "risks": "/risks"})) == ["Monday"]


def test_the_finder_goes_where_the_rail_goes_and_names_the_keys() -> None:
    rail = rail_for("lead", {"monday": "/", "goals": "/goals"})

    monday, goals = places_as_commands(rail).commands

    assert (monday.label, monday.url, monday.keys) == ("Monday", "/", ("G", "M"))
    assert (goals.label, goals.keys) == ("Goals", ())


def test_only_keys_that_lead_somewhere_are_listed() -> None:
    keys = keys_for(rail_for("member", {"program": "/program"}))

    assert [(key.label, key.keys) for key in keys if key.url] == [("Program", ("G", "P"))]
    assert keys[0].label == "Find or do"
