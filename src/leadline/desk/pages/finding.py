"""One finding: the sentence, the evidence, and each way out with its price."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Cell, Clue, Column, Evidence, Field, Form, Remedy, Row, Table
from leadline.charts.prices import shown
from leadline.desk.actions import accept_url, agreeing, snooze_form
from leadline.desk.questions import Standing, standing
from leadline.linter.discover import discover
from leadline.linter.rule import Rule
from leadline.program.snapshot import Snapshot
from leadline.program.titles import title
from leadline.record.access import RUNS
from leadline.record.describe import described
from leadline.record.doors import Page, Refused, Visit, page
from leadline.record.results import PricedRemedy, StoredFinding


@dataclass(frozen=True, kw_only=True)
class FindingPage(Page):
    """What the template reads."""

    says: str
    looks_for: str
    severity: str
    rule: str
    rule_title: str
    state: str
    why: str
    source: str
    clues: tuple[Clue, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    lines: Table | None = None
    aside: str = ""
    bring_back: Form | None = None
    snooze: Form | None = None
    dismiss: Form | None = None
    explains: tuple[Evidence, ...] = ()


@page("findings/<str:fingerprint>")
def finding(visit: Visit, fingerprint: str) -> FindingPage:
    """One finding of the last round."""
    now = standing(visit, gone=True)
    found = next((one for one in now.findings if one.id == fingerprint), None) if now else None
    if now is None or found is None:
        raise Refused("This finding is not in the last round. It may be gone, or for other eyes.")
    return present(now, found, f"/p/{visit.program.key}", may=visit.who.role_in(visit.program) in RUNS)


def present(now: Standing, found: StoredFinding, base: str, *, may: bool) -> FindingPage:
    """The page out of stored results."""
    rule = next((one for one in discover() if one.id == found.rule), None)
    best = found.best.index if found.best else None
    alive = may and found.state != "gone"
    return FindingPage(
        title=_title(rule, found),
        says=found.says,
        looks_for=rule.sections.get("What it does", "") if rule else "",
        severity=found.severity,
        rule=found.rule,
        rule_title=_title(rule, found),
        state={"new": "New in this round", "still": f"Since round {found.first_round}", "gone": "Gone"}[found.state],
        why=rule.sections.get("Why it matters", "") if rule else "",
        source=rule.sections.get("Source", "") if rule else "",
        clues=tuple(_clue(one.ref, one.says, now.snapshot, base) for one in found.evidence),
        remedies=tuple(
            _remedy(found, one, now, base, may=alive, strong=one.index == best) for one in _best_first(found)
        ),
        lines=_lines(found, now),
        aside=f"Put aside by {found.muted.by}: {found.muted.reason}" if found.muted else "",
        bring_back=_simple("bring_back", "Bring it back", found.id, base) if found.muted and may else None,
        snooze=snooze_form(base, found.id, now.snapshot.as_of) if alive and not found.muted else None,
        dismiss=_dismiss(found.id, base) if alive and not found.muted else None,
        explains=tuple(
            Evidence(one.says, f"{base}/findings/{one.id}")
            for one in now.findings
            if one.root == found.subject and one.id != found.id and one.state != "gone"
        ),
    )


def _title(rule: Rule | None, found: StoredFinding) -> str:
    return rule.name.replace("_", " ").replace("-", " ").capitalize() if rule else found.rule


def _best_first(found: StoredFinding) -> list[PricedRemedy]:
    """What gains, best first; then the others in the order of their playbook."""
    gains = list(found.gains)
    return [*gains, *(one for one in found.remedies if one not in gains)]


def ref_url(ref: str, base: str) -> str:
    """The address of what a reference (`noun:id`) is about."""
    noun, _, id = ref.partition(":")
    return (
        f"{base}/milestones/{id}"
        if noun == "milestone"
        else f"{base}/program"
        if noun == "program"
        else f"{base}/{noun}/{id}"
    )


def _clue(ref: str, says: str, snapshot: Snapshot, base: str) -> Clue:
    """What was seen, with a way there; none where it stands in another program, or is no longer in the plan."""
    noun, _, id = ref.partition(":")
    one = snapshot if noun == "program" else snapshot.find(noun, id)
    if one is None or (noun == "program" and id != snapshot.id):
        return Clue("document", says)
    return Clue(
        "document",
        says,
        Evidence(snapshot.name if noun == "program" else title(snapshot, noun, one), ref_url(ref, base)),
    )


def _remedy(found: StoredFinding, one: PricedRemedy, now: Standing, base: str, *, may: bool, strong: bool) -> Remedy:
    done = (found.id, one.says) in now.accepted
    fields = [
        Field(id=f"f-{one.index}", name="finding", label="", kind="hidden", value=found.id),
        Field(id=f"r-{one.index}", name="remedy", label="", kind="hidden", value=str(one.index)),
    ]
    price = shown(one.price, now.names, currency=now.snapshot.currency, why=one.why_unpriced, cost_cents=one.cost_cents)
    accept = Form(
        id=f"accept-{one.index}",
        title=one.says,
        action=accept_url(base, found.id, one.index),
        verb="Accept",
        fields=fields,
        price=price,
        opens="Accept",
        opens_kind="strong" if strong else "",
        says="Its edits become part of the plan. Undo takes them back.",
    )
    return Remedy(
        id=f"remedy-{one.index}",
        title=one.says,
        price=price,
        edits=described(one.edits, now.snapshot),
        says="Accepted. The next round shows what it brings." if done else "",
        who=agreeing(one, now),
        accept=accept if may and one.edits and not done else None,
        strong=strong,
    )


def _lines(found: StoredFinding, now: Standing) -> Table | None:
    """The best remedy's price, one line a commitment."""
    best = found.best
    if best is None or best.price is None or len(best.price.lines) < 2:
        return None
    rows = [
        Row(
            [
                Cell(now.names.get(one.commitment, one.commitment)),
                Cell(words.days(-one.days + 0.0) if one.measurable else "no measurable effect"),
                Cell(words.share(one.odds_before)),
                Cell(words.share(one.odds_after)),
            ]
        )
        for one in best.price.lines
    ]
    columns = [
        Column("Promise"),
        Column("Days at P80", number=True),
        Column("Odds now", number=True),
        Column("Odds with it", number=True),
    ]
    return Table(f"What “{best.says}” does to each promise", columns, rows, show_caption=True)


def _simple(verb: str, says: str, finding: str, base: str) -> Form:
    field = Field(id=f"{verb}-finding", name="finding", label="", kind="hidden", value=finding)
    return Form(id=verb, title=says, action=f"{base}/do/{verb}", verb=says, fields=[field], kind="")


def _dismiss(finding: str, base: str) -> Form:
    fields = [
        Field(id="dismiss-reason", name="reason", label="Why it is not worth anybody's time", required=True),
        Field(id="dismiss-finding", name="finding", label="", kind="hidden", value=finding),
    ]
    return Form(
        id="dismiss",
        title="Dismiss it",
        action=f"{base}/do/dismiss",
        verb="Dismiss",
        fields=fields,
        opens="Dismiss",
        opens_kind="bare",
    )
