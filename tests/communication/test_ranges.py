"""Ranges asked blind: nobody sees one before all are in, no name ever stands beside one, and together they become the estimate."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from leadline.program import document
from leadline.program.edits import Change
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.record.access import ROLES, SYSTEM, Who, for_
from leadline.record.doors import PAGES, Refused, open_rooms, perform
from leadline.record.edits.carry_out import carry_out
from leadline.record.models import Account, Draft, JournalLine, OutboxLetter, Program, Role
from leadline.record.private import range_answers
from leadline.record.private.answer_links import make
from leadline.record.private.models import Address, RangeAnswer
from leadline.record.results import outlook_of, snapshot_of
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.round import Asked, run_round
from leadline.sources.file.write_yaml import write_yaml

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
# The estimate and the numbers of the promise are nobody's range, so that each can be looked for.
CHECKOUT: dict[str, Any] = {
    "id": "checkout", "name": "Checkout", "as_of": "2026-03-02", "tpm": "noor",
    "people": [
        {"id": "noor", "name": "Noor"},
        {"id": "mara", "name": "Mara", "team": "core", "skills": ["payments"]},
        {"id": "joana", "name": "Joana", "team": "core", "skills": ["payments"]},
        {"id": "pia", "name": "Pia", "team": "core"},
        {"id": "tomas", "name": "Tomas", "team": "core", "outside": True, "skills": ["payments"]},
    ],
    "teams": [{"id": "core", "name": "Core"}],
    "projects": [{"id": "shop", "name": "Shop", "team": "core"}],
    "milestones": [{"id": "live", "name": "Checkout live"}],
    "work": [
        {"id": "A", "name": "Payments", "milestone": "live", "project": "shop", "skill": "payments", "assignee": "mara",
         "estimate": "44-55d", "acceptance": "A card is charged."},
        {"id": "B", "name": "Refunds", "milestone": "live", "state": "done"},
        {"id": "C", "name": "Nobody's", "milestone": "live"},
    ],
    "promises": [{"id": "p1", "milestone": "live", "due": "2026-06-19", "set_on": "2026-02-02"}],
}  # fmt: skip
MARA_SAID, JOANA_SAID = "6.25-12.75-17.5d", "11.75-18.65-23.5d"
# The medians of two are their means: (6.25 + 11.75) / 2 = 9, (12.75 + 18.65) / 2 = 15.7, (17.5 + 23.5) / 2 = 20.5.
TOGETHER = "9-15.7-20.5d"
SECRETS = ("6.25", "12.75", "17.5", "11.75", "18.65", "23.5", "15.7", "20.5")


Act = Callable[..., Any]


@pytest.fixture
def program(db: None) -> Program:
    open_rooms()
    made = store(document.read(CHECKOUT), NOON, pinned=True)
    for person in ("mara", "joana"):
        Address.objects.create(program=made, person=person, email=f"{person}@example.com")
    return made


def holder(program: Program, person: str, role: str = "member") -> Who:
    email = f"{person}-{role}@example.com"
    known = Account.objects.filter(email=email).first()
    account = known or Account.objects.create_account(email, person, owner=role == "owner")
    if role != "owner":
        Role.objects.get_or_create(account=account, program=program, role=role, person=person)
    return Who(person, account=account)


@pytest.fixture
def noor(program: Program) -> Who:
    return holder(program, "noor", "tpm")


@pytest.fixture
def act(program: Program, noor: Who) -> Act:
    return lambda verb, who=None, **given: perform(verb, who or noor, NOON, program, given)


def plan(program: Program) -> Snapshot:
    return load_snapshot(program, MONDAY)


def by_link(program: Program, person: str) -> str:
    return f"/answer/{make(program, person, 'estimation:range-a')}"


def give(program: Program, person: str, said: str) -> str:
    answer = Client().post(by_link(program, person), {"verb": "give_range", "range": said})
    return html.unescape(answer.content.decode())


def without_keys(form: str) -> str:
    """The form without the keys that are drawn anew at each request, in which any two digits may stand side by side."""
    return re.sub(r"(/answer/|csrfmiddlewaretoken\" value=\")[^\"]*", "", form)


def signed_in(who: Who) -> Client:
    client = Client()
    client.force_login(who.account, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def asked_yesterday(program: Program) -> None:
    """The same question as if it had been asked on Friday."""
    carry_out(program, Change("estimation", "range-a", {"asked_on": "2026-02-27"}), NOON, MONDAY)


# Asking


def test_without_names_it_asks_the_assignee_and_others_of_the_team_who_can(program: Program, act: Act) -> None:
    done = act("ask_range", work="A")

    # Pia lacks the skill, Tomas belongs to another company.
    (asked,) = plan(program).estimations
    assert (asked.asked, asked.team, asked.asker, asked.asked_on) == (("mara", "joana"), "core", "noor", MONDAY)
    assert "Asked Mara and Joana for a range for “Payments”, each for themselves." in done.says


def test_each_gets_a_letter_with_a_link_and_nothing_that_could_anchor_them(program: Program, act: Act) -> None:
    act("ask_range", work="A", of="mara,joana,pia")

    letters = list(OutboxLetter.objects.order_by("person"))
    assert [one.person for one in letters] == ["joana", "mara"]
    for one in letters:
        assert "/answer/" in one.text
        assert not [hint for hint in ("44", "55", "19 June", "2026-06-19", "%") if hint in one.subject + one.text]
    assert "No address is known of Pia: tell them." in JournalLine.objects.get(verb="ask_range").says


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"work": "Z"}, "no work “Z”"),
        ({"work": "B"}, "is over"),
        ({"work": "C"}, "Nobody is known to do it"),
        ({"work": "A", "of": "zoe"}, "no person “zoe”"),
        ({"work": "A", "of": "a,b,c,d,e,f"}, "5 people at most"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(program: Program, act: Act, given: Any, says: str) -> None:
    with pytest.raises(Refused, match=says):
        act("ask_range", **given)


def test_nobody_is_asked_twice_at_a_time(program: Program, act: Act) -> None:
    act("ask_range", work="A")

    with pytest.raises(Refused, match="asked for already"):
        act("ask_range", work="A", of="pia")


# Answering


def test_the_form_of_the_link_shows_no_number_that_could_anchor(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "joana", JOANA_SAID)

    form = html.unescape(Client().get(by_link(program, "mara")).content.decode())

    assert "How long does “Payments” take?" in form
    assert "A card is charged." in form
    main = without_keys(form[form.index("<main") : form.index("</main")])
    assert not [one for one in (*SECRETS, "44", "55", "June", "2026-06", "1 of 2", "Joana") if one in main]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("soon", "is not a range"),
        ("8-3d", "Put the smaller number first"),
        ("5d", "One number does not say how sure it is"),
        ("1-90000w", "more than a hundred years"),
        ("", "Say the range"),
    ],
)
def test_what_is_no_range_is_refused_with_a_sentence(program: Program, act: Act, said: str, says: str) -> None:
    act("ask_range", work="A")

    assert says in give(program, "mara", said)
    assert not RangeAnswer.objects.exists()


def test_an_answer_may_be_changed_by_its_giver_until_all_are_in_and_not_after(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "mara", "1-2d")
    assert "another takes its place" in html.unescape(Client().get(by_link(program, "mara")).content.decode())
    give(program, "mara", MARA_SAID)
    assert RangeAnswer.objects.count() == 1

    give(program, "joana", JOANA_SAID)

    assert "The question is closed" in html.unescape(Client().get(by_link(program, "mara")).content.decode())
    give(program, "mara", "1-2d")
    assert sorted(RangeAnswer.objects.values_list("said", flat=True)) == sorted([MARA_SAID, JOANA_SAID])


def test_only_who_was_asked_answers_and_who_runs_it_records_but_never_overwrites(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    with pytest.raises(Refused, match="Mara was asked"):
        act("give_range", holder(program, "joana"), estimation="range-a", range="1-2d", person="mara")
    with pytest.raises(Refused, match="Pia was not asked"):
        act("give_range", holder(program, "pia"), estimation="range-a", range="1-2d")

    told = act("give_range", estimation="range-a", range=MARA_SAID, person="mara")
    assert told.says == "Recorded a range that Mara named for “Payments”. 1 of 2 ranges are in."
    with pytest.raises(Refused, match="Only they name another"):
        act("give_range", estimation="range-a", range="1-2d", person="mara")


def test_a_link_answers_for_its_own_person_and_question_only(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    link = by_link(program, "mara")

    Client().post(link, {"verb": "give_range", "range": "1-2d", "person": "joana"})
    Client().post(link, {"verb": "close_range"})
    Client().post(link, {"verb": "keep_range"})

    assert not RangeAnswer.objects.exists()
    assert plan(program).estimations[0].closed_on is None


# Blind


def everything_anybody_can_read(program: Program) -> dict[str, str]:
    """Every page, the noun itself, its list, the search, the answer pages, the export, the rounds, letters, the journal and lists."""
    seen: dict[str, str] = {}
    for role in ROLES:
        client = signed_in(holder(program, "noor" if role in ("tpm", "owner") else "mara", role))
        paths = [door.path for door in PAGES.values() if "<" not in door.path]
        paths += ["estimation/range-a", "facts/estimation", "work/A", "person/mara", "milestones/live"]
        for path in paths:
            answer = client.get(f"/p/checkout/{path}")
            seen[f"{role} {path}"] = html.unescape(answer.content.decode())
        seen[f"{role} find"] = html.unescape(client.get("/p/checkout/find?q=range").content.decode())
    for person in ("mara", "joana"):
        seen[f"link {person}"] = html.unescape(Client().get(by_link(program, person)).content.decode())
    round = run_round(program, NOON, lambda: NOON, asked=Asked(futures=50, threads=1))
    seen["round"] = json.dumps(document.write(snapshot_of(round))) + str(outlook_of(round))
    seen["export"] = write_yaml(plan(program)) + json.dumps(document.write(plan(program)))
    seen["journal"] = json.dumps(list(JournalLine.objects.values("says", "edits", "inverse", "verb")))
    seen["letters"] = json.dumps(list(OutboxLetter.objects.values("subject", "text", "html")))
    seen["drafts"] = json.dumps(list(Draft.objects.values("subject", "paragraphs", "facts")))
    return seen


def test_before_all_are_in_nobody_reads_a_range_or_anything_made_of_it(program: Program, act: Act) -> None:
    act("ask_range", work="A", of="mara,joana,pia")
    give(program, "mara", MARA_SAID)
    give(program, "joana", JOANA_SAID)

    seen = everything_anybody_can_read(program)

    leaks = {f"{where}: {one}" for where, text in seen.items() for one in SECRETS if one in text}
    assert not leaks
    assert "2 of 3 ranges in" in seen["tpm ranges"]
    assert "2 of 3 ranges in" in seen["stakeholder ranges"]


def test_the_same_search_finds_them_once_they_are_shown(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    give(program, "joana", JOANA_SAID)

    seen = everything_anybody_can_read(program)

    assert all(one in seen["stakeholder ranges"] for one in SECRETS)


@pytest.mark.parametrize("role", ROLES)
def test_no_way_to_the_table_leads_to_a_hidden_range(program: Program, act: Act, role: str) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    who = holder(program, "mara", role)

    assert RangeAnswer.objects.count() == 1
    assert not for_(who).rows(RangeAnswer, program).exists()
    assert not for_(SYSTEM).rows(RangeAnswer, program).exists()
    assert not for_(SYSTEM).every(RangeAnswer).exists()
    assert range_answers.shown(who, program) == {}


def test_an_answer_leaves_no_line_in_the_journal_before_all_are_in(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    before = JournalLine.objects.count()

    give(program, "mara", MARA_SAID)
    assert JournalLine.objects.count() == before

    give(program, "joana", JOANA_SAID)
    line = JournalLine.objects.latest("id")
    assert line.says == "All 2 ranges for “Payments” are in."
    assert not [one for one in SECRETS if one in json.dumps([line.edits, line.inverse])]


def test_who_asked_is_told_who_still_owes_one_and_nobody_else_is(program: Program, act: Act, noor: Who) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)

    assert "still owed by Joana" in signed_in(noor).get("/p/checkout/ranges").content.decode()
    for role in ("owner", "lead", "member", "stakeholder"):
        page = signed_in(holder(program, "pia", role)).get("/p/checkout/ranges").content.decode()
        assert "still owed by" not in page
        assert "1 of 2 ranges in" in page


def test_who_owes_a_range_sees_none_of_other_work_until_theirs_is_named(program: Program, act: Act, noor: Who) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    give(program, "joana", JOANA_SAID)
    act("ask_range", work="C", of="joana,pia")
    joana = signed_in(holder(program, "joana"))

    owing = html.unescape(joana.get("/p/checkout/ranges").content.decode())
    act("give_range", holder(program, "joana", "lead"), estimation="range-c", range="1-3d")
    after = html.unescape(joana.get("/p/checkout/ranges").content.decode())

    assert "You are asked for 1 range." in owing
    assert not [one for one in SECRETS if one in owing]
    assert all(one in after for one in SECRETS)


def test_editing_the_question_by_hand_opens_no_range(program: Program, act: Act, noor: Who) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)

    for fields in ({"closed_on": "2026-03-01", "answered": 2}, {"asked": ["mara", "noor"]}, {"kept": "3-8d"}):
        # Who takes the others off the list would see what the last one of them said.
        with pytest.raises(Refused, match="is not edited"):
            act("change", noun="estimation", id="range-a", fields=fields)

    page = signed_in(noor).get("/p/checkout/ranges").content.decode()
    assert not [one for one in SECRETS if one in page]
    with pytest.raises(Refused, match="not in yet"):
        act("keep_range", estimation="range-a")


def test_the_page_of_a_question_offers_no_edit_that_would_be_refused(program: Program, act: Act, noor: Who) -> None:
    act("ask_range", work="A")

    page = signed_in(noor).get("/p/checkout/estimation/range-a").content.decode()

    assert "It is not edited" in page
    assert 'name="asked_on"' not in page


def test_taking_back_the_line_that_showed_them_lets_nobody_answer_again(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    give(program, "joana", JOANA_SAID)

    act("undo")

    assert plan(program).estimations[0].closed_on is None
    with pytest.raises(Refused, match="its ranges were shown"):
        act("give_range", holder(program, "mara"), estimation="range-a", range="1-2d")


def test_a_question_asked_again_takes_over_nothing_that_was_said_to_one_taken_back(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    act("retire", noun="estimation", id="range-a")

    act("ask_range", work="A")
    give(program, "joana", JOANA_SAID)

    assert plan(program).estimations[0].closed_on is None
    assert range_answers.who_answered(program, "range-a") == {"joana"}


# No name beside a range


def test_names_are_struck_out_when_ranges_are_shown_and_their_order_says_nothing(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "joana", JOANA_SAID)
    give(program, "mara", MARA_SAID)

    rows = list(RangeAnswer.objects.order_by("id").values_list("person", "said", "shown"))
    assert rows == [("", MARA_SAID, True), ("", JOANA_SAID, True)]


def test_the_database_takes_no_name_beside_a_shown_range(program: Program) -> None:
    with pytest.raises(IntegrityError):
        RangeAnswer.objects.create(program=program, estimation="x", person="mara", said="1-2d", shown=True)


def test_the_page_of_shown_ranges_names_nobody(program: Program, act: Act, noor: Who) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    give(program, "joana", JOANA_SAID)

    page = html.unescape(signed_in(noor).get("/p/checkout/ranges").content.decode())
    shown = page[page.index('aria-labelledby="range-a"') :].partition("</section>")[0]

    assert "Range 1" in shown
    assert not [one for one in ("Mara", "Joana", "mara", "joana") if one in shown]


def test_what_the_plan_keeps_of_a_question_has_no_place_for_an_answer(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    give(program, "joana", JOANA_SAID)
    act("keep_range", estimation="range-a")

    (one,) = plan(program).estimations
    assert replace(one, asked=tuple(sorted(one.asked))) == document.read(
        {
            **CHECKOUT,
            "estimations": [
                {"id": "range-a", "work": "A", "team": "core", "asker": "noor", "asked": ["joana", "mara"], "answered": 2,
                 "asked_on": "2026-03-02", "closed_on": "2026-03-02", "kept": TOGETHER}
            ],
        }
    ).estimations[0]  # fmt: skip


# Closing and keeping


def test_it_is_closed_with_what_came_from_the_next_day_on(program: Program, act: Act) -> None:
    act("ask_range", work="A", of="mara,joana,pia")
    give(program, "mara", MARA_SAID)
    give(program, "joana", JOANA_SAID)
    with pytest.raises(Refused, match="It was asked today"):
        act("close_range", estimation="range-a")

    asked_yesterday(program)
    done = act("close_range", estimation="range-a")

    assert done.says == "Closed the question about “Payments” with 2 of 3 ranges."
    assert range_answers.shown(SYSTEM, program) == {"range-a": [Range(6.25, 17.5, 12.75), Range(11.75, 23.5, 18.65)]}


def test_a_single_range_of_several_is_not_shown_because_it_would_have_a_name(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    asked_yesterday(program)

    with pytest.raises(Refused, match="known as its giver's"):
        act("close_range", estimation="range-a")
    act("withdraw_range", estimation="range-a")

    assert not RangeAnswer.objects.exists()
    assert plan(program).estimations == ()


def test_only_who_asked_or_runs_the_program_settles_it(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    lead = holder(program, "pia", "lead")

    for verb in ("close_range", "withdraw_range", "keep_range"):
        with pytest.raises(Refused, match="Noor asked this"):
            act(verb, lead, estimation="range-a")


def test_nothing_is_kept_before_the_ranges_are_in(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)

    with pytest.raises(Refused, match="not in yet"):
        act("keep_range", estimation="range-a")
    with pytest.raises(Refused, match="not in yet"):
        act("keep_range", estimation="range-a", range="1-2d")


def test_kept_it_is_an_ordinary_change_of_the_estimate_that_can_be_taken_back(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    give(program, "joana", JOANA_SAID)

    done = act("keep_range", estimation="range-a")
    assert done.says == f"The estimate of “Payments” is {TOGETHER}, pooled of 2 ranges."
    assert str(plan(program).find("work", "A").estimate) == TOGETHER  # type: ignore[union-attr]

    act("undo")
    assert str(plan(program).find("work", "A").estimate) == "44-55d"  # type: ignore[union-attr]
    assert plan(program).estimations[0].kept is None


def test_another_range_that_was_agreed_is_kept_and_the_journal_says_so(program: Program, act: Act) -> None:
    act("ask_range", work="A")
    give(program, "mara", MARA_SAID)
    give(program, "joana", JOANA_SAID)

    done = act("keep_range", estimation="range-a", range="10-15-25d")

    assert done.says == f"The estimate of “Payments” is 10-15-25d, agreed; {TOGETHER} was pooled of 2 ranges."
    assert str(plan(program).estimations[0].kept) == "10-15-25d"
    with pytest.raises(Refused, match="its estimate already"):
        act("keep_range", estimation="range-a", range="10-15-25d")
