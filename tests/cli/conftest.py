"""The command line as a person meets it: words in, two streams and an exit code out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from leadline.cli import ready
from leadline.cli.main import app

DOCUMENT = """\
id: checkout
name: Checkout
as_of: 2026-03-02
sponsor: ines
people:
  - {id: mara, name: Mara}
  - {id: ines, name: Ines}
  - {id: tomas, name: Tomas, outside: true}
milestones:
  - {id: live, name: Checkout live}
  - {id: pilot, name: Pilot}
work:
  - {id: A, name: Payment form, milestone: live, assignee: mara, estimate: 5d}
  - {id: B, name: Receipts, milestone: live, assignee: mara, estimate: 5d}
promises:
  - {id: p, milestone: live, due: 2026-03-31, set_by: ines, set_on: 2026-02-20}
"""

Leadline = Callable[..., Result]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Mara builds a checkout that Ines promised, and was never asked."""
    file = tmp_path / "checkout.yaml"
    file.write_text(DOCUMENT)
    return file


@pytest.fixture
def leadline() -> Leadline:
    """Runs a command that needs no database."""
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def kept(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Leadline:
    """Runs a command on the tests' own database, which pytest-django has made ready."""
    from django.conf import settings

    monkeypatch.setattr(ready, "database", lambda make=False: None)
    monkeypatch.setattr(ready, "home", lambda: tmp_path)
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def checkout(kept: Leadline, document: Path) -> Leadline:
    """The same, with the checkout program held on its day."""
    answer = kept("import", document, "--as-of", "2026-03-02")
    assert answer.exit_code == 0, answer.output
    return kept
