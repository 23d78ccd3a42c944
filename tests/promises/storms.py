"""Everybody grabs the same leads at the same moment, from many threads and from several processes."""

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.cards import parse, title_text
from bot.program import Program
from sales.config import ClaimPolicy, Config
from storage import configs
from tests.chat import START, Chat
from tests.forge import FORGE
from tests.promises.books import faults
from tests.promises.crowd import LEADER, again, insists, key_of, reps

PATIENCE = 60  # seconds in which everybody is at the same lead
YOURS = re.compile(r"(D-\d+) .* is yours, (.+)")
TAKEN = re.compile(r"(D-\d+) .* is already with (.+)")
FULL = re.compile(r"No room for another deal: (.+) already holds (\d+)")


@dataclass(frozen=True)
class Grab:
    """One pair of hands: whose, and the leads they go for, in order."""

    who: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Aftermath:
    """What a storm left behind: deals by number of holdings, and everything that went wrong."""

    owned: int
    most_held: int
    wrong: tuple[str, ...]


def storm(url: str, *, leads: int, claimers: int, processes: int = 1, most: int | None = None) -> Aftermath:
    """Let every claimer go for every lead at once; with `most` also each for two leads at a time."""
    with Chat(url, people=reps(claimers)) as chat:
        if most is not None:
            _cap(chat, most)
        codes = [chat.has_deal(f"Lead {no}") for no in range(leads)]
        who = [handle for handle in chat.members if handle != LEADER.handle]
        hands = 1 if most is None else 2
        grabs = [Grab(name, tuple(codes[hand::hands])) for hand in range(hands) for name in who]
        if processes == 1:
            _grab(chat.program, grabs, threading.Barrier(len(grabs)))
        else:
            _from_processes(chat, grabs, processes)
        return _aftermath(chat, most)


def _cap(chat: Chat, most: int) -> None:
    policy = Config(claim=replace(ClaimPolicy(), most_open_deals=most))
    with chat.store.write() as db:
        configs.save(db, policy, workspace=chat.workspace, version=1, by=None, at=START, why="a cap")


def _from_processes(chat: Chat, grabs: Sequence[Grab], processes: int) -> None:
    barrier = FORGE.Barrier(len(grabs))
    shares = [grabs[one::processes] for one in range(processes)]
    children = [FORGE.Process(target=_elsewhere, args=(chat.url, key_of(chat.settings), s, barrier)) for s in shares]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * processes


def _elsewhere(url: str, key: str, grabs: Sequence[Grab], barrier: threading.Barrier) -> None:
    program = again(url, key)
    _grab(program, grabs, barrier)
    program.close()


def _grab(program: Program, grabs: Sequence[Grab], barrier: threading.Barrier) -> None:
    threads = [threading.Thread(target=_goes, args=(program, grab, barrier)) for grab in grabs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _goes(program: Program, grab: Grab, barrier: threading.Barrier) -> None:
    """Claim one lead after the other, each when everybody is there."""
    for code in grab.codes:
        barrier.wait(PATIENCE)
        with suppress(Exception):  # whoever gets no answer is found by the hearsay
            insists(program, grab.who, f"claim {code}", delivery=f"{grab.who}/{code}")


def _aftermath(chat: Chat, most: int | None) -> Aftermath:
    owned = {row["code"]: row["name"] for row in chat.rows(OWNED)}
    held = Counter(owned.values())
    wrong = [*faults(chat.store, now=START), *_hearsay(chat, owned, held, most)]
    wrong += [f"{name} holds {count}" for name, count in held.items() if most is not None and count > most]
    return Aftermath(len(owned), max(held.values(), default=0), tuple(wrong))


OWNED = "SELECT d.code, m.name FROM deals d JOIN members m ON m.id = d.owner"
ANSWERS = """
SELECT i.delivery, o.text, o.member, m.name FROM inbox i JOIN outbox o ON o.inbox = i.id AND o.kind = 'answer'
LEFT JOIN members m ON m.id = o.member WHERE i.delivery LIKE '%/D-%' ORDER BY i.id
"""


def _hearsay(chat: Chat, owned: dict[str, str], held: Counter[str], most: int | None) -> Iterator[str]:
    """Each claimer heard once: it is yours, said to all; it is with whom it is with, or you are full, said to you."""
    names = {person.handle: person.name for person in chat.people.values()}
    heard: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in chat.rows(ANSWERS):
        handle, _, code = row["delivery"].partition("/")
        heard[handle, code].append(_understood(title_text(parse(row["text"])), row["name"], names[handle]))
    for code in [row["code"] for row in chat.rows("SELECT code FROM deals")]:
        for handle, name in names.items():
            if handle == LEADER.handle:
                continue
            told = heard[handle, code]
            right = [f"{code} is yours"] if owned.get(code) == name else [f"{code} is with {owned.get(code)}"]
            full = most is not None and held[name] == most and told == [f"full at {most}"]
            if told != right and not full:
                yield f"{name}, who claimed {code}, heard {told}, not {right}"


def _understood(title: str, private: str | None, name: str) -> str:
    if (found := YOURS.fullmatch(title)) and found[2] == name and private is None:
        return f"{found[1]} is yours"
    if (found := TAKEN.fullmatch(title)) and private == name:
        return f"{found[1]} is with {found[2]}"
    if (found := FULL.fullmatch(title)) and found[1] == name == private:
        return f"full at {found[2]}"
    return title
