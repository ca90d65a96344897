"""
A real Redmine: Debian's package, unpacked into a folder of its own with SQLite, filled with a small project, and stopped in the end.

The package is not installed, for its installation fails half-way on a machine without a mail server and a gem of its own choice; only
what it depends on is (that asks for root, unless it is there already).
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

SEED = Path(__file__).with_name("redmine_seed.rb")
LEFT_OUT = ("redmine-", "debconf", "dbconfig-common", "libjs-")
"""Dependencies that only an installation needs."""
BESIDES = ("ruby-sqlite3", "puma")
UP_WITHIN = 90


@dataclass(frozen=True)
class Server:
    """Where it is asked, and the API keys of a member who may edit and of one who may only look."""

    port: int
    key: str
    looking: str


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A Redmine in a folder that is empty, as long as it is needed."""
    app = _unpacked(folder)
    _ruby(app, "rake", "db:migrate")
    _ruby(app, "rake", "redmine:load_default_data", REDMINE_LANG="en")
    key, looking = _ruby(app, "rails", "runner", str(SEED)).split()[-2:]
    port = _free_port()
    said = (folder / "server.log").open("w")
    command = ["bundle", "exec", "puma", "-e", "production", "-b", f"tcp://127.0.0.1:{port}", "config.ru"]
    server = subprocess.Popen(command, cwd=app, env=_surroundings(app), stdout=said, stderr=said)
    try:
        _wait(port, server)
        yield Server(port, key, looking)
    finally:
        server.terminate()
        server.wait(20)
        said.close()


def _unpacked(folder: Path) -> Path:
    _run(folder, "apt-get", "download", "redmine")
    (package,) = folder.glob("redmine_*.deb")
    needs = _run(folder, "dpkg-deb", "-f", package.name, "Depends").split(",")
    names = [one.strip() for one in needs if not one.strip().startswith(LEFT_OUT)]
    _run(folder, "apt-get", "satisfy", "-y", "-qq", "--no-install-recommends", *names, *BESIDES)
    _run(folder, "dpkg-deb", "-x", package.name, "root")
    app = folder / "app"
    # Links that lead out of the package (to its settings and logs under /etc and /var) are none of ours.
    shutil.copytree(folder / "root/usr/share/redmine", app, symlinks=True)
    for link in [one for one in app.rglob("*") if one.is_symlink() and not one.exists()]:
        link.unlink()
    for name in (
        "plugins",
        *(f"instances/default/{one}" for one in ("config", "files", "log", "tmp", "public/plugin_assets")),
    ):
        (app / name).mkdir(parents=True, exist_ok=True)
    (app / "Gemfile.local").write_text('gem "sqlite3"\ngem "puma"\n')
    database = f"production:\n  adapter: sqlite3\n  database: {folder / 'redmine.sqlite3'}\n"
    (app / "instances/default/config/database.yml").write_text(database)
    return app


def _surroundings(app: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept, "RAILS_ENV": "production", "SECRET_KEY_BASE": "0123456789abcdef" * 8, "BUNDLE_WITHOUT": "development:test",
        "BUNDLE_GEMFILE": str(app / "Gemfile"), "BUNDLE_APP_CONFIG": str(app / ".bundle"), "RAILS_LOG_TO_STDOUT": "1",
    }  # fmt: skip


def _ruby(app: Path, *command: str, **more: str) -> str:
    return _run(app, "bundle", "exec", *command, env=_surroundings(app) | more)


def _run(folder: Path, *command: str, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} … said:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + UP_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/login", timeout=10, trust_env=False)
        except httpx2.TransportError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"Redmine did not come up within {UP_WITHIN} seconds; server.log beside it says why.")
