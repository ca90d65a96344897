"""Taking a webhook in: is it signed, was it taken before, and keep it until a worker has time."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from leadline.desk.connecting import host_of, settings_of
from leadline.record.access import SYSTEM, for_
from leadline.record.doors import Refused
from leadline.record.hearing.asking import ask_to_deliver
from leadline.record.models import Delivery, Source
from leadline.record.private.sealing import SealBroken
from leadline.record.private.tokens import secret_of
from leadline.sources import trackers
from leadline.sources.tracker import Dated

TAKEN, KNOWN, NOT_SIGNED, UNREADABLE, NOWHERE = 202, 200, 403, 400, 404
SECRET_HEADERS = ("authorization", "cookie", "signature", "token", "secret")
LONGEST = 200


def take(id: int, headers: Mapping[str, str], body: bytes, at: datetime) -> int:
    """
    Keep a webhook that is signed right, and queue working on it.

    Args:
        id: of the source.
        headers: as they came.
        body: as it came.
        at: now.

    Returns:
        The status to answer with: 202 taken, 200 taken before, 403 not signed, not sent just now or not wanted, 400 no JSON, 404 no such source.
    """
    source = for_(SYSTEM).every(Source).filter(pk=id, retired_at=None).select_related("program").first()
    if source is None:
        return NOWHERE
    try:
        tracker = trackers.tracker(source.kind)
        secret = secret_of(source, host_of(settings_of(source)))
    except (Refused, SealBroken):
        return NOT_SIGNED
    if source.state == Source.OFF or not secret or not tracker.signed(headers, body, secret):
        return NOT_SIGNED
    if isinstance(tracker, Dated) and not tracker.fresh(body, at):
        return NOT_SIGNED
    try:
        json.loads(body)
    except ValueError:
        return UNREADABLE
    delivery = tracker.delivery(headers)[:LONGEST] or sha256(body).hexdigest()
    return TAKEN if _keep(source, delivery, headers, body, at) else KNOWN


def _keep(source: Source, delivery: str, headers: Mapping[str, str], body: bytes, at: datetime) -> bool:
    own = {
        name: value for name, value in headers.items() if not any(word in name.casefold() for word in SECRET_HEADERS)
    }
    try:
        with transaction.atomic():
            for_(SYSTEM).every(Delivery).create(source=source, delivery=delivery, headers=own, body=body, at=at)
            ask_to_deliver(source, at)
    except IntegrityError:
        return False
    return True
