"""What a tracker replied."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leadline.sources.errors import StrangeReply
from leadline.sources.http.hiding import hidden


@dataclass(frozen=True)
class Reply:
    """A reply that arrived whole: its status, its headers by lower-case name, and its body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises `StrangeReply` where it is none."""
        try:
            return json.loads(self.body) if self.body else None
        except (ValueError, RecursionError) as problem:
            raise StrangeReply(
                f"{self.url} did not send JSON but {self._kind()}. Something between Leadline and the tracker may have "
                f"answered in its place (a proxy, a sign-in page, a service page). It is tried again."
            ) from problem

    def says(self, secrets: Iterable[str] = ()) -> str:
        """
        What the tracker itself says in the body of an error, in one line; "" where it says nothing readable.

        Some repeat what they were asked with: `secrets` are left out.
        """
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return ""
        return hidden(" ".join(" ".join(_words(found)).split()), secrets)[:300]

    def links(self) -> Mapping[str, str]:
        """The addresses in the `Link` header, by what they are (`next`, `last`)."""
        found = {}
        for part in self.headers.get("link", "").split(","):
            place, _, rest = part.partition(";")
            for word in rest.split(";"):
                name, _, value = word.strip().partition("=")
                if name == "rel":
                    found[value.strip('"')] = place.strip().strip("<>")
        return found

    def _kind(self) -> str:
        start = self.body[:200].lstrip().lower()
        if not start:
            return "nothing"
        return "a web page" if start.startswith((b"<!doctype", b"<html")) else "something broken"


def _words(found: Any) -> list[str]:
    """The sentences in an error body, wherever a tracker puts them."""
    if isinstance(found, str):
        return [found]
    if isinstance(found, list):
        return [word for one in found[:5] for word in _words(one)]
    if not isinstance(found, dict):
        return []
    named = ("message", "errorMessages", "errors", "error", "error_description", "detail", "title")
    return [word for name in named if name in found for word in _said(found[name])]


def _said(found: Any) -> list[str]:
    if isinstance(found, dict) and not any(isinstance(one, dict | list) for one in found.values()):
        return [f"{name}: {value}" for name, value in list(found.items())[:5]]
    return _words(found)
