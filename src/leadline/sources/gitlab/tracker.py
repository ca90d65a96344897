"""GitLab, as one of the trackers."""

from collections.abc import Iterator, Mapping
from typing import Any

from leadline.sources.gitlab import check, events, push, read, translate
from leadline.sources.gitlab.settings import Settings, parse
from leadline.sources.http.client import Client
from leadline.sources.tracker import Checked, Cursor, Event, Parts, Step, Translated, Write, Written

RIGHTS = (
    "A project or group access token, or a personal one, with the scope read_api and the role Reporter (the scope api and the role "
    "Reporter or Planner, if accepted changes are to be sent)."
)


class _GitLab:
    name = "gitlab"
    title = "GitLab"
    example = "gitlab:group/project"
    token_says = RIGHTS
    sends_webhooks = True
    can_be_written = True

    def settings(self, address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
        return parse(address, mapping)

    def authorization(self, token: str) -> Mapping[str, str]:
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


TRACKER = _GitLab()
