"""The processes of one Leadline: started together, started again when one dies, and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from leadline.cli.errors import OUR_FAULT, Stop

MOST_DEATHS, WITHIN_SECONDS = 5, 60.0
ENDS_WITHIN_SECONDS = 8.0
PARENT = "LEADLINE_PARENT"
"""Tells a child whose child it is, so that it ends when that one is gone, even when it was killed."""


@dataclass
class Member:
    """One process of the family: what it runs, and when it died before."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)
    starts_at: float = 0.0


class Family:
    """Starts members and looks after them until it is told to end."""

    def __init__(self, members: Sequence[Member], log: Path, say: Callable[[str], None]) -> None:
        self.members, self.log, self.say = list(members), log, say
        self.ending = False

    def start(self) -> None:
        """Start every member, and end all of them on Ctrl-C or when this process is asked to end."""
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # `nohup` means it; a shell that starts us in the background ignores Ctrl-C without meaning us.
            if one != signal.SIGHUP or signal.getsignal(one) is not signal.SIG_IGN:
                signal.signal(one, self._asked_to_end)
        for member in self.members:
            self._start(member)

    def join(self, members: Sequence[Member]) -> None:
        """Start more members and look after them as well."""
        for member in members:
            self.members.append(member)
            self._start(member)

    def look_after(self) -> None:
        """One look: start again who died. Raises `Stop` when one dies again and again."""
        at = time.monotonic()
        for member in self.members:
            if member.process is None and at >= member.starts_at:
                self._start(member)
            elif member.process is not None and member.process.poll() is not None and not self.ending:
                self._mourn(member, at)

    def end(self) -> None:
        """End every member: asked first, made to after eight seconds."""
        self.ending = True
        alive = [one.process for one in self.members if one.process is not None]
        for process in alive:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + ENDS_WITHIN_SECONDS
        for process in alive:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, member: Member) -> None:
        own = {**os.environ, PARENT: str(os.getpid())}
        with open(self.log, "ab") as log:
            member.process = subprocess.Popen(member.command, env=own, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def _mourn(self, member: Member, at: float) -> None:
        member.deaths = [one for one in member.deaths if at - one < WITHIN_SECONDS] + [at]
        member.process = None
        if len(member.deaths) >= MOST_DEATHS:
            raise Stop(
                f"The {member.name} process ended {MOST_DEATHS} times within a minute, so everything was stopped. "
                f"The end of {self.log} says why.",
                OUR_FAULT,
            )
        self.say(f"The {member.name} process ended and is started again.")
        member.starts_at = at + 0.25 * 2 ** len(member.deaths)

    def _asked_to_end(self, number: int, frame: object) -> None:
        self.ending = True


def leadline(*words: str) -> tuple[str, ...]:
    """The command line of a child that is this same Leadline."""
    return (sys.executable, "-m", "leadline", *words)
