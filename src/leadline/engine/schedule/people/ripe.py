"""Which items may be placed next: those whose predecessors are in the plan, in the order of their keys."""

from leadline.engine.kernels import kernel
from leadline.engine.order import FF, FS, SF, SS
from leadline.engine.schedule.people.arrays import ARRAYS, Arrays
from leadline.engine.schedule.people.layout import F8S, I4S, I8, NOTHING, Floats, Small
from leadline.engine.schedule.people.state import STATE, State


@kernel(NOTHING(I4S, F8S, I8, I8), inlined=True, allocates=False, inner=True)
def push(heap: Small, keys: Floats, place: int, item: int) -> None:
    """Put an item at the end of a heap, and up until none above it has a larger key; ties by number."""
    while place > 0:
        parent = heap[(place - 1) >> 1]
        if keys[parent] < keys[item] or (keys[parent] == keys[item] and parent < item):
            break
        heap[place] = parent
        place = (place - 1) >> 1
    heap[place] = item


@kernel(I8(I4S, F8S, I8), inlined=True, allocates=False, inner=True)
def pop(heap: Small, keys: Floats, last: int) -> int:
    """Take the item with the smallest key out of a heap; `last` is its last place."""
    top, item, place = heap[0], heap[last], 0
    while True:
        child = 2 * place + 1
        if child >= last:
            break
        if child + 1 < last:
            one, other = heap[child], heap[child + 1]
            child += keys[other] < keys[one] or (keys[other] == keys[one] and other < one)
        one = heap[child]
        if keys[item] < keys[one] or (keys[item] == keys[one] and item < one):
            break
        heap[place] = one
        place = child
    heap[place] = item
    return int(top)


@kernel(I8(ARRAYS, STATE, F8S, I8), allocates=False, inner=True)
def _settled(arrays: Arrays, state: State, keys: Floats, size: int) -> int:
    """The end of the item on the stack is known, and with it those of others; returns how many may be placed next."""
    height = 1
    while height > 0:
        height -= 1
        item = state.stack[height]
        for one in range(arrays.pred_first[item], arrays.pred_first[item + 1]):
            before, kind = arrays.pred_of[one], arrays.pred_kind[one]
            if kind not in (FS, SS):
                known = state.start[before] if kind == SF else state.finish[before]
                state.finish[item] = max(state.finish[item], known + arrays.pred_lag[one])
        for one in range(arrays.succ_first[item], arrays.succ_first[item + 1]):
            after, kind = arrays.succ_of[one], arrays.succ_kind[one]
            if kind == FS:
                state.missing[after] -= 1
                if state.missing[after] == 0:
                    push(state.heap, keys, size, after)
                    size += 1
            elif kind == FF:
                state.unsettled[after] -= 1
                if state.unsettled[after] == 0:
                    state.stack[height] = after
                    height += 1
    return size


@kernel(I8(ARRAYS, STATE, F8S, I8, I8), inlined=True, allocates=False, inner=True)
def told(arrays: Arrays, state: State, keys: Floats, size: int, item: int) -> int:
    """
    Tell those who wait for the start of an item just placed, and for its end once all is known that may delay it.

    An item that must not end before others is placed without knowing them: its start does not depend on them.

    Returns:
        How many may be placed next.
    """
    for one in range(arrays.succ_first[item], arrays.succ_first[item + 1]):
        after, kind = arrays.succ_of[one], arrays.succ_kind[one]
        if kind == SS:
            state.missing[after] -= 1
            if state.missing[after] == 0:
                push(state.heap, keys, size, after)
                size += 1
        elif kind == SF:
            state.unsettled[after] -= 1
            if state.unsettled[after] == 0:
                state.stack[0] = after
                size = _settled(arrays, state, keys, size)
    state.unsettled[item] -= 1
    if state.unsettled[item] == 0:
        state.stack[0] = item
        size = _settled(arrays, state, keys, size)
    return size
