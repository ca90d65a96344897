"""Schedules come in by the same door as tables: shown first, kept when agreed, unchanged the second time."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.sources.mspdi.plans import EXTERNAL, link, plan, task

from leadline.desk import importing
from leadline.record.access import SYSTEM
from leadline.record.doors import Refused
from leadline.record.models import Import, Program, WorkItem
from leadline.sources.errors import Unreadable
from leadline.sources.mspdi import foreign

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = NOON.date()

pytestmark = pytest.mark.django_db


def bring(file: Path, data: bytes) -> Import:
    file.write_bytes(data)
    return importing.keep(importing.read([file], who=SYSTEM, today=MONDAY), SYSTEM, NOON)[0]


def test_a_schedule_becomes_a_program_and_the_same_file_changes_nothing(tmp_path: Path) -> None:
    data = plan(task(1, "Design"), task(2, "Build", link(1)))

    first, again = (bring(tmp_path / "plan.xml", data) for _ in range(2))

    assert first.program is not None
    assert (first.program.key, first.state, again.state) == ("checkout", "done", "unchanged")
    assert set(WorkItem.objects.values_list("heard_from", flat=True)) == {"file:schedule"}


def test_a_newer_file_of_another_name_changes_only_what_changed(tmp_path: Path) -> None:
    bring(tmp_path / "plan.xml", plan(task(1, "Design"), task(2, "Build", link(1))))

    newer = bring(tmp_path / "plan_v2.xml", plan(task(3, "Ask"), task(1, "Design"), task(2, "Build all", link(1))))

    assert newer.counts["added"] == {"work": 1}
    assert newer.counts["changed"] == {"work": 1}
    assert not newer.counts["gone"]


def test_what_a_program_has_no_place_for_is_counted_with_the_import(tmp_path: Path) -> None:
    kept = bring(tmp_path / "plan.xml", plan(task(1, "A", "<ConstraintType>1</ConstraintType>")))

    assert kept.counts["skipped"] == {"constraints “as late as possible”": 1}


def test_hostile_files_and_several_at_once_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="document type"):
        bring(tmp_path / "plan.xml", EXTERNAL)
    with pytest.raises(Refused, match="one by one"):
        importing.read([tmp_path / "plan.xml", tmp_path / "plan.xml"], who=SYSTEM, today=date(2026, 3, 2))

    assert not Program.objects.exists()


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "missing_for_others", lambda: "there is no Java on this machine")

    with pytest.raises(
        Unreadable, match=r"there is no Java.*pip install 'leadline\[msproject\]'.*default-jre-headless"
    ):
        bring(tmp_path / "plan.xer", b"ERMHDR\t8.0\n")
    with pytest.raises(Unreadable, match=r"does not begin like \.mpp files do"):
        bring(tmp_path / "plan.mpp", b"PK\x03\x04")
