"""Connecting a tracker without a program, how far reading is, and the door that webhooks come in by."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadline.desk import hooks
from leadline.desk.connecting import new_program
from leadline.desk.pages.connect import present
from leadline.desk.pages.source import job_of, source_at
from leadline.desk.source_saying import progress
from leadline.record.access import RUNS, Who, for_, may
from leadline.record.doors import Refused, perform
from leadline.record.models import Source
from leadline.web.importing import framed
from leadline.web.visiting import now, program_of, to_sign_in, who_is

MOST_BYTES = 5 * 2**20


def connect_addresses() -> list[URLPattern]:
    """Connecting without a program, progress, and webhooks."""
    return [
        path("connect", connect_new, name="connect_new"),
        path("p/<slug:program>/source/<str:id>/progress", reading, name="source_progress"),
        path("hooks/<int:id>", hook, name="hook"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def connect_new(request: HttpRequest) -> HttpResponse:
    """Connect a tracker to a new program, or to one that is chosen; for the owner."""
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    if not may(who, "connect_source", None):
        raise PermissionDenied
    error, status, address = "", 200, request.POST.get("address", "")
    if request.method == "POST":
        try:
            return redirect(_connect(request, who, address))
        except Refused as refusal:
            error, status = refusal.says, 422
    programs = [(one.key, str(one)) for one in for_(who).programs()[:200]]
    made = present("/connect", "/import", programs=programs, error=error, address=address)
    return render(request, "desk/connect.html", {"page": framed(made, request, who)}, status=status)


def _connect(request: HttpRequest, who: Who, address: str) -> str:
    given = {"address": address, "token": request.POST.get("token", "")}
    with transaction.atomic():
        chosen = request.POST.get("program", "")
        program = program_of(who, chosen) if chosen else new_program(who, address, now())
        perform("connect_source", who, now(), program, given)
        source = for_(who).rows(Source, program).filter(retired_at=None).order_by("-id").first()
    return f"/p/{program.key}/source/{source.pk}" if source else f"/p/{program.key}/sources"


@require_GET
def reading(request: HttpRequest, program: str, id: str) -> HttpResponse:
    """The progress panel of a source alone; without a poll address once nothing is done any more."""
    who = who_is(request)
    if who is None:
        return HttpResponse(status=403)
    home = program_of(who, program)
    if who.role_in(home) not in RUNS:
        raise PermissionDenied
    try:
        source = source_at(who, home, id)
    except Refused as refusal:
        return HttpResponse(refusal.says, status=404, content_type="text/plain")
    panel = progress(source, job_of(who, source), now())
    return render(request, "web/components/progress.html", {"progress": panel})


@csrf_exempt  # A tracker has no session; its signature is what counts.
@require_POST
def hook(request: HttpRequest, id: int) -> HttpResponse:
    """A webhook: kept and answered at once. More than the limit is refused by its length, before a byte of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return JsonResponse({"ok": False}, status=413)
    status = hooks.take(id, dict(request.headers), request.body, now())
    return JsonResponse({"ok": status < 300}, status=status)
