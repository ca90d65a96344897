"""What GitHub says when it is first asked: who the token is, what there is, what it may not read, and which words are used."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from leadline.sources.errors import NotPermitted, NotThere
from leadline.sources.github.listings import PER_PAGE, VERSION
from leadline.sources.github.people import is_bot
from leadline.sources.github.projects import named
from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import record, records, text
from leadline.sources.github.words import field_of, kind_of, state_of
from leadline.sources.http.client import Client
from leadline.sources.http.reply import Reply
from leadline.sources.tracker import Checked
from leadline.sources.words import says_blocked

RIGHTS = {
    "pulls": ("pull requests", "Pull requests", "the days on which work really began, and reviews, stay unknown"),
    "releases": ("releases", "Contents", "releases stay unknown"),
}
"""A place that is asked, what there is, the right it takes, and what is lost without it."""


def check(client: Client, settings: Settings) -> Checked:
    """Ask who we are and what there is. Raises `SourceError` where the repository or its issues may not be read at all."""
    about = client.get(settings.path, headers=VERSION)
    body = record(about.json())
    missing, counts = [], {}
    if body.get("has_issues") is False:
        missing.append(
            f"Issues are switched off in {settings.owner}/{settings.repo}, so there is no work to read. Somebody switches them on in its settings."
        )
    for state in ("open", "closed"):
        counts[f"{state} issues and pull requests"] = _count(client, f"{settings.path}/issues", {"state": state})
    counts["milestones"] = _count(client, f"{settings.path}/milestones", {"state": "all"})
    for place, (word, right, lost) in RIGHTS.items():
        try:
            counts[word] = _count(client, f"{settings.path}/{place}", {"state": "all"} if place == "pulls" else {})
        except NotPermitted:
            missing.append(f"The token may not read {word}: {lost}. Its owner gives it “{right}: read”.")
    fields: list[str] = []
    missing += _projects(client, settings, counts, fields)
    return Checked(
        title=text(body.get("full_name")) or f"{settings.owner}/{settings.repo}",
        signed_in_as=_who(client, about),
        counts=counts,
        missing=[*missing, *_rights(body, about)],
        names=_names(client, settings, fields),
    )


def _count(client: Client, path: str, params: Mapping[str, Any]) -> int:
    """How many there are, from the number of the last page when each page has one."""
    reply = client.get(path, {**params, "per_page": 1}, VERSION)
    last = reply.links().get("last", "")
    number = next((part[5:] for part in last.partition("?")[2].split("&") if part.startswith("page=")), "")
    return int(number) if number.isdigit() else len(records(reply.json()))


def _who(client: Client, about: Reply) -> str:
    """The login of the token's owner, with the kind of token; an app's token has no user."""
    kind = "classic token" if "x-oauth-scopes" in about.headers else "fine-grained token"
    try:
        return f"{text(record(client.get('user', headers=VERSION).json()).get('login'))} ({kind})"
    except (NotPermitted, NotThere):
        return "a GitHub App"


def _projects(client: Client, settings: Settings, counts: dict[str, int], fields: list[str]) -> list[str]:
    found = named(client, settings)
    if found is None:
        return [
            "The token may not read projects: statuses, dates and estimates kept in GitHub Projects stay unknown. Its owner gives "
            "it “Projects: read” (a classic token: the scope read:project)."
        ]
    counts["projects"] = found[0]
    fields += found[1]
    return []


def _rights(body: Mapping[str, Any], about: Reply) -> list[str]:
    """What to say of a token that may do more or less than it should."""
    scopes = {one.strip() for one in about.headers.get("x-oauth-scopes", "").split(",")}
    said = []
    if broad := sorted(scopes & {"admin:org", "delete_repo", "site_admin", "admin:enterprise"}):
        said.append(
            f"The token may do far more than Leadline needs ({', '.join(broad)}). Its owner makes a fine-grained one for this "
            f"repository, with Issues, Pull requests and Metadata to read."
        )
    rights = record(body.get("permissions"))
    if rights and not (rights.get("push") or rights.get("triage") or rights.get("maintain") or rights.get("admin")):
        said.append(
            "The token may read and not write: accepted changes cannot be sent to GitHub. That is all right as long as nobody wants it."
        )
    return said


def _names(client: Client, settings: Settings, fields: list[str]) -> dict[str, dict[str, str]]:
    """Words found in labels, types and the issues touched last, each with what it most likely means."""
    labels = [text(one.get("name")) for one in _every(client, f"{settings.path}/labels")]
    params = {"state": "all", "sort": "updated", "direction": "desc", "per_page": PER_PAGE}
    issues = records(client.get(f"{settings.path}/issues", params, VERSION).json())
    types = [text(record(one.get("type")).get("name")) for one in issues]
    bare = Settings(settings.owner, settings.repo, settings.host)
    words = list(dict.fromkeys(word for word in [*types, *labels] if word))
    return {
        "states": _meant(words, lambda word: "todo" if says_blocked(word) else state_of(word, bare)),
        "kinds": _meant(words, lambda word: kind_of(word, bare)),
        "fields": {name: field_of(name, bare) for name in fields},
        "people": {login: "" for login, _ in _logins(issues).most_common(200)},
    }


def _meant(words: list[str], means: Callable[[str], str]) -> dict[str, str]:
    return {word: found for word in words if (found := means(word))}


def _logins(issues: list[Mapping[str, Any]]) -> Counter[str]:
    """Who is responsible for the issues touched last; how often only says whom to show first."""
    users = [user for one in issues for user in records(one.get("assignees"))]
    return Counter(login for user in users if (login := text(user.get("login"))) and not is_bot(user))


def _every(client: Client, path: str) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for reply in client.pages(path, {"per_page": PER_PAGE}):
        found += records(reply.json())
        if len(found) >= 10 * PER_PAGE:
            break
    return found
