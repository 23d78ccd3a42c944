"""A fortnight of stand-ups, digests and praise, ticked by two processes that are killed in the midst of sending.

Both processes are told the time and go on only when both are done with it, so that they work at the same moments;
the platform keeps its ledger in a file, which nothing that dies takes along.
"""

import json
import os
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cards import Card
from bot.platform import Receipt
from bot.program import build
from bot.settings import Settings
from sales.calendar import instant_of
from storage.sending import ONCE, Post
from storage.store import Conflict, Late
from tests.chat import PEOPLE, ZONE, Chat
from tests.forge import Forked
from tests.promises.crowd import key_of
from tests.promises.mortal import Ledger
from tests.promises.network import reaches

ROOT = Path(__file__).parents[2]
HERE = ZoneInfo(ZONE)
MONDAY = date(2026, 11, 23)
# When something is posted by the clocks of both teams, and some minutes later, when a new process finds what is left.
LOOKS = (
    "08:45",
    "08:52",
    "09:00",
    "09:05",
    "09:40",
    "10:00",
    "10:05",
    "17:30",
    "17:36",
    "22:00",
    "22:05",
    "23:00",
    "23:05",
)


class Fickle(Ledger):
    """A platform that takes a process's last post, or does not, before the process is no more."""

    def __init__(self, path: Path, *, lives: int, takes_the_last: bool) -> None:
        super().__init__(path, lives=lives if takes_the_last else 0, remembers=False)
        self._left = 0 if takes_the_last else lives
        self._guard = threading.Lock()

    def post(self, post: Post, card: Card) -> Receipt:
        with self._guard:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return super().post(post, card)


