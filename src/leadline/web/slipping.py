"""How far the answer to a slip is."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from leadline.direction.slips import job_of, progress, slip_at
from leadline.record.access import RUNS
from leadline.record.doors import Refused
from leadline.web.visiting import program_of, who_is


def slip_addresses() -> list[URLPattern]:
    """The progress of one slip."""
    return [path("p/<slug:program>/slips/<str:id>/progress", slipping, name="slip_progress")]


@require_GET
def slipping(request: HttpRequest, program: str, id: str) -> HttpResponse:
    """The progress panel of a slip alone; without a poll address once it is computed."""
    who = who_is(request)
    if who is None:
        return HttpResponse(status=403)
    home = program_of(who, program)
    if who.role_in(home) not in RUNS:
        raise PermissionDenied
    try:
        found = slip_at(who, home, id)
    except Refused as refusal:
        return HttpResponse(refusal.says, status=404, content_type="text/plain")
    return render(request, "web/components/progress.html", {"progress": progress(found, job_of(who, found))})
