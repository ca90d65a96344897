"""Who may see and do what: the one place that decides. Every queryset and every verb goes through here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Model, Q, QuerySet

from leadline.record.models.account import Account, Role
from leadline.record.models.change_set import ChangeSet, TrackerWrite
from leadline.record.models.fact import Fact
from leadline.record.models.importing import RememberedMapping
from leadline.record.models.intent import Intent
from leadline.record.models.job import Job
from leadline.record.models.journal import JournalLine
from leadline.record.models.ledger import Acceptance
from leadline.record.models.letter import Letter
from leadline.record.models.outbox import Draft, OutboxLetter
from leadline.record.models.program import Program
from leadline.record.models.round import FoundFinding, Round
from leadline.record.models.source import Delivery, Heard, Hearing, LooseEnd, Source
from leadline.record.models.stakeholder import Stakeholder
from leadline.record.private.models import Address, Holder, RangeAnswer

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


class NotTheirs(LookupError):
    """Somebody wrote into a program they have no role in. Doors ask `may` first, so this is a mistake of ours."""


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
        held = self._held(program)
        return held.role if held else None

    def role_anywhere(self) -> str | None:
        """Owner of the installation, or None: other roles are of one program."""
        return OWNER if self.system or (self.account is not None and self.account.is_owner) else None

    def person_in(self, program: Program) -> str:
        """Which of the program's people they are; empty when none."""
        if self.person or self.account is None:
            return self.person
        held = self._held(program)
        return held.person if held else ""

    def _held(self, program: Program) -> Role | None:
        return Role.objects.filter(account=self.account, program=program).first() if self.account else None


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


def hidden(who: Who, program: Program, noun: str) -> bool:
    """Whether a noun is for other eyes as it stands: then its ids are as unknown to them as ids that do not exist."""
    return noun in HIDDEN_NOUNS and who.role_in(program) not in RUNS


def audience_of(noun: str, fields: Iterable[str] = ()) -> str:
    """For whose eyes a journal line about a noun and these fields is; who may read a line may take it back."""
    few = noun in HIDDEN_NOUNS or any((noun, one) in RESTRICTED for one in fields)
    return "tpm" if few else "all"


