"""Amounts of money as whole minor units of one currency."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from babel.numbers import get_currency_precision, list_currencies

JUMP = 5  # times more or less: worth a question


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole minor units (fen, cents) of an ISO 4217 currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if len(self.currency) != 3 or not self.currency.isupper():
            raise ValueError(f"not an ISO currency: {self.currency!r}")

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    @property
    def units(self) -> Decimal:
        """The amount in whole units (yuan, dollars)."""
        return Decimal(self.minor).scaleb(-_precision(self.currency))


def money(units: Decimal, currency: str) -> Money:
    """Return an amount given in whole units, rounded half to even to the currency's minor unit."""
    minor = units.scaleb(_precision(currency)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return Money(int(minor), currency)


def sums(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Return the sum of each currency, the largest number first."""
    total: Counter[str] = Counter()
    for amount in amounts:
        if amount is not None:
            total[amount.currency] += amount.minor
    return tuple(Money(minor, currency) for currency, minor in total.most_common())


@cache
def is_currency(code: str) -> bool:
    """Whether this is the ISO 4217 code of a currency."""
    return len(code) == 3 and code in list_currencies()


@cache
def _precision(currency: str) -> int:
    return get_currency_precision(currency)


def doubt(before: Money | None, after: Money | None) -> str | None:
    """Return why one amount in place of another is worth a question: another currency, or a jump; None where not."""
    if before is None or after is None or not before.minor:
        return None
    if before.currency != after.currency:
        return "currency"
    return None if before.minor / JUMP < after.minor < before.minor * JUMP else "jump"
