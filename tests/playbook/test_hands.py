"""Who can do a piece of work today: what a training brings later is not there yet."""

from datetime import date

from leadline.playbook.hands import holders, level_of
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
