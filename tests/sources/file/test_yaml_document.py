from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from leadline.program.ranges import Range
from leadline.sources.errors import BadDocument, TooLarge, Unreadable
from leadline.sources.file import limits as limits_of
from leadline.sources.file.limits import Deadline, Limits
from leadline.sources.file.yaml_document import read_bytes, read_file, read_files

RAIL = """
name: Rail
as_of: 2026-03-02
people:
  - {id: mara, name: Mara}
work:
  - id: pay-1
    name: Checkout
    assignee: Mara
    estimate: 3-8d
"""


def problems(text: str | bytes, name: str = "x.yaml", **more: Limits) -> list[str]:
    data = dedent(text).encode() if isinstance(text, str) else text
    with pytest.raises(BadDocument) as caught:
        read_bytes(data, name, **more)
    return str(caught.value).splitlines()


def test_a_yaml_file_becomes_a_program(tmp_path: Path) -> None:
    (tmp_path / "rail.yaml").write_text(RAIL)

    read = read_file(tmp_path / "rail.yaml")

    assert read.snapshot.as_of == date(2026, 3, 2)
    assert read.snapshot.work[0].assignee == "mara"
    assert read.snapshot.work[0].estimate == Range(3, 8)
    assert read.notes == ()


def test_a_problem_names_file_line_field_and_what_to_do() -> None:
    assert problems(RAIL.replace("3-8d", "8-3d"), "examples/rail.yaml") == [
        "examples/rail.yaml:10: estimate: 8-3d is not a range. Put the smaller number first, as in 3-8d."
    ]


def test_all_problems_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = """\
        as_of: 2026-03-02
        work:
          - id: z
            state: open
          - {id: a, priority: soon}
        milestone: []
        """

    assert problems(text) == [
        "x.yaml:4: state: “open” is none of todo, doing, done, dropped.",
        "x.yaml:5: priority: Expected a whole number, got “soon”.",
        "x.yaml:6: milestone: A snapshot has no field “milestone”. Did you mean “milestones”?",
    ]


def test_a_problem_of_the_whole_program_stands_where_its_list_begins() -> None:
    text = """\
        as_of: 2026-03-02
        work: [{id: a}, {id: b}]
        dependencies:
          - {before: a, after: b}
          - {before: b, after: a}
        """

    assert problems(text) == [
        "x.yaml:3: dependencies: These wait for each other in a circle: a → b → a. Take out one of these dependencies."
    ]


def test_a_key_given_twice_names_both_lines() -> None:
    assert problems("as_of: 2026-03-02\nname: Rail\nname: Road\n") == [
        "x.yaml:3: name: It is given twice, on line 2 and here. Keep one of them."
    ]
    assert problems('{"as_of": "2026-03-02",\n "name": "a",\n "name": "b"}', "x.json") == [
        "x.json:3: name: It is given twice, on line 2 and here. Keep one of them."
    ]


@pytest.mark.parametrize("word", ["no", "on", "12:30", "1.30", "007", "1e3", "0x1F", "1_000", "2026-03-02", "=1+1"])
def test_a_word_stays_as_it_was_written_where_a_text_is_wanted(word: str) -> None:
    read = read_bytes(f"as_of: 2026-03-02\nmilestones: [{{id: m, release: {word}}}]".encode(), "x.yaml")

    assert read.snapshot.milestones[0].release == word


def test_on_is_a_field_and_no_truth_value() -> None:
    text = "as_of: 2026-03-02\nmilestones: [{id: m}]\njudgements: [{id: j, milestone: m, on: 2026-03-01}]"

    assert read_bytes(text.encode(), "x.yaml").snapshot.judgements[0].on == date(2026, 3, 1)


def test_json_is_read_like_yaml() -> None:
    item = '{"id": "a", "priority": 3, "name": "caf\\u00e9", "estimate": 2.5}'
    text = f'{{"as_of": "2026-03-02",\n\t"work": [\n\t\t{item}\n]}}'
    work = read_bytes(text.encode(), "x.json").snapshot.work[0]

    assert (work.priority, work.name, work.estimate) == (3, "café", Range(2.5, 2.5))


def test_broken_json_names_line_and_column() -> None:
    assert problems('{"as_of": "2026-03-02",\n "work": [}', "x.json") == [
        "x.json:2: This is not JSON: expecting value in column 11. Correct it there."
    ]
    assert problems("[" * 200_000, "x.json")[0].startswith("x.json: This is nested too deeply")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("name: a: b", 1, "Put quotes around the text."),
        ("name:\n\t- x", 2, "Indent with spaces, not tabs"),
        ("a: [1, 2\nb: 3", 2, "This is not YAML"),
        ("a: 'x", 1, "This is not YAML"),
        ("name: a\n---\nname: b", 2, "Put each program into a file of its own."),
        ("name: *rail", 1, "“*rail” stands for nothing yet."),
        ("name: !!python/object:os.system x", 1, "means nothing here. Leave it out."),
        ("name: a\nx: \x01", 2, "a control character"),
        ('name: "a\\0b"', 1, "It holds a NUL character."),
        ("", 1, "The file holds nothing."),
        ("- a\n- b", 1, "A program is a list of fields"),
        ("name: Rail", 1, "It has no as_of. Add “as_of: …”."),
    ],
)
def test_what_is_no_program_is_answered_with_line_and_advice(text: str, line: int, says: str) -> None:
    told = problems(text.encode())

    assert told[0].startswith(f"x.yaml:{line}: ")
    assert says in told[0]


