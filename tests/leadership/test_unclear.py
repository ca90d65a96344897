import pytest

from leadline.leadership.rules.requirement_unclear import unclear, vague


def said(text: str, is_story: bool = False) -> list[str]:
    return [clue.says for clue in unclear(text, is_story)]


@pytest.mark.parametrize(
    "text",
    [
        "When a refund fails, the ledger shall keep the payment.",
        "While offline, the app shall queue up to 50 payments.",
        "If the bank does not answer within 30 s, then the gateway must try the next one.",
        "The customer support page shall list the opening hours.",
        "The report shall be sent by the ledger every Monday.",
        "The gateway shall handle 200 payments a second.",
    ],
)
def test_a_clear_sentence_has_no_clue(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        ("The page shall load quickly.", "“quickly” needs a number."),
        ("The gateway shall handle refunds.", "“shall handle” can mean many things."),
        ("The page shall show the fee as appropriate.", "“as appropriate” lets it be left out."),
        ("The page shall show fees and/or taxes.", "“and/or” leaves the list open."),
        ("The limit shall stay below to be defined euros.", "“to be defined” is still open."),
        ("The form shall take many payments.", "“many” needs a number."),
        ("The ledger shall book it and shall tell the bank.", "it says “shall” 2 times."),
        ("The report shall be sent on Monday.", "“shall be sent” does not say by whom."),
        ("We want to think about taxes too.", "it does not say who shall do what."),
    ],
)
def test_each_kind_of_unclear_word_is_quoted(text: str, clue: str) -> None:
    assert said(text) == [clue]


def test_a_word_is_named_once_and_words_come_in_their_order() -> None:
    assert said("The easy form shall be an easy, modern form.") == [
        "“easy” needs a number.",
        "“modern” needs a number.",
    ]


def test_a_number_explains_only_its_own_sentence() -> None:
    assert said("The page shall load fast: 300 ms. It stays simple.") == ["“simple” needs a number."]


def test_a_word_inside_another_is_not_that_word() -> None:
    assert said("The breakfast page shall show the goodwill account of TBDecker.") == []


def test_what_is_quoted_or_code_is_left_out() -> None:
    assert said("The page shall show “as fast as possible, etc.” beside `TBD`.") == []


def test_a_text_in_another_language_is_only_searched_for_placeholders() -> None:
    assert said("Die Zahlung muss optimal sein und der Rest ist TBD.") == ["“TBD” is still open."]


def test_a_story_is_only_searched_for_placeholders_and_vague_numbers() -> None:
    assert said("As a merchant I want an easy list of some refunds.", is_story=True) == ["“some” needs a number."]


def test_criteria_need_no_shall() -> None:
    assert vague("A refund of 12.50 is booked; the receipt shows it") == []
