"""Full claims per second as signed Slack commands, beside a Bolt app that only acknowledges, and the slowest of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import load, processes, stores
from bench.claims import SURVIVES, Sheet
from bench.load import SLACK_SECRET, Job
from bench.processes import Server
from bench.results import Options, Outcome, Promise, Spread
from bench.stores import MEMBERS, Size, Stores
from bench.verifying import verify

IN_FLIGHT = (1, 16, 50, 64)
COUNTS = [300, 1_000, 1_000, 1_000]
PRESSED = 50
SLACKS_PATIENCE = 3.0
NAMES = {"baton": "Baton", "bolt": "(c) Bolt, only ack"}
LEGEND = """Baton: POST /slack/events, a signed command, the whole claim committed before it is acknowledged with its card.
(c) checks the same signed command and acknowledges."""


def run(options: Options, folder: Path, postgres: str, console: Console) -> Outcome:
    """Measure, verify, print and return."""
    warm, counts = (50, [150] * 4) if options.quick else (100, COUNTS)
    round_ = Round(Stores(folder, postgres, Size(MEMBERS, warm * len(counts) + sum(counts))), warm, counts)
    kinds = round_.stores.kinds()
    for number in range(options.runs):
        console.print(f"run {number + 1} of {options.runs}", style="dim")
        round_.run()
    _print(console, round_.sheet, kinds)
    return Outcome({"claims": round_.sheet.data()}, list(_promises(round_.sheet)))


class Round:
    """Measures Baton on each database and Bolt at each number in flight, one after the other, again and again."""

    def __init__(self, stores: Stores, warm: int, counts: Sequence[int]) -> None:
        self.stores = stores
        self.sheet = Sheet()
        self._warm = warm
        self._counts = counts

    def run(self) -> None:
        """Measure everything once."""
        with processes.yardstick("bolt", self.stores.folder) as server:
            self._each("bolt", "", server)
        for kind in self.stores.kinds():
            self._baton(kind)

    def _baton(self, kind: str) -> None:
        folder = self.stores.folder
        with self.stores.fresh(kind) as url, processes.yardstick("webapi", folder) as away:
            stores.enter_slack(url)
            doors = {
                "BATON_SLACK_BOT_TOKEN": "xoxb-bench",
                "BATON_SLACK_SIGNING_SECRET": SLACK_SECRET,
                "BATON_SLACK_API_URL": f"http://127.0.0.1:{away.port}/api/",
            }
            with processes.baton(url, folder, doors) as server:
                self._each("baton", kind, server)
                claims = len(IN_FLIGHT) * self._warm + sum(self._counts)
                verify(url, SURVIVES[kind], claims=claims, local=False)

    def _each(self, variant: str, kind: str, server: Server) -> None:
        """Measure at each number in flight, every claim on a deal of its own."""
        first = 0
        for in_flight, count in zip(IN_FLIGHT, self._counts, strict=True):
            job = Job(server.port, "slack", [in_flight], self._warm, count, MEMBERS, first)
            self.sheet.add(variant, kind, in_flight, load.measure(server, job))
            first += job.each


def _promises(sheet: Sheet) -> Iterator[Promise]:
    for in_flight in (16, 64):
        ratio = sheet.ratio(("baton", "sqlite", in_flight), ("bolt", "", in_flight))
        yield Promise(f"sqlite, {in_flight} in flight: of (c)", ratio, 0.05)
    slowest = [each.slowest / SLACKS_PATIENCE for each in sheet.found["baton", "sqlite", PRESSED]]
    what = f"sqlite, {PRESSED} in flight: the slowest acknowledgement, of Slack's {SLACKS_PATIENCE:.0f} s"
    yield Promise(what, Spread.of(slowest), 0.33, at_most=True)


def _print(console: Console, sheet: Sheet, kinds: Sequence[str]) -> None:
    console.print(LEGEND, style="dim")
    table = Table(
        "in flight", "", "per second", "of (c)", "median ms", "p99 ms", "slowest ms", "CPU µs", title="Claims"
    )
    for in_flight in IN_FLIGHT:
        bolt = ("bolt", "", in_flight)
        for variant, kind in (*(("baton", kind) for kind in kinds), ("bolt", "")):
            key = (variant, kind, in_flight)
            table.add_row(
                str(in_flight),
                f"{NAMES[variant]} {kind}",
                Spread.of(sheet.rates(key)).show(),
                "" if key == bolt else sheet.ratio(key, bolt).show(2),
                *(sheet.spread(key, part).show(1, 1e3) for part in ("median", "p99", "slowest")),
                sheet.spread(key, "server_cpu").show(0, 1e6),
            )
        table.add_section()
    console.print(table)
