"""The child process: what a repository of anybody's cannot make it do."""

import os
import stat
import time
from pathlib import Path

import pytest
from tests.sources.git.repository import MARA, NOON, Repository, facts, reached, read, settings

from leadline.sources.errors import NotAllowedThere, NotSignedIn, NotThere, SourceError, TooLarge
from leadline.sources.git import mirror as mirrors
from leadline.sources.git.child import Git, trouble
from leadline.sources.git.mirror import Mirror
from leadline.sources.git.tracker import TRACKER
from leadline.sources.http.egress import Egress
from leadline.sources.tracker import Surroundings


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "code" / "shop")
    made.commit(MARA, "2026-02-02", "Begin", a_py="x\n")
    return made


def trap(shop: Repository, name: str) -> tuple[Path, Path]:
    """A program that leaves a mark when it is run, and where the mark would be."""
    mark, program = shop.folder.parent / f"{name}.ran", shop.folder.parent / name
    program.write_text(f"#!/bin/sh\ntouch {mark}\nexit 0\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program, mark


def test_no_program_that_a_repository_names_is_run(shop: Repository, tmp_path: Path) -> None:
    program, mark = trap(shop, "evil")
    for name in ("core.fsmonitor", "core.sshCommand", "core.pager", "diff.external", "uploadpack.packObjectsHook",
                 "diff.evil.textconv", "filter.evil.smudge", "gpg.program", "credential.helper", "core.askPass"):  # fmt: skip
        shop.git("config", name, str(program))
    for hook in ("post-checkout", "pre-auto-gc", "reference-transaction", "post-merge", "pre-receive", "update"):
        (shop.folder / ".git" / "hooks").mkdir(exist_ok=True)
        (shop.folder / ".git" / "hooks" / hook).symlink_to(program)
    (shop.folder / ".gitattributes").write_text("*.py diff=evil filter=evil\n")
    shop.git("add", ".gitattributes")
    # Written by hand: `git commit` itself would run what was set above.
    tree = shop.git("write-tree")
    shop.git("update-ref", "--no-deref", "refs/heads/other", shop.git("commit-tree", "-m", "x", tree))
    mark.unlink(missing_ok=True)

    found = facts(read(shop, tmp_path), "/")

    assert found["files"] == 1
    assert not mark.exists()


def test_hooks_put_into_our_own_copy_are_not_run(shop: Repository, tmp_path: Path) -> None:
    program, mark = trap(shop, "hook")
    own = reached(shop, tmp_path)
    (own.folder / "hooks").mkdir(exist_ok=True)
    (own.folder / "hooks" / "reference-transaction").symlink_to(program)

    read(shop, tmp_path)

    assert not mark.exists()


def test_only_the_transport_of_the_address_is_spoken(shop: Repository, tmp_path: Path) -> None:
    own = Git(reached(shop, tmp_path).folder, allow="https", most_bytes=2**30)

    for remote in (
        f"file://{shop.folder}",
        str(shop.folder),
        "ext::sh -c true",
        "ssh://git.example/a",
        "git://git.example/a",
    ):
        with pytest.raises(SourceError):
            own.run("ls-remote", remote, seconds=20, most=2**16, remote=True)


def test_nothing_of_leadline_or_its_user_reaches_the_child(shop: Repository, tmp_path: Path) -> None:
    os.environ["LEADLINE_SECRET_OF_A_TEST"] = "x"
    try:
        own = Git(
            reached(shop, tmp_path).folder,
            allow="https",
            secret={"http.extraHeader": "Authorization: t0ken"},
            most_bytes=1,
        )
        near, far = own._environment(False), own._environment(True)
    finally:
        del os.environ["LEADLINE_SECRET_OF_A_TEST"]

    assert "LEADLINE_SECRET_OF_A_TEST" not in near
    assert "HOME" not in near
    # The token is told only to a run that goes out.
    assert "t0ken" not in repr(near)
    assert "t0ken" in repr(far)


def test_a_run_over_its_time_is_stopped(shop: Repository, tmp_path: Path) -> None:
    own = reached(shop, tmp_path).git
    began = time.monotonic()

    with (
        pytest.raises(TooLarge, match="not done within 1 seconds"),
        own.saying("-c", "alias.wait=!sleep 30", "wait", seconds=1, most=2**16) as pieces,
    ):
        list(pieces)

    assert time.monotonic() - began < 10


def test_a_listing_without_an_end_is_not_read_to_it(shop: Repository, tmp_path: Path) -> None:
    own = reached(shop, tmp_path).git

    with (
        pytest.raises(TooLarge, match="more history than is read at once"),
        own.saying("-c", "alias.say=!yes", "say", seconds=20, most=2**20) as pieces,
    ):
        list(pieces)


def test_a_repository_larger_than_its_share_of_the_disk_is_refused(
    shop: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirrors, "MOST_BYTES", 10)
    own = reached(shop, tmp_path)

    with (
        pytest.raises(TooLarge, match="larger than 0 MB"),
        own.git.saying("-c", "alias.wait=!sleep 30", "wait", seconds=20, most=2**16) as pieces,
    ):
        list(pieces)


def test_the_copy_is_for_this_user_only(shop: Repository, tmp_path: Path) -> None:
    own = reached(shop, tmp_path)

    assert stat.S_IMODE(own.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(own.folder.parent.stat().st_mode) == 0o700


def test_a_folder_reached_by_a_link_out_of_the_named_one_is_not_read(shop: Repository, tmp_path: Path) -> None:
    (tmp_path / "named").mkdir()
    (tmp_path / "named" / "shop").symlink_to(shop.folder)
    own = TRACKER.settings(f"git:{tmp_path}/named/shop", {})

    with pytest.raises(NotAllowedThere):
        TRACKER.reach(own, "", Surroundings(frozenset(), frozenset({str(tmp_path / "named")}), tmp_path, lambda: NOON))


def test_an_address_inside_the_network_is_not_asked(tmp_path: Path) -> None:
    own = TRACKER.settings("git:https://127.0.0.1/acme/checkout", {})

    with pytest.raises(NotAllowedThere, match="private network"):
        Mirror(own, tmp_path, "", Egress(), lambda: NOON)


def test_the_token_goes_to_its_host_in_a_header_and_the_host_is_where_it_was_checked_to_be(tmp_path: Path) -> None:
    own = TRACKER.settings("git:https://127.0.0.1:8443/acme/checkout", {})

    told = Mirror(own, tmp_path, "t0ken", Egress(frozenset({"127.0.0.1"})), lambda: NOON).git._environment(True)

    names = [value for name, value in told.items() if name.startswith("GIT_CONFIG_KEY_")]
    assert "http.https://127.0.0.1:8443/.extraHeader" in names
    assert "127.0.0.1:8443:127.0.0.1" in told.values()
    assert "t0ken" not in repr(told)  # base64, as the header has it


def test_an_empty_or_missing_repository_says_so(tmp_path: Path) -> None:
    empty = Repository(tmp_path / "code" / "empty")
    with pytest.raises(NotThere, match="no commit yet"):
        reached(empty, tmp_path).heads()

    missing = TRACKER.settings(f"git:{tmp_path}/code/nothing", {})
    around = Surroundings(frozenset(), frozenset({str(tmp_path)}), tmp_path, lambda: NOON)
    with pytest.raises(NotThere, match="no such repository"):
        list(TRACKER.changes(TRACKER.reach(missing, "", around), missing, {}))


def test_what_git_says_of_its_trouble_is_told_in_our_words() -> None:
    assert isinstance(
        trouble("fatal: could not read Username for 'https://x': terminal prompts disabled", 128), NotSignedIn
    )
    assert "secret" not in str(trouble("fatal: unable to access 'https://mara:secret@git.example/'", 128))


def test_it_is_never_written_to(shop: Repository, tmp_path: Path) -> None:
    from leadline.sources.tracker import Write

    said = TRACKER.write(None, settings(shop), Write("component/1", "name", "a", "b"))

    assert said.state == "refused"
