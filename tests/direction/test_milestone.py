"""A milestone's page: one sentence with its number, and everything behind it."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from tests.direction import built

from leadline.direction import feeding
from leadline.direction.pages import milestone as page
from leadline.direction.questions import Slice, Standing
from leadline.program import document, edits
from leadline.program.promises import Promise
from leadline.record.access import Who
from leadline.record.doors import perform
from leadline.record.models import Program

STATUSES = {"live": {"status": "at-risk", "p80_days": 73.0}}


def standing(**more: Any) -> Standing:
    base: dict[str, Any] = {
        "snapshot": built.snapshot(), "base": "/p/checkout", "role": "tpm", "person": "noor", "outlook": built.outlook(),
        "round_number": 1, "statuses": STATUSES,
    }  # fmt: skip
    return Standing(**{**base, **more})


def present(id: str = "live", **more: Any) -> page.MilestonePage:
    return page.present(standing(**more), id, [], [])


def test_the_heading_is_the_answer_with_its_number() -> None:
    # Six of ten days lie on or before 30 April (day 59); the eighth is day 72, 13 May.
    assert present().says == "Iberia live has 60\u00a0% odds for 30 April. For 80\u00a0%, say 13 May."


def test_a_date_beyond_p80_says_both() -> None:
    late = document.read({**built.document_of(), "promises": [{"milestone": "live", "due": "2026-06-01"}]})

    assert present(snapshot=late).says == "Iberia live has 100\u00a0% odds for 1 June. 80\u00a0% would hold 13 May."


def test_a_milestone_without_a_promise_says_so() -> None:
    none = document.read({**built.document_of(), "promises": []})

    assert present(snapshot=none).says == "Iberia live has no promise. For 80\u00a0%, say 13 May."


def test_a_date_that_is_never_sure_enough_is_said() -> None:
    rarely = built.outlook(milestones={"live": built.reached("live", built.LIVE, share=0.5)})

    says = present(outlook=rarely).says
    assert says.startswith("Iberia live has 30\u00a0% odds for 30 April. No date has 80\u00a0% odds. It is reached in ")
    assert says.endswith("Check the dates, lags and estimates on its way.")


def test_a_blind_milestone_is_unknown_with_its_reason_and_has_no_curve() -> None:
    seen = present("tokyo")

    assert (seen.says, seen.status) == ("Nobody can say the odds of Japan decided.", "unknown")
    assert seen.blind is not None
    assert seen.blind.says == "No work feeds it."
    assert (seen.odds, seen.levers, seen.drivers) == (None, (), ())
    assert seen.promise is not None
    assert (seen.promise.p80, seen.promise.forecast_says) == (None, "no forecast")


def test_a_reached_milestone_is_done_and_asks_for_nothing() -> None:
    seen = present("trial")

    assert (seen.says, seen.status) == ("Trial over was reached on 20 February.", "done")
    assert (seen.blind, seen.propose, seen.judge, seen.proposals) == (None, None, None, ())


def test_the_promise_line_keeps_first_present_forecast_and_moves_together() -> None:
    line = present().promise

    assert line is not None
    assert (line.first, line.first_says) == (date(2026, 3, 31), "on 6 Oct 2025, at 75\u00a0% odds")
    assert (line.present, line.present_says) == (date(2026, 4, 30), "60\u00a0% odds today")
    assert (line.p50, line.p80, line.moves) == (date(2026, 4, 29), date(2026, 5, 13), 1)
    assert line.moves_says == "30 days later in all, last on 26 Jan"


def test_the_forecast_says_by_how_much_it_moved_in_a_week() -> None:
    before = built.outlook(as_of=date(2026, 2, 23))

    # P80 was day 76 seen from 23 February, which is day 69 seen from today; it is day 73 now: 4 days later.
    seen = present(before=before, before_statuses={"live": {"p80_days": 76.0}})

    assert seen.promise is not None
    assert seen.promise.forecast_says == "P50 to P80, moved +4.0 days since 23 Feb"


def test_the_slider_opens_on_p80_and_says_what_each_day_is_good_for() -> None:
    form = present().propose

    assert form is not None
    assert form.first is not None
    assert form.first + timedelta(days=form.value) == date(2026, 5, 13)
    by_day = {one.label: one for one in form.choices}
    assert (by_day["30 Apr"].odds, by_day["30 Apr"].word) == ("60\u00a0%", "Ambitious. Good as a target for the team.")
    assert by_day["13 May"].word == "Attainable. Good as a promise."
    # Mara agreed to the present date, Tomas does work for it; by name, Noor who proposes is not asked.
    assert [(one.label, one.hint) for one in form.doers] == [("Mara", "agreed to 30 Apr"), ("Tomas", "")]
    assert form.verb == "Ask both"


def test_only_those_who_run_the_program_propose_and_judge() -> None:
    seen = present(role="member", person="mara")

    assert (seen.propose, seen.judge, seen.change_url, seen.levers) == (None, None, "", ())


def test_a_doer_finds_the_buttons_of_their_own_answer_only() -> None:
    asked = Promise(
        "p3", milestone="live", due=date(2026, 5, 7), state="proposed", set_by="noor", set_on=built.MONDAY, odds=0.7,
        doers=tuple(document.read({**built.document_of(), "promises": [{"id": "x", "doers": ["mara", "tomas"]}]}).promises[0].doers),
    )  # fmt: skip
    snapshot = built.snapshot()
    with_it = type(snapshot)(**{**vars(snapshot), "promises": (*snapshot.promises, asked)})

    as_mara = present(snapshot=with_it, role="member", person="mara").proposals[0]
    as_noor = present(snapshot=with_it).proposals[0]

    assert [len(one.forms) for one in as_mara.answers] == [2, 0]
    # Noor may record Tomas, who is outside, and not Mara.
    assert [len(one.forms) for one in as_noor.answers] == [0, 2]
    assert as_noor.answers[1].forms[0].verb == "Record Tomas’s yes"
    assert as_noor.odds == "70\u00a0% odds on 2 Mar"


def test_drivers_stand_widest_first_on_one_scale() -> None:
    rows = present().drivers

    assert [one.says for one in rows] == ["Acquirer certification", "The bank finds a defect", "Tax and rounding"]
    assert (rows[0].low, rows[0].high, rows[0].sub) == ("−17.4", "+26.5", "13 to 47 days, decides 55\u00a0%")
    assert all("swing-early" in one.cell and "swing-late" in one.cell for one in rows)


def test_levers_are_edits_of_facts_that_are_there() -> None:
    seen = present()
    says = [one.says for one in (*seen.levers, *seen.more_levers)]

    assert "Leave “Tax and rounding” out" in says
    assert "Change the estimate of “Tax and rounding”" in says
    # Nobody else knows python, so giving the item away is not offered.
    assert "Give “Tax and rounding” to somebody else" not in says


def test_the_curve_is_drawn_twice_with_its_title_and_its_numbers() -> None:
    figure = present().odds

    assert figure is not None
    assert figure.numbers is not None
    assert "Promised 30 Apr: 60\u00a0%." in figure.wide
    assert 'viewBox="0 0 358 300"' in figure.narrow
    # Two of ten days are day 40, a Saturday, said as the Monday after it; four of ten are day 56, 27 April.
    assert [cell.says for cell in figure.numbers.rows[0].cells][:3] == ["Iberia live", "13 Apr", "27 Apr"]


def test_the_trail_shows_each_round_and_each_step_of_the_promise() -> None:
    slices = [
        Slice(date(2026, 2, day), date(2026, 4, 1), date(2026, 4, 20), date(2026, 5, 1), date(2026, 5, 20))
        for day in (2, 9, 16)
    ]

    seen = page.present(standing(), "live", slices, [])

    assert seen.trail is not None
    assert "First promise 31 Mar" in seen.trail.wide
    assert "Moved to 30 Apr" in seen.trail.wide


def test_the_page_opens_and_a_proposal_shows_before_the_next_round(program: Program, noor: Who, client: Client) -> None:
    assert noor.account is not None
    client.force_login(noor.account)
    perform(
        "propose_date", noor, built.NOON, program, {"milestone": "live", "due": "2026-05-07", "doers": "mara,tomas"}
    )

    body = client.get("/p/checkout/milestones/live").content.decode()

    assert "Iberia live has 60\u00a0% odds for 30 April." in body
    assert "7 May proposed as a promise by Noor" in body
    assert "style=" not in body
    assert body.count("<h1") == 1


def test_a_milestone_newer_than_the_round_waits_for_the_next_one(program: Program, noor: Who, client: Client) -> None:
    assert noor.account is not None
    client.force_login(noor.account)
    perform("add", noor, built.NOON, program, {"noun": "milestone", "fields": {"name": "Lisbon live"}})

    body = client.get("/p/checkout/milestones/lisbon-live").content.decode()

    assert "Lisbon live has no odds yet" in body


def test_no_such_milestone_says_so(program: Program, noor: Who, client: Client) -> None:
    assert noor.account is not None
    client.force_login(noor.account)

    answer = client.get("/p/checkout/milestones/moon")

    assert answer.status_code == 404
    assert "There is no milestone “moon” in this program." in answer.content.decode()


def test_the_slider_form_posts_a_day_that_the_verb_understands(program: Program, noor: Who, client: Client) -> None:
    assert noor.account is not None
    client.force_login(noor.account)
    form = present().propose
    assert form is not None
    assert form.first is not None

    given = {"milestone": "live", "due": form.first.isoformat(), "days_later": form.value, "doers": ["mara", "tomas"]}
    client.post(form.action, {**given, "next": form.back})

    assert "13 May proposed as a promise by Noor" in client.get("/p/checkout/milestones/live").content.decode()


def test_published_work_says_for_when_and_for_whom_it_is_planned() -> None:
    week = {"planned_from": "2026-03-09", "planned_to": "2026-03-13", "planned_for": ["mara"]}
    plain, planned = (
        feeding.own_work(standing(snapshot=edits.apply_all(built.snapshot(), changes)), "live")
        for changes in ((), [edits.Change("work", "tax", week)])
    )

    assert plain
    assert planned
    assert (plain.columns[-1].label, planned.columns[-1].label) == ("Who", "Planned")
    assert {row.cells[0].says: row.cells[-1].says for row in planned.rows} == {
        "Acquirer certification": "Tomas",  # not in the plan: whoever is to do it, as before
        "Tax and rounding": "9 – 13 Mar, Mara",
    }
