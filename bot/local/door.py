"""What the routes of the local chat stand on: who there is, what was said, and the way in for a message."""

import time
from datetime import UTC
from typing import Any

from bot import first
from bot.dispatcher import Handled
from bot.local import forms
from bot.local.reading import TENANT, Directory, Unknown, read
from bot.local.showing import shown
from bot.program import Program
from bot.turns import Turns
from handlers.message import Message
from storage import deals, local, workspaces

DIRECTORY_SECONDS = 2.0
PULSE_SECONDS = 0.15
MOST = 500
FIRST = "D-1001"

Item = dict[str, Any]


class LocalDoor:
    """What the routes of the local chat stand on."""

    def __init__(self, program: Program, turns: Turns) -> None:
        self._program = program
        self._store = program.store
        self._dispatcher = program.dispatcher
        self.turns = turns
        self._clock = program.clock
        self._directory: Directory | None = None
        self._read_at = 0.0
        self._latest = 0
        self._felt_at = 0.0
        self.closing = False

    def directory(self, *, fresh: bool = False) -> Directory:
        """Return people and rooms, read from the store at most every two seconds."""
        if self._directory is None or fresh or time.monotonic() - self._read_at > DIRECTORY_SECONDS:
            with self._store.read() as db:
                found = workspaces.of_door(db, door="local", tenant=TENANT)
                workspace = 0 if found is None else found.id
                people = tuple(local.people(db, workspace=workspace))
                self._directory = Directory(workspace, people, tuple(local.rooms_of(db, workspace=workspace)))
            self._read_at = time.monotonic()
        return self._directory

    def take(self, body: dict[str, Any], arrived: float) -> tuple[Message, Handled]:
        """Do what a request asks, in a turn's thread."""
        try:
            message = read(body, self.directory(), self._clock())
        except Unknown:
            message = read(body, self.directory(fresh=True), self._clock())
        handled = self._dispatcher.handle(message, arrived=arrived)
        forms.follow(self._store, self.directory().workspace, message, handled, now=self._clock())
        return message, handled

    def begin(self, *, admin: str, language: str, zone: str) -> str | None:
        """Make a company for its first admin and return their handle; None when somebody was quicker."""
        with self._store.write() as db:
            if not workspaces.empty(db):
                return None
            handle = first.company(
                db, self._program.voice, admin=admin, language=language, zone=zone, now=self._clock()
            )
        self._program.sender.wake()
        return handle

    def late(self) -> None:
        """Count a message that could not even begin in time."""
        self._dispatcher.late()

    def pulse(self) -> int:
        """Return how far the numbers have come, asked of the store once per interval for all who listen."""
        if time.monotonic() - self._felt_at >= PULSE_SECONDS:
            self._felt_at = time.monotonic()
            with self._store.read() as db:
                self._latest = local.latest(db, workspace=self.directory().workspace)
        return self._latest

    def newest(self, member: object, after: int) -> dict[str, int]:
        """Return the number of the newest post in each channel where a member may see one after a number."""
        directory = self.directory()
        id = int(directory.member(member)["id"])
        with self._store.read() as db:
            found = local.newest(db, workspace=directory.workspace, member=id, after=after)
        names = {int(room["id"]): str(room["channel"]) for room in directory.rooms}
        return {"dm" if room is None else names[room]: seq for room, seq in found.items() if room in (None, *names)}

    def claimable(self) -> str:
        """Return the code of a deal nobody owns, or the one the first lead will get."""
        with self._store.read() as db:
            free = deals.pool(db, workspace=self.directory().workspace, most=1)
        return free[0].code if free else FIRST

    def posts(self, member: object, channel: object, after: int) -> list[Item]:
        """Return what a member may see of a channel after a number."""
        directory = self.directory()
        person, room = directory.member(member), directory.room(channel)
        with self._store.read() as db:
            found = local.posts(
                db,
                workspace=directory.workspace,
                member=int(person["id"]),
                room=None if room is None else int(room["id"]),
                after=after,
                most=MOST,
            )
        return [shown(post, "dm" if room is None else str(room["channel"])) for post in found]

    def lines(self, channel: object, after: int) -> list[Item]:
        """Return what was typed in a room after a number."""
        directory = self.directory()
        room = directory.room(channel)
        if room is None:
            return []
        with self._store.read() as db:
            found = local.lines(db, workspace=directory.workspace, room=int(room["id"]), after=after, most=MOST)
        return [
            {
                "seq": line.seq,
                "thread": line.thread,
                "text": line.text,
                "name": line.name,
                "member": line.member,
                "at": line.at.astimezone(UTC).isoformat(),
            }
            for line in found
        ]

    def news(self, member: object, channel: object, after: int) -> list[tuple[str, Item]]:
        """Return posts and typed lines after a number, in their common order."""
        posts, lines = self.posts(member, channel, after), self.lines(channel, after)
        # A full list goes on beyond its end: what the other one has from there must wait for it.
        ends = [int(full[-1]["seq"]) for full in (posts, lines) if len(full) == MOST]
        found = [("post", post) for post in posts] + [("line", line) for line in lines]
        kept = [pair for pair in found if not ends or int(pair[1]["seq"]) <= min(ends)]
        return sorted(kept, key=lambda pair: int(pair[1]["seq"]))
