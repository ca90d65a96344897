"""
Many random fault schedules, by hand: `python -m tests.sources.fake.many github 0 10000`.

Prints what differed, and at the end the figures that RELIABILITY asks for as one line of JSON.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from tests.sources.fake.schedule import run

from leadline.sources.trackers import tracker

ADDRESSES = {
    "github": "github:acme/checkout",
    "gitlab": "gitlab:acme/checkout",
    "jira": "jira:acme.atlassian.net/ATL",
    "jira_server": "jira:tracker.acme.example/jira/ATL",
    "linear": "linear:acme/ATL",
    "redmine": "redmine:tracker.acme.example/redmine/shop",
}


def many(kind: str, first: int, last: int, say: Callable[[str], None] = print) -> Mapping[str, Any]:
    """The schedules from one seed to another, each with faults and without; the figures over all of them."""
    fake, one = import_module(f"tests.sources.fake.{kind}"), tracker(kind.partition("_")[0])
    settings, began = one.settings(ADDRESSES[kind], {}), time.perf_counter()
    served, least, came, differences, early = 0, 0, Counter[str](), 0, 0
    for seed in range(first, last):
        bad = run(one, settings, fake.made, seed, limited=fake.limited, counted=fake.counted)
        good = run(one, settings, fake.made, seed, rate=0.0, counted=fake.counted)
        for found in (bad, good):
            differences += len(found.differences)
            if found.differences:
                say(f"seed {seed}: {found.differences[:5]}")
        served, least, came, early = served + bad.served, least + good.served, came + bad.came, early + bad.early
    return {
        "tracker": kind,
        "schedules": last - first,
        "differences": differences,
        "requests_share": round(served / least, 4),
        "before_a_pause_was_over": early,
        "faults": sum(came.values()),
        "seconds": round(time.perf_counter() - began, 1),
    }


if __name__ == "__main__":
    print(json.dumps(many(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
