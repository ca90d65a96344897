"""
What a page is made of: the values its components read. No Django, nothing computed; see the template of the same name.

A template asks for attributes, not for these classes, so a stored result with the same names serves as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MOST_PROOFS = 8


@dataclass(frozen=True)
class Price:
    """
    Days gained or lost on one commitment at the chosen level, with money. Components: price, action, remedy.

    Attributes:
        days: negative is earlier; None when it was not priced, and `why_unpriced` says why.
        low, high: the interval, noise of the arithmetic only.
        money_cents: what the days are worth, positive for gained; None without a recorded cost of delay.
        cost_cents: what the remedy itself costs; None when nobody said.
    """

    days: float | None
    low: float | None = None
    high: float | None = None
    level: str = "P80"
    commitment: str = ""
    money_cents: int | None = None
    cost_cents: int | None = None
    currency: str = "EUR"
    why_unpriced: str = ""


@dataclass(frozen=True)
class PromiseLine:
    """First promise, present promise, forecast and moves: never one without the others. Component: promise_line."""

    first: date | None
    first_says: str
    present: date | None
    present_says: str
    p50: date | None
    p80: date | None
    forecast_says: str
    moves: int
    moves_says: str = ""


@dataclass(frozen=True)
class Person:
    """A name with its face. `outside` draws the dashed ring."""

    name: str
    outside: bool = False


@dataclass(frozen=True)
class Evidence:
    """A number or a source that opens. Component: evidence."""

    says: str
    url: str


@dataclass(frozen=True)
class Option:
    """One choice of a select, a radio or a list of checks."""

    value: str
    label: str
    chosen: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """
    One question of a form. Component: field.

    Attributes:
        id: unique on the page; label, hint and error hang on it.
        kind: text, email, number, date, search, password, file, textarea, select, radios, checks, check or hidden.
        error: in words, what is wrong and what to do.
        unit: stands inside the field at its end: "days".
        wide: in a row of fields, takes the whole row.
        rare: rarely needed, and nothing is said in it; for whoever sorts fields into a form's `more`.
    """

    id: str
    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    error: str = ""
    options: Sequence[Option] = ()
    required: bool = False
    unit: str = ""
    placeholder: str = ""
    autocomplete: str = ""
    wide: bool = False
    rare: bool = False


@dataclass(frozen=True)
class Form:
    """
    A question with a verb for its button. Components: form, dialog_form.

    Attributes:
        id: unique on the page; also the anchor, so `#id` opens it.
        verb: the label of the button: "Ask both", never "Submit".
        more: fields that stand behind “More” until somebody opens it.
        opens: the label of what opens it, for dialog_form.
        price: shown above the fields, for dialog_form.
        cancel_url: where "Not now" leads on a page of its own; a dialog just closes.
        upload: the form carries a file.
        opens, opens_kind, opens_icon, opens_small: the look of that button; an icon alone is read out as the verb.
        open: shown open, because an answer in it was wrong.
        quote: answered in place by quote.js; the answer goes into the `[data-quote-answer]` beside the form.
    """

    id: str
    title: str
    action: str
    verb: str
    fields: Sequence[Field] = ()
    says: str = ""
    error: str = ""
    kind: str = "strong"
    opens: str = ""
    opens_kind: str = ""
    opens_icon: str = ""
    opens_small: bool = False
    price: Price | None = None
    cancel_url: str = ""
    cancel: str = "Not now"
    upload: bool = False
    quote: bool = False
    open: bool = False
    method: str = "post"
    more: Sequence[Field] = ()


@dataclass(frozen=True)
class Action:
    """
    One row of what to do. Component: action (inside `<ol class="actions">`).

    Attributes:
        accept_url: posted to; empty shows `accept_says` as plain words instead of a button.
        snooze: a dialog with until and reason; None leaves it out.
        strong: one row in sight has the strong button, the first.
        done: already accepted.
    """

    rank: int
    says: str
    url: str
    why: str
    price: Price
    who: Sequence[Person] = ()
    accept_url: str = ""
    accept: str = "Accept"
    accept_says: str = ""
    snooze: Form | None = None
    strong: bool = False
    done: bool = False


@dataclass(frozen=True)
class Cause:
    """One row of a waterfall: days, positive for later."""

    says: str
    days: float
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Causes:
    """Why a date moved. Component: causes. `total` is the rounded total, and the rounded rows must add up to it."""

    title: str
    rows: Sequence[Cause]
    total: float
    total_says: str = "Together, in days"


@dataclass(frozen=True)
class EditLine:
    """One line of a diff. `kind` is add, drop or keep; `struck` is the part of a dropped line that goes."""

    kind: str
    ref: str
    says: str
    struck: str = ""


@dataclass(frozen=True)
class Remedy:
    """One way out of a finding. Component: remedy. Without edits it is advice, and `quote` may word it."""

    id: str
    title: str
    price: Price
    edits: Sequence[EditLine] = ()
    says: str = ""
    quote: str = ""
    who: Sequence[Person] = ()
    accept: Form | None = None
    strong: bool = False


@dataclass(frozen=True)
class Clue:
    """One thing that was seen. Component: clues. The evidence link stands after the words."""

    icon: str
    says: str
    evidence: Evidence | None = None
    when: str = ""


@dataclass(frozen=True)
class Proof:
    """Where one number of a letter comes from: `id` is its anchor, the letter's own mark is `t` + id."""

    id: str
    figure: str
    says: str
    url: str = ""


