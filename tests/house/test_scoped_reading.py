"""Pages and questions read through `record.access.for_(who)`: no queryset of theirs starts from a table itself."""

from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "leadline"
READING = sorted([*SOURCE.glob("*/pages/*.py"), *SOURCE.glob("*/questions.py"), SOURCE / "record" / "standing.py"])


@pytest.mark.parametrize("path", READING, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_what_a_page_shows_is_read_for_somebody(path: Path) -> None:
    assert ".objects." not in path.read_text()
