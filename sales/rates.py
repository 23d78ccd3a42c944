"""What amounts are worth in the workspace's own currency, by dated rates.

A rate counts from its day on until the next one. Each amount is converted on its own, at the rate of its day, and rounded
half to even to the minor unit; sums are sums of these. So the people of a team always add up to their team.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from zoneinfo import ZoneInfo

from sales.money import Money, is_currency, money, sums
from sales.periods import Period, containing
from sales.refusal import Refused

LEAST, MOST = Decimal("0.0000001"), Decimal(10_000_000)
SUSPICIOUS = 10  # times more or less than before: a slip of the point more often than the news


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is worth from a day on."""

    currency: str
    day: date
    value: Decimal

    @property
    def text(self) -> str:
        """The value as people write it."""
        return written(self.value)

    @property
    def period(self) -> Period:
        """The day it begins."""
        return containing("day", self.day)


@dataclass(frozen=True, slots=True)
class Rates:
    """The dated rates of a workspace: each currency's in the order of their days; days are those of the zone."""

    base: str
    zone: ZoneInfo
    known: Mapping[str, tuple[Rate, ...]] = field(default_factory=dict)

    def at(self, currency: str, day: date) -> Decimal | None:
        """Return what one unit of a currency was worth on a day; None before its first rate."""
        if currency == self.base:
            return Decimal(1)
        rates = self.known.get(currency, ())
        place = bisect_right(rates, day, key=lambda rate: rate.day)
        return rates[place - 1].value if place else None

    def day_of(self, at: datetime) -> date:
        """Return the day whose rates hold at a moment."""
        return at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts added up: as typed, one per currency; their worth in the base currency; and those without a rate."""

    amounts: tuple[Money, ...]
    worth: Money
    unrated: tuple[Money, ...] = ()

    @property
    def one(self) -> Money | None:
        """The sum as one amount: as typed where there is one currency only, else its worth where that is known."""
        if len(self.amounts) == 1:
            return self.amounts[0]
        return self.worth if self.worth.minor else None

    @property
    def apart(self) -> tuple[Money, ...]:
        """What must be named beside the sum, because it has no rate and is not all there is."""
        return self.unrated if len(self.amounts) > 1 else ()

    @property
    def mixed(self) -> bool:
        """Whether the worth says something the amounts do not."""
        return any(amount.currency != self.worth.currency for amount in self.amounts) and bool(self.worth.minor)

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            _by_code(self.amounts + other.amounts), self.worth + other.worth, _by_code(self.unrated + other.unrated)
        )


def convert(amount: Money, day: date, rates: Rates, *, to: str | None = None) -> Money | None:
    """Return what an amount was worth on a day in the base (or another) currency; None where no rate is known."""
    wanted = to or rates.base
    if amount.currency == wanted:
        return amount
    one, other = rates.at(amount.currency, day), rates.at(wanted, day)
    return None if one is None or other is None else money(amount.units * one / other, wanted)


def total(amounts: Iterable[tuple[Money, datetime]], rates: Rates, *, to: str | None = None) -> Sum:
    """Add amounts up, each at the rate of its moment, in the base (or another) currency."""
    wanted = to or rates.base
    typed: list[Money] = []
    unrated: list[Money] = []
    worth = 0
    for amount, at in amounts:
        typed.append(amount)
        value = amount if amount.currency == wanted else convert(amount, rates.day_of(at), rates, to=wanted)
        if value is None:
            unrated.append(amount)
        else:
            worth += value.minor
    return Sum(_by_code(typed), Money(worth, wanted), _by_code(unrated))


def shared(totals: Iterable[Sum], rates: Rates) -> str:
    """Return the currency sums are compared in: the one all of them are typed in, else the base currency."""
    currencies = {amount.currency for one in totals for amount in one.amounts}
    return currencies.pop() if len(currencies) == 1 else rates.base


def nothing(rates: Rates) -> Sum:
    """Return the sum of no amounts."""
    return Sum((), Money(0, rates.base))


def check(rate: Rate, rates: Rates, *, sure: bool = False) -> Rate | None:
    """Refuse an absurd rate; return the one it replaces or follows. One ten times off is `rate_far` unless sure."""
    if not is_currency(rate.currency):
        raise Refused("rate_unknown", currency=rate.currency)
    if rate.currency == rates.base:
        raise Refused("rate_own", currency=rate.currency)
    if not LEAST <= rate.value <= MOST:
        raise Refused("rate_absurd", currency=rate.currency, base=rates.base)
    before = before_or_at(rate, rates)
    near = before or next(iter(rates.known.get(rate.currency, ())), None)
    if near is not None and not sure and not near.value / SUSPICIOUS < rate.value < near.value * SUSPICIOUS:
        raise Refused("rate_far", rate=rate, known=near, base=rates.base)
    return before


def before_or_at(rate: Rate, rates: Rates) -> Rate | None:
    """Return the rate that held on this day until now."""
    known = [one for one in rates.known.get(rate.currency, ()) if one.day <= rate.day]
    return known[-1] if known else None


def neat(value: Decimal) -> Decimal:
    """Return a rate rounded half to even to ten significant digits, which is finer than any bank quotes."""
    return Context(prec=10, rounding=ROUND_HALF_EVEN).plus(value)


def change(before: Rate | None, after: Rate) -> str:
    """Return by how many per cent a rate differs from the one before: +1.2%; nothing where there is no difference."""
    if before is None or before.value == after.value:
        return ""
    return f"{(after.value - before.value) / before.value:+.1%}"


def written(value: Decimal) -> str:
    """Return a rate as people write it: 7.12, 0.0465."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _by_code(amounts: Iterable[Money]) -> tuple[Money, ...]:
    return tuple(sorted(sums(amounts), key=lambda one: one.currency))
