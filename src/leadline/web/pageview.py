"""From a registered page to an answer: who, which program, may they, what does it show, in which frame."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from leadline.record.doors import PageDoor, Refused
from leadline.web.errors import error
from leadline.web.frame import frame
from leadline.web.visiting import to_sign_in, visit_of, who_is


def page_view(door: PageDoor) -> Callable[..., HttpResponse]:
    """The view of a registered page."""

    def view(request: HttpRequest, program: str, **words: Any) -> HttpResponse:
        who = who_is(request)
        if who is None:
            return to_sign_in(request)
        visit = visit_of(request, who, program)
        if who.role_in(visit.program) not in door.roles:
            raise PermissionDenied
        try:
            page = door.function(visit, **words)
        except Refused as refusal:
            return refused(request, refusal)
        framed = replace(page, shell=frame(request, visit, page.title, current=door.name))
        return render(request, door.template, {"page": framed})

    view.__name__ = door.name
    return view


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A page that cannot be shown says why."""
    return error(request, 404, refusal.says)