@dataclass
class Walker:
    """A process that ticks and sends whenever it is told the time."""

    url: str
    key: str
    ledger: Path
    lives: int
    takes_the_last: bool
    deaths: int = 0
    _process: Forked | None = field(default=None, repr=False)

    def step(self, at: datetime) -> None:
        """Have everything done that is due at this moment; a dead process is replaced before the next one."""
        process = self._process or self._born()
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(BrokenPipeError):
            process.stdin.write(f"{at.isoformat()}\n")
            process.stdin.flush()
        if not process.stdout.readline():
            assert process.wait() == -signal.SIGKILL
            self.deaths += 1
            self._process = None

    def ends(self) -> None:
        """Let the process go home."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            assert self._process.wait(30) == 0
            self._process = None

    def _born(self) -> Forked:
        # Each generation lives through a few more posts than the one before it.
        lives = self.lives and self.lives + 3 * self.deaths
        last = self.takes_the_last ^ bool(self.deaths % 2)
        asked = {"url": self.url, "key": self.key, "ledger": str(self.ledger), "lives": lives, "takes_the_last": last}
        self._process = Forked("tests.promises.fortnight", json.dumps(asked), read=True)
        return self._process


@dataclass(frozen=True)
class Reckoning:
    """What became of everything that was due: its keys, what the platform has of it, and what is known of the rest."""

    deaths: int
    undecided: tuple[str, ...]
    unplanned: tuple[str, ...]
    doubled: tuple[str, ...]
    missing: frozenset[str]
    unknown: frozenset[str]
    strange: tuple[str, ...]


def live_through(url: str, folder: Path, *, days: int, kills: int) -> Reckoning:
    """Live through so many days; return what became of everything that is posted once."""
    ledger, chance = folder / "ledger", random.Random(days)
    ledger.touch()
    with Chat(url) as chat:
        rooms = reaches(chat)
        chat.now = instant_of(MONDAY, time(8, 0), HERE)
        _leads(chat)
        chat.timer("rhythm")
        chat.ticks()
        walkers = [Walker(url, key_of(chat.settings), ledger, 4 + 5 * no, bool(no)) for no in range(2)]
        for at in moments(days):
            for walker in walkers:
                if walker.deaths * 2 >= kills:
                    walker.lives = 0
            died = sum(walker.deaths for walker in walkers)
            _together(walkers, at)
            if sum(walker.deaths for walker in walkers) > died:  # whoever lives looks again before the day goes on
                _settled(walkers, at)
            chat.now = at
            _answers(chat, chance, at)
        _settled(walkers, at)
        for walker in walkers:
            walker.ends()
        rows = chat.rows("SELECT key, kind, state FROM outbox WHERE door = 'net'")
        planned = set(_planned(chat, rooms, days))
    return _reckoned(ledger, rows, planned, sum(walker.deaths for walker in walkers))


def moments(days: int) -> Iterator[datetime]:
    """The moments at which the processes look."""
    for no in range(days):
        for look in LOOKS:
            yield instant_of(MONDAY + timedelta(days=no), time.fromisoformat(look), HERE)


def _leads(chat: Chat) -> None:
    """Deals that give every day something to tell."""
    for owner in ("li", "wang", "zhang", "tom"):
        code = chat.has_deal(f"Lead of {owner}", owner=owner, room="us" if owner == "tom" else "east")
        chat.handle(owner, f"contacted {code}")
        chat.handle(owner, f"progress {code} next call them tomorrow")


def _answers(chat: Chat, chance: random.Random, at: datetime) -> None:
    """Some answer the stand-up in time, some late, some never."""
    for who in ("li", "wang", "zhang", "tom"):
        if chance.random() < 0.2:
            chat.handle(who, f"standup today visit number {chance.randint(1, 99)}", room=None)


def _settled(walkers: Sequence[Walker], at: datetime) -> None:
    """Let what was on its way when a process died be settled after its lease."""
    for minutes in (1, 2, 3):
        _together(walkers, at + timedelta(minutes=minutes))


def _together(walkers: Sequence[Walker], at: datetime) -> None:
    threads = [threading.Thread(target=walker.step, args=(at,)) for walker in walkers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _planned(chat: Chat, rooms: dict[str, int], days: int) -> Iterator[str]:
    """What is to be said in these days, counted anew: one key for each person or room and working day."""
    for no in range(days):
        day = MONDAY + timedelta(days=no)
        if day.weekday() >= 5:
            continue
        for person in PEOPLE:
            member = chat.members[person.handle]
            if person.roles[0] == "rep":
                yield f"standup:{day}:member:{member}"
            if person.roles[0] in ("manager", "director"):
                yield f"digest:{day}:member:{member}"
        for team in ("east", "us"):
            standup = chat.value(
                "SELECT id FROM standups WHERE team = :team AND day = :day", team=chat.teams[team], day=str(day)
            )
            yield f"standup_digest:{standup}:{day}:room:{rooms[team]}"
            if no and day.weekday() == 0 and team == "east":
                week = (day - timedelta(days=7)).isocalendar()
                yield f"praise:{chat.teams[team]}:{week.year}-W{week.week:02}:room:{rooms[team]}"


def _reckoned(ledger: Path, rows: Sequence[dict[str, str]], planned: set[str], deaths: int) -> Reckoning:
    has = Counter(json.loads(line)["key"] for line in ledger.read_text().splitlines())
    once = {row["key"]: row["state"] for row in rows if row["kind"] in ONCE}
    # A morning is said to whom something waits for, praise where there was something to praise: the days decide.
    decided = {key for key in once if key in planned or not key.startswith(("morning:", "praise:"))}
    return Reckoning(
        deaths,
        tuple(sorted(planned - decided)),
        tuple(sorted(decided - planned)),
        tuple(sorted(key for key, times in has.items() if times > 1 and key in once)),
        frozenset(once.keys() - has.keys()),
        frozenset(key for key, state in once.items() if state == "unknown"),
        tuple(f"{key}: {state}" for key, state in sorted(once.items()) if state not in ("sent", "unknown")),
    )


def main(asked: dict) -> None:
    """Be one of the processes: a line is a moment, the answer says that all of it is done."""
    at = [datetime.now(UTC)]
    ledger = Fickle(Path(asked["ledger"]), lives=asked["lives"], takes_the_last=asked["takes_the_last"])
    settings = Settings(database_url=asked["url"], secret_key=asked["key"])
    program = build(settings, clock=lambda: at[0], local=False, platforms=[ledger], threads=4)
    for line in sys.stdin:
        at[0] = datetime.fromisoformat(line.strip())
        quiet = 0
        while quiet < 2:  # the other one may have a timer's row at this very moment
            moved = 0
            with suppress(Late, Conflict):
                moved += program.ticker.tick(at[0]).looked
                moved += program.sender.step() or len(program.sender._flying)
            quiet = 0 if moved else quiet + 1
        print("done", flush=True)
    program.close()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
