"""Quotes: what was asked, what is offered at which price, and where a quote may go from where it stands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from sales.calendar import WorkCalendar
from sales.config import Product, QuotePolicy
from sales.money import Money
from sales.refusal import Refused
from sales.values import Deal, Member, Person

# Where a quote may go next. What has ended can be taken up again by a new version, unless its people ended it.
MOVES: dict[str, frozenset[str]] = {
    "asked": frozenset({"approval", "approved", "declined", "expired", "withdrawn"}),
    "approval": frozenset({"approval", "approved", "asked", "rejected", "expired", "withdrawn"}),
    "approved": frozenset({"approval", "approved", "sent", "accepted", "refused", "expired", "withdrawn"}),
    "sent": frozenset({"approval", "approved", "accepted", "refused", "expired", "withdrawn"}),
    "rejected": frozenset({"approval", "approved"}),
    "refused": frozenset({"approval", "approved"}),
    "expired": frozenset({"approval", "approved"}),
    "accepted": frozenset(),
    "declined": frozenset(),
    "withdrawn": frozenset(),
}
OPEN = ("asked", "approval", "approved", "sent")
STATES = tuple(MOVES)
WHOLE = 10_000  # a hundred per cent, in hundredths of a per cent
MOST = 10**15  # more minor units than any quote has


@dataclass(frozen=True, slots=True)
class Line:
    """So many of one product at one price each."""

    product: str
    quantity: int
    unit: Money

    @property
    def sum(self) -> Money:
        """What the line comes to before any discount."""
        return Money(self.unit.minor * self.quantity, self.unit.currency)


@dataclass(frozen=True, slots=True)
class Item:
    """A line as it was asked for or typed: the price may still have to be looked up."""

    product: str
    quantity: int
    unit: Money | None = None

    @property
    def price(self) -> str:
        """The price as it can be typed, nothing where it has to be looked up."""
        return "" if self.unit is None else f"{self.unit.currency} {self.unit.units}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the asker wants in the quote; discounts in hundredths of a per cent."""

    items: tuple[Item, ...] = ()
    discount: int = 0
    extra: int = 0
    terms: str = ""
    valid_days: int | None = None
    condition: str = ""
    needs_approval: bool = False

    @property
    def percent(self) -> str:
        """The discount as people write it."""
        return percent(self.discount)

    @property
    def asked_percent(self) -> str:
        """All the discount asked for: points on top of others are added."""
        return percent(self.discount + self.extra)

    @property
    def extra_percent(self) -> str:
        """The discount asked for on top of it."""
        return percent(self.extra)


@dataclass(frozen=True, slots=True)
class Version:
    """What was offered once: lines, discount in hundredths of a per cent, terms and how long it holds."""

    no: int
    lines: tuple[Line, ...]
    discount: int
    total: Money
    terms: str
    valid_until: datetime
    by: Person
    at: datetime

    @property
    def gross(self) -> Money:
        """What the lines come to before the discount."""
        return gross(self.lines)

    @property
    def saved(self) -> Money:
        """What the discount takes off."""
        return Money(self.gross.minor - self.total.minor, self.total.currency)

    @property
    def percent(self) -> str:
        """The discount as people write it, in per cent."""
        return percent(self.discount)

    @property
    def zhe(self) -> str:
        """The discount as Chinese writes it: what is left, in tenths."""
        return _plain(Decimal(WHOLE - self.discount) / 1000)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote on its way from the question to the customer's answer; people call it by its code."""

    subject_kind: ClassVar[str] = "quote"

    id: int
    code: str
    deal: int
    asker: Person
    state: str
    wanted: Wanted
    opened_at: datetime
    author: Person | None = None
    version: int = 0
    valid_until: datetime | None = None
    reason: str = ""
    sent_at: datetime | None = None
    closed_at: datetime | None = None
    rev: int = 0

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in OPEN


def percent(hundredths: int) -> str:
    """Return hundredths of a per cent as people write per cent."""
    return _plain(Decimal(hundredths) / 100)


def gross(lines: Iterable[Line]) -> Money:
    """Return what lines come to before any discount."""
    first, *others = (line.sum for line in lines)
    return sum(others, start=first)


def total(lines: Sequence[Line], discount: int) -> Money:
    """Return what lines come to with a discount.

    The discount is taken once, from the sum, and rounded half up to the minor unit, as a customer's own
    calculator does; so the lines' sum less the discount shown is always exactly the total.
    """
    before = gross(lines)
    off = (before.minor * discount * 2 + WHOLE) // (2 * WHOLE)
    return Money(before.minor - off, before.currency)


def priced(items: Sequence[Item], *, products: Sequence[Product], currency: str) -> tuple[Line, ...]:
    """Return the lines of an offer, with prices from the list where none was said."""
    if not items:
        raise Refused("offer_lines_missing", field="items")
    lines = tuple(_priced(item, products, _currency(items, currency)) for item in items)
    if len({line.unit.currency for line in lines}) > 1:
        raise Refused("offer_currencies", field="items")
    if gross(lines).minor > MOST:
        raise Refused("offer_too_much", field="items")
    return lines


def version(
    quote: Quote,
    *,
    lines: tuple[Line, ...],
    discount: int,
    terms: str,
    valid_until: datetime,
    by: Person,
    now: datetime,
) -> Version:
    """Return the next version of a quote."""
    if not 0 <= discount < WHOLE:
        raise Refused("discount_unreadable", field="discount_pct", asked=percent(discount))
    if valid_until <= now - timedelta(days=1):
        raise Refused("offer_valid_past", field="valid_days", at=valid_until)
    return Version(quote.version + 1, lines, discount, total(lines, discount), terms, valid_until, by, now)


