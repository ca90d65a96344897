"""Commands that simulate nothing load no engine; a command that needs no database loads no Django."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ENGINE = {"llvmlite", "numba", "numpy"}
RUN = """
import sys
from typer.testing import CliRunner
from leadline.cli.main import app
for words in {commands!r}:
    CliRunner().invoke(app, words)
print(*sorted(set(sys.modules) & {watched!r}))
"""


def loaded(home: Path, watched: set[str], *commands: list[str]) -> list[str]:
    """Which of the watched modules are loaded after some commands."""
    code = RUN.format(commands=list(commands), watched=watched)
    environment = {**os.environ, "LEADLINE_HOME": str(home)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_what_only_reads_and_writes_the_record_loads_no_engine(tmp_path: Path, document: Path) -> None:
    commands = [
        ["import", str(document)], ["programs"], ["findings"], ["when", "live"], ["journal"], ["export"], ["brief"], ["price"],
        ["add", "milestone", "name=API ready"], ["undo"], ["link"], ["do"],
    ]  # fmt: skip

    assert loaded(tmp_path / "home", ENGINE, *commands) == []


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["lint", "--help"], ["nix"]])
def test_asking_for_help_loads_next_to_nothing(tmp_path: Path, words: list[str]) -> None:
    assert loaded(tmp_path, ENGINE | {"django", "yaml", "rich"}, words) == []


def test_the_web_process_loads_no_engine(tmp_path: Path, document: Path) -> None:
    code = (
        "from leadline.cli.commands.web import load; import sys; load(); print(*set(sys.modules) & {'numba', 'numpy'})"
    )
    environment = {**os.environ, "LEADLINE_HOME": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "leadline.site.settings"

    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout.strip()) == (0, ""), ran.stderr
