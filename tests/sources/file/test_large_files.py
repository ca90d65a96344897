"""A file of 50 MB is read, or refused with a sentence, within 30 seconds and 500 MB of memory."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

READ = """
import resource, sys
from datetime import date
from leadline.sources.errors import SourceError
from leadline.sources.file.propose import ROWS, propose
from leadline.sources.file.table import open_table
from leadline.sources.file.translate import translate
from leadline.sources.file.yaml_document import read_bytes
from pathlib import Path

path = Path(sys.argv[1])
try:
    if path.suffix == ".yaml":
        print(len(read_bytes(path.read_bytes(), path.name).snapshot.work))
    else:
        table = open_table(path)
        print(translate(propose(table).mapping, {ROWS: table}, date(2026, 3, 2)).counts["work"])
except SourceError as problem:
    print(problem)
# Not ru_maxrss alone: Linux carries the parent's over, and the parent has run a thousand tests.
status = Path("/proc/self/status")
peak = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
print(int(peak[0] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1000)
"""


def read(path: Path) -> str:
    """What came of reading a file in a process of its own, which may take no more than the limits."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True, timeout=120)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    answer, megabytes = done.stdout.splitlines()
    assert int(megabytes) < 500
    # Processor seconds: on a machine that also runs other tests, the clock on the wall counts them too.
    assert after.ru_utime - before.ru_utime < 30
    return answer


@pytest.fixture(autouse=True)
def _own_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3] / "src"))


def test_20_000_long_rows_of_csv_are_read(tmp_path: Path) -> None:
    with (tmp_path / "long.csv").open("w") as file:
        file.write("Key,Task,Owner,Due,Note\n")
        file.writelines(f'K-{n},"Checkout, part {n}",Mara {n % 50},2026-03-31,{"x" * 2400}\n' for n in range(20_000))

    assert read(tmp_path / "long.csv") == "20000"


def test_more_rows_than_a_program_has_are_refused(tmp_path: Path) -> None:
    with (tmp_path / "many.csv").open("w") as file:
        file.write("Key,Task\n")
        file.writelines(f"K-{n},{'x' * 90}\n" for n in range(480_000))

    assert (
        read(tmp_path / "many.csv") == "There are more than 100,000 of one kind (work). Split it into several programs."
    )


def test_more_yaml_than_a_program_has_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "many.yaml").open("w") as file:
        file.write("as_of: 2026-03-02\nwork:\n")
        file.writelines(f"- {{id: k-{n}, name: {'x' * 60}, state: doing, estimate: 3-8d}}\n" for n in range(430_000))

    assert "The file stands for more than 1,000,000 values. Split it" in read(tmp_path / "many.yaml")


@pytest.mark.parametrize("form", ["name: {}\nas_of: 2026-03-02\n", "as_of: 2026-03-02\nname: |\n  {}\n"])
def test_a_name_of_40_megabytes_is_refused_by_its_length(tmp_path: Path, form: str) -> None:
    (tmp_path / "long.yaml").write_text(form.format("z" * 40_000_000))

    answer = read(tmp_path / "long.yaml")

    assert "name: It has 40,000,00" in answer
    assert answer.endswith("characters; at most 100,000 are read. Shorten it.")
