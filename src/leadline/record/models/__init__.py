"""All tables, so that Django finds them; one file a noun."""

from leadline.record.models.account import Account, Role
from leadline.record.models.allocation import Allocation
from leadline.record.models.ask import Ask
from leadline.record.models.calendar import Calendar
from leadline.record.models.change import Change
from leadline.record.models.change_set import ChangeSet, TrackerWrite
from leadline.record.models.component import Component
from leadline.record.models.decision import Decision
from leadline.record.models.dependency import Dependency
from leadline.record.models.estimation import Estimation
from leadline.record.models.goal import Goal
from leadline.record.models.importing import Import, RememberedMapping
from leadline.record.models.intent import Intent
from leadline.record.models.job import Job
from leadline.record.models.journal import JournalLine
from leadline.record.models.judgement import Judgement
from leadline.record.models.ledger import Acceptance, Forecast, Quote
from leadline.record.models.letter import Letter
from leadline.record.models.milestone import Milestone
from leadline.record.models.objection import Objection
from leadline.record.models.outbox import Draft, OutboxLetter
from leadline.record.models.person import Person
from leadline.record.models.pledge import Pledge
from leadline.record.models.program import Program
from leadline.record.models.project import Project
from leadline.record.models.promise import Promise
from leadline.record.models.reference import Reference
from leadline.record.models.release import Release
from leadline.record.models.requirement import Requirement
from leadline.record.models.revision import Revision
from leadline.record.models.risk import Risk
from leadline.record.models.roadblock import Roadblock
from leadline.record.models.round import FoundFinding, Muting, Round
from leadline.record.models.slip import Slip
from leadline.record.models.source import Delivery, Heard, Hearing, LooseEnd, Source
from leadline.record.models.stakeholder import Stakeholder
from leadline.record.models.target import Target
from leadline.record.models.team import Team
from leadline.record.models.work_item import WorkItem

__all__ = [
    "Acceptance",
    "Account",
    "Allocation",
    "Ask",
    "Calendar",
    "Change",
    "ChangeSet",
    "Component",
    "Decision",
    "Delivery",
    "Dependency",
    "Draft",
    "Estimation",
    "Forecast",
    "FoundFinding",
    "Goal",
    "Heard",
    "Hearing",
    "Import",
    "Intent",
    "Job",
    "JournalLine",
    "Judgement",
    "Letter",
    "LooseEnd",
    "Milestone",
    "Muting",
    "Objection",
    "OutboxLetter",
    "Person",
    "Pledge",
    "Program",
    "Project",
    "Promise",
    "Quote",
    "Reference",
    "Release",
    "RememberedMapping",
    "Requirement",
    "Revision",
    "Risk",
    "Roadblock",
    "Role",
    "Round",
    "Slip",
    "Source",
    "Stakeholder",
    "Target",
    "Team",
    "TrackerWrite",
    "WorkItem",
]
