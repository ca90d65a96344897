"""Linear through the whole way: a fake Linear, its reader and translator, the record, its webhooks, and what the plan says."""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.linear import Linear
from tests.sources.fake.schedule import TOKEN

from leadline.desk import hooks
from leadline.program.document import write
from leadline.program.revisions import NOTICED
from leadline.program.snapshot import Snapshot
from leadline.record.models import Delivery, Hearing, Program, Source
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.hear import hear
from leadline.sources.http.client import Client
from leadline.sources.linear.tracker import TRACKER

pytestmark = pytest.mark.django_db

ADDRESS = "linear:acme/ATL"
SETTINGS = TRACKER.settings(ADDRESS, {})
SECRET = "lin_wh_0123456789"


def source(key: str, clock: Clock) -> Source:
    home = store(Snapshot(id=key, as_of=clock.now().date()), clock.now())
    return Source.objects.create(program=home, address=ADDRESS, kind="linear", connected_at=clock.now())


def heard(own: Source, fake: Linear, clock: Clock, *, whole: bool = False) -> Hearing:
    def reach(_: Source) -> Client:
        headers = TRACKER.authorization(TOKEN)
        transport = httpx2.MockTransport(fake.handle)
        now, sleep, elapsed = clock.now, clock.sleep, clock.elapsed
        return Client(SETTINGS.base_url, headers, now=now, sleep=sleep, elapsed=elapsed, transport=transport)

    return hear(own, clock.now, whole=whole, losses=True, reach=reach)


def facts(program: Program, clock: Clock) -> dict[str, Any]:
    """
    What the plan says, but for what the program itself is called.

    Left out is what who hears once cannot have: changes that Leadline noticed between two hearings, and links to things that were
    there when the link was heard and have gone since. Those links are kept until somebody takes them away; at once they lie loose.
    """
    told: dict[str, Any] = dict(write(load_snapshot(program, clock.now().date())))
    ends = {one["id"] for noun in ("work", "milestones") for one in told.get(noun, ())}
    links = [one for one in told.get("dependencies", ()) if {one["before"], one["after"]} <= ends]
    changes = [one for one in told.get("revisions", ()) if not one["id"].startswith(NOTICED)]
    kept = {name: value for name, value in told.items() if name not in ("id", "as_of", "name", "people")}
    return {**kept, "dependencies": links, "revisions": changes}


@pytest.mark.parametrize("seed", range(6))
def test_what_was_heard_in_pieces_is_what_is_heard_at_once(seed: int) -> None:
    clock, chances = Clock(), chance(seed)
    fake = Linear(clock, chances, issues=14)
    pieces = source("pieces", clock)
    heard(pieces, fake, clock)
    for _ in range(4):
        for _ in range(6):
            fake.edit(chances)
            clock.advance(40)
        heard(pieces, fake, clock)
    clock.advance(600)
    heard(pieces, fake, clock, whole=True)
    assert pieces.state == Source.WELL, pieces.says

    at_once = source("at-once", clock)
    heard(at_once, fake, clock)

    assert facts(pieces.program, clock)["work"]
    assert facts(pieces.program, clock) == facts(at_once.program, clock)


def test_a_second_reconciliation_finds_nothing_more() -> None:
    clock, chances = Clock(), chance(3)
    fake = Linear(clock, chances, issues=20)
    own = source("checkout", clock)
    heard(own, fake, clock)
    clock.advance(600)
    heard(own, fake, clock, whole=True)

    run = heard(own, fake, clock, whole=True)

    assert run.differences == {"missed": 0, "changed": 0, "gone": 0, "moved": 0}
    assert run.read > 15
    assert {"projects", "work"} <= set(facts(own.program, clock))


@pytest.mark.parametrize(("age", "status"), [(0, hooks.TAKEN), (59, hooks.TAKEN), (61, hooks.NOT_SIGNED)])
def test_a_webhook_is_taken_within_a_minute_of_its_sending(
    age: int, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    own = source("checkout", clock)
    monkeypatch.setattr(hooks, "secret_of", lambda *_: SECRET)
    sent = clock.now() - timedelta(seconds=age)
    body = json.dumps({"type": "Issue", "data": {"id": "i"}, "webhookTimestamp": int(sent.timestamp() * 1000)}).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Linear-Signature": signature, "Linear-Delivery": "d-1"}

    assert hooks.take(own.pk, headers, body, clock.now()) == status
    assert Delivery.objects.count() == (status == hooks.TAKEN)
    if status == hooks.TAKEN:
        assert hooks.take(own.pk, headers, body, clock.now()) == hooks.KNOWN
