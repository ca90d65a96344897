"""A disk that fills: what was begun is taken away again, and what waits says so."""

import errno
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from leadline.cli import ready
from leadline.cli.carrying import carry
from leadline.cli.errors import Stop
from leadline.cli.running import checks
from leadline.record import jobs
from leadline.record.home import HomeProblem, folder, make


def fill(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_first_start_on_a_full_disk_leaves_no_home(tmp_path: Path) -> None:
    home = tmp_path / "home"

    def begin() -> None:
        with ready._whole_or_nothing(home):
            home.mkdir()
            (home / "leadline.db").write_bytes(b"half")
            fill()

    with pytest.raises(OSError, match="No space left"):
        begin()
    assert not home.exists()


def test_in_a_folder_that_was_there_only_the_half_made_database_goes(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    def begin() -> None:
        with ready._whole_or_nothing(tmp_path):
            (tmp_path / "leadline.db").write_bytes(b"half")
            fill()

    with pytest.raises(OSError, match="No space left"):
        begin()
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


def test_a_database_that_was_there_stays_whatever_goes_wrong(tmp_path: Path) -> None:
    (tmp_path / "leadline.db").write_bytes(b"whole")

    with pytest.raises(KeyboardInterrupt), ready._whole_or_nothing(tmp_path):
        raise KeyboardInterrupt
    assert (tmp_path / "leadline.db").read_bytes() == b"whole"


def test_a_command_does_not_wait_for_a_worker_that_has_no_room(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ready, "home", lambda: tmp_path)
    monkeypatch.setattr("leadline.record.home.LEAST_BYTES", 2**80)
    job = jobs.queue("round", datetime(2026, 3, 2, 12, tzinfo=UTC), lane=jobs.ROUNDS)

    with pytest.raises(Stop, match=r"is full, so the round of Rail waits in the queue. Make room") as refused:
        carry(job, "The round of Rail")
    assert refused.value.code == 74


def test_a_home_that_has_no_room_is_a_full_disk_and_not_a_question_of_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "write_text", fill)

    with pytest.raises(OSError, match="No space left"):
        make(tmp_path)


def test_a_user_without_a_home_folder_is_told_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("LEADLINE_HOME")
    monkeypatch.setattr(Path, "home", nowhere)

    with pytest.raises(HomeProblem, match=r"This user has no home folder. .*LEADLINE_HOME=/path/to/folder"):
        folder()


def test_the_clock_is_held_against_rounds_of_programs_that_stand_on_a_day(db: None) -> None:
    from leadline.program import document
    from leadline.record.models import Round
    from leadline.record.snapshots import store

    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    plan = document.read({"id": "rail", "as_of": "2026-03-02"})
    held = store(plan, noon, pinned=True)
    Round.objects.create(
        program=held,
        number=1,
        started_at=noon,
        finished_at=noon,
        as_of=plan.as_of,
        seed=1,
        futures=100,
        engine="1",
        facts_version=1,
    )

    with pytest.raises(Stop, match=r"clock says 2026-05-31 12:00 .UTC., but the record goes up to 2026-06-01 12:00"):
        checks.clock_right(noon.replace(month=5, day=31))
    checks.clock_right(noon)
