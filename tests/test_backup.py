"""A backup holds everything but what is sealed, and a restored store does not speak of old things."""

import sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, insert, select, text

from bot.backup import BackupError, backup, next_morning, restore
from bot.program import build
from bot.settings import Settings
from bot.vault import new_key
from handlers.turn import calendar_of
from sales.config import CalendarPolicy
from storage import audit, tables
from storage.snapshot import snapshot
from storage.store import Store
from tests.chat import START, Chat, Said, titles

NIGHT = datetime(2026, 12, 4, 15, 0, tzinfo=UTC)  # Friday 23:00 in Shanghai, eleven days later
MORNING = datetime(2026, 12, 7, 1, 0, tzinfo=UTC)  # Monday 09:00


@pytest.fixture(params=("sqlite", "postgres"))
def elsewhere(request, databases):
    """An empty store of either kind, to restore into."""
    with databases.fresh(request.param) as url:
        yield url


@pytest.fixture
def file(tmp_path):
    return tmp_path / "monday.backup"


def lives(chat) -> None:
    """A team at work: deals, an offer, reminders that are due, posts that wait and one that is dead."""
    chat.has_deal("Acme", owner="li")
    chat.has_deal("Globex", owner="wang")
    chat.says("li", "progress D-1001 next send the quote tomorrow, amount 5000")
    chat.says("wang", "transfer D-1002 to Zhang")
    chat.handle("li", "show D-1002")
    chat.handle("mei", "new anyway Initech")


def counts(url: str) -> dict[str, int]:
    """The number of rows of every table."""
    store = Store(url, connections=1)
    try:
        with snapshot(store) as db:
            return {
                table.name: db.execute(select(func.count()).select_from(table)).scalar_one()
                for table in tables.metadata.sorted_tables
            }
    finally:
        store.close()


def values(url: str, statement: str) -> list[tuple]:
    store = Store(url, connections=1)
    try:
        with store.read() as db:
            return [tuple(row) for row in db.execute(text(statement))]
    finally:
        store.close()


def everything(url: str) -> dict[str, list[dict]]:
    """Every row of every table but those a restore speaks through."""
    store = Store(url, connections=1)
    try:
        with snapshot(store) as db:
            return {
                table.name: [dict(row) for row in db.execute(select(table).order_by(*table.primary_key)).mappings()]
                for table in tables.metadata.sorted_tables
                if table.name not in ("outbox", "timers", "ballots", "papers")
            }
    finally:
        store.close()


def test_what_was_backed_up_on_one_database_comes_back_on_the_other(chat, elsewhere, file):
    lives(chat)
    before = counts(chat.url)

    backup(chat.url, file)
    restore(elsewhere, file, force=False, now=NIGHT)

    assert counts(elsewhere) == before | {"outbox": before["outbox"] + 1}
    assert everything(elsewhere) == everything(chat.url)
    store = Store(elsewhere, connections=1)
    with snapshot(store) as db:
        assert audit.verify(db).findings == []
    store.close()


def test_a_restored_store_says_nothing_old_and_tells_one_admin(chat, elsewhere, file):
    lives(chat)
    with chat.store.write() as db:
        db.execute(text("UPDATE outbox SET state = 'dead' WHERE id = (SELECT max(id) FROM outbox)"))
    waiting = chat.value("SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'skipped')")
    due = chat.value("SELECT count(*) FROM timers")

    backup(chat.url, file)
    restored = restore(elsewhere, file, force=False, now=NIGHT)

    assert (restored.skipped, restored.moved, restored.told) == (waiting, due, ("Ann",))
    assert (waiting, due) == (2, 3)
    with Reopened(elsewhere, chat) as again:
        again.now = NIGHT
        again.ticks()
        assert [(post.title, post.text, post.member) for post in again.news()] == [
            (
                "The backup is restored, and old messages stay unsent",
                "Skipped: 2 unsent messages. Moved to the next working morning: 3 reminders that were due.",
                chat.members["ann"],
            )
        ]
        assert titles(again.until(MORNING - timedelta(minutes=1))) == []
        assert len(titles(again.until(MORNING + timedelta(minutes=5)))) == 4  # both offers' sides and two reminders