def test_an_alias_stands_for_the_value_of_its_anchor() -> None:
    text = """\
        as_of: 2026-03-02
        work:
          - &first {id: a, state: doing, estimate: &size 3-8d}
          - {<<: *first, id: b, priority: 2}
          - {id: c, estimate: *size}
        """
    first, second, third = read_bytes(dedent(text).encode(), "x.yaml").snapshot.work

    assert (second.state, second.estimate, second.priority) == ("doing", first.estimate, 2)
    assert third.estimate == first.estimate


def test_a_few_lines_that_stand_for_billions_of_values_are_refused() -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for n in range(1, 12):
        bomb += f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n"

    with pytest.raises(TooLarge, match=r"x\.yaml:\d+: The file stands for more than 1,000,000 values"):
        read_bytes(bomb.encode(), "x.yaml")


def test_a_value_that_holds_itself_is_refused() -> None:
    assert "“*a” stands for nothing yet" in problems("as_of: 2026-03-02\nwork: &a [*a]")[0]


@pytest.mark.parametrize("opens", ["[", "{a: ", "- "])
def test_endless_nesting_is_refused(opens: str) -> None:
    with pytest.raises(TooLarge, match="nested deeper than 50 levels"):
        read_bytes(f"name: x\nwork: \n {opens * 10_000}".encode(), "x.yaml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_all_its_forms(encoding: str) -> None:
    read = read_bytes("as_of: 2026-03-02\nname: Prüfung – grün\n".encode(encoding), "x.yaml")

    assert read.snapshot.name == "Prüfung – grün"


def test_another_encoding_is_guessed_and_the_guess_is_said() -> None:
    read = read_bytes("as_of: 2026-03-02\nname: Größe für Jürgen Müller\n".encode("latin-1"), "x.yaml")

    assert read.snapshot.name == "Größe für Jürgen Müller"
    assert read.notes[0].startswith("x.yaml: It is not UTF-8 and does not say its encoding; it was read as cp1252.")
    assert read.notes[0].endswith("Is “Größe” spelled right?")


def test_a_file_that_breaks_its_own_mark_is_refused() -> None:
    with pytest.raises(Unreadable, match="begins as UTF-8-SIG but byte"):
        read_bytes(b"\xef\xbb\xbfname: \xff\xfe", "x.yaml")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.yaml").open("wb") as file:
        file.truncate(60 << 20)  # Sparse: it takes no room, and reading it would find only NULs.

    with pytest.raises(TooLarge, match=r"big\.yaml has 60.0 MB; at most 50 MB are read\. Split it"):
        read_file(tmp_path / "big.yaml")


def test_reading_stops_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 1000, 20))

    deadline = Deadline("x.yaml", 25, clock=lambda: next(ticks))

    deadline.check()
    with pytest.raises(TooLarge, match=r"x\.yaml was not read within 25 seconds, so reading was stopped"):
        deadline.check()
    with pytest.raises(TooLarge, match="not read within 0 seconds"):
        read_bytes(RAIL.encode(), "x.yaml", limits=Limits(seconds=0))
    assert limits_of.LIMITS.seconds < 30


@pytest.mark.parametrize(("name", "says"), [("none.yaml", "There is no file"), (".", "is a folder")])
def test_a_file_that_is_not_there_is_said_in_words(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_file(tmp_path / name)


def test_several_files_are_read_in_one_call(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: Rail\nas_of: 2026-03-02")
    (tmp_path / "b.json").write_text('{"name": "Road", "as_of": "2026-03-02"}')

    read = read_files([tmp_path / "a.yaml", tmp_path / "b.json"])

    assert [one.snapshot.name for one in read] == ["Rail", "Road"]


def test_the_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: Rail\nas_of: soon")
    (tmp_path / "b.yaml").write_text("as_of: 2026-03-02\ncolour: red")

    with pytest.raises(BadDocument) as caught:
        read_files([tmp_path / "a.yaml", tmp_path / "none.yaml", tmp_path / "b.yaml"])

    told = [(Path(one.file).name, one.line) for one in caught.value.problems]
    assert told == [("a.yaml", 2), ("none.yaml", 0), ("b.yaml", 2)]


def test_one_program_is_not_read_from_two_files(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("name: Rail\nas_of: 2026-03-02")

    with pytest.raises(BadDocument, match=r"Its id “rail” is that of .*a\.yaml too\."):
        read_files([tmp_path / "a.yaml", tmp_path / "b.yaml"])
