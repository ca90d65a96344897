"""
Worked examples of standard solutions: Markdown files whose scenes are programs, with exactly the edits each may make.

A scene has a yaml block with the program and what it is `about`; then, for each remedy, a quote line with its sentence, a
yaml block with its edits, and, where the days can be counted by hand, a line that begins “Gains 7 days”. Every estimate is
kept to its word. A scene without a quote line is one to which the solution does not apply.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from tests.rules.scenes import Plain

from leadline.engine.calibrate import exactly
from leadline.engine.price import Candidate, price
from leadline.engine.simulate import simulate
from leadline.program import document
from leadline.program.case import Case
from leadline.program.edits import Add, Change, Edit, Retire
from leadline.program.finding import Price, Remedy

HERE = Path(__file__).parent / "examples"
SEED, FUTURES = 7, 300
GAINS = re.compile(r"^Gains (-?\d+(?:\.\d+)?) days?\b", re.MULTILINE)
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Said:
    """A remedy as an example tells it: its sentence, its edits in short form, and the days it gains, where they are told."""

    says: str
    edits: tuple[Any, ...]
    gains: float | None


@dataclass(frozen=True)
class Scene:
    """One program, what is asked about, and what may be said."""

    solution: str
    title: str
    about: str
    plain: dict[str, Any]
    remedies: tuple[Said, ...]

    def case(self) -> Case:
        """The program, simulated."""
        snapshot = document.read(self.plain)
        return Case(snapshot, simulate(snapshot, seed=SEED, futures=FUTURES, calibration=exactly()))


def examples() -> list[Path]:
    """Every worked example: `<solution>.md`."""
    return sorted(HERE.glob("*.md"))


def scenes(example: Path) -> list[Scene]:
    """The scenes of an example, in order."""
    parts = re.split(r"^## (.+)$", example.read_text("utf-8"), flags=re.MULTILINE)
    return [_scene(example.stem, title, body) for title, body in zip(parts[1::2], parts[2::2], strict=True)]


def _scene(solution: str, title: str, body: str) -> Scene:
    first, *said = re.split(r"^> (.+)$", body, flags=re.MULTILINE)
    plain = _yaml(first)
    about = plain.pop("about")
    return Scene(solution, title, about, plain, tuple(map(_said, said[::2], said[1::2])))


def _said(says: str, rest: str) -> Said:
    gains = GAINS.search(rest)
    return Said(says, tuple(_yaml(rest)), float(gains[1]) if gains else None)


def _yaml(text: str) -> Any:
    found = BLOCK.search(text)
    assert found, f"No yaml block in: {text[:80]}"
    return yaml.load(found[1], Plain)  # noqa: S506 - a SafeLoader


def short(edit: Edit) -> dict[str, Any]:
    """An edit as examples tell it: `change work C-1: {estimate: 5d}`, `add work: {…}`, `retire work C-1: null`."""
    match edit:
        case Add(noun, value):
            return {f"add {noun}": dict(value)}
        case Change(noun, id, fields):
            return {f"change {noun} {id}": dict(fields)}
        case Retire(noun, id):
            return {f"retire {noun} {id}": None}


def gained(case: Case, subject: str, remedy: Remedy) -> float | str:
    """The days a remedy gains with every estimate at its word; the sentence where it has no price."""
    candidate = Candidate(subject, remedy.edits, remedy.cost_cents)
    found = price(case.snapshot, [candidate], seed=SEED, futures=FUTURES, calibration=exactly())[0]
    return found.days if isinstance(found, Price) else found
