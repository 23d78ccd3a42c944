"""Baton with Slack's doors open, in this process: its real ways in and out, the double at the far end, a shared clock."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, text
from starlette.testclient import TestClient

from bot.app import application
from bot.clock import now as real_now
from bot.doors import open_doors
from bot.health import Health
from bot.program import Program, build
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import new_key
from tests.chat import START
from tests.chat import Person as Hired
from tests.slack import Delivery, Person, Seen, Slack, Team

Way = Literal["http", "socket"]
WAITING = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"

LATE = ("That took too long", "没来得及")
LEAVING = "SELECT count(*) FROM outbox WHERE state = 'sending'"


def settings_of(slack: Slack, team: Team, url: str, way: Way, **more: Any) -> Settings:
    """Baton's settings for one workspace of a Slack."""
    app = {"slack_signing_secret": slack.signing_secret} if way == "http" else {"slack_app_token": slack.app_token}
    bot = {"slack_bot_token": team.token, "slack_api_url": slack.api_url}
    return Settings(**{"database_url": url, "secret_key": new_key(), **app, **bot, **more})


class Baton:
    """One workspace of Slack and Baton in it; `begins` founds the company once people and rooms are there."""

    def __init__(
        self,
        url: str,
        way: Way,
        *,
        people: Sequence[Hired],
        rooms: Mapping[str, Sequence[str]],
        begins: Callable[["Baton", Connection], object],
        at: datetime = START,
    ) -> None:
        self.now = at
        self.late = 0  # how often a busy machine made somebody do a thing again
        self.way = way
        self.slack = Slack(clock=self._time, wall=self._time)
        self.team = self.slack.team()
        self.people = {one.handle: self._person(one) for one in people}
        self.handles = {person.id: handle for handle, person in self.people.items()}
        self.rooms = {
            name: self.slack.channel(self.team, name, [self.people[one] for one in inside])
            for name, inside in rooms.items()
        }
        self.settings = settings_of(self.slack, self.team, url, way)
        self.program = self._built()
        with self.program.store.write() as db:
            begins(self, db)
        self._opens()

    def _time(self) -> float:
        return self.now.timestamp()

    def _person(self, one: Hired) -> Person:
        locale = "zh-CN" if one.language == "zh" else "en-US"
        return self.slack.person(self.team, one.handle, name=one.name, email=f"{one.handle}@huarui.cn", locale=locale)

    def _built(self) -> Program:
        return build(self.settings, clock=lambda: self.now, local=False, threads=16)

    def _opens(self) -> None:
        self._doors = open_doors(self.program, self.settings, Turns(16))
        health = Health(real_now, sender_beat=real_now)
        self.client = TestClient(
            application(health, self.program.metrics, local=None, doors=self._doors, port=80),
            raise_server_exceptions=False,
        )
        self.client.__enter__()  # one loop for all requests
        for door in self._doors:
            door.start()
        until = time.monotonic() + 10
        while any(door.troubles() for door in self._doors):
            assert time.monotonic() < until, [door.troubles() for door in self._doors]
            time.sleep(0.005)
        if self.way == "socket":
            self.slack.speaks_socket()
        else:
            self.slack.speaks(self._posts)

    def _posts(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        answer = self.client.post(path, content=body, headers=dict(headers))
        return answer.status_code, answer.headers, answer.content

    def ends(self) -> None:
        """End the process, in order; Slack and the store stay."""
        self.client.__exit__()
        self.slack.gateway.drop()
        for door in self._doors:
            door.stop(5)
        self.program.sender.stop(5)
        self.program.close()

    def restarts(self) -> None:
        """End the process and begin another one on the same store."""
        self.ends()
        self.program = self._built()
        self._opens()

    def close(self) -> None:
        """End everything."""
        self.ends()
        self.slack.close()

    def __enter__(self) -> "Baton":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def patiently(self, does: Callable[[], Delivery]) -> Delivery:
        """Let somebody do it again while Baton says it was late: a busy machine is not what is tried here."""
        for _ in range(20):
            sent = does()
            delivery = sent.payload["trigger_id"]
            if sent.ok and self.value("SELECT count(*) FROM inbox WHERE delivery = :delivery", delivery=delivery):
                return sent
            self.late += 1
            self.slack.news()  # "please press again"
        raise AssertionError(f"never done: {sent}")

    def asks(self, who: str, words: str, room: str | None = "east") -> Delivery:
        """Let somebody write to Baton; Slack brings an event again that was not taken in time."""
        person = self.people[who]
        said = self.slack.mentions(person, self.rooms[room], words) if room else self.slack.writes(person, words)
        return said.insist((0,) * 20)

    def commands(self, who: str, words: str, room: str | None = "east") -> Delivery:
        """Let somebody use the slash command."""
        person, channel = self.people[who], self.rooms[room] if room else None
        return self.patiently(lambda: self.slack.commands(person, channel, words))

    def presses(self, who: str, seen: Seen, label: str, **more: Any) -> Delivery:
        """Let somebody press a button."""
        return self.patiently(lambda: self.slack.presses(self.people[who], seen, label, **more))

    def submits(self, who: str, said: Mapping[str, str]) -> Delivery:
        """Let somebody fill in the form before them and send it; a refused one stays open and leaves no trace."""
        for _ in range(20):
            sent = self.slack.submits(self.people[who], said)
            errors = (sent.body or {}).get("errors") or {}
            if sent.ok and not any(why.startswith(LATE) for why in errors.values()):
                return sent
        raise AssertionError(f"never done: {sent}")

    def card(self, who: str, label: str = "", title: str = "") -> Seen:
        """The newest thing somebody sees with these words in its title and a button of that label."""
        for seen in sorted(self.slack.sees(self.people[who]), key=lambda one: one.seq, reverse=True):
            if title in seen.title and label in ("", *seen.buttons) and seen.kind in ("post", "ephemeral"):
                return seen
        raise AssertionError(f"{who} sees nothing that is called {title!r} and has {label!r}")

    def ticks(self) -> None:
        """Look at everything that is due, until nothing is."""
        while self.program.ticker.tick(self.now).looked:
            pass

    def sends(self) -> None:
        """Let everything leave that may leave now, what leaves with an acknowledgement too."""
        sender = self.program.sender
        while sender.step() or sender._flying:
            pass
        until = time.monotonic() + 2
        while self.value(LEAVING) and time.monotonic() < until:
            time.sleep(0.002)

    def settle(self, *, seconds: float = 300, step: float = 1) -> None:
        """Let everything leave that waits; Slack takes a message a second and channel, so the clock goes on."""
        until = self.now + timedelta(seconds=seconds)
        self.sends()
        while self.value(WAITING):
            assert self.now < until, f"does not leave: {self.rows('SELECT key, state, error FROM outbox')[-5:]}"
            self.now += timedelta(seconds=step)
            self.sends()

    def rows(self, statement: str, **asked: object) -> list[dict[str, Any]]:
        """Look into the store."""
        with self.program.store.read() as db:
            return [dict(row) for row in db.execute(text(statement), asked).mappings()]

    def value(self, statement: str, **asked: object) -> Any:
        """Look one value up in the store."""
        with self.program.store.read() as db:
            return db.execute(text(statement), asked).scalar()