@dataclass(frozen=True)
class Letter:
    """
    What another person will read. Component: letter.

    Attributes:
        head: pairs of term and words: To, From, About.
        body: safe HTML, its figures as `<a class="evidence" href="#ID" id="tID">`, ID being that of a proof.
    """

    head: Sequence[tuple[str, str]]
    body: str
    proofs: Sequence[Proof] = ()

    @property
    def shown(self) -> Sequence[Proof]:
        """The proofs beside the sheet; a list longer than a letter is read by nobody."""
        return self.proofs[:MOST_PROOFS] if len(self.proofs) > MOST_PROOFS + 1 else self.proofs

    @property
    def folded(self) -> Sequence[Proof]:
        """The others, one click away."""
        return self.proofs[len(self.shown) :]


@dataclass(frozen=True)
class Approve:
    """The bar under a letter. Component: approve. Forms without fields are plain buttons."""

    status: str
    says: str
    note: str = ""
    buttons: Sequence[Form] = ()
    edit_url: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table. `short` is its label on the phone; `drop` leaves it out there."""

    label: str
    number: bool = False
    short: str = ""
    drop: bool = False
    hidden: bool = False
    sort_url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Cell:
    """
    A cell. `kind` is a look: "", quiet, strong, promised, computed, earlier or later.

    `status`, `odds` and `person` draw the mark of that name; `says` is the text, `sub` a second line.
    """

    says: str = ""
    url: str = ""
    kind: str = ""
    sub: str = ""
    status: str = ""
    odds: float | None = None
    person: Person | None = None
    svg: str = ""


@dataclass(frozen=True)
class Row:
    """A row: the first cell is its heading."""

    cells: Sequence[Cell]
    chosen: bool = False
    id: str = ""


@dataclass(frozen=True)
class Pager:
    """Which rows of how many; the server pages, never the browser."""

    first: int
    last: int
    total: int
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class Table:
    """Component: table. `show_caption` shows the caption, otherwise it is for screen readers."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    pager: Pager | None = None
    show_caption: bool = False
    look: str = ""


@dataclass(frozen=True)
class LegendItem:
    """One mark of a legend: `svg` is safe markup from our own charts."""

    svg: str
    says: str


@dataclass(frozen=True)
class Figure:
    """A chart, drawn wide and narrow. Component: figure. `numbers` are the same numbers as a table."""

    wide: str
    narrow: str
    says: str = ""
    legend: Sequence[LegendItem] = ()
    numbers: Table | None = None


@dataclass(frozen=True)
class Banner:
    """Something to know, with at most one thing to do. Components: banner, blind."""

    title: str
    says: str = ""
    status: str = ""
    icon: str = ""
    url: str = ""
    verb: str = ""


@dataclass(frozen=True)
class Empty:
    """Nothing yet, nothing left, or nothing for you. Component: empty."""

    title: str
    says: str
    icon: str = ""
    status: str = ""
    url: str = ""
    verb: str = ""
    strong: bool = False


@dataclass(frozen=True)
class ProgressStep:
    """A step of a round: `state` is done, now or next."""

    says: str
    state: str = "next"
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """
    Something under way. Component: progress.

    Attributes:
        share: 0 to 1; None while that is not known.
        poll_url: gives this panel anew until it comes without one; empty once it is over.
        done_url: where the finished result stands; with `reload` script goes there by itself.
    """

    id: str
    label: str
    share: float | None = None
    left: str = ""
    steps: Sequence[ProgressStep] = ()
    poll_url: str = ""
    done_url: str = ""
    done_says: str = "New numbers are ready. Show them"
    reload: bool = False
    bones: bool = False


@dataclass(frozen=True)
class Quote:
    """
    What a change would bring. Component: quote, and the fragment its address answers with.

    Attributes:
        id: unique on the page and the same in every fragment.
        prices: one a commitment it moves, the headline first.
        poll_url: asked again until the answer comes without it.
    """

    id: str
    prices: Sequence[Price] = ()
    says: str = ""
    poll_url: str = ""


@dataclass(frozen=True)
class Private:
    """What only the member and one other person see. Component: private, on the member's own page and nowhere else."""

    title: str
    says: str
    forms: Sequence[Form] = ()
    off_url: str = ""


@dataclass(frozen=True)
class Talk:
    """Somebody to talk to, or something without a price. Component: talk. Without a person it has an icon."""

    title: str
    says: str
    person: Person | None = None
    icon: str = "talk"
    url: str = ""
    more: str = ""


@dataclass(frozen=True)
class Lane:
    """One row of the roadmap. `svg` is safe markup with its own title; `status` only for promises."""

    id: str
    name: str
    svg: str
    when: str = ""
    url: str = ""
    status: str = ""


@dataclass(frozen=True)
class LaneGroup:
    """Rows that fold together; `svg` is the summary bar, `more_url` loads what is folded away."""

    label: str
    lanes: Sequence[Lane]
    when: str = ""
    svg: str = ""
    open: bool = True
    more_url: str = ""
    more_says: str = ""


@dataclass(frozen=True)
class Arrow:
    """A dependency between two lanes: where it leaves and enters, in units of the lanes' drawing."""

    start: str
    end: str
    x1: float
    x2: float


@dataclass(frozen=True)
class Roadmap:
    """The frame of the roadmap. Component: roadmap. `back` is the grid behind all lanes, `months` its scale."""

    label: str
    when: str
    width: int
    back: str
    months: str
    groups: Sequence[LaneGroup]
    arrows: Sequence[Arrow] = ()
