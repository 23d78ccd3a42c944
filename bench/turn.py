"""Where a claim's time goes, by layer: in one process without HTTP, and what HTTP and threads add."""

import asyncio
import logging
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from bench import load, processes
from bench.layers import Sampler
from bench.load import Job
from bench.results import Options, Outcome, Spread
from bench.stores import CHANNEL, FIRST_CODE, MEMBERS, Size, Stores, handle
from bench.timing import Stopwatch
from bot import logs
from bot.cards import parse
from bot.clock import now
from bot.local.door import LocalDoor
from bot.program import Program, build
from bot.settings import Settings
from bot.turns import Turns
from storage.tables import local_posts

BATCHES = (1, 16, 64)
THREADS = (1, 4, 16)
WARM = 100


class Desk:
    """Baton in this process: claims one deal after the other, by one member after the other."""

    def __init__(self, url: str) -> None:
        self.program: Program = build(
            Settings(database_url=url, secret_key=SecretStr(processes.secret())), clock=now, local=True
        )
        self._door = LocalDoor(self.program, Turns(1))
        self._number = 0

    def claim(self) -> None:
        """Claim the next deal."""
        number, self._number = self._number, self._number + 1
        body = {"channel": CHANNEL, "member": handle(number % MEMBERS), "text": f"claim D-{FIRST_CODE + number}"}
        _, handled = self._door.take(body, time.monotonic())
        if handled.state != "done":
            raise RuntimeError(f"a claim was {handled.state}")

    def claims(self, count: int) -> list[float]:
        """Claim so many deals and return the seconds each took."""
        taken = []
        for _ in range(count):
            began = time.perf_counter()
            self.claim()
            taken.append(time.perf_counter() - began)
        return taken

    def hand_over(self, size: int, times: int) -> float:
        """Return the seconds per post that handing over batches of this size takes."""
        taken = []
        for _ in range(times):
            self.claims(size)
            began = time.perf_counter()
            self.program.sender.step()
            taken.append((time.perf_counter() - began) / size)
        return statistics.median(taken)


@contextmanager
def _logging(file: Path) -> Iterator[None]:
    """Log as the program does, but into a file; what breaks the benchmark is still shown."""
    hooks = sys.excepthook, threading.excepthook
    logs.configure()
    with file.open("w") as out:
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(out)
        sys.excepthook, threading.excepthook = hooks
        yield
    logging.getLogger().handlers.clear()


@contextmanager
def _desk(stores: Stores, kind: str) -> Iterator[Desk]:
    with stores.fresh(kind) as url:
        desk = Desk(url)
        desk.claims(WARM)
        desk.program.sender.drain()
        try:
            yield desk
        finally:
            desk.program.close()


def run(options: Options, folder: Path, postgres: str, console: Console) -> Outcome:
    """Measure, print and return where a claim's time goes on each database."""
    count = 150 if options.quick else 800
    stores = Stores(folder, postgres, Size(MEMBERS, WARM + count * 3 + 4_000))
    figures: dict[str, Any] = {}
    for kind in stores.kinds():
        with _logging(folder / "turn.log"):
            figures[kind] = _figures(stores, kind, count, options)
        _print(console, kind, figures[kind])
    figures["threads"] = _threads(stores, options, console)
    return Outcome(figures)


def _figures(stores: Stores, kind: str, count: int, options: Options) -> dict[str, Any]:
    with _desk(stores, kind) as desk:
        plain = [statistics.median(desk.claims(count // options.runs)) for _ in range(options.runs)]
        sampler, stopwatch = Sampler(), Stopwatch(desk.program.store)
        with sampler.runs():
            desk.claims(count)
        with stopwatch.runs():
            desk.claims(count)
        desk.program.sender.drain()
        batches = {str(size): desk.hand_over(size, max(2, count // size // 8)) for size in BATCHES}
        text = _an_answer(desk.program)
    return {
        "claim_seconds": Spread.of(plain).data(),
        "layers": dict(sampler.shares()),
        "statements": [
            dict(zip(("statement", "per_claim", "driver_seconds", "around_seconds"), row, strict=True))
            for row in stopwatch.rows(count)
        ],
        "hand_over_seconds_per_post": batches,
        "markdown_parse_seconds": _seconds(lambda: parse(text)),
        "thread_hand_over_seconds": asyncio.run(_thread_seconds()),
    }


def _an_answer(program: Program) -> str:
    with program.store.read() as db:
        return str(db.execute(select(local_posts.c.text).limit(1)).scalar_one())


def _seconds(work: Callable[[], object], times: int = 300) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


async def _thread_seconds(times: int = 500) -> float:
    """The way from the event loop into a turn's thread and back."""
    turns, taken = Turns(1), []
    for _ in range(times):
        began = time.perf_counter()
        await turns.run(lambda: None, arrived=time.monotonic())
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _print(console: Console, kind: str, figures: dict[str, Any]) -> None:
    whole = figures["claim_seconds"]["median"]
    layers = Table("layer", "µs", "%", title=f"One claim without HTTP on {kind}: {whole * 1e6:,.0f} µs")
    for layer, share in figures["layers"].items():
        layers.add_row(layer, f"{share * whole * 1e6:,.0f}", f"{share:.1%}")
    console.print(layers)
    statements = Table("per claim", "driver µs", "around it µs", "statement", title=f"Statements on {kind}")
    for row in figures["statements"]:
        around = row["around_seconds"] * 1e6
        statements.add_row(
            f"{row['per_claim']:.2f}", f"{row['driver_seconds'] * 1e6:,.0f}", f"{around:,.0f}", row["statement"][:120]
        )
    console.print(statements)
    beside = Table("beside the claim", "µs", title=f"What comes on top on {kind}")
    for size, seconds in figures["hand_over_seconds_per_post"].items():
        beside.add_row(f"sender's hand-over, per post in batches of {size}", f"{seconds * 1e6:,.0f}")
    beside.add_row("into a turn's thread and back", f"{figures['thread_hand_over_seconds'] * 1e6:,.0f}")
    beside.add_row(
        "Markdown of one answer to a card (when it is read)", f"{figures['markdown_parse_seconds'] * 1e6:,.0f}"
    )
    console.print(beside)


def _threads(stores: Stores, options: Options, console: Console) -> dict[str, Any]:
    """Claims per second over HTTP with ever more turn threads, sixteen in flight, interleaved."""
    found: dict[str, dict[str, list[float]]] = {kind: {str(n): [] for n in THREADS} for kind in stores.kinds()}
    count = 300
    for _ in range(options.runs):
        for kind in stores.kinds():
            for threads in THREADS:
                with (
                    stores.fresh(kind) as url,
                    processes.yardstick("baton", stores.folder, url, str(threads)) as server,
                ):
                    measured = load.measure(server, Job(server.port, "claim", [16], WARM, count, MEMBERS))
                    found[kind][str(threads)].append(measured.rate)
    table = Table("turn threads", *found, title="Claims per second over HTTP, 16 in flight")
    for number in map(str, THREADS):
        table.add_row(number, *(Spread.of(rates[number]).show() for rates in found.values()))
    console.print(table)
    return {kind: {n: Spread.of(rates).data() for n, rates in each.items()} for kind, each in found.items()}
