"""Trackers through the whole way: a fake one, its reader and translator, the record, and what the plan says in the end."""

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.github import GitHub
from tests.sources.fake.gitlab import GitLab
from tests.sources.fake.jira import Jira
from tests.sources.fake.many import ADDRESSES
from tests.sources.fake.redmine import Redmine
from tests.sources.fake.schedule import TOKEN

from leadline.program.document import write
from leadline.program.snapshot import Snapshot
from leadline.record.models import Heard, Hearing, Program, Source
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.hear import hear
from leadline.sources.http.client import Client
from leadline.sources.trackers import tracker

pytestmark = pytest.mark.django_db

FAKES = {"github": GitHub, "gitlab": GitLab, "jira": Jira, "redmine": Redmine}


def source(key: str, clock: Clock, kind: str) -> Source:
    home = store(Snapshot(id=key, as_of=clock.now().date()), clock.now())
    return Source.objects.create(program=home, address=ADDRESSES[kind], kind=kind, connected_at=clock.now())


def heard(own: Source, fake: GitHub | GitLab | Jira | Redmine, clock: Clock, *, whole: bool = False) -> Hearing:
    def reach(_: Source) -> Client:
        one = tracker(own.kind)
        headers, base = one.authorization(TOKEN), one.settings(own.address, {}).base_url
        transport = httpx2.MockTransport(fake.handle)
        now, sleep, elapsed = clock.now, clock.sleep, clock.elapsed
        return Client(base, headers, now=now, sleep=sleep, elapsed=elapsed, transport=transport)

    return hear(own, clock.now, whole=whole, losses=True, reach=reach)


def facts(program: Program, clock: Clock) -> dict[str, object]:
    """What the plan says, but for what the program itself is called, and people and teams: those once met are kept."""
    plain = dict(write(load_snapshot(program, clock.now().date())))
    return {name: value for name, value in plain.items() if name not in ("id", "as_of", "name", "people", "teams")}


@pytest.mark.parametrize("kind", FAKES)
@pytest.mark.parametrize("seed", range(6))
def test_what_was_heard_in_pieces_is_what_is_heard_at_once(seed: int, kind: str) -> None:
    clock, chances = Clock(), chance(seed)
    fake = FAKES[kind](clock, chances, issues=14)
    pieces = source("pieces", clock, kind)
    heard(pieces, fake, clock)
    for _ in range(4):
        for _ in range(6):
            fake.edit(chances)
            clock.advance(40)
        heard(pieces, fake, clock)
    clock.advance(600)
    heard(pieces, fake, clock, whole=True)
    assert pieces.state == Source.WELL, pieces.says

    at_once = source("at-once", clock, kind)
    heard(at_once, fake, clock)

    assert len(facts(pieces.program, clock)) > 1
    assert facts(pieces.program, clock) == facts(at_once.program, clock)


@pytest.mark.parametrize("kind", FAKES)
def test_a_second_reconciliation_finds_nothing_more(kind: str) -> None:
    clock, chances = Clock(), chance(3)
    fake = FAKES[kind](clock, chances, issues=20)
    own = source("checkout", clock, kind)
    heard(own, fake, clock)
    clock.advance(600)
    heard(own, fake, clock, whole=True)

    run = heard(own, fake, clock, whole=True)

    assert run.differences == {"missed": 0, "changed": 0, "gone": 0, "moved": 0}
    assert Heard.objects.filter(gone_at=None).count() > 20
