"""Tests speak to Baton as people do: says in, posts out, and time passes when told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from types import TracebackType
from typing import Self

from sqlalchemy import bindparam, select, text

from bot.cards import Card, parse, plain, title_text
from bot.dispatcher import Handled
from bot.local.reading import Directory, read
from bot.platform import Platform
from bot.program import build
from bot.settings import Settings
from bot.vault import new_key
from handlers.message import Message
from storage import local, tables, timers, workspaces

TENANT = "default"
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 09:00 in Shanghai
ZONE = "Asia/Shanghai"
POSTS = (
    select(tables.local_posts)
    .where(tables.local_posts.c.workspace == bindparam("workspace"))
    .order_by(tables.local_posts.c.seq)
)


@dataclass(frozen=True)
class Person:
    """A member of the test team: handle, name, roles, team, language."""

    handle: str
    name: str
    roles: tuple[str, ...]
    team: str
    language: str = "en"


PEOPLE = (
    Person("li", "Li", ("rep",), "east"),
    Person("wang", "王芳", ("rep",), "east", "zh"),
    Person("zhang", "Zhang", ("rep",), "east"),
    Person("mei", "Mei", ("manager",), "east"),
    Person("tom", "Tom", ("rep",), "us"),
    Person("kim", "Kim", ("manager",), "us"),
    Person("dora", "Dora", ("director",), "us"),
    Person("ann", "Ann", ("admin",), "us"),
)


@dataclass(frozen=True)
class Said:
    """A post as one member sees it."""

    id: int
    seq: int
    rev: int
    room: int | None
    member: int | None
    thread: int | None
    milestone: bool
    markdown: str
    form: dict[str, object] | None
    delivery: str | None

    @property
    def card(self) -> Card:
        return parse(self.markdown)

    @property
    def title(self) -> str:
        return title_text(self.card)

    @property
    def text(self) -> str:
        return plain(self.card)

    @property
    def buttons(self) -> dict[str, str]:
        return {button.label: button.command for button in self.card.buttons}


def titles(posts: Sequence[Said]) -> list[str]:
    """The first lines of posts, which is what a phone shows."""
    return [post.title for post in posts]


class Chat:
    """The whole program without HTTP: its own store, a clock that stands still, people and rooms."""

    def __init__(self, url: str, *, people: Sequence[Person] = PEOPLE, platforms: Sequence[Platform] = ()) -> None:
        self.now = START
        self.url = url
        self.settings = Settings(database_url=url, secret_key=new_key())
        self.program = build(self.settings, clock=lambda: self.now, local=True, platforms=platforms, threads=16)
        self.store = self.program.store
        self._deliveries = count(1)
        self._seen: dict[int, int] = {}
        with self.store.write() as db:
            self.workspace = workspaces.create(
                db, name="Huarui", zone=ZONE, language="en", currency="CNY", doors_open=[("local", TENANT)], now=START
            )
            self.teams = {
                name: workspaces.add_team(db, workspace=self.workspace, name=name, zone=zone, language=language)
                for name, zone, language in (("east", ZONE, "en"), ("us", "America/New_York", "en"))
            }
            self.rooms = {
                name: workspaces.add_room(
                    db,
                    workspace=self.workspace,
                    team=self.teams[name],
                    door="local",
                    tenant=TENANT,
                    channel=name,
                    name=name,
                    language="en",
                )
                for name in self.teams
            }
            self.members = {person.handle: self._hire(db, person) for person in people}
        self.people = {person.handle: person for person in people}

    def _hire(self, db, person: Person) -> int:
        return workspaces.add_member(
            db,
            workspace=self.workspace,
            handle=person.handle,
            name=person.name,
            roles=dict.fromkeys(person.roles, "2026-01-01"),
            teams_of=[self.teams[person.team]],
            language=person.language,
            zone=ZONE,
            users=[("local", TENANT, person.handle)],
            now=START,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.program.sender.stop(5)
        self.program.close()

    def message(
        self,
        who: str,
        words: str,
        *,
        room: str | None = "east",
        thread: int | None = None,
        pressed: bool = False,
        fields: dict[str, str] | None = None,
        delivery: str | None = None,
    ) -> Message:
        """What the local door makes of typed words."""
        with self.store.read() as db:
            directory = Directory(
                self.workspace,
                tuple(local.people(db, workspace=self.workspace)),
                tuple(local.rooms_of(db, workspace=self.workspace)),
            )
        body = {
            "channel": room or "dm",
            "member": who,
            "text": words,
            "thread": thread,
            "fields": fields,
            "delivery": delivery or f"d{next(self._deliveries)}",
            "pressed": pressed,
        }
        return read(body, directory, self.now)

    def handle(self, who: str, words: str, **more) -> Handled:
        """Let somebody say something, and say it again where it came too late: a busy machine is not what is tried.

        The posts stay in the outbox.
        """
        message = self.message(who, words, **more)
        for _ in range(20):
            if (handled := self.program.dispatcher.handle(message)).state != "late":
                break
        return handled

    def says(self, who: str, words: str, **more) -> list[Said]:
        """Let somebody say something and return every post it led to, to whomever."""
        self.handle(who, words, **more)
        return self.news()

    def presses(self, who: str, post: Said, label: str, *, room: str | None = "east") -> list[Said]:
        """Press a button of a post."""
        return self.says(who, post.buttons[label], room=room, pressed=True)

    def news(self) -> list[Said]:
        """Send what waits and return what was posted or edited since we last looked."""
        self.program.sender.drain()
        with self.store.read() as db:
            rows = db.execute(POSTS, {"workspace": self.workspace}).mappings().all()
        fresh = [row for row in rows if self._seen.get(row["id"]) != row["seq"]]
        self._seen |= {row["id"]: row["seq"] for row in rows}
        return [
            Said(
                row["id"],
                row["seq"],
                row["rev"],
                row["room"],
                row["member"],
                row["thread"],
                row["milestone"],
                row["text"],
                row["form"],
                row["delivery"],
            )
            for row in fresh
        ]

    def passes(self, **time: float) -> list[Said]:
        """Let time pass in small steps with the tick running, and return what was said meanwhile."""
        end = self.now + timedelta(**time)
        said: list[Said] = []
        while self.now < end:
            self.now = min(end, self.now + timedelta(minutes=5))
            self.ticks()
            said += self.news()
        return said

    def ticks(self) -> None:
        """Look at everything that is due, until nothing is."""
        while self.program.ticker.tick(self.now).looked:
            pass

    def has_deal(self, title: str = "Acme", *, owner: str | None = None, room: str = "east") -> str:
        """Make a deal and return its code."""
        self.handle("mei" if room == "east" else "kim", f"new anyway {title}", room=room)
        code = str(self.value("SELECT code FROM deals ORDER BY id DESC LIMIT 1"))
        if owner is not None:
            self.handle(owner, f"claim {code}", room=room)
        self.news()
        return code

    def rows(self, statement: str, **parameters):
        """Look into the store."""
        with self.store.read() as db:
            return [dict(row) for row in db.execute(text(statement), parameters).mappings()]

    def value(self, statement: str, **parameters):
        """Look one value up in the store."""
        with self.store.read() as db:
            return db.execute(text(statement), parameters).scalar()

    def store_write(self, statement: str, **parameters) -> None:
        """Change the store behind everybody's back."""
        with self.store.write() as db:
            db.execute(text(statement), parameters)

    def moment(self, iso: str):
        """A UTC moment as plain SQL gives it on this database."""
        moment = datetime.fromisoformat(iso).replace(tzinfo=UTC)
        return moment.isoformat(" ", "microseconds") if self.store.sqlite else moment

    def timer(self, kind: str) -> None:
        """Set a timer of the workspace that is due now."""
        with self.store.write() as db:
            timers.once(
                db, workspace=self.workspace, subject_kind="workspace", subject=self.workspace, kind=kind, due=self.now
            )
