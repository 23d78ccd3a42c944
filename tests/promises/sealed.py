"""Two companies that differ in nothing but whom each voter chose, and everything anybody could read of them.

Names of nominees stand everywhere, on cards and in reasons, so looking for a name proves nothing. But two stores in
which the same people vote at the same moments in the same ways, for others, must be equal in every readable byte.
"""

import io
import logging
import re
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from unittest.mock import patch

from prometheus_client import generate_latest
from sqlalchemy import make_url, select, text

from bot import logs
from bot.backup import backup
from bot.dispatcher import Handled
from bot.local import forms
from bot.local.showing import card_of
from handlers.message import Message
from storage import tables
from storage.connection import QuickConnection
from tests.chat import Chat, Person

PATIENCE = 60.0
END = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
LEADER = Person("mei", "Mei", ("manager",), "east")
ADMIN = Person("ann", "Ann", ("admin",), "us")
# Names of very different lengths, in both scripts.
NOMINEES = (
    *(Person("bo", "Bo", ("rep",), "east"), Person("maximilian-alexander", "Maximilian Alexander", ("rep",), "east")),
    *(Person("wang", "王芳", ("rep",), "east", "zh"), Person("n4", "欧阳慕容晓雪", ("rep",), "east", "zh")),
)
RANDOM = re.compile(r"gAAAAA[\w-]+=*|\\\\?x[0-9a-f]{16,}|(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])")
TOOK = re.compile(r"\"timestamp\": \"[^\"]+\"|\d+(?:\.\d+)?(?:e-\d+)?s(?: ago)?\b|0x[0-9a-f]+|\bat \d{10,}")


@dataclass(frozen=True)
class Try:
    """One attempt to vote: by whom, in which way, for whom (a handle)."""

    who: str
    way: str
    choice: str


@dataclass(frozen=True)
class Twins:
    """The same attempts with other choices; who won with how many votes is the same."""

    voters: tuple[Person, ...]
    one: tuple[Try, ...]
    other: tuple[Try, ...]


def twins(count: int, *, rounds: int, seed: int = 7) -> Twins:
    """Plan so many voters, each of whom votes in every round and changes their mind."""
    random = Random(seed)
    voters = tuple(Person(f"v{no}", f"Voter {no}", ("rep",), "east") for no in range(count))
    handles = [nominee.handle for nominee in NOMINEES]
    ways = [(voter.handle, way) for _ in range(rounds) for voter in voters for way in _ways(random)]
    finals = [handles[min(no % 7, 3)] for no in range(count)]

    def plan() -> tuple[Try, ...]:
        random.shuffle(finals)
        last = dict(zip((voter.handle for voter in voters), finals, strict=True))
        tries = [Try(who, way, random.choice(handles)) for who, way in ways]
        return (*tries, *(Try(who, "pressed", choice) for who, choice in last.items()))

    one, other = plan(), plan()
    while Counter(one) == Counter(other):
        other = plan()
    return Twins(voters, one, other)


def _ways(random: Random) -> list[str]:
    """How somebody votes in one round: counted once, perhaps after an attempt that is not counted."""
    return [*random.choice(([], [], ["room"], ["unclear"])), random.choice(("pressed", "typed", "form", "prompt"))]


