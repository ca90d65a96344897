"""The import page: files wait until they are confirmed, every choice can be changed, nothing is kept unseen."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leadline.desk import upload_reading, uploads
from leadline.program import document
from leadline.record.access import Who
from leadline.record.models import Account, Import, Job, JournalLine, Program, RememberedMapping, Role, WorkItem
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.work import do
from leadline.web import importing as door

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TICKETS = """\
Key,Summary,Assignee,Status,Days,When,Colour
PAY-1,Payment form,Mara,In Progress,3-8d,03/04/2026,red
PAY-2,Receipts,Mara,To Do,5d,,blue
PAY-3,Refunds,Ines,To Do,8-3d,,blue
"""
CHECKOUT = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "people": [{"id": "mara", "name": "Mara"}],
    "milestones": [{"id": "live", "name": "Checkout live"}],
}
RAIL = "id: rail\nname: Rail\nas_of: 2026-03-02\nmilestones: [{id: track, name: Track laid}]\n"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def program(db: None) -> Program:
    return store(document.read(CHECKOUT), NOON, pinned=True)


@pytest.fixture
def noor(client: Client, db: None) -> Client:
    account = Account.objects.create_account("noor@example.com", "Noor", owner=True)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def file(name: str, text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def bring(client: Client, *files: SimpleUploadedFile, to: str = "/p/checkout/import", **more: str) -> Any:
    return client.post(f"{to}/upload", {"file": list(files), **more}, follow=True)


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def token_of(answer: Any) -> str:
    return str(answer.redirect_chain[-1][0].partition("upload=")[2])


def work(program: Program, id: str) -> Any:
    return load_snapshot(program, NOON.date()).find("work", id)


def press(client: Client, step: str, answer: Any, *, to: str = "/p/checkout/import", **given: str) -> Any:
    return client.post(f"{to}/{step}", {"upload": token_of(answer), **given}, follow=True)


def test_before_the_first_import_the_page_says_what_it_takes_and_how_much(program: Program, noor: Client) -> None:
    text = text_of(noor.get("/p/checkout/import"))

    assert "Up to 50 MB a file and 60 MB together" in text
    assert "No import yet" in text
    assert "Make a new program of a file" in text


def test_a_table_is_shown_with_its_effect_and_nothing_is_kept_yet(program: Program, noor: Client) -> None:
    text = text_of(bring(noor, file("tickets.csv", TICKETS)))

    # Ines is new, Mara is known by her name; three tickets.
    assert "tickets.csv: 4 new" in text
    assert "Files of this shape were never imported before" in text
    assert "tickets.csv:4 Days 8-3d is not a range. Put the smaller number first" in text
    assert "Not used in tickets.csv: Colour" in text
    assert "Payment form · Receipts · Refunds" in text
    assert not WorkItem.objects.exists()
    assert not Import.objects.exists()


def test_it_is_kept_when_somebody_says_so_and_remembered_by_its_shape(program: Program, noor: Client) -> None:
    kept = press(noor, "keep", bring(noor, file("tickets.csv", TICKETS)))

    assert "Checkout: 4 added, 0 changed, 0 gone." in text_of(kept)
    assert [one.id for one in load_snapshot(program, NOON.date()).work] == ["pay-1", "pay-2", "pay-3"]
    assert JournalLine.objects.get().who == "Noor"
    assert RememberedMapping.objects.exists()
    again = text_of(bring(noor, file("tickets.csv", TICKETS)))
    assert "tickets.csv would change nothing" in again
    assert "This very file was imported before" in again
    assert "never imported before" not in again


def test_what_a_column_is_can_be_changed_from_a_list(program: Program, noor: Client) -> None:
    read = bring(noor, file("tickets.csv", TICKETS))
    # Columns in the order of the file: Key, Summary, Assignee, Status, Days, When, Colour.
    changed = press(noor, "change", read, **{"role-5": "not_before", "form-5": "m-d-y", "role-6": "team", "role-3": ""})
    press(noor, "keep", changed)

    after = load_snapshot(program, NOON.date())
    assert [one.name for one in after.teams] == ["blue", "red"]
    assert work(program, "pay-1").not_before is not None
    assert work(program, "pay-1").state == "todo"
    assert "“Colour” makes a team of each of its values." in text_of(changed)


def test_the_way_days_are_written_can_be_changed(program: Program, noor: Client) -> None:
    read = press(noor, "change", bring(noor, file("tickets.csv", TICKETS)), **{"role-5": "not_before"})
    assert "2026-04-03" in text_of(read)

    read = press(noor, "change", read, **{"form-5": "m-d-y"})

    assert "2026-03-04" in text_of(read)


def test_two_columns_cannot_be_the_same(program: Program, noor: Client) -> None:
    answer = press(noor, "change", bring(noor, file("tickets.csv", TICKETS)), **{"role-6": "name"})

    assert "“Summary” and “Colour” are both chosen as: Name of the work. Choose one of them." in text_of(answer)
    assert not WorkItem.objects.exists()


def test_a_table_without_a_name_for_its_work_is_not_read(program: Program, noor: Client) -> None:
    answer = press(noor, "change", bring(noor, file("tickets.csv", TICKETS)), **{"role-0": "", "role-1": ""})

    assert "Choose the column that is the name of the work" in text_of(answer)


def test_choosing_columns_anew_leaves_the_facts_with_their_source(program: Program, noor: Client) -> None:
    press(noor, "keep", bring(noor, file("tickets.csv", TICKETS)))

    later = bring(noor, file("tickets-of-friday.csv", TICKETS.replace("Receipts", "All receipts")))
    press(noor, "keep", press(noor, "change", later, **{"role-6": "kind"}))

    assert {one.heard_from for one in WorkItem.objects.all()} == {"file:tickets.csv"}
    assert WorkItem.objects.get(key="pay-2").name == "All receipts"


def test_a_name_that_could_be_two_people_is_asked(noor: Client) -> None:
    people = [{"id": "alex-b", "name": "Alex"}, {"id": "alex-k", "name": "Alex"}]
    program = store(document.read({**CHECKOUT, "people": people}), NOON, pinned=True)

    read = bring(noor, file("tickets.csv", "Key,Summary,Assignee\nPAY-1,Form,Alex\n"))
    assert "Which person is “Alex”?" in text_of(read)
    press(noor, "keep", press(noor, "change", read, **{"answer-0": "alex-k"}))

    assert work(program, "pay-1").assignee == "alex-k"


def test_a_document_shows_what_is_different(program: Program, noor: Client) -> None:
    plain = "id: checkout\nname: Checkout\nas_of: 2026-03-02\nwork: [{id: A, name: Payments}]\n"

    text = text_of(bring(noor, file("plan.yaml", plain)))

    assert "plan.yaml: 1 new, 2 gone" in text
    assert "It leaves out 1 person, 1 milestone that Checkout has now; they would leave the plan." in text


def test_the_document_of_another_program_leaves_this_one_alone(program: Program, noor: Client) -> None:
    read = bring(noor, file("rail.yaml", RAIL))
    assert "It becomes a program of its own: Rail" in text_of(read)

    press(noor, "keep", read)

    assert [one.name for one in load_snapshot(program, NOON.date()).milestones] == ["Checkout live"]
    assert Program.objects.get(key="rail").name == "Rail"


def test_a_document_that_does_not_say_whose_it_is_belongs_where_it_was_dropped(program: Program, noor: Client) -> None:
    press(noor, "keep", bring(noor, file("work.json", '{"work": [{"id": "A", "name": "Payments"}]}')))

    assert [one.id for one in load_snapshot(program, NOON.date()).work] == ["A"]


def test_a_file_becomes_a_new_program(noor: Client) -> None:
    read = bring(noor, file("rail.yaml", RAIL), to="/import")
    kept = press(noor, "keep", read, to="/import")

    assert "Rail: 1 added, 0 changed, 0 gone." in text_of(kept)
    assert kept.redirect_chain[-1][0].startswith("/p/rail/import?upload=")


def test_only_the_owner_brings_new_programs_and_only_who_runs_one_brings_files(
    program: Program, client: Client
) -> None:
    for role, page, post in (("tpm", 200, 200), ("lead", 200, 403), ("member", 403, 403)):
        account = Account.objects.create_account(f"{role}@example.com", role.title())
        Role.objects.create(account=account, program=program, role=role)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

        assert client.get("/import").status_code == 403
        assert client.post("/import/upload", {"file": file("rail.yaml", RAIL)}).status_code == 403
        assert client.get("/p/checkout/import").status_code == page
        assert "Make a new program" not in text_of(client.get("/p/checkout/import"))
        assert bring(client, file("tickets.csv", TICKETS)).status_code == post
        if role == "tpm":
            assert "only the owner brings a new one in" in text_of(bring(client, file("rail.yaml", RAIL)))


def test_nobody_sees_the_upload_of_somebody_else(program: Program, noor: Client) -> None:
    token = token_of(bring(noor, file("tickets.csv", TICKETS)))
    other = Account.objects.create_account("ines@example.com", "Ines", owner=True)
    noor.force_login(other, backend="django.contrib.auth.backends.ModelBackend")

    assert "That upload is gone" in text_of(noor.get(f"/p/checkout/import?upload={token}"))
    assert noor.get(f"/p/checkout/import/progress?upload={token}").status_code == 404
    noor.post("/p/checkout/import/keep", {"upload": token})
    assert not WorkItem.objects.exists()


def test_an_upload_can_be_put_away(program: Program, noor: Client, own_home: Path) -> None:
    answer = press(noor, "drop", bring(noor, file("tickets.csv", TICKETS)))

    assert "Put away. Nothing was imported." in text_of(answer)
    assert list((own_home / "uploads").iterdir()) == []


def test_files_wait_for_a_day(program: Program, noor: Client, own_home: Path) -> None:
    token = token_of(bring(noor, file("tickets.csv", TICKETS)))

    uploads.sweep(datetime.now(UTC) + timedelta(hours=23))
    assert uploads.find(token, None) is not None
    uploads.sweep(datetime.now(UTC) + timedelta(hours=25))

    assert "That upload is gone" in text_of(noor.get(f"/p/checkout/import?upload={token}"))


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.csv", "..\\..\\boot.csv", ".csv", "upload.json", "a\n<script>.csv", "ü" * 300 + ".csv", "\u202e.csv"],
)  # fmt: skip
def test_a_name_from_outside_cannot_leave_its_folder(own_home: Path, name: str) -> None:
    upload = uploads.receive([(name, [b"data"])], Who("Noor"), NOON)

    assert [one.parent for one in upload.paths] == [own_home / "uploads" / upload.token]
    assert upload.paths[0].read_bytes() == b"data"
    assert len(upload.files[0].encode()) < 140
    assert uploads.find(upload.token, Who("Noor")) is None  # Nobody's account, nobody's upload.


def test_an_address_cannot_name_a_folder_elsewhere(own_home: Path) -> None:
    (own_home / "uploads").mkdir()
    (own_home / "upload.json").write_text("{}")

    assert uploads.find("..", None) is None
    assert uploads.find("../../etc/passwd-and-more", None) is None


def test_more_than_the_limit_is_refused_before_it_is_read(
    program: Program, noor: Client, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 1_000)
    monkeypatch.setattr(door, "SLACK", 0)
    answer = noor.post("/p/checkout/import/upload", {"file": file("big.csv", "a" * 2_000)})
    assert answer.status_code == 413
    assert "Up to 50 MB a file and 60 MB together. Split what is larger." in text_of(answer)

    monkeypatch.setattr(door, "SLACK", 10_000)
    answer = bring(noor, file("big.csv", "a" * 2_000))

    assert "These files have more than 0 MB" in text_of(answer)
    assert list((own_home / "uploads").iterdir()) == []


def test_a_form_without_a_file_or_with_a_wrong_day_is_refused(program: Program, noor: Client) -> None:
    assert "Choose a file first" in text_of(noor.post("/p/checkout/import/upload", {}, follow=True))
    assert "“soon” is no day" in text_of(bring(noor, file("tickets.csv", TICKETS), as_of="soon"))
    assert "There is no such mapping" in text_of(bring(noor, file("tickets.csv", TICKETS), mapping="../x"))


def test_a_mapping_that_does_not_fit_says_which_columns_are_missing(program: Program, noor: Client) -> None:
    answer = bring(noor, file("tickets.csv", TICKETS), mapping="kubernetes_enhancements")

    assert "Nothing was imported" in text_of(answer)
    assert "has the columns of none of its tables" in text_of(answer)


def test_a_large_file_is_read_and_kept_by_a_worker_with_progress(
    program: Program, noor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_reading, "SMALL", 0)
    read = bring(noor, file("tickets.csv", TICKETS))
    token = token_of(read)
    here = f"/p/checkout/import?upload={token}"
    assert "Reading tickets.csv: waiting for a worker" in text_of(read)
    assert f'data-poll="/p/checkout/import/progress?upload={token}"' in read.content.decode()
    assert "still being read" in text_of(press(noor, "keep", read))

    do(Job.objects.get())

    assert f'data-go-on="{here}"' in noor.get(f"/p/checkout/import/progress?upload={token}").content.decode()
    assert "Keeping tickets.csv" in text_of(press(noor, "keep", read))
    do(Job.objects.get(state=Job.QUEUED))
    assert "Checkout: 4 added" in text_of(noor.get(here))
    assert WorkItem.objects.count() == 3


def test_a_form_from_another_site_is_not_taken(program: Program, db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    account = Account.objects.create_account("noor@example.com", "Noor", owner=True)
    strict.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    assert strict.post("/p/checkout/import/upload", {"file": file("tickets.csv", TICKETS)}).status_code == 403


def test_what_an_import_could_not_use_stays_with_it(program: Program, noor: Client) -> None:
    press(noor, "keep", bring(noor, file("tickets.csv", TICKETS)))

    kept = Import.objects.get()
    text = text_of(noor.get(f"/p/checkout/import?import={kept.pk}"))

    assert "3 work items" in text
    assert "tickets.csv: 1 thing could not be used." in text
    assert "8-3d is not a range" in text


def test_a_file_brought_twice_before_it_is_kept_is_kept_once(program: Program, noor: Client) -> None:
    first, second = (bring(noor, file("tickets.csv", TICKETS)) for _ in range(2))

    press(noor, "keep", first)
    press(noor, "keep", second)
    press(noor, "keep", second)

    assert [one.state for one in Import.objects.order_by("id")] == ["done", "unchanged"]
    assert JournalLine.objects.count() == 1


def test_what_breaks_on_our_side_leaves_the_upload_for_another_try(
    program: Program, noor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    read = bring(noor, file("tickets.csv", TICKETS))
    with monkeypatch.context() as patch:
        patch.setattr("leadline.desk.importing.keep", full)
        noor.raise_request_exception = False
        assert press(noor, "keep", read).status_code == 500

    assert "tickets.csv: 4 new" in text_of(noor.get(f"/p/checkout/import?upload={token_of(read)}"))
    assert "Checkout: 4 added" in text_of(press(noor, "keep", read))
