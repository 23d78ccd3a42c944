"""Says every entry to a Baton of its own, in a fresh copy of the same store, and sees what became of it."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import bindparam, select

from bench.understanding import team
from bench.understanding.entries import Entry
from bench.understanding.judging import Outcome
from bench.understanding.stored import differences, snapshot
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
ASKING = frozenset(
    [
        "deal_needed",
        "deal_unknown",
        "member_needed",
        "member_unknown_name",
        "name_shared",
        "amount_unreadable",
        "date_unreadable",
        "date_past",
        "date_far",
        "discount_unreadable",
        "lost_reason_needed",
        "goal_needed",
        "kudos_whom",
        "kudos_unknown",
        "nominate_whom",
        "award_which",
        "quote_needed",
        "quote_what_needed",
        "request_what_needed",
        "request_whom_needed",
        "request_needed",
        "leave_days_needed",
        "lead_title_needed",
        "progress_empty",
        "one_at_a_time",
        "help_unknown",
        "company_unclear",
    ]
)
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
        schema.migrate(f"sqlite:///{self._origin}")
        with self._store(self._origin) as store:
            with store.write() as db:
                self._told = team.fill(db, fixture, self._seals)
            with store.read() as db:
                workspace = db.execute(select(tables.workspaces.c.id)).scalar_one()
                people, rooms = local.people(db, workspace=workspace), local.rooms_of(db, workspace=workspace)
                self._before = snapshot(db, self._told.zone)
        self._directory = Directory(workspace, tuple(people), tuple(rooms))
        self._handles = {id: handle for handle, id in self._told.people.items()}

    def outcome(self, entry: Entry) -> tuple[Outcome, float]:
        """Say an entry's message; return what became of it and after how many seconds."""
        if entry.note("addressed") == "no":  # such a text never arrives where we have to be addressed
            return Outcome(None, {}, False, "", "", ()), 0.0
        path = self._folder / "entry.db"
        for old in self._folder.glob("entry.db*"):
            old.unlink()
        shutil.copyfile(self._origin, path)
        with self._store(path) as store:
            if prompt := entry.note("prompt"):
                with store.write() as db:
                    team.put(db, prompt, sender=entry.sender, told=self._told)
            before = self._before
            if prompt:
                with store.read() as db:
                    before = snapshot(db, self._told.zone)
            began = perf_counter()
            handled = self._dispatcher(store).handle(self._message(entry))
            took = perf_counter() - began
            with store.read() as db:
                writes = differences(before, snapshot(db, self._told.zone))
                answer = db.execute(ANSWER, {"key": f"answer:{handled.inbox}"}).scalar_one_or_none() or ""
        intent, fields = (None, {}) if handled.meant is None else read_as(handled.meant, self._handles, self._told.zone)
        asked = _asks(handled)
        refused = handled.said if handled.state in ("refused", "broken", "late") else ""
        return Outcome(intent, fields, asked and not writes, refused, answer, writes), took

    @contextmanager
    def _store(self, path: Path) -> Iterator[Store]:
        store = Store(f"sqlite:///{path}", connections=2)
        yield store
        store.close()

    def _dispatcher(self, store: Store) -> Dispatcher:
        voice = Voice(self._templates, Configs(), ["local"])
        services = Services(store, voice, self._vault, self._seals, "bench")
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


def _asks(handled: Handled) -> bool:
    return handled.said.startswith(("ask", "confirm")) or handled.said in ASKING


def called(fixture: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return the names of every deal and member, by code and handle."""
    found = {**fixture.get("deals", {}), **fixture["members"]}
    return {key: [one["name"], *one.get("alias", ())] for key, one in found.items()}
