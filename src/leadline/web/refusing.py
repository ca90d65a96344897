"""When a verb declines: its form again with everything that was typed, and the sentence beside the field it is about."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from leadline.charts.parts import Field, Form
from leadline.record.doors import VERBS, Refused, Visit
from leadline.web import pages
from leadline.web.frame import frame

LONG = 60


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
    takes = [one.name for one in VERBS[verb].takes] if verb in VERBS else []
    made = []
    for name in [*takes, *(other for other in given if other not in takes)]:
        value = given.get(name, "")
        if not isinstance(value, str):
            continue
        kind = (
            "hidden"
            if name.endswith(("id", "finding", "remedy", "noun"))
            else "textarea"
            if len(value) > LONG
            else "text"
        )
        error = refusal.says if refusal.field == name else ""
        says = name.replace("_", " ")
        made.append(
            Field(id=f"again-{name}", name=name, label=says[:1].upper() + says[1:], kind=kind, value=value, error=error)
        )
    return made if any(one.kind != "hidden" for one in made) else []
