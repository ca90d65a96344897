"""Writing one approved change to a tracker: read first, written once, and looked at again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from leadline.sources.errors import NotPermitted, NotThere, SourceError, StrangeReply
from leadline.sources.tracker import Payload, Write, Written

TAKEN = 409
"""The status of a write that somebody else's came before."""


class CannotBe(Exception):
    """What is to be written cannot be; the text says why."""


def equal[T](thing: T, now: str, write: Write) -> bool:
    """Whether it says what it is to say."""
    return now == " ".join(write.value.split())


def as_heard[T](thing: T, now: str, write: Write) -> bool:
    """Whether it says what was heard."""
    return now == " ".join(write.heard.split())


def never_otherwise[T](thing: T, now: str, write: Write) -> bool:
    """For what is only added to or taken from: what others put there is left alone, so nothing can contradict."""
    return True


@dataclass(frozen=True)
class Field[T]:
    """One field of a thing: what it says now, how it is written, whether it already says so, whether it says what was heard."""

    now: Callable[[T], str]
    put: Callable[[T, Write], None]
    same: Callable[[T, str, Write], bool] = equal
    as_heard: Callable[[T, str, Write], bool] = as_heard


@dataclass(frozen=True)
class Pushing[T]:
    """
    How a tracker is written to.

    Args:
        title: what people call the tracker.
        fields: the fields of the thing by their name.
        thing: reads the thing as it is now.
        again: what the subject says afterwards, as payloads.
    """

    title: str
    fields: Mapping[str, Field[T]]
    thing: Callable[[], T]
    again: Callable[[], Sequence[Payload]]

    def write(self, write: Write) -> Written:
        """
        Write one field, if it still says what was heard.

        Raises:
            WriteUnsure: no answer came; it may have been written.
            SourceError: the tracker could not be asked; nothing was written.
        """
        field = self.fields[write.field]
        try:
            thing = self.thing()
            now = field.now(thing)
            if field.same(thing, now, write):
                return Written("same", now=now, payloads=self._again())
            if not field.as_heard(thing, now, write):
                return self._conflict(now, write)
            field.put(thing, write)
            thing = self.thing()
            now = field.now(thing)
        except (CannotBe, NotPermitted, NotThere) as problem:
            return Written("refused", str(problem))
        except StrangeReply as problem:
            return self._declined(problem, write)
        if field.same(thing, now, write):
            return Written("written", now=write.value, payloads=self._again())
        says = (
            f"{self.title} took the change without a word and did not make it: it says “{now}”. The user of the token may not do "
            f"this, or a rule there does not let it (which status may follow which, or a value that is computed)."
        )
        return Written("refused", says, now=now, payloads=self._again())

    def _conflict(self, now: str, write: Write) -> Written:
        says = f"It says “{now}” now, and “{write.heard}” was heard."
        return Written("conflict", says, now=now, payloads=self._again())

    def _declined(self, problem: StrangeReply, write: Write) -> Written:
        if problem.status == TAKEN:
            return self._conflict(self.fields[write.field].now(self.thing()), write)
        if not 400 <= problem.status < 500:
            raise problem
        return Written("refused", str(problem))

    def _again(self) -> Sequence[Payload]:
        """What the subject says afterwards; nothing where it cannot be read just now, for what was written stays written."""
        try:
            return tuple(self.again())
        except SourceError:
            return ()


def lines(value: str) -> list[str]:
    """The lines of a value that has several, each once."""
    return list(dict.fromkeys(line.strip() for line in value.splitlines() if line.strip()))


def steps(now: str, write: Write, key: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """Which lines are to be added and which to be taken away; others were never spoken of and stay."""
    there, heard, wanted = ({key(line): line for line in lines(value)} for value in (now, write.heard, write.value))
    added = [line for end, line in wanted.items() if end not in there]
    return added, [there[end] for end in heard if end in there and end not in wanted]
