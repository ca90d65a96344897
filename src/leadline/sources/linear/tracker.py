"""Linear, as one of the trackers."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from leadline.sources.http.client import Client
from leadline.sources.linear import check, events, push, read, translate
from leadline.sources.linear.settings import Settings, parse
from leadline.sources.tracker import Checked, Cursor, Event, Parts, Step, Translated, Write, Written

RIGHTS = (
    "A personal API key (in Linear: Settings, Security & access) with the right to read, for the teams that are to be read; with "
    "the right to write as well, if accepted changes are to be sent. An OAuth token with the scope read (and write) does as well."
)
KEY = "lin_api_"
"""How a personal key begins. It is sent as it is; any other token is a bearer's."""


class _Linear:
    name = "linear"
    title = "Linear"
    example = "linear:workspace/TEAM"
    token_says = RIGHTS
    sends_webhooks = True
    can_be_written = True

    def settings(self, address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
        return parse(address, mapping)

    def authorization(self, token: str) -> Mapping[str, str]:
        return {"Authorization": token if token.startswith(KEY) else f"Bearer {token}"}

    def check(self, client: Client, settings: Settings) -> Checked:
        return check.check(client, settings)

    def changes(self, client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
        return read.changes(client, settings, cursor)

    def everything(self, client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
        return read.everything(client, settings, cursor)

    def one(self, client: Client, settings: Settings, subject: str) -> Step:
        return read.one(client, settings, subject)

    def event(self, headers: Mapping[str, str], body: Any, settings: Settings) -> Event:
        return events.event(headers, body, settings)

    def signed(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        return events.signed(headers, body, secret)

    def fresh(self, body: bytes, now: datetime) -> bool:
        return events.fresh(body, now)

    def delivery(self, headers: Mapping[str, str]) -> str:
        return events.delivery(headers)

    def translate(self, subject: str, parts: Parts, settings: Settings) -> Translated:
        return translate.translate(subject, parts, settings)

    def write(self, client: Client, settings: Settings, write: Write) -> Written:
        return push.write(client, settings, write)


TRACKER = _Linear()
