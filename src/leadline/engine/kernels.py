"""How compiled code is made: explicit signatures, no global lock held, kept on disk between starts."""

import os
from pathlib import Path
from typing import Any

# Before numba is imported, which reads this once. Not beside the code: an installed package may be read-only.
if home := os.environ.get("LEADLINE_HOME"):
    os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(home) / "numba"))

from numba import njit


def kernel(signature: str) -> Any:
    """A decorator that compiles a plain Python function for one signature; `.py_func` is the same code, uncompiled."""
    return njit(signature, cache=True, nogil=True)
