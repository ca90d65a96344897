"""Letters where no mail server is set: files that somebody can read."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.channels.test_message import LETTER

from leadline.channels.folder import letters, put
from leadline.channels.message import MailProblem


def test_a_letter_put_twice_is_one_file(tmp_path: Path) -> None:
    first, second = put(LETTER, tmp_path / "letters"), put(LETTER, tmp_path / "letters")

    assert first == second
    assert [one.name for one in (tmp_path / "letters").iterdir()] == [first.name]
    assert letters(tmp_path / "letters")[0]["To"] == "ines@example.com"


def test_only_the_owner_of_the_machine_can_look_into_the_folder(tmp_path: Path) -> None:
    put(LETTER, tmp_path / "letters")

    assert (tmp_path / "letters").stat().st_mode & 0o077 == 0


def test_a_file_is_named_by_its_letter_and_by_nothing_a_person_typed(tmp_path: Path) -> None:
    place = put(replace(LETTER, key="../../letter", subject="../../letter"), tmp_path)

    assert place.parent == tmp_path
    assert place.stem.isalnum()


def test_a_folder_that_cannot_be_written_to_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("a file where the folder should be")

    with pytest.raises(MailProblem, match="Make room or make it writable"):
        put(LETTER, tmp_path / "letters")


def test_a_folder_that_is_not_there_yet_holds_no_letters(tmp_path: Path) -> None:
    assert letters(tmp_path / "letters") == []
