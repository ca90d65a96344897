"""What the environment may say, checked before anything is made of it: each wrong value is one line that says what to write."""

import os
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from leadline.cli.errors import Stop

PORTS = (1, 65_535)
NUMBERS = {"LEADLINE_SMTP_PORT": PORTS, "LEADLINE_FUTURES": (100, 1_000_000), "LEADLINE_THREADS": (1, 64)}
"""Settings that are whole numbers, with the least and the most they may be."""


def check() -> None:
    """Raises `Stop` for a setting that cannot be used, naming it and what it may be."""
    for name, (least, most) in NUMBERS.items():
        if name in os.environ:
            whole(name, os.environ[name], least, most)
    _check_zone(os.environ.get("LEADLINE_TIME_ZONE", "UTC"))
    if url := os.environ.get("LEADLINE_URL"):
        _check_url(url)


def whole(name: str, text: str | int, least: int, most: int) -> int:
    """A whole number between two others, as somebody wrote it. Raises `Stop`."""
    try:
        number = int(text)
    except ValueError:
        number = None
    if number is None or not least <= number <= most:
        raise Stop(f"{name}={str(text)[:40]} cannot be used. Give a whole number from {least:,} to {most:,}.")
    return number


def a_port(text: str | int) -> int:
    """A port as people type it, by option or in PORT. Raises `Stop`."""
    try:
        return whole("PORT", text, *PORTS)
    except Stop:
        raise Stop(f"“{str(text)[:40]}” is no port. Give a number from 1 to 65535: PORT=8420 leadline up.") from None


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        says = f"LEADLINE_TIME_ZONE={name[:40]} is no time zone. Write one as Europe/Berlin, or leave it out for UTC."
        raise Stop(says) from None


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or any(one.isspace() for one in url):
        raise Stop(f"LEADLINE_URL={url[:80]} is no address. Write it as https://leadline.example.org.")
