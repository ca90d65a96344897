"""Serial schedule generation: item by item of a list, each as early as what it waits for and its pools allow."""

from leadline.engine.kernels import kernel, types
from leadline.engine.schedule.packed import NET, Net
from leadline.engine.schedule.project import Longs, Whole

_I4, _I8, _N = types.int32[::1], types.int64[::1], types.int64
WORDS = types.int64[:, ::1]

CUT = -1
"""Instead of an end: it was seen that the plan would not end in time."""


@kernel(_N(NET, _I4, WORDS, _I4, _N), allocates=False)
def serial(net: Net, order: Whole, free: Longs, starts: Whole, cut: int) -> int:
    """
    Plan a list.

    Args:
        net: what is to be planned.
        order: its items, each after all it waits for.
        free: shape (words, slots), as `empty` in every slot; left so again.
        starts: filled with the start of each item, as far as the plan gets.
        cut: give up as soon as the plan must end in this slot or later.

    Returns:
        The slot in which all are done, or `CUT`.
    """
    end = 0
    for k in range(len(order)):
        item = order[k]
        start = int(net.earliest[item])
        for q in range(net.into_at[item], net.into_at[item + 1]):
            start = max(start, int(starts[net.into[q]]) + net.gaps[q])
        length = int(net.lengths[item])
        first, last = net.need_at[item], net.need_at[item + 1]
        if first + 1 == last:
            row, need, guard = free[net.need_word[first]], net.need[first], net.guards[net.need_word[first]]
            # Backwards through the stretch, so that a full slot moves the start behind it at once; what was seen to be
            # free is not looked at again.
            seen, slot = start, start + length - 1
            while slot >= seen:
                if (row[slot] - need) & guard != guard:
                    seen = start + length
                    start = slot + 1
                    slot = start + length
                slot -= 1
        elif first < last:
            seen, slot = start, start + length - 1
            while slot >= seen:
                for q in range(first, last):
                    guard = net.guards[net.need_word[q]]
                    if (free[net.need_word[q], slot] - net.need[q]) & guard != guard:
                        seen = start + length
                        start = slot + 1
                        slot = start + length
                        break
                slot -= 1
        if start + net.tails[item] >= cut:
            end = CUT
            break
        for q in range(first, last):
            row, need = free[net.need_word[q]], net.need[q]
            for slot in range(start, start + length):
                row[slot] -= need
        starts[item] = start
        end = max(end, start + length)
    used = cut if end == CUT else end
    for word in range(len(net.empty)):
        free[word, :used] = net.empty[word]
    return end


@kernel(types.void(_I4, _N, _I4, _I4), allocates=False)
def by_key(keys: Whole, most: int, counts: Whole, order: Whole) -> None:
    """
    Sort items by a key.

    Args:
        keys: whole numbers from 0 to `most`, one an item.
        most: the greatest.
        counts: memory for `most` + 2 numbers.
        order: filled with the items, smallest key first; those of one key as they are numbered.
    """
    counts[: most + 2] = 0
    for item in range(len(keys)):
        counts[keys[item] + 1] += 1
    for key in range(most):
        counts[key + 1] += counts[key]
    for item in range(len(keys)):
        order[counts[keys[item]]] = item
        counts[keys[item]] += 1


@kernel(types.void(NET, _I4, _I4, _I4, _I4), allocates=False)
def mend(net: Net, wished: Whole, placed: Whole, stack: Whole, order: Whole) -> None:
    """
    Move items of a list behind what they wait for, and no further.

    Args:
        net: who waits for whom.
        wished: all items.
        placed: memory for as many numbers as there are items.
        stack: the same.
        order: filled with the mended list.
    """
    # From the end: whoever waits for an item and was to come before it is put behind it.
    placed[:] = 0
    left = len(wished)
    for k in range(len(wished) - 1, -1, -1):
        depth = -1 if placed[wished[k]] else 0
        stack[0] = wished[k]
        while depth >= 0:
            item = stack[depth]
            waiting = -1
            for q in range(net.out_at[item], net.out_at[item + 1]):
                if not placed[net.out[q]]:
                    waiting = net.out[q]
                    break
            if waiting >= 0:
                depth += 1
                stack[depth] = waiting
            else:
                placed[item] = 1
                left -= 1
                order[left] = item
                depth -= 1