def test_the_admin_is_told_again_after_a_second_restore(chat, elsewhere, file):
    lives(chat)
    backup(chat.url, file)
    restore(elsewhere, file, force=False, now=NIGHT)

    backup(elsewhere, file.with_name("second"))
    restored = restore(elsewhere, file.with_name("second"), force=True, now=NIGHT + timedelta(seconds=1))

    assert (restored.skipped, restored.told) == (1, ("Ann",))


def test_what_held_timers_wait_for_comes_in_the_next_working_morning(quick_chat, tmp_path):
    chat = quick_chat
    chat.has_deal("Acme", owner="li")
    chat.now = START + timedelta(hours=12)  # quiet time: the reminder is held for the morning
    chat.ticks()
    assert chat.value("SELECT count(*) FROM timers WHERE held_for IS NOT NULL") == 1

    backup(chat.url, tmp_path / "held")
    restored = restore(chat.url, tmp_path / "held", force=True, now=NIGHT)

    assert restored.moved == 1
    assert chat.rows("SELECT kind, due FROM timers WHERE held_for IS NULL ORDER BY kind") == [
        {"kind": "nudge", "due": "2026-12-07 01:00:00.000000+00:00"}
    ]


def test_a_backup_taken_while_others_write_is_of_one_piece(chat, file, tmp_path):
    lives(chat)
    stop = threading.Event()

    def writes() -> None:
        while not stop.is_set():
            chat.handle("mei", "new anyway Umbrella")

    writer = threading.Thread(target=writes)
    writer.start()
    try:
        for round in range(3):
            backup(chat.url, tmp_path / f"round{round}")
    finally:
        stop.set()
        writer.join()

    for round in range(3):
        restored = f"sqlite:///{tmp_path}/restored{round}.db"
        restore(restored, tmp_path / f"round{round}", force=False, now=NIGHT)
        store = Store(restored, connections=1)
        with snapshot(store) as db:
            assert audit.verify(db).findings == []
        store.close()
        assert values(restored, "SELECT count(*) FROM deals WHERE history_no > 0") == values(
            restored, "SELECT count(*) FROM history WHERE subject_kind = 'deal' AND no = 1"
        )


def test_a_backup_holds_no_votes_no_keys_and_no_routes(chat, file):
    canary = b"SEALED-CANARY-5417"
    with chat.store.write() as db:
        ballot = {
            "workspace": chat.workspace,
            "code": "V-1",
            "title": "Best helper",
            "state": "open",
            "opens_at": START,
            "closes_at": START + timedelta(days=1),
            "key": canary,
        }
        id = db.execute(insert(tables.ballots).values(ballot).returning(tables.ballots.c.id)).scalar_one()
        db.execute(insert(tables.papers), {"ballot": id, "member": chat.members["li"], "sealed": canary})
    chat.handle("li", "help")
    with chat.store.write() as db:
        db.execute(tables.outbox.update().values(route=canary))

    backup(chat.url, file)

    raw = file.read_bytes()
    key = chat.settings.key().encode()
    assert (raw.count(canary), raw.count(key)) == (0, 0)
    assert sqlite3.connect(file).execute("SELECT code, key FROM ballots").fetchall() == [("V-1", None)]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir() if path.name.startswith((".monday", "monday"))] == [file.name]


def test_an_id_is_not_given_again_after_a_restore(chat, elsewhere, file):
    lives(chat)
    last = chat.value("SELECT max(id) FROM inbox")
    with chat.store.write() as db:
        db.execute(text("DELETE FROM inbox WHERE id > 1"))

    backup(chat.url, file)
    restore(elsewhere, file, force=False, now=NIGHT)

    with Reopened(elsewhere, chat) as again:
        again.handle("li", "help")
        assert again.value("SELECT max(id) FROM inbox") == last + 1


def test_people_who_stand_in_for_somebody_hired_later_come_back(chat, elsewhere, file):
    with chat.store.write() as db:
        db.execute(
            text("UPDATE members SET cover = :cover WHERE id = :id"),
            {"cover": chat.members["ann"], "id": chat.members["li"]},
        )

    backup(chat.url, file)
    restore(elsewhere, file, force=False, now=NIGHT)

    assert values(elsewhere, "SELECT count(*) FROM members WHERE cover IS NOT NULL") == [(1,)]


