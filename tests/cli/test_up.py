"""`leadline up` as it is: real processes, a home of their own, a free port."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

Up = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def up(home: Path, port: int) -> Iterator[Up]:
    """Starts Leadline; whatever the test leaves is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "LEADLINE_HOME": str(home), "PORT": str(port)}
        command = [sys.executable, "-m", "leadline", *(words or ("up", "--no-examples"))]
        started.append(
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
        return started[-1]

    yield start
    for one in started:
        if one.poll() is None:
            one.terminate()
        one.communicate(timeout=15)


def link_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Open http://127.0.0.1:"), line + (process.stderr.read() if process.stderr else "")
    return line.removeprefix("Open ").strip()


def timed(up: Up) -> tuple[subprocess.Popen[str], float]:
    """A start, and after how many seconds its pages answer."""
    began = time.monotonic()
    started = up()
    link_of(started)
    return started, time.monotonic() - began


def family_of(running: subprocess.Popen[str]) -> list[int]:
    """Its processes: web with the one that answers requests, three workers, and the clock."""
    deadline = time.monotonic() + 10
    while len(found := children_of(running.pid)) < 6 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(found) == 6
    return found


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,pgid="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    own = [one for one, parent, _ in rows if parent == pid]
    return own + [grand for child in own for grand in children_of(child)]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def test_it_starts_answers_refuses_a_second_start_and_stops_on_ctrl_c(up: Up, home: Path, port: int) -> None:
    running = up()
    link = link_of(running)
    everybody = family_of(running)

    assert re.fullmatch(rf"http://127\.0\.0\.1:{port}/start/[\w-]{{20,}}", link)
    assert {os.getpgid(one) for one in everybody} == {os.getpgid(running.pid)}
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=10) as page:
        assert page.status == 200

    second = up()
    out, err = second.communicate(timeout=20)
    assert (second.returncode, out) == (3, "")
    assert (
        err
        == f"Leadline already runs on {home}, at http://127.0.0.1:{port}. Open that, or stop it first with Ctrl-C.\n"
    )

    asked = time.monotonic()
    for one in (running.pid, *everybody):  # The terminal sends Ctrl-C to the whole process group.
        os.kill(one, signal.SIGINT)
    running.wait(timeout=15)
    assert time.monotonic() - asked < 10
    assert running.returncode == 0
    assert not [one for one in everybody if alive(one)]


def test_a_second_start_is_quick_and_a_killed_parent_leaves_nobody_behind(up: Up, home: Path) -> None:
    first = up()
    link_of(first)
    first.terminate()
    assert first.wait(timeout=15) == 0

    again, seconds = timed(up)
    if seconds >= 5:  # The machine may have been busy with something else just then.
        again.terminate()
        again.wait(timeout=15)
        again, seconds = timed(up)
    assert seconds < 5
    everybody = family_of(again)

    again.kill()
    again.wait()
    deadline = time.monotonic() + 15
    while any(map(alive, everybody)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not [one for one in everybody if alive(one)]


def test_a_taken_port_leaves_nothing_half_made(up: Up, home: Path, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        refused = up()
        out, err = refused.communicate(timeout=20)

    assert (refused.returncode, out) == (3, "")
    assert err.startswith(f"Port {port} of 127.0.0.1 cannot be used")
    assert len(err.splitlines()) == 1
    assert not home.exists()


def test_a_database_from_a_newer_version_is_left_alone(up: Up, home: Path) -> None:
    up("import", str(document(home.parent))).communicate(timeout=30)
    with closing(sqlite3.connect(home / "leadline.db")) as database, database:
        later = ("record", "9999_later", "2030-01-01")
        database.execute("insert into django_migrations (app, name, applied) values (?, ?, ?)", later)

    refused = up()
    out, err = refused.communicate(timeout=20)

    assert (refused.returncode, out) == (3, "")
    assert "was written by a newer Leadline (it knows record.9999_later)" in err
    assert len(err.splitlines()) == 1


def test_a_home_that_cannot_be_made_is_said(up: Up, home: Path) -> None:
    home.parent.joinpath("file").write_text("")

    refused = up("--home", str(home.parent / "file" / "home"), "up")
    out, err = refused.communicate(timeout=20)

    assert (refused.returncode, out) == (3, "")
    assert "cannot be written" in err
    assert len(err.splitlines()) == 1


def test_a_port_that_is_none_is_bad_input_and_makes_nothing(up: Up, home: Path) -> None:
    refused = up("up", "--port", "abc")
    out, err = refused.communicate(timeout=20)

    assert (refused.returncode, out) == (2, "")
    assert err == "“abc” is no port. Give a number from 1 to 65535: PORT=8420 leadline up.\n"
    assert not home.exists()


def test_a_home_that_is_a_file_is_said(up: Up, home: Path) -> None:
    home.write_text("")

    refused = up("up")
    out, err = refused.communicate(timeout=20)

    assert (refused.returncode, out) == (3, "")
    assert err == f"{home} is a file, and a folder is needed. Name another one in LEADLINE_HOME.\n"


def test_commands_say_that_nothing_is_kept_yet(up: Up, home: Path) -> None:
    refused = up("findings")
    out, err = refused.communicate(timeout=20)

    assert (refused.returncode, out) == (3, "")
    assert err == f"Nothing is kept in {home} yet. Start with `leadline up` or `leadline import FILE`.\n"
    assert not home.exists()


def document(folder: Path) -> Path:
    file = folder / "rail.yaml"
    file.write_text("id: rail\nname: Rail\nas_of: 2026-03-02\n")
    return file
