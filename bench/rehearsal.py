"""Rehearses claims and hand-overs on a scratch store, to learn which driver calls they are made of."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Connection, text

from bench import stores
from bench.plan import Step, plan
from bench.recording import Call, Tape
from bot.clock import now
from bot.local.reading import Directory, read
from bot.program import Program, build
from bot.sender import BATCH
from bot.settings import Settings
from bot.vault import new_key
from handlers.message import Message
from storage import local
from storage.store import Store

# Where ids begin on the scratch store, far from each other and from every other number.
FIRST_IDS = {
    "members": 2_000_000,
    "deals": 3_000_000,
    "inbox": 5_000_000,
    "outbox": 6_000_000,
    "local_lines": 7_000_000,
    "local_posts": 8_000_000,
}
FIRST_SEQ = 9_000_000
FIRST_NUMBER = 8_700_000
FIRST_DELIVERY = 10_000_000


@dataclass(frozen=True)
class Script:
    """The steps of one claim, and of a hand-over of each size from none to a full batch."""

    claim: list[Step]
    hand_overs: list[list[Step]]

    @property
    def most(self) -> int:
        """The size of a full batch."""
        return len(self.hand_overs) - 1

    def statements(self) -> int:
        """Return how many statements one claim executes, as Baton counts them."""
        return sum(step.counts for step in self.claim)


def rehearse(url: str, *, most: int = BATCH) -> Script:
    """Return what Baton does on an empty store with this URL; the store is for nothing else afterwards."""
    with _program(url, most) as (program, directory):
        tape = Tape()
        tape.listen(program.store)
        claims = [_message(directory, number) for number in range(most + 1)]
        _do(program, claims[0])  # opens connections and compiles statements
        facts = _facts(program.store, claims[1])
        with tape.runs() as calls:
            _do(program, claims[1])
        claim = plan(calls, facts)
        for message in claims[2:]:
            _do(program, message)
        program.sender.drain()
        return Script(claim, [_hand_over(program, tape, size) for size in range(most + 1)])


def recorded(url: str) -> tuple[list[Call], list[Call]]:
    """Return the calls of one claim and of the hand-over of its answer."""
    with _program(url, 2) as (program, directory):
        tape = Tape()
        tape.listen(program.store)
        _do(program, _message(directory, 0))
        program.sender.drain()
        with tape.runs() as claim:
            _do(program, _message(directory, 1))
        with tape.runs() as hand_over:
            program.sender.step()
        return claim, hand_over


@contextmanager
def _program(url: str, most: int) -> Iterator[tuple[Program, Directory]]:
    stores.fill(url, stores.Size(0, 0))
    store = Store(url, connections=1)
    with store.write() as db:
        _spread_ids(db, sqlite=store.sqlite)
        workspace = int(db.execute(text("SELECT id FROM workspaces")).scalar_one())
        team = stores.team_of(db, workspace)
        stores.hire(db, workspace, team, range(4))
        stores.lay_in_pool(db, workspace, team, most + 1)
    store.close()
    at = now()  # the clock stands still, so that nothing but the claims is recorded
    program = build(Settings(database_url=url, secret_key=SecretStr(new_key())), clock=lambda: at, local=True)
    with program.store.read() as db:
        people = tuple(local.people(db, workspace=workspace))
        directory = Directory(workspace, people, tuple(local.rooms_of(db, workspace=workspace)))
    try:
        yield program, directory
    finally:
        program.close()


def _spread_ids(db: Connection, *, sqlite: bool) -> None:
    for table, first in FIRST_IDS.items():
        if sqlite:
            db.execute(text("DELETE FROM sqlite_sequence WHERE name = :t"), {"t": table})
            db.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:t, :n)"), {"t": table, "n": first})
        else:
            db.execute(text(f"ALTER SEQUENCE {table}_id_seq RESTART WITH {first}"))
    db.execute(text("UPDATE workspaces SET local_seq = :n"), {"n": FIRST_SEQ})
    row = {"n": FIRST_NUMBER}
    db.execute(text("INSERT INTO counters (workspace, kind, last) SELECT id, 'deal', :n FROM workspaces"), row)


def _message(directory: Directory, number: int) -> Message:
    code = f"D-{FIRST_NUMBER + 1 + number}"
    member = str(directory.people[number % len(directory.people)]["handle"])
    body = {"channel": stores.CHANNEL, "member": member, "text": f"claim {code}"}
    return read(body | {"delivery": f"rehearsed-{FIRST_DELIVERY + number}"}, directory, now())


def _do(program: Program, message: Message) -> None:
    handled = program.dispatcher.handle(message)
    if handled.state != "done":
        raise RuntimeError(f"the rehearsed claim was {handled.state}")


def _facts(store: Store, message: Message) -> Mapping[str, Any]:
    """What a door knows of a message before anything was looked up, and the names its answer will carry."""
    code = message.text.removeprefix("claim ")
    with store.read() as db:
        title, deal = db.execute(text("SELECT title, id FROM deals WHERE code = :c"), {"c": code}).one()
        name, id = db.execute(text("SELECT name, id FROM members WHERE handle = :h"), {"h": message.sender}).one()
    return {
        "delivery": message.delivery,
        "text": message.text,
        "code": code,
        "title": title,
        "deal": deal,
        "handle": message.sender,
        "name": name,
        "member": id,
    }


RESET = (
    "DELETE FROM local_posts",
    "UPDATE local_lines SET seq = 1",
    "UPDATE outbox SET state = 'sent', message = NULL",
    f"UPDATE workspaces SET local_seq = {FIRST_SEQ}",
    "UPDATE outbox SET state = 'waiting' WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT :n)",
    "UPDATE local_lines SET seq = 0 WHERE id IN (SELECT id FROM local_lines ORDER BY id LIMIT :n)",
)


def _hand_over(program: Program, tape: Tape, size: int) -> list[Step]:
    with program.store.write() as db:
        for statement in RESET:
            db.execute(text(statement), {"n": size} if ":n" in statement else {})
    with tape.runs() as calls:
        moved = program.sender.step()
    if moved != size:
        raise RuntimeError(f"{moved} of {size} rehearsed answers were handed over")
    return plan(calls, {})
