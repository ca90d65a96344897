"""Ids of what GitLab holds: the same on every day, and never one for two things."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from leadline.program.slug import slug
from leadline.sources.gitlab.settings import PUBLIC, Settings
from leadline.sources.gitlab.shapes import place, record, text, whole

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_PATH, _LONGEST_WORD, _LONGEST_HOST = 100, 60, 40


def project_id(settings: Settings, path: str) -> str:
    """
    The id of a project: `acme.checkout`, or `git.acme.example..acme.checkout` on a server of its own.

    Two projects of one name in two groups are two. A name that an id cannot hold as it is gets some digits of its hash.
    """
    return _where(settings) + path_id(path)


def path_id(path: str) -> str:
    """A project's path as an id; upper and lower case are one, as they are in GitLab."""
    found = ".".join(word_id(part) for part in path.split("/"))
    return found if len(found) <= _LONGEST_PATH else f"{found[: _LONGEST_PATH - 9]}-{_digits(path)}"


def word_id(word: str) -> str:
    """A name as an id: `mara` stays, `mara.b` and `mara_b` stay apart from `mara-b` by some digits."""
    plain = word.casefold()
    fits = _PLAIN.fullmatch(plain) and len(plain) <= _LONGEST_WORD
    return plain if fits else f"{slug(word)[: _LONGEST_WORD - 10]}-{_digits(word)}"


def work_id(settings: Settings, path: str, number: int) -> str:
    """The id of an issue's work item: `acme.checkout-12`."""
    return f"{project_id(settings, path)}-{number}"


def milestone_id(settings: Settings, body: Any) -> str:
    """
    The id of a milestone: `acme.checkout-milestone-3`; one of a group by its number among all, within what is read.

    Two sources that read two projects of a group each have that group's milestone for themselves: each knows its own work for it.
    """
    told = record(body)
    if whole(told.get("group_id")) or not whole(told.get("iid")):
        return f"{project_id(settings, settings.path)}-group-milestone-{whole(told.get('id'))}"
    return f"{project_id(settings, home(told, settings))}-milestone-{whole(told.get('iid'))}"


def home(body: Mapping[str, Any], settings: Settings) -> str:
    """The path of the project that a thing belongs to: the one that is read, or in a group the one its address names."""
    if not settings.group:
        return settings.path
    return place(text(body.get("web_url"), 2000))[1] or f"{settings.path}/{whole(body.get('project_id'))}"


def person_id(settings: Settings, login: str) -> str:
    """The id of a person: `gl-mara`; somebody of the same name on another server is somebody else."""
    return f"gl-{_where(settings)}{word_id(login)}"


def _where(settings: Settings) -> str:
    if settings.host == PUBLIC:
        return ""
    host = settings.host.replace(":", "_")
    short = host if len(host) <= _LONGEST_HOST else f"{host[: _LONGEST_HOST - 9]}-{_digits(host)}"
    # Two dots part it: no host and no path has them.
    return f"{short}.."


def _digits(word: str) -> str:
    return sha256(word.casefold().encode()).hexdigest()[:8]
