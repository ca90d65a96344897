import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHELL_TOOLS = ("sh", "id", "ls", "rm", "sort", "touch")
FIXED_PLACE = Path("/usr/local/bin/python3")  # The Makefile looks here whatever PATH says.


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs make where PATH holds a shell and no Python, and nobody's home has one either."""
    tools = folder / "tools"
    tools.mkdir()
    for name in SHELL_TOOLS:
        (tools / name).symlink_to(shutil.which(name))
    shutil.copy(ROOT / "Makefile", folder)
    return subprocess.run(
        [shutil.which("make"), *arguments],
        cwd=folder,
        env={"PATH": str(tools), "HOME": str(folder), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(FIXED_PLACE.exists(), reason=f"this machine has {FIXED_PLACE}, which make would find")
def test_without_a_python_it_says_what_to_install_and_leaves_nothing(tmp_path: Path) -> None:
    answer = make(tmp_path, "run")

    assert answer.returncode == 2
    assert answer.stderr.startswith("Leadline needs Python 3.12, 3.13 or 3.14")
    assert "make PYTHON=" in answer.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_python_that_was_named_and_does_not_do_is_named_in_the_answer(tmp_path: Path) -> None:
    answer = make(tmp_path, "run", "PYTHON=/no/such/python")

    assert answer.returncode == 2
    assert answer.stderr.startswith("PYTHON=/no/such/python is not a Python 3.12, 3.13 or 3.14")
    assert not (tmp_path / ".venv").exists()
