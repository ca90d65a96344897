"""The address of a repository, understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from leadline.sources.errors import BadAddress

HOW = (
    "Write git:https://host/owner/repository, git:ssh://host/owner/repository, or git:/folder of a repository on the machine "
    "where Leadline runs."
)
SSH_USER = "git"
_HOST = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?|\[[0-9a-fA-F:.]{2,45}\](?::[0-9]{1,5})?"
)
_PATH = re.compile(r"/[^\x00-\x1f\x7f?#%\\]{1,180}")
LONGEST = 200


@dataclass(frozen=True)
class Settings:
    """
    One repository.

    `scheme` is https, ssh or file; `host` is empty for a folder of this machine. `mapping["people"]` says which author is whom
    in the program, `mapping["parts"]` which part of the plan a folder belongs to.
    """

    scheme: str
    host: str
    path: str
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """As people write it."""
        return f"git:{self.path}" if self.scheme == "file" else f"git:{self.scheme}://{self.host}{self.path}"

    @property
    def base_url(self) -> str:
        """Where it is read from; the token goes to its host and nowhere else."""
        return f"{self.scheme}://{self.host}{self.path}"

    @property
    def remote(self) -> str:
        """The same as git is told it."""
        return f"ssh://{SSH_USER}@{self.host}{self.path}" if self.scheme == "ssh" else self.base_url

    @property
    def name(self) -> str:
        """What people call it: the last word of the path."""
        return self.path.rstrip("/").rpartition("/")[2].removesuffix(".git") or "repository"

    @property
    def place(self) -> str:
        """Owner and name, as issues of the same host say it (`acme/checkout`); empty for a folder of this machine."""
        return self.path.strip("/").removesuffix(".git") if self.host else ""

    def meaning(self, kind: str, word: str) -> str:
        """What a person said that a word means; "" where nobody said anything."""
        return self.mapping.get(kind, {}).get(word, "")


def parse(address: str, mapping: Mapping[str, Mapping[str, str]]) -> Settings:
    """The settings of an address. Raises `BadAddress` for one that is none, or that begins with a scheme git must not speak."""
    text = re.sub(r"^git:\s*", "", address.strip(), count=1, flags=re.IGNORECASE)
    if not text.isprintable():  # What takes an address apart leaves such signs out without a word.
        raise BadAddress(f"The address holds signs that no repository's address has. {HOW}")
    if len(text) > LONGEST - len("git:"):
        raise BadAddress(f"The address has {len(text)} letters, and at most {LONGEST - len('git:')} are kept. {HOW}")
    if text.startswith("/") and not text.startswith("//"):
        return Settings("file", "", _path(text, address), mapping)
    scheme, host, path = _parted(text, address)
    if scheme not in ("https", "http", "ssh") or not _HOST.fullmatch(host):
        raise BadAddress(f"“{address[:200]}” is no repository that is read. {HOW}")
    return Settings(scheme, host.casefold(), _path(path, address), mapping)


def _parted(text: str, address: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(text)
        _ = parts.port  # a number that is none is told of here
    except ValueError:
        raise BadAddress(f"“{address[:200]}” is no repository that is read. {HOW}") from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise BadAddress(f"An address holds no user, no password and no token: those have a field of their own. {HOW}")
    return parts.scheme.casefold(), parts.netloc, parts.path


def _path(path: str, address: str) -> str:
    bare = path.rstrip("/")
    steps = bare.split("/")
    # A step that begins with a dash could be read as an option somewhere along the way.
    if not _PATH.fullmatch(bare) or any(one in ("", ".", "..") or one.startswith("-") for one in steps[1:]):
        raise BadAddress(f"“{address[:200]}” holds signs that no repository's address has. {HOW}")
    return bare