def offered(quote: Quote, version: Version, *, approved: bool) -> Quote:
    """Return the quote with a new version, which waits for approval or needs none."""
    moved = move(quote, "approved" if approved else "approval", now=version.at)
    author = quote.author if version.no > 1 and version.by == quote.author else version.by
    return replace(moved, author=author, version=version.no, valid_until=version.valid_until, sent_at=None)


def move(quote: Quote, state: str, *, now: datetime, reason: str = "") -> Quote:
    """Return the quote in another state, where its state allows that."""
    if state not in MOVES[quote.state]:
        raise Refused("quote_not_now", quote=quote, wanted=state)
    ended = state not in OPEN
    return replace(
        quote,
        state=state,
        reason=reason,
        sent_at=now if state == "sent" or (state == "accepted" and quote.sent_at is None) else quote.sent_at,
        closed_at=now if ended else None,
        rev=quote.rev + 1,
    )


def listed(product: str, products: Sequence[Product]) -> Product | None:
    """Return the product of the price list that a name means."""
    asked = _key(product)
    return next((one for one in products if asked in {_key(name) for name in (one.name, *one.aliases)}), None)


def valid_until(days: int | None, *, policy: QuotePolicy, calendar: WorkCalendar, now: datetime) -> datetime:
    """Return the last day an offer made now holds, as 00:00 of that day in its team's zone."""
    wanted = policy.valid_days if days is None else days
    if not 1 <= wanted <= policy.most_valid_days:
        raise Refused("offer_valid_days", field="valid_days", most=policy.most_valid_days)
    # Half a day more, so that the change of the clocks does not fall short of the day.
    return calendar.day_start(calendar.day_start(now) + timedelta(days=wanted, hours=12))


def runs_out(quote: Quote, *, calendar: WorkCalendar) -> datetime | None:
    """Return when the offer no longer holds: as its last day ends."""
    if not quote.open or quote.valid_until is None or quote.version == 0 or quote.state == "asked":
        return None
    return calendar.day_start(quote.valid_until + timedelta(hours=36))


def early(quote: Quote, *, policy: QuotePolicy, calendar: WorkCalendar) -> datetime | None:
    """Return when the owner is reminded of an offer: some working days before its last day."""
    if quote.valid_until is None:
        return None
    return calendar.next_working_moment(calendar.add_working_days(quote.valid_until, -policy.remind_days))


def next_look(quote: Quote, *, policy: QuotePolicy, calendar: WorkCalendar, now: datetime) -> datetime | None:
    """Return when an offer wants its next look: before it runs out while that is to come, else as it does."""
    end, before = runs_out(quote, calendar=calendar), early(quote, policy=policy, calendar=calendar)
    return before if end is not None and before is not None and now < before < end else end


def follow(quote: Quote, version: Version | None, *, before: Deal, after: Deal, now: datetime) -> Quote:
    """Return an open quote as it stands once its deal has changed.

    A deal won at the price of an offer the customer has was won with it; every other quote ends with its deal,
    and with its way into the pool, where nobody would send it.
    """
    if not quote.open:
        return quote
    if before.open and after.result == "won" and quote.state == "sent" and version and version.total == after.amount:
        return move(quote, "accepted", now=now)
    if (before.open and not after.open) or (before.owner is not None and after.owner is None):
        return move(quote, "withdrawn", now=now)
    return quote


def reopened(quote: Quote, *, asked: Collection[str]) -> Quote:
    """Return a quote that ended with its deal as it stood before; `asked` are the kinds of what it asks of people."""
    waits = next((kind for kind in ("approval", "quote") if kind in asked), "")
    if waits or quote.version == 0:
        state = "approval" if waits == "approval" else "asked"
    else:
        state = "sent" if quote.sent_at else "approved"
    return replace(quote, state=state, closed_at=None, rev=quote.rev + 1)


def must_be_whole(deal: Deal) -> None:
    """Refuse a quote for a deal nobody holds."""
    if deal.owner is None:
        raise Refused("quote_unowned", deal=deal)


def is_own(quote: Quote, deal: Deal, member: Member | Person) -> bool:
    """Whether somebody has a stake in a quote: asked for it, made the offer, or owns the deal."""
    return member.id in {person.id for person in (quote.asker, quote.author, deal.owner) if person is not None}


def again(version: Version) -> tuple[Item, ...]:
    """Return the lines of an offer as they would be asked for."""
    return tuple(Item(line.product, line.quantity, line.unit) for line in version.lines)


def _currency(items: Sequence[Item], default: str) -> str:
    """The currency of the first price that was said, else the deal's."""
    return next((item.unit.currency for item in items if item.unit is not None), default)


def _priced(item: Item, products: Sequence[Product], currency: str) -> Line:
    known = listed(item.product, products)
    unit = item.unit or (None if known is None else known.price(currency))
    if unit is None:
        raise Refused("offer_price_missing", field="items", product=item.product, products=tuple(products))
    return Line(item.product if known is None else known.name, item.quantity, unit)


def _key(name: str) -> str:
    folded = "".join(name.casefold().split())
    return folded.removesuffix("s") if folded.isascii() else folded


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
