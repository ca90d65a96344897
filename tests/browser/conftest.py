"""
The ground of the browser tests: the product behind a real server on a database on disk, and Chromium in front of it.

On disk, because a server thread and a worker process then have connections of their own, as in production.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

HERE = Path(__file__).parent
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE = {"width": 1440, "height": 900}
PATIENCE = 10_000
"""Milliseconds a page may take on a busy machine before a test calls it missing."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Last of all: pytest-playwright keeps its event loop to the end, and no other test may run inside one."""
    items.sort(key=lambda item: item.path.is_relative_to(HERE))


@pytest.fixture(scope="session", autouse=True)
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The database where a worker process of the same LEADLINE_HOME finds it."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    # Playwright's loop runs in this thread, so Django takes every query of a test for one inside of asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    former, name = connections["default"], connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = settings.HOME / "leadline.db"
    connections["default"] = connections.create_connection("default")
    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0)
        yield
        connection.close()
    connections.settings["default"]["NAME"] = name
    connections["default"] = former
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    for leftover in settings.HOME.glob("leadline.db*"):
        leftover.unlink()


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium_path: str) -> dict[str, Any]:
    """The Chromium of the machine, without all that phones home."""
    return {"executable_path": chromium_path, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A desk, with nothing moving."""
    return {"viewport": WIDE, "reduced_motion": "reduce", "locale": "en-GB", "timezone_id": "UTC"}


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
    """Browsers that wait as long as a busy machine needs."""

    def open_one(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        return context

    return open_one


@pytest.fixture
def site(transactional_db: None, live_server: Any, settings: Any) -> Iterator[str]:
    """The address of the running product. Letters go into a folder that is empty at first; a round has few futures."""
    settings.FUTURES, settings.THREADS = 400, 1
    settings.SITE_URL = live_server.url
    letters = Path(settings.HOME) / "letters"
    shutil.rmtree(letters, ignore_errors=True)
    yield live_server.url
    shutil.rmtree(letters, ignore_errors=True)


@pytest.fixture
def program(site: str) -> Any:
    """The checkout program on 2 March, before its first round."""
    from tests.browser import scene

    return scene.stored()


@pytest.fixture
def seen(program: Any) -> Any:
    """The same after its first round."""
    from tests.browser import scene

    scene.run_round(program)
    return program


@pytest.fixture
def sign_in(site: str) -> Callable[[Page], Page]:
    """Signs a page in as the owner, by the door people use."""
    from tests.browser import scene

    def enter(page: Page) -> Page:
        page.goto(f"{site}/start/{scene.start_token()}")
        return page

    return enter


@pytest.fixture
def noor(page: Page, seen: Any, sign_in: Callable[[Page], Page]) -> Page:
    """The owner's browser on Monday, after the first round."""
    return sign_in(page)


@pytest.fixture
def worker() -> Iterator[Callable[[str], None]]:
    """Starts the worker of a lane beside the test; all are stopped at its end."""
    from tests.browser import scene

    with scene.workers() as start:
        yield start


@pytest.fixture(autouse=True)
def quiet_console(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Nothing a page says in the console is harmless: a blocked style, a broken script, an address that is not there."""
    complaints: list[str] = []
    if {"page", "context"} & set(request.fixturenames):
        from tests.browser.watching import watch

        watch(request.getfixturevalue("context"), complaints)
    yield complaints
    assert complaints == []
