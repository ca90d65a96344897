"""Trackers at the doors: connected, read, their words mapped, switched, taken leave of; a token is seen by nobody."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.desk.conftest import NOON
from tests.sources.fake.notebook import NoClient, Notebook, signature

from leadline.record.access import Who
from leadline.record.doors import Refused, open_rooms, perform
from leadline.record.models import Delivery, Job, JournalLine, Program, Source, WorkItem
from leadline.record.private.models import SealedToken
from leadline.rounds import reaching
from leadline.rounds.work import do
from leadline.sources import trackers
from leadline.sources.errors import BadAddress

TOKEN = "canary-8d1f0c-token"
SECRET = "canary-5a77-secret-of-webhooks"
ADDRESS = "notebook:shelf/plans"


@pytest.fixture(autouse=True)
def notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Notebook:
    """A notebook with two entries, and nothing else to connect to."""
    settings.HOME = tmp_path
    own = Notebook({"1": {"name": "Payments", "state": "open", "who": "Mara"},
                    "2": {"name": "Refunds", "state": "Parked", "who": "Mara"}}, token=TOKEN)  # fmt: skip

    def tracker(kind: str) -> Notebook:
        if kind != "notebook":
            raise BadAddress(f"Leadline knows no tracker “{kind}”. Write notebook:shelf/title.")
        return own

    def client_of(source: Source) -> NoClient:
        return NoClient(reaching.token_of(source, reaching.host_of(own.settings(source.address, {}))))

    monkeypatch.setattr(trackers, "KINDS", ("notebook",))
    monkeypatch.setattr(trackers, "tracker", tracker)
    monkeypatch.setattr(reaching, "tracker", tracker)
    for function in (hear_module().hear, hear_module().check, hear_module().take_deliveries):
        over = {"reach": client_of}
        if function.__kwdefaults__ and "reach" in function.__kwdefaults__:
            monkeypatch.setitem(function.__kwdefaults__, "reach", client_of)
        else:
            monkeypatch.setattr(function, "__defaults__", (*(function.__defaults__ or ())[:-1], over["reach"]))
    return own


def hear_module() -> Any:
    from leadline.rounds import hear

    return hear


@pytest.fixture
def noor(client: Client, owner: Who) -> Client:
    assert owner.account is not None
    client.force_login(owner.account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def work_off() -> None:
    """Do what is queued for trackers, as a worker does."""
    while job := Job.objects.filter(lane="trackers", state=Job.QUEUED).order_by("id").first():
        Job.objects.filter(pk=job.pk).update(state=Job.RUNNING)
        job.refresh_from_db()
        do(job)
        job.refresh_from_db()
        assert job.state == Job.DONE, job.error


@pytest.fixture
def connected(program: Program, owner: Who) -> Source:
    """The notebook, connected and read."""
    given = {"address": ADDRESS, "token": TOKEN, "secret": SECRET}
    perform("connect_source", owner, NOON, program, given)
    work_off()
    perform("read_source", owner, NOON, program, {"source": ADDRESS})
    work_off()
    return Source.objects.get(address=ADDRESS)


def refusal(program: Program, owner: Who, verb: str, **given: Any) -> str:
    with pytest.raises(Refused) as refused:
        perform(verb, owner, NOON, program, given)
    return refused.value.says


def test_connecting_asks_what_there_is_and_reads_nothing(program: Program, owner: Who) -> None:
    perform("connect_source", owner, NOON, program, {"address": ADDRESS, "token": TOKEN})
    work_off()

    source = Source.objects.get()
    assert (source.state, source.title, source.counts) == ("new", "Our notebook", {"entries": 2})
    assert "margins" in source.missing[0]
    assert not WorkItem.objects.filter(heard_from=ADDRESS).exists()


def test_reading_brings_its_entries_into_the_plan(program: Program, connected: Source) -> None:
    assert set(WorkItem.objects.filter(heard_from=ADDRESS).values_list("key", flat=True)) == {"note-1", "note-2"}
    assert connected.state == "well"


def test_a_wrong_address_is_refused_with_how_it_is_written(program: Program, owner: Who) -> None:
    assert "notebook:shelf/title" in refusal(program, owner, "connect_source", address="notebook:plans")
    assert "knows no tracker" in refusal(program, owner, "connect_source", address="paper:plans")
    assert "no password" in refusal(program, owner, "connect_source", address="notebook:x@shelf/plans")
    assert not Source.objects.exists()


def test_an_address_inside_the_network_is_not_asked(program: Program, owner: Who) -> None:
    assert "LEADLINE_ALLOW_HOSTS" in refusal(program, owner, "connect_source", address="notebook:inside/plans")


def test_the_same_address_is_connected_once(program: Program, owner: Who, connected: Source) -> None:
    assert "already" in refusal(program, owner, "connect_source", address=ADDRESS)


def test_a_wrong_token_stops_it_and_says_who_must_do_what(program: Program, owner: Who, connected: Source) -> None:
    perform("give_token", owner, NOON, program, {"source": ADDRESS, "token": "another"})
    work_off()

    connected.refresh_from_db()
    assert connected.state == "stopped"
    assert "Make a new one" in connected.says


def test_a_word_with_another_meaning_is_read_anew(program: Program, owner: Who, connected: Source) -> None:
    perform(
        "map_word", owner, NOON, program, {"source": ADDRESS, "kind": "states", "word": "Parked", "meaning": "dropped"}
    )
    work_off()

    assert WorkItem.objects.get(key="note-2").state == "dropped"
    assert "no state" in refusal(program, owner, "map_word", source=ADDRESS, kind="states", word="a", meaning="b")
    assert "kind of word" in refusal(program, owner, "map_word", source=ADDRESS, kind="colours", word="a", meaning="b")


def test_many_words_are_said_at_once(program: Program, owner: Who, connected: Source) -> None:
    given = {"source": ADDRESS, "kind": "states", "word": ["open", "Parked"], "meaning": ["doing", ""]}
    perform("map_word", owner, NOON, program, given)

    connected.refresh_from_db()
    assert connected.mapping == {"states": {"open": "doing"}}


def test_a_person_is_matched_by_a_persons_word_only(program: Program, owner: Who, connected: Source) -> None:
    assert WorkItem.objects.get(key="note-1").assignee == "nb-Mara"

    perform("match_person", owner, NOON, program, {"source": ADDRESS, "login": "Mara", "person": "mara"})
    work_off()

    assert WorkItem.objects.get(key="note-1").assignee == "mara"
    assert "no person" in refusal(program, owner, "match_person", source=ADDRESS, login="Mara", person="nobody")


def test_switched_off_it_is_not_read_and_its_facts_stay(program: Program, owner: Who, connected: Source) -> None:
    perform("switch_source", owner, NOON, program, {"source": ADDRESS, "on": "no"})

    assert "switched off" in refusal(program, owner, "read_source", source=ADDRESS)
    assert WorkItem.objects.filter(heard_from=ADDRESS, retired_at=None).count() == 2
    perform("switch_source", owner, NOON, program, {"source": ADDRESS, "on": "yes"})
    perform("read_source", owner, NOON, program, {"source": ADDRESS})


def test_writing_is_off_until_somebody_switches_it_on(program: Program, owner: Who, connected: Source) -> None:
    assert connected.writes is False
    perform("switch_writing", owner, NOON, program, {"source": ADDRESS, "on": "yes"})
    connected.refresh_from_db()
    assert connected.writes is True


@pytest.mark.parametrize("facts", ["stay", "leave"])
def test_disconnected_and_connected_again_it_goes_on_with_the_same_ids(
    program: Program, owner: Who, connected: Source, facts: str
) -> None:
    before = dict(WorkItem.objects.filter(heard_from=ADDRESS).values_list("key", "pk"))

    perform("drop_source", owner, NOON, program, {"source": ADDRESS, "facts": facts})

    assert not SealedToken.objects.exists()
    standing = WorkItem.objects.filter(key__in=before, retired_at=None)
    assert standing.count() == (2 if facts == "stay" else 0)
    assert not standing.exclude(heard_from="").exists()

    perform("connect_source", owner, NOON, program, {"address": ADDRESS, "token": TOKEN})
    perform("read_source", owner, NOON, program, {"source": ADDRESS})
    work_off()
    again = WorkItem.objects.filter(heard_from=ADDRESS, retired_at=None)
    assert dict(again.values_list("key", "pk")) == before


def test_losses_are_agreed_to_by_a_person(program: Program, owner: Who, connected: Source, notebook: Notebook) -> None:
    del notebook.entries["2"]
    perform("agree_to_losses", owner, NOON, program, {"source": ADDRESS})
    work_off()

    assert WorkItem.objects.get(key="note-2").retired_at is not None


def hooked(client: Client, source: Source, body: bytes, **more: str) -> int:
    headers = {"X-Signature": signature(body, SECRET), "X-Delivery": "one", **more}
    answer = client.post(f"/hooks/{source.pk}", body, content_type="application/json", headers=headers)
    return answer.status_code


BODY = json.dumps({"number": "3", "name": "Receipts", "state": "open", "who": "Mara"}).encode()


def test_a_signed_webhook_is_kept_once_and_worked_on_later(connected: Source) -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert hooked(stranger, connected, BODY) == 202
    assert not WorkItem.objects.filter(key="note-3").exists()
    assert hooked(stranger, connected, BODY) == 200

    work_off()
    assert WorkItem.objects.filter(key="note-3", heard_from=ADDRESS).exists()
    assert Delivery.objects.count() == 1


def test_an_unsigned_large_or_unknown_webhook_is_refused(connected: Source, client: Client) -> None:
    assert hooked(client, connected, BODY, **{"X-Signature": "guessed"}) == 403
    assert hooked(client, connected, b"x" * (5 * 2**20 + 1)) == 413
    assert hooked(client, connected, b"no json") == 400
    assert client.post("/hooks/999999", BODY, content_type="application/json").status_code == 404
    assert not Delivery.objects.exists()


def test_what_sends_no_webhooks_and_is_only_read_offers_neither(
    program: Program, owner: Who, connected: Source, noor: Client, notebook: Notebook
) -> None:
    notebook.sends_webhooks = notebook.can_be_written = False

    assert "sends no signed webhooks" in refusal(program, owner, "give_secret", source=ADDRESS, secret=SECRET)
    assert "is only read" in refusal(program, owner, "switch_writing", source=ADDRESS, on="yes")
    shown = noor.get(f"/p/{program.key}/source/{connected.pk}").content.decode()
    assert "What its words mean" in shown
    assert "Webhooks" not in shown
    assert "be written to it" not in shown


def test_without_a_secret_no_webhook_is_taken(program: Program, owner: Who, connected: Source, client: Client) -> None:
    assert "guessed" in refusal(program, owner, "give_secret", source=ADDRESS, secret="short")
    perform("give_secret", owner, NOON, program, {"source": ADDRESS})
    assert hooked(client, connected, BODY) == 403


def test_the_pages_say_how_it_stands(connected: Source, noor: Client) -> None:
    listed = noor.get("/p/checkout/sources").content.decode()
    one = noor.get(f"/p/checkout/source/{connected.pk}").content.decode()

    assert ADDRESS in listed
    assert "Heard" in listed
    assert "Our notebook" in one
    assert "margins" in one
    assert "The state “Parked” means nothing here yet." in one
    assert f"/hooks/{connected.pk}" in one


def test_a_source_of_another_program_is_unknown(connected: Source, noor: Client) -> None:
    assert noor.get("/p/checkout/source/999").status_code == 404
    assert noor.get("/p/checkout/source/none").status_code == 404


def test_a_tracker_makes_a_program_where_there_is_none(db: None, noor: Client) -> None:
    open_rooms()
    assert ADDRESS.split(":")[0] in noor.get("/connect").content.decode()
    answer = noor.post("/connect", {"address": ADDRESS, "token": TOKEN})

    source = Source.objects.get()
    assert source.program.key == "plans"
    assert answer.headers["Location"] == f"/p/plans/source/{source.pk}"
    assert noor.get(answer.headers["Location"]).status_code == 200


def test_a_refused_address_makes_no_program(db: None, noor: Client) -> None:
    answer = noor.post("/connect", {"address": "notebook:plans", "token": TOKEN})

    assert answer.status_code == 422
    assert TOKEN not in answer.content.decode()
    assert not Program.objects.exists()


def test_a_refused_form_never_shows_a_token_again(program: Program, noor: Client) -> None:
    for verb in ("connect_source", "give_token", "no_such_verb"):
        answer = noor.post(f"/p/checkout/do/{verb}", {"address": "wrong", "token": TOKEN, "secret": SECRET})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert TOKEN not in page
        assert SECRET not in page


def test_nobody_finds_the_token_anywhere(
    program: Program, connected: Source, noor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    from django.core import serializers
    from django.db import connection

    hooked(noor, connected, BODY)
    work_off()
    base = "/p/checkout"
    pages = [f"{base}/sources", f"{base}/source/{connected.pk}", f"{base}/connect", f"{base}/journal", f"{base}/facts",
             f"{base}/source/{connected.pk}/progress", f"{base}/source/0", f"{base}/monday"]  # fmt: skip
    seen = [noor.get(one).content.decode() for one in pages]
    seen += [line.says for line in JournalLine.objects.all()]
    seen += [
        serializers.serialize("json", table.objects.all())
        for table in (Source, Job, JournalLine, Delivery, SealedToken)
    ]
    connection.ensure_connection()
    seen.append(connection.connection.serialize().decode("latin-1"))
    seen.append(caplog.text)

    assert not [text[:80] for text in seen if TOKEN in text or SECRET in text]


@pytest.mark.parametrize("token", ["canary\ntoken", "canary\x00token", "canary" * 2000])
def test_what_can_be_no_token_is_refused_and_not_repeated(program: Program, owner: Who, token: str) -> None:
    with pytest.raises(Refused, match="no token") as refusal:
        perform("connect_source", owner, NOON, program, {"address": ADDRESS, "token": token})

    assert "canary" not in refusal.value.says
    assert not Source.objects.exists()


def test_what_hangs_about_a_copied_token_is_left_off(program: Program, owner: Who) -> None:
    perform("connect_source", owner, NOON, program, {"address": ADDRESS, "token": f"  {TOKEN}\n"})

    assert reaching.token_of(Source.objects.get(), "notebook.example") == TOKEN


def test_every_act_says_who_did_it_without_a_word_of_the_token(program: Program, connected: Source) -> None:
    lines = list(JournalLine.objects.order_by("id").values_list("verb", "says"))
    assert lines == [("connect_source", f"Connected {ADDRESS}."), ("read_source", f"Asked to read {ADDRESS}.")]


def test_a_part_of_a_repository_means_something_of_the_plan(
    program: Program, owner: Who, connected: Source, noor: Client
) -> None:
    Source.objects.filter(pk=connected.pk).update(words={"parts": {"src/pay": ""}})
    given = {"source": ADDRESS, "kind": "parts", "word": "src/pay"}

    assert "no project or milestone or work" in refusal(program, owner, "map_word", **given, meaning="nothing-there")
    perform("map_word", owner, NOON, program, {**given, "meaning": "live"})

    body = noor.get(f"/p/{program.key}/source/{connected.pk}").content.decode()
    assert '<option value="live" selected' in body
