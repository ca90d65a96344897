import subprocess
import sys
from importlib.util import find_spec

import pytest

HEAVY = ("llvmlite", "numba", "numpy", "openpyxl", "python_calamine")
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
