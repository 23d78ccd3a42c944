"""Servers under measurement: started on a free port, waited for, and ended in order."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.vault import new_key

PATIENCE = 60.0
HERE = str(Path(__file__).parent.parent)


@dataclass(frozen=True)
class Server:
    """A server under measurement."""

    port: int
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """Return the processor time it has taken so far, in all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def fetch(self, path: str) -> str:
        """Return what it answers to a GET."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return str(answer.read().decode())

    def wait(self, path: str) -> None:
        """Wait until it answers, as long as it lives; that there is no such page is an answer too."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                self.fetch(path)
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    return
                time.sleep(0.05)
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"no server answered at {path} of port {self.port}")


@cache
def secret() -> str:
    """Return the secret key of every store that is measured."""
    return new_key()


@contextmanager
def baton(url: str, folder: Path, doors: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run `python -m bot serve` on this store, with the local chat or with these settings of other doors; yield it."""
    port = free_port()
    settings = {"BATON_DATABASE_URL": url, "BATON_SECRET_KEY": secret(), **(doors or {})}
    local = ["--local"] if doors is None else []
    with running(["-m", "bot", "serve", *local, "--port", str(port)], folder, settings) as process:
        server = Server(port, process)
        server.wait("/ready")
        yield server


@contextmanager
def yardstick(name: str, folder: Path, *more: str) -> Iterator[Server]:
    """Run one of the servers of bench/servers.py; yield it."""
    port = free_port()
    with running(["-m", "bench.servers", name, str(port), *more], folder) as process:
        server = Server(port, process)
        server.wait("/health")
        yield server


@contextmanager
def running(
    arguments: Sequence[str], folder: Path, settings: Mapping[str, str] | None = None, *, python: str = sys.executable
) -> Iterator[subprocess.Popen[bytes]]:
    """Run Python with these arguments until the block ends; its log is shown when that fails."""
    environment = {**os.environ, "PYTHONPATH": HERE, **(settings or {})}
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen([python, *arguments], cwd=folder, env=environment, stdout=out, stderr=out)
        try:
            yield process
        except Exception as error:
            error.add_note(log.read_text()[-3000:])
            raise
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
