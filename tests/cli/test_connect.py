"""Trackers at the command line: connected, read, listed, disconnected."""

import pytest
from tests.cli.conftest import Leadline
from tests.rounds.notebook import Notebook

from leadline.rounds import reaching
from leadline.sources import trackers
from leadline.sources.errors import NotSignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Notebook:
    made = Notebook(name="notebook")
    made.note("n1", name="Design", who="mara", called="Mara")
    made.note("n2", name="Build", after=["n1"])
    monkeypatch.setattr(trackers, "tracker", lambda kind: made)
    monkeypatch.setattr(reaching, "tracker", lambda kind: made)
    monkeypatch.setenv("LEADLINE_TOKEN", "canary-token")
    return made


def test_it_shows_what_there_is_and_reads_it_into_a_new_program(kept: Leadline, notebook: Notebook) -> None:
    connected = kept("connect", "notebook:shelf/plans", "--yes")

    assert "2 notes" in connected.stderr
    # Two items, a person and a link.
    assert connected.stdout == "notebook:shelf/plans: 2 read, 4 added, 0 changed, 0 gone.\n"
    assert "canary" not in connected.stdout + connected.stderr
    assert "notebook:shelf/plans  well" in kept("sources").stdout


def test_nothing_is_read_before_somebody_agrees(kept: Leadline, notebook: Notebook) -> None:
    refused = kept("connect", "notebook:shelf/plans")

    assert refused.exit_code == 3
    assert "Nothing was read. Say --yes to read it." in refused.stderr
    assert kept("connect", "notebook:shelf/plans", "--yes").exit_code == 0


def test_a_token_that_is_not_accepted_says_so_and_the_command_goes_on_with_another(
    kept: Leadline, notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_signed_in(*_: object) -> None:
        raise NotSignedIn("notes.example does not accept the token. Make a new one.")

    with monkeypatch.context() as wrong:
        wrong.setattr(notebook, "check", not_signed_in)
        refused = kept("connect", "notebook:shelf/plans", "--yes")
    assert refused.exit_code == 3
    assert "Make a new one. Then go on: leadline connect notebook:shelf/plans --program plans" in refused.stderr

    assert kept("connect", "notebook:shelf/plans", "--yes").exit_code == 0


def test_hearing_brings_what_changed_and_disconnecting_keeps_it(kept: Leadline, notebook: Notebook) -> None:
    kept("connect", "notebook:shelf/plans", "--yes")
    notebook.note("n3", name="Ship")

    # The last note is read again, because the cursor is inclusive.
    assert kept("hear").stdout == "notebook:shelf/plans: 2 read, 1 added, 0 changed, 0 gone.\n"
    assert kept("rotate-key").stdout == "1 token sealed with a new key.\n"
    assert "its token is forgotten" in kept("disconnect", "notebook:shelf/plans").stdout
    assert "No tracker is connected" in kept("sources").stderr
    assert "Ship" in kept("export").stdout
