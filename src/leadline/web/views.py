"""The shell's own views: doing a verb, finding, quotes, the state of the round, errors."""

import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from leadline.charts import parts
from leadline.desk.progress import progress as progress_of
from leadline.desk.questions import Running
from leadline.program.edits import read_edit
from leadline.program.plain import DocumentError
from leadline.program.titles import title
from leadline.record import jobs
from leadline.record.access import HIDDEN_NOUNS, OWNER, PLANS, RUNS, Who, for_, hidden, restricted
from leadline.record.answering import answer_of
from leadline.record.doors import Refused, perform
from leadline.record.helping import cost_of, quote_key
from leadline.record.models import Program, Quote
from leadline.record.results import last_round, snapshot_of
from leadline.web import pages
from leadline.web.errors import error
from leadline.web.frame import frame
from leadline.web.frame import round_state as state_of
from leadline.web.refusing import ask_again
from leadline.web.shell import Command, Shell
from leadline.web.taking_out import shown_once
from leadline.web.visiting import now, program_of, to_sign_in, visit_of, who_is

MOST_EDITS = 50


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first program they may see, or where to begin."""
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    program = for_(who).programs().first()
    if program is None and who.role_anywhere() == OWNER:
        return redirect("/import")
    if program is None:
        return error(request, 404, "There is no program for you yet. Ask its TPM to give you a role.")
    return redirect(f"/p/{program.key}/monday")


@require_GET
def health(_: HttpRequest) -> HttpResponse:
    """Whether web and database answer."""
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        return JsonResponse({"ok": False, "says": str(problem)}, status=503)
    return JsonResponse({"ok": True})


@require_POST
def do(request: HttpRequest, program: str, verb: str) -> HttpResponse:
    """Do a verb with the posted fields, say what happened, and go on. A refusal shows everything typed again."""
    return _do(request, program, verb, {})


def _do(request: HttpRequest, program: str, verb: str, more: dict[str, str]) -> HttpResponse:
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    home = program_of(who, program)
    verb = verb.replace("-", "_")
    sent = {**request.GET.dict(), **request.POST.dict(), **more}
    given: dict[str, Any] = {name: value for name, value in sent.items() if name not in ("csrfmiddlewaretoken", "next")}
    given |= {name: request.POST.getlist(name) for name in request.POST if len(request.POST.getlist(name)) > 1}
    try:
        done = perform(verb, who, now(), home, {**given, **request.FILES.dict()})
    except Refused as refusal:
        return ask_again(request, visit_of(request, who, program), verb, given, refusal)
    if done.secret:
        return shown_once(request, program, done)
    line = for_(who).journal(home).order_by("-id").first()
    undoable = str(line.pk) if line and line.edits and done.edits and verb != "undo" else ""
    messages.success(request, done.says, extra_tags=undoable)
    return redirect(done.go or next_of(request) or f"/p/{program}/monday")


@require_POST
def undo_line(request: HttpRequest, program: str, line: int) -> HttpResponse:
    """The toast's way back."""
    return _do(request, program, "undo", {"line": str(line)})


def next_of(request: HttpRequest) -> str:
    """Where the form wants to go afterwards: an address of ours, or nowhere."""
    wanted = request.POST.get("next") or request.GET.get("next") or request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""


@require_GET
def round_state(request: HttpRequest, program: str) -> HttpResponse:
    """The round's place in the top line, alone."""
    who = who_is(request)
    if who is None:
        return HttpResponse(status=403)
    visit = visit_of(request, who, program)
    state = state_of(visit, last_round(who, visit.program))
    shell = Shell(title="", as_of=visit.today, home_url="", round=state)
    return render(request, "web/shell/round.html", {"page": {"shell": shell}})


@require_GET
def progress(request: HttpRequest, program: str) -> HttpResponse:
    """The progress panel alone; without a poll address once the round is over."""
    who = who_is(request)
    if who is None:
        return HttpResponse(status=403)
    visit = visit_of(request, who, program)
    state = state_of(visit, last_round(who, visit.program))
    over = parts.Progress(
        id="round", label="The round is done", share=1.0, done_url=f"/p/{program}/monday", reload=True
    )
    panel = progress_of(Running(0, state.share or 0.0, state.label), f"/p/{program}") if state.running else over
    return render(request, "web/components/progress.html", {"progress": panel})


@require_GET
def find(request: HttpRequest, program: str) -> HttpResponse:
    """Everything whose name has the words: nouns of the last round's snapshot."""
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    visit = visit_of(request, who, program)
    query = request.GET.get("q", "")[:100]
    found = _found(visit, query) if query else ()
    shell = frame(request, visit, "Find")
    field = parts.Field(id="q", name="q", label="Find or do", kind="search", value=query)
    template = "web/pages/found.html" if request.headers.get("X-Leadline-Fragment") else "web/pages/find.html"
    return render(request, template, {"page": pages.FindPage(shell, query, field, found)})


