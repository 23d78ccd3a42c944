"""Servers under measurement: started on a free port, waited for, and ended in order."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bot.vault import new_key

PATIENCE = 60.0
HERE = str(Path(__file__).parent.parent)


@cache
def secret() -> str:
    """Return the secret key of every store that is measured."""
    return new_key()


@contextmanager
def baton(url: str, folder: Path) -> Iterator[int]:
    """Run `python -m bot serve --local` on this store; yield its port."""
    port = free_port()
    settings = {"BATON_DATABASE_URL": url, "BATON_SECRET_KEY": secret()}
    with running(["-m", "bot", "serve", "--local", "--port", str(port)], folder, settings) as server:
        wait_for(server, port, "/ready")
        yield port


@contextmanager
def yardstick(name: str, folder: Path, *more: str) -> Iterator[int]:
    """Run one of the servers of bench/servers.py; yield its port."""
    port = free_port()
    with running(["-m", "bench.servers", name, str(port), *more], folder) as server:
        wait_for(server, port, "/health")
        yield port


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


def wait_for(server: subprocess.Popen[bytes], port: int, path: str) -> None:
    """Wait until a server answers 200, as long as it lives."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            fetch(port, path)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"no server answered at {path} of port {port}")


def fetch(port: int, path: str) -> str:
    """Return what a server answers to a GET."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
        return str(answer.read().decode())
