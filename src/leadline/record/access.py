"""Who may see and do what: the one place that decides. Every queryset and every verb goes through here."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from leadline.record.models.account import Account, Role
from leadline.record.models.fact import Fact
from leadline.record.models.job import Job
from leadline.record.models.journal import JournalLine
from leadline.record.models.program import Program
from leadline.record.models.round import FoundFinding, Round

OWNER, TPM, LEAD, MEMBER, STAKEHOLDER = ROLES = ("owner", "tpm", "lead", "member", "stakeholder")

RUNS: frozenset[str] = frozenset({OWNER, TPM})
"""Those who run a program."""

PLANS: frozenset[str] = RUNS | {LEAD}
"""Those who may change the plan."""

WORKS: frozenset[str] = PLANS | {MEMBER}
"""Those who do the work."""

READS: frozenset[str] = frozenset(ROLES)
"""Everybody with a role in the program."""


RESTRICTED: frozenset[tuple[str, str]] = frozenset({("person", "day_rate_cents")})
"""Fields of nouns that only those who run a program may read or write: what somebody costs is nobody else's business."""


HIDDEN_NOUNS: frozenset[str] = frozenset({"letter"})
"""Nouns that only those who run a program may look up as they stand: a letter is read on its page, by whom it went to."""


@dataclass(frozen=True)
class Who:
    """
    Somebody at a door.

    `account` is None for someone who came by a signed link; then `links` names the one program and the verbs it is good for.
    `system` is Leadline itself: the clock and the command line of the machine's owner.
    """

    name: str
    account: Account | None = None
    system: bool = False
    person: str = ""
    link_program: int | None = None
    link_verbs: frozenset[str] = frozenset()

    def role_in(self, program: Program) -> str | None:
        """What they are in a program; None where they have no business there."""
        if self.system or (self.account is not None and self.account.is_owner):
            return OWNER
        if self.link_program == program.pk:
            return STAKEHOLDER
        role = Role.objects.filter(account=self.account, program=program).first() if self.account else None
        return role.role if role else None

    def role_anywhere(self) -> str | None:
        """Owner of the installation, or None: other roles are of one program."""
        return OWNER if self.system or (self.account is not None and self.account.is_owner) else None

    def person_in(self, program: Program) -> str:
        """Which of the program's people they are; empty when none."""
        if self.person or self.account is None:
            return self.person
        role = Role.objects.filter(account=self.account, program=program).first()
        return role.person if role else ""


SYSTEM = Who(name="Leadline", system=True)


def may(who: Who, verb: str, program: Program | None) -> bool:
    """Whether somebody may do a verb in a program (None: in the installation, which takes the owner)."""
    from leadline.record.doors import VERBS  # the verbs register themselves after this module is loaded

    if program is None:
        return who.system or bool(who.account and who.account.is_owner)
    if who.link_program is not None:
        return who.link_program == program.pk and verb in who.link_verbs
    return who.role_in(program) in VERBS[verb].roles


def restricted(who: Who, program: Program, noun: str) -> frozenset[str]:
    """The fields of a noun that somebody may neither read nor write."""
    if who.role_in(program) in RUNS:
        return frozenset()
    return frozenset(field for owner, field in RESTRICTED if owner == noun)


class Scope:
    """What somebody may see, as querysets."""

    def __init__(self, who: Who) -> None:
        self.who = who

    def programs(self) -> QuerySet[Program]:
        """The programs they have a role in, by name."""
        living = Program.objects.filter(retired_at=None).order_by("name", "id")
        if self.who.system or (self.who.account and self.who.account.is_owner):
            return living
        if self.who.link_program is not None:
            return living.filter(pk=self.who.link_program)
        return living.filter(roles__account=self.who.account) if self.who.account else living.none()

    def facts(self, table: type[Fact], program: Program) -> QuerySet[Any]:
        """Rows of a noun in a program, retired ones left out."""
        return table.objects.filter(program__in=self.programs(), program_id=program.pk, retired_at=None)

    def rounds(self, program: Program) -> QuerySet[Round]:
        """Rounds of a program, newest first."""
        return Round.objects.filter(program__in=self.programs(), program_id=program.pk)

    def findings(self, round: Round) -> QuerySet[FoundFinding]:
        """Findings of a round that are for their eyes, in rank order."""
        seen = FoundFinding.objects.filter(round=round, round__program__in=self.programs())
        return seen if self.who.role_in(round.program) in RUNS else seen.filter(audience="all")

    def hidden_findings(self, round: Round) -> int:
        """How many findings of a round are for other eyes: counted, never shown."""
        return FoundFinding.objects.filter(round=round).count() - self.findings(round).count()

    def journal(self, program: Program) -> QuerySet[JournalLine]:
        """What was done in a program, newest first; lines for other eyes are left out."""
        lines = JournalLine.objects.filter(program__in=self.programs(), program_id=program.pk)
        return lines if self.who.role_in(program) in RUNS else lines.filter(audience="all")

    def rows(self, table: type[Any], program: Program) -> QuerySet[Any]:
        """Rows of any other table that belongs to a program."""
        return table.objects.filter(program__in=self.programs(), program_id=program.pk)  # type: ignore[no-any-return]

    def jobs(self, program: Program) -> QuerySet[Job]:
        """Work queued for or done on a program."""
        return Job.objects.filter(Q(program=program), program__in=self.programs())


def for_(who: Who) -> Scope:
    """What somebody may see: `for_(who).programs()`, `for_(who).findings(round)`."""
    return Scope(who)
