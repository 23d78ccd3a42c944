"""A real server process, to be asked, signalled and killed from outside."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from bot.vault import new_key
from tests.forge import ROOT, Forked

OPENER = build_opener(ProxyHandler({}))
SECONDS = 60


class Server:
    """`python -m bot …` in its own folder, with its log kept; forked where it is not the start that is tried."""

    def __init__(self, folder: Path, *arguments: str, forked: bool = True, **settings: str) -> None:
        self.folder = folder
        self.log = folder / "log"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BATON_")}
        self._environment = clean | {"PYTHONPATH": str(ROOT), "BATON_SECRET_KEY": new_key()} | settings
        self._arguments = arguments or ("demo", "--port", "0")
        self.began = time.monotonic()
        self.process: Forked | subprocess.Popen[str]
        with self.log.open("w") as log:
            if forked:
                self.process = Forked("bot", *self._arguments, folder=folder, env=self._environment, log=log, read=True)
            else:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "bot", *self._arguments],
                    cwd=folder,
                    env=self._environment,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                )
        self.address = self._address()
        self.listening_after = time.monotonic() - self.began

    def _address(self) -> str:
        """Wait for the line that says where it is."""
        watchdog = threading.Timer(SECONDS, self.process.kill)
        watchdog.start()
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        watchdog.cancel()
        assert line.startswith("Baton is at http://"), line + self.log.read_text()
        return line.split()[3].rstrip("/")

    def __enter__(self) -> Self:
        until(lambda: "just started" not in self.get("/ready")[1])
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Ask for a path; the status and the body."""
        request = Request(
            self.address + path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        try:
            with OPENER.open(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def says(self, who: str, text: str, *, channel: str = "east", delivery: str | None = None, **headers: str) -> int:
        """Say something in the local chat; the status."""
        body = {"channel": channel, "member": who, "text": text, "delivery": delivery}
        request = Request(
            self.address + "/local/messages",
            json.dumps(body).encode(),
            {"content-type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()},
        )
        try:
            with OPENER.open(request, timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def posts(self, who: str, channel: str = "east") -> list[dict[str, Any]]:
        """What somebody sees."""
        found: list[dict[str, Any]] = json.loads(
            self.get("/local/posts?" + urlencode({"member": who, "channel": channel}))[1]
        )
        return found

    def signal(self, name: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal."""
        self.process.send_signal(name)

    def ends(self, within: float = 20) -> int:
        """Wait for the end; the exit code."""
        return self.process.wait(within)

    def lines(self) -> list[dict[str, Any]]:
        """The log's lines."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


def until(true: Callable[[], bool], seconds: float = 5) -> float:
    """Wait until something is true; how long that took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "did not become true"
        time.sleep(0.02)
    return time.monotonic() - began


def callers(number: int, call: Callable[[int], Any]) -> list[Any]:
    """Let so many call at once; their results in order."""
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(call, range(number)))
