"""Sample pages made of the shell and its parts, about one program that everybody in the look knows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.web.sample_parts import (
    ACTIONS,
    APPROVE,
    BANNERS,
    BLIND,
    CLUES,
    DRIVERS,
    EMPTY,
    FIGURE,
    FORM,
    LETTER,
    MOVED,
    NO_PROMISE,
    PRIVATE,
    PROGRESS,
    PROMISE,
    REMEDIES,
    ROADMAP,
    STEPS,
    TABLE,
    TALKS,
    price,
    snooze,
)

from leadline.charts import parts
from leadline.web import pages, shell

AS_OF = date(2026, 3, 2)
PLACES = {
    name: f"/{name}.html"
    for name in [
        "monday",
        "mypage",
        "findings",
        "goals",
        "program",
        "risks",
        "roadmap",
        "milestones",
        "promises",
        "roadblocks",
        "people",
        "requirements",
        "morale",
        "changes",
        "decisions",
        "letters",
        "asks",
        "ranges",
        "stakeholders",
        "journal",
        "import",
        "track_record",
    ]
}
COUNTS = {"monday": 9, "mypage": 3, "findings": 23, "risks": 7, "milestones": 6, "promises": 14, "letters": 1}


def frame(title: str, current: str = "", *, role: shell.Role = "tpm", **more: Any) -> shell.Shell:
    """The shell of a sample page."""
    rail = shell.rail_for(role, PLACES, current=current, counts=COUNTS)
    do = shell.CommandGroup(
        "Do",
        (
            shell.Command("promises", "Ask someone for a promise", "/ask.html"),
            shell.Command("letters", "Approve the letter to Ines", "/letters.html", hint="draft, 07:12"),
        ),
    )
    values: dict[str, Any] = {
        "home_url": "/monday.html",
        "organisation": "Halden",
        "program_name": "Borderless Checkout",
        "programs": (
            shell.Link("program", "Borderless Checkout", "/monday.html", 9, current=True),
            shell.Link("program", "One ledger", "/ledger.html", 2),
        ),
        "person_name": "Noor Haddad",
        "person_initials": "NH",
        "person_url": "/mypage.html",
        "sign_out_url": "/sign-out",
        "role": role,
        "crumbs": (
            shell.Crumb("Halden", "/"),
            shell.Crumb("Borderless Checkout", "/program.html"),
            shell.Crumb(title),
        ),
        "rail": rail,
        "tabs": shell.tabs_for(role, PLACES, current=current),
        "round": shell.RoundState("Round 142, today 07:00", "/round.html"),
        "find_url": "/find",
        "palette": (do, shell.places_as_commands(rail)),
        "keys": shell.keys_for(rail),
        "basis": "Round 142, Mon 2 Mar 2026 07:00. 10,000 futures, seed 20260302.",
        "blind_count": 3,
        "blind_url": "/blind.html",
    }
    return shell.Shell(title=title, as_of=AS_OF, **(values | more))


@dataclass(frozen=True)
class Page:
    """A sample page: its frame, its sentence, and whatever parts it shows."""

    shell: shell.Shell
    says: str = ""
    lede: str = ""
    parts: dict[str, Any] | None = None


def _outside(title: str) -> shell.Shell:
    return shell.Shell(title=title, as_of=AS_OF, home_url="/")


def gallery() -> dict[str, tuple[str, Any]]:
    """Every sample page: name -> template and page."""
    quote = parts.Quote(
        "quote-1", (price(-7.6, -7.9, -7.3, commitment="Iberia live"),), "Odds for 30 April: 59 %, then 72 %."
    )
    running = shell.RoundState("Round 143, simulating", "/round.html", running=True, share=0.62, poll_url="/round-done")
    toasts = (
        shell.Toast("Asked Joana and Henrik.", "on-track", "/undo"),
        shell.Toast("Not sent: Ines has no mail address.", "off-track"),
    )
    answer = parts.Form("accept", "Yes, 30 April holds", "/accept", "Accept")
    counter = parts.Form(
        "counter",
        "Another date is more honest",
        "/counter",
        "Propose this date",
        (
            parts.Field("c-due", "due", "Date", "date", required=True),
            parts.Field("c-why", "why", "Because", "textarea"),
        ),
        kind="",
    )
    sign_in = parts.Form(
        "sign-in",
        "Sign in to Leadline",
        "/sign-in",
        "Sign in",
        (
            parts.Field("s-name", "username", "Name or mail", required=True, autocomplete="username", wide=True),
            parts.Field(
                "s-word", "password", "Password", "password", required=True, autocomplete="current-password", wide=True
            ),
        ),
        error="Name and password do not match. Try again, or ask the owner for a new link.",
    )
    found = (shell.Command("milestones", "Iberia live", "/milestone.html", "59 % for 30 Apr"),)
    monday = Page(
        frame("Monday 2 March", "monday"),
        "Iberia slipped 6 days. Two agreements this week win back\u00a014.",
        "Brazil stays off track. The EU ledger recovered. All five promises hold together in 28 % of futures; with everything below, in 56 %.",
        {"moved": MOVED, "drivers": DRIVERS, "actions": ACTIONS, "talks": TALKS},
    )
    return {
        "monday": ("gallery/monday.html", monday),
        "program": (
            "gallery/program.html",
            Page(
                frame("Program", "program"),
                "The old checkout goes off by 18 December with 77 % odds.",
                "Half of all futures land by 5 Nov.",
                {"figure": FIGURE, "table": TABLE},
            ),
        ),
        "finding": (
            "gallery/finding.html",
            Page(
                frame("Dependency without a promise", "findings"),
                "Certification at Banco Corvo decides Iberia, and nobody has promised a date.",
                "",
                {
                    "clues": CLUES,
                    "remedies": REMEDIES,
                    "figure": FIGURE,
                    "price": price(-13.8, -14.3, -13.4),
                    "aside": [replace(snooze("snooze-f"), opens="Snooze until…", opens_small=False)],
                },
            ),
        ),
        "milestone": (
            "gallery/milestone.html",
            Page(
                frame("Iberia live", "milestones"),
                "Iberia live has 59 % odds for 30 April. For 80 %, say 13 May.",
                "Priya promised it; Mara, Joana and Tomas do the work.",
                {
                    "promise": PROMISE,
                    "none": NO_PROMISE,
                    "figure": FIGURE,
                    "quote": quote,
                    "form": parts.Form(
                        "what-if",
                        "What if",
                        "/quote",
                        "Try it",
                        (parts.Field("w-range", "range", "Certification takes", unit="days"),),
                        quote=True,
                    ),
                },
            ),
        ),
        "brief": (
            "gallery/brief.html",
            Page(
                frame("To Ines, 2 March", "letters"),
                "A letter to Ines is ready. Read it once, then approve.",
                "",
                {"letter": LETTER, "approve": APPROVE},
            ),
        ),
        "table": (
            "gallery/table.html",
            Page(
                frame("Promises", "promises", toasts=toasts), "Two of 14 promises have no date.", "", {"table": TABLE}
            ),
        ),
        "roadmap": (
            "gallery/roadmap.html",
            Page(
                frame("Roadmap", "roadmap", wide=True),
                "Banco Corvo decides Iberia.",
                "Strong bars decide a promise.",
                {"roadmap": ROADMAP},
            ),
        ),
        "states": (
            "gallery/states.html",
            Page(
                frame("States"),
                "Every state says what happened, why, and what to do next.",
                "",
                {"banners": BANNERS, "blind": BLIND, "empty": EMPTY, "private": PRIVATE, "badges": True},
            ),
        ),
        "progress": (
            "gallery/progress.html",
            Page(
                frame("Monday 2 March", "monday", round=running, refresh_seconds=5),
                "The first round is under way.",
                "The page fills when it is done.",
                {"progress": PROGRESS},
            ),
        ),
        "member": (
            "gallery/empty.html",
            Page(
                frame("My page", "mypage", role="member", palette=(), programs=()),
                "Nothing needs you today, Mara.",
                "",
                {"empty": EMPTY[1:]},
            ),
        ),
        "form": (
            "web/pages/form.html",
            pages.FormPage(
                frame("Propose a date", "milestones"),
                "When will Iberia be live?",
                FORM,
                "Thursday is the last day this can be asked.",
            ),
        ),
        "find": (
            "web/pages/find.html",
            pages.FindPage(frame("Find"), "iberia", parts.Field("q", "q", "Find or do", "search", "iberia"), found),
        ),
        "error-404": ("web/pages/error.html", pages.error_page(404, as_of=AS_OF, home_url="/")),
        "error-500": ("web/pages/error.html", pages.error_page(500, as_of=AS_OF, home_url="/", report="7F-204")),
        "sign-in": (
            "web/pages/sign_in.html",
            pages.SignInPage(_outside("Sign in"), sign_in, links=(("Use a one-time link", "/link"),)),
        ),
        "start": (
            "web/pages/start.html",
            pages.StartPage(
                _outside("Start"),
                "This link makes you the owner of this Leadline.",
                "It works once. The button signs this browser in.",
                parts.Form("start", "", "/start", "Make me the owner"),
            ),
        ),
        "answer": (
            "web/pages/answer.html",
            pages.AnswerPage(
                _outside("Answer"),
                "Noor asks: can the test window be ready by 30 April?",
                "Today 59 % of futures make it.",
                (("Asked by", "Noor Haddad"), ("Needed by", "Thu 30 Apr")),
                (answer, counter),
                about="Opening this page changed nothing. Your answer goes to Noor.",
            ),
        ),
        "answered": (
            "web/pages/answer.html",
            pages.AnswerPage(
                _outside("Answer"), "You said yes to 30 April.", "Noor was told.", answered="Accepted on 2 March."
            ),
        ),
    }


def fragments() -> Sequence[tuple[str, str, dict[str, Any]]]:
    """Pieces that script asks for: address, template, context."""
    done = parts.Progress("round-143", "Round 143 is done", 1.0, steps=STEPS, done_url="/monday.html")
    waiting = parts.Quote("quote-2", says="Trying it in 10,000 futures.", poll_url="/quote-done")
    ready = parts.Quote("quote-2", (price(-4.2, -4.5, -3.9, commitment="Iberia live"),))
    pilot = (shell.Command("milestones", "Iberia pilot", "/milestone.html", "59 %"),)
    found = pages.FindPage(frame("Find"), "iberia", parts.Field("q", "q", "Find"), pilot)
    return (
        ("/progress-done", "web/components/progress.html", {"progress": done}),
        (
            "/round-done",
            "web/shell/round.html",
            {"page": Page(frame("Round", round=shell.RoundState("Round 143, today 07:20", "/round.html")))},
        ),
        ("/quote", "web/components/quote.html", {"quote": waiting}),
        ("/quote-done", "web/components/quote.html", {"quote": ready}),
        ("/find", "web/pages/found.html", {"page": found}),
    )
