"""The milestones of a project and the groups above it, or of a group and all that is in it."""

from collections.abc import Mapping
from typing import Any

from leadline.sources.errors import NotThere
from leadline.sources.gitlab import payloads
from leadline.sources.gitlab.lists import every, maybe
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import record, whole
from leadline.sources.http.client import Client
from leadline.sources.readings import Page, Pages

Body = Mapping[str, Any]


def milestones(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """Milestones of the project and of the groups above it; of a group those of all its groups and, one by one, of its projects."""
    left, whole_list = cursor.get("left"), []
    if not isinstance(left, list):
        params = {"include_ancestors": "true"} | ({"include_descendants": "true"} if settings.group else {})
        whole_list = every(client, f"{settings.api}/milestones", params)
        left = [whole(one.get("id")) for one in projects_of(client, settings)] if settings.group else []
        yield _page(whole_list, left)
    while left:
        number, *left = left
        yield _page(maybe(client, f"projects/{whole(number)}/milestones") or [], left)


def _page(found: list[Body], left: list[int]) -> Page:
    return Page([payloads.milestone(one) for one in found], {"left": left} if left else None, {}, "milestones")


def projects_of(client: Client, settings: Settings) -> list[Body]:
    """The projects of a group and of the groups in it."""
    params = {"include_subgroups": "true", "with_shared": "false", "order_by": "id", "sort": "asc"}
    return every(client, f"{settings.api}/projects", params)


def milestone_at(client: Client, settings: Settings, number: int) -> tuple[str, str, Body]:
    """Whose a milestone is, its path and itself, by its number among all, which says neither. Raises `NotThere`."""
    for page in milestones(client, settings, {}):
        for payload in page.payloads:
            body = record(payload.body)
            if whole(body.get("id")) == number:
                owner = (
                    f"groups/{whole(body['group_id'])}"
                    if body.get("group_id")
                    else f"projects/{whole(body.get('project_id'))}"
                )
                return owner, f"{owner}/milestones/{number}", body
    raise NotThere(f"There is no milestone {number} in {settings.path}, or it is not shown to this token.")
