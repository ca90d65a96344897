"""Names made into ids: short, plain, and the same for the same name on every day."""

import re
from hashlib import sha256
from unicodedata import normalize

LONGEST = 60
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """
    An id made from a name: `Checkout live` gives `checkout-live`, `Zoë` gives `zoe`.

    Where letters are lost (another script, a long name), a few digits of the name's hash keep two names apart.
    Empty only for an empty text.
    """
    latin = text.strip().casefold()
    if not latin.isascii():
        latin = "".join(one for one in normalize("NFKD", latin) if not _is_accent(one))
    kept = _OTHER.sub("-", latin).strip("-")
    lost = not latin.isascii() and any(one.isalpha() and not one.isascii() for one in latin)
    if text.strip() and (lost or not kept or len(kept) > LONGEST):
        digits = sha256(text.strip().encode("utf-8", "replace")).hexdigest()[:8]
        return f"{kept[: LONGEST - 9].rstrip('-')}-{digits}".lstrip("-")
    return kept


def _is_accent(one: str) -> bool:
    return "\u0300" <= one <= "\u036f"
