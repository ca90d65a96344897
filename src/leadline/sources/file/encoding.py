"""Which encoding a file's bytes are in, and what to say where that is a guess."""

import codecs
from collections.abc import Iterator

from leadline.sources.errors import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # Before UTF-16, whose mark begins it.
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESSES = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "big5", "euc_kr")
_CHUNK = 1 << 20
_SAMPLE = 100_000


def find_encoding(data: bytes) -> tuple[str, str]:
    """The encoding's name, and a sentence for people where it is a guess or unusual (else "")."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name, "" if name == "utf-8-sig" else f"It is in {name.upper()}, as its first bytes say."
    if _decodes(data, "utf-8"):
        return "utf-8", ""
    if wide := _wide(data[:_SAMPLE]):
        return wide, f"It does not say its encoding; it looks like {wide.upper()}."
    return _guess(data)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """
    The text of a file, and a sentence about its encoding where there is something to say.

    Raises:
        Unreadable: the bytes are no text in the encoding that they claim.
    """
    encoding, says = find_encoding(data)
    try:
        return data.decode(encoding, "replace" if says.endswith("?") else "strict"), says
    except UnicodeDecodeError as problem:
        raise Unreadable(
            f"{name} begins as {encoding.upper()} but byte {problem.start:,} is not. Save it again as UTF-8."
        ) from None


def _decodes(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(data):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    # UTF-16 without a mark decodes as UTF-8 full of NULs.
    return data[:_SAMPLE].count(0) * 4 < len(data[:_SAMPLE])


def _chunks(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))


def _wide(sample: bytes) -> str:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > half * 0.3 and odd > even * 3:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.3 and even > odd * 3 else ""


def _guess(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    # Only lines with letters beyond ASCII tell encodings apart.
    telling = b"\n".join(line[:500] for line in data[: 20 * _SAMPLE].splitlines() if not line.isascii())[:_SAMPLE]
    best = from_bytes(telling, cp_isolation=list(GUESSES)).best()
    # Many encodings read the same bytes as the same letters: of those, the most common one.
    name = next(
        (one for one in GUESSES if best and one in best.could_be_from_charset), best.encoding if best else "cp1252"
    )
    shown = next((word for word in telling.split() if not word.isascii()), b"").decode(name, "replace")[:40]
    return name, f"It is not UTF-8 and does not say its encoding; it was read as {name}. Is “{shown}” spelled right?"
