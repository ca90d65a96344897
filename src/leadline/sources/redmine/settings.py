"""The address of a Redmine project, and what words in it mean."""

from collections.abc import Mapping

from leadline.sources.on_server import OnServer
from leadline.sources.on_server import parse as parsed

HOW = "Write redmine:host/project, or redmine:host/path/project; http://host/project for one inside that has no encryption."
Settings = OnServer


def parse(address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
    """The settings of an address; the address of a project's page is understood too. Raises `BadAddress`."""
    return parsed("redmine", HOW, address, mapping)


def issue_page(settings: Settings, number: int) -> str:
    """An issue's page for people."""
    return f"{settings.base_url}issues/{number}"


def work_id(settings: Settings, number: int) -> str:
    """The id of an issue's work item: an issue keeps its number when it goes to another project of its server."""
    return f"{settings.place}-{number}"


def version_id(settings: Settings, number: int) -> str:
    """The id of the milestone that a version is."""
    return f"{settings.place}-version-{number}"


def project_id(settings: Settings, number: int) -> str:
    """The id of a project."""
    return f"{settings.place}-project-{number}"


def person_id(settings: Settings, number: int) -> str:
    """The id of a user's person."""
    return f"{settings.place}-person-{number}"


def team_id(settings: Settings, number: int) -> str:
    """The id of the team that a group is."""
    return f"{settings.place}-group-{number}"
