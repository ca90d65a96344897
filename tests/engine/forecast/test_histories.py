"""The benchmark's reading: formats of which no file is here, on made-up rows; missing columns; tables that are not there."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


@pytest.fixture
def histories(monkeypatch: pytest.MonkeyPatch) -> "type[object]":
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return object


def module(name: str) -> ModuleType:
    return importlib.import_module(f"histories.{name}")


def written(folder: Path, name: str, *lines: str) -> Path:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_five_specifications_are_read_with_their_lead_time(tmp_path: Path, histories: object) -> None:
    folder = written(
        tmp_path, "openstack_specs_outcomes",
        "project,release,release_index,release_date,spec,approved_on,outcome,times_approved_before,spec_lines",
        "nova,kilo,1,2015-04-30,a,2015-01-30,implemented,0,120",
        "nova,kilo,1,2015-04-30,b,2015-04-20,not_implemented,2,90",
        "nova,kilo,1,2015-04-30,c,,implemented,0,10",
        "nova,liberty,2,2015-10-15,d,2015-05-15,removed,,80",
        "nova,liberty,2,not a day,e,2015-05-15,implemented,0,80",
    )  # fmt: skip
    found = module("release").specs(folder)
    assert [(one.what.lead_days, one.what.carried, one.kept) for one in found] == [
        (90.0, 0.0, True),
        (10.0, 2.0, False),
        (153.0, None, False),
    ]


def test_five_weeks_of_re_estimates_are_read(tmp_path: Path, histories: object) -> None:
    folder = written(
        tmp_path, "landmark_milestone_reestimates", "project,week,target,est_end,first_est,actual,start",
        "p,1999-01-01,1999-03-01,1999-03-11,1999-03-01,1999-04-11,1998-12-22", "p,1999-01-08,1999-03-01,,1999-03-01,1999-04-11,1998-12-22",
        "q,1999-01-01,1999-02-01,1999-01-01,1999-02-01,,", "r,,1999-02-01,,,,", "s,1999-01-01,,,,,",
    )  # fmt: skip
    found = module("milestone").estimates(folder)
    assert found.said.tolist() == [69.0, 52.0, 0.0]
    assert found.took.tolist() == [100.0, 93.0, np.inf]
    # Ten days of seventy-nine are over.
    assert found.progress[0] == pytest.approx(10 / 79)


def test_work_items_are_read_without_the_columns_that_are_missing(tmp_path: Path, histories: object) -> None:
    folder = written(
        tmp_path, "work_items", "dataset,created,resolved,estimate_h,actual_h,status",
        "x,2001-01-01,2001-01-11,4,6,", "x,2001-01-05,,2,,", "x,2001-01-09,2001-01-02,0,3,", "x,,2001-01-02,1,1,", "x,2001-02-01,,1,,CANCELLED",
    )  # fmt: skip
    own = module("items").items(folder)["x"]
    assert (own.resolved - own.created)[[0, 2]].tolist() == [10.0, 0.0]
    assert np.isnan(own.resolved[1])
    assert len(own.created) == 3
    assert [(one.estimate, one.kind) for one in module("estimates").finished(folder)["x"].tasks] == [
        (1.0, ""),
        (4.0, ""),
    ]


def test_targets_that_were_no_targets_and_releases_still_open_are_left_out(tmp_path: Path, histories: object) -> None:
    written(
        tmp_path, "k8s_freeze_outcomes", "release,at,as_of,kep,sig,stage,prior_slips,outcome,active_target",
        "v1.30,freeze,2024-02-10,1,sig-a,alpha,1,kept,True", "v1.30,freeze,2024-02-10,2,sig-a,beta,0,slipped,False",
        "v1.31,freeze,2024-06-10,3,sig-b,beta,0,pending,True", "v1.9,freeze,2018-02-10,4,sig-b,beta,,dropped,True",
        "v1.30,code_freeze,2024-03-10,1,sig-a,alpha,1,kept,True",
    )  # fmt: skip
    written(tmp_path, "k8s_releases", "release,released", "v1.30,2024-04-17")
    found = module("release").kubernetes(tmp_path, "freeze")
    # v1.9 comes before v1.30, and what has no day of release is never known.
    assert [(one.what.kind, one.what.carried, one.release, one.kept) for one in found] == [
        ("alpha", 1.0, 1, True),
        ("beta", None, 0, False),
    ]
    assert found[1].known > found[1].made + 3_650


def test_a_folder_without_histories_prints_that_and_all_nulls(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(BENCHMARKS / "forecast.py"), str(tmp_path)], capture_output=True, text=True, check=False
    )
    last = ran.stdout.splitlines()[-1]
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("not here") == 7
    assert json.loads(last) == {
        "bench": "forecast",
        "a12": None,
        "a26": None,
        "a2": None,
        "d": None,
        "k8s": None,
        "nova": None,
    }
    assert len(last) <= 180


def test_a_folder_that_is_none_is_a_bad_argument(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(BENCHMARKS / "forecast.py"), str(tmp_path / "no")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "is no folder" in ran.stderr
