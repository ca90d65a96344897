"""Connect a tracker: which, where it is, and a token; then it is asked what there is."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadline.charts.parts import Field, Form, Option
from leadline.record.access import RUNS
from leadline.record.doors import Page, Visit, page
from leadline.sources import trackers


@dataclass(frozen=True)
class Kind:
    """One kind of tracker: how its address is written, and what its token must be able to do."""

    title: str
    example: str
    token_says: str


@dataclass(frozen=True, kw_only=True)
class ConnectPage(Page):
    """What the template reads."""

    says: str
    lede: str
    kinds: tuple[Kind, ...]
    form: Form


@page("connect", roles=RUNS)
def connect(visit: Visit) -> ConnectPage:
    """The form that connects a tracker to this program."""
    base = f"/p/{visit.program.key}"
    return present(f"{base}/do/connect_source", f"{base}/sources")


def present(
    action: str, cancel: str, *, programs: Iterable[tuple[str, str]] | None = None, error: str = "", address: str = ""
) -> ConnectPage:
    """The page; with `programs` (key, name) it is asked which program the tracker belongs to."""
    kinds = tuple(_kinds())
    return ConnectPage(
        title="Connect a tracker",
        says="Connect a tracker",
        lede="First it is asked what there is and what the token may read. Nothing is read before you have seen that.",
        kinds=kinds,
        form=Form(
            id="connect",
            title="Where it is",
            action=action,
            verb="Ask what there is",
            fields=_fields(kinds, address, programs),
            error=error,
            cancel_url=cancel,
        ),
    )


def _fields(kinds: tuple[Kind, ...], address: str, programs: Iterable[tuple[str, str]] | None) -> list[Field]:
    example = kinds[0].example if kinds else ""
    fields = [
        Field("connect-address", "address", "Address", value=address, required=True, placeholder=example,
              hint="The kind of tracker, a colon, and where it is, each as shown below; or the address of one of its pages, out of the browser.", autocomplete="off", wide=True),
        Field("connect-token", "token", "Token", "password", autocomplete="off", wide=True,
              hint="Sealed with a key outside the database, sent to this host only, and shown never again. "
              "Empty: asked as anybody."),
    ]  # fmt: skip
    if programs is not None:
        options = [Option("", "a new program, named after it", True), *(Option(key, name) for key, name in programs)]
        fields.append(Field("connect-program", "program", "Program", "select", options=options, wide=True))
    return fields


def _kinds() -> Iterable[Kind]:
    for kind in trackers.KINDS:
        found = trackers.tracker(kind)
        yield Kind(found.title, found.example, found.token_says)
