"""The load: a process of its own that keeps a fixed number of requests in flight until each is answered."""

import asyncio
import hashlib
import hmac
import json
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import cast
from urllib.parse import urlencode

import uvloop

from bench import stores
from bench.processes import Server

SLACK_SECRET = "bench-signing-secret"
SLACK_HEAD = {"token": "t", "team_id": stores.SLACK, "channel_id": stores.CHANNEL, "command": "/baton"}
LONGEST = 300.0
LOOK_SECONDS = 0.0002
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
CLOSING = re.compile(rb"^HTTP/1\.0|\r\nconnection: close", re.IGNORECASE)
OK = re.compile(rb"HTTP/1\.[01] 200 ")
DONE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@dataclass(frozen=True)
class Job:
    """What to send where, and where answers are heard: in the response, at a port of ours, or in an SQLite store."""

    port: int
    kind: str
    in_flight: list[int]
    warm: int
    count: int
    members: int
    first: int = 0
    path: str = "/local/messages"
    platform: int = 0
    store: str = ""

    @property
    def each(self) -> int:
        """How many requests there are for each number in flight."""
        return self.warm + self.count


@dataclass(frozen=True)
class Measured:
    """What came of one number in flight: seconds in all, of single answers median, 99th percentile and most, and CPU."""

    count: int
    seconds: float
    median: float
    p99: float
    slowest: float = 0.0
    server_cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.count / self.seconds


def measure(server: Server, job: Job) -> Measured:
    """Load a server with one number in flight, and note what processor time an answer cost it."""
    before = server.cpu_seconds()
    (measured,) = run(job)
    return replace(measured, server_cpu=(server.cpu_seconds() - before) / job.each)


def run(job: Job) -> list[Measured]:
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
    return [Measured(**measured) for measured in json.loads(done.stdout)]


def claim(job: Job, number: int) -> bytes:
    """Return the n-th claim, by the member whose turn it is."""
    body = {"channel": stores.CHANNEL, "member": stores.handle(number % job.members), "text": f"claim {_code(number)}"}
    return _post(job.port, job.path, json.dumps(body).encode(), "Content-Type: application/json")


