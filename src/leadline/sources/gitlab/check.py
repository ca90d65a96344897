"""What GitLab says when it is first asked: who the token is, what there is, what it may not read, and which words are used."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from leadline.sources.errors import NotPermitted, NotThere
from leadline.sources.gitlab.listings import date_of
from leadline.sources.gitlab.lists import PER_PAGE, every
from leadline.sources.gitlab.people import is_bot
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import day, record, records, text, whole
from leadline.sources.gitlab.translate import labels_of
from leadline.sources.gitlab.words import NAMED, field_of, kind_of, state_of
from leadline.sources.http.client import Client
from leadline.sources.tracker import Checked
from leadline.sources.words import says_blocked

REPORTER = 20
SOON = timedelta(days=14)
BROAD = ("sudo", "admin_mode", "write_repository", "create_runner", "k8s_proxy")


def check(client: Client, settings: Settings) -> Checked:
    """Ask who we are and what there is. Raises `SourceError` where the project or its issues may not be read at all."""
    about = client.get(settings.api)
    body = record(about.json())
    counts, missing = _counts(client, settings), _switched_off(body, settings)
    try:
        counts["merge requests"] = _total(client, f"{settings.api}/merge_requests")
    except (NotPermitted, NotThere):
        missing.append(
            "The token may not read merge requests: the days on which work really began, and approvals, stay unknown. Its owner "
            "gives it the role Reporter."
        )
    who, said = _who(client, date_of(about))
    listed = _touched_last(client, settings)
    return Checked(
        title=text(body.get("path_with_namespace") or body.get("full_path")) or settings.path,
        signed_in_as=who,
        counts=counts,
        missing=[*missing, *said, *_role(body)],
        names=_names(client, settings, listed),
    )


def _counts(client: Client, settings: Settings) -> dict[str, int]:
    """How many there are; GitLab counts issues itself, and says no totals of more than ten thousand."""
    found = record(client.get(f"{settings.api}/issues_statistics", {"scope": "all"}).json())
    said = record(record(found.get("statistics")).get("counts"))
    counts = {f"{word} issues": whole(said.get(name)) for word, name in (("open", "opened"), ("closed", "closed"))}
    return counts | {"milestones": _total(client, f"{settings.api}/milestones", {"include_ancestors": "true"})}


def _total(client: Client, path: str, params: Mapping[str, Any] | None = None) -> int:
    reply = client.get(path, {"state": "all", "per_page": 1, **(params or {})})
    said = reply.headers.get("x-total", "")
    return int(said) if said.isdigit() and len(said) < 10 else len(records(reply.json()))


def _switched_off(body: Mapping[str, Any], settings: Settings) -> list[str]:
    if body.get("issues_access_level") != "disabled":
        return []
    return [
        f"Issues are switched off in {settings.path}, so there is no work to read. Somebody switches them on in its settings."
    ]


def _who(client: Client, now: datetime | None) -> tuple[str, list[str]]:
    """The user of the token with the kind of it, and what to say of a token that may do too little, too much, or ends soon."""
    try:
        name = text(record(client.get("user").json()).get("username"))
    except (NotPermitted, NotThere):
        name = "somebody"
    try:
        token = record(client.get("personal_access_tokens/self").json())
    except (NotPermitted, NotThere):
        return f"{name} (a token of an application)", []
    return f"{name} (token “{text(token.get('name'), 60)}”)", [*_scopes(token), *_ends(token, now)]


def _scopes(token: Mapping[str, Any]) -> list[str]:
    found = token.get("scopes")
    scopes = {text(one) for one in found} if isinstance(found, list) else set()
    said = []
    if scopes and not scopes & {"api", "read_api"}:
        said.append("The token has no right to read: its owner makes one with the scope read_api.")
    elif scopes and "api" not in scopes:
        said.append(
            "The token may read and not write: accepted changes cannot be sent to GitLab. That is all right as long as nobody wants it."
        )
    if broad := sorted(scopes & set(BROAD)):
        said.append(
            f"The token may do far more than Leadline needs ({', '.join(broad)}). Its owner makes one with read_api, or api, alone."
        )
    return said


def _ends(token: Mapping[str, Any], now: datetime | None) -> list[str]:
    last = day(token.get("expires_at"))
    if not last or not now or last - now.date() > SOON:
        return []
    return [f"The token ends on {last.isoformat()}. Its owner makes a new one before that day."]


def _role(body: Mapping[str, Any]) -> list[str]:
    """A role below Reporter reads no confidential issues, and may not change any."""
    rights = record(body.get("permissions"))
    levels = [whole(record(rights.get(name)).get("access_level")) for name in ("project_access", "group_access")]
    if not any(levels) or max(levels) >= REPORTER:
        return []
    return [
        "The token's role is below Reporter: confidential issues stay unknown. Its owner gives it the role Reporter."
    ]


def _touched_last(client: Client, settings: Settings) -> list[Mapping[str, Any]]:
    params = {"scope": "all", "state": "all", "order_by": "updated_at", "sort": "desc", "per_page": PER_PAGE}
    return records(client.get(f"{settings.api}/issues", params).json())


def _names(client: Client, settings: Settings, issues: list[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Words found in labels, types and the issues touched last, each with what it most likely means."""
    labels = [text(one.get("name")) for one in every(client, f"{settings.api}/labels", most=10)]
    used = [word for one in issues for word in labels_of(one)]
    types = [text(one.get("issue_type")) for one in issues if one.get("issue_type") not in ("issue", None)]
    bare = Settings(settings.path, settings.host, group=settings.group)
    words = list(dict.fromkeys(word for word in [*types, *labels, *used] if word))
    return {
        "states": _meant(words, lambda word: "todo" if says_blocked(word) else state_of(word, bare)),
        "kinds": _meant(words, lambda word: kind_of(word, bare)),
        "fields": {name: field_of(name, bare) for name in NAMED if _is_used(name, issues)},
        "people": {login: "" for login, _ in _logins(issues).most_common(200)},
    }


def _is_used(name: str, issues: list[Mapping[str, Any]]) -> bool:
    if name == "Time estimate":
        return any(whole(record(one.get("time_stats")).get("time_estimate")) for one in issues)
    return any(one.get(name.casefold().replace(" ", "_")) for one in issues)


def _meant(words: list[str], means: Callable[[str], str]) -> dict[str, str]:
    return {word: found for word in words if (found := means(word))}


def _logins(issues: list[Mapping[str, Any]]) -> Counter[str]:
    """Who is responsible for the issues touched last; how often only says whom to show first."""
    users = [user for one in issues for user in records(one.get("assignees"))]
    return Counter(login for user in users if (login := text(user.get("username"))) and not is_bot(login))
