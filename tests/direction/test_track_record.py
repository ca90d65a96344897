"""The page of the track record: what was promised, what came, the worst misses, and nothing where nothing was tested."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.direction import built

from leadline.direction.pages import track_record as page
from leadline.direction.questions import Standing
from leadline.program.track_record import (
    CleanUp,
    Delivered,
    Given,
    GivenOn,
    Held,
    Miss,
    OddsHeld,
    Score,
    Skill,
    TrackRecord,
    Width,
)
from leadline.record.models import Acceptance, Forecast, JournalLine, Program
from leadline.record.snapshots import store
from leadline.rounds.round import Asked, run_round

HELD = (
    Held(0.5, 40, 25, 21, 0.36, 0.64), Held(0.8, 38, 24, 22, 0.67, 0.92), Held(0.95, 0, 0, 0, 0.0, 1.0),
)  # fmt: skip
LIVE = Score(
    44, 26, 2, 3, HELD, (1, 2, 3, 4, 5, 5, 4, 3, 2, 9), (Width(date(2026, 2, 1), 12.5, 20),),
    (Miss("network", "live", date(2026, 1, 5), date(2026, 2, 1), None, 29, "Since then 2 pieces of work were added."),),
)  # fmt: skip


def seen(track: TrackRecord | None) -> page.TrackRecordPage:
    return page.present(Standing(built.snapshot(), "/p/checkout", "tpm"), track)


def test_the_headline_says_what_share_of_p80_dates_held_and_whether_that_is_true() -> None:
    # 22 of 38 is 58 %, below the band that begins at 67 %.
    shown = seen(TrackRecord(built.MONDAY, LIVE))
    assert (
        shown.says
        == "Of the P80 dates whose day has passed, 58\u00a0% held, which is too bold: less came than promised."
    )


def test_with_fewer_than_twenty_things_nothing_is_judged() -> None:
    few = Score(3, 3, held=(Held(0.5, 3, 3, 1, 0.0, 1.0), Held(0.8, 3, 3, 3, 0.3, 1.0), Held(0.95, 3, 3, 3, 0.6, 1.0)))
    assert seen(TrackRecord(built.MONDAY, few)).says.endswith("held, of 3 things: too few to judge by.")


def test_before_a_forecast_of_its_own_was_tested_the_replayed_ones_speak() -> None:
    told = "Replayed over its history, 58\u00a0% of P80 dates held, which is too bold: less came than promised."
    assert seen(TrackRecord(built.MONDAY, replayed=LIVE)).says == f"{told} None of its own was put to the test yet."


def test_each_share_has_its_row_and_one_that_was_not_tested_says_so() -> None:
    part = seen(TrackRecord(built.MONDAY, LIVE)).parts[0]
    assert part.kept
    assert part.kept.numbers
    rows = [[cell.says for cell in row.cells] for row in part.kept.numbers.rows]
    assert rows[0][:4] == ["P50", "53\u00a0%", "40", "25"]
    assert rows[2][:2] == ["P95", "not tested"]
    assert "3 wait for their day; 2 were about work that was dropped or tidied up, and are not scored." in part.says


def test_live_and_replayed_stand_apart_in_marks_of_their_own() -> None:
    shown = seen(TrackRecord(built.MONDAY, LIVE, LIVE))
    assert [part.id for part in shown.parts] == ["live", "replayed"]
    live, replayed = (part.kept.wide for part in shown.parts if part.kept)
    assert ('class="dot-past"' in live, 'class="dot-past"' in replayed) == (True, False)


def test_a_miss_says_by_how_much_and_what_came_in_between() -> None:
    part = seen(TrackRecord(built.MONDAY, LIVE)).parts[0]
    assert part.misses
    cells = [cell.says for cell in part.misses.rows[0].cells]
    assert cells == ["Iberia live", "5 Jan", "1 Feb", "not yet", "29 days", "Since then 2 pieces of work were added."]


def test_the_promises_of_the_last_day_with_several_are_drawn_and_named() -> None:
    friday = date(2026, 2, 27)
    promised = tuple(Given("network", "live", date(2026, 1, 5), friday, 0.9 - n / 10, n < 4) for n in range(5))
    told = replace(LIVE, given=promised, days=(GivenOn(friday, 5, 3.5, 4), GivenOn(date(2026, 1, 30), 1, 0.5, 1)))
    part = seen(TrackRecord(built.MONDAY, told)).parts[0]
    assert part.given_for == "Promised for 27 Feb, one by one"
    assert part.given
    assert part.given.says.startswith("Of 5, 3.5 were expected by their odds, and 4 were kept.")
    assert part.given.numbers
    first, *_, last = [[cell.says for cell in row.cells] for row in part.given.numbers.rows]
    assert (first, last[-1]) == (["Iberia live", "90\u00a0%", "5 Jan", "kept"], "missed")
    # One day with several is no list of days.
    assert part.days is None


def test_a_record_of_odds_alone_draws_no_shares_that_nobody_promised() -> None:
    friday = date(2026, 2, 27)
    odds = Score(9, 9, odds=(OddsHeld(0.6, 0.8, 9, 0.7, 6),), held=tuple(replace(one, count=0) for one in HELD))
    days = (GivenOn(friday, 5, 3.5, 4), GivenOn(date(2026, 1, 30), 6, 4.0, 3))
    part = seen(TrackRecord(built.MONDAY, replace(odds, days=days))).parts[0]
    assert part.kept is None
    assert part.days
    assert [cell.says for cell in part.days.rows[1].cells] == ["30 Jan", "6", "4.0", "3"]


def test_promised_days_stand_by_the_odds_they_were_given() -> None:
    told = replace(LIVE, odds=(OddsHeld(0.6, 0.8, 12, 0.7, 9),))
    part = seen(TrackRecord(built.MONDAY, told)).parts[0]
    assert part.odds
    assert [cell.says for cell in part.odds.rows[0].cells] == ["60 to 80\u00a0%", "12", "70\u00a0%", "75\u00a0%"]


SKILLED = (
    Skill("", 30, 24, 6.5, 10.0, 0.35),
    Skill("item", 29, 23, 6.0, 10.0, 0.4),
    Skill("pace", 1, 1, 21.0, 10.0, -1.1),
)


def test_what_forecasts_were_worth_stands_by_question_beside_the_naive_day() -> None:
    part = seen(TrackRecord(built.MONDAY, replace(LIVE, skill=SKILLED))).parts[0]
    assert part.skill
    assert [[cell.says for cell in row.cells] for row in part.skill.rows] == [
        ["All together", "30", "24", "6.5 days", "10.0 days", "+0.35"],
        ["Pieces of work", "29", "23", "6.0 days", "10.0 days", "+0.40"],
        ["The next so many items", "1", "1", "21.0 days", "10.0 days", "\u22121.10"],
    ]
    # Of one thing nothing is judged.
    assert [row.cells[-1].kind for row in part.skill.rows] == ["strong", "strong", "quiet"]
    assert part.skill_says.startswith(
        "Off by 6.5 days on average, where the naive day was off by 10.0 days: skill +0.35. Naive is"
    )


def test_skill_of_few_things_says_so_and_none_at_all_is_not_shown() -> None:
    few = seen(TrackRecord(built.MONDAY, replace(LIVE, skill=(Skill("", 3, 3, 2.0, 4.0, 0.5),)))).parts[0]
    assert "skill +0.50, of 3 things: too few to judge by. " in few.skill_says
    none = seen(TrackRecord(built.MONDAY, LIVE)).parts[0]
    assert (none.skill, none.skill_says) == (None, "")


def test_a_naive_day_that_was_never_off_leaves_no_skill_to_tell() -> None:
    part = seen(TrackRecord(built.MONDAY, replace(LIVE, skill=(Skill("", 3, 3, 2.0, 0.0),)))).parts[0]
    assert part.skill
    assert part.skill.rows[0].cells[-1].says == "unknown"
    assert part.skill_says == ""


def test_days_that_remedies_were_priced_at_stand_beside_those_they_brought() -> None:
    shown = seen(TrackRecord(built.MONDAY, delivered=Delivered(3, 2, 9.0, 6.5)))
    assert shown.delivered == "3 remedies were accepted. 2 looked back at: promised +9.0, delivered +6.5."


def test_what_was_tidied_up_is_told_and_said_to_count_for_nothing() -> None:
    found = (CleanUp(date(2025, 11, 3), 40), CleanUp(date(2025, 12, 1), 2), CleanUp(date(2026, 2, 2), 120))
    assert seen(TrackRecord(built.MONDAY, LIVE, clean_ups=found)).clean_ups == (
        "On 2 Feb 120 old pieces of work were closed in one go. So were 42 on 2 earlier days. "
        "That is tidying up: it counts neither as work that was done nor as an outcome."
    )
    assert seen(TrackRecord(built.MONDAY, LIVE)).clean_ups == ""


def test_before_the_first_round_the_page_says_what_makes_one(client: Client, db: None) -> None:
    assert seen(None).empty is not None


@pytest.mark.django_db
def test_a_round_counts_the_forecasts_whose_day_has_passed(client: Client) -> None:
    program = store(built.snapshot(), built.NOON, pinned=True)
    made = built.MONDAY - timedelta(days=100)
    for n in range(4):
        row: dict[str, Any] = {
            "round_number": 1, "seed": 1, "engine": "test", "snapshot_hash": "0", "made_on": made + timedelta(days=7 * n),
            "quantiles": [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65],
        }  # fmt: skip
        # Trial was over on 20 February: day 90 of the first forecast, 69 of the last: later than all of them.
        Forecast.objects.create(
            program=program, subject="trial", resolution="reached", happened_on=date(2026, 2, 20), **row
        )
        Forecast.objects.create(program=program, subject="gone", resolution="dropped", **row)
    run_round(program, built.NOON, lambda: built.NOON, asked=Asked(futures=50))

    client.force_login(built.account(program, "tpm").account, backend="django.contrib.auth.backends.ModelBackend")
    body = client.get("/p/checkout/track-record").content.decode()

    assert "Of the P80 dates whose day has passed, 0\u00a0% held, of 1 thing: too few to judge by." in body
    assert "4 were about work that was dropped" in body
    assert "Trial over" in body
    assert "style=" not in body


@pytest.mark.django_db
def test_a_remedy_that_was_looked_back_at_counts_and_one_that_was_undone_does_not() -> None:
    program = store(built.snapshot(), built.NOON, pinned=True)
    for number, (state, delivered) in enumerate(
        (("verified", {"days": 3.0}), ("open", None), ("undone", {"days": 9.0}))
    ):
        line = JournalLine.objects.create(
            program=program, at=built.NOON, who="Noor", verb="accept_remedy", says=f"{number}"
        )
        Acceptance.objects.create(
            program=program, line=line, fingerprint=f"f{number}", rule="D203", says="", price={"days": 5.0}, accepted_on=built.MONDAY,
            look_back_on=built.MONDAY, seed=1, futures=100, state=state, delivered=delivered,
        )  # fmt: skip
    from leadline.rounds.track import track_record

    found = track_record(Program.objects.get(), built.snapshot())
    assert found.delivered == Delivered(2, 1, 5.0, 3.0)