def test_a_store_in_use_is_replaced_only_when_forced(chat, file):
    lives(chat)
    backup(chat.url, file)
    chat.says("li", "new anyway Hooli")
    before = counts(chat.url)

    with pytest.raises(BackupError, match="the store is not empty: --force replaces everything in it"):
        restore(chat.url, file, force=False, now=NIGHT)
    assert counts(chat.url) == before

    restore(chat.url, file, force=True, now=NIGHT)
    assert counts(chat.url)["deals"] == before["deals"] - 1


def test_a_backup_of_a_newer_program_is_refused_and_nothing_changes(chat, elsewhere, file):
    lives(chat)
    backup(chat.url, file)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    before = counts(elsewhere)

    with pytest.raises(BackupError, match="made by a newer Baton"):
        restore(elsewhere, file, force=True, now=NIGHT)
    assert counts(elsewhere) == before


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0 and then nothing", b"PGDMP"])
def test_a_file_that_is_no_backup_is_refused_in_a_sentence(quick_chat, tmp_path, content):
    path = tmp_path / "other"
    path.write_bytes(content)

    with pytest.raises(BackupError, match="is not a backup of Baton"):
        restore(quick_chat.url, path, force=True, now=NIGHT)


def test_a_damaged_backup_is_refused_and_nothing_changes(quick_chat, file):
    lives(quick_chat)
    backup(quick_chat.url, file)
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 20_000] = b"\xff" * 20_000
    file.write_bytes(raw)
    before = counts(quick_chat.url)

    with pytest.raises(BackupError, match="damaged"):
        restore(quick_chat.url, file, force=True, now=NIGHT)
    assert counts(quick_chat.url) == before


def test_missing_files_and_stores_are_named(quick_chat, tmp_path):
    with pytest.raises(BackupError, match="cannot be read: No such file"):
        restore(quick_chat.url, tmp_path / "nowhere", force=False, now=NIGHT)
    with pytest.raises(BackupError, match="there is no store at"):
        backup(f"sqlite:///{tmp_path}/nowhere.db", tmp_path / "file")
    with pytest.raises(BackupError, match="cannot be written"):
        backup(quick_chat.url, tmp_path / "no" / "folder")
    assert list(tmp_path.glob("*")) == []


def test_a_backup_replaces_an_older_one_and_nothing_else(quick_chat, file, tmp_path):
    backup(quick_chat.url, file)
    assert backup(quick_chat.url, file) > 0

    letter = tmp_path / "letter"
    letter.write_text("Dear customer")
    store = quick_chat.url.removeprefix("sqlite:///")
    for other in (letter, type(letter)(store)):
        with pytest.raises(BackupError, match="is there already and is not a backup"):
            backup(quick_chat.url, other)
    assert letter.read_text() == "Dear customer"


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-23 07:00", "2026-11-23 09:00"),
        ("2026-11-23 09:00", "2026-11-24 09:00"),
        ("2026-11-23 23:30", "2026-11-24 09:00"),
        ("2026-11-27 12:00", "2026-11-30 09:00"),
        ("2026-09-30 20:00", "2026-10-08 09:00"),
    ],
)
def test_the_next_working_morning(now, morning):
    zone = ZoneInfo("Asia/Shanghai")
    at = datetime.fromisoformat(now).replace(tzinfo=zone)

    found = next_morning(calendar_of(CalendarPolicy(), "Asia/Shanghai"), at.astimezone(UTC))

    assert found.astimezone(zone).strftime("%Y-%m-%d %H:%M") == morning


class Reopened(Chat):
    """The same people on a store that was restored."""

    def __init__(self, url: str, first: Chat) -> None:
        self.now = NIGHT
        self.url = url
        self.settings = Settings(database_url=url, secret_key=new_key())
        self.program = build(self.settings, clock=lambda: self.now, local=True, threads=16)
        self.store = self.program.store
        self.workspace, self.members, self.people = first.workspace, first.members, first.people
        self._deliveries = count(1_000)
        self._seen = {row["id"]: row["seq"] for row in self.rows("SELECT id, seq FROM local_posts")}

    def until(self, moment: datetime) -> list[Said]:
        """Let time pass and return what was said meanwhile."""
        said: list[Said] = []
        while self.now < moment:
            self.now = min(moment, self.now + timedelta(minutes=30))
            self.ticks()
            said += self.news()
        return said
