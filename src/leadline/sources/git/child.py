"""
The `git` of this machine, run so that a repository of anybody's can do no harm.

Nothing of it is taken on trust: no hooks, no prompts, no settings of the machine or of its users, no programs that a repository
names, no transport but the one its address says, no redirects; and every run has an end in time, in bytes and on the disk.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from shutil import which
from typing import IO, cast

from leadline.sources.errors import (
    NotPermitted,
    NotSignedIn,
    NotThere,
    SourceError,
    StrangeReply,
    TooLarge,
    Unreachable,
)

READ_BYTES = 2**20
SAID_BYTES = 65_536
TELL_SECONDS = 2.0
LOOK_SECONDS = 1.0
"""So often a long run is looked at: whether it is over time or over its share of the disk."""

HELD_BACK = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.askPass": "",
    "core.pager": "cat",
    "credential.helper": "",
    "diff.external": "",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "mailmap.blob": "refs/heads/read:.mailmap",
    "submodule.recurse": "false",
    "fetch.recurseSubmodules": "false",
    "pack.threads": "2",
    "core.quotePath": "false",
    "core.attributesFile": os.devnull,
}
"""Settings of every run; they outrank whatever a repository's own file says."""

_SSH = "ssh -oBatchMode=yes -oStrictHostKeyChecking=yes -oForwardAgent=no -oPermitLocalCommand=no -oConnectTimeout=20"
_TROUBLE: Sequence[tuple[tuple[str, ...], type[SourceError], str]] = (
    (("authentication failed", "could not read username", "terminal prompts disabled", "http basic: access denied"), NotSignedIn,
     "It wants to know who asks, and the token is missing or not accepted. Give a token that may read this repository."),
    (("host key verification failed",), NotPermitted,
     "Its host key is not known on this machine. An administrator adds it to known_hosts of the user that Leadline runs as."),
    (("dubious ownership",), NotPermitted,
     "It belongs to another user of this machine, whose settings are not trusted. The user that Leadline runs as must own it."),
    (("permission denied", "403"), NotPermitted, "This token or key may not read it. Give it the right to read."),
    (("not found", "does not exist", "does not appear to be a git repository", "404"), NotThere,
     "There is no such repository, or it is not shown to this token. Check the address."),
    (("unable to update url base from redirection", "redirect"), StrangeReply,
     "It sends us to another address. Connect it at the address where it is now."),
)  # fmt: skip


class Git:
    """
    Runs git in one folder.

    Args:
        folder: a bare repository of ours.
        allow: the one transport that may be spoken: https, http, ssh or file.
        secret: settings that nobody may see in a list of processes (the header with the token, the address of a host).
        most_bytes: so large the folder may become.
    """

    def __init__(self, folder: Path, *, allow: str, secret: Mapping[str, str] | None = None, most_bytes: int) -> None:
        self.folder, self._allow, self._secret, self._most = folder, allow, dict(secret or {}), most_bytes
        found = which("git")
        if found is None:
            raise Unreachable(
                "The program git is not installed where Leadline runs, so no repository can be read. An administrator installs it "
                "(Debian: apt-get install git)."
            )
        self._program = found

    def run(self, *words: str, seconds: float, most: int, remote: bool = False) -> bytes:
        """What one run says. Raises `SourceError` where it fails, takes too long or says too much."""
        with self.saying(*words, seconds=seconds, most=most, remote=remote) as pieces:
            return b"".join(pieces)

    @contextmanager
    def saying(
        self,
        *words: str,
        seconds: float,
        most: int,
        remote: bool = False,
        told: bytes = b"",
    ) -> Iterator[Iterator[bytes]]:
        """A run, piece by piece as it speaks; `told` is what it is given to read. What was not read when it is left is stopped."""
        child = self._start(words, remote)
        errors = _Kept(child.stderr)
        if told:
            threading.Thread(target=_feed, args=(child.stdin, told), daemon=True).start()
        elif child.stdin:
            child.stdin.close()
        watch = _Watch(child, self.folder, seconds, self._most)
        try:
            yield self._pieces(child, errors, watch, most)
        finally:
            watch.over()
            _end(child)
            errors.join()

    def working(self, *words: str, seconds: float) -> Iterator[int]:
        """A run against the remote that says nothing and takes long: how large the folder is by now, every other second."""
        with self.saying(*words, seconds=seconds, most=SAID_BYTES, remote=True) as pieces:
            done = threading.Event()
            failed: list[SourceError] = []
            threading.Thread(target=_drain, args=(pieces, done, failed), daemon=True).start()
            while not done.wait(TELL_SECONDS):
                yield size_of(self.folder)
            if failed:
                raise failed[0]

    def _pieces(self, child: "subprocess.Popen[bytes]", errors: "_Kept", watch: "_Watch", most: int) -> Iterator[bytes]:
        # A pipe that is read as bytes is a buffered reader, which its declared type does not say.
        said, pipe = 0, cast(BufferedReader, child.stdout)
        while piece := pipe.read1(READ_BYTES):
            said += len(piece)
            if said > most:
                raise TooLarge(
                    f"The repository has more history than is read at once ({most // 2**20} MB of listing). Connect a smaller one."
                )
            yield piece
        while child.poll() is None:
            time.sleep(0.01)
        if watch.why:
            raise TooLarge(watch.why)
        if child.returncode:
            errors.join()
            raise trouble(errors.text, child.returncode)

    def _start(self, words: Sequence[str], remote: bool) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [self._program, "--no-replace-objects", *words],
            cwd=self.folder,
            env=self._environment(remote),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def _environment(self, remote: bool) -> dict[str, str]:
        """What git needs, and nothing of what Leadline knows. Settings come this way, so that no list of processes shows them."""
        own = dict(HELD_BACK)
        if remote:
            own |= {f"protocol.{self._allow}.allow": "always", **self._secret}
        found = {
            name: os.environ[name]
            for name in ("PATH", "LANG", "LD_LIBRARY_PATH", "SSL_CERT_FILE")
            if name in os.environ
        }
        if remote and self._allow == "ssh":
            found |= {name: os.environ[name] for name in ("HOME", "SSH_AUTH_SOCK") if name in os.environ}
        found |= {
            "GIT_DIR": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "",
            "GIT_SSH_COMMAND": _SSH,
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_CONFIG_COUNT": str(len(own)),
            "LC_ALL": "C.UTF-8",
        }
        for number, (name, value) in enumerate(own.items()):
            found |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
        return found


