"""Random people say random things while time passes; after each the books must balance."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import select

from handlers.commands import COMMANDS
from storage import tables
from tests.chat import Chat
from tests.promises.books import faults

WHO = ("li", "wang", "zhang", "mei", "tom", "kim", "dora", "ann")
DEALS = 5
# What the undoing itself adds: another change, and nothing else.
COUNTED = {"rev", "history_no", "history_head"}


def walk(url: str, *, seed: int, steps: int) -> list[str]:
    """Take so many steps; return what was said before the books did not balance, and why; nothing when all is well."""
    with Chat(url) as chat:
        chance, said, forms = random.Random(seed), list[str](), set[int]()
        for no in range(DEALS):
            chat.has_deal(f"Lead {no}", room=("east", "us")[no % 2])
        for _ in range(steps):
            wrong = [*_step(chat, chance, said, forms), *faults(chat.store, now=chat.now, forms=forms)]
            if wrong:
                return [*said[-12:], *wrong]
        return [*_listed(chat), *_left(chat)]


def _step(chat: Chat, chance: random.Random, said: list[str], forms: set[int]) -> Iterator[str]:
    """Time passes, or somebody says something and perhaps takes it back at once."""
    if chance.random() < 0.15:
        span = chance.choice((timedelta(minutes=3), timedelta(hours=2), timedelta(hours=9), timedelta(days=1)))
        said.append(f"after {span}")
        chat.now += span
        chat.ticks()
        chat.news()
        return
    who, words = _speaks(chat, chance)
    before = _deals(chat)
    handled = chat.handle(who, words, room=chance.choice(("east", "us", None)))
    state = handled.state
    if handled.answer is not None and handled.answer.form:
        forms.add(handled.inbox)
    said.append(f"{who}: {words} → {state}")
    if state not in ("done", "refused"):
        yield f"{words!r} ended {state}"
    token = _undoable(chat)
    if state == "done" and token and chance.random() < 0.3:
        state = chat.handle(who, token, room=None).state
        said.append(f"{who}: {token} → {state}")
        if state != "done":
            yield f"{token!r} right after the change ended {state}"
        elif words.startswith("new") or _deals(chat) != before:
            yield from () if words.startswith("new") else (f"{token!r} did not restore what was before {words!r}",)


def _speaks(chat: Chat, chance: random.Random) -> tuple[str, str]:
    """Who says what: often somebody answers an offer, oftener an owner speaks of their deal, else anybody of anything."""
    asked = chat.rows(ASKED)
    if asked and chance.random() < 0.3:
        offer = chance.choice(asked)
        word, who = chance.choice((("accept", "handle"), ("decline", "handle"), ("withdraw", "asker")))
        return offer[who], f"{word} {offer['code']}"
    owned = chat.rows(OWNED)
    if owned and chance.random() < 0.6:
        deal = chance.choice(owned)
        return deal["handle"], _words(chance, deal["code"])
    return chance.choice(WHO), _words(chance, f"D-{1001 + chance.randrange(DEALS)}")


def _words(chance: random.Random, code: str) -> str:
    """Anything that can be said, most often about one deal."""
    request = f"R-{chance.randint(1, 12)}"
    name = chance.choice(("Li", "王芳", "Zhang", "Tom", "Mei"))
    own = (
        *(f"claim {code}",) * 5,
        *(f"release {code} no time", f"assign {code} to {name}", f"transfer {code} to {name} because I am full") * 2,
        *(f"accept {request}", f"accept {request}", f"decline {request} no", f"withdraw {request}"),
        *(f"contacted {code} spoke to Bob", f"progress {code} next call them tomorrow", f"won {code} ¥8000"),
        *(f"progress {code} stage proposal, amount $120k, note keen", f"progress {code} next write in 3 hours"),
        *(
            f"lost {code} price",
            "undo",
            "undo",
            f"undo {code}/{chance.randint(1, 9)}",
            f"undo me/{chance.randint(1, 4)}",
        ),
        *(f"leave tomorrow to Friday, cover {name}", "back", "language zh", "language en", "zone Europe/Paris"),
    )
    return chance.choice((*own, *own, *(command.example for command in COMMANDS)))


def _deals(chat: Chat) -> list[dict[str, object]]:
    """Every deal as it stands."""
    with chat.store.read() as db:
        rows = db.execute(select(tables.deals).order_by(tables.deals.c.id)).mappings()
        return [{name: value for name, value in row.items() if name not in COUNTED} for row in rows]


def _undoable(chat: Chat) -> str | None:
    """The command behind the last answer's Undo button."""
    text = chat.value("SELECT text FROM outbox WHERE inbox = (SELECT max(id) FROM inbox) AND edits IS NULL")
    _, found, rest = (text or "").rpartition("(<do:undo ")
    return f"undo {rest.partition('>')[0]}" if found else None


def _listed(chat: Chat) -> Iterator[str]:
    """What is still asked of somebody stands in their list."""
    for row in chat.rows(ASKED):
        chat.news()
        answer = chat.says(row["handle"], "my deals", room=None)[0]
        if row["code"] not in answer.markdown:
            yield f"{row['code']} waits for {row['handle']}, whose list does not name it"


def _left(chat: Chat) -> Sequence[str]:
    """Everything that was to be said is said, but for stand-ups and digests that time jumped over."""
    chat.news()
    return [f"left behind: {row}" for row in chat.rows(LEFT)]


ASKED = """
SELECT r.code, m.handle, a.handle AS asker FROM requests r JOIN members m ON m.id = r.assignee
JOIN members a ON a.id = r.asker WHERE r.state = 'open' ORDER BY r.id
"""
LEFT = "SELECT key, state FROM outbox WHERE state <> 'sent' AND NOT (state = 'skipped' AND kind = 'digest')"
OWNED = "SELECT d.code, m.handle FROM deals d JOIN members m ON m.id = d.owner ORDER BY d.id"
