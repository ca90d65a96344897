"""Questions with a verb for their button."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.charts.parts.price import Price


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
class Private:
    """What only the member and one other person see. Component: private, on the member's own page and nowhere else."""

    title: str
    says: str
    forms: Sequence[Form] = ()
    off_url: str = ""