class _Watch:
    """Ends a run that is over its time, or whose folder is over its share of the disk, also while it says nothing."""

    def __init__(self, child: "subprocess.Popen[bytes]", folder: Path, seconds: float, most: int) -> None:
        self.why = ""
        self._child, self._folder, self._seconds, self._most = child, folder, seconds, most
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def over(self) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        began = time.monotonic()
        while not self._done.wait(LOOK_SECONDS):
            if time.monotonic() - began > self._seconds:
                self.why = f"git was not done within {self._seconds:.0f} seconds, so it was stopped. Connect a smaller repository."
            elif size_of(self._folder) > self._most:
                self.why = f"The repository is larger than {self._most // 2**20:,} MB, so reading was stopped. Connect a smaller one."
            if self.why:
                _kill(self._child)
                return


class _Kept:
    """The end of what a run says of its trouble, read beside it so that it never waits for us."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._pipe, self._said = pipe, b""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def join(self) -> None:
        self._thread.join(timeout=5)
        if self._pipe and not self._thread.is_alive():
            self._pipe.close()

    @property
    def text(self) -> str:
        return self._said.decode("utf-8", "replace")

    def _read(self) -> None:
        while self._pipe and not self._pipe.closed and (piece := self._pipe.read(4096)):
            self._said = (self._said + piece)[-SAID_BYTES:]


def trouble(said: str, code: int) -> SourceError:
    """What went wrong, by what git said of it. Its own words are not repeated: they may hold an address with a secret."""
    plain = said.casefold()
    for signs, kind, says in _TROUBLE:
        if any(one in plain for one in signs):
            return kind(f"The repository was not read. {says}")
    if "fsck" in plain or "bad object" in plain or "corrupt" in plain:
        return StrangeReply(
            "The repository holds objects that are broken, so it was not read. Run `git fsck` in it and repair it."
        )
    return Unreachable(
        f"git could not read the repository (it ended with {code}). It is tried again later; check the address."
    )


def size_of(folder: Path) -> int:
    """Bytes of the files in a folder; what vanishes meanwhile counts nothing."""
    total = 0
    for home, _, files in os.walk(folder):
        for one in files:
            try:
                total += os.lstat(os.path.join(home, one)).st_size
            except OSError:
                continue
    return total


def _drain(pieces: Iterator[bytes], done: threading.Event, failed: list[SourceError]) -> None:
    try:
        for _ in pieces:
            continue
    except SourceError as problem:
        failed.append(problem)
    finally:
        done.set()


def _feed(pipe: IO[bytes] | None, told: bytes) -> None:
    try:
        if pipe:
            pipe.write(told)
            pipe.close()
    except OSError:  # It ended before it had heard all of it; how it ended is told elsewhere.
        return


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        _kill(child)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        try:
            if pipe:
                pipe.close()
        except OSError:
            continue


def _kill(child: "subprocess.Popen[bytes]") -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
