"""The store keeps what it promises: durable, in order, on time."""

import random
import sqlite3
import threading
import time
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError

from storage import workspaces
from storage.store import LOCK_MS, STATEMENT_MS, Conflict, Late, Store
from storage.turnstile import Turnstile
from tests.chat import START


@pytest.fixture
def store(url):
    store = Store(url, connections=4)
    yield store
    store.close()


@pytest.fixture
def file(databases):
    """The URL of a store on SQLite."""
    with databases.fresh("sqlite") as url:
        yield url


@pytest.fixture
def server(databases):
    """The URL of a store on PostgreSQL."""
    with databases.fresh("postgres") as url:
        yield url


@contextmanager
def opened(url: str, connections: int = 2):
    store = Store(url, connections=connections)
    yield store
    store.close()


PROMISED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 1_000,
    "temp_store": 2,
    "wal_autocheckpoint": 4_000,
}


def test_sqlite_is_as_durable_as_promised_for_readers_and_writers(file):
    with opened(file) as store:
        for way in (store.read, store.write):
            with way() as db:
                seen = {name: db.execute(text(f"PRAGMA {name}")).scalar_one() for name in PROMISED}
            assert seen == PROMISED


def test_a_connection_rests_between_transactions_and_is_given_up_when_anything_goes_wrong(store):
    for way in (store.read, store.write):
        with way() as first:
            first.execute(text("SELECT 1"))
        with way() as second:
            assert second is first
        with pytest.raises(ZeroDivisionError), way() as third:
            raise ZeroDivisionError
        assert third is first
        assert third.closed
        with way() as fourth:
            assert fourth is not first


def test_what_rests_is_given_back_when_the_store_is_closed(store):
    with store.write() as db:
        pass
    store.close()
    assert db.closed


def test_postgres_gives_up_before_a_turn_is_late(server):
    with opened(server) as store, store.write() as db:
        seen = {
            name: db.execute(text(f"SHOW {name}")).scalar_one()
            for name in ("lock_timeout", "statement_timeout", "TimeZone")
        }

    assert seen == {"lock_timeout": f"{LOCK_MS}ms", "statement_timeout": "1500ms", "TimeZone": "UTC"}
    assert (LOCK_MS, STATEMENT_MS) == (700, 1_500)


def test_a_reference_to_nothing_is_refused(store):
    with pytest.raises(IntegrityError), store.write() as db:
        db.execute(text("INSERT INTO teams (workspace, name, zone, language) VALUES (99, 'x', 'UTC', 'en')"))


def test_what_an_exception_interrupts_is_not_written(store):
    with pytest.raises(RuntimeError), store.write() as db:
        db.execute(text("INSERT INTO limits (key, next_ms) VALUES ('x', 1)"))
        raise RuntimeError
    with store.read() as db:
        assert db.execute(text("SELECT count(*) FROM limits")).scalar_one() == 0


def test_what_is_not_done_in_time_is_not_written(store):
    with pytest.raises(Late), store.write(until=time.monotonic() + 0.05) as db:
        db.execute(text("INSERT INTO limits (key, next_ms) VALUES ('x', 1)"))
        time.sleep(0.1)
    with store.read() as db:
        assert db.execute(text("SELECT count(*) FROM limits")).scalar_one() == 0


@pytest.mark.parametrize("table", ["inbox", "outbox"])
def test_an_id_is_never_given_twice_even_when_its_row_was_purged(quick_chat, table):
    given = []
    for _ in range(2):
        quick_chat.says("li", "help")
        given.append(quick_chat.value(f"SELECT max(id) FROM {table}"))
        with quick_chat.store.write() as db:
            db.execute(text("UPDATE local_posts SET outbox = NULL"))
            db.execute(text(f"DELETE FROM {table}"))

    assert given == sorted(set(given))
    assert len(given) == 2


def test_writers_go_in_the_order_they_came(file):
    with opened(file) as store:
        order: list[int] = []
        with store.write():
            writers = []
            for number in range(20):
                writers.append(threading.Thread(target=writes, args=(store, number, order)))
                writers[-1].start()
                while len(store._turnstile._waiting) <= number:
                    time.sleep(0.001)
        for writer in writers:
            writer.join()

    assert order == list(range(20))


def writes(store: Store, number: int, order: list[int]) -> None:
    with store.write():
        order.append(number)


def test_a_place_in_the_queue_is_given_up_at_its_deadline_and_the_others_move_up():
    gate, order = Turnstile(), []
    assert gate.enter()

    def comes(name: str, until: float | None) -> None:
        order.append((name, gate.enter(until=until)))
        if order[-1][1]:
            gate.leave()

    people = []
    for name, wait in (("impatient", 0.05), ("patient", None), ("second", None)):
        until = None if wait is None else time.monotonic() + wait
        people.append(threading.Thread(target=comes, args=(name, until)))
        people[-1].start()
        while len(gate._waiting) < len(people):
            time.sleep(0.001)
    people[0].join()
    gate.leave()
    for person in people:
        person.join(2)

    assert order == [("impatient", False), ("patient", True), ("second", True)]


