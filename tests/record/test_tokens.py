"""Tokens are sealed: the database alone opens nothing, and a token goes to one host."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from leadline.program.snapshot import Snapshot
from leadline.record.models import Source
from leadline.record.private import tokens
from leadline.record.private.models import SealedToken
from leadline.record.private.sealing import KEY_FILE, SealBroken
from leadline.record.snapshots import store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CANARY = "ghp_canary0123456789"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def source() -> Source:
    home = store(Snapshot(id="checkout", as_of=NOON.date()), NOON)
    return Source.objects.create(program=home, address="github:acme/pay", kind="github", connected_at=NOON)


def test_a_token_comes_back_for_the_host_it_was_given_for() -> None:
    own = source()

    tokens.keep(own, "api.github.com", CANARY)
    tokens.keep_secret(own, "api.github.com", "hush")

    assert tokens.token_of(own, "api.github.com") == CANARY
    assert tokens.secret_of(own, "api.github.com") == "hush"


def test_a_token_opens_for_no_other_host() -> None:
    own = source()
    tokens.keep(own, "api.github.com", CANARY)

    with pytest.raises(SealBroken, match=r"is for api\.github\.com, not for evil\.example"):
        tokens.token_of(own, "evil.example")


def test_the_database_has_no_token_in_it_and_only_its_owner_reads_the_key(home: Path) -> None:
    tokens.keep(source(), "api.github.com", CANARY)

    with connection.cursor() as cursor:
        cursor.execute("SELECT token, secret FROM record_sealedtoken")
        assert CANARY not in str(cursor.fetchall())
    assert (home / KEY_FILE).stat().st_mode & 0o077 == 0


def test_another_key_opens_nothing_and_says_what_to_do(home: Path) -> None:
    own = source()
    tokens.keep(own, "api.github.com", CANARY)
    (home / KEY_FILE).unlink()

    with pytest.raises(SealBroken, match="Connect the source again"):
        tokens.token_of(own, "api.github.com")


def test_a_new_key_opens_all_and_the_old_one_nothing_any_more(home: Path) -> None:
    own = source()
    tokens.keep(own, "api.github.com", CANARY)
    old_key, old_seal = (home / KEY_FILE).read_text(), SealedToken.objects.get().token

    assert tokens.rotate() == 1

    assert tokens.token_of(own, "api.github.com") == CANARY
    assert old_key.strip() not in (home / KEY_FILE).read_text()
    SealedToken.objects.update(token=old_seal)
    with pytest.raises(SealBroken):
        tokens.token_of(own, "api.github.com")


def test_a_token_that_is_forgotten_is_gone() -> None:
    own = source()
    tokens.keep(own, "api.github.com", CANARY)

    tokens.forget(own)

    assert tokens.token_of(own, "api.github.com") == ""
