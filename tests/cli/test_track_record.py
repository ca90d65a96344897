"""`leadline track-record`: what forecasts were worth against a naive day, for people and for programs."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.cli.conftest import Leadline

TODAY = date(2026, 3, 2)


def finished(number: int, ago: int) -> dict[str, Any]:
    """Done so many days ago, after ten."""
    ended = TODAY - timedelta(days=ago)
    begun = ended - timedelta(days=10)
    return {"id": f"d{number}", "state": "done", "created_on": begun.isoformat(), "done_on": ended.isoformat()}


def test_skill_is_told_by_question_and_with_its_numbers_as_json(kept: Leadline, tmp_path: Path) -> None:
    file = tmp_path / "steady.yaml"
    # JSON is YAML. Two a week for two years, each after ten days.
    work = [finished(2 * week + n, 7 * week + 1) for week in range(104) for n in range(2)]
    file.write_text(json.dumps({"id": "steady", "name": "Steady", "as_of": "2026-03-02", "work": work}))
    for words in (("import", file, "--as-of", "2026-03-02"), ("round",)):
        answer = kept(*words)
        assert answer.exit_code == 0, answer.output

    told, plain = kept("track-record").stdout, json.loads(kept("track-record", "--json").stdout)

    assert "against a naive day" in told
    assert "Pieces of work" in told
    assert plain["live"]["skill"] == []
    rows = {one["question"]: one for one in plain["replayed"]["skill"]}
    assert set(rows) == {"", "item", "pace"}
    assert rows["item"]["naive"] == 0
    assert rows["item"]["skill"] is None
    assert rows[""]["count"] == rows["item"]["count"] + rows["pace"]["count"]
