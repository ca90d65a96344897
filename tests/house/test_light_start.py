import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HEAVY = (
    "holidays",
    "icalendar",
    "llvmlite",
    "numba",
    "numpy",
    "openpyxl",
    "ortools",
    "pandas",
    "python_calamine",
    "xlsxwriter",
)
HELP = """
import sys
from leadline.cli.main import run
sys.argv = ["leadline", "--help"]
try:
    run()
finally:
    print("heavy:", *sorted(set(sys.modules) & set({heavy!r})), file=sys.stderr)
"""


@pytest.mark.skipif(find_spec("leadline.cli") is None, reason="the command line is not built yet")
def test_help_answers_without_loading_the_engine() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", HELP.format(heavy=HEAVY)], capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stderr
    assert "Usage" in answer.stdout
    assert answer.stderr.splitlines()[-1].split() == ["heavy:"]


def test_only_one_file_imports_numba_so_that_what_is_compiled_is_kept_where_it_is_said() -> None:
    source = Path(__file__).parents[2] / "src" / "leadline"
    imports = re.compile(r"^\s*(from|import) numba\b", re.MULTILINE)

    assert [path.name for path in sorted(source.rglob("*.py")) if imports.search(path.read_text())] == ["kernels.py"]
