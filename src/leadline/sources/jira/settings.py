"""The address of a Jira project, which of Jira's two dialects its server speaks, and what words in it mean."""

import re
from collections.abc import Mapping
from hashlib import sha256

from leadline.program.slug import slug
from leadline.sources.errors import BadAddress
from leadline.sources.on_server import OnServer
from leadline.sources.on_server import parse as parsed

HOW = "Write jira:acme.atlassian.net/SHOP, or jira:host/path/SHOP for one on a server of your own."
Settings = OnServer
CLOUD = (".atlassian.net", ".jira.com")
"""How the hosts of Jira Cloud end. Every other one is a Data Center."""
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_]{0,254})(?:-\d+)?")
_PAGES = ("browse", "projects")
"""Parts of a web address after which the key of a project, or of an issue of it, comes."""


def parse(address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
    """
    The settings of an address; the web address of an issue, a board or a project's page is understood too.

    Raises:
        BadAddress: it is none, with how one is written.
    """
    own = address.strip()
    text = own[len("jira:") :].strip() if own.casefold().startswith("jira:") else own
    scheme, _, rest = text.rpartition("://")
    parts = [part for part in re.split(r"[?#]", rest, maxsplit=1)[0].split("/") if part]
    for page in _PAGES:
        if page in parts[1:-1]:
            at = parts.index(page, 1)
            before = parts[: at - 2] if parts[at - 2 : at] == ["jira", "software"] else parts[:at]
            parts = [*before, parts[at + 1]]
    key = _KEY.fullmatch(parts[-1]) if len(parts) > 1 else None
    if not key:
        raise BadAddress(f"“{address[:200]}” names no project of Jira. {HOW}")
    place = "/".join([*parts[:-1], key[1].upper()])
    return parsed("jira", HOW, f"{scheme}://{place}" if scheme else place, mapping)


def is_cloud(settings: Settings) -> bool:
    """Whether it is Jira Cloud, and not a Data Center."""
    return settings.host.endswith(CLOUD)


def rest(settings: Settings, path: str) -> str:
    """Where something is asked: version 3 in the cloud, version 2 in a Data Center, which has no other."""
    return f"rest/api/{3 if is_cloud(settings) else 2}/{path}"


def issue_page(settings: Settings, key: str) -> str:
    """An issue's page for people."""
    return f"{settings.base_url}browse/{key}"


def work_id(settings: Settings, number: str) -> str:
    """The id of an issue's work item, by the number it keeps when it goes to another project, and its key with it."""
    return f"{settings.place}-{number}"


def version_id(settings: Settings, number: str) -> str:
    """The id of the milestone that a version is."""
    return f"{settings.place}-version-{number}"


def project_id(settings: Settings, number: str) -> str:
    """The id of a project."""
    return f"{settings.place}-project-{number}"


def person_id(settings: Settings, account: str) -> str:
    """The id of a user's person; two accounts never come to one, whatever signs they hold."""
    plain = slug(account)
    own = plain if plain == account else f"{plain}-{sha256(account.encode()).hexdigest()[:8]}".lstrip("-")
    return f"{settings.place}-person-{own}"


def team_id(settings: Settings, number: str) -> str:
    """The id of a team."""
    return f"{settings.place}-team-{slug(number)}"
