"""How long a sentence is read, among ten thousand deals and five hundred members."""

import contextlib
import random
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.results import Options, Outcome, Promise, Spread
from bench.stores import Size, Stores
from bench.understanding import team
from bench.understanding.entries import Entry, load
from bench.understanding.team import Told
from bot.local.reading import TENANT
from bot.scenery import Place, look_around
from bot.vault import Vault, new_key
from handlers import commands
from handlers.language.understanding import understand, warm
from handlers.message import Message
from sales.config import Config
from sales.refusal import Refused
from sales.values import Deal
from storage import changes, schema, workspaces
from storage.history import Origin
from storage.sealing import Seals
from storage.store import Store

SENTENCES = Path(__file__).parent.parent / "tests" / "data" / "understanding"
BIG = Size(members=500, deals=10_000)
SMALL = Size(members=50, deals=500)
MEDIAN, P99 = 0.002, 0.010
WARM = 100

TOWNS = ("北京", "上海", "深圳", "苏州", "宁波", "", "", "", "")
SIGNS = "华蓝星鼎云明宏金瑞海绿恒信博远创盛泰康宝龙凤鹏达联智光跃昌隆德润丰泽源"
TRADES = ("科技", "医疗", "物流", "软件", "教育", "机械", "食品集团", "电子有限公司")
STEMS = ("Vert", "Lum", "Cedar", "Falc", "Harb", "Gran", "Will", "Emb", "Prism", "Quartz", "Rav", "Sol", "Bright")
ENDS = ("on", "ix", "ara", "ex", "wood", "stone", "ia", "or")
LINES = ("Robotics", "Labs", "Health", "Foods", "Energy", "Freight", "Systems", "Logistics", "Partners")
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静强磊军洋勇艳杰娟涛明超秀霞平刚"
FIRST = ("Ann", "Ben", "Clara", "Dan", "Eva", "Frank", "Grace", "Henry", "Iris", "Jack", "Kate", "Leo", "Mia", "Noah")
LAST = ("Adams", "Brooks", "Clark", "Davis", "Evans", "Foster", "Green", "Hughes", "Irwin", "Jones", "Keller", "Lopez")


def run(options: Options, folder: Path, postgres: str, console: Console) -> Outcome:
    """Measure, print and return."""
    size = SMALL if options.quick else BIG
    figures: dict[str, Any] = {}
    promises: list[Promise] = []
    stores = Stores(folder, postgres, size)
    for kind in stores.kinds():
        with stores.empty(kind) as url:
            times = readings(url, size, options.runs)
        medians, slowest = ([share(taken) for taken in times] for share in (statistics.median, p99))
        figures[kind] = {
            "sentences": len(times[0]),
            "median_seconds": Spread.of(medians).data(),
            "p99_seconds": Spread.of(slowest).data(),
            "most_seconds": Spread.of([max(taken) for taken in times]).data(),
        }
        promises += _promises(kind, medians, slowest)
        _print(console, kind, size, times)
    return Outcome(figures, promises)


def readings(url: str, size: Size, runs: int) -> list[list[float]]:
    """Fill an empty store and return how long each sentence took to be read, for each run."""
    fixture, entries = load(SENTENCES)
    entries = [entry for entry in entries if entry.half == "tuning" and not entry.note("prompt")]
    schema.migrate(url)
    store = Store(url, connections=2)
    try:
        told = fill(store, fixture, size)
        warm()
        reader = Reading(store, told)
        for entry in entries[:WARM]:
            reader.seconds(entry)
        return [[reader.seconds(entry) for entry in entries] for _ in range(runs)]
    finally:
        store.close()


class Reading:
    """Reads what members of a filled store say, and does nothing about it."""

    def __init__(self, store: Store, told: Told) -> None:
        self._store = store
        self._told = told
        self._config = Config()

    def seconds(self, entry: Entry) -> float:
        """Return how long it takes to know what a sentence means, look-ups in the store with it."""
        said = Message(
            "local", TENANT, entry.id, entry.sender, entry.text, room=self._told.rooms[entry.sender], thread=None
        )
        with self._store.read() as db:
            place = look_around(db, said, now=self._told.now, writing=False)
            assert isinstance(place, Place)
            began = time.perf_counter()
            scene = place.scene(db, self._config, self._told.now)
            with contextlib.suppress(Refused):  # that something is missing is an understanding, too
                understand(said.text, scene, commands.COMMANDS)
            return time.perf_counter() - began


def fill(store: Store, fixture: Mapping[str, Any], size: Size) -> Told:
    """Write the team the sentences speak of, and around it so many deals and members."""
    chance = random.Random(7)
    with store.write() as db:
        told = team.fill(db, fixture, Seals(Vault(new_key())))
        ours, *_ = workspaces.all_teams(db, workspace=told.workspace)
        for number, name in enumerate(_people(chance, size.members - len(told.people))):
            workspaces.add_member(
                db,
                workspace=told.workspace,
                handle=f"m{number:04}",
                name=name,
                roles={"rep": "2026-01-01"},
                teams_of=[ours.id],
                language="en" if name.isascii() else "zh",
                zone=told.zone,
                users=[("local", TENANT, f"m{number:04}")],
                now=told.now,
            )
        at = told.now - timedelta(days=3)
        for title in _titles(chance, size.deals - len(fixture["deals"])):
            deal = Deal(id=0, code="", title=title, team=ours, stage="new", stage_since=at, created_at=at)
            changes.create_deal(db, deal, origin=Origin(told.workspace, None, at))
    _settle(store)
    return told


def _settle(store: Store) -> None:
    """Leave the tables as the database's own housekeeping leaves them after so much was written."""
    store.close()  # whatever rests would keep the one place there is
    engine = next(iter(store.engines())).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.exec_driver_sql("ANALYZE" if store.sqlite else "VACUUM ANALYZE")


def _titles(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        if chance.random() < 0.6:
            signs = "".join(chance.choices(SIGNS, k=chance.choice((2, 2, 3))))
            yield chance.choice(TOWNS) + signs + chance.choice(TRADES)
        else:
            yield f"{chance.choice(STEMS)}{chance.choice(ENDS)} {chance.choice(LINES)}"


def _people(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        if chance.random() < 0.6:
            yield chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2))))
        else:
            yield f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def p99(taken: Sequence[float]) -> float:
    """Return what 99 of a hundred stay below."""
    return statistics.quantiles(taken, n=100)[98]


def _promises(kind: str, medians: Sequence[float], slowest: Sequence[float]) -> Iterator[Promise]:
    for what, found, bound in (("median", medians, MEDIAN), ("99th percentile", slowest, P99)):
        spread = Spread.of([seconds / bound for seconds in found])
        yield Promise(f"{kind}: {what} of reading a sentence, of {bound * 1e3:.0f} ms", spread, 1.0, at_most=True)


def _print(console: Console, kind: str, size: Size, times: Sequence[Sequence[float]]) -> None:
    title = f"Reading {len(times[0])} sentences on {kind}, {size.deals:,} deals, {size.members} members"
    table = Table("", "ms", title=title)
    for name, share in (("median", statistics.median), ("p99", p99), ("slowest", max)):
        table.add_row(name, Spread.of([share(taken) for taken in times]).show(2, 1e3))
    console.print(table)
