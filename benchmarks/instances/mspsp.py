"""
Multi-skill instances of Young, Feydy and Schutt (MiniZinc `.dzn`): every activity needs several people at a time.

A person fills one place of one activity at a time, with one of the skills they master. Minimised: the last finish.
"""

import re
from pathlib import Path

import numpy as np

from leadline.engine.schedule.people.problem import Item, Lag, Need, Problem, Worker


def read_mspsp(path: Path) -> Problem:
    """One instance; slots are days without weekends. Raises `ValueError` naming what the file lacks."""
    text = re.sub(r"%.*", "", path.read_text(encoding="utf-8"))
    durations = _row(text, "dur")
    skills = _table(text, "sreq", int)
    mastery = _table(text, "mastery", lambda word: word == "true")
    if len(skills) != len(durations):
        raise ValueError(f"{path.name}: {len(durations)} durations but {len(skills)} rows of needs.")
    items = [
        Item(
            str(n),
            duration,
            tuple(Need(f"s{k}", 1, count) for k, count in enumerate(needs) if count) if duration else (),
            project="all",
        )
        for n, (duration, needs) in enumerate(zip(durations, skills, strict=True))
    ]
    always = np.ones(1)
    workers = [
        Worker(str(n), always, {f"s{k}": 1 for k, can in enumerate(row) if can}) for n, row in enumerate(mastery)
    ]
    pairs = zip(_row(text, "pred"), _row(text, "succ"), strict=True)
    return Problem(items, workers, lags=[Lag(before - 1, after - 1) for before, after in pairs])


def _row(text: str, name: str) -> list[int]:
    found = re.search(rf"\b{name}\s*=\s*\[([^|\]]*)\]", text)
    if not found:
        raise ValueError(f"There is no list “{name}” in the file.")
    return [int(word) for word in found[1].split(",") if word.strip()]


def _table[T](text: str, name: str, read: "type[T] | object") -> list[list[T]]:
    found = re.search(rf"\b{name}\s*=\s*\[\|(.*?)\|\s*\]", text, re.DOTALL)
    if not found:
        raise ValueError(f"There is no table “{name}” in the file.")
    rows = [row.strip().strip(",") for row in found[1].split("|")]
    return [[read(word.strip()) for word in row.split(",") if word.strip()] for row in rows if row]  # type: ignore[operator]
