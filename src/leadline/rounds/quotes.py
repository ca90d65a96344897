"""What-ifs: a page posts edits, a worker answers. Compiled programs stay warm in the worker, pages never compute."""

from collections import OrderedDict
from datetime import date, datetime

from leadline.engine.calibrate import calibrate
from leadline.engine.price import Candidate, Scales, Unpriceable
from leadline.program.codec import plain
from leadline.program.edits import read_edit
from leadline.program.finding import Price
from leadline.program.plain import DocumentError
from leadline.program.snapshot import Snapshot
from leadline.record.models import Program, Quote
from leadline.record.snapshots import load_snapshot
from leadline.rounds.look import SEED

QUOTE_FUTURES = 2_000
"""Enough for a difference on the same futures; a round prices with all of them."""

KEPT = 4
"""Programs a worker keeps compiled and played: a second what-if of the same facts is answered at once."""

_warm: OrderedDict[int, tuple[Snapshot, Scales]] = OrderedDict()


def answer(quote: Quote, now: datetime) -> None:
    """Compute a quote and keep the answer, or the sentence why there is none; a glimpse of it is kept long before."""
    try:
        edits = tuple(read_edit(one) for one in quote.edits)
        scales = _scales(quote.program, quote.program.today(now))
        candidate = Candidate(quote.subject, edits, quote.cost_cents)
        _glimpse(quote, scales, candidate)
        found = scales.weigh_all([candidate])[0]
    except DocumentError as problem:
        found = str(problem)
    quote.price, quote.problem = (plain(found), "") if isinstance(found, Price) else (None, found)
    quote.answered_at = now
    quote.save()


def _glimpse(quote: Quote, scales: Scales, candidate: Candidate) -> None:
    """Keep what can be said at once, for whoever looks before the price is there."""
    try:
        seen = scales.fine.first_look(candidate)
    except Unpriceable:
        return  # The price says why.
    if seen:
        quote.glimpse = plain(seen)
        quote.save(update_fields=["glimpse"])


def _scales(program: Program, today: date) -> Scales:
    """The scales of a program as its facts stand, made anew only when they have changed."""
    snapshot = load_snapshot(program, today)
    if program.pk not in _warm or _warm[program.pk][0] != snapshot:
        _warm[program.pk] = (
            snapshot,
            Scales(snapshot, seed=SEED, futures=QUOTE_FUTURES, calibration=calibrate(snapshot)),
        )
    _warm.move_to_end(program.pk)
    if len(_warm) > KEPT:
        _warm.popitem(last=False)
    return _warm[program.pk][1]
