"""
iMOPSE instances (`.def`): every task is done by one person who has its skill at its level or a higher one.

iMOPSE knows two objectives, duration and salary cost; only the first, the last finish, is minimised here.

Source: Myszkowski, Skowroński, Olech, Oślizło, Soft Computing, DOI 10.1007/s00500-014-1455-x.
"""

import re
from pathlib import Path

import numpy as np

from leadline.engine.schedule.people.problem import Item, Lag, Need, Problem, Worker

_SKILL = re.compile(r"(Q\d+):\s*(\d+)")


def read_imopse(path: Path) -> Problem:
    """One instance; slots are days without weekends. Raises `ValueError` when the file has no people or no tasks."""
    people: list[Worker] = []
    tasks: list[tuple[str, int, Need, list[str]]] = []
    part = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("ResourceID", "TaskID")):
            part = line.split()[0]
        elif part and (words := line.split()) and not line.startswith("="):
            if part == "ResourceID":
                skills = {name: int(level) for name, level in _SKILL.findall(line)}
                people.append(Worker(words[0], np.ones(1), skills, float(words[1])))
            else:
                tasks.append(_task(line, words))
    if not people or not tasks:
        raise ValueError(f"{path.name} names no people or no tasks: it is not an iMOPSE definition.")
    at = {id: n for n, (id, *_) in enumerate(tasks)}
    items = [Item(id, duration, (need,), project="all") for id, duration, need, _ in tasks]
    lags = [Lag(at[before], n) for n, (*_, befores) in enumerate(tasks) for before in befores]
    return Problem(items, people, lags=lags)


def _task(line: str, words: list[str]) -> tuple[str, int, Need, list[str]]:
    name, level = _SKILL.findall(line)[0]
    return words[0], int(words[1]), Need(name, int(level)), line[_SKILL.search(line).end() :].split()  # type: ignore[union-attr]
