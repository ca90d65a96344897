"""Every noun has a page to see and change it, and a page to add one, made from the noun itself."""

from dataclasses import dataclass, fields
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from leadline.charts import words
from leadline.charts.parts import Field, Form
from leadline.program.fields import field_of
from leadline.program.plain import write_field
from leadline.program.snapshot import NOUNS, Snapshot, label
from leadline.record.access import PLANS, for_, hidden, restricted
from leadline.record.doors import Refused, Visit, perform
from leadline.record.forms import noun_form, read_form
from leadline.record.models import Intent
from leadline.record.snapshots import load_snapshot
from leadline.record.tables import tables
from leadline.web import pages
from leadline.web.frame import frame
from leadline.web.shell import Shell
from leadline.web.visiting import to_sign_in, visit_of, who_is


class NounWord:
    """A word of an address that is a noun, or `program` for the head."""

    regex = "|".join([*NOUNS, "program"])

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


@dataclass(frozen=True)
class NounPage:
    """One noun: what is recorded, who owns the facts, the form to change it."""

    shell: Shell
    says: str
    lede: str
    facts: tuple[tuple[str, str, str], ...]
    form: Form | None
    retire: Form | None
    intents: tuple[str, ...]


@require_http_methods(["GET", "POST"])
def noun_add(request: HttpRequest, program: str, noun: str) -> HttpResponse:
    """Ask for a new noun, and add it."""
    visit = _visit(request, program)
    if isinstance(visit, HttpResponse):
        return visit
    if hidden(visit.who, visit.program, noun):
        raise Http404
    snapshot = load_snapshot(visit.program, visit.today)
    kept = restricted(visit.who, visit.program, noun)
    if request.method == "POST":
        values, wrong = read_form(noun, request.POST)
        if not wrong:
            done, wrong = _try(
                visit,
                "add",
                {"noun": noun, "fields": {name: one for name, one in values.items() if one not in (None, "", [])}},
            )
            if not wrong:
                return _done(request, visit, done, f"/p/{program}/{noun}/{_newest(visit, noun)}")
        form = noun_form(noun, snapshot, "", given=request.POST, wrong=wrong, hidden=kept)
        return _form(request, visit, f"New {noun}", form, 422)
    given = request.GET.dict()
    return _form(request, visit, f"New {noun}", noun_form(noun, snapshot, "", given=given, hidden=kept))


@require_http_methods(["GET", "POST"])
def noun_page(request: HttpRequest, program: str, noun: str, id: str) -> HttpResponse:
    """Show a noun, and change it."""
    visit = _visit(request, program, reading=request.method == "GET")
    if isinstance(visit, HttpResponse):
        return visit
    if hidden(visit.who, visit.program, noun):
        raise Http404
    snapshot = load_snapshot(visit.program, visit.today)
    value = snapshot if noun == "program" else snapshot.find(noun, id)
    if value is None:
        raise Http404
    wrong: dict[str, str] = {}
    if request.method == "POST":
        values, wrong = read_form(noun, _with_unticked(request, noun))
        if not wrong:
            done, wrong = _try(visit, "change", {"noun": noun, "id": id, "fields": values})
            if not wrong:
                return _done(request, visit, done, request.path)
    page = _present(request, visit, noun, value, snapshot, wrong)
    return render(request, "web/pages/noun.html", {"page": page}, status=422 if wrong else 200)


def _visit(request: HttpRequest, program: str, *, reading: bool = False) -> Visit | HttpResponse:
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    visit = visit_of(request, who, program)
    if not reading and who.role_in(visit.program) not in PLANS:
        raise PermissionDenied
    return visit


def _with_unticked(request: HttpRequest, noun: str) -> dict[str, str]:
    """A browser does not send a box that is not ticked; the form says which boxes it had."""
    sent = request.POST.dict()
    kind: type = Snapshot if noun == "program" else NOUNS[noun]
    boxes = {one.name: "" for one in fields(kind) if one.type in (bool, "bool") and f"had-{one.name}" in sent}
    return {**boxes, **sent}


def _try(visit: Visit, verb: str, given: dict[str, Any]) -> tuple[Any, dict[str, str]]:
    try:
        return perform(verb, visit.who, visit.at, visit.program, given), {}
    except Refused as refusal:
        return None, {refusal.field if refusal.field in given.get("fields", {}) else "": refusal.says}


