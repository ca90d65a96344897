"""A plan that gets better for as long as there is time: crowds of plans first, then CP-SAT on all of it or on windows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from leadline.engine.schedule.people.arrays import Compiled
from leadline.engine.schedule.people.bounds import lower_bound
from leadline.engine.schedule.people.proof import Proof, proved
from leadline.engine.schedule.people.refine import refined
from leadline.engine.schedule.people.score import LENGTH, beats
from leadline.engine.schedule.people.search import Found, search, worth_it
from leadline.engine.schedule.people.served import plainly_better, scored, served

Stop = Callable[[], bool]
Progress = Callable[[int, Sequence[float]], None]

ENOUGH = 4_000
"""Plans after which crowds that have found nothing better in the second half of their time give way to CP-SAT."""

WINDOW_WORK = 2.0
"""About seconds of one core for a window."""

IN_VAIN = 6
"""Windows in a row that find nothing, after which other crowds begin anew."""


@dataclass(frozen=True)
class Planned:
    """The best plan found, and what CP-SAT knows of any plan: see `Proof`."""

    found: Found
    best: bool
    bound_days: float


class _Search:
    """The best plan so far, what is known of all, and what there is to go on with."""

    def __init__(
        self,
        compiled: Compiled,
        seed: int,
        threads: int,
        progress: Progress | None,
        schedules: int | None,
        stop: Stop | None,
    ) -> None:
        """Begin with crowds: so many plans, or until `stop`."""
        self.compiled, self.seed, self.threads, self.progress = compiled, seed, threads, progress
        self.made = 0
        self.proof = Proof(False, 0.0)
        self.found = self._bred(schedules, stop)

    def crowds(self, stop: Stop | None) -> None:
        """Let other crowds begin anew, and keep what they find where it is better."""
        self.take(self._bred(None, stop))

    def _bred(self, schedules: int | None, stop: Stop | None) -> Found:
        """Let crowds of plans breed; with `stop` alone until they have found nothing better in the second half of their time."""
        best: Sequence[float] = ()
        since = now = 0

        def tell(made: int, score: Sequence[float]) -> None:
            nonlocal best, since, now
            now = made
            if list(score) != list(best):
                best, since = score, made
            if self.progress:
                self.progress(self.made + made, score)

        def ends() -> bool:
            return bool(stop and stop()) or (schedules is None and now >= ENOUGH and now >= 2 * since)

        own = ends if stop else None
        fresh = search(
            self.compiled, seed=self.seed, schedules=schedules, stop=own, threads=self.threads, progress=tell
        )
        self.seed += 1
        self.made += fresh.schedules
        return replace(fresh, schedules=self.made)

    def take(self, fresh: Found | None) -> bool:
        """Keep a plan where it is better, by enough where people know of one; says whether it is."""
        if fresh is None or fresh is self.found:
            return False
        arrays = self.compiled.arrays
        known = bool((arrays.last_who >= 0).any())
        if not beats(fresh.score, self.found.score):
            return False
        if known and not worth_it(fresh.score, self.found.score, len(arrays.work)):
            return False
        self.found = replace(fresh, schedules=self.made)
        return True

    def prove(self, stop: Stop | None, work: float | None) -> bool:
        """Ask CP-SAT about all of it; says whether that is worth asking."""
        bound = lower_bound(self.compiled, float(self.found.score[LENGTH])).days
        proof = proved(self.compiled, self.found, bound, seed=self.seed, stop=stop, work=work)
        if proof is not None:
            taken = self.take(proof.found)
            self.proof = proof if taken or proof.found is None else Proof(False, proof.days)
        self._tell()
        return proof is not None

    def windows(self, count: int, stop: Stop | None, work: float | None) -> None:
        """Ask CP-SAT about one window after another, until so many were asked in vain."""
        vain = 0
        while vain < count and not (stop and stop()):
            self.seed += 1
            better = refined(self.compiled, self.found, seed=self.seed, windows=1, stop=stop, work=work)
            vain = 0 if self.take(better) and stop else vain + 1
            self._tell()

    def _tell(self) -> None:
        if self.progress:
            self.progress(self.made, self.found.score.tolist())


def planned(
    compiled: Compiled,
    *,
    seed: int,
    schedules: int | None = None,
    stop: Stop | None = None,
    threads: int = 2,
    work: float = 0.0,
    progress: Progress | None = None,
) -> Planned:
    """
    The best plan in the time there is.

    Args:
        compiled: the problem.
        seed: of its luck. Without `stop` the same arguments give the same plan on any number of threads.
        schedules: about how many plans crowds make; None without `stop`: those of the priority rules only.
        stop: asked often; once it says True, the best plan so far is given. Until then crowds and CP-SAT take turns.
        threads: that work at once.
        work: without `stop`: about seconds of one core that CP-SAT has afterwards, counted without a clock; 0: it is not asked.
        progress: is told how many plans were made and the best score so far.
    """
    own = _Search(compiled, seed, threads, progress, schedules, stop)
    items = len(compiled.arrays.work)
    if items and stop is None and work > 0 and not own.prove(None, work):
        own.windows(max(round(work / WINDOW_WORK), 1), None, WINDOW_WORK)
    if items and stop is not None and schedules is None and not stop():
        own.prove(stop, None)
        while not own.proof.best and not stop():
            own.windows(IN_VAIN, stop, WINDOW_WORK)
            own.crowds(stop)
    return Planned(_at_least_served(compiled, own.found), own.proof.best, own.proof.days)


def _at_least_served(compiled: Compiled, found: Found) -> Found:
    """The plan, or what comes first, come first served where that is plainly better: then there is no need of another."""
    arrays, known = compiled.arrays, served(compiled)
    if known is None:
        return found
    parts = scored(arrays, *known)
    if not plainly_better(parts, found.score):
        return found
    if (arrays.last_who >= 0).any() and not worth_it(parts, found.score, len(arrays.work)):
        return found
    return replace(found, start=known[0], finish=known[1], who=known[2], score=parts)
