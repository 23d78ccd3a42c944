"""The emulated corp: people, groups, what everybody sees, and what the platform counts, refuses and drops."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from tests.wecom import templatecards
from tests.wecom.rendering import Client, show
from tests.wecom.templatecards import Button, Face, Question

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Wrong(Exception):
    """Something the platform refuses."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code} {why}")
        self.code = code
        self.why = why


class Place(NamedTuple):
    """Where something stands: a group, the chat with the bot, or the chat with the app."""

    kind: str
    id: str


@dataclass
class Person:
    """A member of the corp; the bot may know them by another, opaque id."""

    id: str
    name: str
    bot_id: str
    in_range: bool = True
    licensed: bool = True


@dataclass
class Group:
    """An internal group and the robots in it."""

    id: str
    name: str
    members: set[str]
    webhooks: dict[str, str] = field(default_factory=dict)


@dataclass
class Post:
    """Something that was said, with the card each member sees where they differ."""

    id: int
    place: Place
    by: str
    at: datetime
    client: Client
    text: str = ""
    card: dict[str, Any] | None = None
    picture: bytes | None = None
    called: frozenset[str] = frozenset()
    quotes: str | None = None
    msgid: str | None = None
    faces: dict[str, dict[str, Any]] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    edited: int = 0
    recalled: bool = False

    def card_of(self, person: str) -> dict[str, Any] | None:
        """The card as this member has it now."""
        return self.faces.get(person, self.card)


@dataclass(frozen=True)
class Shown:
    """A post on one member's screen."""

    id: int
    viewer: str
    place: Place
    by: str
    at: datetime
    title: str
    text: str
    buttons: dict[str, str]
    questions: tuple[Question, ...] = ()
    mentions: frozenset[str] = frozenset()
    raw: tuple[str, ...] = ()
    quotes: str | None = None
    picture: bytes | None = None
    card_type: str | None = None
    labels: tuple[str, ...] = ()
    edited: int = 0
    desc: str = ""

    @property
    def heading(self) -> str:
        """The title with the second line of a card's, as people read them."""
        return f"{self.title} {self.desc}".strip()


@dataclass(frozen=True)
class Refusal:
    """Something the platform did not accept from the bot."""

    call: str
    code: int
    why: str
    at: datetime


@dataclass(frozen=True)
class Drop:
    """A message that the platform took with errcode 0 and showed to nobody."""

    person: str
    why: str
    at: datetime
    text: str


class Windows:
    """Counts events per key in sliding windows of virtual time."""

    def __init__(self) -> None:
        self._seen: defaultdict[object, deque[datetime]] = defaultdict(deque)

    def take(self, key: object, now: datetime, *limits: tuple[int, timedelta], number: int = 1) -> bool:
        """Count so many if every limit (number, window) allows them."""
        seen = self._seen[key]
        longest = max(window for _, window in limits)
        while seen and seen[0] <= now - longest:
            seen.popleft()
        if any(sum(at > now - window for at in seen) + number > most for most, window in limits):
            return False
        seen.extend([now] * number)
        return True


