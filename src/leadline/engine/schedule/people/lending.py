"""Which parts of people's divided time are lent to which work: the loans with which the plan is best."""

from collections.abc import Collection, Sequence

from leadline.engine.network import Network
from leadline.engine.schedule.people.arrays import Compiled, compile_problem
from leadline.engine.schedule.people.divided import Loan, is_divided, loans_of
from leadline.engine.schedule.people.first_come import first_come
from leadline.engine.schedule.people.programs import Programmed, programmed
from leadline.engine.schedule.people.search import plan_at_once
from leadline.engine.schedule.people.served import served
from leadline.program.plan import Plan

TRIED = 1_000
"""Items up to which several loans are tried: each is a plan of its own."""


def lent_best(
    network: Network, before: Plan | None, threads: int, endless: Collection[str] = ()
) -> tuple[Programmed, Compiled, Compiled]:
    """
    What is to be planned.

    Args:
        network: the program.
        before: the plan people know.
        threads: that work at once.
        endless: what has come to no end in a plan, and is left out.

    Returns:
        The problem; the same ready to be planned; and the same, but with more time than there is where claims on people begin
        or end, so that what no plan can do is asked of it.
    """
    known = first_come(network)

    def problem(loans: Sequence[Loan] | None, largest: bool = False) -> tuple[Programmed, Compiled]:
        own = programmed(network, before, loans, largest=largest, endless=endless, first_come=known)
        return own, compile_problem(own.problem)

    plain, compiled = problem(())
    crew = network.roster.crew
    if not is_divided(crew):
        return plain, compiled, compiled
    everything, (_, relaxed) = problem(None)[1], problem(None, largest=True)
    start = plan_at_once(everything, threads)
    wanted = [loans_of(crew, everything, start.start, start.finish, start.who)]
    if len(compiled.arrays.work) <= TRIED:
        wanted.append([])
        if going_on := served(compiled):
            wanted.append(loans_of(crew, compiled, *going_on))
    # Not to be lent is what others need who have no other time.
    tried = [one for one in map(problem, wanted) if one[1].places == relaxed.places]
    if not tried:
        return plain, compiled, relaxed if relaxed.places == compiled.places else compiled
    own, with_loans = (
        min(tried, key=lambda one: tuple(plan_at_once(one[1], threads).score)) if len(tried) > 1 else tried[0]
    )
    return own, with_loans, relaxed
