"""Doors through which a program leaves: files that are fetched, and calendars that are read without signing in."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_POST, require_safe

from leadline.desk import feeds, prepared
from leadline.desk.pages.out import progress
from leadline.desk.prepared import Prepared
from leadline.desk.taking_out import FORMATS
from leadline.record.doors import Done, Page, Refused
from leadline.record.private.feeds import TooOften
from leadline.web.frame import frame
from leadline.web.visiting import now, program_of, to_sign_in, visit_of, who_is

KEPT_SECONDS = 900
"""So long a calendar need not ask again."""


def out_addresses() -> list[URLPattern]:
    """Taking a program out, and the calendars of feeds."""
    return [
        path("p/<slug:program>/out/take", take, name="take_out"),
        path("p/<slug:program>/out/file/<slug:token>", fetch, name="taken_out"),
        path("p/<slug:program>/out/progress", writing, name="taking_out"),
        path("calendar/<slug:token>.ics", calendar, name="calendar_feed"),
    ]


@require_POST
def take(request: HttpRequest, program: str) -> HttpResponse:
    """Write the program in a format, now or by a worker, and show what is left out before it is fetched."""
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    home = program_of(who, program)
    try:
        made = prepared.prepare(who, home, request.POST.get("format", ""), now())
    except Refused as refusal:
        messages.error(request, refusal.says)
        return redirect(f"/p/{program}/out")
    token = made.token if isinstance(made, Prepared) else made.body["token"]
    return redirect(f"/p/{program}/out?of={token}")


@require_GET
def fetch(request: HttpRequest, program: str, token: str) -> HttpResponseBase:
    """A file that was taken out, sent as it lies on the disk."""
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    made = prepared.find(token, who, program_of(who, program))
    if made is None:
        raise Http404
    kind = FORMATS[made.format].media_type
    answer = FileResponse(made.path.open("rb"), as_attachment=True, filename=made.name, content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def writing(request: HttpRequest, program: str) -> HttpResponse:
    """The progress panel alone; without a poll address once the file is there."""
    who = who_is(request)
    if who is None:
        return HttpResponse(status=403)
    home = program_of(who, program)
    token = request.GET.get("of", "")
    panel = progress(token, prepared.job_of(token, who, home), f"/p/{program}")
    return render(request, "web/components/progress.html", {"progress": panel})


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """A feed: its secret address is all it takes. One that was taken back is answered like one that never was."""
    at = now()
    try:
        found = feeds.asked(token, at)
    except TooOften as problem:
        return HttpResponse(
            str(problem), status=429, content_type="text/plain", headers={"Retry-After": str(problem.seconds)}
        )
    if found is None:
        return HttpResponse("There is no such calendar.\n", status=404, content_type="text/plain")
    headers = {
        "ETag": f'"{found.mark}"',
        "Cache-Control": f"private, max-age={KEPT_SECONDS}",
        "X-Robots-Tag": "noindex",
    }
    if f'"{found.mark}"' in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    body = feeds.body(found, settings.SITE_URL)
    headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.program.key)}.ics"
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


@dataclass(frozen=True, kw_only=True)
class ShownOncePage(Page):
    """What the template reads."""

    says: str
    lede: str
    address: str
    hint: str
    back_url: str


def shown_once(request: HttpRequest, program: str, done: Done) -> HttpResponse:
    """The page that shows a secret address, the only time."""
    who = who_is(request)
    if who is None:
        return to_sign_in(request)
    made = ShownOncePage(
        title="Your calendar feed",
        shell=frame(request, visit_of(request, who, program), "Your calendar feed", current="out"),
        says="Copy this address now",
        lede=f"{done.says} It is shown this once: only a mark of it is kept here.",
        address=f"{settings.SITE_URL}{done.secret}",
        hint="In your calendar, add a calendar from the web (“by URL”, “subscribe”) and give it this address.",
        back_url=f"/p/{program}/out#feeds",
    )
    answer = render(request, "desk/feed_made.html", {"page": made})
    answer["Cache-Control"] = "no-store"
    return answer
