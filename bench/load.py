"""The load: a process of its own that keeps a fixed number of requests in flight on kept-alive connections."""

import asyncio
import hashlib
import hmac
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import cast
from urllib.parse import urlencode

import uvloop

from bench import stores
from bench.processes import Server

SLACK_SECRET = "bench-signing-secret"
SLACK_HEAD = {"token": "t", "team_id": "T1", "user_id": "U1", "channel_id": "C1", "command": "/baton"}
LONGEST = 120.0
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Job:
    """What to send: to which port, requests of which kind, from which number on, and how many at a time."""

    port: int
    kind: str
    in_flight: int
    first: int
    warm: int
    count: int
    members: int


@dataclass(frozen=True)
class Measured:
    """What came of a job: seconds in all, of single answers the median and the 99th percentile, the server's CPU."""

    count: int
    seconds: float
    median: float
    p99: float
    failed: int
    server_cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.count / self.seconds


def measure(server: Server, kind: str, in_flight: int, *, first: int, warm: int, count: int, members: int) -> Measured:
    """Load a server and note what processor time an answer cost it."""
    before = server.cpu_seconds()
    measured = run(Job(server.port, kind, in_flight, first, warm, count, members))
    return replace(measured, server_cpu=(server.cpu_seconds() - before) / (warm + count))


def run(job: Job) -> Measured:
    """Do a job in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        check=False,
        input=json.dumps(asdict(job)),
        text=True,
        capture_output=True,
        timeout=LONGEST,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the load broke: {done.stderr[-2000:]}")
    return Measured(**json.loads(done.stdout))


def claim(number: int, members: int) -> bytes:
    """Return the n-th claim over the local chat, by the member whose turn it is."""
    text = f"claim D-{stores.FIRST_CODE + number}"
    body = {"channel": stores.CHANNEL, "member": stores.handle(number % members), "text": text}
    return _post("/local/messages", json.dumps(body).encode(), "Content-Type: application/json")


def slack(number: int, _members: int) -> bytes:
    """Return the n-th claim as Slack sends a command, signed."""
    body = urlencode({**SLACK_HEAD, "text": f"claim D-{number}", "trigger_id": f"{number}.1"}).encode()
    at = str(int(time.time()))
    signature = hmac.new(SLACK_SECRET.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return _post(
        "/slack/events",
        body,
        "Content-Type: application/x-www-form-urlencoded",
        f"X-Slack-Request-Timestamp: {at}",
        f"X-Slack-Signature: v0={signature}",
    )


KINDS: dict[str, Callable[[int, int], bytes]] = {"claim": claim, "slack": slack}


def _post(path: str, body: bytes, *headers: str) -> bytes:
    lines = (f"POST {path} HTTP/1.1", "Host: 127.0.0.1:{port}", f"Content-Length: {len(body)}", *headers)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Caller(asyncio.Protocol):
    """One connection: sends the next request as soon as the last one is answered."""

    def __init__(self, requests: Iterator[bytes], answered: "asyncio.Future[None]") -> None:
        self._requests = requests
        self._answered = answered
        self._transport: asyncio.WriteTransport | None = None
        self._sent = 0.0
        self._got = b""
        self.taken: list[float] = []
        self.failed = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast(asyncio.WriteTransport, transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        """Take a part of an answer; ask again when it is whole."""
        self._got += data
        head, found, body = self._got.partition(b"\r\n\r\n")
        if not found:
            return
        length = LENGTH.search(head)
        if length is None or len(body) < int(length[1]):
            return
        self.taken.append(time.perf_counter() - self._sent)
        self.failed += not head.startswith(b"HTTP/1.1 200")
        self._got = b""
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever hangs up on us has failed the rest."""
        if not self._answered.done():
            self._answered.set_exception(exc or ConnectionError("the server hung up"))

    def _next(self) -> None:
        assert self._transport is not None
        request = next(self._requests, None)
        if request is None:
            if not self._answered.done():
                self._answered.set_result(None)
            return
        self._sent = time.perf_counter()
        self._transport.write(request)


async def _send(port: int, requests: Sequence[bytes], in_flight: int) -> tuple[float, list[Caller]]:
    loop = asyncio.get_running_loop()
    shared, callers = iter(requests), []
    ends = [loop.create_future() for _ in range(min(in_flight, len(requests)))]
    began = time.perf_counter()
    for end in ends:
        _, caller = await loop.create_connection(partial(Caller, shared, end), "127.0.0.1", port)
        callers.append(caller)
    await asyncio.gather(*ends)
    return time.perf_counter() - began, callers


async def _work(job: Job) -> Measured:
    port = str(job.port).encode()
    numbers = range(job.first, job.first + job.warm + job.count)
    requests = [KINDS[job.kind](number, job.members).replace(b"{port}", port, 1) for number in numbers]
    if job.warm:
        await _send(job.port, requests[: job.warm], job.in_flight)
    seconds, callers = await _send(job.port, requests[job.warm :], job.in_flight)
    taken = sorted(time for caller in callers for time in caller.taken)
    return Measured(
        count=len(taken),
        seconds=seconds,
        median=statistics.median(taken),
        p99=taken[int(len(taken) * 0.99)],
        failed=sum(caller.failed for caller in callers),
    )


if __name__ == "__main__":
    print(json.dumps(asdict(uvloop.run(_work(Job(**json.load(sys.stdin)))))))
