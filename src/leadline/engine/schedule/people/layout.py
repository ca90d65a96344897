"""The compiled type of a named tuple of arrays, read from its fields, so that the two cannot fall apart."""

from typing import Annotated, Any, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray

from leadline.engine.kernels import from_dtype, types

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.uint8]
IntRows = Annotated[NDArray[np.int64], 2]
SmallRows = Annotated[NDArray[np.int32], 2]
FloatRows = Annotated[NDArray[np.float64], 2]
FlagRows = Annotated[NDArray[np.uint8], 2]
"""Arrays with one dimension, and with two, as fields name them."""

I8: Any = types.int64
I8S: Any = types.int64[::1]
I4S: Any = types.int32[::1]
F8S: Any = types.float64[::1]
U1S: Any = types.uint8[::1]
FLAG: Any = types.boolean
NOTHING: Any = types.void
"""Short names for signatures."""


def layout(fields: type) -> Any:
    """The type of a `NamedTuple` whose fields are contiguous arrays, whole numbers, or such tuples themselves."""
    named: Any = types.NamedTuple
    return named([_compiled(one) for one in get_type_hints(fields, include_extras=True).values()], fields)


def _compiled(field: Any) -> Any:
    if field is int:
        return types.int64
    if hasattr(field, "_fields"):
        return layout(field)
    own = from_dtype(np.dtype(_scalar(field)))
    return own[:, ::1] if hasattr(field, "__metadata__") else own[::1]


def _scalar(field: Any) -> type:
    """The kind of number in an array type, however numpy wraps it."""
    if isinstance(field, type) and issubclass(field, np.generic):
        return field
    return next((found for one in get_args(field) if (found := _scalar(one)) is not object), object)


def both(count: int) -> Any:
    """The type of so many whole numbers given back together."""
    tuples: Any = types.UniTuple
    return tuples(types.int64, count)