def slack(job: Job, number: int) -> bytes:
    """Return the n-th claim as Slack sends a command, signed."""
    who = stores.handle(number % job.members)
    said = {**SLACK_HEAD, "user_id": who, "text": f"claim {_code(number)}", "trigger_id": f"{number}.1"}
    body = urlencode(said).encode()
    at = str(int(time.time()))
    signature = hmac.new(SLACK_SECRET.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return _post(
        job.port,
        "/slack/events",
        body,
        "Content-Type: application/x-www-form-urlencoded",
        f"X-Slack-Request-Timestamp: {at}",
        f"X-Slack-Signature: v0={signature}",
    )


KINDS: dict[str, Callable[[Job, int], bytes]] = {"claim": claim, "slack": slack}


def _code(number: int) -> str:
    return f"D-{stores.FIRST_CODE + number}"


def _post(port: int, path: str, body: bytes, *headers: str) -> bytes:
    lines = (f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Content-Length: {len(body)}", *headers)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _whole(got: bytes) -> bytes | None:
    """Return the body of a request or a response once it is there."""
    head, found, body = got.partition(b"\r\n\r\n")
    if not found:
        return None
    length = LENGTH.search(head)
    return body if length is None or len(body) >= int(length[1]) else None


class Line(asyncio.Protocol):
    """One connection to the server; a new one is made where the server closes it after a response."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._transport: asyncio.WriteTransport | None = None
        self._got = b""
        self._responded: asyncio.Future[float] | None = None

    async def ask(self, request: bytes) -> float:
        """Send a request; return the moment its response was there."""
        loop = asyncio.get_running_loop()
        if self._transport is None:
            await loop.create_connection(lambda: self, "127.0.0.1", self._port)
        assert self._transport is not None
        self._responded = loop.create_future()
        self._transport.write(request)
        return await self._responded

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Take a part of a response; tell when it is whole."""
        self._got += data
        if _whole(self._got) is None or self._responded is None:
            return
        got, self._got = self._got, b""
        if CLOSING.search(got.partition(b"\r\n\r\n")[0]) and self._transport is not None:
            self._transport.close()
            self._transport = None
        if OK.match(got):
            self._responded.set_result(time.perf_counter())
        else:
            self._responded.set_exception(ConnectionError(f"the server answered {got!r}"))

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever hangs up in the middle of a response has not answered."""
        if self._responded is not None and not self._responded.done():
            self._responded.set_exception(exc or ConnectionError("the server hung up"))


@dataclass
class Ear:
    """Hears answers that come by another way than the response; each begins with the code of its deal."""

    waiting: dict[str, "asyncio.Future[float]"] = field(default_factory=dict)

    def expect(self, code: str) -> "asyncio.Future[float]":
        """Return what will hold the moment of the answer."""
        self.waiting[code] = asyncio.get_running_loop().create_future()
        return self.waiting[code]

    def hear(self, text: str) -> None:
        """Take an answer."""
        code, _, rest = text.partition(" ")
        if " is yours" not in f" {rest}":
            raise ValueError(f"that is no answer to a claim: {text}")
        if (waiting := self.waiting.pop(code, None)) is not None:
            waiting.set_result(time.perf_counter())


class Platform(asyncio.Protocol):
    """Our end of a mock platform: takes posts and answers at once."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Take a part of a post; answer when it is whole."""
        self._got += data
        body = _whole(self._got)
        if body:
            self._got = b""
            self._transport.write(DONE)
            self._ear.hear(json.loads(body)["text"])


async def _watch(store: str, ear: Ear) -> None:
    """Look again and again at what is posted in a store: a post and its mark as sent are one transaction."""
    db, seen = sqlite3.connect(f"file:{store}?mode=ro", uri=True), 0
    while True:
        for seen_now, text in db.execute("SELECT id, text FROM local_posts WHERE id > ? ORDER BY id", (seen,)):
            ear.hear(text)
            seen = seen_now
        await asyncio.sleep(LOOK_SECONDS)


async def _call(port: int, requests: Iterator[tuple[str, bytes]], ear: Ear | None) -> list[tuple[float, float]]:
    """Send one request after the other; return when each was sent and answered."""
    line, times = Line(port), []
    for code, request in requests:
        heard = None if ear is None else ear.expect(code)
        began = time.perf_counter()
        responded = await line.ask(request)
        times.append((began, responded if heard is None else await heard))
    return times


async def _measure(job: Job, numbers: range, in_flight: int, ear: Ear | None) -> Measured:
    requests: Sequence[tuple[str, bytes]] = [(_code(number), KINDS[job.kind](job, number)) for number in numbers]
    shared = iter(requests)
    times = await asyncio.gather(*(_call(job.port, shared, ear) for _ in range(min(in_flight, len(requests)))))
    pairs = [pair for each in times for pair in each]
    taken = sorted(answered - sent for sent, answered in pairs)
    seconds = max(answered for _, answered in pairs) - min(sent for sent, _ in pairs)
    return Measured(len(taken), seconds, statistics.median(taken), taken[int(len(taken) * 0.99)], taken[-1])


async def _each(job: Job, ear: Ear | None) -> list[Measured]:
    measured = []
    for no, in_flight in enumerate(job.in_flight):
        first = job.first + no * job.each
        if job.warm:
            await _measure(job, range(first, first + job.warm), in_flight, ear)
        measured.append(await _measure(job, range(first + job.warm, first + job.each), in_flight, ear))
    return measured


async def _work(job: Job) -> list[Measured]:
    ear = Ear() if job.platform or job.store else None
    if ear is not None and job.platform:
        await asyncio.get_running_loop().create_server(lambda: Platform(ear), "127.0.0.1", job.platform)
    working = asyncio.create_task(_each(job, ear))
    watching = [asyncio.create_task(_watch(job.store, ear))] if ear is not None and job.store else []
    done, _ = await asyncio.wait([working, *watching], return_when=asyncio.FIRST_COMPLETED)
    for task in done - {working}:
        task.result()  # watching ends by breaking only
    return working.result()


if __name__ == "__main__":
    print(json.dumps([asdict(measured) for measured in uvloop.run(_work(Job(**json.load(sys.stdin))))]))
