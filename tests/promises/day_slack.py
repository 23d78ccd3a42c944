"""The day through Slack, by HTTP and by Socket Mode: what the double shows each person is what is compared."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from tests.chat import Person
from tests.promises import day
from tests.promises.day import MORNING, PEOPLE, TICKS, Sight
from tests.slack import Seen
from tests.slack.baton import Baton, Way


class SlackDay:
    """Twenty people in Slack; every other thing they say is a slash command instead of a mention or a message."""

    def __init__(self, url: str, way: Way) -> None:
        self.baton = baton(url, way)
        self.slack, self._people = self.baton.slack, self.baton.people
        self._rooms = {None: None, **self.baton.rooms}
        self._said = 0

    def close(self) -> None:
        """Hang up and give the store back."""
        self.baton.close()

    def until(self, moment: datetime) -> None:
        while self.baton.now < moment:
            self.baton.now = min(moment, self.baton.now + TICKS)
            self.baton.ticks()

    def says(self, who: str, words: str, *, room: str | None, thread: str) -> None:
        self._said += 1
        if thread:
            card = self.baton.card(who, title=thread)
            sent = self.slack.mentions(self._people[who], self._rooms[room], words, thread=card.thread or card.ts)
            assert sent.insist((0,) * 20).ok
        elif self._said % 2:
            self.baton.commands(who, words, room)
        else:
            assert self.baton.asks(who, words, room).ok

    def presses(self, who: str, title: str, label: str) -> None:
        self.baton.presses(who, self.baton.card(who, label, title), label)

    def fills(self, who: str, line: str, said: Mapping[str, str], *, title: str, room: str | None) -> None:
        if title:
            self.presses(who, title, line)
        else:
            self.baton.commands(who, line, room)
        self.baton.submits(who, said)

    def sights(self) -> list[Sight]:
        self.baton.settle()
        return [sight for seen in self.slack.news() if seen.kind != "home" for sight in self._sights(seen)]

    def business(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.baton.program.store.read() as db:
            return day.business(db)

    def _sights(self, seen: Seen) -> Iterator[Sight]:
        assert seen.kind != "notice", seen
        buttons = tuple(sorted((element.label, element.value) for element in seen.elements))
        for id in seen.people:
            person = self.baton.handles[id]
            if seen.kind == "modal":
                yield day.form(person, list(seen.fields), list(seen.errors.values()))
            else:
                yield Sight(person, day.title(seen.title), day.values(seen.text), buttons)


def baton(url: str, way: Way, *, people: Sequence[Person] = PEOPLE) -> Baton:
    """Baton in a Slack with these people, in the rooms of their teams."""

    def founds(baton: Baton, db: Connection) -> None:
        day.company(
            db, "slack", baton.team.id, people=people,
            user=lambda handle: baton.people[handle].id, channel=lambda name: baton.rooms[name].id,
        )  # fmt: skip

    known = {person.handle for person in people}
    rooms = {name: sorted(_inside(people, name) & known) for name in ("east", "us")}
    return Baton(url, way, people=people, rooms=rooms, begins=founds, at=MORNING)


def _inside(people: Sequence[Person], room: str) -> frozenset[str]:
    return frozenset(one.handle for one in people if one.team == room) | {"dora", "ann"}
