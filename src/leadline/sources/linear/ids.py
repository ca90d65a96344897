"""
Ids of nouns, made of the ids that Linear itself never changes.

An issue that moves to another team gets another name (`ATL-12` becomes `PAY-7`) and a team may change its key, so those make no id.
Linear's own ids are the same in no two workspaces.
"""

from typing import Any

from leadline.program.slug import slug
from leadline.sources.linear.shapes import key_of


def work_id(issue: Any) -> str:
    """The id of an issue's work item."""
    return _id("", issue)


def milestone_id(milestone: Any) -> str:
    """The id of a project's milestone; "" for none."""
    return _id("milestone-", milestone)


def project_id(project: Any) -> str:
    """The id of a project."""
    return _id("project-", project)


def end_id(project: Any) -> str:
    """The id of the milestone that a project's end is; "" for none."""
    return _id("end-", project)


def team_id(team: Any) -> str:
    """The id of the project that a team's work outside of projects makes."""
    return _id("team-", team)


def person_id(user: Any) -> str:
    """The id of a user's person."""
    return _id("user-", user)


def _id(kind: str, of: Any) -> str:
    own = slug(key_of(of))
    return f"lin-{kind}{own}" if own else ""
