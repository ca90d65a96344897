"""How compiled code is made: explicit signatures, no global lock held, kept on disk between starts."""

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

# Before numba is imported, which reads this once; so all others have its types from here. Not beside the code: an installed package may be read-only. One folder for
# each state of the code: numba looks only at the file of a kernel, not at those whose kernels it calls.
if cache := os.environ.get("LEADLINE_CACHE") or os.environ.get("LEADLINE_HOME"):
    code = sha256(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py")))).hexdigest()[:12]
    os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(cache) / "numba" / code))

from numba import from_dtype, njit, types

__all__ = ["from_dtype", "kernel", "types"]


def kernel(signature: Any, *, inlined: bool = False, allocates: bool = True) -> Any:
    """
    A decorator that compiles a plain Python function for one signature; `.py_func` is the same code, uncompiled.

    `inlined` puts it into its callers instead of calling it: for a few lines that run at every step. A kernel that
    allocates no array says so and is spared all counting of references, which takes a third of the time of many small steps.
    """
    options: dict[str, Any] = {"cache": True, "nogil": True, "forceinline": inlined, "_nrt": allocates}
    return njit(signature, **options)