def _done(request: HttpRequest, visit: Visit, done: Any, go: str) -> HttpResponse:
    line = for_(visit.who).journal(visit.program).order_by("-id").first()
    messages.success(request, done.says, extra_tags=str(line.pk) if line else "")
    wanted = request.POST.get("next") or ""
    return redirect(wanted if wanted.startswith("/p/") else go)


def _newest(visit: Visit, noun: str) -> str:
    newest = for_(visit.who).facts(tables()[noun], visit.program).order_by("-id").first()
    return str(newest.key) if newest else ""


def _form(request: HttpRequest, visit: Visit, title: str, form: Form, status: int = 200) -> HttpResponse:
    says = "Only the name is needed; the rest makes the forecast and the findings sharper."
    page = pages.FormPage(frame(request, visit, title), title, form, says)
    return render(request, "web/pages/form.html", {"page": page}, status=status)


def _present(
    request: HttpRequest, visit: Visit, noun: str, value: Any, snapshot: Snapshot, wrong: dict[str, str]
) -> NounPage:
    scope = for_(visit.who)
    row = None if noun == "program" else scope.rows(tables()[noun], visit.program).filter(key=value.id).first()
    heard = row.heard_from if row else ""
    may = visit.who.role_in(visit.program) in PLANS
    kept = restricted(visit.who, visit.program, noun)
    given = request.POST if wrong else None
    form = noun_form(noun, snapshot, "", value=value, given=given, wrong=wrong, hidden=kept) if may else None
    standing = scope.rows(Intent, visit.program).filter(state__in=(Intent.OPEN, Intent.CONFLICT))
    intents = standing.filter(noun=noun, key=value.id) if row else []
    says = snapshot.name if noun == "program" else label(noun, value)
    owner = (
        f"Heard from {heard}; what you change here is laid over it until the source says the same."
        if heard
        else "Leadline owns these facts."
    )
    return NounPage(
        shell=frame(request, visit, says),
        says=says,
        lede=f"A {noun} of {visit.program}. {owner}",
        facts=tuple(_facts(noun, value, snapshot, visit.program.key, kept)),
        form=form,
        retire=_retire(visit, noun, value.id) if may and noun != "program" else None,
        intents=tuple(
            f"{one.field or 'retired'}: agreed “{one.value}”, the source said “{one.heard}” ({one.state})."
            for one in intents
        ),
    )


def _facts(noun: str, value: Any, snapshot: Snapshot, key: str, hidden: frozenset[str]) -> list[tuple[str, str, str]]:
    """Term, words, and where they lead."""
    found = []
    for one in fields(value):
        own = getattr(value, one.name)
        if (
            one.name == "id"
            or one.name in hidden
            or own in ("", None, ())
            or (noun == "program" and isinstance(own, tuple))
        ):
            continue
        reference = field_of(type(value), one.name).metadata.get("ref", "")
        target = next(
            (
                (name, hit)
                for name in reference.split("|")
                if reference and isinstance(own, str) and (hit := snapshot.find(name, own))
            ),
            None,
        )
        url = f"/p/{key}/{'milestones' if target[0] == 'milestone' else target[0]}/{own}" if target else ""
        says = (
            label(target[0], target[1])
            if target
            else _said(one.name, write_field(type(value), one.name, own), snapshot)
        )
        found.append((_term(one.name).capitalize(), says, url))
    return found


def _term(name: str) -> str:
    return name.removesuffix("_cents").replace("_", " ")


def _said(name: str, value: Any, snapshot: Snapshot) -> str:
    if isinstance(value, list):
        return "; ".join(_said(name, one, snapshot) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{_term(own)} {_said(own, one, snapshot)}" for own, one in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.endswith("_cents") and isinstance(value, int):
        return words.money(value, snapshot.currency)
    return f"{value:g}" if isinstance(value, float) and value < 1000 else words.dated(str(value), snapshot.as_of)


def _retire(visit: Visit, noun: str, id: str) -> Form:
    base = f"/p/{visit.program.key}"
    hidden = [
        Field(id=f"retire-{name}", name=name, label="", kind="hidden", value=text)
        for name, text in (("noun", noun), ("id", id), ("next", f"{base}/journal"))
    ]
    return Form(
        id="retire",
        title="Take it out of the plan",
        action=f"{base}/do/retire",
        verb="Retire it",
        fields=hidden,
        kind="danger",
        opens="Retire",
        opens_kind="bare",
        says="Undo in the journal brings it back.",
    )
