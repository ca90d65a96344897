"""Reading a small repository whose figures are known by hand."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.sources.git.repository import INES, MARA, NOON, TOMAS, Repository, facts, reached, read, settings, stated

from leadline.program.technical import Component, Release
from leadline.sources.errors import Unreachable
from leadline.sources.git import mirror as mirrors
from leadline.sources.git import read as reading
from leadline.sources.git.tracker import TRACKER
from leadline.sources.tracker import Gone

INDENTED = "def pay():\n    if card:\n        charge()\n"
"""Levels of indentation: 0 + 1 + 2."""


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    """Mara wrote all of it but one file; Tomas fixed a file of hers; a program bumped versions."""
    made = Repository(tmp_path / "code" / "shop")
    made.commit(MARA, "2025-02-03", "Begin", **{f"file{number}_py": "x\n" for number in range(4)})
    made.commit(MARA, "2026-02-02", "Pay by card\n\nFor PAY-7 and #12.", pay_py=INDENTED)
    made.commit(TOMAS, "2026-02-03", "Fix the sum", file0_py="y\n")
    made.commit(TOMAS, "2026-02-04", "Refund", refund_py="a\nb\n")
    made.commit("dependabot[bot] <bot@b.example>", "2026-02-05", "Bump", file1_py="z\n")
    return made


def test_the_figures_are_those_counted_by_hand(shop: Repository, tmp_path: Path) -> None:
    found = facts(read(shop, tmp_path), "/")

    # Since 2 December: three commits of people. pay.py has 3 lines, file0.py one out and one in, refund.py two.
    assert (found["files"], found["changes"], found["churn_lines"], found["fixes"]) == (6, 3, 7, 1)
    # Before, back to 3 March 2025, there was none: the first commit is older than a year.
    assert found["usual_changes"] == 0.0
    assert found["mentions"] == ["#12", "PAY-7"]
    assert (found["measured_on"], found["touched_on"]) == ("2026-03-02", "2026-02-05")
    assert (found["hot_files"], found["hotspot"]) == (["pay.py"], 1.0)


def test_one_person_who_wrote_nearly_all_is_a_truck_factor_of_one(shop: Repository, tmp_path: Path) -> None:
    found = facts(read(shop, tmp_path), "/")

    # Mara made five of six files; Tomas knows his own, and file0 beside her. Without her four of six have nobody.
    assert (found["truck_factor"], found["orphaned"]) == (1, 0.0)


def test_who_was_not_seen_for_a_year_is_counted_on_no_more(shop: Repository, tmp_path: Path) -> None:
    shop.commit(TOMAS, "2027-02-20", "Later", refund_py="a\nb\nc\n")

    found = facts(read(shop, tmp_path, now=NOON.replace(year=2027)), "/")

    # Mara's last commit is of 2 February 2026: her four files are known by nobody who is there.
    assert (found["truck_factor"], found["orphaned"]) == (0, 0.667)


def test_what_is_read_names_nobody(shop: Repository, tmp_path: Path) -> None:
    step = read(shop, tmp_path)
    told = TRACKER.translate

    said = repr(
        (step.payloads, step.cursor, [told(one.subject, {one.part: one.body}, settings(shop)) for one in step.payloads])
    )

    for word in ("Mara", "Lind", "Tomas", "mara@", "a.example"):
        assert word not in said


def test_who_alone_knows_a_part_is_told_for_the_private_record_and_only_where_a_person_said_who_that_is(
    shop: Repository, tmp_path: Path
) -> None:
    mirror = reached(shop, tmp_path)
    named = settings(shop, people={"Mara Lind": "mara"})

    unsaid = list(TRACKER.changes(mirror, settings(shop), {}))[-1]
    said = list(TRACKER.changes(mirror, named, {}))[-1]

    assert unsaid.holders == {}
    assert said.holders is not None
    assert set(said.holders.values()) == {"mara"}
    # By name, in the order of names: nothing in it says who did more.
    assert unsaid.words is not None
    assert list(unsaid.words["people"]) == ["Mara Lind", "Tomas Reyes"]


def test_nothing_new_is_nothing_read(shop: Repository, tmp_path: Path) -> None:
    first = read(shop, tmp_path)

    again = read(shop, tmp_path, dict(first.cursor))

    assert (again.payloads, again.gone, again.cursor) == ((), (), first.cursor)


def test_a_new_week_is_looked_at_without_new_commits(shop: Repository, tmp_path: Path) -> None:
    first = read(shop, tmp_path)

    later = read(shop, tmp_path, dict(first.cursor), NOON + timedelta(weeks=16))

    assert facts(later, "/")["changes"] == 0
    # The three commits are now usual: three in 39 weeks are one in 13.
    assert facts(later, "/")["usual_changes"] == 1.0


def test_history_read_in_pieces_is_history_read_at_once(shop: Repository, tmp_path: Path) -> None:
    first = read(shop, tmp_path / "pieces")
    shop.git("mv", "pay.py", "card.py")
    shop.commit(INES, "2026-02-10", "Move it")
    shop.commit(INES, "2026-02-11", "More", card_py=INDENTED + "        print()\n", file2_py=None)
    second = read(shop, tmp_path / "pieces", dict(first.cursor))

    assert stated(second) == stated(read(shop, tmp_path / "once"))
    # file2 is gone; Ines changed card.py once, which makes nobody of her beside one who made it and one change of hers.
    assert facts(second, "/")["files"] == 5


def test_rewritten_history_is_read_anew(shop: Repository, tmp_path: Path) -> None:
    first = read(shop, tmp_path / "pieces")
    shop.git("reset", "--quiet", "--hard", "HEAD~3")
    shop.commit(TOMAS, "2026-02-12", "Another way", other_py="x\n")

    second = read(shop, tmp_path / "pieces", dict(first.cursor))

    assert stated(second) == stated(read(shop, tmp_path / "once"))


def test_tallies_that_were_damaged_are_made_anew(shop: Repository, tmp_path: Path) -> None:
    first = read(shop, tmp_path)
    (reached(shop, tmp_path).folder / "tallies").write_bytes(b"no such thing")

    assert stated(read(shop, tmp_path)) == stated(first)


def test_the_whole_reading_says_the_same_and_leaves_no_mark(shop: Repository, tmp_path: Path) -> None:
    *_, last = TRACKER.everything(reached(shop, tmp_path), settings(shop), {})

    assert stated(last) == stated(read(shop, tmp_path))
    assert last.cursor == {}


def test_until_all_is_kept_the_mark_stays_where_it_was(shop: Repository, tmp_path: Path) -> None:
    *early, last = TRACKER.changes(reached(shop, tmp_path), settings(shop), {"mark": "old"})

    assert early
    assert all(one.cursor == {"mark": "old"} and not one.payloads for one in early)
    assert last.cursor["mark"] != "old"


def test_a_folder_that_became_too_large_is_parted_and_what_is_no_part_any_more_is_gone(tmp_path: Path) -> None:
    made = Repository(tmp_path / "code" / "shop")
    made.commit(MARA, "2026-02-02", **{f"src__a__f{number}_py": "x\n" for number in range(20)})
    first = read(made, tmp_path)
    made.commit(MARA, "2026-02-03", **{f"src__b__f{number}_py": "x\n" for number in range(30)})

    second = read(made, tmp_path, dict(first.cursor))

    assert [one.body["path"] for one in first.payloads] == ["/", "(top)"]
    assert [one.body["path"] for one in second.payloads] == ["/", "src/a", "src/b"]
    top = next(one.subject for one in first.payloads if one.body["path"] == "(top)")
    assert second.gone == [Gone(top)]


def test_a_folder_that_a_person_named_is_a_part_and_serves_what_they_said(shop: Repository, tmp_path: Path) -> None:
    shop.commit(MARA, "2026-02-06", engine__a_py="x\n")
    own = settings(shop, parts={"engine": "live"})

    *_, last = TRACKER.changes(reached(shop, tmp_path), own, {})

    part = next(one for one in last.payloads if one.body["path"] == "engine")
    (found,) = TRACKER.translate(part.subject, {part.part: part.body}, own).stated
    assert isinstance(found.value, Component)
    assert (found.value.serves, found.value.files, found.value.truck_factor) == ("live", 1, 1)


def test_versions_say_how_long_their_changes_waited(shop: Repository, tmp_path: Path) -> None:
    shop.git("tag", "v1", "HEAD~1")
    shop.commit(MARA, "2026-02-14", "Three", file3_py="w\n")
    shop.commit(MARA, "2026-02-20", "Four", file3_py="v\n")
    shop.git("tag", "--annotate", "-m", "two", "v2", day="2026-02-20")

    step = read(shop, tmp_path)
    found = [
        one.value
        for payload in step.payloads
        if payload.part == "release"
        for one in TRACKER.translate(payload.subject, {"release": payload.body}, settings(shop)).stated
    ]

    assert all(isinstance(one, Release) for one in found)
    # v2 is the first to have the bump, which is a program's, and two commits that waited 6 days and none.
    assert [(one.name, str(one.released_on), one.changes, one.lead_days) for one in found] == [
        ("v1", "2026-02-04", 3, None),
        ("v2", "2026-02-20", 3, 3.0),
    ]


def test_branches_say_how_long_they_waited_to_be_taken_in(shop: Repository, tmp_path: Path) -> None:
    for number, day in enumerate(("08", "10", "15")):
        shop.git("checkout", "--quiet", "-b", f"topic{number}")
        shop.commit(TOMAS, "2026-02-06", f"Topic {number}", **{f"topic{number}_py": "x\n"})
        shop.git("checkout", "--quiet", "main")
        shop.git("merge", "--quiet", "--no-ff", "-m", "Take it in", f"topic{number}", day=f"2026-02-{day}")

    found = facts(read(shop, tmp_path), "/")

    # Written on the 6th, taken in on the 8th, 10th and 15th: 2, 4 and 9 days.
    assert (found["merge_days"], found["usual_merge_days"]) == (4.0, None)


def test_a_part_that_is_asked_for_alone_is_there_or_gone(shop: Repository, tmp_path: Path) -> None:
    step = read(shop, tmp_path)
    mirror = reached(shop, tmp_path)

    assert reading.one(mirror, settings(shop), step.payloads[0].subject).payloads == [step.payloads[0]]
    assert reading.one(mirror, settings(shop), "component/nothing").gone == [Gone("component/nothing")]


def test_what_the_repository_says_of_names_is_heeded(shop: Repository, tmp_path: Path) -> None:
    shop.commit("Mari <mara@home.example>", "2026-02-06", "From home", refund_py="c\n")
    before = read(shop, tmp_path).words
    shop.commit(MARA, "2026-02-07", "Names", **{".mailmap": "Mara Lind <mara@a.example> Mari <mara@home.example>\n"})

    *_, last = TRACKER.everything(reached(shop, tmp_path), settings(shop), {})

    assert before is not None
    assert "Mari" in before["people"]
    assert last.words is not None
    assert list(last.words["people"]) == ["Mara Lind", "Tomas Reyes"]


def test_two_who_read_at_once_do_not_disturb_each_other_and_what_a_kill_left_is_cleared(
    shop: Repository, tmp_path: Path
) -> None:
    own = reached(shop, tmp_path)
    (own.folder / "refs" / "heads").mkdir(parents=True, exist_ok=True)
    (own.folder / "refs" / "heads" / "read.lock").write_text("")

    with own.alone(), pytest.raises(Unreachable, match="another program"):
        read(shop, tmp_path)

    assert facts(read(shop, tmp_path), "/")["files"] == 6


def test_a_branch_that_is_no_name_of_one_is_not_given_to_git() -> None:
    sha = "0" * 40
    heads = mirrors._heads(f"ref: refs/heads/a:refs/heads/b\tHEAD\n{sha}\tHEAD\n")

    assert heads.branch == "HEAD"


def test_odd_messages_and_names_break_nothing(shop: Repository, tmp_path: Path) -> None:
    shop.commit("A\x1fB <odd@a.example>", "2026-02-06", "One \x1e two \x1f three\n\n\x1eabc", odd_py="x\n")
    shop.commit(MARA, "2026-02-07", "Names", **{"with space": "x\n", "ünï": "y\n", "tab\there": "z\n"})

    found = facts(read(shop, tmp_path), "/")

    assert found["files"] == 10
