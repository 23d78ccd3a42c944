"""A company that says things in WeCom: the real sender and its platforms, the emulated corp outside."""

import time
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

from sqlalchemy import insert, text

from bot.local.reading import TENANT
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import new_key
from bot.wecom.doors import wecom_doors
from storage import outbox, tables, workspaces
from storage.outbox import Saying
from tests.wecom import Wecom
from tests.wecom.credentials import BOT_ID, CORP_ID
from tests.wecomdoors import stand

ZONE = "Asia/Shanghai"
START = datetime(2026, 11, 23, 1, 7, tzinfo=UTC)
PEOPLE = {"li": "rep", "wang": "rep", "mei": "manager", "ann": "admin"}
BUSY = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"


class Firm:
    """Li, Wang, Mei who leads them, and Ann who keeps the bot; the east group has a webhook, the west has none."""

    def __init__(self, url: str, *ways: str) -> None:
        self.now = START
        self.wecom = Wecom(clock=lambda: self.now)
        for handle in PEOPLE:
            self.wecom.person(handle)
        self.wecom.group("east", *PEOPLE, webhooks=("east",))
        self.wecom.group("west", *PEOPLE)
        given = self.wecom.settings(*(ways or ("app", "socket", "webhooks")))
        self.settings = settings = Settings(database_url=url, secret_key=new_key(), **given)
        self.program = build(settings, clock=lambda: self.now, local=False, threads=4)
        self._founds()
        self.turns = Turns(2)
        self.doors = wecom_doors(self.program, settings, self.turns)
        for door in self.doors:
            door.start()
        if "socket" in (ways or ("socket",)):
            stand(self.doors, 20)

    def _founds(self) -> None:
        with self.program.store.write() as db:
            doors = [("local", TENANT), ("wecom-bot", BOT_ID), ("wecom-app", CORP_ID)]
            self.workspace = workspaces.create(
                db, name="Huarui", zone=ZONE, language="en", currency="CNY", doors_open=doors, now=START
            )
            team = workspaces.add_team(db, workspace=self.workspace, name="east", zone=ZONE, language="en")
            self.rooms = {}
            for name, webhook in (("east", "east"), ("west", None)):
                row = {"workspace": self.workspace, "team": team, "name": name, "language": "en", "webhook": webhook}
                row |= {"door": "wecom-bot", "tenant": BOT_ID, "channel": self.wecom.corp.group(name).id}
                self.rooms[name] = db.execute(insert(tables.rooms).returning(tables.rooms.c.id), row).scalar_one()
            self.members = {
                handle: workspaces.add_member(
                    db, workspace=self.workspace, handle=handle, name=handle.title(), roles={role: "2026-01-01"},
                    teams_of=[team], language="en", zone=ZONE,
                    users=[("wecom-app", CORP_ID, handle), ("wecom-bot", BOT_ID, handle)], now=START,
                )
                for handle, role in PEOPLE.items()
            }  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for door in self.doors:
            door.stop(2)
        self.program.sender.stop(5)
        self.turns.close()
        self.program.close()
        self.wecom.close()

    def says(
        self, key: str, words: str = "", *, to: str = "", room: str = "", door: str = "wecom-app", **more: Any
    ) -> None:
        """Put a post for a person or for a room into the outbox."""
        tenant = CORP_ID if door == "wecom-app" else BOT_ID
        given = {"kind": "answer", "language": "en", "created_at": self.now} | more
        place = {"member": self.members[to]} if to else {"room": self.rooms[room]}
        said = Saying(
            workspace=self.workspace, key=key, door=door, tenant=tenant, text=words or key, **place, **given
        )  # fmt: skip
        with self.program.store.write() as db:
            assert outbox.say(db, said) is not None

    def sends(self) -> None:
        """Send what may leave now."""
        end = time.monotonic() + 20
        while self.program.sender.step() or self.program.sender._flying:
            assert time.monotonic() < end, "it never ends"

    def passes(self, step: float = 2, **span: float) -> None:
        """Let time pass while the sender works."""
        end = self.now + timedelta(**span)
        while self.now < end:
            self.now += timedelta(seconds=step)
            self.sends()

    def states(self) -> dict[str, str]:
        """What became of each post."""
        with self.program.store.read() as db:
            rows = db.execute(
                text("SELECT key, state FROM outbox WHERE key NOT LIKE '%:member:%' AND key NOT LIKE 'answer:%'")
            ).all()
        return {row.key: row.state for row in rows}

    def answers(self) -> list[str]:
        """What became of each answer."""
        with self.program.store.read() as db:
            return list(db.scalars(text("SELECT state FROM outbox WHERE key LIKE 'answer:%'")))

    def told(self) -> list[tuple[str, str, str]]:
        """Whom Baton alerted: the person, the door, and the first line."""
        statement = (
            "SELECT m.handle, o.door, o.text FROM outbox o JOIN members m ON m.id = o.member "
            "WHERE o.key LIKE '%:member:%' ORDER BY o.id"
        )
        with self.program.store.read() as db:
            rows = db.execute(text(statement)).all()
        return [(row.handle, row.door, row.text.partition("\n")[0]) for row in rows]

    def counted(self, name: str, **labels: str) -> float:
        """What a metric says."""
        return self.program.metrics.registry.get_sample_value(name, labels) or 0.0

    def sees(self, who: str, kind: str) -> list[str]:
        """First lines of what somebody sees in one of the chats: app, bot or group."""
        return [shown.title for shown in self.wecom.sees(who, kind=kind)]


def speaks(firm: Firm, who: str, **where: str) -> None:
    """Speak to the bot, which may speak there from then on."""
    said = firm.wecom.says(who, "help", **where)
    firm.wecom.wait(lambda: said.answers)
    end = time.monotonic() + 20
    while (
        "sending" in firm.answers()
    ):  # the person sees an answer a moment before we hear that it came, and others wait for it
        assert time.monotonic() < end, "an answer never came"
        time.sleep(0.01)
    firm.sends()
