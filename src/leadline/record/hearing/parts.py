"""The payloads of one subject: merged in whatever order they come, and packed for keeping."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leadline.program.heard import Payload


@dataclass(frozen=True)
class Merged:
    """What a subject says after new payloads, with the tracker's stamp of each part; `new` where it says anything it did not."""

    parts: Mapping[str, Any]
    stamps: Mapping[str, str]
    new: bool


def merge(parts: Mapping[str, Any], stamps: Mapping[str, str], payloads: Iterable[Payload]) -> Merged:
    """
    The parts with payloads taken in. The later stamp of a part stands, of two with one stamp the one read last; what is older
    than what is known changes nothing.
    """
    own, when, new = dict(parts), dict(stamps), False
    for one in payloads:
        known = when.get(one.part)
        if one.changed_at and known and one.changed_at < datetime.fromisoformat(known):
            continue
        body = _added(own.get(one.part), one.body) if one.adds else one.body
        new = new or one.part not in own or body != own[one.part]
        own[one.part] = body
        if one.changed_at:
            when[one.part] = one.changed_at.isoformat()
    return Merged(own, when, new)


def pack(parts: Mapping[str, Any]) -> bytes:
    """The parts as they are kept."""
    return zlib.compress(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"), 6)


def unpack(packed: bytes | memoryview) -> dict[str, Any]:
    """The parts that were kept."""
    return dict(json.loads(zlib.decompress(packed))) if packed else {}


def _added(known: Any, entries: Any) -> list[Any]:
    """A growing list with new entries, each id once and the newest of it, in the order of first sight."""
    by_id: dict[Any, Any] = {one.get("id"): one for one in known or ()}
    by_id.update({one.get("id"): one for one in entries})
    return list(by_id.values())
