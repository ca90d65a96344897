"""What-ifs: a page posts edits, a worker answers. Compiled programs stay warm in the worker, pages never compute."""

from datetime import datetime

from leadline.engine.calibrate import calibrate
from leadline.engine.price import Candidate, price
from leadline.program.codec import plain
from leadline.program.edits import read_edit
from leadline.program.finding import Price
from leadline.program.plain import DocumentError
from leadline.record.models import Quote
from leadline.record.snapshots import load_snapshot
from leadline.rounds.look import SEED

QUOTE_FUTURES = 2_000
"""Enough for a difference on the same futures; a round prices with all of them."""


def answer(quote: Quote, now: datetime) -> None:
    """Compute a quote and keep the answer, or the sentence why there is none."""
    snapshot = load_snapshot(quote.program, quote.program.today(now))
    try:
        edits = tuple(read_edit(one) for one in quote.edits)
        found = price(
            snapshot,
            [Candidate(quote.subject, edits)],
            seed=SEED,
            futures=QUOTE_FUTURES,
            calibration=calibrate(snapshot),
        )[0]
    except DocumentError as problem:
        found = str(problem)
    quote.price, quote.problem = (plain(found), "") if isinstance(found, Price) else (None, found)
    quote.answered_at = now
    quote.save()
