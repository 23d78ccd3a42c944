"""What a fresh store needs before anybody can talk: a workspace, a team, rooms, people."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.clock import now
from bot.local.reading import TENANT
from bot.local.routes import LocalDoor
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from storage import timers, workspaces

DAY_ONE = "2026-01-01"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A member of the demo's team."""

    handle: str
    name: str
    roles: tuple[str, ...]
    language: str
    zone: str = "Asia/Shanghai"
    aliases: tuple[str, ...] = ()


TEAM = (
    Somebody("li", "李娜", ("rep",), "zh", aliases=("娜姐", "Li Na")),
    Somebody("wang", "王强", ("manager",), "zh", aliases=("强哥", "Wang Qiang")),
    Somebody("zhang", "张伟", ("rep",), "zh", aliases=("老张", "Zhang Wei")),
    Somebody("tom", "Tom Baker", ("rep",), "en", aliases=("Tom",)),
    Somebody("amy", "Amy Wong", ("rep", "admin"), "en", aliases=("Amy",)),
)


def workspace(db: Connection, *, name: str, zone: str, language: str, currency: str, now: datetime) -> int:
    """Make the workspace `default` behind the local door, with its daily timers; return its id."""
    id = workspaces.create(
        db,
        name=name,
        zone=zone,
        language=language,
        currency=currency,
        doors_open=[("local", TENANT)],
        now=now,
    )
    for kind, wait in (("anchor", timedelta(hours=1)), ("tidy", timedelta(minutes=10))):
        timers.once(db, workspace=id, subject_kind="workspace", subject=id, kind=kind, due=now + wait)
    return id


def demo(db: Connection, *, zone: str, now: datetime) -> None:
    """Fill an empty store with a small bilingual team and two rooms."""
    id = workspace(db, name="华锐科技 Huarui", zone=zone, language="zh", currency="CNY", now=now)
    team = workspaces.add_team(db, workspace=id, name="华东 East", zone=zone, language="zh")
    for channel, name, language in (("east", "华东销售", "zh"), ("global", "Global sales", "en")):
        workspaces.add_room(
            db,
            workspace=id,
            team=team,
            door="local",
            tenant=TENANT,
            channel=channel,
            name=name,
            language=language,
        )
    for one in TEAM:
        workspaces.add_member(
            db,
            workspace=id,
            handle=one.handle,
            name=one.name,
            roles=dict.fromkeys(one.roles, DAY_ONE),
            teams_of=[team],
            language=one.language,
            zone=one.zone,
            aliases=one.aliases,
            users=[("local", TENANT, one.handle)],
            now=now,
        )


# What the demo's people have already said: who, in which room, what.
LINES = (
    ("wang", "east", "新线索 宁波海拓模具，30万，李工 13900139000，老客户介绍"),
    ("amy", "global", "new Acme Robotics, $120k, came from the webinar"),
    ("wang", "east", "新线索 蓝海医疗器械，32万"),
    ("amy", "global", "new Nova Foods, wants a demo"),
    ("li", "east", "认领 D-1001"),
    ("tom", "global", "claim D-1002"),
    ("li", "east", "进展 D-1001 阶段 方案，下一步 周五发报价"),
    ("tom", "global", "progress D-1002 stage qualified, next onsite visit next Tuesday 10:00"),
)


def fill(settings: Settings) -> None:
    """Fill an empty store with the demo's people and what they said, through the same door as everybody."""
    program = build(settings, clock=now, local=True)
    with program.store.write() as db:
        empty = workspaces.empty(db)
        if empty:
            demo(db, zone=settings.zone, now=now())
    door = LocalDoor(program.store, program.dispatcher, Turns(1), now)
    for number, (who, room, text) in enumerate(LINES if empty else ()):
        body = {"member": who, "channel": room, "text": text, "delivery": f"demo-{number}"}
        door.take(body, time.monotonic())
        program.sender.drain()  # so that each answer stands below its line
    program.close()
