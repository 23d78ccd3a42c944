"""The things a sales team speaks of."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol

from sales.money import Money


class Subject(Protocol):
    """Something a card that stays can show; a higher `rev` means it has to be drawn anew."""

    subject_kind: ClassVar[str]

    @property
    def id(self) -> int: ...

    @property
    def rev(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Person:
    """A member as others name them."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """People who work together, by one wall clock."""

    id: int
    name: str
    zone: str
    language: str


@dataclass(frozen=True, slots=True)
class Room:
    """A place where a team talks: a channel, a group."""

    id: int
    team: int | None
    door: str
    tenant: str
    channel: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """One company; every row belongs to one."""

    id: int
    name: str
    zone: str
    language: str
    currency: str
    config_version: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here, with what decides what they may do now."""

    id: int
    name: str
    handle: str
    roles: frozenset[str]
    teams: frozenset[int]
    language: str
    zone: str
    away_from: datetime | None = None
    away_until: datetime | None = None
    cover: Person | None = None
    covers: frozenset[int] = frozenset()
    praised: bool = True
    mornings: bool = True
    history_no: int = 0
    history_head: str = ""

    @property
    def person(self) -> Person:
        """The member as others name them."""
        return Person(self.id, self.name)

    def away(self, at: datetime) -> bool:
        """Whether the member is on leave at this moment."""
        return self.away_from is not None and self.away_until is not None and self.away_from <= at < self.away_until


@dataclass(frozen=True, slots=True)
class Deal:
    """One record from first hint to delivery; the owner holds the baton."""

    subject_kind: ClassVar[str] = "deal"

    id: int
    code: str
    title: str
    team: Team
    stage: str
    stage_since: datetime
    created_at: datetime
    created_by: int | None = None
    owner: Person | None = None
    customer: int | None = None
    result: str = "open"
    amount: Money | None = None
    source: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    next_step: str = ""
    next_at: datetime | None = None
    close_date: datetime | None = None
    note: str = ""
    claimed_at: datetime | None = None
    contact_due: datetime | None = None
    contacted_at: datetime | None = None
    closed_at: datetime | None = None
    lost_reason: str = ""
    product: str = ""
    aliases: str = ""
    probability: int | None = None
    external: str | None = None
    batch: int | None = None
    merged_into: int | None = None
    reverted_at: datetime | None = None
    rev: int = 0
    history_no: int = 0
    history_head: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the deal is called: its title and its other names."""
        return (self.title, *filter(None, self.aliases.split("; ")))

    @property
    def open(self) -> bool:
        """Whether the deal is still to be won or lost."""
        return self.result == "open" and self.reverted_at is None and self.merged_into is None


@dataclass(frozen=True, slots=True)
class Request:
    """Something one member needs from another, or from whoever of a role takes it on."""

    subject_kind: ClassVar[str] = "request"

    id: int
    code: str
    kind: str
    deal: int | None
    asker: Person
    assignee: Person | None
    state: str
    due: datetime
    note: str
    opened_at: datetime
    role: str | None = None
    quote: int | None = None
    step: int = 0
    answer: str = ""
    answered_by: int | None = None
    closed_at: datetime | None = None
    rev: int = 0

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of history: what somebody changed, from what to what."""

    no: int
    who: Person | None
    what: str
    at: datetime
    fields: dict[str, tuple[object, object]] = field(default_factory=dict)
    why: str = ""
