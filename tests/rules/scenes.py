"""Worked examples of rules: Markdown files whose scenes are programs, with exactly what may be said about each."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from leadline.engine.calibrate import exactly
from leadline.engine.simulate import simulate
from leadline.linter.discover import rule_named
from leadline.linter.rule import Needs, Rule
from leadline.linter.run import run
from leadline.program import document
from leadline.program.case import Before, Case
from leadline.program.edits import apply_all
from leadline.program.finding import Finding, Report
from leadline.program.outlook import Outlook
from leadline.program.snapshot import Snapshot

HERE = Path(__file__).parent
SEED, FUTURES = 7, 300


class Plain(yaml.SafeLoader):
    """YAML in which `on` is a word, as it is for the people who write `on: 2026-03-02`; only true and false are not."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Scene:
    """One program, what is said about it, and (where the example lists them) the remedies, in their order."""

    title: str
    plain: dict[str, Any]
    said: tuple[str, ...]
    remedies: tuple[str, ...]


def examples() -> list[Path]:
    """Every worked example: `<room>/<rule>.md`."""
    return sorted(HERE.glob("*/*.md"))


def rule_of(example: Path) -> Rule:
    """The rule an example is about, which has its name."""
    return rule_named(example.parent.name, example.stem)


def scenes(example: Path) -> list[Scene]:
    """The scenes of an example, each with a title, one yaml block, quote lines (`> `) and list lines (`- `)."""
    parts = re.split(r"^## (.+)$", example.read_text("utf-8"), flags=re.MULTILINE)
    return [_scene(title, body) for title, body in zip(parts[1::2], parts[2::2], strict=True)]


def _scene(title: str, body: str) -> Scene:
    found = re.search(r"^```yaml\n(.*?)^```$", body, flags=re.MULTILINE | re.DOTALL)
    assert found, f"“{title}” has no yaml block."
    rest = body[found.end() :]
    plain = yaml.load(found[1], Plain)  # noqa: S506 - a SafeLoader
    return Scene(title, plain, _lines(">", rest), _lines("-", rest))


def _lines(mark: str, text: str) -> tuple[str, ...]:
    return tuple(re.findall(rf"^{mark} (.+)$", text, flags=re.MULTILINE))


def judge(rule: Rule, scene: Scene) -> tuple[Snapshot, Report]:
    """What the rule says about a scene, simulated where the rule needs it or the scene says `simulated: true`."""
    plain = dict(scene.plain)
    earlier, always = plain.pop("before", None), plain.pop("simulated", False)
    snapshot = document.read(plain)
    before = None
    if earlier is not None:
        last = document.read(earlier)
        before = Before(last, foreseen(rule, last, always))
    return snapshot, run([rule], Case(snapshot, foreseen(rule, snapshot, always), before))


def foreseen(rule: Rule, snapshot: Snapshot, always: bool) -> Outlook | None:
    """The outlook of a scene, every estimate at its word; None where neither rule nor scene asks for one."""
    if not (always or Needs.OUTLOOK in rule.needs):
        return None
    return simulate(snapshot, seed=SEED, futures=FUTURES, calibration=exactly())


def said(rule: Rule, report: Report) -> tuple[str, ...]:
    """The sentences of a report, or “Blind: …”."""
    if rule.id in report.blind:
        return (f"Blind: {report.blind[rule.id]}",)
    return tuple(one.says for one in report.findings)


def broken_remedies(snapshot: Snapshot, findings: tuple[Finding, ...]) -> list[str]:
    """Remedies that neither can be tried nor say why not, or whose edits leave something that is no program."""
    broken = []
    for remedy in (one for finding in findings for one in finding.remedies):
        if bool(remedy.edits) == bool(remedy.why_unpriced):
            broken.append(f"“{remedy.says}” needs edits or why_unpriced, and not both.")
        document.read(document.write(apply_all(snapshot, remedy.edits)))
    return broken
