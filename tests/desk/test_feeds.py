"""Calendar feeds: secret, shown once, taken back, and never more than whoever made them may see."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from leadline.desk import program_days
from leadline.desk.program_days import entries_of
from leadline.program import document
from leadline.record.access import Who
from leadline.record.doors import Done, Refused, perform
from leadline.record.models import Account, JournalLine, Program, Role
from leadline.record.private import feeds
from leadline.record.private.models import CalendarFeed
from leadline.record.snapshots import store
from leadline.web import taking_out

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = NOON.date()

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(program: Program) -> Program:
    """The checkout program with days off, and something Mara is asked."""
    plain = document.read({
        "id": "checkout", "name": "Checkout", "as_of": "2026-03-02",
        "calendars": [{"id": "five", "name": "Berlin", "holidays": ["2026-04-03"]}],
        "people": [
            {"id": "mara", "name": "Mara", "absences": [{"first": "2026-03-09", "last": "2026-03-13"}]},
            {"id": "ines", "name": "Ines", "absences": [{"first": "2026-05-04", "last": "2026-05-04"}]},
        ],
        "milestones": [
            {"id": "live", "name": "Checkout live", "owner": "ines"}, {"id": "freeze", "baseline_on": "2026-03-27"},
        ],
        "work": [
            {"id": "A", "name": "Payments", "milestone": "live", "assignee": "mara", "baseline_on": "2026-03-12"},
            {"id": "B", "name": "Refunds", "assignee": "ines", "baseline_on": "2026-03-14", "state": "done"},
        ],
        "asks": [
            {"id": "q", "text": "Which key?", "asker": "ines", "owed_by": "mara", "due": "2026-03-05"},
            {"id": "r", "text": "And this?", "owed_by": "mara", "due": "2026-03-05", "answered_on": "2026-03-01"},
        ],
        "promises": [{"id": "p1", "milestone": "live", "due": "2026-03-20", "doers": ["mara"]}],
    })  # fmt: skip
    return store(plain, NOON, pinned=True)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Holds the clock of the web door."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(taking_out, "now", lambda: moment)

    at(NOON)
    return at


def member(program: Program, person: str, role: str = "member") -> Who:
    account = Account.objects.create_account(f"{person}@example.com", person.title())
    Role.objects.create(account=account, program=program, role=role, person=person)
    return Who(person.title(), account=account)


def made(who: Who, program: Program, of: str = "") -> Done:
    return perform("make_feed", who, NOON, program, {"of": of})


def days(answer: Any) -> dict[str, tuple[date, date]]:
    assert answer.status_code == 200, answer.content
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(one["summary"]): (one.decoded("dtstart"), one.decoded("dtend")) for one in events}


def test_a_feed_of_the_program_is_read_without_signing_in(client: Client, own: Program, owner: Who) -> None:
    answer = client.get(made(owner, own).secret)

    assert days(answer) == {
        "Checkout live: promised": (date(2026, 3, 20), date(2026, 3, 21)),
        "freeze: planned": (date(2026, 3, 27), date(2026, 3, 28)),
        "Berlin: nobody works": (date(2026, 4, 3), date(2026, 4, 4)),
    }
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies


def test_a_feed_of_ones_own_days_has_nobody_elses(client: Client, own: Program) -> None:
    mara = member(own, "mara")

    answer = client.get(made(mara, own, "mara").secret)

    assert days(answer) == {
        "Mara: off": (date(2026, 3, 9), date(2026, 3, 14)),
        "Payments: to be done": (date(2026, 3, 12), date(2026, 3, 13)),
        "Ines waits for an answer": (date(2026, 3, 5), date(2026, 3, 6)),
        "Checkout live: promised": (date(2026, 3, 20), date(2026, 3, 21)),
    }


def test_somebody_elses_days_are_given_only_by_those_who_run_the_program(own: Program, owner: Who) -> None:
    with pytest.raises(Refused, match="somebody else's days"):
        made(member(own, "mara"), own, "ines")
    with pytest.raises(Refused, match="no person “nix”"):
        made(owner, own, "nix")

    assert CalendarFeed.objects.count() == 0
    assert made(owner, own, "ines").secret


def test_the_token_is_kept_nowhere_and_shown_once(client: Client, own: Program, owner: Who) -> None:
    assert owner.account is not None
    client.force_login(owner.account, backend="django.contrib.auth.backends.ModelBackend")

    page = client.post("/p/checkout/do/make_feed", {"of": ""})

    address = page.content.decode().partition("/calendar/")[2].partition(".ics")[0]
    assert len(address) >= 43
    assert page["Cache-Control"] == "no-store"
    assert Client().get(f"/calendar/{address}.ics").status_code == 200
    feed = CalendarFeed.objects.get()
    assert address not in repr(feed.__dict__)
    assert address not in "".join(map(repr, JournalLine.objects.values()))
    assert address not in client.get("/p/checkout/out").content.decode()
    assert address not in client.get("/p/checkout/journal").content.decode()


def test_a_feed_that_was_taken_back_is_as_if_it_never_was(client: Client, own: Program, owner: Who) -> None:
    secret = made(owner, own).secret
    never = client.get("/calendar/abcdefghijklmnopqrstuvwxyz012345.ics")

    perform("revoke_feed", owner, NOON, own, {"feed": str(CalendarFeed.objects.get().pk)})
    gone = client.get(secret)

    assert (gone.status_code, gone.content) == (404, never.content)
    assert never.status_code == 404


def test_a_feed_shows_no_more_than_its_maker_may_see_today(client: Client, own: Program) -> None:
    mara, tpm = member(own, "mara"), member(own, "ines", "tpm")
    program, person = made(mara, own).secret, made(tpm, own, "mara").secret
    assert client.get(program).status_code == client.get(person).status_code == 200

    Role.objects.filter(account=mara.account).delete()
    Role.objects.filter(account=tpm.account).update(role="member")

    assert client.get(program).status_code == 404
    assert client.get(person).status_code == 404


def test_a_closed_account_or_program_closes_its_feeds(client: Client, own: Program, owner: Who) -> None:
    mara = member(own, "mara")
    first, second = made(mara, own).secret, made(owner, own).secret
    assert mara.account is not None

    Account.objects.filter(pk=mara.account.pk).update(is_active=False)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    Program.objects.update(retired_at=NOON)
    assert client.get(second).status_code == 404


def test_everybody_takes_back_their_own_and_those_of_their_own_days(own: Program, owner: Who) -> None:
    mara, ines = member(own, "mara"), member(own, "ines")
    made(owner, own)
    made(owner, own, "mara")
    made(ines, own)

    assert [one.person for one in feeds.seen_by(mara, own)] == ["mara"]
    assert [one.made_by for one in feeds.seen_by(ines, own)] == ["Ines"]
    assert len(feeds.seen_by(owner, own)) == 3
    other = feeds.seen_by(ines, own)[0].pk
    with pytest.raises(Refused, match="that you may take back"):
        perform("revoke_feed", mara, NOON, own, {"feed": str(other)})


def test_a_feed_answers_so_often_within_an_hour_and_then_says_when(
    client: Client, own: Program, owner: Who, noon: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_READS", 3)
    secret = made(owner, own).secret

    answers = [client.get(secret).status_code for _ in range(4)]
    noon(NOON + timedelta(minutes=20))
    wait = client.get(secret)
    noon(NOON + timedelta(hours=1))

    assert answers == [200, 200, 200, 429]
    assert (wait.status_code, wait["Retry-After"]) == (429, str(40 * 60))
    assert client.get(secret).status_code == 200


def test_what_has_not_changed_is_not_sent_again(client: Client, own: Program, owner: Who) -> None:
    secret = made(owner, own).secret
    mark = client.get(secret)["ETag"]

    same = client.get(secret, headers={"if-none-match": mark})
    Program.objects.update(facts_version=own.facts_version + 10)
    newer = client.get(secret, headers={"if-none-match": mark})

    assert (same.status_code, same.content) == (304, b"")
    assert newer.status_code == 200


def test_there_are_only_so_many_feeds(own: Program, owner: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_FEEDS", 1)
    made(owner, own)

    with pytest.raises(Refused, match="1 calendar feeds"):
        made(owner, own)


def test_a_calendar_holds_only_so_many_days_and_those_next_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_days, "MOST_ENTRIES", 2)
    on = ("2026-02-01", "2026-03-05", "2026-06-01", "2026-09-01")
    milestones = [{"id": f"m{number}", "baseline_on": day} for number, day in enumerate(on)]

    entries, told = entries_of(document.read({"as_of": "2026-03-02", "milestones": milestones}), None)

    assert [one.title for one in entries] == ["m1: planned", "m2: planned"]
    assert told == ("2 days are left out: a calendar holds 2",)


def test_no_reason_for_being_away_can_be_in_a_calendar(client: Client, own: Program, owner: Who) -> None:
    text = client.get(made(owner, own, "mara").secret).content.decode()

    entry = text.partition("absence-mara")[0].rpartition("BEGIN:VEVENT")[2]
    assert "SUMMARY:Mara: off" in entry
    assert "DESCRIPTION" not in entry
