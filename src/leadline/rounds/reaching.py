"""Reaching the tracker of a source: its settings, its token, and a client that goes nowhere else."""

import time
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings as site

from leadline.record.models import Source
from leadline.record.private.tokens import token_of
from leadline.rounds.moment import now
from leadline.sources.http.client import Client
from leadline.sources.http.egress import Egress
from leadline.sources.tracker import OwnWay, Reached, Settings, Surroundings, Tracker
from leadline.sources.trackers import tracker


def tracker_of(source: Source) -> tuple[Tracker, Settings]:
    """The tracker of a source and its settings. Raises `BadAddress`."""
    found = tracker(source.kind)
    return found, found.settings(source.address, source.mapping)


def client_of(source: Source) -> Reached:
    """
    What the tracker of a source is asked through, with its token; without one it asks as anybody.

    Raises `SourceError` or `SealBroken`.
    """
    found, settings = tracker_of(source)
    token = token_of(source, host_of(settings))
    if isinstance(found, OwnWay):
        return found.reach(settings, token, surroundings())
    return Client(
        settings.base_url,
        found.authorization(token) if token else {},
        now=now,
        sleep=time.sleep,
        elapsed=time.monotonic,
        egress=Egress(frozenset(site.ALLOW_HOSTS)),
    )


def surroundings() -> Surroundings:
    """What this installation lets a source use."""
    return Surroundings(frozenset(site.ALLOW_HOSTS), frozenset(site.GIT_FOLDERS), Path(site.HOME), now)


def host_of(settings: Settings) -> str:
    """Where the token goes, and nowhere else."""
    return urlsplit(settings.base_url).netloc
