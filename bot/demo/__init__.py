"""The demo: a bilingual team of a dozen, and what they said in the last fortnight, through the door of everybody."""

import logging
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot import first
from bot.clock import now as real_now
from bot.local.door import LocalDoor
from bot.local.reading import TENANT
from bot.program import Program, build
from bot.settings import Settings
from bot.turns import Turns
from handlers.turn import calendar_of
from sales.calendar import instant_of
from sales.config import Config
from storage import inspection, timers, workspaces
from storage.store import Store

HERE = Path(__file__).parent
DAY_ONE = "2026-01-01"
STEP = timedelta(minutes=15)
LATER = re.compile(r"\{(\d)\}")


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody typed in a room, and when."""

    at: datetime
    who: str
    room: str
    text: str


class Clock:
    """The time of the story, which its program takes for the present."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def fill(settings: Settings) -> None:
    """Fill an empty store with the demo's people and let them work through their fortnight; else do nothing."""
    store = Store(settings.database_url)
    with store.read() as db:
        empty = workspaces.empty(db)
    store.close()
    if empty:
        _tell(settings, real_now())


def _tell(settings: Settings, now: datetime) -> None:
    lines = list(story(settings.zone, now))
    clock = Clock(lines[0].at - STEP)
    program = build(settings, clock=clock, local=True)
    with program.store.write() as db:
        empty = workspaces.empty(db)  # or another process was quicker
        if empty:
            people(db, zone=settings.zone, now=clock.at)
            _rehearse(db, settings.zone, now)
    if empty:
        with quietly():
            play(program, clock, lines, until=now)
    program.close()


@contextmanager
def quietly() -> Iterator[None]:
    """Keep what a made-up past would log from whoever waits for the address."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _rehearse(db: Connection, zone: str, now: datetime) -> None:
    """Let the posts at set times begin two working days ago: enough to see, and soon filled."""
    place = ZoneInfo(zone)
    days, today = working_days(now.astimezone(place).date(), zone)
    due = instant_of(days[today - 2], time(0), place)
    for id in inspection.every_workspace(db):
        timers.anew(db, workspace=id, subject_kind="workspace", subject=id, kind="rhythm", due=due)


def play(program: Program, clock: Clock, lines: list[Line], *, until: datetime) -> None:
    """Say every line at its time and look at what falls due in between."""
    door = LocalDoor(program, Turns(1))
    deliveries = count()
    for line in lines:
        _pass(program, clock, line.at)
        body = {"member": line.who, "channel": line.room, "text": line.text, "delivery": f"demo-{next(deliveries)}"}
        while door.take(body, monotonic())[1].state == "late":
            pass  # a busy machine; the story goes on with its next line only after this one
        program.sender.drain()  # so that each answer stands below its line
    _pass(program, clock, until)


def _pass(program: Program, clock: Clock, until: datetime) -> None:
    while clock.at < until:
        # By the quarters of the hour: what is posted at nine is posted at nine.
        clock.at = min(until, clock.at + STEP - (clock.at - datetime.min.replace(tzinfo=clock.at.tzinfo)) % STEP)
        if program.ticker.tick(clock.at).looked:
            program.sender.drain()


def story(zone: str, now: datetime) -> Iterator[Line]:
    """Read the story: days count working days before today; of today the times are minutes before now."""
    place = ZoneInfo(zone)
    days, today = working_days(now.astimezone(place).date(), zone)
    no = today
    for written in (HERE / "story.txt").read_text(encoding="utf-8").splitlines():
        match written.split(maxsplit=3):
            case ["day", offset]:
                no = today + int(offset)
            case [clock, who, room, text] if clock != "#":
                at = instant_of(days[no], time.fromisoformat(clock), place) if no < today else now + _minutes(clock)
                for later in LATER.findall(text):
                    text = text.replace(f"{{{later}}}", str(days[no + int(later)]))
                yield Line(at, who, room, text)


def working_days(today: date, zone: str) -> tuple[list[date], int]:
    """Return the working days around a day, and the place of the first that is not before it."""
    calendar = calendar_of(Config().calendar, zone)
    around = [day for off in range(-40, 40) if calendar.works_on(day := today + timedelta(days=off))]
    return around, sum(day < today for day in around)


def _minutes(written: str) -> timedelta:
    return timedelta(minutes=int(written))


def people(db: Connection, *, zone: str, now: datetime) -> None:
    """Make the demo's company: teams, rooms and people."""
    with (HERE / "team.toml").open("rb") as file:
        told: dict[str, Any] = tomllib.load(file)
    id = first.workspace(
        db, name=told["name"], zone=zone, language=told["language"], currency=told["currency"], now=now
    )
    teams = {}
    for team in told["teams"]:
        language = team["language"]
        teams[team["name"]] = workspaces.add_team(db, workspace=id, name=team["name"], zone=zone, language=language)
        workspaces.add_room(
            db,
            workspace=id,
            team=teams[team["name"]],
            door="local",
            tenant=TENANT,
            channel=team["room"],
            name=team["called"],
            language=language,
        )
    for handle, one in told["people"].items():
        workspaces.add_member(
            db,
            workspace=id,
            handle=handle,
            name=one["name"],
            roles=dict.fromkeys(one["roles"], DAY_ONE),
            teams_of=[teams[one["team"]]],
            language=one.get("language", told["language"]),
            zone=zone,
            aliases=one["aliases"],
            users=[("local", TENANT, handle)],
            now=now,
        )
