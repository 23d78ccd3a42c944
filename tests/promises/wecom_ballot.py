"""Forty people of one company vote by the cards of WeCom, half of them in the bot's chat, half in the app's."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

from sqlalchemy import insert, select, text

from bot.local.reading import TENANT
from bot.program import build
from bot.settings import Settings
from bot.vault import new_key
from storage import tables, workspaces
from tests.promises.front import Front
from tests.wecom import Shown, Wecom
from tests.wecom.credentials import BOT_ID, CORP_ID

ZONE = "Asia/Shanghai"
START = datetime(2026, 11, 23, 1, 7, tzinfo=UTC)  # Monday 09:07 in Shanghai
NOMINEES = {"bo": "Bo", "wangfang": "王芳", "max": "Maximilian"}
MOVING = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"


class Polls:
    """A company with an open award and three nominees."""

    def __init__(self, url: str, voters: int) -> None:
        self.now = START
        self.wecom = Wecom(clock=lambda: self.now)
        self.voters = [f"v{no:02}" for no in range(voters)]
        people = {"mei": "梅林", **NOMINEES, **{voter: f"Voter {voter}" for voter in self.voters}}
        for handle, name in people.items():
            self.wecom.person(handle, name)
        group = self.wecom.group("east", *people, webhooks=("east",))
        settings = Settings(
            database_url=url, secret_key=new_key(), **self.wecom.settings("app", "callback", "webhooks")
        )
        self.program = build(settings, clock=lambda: self.now, local=False, threads=4)
        with self.program.store.write() as db:
            doors = [("local", TENANT), ("wecom-bot", BOT_ID), ("wecom-app", CORP_ID)]
            workspace = workspaces.create(
                db, name="Huarui", zone=ZONE, language="zh", currency="CNY", doors_open=doors, now=START
            )
            team = workspaces.add_team(db, workspace=workspace, name="east", zone=ZONE, language="zh")
            room = {"workspace": workspace, "team": team, "name": "east", "language": "zh", "webhook": "east"}
            db.execute(insert(tables.rooms), room | {"door": "wecom-bot", "tenant": BOT_ID, "channel": group.id})
            for handle, name in people.items():
                workspaces.add_member(
                    db, workspace=workspace, handle=handle, name=name, language="zh", zone=ZONE,
                    roles={"manager" if handle == "mei" else "rep": "2026-01-01"}, teams_of=[team],
                    users=[("wecom-bot", BOT_ID, handle), ("wecom-app", CORP_ID, handle)], now=START,
                )  # fmt: skip
        self._front = Front(self.program, settings, lambda: self.now)
        self._front.is_called_by(self.wecom)
        self._opens()

    def _opens(self) -> None:
        self.wecom.says("mei", "发起评选 协作之星 截至周五18:00", to="east")
        for no, name in enumerate(NOMINEES.values()):
            self.wecom.says(self.voters[no], f"提名 {name} 帮了大家", to="east")
        self.settles()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._front.close()
        self.wecom.close()

    def settles(self) -> None:
        """Let everything leave; members take so many a minute, so the clock goes on."""
        for _ in range(200):
            self.program.sender.drain()
            if not self.value(MOVING):
                return
            self.now += timedelta(seconds=2)
        raise AssertionError("something does not leave")

    def votes(self, voters: Sequence[str], choices: Iterable[str]) -> None:
        """Let each ask for a card where they are at home, and choose on it."""
        for voter in voters:
            self._asks(voter, "投票")
        self.settles()
        for voter, choice in zip(voters, choices, strict=True):
            self._chooses(voter, NOMINEES[choice])
        self.settles()

    def at_home(self, voter: str) -> str:
        """The chat in which somebody votes."""
        return "app" if int(voter[1:]) % 2 else "bot"

    def card(self, voter: str) -> Shown:
        """The newest thing somebody sees in that chat."""
        return self.wecom.sees(voter, kind=self.at_home(voter))[-1]

    def _asks(self, voter: str, words: str) -> None:
        if self.at_home(voter) == "app":
            self.wecom.writes(voter, words)
        else:
            self.wecom.says(voter, words)

    def _chooses(self, voter: str, name: str) -> None:
        shown = next(
            shown
            for shown in reversed(self.wecom.sees(voter, kind=self.at_home(voter)))
            if name in shown.buttons or any(name in dict(map(reversed, q.options)) for q in shown.questions)
        )
        if name in shown.buttons:
            self.wecom.presses(voter, shown, name)
        else:
            self.wecom.chooses(voter, shown, {shown.questions[0].key: name})

    def closes(self) -> str:
        """Close the award; what the group is told."""
        self.wecom.says("mei", "结束评选 AW-1", to="east")
        while self.program.ticker.tick(self.now).looked:
            pass
        self.settles()
        told = [shown for shown in self.wecom.sees("mei", kind="group") if shown.title.startswith("协作之星")]
        return f"{told[-1].title}\n{told[-1].text}"

    def value(self, statement: str, **parameters: Any) -> Any:
        """Look one value up in the store."""
        with self.program.store.read() as db:
            return db.execute(text(statement), parameters).scalar()

    def readable(self, voter: str) -> list[str]:
        """Everything in the store that belongs to one voter, without what is different for everybody."""
        member = self.value("SELECT id FROM members WHERE handle = :voter", voter=voter)
        found = []
        with self.program.store.read() as db:
            for table in (tables.outbox, tables.history, tables.inbox):
                columns = [column for column in ("member", "by") if column in table.c]
                for column in columns:
                    rows = db.execute(select(table).where(table.c[column] == member).order_by(table.c.id)).mappings()
                    found += [f"{table.name} {_alike(dict(row), voter, member)}" for row in rows]
        return found


def _alike(row: dict[str, Any], voter: str, member: int) -> str:
    """A row without numbers, moments and names of its own."""
    kept = {name: value for name, value in row.items() if not isinstance(value, bytes | datetime | int | float)}
    told = str(kept).replace(voter, "VOTER")
    return re.sub(r"RC-\w+|[0-9a-f]{32,}|\d+", "#", told).replace(f"member:{member}", "member:#")
