"""Says every entry to a Baton of its own, in a fresh copy of the same store, and sees what became of it."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

from sqlalchemy import bindparam, select

from bench.understanding import team
from bench.understanding.entries import Entry
from bench.understanding.judging import Outcome
from bench.understanding.stored import Snapshot, differences, names_of, snapshot
from bench.understanding.wording import read_as
from bot.answering import Handled, Services
from bot.dispatcher import Dispatcher
from bot.local.reading import Directory, read
from bot.metrics import Metrics
from bot.vault import Vault, new_key
from storage import local, schema, tables
from storage.configs import Configs
from storage.sealing import Seals
from storage.store import Store
from templates.voice import Voice
from templates.words import Templates

# Refusals that say what is missing or unclear, and ask for it by saying so.
ASKING = ("_needed", "_which", "_whom", "_unknown", "_unknown_name", "_unreadable", "_unclear", "date_past", "date_far")
# Seconds a turn may take longer than in earnest: a busy machine understands nothing worse.
PATIENCE = 60.0
ANSWER = select(tables.outbox.c.text).where(tables.outbox.c.key == bindparam("key"))


class Trying:
    """A store with the fixture in it, copied for each entry."""

    def __init__(self, folder: Path, fixture: Mapping[str, Any]) -> None:
        self._folder = folder
        self._vault = Vault(new_key())
        self._seals = Seals(self._vault)
        self._templates = Templates()
        self._metrics = Metrics()
        self._origin = folder / "origin.db"
        self._numbers = count(1)
        self._store = Store(f"sqlite:///{folder / 'entry.db'}", connections=2)
        schema.migrate(f"sqlite:///{folder / 'entry.db'}")
        with self._store.write() as db:
            self._told = team.fill(db, fixture, self._seals)
        with self._store.read() as db:
            workspace = db.execute(select(tables.workspaces.c.id)).scalar_one()
            people, rooms = local.people(db, workspace=workspace), local.rooms_of(db, workspace=workspace)
            self._before = snapshot(db, self._told.zone)
            self._called = names_of(db)
        _copy(folder / "entry.db", self._origin)
        self._directory = Directory(workspace, tuple(people), tuple(rooms))

    def outcome(self, entry: Entry) -> tuple[Outcome, float]:
        """Say an entry's message; return what became of it and after how many seconds."""
        if entry.note("addressed") == "no":  # such a text never arrives where we have to be addressed
            return Outcome(None, {}, False, "", "", ()), 0.0
        _copy(self._origin, self._folder / "entry.db")
        before = self._asked(entry.note("prompt"), entry.sender) or self._before
        began = perf_counter()
        handled = self._dispatcher().handle(self._message(entry), arrived=monotonic() + PATIENCE)
        took = perf_counter() - began
        with self._store.read() as db:
            writes = differences(before, snapshot(db, self._told.zone))
            answer = db.execute(ANSWER, {"key": f"answer:{handled.inbox}"}).scalar_one_or_none() or ""
        intent, fields = read_as(handled.meant, self._called, self._told.zone)
        asked = _asks(handled)
        refused = handled.said if handled.state in ("refused", "broken", "late") else ""
        return Outcome(intent, fields, asked and not writes, refused, answer, writes), took

    def close(self) -> None:
        """Give the store back."""
        self._store.close()

    def _asked(self, prompt: str, sender: str) -> Snapshot | None:
        """Put the question the entry answers, and return what is stored then."""
        if not prompt:
            return None
        with self._store.write() as db:
            team.put(db, prompt, sender=sender, told=self._told)
        with self._store.read() as db:
            return snapshot(db, self._told.zone)

    def _dispatcher(self) -> Dispatcher:
        voice = Voice(self._templates, Configs(), ["local"])
        services = Services(self._store, voice, self._vault, self._seals, "bench")
        return Dispatcher(services, self._metrics, lambda: self._told.now)

    def _message(self, entry: Entry) -> Any:
        room = self._told.rooms[entry.sender]
        alone = entry.note("chat") == "dm" or bool(entry.note("prompt"))
        thread = self._told.threads.get((room, entry.note("thread")))
        body = {
            "member": entry.sender,
            "channel": "dm" if alone else room,
            "text": entry.text,
            "thread": None if alone else thread,
            "delivery": f"bench-{next(self._numbers)}",
        }
        return read(body, self._directory, self._told.now)


def _copy(source: Path, target: Path) -> None:
    """Make one SQLite file the same as another, also while somebody holds it open."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _asks(handled: Handled) -> bool:
    return handled.said.startswith(("ask", "confirm")) or handled.said.endswith(ASKING)


def called(fixture: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return the names of every deal and member, by code and handle."""
    found = {**fixture.get("deals", {}), **fixture["members"]}
    return {key: [one["name"], *one.get("alias", ())] for key, one in found.items()}
