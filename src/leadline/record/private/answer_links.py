"""Signed links that let somebody without an account answer one question, and nothing else."""

from dataclasses import dataclass
from hashlib import sha256

from django.core import signing

from leadline.record.access import SYSTEM, for_
from leadline.record.models import Program
from leadline.record.private.models import SpentLink

SALT = "leadline.answer"
LIVES_SECONDS = 60 * 60 * 24 * 30

VERBS: dict[str, frozenset[str]] = {
    "promise": frozenset({"accept_date", "counter_date"}),
    "ask": frozenset({"answer_ask"}),
    "estimation": frozenset({"give_range"}),
    "requirement": frozenset({"acknowledge"}),
}
"""What each kind of question may be answered with."""


class LinkRefused(ValueError):
    """The link is not ours, too old, or was revoked; says what to do."""


@dataclass(frozen=True)
class AnswerLink:
    """What a link is good for: one person, one subject (`promise:ID`) of one program."""

    program: Program
    person: str
    subject: str

    @property
    def noun(self) -> str:
        """What is asked about: promise, ask, estimation or requirement."""
        return self.subject.partition(":")[0]

    @property
    def id(self) -> str:
        """The id of it."""
        return self.subject.partition(":")[2]

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs it opens."""
        return VERBS[self.noun]


def make(program: Program, person: str, subject: str) -> str:
    """The token of a link for one person about one subject. It holds for 30 days."""
    return signing.dumps([program.key, person, subject], salt=SALT)


def read(token: str) -> AnswerLink:
    """What a token is good for. Raises `LinkRefused`."""
    if SpentLink.objects.filter(token_hash=hash_of(token)).exists():
        raise LinkRefused("This link was taken back. Ask the person who sent it for a new one.")
    try:
        key, person, subject = signing.loads(token, salt=SALT, max_age=LIVES_SECONDS)
    except signing.SignatureExpired:
        raise LinkRefused("This link is older than 30 days. Ask the person who sent it for a new one.") from None
    except (signing.BadSignature, ValueError):
        raise LinkRefused("This link is not complete. Copy the whole address from the letter.") from None
    program = for_(SYSTEM).programs().filter(key=key).first()
    if program is None:
        raise LinkRefused("The program this link was about is closed. Nothing is needed from you.")
    return AnswerLink(program, person, subject)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()
