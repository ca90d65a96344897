"""What somebody sees where a page cannot be shown: never the bare words of the server, always what to do next."""

import logging
import sys
from collections.abc import Callable
from datetime import date
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from leadline.record.home import is_full
from leadline.web import pages

NOT_ALLOWED = 405


def error(request: HttpRequest, code: int, says: str = "", report: str = "") -> HttpResponse:
    """What happened, why, what next."""
    page = pages.error_page(code, as_of=date.min, home_url="/", says=says, report=report)
    return render(request, "web/pages/error.html", {"page": page}, status=code)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return error(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return error(request, 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose key is not the one of this browser any more: somebody signed in or out since it was opened."""
    says = (
        "Since this form was opened, somebody signed in or out in this browser, or it refuses cookies. Nothing was "
        "changed. Go back, load the page again, and send the form once more."
    )
    page = pages.error_page(403, as_of=date.min, home_url="/", says=says, title="This form is not good any more")
    return render(request, "web/pages/error.html", {"page": page}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return error(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500, with a number that stands in the log as well; 507 where the disk is full, which is not our mistake."""
    if (problem := sys.exception()) and is_full(problem):
        return error(request, 507)
    report = uuid4().hex[:8]
    logging.getLogger("leadline.web").error(
        "Report %s: %s %s broke; see the lines above.", report, request.method, request.path
    )
    return error(request, 500, report=report)


class WordsForButtonsOnly:
    """Middleware: Django answers the wrong method with an empty page; people get a sentence and a way on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """`get_response` is the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the rest of the chain, with words where it has none."""
        answer = self.get_response(request)
        if answer.status_code != NOT_ALLOWED or answer.content:
            return answer
        told = error(request, NOT_ALLOWED)
        told["Allow"] = answer["Allow"]
        return told
