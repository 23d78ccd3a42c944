"""Random people ask each other for everything while time passes; what was asked ends, or stands in a list."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sales.quoting import STATES
from tests.chat import PEOPLE, Chat, Person
from tests.promises.books import faults

TEAM = (
    *PEOPLE,
    Person("raj", "Raj", ("presales",), "east"),
    Person("chen", "陈静", ("presales",), "us", "zh"),
    Person("sun", "Sun", ("legal",), "us"),
    Person("mia", "Mia", ("delivery",), "east"),
)
SPANS = (timedelta(minutes=3), timedelta(hours=2), timedelta(hours=9), timedelta(days=1), timedelta(days=4))
ENDED = {"answered", "declined", "expired", "withdrawn"}


@dataclass(frozen=True)
class Phrase:
    """Something that is said of {deal}, {name} or a {request} of a kind: by whom most often, how often, what it opens."""

    words: str
    by: str
    often: int = 1
    opens: int = 0
    kind: str = ""

    def fits(self, asked: Sequence[dict[str, Any]]) -> bool:
        """Whether there is anything to say it of."""
        return "{request}" not in self.words or any(self.kind in ("", row["kind"]) for row in asked)


# Other kinds of requests add theirs here; `by` is owner, asked (whoever shall answer), asker or anybody.
PHRASES = [
    Phrase("need {deal} presales: architecture", "owner", 4, opens=1),
    Phrase("need {deal} legal: the tender by Friday", "owner", 2, opens=1),
    Phrase("need {deal} presales and legal: the tender", "owner", opens=2),
    Phrase("ask {name} on {deal}: an opinion", "owner", 2, opens=1),
    Phrase("ask Raj on {deal}: sizing by tomorrow", "owner", 2, opens=1),
    Phrase("contract {deal} framework contract to legal: payment in 60 days", "owner", 3, opens=1),
    Phrase("contract {deal} NDA to Sun", "owner", opens=1),
    Phrase("handover {deal} to delivery: start next Monday", "owner", 3, opens=1),
    Phrase("handover {deal} to {name}", "owner", opens=1),
    Phrase("transfer {deal} to {name} because I am full", "owner", 2, opens=1),
    *(Phrase(words, "asked", 4) for words in ("take {request}", "accept {request}", "answer {request} it is done")),
    *(Phrase(words, "asked", 2) for words in ("decline {request} no time", "answer {request} ok")),
    Phrase("sign off {request}", "asked", 6, kind="contract"),
    Phrase("answer {request} 30 days at most", "asked", 4, kind="contract"),
    Phrase("terms {request} payment in 30 days", "asker", 6, kind="contract"),
    *(Phrase("check {request} all", by, 8, kind="handover") for by in ("asked", "asker")),
    *(Phrase(words, "asked", 2, kind="handover") for words in ("check {request} 1 3", "uncheck {request} 1")),
    Phrase("add line {request} training is booked", "asker", kind="handover"),
    Phrase("withdraw {request}", "asker", 2),
    Phrase("quote {deal} 20 seats, 5% off, by tomorrow", "owner", 6, opens=1),
    Phrase("quote {deal} 5 x Hat at ¥900, needs approval", "owner", 2, opens=1),
    *(
        Phrase(f"offer {{request}} {offer}", "asked", 6, kind="quote")
        for offer in ("3 x Hat at ¥100, 15% off", "9 x Hat at ¥9")
    ),
    Phrase("offer {request} 2 x Hat at ¥900,000, valid 3 days", "asked", 3, kind="quote"),
    Phrase("offer {request} 25% off", "anybody", 2, kind="quote"),
    Phrase("decline {request} not sold", "asked", kind="quote"),
    *(Phrase(words, "asked", 6, kind="approval") for words in ("approve {request}", "approve {request} at 5%")),
    *(
        Phrase(words, "asked", 2, kind="approval")
        for words in ("reject {request} no", "return {request} to presales why")
    ),
    Phrase("return {request} to step 1 once more", "asked", 2, kind="approval"),
    *(Phrase(words, "owner", 5, kind="quote") for words in ("sent {request}", "accepted {request}")),
    *(Phrase(words, "owner", 2, kind="quote") for words in ("refused {request} price", "withdraw {request}", "quotes")),
    *(Phrase(words, "owner") for words in ("add {name} to {deal}", "remove {name} from {deal}", "won {deal} ¥8000")),
    *(Phrase(words, "owner") for words in ("lost {deal} price", "release {deal} no time", "undo", "undo {deal}/2")),
    *(Phrase(words, "owner") for words in ("progress {deal} stage proposal", "claim {deal}")),
    *(Phrase(words, "anybody") for words in ("assign {deal} to {name}", "show {request}", "claim {deal}", "undo")),
    *(Phrase(words, "anybody") for words in ("leave today to Friday, cover {name}", "back", "open requests")),
]
SAID = [phrase for phrase in PHRASES for _ in range(phrase.often)]


def sequences(url: str, *, seed: int, count: int, steps: int) -> list[str]:
    """Let people say so many sequences; return what was said before something was wrong, and why."""
    with Chat(url, people=TEAM) as chat:
        chance, opened = random.Random(seed), 0
        for _ in range(count):
            said = list[str]()
            deal = chat.has_deal("Lead", owner=chance.choice(("li", "wang", "zhang")))
            opened += sum(_step(chat, chance, deal, said) for _ in range(steps))
            if wrong := [
                *_broken(said),
                *_uncounted(chat, opened),
                *_unlisted(chat),
                *faults(chat.store, now=chat.now),
            ]:
                return [*said, *wrong]
            if chance.random() < 0.5:
                _weeks_pass(chat, 3)
        _weeks_pass(chat, 30)
        return [*_uncounted(chat, opened), *_left_open(chat), *faults(chat.store, now=chat.now)]


def _step(chat: Chat, chance: random.Random, deal: str, said: list[str]) -> int:
    """Time passes, or somebody says something; return how many requests it opened."""
    if chance.random() < 0.15:
        span = chance.choice(SPANS)
        chat.now += span
        chat.ticks()
        chat.news()
        said.append(f"after {span}")
        return 0
    asked = chat.rows(OF_DEAL, deal=deal)
    phrase = chance.choice([one for one in SAID if one.fits(asked)])
    of_kind = [row for row in asked if phrase.kind in ("", row["kind"])]
    who, request = _who(chat, chance, phrase.by, deal, of_kind)
    name = chance.choice(("Li", "王芳", "Zhang", "Raj", "Sun", "Mia"))
    words = phrase.words.format(deal=deal, request=request, name=name)
    state = chat.handle(who, words, room=chance.choice(("east", "us", None))).state
    said.append(f"{who}: {words} → {state}")
    return phrase.opens if state == "done" and not _asked_back(chat) else 0


def _who(chat: Chat, chance: random.Random, by: str, deal: str, asked: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """Who says it, and of which request: mostly somebody whose matter it is."""
    handles = {id: handle for handle, id in chat.members.items()}
    request = (asked[0] if chance.random() < 0.7 else chance.choice(asked)) if asked else None
    code = request["code"] if request else "R-1"
    owner = chat.value("SELECT owner FROM deals WHERE code = :deal", deal=deal)
    anybody = chance.choice(TEAM).handle
    if chance.random() < 0.15 or by == "anybody":
        return anybody, code
    if by == "owner":
        return handles.get(owner, anybody), code
    if request is None:
        return anybody, code
    if by == "asker":
        return handles[request["asker"]], code
    role = [person.handle for person in TEAM if request["role"] in person.roles]
    return handles.get(request["assignee"]) or chance.choice(role or [anybody]), code


def _asked_back(chat: Chat) -> bool:
    """Whether the last message was answered by a question instead of being done."""
    return bool(
        chat.value("SELECT count(*) FROM inbox WHERE id = (SELECT max(id) FROM inbox) AND readings IS NOT NULL")
    )


def _weeks_pass(chat: Chat, weeks: int) -> None:
    """So long nobody says anything; Baton looks now and then."""
    for _ in range(weeks * 42):
        chat.now += timedelta(hours=4)
        chat.ticks()
    chat.news()


def _broken(said: Sequence[str]) -> Iterator[str]:
    yield from (f"broken: {line}" for line in said if line.endswith(("broken", "late")))


def _uncounted(chat: Chat, opened: int) -> Iterator[str]:
    """The sum of all states is what was opened; what a quote asks of people is part of the quote."""
    states = Counter(row["state"] for row in chat.rows("SELECT state FROM requests WHERE quote IS NULL"))
    quoted = Counter(row["state"] for row in chat.rows("SELECT state FROM quotes"))
    known = states.keys() <= {"open", *ENDED} and quoted.keys() <= set(STATES)
    if states.total() + quoted.total() != opened or not known:
        yield f"{opened} were opened, but there are {dict(states)} and {dict(quoted)}"


def _unlisted(chat: Chat) -> Iterator[str]:
    """What is open is in the lists of who asked and of who shall answer."""
    handles = {id: handle for handle, id in chat.members.items()}
    lists = dict[str, str]()
    for row in chat.rows(OPEN_ONES):
        waited = {handles[row["asker"]]}
        waited |= {handles[row["assignee"]]} if row["assignee"] else _queue(row["role"])
        for who in waited:
            if who not in lists:
                chat.news()
                lists[who] = chat.says(who, "open requests", room=None)[0].markdown
            if row["code"] not in lists[who]:
                yield f"{row['code']} is open, and the list of {who} does not name it"
    for row in chat.rows(OPEN_QUOTES):
        chat.news()
        if row["code"] not in chat.says(row["handle"], "quotes", room=None)[0].markdown:
            yield f"{row['code']} is open, and the quotes of {row['handle']} do not name it"


def _queue(role: str) -> set[str]:
    """Who of a role is asked on a deal of the east: its own people, else all."""
    of_role = [person for person in TEAM if role in person.roles]
    return {person.handle for person in of_role if person.team == "east"} or {person.handle for person in of_role}


def _left_open(chat: Chat) -> Iterator[str]:
    """In the end nothing waits, and both sides of what ran out were told."""
    yield from (f"{row['code']} is still open" for row in chat.rows("SELECT code FROM requests WHERE state = 'open'"))
    yield from (f"{row['code']} is still open" for row in chat.rows(OPEN_QUOTES))
    told = {row["key"] for row in chat.rows("SELECT key FROM outbox")}
    for row in chat.rows("SELECT code, version, asker FROM quotes WHERE state = 'expired'"):
        if f"expired:{row['code']}:{row['version']}:member:{row['asker']}" not in told:
            yield f"{row['code']} expired, and member {row['asker']} does not know"
    for row in chat.rows("SELECT code, asker, assignee FROM requests WHERE state = 'expired' AND quote IS NULL"):
        for side in filter(None, (row["asker"], row["assignee"])):
            if f"expired:{row['code']}:member:{side}" not in told:
                yield f"{row['code']} expired, and member {side} does not know"


OPEN_ONES = """
SELECT COALESCE(q.code, r.code) AS code, r.asker, r.assignee, r.role FROM requests r
LEFT JOIN quotes q ON q.id = r.quote WHERE r.state = 'open'
"""
OPEN_QUOTES = """
SELECT q.code, m.handle FROM quotes q JOIN deals d ON d.id = q.deal JOIN members m ON m.id = d.owner
WHERE q.state IN ('asked', 'approval', 'approved', 'sent')
"""
OF_DEAL = """
SELECT COALESCE(q.code, r.code) AS code, r.kind, r.asker, r.assignee, r.role FROM requests r
JOIN deals d ON d.id = r.deal LEFT JOIN quotes q ON q.id = r.quote
WHERE d.code = :deal ORDER BY CASE r.state WHEN 'open' THEN 0 ELSE 1 END, r.id LIMIT 9
"""
