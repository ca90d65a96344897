"""Asking Linear: an answer with status 200 may be a refusal all the same, and says so in its `errors`."""

from collections.abc import Iterable, Mapping
from typing import Any

from leadline.sources.errors import (
    NotPermitted,
    NotSignedIn,
    NotThere,
    SourceError,
    StrangeReply,
    Unreachable,
    WriteUnsure,
)
from leadline.sources.http.client import Client
from leadline.sources.http.reply import Reply
from leadline.sources.linear.shapes import record, records

PATH = "graphql"
THEIR_FAULT = frozenset({"INTERNAL_SERVER_ERROR", "LOCK_TIMEOUT", "NETWORK_ERROR", "UNKNOWN"})
DECLINED = 400


class TooComplex(StrangeReply):
    """The page that was asked for counts more points than Linear gives for one question."""


def ask(client: Client, query: str, **variables: Any) -> Mapping[str, Any]:
    """The answer to a question. Raises `SourceError`; `NotThere` where Linear knows no such thing."""
    return _answer(client, client.ask, {"query": query, "variables": variables})


def change(client: Client, mutation: str, **variables: Any) -> Mapping[str, Any]:
    """What came of a change, made once. Raises `WriteUnsure` where nobody knows, `SourceError` where it was declined."""

    def once(path: str, body: Any) -> Reply:
        return client.write("POST", path, body)

    try:
        found = _answer(client, once, {"query": mutation, "variables": variables})
    except Unreachable as problem:
        raise WriteUnsure(f"{problem} It is read again before it is written once more.") from problem
    if not all(record(one).get("success") is True for one in found.values()):
        raise StrangeReply("Linear did not make the change, and gave no reason.", DECLINED)
    return found


def _answer(client: Client, asked: Any, body: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        reply: Reply = asked(PATH, body)
    except StrangeReply as problem:
        if problem.status != DECLINED:
            raise
        raise _meant(str(problem), ()) from problem
    found = record(reply.json())
    if errors := records(found.get("errors")):
        raise _meant(f"Linear says: “{client.said(reply)}”.", _codes(errors))
    if not isinstance(found.get("data"), dict):
        raise StrangeReply("Linear's answer holds neither data nor errors. It is asked again.")
    return record(found["data"])


def _codes(errors: Iterable[Mapping[str, Any]]) -> list[str]:
    told = [record(one.get("extensions")) for one in errors]
    return [str(one.get(name) or "").upper().replace(" ", "_") for one in told for name in ("code", "type")]


def _meant(says: str, codes: Iterable[str]) -> SourceError:
    """What a refusal means, by its code where it has one, else by its words."""
    known = set(codes)
    if known & {"AUTHENTICATION_ERROR"} or "Authentication required" in says:
        return NotSignedIn(
            f"Linear does not accept the token any more. {says} Make a new one and connect the source again."
        )
    if known & {"FORBIDDEN", "FEATURE_NOT_ACCESSIBLE"}:
        return NotPermitted(f"Linear does not let this token do that. {says}")
    if "Entity not found" in says:
        return NotThere(f"Linear has no such thing, or does not show it to this token. {says}")
    if "too complex" in says.casefold() or "QUERY_TOO_COMPLEX" in known:
        return TooComplex(says, DECLINED)
    if known & THEIR_FAULT:
        return Unreachable(f"Linear failed. {says}")
    return StrangeReply(says, DECLINED)