class Scope:
    """
    The one way to a table: what somebody may see, as querysets, whichever method they take.

    Rows that are for few eyes only stay out: lines and findings for those who run a program, letters of others, addresses.
    """

    def __init__(self, who: Who) -> None:
        self.who = who
        self._sees_all = who.role_anywhere() == OWNER

    def programs(self, *, retired: bool = False) -> QuerySet[Program]:
        """The programs they have a role in, by name; closed ones only if asked for."""
        found = Program.objects.order_by("name", "id")
        found = found if retired else found.filter(retired_at=None)
        if self._sees_all:
            return found
        if self.who.link_program is not None:
            return found.filter(pk=self.who.link_program)
        return found.filter(roles__account=self.who.account) if self.who.account else found.none()

    def rows[T: Model](self, table: type[T], program: Program) -> QuerySet[T]:
        """Rows of a table that belongs to a program, retired facts among them."""
        found = table._default_manager.filter(program__in=self.programs(), program_id=program.pk)
        if table in _BLIND:
            found = found.filter(shown=True)
        if table in _THEIR_OWN:
            return found.none()
        return found if self._sees_all else self._for_their_eyes(found, program)

    def facts[T: Fact](self, table: type[T], program: Program) -> QuerySet[T]:
        """Rows of a noun in a program, retired ones left out."""
        return self.rows(table, program).filter(retired_at=None)

    def into[T: Model](self, table: type[T], program: Program) -> QuerySet[T]:
        """Rows of a table to write to and to make new ones in: `into(Draft, program).create(program=program, …)`. Raises `NotTheirs`."""
        if self.who.role_in(program) is None:
            raise NotTheirs(f"{self.who.name} has no role in {program.key}, so nothing is written there for them.")
        return self.rows(table, program)

    def beside[T: Model](self, table: type[T], source: Source) -> QuerySet[T]:
        """Rows that belong to a source, if they may see its program: what was heard, how hearing went, what was written."""
        own = _BESIDE[table]
        seen = Source.objects.filter(program__in=self.programs(), pk=source.pk)
        return table._default_manager.filter(**{f"{own}__in": seen})

    def every[T: Model](self, table: type[T]) -> QuerySet[T]:
        """All rows of a table, of whatever program: for Leadline itself, and none for anybody else."""
        open_to_it = self.who.system and table not in _THEIR_OWN
        found = table._default_manager.all() if open_to_it else table._default_manager.none()
        return found.filter(shown=True) if table in _BLIND else found

    def rounds(self, program: Program) -> QuerySet[Round]:
        """Rounds of a program, newest first."""
        return self.rows(Round, program)

    def findings(self, round: Round) -> QuerySet[FoundFinding]:
        """Findings of a round that are for their eyes, in rank order."""
        seen = FoundFinding.objects.filter(round=round, round__program__in=self.programs())
        return seen if self._sees_all else seen.filter(Q(audience="all") | Q(round__program__in=self._run()))

    def hidden_findings(self, round: Round) -> int:
        """How many findings of a round are for other eyes: counted, never shown."""
        return FoundFinding.objects.filter(round=round).count() - self.findings(round).count()

    def journal(self, program: Program) -> QuerySet[JournalLine]:
        """What was done in a program, newest first; lines for other eyes are left out."""
        return self.rows(JournalLine, program)

    def jobs(self, program: Program) -> QuerySet[Job]:
        """Work queued for or done on a program."""
        return self.rows(Job, program)

    def mappings(self) -> QuerySet[RememberedMapping]:
        """How columns of files became nouns before, whatever the program: for those who run one and bring files in."""
        every = RememberedMapping.objects.all()
        return every if self._sees_all else every.filter(Exists(self._run()))

    def accounts(self) -> QuerySet[Account]:
        """Accounts, for the owner and Leadline itself; anybody else has their own."""
        if self._sees_all:
            return Account.objects.all()
        return Account.objects.filter(pk=self.who.account.pk) if self.who.account else Account.objects.none()

    def let_in(self, email: str, name: str, program: Program) -> Account:
        """
        The account of an address, opened under that name where there is none, for those who run the program.

        Raises:
            NotTheirs: they do not run it.
        """
        if self.who.role_in(program) not in RUNS:
            raise NotTheirs(f"{self.who.name} does not run {program.key}, so they let nobody in there.")
        return Account.objects.filter(email=email).first() or Account.objects.create_account(email, name)

    def _run(self) -> QuerySet[Role]:
        """The roles by which they run programs, as the ids of those programs."""
        held = Role.objects.filter(account=self.who.account, role__in=RUNS) if self.who.account else Role.objects.none()
        return held.values("program")  # type: ignore[return-value]  # rows of one column, for a subquery

    def _for_their_eyes[T: Model](self, found: QuerySet[T], program: Program) -> QuerySet[T]:
        """What is left of a table's rows for somebody who is not the owner; asked of the database where it can answer."""
        runs = Q(program__in=self._run())
        if found.model in _AUDIENCE:
            return found.filter(Q(**{_AUDIENCE[found.model]: "all"}) | runs)
        if found.model in _FOR_RUNNERS:
            return found.filter(runs)
        if found.model is Role:
            return found.filter(Q(account=self.who.account) | runs)
        if found.model is Intent:
            return found.filter(~_ABOUT_RESTRICTED | runs)
        if found.model in _LETTERS:
            return found.filter(Q(**{f"{_LETTERS[found.model]}__in": self._letters_to_them(program)}) | runs)
        return found

    def _letters_to_them(self, program: Program) -> list[str]:
        """Ids of the letters that went out to them."""
        own = Role.objects.filter(account=self.who.account, program=program).exclude(person="").values("person")
        person = Q(person__in=own) if self.who.account and not self.who.person else Q(person=self.who.person)
        readers = Stakeholder.objects.filter(person, program=program, retired_at=None).exclude(person="")
        mine = set(readers.values_list("key", flat=True))
        sent = Letter.objects.filter(program=program, state="sent", retired_at=None).values_list("key", "to")
        return [key for key, to in sent if mine & set(to)]


_AUDIENCE: dict[type[Model], str] = {JournalLine: "audience", Acceptance: "line__audience"}
"""Tables whose rows say for whose eyes they are, and where."""

_FOR_RUNNERS: frozenset[type[Model]] = frozenset({Address, OutboxLetter, Source})
"""Tables for those who run a program: where people are reached, what is on its way to them, and the trackers it is heard from."""

_BESIDE: dict[type[Model], str] = {
    ChangeSet: "source",
    Delivery: "source",
    Heard: "source",
    Hearing: "source",
    LooseEnd: "source",
    TrackerWrite: "change_set__source",
}
"""Tables that belong to a source, and how they name it."""

_BLIND: frozenset[type[Model]] = frozenset({RangeAnswer})
"""Tables whose rows nobody reads before they are shown, the owner and Leadline itself included."""

_THEIR_OWN: frozenset[type[Model]] = frozenset({Holder})
"""Tables read in no way but by those they are about and the lead of their team: `record.private.holders.seen_by`."""

_LETTERS: dict[type[Model], str] = {Letter: "key", Draft: "letter"}
"""Tables of letters, and where a letter's id stands: read by those who run the program, and by those it went out to."""

_ABOUT_RESTRICTED = Q(noun__in=HIDDEN_NOUNS)
for _noun, _field in RESTRICTED:
    _ABOUT_RESTRICTED |= Q(noun=_noun, field=_field)


def for_(who: Who) -> Scope:
    """What somebody may see: `for_(who).programs()`, `for_(who).findings(round)`."""
    return Scope(who)
