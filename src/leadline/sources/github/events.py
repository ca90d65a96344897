"""Webhooks of GitHub: what each body tells, and whether it comes from somebody who knows the secret."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any

from leadline.sources.github import payloads
from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import place, record, records, text, whole
from leadline.sources.tracker import Event, Gone

Body = Mapping[str, Any]


def event(headers: Mapping[str, str], body: Any, settings: Settings) -> Event:
    """
    What a webhook tells; an `Event` that is not `known` where its kind means nothing here.

    Webhooks of an organization tell of all its repositories: what is of another one means nothing here either.
    """
    name, told = _header(headers, "x-github-event"), record(body)
    read = EVENTS.get(name)
    if read is None or not _is_ours(told, settings):
        return Event(known=False)
    return read(told, settings)


def signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether `X-Hub-Signature-256` is the signature of exactly this body with our secret; never without a secret."""
    given = _header(headers, "x-hub-signature-256")
    if not secret or not given.isascii():
        return False
    made = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made, given)


def delivery(headers: Mapping[str, str]) -> str:
    """GitHub's own id of a delivery; one that is delivered again keeps it."""
    return _header(headers, "x-github-delivery")[:200]


def _issues(told: Body, settings: Settings) -> Event:
    body = record(told.get("issue"))
    subject = f"{payloads.kind(body)}/{whole(body.get('number'))}"
    if not whole(body.get("number")):
        return Event(known=False)
    if told.get("action") == "deleted":
        return Event(gone=(Gone(subject),))
    if told.get("action") == "transferred":
        return Event(gone=(Gone(subject, _moved_to(told)),))
    return Event((payloads.issue(body),))


def _comment(told: Body, settings: Settings) -> Event:
    """A comment comes with its issue, whose stamp it moved; the comment itself is not kept."""
    body = record(told.get("issue"))
    return Event((payloads.issue(body),)) if whole(body.get("number")) else Event(known=False)


def _moved_to(told: Body) -> str:
    return text(record(record(told.get("changes")).get("new_issue")).get("html_url"))


def _links(told: Body, settings: Settings) -> Event:
    """Links between issues: both ends are read again, as far as they are ours."""
    ends = ("parent_issue", "sub_issue", "blocked_issue", "blocking_issue")
    found = [record(told.get(end)) for end in ends]
    return Event(
        reread=tuple(dict.fromkeys(f"issue/{whole(one.get('number'))}" for one in found if _own(one, settings)))
    )


def _own(body: Body, settings: Settings) -> bool:
    repo = place(text(body.get("html_url")) or text(body.get("url")))[1]
    return bool(whole(body.get("number"))) and repo == f"{settings.owner}/{settings.repo}".casefold()


def _milestone(told: Body, settings: Settings) -> Event:
    found = payloads.milestone(record(told.get("milestone")))
    return Event(gone=(Gone(found.subject),)) if told.get("action") == "deleted" else Event((found,))


def _pull(told: Body, settings: Settings) -> Event:
    body = record(told.get("pull_request"))
    return Event(tuple(payloads.pull(body, settings))) if whole(body.get("number")) else Event(known=False)


def _pull_side(told: Body, settings: Settings) -> Event:
    """Reviews come with a pull request that lacks half its fields: it is read again, its reviews with it."""
    number = whole(record(told.get("pull_request")).get("number"))
    return Event(reread=(f"pull/{number}",)) if number else Event(known=False)


def _checks(told: Body, settings: Settings) -> Event:
    run = record(told.get("check_run") or told.get("check_suite") or told.get("workflow_run"))
    numbers = [whole(one.get("number")) for one in records(run.get("pull_requests")) if _same(one, told)]
    done = told.get("action") == "completed"
    return Event(reread=tuple(f"pull/{number}" for number in dict.fromkeys(numbers) if number and done))


def _same(pull: Body, told: Body) -> bool:
    """Whether a pull request that a check names is one of this repository and not of a fork."""
    base = record(record(record(pull.get("base")).get("repo")))
    return not base or whole(base.get("id")) == whole(record(told.get("repository")).get("id"))


def _release(told: Body, settings: Settings) -> Event:
    found = payloads.release(record(told.get("release")))
    return Event(gone=(Gone(found.subject),)) if told.get("action") == "deleted" else Event((found,))


def _repository(told: Body, settings: Settings) -> Event:
    # A deleted repository is found out by reading; one word of a webhook must not empty a program.
    return Event((payloads.repository(record(told.get("repository"))),)) if told.get("action") != "deleted" else Event()


def _label(told: Body, settings: Settings) -> Event:
    # A label that is renamed changes its issues without a word about them: the reconciliation reads those.
    return Event()


def _quiet(told: Body, settings: Settings) -> Event:
    return Event()


EVENTS: Mapping[str, Callable[[Body, Settings], Event]] = {
    "issues": _issues,
    "issue_comment": _comment,
    "sub_issues": _links,
    "issue_dependencies": _links,
    "milestone": _milestone,
    "label": _label,
    "pull_request": _pull,
    "pull_request_review": _pull_side,
    "pull_request_review_comment": _pull_side,
    "pull_request_review_thread": _pull_side,
    "check_run": _checks,
    "check_suite": _checks,
    "workflow_run": _checks,
    "release": _release,
    "repository": _repository,
    "ping": _quiet,
    "push": _quiet,
}
"""Kinds of webhooks that mean something here. The others are kept and counted."""


def _is_ours(told: Body, settings: Settings) -> bool:
    full = text(record(told.get("repository")).get("full_name")).casefold()
    was = text(record(record(record(told.get("changes")).get("repository")).get("name")).get("from")).casefold()
    own = f"{settings.owner}/{settings.repo}".casefold()
    return not full or own in (full, f"{full.partition('/')[0]}/{was}")


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((str(value) for own, value in headers.items() if own.casefold() == name), "")
