"""GitHub, as one of the trackers."""

from collections.abc import Iterator, Mapping
from typing import Any

from leadline.sources.github import check, events, push, read, translate
from leadline.sources.github.settings import Settings, parse
from leadline.sources.http.client import Client
from leadline.sources.tracker import Checked, Cursor, Event, Parts, Step, Translated, Write, Written

RIGHTS = (
    "A fine-grained token for this repository with Metadata, Issues, Pull requests and Contents to read (Issues to write, if "
    "accepted changes are to be sent), and Projects of the organization to read. A classic token needs the scopes repo and "
    "read:project; the token of a GitHub App's installation does as well."
)


class _GitHub:
    name = "github"
    title = "GitHub"
    example = "github:owner/repository"
    token_says = RIGHTS
    sends_webhooks = True
    can_be_written = True

    def settings(self, address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
        return parse(address, mapping)

    def authorization(self, token: str) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}

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


TRACKER = _GitHub()
