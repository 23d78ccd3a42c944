"""Full claims per second over HTTP, beside a bare endpoint, the driver alone, and a Bolt app that only acknowledges."""

import json
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import load, processes, rehearsal
from bench.load import Job, Measured
from bench.processes import Server
from bench.results import Options, Outcome, Promise, Spread
from bench.stores import MEMBERS, Size, Stores
from bench.verifying import verify

IN_FLIGHT = (1, 16, 64)
# Nothing is promised one at a time; a 99th percentile wants a thousand.
COUNTS = [300, 1_000, 1_000]
SURVIVES = {
    "sqlite": {"journal_mode": "wal", "synchronous": "2"},
    "postgres": {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"},
}
NAMES = {
    "baton": "Baton",
    "replay": "(b) driver alone",
    "bare": "(a) bare FastAPI",
    "bolt": "(c) Bolt, only ack",
    "trivial": "the load alone",
}
LEGEND = """Baton: POST /local/messages, the whole claim, committed before it is answered.
(a) parses the same JSON and answers. (b) makes the same driver calls with the same durability, threads and queue.
(c) checks a signed Slack command and acknowledges. The load alone: a socket that answers at once."""
Key = tuple[str, str, int]


@dataclass
class Sheet:
    """Every measurement by variant, database and number in flight, one per run."""

    found: dict[Key, list[Measured]] = field(default_factory=dict)

    def add(self, variant: str, kind: str, in_flight: int, measured: Measured) -> None:
        """Write down one measurement."""
        self.found.setdefault((variant, kind, in_flight), []).append(measured)

    def rates(self, key: Key) -> list[float]:
        """Return answers per second of every run."""
        return [each.rate for each in self.found[key]]

    def spread(self, key: Key, part: str) -> Spread:
        """Return the spread of one part of a measurement over all runs."""
        return Spread.of([getattr(each, part) for each in self.found[key]])

    def ratio(self, key: Key, to: Key) -> Spread:
        """Return how one variant's rate compares to another's, run by run."""
        return Spread.of([ours / theirs for ours, theirs in zip(self.rates(key), self.rates(to), strict=True)])

    def tail(self, key: Key) -> Spread:
        """Return how many medians the 99th percentile is, run by run."""
        return Spread.of([each.p99 / each.median for each in self.found[key]])

    def data(self) -> list[dict[str, Any]]:
        """Return everything for the file."""
        return [
            {
                "variant": variant,
                "store": kind,
                "in_flight": in_flight,
                "per_second": Spread.of(self.rates((variant, kind, in_flight))).data(),
                "median_seconds": self.spread((variant, kind, in_flight), "median").data(),
                "server_cpu_seconds": self.spread((variant, kind, in_flight), "server_cpu").data(),
                "p99_seconds": self.spread((variant, kind, in_flight), "p99").data(),
            }
            for variant, kind, in_flight in self.found
        ]


def run(options: Options, folder: Path, postgres: str, console: Console) -> Outcome:
    """Measure, verify, print and return."""
    warm, counts = (50, [150] * 3) if options.quick else (100, COUNTS)
    round_ = Round(Stores(folder, postgres, Size(MEMBERS, warm * len(counts) + sum(counts))), warm, counts)
    kinds = round_.stores.kinds()
    for kind in kinds:
        _statements(round_, kind, console if options.statements else None)
    for number in range(options.runs):
        console.print(f"run {number + 1} of {options.runs}", style="dim")
        round_.run()
    round_.settle()
    _print(console, round_.sheet, kinds)
    _print_counts(console, round_.counts)
    promises = [_load_has_room(round_.sheet), *(each for kind in kinds for each in _promises(round_.sheet, kind))]
    return Outcome({"claims": round_.sheet.data(), "statements": round_.counts}, promises)


class Round:
    """Measures every variant at each number in flight, one after the other, again and again."""

    def __init__(self, stores: Stores, warm: int, counts: Sequence[int]) -> None:
        self.stores = stores
        self.sheet = Sheet()
        self.counts: dict[str, dict[str, Any]] = {kind: {} for kind in stores.kinds()}
        self._warm = warm
        self._counts = counts

    def run(self) -> None:
        """Measure everything once."""
        for variant, request in (("bare", "claim"), ("bolt", "slack"), ("trivial", "claim")):
            with processes.yardstick(variant, self.stores.folder) as server:
                self._each(variant, "", server, request)
        for kind in self.stores.kinds():
            self._baton(kind)
            self._replay(kind)

    def settle(self) -> None:
        """Take the median of what was counted in each run, and see that (b) does what Baton does."""
        for kind, found in self.counts.items():
            for name, value in found.items():
                found[name] = float(statistics.median(value) if isinstance(value, list) else value)
            if not found["a claim"] == found["Baton, counted"] == found["(b), counted"]:
                raise RuntimeError(f"on {kind} the statements of a claim and of its yardstick differ: {found}")

    def _baton(self, kind: str) -> None:
        with self.stores.fresh(kind) as url, processes.baton(url, self.stores.folder) as server:
            self._each("baton", kind, server)
            self._verify(url, kind)
            numbers = server.fetch("/metrics")
        turns, statements = (_metric(numbers, f"baton_turn_statements_{name}") for name in ("count", "sum"))
        self._note(kind, {"Baton, counted": statements / turns})

    def _replay(self, kind: str) -> None:
        with (
            self.stores.fresh(kind) as url,
            self.stores.empty(kind) as scratch,
            processes.yardstick("replay", self.stores.folder, url, scratch) as server,
        ):
            self._each("replay", kind, server)
            self._verify(url, kind)
            found = json.loads(server.fetch("/counts"))
        self._note(
            kind,
            {
                "(b), counted": found["claim_statements"] / found["claims"],
                "(b) hand-over, per claim": found["hand_over_statements"] / found["claims"],
                "(b) answers per hand-over": found["posts"] / found["batches"],
            },
        )

    def _each(self, variant: str, kind: str, server: Server, request: str = "claim") -> None:
        """Measure at each number in flight, every claim on a deal of its own."""
        first = 0
        for in_flight, count in zip(IN_FLIGHT, self._counts, strict=True):
            job = Job(server.port, request, [in_flight], self._warm, count, MEMBERS, first)
            self.sheet.add(variant, kind, in_flight, load.measure(server, job))
            first += job.each

    def _verify(self, url: str, kind: str) -> None:
        verify(url, SURVIVES[kind], claims=len(IN_FLIGHT) * self._warm + sum(self._counts))

    def _note(self, kind: str, counts: Mapping[str, float]) -> None:
        for name, count in counts.items():
            self.counts[kind].setdefault(name, []).append(count)


def _statements(round_: Round, kind: str, console: Console | None) -> None:
    with round_.stores.empty(kind) as scratch:
        claim, hand_over = rehearsal.recorded(scratch)
    round_.counts[kind] |= {
        "a claim": sum(call.counts for call in claim),
        "the hand-over of one answer": sum(call.counts for call in hand_over),
    }
    if console is None:
        return
    for title, calls in (("One claim", claim), ("The hand-over of one answer", hand_over)):
        table = Table("no", "statement", title=f"{title} on {kind}")
        for number, call in enumerate(calls, 1):
            table.add_row(str(number), " ".join(call.statement.split()))
        console.print(table)


def _metric(numbers: str, name: str) -> float:
    found = re.search(rf"^{name} (\S+)$", numbers, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"/metrics does not say {name}")
    return float(found[1])


def _load_has_room(sheet: Sheet) -> Promise:
    """The load must be able to send far more than the fastest server that Baton is held against answers."""
    ratios = [sheet.ratio(("trivial", "", in_flight), ("bolt", "", in_flight)) for in_flight in IN_FLIGHT]
    return Promise("the load alone, of the fastest yardstick", min(ratios, key=lambda each: each.median), 3.0)


def _promises(sheet: Sheet, kind: str) -> Iterator[Promise]:
    for in_flight in IN_FLIGHT[1:]:
        ours, where = ("baton", kind, in_flight), f"{kind}, {in_flight} in flight"
        yield Promise(f"{where}: of (b)", sheet.ratio(ours, ("replay", kind, in_flight)), 0.4)
        if kind == "sqlite":
            yield Promise(f"{where}: of (c)", sheet.ratio(ours, ("bolt", "", in_flight)), 0.15)
        yield Promise(f"{where}: p99 in medians", sheet.tail(ours), 3.0, at_most=True)


def _print(console: Console, sheet: Sheet, kinds: Sequence[str]) -> None:
    console.print(LEGEND, style="dim")
    for kind in kinds:
        title = f"Claims on {kind}: median (least–most) of the runs"
        table = Table(
            "in flight", "", "per second", "Baton to it", "median ms", "p99 ms", "p99/median", "CPU µs", title=title
        )
        for in_flight in IN_FLIGHT:
            for variant in NAMES:
                key = (variant, kind if variant in ("baton", "replay") else "", in_flight)
                table.add_row(str(in_flight), *_row(sheet, key, ("baton", kind, in_flight)))
            table.add_section()
        console.print(table)


def _row(sheet: Sheet, key: Key, ours: Key) -> list[str]:
    return [
        NAMES[key[0]],
        Spread.of(sheet.rates(key)).show(),
        "" if key == ours else sheet.ratio(ours, key).show(2),
        sheet.spread(key, "median").show(2, 1e3),
        sheet.spread(key, "p99").show(2, 1e3),
        sheet.tail(key).show(1),
        sheet.spread(key, "server_cpu").show(0, 1e6),
    ]


def _print_counts(console: Console, counts: Mapping[str, Mapping[str, Any]]) -> None:
    table = Table("statements", *counts, title="Statements, without BEGIN and COMMIT")
    for name in next(iter(counts.values())):
        table.add_row(name, *(f"{each[name]:.2f}" for each in counts.values()))
    console.print(table)
