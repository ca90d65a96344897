"""A record without a database: it keeps what a source brings by the rules of `sources/tracker.py`, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from leadline.sources.tracker import Gone, Payload, Step

Keep = Callable[[Step], None]


class Memory:
    """
    Subjects with their parts, and where reading goes on.

    The newer stamp wins, of equal stamps the one read last; what `adds` is merged by `id`; what is gone is taken away with all
    its parts. `cursors` are kept by the name of the reading (`changes`, `everything`).
    """

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, Any]] = {}
        self.stamps: dict[tuple[str, str], datetime | None] = {}
        self.cursors: dict[str, Mapping[str, Any]] = {}
        self.moved: dict[str, str] = {}
        self.heard: set[str] = set()
        self.asking: list[str] | None = None

    def keep(self, step: Step, reading: str = "") -> None:
        """Keep a step, and the cursor with it."""
        for payload in step.payloads:
            self.take(payload)
        for gone in step.gone:
            self.lose(gone)
        if reading:
            self.cursors[reading] = deepcopy(dict(step.cursor))

    def take(self, payload: Payload) -> None:
        """Keep one payload, if none that is newer is kept."""
        self.heard.add(payload.subject)
        key, known = (payload.subject, payload.part), self.parts.setdefault(payload.subject, {})
        if payload.adds:
            known[payload.part] = _merged(known.get(payload.part, []), payload.body)
            return
        stamp = self.stamps.get(key)
        if stamp and payload.changed_at and payload.changed_at < stamp:
            return
        known[payload.part], self.stamps[key] = deepcopy(payload.body), payload.changed_at

    def lose(self, gone: Gone) -> None:
        """Take a subject away with all its parts."""
        for part in self.parts.pop(gone.subject, {}):
            self.stamps.pop((gone.subject, part), None)
        if gone.moved_to:
            self.moved[gone.subject] = gone.moved_to

    def read(self, reading: str, steps: Iterable[Step]) -> None:
        """Keep all steps of a reading; where it breaks off, what was kept stands and its cursor with it."""
        for step in steps:
            self.keep(step, reading)

    def reconcile(self, everything: Callable[[Mapping[str, Any]], Iterable[Step]], one: Callable[[str], Step]) -> int:
        """
        Read everything, ask once more for each subject that it did not name, and begin anew the next time.

        Returns how many subjects were not named. A reading that breaks off goes on where it was when this is called again.
        """
        if self.asking is None:
            if not self.cursors.get("everything"):
                self.heard = set()
            self.read("everything", everything(self.cursors.get("everything", {})))
            self.asking = sorted(set(self.parts) - self.heard)
        asked = len(self.asking)
        while self.asking:
            self.keep(one(self.asking[0]))
            self.asking.pop(0)
        self.asking, self.cursors["everything"] = None, {}
        return asked

    def anew(self) -> None:
        """Let the next reconciliation begin at the beginning."""
        self.asking, self.cursors["everything"] = None, {}


def _merged(known: list[Any], added: list[Any]) -> list[Any]:
    found = {str(one["id"]): one for one in known} | {str(one["id"]): deepcopy(one) for one in added}
    return sorted(found.values(), key=lambda one: (len(str(one["id"])), str(one["id"])))
