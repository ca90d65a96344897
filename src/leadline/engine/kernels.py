"""How compiled code is made: explicit signatures, no global lock held, kept on disk between starts."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

# Before numba is imported, which reads this once; so all others have its types from here. Not beside the code: an installed package may be read-only. One folder for
# each state of the code: numba looks only at the file of a kernel, not at those whose kernels it calls.
if "NUMBA_CACHE_DIR" not in os.environ:
    cache = os.environ.get("LEADLINE_CACHE") or os.environ.get("LEADLINE_HOME")
    folder = Path(cache) if cache else Path(tempfile.gettempdir()) / f"leadline-numba-{os.getuid()}"
    code = sha256(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py")))).hexdigest()[:12]
    os.environ["NUMBA_CACHE_DIR"] = str(folder / "numba" / code)

from numba import from_dtype, njit, types
from numba.core.registry import CPUDispatcher

__all__ = ["from_dtype", "is_on_disk", "kernel", "types", "woven"]


class _Inner(CPUDispatcher):
    """A kernel without a way in from Python: without this, calling it would end the process."""

    def __call__(self, *given: Any) -> None:
        raise TypeError(f"{self.py_func.__name__} is an inner kernel: only kernels can call it.")


def kernel(signature: Any, *, inlined: bool = False, allocates: bool = True, inner: bool = False) -> Any:
    """
    A decorator that compiles a plain Python function for one signature; `.py_func` is the same code, uncompiled.

    `inlined` puts it into its callers instead of calling it: for a few lines that run at every step. A kernel that
    allocates no array says so and is spared all counting of references, which takes a third of the time of many small steps.
    An `inner` one is called by kernels only: the way in from Python is left out, which for many arrays is most of the code.
    """
    options: dict[str, Any] = {"cache": True, "nogil": True, "forceinline": inlined, "_nrt": allocates}
    options |= {"no_cpython_wrapper": inner, "no_cfunc_wrapper": True}

    def compiled(function: Any) -> Any:
        made = njit(signature, **options)(function)
        if inner:
            made.__class__ = _Inner
        return made

    return compiled


def is_on_disk(kernel: str) -> bool:
    """Whether a kernel, named `folder/module.function`, was compiled before for this state of the code; else loading it takes long."""
    folder, name = kernel.split("/")
    cache = os.environ.get("NUMBA_CACHE_DIR")
    return not cache or any(Path(cache).glob(f"{folder}_*/{name}-*.nbi"))


def woven(function: Any) -> Any:
    """
    Make a plain Python function a part of the kernel that calls it, before it is compiled.

    For long functions with one caller. A kernel brings all that it calls into its own code and compiles it once more, so a
    chain of four long ones compiles the last four times; what is woven is compiled once, in its caller.
    """
    return njit(inline="always")(function)
