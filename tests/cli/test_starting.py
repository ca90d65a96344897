"""What must hold before Leadline starts, and how its processes live and die together."""

import socket
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from leadline.cli.errors import Stop
from leadline.cli.running import checks, lock
from leadline.cli.running.family import Family, Member
from leadline.cli.running.start import shown

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_taken_port_is_named_with_another_one_to_take() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Stop, match=rf"Port {port} of 127.0.0.1 cannot be used .*PORT=\d+ leadline up") as refused:
            checks.port_free("127.0.0.1", port)

    assert refused.value.code == 3


def test_an_address_that_is_not_of_this_machine_is_said() -> None:
    # 192.0.2.0/24 is for documentation only: no machine has it.
    with pytest.raises(Stop, match=r"“192.0.2.1” is no address of this machine. Leave LEADLINE_ADDRESS out"):
        checks.port_free("192.0.2.1", 8420)


def test_a_disk_without_room_is_74(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LEAST_FREE_BYTES", 2**80)

    with pytest.raises(Stop, match="Make room, or name another folder") as refused:
        checks.room_on_disk(tmp_path / "not" / "there" / "yet")

    assert refused.value.code == 74


def test_a_folder_without_a_disk_is_said_to_be_that_and_not_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _: SimpleNamespace(total=0, used=0, free=0))

    with pytest.raises(Stop, match="there is no disk behind it") as refused:
        checks.room_on_disk(tmp_path)

    assert refused.value.code == 3


def test_a_clock_before_the_record_is_said() -> None:
    assert "Checkout was looked at as of 2026-03-03" in checks.behind(NOON, ("Checkout", date(2026, 3, 3)), None)
    assert "the record goes up to 2026-03-02 13:00" in checks.behind(NOON, None, NOON.replace(hour=13))


def test_a_clock_that_was_set_back_by_seconds_is_none_of_our_business() -> None:
    assert checks.behind(NOON, ("Checkout", date(2026, 3, 2)), NOON.replace(minute=4)) == ""
    assert checks.behind(NOON, None, None) == ""


def test_one_home_is_served_once_and_free_again_afterwards(tmp_path: Path) -> None:
    assert lock.running_at(tmp_path) is None
    with lock.holding(tmp_path, "http://127.0.0.1:1"):
        assert lock.running_at(tmp_path) == "http://127.0.0.1:1"
        with pytest.raises(Stop, match=r"already runs on .*, at http://127.0.0.1:1\."), lock.holding(tmp_path, "x"):
            pass
    assert lock.running_at(tmp_path) is None


def test_the_address_is_shown_as_a_browser_takes_it() -> None:
    assert shown("127.0.0.1", 8420) == "http://127.0.0.1:8420"
    assert shown("::", 80) == "http://127.0.0.1:80"
    assert shown("fe80::1", 80) == "http://[fe80::1]:80"


def test_who_dies_is_started_again_and_after_five_deaths_all_stop(tmp_path: Path) -> None:
    said: list[str] = []
    dying = Member("web", (sys.executable, "-c", "import sys; sys.exit('no luck')"))
    family = Family([dying], tmp_path / "log", said.append)

    def outlive() -> None:
        while True:
            family.look_after()
            dying.starts_at = 0.0  # Without the pauses between tries, for the test's sake.
            time.sleep(0.01)

    with pytest.raises(Stop, match="The web process ended 5 times within a minute") as stopped:
        outlive()

    family.end()
    assert stopped.value.code == 70
    assert said == ["The web process ended and is started again."] * 4
    assert (tmp_path / "log").read_text().count("no luck") == 5


def test_who_does_not_listen_is_made_to_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadline.cli.running.family.ENDS_WITHIN_SECONDS", 0.3)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    member = Member("clock", (sys.executable, "-c", deaf))
    family = Family([member], tmp_path / "log", print)
    family.look_after()
    while "deaf" not in (tmp_path / "log").read_text():
        time.sleep(0.01)

    family.end()

    assert member.process is not None
    assert member.process.returncode == -9
