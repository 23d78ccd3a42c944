"""The day through WeCom: groups and private chats with the AI bot, private posts by the app, digests by webhooks.

WeCom has no threads and no forms: whoever answers in a card's thread there names the deal here, and a form is a line.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, text, update
from starlette.testclient import TestClient

from bot.app import application
from bot.health import Health
from bot.local.reading import TENANT
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import new_key
from bot.wecom.doors import wecom_doors
from storage import tables, workspaces
from tests.promises import day
from tests.promises.day import MORNING, PEOPLE, Sight
from tests.running import until
from tests.wecom import Delivery, Shown, Wecom
from tests.wecom.credentials import BOT_ID, CORP_ID

AT = "http://testserver"
UNDER_WAY = "SELECT count(*) FROM outbox WHERE state = 'sending'"
TICKS = timedelta(minutes=10)
ROOMS = ("east", "us")
CODE = re.compile(r"[A-Z]{1,2}-\d+")
REVISION = re.compile(r"^\d+:")
# What is typed where other platforms have a form: the command's line, with the form's labels in their places.
LINES = {
    "form new": "new {Company}, {Amount}, {Phone}",
    "form progress D-1006": "progress D-1006 {Note}",
    "form kudos": "kudos to {Colleague} for {What for}",
    "form vote AW-1": "vote AW-1 {Your vote}",
    "Nominate": "nominate {Colleague} for {What did they do}",
}


class WecomDay:
    """Twenty people in WeCom; `way` is socket or callback."""

    def __init__(self, url: str, way: str) -> None:
        self.now = MORNING
        self.way = way
        self.wecom = Wecom(clock=lambda: self.now)
        for person in PEOPLE:
            self.wecom.person(person.handle, person.name)
        for room in ROOMS:
            self.wecom.group(room, *sorted(day.present(room)), webhooks=(room,))
        settings = Settings(database_url=url, secret_key=new_key(), **self.wecom.settings("app", way, "webhooks"))
        self.program = build(settings, clock=lambda: self.now, local=False, threads=4)
        with self.program.store.write() as db:
            workspace = day.company(
                db, "wecom-bot", BOT_ID, channel=lambda name: self.wecom.corp.group(name).id, now=MORNING
            )
            for door, tenant in (("local", TENANT), ("wecom-app", CORP_ID)):
                workspaces.open_door(db, workspace=workspace, door=door, tenant=tenant)
            members = db.execute(text("SELECT id, handle FROM members")).all()
            bound = {"door": "wecom-app", "tenant": CORP_ID, "workspace": workspace}
            db.execute(insert(tables.bindings), [bound | {"user": row.handle, "member": row.id} for row in members])
            db.execute(update(tables.rooms).values(webhook=tables.rooms.c.name))
        self._turns = Turns(4)
        self._doors = wecom_doors(self.program, settings, self._turns)
        health = Health(lambda: self.now)
        self._web = TestClient(application(health, self.program.metrics, local=None, doors=self._doors, port=0))
        for door in self._doors:
            door.start()
        self.wecom.calls_app(f"{AT}/wecom/app", client=self._web)
        if way == "callback":
            self.wecom.calls_bot(f"{AT}/wecom/bot", client=self._web)
        else:
            assert self.wecom.gateway.connected()
        self._seen: dict[tuple[str, int], int] = {}

    def close(self) -> None:
        """Hang up, and give the store back."""
        for door in self._doors:
            door.stop(5)
        self._turns.close()
        self.program.sender.stop(5)
        self.program.close()
        self.wecom.close()

    def until(self, moment: datetime) -> None:
        while self.now < moment:
            self.now = min(moment, self.now + TICKS)
            while self.program.ticker.tick(self.now).looked:
                pass
            self.program.sender.drain()

    def says(self, who: str, words: str, *, room: str | None, thread: str) -> None:
        if thread:
            command, _, rest = words.partition(" ")
            words = f"{command} {self._code(thread)} {rest}"
        self._acts(lambda: self.wecom.says(who, words, to=room))

    def presses(self, who: str, title: str, label: str) -> None:
        shown = next((shown for shown in reversed(self.wecom.sees(who)) if title in shown.title), None)
        if shown is not None and label in shown.buttons:
            self._acts(lambda: self.wecom.presses(who, shown, label))
        else:  # a group's robot shows no buttons: it says what to type
            self.says(who, f"{label} {CODE.search(title)[0]}", room=self._room(who), thread="")

    def fills(self, who: str, line: str, said: Mapping[str, str], *, title: str, room: str | None) -> None:
        self.says(who, LINES[line].format(**said), room=room, thread="")

    def sights(self) -> list[Sight]:
        self.program.sender.drain()
        found = []
        for person in PEOPLE:
            for shown in self.wecom.sees(person.handle):
                if self._seen.get((person.handle, shown.id)) != shown.edited:
                    self._seen[person.handle, shown.id] = shown.edited
                    found.append(_sight(person.handle, shown))
        return found

    def business(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.program.store.read() as db:
            return day.business(db)

    def _acts(self, act: Callable[[], Delivery | None]) -> None:
        """Let somebody act, and wait until their turn is over and its answer has left."""
        before = self._turned()
        act()
        until(lambda: self._turned() > before and self._count(UNDER_WAY) == 0)
        self.program.sender.drain()

    def _turned(self) -> float:
        found = self.program.metrics.turns.collect()
        return sum(sample.value for metric in found for sample in metric.samples if sample.name.endswith("_total"))

    def _count(self, statement: str) -> int:
        with self.program.store.read() as db:
            return int(db.execute(text(statement)).scalar_one())

    def _code(self, title: str) -> str:
        """The deal that a card's title speaks of."""
        with self.program.store.read() as db:
            deals = db.execute(text("SELECT code, title FROM deals ORDER BY id DESC")).all()
        return next(deal.code for deal in deals if deal.code in title or deal.title in title)

    @staticmethod
    def _room(who: str) -> str:
        return next(person.team for person in PEOPLE if person.handle == who)


def _sight(person: str, shown: Shown) -> Sight:
    buttons = tuple(sorted((label, REVISION.sub("", key)) for label, key in shown.buttons.items()))
    return Sight(person, day.title(shown.title), day.values(f"{shown.title}\n{shown.text}"), buttons)
