"""The letter as it arrives: readable as text, one column as HTML, answers as links, nothing that watches the reader."""

import re
from dataclasses import asdict
from html.parser import HTMLParser
from typing import Any

import pytest
from tests.communication.grounds import DECISION, finding, ground

from leadline.communication.composing import compose
from leadline.communication.mail import as_html, as_text
from leadline.communication.wording import body, plain, subject, used
from leadline.record.models import Draft, Program

ADDRESS = "https://leadline.example/p/checkout/briefs/weekly"
ANSWERS = [("Open the decision", "https://leadline.example/p/checkout/decisions")]


def draft(altitude: str = "sponsor", edited: str = "", **more: Any) -> Draft:
    made = ground(
        altitude, live=0.45, was=0.8, more={"decisions": [DECISION]} | more, findings=(finding("Book a slot"),)
    )
    letter = compose(altitude, made)
    paragraphs = [{"kind": one.kind, "text": one.text, "cells": list(one.cells)} for one in letter.paragraphs]
    return Draft(
        program=Program(key="checkout", name="Checkout"), letter="weekly", altitude=altitude, subject=letter.subject,
        paragraphs=paragraphs, facts=[asdict(one) for one in letter.facts], edited=edited, round_number=1,
    )  # fmt: skip


class Reader(HTMLParser):
    """Counts what is opened and closed, and keeps ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.links += [str(value) for name, value in attrs if name == "href"]
        self.ids += [str(value) for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_the_text_has_the_letter_then_the_answers_then_where_each_number_comes_from() -> None:
    text = as_text(draft(), ADDRESS, ANSWERS).replace("\u00a0", " ")

    places = [text.index(part) for part in (draft().subject, ANSWERS[0][1], "Where each number comes from", ADDRESS)]
    assert places == sorted(places)
    assert "[[" not in text


@pytest.mark.parametrize("altitude", ["executive", "sponsor", "team", "partner"])
def test_every_figure_of_the_mail_leads_to_its_proof_and_stands_at_the_end(altitude: str) -> None:
    made = draft(altitude)
    html = as_html(made, ADDRESS, ANSWERS)
    links = read(html).links

    for fact in used(made):
        assert f"{ADDRESS}#{fact['id']}" in links
        assert f"<li><b>{fact['figure']}</b>" in html
    assert ANSWERS[0][1] in links


def test_nothing_in_it_loads_or_watches() -> None:
    html = as_html(draft(), ADDRESS, ANSWERS)
    tags = set(read(html).tags)

    assert not tags & {"img", "script", "link", "iframe", "form", "table", "object"}
    assert "url(" not in html
    assert "max-width: 600px" in html
    assert "prefers-color-scheme: dark" in html


def test_what_was_typed_cannot_become_markup() -> None:
    nasty = "<img src=x onerror=alert(1)> & “co”"
    made = draft(milestones=[{"id": "live", "name": nasty}, {"id": "brazil", "name": "B"}], stakeholders=[
        {"id": "s-sponsor", "person": "ines", "altitude": "sponsor"}])  # fmt: skip

    for html in (as_html(made, ADDRESS), as_html(draft(edited=nasty), ADDRESS), body(made), body(draft(edited=nasty))):
        assert "<img" not in html
        assert "&lt;img" in html


def test_the_page_has_each_id_once_and_a_proof_for_each_link() -> None:
    made = draft()
    page = read(body(made))

    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} == {one["id"] for one in used(made)}
    assert "table" in page.tags


def test_a_persons_own_words_keep_the_links_of_the_figures_that_are_still_there() -> None:
    made = draft(edited="Ines, Iberia has 45\u00a0% for 31 Mar. Not 45.\n\nIn 2031 nobody asks.")
    page = read(body(made))

    assert [one["figure"] for one in used(made)] == ["31 Mar", "45\u00a0%"]
    assert len(page.links) == 2
    assert plain(made) == made.edited
    assert subject(made) == "Ines, Iberia has 45 % for 31 Mar."


def test_a_short_letter_has_no_headings() -> None:
    assert "<h2>" not in body(draft("executive"))
    assert re.findall("<h2>(.*?)</h2>", body(draft("sponsor"))) == [
        "The decision", "What could be done", "The promises", "All of it together",
    ]  # fmt: skip
