"""What a message was read as, and the scene it was read in."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from sales.calendar import WorkCalendar
from sales.money import Money
from sales.periods import Period
from sales.playbook import Stage
from sales.quoting import Item
from sales.values import Deal


@dataclass(frozen=True, slots=True)
class Words:
    """One intent and its fields; a field that was not said is None."""

    intent: str
    language: str = ""
    deal: str | None = None
    title: str | None = None
    to: int | None = None
    request: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    source: str | None = None
    amount: Money | None = None
    stage: str | None = None
    next_step: str | None = None
    next_at: datetime | None = None
    close_date: datetime | None = None
    note: str | None = None
    reason: str | None = None
    who: int | None = None
    visitor: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    change: str | None = None
    choice: str | None = None
    command: str | None = None
    period: Period | None = None
    team: str | None = None
    page: int | None = None
    number: Decimal | None = None
    currency: str | None = None
    day: date | None = None
    zone: str | None = None
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()
    roles: tuple[str, ...] = ()
    hours: tuple[tuple[time, time], ...] = ()
    days: tuple[int, ...] | None = None
    done: str | None = None
    plan: str | None = None
    blocker: str | None = None
    standup: int | None = None
    beat: str | None = None
    on: bool | None = None
    clock: time | None = None
    weekday: int | None = None
    award: str | None = None
    nominee: int | None = None
    what: str | None = None
    at: datetime | None = None
    due: datetime | None = None
    doc: str | None = None
    role: str | None = None
    assignee: int | None = None
    terms: str | None = None
    start: datetime | None = None
    go_live: datetime | None = None
    doc_owner: int | None = None
    members: tuple[int, ...] = ()
    lines: tuple[int, ...] | None = None
    quote: str | None = None
    version: int | None = None
    items: tuple[Item, ...] | None = None
    product: str | None = None
    qty: int | None = None
    discount_pct: Decimal | None = None
    extra_discount_pct: Decimal | None = None
    payment_terms: str | None = None
    condition: str | None = None
    valid_days: int | None = None
    valid_until: datetime | None = None
    needs_approval: bool | None = None
    decision: str | None = None
    max_discount_pct: Decimal | None = None
    comment: str | None = None
    step: int | None = None
    probability: int | None = None
    close_period: Period | None = None
    more: tuple[tuple[str, object], ...] = ()  # what was understood and no handler takes yet


@dataclass(frozen=True, slots=True)
class Named:
    """A deal or person a name may mean; `token` names it for good, `label` is what people call it.

    Of a deal `title` is its full name, `owner` who holds it (None: the pool), `open` whether it is neither won nor lost;
    of a person `roles` is what they do.
    """

    id: int
    token: str
    label: str
    title: str = ""
    owner: int | None = None
    owner_name: str = ""
    open: bool = True
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a deal, a colleague or one of the customer's people, and whom that may mean.

    `how` it is named: by `code`, by a `name` or alias that was given, by a `short` form of one, by a `guess` people
    make (华重, BW, 王经理), or by a `typo`. A customer's person (刘董) and a code nobody has are `named` nobody.
    """

    start: int
    end: int
    kind: Literal["deal", "member", "contact"]
    how: Literal["code", "name", "short", "guess", "typo", "title"]
    named: tuple[Named, ...] = ()

    @property
    def fuzzy(self) -> bool:
        """Whether nobody ever called it so: worth a question before anything is written."""
        return self.how in ("guess", "typo")


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing an unclear message may mean: a label to press, the whole line it stands for, and what fills its form."""

    label: str
    line: str
    sure: bool = False
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """An unclear message: what is unclear, and one reading per answer; `meant` is what would be done.

    `beside` is what the same message tells of other deals, which needs no question.
    """

    unclear: str
    name: str
    readings: tuple[Reading, ...]
    language: str
    meant: Words | None = None
    beside: tuple[Words, ...] = ()


def nothing(*_: object) -> Sequence[Named]:
    """A look-up where there is nothing to find."""
    return ()


def nobody(_text: str) -> Sequence[Mention]:
    """A look-up of names in a sentence where nothing has a name."""
    return ()


def no_quote(_deal: int) -> str | None:
    """A look-up where no quote waits for anybody."""
    return None


def no_nominees(_award: str) -> Mapping[int, Collection[str]]:
    """A look-up where nobody stands for an award."""
    return {}


def no_teams() -> Sequence[str]:
    """A look-up where whoever speaks is in no team."""
    return ()


def no_deal(_code: str) -> Deal | None:
    """A look-up where no deal is known."""
    return None


@dataclass(frozen=True, slots=True)
class Scene:
    """What the reader may know: who speaks when and where, and how names are looked up."""

    now: datetime
    zone: ZoneInfo
    calendar: WorkCalendar
    currency: Callable[[str | None], str]
    stages: Sequence[Stage]
    me: int
    thread_deal: str | None
    find_deal: Callable[[str], Sequence[Named]]
    find_member: Callable[[str], Sequence[Named]]
    awards: Callable[[], Sequence[Named]] = nothing
    nominees: Callable[[str], Mapping[int, Collection[str]]] = no_nominees
    find_names: Callable[[str], Sequence[Mention]] = nobody
    deal: Callable[[str], Deal | None] = no_deal
    mine: Callable[[], Sequence[Named]] = nothing
    quote_to_decide: Callable[[int], str | None] = no_quote
    own_teams: Callable[[], Sequence[str]] = no_teams
    sure: bool = False

    def end_of_day(self, day: datetime) -> datetime:
        """Return when the working hours of a day end."""
        return self.calendar.next_day_at(day, self.calendar.hours[-1][1])


class Verb(Protocol):
    """The part of a command the reader needs: its words and what may follow them, in order."""

    @property
    def intent(self) -> str: ...

    @property
    def words(self) -> tuple[str, ...]: ...

    @property
    def slots(self) -> tuple[str, ...]: ...


class Unclear(Exception):
    """A name means several things; carries what to ask."""

    def __init__(self, unclear: str, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        super().__init__(unclear)
        self.unclear = unclear
        self.name = name
        self.candidates = candidates
