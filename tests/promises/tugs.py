"""People and the tick pull at the same deals, from four processes, while a fast clock runs."""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.queues import Queue

from bot.program import Program
from storage.store import Conflict, Late
from tests.chat import START, Chat
from tests.forge import FORGE
from tests.promises.books import faults
from tests.promises.crowd import again, insists, key_of, reps

PACE = 600  # a minute of ours is ten hours of theirs
HANDS = 4  # threads that take turns in each of two processes
PEOPLE = 8


@dataclass(frozen=True)
class Tugged:
    """What came of it: how many turns, how they ended, and everything that went wrong."""

    turns: int
    fates: Counter[str]
    late: int
    wrong: tuple[str, ...]


def tug(url: str, *, seconds: float, deals: int = 20) -> Tugged:
    """Take turns and tick on the same deals for so long, then let everything due be looked at, and count."""
    with Chat(url, people=reps(PEOPLE)) as chat:
        codes = [chat.has_deal(f"Lead {no}") for no in range(deals)]
        heard, began = FORGE.Queue(), time.time() + 3
        shared = (url, key_of(chat.settings), began, seconds)
        people = [handle for handle in chat.members if handle != "mei"]
        children = [FORGE.Process(target=_ticks, args=(*shared, heard)) for _ in range(2)]
        children += [FORGE.Process(target=_turns, args=(*shared, codes, people[no::2], heard)) for no in range(2)]
        for child in children:
            child.start()
        told = [heard.get(timeout=seconds + 60) for _ in children]
        for child in children:
            child.join()
        chat.now = fast(began)()
        chat.ticks()
        chat.news()
        fates = sum((counted for counted, _ in told), Counter())
        wrong = [*faults(chat.store, now=chat.now), *_doubled(chat)]
        return Tugged(fates.total(), fates, sum(late for _, late in told), tuple(wrong))


def fast(began: float) -> Callable[[], datetime]:
    """A clock all processes share."""
    return lambda: START + timedelta(seconds=(time.time() - began) * PACE)


def _ticks(url: str, key: str, began: float, seconds: float, heard: Queue) -> None:
    """A process that ticks and sends."""
    program, seen = again(url, key, clock=fast(began)), Counter[str]()
    program.sender.start()
    while time.time() < began + seconds:
        try:
            broken = program.ticker.tick(program.clock()).broken
            seen.update({"job broken": broken} if broken else {})
        except (Late, Conflict):
            pass  # as the metronome does: the next tick looks again
        time.sleep(0.01)
    program.sender.stop(20)
    program.close()
    heard.put((seen, 0))


def _turns(url: str, key: str, began: float, seconds: float, codes: list[str], people: list[str], heard: Queue) -> None:
    """A process in which people speak."""
    program = again(url, key, clock=fast(began))
    with ThreadPoolExecutor(HANDS) as pool:
        told = list(pool.map(lambda one: _speaks(program, one, began + seconds, codes), people))
    program.close()
    heard.put((sum((fates for fates, _ in told), Counter()), sum(late for _, late in told)))


def _speaks(program: Program, who: str, until: float, codes: list[str]) -> tuple[Counter[str], int]:
    """One person at work: takes, writes, hands over, gives back, as chance has it."""
    chance, fates, late, said = random.Random(who), Counter[str](), 0, 0
    while time.time() < until:
        said += 1
        speaker, words = says(chance, who, codes)
        fate, times = insists(program, speaker, words, delivery=f"{who}-{said}")
        fates[fate] += 1
        late += times
    return fates, late


def says(chance: random.Random, who: str, codes: list[str]) -> tuple[str, str]:
    """Who says what next; one time in eight it is the manager."""
    code, other = chance.choice(codes), chance.choice(["Li", "Wang", "Zhang", "Zhao", "Chen", "Yang"])
    if chance.random() < 1 / 8:
        return "mei", f"assign {code} to {other}"
    words = (
        *(f"claim {code}",) * 3,
        f"contacted {code} spoke to Bob",
        f"progress {code} next call them in 2 hours",
        f"progress {code} stage proposal, next send the quote tomorrow",
        f"release {code} no time",
        f"transfer {code} to {other} because I am full",
        f"accept R-{chance.randint(1, 40)}",
        f"decline R-{chance.randint(1, 40)} no",
        *("undo", "my deals", "leave tomorrow, cover Li", "back"),
    )
    return who, chance.choice(words)


def _doubled(chat: Chat) -> list[str]:
    """A slot is spoken of once, every post is shown once, and nothing of the outbox is left behind."""
    nudges = Counter((row["member"], row["created_at"]) for row in chat.rows(NUDGES))
    left = chat.rows("SELECT key, state FROM outbox WHERE state <> 'sent'")
    unshown = chat.rows(UNSHOWN)
    return [
        *(f"nudged {count} times: {slot}" for slot, count in nudges.items() if count > 1),
        *(f"left behind: {row}" for row in left),
        *(f"never shown: {row['key']}" for row in unshown),
    ]


NUDGES = "SELECT member, created_at FROM outbox WHERE key LIKE 'nudge:%'"
UNSHOWN = """
SELECT o.key FROM outbox o LEFT JOIN local_posts p ON p.outbox = o.id
WHERE o.kind <> 'edit' AND o.state = 'sent' AND p.id IS NULL
"""
