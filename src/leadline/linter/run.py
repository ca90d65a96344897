"""Runs rules over a case: findings, rules with nothing to say, and rules that could not look."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from leadline.linter.discover import solution
from leadline.linter.needs import why_blind
from leadline.linter.rule import NONE, Blind, Rule, Settings
from leadline.program.case import Case
from leadline.program.finding import SEVERITIES, Finding, Remedy, Report

MOST_REMEDIES = 6
"""More ways out than this are no help to whoever has to pick one."""


class RuleFailed(RuntimeError):
    """A rule broke, which is our bug and not the program's."""


def run(rules: Iterable[Rule], case: Case, settings: Mapping[str, Settings] | None = None) -> Report:
    """
    What the rules say about a case.

    Args:
        rules: the rules to run, each once.
        case: the program; rules that need an outlook are blind without one.
        settings: thresholds by rule id and name, where the program has its own.

    Returns:
        Findings, worst first, then by rule, subject and key; the ids of rules that found nothing; why others are blind.

    Raises:
        RuleFailed: a rule raised; the message names it.
        ValueError: the settings name a rule or a threshold that does not exist.
    """
    rules = tuple(rules)
    own = _settings(rules, settings or {})
    findings: list[Finding] = []
    clean: list[str] = []
    blind: dict[str, str] = {}
    for rule in rules:
        if why := why_blind(rule.needs, case):
            blind[rule.id] = why
            continue
        try:
            found = look(rule, case, own.get(rule.id, NONE))
        except Blind as missing:
            blind[rule.id] = str(missing)
            continue
        findings += found
        if not found:
            clean.append(rule.id)
    return Report(tuple(sorted(findings, key=_order)), tuple(sorted(clean)), dict(sorted(blind.items())))


def look(rule: Rule, case: Case, settings: Settings = NONE) -> list[Finding]:
    """
    The findings of one rule, completed from the playbook.

    Raises:
        RuleFailed: the rule, or a solution it names, raised; or it said two things under one fingerprint.
        Blind: the rule says that it cannot look.
    """
    try:
        found = [_completed(one, rule, case) for one in rule(case, settings)]
    except Blind:
        raise
    except Exception as error:
        raise RuleFailed(f"{rule.id} {rule.name} failed: {type(error).__name__}: {error}") from error
    if twice := [id for id, count in Counter(one.id for one in found).items() if count > 1]:
        says = next(one.subject for one in found if one.id == twice[0])
        raise RuleFailed(f"{rule.id} {rule.name} spoke twice about {says}. Give each finding its own key.")
    return found


def _completed(found: Finding, rule: Rule, case: Case) -> Finding:
    remedies: list[Remedy] = list(found.remedies)
    for name in rule.playbook:
        known = {one.says for one in remedies}
        remedies += [one for one in solution(name)(case, found.subject) if one.says not in known]
    return replace(found, remedies=tuple(remedies[:MOST_REMEDIES]))


def _settings(rules: tuple[Rule, ...], settings: Mapping[str, Settings]) -> Mapping[str, Settings]:
    known = {rule.id: rule for rule in rules}
    for id, own in settings.items():
        for name in own:
            if id in known and name not in known[id].settings:
                names = ", ".join(known[id].settings) or "none"
                raise ValueError(f"{id} has no setting “{name}”. Known are: {names}.")
    return settings


def _order(one: Finding) -> tuple[int, str, str, str]:
    return -SEVERITIES.index(one.severity), one.rule, one.subject, one.key
