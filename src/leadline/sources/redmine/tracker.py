"""Redmine, as one of the trackers."""

from collections.abc import Iterator, Mapping
from typing import Any

from leadline.sources.http.client import Client
from leadline.sources.redmine import check, push, read, translate
from leadline.sources.redmine.settings import Settings, parse
from leadline.sources.tracker import Checked, Cursor, Event, Parts, Step, Translated, Write, Written

RIGHTS = (
    "The API access key of a user of that Redmine (on its page “My account”), who is a member of the project and its sub-projects "
    "with a role that sees all issues (and edits them, if accepted changes are to be sent). An administrator switches on “Enable "
    "REST web service” first (Administration, Settings, API)."
)


class _Redmine:
    name = "redmine"
    title = "Redmine"
    example = "redmine:host/project"
    token_says = RIGHTS
    sends_webhooks = False
    can_be_written = True

    def settings(self, address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
        return parse(address, mapping)

    def authorization(self, token: str) -> Mapping[str, str]:
        return {"X-Redmine-API-Key": token}

    def check(self, client: Client, settings: Settings) -> Checked:
        return check.check(client, settings)

    def changes(self, client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
        return read.changes(client, settings, cursor)

    def everything(self, client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
        return read.everything(client, settings, cursor)

    def one(self, client: Client, settings: Settings, subject: str) -> Step:
        return read.one(client, settings, subject)

    def event(self, headers: Mapping[str, str], body: Any, settings: Settings) -> Event:
        # Redmine sends no webhooks; what plugins send is unsigned, and each in a form of its own.
        return Event(known=False)

    def signed(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        return False

    def delivery(self, headers: Mapping[str, str]) -> str:
        return ""

    def translate(self, subject: str, parts: Parts, settings: Settings) -> Translated:
        return translate.translate(subject, parts, settings)

    def write(self, client: Client, settings: Settings, write: Write) -> Written:
        return push.write(client, settings, write)


TRACKER = _Redmine()
