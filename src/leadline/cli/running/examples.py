"""The example programs: documents that a new installation opens with."""

from datetime import datetime
from pathlib import Path

import leadline


def folder() -> Path | None:
    """Where the examples are: inside an installed package, or beside the sources; None where neither has them."""
    package = Path(leadline.__file__).parent
    return next((one for one in (package / "examples", package.parents[1] / "examples") if one.is_dir()), None)


def load_once(at: datetime) -> int:
    """Load the examples into a database that never held a program, all or none. Returns how many."""
    from django.db import transaction

    from leadline.record.access import SYSTEM, for_
    from leadline.record.snapshots import store
    from leadline.sources.file.yaml_document import read_files

    found = folder()
    files = sorted(found.glob("*.yaml")) if found else []
    if not files or for_(SYSTEM).programs(retired=True).exists():
        return 0
    documents = read_files(files)
    with transaction.atomic():
        for one in documents:
            # Pinned: the story of an example is told on its day, whatever today is.
            store(one.snapshot, at, pinned=True)
    return len(documents)
