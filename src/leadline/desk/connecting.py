"""Trackers by their address: understanding one, finding one, and who may be asked at all."""

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as site

from leadline.program.slug import slug
from leadline.program.snapshot import Snapshot
from leadline.record.access import Who, for_
from leadline.record.doors import Refused
from leadline.record.models import Program, Source
from leadline.record.snapshots import store
from leadline.sources import trackers
from leadline.sources.errors import BadAddress, NotAllowedThere
from leadline.sources.http.egress import Egress
from leadline.sources.tracker import OwnWay, Settings, Surroundings, Tracker

PORTS = {"https": 443, "http": 80}
LONGEST_TOKEN = 8_192


def understood(address: str) -> tuple[Tracker, Settings]:
    """The tracker and the settings of an address. Raises `Refused` where it cannot be read or must not be asked."""
    if "@" in address or "?" in address:
        raise Refused(
            "An address holds no user, no password and no token: those have a field of their own. Write it without.",
            "address",
        )
    try:
        found = trackers.tracker(trackers.kind_of(address))
        own = found.settings(address.strip(), {})
        _may_be_asked(found, own)
    except (BadAddress, NotAllowedThere) as problem:
        raise Refused(str(problem), "address") from problem
    return found, own


def one_line(token: str) -> str:
    """A token as it was copied, without what hangs about it. Raises `Refused` for one that can be none; never repeats it."""
    bare = token.strip()
    if len(bare) > LONGEST_TOKEN or not bare.isprintable():
        raise Refused(
            f"That is no token: one is a single line of at most {LONGEST_TOKEN:,} letters and signs. Copy it once more, all of "
            f"it and nothing else.",
            "token",
        )
    return bare


def host_of(settings: Settings) -> str:
    """Where the token goes, and nowhere else."""
    return urlsplit(settings.base_url).netloc


def settings_of(source: Source) -> Settings:
    """The settings of a source. Raises `Refused` where its tracker is not known any more."""
    try:
        settings: Settings = tracker_of(source).settings(source.address, source.mapping)
    except BadAddress as problem:
        raise Refused(str(problem), "source") from problem
    return settings


def tracker_of(source: Source) -> Tracker:
    """What a source is read by. Raises `Refused` where it is not known any more."""
    try:
        return trackers.tracker(source.kind)
    except BadAddress as problem:
        raise Refused(str(problem), "source") from problem


def source_called(who: Who, program: Program, address: str) -> Source:
    """The connected source with that address. Raises `Refused`."""
    known = list(for_(who).rows(Source, program).filter(retired_at=None).order_by("address"))
    found = next((one for one in known if one.address == address.strip()), None)
    if found is None:
        there = ", ".join(one.address for one in known)
        raise Refused(
            f"No source “{address[:80]}” is connected to this program. "
            + (f"Connected: {there}." if there else "Connect one first."),
            "source",
        )
    return found


def program_key(address: str) -> str:
    """The key of a program made of a tracker: `github:acme/checkout` gives `checkout`."""
    return slug(address.rstrip("/").replace(":", "/").rpartition("/")[2])[:60] or "program"


def new_program(who: Who, address: str, at: datetime) -> Program:
    """An empty program named after what a tracker calls itself. Raises `Refused` for an address that is none."""
    _, own = understood(address)
    wanted = program_key(own.address)
    taken = set(for_(who).programs(retired=True).values_list("key", flat=True))
    key = next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
    name = own.address.rstrip("/").rpartition("/")[2]
    return store(Snapshot(id=key, as_of=at.date(), name=name), at)


def _surroundings() -> Surroundings:
    return Surroundings(frozenset(site.ALLOW_HOSTS), frozenset(site.GIT_FOLDERS), Path(site.HOME), lambda: datetime.max)


def _may_be_asked(tracker: Tracker, settings: Any) -> None:
    """What can be told without asking anybody; where a name leads is seen as the socket opens."""
    if isinstance(tracker, OwnWay):
        tracker.may_be_asked(settings, _surroundings())
        if not settings.host or settings.scheme == "ssh":
            return
    parts = urlsplit(settings.base_url)
    host, egress = parts.hostname or "", Egress(frozenset(site.ALLOW_HOSTS))
    if parts.scheme != "https" and not egress.names(host):
        raise NotAllowedThere(
            f"{host} is asked over https only. A host that an administrator named in LEADLINE_ALLOW_HOSTS may be asked over http."
        )
    try:
        egress.check(host, parts.port or PORTS.get(parts.scheme, 443), host)
    except NotAllowedThere:
        raise
    except ValueError:  # A name, no literal address: where it leads is seen as the socket opens.
        return
