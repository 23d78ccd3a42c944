"""A platform beyond our store: it remembers all it was asked and all it showed, and misbehaves when told to."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, update

from bot.cards import Card, title_text
from bot.platform import CannotPost, Limit, Receipt
from bot.sender import Sender
from storage import outbox, tables, workspaces
from storage.outbox import Saying
from storage.sending import LEASE, Post
from tests.chat import Chat

DOOR, TENANT = "net", "T1"
Mood = Callable[["Network", Post, Card], Receipt]


@dataclass(frozen=True)
class Call:
    """One request that reached the platform, and when by our clock."""

    key: str
    at: datetime


class Network:
    """Takes posts from any number of senders at once."""

    door = DOOR

    def __init__(self, clock: Callable[[], datetime], *, edits: bool = True, remembers: bool = True) -> None:
        self.clock = clock
        self.edits = edits
        self.remembers = remembers
        self.rules: Callable[[Post], Sequence[Limit]] = lambda post: ()
        self.calls: list[Call] = []
        self.shown: list[tuple[str, str]] = []
        self.changed: list[tuple[str, str]] = []
        self._moods: defaultdict[str, deque[Mood]] = defaultdict(deque)
        self._names: dict[str, str] = {}
        self._guard = threading.Lock()

    def will(self, key: str, *moods: Mood) -> None:
        """Have the next posts under this key end so; afterwards all is well again."""
        self._moods[key].extend(moods)

    def limits(self, post: Post) -> Sequence[Limit]:
        return self.rules(post)

    def post(self, post: Post, card: Card) -> Receipt:
        with self._guard:
            self.calls.append(Call(post.key, self.clock()))
            mood = self._moods[post.key].popleft() if self._moods[post.key] else takes
        return mood(self, post, card)

    def look_up(self, post: Post) -> Receipt | None:
        name = self._names.get(post.key) if self.remembers else None
        return None if name is None else Receipt(name)

    def take(self, post: Post, card: Card) -> Receipt:
        """Show a post, or the new face of one shown before."""
        with self._guard:
            if post.edits is not None:
                self.changed.append((str(post.edits_message), title_text(card)))
                return Receipt()
            self._names[post.key] = f"m{len(self.shown) + 1}"
            self.shown.append((post.key, title_text(card)))
            return Receipt(self._names[post.key])

    def asked(self) -> list[str]:
        """What was asked, in order."""
        return [call.key for call in self.calls]


def takes(network: Network, post: Post, card: Card) -> Receipt:
    """All is well."""
    return network.take(post, card)


def refuses(network: Network, post: Post, card: Card) -> Receipt:
    """The connection is refused: the post surely did not arrive."""
    raise CannotPost("connection refused", arrived=False)


def is_away(network: Network, post: Post, card: Card) -> Receipt:
    """The platform itself is down: no fault of this post."""
    raise CannotPost("connection refused", arrived=False, outage=True)


def is_broken(network: Network, post: Post, card: Card) -> Receipt:
    """The platform answers 500, and nobody can know."""
    raise CannotPost("HTTP 500", arrived=True, outage=True)


def says_when(seconds: float) -> Mood:
    """The platform names the moment to come back, for this post alone."""

    def mood(network: Network, post: Post, card: Card) -> Receipt:
        raise CannotPost("later", arrived=False, again_at=network.clock() + timedelta(seconds=seconds))

    return mood


def loses_the_answer(network: Network, post: Post, card: Card) -> Receipt:
    """The post arrives, and the answer to it does not."""
    network.take(post, card)
    raise CannotPost("timed out", arrived=True)


def times_out(network: Network, post: Post, card: Card) -> Receipt:
    """Nothing arrives, and nobody can know."""
    raise CannotPost("timed out", arrived=True)


def is_gone(network: Network, post: Post, card: Card) -> Receipt:
    """It will never work."""
    raise CannotPost("channel_not_found", arrived=False, final=True, cure="Invite the bot to the channel again.")


def is_busy(seconds: float, *, key: str) -> Mood:
    """429: this key must rest."""

    def mood(network: Network, post: Post, card: Card) -> Receipt:
        at = network.clock() + timedelta(seconds=seconds)
        raise CannotPost("429", arrived=False, outage=True, again_at=at, stop=key)

    return mood


def reaches(chat: Chat) -> dict[str, int]:
    """Open the network's door to the whole team, with a room for each team; return the rooms by name."""
    with chat.store.write() as db:
        db.execute(insert(tables.doors), {"door": DOOR, "tenant": TENANT, "workspace": chat.workspace})
        for handle, member in chat.members.items():
            row = {"door": DOOR, "tenant": TENANT, "user": f"U-{handle}", "workspace": chat.workspace, "member": member}
            db.execute(insert(tables.bindings), row)
        return {
            name: workspaces.add_room(
                db, workspace=chat.workspace, team=team, door=DOOR, tenant=TENANT, channel=f"C-{name}", name=name,
                language="en",
            )
            for name, team in chat.teams.items()
        }  # fmt: skip


def waits(chat: Chat, key: str, kind: str = "answer", **more: Any) -> None:
    """Put a post into the outbox; without a room or a member it is for Li."""
    place = {} if more.keys() & {"room", "member"} else {"member": chat.members["li"]}
    said = Saying(
        workspace=chat.workspace, key=key, kind=kind, door=DOOR, tenant=TENANT, text=more.pop("text", key.title()),
        language="en", **{"created_at": chat.now, **place, **more},
    )  # fmt: skip
    with chat.store.write() as db:
        assert outbox.say(db, said) is not None


def settle(sender: Sender) -> None:
    """Send until nothing may leave now and everything that left has come back."""
    while sender.step() or sender._flying:
        pass


def later(chat: Chat, **time: float) -> None:
    """Let the clock go on and send what may leave then."""
    chat.now += timedelta(**time)
    settle(chat.program.sender)


def states(chat: Chat) -> dict[str, str]:
    """What became of the network's posts."""
    return {row["key"]: row["state"] for row in chat.rows("SELECT key, state FROM outbox WHERE door = 'net'")}


def dies_with(chat: Chat, key: str) -> int:
    """Another process takes a post and is never heard of again; return the post's row."""
    row = int(chat.value("SELECT id FROM outbox WHERE key = :key", key=key))
    taken = {"state": "sending", "holder": "a dead process", "tries": 1, "lease_until": chat.now + LEASE}
    with chat.store.write() as db:
        db.execute(update(tables.outbox).where(tables.outbox.c.id == row).values(taken))
    return row
