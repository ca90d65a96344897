import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from leadline.sources.errors import TooLarge, Unreadable
from leadline.sources.file.limits import Limits
from leadline.sources.file.table import Table, open_table


def table(text: str | bytes, **more: Limits) -> Table:
    return open_table(text.encode() if isinstance(text, str) else text, "list.csv", **more)


def cells(read: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in read.rows() if not row.trouble]


def troubles(read: Table) -> list[tuple[int, str]]:
    return [(row.line, row.trouble) for row in read.rows() if row.trouble]


def sheet(*rows: list[object], title: str = "Plan", others: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for name in others:
        book.create_sheet(name).append(["Other"])
    book.save(file := io.BytesIO())
    return file.getvalue()


@pytest.mark.parametrize(("sign", "name"), [(",", ""), (";", "semicolon"), ("\t", "tab"), ("|", "bar")])
def test_the_delimiter_is_found(sign: str, name: str) -> None:
    read = table(f"Task{sign}Owner\nA, b; c{sign}Mara\n" if sign != "," else "Task,Owner\nA,Mara\n")

    assert read.columns == ("Task", "Owner")
    assert read.notes == ((f"Its cells are parted by a {name}.",) if name else ())


def test_a_first_line_that_names_the_delimiter_is_believed() -> None:
    assert cells(table("sep=;\nTask;Owner\na,b,c;Mara\n")) == [("a,b,c", "Mara")]


def test_rows_can_be_gone_through_again() -> None:
    read = table("a,b\n1,2\n")

    assert list(read.rows()) == list(read.rows())


def test_a_broken_quote_costs_one_row_and_no_other() -> None:
    read = table('Key,Title\n1,"open\n2,"two\nlines"\n3,12" pipe\n4,"a"b"\n5,"say ""hi"""\n')

    assert cells(read) == [("2", "two\nlines"), ("3", '12" pipe'), ("5", 'say "hi"')]
    says = "A quote in it is not closed, or stands in the middle of a cell. Correct the quotes."
    assert troubles(read) == [(2, says), (6, says)]


def test_a_quote_open_to_the_end_of_the_file_costs_one_row() -> None:
    read = table('a,b\n1,"x\n' + "2,y\n" * 3_000)

    assert len(cells(read)) == 3_000
    assert [line for line, _ in troubles(read)] == [2]


def test_ragged_rows_are_filled_or_told() -> None:
    read = table("Task,Owner,Note\nA\nB,Mara,,\nC,Ines,x,y,z\n")

    assert cells(read) == [("A", "", ""), ("B", "Mara", "")]
    assert troubles(read) == [(4, "It has 5 cells for 3 columns (“y” is left over). Quote its texts.")]


def test_a_header_that_stands_several_times_is_one_column_of_several_values() -> None:
    read = table("Key,Labels,Labels,Labels\nA,x,,y\nB,,,\n")

    assert read.columns == ("Key", "Labels")
    assert cells(read) == [("A", ("x", "y")), ("B", ())]
    assert read.notes == ("“Labels” stands 3 times: each was read as one column with several values.",)


def test_empty_columns_rows_and_lines_above_the_header_do_no_harm() -> None:
    read = table("Plan of March\n\nTask,,Owner,,\nA,x,Mara,,\n,,,,\nB,,Ines,,\n")

    assert read.columns == ("Task", "Column 2", "Owner")
    assert cells(read) == [("A", "x", "Mara"), ("B", "", "Ines")]
    assert read.notes == ("The header is line 3; what stands above it (1) was left out.",)


def test_nul_characters_are_left_out_and_told() -> None:
    read = table("a,b\n1\0,2\n")

    assert cells(read) == [("1", "2")]
    assert read.notes == ("It holds 1 NUL characters, which were left out.",)


def test_the_quote_before_a_formula_is_no_part_of_the_text() -> None:
    assert cells(table("a,b\n'=1+1,'tis\n-5,'-5\n")) == [("=1+1", "'tis"), ("-5", "-5")]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one(newline: str) -> None:
    assert cells(table(newline.join(["a,b", '1,"x\u2028y"', "3,4"]))) == [("1", "x\u2028y"), ("3", "4")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_found_and_guesses_are_told(encoding: str) -> None:
    read = table("Task,Owner\nPrüfung für Größe,Jürgen Müller\n".encode(encoding))

    assert read.columns == ("Task", "Owner")
    assert cells(read) == [("Prüfung für Größe", "Jürgen Müller")]
    assert ("spelled right?" in "".join(read.notes)) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "holds no table"),
        (b"\n\n,,\n", "holds no table"),
        (b"%PDF-1.7 x", "is no table"),
        (bytes(range(256)) * 20, "is no table"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 50, "old or protected Office file"),
        (b"PK\x03\x04 broken", "damaged or protected"),
    ],
)
def test_what_is_no_table_is_said_in_words(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        open_table(data, "x.csv")


def test_a_line_without_end_is_told_and_the_next_one_read() -> None:
    read = table(b"a,b\n1," + b"x" * 20_000_000 + b"\n3,4\n")

    assert cells(read) == [("3", "4")]
    assert troubles(read) == [(2, "It is longer than 1,000,000 characters, so it was not read. Shorten it.")]


def test_too_long_a_cell_too_many_rows_and_columns_are_told() -> None:
    assert (
        "has 200 characters; at most 100 are read"
        in troubles(table("a,b\n" + "x" * 200 + ",1", limits=Limits(cell=100)))[0][1]
    )
    with pytest.raises(TooLarge, match=r"list\.csv has more than 2 rows\. Split it"):
        list(table("a\n1\n2\n3\n", limits=Limits(rows=2)).rows())
    with pytest.raises(TooLarge, match="has 4 columns; at most 3 are read"):
        table("a,b,c,d\n", limits=Limits(columns=3))


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(100 << 20)

    with pytest.raises(TooLarge, match=r"big\.csv has 100\.0 MB; at most 50 MB are read"):
        open_table(tmp_path / "big.csv")


def test_a_spreadsheet_gives_typed_cells() -> None:
    data = sheet(
        ["Task", "Due", "Days", "Live", "Sum"], ["A", datetime(2026, 3, 31, 17, 5), 5, True, "=1+1"], [],
        ["=x", date(2026, 4, 1), 2.5, False],
    )  # fmt: skip
    read = open_table(data, "plan.xlsx")

    assert [(row.line, row.cells) for row in read.rows()] == [
        (2, ("A", date(2026, 3, 31), 5.0, True, "")),
        (4, ("", date(2026, 4, 1), 2.5, False, "")),
    ]


def test_a_sheet_is_the_first_or_the_one_named() -> None:
    data = sheet(["Task"], ["A"], others=("Costs",))

    assert open_table(data, "x.xlsx").notes == ("The sheet “Plan” was read; there are also “Costs”.",)
    assert open_table(data, "x.xlsx", sheet="Costs").columns == ("Other",)
    with pytest.raises(Unreadable, match=r"has no sheet “Cost”\. Sheets are: “Plan”, “Costs”"):
        open_table(data, "x.xlsx", sheet="Cost")


def test_a_table_that_is_read_too_slowly_is_given_up() -> None:
    table = open_table(b"Key,Name\n" + b"".join(b"%d,Work\n" % one for one in range(2_000)), limits=Limits(seconds=-1))

    with pytest.raises(TooLarge, match="was not read within -1 seconds"):
        list(table.rows())
