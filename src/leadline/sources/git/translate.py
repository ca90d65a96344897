"""What the facts of a repository come to: components and releases of the program. Pure."""

from collections.abc import Mapping
from typing import Any

from leadline.program.technical import Component, Release
from leadline.sources.git import payloads
from leadline.sources.git.payloads import component_id
from leadline.sources.git.settings import Settings
from leadline.sources.shapes import day, record, text, whole
from leadline.sources.tracker import Parts, Stated, Translated

Body = Mapping[str, Any]


def translate(subject: str, parts: Parts, settings: Settings) -> Translated:
    """The nouns of a subject."""
    kind, _, key = subject.partition("/")
    body = record(parts.get(kind))
    if kind == payloads.COMPONENT and body.get("path"):
        return Translated([Stated("component", _component(body, settings))])
    if kind == payloads.RELEASE and body.get("tag"):
        return Translated([Stated("release", _release(key, body, settings))])
    return Translated()


def _component(body: Body, settings: Settings) -> Component:
    path = text(body.get("path"))
    factor = body.get("truck_factor")
    return Component(
        id=component_id(settings, path),
        name=settings.name if path == "/" else f"{settings.name}: {path}",
        repository=settings.address.removeprefix("git:"),
        path=path,
        serves=settings.meaning("parts", path),
        files=whole(body.get("files")),
        changes=whole(body.get("changes")),
        usual_changes=_number(body.get("usual_changes")),
        churn_lines=whole(body.get("churn_lines")),
        fixes=whole(body.get("fixes")),
        usual_fixes=_number(body.get("usual_fixes")),
        reverts=whole(body.get("reverts")),
        reviewed=whole(body.get("reviewed")),
        hotspot=_number(body.get("hotspot")) or 0.0,
        hot_files=_texts(body.get("hot_files")),
        truck_factor=whole(factor) if factor is not None else None,
        orphaned=_number(body.get("orphaned")),
        merge_days=_number(body.get("merge_days")),
        usual_merge_days=_number(body.get("usual_merge_days")),
        touched_on=day(body.get("touched_on")),
        measured_on=day(body.get("measured_on")),
        mentions=tuple(_whole_name(one, settings) for one in _texts(body.get("mentions"))),
    )


def _release(key: str, body: Body, settings: Settings) -> Release:
    return Release(
        id=f"git-{settings.name[:60]}-{key}",
        name=text(body.get("tag")),
        component=component_id(settings, "/"),
        released_on=day(body.get("day")),
        changes=whole(body.get("changes")),
        lead_days=_number(body.get("lead_days")),
    )


def _whole_name(mention: str, settings: Settings) -> str:
    """`#12` is of the repository itself: `acme/checkout#12`."""
    return f"{settings.place}{mention}" if mention.startswith("#") else mention


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(found for one in value if (found := text(one))) if isinstance(value, list) else ()
