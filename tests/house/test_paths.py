import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Folders in which somebody's checkout lies: they are of one machine and mean nothing on the next.
MACHINE_PATH = re.compile(r"(?<![\w/.:~}])/(?:root|work/(?:main|shared)|home/\w+|Users/\w+)(?=/|\b[^\w-])")


def project_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in project_files()
        if path != Path(__file__) and (match := MACHINE_PATH.search(text_of(path)))
    }

    assert project_files()
    assert not found


def test_it_would_see_such_a_path() -> None:
    assert MACHINE_PATH.search('open("/home/mara/program.yaml")')
    assert MACHINE_PATH.search("cd /Users/mara/leadline\n")
    assert not MACHINE_PATH.search("https://example.org/home/mara/x")
    assert not MACHINE_PATH.search("/roots/of/trouble")
