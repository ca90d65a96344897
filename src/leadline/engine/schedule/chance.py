"""Chance that can be continued where it stopped: one number of state, the same on every thread and machine."""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.kernels import kernel, types

States = NDArray[np.uint64]
STATE = types.uint64[::1]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_27, _30, _31, _32 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(32)


def chance(seed: int, stream: int) -> States:
    """The state of one stream of a seed. Streams of the same seed have nothing in common that shows."""
    return np.array([(seed * 0xD1342543DE82EF95 + stream * 0xDA942042E4DD58B5 + 1) % 2**64], dtype=np.uint64)


@kernel(types.int64(STATE, types.int64), inlined=True, allocates=False)
def below(state: States, bound: int) -> int:
    """
    A whole number from 0 to `bound` - 1, each as likely; moves the state on. Bounds up to 2^31.

    Source: splitmix64 (Steele, Lea, Flood 2014); the upper 32 bits, scaled.
    """
    state[0] += _STEP
    mixed = state[0]
    mixed = (mixed ^ (mixed >> _30)) * _MIX_1
    mixed = (mixed ^ (mixed >> _27)) * _MIX_2
    return int((((mixed ^ (mixed >> _31)) >> _32) * np.uint64(bound)) >> _32)
