"""The map of the parts: every part has its share of the room, and nothing lies over anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.reading import read, words_of, words_stand_apart

from leadline.charts.hotspots import GAP, Part, hotspots

PARTS = st.lists(st.builds(Part, st.text("abc/ é", min_size=1, max_size=30), st.integers(0, 5000), st.floats(0, 1), st.booleans()), max_size=70)  # fmt: skip


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and foot of each part."""
    found = [one for one in read(svg).iter() if str(one.tag).endswith("rect") and "band" in one.get("class", "")]
    return [
        (float(one.get("x", 0)), float(one.get("y", 0)), float(one.get("x", 0)) + float(one.get("width", 0)), float(one.get("y", 0)) + float(one.get("height", 0)))
        for one in found
    ]  # fmt: skip


@pytest.mark.parametrize("width", [1096, 358])
def test_a_part_is_as_large_as_its_share_of_the_files(width: int) -> None:
    svg = hotspots([Part("pay", 60, 0.7), Part("tax", 30, 0.2), Part("docs", 10, 0.0)], id="m", width=width)

    areas = [(right - left + GAP) * (foot - top + GAP) for left, top, right, foot in boxes(svg)]
    assert [area / sum(areas) for area in areas] == pytest.approx([0.6, 0.3, 0.1], abs=0.001)


def test_darker_is_more_of_the_trouble_and_a_dot_marks_who_is_alone() -> None:
    svg = hotspots([Part("pay", 60, 0.7, alone=True), Part("tax", 40, 0.1)], id="m")

    assert 'class="band-5"' in svg
    assert 'class="band-2"' in svg
    assert svg.count("<circle") == 1
    tree = read(svg)
    assert tree.findtext("desc", "").startswith("pay: 60 files, 70\u00a0% of the trouble, known by one person at most.")
    assert {"pay", "tax"} <= set(words_of(tree))


def test_without_parts_there_is_a_frame_and_a_reason() -> None:
    assert "No repository is read" in hotspots([], id="m")


@settings(max_examples=60)
@given(PARTS, st.sampled_from([358, 760, 1096]))
def test_nothing_lies_over_anything_else_and_all_is_inside(parts: list[Part], width: int) -> None:
    svg = hotspots(parts, id="m", width=width)
    words_stand_apart(svg)

    found = boxes(svg)
    for at, (left, top, right, foot) in enumerate(found):
        assert left >= 0
        assert top >= 0
        assert right <= width + 1
        for other in found[at + 1 :]:
            apart = right <= other[0] + 1 or other[2] <= left + 1 or foot <= other[1] + 1 or other[3] <= top + 1
            assert apart
