"""A letter is approved and goes out once; also when the worker is killed between sending and marking."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.browser import scene

from leadline.channels import folder
from leadline.record import jobs
from leadline.record.doors import VERBS, open_rooms
from leadline.record.models import Job, OutboxLetter
from leadline.rounds.deliver import queue_delivery

open_rooms()
ROOT = Path(__file__).parents[2]
KILLED = 137
STARTS_WITHIN = 60


def letters() -> list[EmailMessage]:
    """What lies in the folder of letters."""
    return folder.letters(Path(settings.HOME) / "letters")


def quick_worker(**environment: str) -> subprocess.Popen[bytes]:
    """The worker process of the quick lane, as `leadline up` starts it, on the database of the test."""
    known = {**os.environ, "LEADLINE_HOME": str(settings.HOME), "PYTHONPATH": str(ROOT / "src"), **environment}
    return subprocess.Popen([sys.executable, "-m", "leadline", "worker", "quick"], env=known)


def wait_until_sent(worker: subprocess.Popen[bytes], page: Page) -> None:
    """Until nothing waits in the outbox any more."""
    for _ in range(STARTS_WITHIN * 5):
        if not OutboxLetter.objects.exclude(state=OutboxLetter.SENT).exists():
            return
        assert worker.poll() is None
        page.wait_for_timeout(200)
    raise AssertionError(f"Still waiting: {list(OutboxLetter.objects.values_list('state', 'problem'))}")


def ask_mara(page: Page, site: str) -> None:
    """Propose a date, which writes her a letter."""
    page.goto(f"{site}/p/checkout/milestones/live")
    typed = page.get_by_role("group").filter(has_text="Type a date, or one fixed outside")
    typed.locator("summary").click()
    typed.locator("input[type=date]").fill("2026-05-04")
    typed.get_by_role("button").last.click()
    expect(page.get_by_role("status").filter(has_text="Asked Mara")).to_be_visible()


def approve_the_brief(page: Page, site: str) -> None:
    """Open the drafted letter to Ines and approve it."""
    page.goto(f"{site}/p/checkout/briefs")
    page.get_by_role("main").get_by_role("link").filter(has_text=re.compile("Checkout|Ines")).first.click()
    page.get_by_role("region", name="Approve").get_by_role("button", name=re.compile("^Approve")).click()


BRIEFS = pytest.mark.skipif("approve_brief" not in VERBS, reason="no verb approves a brief yet")
WAYS = [
    pytest.param(ask_mara, "mara@example.com", id="asking for a date"),
    pytest.param(approve_the_brief, "ines@example.com", id="a brief", marks=BRIEFS),
]


@pytest.mark.parametrize(("write", "to"), WAYS)
def test_an_approved_letter_lies_in_the_folder_once(noor: Page, site: str, seen: Any, write: Any, to: str) -> None:
    write(noor, site)
    assert letters() == []

    for _ in range(2):
        queue_delivery(scene.now())
        scene.do_all(jobs.QUICK)

    (letter,) = letters()
    assert letter["To"] == to
    assert OutboxLetter.objects.get().state == OutboxLetter.SENT


@BRIEFS
def test_a_brief_says_its_figures_with_their_evidence_and_the_page_shows_the_folder(
    noor: Page, site: str, seen: Any
) -> None:
    noor.goto(f"{site}/p/checkout/briefs")
    noor.get_by_role("region", name="Drafts").get_by_role("link").first.click()
    figure = noor.locator("a.evidence[href^='#']").first
    proof = figure.get_attribute("href") or ""
    expect(noor.locator(proof)).to_contain_text(figure.inner_text())

    noor.get_by_role("button", name="Approve and send").click()
    expect(noor.get_by_role("status").filter(has_text="Approved “")).to_be_visible()
    queue_delivery(scene.now())
    scene.do_all(jobs.QUICK)
    noor.goto(f"{site}/p/checkout/briefs")

    expect(noor.get_by_role("region", name="In the letters folder")).to_contain_text("to ines@example.com")
    expect(noor.get_by_role("region", name="Approved and sent")).to_contain_text("sent", ignore_case=True)


@BRIEFS
def test_a_number_that_no_fact_holds_is_refused_when_the_words_are_edited(noor: Page, site: str, seen: Any) -> None:
    noor.goto(f"{site}/p/checkout/briefs")
    noor.get_by_role("region", name="Drafts").get_by_role("link").first.click()
    words = noor.get_by_role("main").locator("textarea")
    words.fill(f"{words.input_value()}\n\nWe are 4711 days early.")

    noor.get_by_role("button", name="Keep these words").click()

    expect(noor.get_by_text("4711").first).to_be_visible()
    expect(noor.get_by_role("heading", level=1)).to_have_text("That was not done yet")
    expect(noor.get_by_role("main").locator("textarea")).to_have_value(re.compile("4711 days early"))
    assert not OutboxLetter.objects.exists()


@pytest.mark.parametrize(("write", "to"), WAYS)
def test_a_worker_killed_between_sending_and_marking_leaves_one_letter_with_one_message_id(
    noor: Page, site: str, seen: Any, write: Any, to: str
) -> None:
    write(noor, site)
    queue_delivery(scene.now())

    assert quick_worker(LEADLINE_FAULT="deliver.before_mark:1").wait(STARTS_WITHIN) == KILLED
    first = [one["Message-ID"] for one in letters()]
    assert len(first) == 1
    assert OutboxLetter.objects.get().state == OutboxLetter.SENDING

    # The lease of the dead worker runs out, and another one takes its job over.
    Job.objects.filter(kind="deliver", state=Job.RUNNING).update(leased_until=scene.now() - timedelta(seconds=1))
    another = quick_worker()
    try:
        wait_until_sent(another, noor)
    finally:
        another.terminate()
        another.wait(STARTS_WITHIN)

    (letter,) = letters()
    assert letter["To"] == to
    assert [letter["Message-ID"]] == first
    assert OutboxLetter.objects.get().attempts == 2
