"""Small programs for the tests of the engine. The day is a Monday; Mara builds, Ines builds too when two are needed."""

from typing import Any

from leadline.engine.calibrate import Calibration, calibrate, exactly
from leadline.engine.futures import Futures, play_all
from leadline.engine.network import compile_network
from leadline.engine.rows import Source
from leadline.program import document
from leadline.program.snapshot import Snapshot

MONDAY = "2026-03-02"
SEED = 20_260_302


def program(work: list[dict[str, Any]], **rest: Any) -> Snapshot:
    """A program with Mara and Ines in one team, and a milestone “live” that all work feeds unless it says otherwise."""
    return document.read(
        {
            "id": "checkout",
            "as_of": MONDAY,
            "teams": [{"id": "web"}],
            "people": [{"id": "mara", "name": "Mara", "team": "web"}, {"id": "ines", "name": "Ines", "team": "web"}],
            "milestones": [{"id": "live", "name": "Checkout live"}],
            **rest,
            "work": [{"milestone": "live", "name": one["id"].upper(), **one} for one in work],
        }
    )


def dependency(before: str, after: str, kind: str = "FS", lag: float = 0.0) -> dict[str, Any]:
    """A dependency in document form."""
    return {"id": f"{before}-{kind}-{after}", "before": before, "after": after, "kind": kind, "lag_days": lag}


def play(snapshot: Snapshot, futures: int = 1, calibration: Calibration | None = None, **rest: Any) -> Futures:
    """All futures of a program; by default one in which every estimate is kept to the word."""
    known = calibration or (exactly() if futures == 1 else calibrate(snapshot))
    return play_all(compile_network(snapshot, known), Source(SEED, futures, snapshot.id), **rest)


def times(futures: Futures, future: int = 0) -> dict[str, tuple[float, float]]:
    """Start and finish of every node in one future."""
    return {
        id: (float(futures.start[node, future]), float(futures.finish[node, future]))
        for id, node in futures.network.place.items()
    }
