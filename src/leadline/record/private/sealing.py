"""
Keeping tokens so that whoever gets the database, its log or a backup of it has none: sealed with a key in another file.

A seal names the place its token is for. A row changed by hand so that a token would go to another host opens nothing.
"""

import json
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

KEY_FILE = "token.keys"


class SealBroken(LookupError):
    """A token cannot be opened: the key is another one, or the token is for another place. It must be given again."""


def seal(home: Path, host: str, token: str) -> str:
    """The token, sealed for one host, with the newest key; the first time makes one."""
    return _fernet(home).encrypt(json.dumps([host, token]).encode()).decode()


def unseal(home: Path, host: str, sealed: str) -> str:
    """The token. Raises `SealBroken`."""
    try:
        sealed_for, token = json.loads(_fernet(home).decrypt(sealed.encode()))
    except (InvalidToken, ValueError) as problem:
        raise SealBroken(
            "The token cannot be opened: the key file beside the database is another one. Connect the source again."
        ) from problem
    if sealed_for != host:
        raise SealBroken(f"The token is for {sealed_for}, not for {host}. Connect the source again.")
    return str(token)


def reseal(home: Path, sealed: str) -> str:
    """The same token under the newest key. Raises `SealBroken`."""
    try:
        return _fernet(home).rotate(sealed.encode()).decode()
    except InvalidToken as problem:
        raise SealBroken("A token cannot be opened with any key of the key file.") from problem


def add_key(home: Path) -> None:
    """Put a new key before the old ones: new tokens are sealed with it, old ones still open."""
    _write(home, [Fernet.generate_key().decode(), *_keys(home)])


def drop_old_keys(home: Path) -> None:
    """Keep only the newest key; call it when everything is sealed with it."""
    _write(home, _keys(home)[:1])


def _fernet(home: Path) -> MultiFernet:
    keys = _keys(home)
    if not keys:
        add_key(home)
        keys = _keys(home)
    return MultiFernet([Fernet(one) for one in keys])


def _keys(home: Path) -> list[str]:
    try:
        return (home / KEY_FILE).read_text().split()
    except FileNotFoundError:
        return []


def _write(home: Path, keys: list[str]) -> None:
    half = home / f".{KEY_FILE}.half"
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    half.replace(home / KEY_FILE)
