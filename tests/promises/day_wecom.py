"""The day through WeCom: groups and private chats with the AI bot, private posts by the app, digests by webhooks.

WeCom has no threads and no forms: whoever answers in a card's thread there names the deal here, and a form is a line.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, text, update

from bot.local.reading import TENANT
from bot.program import build
from bot.settings import Settings
from bot.vault import new_key
from storage import tables, workspaces
from tests.promises import day
from tests.promises.day import MORNING, PEOPLE, Seen, Sight
from tests.promises.front import Front
from tests.running import until
from tests.wecom import Delivery, Shown, Wecom
from tests.wecom.credentials import BOT_ID, CORP_ID

UNDER_WAY = "SELECT count(*) FROM outbox WHERE state = 'sending'"
TICKS = timedelta(minutes=10)
ROOMS = ("east", "us")
CODE = re.compile(r"[A-Z]{1,2}-\d+")
REVISION = re.compile(r"^\d+:")
# What is typed where other platforms have a form: the command's line, with the form's labels in their places.
LINES = {
    "form new": "new {Company}, {Amount}",
    "form progress D-1006": "progress D-1006 {Note}",
    "form kudos": "kudos to {Colleague} for {What for}",
    "form vote AW-1": "vote AW-1 {Your vote}",
    "Nominate": "nominate {Colleague} for {What did they do}",
}
UNREADABLE = "a lot"
# And what is typed for a button where a group's robot has none.
WORDS = {"I'll take it": "take"}

# A card's title ends with the state it is in.
STATE = re.compile(r" · |: ")
# Said in WeCom only: what is for one person goes to their private chat, a group has a webhook, and a table calls nobody,
# so a short line after it does.
ASIDE = (
    *("I answer this to you alone", "这件事我私下回复你", "🏁"),
    *("This group now uses the webhook east", "An admin binds the group's webhook"),
)
# Said in the local chat only: by drawing a card anew, as a form, or of what only WeCom has.
DRAWN = ("form", "AW-2 Mistake is called off", "Say this to me in the WeCom group it is meant for")


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
        self._front = Front(self.program, settings, lambda: self.now)
        self._front.is_called_by(self.wecom, bot=way == "callback")
        assert way == "callback" or self.wecom.gateway.connected()
        self._seen: dict[tuple[str, int], int] = {}

    def close(self) -> None:
        """Hang up, and give the store back."""
        self._front.close()
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
        shown = next((shown for shown in reversed(self.wecom.sees(who)) if title in shown.heading), None)
        if shown is not None and (mark := _mark(shown, label)) in shown.buttons:
            self._acts(lambda: self.wecom.presses(who, shown, mark))
        else:  # a group's robot shows no buttons: it says what to type
            self.says(who, f"{WORDS.get(label, label)} {CODE.search(title)[0]}", room=self._room(who), thread="")

    def fills(self, who: str, line: str, said: Mapping[str, str], *, title: str, room: str | None) -> None:
        if UNREADABLE in said.values():  # a form says at its field what is wrong; without one nothing is asked
            return
        typed = LINES[line].format(**said) + "".join(f", {said[name]}" for name in ("Phone",) if name in said)
        self.says(who, typed, room=room, thread="")

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
        """The deal whose card is called so: its title and its owner."""
        statement = "SELECT d.code, d.title, m.name FROM deals d JOIN members m ON m.id = d.owner ORDER BY d.id DESC"
        with self.program.store.read() as db:
            deals = db.execute(text(statement)).all()
        return next(deal.code for deal in deals if deal.title in title and deal.name in title)

    @staticmethod
    def _room(who: str) -> str:
        return next(person.team for person in PEOPLE if person.handle == who)


def _sight(person: str, shown: Shown) -> Sight:
    buttons = tuple(sorted((label, REVISION.sub("", key)) for label, key in shown.buttons.items()))
    return Sight(person, day.title(shown.heading), day.values(f"{shown.heading}\n{shown.text}"), buttons)


def _mark(shown: Shown, label: str) -> str:
    """What is pressed for a label: itself, or the mark it stands behind in the text where it is too long."""
    return next((mark for mark in shown.buttons if f"{mark} · {label}" in shown.text.splitlines()), label)


Lived = tuple[Sequence[Seen], Mapping[str, list[tuple[Any, ...]]]]


def differences(local: Lived, wecom: Lived) -> list[str]:
    """What is stored otherwise than in the local chat, what somebody was not told, and what was told beyond it.

    A card that stays is compared as it was first shown: a group's robot cannot draw it anew. The figures of a card are
    all there; beyond them stand those of the lines to type, which the local chat has as buttons.
    """
    (here, stored), (there, kept) = local, wecom
    wrong = [f"{name} is stored otherwise" for name in stored if _shared(stored, name) != _shared(kept, name)]
    faces, titles = _faces(there), {(sight.person, sight.title) for step in here for sight in step.sights}
    for sight in _first(here):
        known = faces.get((sight.person, sight.title), [])
        if not any(set(sight.values) <= values for values in known):
            wrong.append(f"{sight.person} is not told {sight.title!r} {sight.values} but {known}")
    more = (key for key in faces if key not in titles and key[1] not in ASIDE)
    return [*wrong, *(f"{who} is told {title!r} in WeCom only" for who, title in more)]


def _shared(stored: Mapping[str, list[tuple[Any, ...]]], name: str) -> list[tuple[Any, ...]]:
    """What is stored, without the one thing only WeCom has: a group's webhook, which takes a number in the history."""
    rows = stored[name]
    return rows if name != "history" else [(*row[:2], *row[3:]) for row in rows if "webhook" not in row]


def _first(seen: Sequence[Seen]) -> Iterator[Sight]:
    """What each person saw for the first time, not what a card that stays was drawn anew as."""
    known = set()
    for step in seen:
        for sight in step.sights:
            code, state = CODE.match(sight.title), STATE.search(sight.title)
            head = code[0] if code and state and state[0] == " · " else sight.title[: state.start() if state else None]
            if (sight.person, head) not in known and sight.title not in DRAWN:
                yield sight
            known |= {(sight.person, head), (sight.person, code[0] if code else head)}


def _faces(seen: Sequence[Seen]) -> dict[tuple[str, str], list[set[str]]]:
    found: dict[tuple[str, str], list[set[str]]] = {}
    for step in seen:
        for sight in step.sights:
            found.setdefault((sight.person, sight.title), []).append(set(sight.values))
    return found
