"""The day through the local chat: its own way in, its own posts."""

import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from bot.cards import Card, parse, plain, title_text
from bot.local.door import LocalDoor
from bot.local.reading import TENANT
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import new_key
from storage import tables
from tests.promises import day
from tests.promises.day import MORNING, TICKS, Sight


class LocalDay:
    """Twenty people in the local chat."""

    def __init__(self, url: str) -> None:
        self.now = MORNING
        settings = Settings(database_url=url, secret_key=new_key())
        self.program = build(settings, clock=lambda: self.now, local=True, threads=4)
        with self.program.store.write() as db:
            day.company(db, "local", TENANT)
            self._rooms = {row.id: row.channel for row in db.execute(select(tables.rooms))}
            self._members = {row.id: row.handle for row in db.execute(select(tables.members))}
        self._door = LocalDoor(self.program, Turns(4))
        self._seen = 0
        self._forms: list[Sight] = []  # those that are done with before anybody looks
        self._deliveries = 0

    def close(self) -> None:
        """Give the store back."""
        self.program.sender.stop(5)
        self.program.close()

    def until(self, moment: datetime) -> None:
        while self.now < moment:
            self.now = min(moment, self.now + TICKS)
            while self.program.ticker.tick(self.now).looked:
                pass

    def says(self, who: str, words: str, *, room: str | None, thread: str, **more: Any) -> None:
        self._deliveries += 1
        post = self._newest(who, thread)["id"] if thread else None
        body = {
            "channel": room or "dm",
            "member": who,
            "text": words,
            "thread": post,
            "delivery": f"d{self._deliveries}",
        }
        for _ in range(20):  # a busy machine is not what is tried here
            _, handled = self._door.take(body | more, time.monotonic())
            if handled.state != "late":
                return

    def presses(self, who: str, title: str, label: str) -> None:
        post = self._newest(who, title, label)
        command = next(button.command for button in parse(post["text"]).buttons if button.label == label)
        self.says(who, command, room=self._rooms.get(post["room"]), thread="", pressed=True)

    def fills(self, who: str, line: str, said: Mapping[str, str], *, title: str, room: str | None) -> None:
        if title:
            self.presses(who, title, line)
        else:
            self.says(who, line, room=room, thread="")
        opened = self._newest(who, "", form=True)
        form = parse(opened["text"])
        names = {field.label: field for field in form.fields}
        fields = {names[label].name: _chosen(names[label], value) for label, value in said.items()}
        self.says(who, form.buttons[0].command, room=room, thread="", fields=fields, pressed=True)
        if not any(post["id"] == opened["id"] and post["form"] for post in self._posts()):
            self._forms.append(_form(who, form, opened["form"]))

    def sights(self) -> list[Sight]:
        self.program.sender.drain()
        fresh = self._posts(after=self._seen)
        self._seen = max((row["seq"] for row in fresh), default=self._seen)
        forms, self._forms = self._forms, []
        return [*forms, *(sight for row in fresh for sight in self._sights(row))]

    def business(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.program.store.read() as db:
            return day.business(db)

    def _posts(self, *, after: int = 0) -> list[RowMapping]:
        posts = tables.local_posts
        with self.program.store.read() as db:
            found = db.execute(select(posts).where(posts.c.seq > after).order_by(posts.c.seq)).mappings()
            # A new team has a room of its own here at once; elsewhere somebody opens a channel for it.
            return [row for row in found if row["room"] in (None, *self._rooms)]

    def _newest(self, who: str, title: str, label: str = "", *, form: bool = False) -> RowMapping:
        """The newest post somebody sees with these words in its title and a button of that label."""
        for row in reversed(self._posts()):
            card = parse(row["text"])
            named = title in title_text(card) and (not form or row["form"])
            labels = ["", *(button.label for button in card.buttons)]
            if who in self._audience(row) and named and label in labels:
                return row
        raise AssertionError(f"{who} sees nothing that is called {title!r} and has {label!r}")

    def _audience(self, row: RowMapping) -> frozenset[str]:
        if row["member"] is not None:
            return frozenset({self._members[row["member"]]})
        return day.present(self._rooms[row["room"]])

    def _sights(self, row: RowMapping) -> Iterator[Sight]:
        card = parse(row["text"])
        if card.fields and row["form"] is None:  # a form that is done with
            return
        for person in self._audience(row):
            yield _form(person, card, row["form"]) if row["form"] else _card(person, card)


def _card(person: str, card: Card) -> Sight:
    words = f"{title_text(card)}\n{plain(card)}"
    buttons = tuple(sorted((button.label, button.command) for button in card.buttons))
    return Sight(person, day.title(title_text(card)), day.values(words), buttons)


def _form(person: str, card: Card, form: Mapping[str, Any]) -> Sight:
    errors = [field["error"] for field in form["fields"] if field["error"]]
    return day.form(person, [field.label for field in card.fields], errors)


def _chosen(field: Any, said: str) -> str:
    return next((option.value for option in field.options if option.label == said), said)
