"""Elements of XML as text, and how a schedule file writes days and spans."""

import re
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

Element = str

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def leaf(name: str, value: object) -> Element:
    """An element that holds a text or a number. Characters that XML has no place for are left out."""
    # A line break would come back as another one; Project keeps names on one line.
    text = _NOT_XML.sub("", str(value)).replace("\r", " ").replace("\n", " ")
    return f"<{name}>{escape(text)}</{name}>"


def element(name: str, parts: Iterable[Element], **attributes: str) -> Element:
    """An element that holds others."""
    own = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return "\n".join([f"<{name}{own}>", *parts, f"</{name}>"])


def at_time(day: date | None, time: str) -> str:
    """A day with a time of the working day; "" for none."""
    return f"{day.isoformat()}T{time}" if day else ""


def span(hours: float) -> str:
    """Hours as `PT40H30M0S`."""
    seconds = round(hours * 3600)
    return f"PT{seconds // 3600}H{seconds % 3600 // 60}M{seconds % 60}S"
