"""Whatever goes wrong, people get a sentence and a way on, and nobody is sent to another site."""

import logging

import pytest
from django.test import Client, RequestFactory
from tests.web.test_doors import noor, program

from leadline.record.models import Program
from leadline.record.private.answer_links import make
from leadline.web.errors import broken

__all__ = ["noor", "program"]


def test_an_address_that_only_takes_a_button_says_so_when_it_is_opened(program: Program, noor: Client) -> None:
    answer = noor.get("/p/checkout/do/snooze")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "This address only takes a button" in answer.content.decode()


def test_a_form_of_an_earlier_session_says_what_to_do(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in", {"email": "noor@example.com", "password": "x"})

    assert answer.status_code == 403
    assert "This form is not good any more" in answer.content.decode()
    assert "load the page again" in answer.content.decode()


def test_the_number_of_a_report_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "leadline.web"):
        answer = broken(RequestFactory().get("/p/checkout/monday"))

    number = caplog.records[0].args[0]  # type: ignore[index]
    assert f"The report is number {number}." in answer.content.decode()


@pytest.mark.parametrize("elsewhere", ["//example.com", "/\\example.com", "https://example.com", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(elsewhere: str, program: Program, noor: Client) -> None:
    account = noor.session["_auth_user_id"]
    from leadline.record.models import Account

    owner = Account.objects.get(pk=account)
    owner.set_password("long enough")
    owner.save()
    noor.logout()

    answer = noor.post("/sign-in", {"email": owner.email, "password": "long enough", "next": elsewhere})

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_button_pressed_after_the_session_ended_does_not_lead_back_to_its_address(program: Program) -> None:
    answer = Client().post("/p/checkout/do/snooze", {"finding": "S401-0"})

    assert answer["Location"] == "/sign-in?next=%2F"


def test_a_question_says_in_whose_name_it_is_answered(program: Program, client: Client) -> None:
    page = client.get(f"/answer/{make(program, 'mara', 'promise:p1')}").content.decode()

    assert "Checkout. You answer as Mara." in page
    assert "Can you stand for Tuesday 31 March for Checkout live?" in page
