"""What single parts say at their edges: unknown money, no promise, nothing measurable, a wrong answer."""

from datetime import date, datetime
from typing import Any

import pytest
from tests.web.gallery import render, render_text
from tests.web.sample import AS_OF, NO_PROMISE, Page, frame

from leadline.charts.parts import Action, Cell, Column, Evidence, Field, Form, Option, Price, Progress
from leadline.web.icons import ICONS
from leadline.web.pages import error_page


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ d|day:as_of }}", "13 May"),
        ("{{ d|week_day:as_of }}", "Wed 13 May"),
        ("{{ d|long_day:as_of }}", "Wednesday 13 May"),
        ("{{ t|moment:as_of }}", "today 07:00"),
        ("{{ d|iso }}", "2026-05-13"),
        ("{{ x|days }}", "−8.4"),
        ("{{ x|days_to:y }}", "−8.4 to −7.9"),
        ("{{ p|share }}", "59\u00a0%"),
        ("{{ p|points }}", "59"),
        ('{{ c|money:"USD" }}', "$126k"),
        ("{{ then|ago:as_of }}", "4 days ago"),
        ("{{ n|number }}", "10,000"),
        ('{{ n|plural:"future" }}', "10,000 futures"),
        ('{{ one|plural:"person,people" }}', "1 person"),
        ("{{ names|listed }}", "Mara and Tomas"),
        ('{{ "Noor Haddad"|initials }}', "NH"),
        ('{{ "at-risk"|status_word }}', "At risk"),
        (
            "{{ none|day }} {{ none|days }} {{ none|share }} {{ none|money }} {{ none|number }}",
            " ".join(["unknown"] * 5),
        ),
    ],
)
def test_filters_say_what_the_words_say(source: str, said: str) -> None:
    context: dict[str, Any] = {
        "as_of": AS_OF,
        "d": date(2026, 5, 13),
        "t": datetime(2026, 3, 2, 7, 0),
        "x": -8.4,
        "y": -7.9,
        "p": 0.59,
        "c": 12_600_000,
        "then": date(2026, 2, 26),
        "n": 10_000,
        "one": 1,
        "names": ["Mara", "Tomas"],
        "none": None,
    }

    assert render_text(source, **context) == said


def test_a_price_in_which_nothing_can_be_told_says_so() -> None:
    html = render("web/components/price.html", price=Price(-0.2, -0.4, 0.1, commitment="Iberia live"))

    assert 'data-way="none"' in html
    assert "No measurable effect" in html
    assert "−0.4 to +0.1, Iberia live" in html


def test_an_unpriced_remedy_says_why_and_shows_no_figure() -> None:
    html = render("web/components/price.html", price=Price(None, why_unpriced="advice, no edits"))

    assert "Not priced" in html
    assert "advice, no edits" in html
    assert "P80" not in html


@pytest.mark.parametrize(
    ("money", "cost", "said"),
    [
        (12_600_000, 3_400_000, "€126k gained<small>costs €34k"),
        (-900_000, 0, "€9k lost<small>costs nothing"),
        (None, None, "money unknown</span><small>cost unknown"),
        (0, -500_000, "nothing gained<small>saves €5k"),
    ],
)
def test_money_nobody_recorded_is_unknown_and_never_0(money: int | None, cost: int | None, said: str) -> None:
    assert said in render("web/components/money.html", price=Price(-3, money_cents=money, cost_cents=cost))


def test_a_milestone_nobody_promised_still_shows_all_four_parts() -> None:
    html = render("web/components/promise_line.html", promise=NO_PROMISE, page=Page(frame("Japan decided")))

    assert html.count("none yet") == 2
    assert "unknown" in html
    assert "never moved" in html


def test_a_wrong_answer_is_named_beside_its_field_and_read_out_with_it() -> None:
    html = render(
        "web/components/field.html",
        field=Field("f-due", "due", "Due", "date", hint="A working day.", error="27 Feb has passed."),
    )

    assert 'aria-invalid="true" aria-describedby="f-due-wrong f-due-hint"' in html
    assert 'id="f-due-wrong"' in html


def test_a_choice_keeps_what_was_chosen() -> None:
    options = (Option("ib", "Iberia"), Option("br", "Brazil", chosen=True))

    html = render("web/components/field.html", field=Field("f", "milestone", "Milestone", "select", options=options))

    assert '<option value="br" selected>Brazil</option>' in html
    assert html.count("selected") == 1


def test_what_people_typed_is_never_markup() -> None:
    bad = "<script>alert(1)</script>"
    action = Action(1, bad, "/finding", bad, Price(-3.0, commitment=bad))

    html = render("web/components/action.html", action=action) + render_text(
        '{% person name %}{% status "unknown" name %}', name=bad
    )

    assert "<script" not in html


def test_an_accepted_action_has_no_button_left() -> None:
    action = Action(1, "Call Tomas", "/finding", "No date.", Price(-3.0), accept_says="Accepted by Noor", done=True)

    html = render("web/components/action.html", action=action)

    assert "Accepted by Noor" in html
    assert "<button" not in html


def test_a_dialog_with_a_wrong_answer_comes_back_open() -> None:
    form = Form("snooze", "Snooze?", "/snooze", "Snooze", opens="Snooze…", open=True)

    assert "data-dialog open>" in render("web/components/dialog_form.html", form=form)


def test_evidence_without_an_address_is_plain_words() -> None:
    assert render("web/components/evidence.html", evidence=Evidence("55 %", "")).strip() == "55 %"
    assert 'class="evidence"' in render("web/components/evidence.html", evidence=Evidence("55 %", "/e"))


def test_a_finished_round_is_no_longer_asked_for() -> None:
    html = render("web/components/progress.html", progress=Progress("r", "Done", 1.0, done_url="/monday", reload=True))

    assert "data-poll" not in html
    assert 'data-go-on="/monday"' in html


def test_progress_of_unknown_length_claims_no_share() -> None:
    assert "value=" not in render("web/components/progress.html", progress=Progress("r", "Reading", poll_url="/poll"))


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        (Column("Name"), Cell("Iberia"), ""),
        (Column("P80", number=True), Cell("13 May"), ' class="num"'),
        (Column("Moved", number=True, drop=True), Cell("+6.3", kind="later"), ' class="num drop cell-later"'),
    ],
)
def test_a_cell_carries_a_class_only_for_a_reason(column: Column, cell: Cell, said: str) -> None:
    assert render_text("{{ column|cell_class:cell }}", column=column, cell=cell) == said


def test_an_unknown_icon_is_our_bug_and_is_not_swallowed() -> None:
    with pytest.raises(KeyError):
        render_text('{% icon "no such icon" %}')


def test_every_icon_draws_something() -> None:
    for name in ICONS:
        assert "<svg" in render_text("{% icon name %}", name=name)


@pytest.mark.parametrize("code", [400, 403, 404, 405, 429, 500, 503, 418, 502])
def test_every_error_says_what_why_and_what_next(code: int) -> None:
    page = error_page(code, as_of=AS_OF, home_url="/")

    assert page.code == code
    assert page.title
    assert page.says.endswith(".")
    assert page.verb


def test_a_refusal_says_its_own_words() -> None:
    page = error_page(403, as_of=AS_OF, home_url="/", says="Only the owner may retire a program. Ask Ines.")

    assert "Ask Ines" in render("web/pages/error.html", page=page)
