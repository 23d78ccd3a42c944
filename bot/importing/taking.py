"""One import from its file to its report: the company found or made, the columns understood, the rows taken in."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.numbers import get_territory_currencies
from sqlalchemy import Connection

from bot import first
from bot.home import home
from bot.importing import files, headers, maps
from bot.importing.answers import Report
from bot.importing.deals import DealIntake
from bot.importing.job import Job
from bot.importing.maps import Asked
from bot.importing.members import MemberIntake
from bot.importing.refusal import FileRefused
from bot.importing.running import Intake, Run
from sales.config import Config
from sales.values import Workspace
from storage import configs, intake, members
from storage.store import Store

CHINESE = frozenset({"CN", "HK", "MO", "TW"})
WORK: Mapping[str, Callable[[Job], Intake]] = {"deals": DealIntake, "members": MemberIntake}

Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]


def take(
    store: Store, kind: str, file: Path, asked: Asked, *, settings_zone: str, clock: Callable[[], datetime], bar: Bar
) -> Report:
    """Take a file in and return what became of each row; refuses a file of which nothing can be read."""
    table = files.read(file, encoding=asked.encoding)
    zone = _zone(asked.zone)
    with store.read() as db:
        workspace = home(db)
        told, columns = maps.told(db, workspace, kind, asked)
    notes = [f"The file has no column {column}" for column in headers.missing(columns, table.columns)]
    if notes:
        raise FileRefused(
            f"{file}: {notes[0][0].lower()}{notes[0][1:]}; it has: {', '.join(filter(None, table.columns))}"
        )
    layout = headers.plan(kind, table.columns, told)
    zone = zone or (settings_zone if workspace is None else workspace.zone)
    job = Job(
        kind,
        table,
        layout,
        workspace or _unfounded(kind, zone),
        _config(store, workspace),
        ZoneInfo(zone),
        clock,
        days=asked.days,
        anyway=asked.anyway,
        teams_zone=asked.zone,
    )
    work = WORK[kind](job)  # refuses what cannot be read before anything is written
    if workspace is None and not asked.dry:
        job.workspace = _found(store, job.workspace, clock())
        work.forget()
    job.repeated = _repeated(store, job)
    run = Run(store, job, work, dry=asked.dry)
    with bar(f"Importing {kind}", len(job.rows)) as progress:
        run.whole(progress)
    if asked.save_map is not None and not asked.dry:
        _keep_map(store, job, asked.save_map, told)
    notes = _missing(store, job) if kind == "members" and not asked.dry else []
    if layout.scale != 1:
        notes.append(f"Amounts are counted in units of {layout.scale:,}, as the column's name says")
    return run.report(notes)


def _config(store: Store, workspace: Workspace | None) -> Config:
    if workspace is None:
        return Config()
    with store.read() as db:
        return configs.current(db, workspace=workspace.id, version=workspace.config_version)


def _repeated(store: Store, job: Job) -> bool:
    """Whether the very same was the last import: what people did with its deals since is not to be undone by it."""
    with store.read() as db:
        last = intake.latest(db, workspace=job.workspace.id, kind=job.kind)
    return last is not None and last.finished and (last.hash, last.counts["told"]) == (job.table.hash, job.told)


def _unfounded(kind: str, zone: str) -> Workspace:
    """The company an empty store is to have, with the language and money of where its days begin."""
    if kind != "members":
        raise FileRefused("the store is empty: `baton import members FILE` comes first")
    territory = get_global("zone_territories").get(zone, "")
    money = [] if territory in ("", "001") else get_territory_currencies(territory)
    language, currency = "zh" if territory in CHINESE else "en", money[0] if money else "USD"
    return Workspace(0, "Baton", zone, language, currency, config_version=0)


def _found(store: Store, new: Workspace, now: datetime) -> Workspace:
    with store.write() as db:
        id = first.workspace(db, name=new.name, zone=new.zone, language=new.language, currency=new.currency, now=now)
    return replace(new, id=id)


def _zone(name: str | None) -> str | None:
    if name is not None and name not in available_timezones():
        raise FileRefused(f"there is no time zone {name}: write it as Asia/Shanghai or America/New_York")
    return name


def _keep_map(store: Store, job: Job, name: str, told: headers.Told) -> None:
    with store.write() as db:
        intake.save_map(db, workspace=job.workspace.id, kind=job.kind, name=name, map=maps.document(told))


def _missing(store: Store, job: Job) -> list[str]:
    """What nobody can do yet in this company."""
    with store.read() as db:
        admin = _has_admin(db, job.workspace, job.clock())
    return [] if admin else ["Nobody is admin yet: import somebody whose column roles says admin"]


def _has_admin(db: Connection, workspace: Workspace, now: datetime) -> bool:
    return any("admin" in one.roles for one in members.everybody(db, workspace=workspace.id, now=now))
