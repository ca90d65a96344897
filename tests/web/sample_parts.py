"""Sample parts of pages, about one program that everybody in the look knows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from leadline.charts import parts
from leadline.charts.causes import Driver, driver_row, tornado

HARD = "\u00a0"


def price(days: float | None, low: float | None = None, high: float | None = None, **more: Any) -> parts.Price:
    """A price in euros at P80."""
    return parts.Price(days, low, high, **more)


def snooze(name: str) -> parts.Form:
    """The question behind the clock of an action."""
    until = parts.Field(f"{name}-until", "until", "Until", "date", "2026-03-05", required=True)
    because = parts.Field(f"{name}-because", "because", "Because", required=True, hint="Shown to whoever looks for it.")
    return parts.Form(
        name,
        "Snooze until when, and why?",
        "/snooze",
        "Snooze",
        (until, because),
        cancel="Cancel",
        opens_icon="snooze",
        opens_kind="bare",
        opens_small=True,
    )


JOANA, HENRIK = parts.Person("Joana Pires"), parts.Person("Henrik Vik")
TOMAS, PRIYA = parts.Person("Tomas Reyes", outside=True), parts.Person("Priya Nair")

ACTIONS = (
    parts.Action(
        1,
        "Agree on a second acquirer as a fallback for Iberia",
        "/finding.html",
        "Certification at Banco Corvo decides Iberia in 55 % of futures, and has no date.",
        price(-10.9, -11.3, -10.6, commitment="Iberia live", money_cents=12_600_000, cost_cents=3_400_000),
        (JOANA, HENRIK),
        "/accept",
        snooze=snooze("snooze-1"),
        strong=True,
    ),
    parts.Action(
        2,
        "Start the pilot on the test acquirer, before certification",
        "/finding.html",
        "The pilot waits for work that only its last four days need.",
        price(-7.6, -7.9, -7.3, commitment="Iberia live", money_cents=None, cost_cents=900_000),
        (TOMAS, PRIYA),
        "/accept",
        snooze=snooze("snooze-2"),
    ),
    parts.Action(
        3,
        "Add a second tester to the load test",
        "/finding.html",
        "The load test has room in every future.",
        price(-0.2, -0.4, 0.1, commitment="Iberia live", money_cents=0, cost_cents=0),
        (PRIYA,),
        accept_says="Accepted by Noor",
        done=True,
    ),
    parts.Action(
        4,
        "Call Tomas and ask for a date he can stand behind",
        "/finding.html",
        "He moved the slot and named no new one.",
        price(None, why_unpriced="advice, no edits"),
        (TOMAS,),
        "/accept",
        snooze=snooze("snooze-4"),
    ),
)

IBERIA = parts.Causes(
    "Iberia live: P80 went from 7 May to 13 May",
    (
        parts.Cause("Banco Corvo moved the certification slot", 6.6, parts.Evidence("Tomas’s mail, Thu 26 Feb", "/e")),
        parts.Cause("Two rounding rules were added", 0.4, parts.Evidence("CORE-58 edited, Tue 24 Feb", "/e")),
        parts.Cause("Two pilot merchants asked for one more week", 2.0, parts.Evidence("MOVE-8 note", "/e")),
        parts.Cause("Ledger rehearsal passed", -2.1, parts.Evidence("DATA-15 test run, Wed 25 Feb", "/e")),
        parts.Cause("Address forms went faster than planned", -0.6),
    ),
    6.3,
)
BRAZIL = parts.Causes("Brazil live: P80 went from 6 Jul to 7 Jul", (parts.Cause("Pix contract came back", 3.2),), 3.2)


@dataclass(frozen=True)
class Moved:
    """One row of what moved, and the waterfall behind it."""

    id: str
    name: str
    status: str
    says: str
    was: float | None
    odds: float | None
    due: date | None
    p80: date | None
    days: float | None
    causes: parts.Causes | None = None
    chosen: bool = False

    @property
    def way(self) -> str:
        return "later" if (self.days or 0) > 0 else "earlier"


_SWINGS = (
    Driver("Acquirer certification", -15.6, 33.8),
    Driver("Tax and rounding", -7.6, 12.0),
    Driver("A risk", None, None),
)
DRIVERS = [driver_row(*each, "8 to 12 days", "/work.html") for each in zip(_SWINGS, tornado(_SWINGS), strict=True)]
MOVED = (
    Moved(
        "MEU",
        "EU ledger audited",
        "on-track",
        "On track, was off track",
        0.48,
        0.76,
        date(2026, 4, 3),
        date(2026, 4, 6),
        -8.4,
    ),
    Moved(
        "MIB", "Iberia live", "at-risk", "At risk", 0.67, 0.59, date(2026, 4, 30), date(2026, 5, 13), 6.3, IBERIA, True
    ),
    Moved("MBR", "Brazil live", "off-track", "Off track", 0.48, 0.45, date(2026, 6, 12), date(2026, 7, 7), 3.2, BRAZIL),
    Moved("MMX", "Mexico live", "on-track", "On track", 0.91, 0.88, date(2026, 9, 30), date(2026, 9, 14), 9.3),
    Moved("MJP", "Japan decided", "unknown", "Nobody has estimated it", None, None, None, None, None),
)

CURVE = (
    '<svg class="chart" viewBox="0 0 {0} 220" width="{0}" height="220" role="img" aria-label="Odds by date">'
    '<line class="grid" x1="46" y1="60" x2="{1}" y2="60"/><text x="38" y="64" text-anchor="end">80\u00a0%</text>'
    '<path class="band-1" d="M50 190C120 190 120 30 {1} 26V40C180 50 160 190 50 190z"/>'
    '<path class="mid-line" d="M50 190C120 190 120 30 {1} 26"/><line class="axis" x1="46" y1="190" x2="{1}" y2="190"/>'
    '<text x="60" y="208">Apr 2026</text></svg>'
)
FIGURE = parts.Figure(
    CURVE.format(366, 354),
    CURVE.format(358, 346),
    "Each line is 10,000 futures.",
    (
        parts.LegendItem(
            '<svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true"><path class="mid-line" d="M0 4h24"/></svg>',
            "This week",
        ),
    ),
    parts.Table(
        "Odds of Iberia live by date",
        (parts.Column("Share"), parts.Column("Done by", number=True)),
        (parts.Row((parts.Cell("P50"), parts.Cell("27 Apr"))), parts.Row((parts.Cell("P80"), parts.Cell("13 May")))),
    ),
)

EDITS = (
    parts.EditLine("keep", "MOVE-8", "Pilot with 12 merchants, Iberia"),
    parts.EditLine("drop", "RAIL-17", "Remaining 12 to 41 days", "no fallback"),
    parts.EditLine("add", "RAIL-17", "Remaining 12 to 29 days, Nordbank from 13 April"),
    parts.EditLine("add", "RAIL-41", "Contract addendum with Nordbank, Joana, 4 days"),
)
REMEDIES = (
    parts.Remedy(
        "r1",
        "1. Agree on a second acquirer as a fallback",
        price(-10.9, -11.3, -10.6, money_cents=12_600_000, cost_cents=3_400_000),
        EDITS,
        "Writes two changes to Jira after you accept, and not before Joana and Henrik agree.",
        who=(JOANA, HENRIK),
        accept=parts.Form(
            "accept-r1",
            "Accept, and ask Joana and Henrik?",
            "/accept",
            "Ask both",
            says="They get one mail each with the change and its price.",
            opens="Accept and ask both",
            opens_kind="strong",
            price=price(-10.9, -11.3, -10.6, commitment="Iberia live"),
        ),
    ),
    parts.Remedy(
        "r2",
        "2. Call Tomas and ask for a date he can stand behind",
        price(None, why_unpriced="advice, no edits"),
        quote="“Tomas, three teams plan around your retest. Which week would you bet on?”",
    ),
)
CLUES = (
    parts.Clue(
        "document",
        "RAIL-17 has an owner at Banco Corvo, but no promised date.",
        parts.Evidence("RAIL-17", "/e"),
        "today 06:52",
    ),
    parts.Clue(
        "letters", "Tomas wrote: “The slot of 9 March is taken.”", parts.Evidence("Mail to Joana", "/e"), "Thu 26 Feb"
    ),
    parts.Clue(
        "program",
        "It is on the deciding path of Iberia live in",
        parts.Evidence(f"55{HARD}% of futures", "/e"),
        "round 142",
    ),
    parts.Clue("stakeholders", "The pilot, the first wave and three teams wait behind it.", None, "4 days"),
)

PROMISE = parts.PromiseLine(
    date(2026, 3, 31),
    "on 6 Oct, at 75 % odds",
    date(2026, 4, 30),
    "59 % odds today",
    date(2026, 4, 27),
    date(2026, 5, 13),
    "P50 to P80, moved +6.3 days this week",
    1,
    "30 days, on 26 Jan",
)
NO_PROMISE = parts.PromiseLine(None, "", None, "", None, None, "Nobody has estimated it", 0)

TABLE = parts.Table(
    "Promises between teams",
    (
        parts.Column("Promise"),
        parts.Column("Status"),
        parts.Column("From"),
        parts.Column("Needed by", number=True, short="Needed"),
        parts.Column("Promised for", number=True, short="Promised", sort_url="?sort=promised", sorted="ascending"),
        parts.Column("Odds", number=True),
        parts.Column("Moved", number=True),
        parts.Column("Note", drop=True),
    ),
    (
        parts.Row(
            (
                parts.Cell("Test window for the retest", "/milestone.html", sub="Iberia"),
                parts.Cell(status="unknown"),
                parts.Cell(person=TOMAS),
                parts.Cell("4 Mar"),
                parts.Cell("not promised", kind="quiet"),
                parts.Cell("unknown", kind="quiet"),
                parts.Cell("+6.3", kind="later"),
                parts.Cell("–", kind="quiet"),
            ),
            chosen=True,
        ),
        parts.Row(
            (
                parts.Cell("Runbook drafts, Iberia", "/milestone.html"),
                parts.Cell(status="at-risk"),
                parts.Cell(person=PRIYA),
                parts.Cell("6 Mar"),
                parts.Cell("6 Mar", kind="promised"),
                parts.Cell(odds=0.64),
                parts.Cell("−2.0", kind="earlier"),
                parts.Cell("Second draft"),
            )
        ),
    ),
    parts.Pager(1, 2, 214, next_url="?page=2"),
)

FORM = parts.Form(
    "propose",
    "Propose a date",
    "/propose",
    "Ask all four",
    (
        parts.Field(
            "f-milestone",
            "milestone",
            "Milestone",
            "select",
            "ib",
            options=(parts.Option("ib", "Iberia live"), parts.Option("br", "Brazil live")),
        ),
        parts.Field(
            "f-range", "range", "Range", value="8-15d", hint="One field: shortest-longest", required=True, unit="days"
        ),
        parts.Field(
            "f-due",
            "due",
            "Promise for",
            "date",
            "2026-02-27",
            "A working day.",
            error="27 Feb has passed. Pick a day from 2 March on.",
        ),
        parts.Field("f-mail", "mail", "Mail", "email", autocomplete="email", placeholder="ines@halden.example"),
        parts.Field("f-why", "why", "Reason", "textarea", "The slot moved."),
        parts.Field(
            "f-ask",
            "ask",
            "Ask the people who do it",
            "checks",
            options=(
                parts.Option("mara", "Mara", True, "agreed to 30 April"),
                parts.Option("tomas", "Tomas", hint="no answer yet"),
            ),
        ),
        parts.Field(
            "f-kind",
            "kind",
            "What it is",
            "radios",
            options=(parts.Option("t", "A target"), parts.Option("c", "A commitment", True)),
        ),
        parts.Field("f-tell", "tell", "Tell the people who wait for it", "check"),
        parts.Field("f-file", "file", "Or drop a file", "file", hint="YAML, CSV or XLSX, up to 50 MB."),
        parts.Field("f-round", "round", "", "hidden", "142"),
    ),
    says="It becomes a promise when all four say yes.",
    cancel_url="/milestone.html",
    upload=True,
)

STEPS = (
    parts.ProgressStep("Read four sources", "done", "38 changes"),
    parts.ProgressStep("Simulate", "now", "6,200 of 10,000 futures"),
    parts.ProgressStep("Look for findings"),
)
PROGRESS = parts.Progress(
    "round-143", "Round 143, simulating", 0.62, "about 20 seconds left", STEPS, "/progress-done", bones=True
)

LETTER = parts.Letter(
    (("To", "Ines Duarte"), ("From", "Noor Haddad"), ("About", "Borderless Checkout, week of 2 March")),
    '<p class="opening">Iberia slipped <a class="evidence" href="#n1" id="tn1">6 days</a>. We can win back '
    '<a class="evidence" href="#n2" id="tn2">14</a>. I need one decision from you by Friday.</p>'
    "<p>Ines, Iberia live now has 59\u00a0% odds for 30 April; last Monday it had 67\u00a0%.</p><h2>The decision</h2>"
    '<p class="ask">Brazil live stands at 45\u00a0% for 12 June. May we ship without instalments?</p><p>Noor</p>',
    (
        parts.Proof("n1", "6 days", "P80 of Iberia live, 7 to 13 May", "/monday.html"),
        parts.Proof("n2", "14 days", "Price of two actions together, −14.3 to −13.4"),
    ),
)
APPROVE = parts.Approve(
    "on-track",
    "19 of 19 facts checked",
    "Draft of 07:12. By mail, today 09:30, Lisbon.",
    (
        parts.Form("preview", "", "/preview", "Send it to me first", kind=""),
        parts.Form("approve", "", "/approve", "Approve and send", (parts.Field("h", "letter", "", "hidden", "7"),)),
    ),
    "/edit",
)

BANNERS = (
    parts.Banner(
        "Jira refused the token",
        "It expired on Sunday. A Jira admin can renew it.",
        "off-track",
        url="/a",
        verb="Ask the admin",
    ),
    parts.Banner("Redmine answered slowly", "214 of 230 items arrived. The rest follows in the next round.", "at-risk"),
    parts.Banner(
        "Two budgets are hidden from you",
        "The total of €3.82M includes them.",
        icon="lock",
        url="/a",
        verb="Ask Henrik",
    ),
)
BLIND = parts.Banner(
    "Morale was not looked at",
    "No team has five answers yet. Below five, nobody sees anything.",
    url="/a",
    verb="Ask the teams",
)
EMPTY = (
    parts.Empty(
        "No promises yet",
        "A milestone gets its odds from a promise. Ask someone for the first one.",
        url="/a",
        verb="Ask for a promise",
        strong=True,
    ),
    parts.Empty("Nothing needs you today", "127 of 130 rules are clean, three are blind.", status="on-track"),
)
PRIVATE = parts.Private(
    "Only you and Elena see this",
    "Two of your items stood still for more than five days. Would a second pair of eyes help?",
    (
        parts.Form("yes", "", "/yes", "Yes, ask Elena", kind=""),
        parts.Form("no", "", "/no", "No, I am fine", kind="bare"),
    ),
    "/off",
)
TALKS = (
    parts.Talk("Call Tomas, Banco Corvo", "He moved the slot and named no new date.", TOMAS),
    parts.Talk(
        "Write to Ines",
        "She last heard 12 days ago; her rhythm is 7.",
        parts.Person("Ines Duarte"),
        url="/letters.html",
        more="The letter is drafted.",
    ),
    parts.Talk("Thank the ledger team", "The rehearsal won back 8 days. Nobody has said so yet.", icon="thanks"),
)


def lane(text: str = "") -> str:
    """One bar of the roadmap, drawn by hand."""
    return (
        f'<svg class="lane" viewBox="0 0 856 28" width="856" height="28" role="img" aria-label="{text}. P50 27 Apr, P80 13 May.">'
        '<rect class="bar-2" x="100" y="8" width="80" height="12"/><path class="tail-80" d="M180 8L220 12V16L180 20z"/></svg>'
    )


ROADMAP = parts.Roadmap(
    "4 items",
    "P80",
    856,
    '<svg class="roadmap-back" width="856" height="100" aria-hidden="true"><line class="grid" x1="33" x2="33" y1="0" y2="3000"/></svg>',
    '<svg class="lane" viewBox="0 0 856 36" width="856" height="36" aria-hidden="true"><text class="month-year" x="37" y="15">2026</text></svg>',
    (
        parts.LaneGroup(
            "Promises",
            (parts.Lane("MIB", "Iberia live", lane("Iberia live"), "59 %", "/milestone.html", "at-risk"),),
            "odds",
        ),
        parts.LaneGroup(
            "Payment rails",
            (
                parts.Lane(
                    "RAIL-17", "Acquirer certification, Iberia", lane("Certification"), "24 Apr", "/finding.html"
                ),
                parts.Lane("MOVE-8", "Pilot with 12 merchants", lane("Pilot"), "13 May"),
            ),
            "2 of 9 done",
            lane("Payment rails"),
            more_url="?open=rails",
            more_says="3 with room",
        ),
    ),
    (parts.Arrow("RAIL-17", "MOVE-8", 180, 100), parts.Arrow("MOVE-8", "MIB", 180, 300)),
)
