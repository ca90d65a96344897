"""A home of its own for each story, with nothing in it yet."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

if TYPE_CHECKING:
    from tests.mission.story import Story

# Models are imported inside the fixtures: pytest reads this file before Django is set up.


@pytest.fixture
def story(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> "Story":
    """A new installation on the tests' own database, its command line, and a browser signed in as the owner."""
    from django.conf import settings
    from tests.mission.story import Story, sign_in

    from leadline.cli import ready
    from leadline.cli.main import app
    from leadline.record.doors import open_rooms

    open_rooms()
    monkeypatch.setattr(ready, "database", lambda make=False: None)
    monkeypatch.setattr(ready, "home", lambda: tmp_path)
    monkeypatch.setattr(settings, "HOME", tmp_path)

    def command(*words: object) -> object:
        return CliRunner().invoke(app, [str(word) for word in words])

    return Story(command, sign_in(command), tmp_path)  # type: ignore[arg-type]
