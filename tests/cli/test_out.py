"""Taking a program out by commands, and its calendar feeds."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from tests.cli.conftest import Leadline

from leadline.desk.taking_out import FORMATS
from leadline.record.models import WorkItem
from leadline.record.private.models import CalendarFeed

pytestmark = pytest.mark.django_db


def test_every_format_is_written_by_its_name_and_by_the_ending_of_the_file(checkout: Leadline, tmp_path: Path) -> None:
    for one in FORMATS.values():
        named, ended = tmp_path / f"{one.name}.out", tmp_path / f"checkout.{one.ending}"

        assert checkout("export", "--format", one.name, "--to", named).exit_code == 0
        assert checkout("export", "--to", ended).exit_code == 0
        assert named.read_bytes() == ended.read_bytes()


def test_a_format_there_is_not_is_answered_with_those_there_are(checkout: Leadline) -> None:
    answer = checkout("export", "--format", "pdf")

    assert answer.exit_code == 2
    assert f"Write {', '.join(sorted(FORMATS)[:-1])} or {sorted(FORMATS)[-1]}." in answer.stderr


def test_what_a_format_leaves_out_is_said_beside_it(checkout: Leadline) -> None:
    answer = checkout("export", "--format", "csv")

    assert answer.stdout_bytes.decode("utf-8-sig").startswith("Key,Task,State")
    assert "Only the work items are in it, not: 1 promises." in answer.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_items_taken_out_are_brought_in_without_a_question(checkout: Leadline, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"items.{ending}"
    checkout("export", "--to", file)

    answer = checkout("import", file, "--program", "copy")

    assert answer.exit_code == 0, answer.output
    assert "copy: " in answer.stdout
    copied = WorkItem.objects.filter(program__key="copy").order_by("key")
    assert [(one.key, one.name, one.assignee, one.milestone) for one in copied] == [
        ("A", "Payment form", "mara", "live"),
        ("B", "Receipts", "mara", "live"),
    ]


def test_a_zip_goes_through_a_pipe(checkout: Leadline) -> None:
    packed = zipfile.ZipFile(io.BytesIO(checkout("export", "--format", "zip").stdout_bytes))

    assert packed.namelist() == ["items.csv", "milestones.csv", "people.csv", "promises.csv"]


def test_a_feed_is_made_listed_and_taken_back(checkout: Leadline, client: Client) -> None:
    address = checkout("make-feed", "--of", "mara").stdout.splitlines()[1]
    path = "/calendar/" + address.partition("/calendar/")[2]
    assert client.get(path).status_code == 200

    listed = json.loads(checkout("feeds", "--json").stdout)["feeds"]
    assert [(one["of"], one["read_at"] is not None) for one in listed] == [("mara", True)]
    assert checkout("revoke-feed", listed[0]["feed"]).exit_code == 0

    assert client.get(path).status_code == 404
    assert "There is no calendar feed" in checkout("feeds").stderr
    assert checkout("revoke-feed", listed[0]["feed"]).exit_code == 3


def test_no_list_of_feeds_and_no_journal_tells_an_address(checkout: Leadline) -> None:
    told = json.loads(checkout("make-feed", "--json").stdout)
    token = told["secret"].rpartition("/")[2].removesuffix(".ics")

    assert CalendarFeed.objects.count() == 1
    assert token not in checkout("feeds").stdout + checkout("feeds", "--json").stdout + checkout("journal").stdout
