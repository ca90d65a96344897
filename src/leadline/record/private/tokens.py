"""The tokens of sources: given once, sealed, opened only to reach the very host they are for."""

from django.conf import settings

from leadline.record.models.source import Source
from leadline.record.private.models import SealedToken
from leadline.record.private.sealing import add_key, drop_old_keys, reseal, seal, unseal


def keep(source: Source, host: str, token: str) -> None:
    """Keep a token for a host; "" forgets the one there is."""
    _keep(source, token=seal(settings.HOME, host, token) if token else "")


def keep_secret(source: Source, host: str, secret: str) -> None:
    """Keep the secret that webhooks are signed with; "" forgets it, and webhooks are refused from then on."""
    _keep(source, secret=seal(settings.HOME, host, secret) if secret else "")


def token_of(source: Source, host: str) -> str:
    """The token for a host, "" where there is none. Raises `SealBroken`."""
    sealed = SealedToken.objects.filter(source=source).first()
    return unseal(settings.HOME, host, sealed.token) if sealed and sealed.token else ""


def secret_of(source: Source, host: str) -> str:
    """The secret of webhooks, "" where there is none. Raises `SealBroken`."""
    sealed = SealedToken.objects.filter(source=source).first()
    return unseal(settings.HOME, host, sealed.secret) if sealed and sealed.secret else ""


def forget(source: Source) -> None:
    """Forget everything that opens a tracker."""
    SealedToken.objects.filter(source=source).delete()


def rotate() -> int:
    """Seal every token with a new key and drop the old ones; gives how many. Raises `SealBroken`, and then the old keys stay."""
    home = settings.HOME
    add_key(home)
    rows = list(SealedToken.objects.all())
    for row in rows:
        row.token = reseal(home, row.token) if row.token else ""
        row.secret = reseal(home, row.secret) if row.secret else ""
    SealedToken.objects.bulk_update(rows, ["token", "secret"])
    drop_old_keys(home)
    return len(rows)


def _keep(source: Source, **own: str) -> None:
    SealedToken.objects.update_or_create(source=source, defaults=own)
