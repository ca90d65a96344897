"""A tracker is connected: what there is, the reading, its first findings; and the token is nowhere on the disk or on a page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page, expect
from tests.browser import scene
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.github import GitHub
from tests.sources.fake.schedule import TOKEN

from leadline.record import jobs
from leadline.record.models import Program, Source
from leadline.rounds import reaching
from leadline.sources.http.client import Client

ADDRESS = "github:acme/checkout"


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> GitHub:
    """A repository of thirty issues, in the place of the one that the internet leads to."""
    clock = Clock()
    fake = GitHub(clock, chance(5), issues=30)
    monkeypatch.setattr(
        reaching, "Client", partial(Client, transport=httpx2.MockTransport(fake.handle)),
    )  # fmt: skip
    return fake


@pytest.fixture
def owner(page: Page, sign_in: Callable[[Page], Page]) -> Page:
    """The owner's browser, before there is any program."""
    return sign_in(page)


def connect(page: Page, site: str, token: str = TOKEN) -> None:
    page.goto(f"{site}/connect")
    page.get_by_label("Address").fill(ADDRESS)
    page.get_by_label("Token", exact=True).fill(token)
    page.get_by_role("button", name="Ask what there is").click()


def test_from_an_address_to_the_first_findings(owner: Page, site: str, github: GitHub) -> None:
    connect(owner, site)
    scene.do_all(jobs.TRACKERS)
    owner.reload()

    expect(owner.get_by_role("heading", level=1)).to_have_text("acme/checkout")
    expect(owner.get_by_text("Not read yet")).to_be_visible()
    expect(owner.get_by_text("ines (fine-grained token)")).to_be_visible()

    owner.get_by_role("button", name="Start reading").click()
    expect(owner.get_by_role("progressbar")).to_be_visible()
    scene.do_all(jobs.TRACKERS)
    # The page that was open says so by itself.
    expect(owner.get_by_text("Heard", exact=True)).to_be_visible()

    program = Program.objects.get(key="checkout")
    scene.run_round(program)
    owner.goto(f"{site}/p/checkout/findings")
    expect(owner.get_by_role("rowheader", name="checkout has no goal, no owner")).to_be_visible()


def test_a_token_that_is_not_accepted_is_told_and_replaced(owner: Page, site: str, github: GitHub) -> None:
    connect(owner, site, "canary-that-is-wrong")
    scene.do_all(jobs.TRACKERS)
    owner.reload()
    expect(owner.get_by_role("main")).to_contain_text("does not accept the token")

    owner.get_by_role("button", name="Give another token").click()
    owner.get_by_label("New token").fill(TOKEN)
    owner.get_by_role("button", name="Use this token").click()
    scene.do_all(jobs.TRACKERS)
    owner.reload()

    expect(owner.get_by_text("Not read yet")).to_be_visible()


def test_an_address_that_is_none_keeps_what_was_typed_but_for_the_token(owner: Page, site: str) -> None:
    owner.goto(f"{site}/connect")
    owner.get_by_label("Address").fill("trello:board")
    owner.get_by_label("Token", exact=True).fill(TOKEN)
    owner.get_by_role("button", name="Ask what there is").click()

    expect(owner.get_by_role("alert")).to_contain_text("knows no tracker “trello”")
    expect(owner.get_by_label("Address")).to_have_value("trello:board")
    expect(owner.get_by_label("Token", exact=True)).to_have_value("")


def test_a_proposed_secret_is_kept_once_somebody_agrees(owner: Page, site: str, github: GitHub) -> None:
    connect(owner, site)
    scene.do_all(jobs.TRACKERS)
    owner.reload()

    owner.get_by_role("button", name="Set the secret").click()
    secret = owner.get_by_label("Secret", exact=True).input_value()
    owner.get_by_role("button", name="Keep the secret").click()

    expect(owner.get_by_role("main")).to_contain_text("On: a webhook that is signed with the secret is taken")
    kept = Source.objects.get()
    assert len(secret) >= 32
    assert reaching.host_of(reaching.tracker_of(kept)[1]) == "api.github.com"
    assert secret_of(kept) == secret
    assert secret not in owner.content()


def test_the_token_is_on_no_page_and_in_no_file(owner: Page, site: str, github: GitHub, settings: Any) -> None:
    connect(owner, site)
    scene.do_all(jobs.TRACKERS)
    owner.reload()
    owner.get_by_role("button", name="Start reading").click()
    scene.do_all(jobs.TRACKERS)
    scene.run_round(Program.objects.get(key="checkout"))

    base = f"{site}/p/checkout"
    pages = ("sources", "source/1", "connect", "writes", "journal", "rounds", "monday", "facts", "nothing-here")
    seen = {one: owner.request.get(f"{base}/{one}").text() for one in pages}
    files = [one for one in Path(settings.HOME).rglob("*") if one.is_file()]

    assert not [where for where, text in seen.items() if TOKEN in text]
    assert any(one.name.startswith("leadline.db") for one in files)
    assert not [one.name for one in files if TOKEN.encode() in one.read_bytes()]


def secret_of(source: Source) -> str:
    from leadline.record.private import tokens

    return tokens.secret_of(source, "api.github.com")
