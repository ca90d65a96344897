"""Renders the sample pages without a database, and serves them under the policy of the product."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import django
from django.conf import settings
from django.template import Context, Engine
from tests.web import sample

import leadline.web

WEB = Path(leadline.web.__file__).parent
STATIC = WEB / "static" / "leadline"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@cache
def engine() -> Engine:
    """Django's template engine over the shell's own templates and the gallery's."""
    if not settings.configured:
        settings.configure(STATIC_URL="/static/")
        django.setup()
    return Engine(
        dirs=[WEB / "templates", Path(__file__).parent / "templates"],
        libraries={"leadline": "leadline.web.templatetags.leadline", "static": "django.templatetags.static"},
        debug=True,
    )


def render(template: str, **context: Any) -> str:
    """A template as text, with a token so that forms carry theirs."""
    return engine().get_template(template).render(Context({"csrf_token": "token", **context}))


def render_text(source: str, **context: Any) -> str:
    """A template given as text, with our filters and tags loaded."""
    return engine().from_string("{% load leadline %}" + source).render(Context(context))


@cache
def pages() -> dict[str, str]:
    """Every sample page as HTML."""
    return {name: render(template, page=page) for name, (template, page) in sample.gallery().items()}


@cache
def _answers() -> dict[str, str]:
    whole = {f"/{name}.html": html for name, html in pages().items()}
    return whole | {url: render(template, **context) for url, template, context in sample.fragments()}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/static/leadline/"):
            file = STATIC / path.removeprefix("/static/leadline/")
            self._send(file.read_bytes() if file.is_file() else None, KINDS.get(file.suffix, "text/plain"))
        else:
            html = _answers().get(path)
            self._send(None if html is None else html.encode(), "text/html")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: a test run is no place for an access log."""

    def _send(self, body: bytes | None, kind: str) -> None:
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body or b"")


@contextmanager
def served() -> Iterator[str]:
    """The gallery on a port of its own; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
