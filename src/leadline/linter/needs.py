"""The data a rule cannot do without, and what is said where they are missing."""

from enum import Flag, auto

from leadline.program.case import Case


class Needs(Flag):
    """What a rule looks at. Several are joined with `|`; where one is missing the rule is blind and says which."""

    NOTHING = 0
    OUTLOOK = auto()
    BEFORE = auto()
    PEOPLE = auto()
    TEAMS = auto()
    SKILLS = auto()
    ALLOCATIONS = auto()
    GOALS = auto()
    PROJECTS = auto()
    MILESTONES = auto()
    WORK = auto()
    DEPENDENCIES = auto()
    PROMISES = auto()
    COMMITMENTS = auto()
    RISKS = auto()
    ROADBLOCKS = auto()
    REQUIREMENTS = auto()
    DECISIONS = auto()
    CHANGES = auto()
    PLEDGES = auto()
    OBJECTIONS = auto()
    STAKEHOLDERS = auto()
    LETTERS = auto()
    ASKS = auto()
    ELSEWHERE = auto()
    COMPONENTS = auto()
    RELEASES = auto()


_WORDS = {
    Needs.OUTLOOK: "the program was not simulated",
    Needs.BEFORE: "there is no earlier round to compare with",
    Needs.PEOPLE: "no people are recorded",
    Needs.TEAMS: "no teams are recorded",
    Needs.SKILLS: "nobody's skills are recorded",
    Needs.ALLOCATIONS: "nobody's time is allocated to projects",
    Needs.GOALS: "no goals are recorded",
    Needs.PROJECTS: "no projects are recorded",
    Needs.MILESTONES: "no milestones are recorded",
    Needs.WORK: "no work is recorded",
    Needs.DEPENDENCIES: "no dependencies are recorded",
    Needs.PROMISES: "no deadlines are recorded",
    Needs.COMMITMENTS: "no commitments are recorded",
    Needs.RISKS: "no risks are recorded",
    Needs.ROADBLOCKS: "no roadblocks are recorded",
    Needs.REQUIREMENTS: "no requirements are recorded",
    Needs.DECISIONS: "no decisions are recorded",
    Needs.CHANGES: "no changes are recorded",
    Needs.PLEDGES: "no team's promises are recorded",
    Needs.OBJECTIONS: "no objections are recorded",
    Needs.STAKEHOLDERS: "no stakeholders are recorded",
    Needs.LETTERS: "no letters are recorded",
    Needs.ASKS: "no asks are recorded",
    Needs.ELSEWHERE: "no other program is known here",
    Needs.COMPONENTS: "no repository is read",
    Needs.RELEASES: "no releases are recorded",
}


def why_blind(needs: Needs, case: Case) -> str:
    """The sentence that says what a rule with these needs cannot see in this case; empty when it sees everything."""
    missing = [_WORDS[need] for need in Needs if need in needs and not _seen(need, case)]
    if not missing:
        return ""
    said = " and ".join([", ".join(missing[:-1]), missing[-1]] if len(missing) > 1 else missing)
    return f"{said[0].upper()}{said[1:]}, so this was not looked at."


def _seen(need: Needs, case: Case) -> bool:
    match need:
        case Needs.OUTLOOK:
            return case.outlook is not None
        case Needs.BEFORE:
            return case.before is not None
        case Needs.SKILLS:
            return any(person.skills for person in case.snapshot.people)
        case Needs.COMMITMENTS:
            return any(one.kind == "commitment" for one in case.snapshot.promises)
        case _:
            return bool(getattr(case.snapshot, str(need.name).lower()))