def _found(visit: Any, query: str) -> tuple[Command, ...]:
    round = last_round(visit.who, visit.program)
    snapshot = snapshot_of(round) if round else None
    if snapshot is None:
        return ()
    wanted = query.lower().split()
    hits = []
    hidden = frozenset() if visit.who.role_in(visit.program) in RUNS else HIDDEN_NOUNS
    for noun, one in snapshot.everything():
        if noun in hidden:
            continue
        called = title(snapshot, noun, one)
        says = f"{called} {one.id}".lower()
        if all(word in says for word in wanted):
            place = f"milestones/{one.id}" if noun == "milestone" else f"{noun}/{one.id}"
            hits.append(Command(_ICONS.get(noun, "document"), called, f"/p/{visit.program.key}/{place}", noun))
        if len(hits) >= 30:
            break
    return tuple(hits)


_ICONS = {
    "milestone": "milestones",
    "goal": "goals",
    "risk": "risks",
    "decision": "decisions",
    "person": "mypage",
    "ask": "asks",
    "estimation": "ranges",
    "change": "changes",
    "roadblock": "roadblocks",
    "promise": "promises",
    "project": "program",
    "work": "roadmap",
}


@require_POST
def ask_quote(request: HttpRequest, program: str) -> HttpResponse:
    """Queue a what-if: the posted edits (JSON) about a subject. The answer comes at its own address."""
    who = who_is(request)
    if who is None:
        return HttpResponse(status=403)
    home = program_of(who, program)
    if who.role_in(home) not in PLANS:
        return error(request, 403)
    try:
        edits = _edits(request.POST, who, home)
    except (ValueError, DocumentError) as problem:
        return render(request, "web/components/quote.html", {"quote": parts.Quote(id="quote", says=str(problem))})
    about, way = request.POST.get("about", ""), request.POST.get("way", "")
    cost = cost_of(who, home, home.today(now()), about, way)
    key = quote_key(home, request.POST.get("subject", ""), edits, cost)
    try:
        quotes = for_(who).into(Quote, home)
        row, fresh = quotes.get_or_create(
            key=key,
            defaults={
                "program": home,
                "subject": request.POST.get("subject", ""),
                "edits": edits,
                "cost_cents": cost,
                "asked_at": now(),
            },
        )
    except IntegrityError:
        row, fresh = for_(who).rows(Quote, home).get(key=key), False
    if fresh:
        jobs.queue("quote", now(), lane=jobs.QUICK, program=home, key=key, body={"quote": row.pk})
    if request.headers.get("X-Leadline-Fragment"):
        return _quote_fragment(request, row)
    return redirect(f"/p/{program}/quotes/{key}")


def _edits(post: Any, who: Who, program: Program) -> list[Any]:
    """The edits of a what-if: as JSON, or one change typed in a form (noun, id, field, value)."""
    if post.get("edits"):
        edits = json.loads(post["edits"])
    else:
        edits = [
            {
                "kind": "change",
                "noun": post.get("noun"),
                "id": post.get("id"),
                "fields": {post.get("field"): post.get("value")},
            }
        ]
    if not isinstance(edits, list) or not 0 < len(edits) <= MOST_EDITS:
        raise ValueError(f"A what-if has one to {MOST_EDITS} edits.")
    for one in edits:
        edit = read_edit(one, limited=True)
        # A price tells what a day rate or a letter would do: nobody may try what they may not change.
        fields = getattr(edit, "fields", None) or getattr(edit, "value", {})
        if restricted(who, program, edit.noun) & set(fields) or hidden(who, program, edit.noun):
            raise ValueError("That is for whoever runs the program to try.")
    return edits


@require_GET
def quote(request: HttpRequest, program: str, key: str) -> HttpResponse:
    """A quote's answer, or its place until it is there."""
    who = who_is(request)
    if who is None:
        return HttpResponse(status=403)
    home = program_of(who, program)
    row = for_(who).rows(Quote, home).filter(key=key).first()
    if row is None:
        raise Http404
    return _quote_fragment(request, row)


def _quote_fragment(request: HttpRequest, row: Quote) -> HttpResponse:
    round = last_round(who_is(request), row.program)  # type: ignore[arg-type]  # both callers have turned None away
    answer = answer_of(row, snapshot_of(round) if round else None)
    if request.headers.get("X-Leadline-Fragment"):
        return render(request, "web/components/quote.html", {"quote": answer})
    return _quote_page(request, row, answer)


def _quote_page(request: HttpRequest, row: Quote, answer: parts.Quote) -> HttpResponse:
    """The answer on a page of its own, for a browser without script; it asks again by itself until the answer is there."""
    visit = visit_of(request, who_is(request), row.program.key)  # type: ignore[arg-type]  # turned away before
    shell = replace(frame(request, visit, "What if"), refresh_seconds=2 if answer.poll_url else 0)
    noun, _, id = row.subject.partition(":")
    back = (
        f"/p/{row.program.key}/{'milestones' if noun == 'milestone' else noun}/{id}"
        if id
        else f"/p/{row.program.key}/monday"
    )
    page = pages.QuotePage(shell, "What it would bring", "Tried on the same futures as the last round.", answer, back)
    return render(request, "web/pages/quote.html", {"page": page})
