from datetime import UTC, datetime, timedelta

import pytest
from tests.cli.conftest import Leadline

from leadline.cli.running.start import _first_visit
from leadline.record.models import Account
from leadline.record.private.models import StartLink
from leadline.record.private.start_links import LinkSpent, make, redeem

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_the_first_use_makes_the_owner_and_the_second_is_refused() -> None:
    token = make(None, NOON)

    owner = redeem(token, NOON)

    assert (owner.is_owner, Account.objects.count()) == (True, 1)
    with pytest.raises(LinkSpent, match="“leadline link” prints another one"):
        redeem(token, NOON)


def test_a_later_link_signs_the_same_owner_in() -> None:
    owner = redeem(make(None, NOON), NOON)

    assert redeem(make(None, NOON), NOON) == owner
    assert Account.objects.count() == 1


def test_a_link_for_somebody_signs_them_in() -> None:
    mara = Account.objects.create_account("mara@example.org", "Mara")

    assert redeem(make(mara, NOON), NOON) == mara


def test_a_link_is_good_for_a_day_and_only_its_hash_is_kept() -> None:
    token = make(None, NOON)

    assert token not in StartLink.objects.get().token_hash
    with pytest.raises(LinkSpent):
        redeem(token, NOON + timedelta(hours=25))
    with pytest.raises(LinkSpent):
        redeem("guess", NOON)


def test_a_closed_account_stays_out_and_the_link_is_not_used_up() -> None:
    mara = Account.objects.create_account("mara@example.org", "Mara")
    Account.objects.update(is_active=False)

    with pytest.raises(LinkSpent, match="was closed"):
        redeem(make(mara, NOON), NOON)
    assert StartLink.objects.get().used_at is None


def test_the_command_prints_a_link_that_works(kept: Leadline) -> None:
    answer = kept("link", "--port", "9000")

    address, _, token = answer.stdout.strip().rpartition("/start/")
    assert address == "http://127.0.0.1:9000"
    assert redeem(token, datetime.now(UTC)).is_owner


def test_a_start_shows_a_link_until_somebody_used_one() -> None:
    assert _first_visit().startswith("/start/")

    redeem(make(None, NOON), NOON)

    assert _first_visit() == "/"