class Voting(Chat):
    """A team that votes, and everything that is logged and asked of the store meanwhile."""

    def __init__(self, url: str, people: tuple[Person, ...]) -> None:
        super().__init__(url, people=(LEADER, ADMIN, *NOMINEES, *people))
        self.asked: list[str] = []
        self.randoms: set[bytes] = set()
        self.log = io.StringIO()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Keep every log line down to debug, and every value that is handed to the database."""
        execute, watching = QuickConnection.execute, self

        def recorded(db: QuickConnection, statement: object, parameters: object = None, **options: object) -> object:
            watching._record(statement, parameters)
            return execute(db, statement, parameters, **options)

        card_of.cache_clear()  # both twins shall read the same cards anew
        logs.configure(level=logging.DEBUG)
        logging.getLogger().handlers[0].setStream(self.log)
        try:
            with patch.object(QuickConnection, "execute", recorded):
                yield
        finally:
            logs.configure(level=logging.WARNING)

    def _record(self, statement: object, parameters: object) -> None:
        many = parameters if isinstance(parameters, list) else [parameters or {}]
        for values in many:
            for value in values.values():
                if isinstance(value, bytes):
                    self.randoms.add(value)
                elif isinstance(value, str) and (found := RANDOM.fullmatch(value)):
                    self.randoms.add(found[0].encode())
        self.asked.append(f"{statement} {[{name: masked(value) for name, value in one.items()} for one in many]}")

    def handle(self, who: str, words: str, **more: object) -> Handled:
        return self._patiently(self.message(who, words, **more))

    def _patiently(self, message: Message) -> Handled:
        """With all the time in the world: what came too late on a busy machine would be a difference."""
        return self.program.dispatcher.handle(message, arrived=time.monotonic() + PATIENCE)

    def opens(self) -> None:
        """An award with its nominees and their reasons."""
        self.says("mei", "award open Star of November until Friday 18:00")
        for nominee in NOMINEES:
            self.says("mei", f"nominate {nominee.name} for helping {nominee.name} and others")

    def tries(self, attempt: Try) -> None:
        """Attempt to vote in one of the ways there are."""
        name = next(nominee.name for nominee in NOMINEES if nominee.handle == attempt.choice)
        line, room, more = f"vote AW-1 {attempt.choice}", None, {}
        if attempt.way == "pressed":
            more = {"pressed": True}
        elif attempt.way == "room":
            room = "east"
        elif attempt.way == "unclear":
            line = f"vote for {name} Nobody"
        elif attempt.way == "form":
            line, more = "vote AW-1", {"fields": {"vote": attempt.choice}, "pressed": True}
            self._form(attempt.who)
        elif attempt.way == "prompt":
            self.handle(attempt.who, "vote AW-1", room=None)
            line = f"voting for {name}"
        else:
            line = f"投给{name}"
        self._said(attempt.who, line, room=room, **more)
        self.news()

    def _form(self, who: str) -> None:
        self._said(who, "form vote AW-1", room=None, pressed=True)

    def _said(self, who: str, line: str, **more: object) -> None:
        """As the local chat takes it: with the form it opens or closes."""
        message = self.message(who, line, **more)
        handled = self._patiently(message)
        assert handled.state in ("done", "refused"), handled
        forms.follow(self.store, self.workspace, message, handled, now=self.now)

    def ends(self) -> None:
        """The time comes."""
        self.now = END
        self.ticks()
        self.news()


def readable(chat: Voting, folder: Path) -> dict[str, object]:
    """Everything that can be read of a store and of what was logged, counted, asked, saved and dumped of it."""
    file = folder / "backup"
    backup(chat.url, file)
    return {
        "tables": rows(chat),
        "order": order(chat),
        "log": [TOOK.sub("", masked_text(line)) for line in chat.log.getvalue().splitlines()],
        "metrics": metrics(chat),
        "statements": chat.asked,
        "backup": masked_bytes(file.read_bytes(), chat.randoms),
        "dump": dump(chat),
        "files": files(chat),
    }


def rows(chat: Voting) -> dict[str, list[str]]:
    """All columns of all rows; of what is random, only how long it is."""
    with chat.store.read() as db:
        return {
            table.name: [
                str({name: masked(value) for name, value in row.items()})
                for row in db.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in tables.metadata.sorted_tables
        }


def order(chat: Voting) -> dict[str, list[str]]:
    """In which order rows lie in their table, or by which transactions they were written, as ranks over all tables."""
    found = {}
    with chat.store.read() as db:
        for table in tables.metadata.sorted_tables:
            key = ", ".join(f'"{column.name}"' for column in table.primary_key)
            hidden = "rowid" if chat.store.sqlite else "xmin::text::bigint, cmin::text"
            found[table.name] = [tuple(row) for row in db.execute(text(f"SELECT {hidden}, {key} FROM {table.name}"))]
    if chat.store.sqlite:
        return {name: list(map(str, sorted(rows))) for name, rows in found.items()}
    ranks = {xid: no for no, xid in enumerate(sorted({row[0] for rows in found.values() for row in rows}))}
    return {name: sorted(str((ranks[row[0]], *row[1:])) for row in rows) for name, rows in found.items()}


def metrics(chat: Voting) -> list[str]:
    """What is counted; not how long anything took."""
    lines = generate_latest(chat.program.metrics.registry).decode().splitlines()
    return [line for line in lines if "_seconds" not in line and "_created" not in line]


def dump(chat: Voting) -> list[str]:
    """The dump an operator makes."""
    if chat.store.sqlite:
        with chat.store.read() as db:
            lines = list(db.connection.dbapi_connection.iterdump())
    else:
        url = make_url(chat.url).set(drivername="postgresql").render_as_string(hide_password=False)
        # Where in the heap a row lies depends on when the database last swept there.
        lines = sorted(subprocess.run(["pg_dump", url], capture_output=True, text=True, check=True).stdout.splitlines())
    return [masked_text(line) for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))]


def files(chat: Voting) -> dict[str, bytes]:
    """SQLite's own files, byte by byte: the pages, and the pages of the log of changes."""
    if not chat.store.sqlite:
        return {}
    path = Path(make_url(chat.url).database)
    log = Path(f"{path}-wal").read_bytes()
    size = int.from_bytes(path.read_bytes()[16:18])
    # A frame begins with salts and sums over the random bytes in its page; an old frame may lie behind the end.
    pages = b"".join(log[at + 24 : at + 24 + size] for at in range(32, len(log), 24 + size))
    return {
        "db": masked_bytes(path.read_bytes(), chat.randoms),
        "wal": masked_bytes(pages, chat.randoms),
        "shm": Path(f"{path}-shm").read_bytes()[136:],
    }


