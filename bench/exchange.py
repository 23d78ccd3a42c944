"""Speaks to a bot and hears its answers: a process of its own with so many messages in flight until each is answered."""

import asyncio
import json
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import uvloop

LONGEST = 300.0
LOOK_SECONDS = 0.001
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
CLOSING = re.compile(rb"^HTTP/1\.0|\r\nconnection: close", re.IGNORECASE)
OK = re.compile(rb"HTTP/1\.[01] 200 ")
DONE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@dataclass(frozen=True)
class Job:
    """Whom to speak to and where the answers are heard: at a port of ours, or in the posts of an SQLite store."""

    door: int
    path: str
    bodies: list[dict[str, str]]
    in_flight: list[int]
    warm: int
    platform: int = 0
    store: str = ""


@dataclass(frozen=True)
class Heard:
    """What came of one number in flight: answers per second, and from message to answer median and 99th percentile."""

    rate: float
    median: float
    p99: float


def run(job: Job) -> list[Heard]:
    """Do a job in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.exchange"],
        check=False,
        input=json.dumps(asdict(job)),
        text=True,
        capture_output=True,
        timeout=LONGEST,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the exchange broke: {done.stderr[-2000:]}")
    return [Heard(**heard) for heard in json.loads(done.stdout)]


@dataclass
class Ear:
    """Hears answers, each of which begins with the code of its deal."""

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

    def connection_made(self, transport: Any) -> None:
        """Begin."""
        self._transport = transport

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


def _whole(got: bytes) -> bytes | None:
    """Return the body of a request or an answer once it is there."""
    head, found, body = got.partition(b"\r\n\r\n")
    if not found:
        return None
    length = LENGTH.search(head)
    return body if length is None or len(body) >= int(length[1]) else None


class Line:
    """A connection to the bot, kept open where the bot allows it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def say(self, path: str, body: bytes) -> None:
        """Post a message and read the response to the end."""
        if self._ends is None:
            self._ends = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._ends
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nContent-Length: {len(body)}"
        writer.write(f"{head}\r\nContent-Type: application/json\r\n\r\n".encode() + body)
        got = b""
        while _whole(got) is None:
            part = await reader.read(65_536)
            if not part:
                raise ConnectionError(f"the bot hung up after {got!r}")
            got += part
        if not OK.match(got):
            raise ConnectionError(f"the bot answered {got!r}")
        if CLOSING.search(got.partition(b"\r\n\r\n")[0]):
            writer.close()
            self._ends = None


async def _speak(job: Job, bodies: Iterator[dict[str, str]], ear: Ear) -> list[tuple[float, float]]:
    """Say one message after the other; return when each was said and answered."""
    line, times = Line(job.door), []
    for body in bodies:
        answered = ear.expect(body["text"].removeprefix("claim "))
        began = time.perf_counter()
        await line.say(job.path, json.dumps(body).encode())
        times.append((began, await answered))
    return times


async def _measure(job: Job, bodies: Sequence[dict[str, str]], in_flight: int, ear: Ear) -> Heard:
    shared = iter(bodies)
    times = [
        pair for pairs in await asyncio.gather(*(_speak(job, shared, ear) for _ in range(in_flight))) for pair in pairs
    ]
    taken = sorted(answered - said for said, answered in times)
    seconds = max(answered for _, answered in times) - min(said for said, _ in times)
    return Heard(len(taken) / seconds, statistics.median(taken), taken[int(len(taken) * 0.99)])


async def _work(job: Job) -> list[Heard]:
    ear = Ear()
    if job.platform:
        await asyncio.get_running_loop().create_server(lambda: Platform(ear), "127.0.0.1", job.platform)
    speaking = asyncio.create_task(_speak_and_hear(job, ear))
    watching = [asyncio.create_task(_watch(job.store, ear))] if job.store else []
    done, _ = await asyncio.wait([speaking, *watching], return_when=asyncio.FIRST_COMPLETED)
    for task in done - {speaking}:
        task.result()  # watching ends by breaking only
    return speaking.result()


async def _speak_and_hear(job: Job, ear: Ear) -> list[Heard]:
    heard, each = [], len(job.bodies) // len(job.in_flight)
    for number, in_flight in enumerate(job.in_flight):
        bodies = job.bodies[number * each : (number + 1) * each]
        await _measure(job, bodies[: job.warm], in_flight, ear)
        heard.append(await _measure(job, bodies[job.warm :], in_flight, ear))
    return heard


if __name__ == "__main__":
    print(json.dumps([asdict(heard) for heard in uvloop.run(_work(Job(**json.load(sys.stdin))))]))
