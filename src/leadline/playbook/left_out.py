"""The standard solutions that are not built yet, each with what would have to be recorded or simulated first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LeftOut:
    """A standard solution that is not here: its number and name in SCIENCE.md §4, and why not."""

    number: int
    name: str
    why: str


LEFT_OUT = (
    LeftOut(
        15,
        "Add margin before merge",
        "A margin wins no day. P80 of a milestone holds the delay of the merge already, so the later promise that number 14"
        " proposes has the margin in it.",
    ),
    LeftOut(
        18,
        "Prototype both options",
        "Work waits for all that it depends on. That it starts when the better of two branches is done cannot be said in"
        " edits; the value of knowing which one that is stands with the decision.",
    ),
    LeftOut(
        28,
        "Buy instead of build, reuse",
        "Nothing recorded says that a product exists, that its licence fits, or what it costs. Where somebody knows one, it"
        " is an option of a decision, and its edits are priced there.",
    ),
    LeftOut(
        30,
        "Freeze window for requirements",
        "A changed requirement moves no estimate in the simulation, so there is no churn to switch off.",
    ),
    LeftOut(
        32,
        "Intake buffer and rota for unplanned work",
        "Work that nobody has recorded takes nobody's time in the simulation, so a rota would only cost.",
    ),
    LeftOut(
        33,
        "Root-cause fix of a repeated blocker",
        "The simulation knows the roadblocks of today; no new ones arrive in it that a fix could keep away.",
    ),
    LeftOut(
        36,
        "Recovery buffer after a peak",
        "Nobody's hours are kept, on purpose, so nothing says that there was a peak; and no defects are simulated that rest"
        " would make fewer.",
    ),
    LeftOut(
        39,
        "Swap milestones between programs",
        "An edit changes one program, and a price is of one program. A swap needs both at once.",
    ),
    LeftOut(
        41,
        "Facilitated joint session of two teams",
        "It lowers how often hand-offs fail, and the simulation has no rate of failing hand-offs.",
    ),
    LeftOut(
        42,
        "Pilot with one volunteer group",
        "Nothing recorded says how far a change is adopted, and who volunteers is for the groups to say.",
    ),
)
"""By number. With those that are built they are all 42."""
