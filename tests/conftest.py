"""The ground all tests stand on: a home of their own, a fixed seed, no network, browser tests last."""

import atexit
import importlib.util
import os
import shutil
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# Before Django reads its settings: no test may touch the database of whoever runs it.
os.environ["LEADLINE_HOME"] = tempfile.mkdtemp(prefix="leadline-tests-")
# Shared by all runs and by the processes that tests start: compiling the engine takes seconds each time.
os.environ.setdefault("LEADLINE_CACHE", str(Path(__file__).parents[1] / ".pytest_cache" / "compiled"))
atexit.register(shutil.rmtree, os.environ["LEADLINE_HOME"], ignore_errors=True)
if importlib.util.find_spec("leadline.site") and importlib.util.find_spec("leadline.site.settings"):
    os.environ["DJANGO_SETTINGS_MODULE"] = "leadline.site.settings"
    import django

    # Here, because conftest files of folders named on the command line are read before pytest-django sets Django up.
    django.setup()

# Derandomized: the same examples on every machine, so a failure is there again for the next person.
hypothesis_settings.register_profile("house", derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("house")

BROWSER_TESTS = Path(__file__).parent / "browser"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The Chromium that `make test` named, or else one on PATH."""
    named = os.environ.get("LEADLINE_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, CHROMIUMS)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the slow browser tests last, and skips or refuses them where there is no Chromium."""
    browser = [item for item in items if item.path.is_relative_to(BROWSER_TESTS)]
    for item in browser:
        item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if not browser or find_chromium():
        return
    why = "no Chromium was found. Install it, or name it in LEADLINE_CHROMIUM"
    if os.environ.get("LEADLINE_REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(f"LEADLINE_REQUIRE_BROWSER=1, but {why}.")
    for item in browser:
        item.add_marker(pytest.mark.skip(reason=why))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how many tests ran, and why the others did not."""
    stats = terminalreporter.stats
    ran = sum(len(stats.get(outcome, ())) for outcome in ("passed", "failed", "xfailed", "xpassed"))
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)
        for report in stats.get("skipped", ())
    )
    why = "; ".join(f"{count} because {reason}" for reason, count in reasons.most_common())
    terminalreporter.write_line(f"{ran} tests ran, {reasons.total()} skipped{': ' + why if why else ''}")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; the test is skipped where there is none."""
    return find_chromium() or pytest.skip("no Chromium was found")


@pytest.fixture
def engine_seed() -> int:
    """The one seed of all simulations in tests."""
    return 20_260_302


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """A test that reaches beyond this machine fails at once, and says where it wanted to go."""
    connect = socket.socket.connect

    def connect_here(this: socket.socket, address: object) -> None:
        if this.family in (socket.AF_INET, socket.AF_INET6):
            assert str(address[0]) in ("127.0.0.1", "::1", "localhost"), f"A test tried to reach {address}."
        connect(this, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Each test's database counts its programs from one: what a page remembers of a program must not outlive its test."""
    standing = sys.modules.get("leadline.record.standing")
    if standing is not None:
        standing._known.clear()
