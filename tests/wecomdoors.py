"""The test team behind WeCom's doors: the emulated corp outside, the whole program inside, no server between."""

import time
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from starlette.testclient import TestClient

from bot.app import application
from bot.cards import title_text
from bot.health import Health
from bot.platform import Receipt
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import new_key
from bot.wecom.doors import wecom_doors
from storage.tables import bindings, rooms
from tests.chat import Chat
from tests.wecom import Wecom
from tests.wecom.credentials import BOT_ID, CORP_ID

AT = "http://testserver"


@dataclass
class Pushed:
    """A platform that takes whatever the sender says, and keeps it."""

    door: str
    edits: bool = False
    said: list[tuple[str, str]] = field(default_factory=list)

    def limits(self, post):
        return ()

    def look_up(self, post):
        return None

    def post(self, post, card):
        self.said.append(("" if post.channel else post.user, title_text(card)))
        return Receipt()


def stand(doors, seconds: float = 5) -> None:
    """Wait until every long connection can be spoken over: WeCom knows of it a moment earlier than we do."""
    end = time.monotonic() + seconds
    for line in filter(None, (getattr(door, "_line", None) for door in doors)):
        while not line._wire.open:
            assert time.monotonic() < end, "no connection stands"
            time.sleep(0.01)


class Doors:
    """A chat with WeCom outside; Li and 王芳 are known by their userids."""

    def __init__(self, url: str, *ways: str, **settings: str) -> None:
        self.bot, self.app = Pushed("wecom-bot"), Pushed("wecom-app")
        self.chat = Chat(url, platforms=[self.bot, self.app])
        dispatcher = self.chat.program.dispatcher
        dispatcher.services = replace(dispatcher.services, webhooks=frozenset({"east"}))
        self.wecom = Wecom(clock=lambda: self.chat.now)
        for handle in ("li", "wang", "mei"):
            self.wecom.person(handle)
        self.wecom.person("guest")
        self.wecom.group("east", "li", "wang", "mei", "guest")
        given = self.wecom.settings(*ways) | settings
        self.settings = Settings(database_url=url, secret_key=new_key(), **given)
        self.turns = Turns(8)
        for first in ("claim D-1", "standup well"):  # loads dictionaries and holidays, too slowly for a turn in a hurry
            self.chat.handle("li", first)
        self.doors = wecom_doors(self.chat.program, self.settings, self.turns)
        health = Health(lambda: self.chat.now)
        self.web = TestClient(application(health, self.chat.program.metrics, local=None, doors=self.doors, port=0))
        for door in self.doors:
            door.start()
        self.knows("li", "wang", "mei")
        self._has_group()
        self.wecom.calls_app(f"{AT}/wecom/app", client=self.web)
        if "callback" in ways:
            self.wecom.calls_bot(f"{AT}/wecom/bot", client=self.web)

    def knows(self, *handles: str) -> None:
        """Let these people be known by their userids at both doors."""
        with self.chat.store.write() as db:
            for door, tenant in (("wecom-bot", BOT_ID), ("wecom-app", CORP_ID)):
                for handle in handles:
                    row = {"door": door, "tenant": tenant, "user": handle, "workspace": self.chat.workspace}
                    db.execute(bindings.insert(), row | {"member": self.chat.members[handle]})

    def _has_group(self) -> None:
        with self.chat.store.write() as db:
            group = self.wecom.corp.group("east")
            row = {"workspace": self.chat.workspace, "team": self.chat.teams["east"], "door": "wecom-bot"}
            row |= {"tenant": BOT_ID, "channel": group.id, "name": "east", "language": "en"}
            db.execute(rooms.insert(), row)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for door in self.doors:
            door.stop(2)
        self.turns.close()
        self.wecom.__exit__(None, None, None)
        self.chat.__exit__(None, None, None)

    def titles(self, person: str, kind: str | None = None) -> list[str]:
        """First lines of what somebody sees on their screen."""
        return [shown.title for shown in self.wecom.sees(person, kind=kind) if shown.by != person]

    def pushed(self) -> list[tuple[str, str, str]]:
        """What the sender says to one person, by which platform."""
        self.chat.program.sender.drain()
        said = [(platform.door, *post) for platform in (self.bot, self.app) for post in platform.said if post[0]]
        self.bot.said.clear()
        self.app.said.clear()
        return said

    def owner(self, code: str) -> str | None:
        """Who holds a deal."""
        statement = "SELECT m.handle FROM deals d LEFT JOIN members m ON m.id = d.owner WHERE d.code = :code"
        return self.chat.value(statement, code=code)

    def settled(self, true, seconds: float = 5) -> None:
        """Wait until something is true."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "did not become true"
            time.sleep(0.01)
