import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.instances import mplib, patterson, progen_max
from benchmarks.instances.check_pools import faults

from leadline.engine.schedule.project import Project, Wait

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "scheduling.py"
RCP = "4 1\n2\n0 0 2 2 3\n3 2 1 4\n2 1 1 4\n0 0 0\n"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_project_is_read_with_its_pools(tmp_path: Path) -> None:
    project = patterson.read(written(tmp_path, "a.rcp", RCP))

    assert project.lengths == [0, 3, 2, 0]
    assert project.capacities == [2]
    assert project.waits == [Wait(0, 1), Wait(0, 2), Wait(1, 3), Wait(2, 3)]
    assert [need[0] for need in project.needs] == [0, 2, 1, 0]


def test_several_projects_share_the_pools_they_use(tmp_path: Path) -> None:
    text = "2 2\n5 6\n2 0\n1 0\n3 2 4 1 1:2\n1 1 0 0\n1 7\n1 1\n4 2 3 0\n"

    project = mplib.read(written(tmp_path, "a.rcmp", text))

    # The first project does not use the second pool, whatever its item says; the second one is released in slot 7.
    assert project.needs == [{0: 2, 1: 0}, {0: 1, 1: 0}, {0: 2, 1: 3}]
    assert project.releases == [0, 0, 7]
    assert project.parts == [0, 0, 1]
    assert project.waits == [Wait(0, 1)]


def test_a_negative_lag_is_an_upper_limit_the_other_way(tmp_path: Path) -> None:
    text = "2 1 0 0\n0 1 1 1 [0]\n1 1 1 2 [3]\n2 1 2 1 3 [-5] [4]\n3 1 0\n0 1 0 0\n1 1 2 1\n2 1 4 1\n3 1 0 0\n1\n"

    project = progen_max.read(written(tmp_path, "a.sch", text))

    assert project.lengths == [0, 2, 4, 0]
    assert (project.waits[2].before, project.waits[2].after, project.waits[2].most) == (1, 2, 5)
    assert project.waits[1] == Wait(1, 2, 3)
    assert project.capacities == [1]


@pytest.mark.parametrize("read", [patterson.read, mplib.read, progen_max.read])
def test_a_file_that_is_cut_off_says_so(tmp_path: Path, read: object) -> None:
    with pytest.raises(ValueError, match="ends"):
        read(written(tmp_path, "a", "4 1 2\n0 0 2 2"))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        ((1, 2, 5), None),
        ((0, 2, 5), "Item 1 starts in slot 0, before its release in 1."),
        ((1, 3, 3), "Item 3 starts 0 slots after item 2."),
        ((2, 2, 5), "Pool 1 gives 3 of 2 units in slot 2."),
        ((1, 2, 7), "Item 3 starts 5 slots after item 2."),
        ((1, 2), "2 starts for 3 items."),
    ],
)
def test_the_checker_says_what_is_wrong_with_a_plan(starts: tuple[int, ...], sentence: str | None) -> None:
    project = Project((1, 3, 1), [Wait(1, 2, None, 4)], [{0: 1}, {0: 2}, {}], (2,), releases=(1, 0, 0))

    assert faults(project, starts) == ([sentence] if sentence else [])


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True)


def test_the_benchmark_ends_in_one_line_for_machines(tmp_path: Path) -> None:
    written(tmp_path, "a.rcp", RCP)
    written(tmp_path, "bounds.csv", "set,instance,file,ub_best\nJ60,a,a.rcp,5\n")

    done = run(str(tmp_path), "--seconds", "0.1", "--out", str(tmp_path / "out.json"))

    # 3 slots of 2 units, then 2 slots of 1: never side by side on 2 units.
    last = done.stdout.splitlines()[-1]
    assert json.loads(last) == {"bench": "scheduling", "s": 0.1, "j60": 0.0, "bad": 0}
    assert len(last) <= 180
    assert json.loads((tmp_path / "out.json").read_text())["sets"]["j60"]["instances"][0]["end"] == 5
    assert done.returncode == 0


def test_the_benchmark_refuses_a_folder_without_bounds(tmp_path: Path) -> None:
    done = run(str(tmp_path))

    assert done.returncode == 2
    assert "has no bounds.csv" in done.stderr
