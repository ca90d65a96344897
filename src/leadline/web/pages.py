"""The pages every installation has before any program: errors, sign-in, one-time link, signed link, find, one form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts.parts import Field, Form, Quote
from leadline.web.shell import Command, Shell


@dataclass(frozen=True)
class ErrorPage:
    """What happened, why, what next. Template: web/pages/error.html. `report` is the number of the report, for 500."""

    shell: Shell
    code: int
    title: str
    says: str
    url: str
    verb: str
    icon: str = ""
    report: str = ""


@dataclass(frozen=True)
class SignInPage:
    """Template: web/pages/sign_in.html. `form` asks for what the installation uses; `links` lead to other ways in."""

    shell: Shell
    form: Form
    says: str = ""
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class StartPage:
    """The one-time link. Template: web/pages/start.html. Opening it changes nothing; its button signs the browser in."""

    shell: Shell
    title: str
    says: str
    form: Form | None = None
    url: str = ""
    verb: str = ""


@dataclass(frozen=True)
class AnswerPage:
    """
    A signed link to somebody without an account. Template: web/pages/answer.html.

    Attributes:
        title: the question in one sentence, with its date and its odds.
        facts: pairs of term and words the answer needs: who asks, for what, needed by.
        forms: the ways to answer, the first one strong: accept, counter with a range, acknowledge, decline.
        answered: said instead of the forms once an answer is there, or the link has expired.
    """

    shell: Shell
    title: str
    says: str
    facts: Sequence[tuple[str, str]] = ()
    forms: Sequence[Form] = ()
    answered: str = ""
    about: str = ""


@dataclass(frozen=True)
class FindPage:
    """Find without script. Template: web/pages/find.html. The same answer as a fragment: web/pages/found.html."""

    shell: Shell
    query: str
    field: Field
    found: Sequence[Command] = ()


@dataclass(frozen=True)
class FormPage:
    """One question on a page of its own. Template: web/pages/form.html."""

    shell: Shell
    title: str
    form: Form
    says: str = ""


@dataclass(frozen=True)
class QuotePage:
    """A what-if's answer for a browser without script. Template: web/pages/quote.html."""

    shell: Shell
    title: str
    says: str
    quote: Quote
    back_url: str


_ERRORS: dict[int, tuple[str, str, str]] = {
    400: (
        "That request could not be read",
        "Something in the address or the form was not as expected. Nothing was changed.",
        "",
    ),
    403: (
        "This page is not for you",
        "Who may see it is decided by the owner of the program. Nothing was changed.",
        "lock",
    ),
    404: (
        "There is nothing at this address",
        "It may have been renamed or retired; the journal knows. Nothing was changed.",
        "",
    ),
    405: (
        "This address only takes a button",
        "Open the page it belongs to and use the button there. Nothing was changed.",
        "",
    ),
    429: ("Too many tries in a short time", "Wait a minute, then try again. Nothing was changed.", "snooze"),
    500: (
        "Something broke on our side",
        "Nothing was sent and nothing was changed. Try again, or go on with the last round.",
        "",
    ),
    507: (
        "The disk of this Leadline is full",
        "Nothing was sent and nothing was changed. Whoever runs it has to make room; then do it again.",
        "",
    ),
    503: ("Leadline is starting or being updated", "It will answer in a minute. Nothing is lost.", "snooze"),
}


def error_page(
    code: int, *, as_of: date, home_url: str, says: str = "", report: str = "", title: str = ""
) -> ErrorPage:
    """
    The page for a status code.

    Args:
        as_of: today.
        home_url: where to go on.
        code: an HTTP status; one without words of its own is said as 500 or 400.
        says: replaces why and what next, where the caller knows better, as a refusal does.
        report: number of the error report, for 500.
        title: replaces the headline, as `says` does the rest.
    """
    usual, why, icon = _ERRORS.get(code) or _ERRORS[500 if code >= 500 else 400]
    shell = Shell(title=title or usual, as_of=as_of, home_url=home_url)
    return ErrorPage(shell, code, title or usual, says or why, home_url, "Go on", icon, report)
