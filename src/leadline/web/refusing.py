"""When a verb declines: its form again with everything that was typed, and the sentence beside the field it is about."""

import re
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from leadline.charts.parts import Field, Form
from leadline.record.doors import VERBS, Refused, Visit
from leadline.record.field_words import term
from leadline.web import pages
from leadline.web.frame import frame

LONG = 60
SECRET = frozenset({"token", "secret"})
"""Never shown again, whatever was wrong: they are typed anew."""
WRITTEN = re.compile(r"\d{4}-\d\d-\d\d")
"""What a date field of a browser can show; anything else typed must not vanish from it."""


def ask_again(
    request: HttpRequest, visit: Visit, verb: str, given: Mapping[str, Any], refusal: Refused
) -> HttpResponse:
    """The refusal as a page where nothing typed is lost; a verb without fields goes back with the sentence on top."""
    fields = _fields(verb, given, refusal)
    back = request.POST.get("next") or f"/p/{visit.program.key}/monday"
    if not fields:
        messages.error(request, refusal.says)
        return redirect(back if back.startswith("/") else "/")
    words = verb.replace("_", " ")
    action = f"/p/{visit.program.key}/do/{verb}"
    form = Form(
        id="again",
        title=f"{words[:1].upper()}{words[1:]}",
        action=action,
        verb="Try again",
        error=refusal.says,
        fields=[*fields, Field(id="next", name="next", label="", kind="hidden", value=back)],
        cancel_url=back,
        cancel="Leave it",
    )
    page = pages.FormPage(
        frame(request, visit, "Not done yet"),
        "That was not done yet",
        form,
        "Nothing was changed. What you typed is below.",
    )
    return render(request, "web/pages/form.html", {"page": page}, status=422)


def _fields(verb: str, given: Mapping[str, Any], refusal: Refused) -> list[Field]:
    """What was typed, in the order the verb takes it; nothing where there is nothing to correct."""
    takes = [one.name for one in VERBS[verb].takes] if verb in VERBS else []
    names = [*takes, *(other for other in given if other not in takes)]
    made = [field for name in names for field in _again(verb, name, given.get(name, ""), refusal)]
    return made if any(one.kind != "hidden" for one in made) else []


def _again(verb: str, name: str, value: Any, refusal: Refused) -> list[Field]:
    if name in SECRET:
        error = refusal.says if refusal.field == name else ""
        return [Field(f"again-{name}", name, name.capitalize(), "password", error=error, autocomplete="off")]
    if isinstance(value, list):
        return [Field(f"again-{name}-{number}", name, "", "hidden", str(one)) for number, one in enumerate(value)]
    if not isinstance(value, str):
        return []
    says = term(name)
    error = refusal.says if refusal.field == name else ""
    return [Field(f"again-{name}", name, says[:1].upper() + says[1:], _kind(verb, name, value), value, error=error)]


def _kind(verb: str, name: str, value: str) -> str:
    takes = {one.name: str(one.kind) for one in VERBS[verb].takes} if verb in VERBS else {}
    # Which round was looked at, and what is no word at all, is nothing that anybody types.
    if name.endswith(("id", "finding", "remedy", "noun", "round")) or "dict" in takes.get(name, ""):
        return "hidden"
    if "date" in takes.get(name, "") and (not value or WRITTEN.fullmatch(value)):
        return "date"
    return "textarea" if len(value) > LONG else "text"
