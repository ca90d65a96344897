"""How numbers, dates and money are said. Every expected text is derived by hand."""

from datetime import UTC, date, datetime

import pytest

from leadline.charts import words

MONDAY = date(2026, 3, 2)
SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 5, 13), "13 May"),
        (date(2026, 3, 2), "2 Mar"),
        (date(2027, 1, 4), "4 Jan 2027"),
        (date(2025, 12, 31), "31 Dec 2025"),
        (datetime(2026, 5, 13, 7, 0, tzinfo=UTC), "13 May"),
        (None, "unknown"),
    ],
)
def test_a_day_names_its_year_only_when_it_is_another_one(value: date | None, said: str) -> None:
    assert words.day(value, MONDAY) == said


def test_a_day_without_a_place_to_stand_always_names_its_year() -> None:
    assert words.day(date(2026, 5, 13)) == "13 May 2026"


def test_a_long_day_is_written_out_and_a_week_day_is_short() -> None:
    assert words.long_day(MONDAY, MONDAY) == "Monday 2 March"
    assert words.long_day(date(2027, 3, 2), MONDAY) == "Tuesday 2 March 2027"
    assert words.week_day(date(2026, 2, 26), MONDAY) == "Thu 26 Feb"
    assert words.long_day(None) == words.week_day(None) == "unknown"


def test_a_moment_of_today_says_today() -> None:
    assert words.moment(datetime(2026, 3, 2, 7, 0, tzinfo=UTC), MONDAY) == "today 07:00"
    assert words.moment(datetime(2026, 3, 1, 17, 40, tzinfo=UTC), MONDAY) == "Sun 1 Mar 17:40"
    assert words.moment(None) == "unknown"


def test_a_weekend_is_shown_as_the_monday_after() -> None:
    assert words.working_day(date(2026, 3, 7)) == words.working_day(date(2026, 3, 8)) == date(2026, 3, 9)
    assert words.working_day(date(2026, 3, 6)) == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (6.3, "+6.3"),
        (-8.4, "−8.4"),
        (0, "0.0"),
        (0.04, "0.0"),
        (-0.04, "0.0"),
        (-0.05, "−0.1"),
        (99.94, "+99.9"),
        (99.97, "+100"),
        (-1234.2, "−1,234"),
        (None, "unknown"),
    ],
)
def test_days_carry_their_sign_and_a_real_minus(value: float | None, said: str) -> None:
    assert words.days(value) == said


def test_an_interval_is_said_once_when_both_ends_read_the_same() -> None:
    assert words.days_between(-11.3, -10.6) == "−11.3 to −10.6"
    assert words.days_between(2.01, 2.04) == "+2.0"
    assert words.days_between(None, 2.0) == "unknown"


@pytest.mark.parametrize(
    ("price", "way"),
    [
        ((-10.9, -11.3, -10.6), "earlier"),
        ((6.3, 5.9, 6.6), "later"),
        ((-0.4, -0.5, -0.3), "none"),
        ((-2.0, -4.1, 0.1), "none"),
        ((0.5, 0.4, 0.6), "later"),
        ((None, None, None), "unpriced"),
    ],
)
def test_a_price_under_half_a_day_or_around_nothing_has_no_side(
    price: tuple[float | None, float | None, float | None], way: str
) -> None:
    assert words.way(*price) == way


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.59, f"59{SPACE}%"),
        (0.445, f"45{SPACE}%"),
        (0, f"0{SPACE}%"),
        (1, f"100{SPACE}%"),
        (0.004, f"under{SPACE}1{SPACE}%"),
        (0.005, f"1{SPACE}%"),
        (0.9951, f"over{SPACE}99{SPACE}%"),
        (0.994, f"99{SPACE}%"),
        (None, "unknown"),
    ],
)
def test_only_never_reads_as_0_percent_and_only_always_as_100(value: float | None, said: str) -> None:
    assert words.share(value) == said


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (0, "€0"),
        (95_000, "€950"),
        (99_960, "€1k"),
        (950_000, "€9.5k"),
        (900_000, "€9k"),
        (996_000, "€10k"),
        (12_600_000, "€126k"),
        (99_960_000, "€1M"),
        (405_000_000, "€4.05M"),
        (390_000_000, "€3.9M"),
        (250_000_000_000, "€2.5B"),
        (-3_400_000, "−€34k"),
        (None, "unknown"),
    ],
)
def test_money_is_short_and_never_rounds_up_to_a_thousand_k(cents: int | None, said: str) -> None:
    assert words.money(cents) == said


def test_money_without_a_sign_of_its_own_uses_its_code() -> None:
    assert words.money(12_600_000, "CHF") == f"CHF{SPACE}126k"
    assert words.money(12_600_000, "USD") == "$126k"


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (MONDAY, "today"),
        (date(2026, 3, 1), "yesterday"),
        (date(2026, 2, 26), "4 days ago"),
        (date(2026, 3, 3), "tomorrow"),
        (date(2026, 3, 5), "in 3 days"),
        (None, "unknown"),
    ],
)
def test_ago_counts_calendar_days(then: date | None, said: str) -> None:
    assert words.ago(then, MONDAY) == said


def test_ago_tells_two_moments_of_one_day_apart_by_the_clock() -> None:
    now = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)

    assert words.ago(datetime(2026, 3, 2, 7, 29, 30, tzinfo=UTC), now) == "just now"
    assert words.ago(datetime(2026, 3, 2, 7, 29, 0, tzinfo=UTC), now) == "1 minute ago"
    assert words.ago(datetime(2026, 3, 2, 4, 30, tzinfo=UTC), now) == "3 hours ago"
    assert words.ago(datetime(2026, 3, 2, 7, 40, tzinfo=UTC), now) == "in 10 minutes"
    # Half an hour, but over midnight: the calendar decides.
    assert words.ago(datetime(2026, 3, 1, 23, 50, tzinfo=UTC), now) == "yesterday"


def test_a_count_agrees_with_its_noun() -> None:
    assert words.plural(1, "finding") == "1 finding"
    assert words.plural(0, "finding") == "0 findings"
    assert words.plural(2, "person", "people") == "2 people"
    assert words.plural(10_000, "future") == "10,000 futures"
    assert words.plural(None, "finding") == "unknown"


def test_a_number_keeps_its_thousands_apart() -> None:
    assert words.number(10_000) == "10,000"
    assert words.number(-1_200) == "−1,200"
    assert words.number(None) == "unknown"


def test_names_are_joined_as_in_a_sentence() -> None:
    assert words.listed([]) == "nobody"
    assert words.listed(["Joana"]) == "Joana"
    assert words.listed(["Joana", "Henrik"]) == "Joana and Henrik"
    assert words.listed(["Mara", "Joana", "Tomas"]) == "Mara, Joana and Tomas"


def test_a_face_has_two_letters() -> None:
    assert words.initials("Noor Haddad") == "NH"
    assert words.initials("Mara") == "MA"
    assert words.initials("Ana (away) Costa") == "AC"
    assert words.initials("  ") == "?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Held up since 2026-02-23.", "Held up since 23 Feb."),
        ("Planned 2027-01-04, due 2026-05-08", "Planned 4 Jan 2027, due 8 May"),
        ("pix-by-2026-05-08 is an id", "pix-by-2026-05-08 is an id"),
        ("Part 2026-13-45 is no day", "Part 2026-13-45 is no day"),
    ],
)
def test_a_date_in_a_sentence_is_said_as_people_say_it(text: str, said: str) -> None:
    assert words.dated(text, date(2026, 3, 2)) == said
