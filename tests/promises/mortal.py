"""A process that is killed in the very moment between a platform's acceptance and our mark.

The platform keeps a ledger in a file, one line for each post it accepted; nothing that dies takes it along.
"""

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.cards import Card
from bot.platform import Limit, Receipt
from storage.sending import LEASE, Post
from tests.chat import START, Chat
from tests.forge import run
from tests.promises.crowd import again, key_of
from tests.promises.network import DOOR, reaches, waits

AGAIN = ("answer", "reminder", "card")
ONCE = ("digest", "praise")


class Ledger:
    """The platform as one process sees it: after so many posts the process is no more."""

    door = DOOR
    edits = True

    def __init__(self, path: Path, *, lives: int, remembers: bool) -> None:
        self._path = path
        self._lives = lives
        self._remembers = remembers

    def limits(self, post: Post) -> Sequence[Limit]:
        return ()

    def post(self, post: Post, card: Card) -> Receipt:
        line = json.dumps({"key": post.key, "kind": post.kind}) + "\n"
        with self._path.open("ab", buffering=0) as ledger:
            ledger.write(line.encode())  # O_APPEND and one write: lines never mix
        self._lives -= 1
        if self._lives == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return Receipt(post.key)

    def look_up(self, post: Post) -> Receipt | None:
        return Receipt(post.key) if self._remembers and post.key in entries(self._path) else None


@dataclass(frozen=True)
class Reckoning:
    """What the ledger says in the end: deaths, doubles and losses by class, and states that do not fit."""

    deaths: int
    doubled: Counter[str]
    lost: Counter[str]
    wrong: tuple[str, ...]


def send_and_die(url: str, folder: Path, *, deaths: int, remembers: bool) -> Reckoning:
    """Send everything with processes that die after a few posts each, then count what the platform has."""
    ledger, chance = folder / "ledger", random.Random(deaths)
    ledger.touch()
    with Chat(url) as chat:
        rooms = list(reaches(chat).values())
        for no in range(deaths * 2):
            for place, kind in enumerate((*AGAIN, *ONCE)):  # in each lane another class comes first
                waits(chat, f"{kind} {no}", kind, room=rooms[no % 2], member=1 + (no + place) % 8)
        died = 0
        for no in range(deaths + 1):
            lives = chance.randint(2, 9) if no < deaths else 0
            died += _sends(url, key_of(chat.settings), ledger, at=_later(no), lives=lives, remembers=remembers)
        _sends(url, key_of(chat.settings), ledger, at=_later(deaths + 2), lives=0, remembers=remembers)
        states = chat.rows("SELECT key, kind, state FROM outbox WHERE door = 'net'")
    return _reckoned(ledger, died, states)


def entries(ledger: Path) -> Counter[str]:
    """How often the platform has each post."""
    return Counter(json.loads(line)["key"] for line in ledger.read_text().splitlines())


def _later(no: int) -> datetime:
    """When a process starts: the leases of the one before it have lapsed."""
    return START + no * (LEASE + timedelta(seconds=5))


def _sends(url: str, key: str, ledger: Path, *, at: datetime, lives: int, remembers: bool) -> int:
    """Run a process that sends until nothing is left or it dies; return 1 when it died."""
    asked = json.dumps(
        {"url": url, "key": key, "ledger": str(ledger), "at": at.isoformat(), "lives": lives, "remembers": remembers}
    )
    code = run("tests.promises.mortal", asked, timeout=120).returncode
    assert code in (0, -signal.SIGKILL)
    return 1 if code else 0


def _reckoned(ledger: Path, died: int, states: Sequence[dict[str, str]]) -> Reckoning:
    has, doubled, lost, wrong = entries(ledger), Counter[str](), Counter[str](), []
    for row in states:
        times, kind, state = has[row["key"]], row["kind"], row["state"]
        doubled[kind] += max(0, times - 1)
        if state == "sent" and times == 0:
            lost[kind] += 1
        if state not in (("sent", "unknown") if kind in ONCE else ("sent",)):
            wrong.append(f"{row['key']}: {state}")
    return Reckoning(died, +doubled, +lost, tuple(wrong))


def main(asked: dict) -> None:
    """Be the process that dies."""
    ledger = Ledger(Path(asked["ledger"]), lives=asked["lives"], remembers=asked["remembers"])
    at = datetime.fromisoformat(asked["at"])
    program = again(asked["url"], asked["key"], clock=lambda: at, platforms=[ledger])
    while program.sender.step() or program.sender._flying:
        pass
    program.close()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
