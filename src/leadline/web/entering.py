"""Coming in: the one-time link, a password where one is set, and going out."""

from datetime import date

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from leadline.charts.parts import Field, Form
from leadline.record.private.start_links import LinkSpent, redeem
from leadline.web import pages
from leadline.web.shell import Shell
from leadline.web.visiting import now


@require_http_methods(["GET", "HEAD"])
def start(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link: makes the owner's account at its first use, and signs the browser in."""
    if request.method == "HEAD":
        return HttpResponse()  # A preview of a chat program must not use the link up.
    try:
        account = redeem(token, now())
    except LinkSpent as problem:
        if request.user.is_authenticated:
            return redirect("/")
        page = pages.StartPage(
            _shell("This link"),
            "This link was used already, or is too old",
            str(problem),
            url="/sign-in",
            verb="Sign in",
        )
        return render(request, "web/pages/start.html", {"page": page}, status=410)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/")


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password, for accounts that have one."""
    wrong = ""
    if request.method == "POST":
        account = authenticate(
            request, username=request.POST.get("email", ""), password=request.POST.get("password", "")
        )
        if account is not None:
            login(request, account)
            return redirect(_after(request))
        wrong = "Address and password do not fit together. Without a password, a one-time link signs you in."
    fields = [
        Field(
            id="email",
            name="email",
            label="E-mail",
            kind="email",
            value=request.POST.get("email", ""),
            autocomplete="username",
        ),
        Field(id="password", name="password", label="Password", kind="password", autocomplete="current-password"),
        Field(id="next", name="next", label="", kind="hidden", value=request.GET.get("next", "")),
    ]
    form = Form(id="sign-in", title="Sign in", action="/sign-in", verb="Sign in", fields=fields, error=wrong)
    says = "On this machine, “leadline link” prints a one-time link that signs you in."
    page = pages.SignInPage(_shell("Sign in"), form, says)
    return render(request, "web/pages/sign_in.html", {"page": page}, status=422 if wrong else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("/sign-in")


def _after(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    # A browser reads “/\elsewhere” as another host, so that beginning with a slash is not enough.
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"


def _shell(title: str) -> Shell:
    return Shell(title=title, as_of=date.min, home_url="/")
