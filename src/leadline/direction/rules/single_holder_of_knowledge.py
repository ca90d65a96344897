"""D303: work that sets the date needs a part of the code that one person knows."""

from collections.abc import Iterator, Sequence

from leadline.linter.rule import Needs, Setting, Settings, foreseen, rule
from leadline.linter.words import counted, listed, percent
from leadline.program.case import Case
from leadline.program.edits import Add
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.outlook import Outlook
from leadline.program.slug import slug
from leadline.program.technical import Component, needed_by
from leadline.program.work import WorkItem

QUARTER_DAYS = 91
NAMED_AT_MOST = 3


@rule(
    id="D303",
    needs=Needs.OUTLOOK | Needs.COMPONENTS | Needs.WORK,
    severity="high",
    basis="study",
    settings={
        "holders": Setting(1, "So many people, or fewer, who know a part are too few."),
        "deciding": Setting(0.2, "Share of futures from which work counts as deciding.", "judgement"),
        "files": Setting(5, "Parts with fewer files are not looked at.", "judgement"),
        "away_odds": Setting(0.1, "How likely somebody is away unplanned within a quarter.", "judgement"),
        "away_days": Setting(21, "Calendar days they are away then.", "judgement"),
    },
)
def single_holder_of_knowledge(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for parts of a repository whose truck factor is one: without one person more than half of their files are known
    by nobody. Also for parts that nobody knows who has committed within a year. Speaks where work needs such a part that
    sets the end of the program in a fifth of futures or more. Work needs a part when its changes name the work, or when
    somebody said what the part serves. Changes made by programs and sweeps over hundreds of files count for nobody.
    ## Why it matters
    One illness or one resignation stops what sets the date. It is a property of the code and of how work was shared out,
    and no merit or fault of anybody.
    ## What to do
    Let a second person make the next change together with the first, rotate reviews, and write down how it is run. Who it
    is stands nowhere in Leadline but on their own page of the technical side and on that of the lead of their team.
    ## Source
    MISSION.md Q1, S3; Avelino and others, truck factor by degree of authorship: 46 % of 133 popular systems have a truck
    factor of one.
    """
    outlook, snapshot = foreseen(case), case.snapshot
    needed = needed_by(snapshot.components, snapshot.work)
    for one in snapshot.components:
        deciding = _deciding(needed[one.id], outlook, settings["deciding"])
        few = (
            one.truck_factor is not None and one.truck_factor <= settings["holders"] and one.files >= settings["files"]
        )
        if few and deciding:
            yield single_holder_of_knowledge.finding(
                f"component:{one.id}",
                f"{_who(one)} {one.name or one.id}, and {_what(deciding)} the end of the program.",
                tuple(_evidence(one, deciding, outlook)),
                tuple(_remedies(case, one, deciding, outlook, settings)),
            )


def _deciding(needing: Sequence[WorkItem], outlook: Outlook, least: float) -> list[WorkItem]:
    """Of the work that needs it, what sets the end; what decides most first."""
    found = [one for one in needing if one.id in outlook.items and outlook.items[one.id].criticality >= least]
    return sorted(found, key=lambda one: (-outlook.items[one.id].criticality, one.id))


def _who(one: Component) -> str:
    match one.truck_factor:
        case 0:
            return "Nobody who has committed within a year knows"
        case 1:
            return "One person knows"
        case _:
            return f"{counted(one.truck_factor or 0, 'person', 'people')} know"


def _what(deciding: Sequence[WorkItem]) -> str:
    names = [one.name or one.id for one in deciding[:NAMED_AT_MOST]]
    more = len(deciding) - len(names)
    said = listed([*names, f"{more} more"] if more else names)
    return (
        f"{said}, which {'needs' if len(deciding) == 1 else 'need'} it, {'decides' if len(deciding) == 1 else 'decide'}"
    )


def _evidence(one: Component, deciding: Sequence[WorkItem], outlook: Outlook) -> Iterator[Evidence]:
    ref = f"component:{one.id}"
    yield Evidence(ref, f"Its truck factor is {one.truck_factor}, counted over {counted(one.files, 'file')}.")
    if one.orphaned:
        yield Evidence(ref, f"{percent(one.orphaned)} of them are known by nobody who has committed within a year.")
    for item in deciding[:NAMED_AT_MOST]:
        share = percent(outlook.items[item.id].criticality)
        yield Evidence(f"work:{item.id}", f"It sets the end of the program in {share} of futures.")


def _remedies(
    case: Case, one: Component, deciding: Sequence[WorkItem], outlook: Outlook, settings: Settings
) -> Iterator[Remedy]:
    name = one.name or one.id
    yield Remedy(
        f"Let a second person make the next change of {name} together with whoever knows it best.",
        why_unpriced="Who pairs with whom is for the team to say, so there is nothing to try.",
    )
    yield Remedy(
        f"Write down how {name} is built, run and mended.",
        why_unpriced="What a written page saves is not known before somebody has needed it.",
    )
    risk = slug(f"away from {one.id}")
    if one.truck_factor and case.snapshot.find("risk", risk) is None:
        quarters = max(1.0, max(outlook.items[item.id].finish_p80 for item in deciding) / QUARTER_DAYS)
        fields = {
            "id": risk,
            "event": f"Whoever knows {name} is away unplanned",
            "cause": "Most of it is known by too few people.",
            "probability": round(1 - (1 - settings["away_odds"]) ** quarters, 2),
            "delay": f"{settings['away_days']:.0f}d",
            "work": [item.id for item in deciding],
            "raised_on": str(case.snapshot.as_of),
        }
        yield Remedy(
            f"Record the risk that whoever knows {name} is away, so that the date counts with it.",
            (Add("risk", fields),),
        )
