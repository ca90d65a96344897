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
from leadline.program.revisions import Revision
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.program.targets import Target
from leadline.program.technical import Component, Release
from leadline.record.access import SYSTEM
from leadline.record.doors import PAGES, open_rooms
from leadline.record.models import Heard, Hearing, Intent, LooseEnd, Program, Slip, Source, WorkItem
from leadline.record.private import answer_links
from leadline.record.results import findings_of, last_round
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.slipping import answer
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
        if name == "slip":
            return start + str(Slip.objects.get(program=self.program).pk)
        if name == "source":
            return start + str(Source.objects.get(program=self.program).pk)
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
    """With what the examples have no need of: a milestone held better than computed, a target of a past release, an estimate changed, a range asked for."""
    late = snapshot.milestones[0].id
    said = Judgement("held", late, "on-track", "The bank has a second slot.", snapshot.people[0].id, scene.MONDAY)
    aimed = Target(
        "kept", "Prices for 2.4", release="2.4", release_on=scene.MONDAY - timedelta(days=20), outcome="kept"
    )
    asked = Estimation("range-one", snapshot.work[0].id, asked=(snapshot.people[0].id,), asked_on=scene.MONDAY)
    moved = Revision("moved", snapshot.work[0].id, changed_on=scene.MONDAY - timedelta(days=9), was="2d", became="3-8d")
    own = snapshot.components or (
        Component("part", "checkout: pay", path="pay", serves=late, files=12, changes=31, usual_changes=12.5, hotspot=0.6,
                  hot_files=("pay/card.py",), truck_factor=1, orphaned=0.25, touched_on=scene.MONDAY, measured_on=scene.MONDAY),
        Component("whole", "checkout", path="/", files=40, changes=52, usual_changes=41.0, hotspot=1.0, truck_factor=2,
                  merge_days=3.5, usual_merge_days=1.5, touched_on=scene.MONDAY, measured_on=scene.MONDAY),
    )  # fmt: skip
    version = Release("v24", "v2.4", "whole", scene.MONDAY - timedelta(days=20), 14, 6.5)
    return replace(
        snapshot,
        components=own,
        releases=snapshot.releases or (version,),
        judgements=snapshot.judgements or (said,),
        targets=snapshot.targets or (aimed,),
        revisions=snapshot.revisions or (moved,),
        estimations=snapshot.estimations or (asked,),
    )


def _connect(program: Program) -> None:
    """A tracker that was read, with words of its own, something it could not use, and an agreed change it does not say yet."""
    words = {"states": {"In review": "doing", "Parked": ""}, "people": {"mlind": ""}}
    source = Source.objects.create(
        program=program, address="github:halden/checkout", kind="github", title="halden/checkout", connected_at=scene.NOON,
        state=Source.WELL, heard_at=scene.NOON, words=words, counts={"open issues": 12}, writes=True,
        missing=["Projects are not read: the token may not."], budget={"limit": 5000, "remaining": 4210, "resets_at": None},
    )  # fmt: skip
    item = WorkItem.objects.filter(program=program, retired_at=None).order_by("key")[0]
    WorkItem.objects.filter(pk=item.pk).update(heard_from=source.address)
    made = [["work", item.key, False]]
    odd = ["An estimate “soon” is no number of days, so it was left out."]
    Heard.objects.create(source=source, subject="issue/1", parts=b"", made=made, problems=odd, heard_at=scene.NOON)
    Hearing.objects.create(
        source=source, kind=Hearing.WHOLE, began_at=scene.NOON, ended_at=scene.NOON, read=12, added=12, requests=3,
        differences={"missed": 0, "changed": 0, "gone": 0, "moved": 0},
    )  # fmt: skip
    LooseEnd.objects.create(
        source=source,
        noun="dependency",
        key="d1",
        ends=["url:https://jira.example/PAY-7", item.key],
        value={"id": "d1"},
    )
    own = {"noun": "work", "key": item.key, "field": "name", "value": f"{item.name} again", "heard": item.name}
    Intent.objects.create(program=program, made_at=scene.NOON, **own)


def _slip(program: Program) -> None:
    """A slip that was asked about and computed, beside the plan."""
    snapshot = load_snapshot(program, scene.MONDAY)
    milestone = next(one.id for one in snapshot.promises if one.milestone and one.state == "agreed")
    row = Slip.objects.create(
        program=program, milestone=milestone, days=21, because="The bank moved its test window.", asked_at=scene.NOON
    )
    answer(row, lambda: scene.NOON, lambda share, says: None)


@contextmanager
def open_halden() -> Iterator[Halden]:
    """The examples, with one round each, behind a server; the database is empty again afterwards."""
    futures, settings.FUTURES = settings.FUTURES, 400
    programs = [store(_whole(one.snapshot), scene.NOON, pinned=True) for one in read_files(EXAMPLES)]
    for program in programs:
        scene.run_round(program)
    first = max(programs, key=lambda one: len(load_snapshot(one, scene.MONDAY).work))
    _connect(first)
    _slip(first)
    server = LiveServer("localhost")
    try:
        yield Halden(server.url, first, load_snapshot(first, first.pinned_on))
    finally:
        server.stop()
        settings.FUTURES = futures
        call_command("flush", verbosity=0, interactive=False)
