"""All addresses: the shell's own, and one for each page that a room registered."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import get_converters

from leadline.record.doors import PAGES, open_rooms
from leadline.web import views
from leadline.web.answering import answer
from leadline.web.connecting import connect_addresses
from leadline.web.entering import sign_in, sign_out, start
from leadline.web.importing import import_addresses
from leadline.web.nouns import NounWord, noun_add, noun_page
from leadline.web.pageview import page_view
from leadline.web.slipping import slip_addresses
from leadline.web.taking_out import out_addresses


def addresses() -> list[URLPattern]:
    """The list Django resolves, made once a process: rooms register their pages by being imported."""
    open_rooms()
    if "noun" not in get_converters():
        register_converter(NounWord, "noun")
    pages = [path(f"p/<slug:program>/{door.path}", page_view(door), name=door.name) for door in PAGES.values()]
    return [
        path("", views.home, name="home"),
        path("health", views.health, name="health"),
        path("start/<str:token>", start, name="start"),
        path("sign-in", sign_in, name="sign_in"),
        path("sign-out", sign_out, name="sign_out"),
        path("answer/<str:token>", answer, name="answer"),
        path("p/<slug:program>/do/<slug:verb>", views.do, name="do"),
        path("p/<slug:program>/undo/<int:line>", views.undo_line, name="undo_line"),
        path("p/<slug:program>/round-state", views.round_state, name="round_state"),
        path("p/<slug:program>/progress", views.progress, name="progress"),
        path("p/<slug:program>/find", views.find, name="find"),
        path("p/<slug:program>/ask-quote", views.ask_quote, name="ask_quote"),
        path("p/<slug:program>/quotes/<str:key>", views.quote, name="quote"),
        *import_addresses(),
        *connect_addresses(),
        *slip_addresses(),
        *out_addresses(),
        *pages,
        path("p/<slug:program>/<noun:noun>/add", noun_add, name="noun_add"),
        path("p/<slug:program>/<noun:noun>/<str:id>", noun_page, name="noun_page"),
    ]