def masked(value: object) -> object:
    """A value as it may be compared: random bytes by their length."""
    if isinstance(value, bytes | memoryview):
        return f"<{len(bytes(value))} bytes>"
    if isinstance(value, str):
        return masked_text(value)
    if isinstance(value, Mapping):
        return {name: masked(inner) for name, inner in value.items()}
    return value


def masked_text(words: str) -> str:
    """A text with everything random in it replaced by its length."""
    words = re.sub(r"X'([0-9A-F]+)'", lambda found: f"<{len(found[1])} hex>", words)
    return RANDOM.sub(lambda found: f"<{len(found[0])} random>", words)


def masked_bytes(raw: bytes, randoms: set[bytes]) -> bytes:
    """Bytes with everything random that was ever written blanked, and nothing else."""
    for value in sorted(randoms, key=len, reverse=True):
        raw = raw.replace(value, bytes(len(value)))
    return raw


def differences(one: Mapping[str, object], other: Mapping[str, object], path: str = "") -> list[str]:
    """Where two readings differ."""
    found = []
    for name in one.keys() | other.keys():
        mine, theirs = one.get(name), other.get(name)
        if mine == theirs:
            continue
        if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
            found += differences(mine, theirs, f"{path}{name}.")
        elif isinstance(mine, list) and isinstance(theirs, list):
            pairs = [(a, b) for a, b in zip(mine, theirs, strict=False) if a != b]
            found.append(f"{path}{name}: {len(mine)}/{len(theirs)} {pairs[:1]}")
        elif isinstance(mine, bytes) and isinstance(theirs, bytes):
            at = next((no for no, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), -1)
            found.append(
                f"{path}{name}: {len(mine)}/{len(theirs)} at {at} {mine[at - 40 : at + 40]!r} {theirs[at - 40 : at + 40]!r}"
            )
    return sorted(found)


def lived(fresh: Callable[[], object], plan: Twins, folder: Path) -> list[str]:
    """Have both twins vote, and return where they can be told apart, while the vote is open and after it ended."""
    seen: list[list[dict[str, object]]] = []
    for attempts in (plan.one, plan.other):
        with fresh() as url, Voting(url, plan.voters) as chat, chat.watched():
            chat.opens()
            for attempt in attempts:
                chat.tries(attempt)
            open = readable(chat, folder)
            chat.ends()
            seen.append([open, readable(chat, folder)])
    return [
        f"{phase} {difference}"
        for phase, one, other in zip(("open", "closed"), *seen, strict=True)
        for difference in differences(one, other)
    ]
