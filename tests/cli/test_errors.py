import errno
import sys

import pytest

from leadline.cli.errors import Stop, explain


def test_a_full_disk_is_74_wherever_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    from django.db import OperationalError

    assert explain(OSError(errno.ENOSPC, "No space left on device")) == 74
    assert explain(OperationalError("database or disk is full")) == 74
    assert capsys.readouterr().err.count("is full. Nothing half-made was kept") == 2


def test_what_sqlite_calls_an_io_error_is_a_full_disk_where_there_is_no_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from django.db import OperationalError

    monkeypatch.setattr("leadline.record.home.LEAST_BYTES", 2**80)

    assert explain(OperationalError("disk I/O error")) == 74
    assert "is full" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("database is locked", "try again in a moment"),
        ("attempt to write a readonly database", "Check who owns the folder"),
        ("disk I/O error", "Check the disk"),
        ("file is not a database", "Put a backup in its place"),
    ],
)
def test_trouble_with_the_database_is_said_in_words(words: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    from django.db import DatabaseError

    assert explain(DatabaseError(words)) == 3
    assert says in capsys.readouterr().err


def test_our_own_mistake_says_so_and_keeps_the_trace_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    from pathlib import Path

    try:
        {}["nothing"]
    except KeyError as problem:
        code = explain(problem)

    said = capsys.readouterr().err
    trace = Path(said.rstrip(".\n").rpartition(" ")[2])
    assert code == 70
    assert "That is our mistake, not yours" in said
    assert "Traceback" not in said
    assert "KeyError" in trace.read_text()
    trace.unlink()


def test_sentences_of_ours_pass_through_and_ctrl_c_is_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(Stop("Do this.", 3)) == 3
    assert explain(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "Do this.\nStopped.\n"
    assert sys.stderr
