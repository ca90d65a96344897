"""Reaching the tracker of a source: its settings, its token, and a client that goes nowhere else."""

import time
from urllib.parse import urlsplit

from django.conf import settings as site

from leadline.record.models import Source
from leadline.record.private.tokens import token_of
from leadline.rounds.moment import now
from leadline.sources.http.client import Client
from leadline.sources.http.egress import Egress
from leadline.sources.tracker import Settings, Tracker
from leadline.sources.trackers import tracker


def tracker_of(source: Source) -> tuple[Tracker, Settings]:
    """The tracker of a source and its settings. Raises `BadAddress`."""
    found = tracker(source.kind)
    return found, found.settings(source.address, source.mapping)


def client_of(source: Source) -> Client:
    """A client for the tracker of a source, with its token; without one it asks as anybody. Raises `SourceError` or `SealBroken`."""
    found, settings = tracker_of(source)
    token = token_of(source, host_of(settings))
    return Client(
        settings.base_url,
        found.authorization(token) if token else {},
        now=now,
        sleep=time.sleep,
        elapsed=time.monotonic,
        egress=Egress(frozenset(site.ALLOW_HOSTS)),
    )


def host_of(settings: Settings) -> str:
    """Where the token goes, and nowhere else."""
    return urlsplit(settings.base_url).netloc
