"""Who can do a piece of work today: what a training brings later is not there yet."""

from datetime import date

from leadline.playbook.hands import holders, level_of, usual_rate
from leadline.program import document

PROGRAM = document.read({
    "id": "p", "as_of": "2026-03-02", "teams": [{"id": "web"}],
    "people": [
        {"id": "ines", "team": "web", "skills": [{"name": "tax", "level": 1}, {"name": "tax", "level": 3, "since": "2026-12-01"}]},
        {"id": "otto", "skills": [{"name": "tax", "level": 3, "since": "2026-03-02"}]},
    ],
})  # fmt: skip


def test_a_level_counts_from_its_day_on() -> None:
    ines = PROGRAM.people[0]
    assert [level_of(ines, "tax", day) for day in (date(2026, 3, 2), date(2026, 11, 30), date(2026, 12, 1))] == [
        1,
        1,
        3,
    ]
    assert level_of(ines, "law", date(2026, 3, 2)) == 0


def test_nobody_is_asked_for_what_they_learn_in_december() -> None:
    assert [one.id for one in holders(PROGRAM, "tax", 3)] == ["otto"]


def rated(*rates: tuple[str, int | None]) -> int | None:
    people = [{"id": f"p{n}", "team": team, "day_rate_cents": rate} for n, (team, rate) in enumerate(rates)]
    teams = [{"id": "web"}, {"id": "law"}]
    return usual_rate(document.read({"id": "p", "as_of": "2026-03-02", "teams": teams, "people": people}), "web")


def test_somebody_new_costs_the_median_of_the_team() -> None:
    assert rated(("web", 500), ("web", 900), ("web", 600), ("law", 5000), ("web", None)) == 600


def test_or_of_the_program_where_fewer_than_three_of_the_team_have_a_rate() -> None:
    assert rated(("web", 500), ("web", 900), ("law", 600), ("law", 700)) == 650


def test_and_of_nobody_where_a_median_would_tell_what_one_of_them_costs() -> None:
    assert rated(("web", 500), ("law", 900), ("law", None)) is None
