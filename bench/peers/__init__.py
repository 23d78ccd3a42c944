"""Message in, command understood, answer out: Baton beside Errbot and opsdroid.

All three run alone in a process of their own and take a message over HTTP. Errbot and opsdroid, with the means they
ship, understand a command with one argument and answer it from memory; the answer leaves over HTTP to a mock platform
of ours, which notes when it came. Errbot: its own web server (a webhook) in, its command dispatcher and thread pool,
`requests` on kept-alive connections out. opsdroid: its own web server in, its regular-expression parser, its HTTP
client out. Neither stores anything, and both log warnings only.

Baton takes a claim over its local door: it finds who speaks, understands, decides, commits durably (SQLite, FULL) and
answers; its answer counts from the moment it is stored as posted and sent. A message is in flight until its answer is
there.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import make_url

from bench import load, processes
from bench.load import Job, Measured
from bench.peers.environments import ERRBOT, OPSDROID, Missing
from bench.results import Options, Outcome, Promise, Spread
from bench.stores import MEMBERS, Size, Stores

IN_FLIGHT = (1, 16)
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Bot:
    """A bot that runs: where it listens, on which path, and where its answers are heard."""

    door: int
    path: str
    platform: int = 0
    store: str = ""


@contextmanager
def baton(stores: Stores) -> Iterator[Bot]:
    """Run Baton on a store of its own."""
    with stores.fresh("sqlite") as url, processes.baton(url, stores.folder) as server:
        yield Bot(server.port, "/local/messages", store=str(make_url(url).database))


@contextmanager
def errbot(stores: Stores) -> Iterator[Bot]:
    """Run Errbot with our backend and plugin."""
    python = str(ERRBOT.folder() / "bin" / "python")
    door, platform = processes.free_port(), processes.free_port()
    data = stores.folder / "errbot"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    settings = {"BENCH_DOOR": str(door), "BENCH_PLATFORM": str(platform), "BENCH_FOLDER": str(data)}
    arguments = ["-m", "errbot.cli", "--config", str(HERE / "errbot_side" / "config.py")]
    with processes.running(arguments, stores.folder, settings, python=python) as process:
        processes.Server(door, process).wait("/")
        yield Bot(door, "/messages", platform)


@contextmanager
def opsdroid(stores: Stores) -> Iterator[Bot]:
    """Run opsdroid with our connector and skill."""
    python = str(OPSDROID.folder() / "bin" / "python")
    door, platform = processes.free_port(), processes.free_port()
    configuration = stores.folder / "opsdroid.yaml"
    configuration.write_text(json.dumps(_opsdroid(door)))  # JSON is YAML
    arguments = ["-m", "opsdroid", "start", "-f", str(configuration)]
    with processes.running(arguments, stores.folder, {"BENCH_PLATFORM": str(platform)}, python=python) as process:
        processes.Server(door, process).wait("/")
        yield Bot(door, "/messages", platform)


def _opsdroid(port: int) -> dict[str, Any]:
    side = HERE / "opsdroid_side"
    return {
        "welcome-message": False,
        "web": {"host": "127.0.0.1", "port": port},
        "logging": {"level": "warning", "console": True},
        "parsers": {"regex": {}},
        "connectors": {"bench": {"path": str(side / "connector.py")}},
        "skills": {"claim": {"path": str(side / "skill.py")}},
    }


BOTS: dict[str, Callable[..., Any]] = {"Baton": baton, ERRBOT.name: errbot, OPSDROID.name: opsdroid}
Sheet = dict[str, list[list[Measured]]]


def run(options: Options, folder: Path, _postgres: str, console: Console) -> Outcome:
    """Measure, print and return."""
    warm, count = (30, 100) if options.quick else (100, 1_000)
    stores = Stores(folder, "", Size(MEMBERS, len(IN_FLIGHT) * (warm + count)))
    sheet: Sheet = {name: [] for name in BOTS}
    missing = _missing(console)
    for number in range(options.runs):
        console.print(f"run {number + 1} of {options.runs}", style="dim")
        for name, bot in BOTS.items():
            if name not in missing:
                with bot(stores) as running:
                    sheet[name].append(load.run(_job(running, warm, count)))
    _print(console, sheet)
    return Outcome({"peers": _data(sheet), "missing": missing}, list(_promises(sheet)))


def _missing(console: Console) -> dict[str, str]:
    """Install the other bots; return which could not be, and why."""
    missing = {}
    for environment in (ERRBOT, OPSDROID):
        try:
            environment.folder()
        except Missing as why:
            missing[environment.name] = str(why)
            console.print(f"[red]{environment.name} could not be installed and is not measured:[/red] {why}")
    return missing


def _job(bot: Bot, warm: int, count: int) -> Job:
    return Job(
        bot.door, "claim", list(IN_FLIGHT), warm, count, MEMBERS, path=bot.path, platform=bot.platform, store=bot.store
    )


def _spread(sheet: Sheet, name: str, place: int, part: str) -> Spread:
    return Spread.of([getattr(heard[place], part) for heard in sheet[name]])


def _ratio(sheet: Sheet, to: str, place: int) -> Spread:
    pairs = zip(sheet["Baton"], sheet[to], strict=True)
    return Spread.of([ours[place].rate / theirs[place].rate for ours, theirs in pairs])


def _promises(sheet: Sheet) -> Iterator[Promise]:
    """At 16 in flight; one after the other Baton waits for the disk twice per message, which a bot without store does not."""
    if sheet[ERRBOT.name]:
        yield Promise(
            "16 in flight: answers per second, of Errbot's", _ratio(sheet, ERRBOT.name, IN_FLIGHT.index(16)), 1.0
        )


def _print(console: Console, sheet: Sheet) -> None:
    columns = ("in flight", "", "answers per second", "Baton to it", "median ms", "p99 ms")
    table = Table(*columns, title="Message in, answer out: median (least–most) of the runs")
    for place, in_flight in enumerate(IN_FLIGHT):
        for name in filter(sheet.get, sheet):
            table.add_row(
                str(in_flight),
                name,
                _spread(sheet, name, place, "rate").show(),
                "" if name == "Baton" else _ratio(sheet, name, place).show(2),
                _spread(sheet, name, place, "median").show(2, 1e3),
                _spread(sheet, name, place, "p99").show(2, 1e3),
            )
        table.add_section()
    console.print(table)


def _data(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "bot": name,
            "in_flight": in_flight,
            "per_second": _spread(sheet, name, place, "rate").data(),
            "median_seconds": _spread(sheet, name, place, "median").data(),
            "p99_seconds": _spread(sheet, name, place, "p99").data(),
        }
        for name in filter(sheet.get, sheet)
        for place, in_flight in enumerate(IN_FLIGHT)
    ]
