"""Letting somebody in: a role, a letter with a link that signs them in once, and a way to take it back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leadline.record.access import Who
from leadline.record.doors import Refused
from leadline.record.models import Account, OutboxLetter, Program, Role

Act = Callable[..., Any]


def link_of(letter: OutboxLetter) -> str:
    line = next(line for line in letter.text.splitlines() if "/start/" in line)
    return line[line.index("/start/") :]


def test_the_link_in_the_letter_signs_them_in_with_their_role(program: Program, act: Act, client: Client) -> None:
    act(program, "give_role", email="mara@example.com", role="member", person="mara")

    account = Account.objects.get(email="mara@example.com")
    assert (Who("Mara", account=account).role_in(program), Who("Mara", account=account).person_in(program)) == (
        "member",
        "mara",
    )
    assert "/start/" in link_of(OutboxLetter.objects.get())
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/p/checkout/monday").status_code == 200
    assert client.get("/p/checkout/access").status_code == 403


def test_giving_another_role_changes_the_one_they_have(program: Program, act: Act) -> None:
    act(program, "give_role", email="mara@example.com", role="member")
    act(program, "give_role", email="mara@example.com", role="lead")

    assert [one.role for one in Role.objects.all()] == ["lead"]


def test_whose_role_is_taken_back_sees_nothing_from_the_next_page_on(
    program: Program, act: Act, client: Client
) -> None:
    act(program, "give_role", email="mara@example.com", role="member")
    client.force_login(
        Account.objects.get(email="mara@example.com"), backend="django.contrib.auth.backends.ModelBackend"
    )
    act(program, "take_role", email="mara@example.com")

    assert client.get("/p/checkout/monday").status_code == 404


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "mara@example.com", "role": "king"}, "A role is one of"),
        ({"email": "nobody", "role": "member"}, "is no address"),
        ({"email": "mara@example.com", "role": "member", "person": "zoe"}, "no person “zoe”"),
    ],
)
def test_what_makes_no_role_is_refused_and_leaves_no_account(
    program: Program, act: Act, given: dict[str, str], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        act(program, "give_role", **given)

    assert not Account.objects.filter(is_owner=False).exists()
