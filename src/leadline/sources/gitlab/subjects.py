"""What things of GitLab are called as subjects: `issue/12` in a project, `issue/34-12` in a group (project 34)."""

import re
from collections.abc import Mapping
from typing import Any

from leadline.sources.errors import BadAddress
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import whole

_NAME = re.compile(r"(?:(\d{1,12})-)?(\d{1,12})")


def subject(kind: str, body: Mapping[str, Any], settings: Settings) -> str:
    """The subject of an issue or a merge request that has a project and a number in it."""
    return named(kind, whole(body.get("project_id")), whole(body.get("iid")), settings)


def named(kind: str, project: int, number: int, settings: Settings) -> str:
    """The subject of a number in a project."""
    return f"{kind}/{project}-{number}" if settings.group else f"{kind}/{number}"


def where(subject: str, settings: Settings) -> tuple[str, int]:
    """The project of a subject, as requests name it, and the number in it. Raises `BadAddress`."""
    kind, _, name = subject.partition("/")
    found = _NAME.fullmatch(name)
    if kind not in ("issue", "merge") or not found or bool(found[1]) != settings.group:
        raise BadAddress(f"“{subject[:80]}” is nothing of GitLab. Subjects are issue/12, merge/12, milestone/345.")
    return (f"projects/{found[1]}" if settings.group else settings.api), int(found[2])
