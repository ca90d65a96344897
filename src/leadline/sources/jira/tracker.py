"""Jira, Cloud and Data Center, as one of the trackers."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

from leadline.sources.http.client import Client
from leadline.sources.jira import check, events, push, read, translate
from leadline.sources.jira.settings import Settings, parse
from leadline.sources.tracker import Checked, Cursor, Event, Parts, Step, Translated, Write, Written

RIGHTS = (
    "Jira Cloud: your e-mail address, a colon and an API token (you@acme.example:token; made under id.atlassian.com, Security, "
    "API tokens). Data Center: a personal access token (your profile, Personal Access Tokens). Its user may browse the project, and "
    "edit, move and link its issues if accepted changes are to be sent."
)


class _Jira:
    name = "jira"
    title = "Jira"
    example = "jira:acme.atlassian.net/SHOP"
    token_says = RIGHTS
    sends_webhooks = True
    can_be_written = True

    def settings(self, address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
        return parse(address, mapping)

    def authorization(self, token: str) -> Mapping[str, str]:
        # A token of the cloud goes with its user; a personal access token is alone, and holds no colon.
        if ":" in token:
            return {"Authorization": f"Basic {b64encode(token.encode()).decode()}"}
        return {"Authorization": f"Bearer {token}"}

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

    def delivery(self, headers: Mapping[str, str]) -> str:
        return events.delivery(headers)

    def translate(self, subject: str, parts: Parts, settings: Settings) -> Translated:
        return translate.translate(subject, parts, settings)

    def write(self, client: Client, settings: Settings, write: Write) -> Written:
        return push.write(client, settings, write)


TRACKER = _Jira()
