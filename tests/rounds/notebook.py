"""A tracker that is a notebook in memory: what it says is written down in the test, and it can be told to fail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from leadline.program.heard import Cursor, Gone, Parts, Payload, Stated, Step, Translated
from leadline.program.people import Person
from leadline.program.work import Dependency, WorkItem
from leadline.sources.errors import SourceError
from leadline.sources.http.client import Client
from leadline.sources.tracker import Checked, Event, Write, Written

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
A_PAGE = 2


@dataclass(frozen=True)
class Place:
    """Where the notebook is: settings as a tracker has them."""

    address: str
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    base_url: str = "https://notes.example/"


@dataclass
class Notebook:
    """
    Notes by subject, each with a stamp. `hidden` notes are left out of listings; `fails_at` raises that error on asking for
    the page of that number, once.
    """

    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    fails_at: dict[int, BaseException] = field(default_factory=dict)
    at: datetime = START
    asked: int = 0
    name: str = "notebook"
    title: str = "Notebook"
    example: str = "notebook:shelf/title"
    token_says: str = "any word"
    sends_webhooks: bool = True
    can_be_written: bool = True

    def note(self, subject: str, **says: Any) -> None:
        """Write a note, a minute after the last one."""
        self.at += timedelta(minutes=1)
        self.notes[subject] = {**self.notes.get(subject, {}), **says, "at": self.at.isoformat()}

    def settings(self, address: str, mapping: Mapping[str, Mapping[str, str]]) -> Place:
        return Place(address, mapping)

    def authorization(self, token: str) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {token}"}

    def check(self, client: Client, settings: Place) -> Checked:
        return Checked(title=settings.address, counts={"notes": len(self.notes)})

    def changes(self, client: Client, settings: Place, cursor: Cursor) -> Iterator[Step]:
        since = cursor.get("since", "")
        found = sorted((one["at"], subject) for subject, one in self.notes.items() if one["at"] >= since)
        yield from self._pages([subject for _, subject in found], "since")

    def everything(self, client: Client, settings: Place, cursor: Cursor) -> Iterator[Step]:
        yield from self._pages(sorted(one for one in self.notes if one > cursor.get("after", "")), "after")

    def one(self, client: Client, settings: Place, subject: str) -> Step:
        self.asked += 1
        if subject not in self.notes:
            return Step(gone=[Gone(subject, self.moved.get(subject, ""))])
        return Step([self._payload(subject)])

    def event(self, headers: Mapping[str, str], body: Any, settings: Place) -> Event:
        if body.get("kind") != "note":
            return Event(known=False)
        return Event([Payload(body["subject"], "note", body["note"], datetime.fromisoformat(body["note"]["at"]))])

    def signed(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        return headers.get("signature") == secret

    def delivery(self, headers: Mapping[str, str]) -> str:
        return headers.get("delivery", "")

    def translate(self, subject: str, parts: Parts, settings: Place) -> Translated:
        note = parts["note"]
        if note.get("odd"):
            raise ZeroDivisionError
        states = settings.mapping.get("states", {})
        stated = [
            Stated("work", WorkItem(
                id=subject, name=note.get("name", ""), assignee=note.get("who", ""), link=f"https://notes.example/{subject}",
                state=states.get(note.get("state", ""), "todo"),
            ))
        ]  # fmt: skip
        if who := note.get("who"):
            stated.append(Stated("person", Person(id=who, name=note.get("called", "")), shared=True))
        for before in note.get("after", ()):
            stated.append(
                Stated("dependency", Dependency(id=f"{subject}-after-{before[-3:]}", before=before, after=subject))
            )
        return Translated(stated)

    def write(self, client: Client, settings: Place, write: Write) -> Written:
        now = str(self.notes[write.subject].get(write.field, ""))
        if now == write.value:
            return Written("same", payloads=[self._payload(write.subject)])
        if now != write.heard:
            return Written("conflict", now=now, payloads=[self._payload(write.subject)])
        self.note(write.subject, **{write.field: write.value})
        return Written("written", payloads=[self._payload(write.subject)])

    def _pages(self, subjects: list[str], key: str) -> Iterator[Step]:
        shown = [one for one in subjects if one not in self.hidden]
        for start in range(0, len(shown), A_PAGE):
            self.asked += 1
            if problem := self.fails_at.pop(self.asked, None):
                raise problem
            part = shown[start : start + A_PAGE]
            cursor = {key: self.notes[part[-1]]["at"] if key == "since" else part[-1]}
            yield Step([self._payload(one) for one in part], cursor=cursor, share=(start + len(part)) / len(shown))

    def _payload(self, subject: str) -> Payload:
        return Payload(subject, "note", dict(self.notes[subject]), datetime.fromisoformat(self.notes[subject]["at"]))


def client() -> Client:
    """A client that reaches nobody."""

    def never(request: httpx2.Request) -> httpx2.Response:
        raise SourceError(f"{request.url} was asked, and a notebook is in memory.")

    return Client(
        "https://notes.example/", {}, now=lambda: START, sleep=lambda _: None, elapsed=lambda: 0.0,
        transport=httpx2.MockTransport(never),
    )  # fmt: skip
