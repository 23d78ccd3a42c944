"""A real server in a process of its own, which can be killed and started again, and people who talk to it."""

import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.forge import Forked

PATIENCE = 30.0


class Server:
    """`baton serve` on a store, with the local chat unless told otherwise; the same port after every restart."""

    def __init__(self, url: str, key: str, log: Path, *, local: bool = True, **settings: str) -> None:
        self.port = _free_port()
        self._log = log
        self._local = ["--local"] if local else []
        self._env = {
            **os.environ,
            "BATON_DATABASE_URL": url,
            "BATON_SECRET_KEY": key,
            "PYTHONUNBUFFERED": "1",
        } | settings
        self._process: Forked | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        with self._log.open("a") as log:
            self._process = Forked("bot", "serve", *self._local, "--port", str(self.port), env=self._env, log=log)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, f"the server ended by itself:\n{self._log.read_text()[-3000:]}"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.02)

    def kill(self) -> None:
        """kill -9."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM, and wait for the orderly end; return its exit code."""
        return self._end(signal.SIGTERM)

    def close(self) -> None:
        """Kill what lives."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def logged(self, event: str) -> list[str]:
        """The lines of the log that tell of this event."""
        return [line for line in self._log.read_text().splitlines() if f'"event": "{event}"' in line]

    def _end(self, how: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(how)
        return self._process.wait(PATIENCE)

    def _answers(self) -> bool:
        try:
            return self.get("/health" if self._local else "/ready")[0] == 200
        except (OSError, HTTPException):
            return False

    def get(self, path: str) -> tuple[int, Any]:
        """GET a path; return status and JSON."""
        return self._ask(urllib.request.Request(self._address(path)))

    def says(self, member: str, text: str, *, channel: str = "east", delivery: str = "", **more: Any) -> bool:
        """Say something; True once it is acknowledged, False when no answer or "not done" came."""
        body = {"channel": channel, "member": member, "text": text, "delivery": delivery, **more}
        try:
            return self.post(body)[0] == 200
        except (OSError, HTTPException):
            return False

    def post(self, body: object, *, headers: Mapping[str, str] | None = None, raw: bytes | None = None) -> Any:
        """POST to /local/messages; return status and JSON."""
        data = json.dumps(body).encode() if raw is None else raw
        headers = {"Content-Type": "application/json"} | dict(headers or {})
        return self._ask(urllib.request.Request(self._address("/local/messages"), data=data, headers=headers))

    @property
    def address(self) -> str:
        """Where it listens."""
        return self._address("")

    def _address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @staticmethod
    def _ask(request: urllib.request.Request) -> tuple[int, Any]:
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, _read(response.read())
        except urllib.error.HTTPError as error:
            return error.code, _read(error.read())


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
