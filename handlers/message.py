"""What comes in, whatever the platform."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Route:
    """What a platform gave for answering this very delivery; `carries` says whether a card fits into it.

    `refuses` says that only a refusal does: the form that was filled in stays open, and its words are kept.
    `cards` says that a card that stays may go this way as well, because its platform could not change it anyhow.
    Where the whole room reads what the route carries, `aside` names the doors by which one person is answered alone.
    """

    carries: bool = False
    refuses: bool = False
    form: bool = False
    repeats: bool = False
    cards: bool = False
    aside: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform says of who speaks; an `outsider` is a guest, a bot or of another organisation."""

    name: str = ""
    email: str = ""
    language: str = ""
    zone: str = ""
    outsider: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One thing a person typed, pressed or filled in; `room` is None where they speak to us in private."""

    door: str
    tenant: str
    delivery: str
    sender: str
    text: str
    room: str | None = None
    thread: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    pressed: bool = False
    sure: bool = False  # what was unsure about it has been asked and answered
    agreed: bool = False  # its amount was asked about, and is meant
    route: Route = Route()
    permalink: str = ""
    # Fetched only for somebody we may not know yet.
    profile: Profile | None = None
    # What a platform that lives in our own store writes along, in the message's transaction.
    keep: Callable[[Connection, int, int | None, int | None], None] | None = None
