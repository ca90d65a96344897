"""Dates are proposed with their odds, answered by those who do the work, and never laundered."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.direction import built

from leadline.program.commitments import commitment, line
from leadline.program.promises import Promise
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.program.status import status_of
from leadline.record.access import Who
from leadline.record.doors import Done, Refused, perform
from leadline.record.models import JournalLine, OutboxLetter, Program
from leadline.record.private.models import Address
from leadline.record.snapshots import load_snapshot

MAY_7, MAY_13 = date(2026, 5, 7), date(2026, 5, 13)


def now(program: Program) -> Snapshot:
    return load_snapshot(program, built.MONDAY)


def do(verb: str, who: Who, program: Program, **given: Any) -> Done:
    return perform(verb, who, built.NOON, program, given)


def propose(who: Who, program: Program, due: date = MAY_7, **more: Any) -> Promise:
    do("propose_date", who, program, milestone="live", due=due, **{"doers": ["mara", "tomas"], **more})
    return next(one for one in now(program).promises if one.due == due and one.milestone == "live")


def by_link(program: Program, person: str) -> Who:
    verbs = frozenset({"accept_date", "counter_date"})
    return Who(person.title(), person=person, link_program=program.pk, link_verbs=verbs)


def test_a_proposal_stores_the_odds_of_that_day_and_asks_each_doer(program: Program, noor: Who) -> None:
    new = propose(noor, program)

    # Days 30 to 66 are seven of ten: day 66 is 7 May.
    assert (new.state, new.odds, new.set_by, new.set_on) == ("proposed", 0.7, "noor", built.MONDAY)
    assert [(one.person, one.answer) for one in new.doers] == [("mara", "asked"), ("tomas", "asked")]


def test_the_journal_says_the_date_its_odds_and_who_was_asked(program: Program, noor: Who) -> None:
    done = do("propose_date", noor, program, milestone="live", due="2026-05-07", doers="mara, tomas")

    assert done.says.startswith("Proposed 7 May for Iberia live, at 70\u00a0% odds. Asked Mara and Tomas.")


def test_a_slider_may_give_the_day_as_so_many_days_later(program: Program, noor: Who) -> None:
    do("propose_date", noor, program, milestone="live", due="2026-05-01", days_later="6", doers="mara")

    assert MAY_7 in [one.due for one in now(program).promises]


def test_stored_odds_stay_when_a_later_round_sees_it_differently(program: Program, noor: Who) -> None:
    new = propose(noor, program)
    darker = built.outlook(milestones={"live": built.reached("live", range(60, 160, 10))})
    built.keep_round(program, darker, built.snapshot(), number=2)

    # The new round gives 7 May one in ten; what was known when it was proposed stays.
    do("accept_date", by_link(program, "mara"), program, promise=new.id)
    done = do("accept_date", by_link(program, "tomas"), program, promise=new.id)

    assert now(program).find("promise", new.id).odds == 0.7
    assert done.says.endswith("All agreed, at 10\u00a0% odds today.")


def test_odds_are_unknown_without_a_forecast(program: Program, noor: Who) -> None:
    done = do("propose_date", noor, program, milestone="tokyo", due=MAY_7)

    assert next(one for one in now(program).promises if one.milestone == "tokyo").odds is None
    assert done.says == "Proposed 7 May for Japan decided, at unknown odds. Nobody was asked, so it stays a proposal."


def test_when_all_say_yes_the_date_is_agreed_and_the_one_before_stays_on_record(
    program: Program, noor: Who, mara: Who
) -> None:
    new = propose(noor, program)

    waits = do("accept_date", mara, program, promise=new.id, range="3-8d")
    assert commitment(now(program), "live").due == date(2026, 4, 30)
    do("accept_date", by_link(program, "tomas"), program, promise=new.id)

    stands = line(now(program), "live")
    assert (stands.first.due, stands.present.due, stands.moves) == (date(2026, 3, 31), MAY_7, 2)
    assert now(program).find("promise", "p2").state == "replaced"
    assert next(one for one in stands.present.doers if one.person == "mara").range == Range(3, 8)
    assert waits.says == "Mara accepted 7 May for Iberia live. It waits for Tomas."


def test_moving_a_date_turns_nothing_green(program: Program, noor: Who, mara: Who) -> None:
    live = built.outlook().milestones["live"]
    was = status_of(live, commitment(now(program), "live"))

    new = propose(noor, program)  # 70 % odds: it would be green if it were the first colour
    do("accept_date", mara, program, promise=new.id)
    do("accept_date", by_link(program, "tomas"), program, promise=new.id)

    # 60 % was at risk, and 70 % is within the three points a colour needs to get better.
    assert was == "at-risk"
    assert status_of(live, commitment(now(program), "live"), was) == "at-risk"
    assert line(now(program), "live").first.due == date(2026, 3, 31)


def test_the_first_promise_never_changes_however_often_the_date_moves(program: Program, noor: Who) -> None:
    for due in (MAY_13, MAY_7, date(2026, 6, 1)):
        new = propose(noor, program, due, doers="tomas")
        do("accept_date", by_link(program, "tomas"), program, promise=new.id)

        # All on one day: the order of setting still holds, an earlier date included.
        assert (line(now(program), "live").first.id, line(now(program), "live").present.due) == ("p1", due)
    assert line(now(program), "live").moves == 4


def test_a_doer_counters_with_a_range_and_the_proposal_stays_open(program: Program, noor: Who) -> None:
    new = propose(noor, program)

    done = do(
        "counter_date",
        by_link(program, "tomas"),
        program,
        promise=new.id,
        due="2026-05-13",
        range="5-9d",
        note="A slot",
    )

    answer = now(program).find("promise", new.id).doers[1]
    assert (answer.answer, answer.due, answer.range, answer.note) == ("countered", MAY_13, Range(5, 9), "A slot")
    assert now(program).find("promise", new.id).state == "proposed"
    assert done.says == "Tomas countered 7 May with 13 May for Iberia live. A slot."


def test_the_tpm_records_the_answer_of_somebody_outside_and_the_journal_says_so(program: Program, noor: Who) -> None:
    new = propose(noor, program)

    done = do("accept_date", noor, program, promise=new.id, person="tomas")

    assert done.says == "Tomas accepted 7 May for Iberia live, recorded by Noor. It waits for Mara."


@pytest.mark.parametrize(
    ("verb", "given", "says"),
    [
        ("propose_date", {"milestone": "live", "due": "2026-02-27"}, "27 Feb has passed. Pick a day from 2 Mar on."),
        ("propose_date", {"milestone": "live", "due": "2026-04-30"}, "30 Apr stands already. Propose another day."),
        ("propose_date", {"milestone": "moon", "due": "2026-04-30"}, "There is no milestone “moon”."),
        ("propose_date", {"milestone": "trial", "due": "2026-04-30"}, "Trial over was reached on 20 Feb."),
        ("propose_date", {"milestone": "live", "due": "2026-05-07", "doers": "zoe"}, "There is nobody called “zoe”"),
        ("propose_date", {"milestone": "live", "due": "2026-05-07", "kind": "wish"}, "“wish” is no kind of date"),
        ("accept_date", {"promise": "p1"}, "This date was replaced already"),
        ("accept_date", {"promise": "p9"}, "There is no promise “p9”."),
        ("accept_date", {"promise": "p2"}, "Noor was not asked for this date."),
        ("accept_date", {"promise": "p2", "person": "mara"}, "Only Mara can answer for Mara. Ask them."),
        ("counter_date", {"promise": "p2", "due": "2026-02-01", "person": "tomas"}, "Tomas was not asked"),
        ("commit_date", {"promise": "p2"}, "This date is agreed already."),
        ("withdraw_promise", {"promise": "p2"}, "It was agreed, so it stays on record."),
        ("withdraw_promise", {"promise": "p1"}, "This date was replaced already"),
        ("ask_delivery", {"dependency": "cert-tax", "needed_by": "2026-02-01"}, "1 Feb has passed."),
        ("ask_delivery", {"dependency": "x", "needed_by": "2026-04-01"}, "There is no dependency “x”."),
        ("add_roadblock", {"name": "Fog", "work": "moon"}, "There is no work item or milestone “moon”."),
        ("add_roadblock", {"name": "Fog", "work": "demo"}, "Demo shop is done, so nothing holds it up."),
        ("resolve_roadblock", {"roadblock": "fog"}, "There is no roadblock “fog”."),
        ("judge", {"milestone": "live", "status": "on-track", "reason": "x", "until": "2026-03-02"}, "2 Mar has"),
        ("judge", {"milestone": "live", "status": "green", "reason": "x", "until": "2026-03-09"}, "“green” is no"),
        ("judge", {"milestone": "trial", "status": "on-track", "reason": "x", "until": "2026-03-09"}, "Trial"),
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_leaves_no_trace(
    program: Program, noor: Who, verb: str, given: dict[str, Any], says: str
) -> None:
    before = now(program)

    with pytest.raises(Refused) as refusal:
        do(verb, noor, program, **given)

    assert refusal.value.says.startswith(says)
    assert now(program) == before
    assert not JournalLine.objects.exists()
    assert not OutboxLetter.objects.exists()


def test_a_doer_answers_only_for_themselves(program: Program, noor: Who, mara: Who) -> None:
    new = propose(noor, program)

    for who, person in ((mara, "tomas"), (by_link(program, "tomas"), "mara")):
        with pytest.raises(Refused, match=r"Only .* can answer for"):
            do("accept_date", who, program, promise=new.id, person=person)


def test_committing_despite_open_answers_takes_a_reason(program: Program, noor: Who, mara: Who) -> None:
    new = propose(noor, program)
    do("accept_date", mara, program, promise=new.id)

    with pytest.raises(Refused, match=r"Tomas did not say yes\. Say why"):
        do("commit_date", noor, program, promise=new.id)
    done = do("commit_date", noor, program, promise=new.id, reason="The law names this day.")

    assert commitment(now(program), "live").due == MAY_7
    assert done.says.endswith("at 70\u00a0% odds today. Without Tomas: The law names this day.")


def test_agreeing_closes_the_other_proposals_for_the_same_milestone(program: Program, noor: Who) -> None:
    older = propose(noor, program, MAY_13)
    new = propose(noor, program, doers="tomas")

    do("accept_date", by_link(program, "tomas"), program, promise=new.id)

    assert now(program).find("promise", older.id).state == "withdrawn"


def test_a_letter_goes_to_each_doer_with_an_address_once_and_carries_no_odds(program: Program, noor: Who) -> None:
    Address.objects.create(program=program, person="tomas", email="tomas@bank.example")

    new = propose(noor, program)

    letter = OutboxLetter.objects.get()
    assert (letter.person, letter.address) == ("tomas", "tomas@bank.example")
    assert letter.key == f"ask-checkout-{new.id}-tomas"
    assert letter.subject == "Can you stand for Thursday 7 May for Iberia live?"
    assert "/answer/" in letter.text
    assert "odds" not in letter.text
    assert "%" not in letter.text


def test_the_link_of_the_letter_answers_for_its_person_and_opening_it_changes_nothing(
    program: Program, noor: Who, client: Client
) -> None:
    Address.objects.create(program=program, person="tomas", email="tomas@bank.example")
    new = propose(noor, program, doers="tomas")
    link = re.search(r"/answer/\S+", OutboxLetter.objects.get().text)
    assert link is not None

    assert client.get(link[0]).status_code == 200
    assert now(program).find("promise", new.id) == new
    client.post(link[0], {"verb": "accept_date", "range": "3-9d"})

    assert commitment(now(program), "live").id == new.id
    assert now(program).find("promise", new.id).doers[0].range == Range(3, 9)


def test_a_member_may_answer_but_not_propose_commit_or_withdraw(program: Program, noor: Who, mara: Who) -> None:
    new = propose(noor, program)

    for verb, given in (
        ("propose_date", {"milestone": "live", "due": MAY_13}),
        ("commit_date", {"promise": new.id, "reason": "x"}),
        ("withdraw_promise", {"promise": new.id}),
        ("judge", {"milestone": "live", "status": "on-track", "reason": "x", "until": MAY_13}),
    ):
        with pytest.raises(Refused, match=r"You may not"):
            do(verb, mara, program, **given)


def test_asking_for_a_delivery_names_the_provider_and_the_day_and_they_answer_it(program: Program, noor: Who) -> None:
    do("ask_delivery", noor, program, dependency="cert-tax", needed_by="2026-04-10")

    # The assignee of what is waited for provides it where the dependency does not say who.
    seen = now(program).find("dependency", "cert-tax")
    asked = next(one for one in now(program).promises if one.kind == "delivery")
    assert (seen.provider, seen.needed_by, asked.due) == ("tomas", date(2026, 4, 10), date(2026, 4, 10))
    do("counter_date", by_link(program, "tomas"), program, promise=asked.id, due="2026-04-17", range="20-30d")
    do("accept_date", by_link(program, "tomas"), program, promise=asked.id)
    assert now(program).find("promise", asked.id).state == "agreed"


def test_a_roadblock_is_recorded_and_resolved(program: Program, mara: Who) -> None:
    done = do(
        "add_roadblock",
        mara,
        program,
        name="No keys",
        work=["tax"],
        waiting_for="The vault",
        unblocker="tomas",
        expected="3-9d",
    )

    found = now(program).find("roadblock", "no-keys")
    assert (found.since, found.work, found.expected) == (built.MONDAY, ("tax",), Range(3, 9))
    assert done.says == "Recorded a roadblock: No keys. It holds up Tax and rounding. Tomas can clear it."
    do("resolve_roadblock", mara, program, roadblock="no-keys")
    assert now(program).find("roadblock", "no-keys").resolved_on == built.MONDAY


def test_a_second_judgement_of_a_day_takes_the_place_of_the_first(program: Program, noor: Who) -> None:
    for status in ("on-track", "off-track"):
        do("judge", noor, program, milestone="live", status=status, reason="I was there", until="2026-03-16")

    assert [one.status for one in now(program).judgements] == ["off-track"]


VERBS: list[tuple[str, dict[str, Any]]] = [
    ("propose_date", {"milestone": "live", "due": MAY_13, "doers": "mara"}),
    ("propose_date", {"milestone": "live", "due": MAY_13, "kind": "target"}),
    ("accept_date", {"promise": "live-commitment-001", "person": "tomas"}),
    ("counter_date", {"promise": "live-commitment-001", "person": "tomas", "due": MAY_13, "range": "3-9d"}),
    ("commit_date", {"promise": "live-commitment-001", "reason": "The law names this day."}),
    ("withdraw_promise", {"promise": "live-commitment-001"}),
    ("ask_delivery", {"dependency": "cert-tax", "needed_by": "2026-04-10"}),
    ("add_roadblock", {"name": "No keys", "work": "tax"}),
    ("resolve_roadblock", {"roadblock": "slot"}),
    ("judge", {"milestone": "live", "status": "on-track", "reason": "x", "until": "2026-03-09"}),
]


@pytest.mark.parametrize(("verb", "given"), VERBS, ids=[f"{verb}-{n}" for n, (verb, _) in enumerate(VERBS)])
def test_undo_brings_the_program_back_exactly(program: Program, noor: Who, verb: str, given: dict[str, Any]) -> None:
    propose(noor, program)
    before = now(program)

    do(verb, noor, program, **given)
    assert now(program) != before
    do("undo", noor, program)

    assert now(program) == before
