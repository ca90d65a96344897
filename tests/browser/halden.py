"""The example programs on record after a round, on a server of their own: read by many tests, changed by none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer
from tests.browser import scene

from leadline.program.estimation import Estimation
from leadline.program.promises import Judgement
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.program.targets import Target
from leadline.record.access import SYSTEM
from leadline.record.doors import PAGES, open_rooms
from leadline.record.models import Program
from leadline.record.private import answer_links
from leadline.record.results import findings_of, last_round
from leadline.record.snapshots import load_snapshot, store
from leadline.sources.file.yaml_document import read_files

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
OUTSIDE = ("sign-in", "a used link", "a signed link", "nothing here")


@dataclass(frozen=True)
class Halden:
    """Where it answers, and what its first program holds."""

    site: str
    program: Program
    snapshot: Snapshot

    def address(self, name: str) -> str:
        """The address of a page by the name of its test: a door, `noun itself`, `noun add`, or one of the pages outside."""
        base = f"{self.site}/p/{self.program.key}"
        if name in PAGES:
            return f"{base}/{self._path(name)}"
        if name in OUTSIDE:
            return f"{self.site}/{self._outside(name)}"
        noun, _, which = name.partition(" ")
        return f"{base}/{noun}/add" if which == "add" else f"{base}/{noun}/{self._first(noun)}"

    def _path(self, name: str) -> str:
        path = PAGES[name].path
        start, bracket, _ = path.partition("<")
        if not bracket:
            return path
        if name == "finding":
            round = last_round(SYSTEM, self.program)
            assert round is not None
            found = findings_of(SYSTEM, round, self.snapshot.as_of)
            return start + next(one.id for one in found if one.best)
        if name == "letter":
            return start + next(one.id for one in self.snapshot.letters if one.state == "draft")
        if name == "fact_list":
            return f"{start}work"
        return start + self._first(name)

    def _first(self, noun: str) -> str:
        return next(iter(self.snapshot.of(noun))).id

    def _outside(self, name: str) -> str:
        if name == "a used link":
            return "start/used-up"
        if name == "a signed link":
            promise = next(one for one in self.snapshot.promises if one.doers)
            return f"answer/{answer_links.make(self.program, promise.doers[0].person, f'promise:{promise.id}')}"
        return name.replace(" ", "-")


def names() -> list[str]:
    """Every registered page, every noun's own page, the page that adds one, and what somebody outside may meet."""
    open_rooms()
    return [*PAGES, *(f"{noun} itself" for noun in NOUNS), *(f"{noun} add" for noun in NOUNS), *OUTSIDE]


def _whole(snapshot: Snapshot) -> Snapshot:
    """With what the examples have no need of: a milestone held better than computed, a target of a past release, a range asked for."""
    late = snapshot.milestones[0].id
    said = Judgement("held", late, "on-track", "The bank has a second slot.", snapshot.people[0].id, scene.MONDAY)
    aimed = Target(
        "kept", "Prices for 2.4", release="2.4", release_on=scene.MONDAY - timedelta(days=20), outcome="kept"
    )
    asked = Estimation("range-one", snapshot.work[0].id, asked=(snapshot.people[0].id,), asked_on=scene.MONDAY)
    return replace(
        snapshot,
        judgements=snapshot.judgements or (said,),
        targets=snapshot.targets or (aimed,),
        estimations=snapshot.estimations or (asked,),
    )


@contextmanager
def open_halden() -> Iterator[Halden]:
    """The examples, with one round each, behind a server; the database is empty again afterwards."""
    futures, settings.FUTURES = settings.FUTURES, 400
    programs = [store(_whole(one.snapshot), scene.NOON, pinned=True) for one in read_files(EXAMPLES)]
    for program in programs:
        scene.run_round(program)
    first = max(programs, key=lambda one: len(load_snapshot(one, scene.MONDAY).work))
    server = LiveServer("localhost")
    try:
        yield Halden(server.url, first, load_snapshot(first, first.pinned_on))
    finally:
        server.stop()
        settings.FUTURES = futures
        call_command("flush", verbosity=0, interactive=False)
