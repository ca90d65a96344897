"""Reading a copy: history into tallies, the last year, what stands there now, and how tangled the busy files are."""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from leadline.sources.git import history, kept, recent
from leadline.sources.git.authorship import BULK_FILES
from leadline.sources.git.complexity import MOST_BYTES as LARGEST_FILE
from leadline.sources.git.complexity import complexity
from leadline.sources.git.facts import Known, Part, Year, of_all
from leadline.sources.git.merging import Released, merged, released
from leadline.sources.git.mirror import Heads, Mirror

Told = Generator[tuple[float, str], None, "Gathered"]
"""Says how far it is, from 0 to 1, and in the end gives everything."""

MOST_COMMITS = 200_000
MOST_LOG_BYTES, MOST_TREE_BYTES, MOST_CONTENT_BYTES = 4 * 2**30, 256 * 2**20, 512 * 2**20
LOG_SECONDS = 1800.0
MOST_BUSY_FILES = 20_000
RENAMES = ("-M60%", "-l2000")
QUIET = ("--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature", "-z")


@dataclass(frozen=True)
class Gathered:
    """
    All that is stated of a repository: its parts and versions; the name behind each person's number, and the names of those who
    were seen within a year.
    """

    parts: list[Part]
    versions: list[Released]
    names: list[str]
    alive: frozenset[str]


def gather(mirror: Mirror, heads: Heads, monday: date, named: Iterable[str], *, anew: bool) -> Told:
    """
    Read a copy that is up to date.

    Args:
        mirror: the copy.
        heads: what the repository showed when it was fetched.
        monday: the day everything is seen from.
        named: folders that a person named as parts.
        anew: the whole history is read again, whatever was kept of it.
    """
    head = mirror.head()
    state = kept.State() if anew else kept.load(mirror.folder)
    if state.head and not mirror.is_before(state.head, head):
        state = kept.State()
    if state.head != head:
        yield from _history(mirror, state, head)
        kept.save(mirror.folder, state)
    yield 0.7, "the last year"
    by_sha = {one.sha: one for one in _recent(mirror, monday)}
    year = _year(head, by_sha, monday)
    yield 0.85, "what stands there now"
    there = _there(mirror, head)
    busy = {path for one in year.commits for path in one.lines if path in there and len(one.lines) <= BULK_FILES}
    tangled = _tangled(mirror, {path: there[path] for path in sorted(busy)[:MOST_BUSY_FILES]})
    yield 0.95, "who knows what"
    known = Known(state.tallies.files, state.seen)
    alive = frozenset(state.people.names[one] for one in known.still_there(monday))
    parts = of_all(there, known, year, tangled, named)
    return Gathered(parts, released(heads.tags, by_sha), state.people.names, alive)


def _history(mirror: Mirror, state: kept.State, head: str) -> Iterator[tuple[float, str]]:
    """Take all commits since the state's into it, oldest first."""
    span = [f"{state.head}..{head}"] if state.head else [head]
    words = (
        "log",
        *QUIET,
        "--no-merges",
        "--topo-order",
        "--reverse",
        f"--max-count={MOST_COMMITS}",
        "--raw",
        "--no-abbrev",
    )
    read = 0
    with mirror.git.saying(
        *words, *RENAMES, f"--format={history.FORMAT}", *span, "--", seconds=LOG_SECONDS, most=MOST_LOG_BYTES
    ) as pieces:
        for commit in history.commits(pieces):
            _take(state, commit)
            read += 1
            if read % 2_000 == 0:
                yield min(0.65, 0.2 + read / 200_000), f"{read:,} commits"
    state.head = head


def _take(state: kept.State, commit: history.Commit) -> None:
    people = [state.people.number(one) for one in commit.authors if not one.is_bot]
    for one in people:
        state.seen[one] = max(commit.day, state.seen.get(one, commit.day))
    unique = list(dict.fromkeys(people))
    state.tallies.take(unique, commit.touched, commit.day, bulk=len(commit.touched) > BULK_FILES)


def _recent(mirror: Mirror, monday: date) -> Iterator[recent.Recent]:
    since = monday - timedelta(weeks=53)
    words = ("log", *QUIET, f"--since={since}T00:00:00Z", f"--max-count={MOST_COMMITS}", "--numstat", *RENAMES)
    with mirror.git.saying(
        *words, f"--format={recent.FORMAT}", mirror.head(), "--", seconds=LOG_SECONDS, most=MOST_LOG_BYTES
    ) as pieces:
        yield from recent.recent(pieces)


def _year(head: str, by_sha: Mapping[str, recent.Recent], monday: date) -> Year:
    first = monday - timedelta(weeks=52)
    own = [one for one in by_sha.values() if len(one.parents) < 2 and not one.by_program and one.day >= first]
    return Year(monday, own, merged(head, by_sha))


def _there(mirror: Mirror, head: str) -> dict[str, str]:
    """The files of a commit, each with the name of its content."""
    said = mirror.git.run("ls-tree", "-r", "-z", "--full-tree", head, seconds=LOG_SECONDS, most=MOST_TREE_BYTES)
    found: dict[str, str] = {}
    for line in said.decode("utf-8", "replace").split("\0"):
        left, _, path = line.partition("\t")
        words = left.split()
        if len(words) == 3 and words[1] == "blob" and words[0] != "120000":
            found[path] = words[2]
    return found


def _tangled(mirror: Mirror, wanted: Mapping[str, str]) -> dict[str, int]:
    """The complexity of files, by path."""
    if not wanted:
        return {}
    by_content = dict.fromkeys(wanted.values(), 0)
    for name, content in _contents(mirror, by_content):
        by_content[name] = complexity(content)
    return {path: by_content[name] for path, name in wanted.items()}


def _contents(mirror: Mirror, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """What is in files, by the names of their contents; those too large to be anybody's writing are asked for no more."""
    listed = "".join(f"{one}\n" for one in names).encode()
    with mirror.git.saying(
        "cat-file", "--batch-check", "--buffer", seconds=LOG_SECONDS, most=MOST_TREE_BYTES, told=listed
    ) as pieces:
        lines = b"".join(pieces).decode().splitlines()
    small, total = [], 0
    for line in lines:
        words = line.split()
        if len(words) == 3 and words[1] == "blob" and int(words[2]) <= LARGEST_FILE:
            total += int(words[2])
            if total <= MOST_CONTENT_BYTES:
                small.append(words[0])
    asked = "".join(f"{one}\n" for one in small).encode()
    if asked:
        with mirror.git.saying(
            "cat-file", "--batch", "--buffer", seconds=LOG_SECONDS, most=2 * MOST_CONTENT_BYTES, told=asked
        ) as pieces:
            yield from _batch(pieces)


def _batch(pieces: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """`NAME blob SIZE⏎content⏎`, one after the other."""
    rest = b""
    for piece in pieces:
        rest += piece
        while (end := rest.find(b"\n")) >= 0:
            words = rest[:end].split()
            if len(words) != 3:
                rest = rest[end + 1 :]
                continue
            size = int(words[2])
            if len(rest) < end + size + 2:
                break
            yield words[0].decode(), rest[end + 1 : end + 1 + size]
            rest = rest[end + size + 2 :]
