"""The reference says what the code does: rules, verbs, settings, commands and the document form, no more and no less."""

import re
from pathlib import Path

import pytest
from docs.house.generate import EXAMPLE, REFERENCE, ROOMS, pages, rule_file
from typer.main import get_command

from leadline.cli.main import app
from leadline.linter.discover import discover
from leadline.linter.rule import Rule
from leadline.program import document
from leadline.program.snapshot import NOUNS, PLACES
from leadline.record.doors import ROOMS as ALL_ROOMS
from leadline.record.doors import VERBS, open_rooms
from leadline.sources.file.yaml_document import read_file

ROOT = Path(__file__).parents[2]
ANEW = "Write it anew: python docs/house/generate.py"
DOCS = sorted([ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
NAMED = re.compile(r"`((?:src|tests|docs|benchmarks)/[\w./-]+)(?:::(\w+))?`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def text_of(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_every_generated_page_is_what_the_code_says_today() -> None:
    stale = [
        str(file.relative_to(ROOT))
        for file, text in pages().items()
        if not file.is_file() or file.read_text(encoding="utf-8") != text
    ]

    assert not stale, ANEW


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    assert set(REFERENCE.glob("rules/*/*.md")) == {rule_file(one) for one in discover()}, ANEW


def test_every_room_has_a_title_in_the_reference() -> None:
    assert set(ROOMS) == set(ALL_ROOMS)


@pytest.mark.parametrize("rule", discover(), ids=lambda rule: rule.id)
def test_a_rule_has_a_page_with_its_reasons_its_thresholds_and_its_example(rule: Rule) -> None:
    page = rule_file(rule).read_text(encoding="utf-8")

    assert page.startswith(f"# {rule.id} {rule.name}\n")
    assert all(text in page for text in rule.sections.values())
    assert all(f"| `{name}` | {one.default:g} | {one.says} |" in page for name, one in rule.settings.items())
    assert "```yaml" in page.partition("## Worked example")[2]
    assert f"| {rule.id} | [{rule.name}](" in text_of("rules.md")


def test_every_verb_says_what_it_does_and_stands_in_the_reference() -> None:
    open_rooms()
    told = set(re.findall(r"^### (\w+)$", text_of("verbs.md"), re.MULTILINE))

    assert told == set(VERBS), ANEW
    assert not [name for name, one in VERBS.items() if not one.says.strip()]


def test_every_command_stands_in_the_reference() -> None:
    page = text_of("cli.md")
    commands = get_command(app).commands

    assert not [name for name, one in commands.items() if not one.hidden and f"\n## leadline {name}\n" not in page]


def test_every_setting_of_the_environment_that_the_code_reads_is_in_the_reference() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r"""["'](LEADLINE_[A-Z_]+)["']""", code))

    assert read
    assert not [name for name in read if f"`{name}`" not in text_of("settings.md")]


def test_every_noun_stands_in_the_document_form() -> None:
    page = text_of("document.md")

    assert not [noun for noun in NOUNS if f"\n## {PLACES[noun]}\n" not in page]


def test_the_program_in_the_reference_has_every_noun_and_reads_back_as_itself() -> None:
    snapshot = read_file(EXAMPLE).snapshot

    assert not [noun for noun in NOUNS if not snapshot.of(noun)]
    assert document.read(document.write(snapshot)) == snapshot


def test_every_link_between_the_docs_leads_somewhere() -> None:
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in DOCS
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert not dead


def test_every_file_and_every_test_the_docs_name_is_there() -> None:
    gone = []
    for page in DOCS:
        for name, test in NAMED.findall(page.read_text(encoding="utf-8")):
            file = ROOT / name
            if not file.exists() or (test and f"def {test}(" not in file.read_text(encoding="utf-8")):
                gone.append(f"{page.relative_to(ROOT)}: {name} {test}".rstrip())

    assert not gone
