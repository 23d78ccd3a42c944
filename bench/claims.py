"""Full claims per second over HTTP, beside a bare endpoint, the driver alone, and a Bolt app that only acknowledges."""

import json
import re
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bench import load, processes, rehearsal
from bench.load import Job, Measured
from bench.results import Options, Outcome, Promise, Spread
from bench.stores import FIRST_CODE, Size, Stores, durable, handle
from storage.store import Store

IN_FLIGHT = (1, 16, 64)
MEMBERS = 200  # so that nobody comes near the most open deals a member may hold
PATIENCE = 10.0
SURVIVES = {
    "sqlite": {"journal_mode": "wal", "synchronous": "2"},
    "postgres": {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"},
}
NAMES = {
    "baton": "Baton: the full claim",
    "replay": "(b) the same statements through the driver",
    "bare": "(a) a bare FastAPI endpoint",
    "bolt": "(c) a Bolt app that only acknowledges",
    "trivial": "the load itself, against a socket that answers at once",
}
Key = tuple[str, str, int]


@dataclass
class Sheet:
    """Every measurement by variant, database and number in flight, one per run."""

    found: dict[Key, list[Measured]] = field(default_factory=dict)

    def add(self, variant: str, kind: str, in_flight: int, measured: Measured) -> None:
        """Write down one measurement; a failed answer is no answer."""
        if measured.failed:
            raise RuntimeError(f"{measured.failed} of {measured.count} answers of {variant} on {kind} were no 200")
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


def run(options: Options, folder: Path, postgres: str, console: Console) -> Outcome:
    """Measure, verify, print and return."""
    warm, count = (50, 250) if options.quick else (200, 1_500)
    stores = Stores(folder, postgres, Size(MEMBERS, len(IN_FLIGHT) * (warm + count)))
    sheet, counts = Sheet(), {kind: _statements(stores, kind, options, console) for kind in stores.kinds()}
    for number in range(options.runs):
        console.print(f"run {number + 1} of {options.runs}", style="dim")
        for variant, request in (("bare", "claim"), ("bolt", "slack"), ("trivial", "claim")):
            with processes.yardstick(variant, folder) as port:
                for in_flight in IN_FLIGHT:
                    sheet.add(variant, "", in_flight, load.run(Job(port, request, in_flight, 0, warm, count * 2)))
        for kind in stores.kinds():
            _baton(sheet, stores, kind, warm, count, counts[kind])
            _replay(sheet, stores, kind, warm, count, counts[kind])
    for kind, found in counts.items():
        counts[kind] = found = {name: _same(value) for name, value in found.items()}
        if not found["a claim"] == found["Baton, counted"] == found["(b), counted"]:
            raise RuntimeError(f"the statements of a claim and of its yardstick differ: {found}")
    promises = [promise for kind in stores.kinds() for promise in _promises(sheet, kind)]
    _print(console, sheet, stores.kinds())
    _print_counts(console, counts)
    return Outcome({"claims": _data(sheet), "statements": counts}, promises)


def _statements(stores: Stores, kind: str, options: Options, console: Console) -> dict[str, Any]:
    with stores.empty(kind) as scratch:
        claim, hand_over = rehearsal.recorded(scratch)
    if options.statements:
        for title, calls in (("One claim", claim), ("The hand-over of one answer", hand_over)):
            table = Table("no", "statement", title=f"{title} on {kind}")
            for number, call in enumerate(calls, 1):
                table.add_row(str(number), " ".join(call.statement.split()))
            console.print(table)
    return {"a claim": sum(call.counts for call in claim), "hand-over of one": sum(call.counts for call in hand_over)}


def _baton(sheet: Sheet, stores: Stores, kind: str, warm: int, count: int, counts: dict[str, Any]) -> None:
    with stores.fresh(kind) as url, processes.baton(url, stores.folder) as port:
        _three(sheet, "baton", kind, port, warm, count)
        _verify(url, kind, len(IN_FLIGHT) * (warm + count))
        numbers = processes.fetch(port, "/metrics")
        turns, statements = (_metric(numbers, f"baton_turn_statements_{name}") for name in ("count", "sum"))
        counts.setdefault("Baton, counted", []).append(statements / turns)


def _replay(sheet: Sheet, stores: Stores, kind: str, warm: int, count: int, counts: dict[str, Any]) -> None:
    with stores.fresh(kind) as url, stores.empty(kind) as scratch:
        with processes.yardstick("replay", stores.folder, url, scratch) as port:
            _three(sheet, "replay", kind, port, warm, count)
            _verify(url, kind, len(IN_FLIGHT) * (warm + count))
            found = json.loads(processes.fetch(port, "/counts"))
    counts.setdefault("(b), counted", []).append(found["claim_statements"] / found["claims"])
    counts.setdefault("(b) hand-over, per claim", []).append(found["hand_over_statements"] / found["claims"])
    counts.setdefault("(b) posts per batch", []).append(found["posts"] / found["batches"])


def _same(value: Any) -> float:
    return float(statistics.median(value)) if isinstance(value, list) else float(value)


def _three(sheet: Sheet, variant: str, kind: str, port: int, warm: int, count: int) -> None:
    for number, in_flight in enumerate(IN_FLIGHT):
        job = Job(port, "claim", in_flight, number * (warm + count), warm, count, MEMBERS)
        sheet.add(variant, kind, in_flight, load.run(job))


def _metric(numbers: str, name: str) -> float:
    found = re.search(rf"^{name} (\S+)$", numbers, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"/metrics does not say {name}")
    return float(found[1])


OWNERS = "SELECT d.code, m.handle FROM deals d JOIN members m ON m.id = d.owner"
COUNTS = {
    "history of claims": "SELECT count(*) FROM history WHERE what = 'claimed'",
    "owners' intervals": "SELECT count(*) FROM ownership WHERE member IS NOT NULL AND no = 2",
    "first contacts to come": "SELECT count(*) FROM timers WHERE kind = 'first_contact'",
    "answers sent": "SELECT count(*) FROM outbox WHERE kind = 'answer' AND state = 'sent'",
    "answers shown": "SELECT count(*) FROM local_posts WHERE outbox IS NOT NULL AND seq > 0",
}


def _verify(url: str, kind: str, claims: int) -> None:
    """Hold the store against what was answered: everything is there, durably, and every answer went out."""
    settings = durable(url)
    if settings != SURVIVES[kind]:
        raise RuntimeError(f"{kind} would not survive a power cut: {settings}")
    wanted = dict.fromkeys(COUNTS, claims)
    until = time.monotonic() + PATIENCE
    while (found := _counted(url)) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    if found != wanted:
        raise RuntimeError(f"after {claims} claims on {kind}: {found}")
    store = Store(url, connections=1)
    with store.read() as db:
        owners = {code: handle_ for code, handle_ in db.execute(text(OWNERS))}
    store.close()
    if owners != {f"D-{FIRST_CODE + number}": handle(number % MEMBERS) for number in range(claims)}:
        raise RuntimeError(f"on {kind} some deals have another owner than was answered")


def _counted(url: str) -> dict[str, int]:
    store = Store(url, connections=1)
    with store.read() as db:
        found = {name: int(db.execute(text(question)).scalar_one()) for name, question in COUNTS.items()}
    store.close()
    return found


def _promises(sheet: Sheet, kind: str) -> Iterator[Promise]:
    for in_flight in IN_FLIGHT[1:]:
        ours, where = ("baton", kind, in_flight), f"{kind}, {in_flight} in flight"
        yield Promise(f"{where}: of (b)", sheet.ratio(ours, ("replay", kind, in_flight)), 0.4)
        if kind == "sqlite":
            yield Promise(f"{where}: of (c)", sheet.ratio(ours, ("bolt", "", in_flight)), 0.15)
        yield Promise(f"{where}: p99 in medians", sheet.tail(ours), 3.0, at_most=True)


def _print(console: Console, sheet: Sheet, kinds: Sequence[str]) -> None:
    for kind in kinds:
        table = Table(
            *("in flight", "", "per second", "of Baton's", "median ms", "p99 ms", "p99 in medians"),
            title=f"Claims on {kind}: median (least–most) of the runs",
        )
        for in_flight in IN_FLIGHT:
            ours = ("baton", kind, in_flight)
            for variant, name in NAMES.items():
                key = (variant, kind if variant in ("baton", "replay") else "", in_flight)
                table.add_row(
                    str(in_flight),
                    name,
                    Spread.of(sheet.rates(key)).show(),
                    sheet.ratio(ours, key).show(2),
                    *(sheet.spread(key, part).show(2, 1e3) for part in ("median", "p99")),
                    sheet.tail(key).show(1),
                    end_section=variant == "trivial",
                )
        console.print(table)


def _print_counts(console: Console, counts: Mapping[str, Mapping[str, Any]]) -> None:
    table = Table("statements", *counts, title="Statements, BEGIN included on SQLite, COMMIT not")
    for name in next(iter(counts.values())):
        table.add_row(name, *(f"{each[name]:.2f}" for each in counts.values()))
    console.print(table)


def _data(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "variant": variant,
            "store": kind,
            "in_flight": in_flight,
            "per_second": Spread.of(sheet.rates((variant, kind, in_flight))).data(),
            "median_seconds": sheet.spread((variant, kind, in_flight), "median").data(),
            "p99_seconds": sheet.spread((variant, kind, in_flight), "p99").data(),
        }
        for variant, kind, in_flight in sheet.found
    ]
