"""All findings of the last round: what is to be done, what has no price, what was put aside, what was clean, what was blind."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Empty, Pager, Row, Table
from leadline.charts.prices import net, no_gain, shown
from leadline.desk.questions import Standing, standing
from leadline.linter.discover import discover
from leadline.record.doors import Page, Visit, page
from leadline.record.results import StoredFinding

A_PAGE = 50
ASIDE = {"snooze": "Snoozed", "dismiss": "Dismissed"}
SHOW = {"": "Open", "new": "New", "aside": "Put aside", "gone": "Gone"}


@dataclass(frozen=True)
class Tab:
    """One way to look at the list."""

    label: str
    url: str
    chosen: bool
    count: int


@dataclass(frozen=True)
class RuleLine:
    """A rule that found nothing, or could not look."""

    id: str
    name: str
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class FindingsPage(Page):
    """What the template reads."""

    says: str
    lede: str
    tabs: tuple[Tab, ...] = ()
    table: Table | None = None
    clean: tuple[RuleLine, ...] = ()
    blind: tuple[RuleLine, ...] = ()
    empty: Empty | None = None


@page("findings")
def findings(visit: Visit) -> FindingsPage:
    """What was found, ranked by what can be gained."""
    now = standing(visit, gone=True)
    base = f"/p/{visit.program.key}"
    if now is None:
        return FindingsPage(
            title="Findings",
            says="Nothing has been looked at yet.",
            lede="The first round finds what there is.",
            empty=Empty(
                "No round yet", "Run one from Monday.", icon="findings", url=f"{base}/monday", verb="Go to Monday"
            ),
        )
    return present(
        now, base, visit.query.get("show", ""), _number(visit.query.get("page")), visit.query.get("rule", "")
    )


def present(now: Standing, base: str, show: str, number: int, rule: str = "") -> FindingsPage:
    """The page out of stored results."""
    groups = {
        "": [one for one in now.findings if one.state != "gone" and not one.muted],
        "new": [one for one in now.findings if one.state == "new" and not one.muted],
        "aside": [one for one in now.findings if one.muted],
        "gone": [one for one in now.findings if one.state == "gone"],
    }
    chosen = [one for one in groups.get(show, groups[""]) if not rule or one.rule == rule]
    tabs = tuple(
        Tab(label, f"{base}/findings?show={key}" if key else f"{base}/findings", key == show, len(groups[key]))
        for key, label in SHOW.items()
    )
    names = {one.id: one.name.replace("_", " ").replace("-", " ").capitalize() for one in discover()}
    gains = sum(1 for one in groups[""] if one.best)
    hidden = f" {words.plural(now.hidden, 'finding is', 'findings are')} for other eyes." if now.hidden else ""
    return FindingsPage(
        title="Findings",
        says=f"{words.plural(len(groups['']), 'finding')}, {gains or 'none'} of them with something that wins back time.",
        lede=f"Ranked by what can be gained. Intervals are noise of the arithmetic, not of the model.{hidden}",
        tabs=tabs,
        table=_table(now, chosen, base, show, number),
        clean=tuple(RuleLine(id, names.get(id, id)) for id in now.round.clean),
        blind=tuple(RuleLine(id, names.get(id, id), why) for id, why in now.round.blind.items()),
        empty=None if chosen else Empty("Nothing here", "No finding is in this list.", icon="done"),
    )


def _table(now: Standing, chosen: list[StoredFinding], base: str, show: str, number: int) -> Table | None:
    if not chosen:
        return None
    start = (number - 1) * A_PAGE
    rows = chosen[start : start + A_PAGE]
    here = f"{base}/findings?show={show}&page="
    pager = Pager(
        start + 1,
        start + len(rows),
        len(chosen),
        f"{here}{number - 1}" if number > 1 else "",
        f"{here}{number + 1}" if start + A_PAGE < len(chosen) else "",
    )
    columns = [
        Column("Finding"),
        Column("Rule"),
        Column("Severity"),
        Column("Best remedy", number=True),
        Column("Since", number=True, drop=True),
    ]
    return Table(
        "Findings",
        columns,
        [_row(now, one, base) for one in rows],
        pager=pager if len(chosen) > A_PAGE else None,
        look="sentences",
    )


def _row(now: Standing, one: StoredFinding, base: str) -> Row:
    best = one.best
    price = shown(best.price, now.names, currency=now.snapshot.currency) if best else None
    aside = f"{ASIDE[one.muted.kind]} by {one.muted.by}: {one.muted.reason}" if one.muted else ""
    tried = any(remedy.price for remedy in one.remedies)
    gain = f"{words.days(price.days)} days" if price else no_gain(tried=tried, at_a_loss=one.at_a_loss)
    return Row(
        [
            Cell(one.says, f"{base}/findings/{one.id}", sub=aside or (best.says if best else "")),
            Cell(one.rule, kind="quiet"),
            Cell(one.severity, kind="strong" if one.severity in ("critical", "high") else "quiet"),
            Cell(gain, kind="earlier" if price else "quiet", sub=net(price) if price else ""),
            Cell(one.state if one.state != "still" else f"round {one.first_round}", kind="quiet"),
        ],
        id=one.id,
    )


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdigit() else 1
