from datetime import UTC, datetime

import pytest

from leadline.cli.running.examples import folder, load_once
from leadline.record.models import Program

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_the_examples_lie_inside_the_package_so_that_a_wheel_brings_them() -> None:
    found = folder()

    assert found is not None
    assert found.parent.name == "leadline"
    assert len(list(found.glob("*.yaml"))) >= 2


def test_a_new_database_gets_all_examples_each_held_on_its_day() -> None:
    loaded = load_once(NOON)

    assert loaded == Program.objects.count() >= 2
    assert all(one.today(NOON) < NOON.date() for one in Program.objects.all())


def test_a_database_that_held_a_program_once_gets_none_even_when_it_was_retired() -> None:
    Program.objects.create(key="old", retired_at=NOON)

    assert load_once(NOON) == 0
    assert Program.objects.count() == 1