def test_a_turn_that_comes_in_the_very_moment_one_stops_waiting_is_taken():
    gate, came = Turnstile(), []
    gate.enter()
    waiter = threading.Thread(target=lambda: came.append(gate.enter(until=time.monotonic() + 0.05)))
    waiter.start()
    while not gate._waiting:
        time.sleep(0.001)
    with gate._guard:  # as leave() does, while the waiter has just given up and wants out of the queue
        time.sleep(0.2)
        gate._waiting.popleft().release()
    waiter.join()

    assert came == [True]


def test_nobody_waits_for_ever_however_deadlines_and_turns_meet():
    gate, inside, entered, gave_up = Turnstile(), [], [0] * 16, [0] * 16

    def comes_and_goes(number: int) -> None:
        chance = random.Random(number)
        for _ in range(300):
            if not gate.enter(until=time.monotonic() + chance.choice((0, 0.0001, 0.001, 0.01))):
                gave_up[number] += 1
                continue
            inside.append(number)
            assert inside == [number]
            inside.clear()
            entered[number] += 1
            gate.leave()

    threads = [threading.Thread(target=comes_and_goes, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert [thread.is_alive() for thread in threads] == [False] * 16
    assert sum(entered) + sum(gave_up) == 16 * 300
    assert gate.enter(until=time.monotonic() + 1), "the last one out did not free the gate"


def test_a_store_somebody_else_holds_makes_a_writer_late_and_says_so_in_time(store, url):
    with store.write():
        pass  # a first connection sets up the file
    if store.sqlite:
        holder = sqlite3.connect(make_url(url).database, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
    else:
        holder = psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))
        holder.execute("LOCK TABLE limits")
    began = time.monotonic()

    with pytest.raises(Late), store.write(until=began + 2) as db:
        db.execute(text("INSERT INTO limits (key, next_ms) VALUES ('x', 1)"))

    assert time.monotonic() - began < 1.5
    holder.close()
    with store.write() as db:
        db.execute(text("INSERT INTO limits (key, next_ms) VALUES ('x', 1)"))


def test_a_writer_gives_up_in_time_however_late_it_came_to_a_held_store(file):
    """The worst case of a turn: its time is nearly over when it reaches a database somebody else holds."""
    with opened(file) as store:
        with store.write():
            pass  # a first connection sets up the file
        holder = sqlite3.connect(make_url(file).database, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(Late), store.write(until=began + 0.2):
            pass
        assert time.monotonic() - began < 0.6
    holder.close()


def test_a_statement_that_takes_too_long_is_late(server):
    with opened(server) as store, pytest.raises(Late), store.write() as db:
        db.execute(text("SELECT pg_sleep(3)"))


def test_two_who_wait_for_each_other_are_told_to_begin_again(server):
    both = threading.Barrier(2)
    told: list[str] = []

    def crosses(store: Store, first: str, second: str) -> None:
        try:
            with store.write() as db:
                db.execute(text("SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '5s'"))
                db.execute(text(f"UPDATE limits SET next_ms = 2 WHERE key = '{first}'"))
                both.wait(5)
                db.execute(text(f"UPDATE limits SET next_ms = 2 WHERE key = '{second}'"))
            told.append("done")
        except Conflict:
            told.append("conflict")

    with opened(server) as store:
        with store.write() as db:
            db.execute(text("INSERT INTO limits (key, next_ms) VALUES ('a', 1), ('b', 1)"))
        pair = [threading.Thread(target=crosses, args=(store, *keys)) for keys in (("a", "b"), ("b", "a"))]
        for one in pair:
            one.start()
        for one in pair:
            one.join()

    assert sorted(told) == ["conflict", "done"]


def test_a_room_that_came_twice_can_be_named_by_others_before_the_second_commits(server):
    room = {"door": "slack", "tenant": "T1", "channel": "C1", "name": "C1", "language": "en", "team": None}
    with opened(server) as store:
        with store.write() as db:
            workspace = workspaces.create(
                db, name="A", zone="UTC", language="en", currency="USD", doors_open=(), now=START
            )
            workspaces.add_room(db, workspace=workspace, **room)
        with store.write() as late:
            id = workspaces.add_room(late, workspace=workspace, **room)
            with store.write() as db:  # as an answer in the room does, which refers to it
                db.execute(text(f"SELECT id FROM rooms WHERE id = {id} FOR KEY SHARE NOWAIT"))


def test_more_readers_than_connections_are_late_not_stuck(file):
    with opened(file, connections=1) as store, store.read(), pytest.raises(Late), store.read():
        pass
