"""What each of them sees of a program through `for_(who)`: never more than its pages show them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from leadline.communication.readers import letters_for
from leadline.program import document
from leadline.record.access import ROLES, RUNS, SYSTEM, NotTheirs, Who, for_
from leadline.record.doors import Refused, open_rooms, perform
from leadline.record.models import (
    Acceptance,
    Account,
    Draft,
    FoundFinding,
    Intent,
    JournalLine,
    Letter,
    OutboxLetter,
    Program,
    RememberedMapping,
    Role,
    Round,
    WorkItem,
)
from leadline.record.private.models import Address
from leadline.record.snapshots import load_snapshot, store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)
CHECKOUT: dict[str, Any] = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "people": [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}],
    "work": [{"id": "A", "name": "Payments"}],
    "stakeholders": [{"id": "s-mara", "person": "mara"}, {"id": "s-ines", "person": "ines", "altitude": "sponsor"}],
    "letters": [
        {"id": "hers", "to": ["s-mara"], "subject": "To Mara", "state": "sent", "sent_on": "2026-02-27"},
        {"id": "waits", "to": ["s-mara"], "subject": "Not yet to Mara", "state": "draft"},
        {"id": "other", "to": ["s-ines"], "subject": "42 % odds", "state": "sent", "sent_on": "2026-02-27"},
    ],
}
NOT_RUNNING = sorted(set(ROLES) - RUNS)


@pytest.fixture
def checkout(db: None) -> Program:
    """A program with something of everything that is for few eyes."""
    open_rooms()
    program = store(document.read(CHECKOUT), NOON, pinned=True)
    for letter in ("hers", "waits", "other"):
        Draft.objects.create(program=program, letter=letter, altitude="team", subject=letter, round_number=1)
        OutboxLetter.objects.create(
            program=program, letter=letter, key=letter, person="mara", address="mara@example.com", subject=letter, queued_at=NOON
        )  # fmt: skip
    Address.objects.create(program=program, person="mara", email="mara@example.com")
    for audience in ("all", "tpm"):
        line = JournalLine.objects.create(
            program=program, at=NOON, who="Noor", verb="accept", says=audience, audience=audience
        )
        Acceptance.objects.create(
            program=program, line=line, fingerprint=audience, rule="D102", says=audience, accepted_on=TODAY, look_back_on=TODAY,
            seed=1, futures=1,
        )  # fmt: skip
    for field, value in (("capacity", 0.4321), ("day_rate_cents", 98_765)):
        Intent.objects.create(program=program, noun="person", key="mara", field=field, value=value, made_at=NOON)
    return program


@pytest.fixture
def secret(db: None) -> Program:
    """A program none of them has a role in."""
    return store(document.read({"id": "secret", "as_of": "2026-03-02", "work": [{"id": "S"}]}), NOON, pinned=True)


def holder(role: str, program: Program) -> Who:
    """Somebody with a role in a program, who is its Mara."""
    account = Account.objects.create_account(f"{role}@example.com", role, owner=role == "owner")
    if role != "owner":
        Role.objects.create(account=account, program=program, role=role, person="mara")
    return Who(role, account=account)


def by_link(program: Program) -> Who:
    return Who("Mara", person="mara", link_program=program.pk, link_verbs=frozenset({"accept_date"}))


def tables_of_programs() -> list[Any]:
    every = apps.get_app_config("record").get_models()
    return [one for one in every if "program" in {field.name for field in one._meta.concrete_fields}]


def found(program: Program, audience: str) -> FoundFinding:
    round = Round.objects.filter(program=program).first() or Round.objects.create(
        program=program, number=1, started_at=NOON, finished_at=NOON, as_of=TODAY, seed=1, futures=1, engine="1",
        facts_version=1, snapshot_hash="", outlook=b"",
    )  # fmt: skip
    return FoundFinding.objects.create(
        round=round, fingerprint=audience, rule="D102", subject="work:A", says=audience, severity="high", state="new",
        audience=audience,
    )  # fmt: skip


@pytest.mark.parametrize("role", [*sorted(set(ROLES) - {"owner"}), "link"])
def test_nobody_reaches_a_row_of_a_program_they_have_no_role_in(checkout: Program, secret: Program, role: str) -> None:
    who = by_link(checkout) if role == "link" else holder(role, checkout)

    seen = {one.__name__: for_(who).rows(one, secret).count() for one in tables_of_programs()}

    assert WorkItem.objects.filter(program=secret).exists()
    assert set(seen.values()) == {0}
    for table in tables_of_programs():
        with pytest.raises(NotTheirs, match="has no role in secret"):
            for_(who).into(table, secret)


@pytest.mark.parametrize("role", sorted(RUNS))
def test_who_runs_the_program_sees_all_of_it(checkout: Program, role: str) -> None:
    scope = for_(holder(role, checkout))

    for table in tables_of_programs():
        assert scope.rows(table, checkout).count() == table._default_manager.filter(program=checkout).count()


@pytest.mark.parametrize("role", NOT_RUNNING)
def test_a_letter_is_read_by_those_it_went_out_to(checkout: Program, role: str) -> None:
    who = holder(role, checkout)
    page = letters_for(load_snapshot(checkout, TODAY), who.person_in(checkout), runs=False)

    assert [one.key for one in for_(who).facts(Letter, checkout)] == ["hers"] == [one.id for one in page]
    assert [one.letter for one in for_(who).rows(Draft, checkout)] == ["hers"]


@pytest.mark.parametrize("role", NOT_RUNNING)
def test_addresses_and_the_outbox_are_for_those_who_run_the_program(checkout: Program, role: str) -> None:
    scope = for_(holder(role, checkout))

    assert not scope.rows(Address, checkout).exists()
    assert not scope.rows(OutboxLetter, checkout).exists()


@pytest.mark.parametrize("role", NOT_RUNNING)
def test_lines_findings_and_acceptances_for_other_eyes_stay_out(checkout: Program, role: str) -> None:
    found(checkout, "all")
    round = found(checkout, "tpm").round
    scope = for_(holder(role, checkout))

    assert [one.says for one in scope.journal(checkout)] == ["all"]
    assert [one.says for one in scope.rows(JournalLine, checkout)] == ["all"], "whichever way they take"
    assert [one.says for one in scope.rows(Acceptance, checkout)] == ["all"]
    assert [one.says for one in scope.findings(round)] == ["all"]
    assert scope.hidden_findings(round) == 1


@pytest.mark.parametrize("role", NOT_RUNNING)
def test_what_is_agreed_about_a_day_rate_stays_out(checkout: Program, role: str) -> None:
    assert [one.field for one in for_(holder(role, checkout)).rows(Intent, checkout)] == ["capacity"]


@pytest.mark.parametrize(("role", "seen"), [("tpm", True), ("member", False)])
def test_the_page_of_a_person_does_not_tell_it_either(
    checkout: Program, client: Client, role: str, *, seen: bool
) -> None:
    client.force_login(holder(role, checkout).account, backend="django.contrib.auth.backends.ModelBackend")

    text = client.get("/p/checkout/person/mara").content.decode()

    assert "0.4321" in text
    assert ("98765" in text) is seen


def test_somebody_sees_their_own_role_and_account_and_nobody_elses(checkout: Program) -> None:
    lead, member = holder("lead", checkout), holder("member", checkout)

    assert [one.role for one in for_(member).rows(Role, checkout)] == ["member"]
    assert list(for_(member).accounts()) == [member.account]
    assert list(for_(lead).accounts()) == [lead.account]
    assert not for_(by_link(checkout)).accounts().exists()


def test_only_leadline_itself_reads_across_programs(checkout: Program, secret: Program) -> None:
    assert for_(SYSTEM).every(WorkItem).count() == 2
    for who in (*(holder(role, checkout) for role in ROLES), by_link(checkout)):
        assert not for_(who).every(WorkItem).exists()


def test_mappings_are_remembered_for_those_who_bring_files_in(checkout: Program) -> None:
    RememberedMapping.objects.create(shape="ab", name="Tickets", mapping={}, confirmed_at=NOON)

    seen = {role for role in ROLES if for_(holder(role, checkout)).mappings().exists()}

    assert seen == RUNS


def test_only_who_runs_a_program_lets_somebody_in(checkout: Program, secret: Program) -> None:
    tpm, member = holder("tpm", checkout), holder("member", checkout)

    assert for_(tpm).let_in("new@example.com", "New", checkout).name == "New"
    for who, program in ((member, checkout), (tpm, secret)):
        with pytest.raises(NotTheirs):
            for_(who).let_in("other@example.com", "Other", program)
    assert not Account.objects.filter(email="other@example.com").exists()


def test_a_closed_program_is_seen_only_when_asked_for_and_only_by_its_own(checkout: Program, secret: Program) -> None:
    tpm = holder("tpm", checkout)
    Program.objects.update(retired_at=NOON)

    assert not for_(tpm).programs().exists()
    assert list(for_(tpm).programs(retired=True)) == [checkout]
    assert not for_(tpm).facts(WorkItem, checkout).exists()


@pytest.mark.parametrize("verb", ["change", "retire"])
def test_a_lead_does_not_reach_a_letter_by_a_verb(checkout: Program, verb: str) -> None:
    """A letter has an id, and a lead changes every noun but this one."""
    lead = holder("lead", checkout)

    def refusal(id: str) -> str:
        with pytest.raises(Refused) as refused:
            perform(verb, lead, NOON, checkout, {"noun": "letter", "id": id, "fields": {"state": "sent"}})
        return refused.value.says.replace(id, "…")

    assert refusal("waits") == refusal("other") == refusal("hers") == refusal("unknown")
    assert Letter.objects.get(key="waits").state == "draft"
    assert not Letter.objects.exclude(retired_at=None).exists()


def test_a_lead_writes_no_letter(checkout: Program) -> None:
    with pytest.raises(Refused, match="written by those who run the program"):
        perform(
            "add", holder("lead", checkout), NOON, checkout, {"noun": "letter", "fields": {"subject": "All is well"}}
        )

    assert Letter.objects.count() == 3


def test_a_refusal_does_not_say_what_a_letter_of_others_says(checkout: Program) -> None:
    given = {"noun": "stakeholder", "id": "s-ines"}

    with pytest.raises(Refused, match="still used by a letter") as to_lead:
        perform("retire", holder("lead", checkout), NOON, checkout, given)
    with pytest.raises(Refused, match="still used by letter “42 % odds”"):
        perform("retire", holder("tpm", checkout), NOON, checkout, given)

    assert "42 %" not in to_lead.value.says


def test_the_journal_keeps_a_letters_words_from_those_it_is_not_for(checkout: Program) -> None:
    tpm, lead = holder("tpm", checkout), holder("lead", checkout)

    perform("drop_brief", tpm, NOON, checkout, {"letter": "waits", "reason": "Told already."})
    perform("change", tpm, NOON, checkout, {"noun": "letter", "id": "other", "fields": {"subject": "41 % odds"}})

    assert {"drop_brief", "change"} <= {one.verb for one in for_(tpm).journal(checkout)}
    assert not {"drop_brief", "change"} & {one.verb for one in for_(lead).journal(checkout)}


def test_a_lead_takes_back_only_what_they_can_read(checkout: Program) -> None:
    tpm, lead = holder("tpm", checkout), holder("lead", checkout)
    perform("drop_brief", tpm, NOON, checkout, {"letter": "waits", "reason": "Told already."})
    line = JournalLine.objects.get(verb="drop_brief")

    with pytest.raises(Refused, match=f"Line {line.pk} of the journal changed nothing in the plan"):
        perform("undo", lead, NOON, checkout, {"line": line.pk})
    perform("undo", tpm, NOON, checkout, {"line": line.pk})

    assert Letter.objects.get(key="waits").state == "draft"


def test_a_lead_does_not_change_a_day_rate_back_by_undo(checkout: Program) -> None:
    tpm, lead = holder("tpm", checkout), holder("lead", checkout)
    given = {"noun": "person", "id": "ines", "fields": {"day_rate_cents": 98_765}}
    perform("change", tpm, NOON, checkout, given)

    with pytest.raises(Refused, match="Nothing has been changed yet"):
        perform("undo", lead, NOON, checkout, {})

    assert load_snapshot(checkout, TODAY).find("person", "ines").day_rate_cents == 98_765


def test_who_asks_learns_no_address_and_the_letter_goes_out_nevertheless(checkout: Program) -> None:
    member = holder("member", checkout)

    done = perform("ask", member, NOON, checkout, {"owed_by": "mara", "text": "Which ledger?"})

    assert OutboxLetter.objects.filter(key__startswith="checkout-ask-which-ledger").get().address == "mara@example.com"
    assert "mara@example.com" not in done.says
    assert not for_(member).rows(OutboxLetter, checkout).exists()
