"""Names made into ids: short, plain, and the same for the same name on every day."""

import re
from hashlib import sha256
from unicodedata import normalize

LONGEST = 60
LONGEST_ID = 200
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


def unfit(id: str) -> str:
    """Why an id cannot stand in an address, as a sentence; empty when it can."""
    odd = [mark for mark in "/?#%\\" if mark in id]
    if odd:
        return f"An id stands in addresses, so “{id}” may not hold {' '.join(odd)}. Use a dash instead."
    return f"An id has at most {LONGEST_ID} letters; “{id[:20]}…” has {len(id)}." if len(id) > LONGEST_ID else ""


def _is_accent(one: str) -> bool:
    return "\u0300" <= one <= "\u036f"
