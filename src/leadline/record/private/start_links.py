"""One-time links that sign a browser in. Whoever can run `leadline link` on the machine is its owner."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from leadline.record.doors import Refused
from leadline.record.models.account import Account
from leadline.record.private.models import StartLink

LIVES = timedelta(days=1)
INVITED_LIVES = timedelta(days=7)
"""A link in a letter waits for its reader; the owner's own is printed on the screen they sit at."""

USED_UP = (
    "It works once, and only for a while. On the machine Leadline runs on, “leadline link” prints another one; "
    "with an invitation, ask whoever sent it."
)


class LinkSpent(Refused):
    """The link was used already, is too old, or never was one."""


def make(account: Account | None, at: datetime) -> str:
    """
    A token for a link that works once; only its hash is kept.

    Args:
        account: whom it signs in; None is the owner, who is made by the first use.
        at: now.
    """
    token = secrets.token_urlsafe(24)
    StartLink.objects.filter(made_at__lt=at - INVITED_LIVES, used_at=None).delete()
    StartLink.objects.create(token_hash=_hash(token), account=account, made_at=at)
    return token


def redeem(token: str, at: datetime) -> Account:
    """
    The account a token signs in, which uses it up. Two at once: one gets in.

    Raises:
        LinkSpent: nobody made this link, it was used, it is too old, or its account was closed.
    """
    with transaction.atomic():
        owners = Q(account=None, made_at__gte=at - LIVES)
        invited = Q(account__isnull=False, made_at__gte=at - INVITED_LIVES)
        fresh = StartLink.objects.filter(owners | invited, token_hash=_hash(token), used_at=None)
        if not fresh.update(used_at=at):
            raise LinkSpent(USED_UP)
        account = StartLink.objects.select_related("account").get(token_hash=_hash(token)).account or _owner()
        if not account.is_active:
            raise LinkSpent("This account was closed. Ask the owner of this Leadline to open it again.")
        return account


def _owner() -> Account:
    owner = Account.objects.filter(is_owner=True).order_by("id").first()
    return owner or Account.objects.create_account("owner@localhost", "Owner", owner=True)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
