"""The page of writes to trackers, and the command: what is agreed, as it would be written."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.rounds.notebook import Notebook
from tests.rounds.test_hear import connected, hear

from leadline.program.edits import Change
from leadline.record.access import SYSTEM
from leadline.record.doors import open_rooms, perform
from leadline.record.edits.carry_out import carry_out
from leadline.record.models import Account, Source
from leadline.rounds import reaching
from leadline.rounds.push import push
from leadline.sources import trackers

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    open_rooms()
    notebook = Notebook()
    monkeypatch.setattr(reaching, "tracker", lambda kind: notebook)
    monkeypatch.setattr(trackers, "tracker", lambda kind: notebook)
    notebook.note("n1", name="Design <b>")
    made = connected()
    hear(made)
    carry_out(made.program, Change("work", "n1", {"name": "Design it"}), NOON, NOON.date())
    return made


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(Account.objects.create_account("ines@example.com", "Ines", owner=True))
    return client


def text(owner: Client) -> str:
    return owner.get("/p/checkout/writes").content.decode()


def test_it_shows_the_difference_and_offers_no_button_where_writing_is_off(owner: Client, source: Source) -> None:
    shown = text(owner)

    assert "1 agreed change it does not say yet. Writing to it is off." in shown
    assert "do/write_changes" not in shown
    assert "Switch writing on" in shown


def test_somebody_picks_what_is_written_and_sees_what_came_of_it(owner: Client, source: Source) -> None:
    owner.post("/p/checkout/do/switch_writing", {"source": source.address, "on": "yes"})
    shown = text(owner)
    assert "Design &lt;b&gt; (n1) · name: “Design &lt;b&gt;” → “Design it”" in shown
    number = shown.split('name="change" value="')[1].split('"')[0]

    answer: Any = owner.post("/p/checkout/do/write_changes", {"source": source.address, "change": number}, follow=True)
    assert "Approved 1 write to notebook:blue." in answer.content.decode()
    source.refresh_from_db()
    push(source.change_sets.get(), lambda: NOON)

    shown = text(owner)
    assert "The trackers say what was agreed." in shown
    assert "Written" in shown


def test_without_a_tracker_it_says_how_to_connect_one(owner: Client, source: Source) -> None:
    perform("switch_writing", SYSTEM, NOON, source.program, {"source": source.address, "on": False})
    Source.objects.update(retired_at=NOON)

    assert "No tracker is connected" in text(owner)


def test_what_is_only_read_offers_no_switch(owner: Client, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trackers.tracker(source.kind), "can_be_written", False)

    shown = text(owner)

    assert "It is only read." in shown
    assert "Switch writing on" not in shown
