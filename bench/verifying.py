"""Holds the store against what was answered: every claim is there, durably, and every answer went out."""

import time
from collections.abc import Mapping

from sqlalchemy import text

from bench.stores import FIRST_CODE, MEMBERS, durable, handle
from storage.store import Store

PATIENCE = 10.0
OWNERS = "SELECT d.code, m.handle FROM deals d JOIN members m ON m.id = d.owner"
COUNTS = {
    "history of claims": "SELECT count(*) FROM history WHERE what = 'claimed'",
    "owners' intervals": "SELECT count(*) FROM ownership WHERE member IS NOT NULL AND no = 2",
    "first contacts to come": "SELECT count(*) FROM timers WHERE kind = 'first_contact'",
    "answers sent": "SELECT count(*) FROM outbox WHERE kind = 'answer' AND state = 'sent'",
}
SHOWN = {
    "answers shown": "SELECT count(*) FROM local_posts WHERE outbox IS NOT NULL AND seq > 0",
}


def verify(url: str, survives: Mapping[str, str], *, claims: int, local: bool = True) -> None:
    """Raise RuntimeError unless so many claims, from the first deal on, are stored whole and answered."""
    questions = COUNTS | (SHOWN if local else {})
    settings = durable(url)
    if settings != survives:
        raise RuntimeError(f"the store would not survive a power cut: {settings}")
    wanted = dict.fromkeys(questions, claims)
    until = time.monotonic() + PATIENCE
    while (found := _counted(url, questions)) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    if found != wanted:
        raise RuntimeError(f"after {claims} claims: {found}")
    if _owners(url) != {f"D-{FIRST_CODE + number}": handle(number % MEMBERS) for number in range(claims)}:
        raise RuntimeError("some deals have another owner than was answered")


def _counted(url: str, questions: Mapping[str, str]) -> dict[str, int]:
    store = Store(url, connections=1)
    with store.read() as db:
        found = {name: int(db.execute(text(question)).scalar_one()) for name, question in questions.items()}
    store.close()
    return found


def _owners(url: str) -> dict[str, str]:
    store = Store(url, connections=1)
    with store.read() as db:
        owners = {row.code: row.handle for row in db.execute(text(OWNERS))}
    store.close()
    return owners
