import re
from pathlib import Path

from typer.main import get_command

from leadline.cli.main import app
from leadline.cli.reference import reference

ROOT = Path(__file__).parents[2]
READ = re.compile(r"""(?:environ(?:\.get\(|\.setdefault\(|\[)|getenv\(|envvar=)\s*["'](\w+)["']""")


def test_the_reference_of_the_command_line_is_what_the_commands_say() -> None:
    page = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")

    assert page == reference(), "Write it anew: python -m leadline.cli.reference > docs/reference/cli.md"


def test_every_command_and_every_option_says_what_it_does() -> None:
    for name, command in get_command(app).commands.items():
        assert command.help, name
        assert all(getattr(one, "help", None) for one in command.params if one.name != "help"), name


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    read = set(READ.findall(code)) | {"LEADLINE_PARENT"}
    tests = {"LEADLINE_CHROMIUM", "LEADLINE_REQUIRE_BROWSER"}
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")

    told = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert read - {"XDG_CACHE_HOME"} == told - tests
    assert "`XDG_CACHE_HOME`" in page
