"""The day through Slack, by HTTP and by Socket Mode: what the double shows each person is what is compared."""

import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import text
from starlette.testclient import TestClient

from bot.app import application
from bot.clock import now as real_now
from bot.doors import open_doors
from bot.health import Health
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import new_key
from tests.promises import day
from tests.promises.day import MORNING, PEOPLE, Sight
from tests.promises.day_local import TICKS
from tests.slack import Person, Seen, Slack

Way = Literal["http", "socket"]
WAITING = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"


def settings_of(slack: Slack, url: str, way: Way, **more: Any) -> Settings:
    """Baton's settings for the only workspace of a Slack."""
    [team] = slack.teams.values()
    app = {"slack_signing_secret": slack.signing_secret} if way == "http" else {"slack_app_token": slack.app_token}
    bot = {"slack_bot_token": team.token, "slack_api_url": slack.api_url}
    return Settings(database_url=url, secret_key=new_key(), **app, **bot, **more)


class SlackDay:
    """Twenty people in Slack; every other thing they say in a room is a slash command instead of a mention."""

    def __init__(self, url: str, way: Way) -> None:
        self.now = MORNING
        self.slack = Slack(clock=lambda: self.now.timestamp(), wall=lambda: self.now.timestamp())
        self.team = self.slack.team()
        self._people = {one.handle: self._hires(one) for one in PEOPLE}
        self._names = {person.id: handle for handle, person in self._people.items()}
        self._rooms = {
            name: self.slack.channel(self.team, name, [self._people[one] for one in sorted(day.present(name))])
            for name in ("east", "us")
        }
        settings = settings_of(self.slack, url, way)
        self.program = build(settings, clock=lambda: self.now, local=False, threads=4)
        with self.program.store.write() as db:
            day.company(
                db, "slack", self.team.id,
                user=lambda handle: self._people[handle].id, channel=lambda name: self._rooms[name].id,
            )  # fmt: skip
        self._doors = open_doors(self.program, settings, Turns(4))
        self._client = self._connects(way)
        self._said = 0

    def _hires(self, one: Any) -> Person:
        locale = "zh-CN" if one.language == "zh" else "en-US"
        return self.slack.person(self.team, one.handle, name=one.name, email=f"{one.handle}@huarui.cn", locale=locale)

    def _connects(self, way: Way) -> TestClient:
        health = Health(lambda: real_now(), sender_beat=real_now)
        app = application(health, self.program.metrics, local=None, doors=self._doors, port=80)
        client = TestClient(app)
        for door in self._doors:
            door.start()
        while any(door.troubles() for door in self._doors):
            time.sleep(0.01)
        if way == "socket":
            self.slack.speaks_socket()
        else:
            self.slack.speaks(lambda path, body, headers: _answer(client, path, body, headers))
        return client

    def close(self) -> None:
        """Hang up and give the store back."""
        self.slack.gateway.close()
        for door in self._doors:
            door.stop(5)
        self.program.sender.stop(5)
        self.program.close()
        self.slack.close()

    def until(self, moment: datetime) -> None:
        while self.now < moment:
            self.now = min(moment, self.now + TICKS)
            while self.program.ticker.tick(self.now).looked:
                pass

    def says(self, who: str, words: str, *, room: str | None, thread: str) -> None:
        self._said += 1
        person, channel = self._people[who], self._rooms[room] if room else None
        if thread:
            card = self._newest(who, thread)
            sent = self.slack.mentions(person, self._rooms[str(room)], words, thread=card.thread or card.ts)
        elif self._said % 2:
            sent = self.slack.commands(person, channel, words)
        else:
            sent = self.slack.mentions(person, channel, words) if channel else self.slack.writes(person, words)
        assert sent.ok, sent

    def presses(self, who: str, title: str, label: str) -> None:
        assert self.slack.presses(self._people[who], self._newest(who, title, label), label).ok

    def fills(self, who: str, line: str, said: Mapping[str, str], *, title: str, room: str | None) -> None:
        person = self._people[who]
        if title:
            self.presses(who, title, line)
        else:
            self.slack.commands(person, self._rooms[room] if room else None, line)
        assert self.slack.submits(person, said).ok

    def sights(self) -> list[Sight]:
        self.settle()
        return [sight for seen in self.slack.news() if seen.kind != "home" for sight in self._sights(seen)]

    def settle(self) -> None:
        """Let everything leave that waits; Slack takes a message a second and channel, so the clock goes on."""
        sender = self.program.sender
        for _ in range(300):
            while sender.step() or sender._flying:
                pass
            with self.program.store.read() as db:
                if not db.execute(text(WAITING)).scalar():
                    return
            self.now += timedelta(seconds=1)
        raise AssertionError("something does not leave")

    def business(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.program.store.read() as db:
            return day.business(db)

    def _newest(self, who: str, title: str, label: str = "") -> Seen:
        person = self._people[who]
        for seen in reversed(sorted(self.slack.sees(person), key=lambda one: one.seq)):
            if title in seen.title and label in ("", *seen.buttons) and seen.kind in ("post", "ephemeral"):
                return seen
        raise AssertionError(f"{who} sees nothing that is called {title!r} and has {label!r}")

    def _sights(self, seen: Seen) -> Iterator[Sight]:
        assert seen.kind != "notice", seen
        buttons = tuple(sorted((element.label, element.value) for element in seen.elements))
        for id in seen.people:
            person = self._names[id]
            if seen.kind == "modal":
                yield day.form(person, list(seen.fields), list(seen.errors.values()))
            else:
                yield Sight(person, day.title(seen.title), day.values(seen.text), buttons)


def _answer(client: TestClient, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Any, bytes]:
    answer = client.post(path, content=body, headers=dict(headers))
    return answer.status_code, answer.headers, answer.content
