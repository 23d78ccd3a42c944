"""The server is killed right after it acknowledged, or while Slack has a post and has not said so; then it is counted."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, text

from bot.clock import now
from bot.vault import new_key
from storage import outbox, tables, workspaces
from storage.outbox import Saying
from storage.store import Store
from tests.chat import Person as Hired
from tests.promises import day
from tests.promises.servers import Server
from tests.slack import Person, Slack
from tests.slack.baton import Way

KINDS = ("answer", "digest", "reminder", "praise", "escalation")
AGAIN = ("answer", "reminder", "escalation")
LAPSED = 60.0


@dataclass(frozen=True)
class Counted:
    """How often the server died, what got lost, what came twice by class, and what is wrong with the books."""

    kills: int
    lost: tuple[str, ...]
    doubled: Mapping[str, int]
    wrong: tuple[str, ...]


class Town:
    """A Slack by the real clock, a store, and a server of Baton between them that can be killed."""

    def __init__(self, url: str, folder: Path, way: Way, people: int) -> None:
        self.slack = Slack()
        self.slack.gateway.patience = 10
        self.team = self.slack.team()
        hired = [Hired(f"p{no}", f"Person {no}", ("manager",), "east") for no in range(people)]
        self.people = [self.slack.person(self.team, one.handle, name=one.name) for one in hired]
        self.east = self.slack.channel(self.team, "east", self.people)
        self.slack.channel(self.team, "us", [])
        self.store, self.way = Store(url), way
        with self.store.write() as db:
            channels = {channel.name: channel.id for channel in self.team.channels.values()}
            ids = {person.handle: person.id for person in self.people}
            day.company(db, "slack", self.team.id, user=ids.get, channel=channels.get, people=hired, now=now())
        app = {"BATON_SLACK_SIGNING_SECRET": self.slack.signing_secret}
        if way == "socket":
            app = {"BATON_SLACK_APP_TOKEN": self.slack.app_token}
        bot = {"BATON_SLACK_BOT_TOKEN": self.team.token, "BATON_SLACK_API_URL": self.slack.api_url}
        self.server = Server(url, new_key(), folder / "server.log", local=False, **app, **bot)

    def starts(self) -> None:
        """Start the server and let Slack speak to it."""
        self.server.start()
        if self.way == "socket":
            self.slack.speaks_socket()
        else:
            self.slack.speaks_http(self.server.address)

    def rows(self, statement: str) -> list:
        with self.store.read() as db:
            return list(db.execute(text(statement)))

    def rests(self) -> None:
        """Wait until everything has left, leases of the dead included."""
        until = time.monotonic() + LAPSED
        while left := self.rows("SELECT key, state, error FROM outbox WHERE state IN ('waiting', 'sending')"):
            assert time.monotonic() < until, f"still there: {left}"
            time.sleep(0.1)

    def seen(self, words: str) -> int:
        """How many posts people see with these words in the title."""
        return sum(
            words == seen.title.partition(" ·")[0] for seen in self.slack._latest.values() if seen.kind != "home"
        )

    def broken(self) -> tuple[str, ...]:
        """What the log says went wrong."""
        return tuple(line for event in ("turn broke", "post broke") for line in self.server.logged(event))


@contextmanager
def town(url: str, folder: Path, way: Way, *, people: int) -> Iterator[Town]:
    found = Town(url, folder, way, people)
    found.starts()
    try:
        yield found
    finally:
        found.server.close()
        found.store.close()
        found.slack.close()


def kill_after_acknowledging(found: Town, *, kills: int) -> Counted:
    """Kill the server as soon as Slack has its acknowledgement, so many times; every message had its effect once."""
    for no in range(kills):
        _asks(found, no)
        found.server.kill()
        found.starts()
    found.rests()
    titles = [row.title for row in found.rows("SELECT title FROM deals ORDER BY id")]
    wanted = [f"Lead {no}" for no in range(kills)]
    answers = {lead: found.seen(f"D-{1001 + no} {lead}") for no, lead in enumerate(wanted)}
    lost = [lead for lead in wanted if lead not in titles or not answers[lead]]
    doubled = Counter("answer" for lead in wanted if answers[lead] > 1)
    wrong = [f"{title} {times} times" for title, times in Counter(titles).items() if times > 1]
    return Counted(kills, tuple(lost), doubled, (*wrong, *found.broken()))


def _asks(found: Town, no: int) -> None:
    """Say something until it is acknowledged: a mention, or the slash command."""
    who: Person = found.people[no % len(found.people)]
    words = f"new anyway Lead {no}"
    if no % 2:
        assert found.slack.commands(who, found.east, words).ok
    else:
        assert found.slack.mentions(who, found.east, words).insist((0.2,) * 20).ok


def kill_between(found: Town, *, kills: int) -> Counted:
    """Kill the server while Slack has stored a post and has not answered, so many times, and count what Slack has."""
    _greets(found)
    said = dict[str, str]()
    for no in range(kills):
        kind = KINDS[no % len(KINDS)]
        key = f"{kind} {no} {'room' if no % 2 else 'direct'}"
        said[key] = kind
        _dies_with(found, key, kind, no)
        found.starts()
    found.rests()
    times = {key: found.seen(key) for key in said}
    doubled = Counter(f"{kind} {key.split()[2]}" for key, kind in said.items() if times[key] > 1)
    wrong = [f"{key} came {times[key]} times" for key, kind in said.items() if times[key] > 1 and kind not in AGAIN]
    # What is said again may be on its way when the server dies the next time.
    if (copies := sum(times.values()) - kills) > kills:
        wrong.append(f"{copies} copies of {kills} deaths")
    return Counted(kills, tuple(key for key in said if not times[key]), doubled, (*wrong, *found.broken()))


def _greets(found: Town) -> None:
    """Say something to everybody: where we have spoken to somebody we may look up what we said."""
    for person in found.people:
        assert found.slack.writes(person, "help").insist((0.2,) * 20).ok
    found.rests()


def _dies_with(found: Town, key: str, kind: str, no: int) -> None:
    """Let a post fall due, and kill the server when Slack has it."""
    died = threading.Event()

    def dies() -> None:
        found.server.kill()
        died.set()

    found.slack.faults.plan(
        "chat.postMessage", "hang", stored=True, seconds=1, then=dies, match=lambda args: args.get("text") == key
    )
    with found.store.write() as db:
        place = {"room": _room(found, db, no)} if no % 2 else {"member": _member(db, no)}
        outbox.say(
            db,
            Saying(
                workspace=1, key=key, kind=kind, door="slack", tenant=found.team.id, text=key, language="en",
                created_at=now(), **place,
            ),
        )  # fmt: skip
    assert died.wait(20), f"{key} was never posted"


def _room(found: Town, db, no: int) -> int:
    """A room of its own for each: its lane is held until the dead server's lease lapses."""
    channel = found.slack.channel(found.team, f"room{no}", found.people)
    team = db.execute(select(tables.teams.c.id)).scalars().first()
    return workspaces.add_room(
        db, workspace=1, team=team, door="slack", tenant=found.team.id, channel=channel.id, name=channel.name,
        language="en",
    )  # fmt: skip


def _member(db, no: int) -> int:
    return int(db.execute(select(tables.members.c.id).where(tables.members.c.handle == f"p{no}")).scalar_one())
