"""What the sender needs of a platform."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from sqlalchemy import Connection

from bot.cards import Card
from storage.outbox import Heard
from storage.sending import Mark, Post


@dataclass(frozen=True, slots=True)
class Limit:
    """A platform's limit: one call per interval and key, after a burst, and none before a moment."""

    key: str
    every: timedelta
    burst: int = 1
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform calls the post it took."""

    message: str | None = None


class CannotPost(Exception):
    """A post did not go out: surely not (`arrived` False) or perhaps (True).

    `again_at` is when the platform says to come back, and `stop` the limit key that must rest until then; `outage` says
    that it was not this post's fault, so that it waits for days; `final` ends all tries; `cure` helps an admin: a word
    the template `_cure` knows, or a line of its own.
    """

    def __init__(
        self,
        why: str,
        *,
        arrived: bool,
        again_at: datetime | None = None,
        stop: str | None = None,
        outage: bool = False,
        final: bool = False,
        cure: str = "",
    ) -> None:
        super().__init__(why)
        self.why = why
        self.arrived = arrived
        self.again_at = again_at
        self.stop = stop
        self.outage = outage
        self.final = final
        self.cure = cure


class Platform(Protocol):
    """A platform outside our store: one post at a time, each call with a time-out below the lease."""

    door: str
    edits: bool

    def limits(self, post: Post) -> Sequence[Limit]:
        """Return the limits a post counts against."""

    def post(self, post: Post, card: Card) -> Receipt:
        """Say a card, or show an edited one; raise CannotPost when it cannot be said."""

    def look_up(self, post: Post) -> Receipt | None:
        """Return the receipt of a post that may have arrived, where the platform lets us look."""


Cut = Callable[[str, Heard], int]


@runtime_checkable
class Cutting(Platform, Protocol):
    """A platform whose messages hold so much and no more: what does not fit is read on request."""

    def missing(self, said: Heard) -> int:
        """Return how many lines of what was said did not fit."""


def never_cut(_door: str, _said: Heard) -> int:
    """Say that everything fits."""
    return 0


def cut_by(platforms: Sequence[Platform]) -> Cut:
    """Return how many lines of what was said through a door did not fit there."""
    cutting = {platform.door: platform for platform in platforms if isinstance(platform, Cutting)}
    return lambda door, said: cutting[door].missing(said) if door in cutting else 0


@runtime_checkable
class Paced(Platform, Protocol):
    """A platform that loses without a word what is over its limits: what waits for one leaves together."""

    def together(self, post: Post, cards: Sequence[Card]) -> Card | None:
        """Return cards for the place this post goes to as one that shows all of each; None where none can."""

    def used(self, db: Connection, now: datetime) -> Mapping[str, float]:
        """Return of each kind of limit how much of it is used where it is fullest: at 1 the next post waits."""


class Inside(Protocol):
    """A platform that lives in our own store: posting and marking are one transaction."""

    door: str

    def keep(self, db: Connection, workspace: int, posts: Sequence[tuple[Post, str]], now: datetime) -> list[Mark]:
        """Show posts with their Markdown and return what became of them."""
