"""What must not be said again: the token, however it is packed, in whatever a tracker or a library says of a request."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping, Sequence

from leadline.sources.errors import NotSignedIn

SHORTEST = 6
"""Shorter words are in every sentence by chance."""
_CARRIES = re.compile("auth|token|key|secret|cookie", re.IGNORECASE)


def check_sendable(headers: Mapping[str, str]) -> None:
    """Raises `NotSignedIn` where a header cannot be sent: a library would say so with the whole token in its sentence."""
    for value in headers.values():
        if not value.isascii() or not value.isprintable():
            raise NotSignedIn(
                "The token holds signs that no token has: a line break, or letters that are not plain. It was not sent. Copy it "
                "once more, all of it and nothing else, and give it here again."
            )


def secrets_of(headers: Mapping[str, str]) -> Sequence[str]:
    """The words of headers that open the tracker, longest first: `Bearer abc` has `abc`, a packed pair is unpacked too."""
    words = {word for name, value in headers.items() if _CARRIES.search(name) for word in value.split()[-1:]}
    words |= {part for word in words for part in _unpacked(word)}
    return sorted((word for word in words if len(word) >= SHORTEST), key=len, reverse=True)


def hidden(text: str, secrets: Iterable[str]) -> str:
    """The text without the secrets that may be in it."""
    for one in secrets:
        text = text.replace(one, "…")
    return text


def _unpacked(word: str) -> Iterable[str]:
    """What a basic authorization holds: the pair, and its two halves."""
    try:
        pair = base64.b64decode(word, validate=True).decode()
    except (binascii.Error, ValueError):
        return ()
    return (pair, pair.partition(":")[2]) if ":" in pair else ()
