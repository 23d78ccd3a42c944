"""A real server with the demo's people, and a real browser to look at it."""

import atexit
import os
import shutil
import socket
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from bot.demo import fill
from bot.settings import Settings
from storage import schema
from tests.forge import Forked

CHROMIUM = "/usr/bin/chromium"
# Without these, Chromium calls home at every start, which a closed network answers slowly.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Demo:
    """`baton demo`, or another way to start, on a port and a store of its own."""

    def __init__(self, folder: Path, *how: str) -> None:
        self.path = folder / "baton.db"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BATON_")}
        self._log = folder / "log"
        if not how:
            for file in filled().iterdir():
                shutil.copy(file, folder)
        environment["BATON_DATABASE_URL"] = f"sqlite:///{self.path}"
        with self._log.open("w") as log:
            self._process = Forked("bot", *(how or ("demo",)), "--port", str(self.port), env=environment, log=log)
        self._wait()

    def _wait(self, *, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urlopen(f"{self.url}/ready", timeout=1):
                    return
            except (URLError, OSError):
                time.sleep(0.05)
        self._process.kill()
        raise AssertionError(f"baton demo did not get ready:\n{self._log.read_text()[-4000:]}")

    def store(self, statement: str, *values: object) -> None:
        """Change the store behind the server's back: tests cannot wait a day for a reminder."""
        with closing(sqlite3.connect(self.path, timeout=5)) as db, db:
            db.execute(statement, values)

    def value(self, statement: str, *values: object) -> object:
        """Look one value up in the store."""
        with closing(sqlite3.connect(self.path, timeout=5)) as db:
            row = db.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def stop(self) -> int:
        """End the server as an operator would and return its exit code."""
        self._process.terminate()
        return self._process.wait(20)


@cache
def filled() -> Path:
    """Return a folder with a demo's store and key, filled once and copied for every server."""
    folder = Path(tempfile.mkdtemp(prefix="demo"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = Settings(database_url=f"sqlite:///{folder}/baton.db")
    settings.key()
    schema.ready(settings.database_url, migrate_empty=True)
    fill(settings)
    return folder


@contextmanager
def demo(folder: Path, *how: str) -> Iterator[Demo]:
    """Run a demo server, or one started otherwise, as long as the block lasts."""
    running = Demo(folder, *how)
    try:
        yield running
    finally:
        running.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open a browser as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
