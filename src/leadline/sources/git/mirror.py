"""Our own bare copy of a repository: fetched with limits, kept for this user only, and never worked in."""

import base64
import fcntl
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from leadline.sources.errors import NotAllowedThere, NotThere, SourceError, Unreachable
from leadline.sources.git.child import Git
from leadline.sources.git.settings import Settings
from leadline.sources.http.egress import Egress, resolve
from leadline.sources.http.pacing import Budget

BRANCH = "refs/heads/read"
MOST_BYTES = 4 * 2**30
MOST_REFS_BYTES = 64 * 2**20
OLDEST = (2, 37)
ASK_SECONDS, FETCH_SECONDS = 60.0, 3600.0
_BRANCH = re.compile(r"refs/heads/[^\x00-\x20\x7f:~^?*\[\\]+")
FOLDER = "git"
"""The folder of all copies, in the home of the installation."""


@dataclass(frozen=True)
class Heads:
    """What a repository shows: the branch it begins with and its commit, and its tags with theirs."""

    branch: str
    head: str
    tags: Mapping[str, str]

    @property
    def mark(self) -> str:
        """Something that is the same as long as all of it is."""
        said = "\n".join([self.branch, self.head, *(f"{name} {sha}" for name, sha in sorted(self.tags.items()))])
        return sha256(said.encode()).hexdigest()[:16]


class Mirror:
    """
    The copy of one repository.

    Args:
        settings: which.
        home: the folder of all copies.
        token: what the host wants to see; empty for none. A `user:password` is sent as such.
        egress: which addresses may be asked.
        now: gives the moment.
    """

    budget: Budget | None = None

    def __init__(self, settings: Settings, home: Path, token: str, egress: Egress, now: Callable[[], datetime]) -> None:
        self.settings, self.now, self.requests = settings, now, 0
        self.folder = folder_of(home, settings.address)
        make_private(self.folder)
        secret = _secret(settings, token, egress)
        self.git = Git(self.folder, allow=settings.scheme, secret=secret, most_bytes=MOST_BYTES)
        self._check_version()
        if not (self.folder / "HEAD").exists():
            self.git.run("init", "--bare", "--quiet", "--template=", seconds=ASK_SECONDS, most=2**16)

    def _check_version(self) -> None:
        """An older git would ask a host wherever its name leads by then, not where it was checked to be."""
        said = self.git.run("version", seconds=ASK_SECONDS, most=2**16).decode("utf-8", "replace")
        found = re.search(r"(\d+)\.(\d+)", said)
        if found is None or (int(found[1]), int(found[2])) < OLDEST:
            needed = ".".join(map(str, OLDEST))
            raise Unreachable(f"{said.strip()[:60]} is too old. An administrator installs git {needed} or newer.")

    def heads(self) -> Heads:
        """What the repository shows now; nothing is fetched."""
        self.requests += 1
        words = ("ls-remote", "--symref", self.settings.remote, "HEAD", "refs/tags/*")
        said = self.git.run(*words, seconds=ASK_SECONDS, most=MOST_REFS_BYTES, remote=True).decode("utf-8", "replace")
        return _heads(said)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """
        Nobody else works on the copy meanwhile; what a run that was killed left behind is cleared away.

        Raises:
            Unreachable: somebody does.
        """
        with (self.folder / "leadline.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Unreachable(
                    "The repository is being read for another program just now. It is tried again."
                ) from None
            for left in [
                *self.folder.glob("*.lock"),
                *self.folder.glob("refs/**/*.lock"),
                *self.folder.glob("objects/pack/tmp_*"),
            ]:
                if left.name != "leadline.lock":
                    left.unlink(missing_ok=True)
            yield

    def fetch(self, heads: Heads) -> Iterator[int]:
        """Bring the copy up to what was shown; gives how many bytes it has by now, every other second."""
        self.requests += 1
        words = (
            "fetch",
            "--quiet",
            "--no-tags",
            "--prune",
            "--no-write-fetch-head",
            "--no-auto-gc",
            self.settings.remote,
        )
        yield from self.git.working(
            *words, f"+{heads.branch}:{BRANCH}", "+refs/tags/*:refs/tags/*", seconds=FETCH_SECONDS
        )

    def head(self) -> str:
        """The commit the copy stands at. Raises `NotThere` where nothing was fetched."""
        said = self.git.run("rev-parse", "--verify", "--quiet", f"{BRANCH}^{{commit}}", seconds=ASK_SECONDS, most=2**16)
        return said.decode().strip()

    def is_before(self, old: str, new: str) -> bool:
        """Whether one commit is among those that lead to the other. Where git cannot tell, it is not: all is read anew then."""
        try:
            self.git.run("merge-base", "--is-ancestor", old, new, seconds=ASK_SECONDS, most=2**16)
        except SourceError:
            return False
        return True

    def close(self) -> None:
        """Nothing is held open between two runs."""

    def __enter__(self) -> "Mirror":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def folder_of(home: Path, address: str) -> Path:
    """Where the copy of an address is kept."""
    return home / FOLDER / sha256(address.encode()).hexdigest()[:24]


def make_private(folder: Path) -> None:
    """Make a folder that only this user sees: a history has names and addresses of people."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chmod(folder.parent, 0o700)


def _heads(said: str) -> Heads:
    branch, head, tags = "", "", dict[str, str]()
    for line in said.splitlines():
        left, _, name = line.partition("\t")
        if left.startswith("ref: ") and name == "HEAD":
            branch = left.removeprefix("ref: ")
            branch = branch if _BRANCH.fullmatch(branch) else ""
        elif name == "HEAD":
            head = left
        elif name.startswith("refs/tags/"):
            # The line with ^{} comes after the tag's own and says which commit an annotated tag is of.
            tags[name.removeprefix("refs/tags/").removesuffix("^{}")] = left
    if not head:
        raise NotThere("The repository is empty: it has no commit yet. It is read as soon as there is one.")
    return Heads(branch or "HEAD", head, tags)


def _secret(settings: Settings, token: str, egress: Egress) -> dict[str, str]:
    """The header with the token, and where the host is: git connects to the address that was checked, and to no other."""
    if settings.scheme not in ("https", "http"):
        return {}
    found = {}
    if token:
        pair = token if ":" in token else f"x-access-token:{token}"
        header = base64.b64encode(pair.encode()).decode()
        found[f"http.{settings.scheme}://{settings.host}/.extraHeader"] = f"Authorization: Basic {header}"
    if pinned := pin(settings, egress):
        found["http.curloptResolve"] = pinned
    return found


def pin(settings: Settings, egress: Egress) -> str:
    """`host:port:address` of an address that may be asked. Raises `NotAllowedThere` where none may, `Unreachable` where none is."""
    parts = urlsplit(settings.base_url)
    host, port = parts.hostname or "", parts.port or {"https": 443, "http": 80}[settings.scheme]
    if settings.scheme == "http" and not egress.names(host):
        raise NotAllowedThere(
            f"{host} is asked over https only. Write https, or name the host in LEADLINE_ALLOW_HOSTS."
        )
    try:
        addresses = resolve(host, port)
    except OSError:
        raise Unreachable(f"Nobody knows where {host} is. It is tried again later; check the address.") from None
    checked = dict.fromkeys(egress.check(host, port, one) for one in addresses)
    return f"{host}:{port}:{','.join(f'[{one}]' if ':' in one else one for one in checked)}" if checked else ""