class Corp:
    """All state, behind one lock; time comes from the clock it is given."""

    def __init__(self, clock: Callable[[], datetime], *, id: str, bot_name: str, accounts: int) -> None:
        self.clock = clock
        self.id = id
        self.bot_name = bot_name
        self.accounts = accounts
        self.guard = threading.RLock()
        self.news = threading.Condition(self.guard)
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.posts: list[Post] = []
        self.refused: list[Refusal] = []
        self.dropped: list[Drop] = []
        self.windows = Windows()
        self._numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(1))

    def next(self, prefix: str) -> str:
        """Return the next id of a kind: ids follow one another, so that a run can be repeated."""
        with self.guard:
            return f"{prefix}{next(self._numbers[prefix]):04d}"

    def refuse(self, call: str, code: int, why: str) -> tuple[int, str]:
        """Note a refusal and return it."""
        with self.news:
            self.refused.append(Refusal(call, code, why, self.clock()))
            self.news.notify_all()
        return code, why

    def drop(self, person: str, why: str, text: str) -> None:
        """Note what vanished without a word."""
        with self.news:
            self.dropped.append(Drop(person, why, self.clock(), text))
            self.news.notify_all()

    def say(self, place: Place, by: str, **what: Any) -> Post:
        """Show something in a place."""
        with self.news:
            post = Post(len(self.posts) + 1, place, by, self.clock(), **what)
            self.posts.append(post)
            self.news.notify_all()
            return post

    def touch(self, post: Post) -> None:
        """Note that a post looks different now."""
        with self.news:
            post.edited += 1
            self.news.notify_all()

    def by_bot_id(self, id: str) -> Person | None:
        """Find a member by what the bot calls them."""
        return next((person for person in self.people.values() if person.bot_id.casefold() == id.casefold()), None)

    def by_id(self, id: str) -> Person | None:
        """Find a member by their userid, which is the same in any case of letters (doc 90196)."""
        return next((person for person in self.people.values() if person.id.casefold() == id.casefold()), None)

    def group(self, name: str) -> Group:
        """Find a group by its name or id."""
        return next(group for group in self.groups.values() if name in (group.name, group.id))

    def members(self, place: Place) -> set[str]:
        """Who looks at a place."""
        return set(self.groups[place.id].members) if place.kind == "group" else {place.id}

    def post(self, id: int) -> Post:
        """Find a post."""
        return self.posts[id - 1]

    def shown(self, post: Post, viewer: str) -> Shown:
        """A post as one member sees it."""
        card = post.card_of(viewer)
        common = {"id": post.id, "viewer": viewer, "place": post.place, "by": post.by, "at": post.at}
        more = {"quotes": post.quotes, "picture": post.picture, "edited": post.edited}
        if card is not None:
            face = templatecards.face(card, _widths(post.client))
            pressable, labels = _pressable(face, post.replaced.get(viewer))
            text = "\n".join(face.lines)
            return Shown(
                **common,
                **more,
                title=face.title,
                text=text,
                buttons=pressable,
                labels=labels,
                questions=face.questions,
                card_type=card["card_type"],
                desc=face.desc,
            )
        page = show(post.text, post.client, self.members(post.place))
        title, _, rest = page.text.partition("\n")
        mentions = page.mentions | post.called
        return Shown(**common, **more, title=title, text=rest.strip("\n"), buttons={}, mentions=mentions, raw=page.raw)

    def sees(self, viewer: str) -> list[Shown]:
        """Everything a member sees of what robots said, oldest first."""
        with self.guard:
            return [
                self.shown(post, viewer)
                for post in self.posts
                if post.by not in self.people and not post.recalled and viewer in self.members(post.place)
            ]

    def wait(self, true: Callable[[], Any], seconds: float) -> bool:
        """Wait until something is true, looking whenever anything changes."""
        with self.news:
            return bool(self.news.wait_for(true, seconds))

    def resolve(self, ids: Iterable[str]) -> tuple[list[Person], list[str], list[str]]:
        """Sort userids into those who can be reached, invalid ones in small letters, and unlicensed ones."""
        good: dict[str, Person] = {}
        invalid, unlicensed = [], []
        for id in ids:
            person = self.by_id(id)
            if person is None or not person.in_range:
                invalid.append(id.lower())
            elif not person.licensed:
                unlicensed.append(id.lower())
            else:
                good[person.id] = person
        return list(good.values()), invalid, unlicensed


def _widths(client: Client) -> templatecards.Widths:
    return templatecards.BOT if client == "bot" else templatecards.APP


def _pressable(face: Face, replaced: str | None) -> tuple[dict[str, str], tuple[str, ...]]:
    """Which buttons can be pressed, and every label that is seen; a replaced button is grey."""
    buttons = (Button(replaced, None),) if replaced is not None else face.buttons
    return {b.text: b.key for b in buttons if b.key is not None}, tuple(b.text for b in buttons)
