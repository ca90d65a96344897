"""How kernels are called."""

import pytest

from leadline.engine.schedule.people.evolve import _going_first


def test_an_inner_kernel_says_that_only_kernels_call_it() -> None:
    with pytest.raises(TypeError, match="_going_first is an inner kernel: only kernels can call it"):
        _going_first()
