"""Every noun has a page to see and change it, and a page to add one, made from the noun itself."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from leadline.charts.parts import Evidence, Field, Form
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.program.titles import ENDS, named_by, title
from leadline.record.access import PLANS, for_, hidden, restricted
from leadline.record.doors import Refused, Visit, perform
from leadline.record.field_words import a_noun, term
from leadline.record.forms import noun_form, read_form
from leadline.record.helping import Help, help_for
from leadline.record.models import Intent
from leadline.record.places import called, list_of
from leadline.record.snapshots import load_snapshot
from leadline.record.tables import tables
from leadline.web import pages
from leadline.web.frame import frame
from leadline.web.noun_facts import facts_of
from leadline.web.shell import Crumb, Shell
from leadline.web.visiting import to_sign_in, visit_of, who_is

PROPOSED = frozenset({"promise"})
"""Nouns that are not typed in: their verbs ask the people they bind."""


UNEDITED = {
    "promise": "It is not edited: another date is proposed or asked for, and the first one stays on record.",
    "estimation": "It is not edited, for that would show what one of them said: the question is closed, a range kept, or it is asked anew, "
    "under Ranges.",
}
"""Nouns whose page has no form, each with what is done instead."""


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
    facts: tuple[tuple[str, tuple[Evidence, ...]], ...]
    form: Form | None
    retire: Form | None
    intents: tuple[str, ...]
    helps: tuple[Help, ...] = ()
    quote_url: str = ""


@require_http_methods(["GET", "POST"])
def noun_add(request: HttpRequest, program: str, noun: str) -> HttpResponse:
    """Ask for a new noun, and add it."""
    visit = _visit(request, program)
    if isinstance(visit, HttpResponse):
        return visit
    if noun in PROPOSED:
        messages.info(request, "A promise is not typed in. Open its milestone and propose a date there.")
        return redirect(f"/p/{program}/milestones")
    if hidden(visit.who, visit.program, noun):
        raise Http404
    snapshot = load_snapshot(visit.program, visit.today)
    kept = restricted(visit.who, visit.program, noun)
    if request.method == "POST":
        values, wrong = read_form(noun, _sent(request))
        if not wrong:
            done, wrong = _try(
                visit,
                "add",
                {"noun": noun, "fields": {name: one for name, one in values.items() if one not in (None, "", [])}},
            )
            if not wrong:
                return _done(request, visit, done, f"/p/{program}/{noun}/{_newest(visit, noun)}")
        form = noun_form(noun, snapshot, "", given=_sent(request), wrong=wrong, hidden=kept)
        return _form(request, visit, noun, form, 422)
    given = request.GET.dict()
    return _form(request, visit, noun, noun_form(noun, snapshot, "", given=given, hidden=kept))


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
        values, wrong = read_form(noun, _sent(request))
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


def _sent(request: HttpRequest) -> dict[str, str]:
    """What was posted; of boxes that share a name all that were ticked, separated by commas."""
    return {name: ", ".join(request.POST.getlist(name)) for name in request.POST}


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


def _form(request: HttpRequest, visit: Visit, noun: str, form: Form, status: int = 200) -> HttpResponse:
    says = "Say what you know. It can be changed later, and the journal takes it back."
    if noun not in ENDS:
        says = f"Only the {term(named_by(noun)[0])} is needed; the rest makes the forecast and the findings sharper."
    page = pages.FormPage(_framed(request, visit, noun, form.title), form.title, form, says)
    return render(request, "web/pages/form.html", {"page": page}, status=status)


def _present(
    request: HttpRequest, visit: Visit, noun: str, value: Any, snapshot: Snapshot, wrong: dict[str, str]
) -> NounPage:
    scope = for_(visit.who)
    row = None if noun == "program" else scope.rows(tables()[noun], visit.program).filter(key=value.id).first()
    heard = row.heard_from if row else ""
    may = visit.who.role_in(visit.program) in PLANS
    kept = restricted(visit.who, visit.program, noun)
    given = _sent(request) if wrong else None
    typed = may and noun not in UNEDITED
    form = noun_form(noun, snapshot, "", value=value, given=given, wrong=wrong, hidden=kept) if typed else None
    standing = scope.rows(Intent, visit.program).filter(state__in=(Intent.OPEN, Intent.CONFLICT))
    intents = standing.filter(noun=noun, key=value.id) if row else []
    says = snapshot.name if noun == "program" else title(snapshot, noun, value)
    return NounPage(
        shell=_framed(request, visit, noun, says),
        says=says,
        lede=_lede(visit, noun, heard),
        facts=facts_of(noun, value, snapshot, visit.program.key, kept),
        form=form,
        retire=_retire(visit, noun, value.id) if may and noun != "program" else None,
        intents=tuple(_intent(one) for one in intents),
        helps=help_for(visit, noun, value.id, snapshot) if noun not in ("program", "milestone") else (),
        quote_url=f"/p/{visit.program.key}/ask-quote",
    )


def _framed(request: HttpRequest, visit: Visit, noun: str, says: str) -> Shell:
    """The frame of a noun's page, which says in whose list it stands."""
    if noun == "program":
        return frame(request, visit, says)
    key = visit.program.key
    lists = (Crumb("Facts", f"/p/{key}/facts"), Crumb(called(noun), list_of(noun, key)))
    return frame(request, visit, says, current="facts", within=lists)


def _lede(visit: Visit, noun: str, heard: str) -> str:
    what = "The program itself." if noun == "program" else f"{a_noun(noun)} of {visit.program}."
    if noun in UNEDITED:
        return f"{what} {UNEDITED[noun]}"
    if heard:
        return f"{what} Heard from {heard}; what you change here is laid over it until the source says the same."
    return what


def _intent(one: Intent) -> str:
    what = term(one.field) if one.field else "taking it out"
    heard = f", the source says “{one.heard}”" if one.heard else ", the source has not said so yet"
    return f"Agreed for {what}: “{one.value}”{heard}." if one.field else f"Agreed on {what}{heard}."


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
