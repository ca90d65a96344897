"""Bringing files: taking uploads in, and the steps until they are kept. The desk reads them; this is only the door."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET

from leadline.charts import words
from leadline.desk import upload_reading, uploads
from leadline.desk.pages.imports import GONE, may_bring_new, present_new, progress
from leadline.desk.upload_changing import change
from leadline.desk.uploads import KEEPING, KEPT, READ, WAITING, Upload
from leadline.record.access import RUNS, Who, for_
from leadline.record.doors import Refused
from leadline.sources.file.mapping import shipped_names
from leadline.web import pages
from leadline.web.shell import Crumb, Link, Shell, Theme, Toast
from leadline.web.visiting import now, program_of, to_sign_in, who_is

SLACK = 1 << 20
"""What a form may weigh beside its files."""


def import_addresses() -> list[URLPattern]:
    """A new program from a file, and the steps of every upload."""
    return [
        path("import", new_program, name="import_new"),
        path("import/<slug:step>", step, {"program": ""}, name="import_new_step"),
        path("p/<slug:program>/import/<slug:step>", step, name="import_step"),
    ]


@require_GET
def new_program(request: HttpRequest) -> HttpResponse:
    """The import page without a program; for the owner."""
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    if not may_bring_new(who):
        raise PermissionDenied
    made = present_new(request.GET.get("upload", ""), who)
    return render(request, "desk/imports.html", {"page": framed(made, request, who)})


@csrf_exempt  # Only to look at the length before anything is read; what follows is protected.
def step(request: HttpRequest, program: str, step: str) -> HttpResponse:
    """One step of an upload. More than the limit is refused by its length, before a byte of it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > uploads.MOST_BYTES + SLACK:
        says = f"Nothing of it was read. {uploads.LIMIT_SAYS}"
        page = pages.error_page(413, as_of=now().date(), home_url=_here(program), says=says)
        return render(request, "web/pages/error.html", {"page": page}, status=413)
    return _step(request, program, step)


@csrf_protect
def _step(request: HttpRequest, program: str, step: str) -> HttpResponse:
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    _may(who, program)
    if step == "progress":
        return _progress(request, who, program)
    if request.method != "POST" or step not in _STEPS:
        raise Http404
    try:
        return redirect(_STEPS[step](request, who, program))
    except Refused as refusal:
        messages.error(request, refusal.says)
        token = request.POST.get("upload", "")
        return redirect(_here(program) + (f"?upload={token}" if uploads.find(token, who) else ""))


def _receive(request: HttpRequest, who: Who, program: str) -> str:
    choices = {"program": program, "as_of": _day(request), "mapping": _mapping(request)}
    files = [(one.name or "file", one.chunks()) for one in request.FILES.getlist("file")]
    upload = uploads.receive(files, who, now(), **choices)
    return _to(upload_reading.start(upload, WAITING, now()))


def _change(request: HttpRequest, who: Who, program: str) -> str:
    upload = change(_read(request, who, program), request.POST.dict())
    return _to(upload_reading.start(upload, WAITING, now()))


def _keep(request: HttpRequest, who: Who, program: str) -> str:
    return _to(upload_reading.start(_read(request, who, program), KEEPING, now()))


def _drop(request: HttpRequest, who: Who, program: str) -> str:
    _upload(request.POST.get("upload", ""), who, program).drop()
    messages.success(request, "Put away. Nothing was imported.")
    return _here(program)


_STEPS = {"upload": _receive, "change": _change, "keep": _keep, "drop": _drop}


def _progress(request: HttpRequest, who: Who, program: str) -> HttpResponse:
    upload = uploads.find(request.GET.get("upload", ""), who)
    if upload is None:
        raise Http404
    panel = progress(upload, _here(program))
    return render(request, "web/components/progress.html", {"progress": panel})


def _may(who: Who, program: str) -> None:
    if not program:
        if not may_bring_new(who):
            raise PermissionDenied
    elif who.role_in(program_of(who, program)) not in RUNS:
        raise PermissionDenied


def _upload(token: str, who: Who, program: str) -> Upload:
    upload = uploads.find(token, who)
    if upload is None or upload.program != program or upload.state == KEPT:
        raise Refused(GONE)
    return upload


def _read(request: HttpRequest, who: Who, program: str) -> Upload:
    """The upload of a form, once it was read: only what somebody has seen can be kept."""
    upload = _upload(request.POST.get("upload", ""), who, program)
    if upload.state != READ:
        raise Refused("That file is still being read. Look at what it would change first.")
    return upload


def _here(program: str) -> str:
    return f"/p/{program}/import" if program else "/import"


def _to(upload: Upload) -> str:
    return f"{_here(upload.program)}?upload={upload.token}"


def _day(request: HttpRequest) -> str:
    given = request.POST.get("as_of", "").strip()
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError:
        raise Refused(f"“{given[:40]}” is no day. Write it as 2026-03-31.", "as_of") from None


def _mapping(request: HttpRequest) -> str | None:
    given = request.POST.get("mapping", "")
    if given and given not in shipped_names():
        raise Refused("There is no such mapping. Choose one from the list.", "mapping")
    return given or None


def framed(made: Any, request: HttpRequest, who: Who) -> Any:
    """The page in a frame without a program around it."""
    programs = tuple(Link("program", str(one), f"/p/{one.key}/monday") for one in for_(who).programs()[:50])
    theme = request.COOKIES.get("theme", "")
    shell = Shell(
        title=made.title,
        as_of=now().date(),
        home_url="/",
        organisation="Leadline",
        organisation_url="/",
        programs=programs,
        person_name=who.name,
        person_initials=words.initials(who.name),
        sign_out_url="/sign-out",
        role="owner",
        crumbs=(Crumb("Leadline", "/"), Crumb(made.title)),
        toasts=tuple(_toast(one) for one in messages.get_messages(request)),
        theme=cast(Theme, theme if theme in ("light", "dark") else ""),
    )
    return replace(made, shell=shell)


def _toast(message: Any) -> Toast:
    return Toast(str(message), "off-track" if message.level >= messages.ERROR else "on-track")
