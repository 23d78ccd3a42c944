"""People work while the server is killed again and again; then it is counted what became of their work."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from bot import demo
from bot.cards import parse
from bot.clock import now
from bot.vault import new_key
from storage.store import Store
from tests.promises.books import faults
from tests.promises.servers import Server

PEOPLE = ("li", "zhang", "tom", "amy", "wang")


@dataclass(frozen=True)
class Counted:
    """How often the server died, how many messages were acknowledged, how many had to be sent again; all faults."""

    kills: int
    acknowledged: int
    repeated: int
    wrong: tuple[str, ...]


def work_while_it_dies(url: str, folder: Path, *, commands: int, kills: int) -> Counted:
    """Let five people say so many things while the server is killed so many times at random moments."""
    key = new_key()
    store = Store(url)
    with store.write() as db:
        demo.people(db, zone="Asia/Shanghai", now=now())
    server, work = Server(url, key, folder / "server.log"), Work(commands)
    server.start()
    threads = [threading.Thread(target=work.of, args=(who, server)) for who in PEOPLE]
    for thread in threads:
        thread.start()
    killed = _kill_now_and_then(server, work, kills)
    for thread in threads:
        thread.join()
    _wait(lambda: not _rows(store, "SELECT id FROM outbox WHERE state IN ('waiting', 'sending')"))
    assert server.stop() == 0
    wrong = [*faults(store), *_lost(store, work), *(f"the log says: {line}" for line in server.logged("turn broke"))]
    store.close()
    return Counted(killed, len(work.acknowledged), work.repeated, tuple(wrong))


class Work:
    """What people say, each thing until it is acknowledged."""

    def __init__(self, commands: int) -> None:
        self.acknowledged: dict[str, str] = {}
        self.repeated = 0
        self.done = 0
        self._each = commands // len(PEOPLE)
        self._guard = threading.Lock()

    def of(self, who: str, server: Server) -> None:
        """Say one thing after the other; what gets no answer is sent again as the same delivery."""
        chance = random.Random(who)
        for no in range(self._each):
            delivery, words = f"{who}-{no}", _words(chance, f"{who}-{no}")
            while not server.says(who, words, delivery=delivery):
                self.repeated += 1
                time.sleep(0.05)
            with self._guard:
                self.acknowledged[delivery] = words
                self.done += 1


def _words(chance: random.Random, mark: str) -> str:
    """Something a seller may say, with a mark of its own where it has words of its own."""
    code = f"D-{1001 + chance.randint(0, 15)}"
    return chance.choice(
        (
            *(f"new anyway Lead {mark}",) * 2,
            *(f"claim {code}",) * 2,
            f"contacted {code} {mark}",
            *(f"progress {code} note {mark}",) * 2,
            f"progress {code} next {mark} tomorrow",
            f"release {code} {mark}",
            f"transfer {code} to Tom because {mark}",
            f"accept R-{chance.randint(1, 9)}",
            f"won {code} ¥{chance.randint(1, 9)}000",
            *("undo", "my deals", "pool"),
        )
    )


def _kill_now_and_then(server: Server, work: Work, kills: int) -> int:
    """Kill at random moments, spread over the whole work; return how often."""
    chance = random.Random(7)
    total = work._each * len(PEOPLE)
    for no in range(kills):
        _wait(lambda no=no: work.done >= total * (no + 0.3) / (kills + 0.6))
        time.sleep(chance.random() * 0.1)
        server.kill()
        server.start()
    return kills


def _lost(store: Store, work: Work) -> list[str]:
    """Everything acknowledged is there exactly once: its delivery, its answer, and the change the answer speaks of."""
    known = {row.delivery: row for row in _rows(store, DONE)}
    made = {f"undo {row.code}/{row.no}": row.via for row in _rows(store, MADE)}
    wrong = [f"{delivery}: acknowledged and lost" for delivery in work.acknowledged.keys() - known.keys()]
    for delivery, words in work.acknowledged.items():
        row = known.get(delivery)
        if row is None:
            continue
        # A refusal may offer to undo what closed the deal: the change of another message.
        offered = [button.command for button in parse(row.text).buttons if button.command.startswith("undo ")]
        undoable = any(made.get(command, row.id) == row.id for command in offered)
        if undoable != (row.changes == 1) and not words.startswith(("accept", "undo")):
            wrong.append(f"{delivery}: {words!r} changed {row.changes} things, answered {row.text[:60]!r}")
        if words.startswith("new anyway") and _count(store, NAMED, title=words.removeprefix("new anyway ")) != 1:
            wrong.append(f"{delivery}: {words!r} is there more or less than once")
        marked = _count(store, MARKED, delivery=delivery, mark=f"%{delivery}%")
        if undoable and words.startswith(("progress", "contacted", "release")) and marked != 1:
            wrong.append(f"{delivery}: {words!r} is told {marked} times")
    shown = _rows(store, "SELECT outbox FROM local_posts GROUP BY outbox HAVING count(*) > 1")
    return [
        *wrong,
        *(f"shown twice: {row}" for row in shown),
        *(f"not shown: {row.key}" for row in _rows(store, UNSHOWN)),
    ]


DONE = """
SELECT i.id, i.delivery, o.text, (SELECT count(*) FROM history h WHERE h.via = i.id) AS changes
FROM inbox i JOIN outbox o ON o.inbox = i.id AND o.key = 'answer:' || i.id
"""
MADE = "SELECT d.code, h.no, h.via FROM history h JOIN deals d ON h.subject_kind = 'deal' AND h.subject = d.id"
NAMED = "SELECT count(*) FROM deals WHERE title = :title"
MARKED = """
SELECT count(*) FROM history h JOIN inbox i ON i.id = h.via WHERE i.delivery = :delivery AND h.payload LIKE :mark
"""
UNSHOWN = """
SELECT o.key FROM outbox o LEFT JOIN local_posts p ON p.outbox = o.id
WHERE o.kind <> 'edit' AND (o.state <> 'sent' OR p.id IS NULL)
"""


def _rows(store: Store, statement: str, **asked: object) -> list:
    with store.read() as db:
        return list(db.execute(text(statement), asked))


def _count(store: Store, statement: str, **asked: object) -> int:
    return int(_rows(store, statement, **asked)[0][0])


def _wait(until: Callable[[], bool], *, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)
