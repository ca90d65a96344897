"""Who is at the door and which program they mean."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from leadline.record.access import Who, for_
from leadline.record.doors import Visit
from leadline.record.models import Account, Program


def now() -> datetime:
    """The clock of the web door; nothing below it reads one."""
    return datetime.now(UTC)


def who_is(request: HttpRequest) -> Who | None:
    """The signed-in account, or None."""
    user = request.user
    return Who(user.name, account=user) if isinstance(user, Account) and user.is_active else None


def program_of(who: Who, key: str) -> Program:
    """The program of an address. One they may not see is answered like one that does not exist."""
    program = for_(who).programs().filter(key=key).first()
    if program is None:
        raise Http404
    return program


def visit_of(request: HttpRequest, who: Who, key: str) -> Visit:
    """The visit a request is."""
    return Visit(who, now(), program_of(who, key), request.GET.dict())


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Where somebody without a session goes; they come back afterwards. What was posted is not repeated by an address."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect(f"/sign-in?{urlencode({'next': back})}")
