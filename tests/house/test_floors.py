import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def lint_imports(project: Path) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path[:0] = [{str(project / 'src')!r}, {str(ROOT)!r}]; {LINT_IMPORTS}"
    return subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)


def a_house_with(tmp_path: Path, **files: str) -> Path:
    """A project under our contracts; a file is named by its module, `__` for a dot."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    for module, text in {"": "", **files}.items():
        path = tmp_path.joinpath("src", "leadline", *module.split("__")).with_suffix(".py")
        path = path if module else tmp_path / "src/leadline/__init__.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        for package in [path.parent, *path.parent.parents][: len(module.split("__"))]:
            (package / "__init__.py").touch()
        path.write_text(text)
    return tmp_path


def test_every_room_stands_on_its_floor() -> None:
    answer = lint_imports(ROOT)

    assert answer.returncode == 0, answer.stdout


def test_a_folder_that_is_in_no_plan_breaks_the_house(tmp_path: Path) -> None:
    answer = lint_imports(a_house_with(tmp_path, program__work="", utils__dates=""))

    assert answer.returncode == 1
    assert "utils" in answer.stdout


def test_an_import_from_a_floor_above_breaks_the_house(tmp_path: Path) -> None:
    answer = lint_imports(a_house_with(tmp_path, program__work="import leadline.engine.network", engine__network=""))

    assert answer.returncode == 1
    assert "leadline.program.work -> leadline.engine.network" in answer.stdout


def test_django_in_a_rule_breaks_the_house(tmp_path: Path) -> None:
    answer = lint_imports(a_house_with(tmp_path, strategy__rules__unowned_goal="import django.db"))

    assert answer.returncode == 1
    assert "leadline.strategy.rules.unowned_goal -> django" in answer.stdout


def test_a_rule_that_reads_the_charts_breaks_the_house(tmp_path: Path) -> None:
    rule = "import leadline.charts.cone\nimport leadline.program.goal"
    files = {"strategy__rules__unowned_goal": rule, "charts__cone": "", "program__goal": ""}

    answer = lint_imports(a_house_with(tmp_path, **files))

    assert answer.returncode == 1
    assert "leadline.strategy.rules.unowned_goal may not import leadline.charts.cone." in answer.stdout
    assert "may not import leadline.program.goal" not in answer.stdout
