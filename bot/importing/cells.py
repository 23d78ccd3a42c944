"""What one cell says: a day or moment, an amount, a currency, one of the words a field knows."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision, list_currencies

from bot.importing.refusal import RowRefused
from handlers.language.spans.amounts import read_amount
from handlers.language.spans.currencies import code_of
from sales.money import Money, money

MOST_UNITS = Decimal(10) ** 15
_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2})|年(\d{1,2})月(\d{1,2})日?)(?!\d)")
_PARTED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_TIME = re.compile(
    r"[T ]?(\d{1,2})[:时点](\d{2})(?:[:分](\d{2})秒?(?:[.,](\d{1,6})\d*)?)?分? ?([AaPp])?\.?(?:[Mm]\.?)? ?(.*)"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})?")
_NAMED = ("%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d. %B %Y")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_EUROPEAN = re.compile(r"-?(?:\d{1,3}(?:[. ]\d{3})+|\d+),\d{1,2}")
_EITHER = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_BELOW = re.compile(r"^-|^\(.*\)$")
DAYS = "write it as 2026-01-31"
OPEN = "open"  # which of day and month stands first in a column

NAMES_LISTED = re.compile(r"[;；、|\n,，/]")  # what parts several names in one cell


class TwoWays(Exception):
    """A day such as 3/4/2026 where nothing tells which of its numbers is the month."""


def order_of(cells: Iterable[str]) -> str | None:
    """Return how a column writes days like 3/4/2026: mdy or dmy, "" when it never does so, None when it is open."""
    found = [match for cell in cells if (match := _PARTED.match(cell))]
    if not found:
        return ""
    if any(int(match[1]) > 12 for match in found):
        return "dmy"
    if any(int(match[3]) > 12 for match in found):
        return "mdy"
    return "dmy" if all(match[2] == "." for match in found) else None


def moment(cell: str, *, name: str, zone: ZoneInfo, order: str) -> datetime:
    """Return a field's day as 00:00 of the zone, a time by the zone's clock unless it names its own."""
    try:
        return _moment(cell, zone, order)
    except TwoWays:
        raise RowRefused(
            f"{name}: {cell!r} can be read two ways: say --days dmy (day first) or --days mdy (month first), or {DAYS}"
        ) from None
    except (ValueError, OverflowError):
        raise RowRefused(f"{name}: {cell!r} is no day: {DAYS}") from None


@lru_cache(maxsize=20_000)
def _moment(cell: str, zone: ZoneInfo, order: str) -> datetime:
    day, rest = _day(cell, order)
    if not 1970 <= day.year <= 2199:
        raise ValueError(cell)
    if not rest.strip(" T"):
        return day.replace(tzinfo=zone).astimezone(UTC)
    time = _TIME.fullmatch(rest)
    if time is None:
        raise ValueError(cell)
    hour = int(time[1])
    if time[5]:
        hour = hour % 12 + (12 if time[5] in "pP" else 0)
    micros = int((time[4] or "").ljust(6, "0") or 0)
    wall = day.replace(hour=hour, minute=int(time[2]), second=int(time[3] or 0), microsecond=micros)
    return wall.replace(tzinfo=_zone(time[6].strip(), zone)).astimezone(UTC)


def _zone(written: str, zone: ZoneInfo) -> ZoneInfo | timezone:
    if not written:
        return zone
    if written in ("Z", "UTC", "GMT"):
        return UTC
    offset = _OFFSET.fullmatch(written)
    if offset is None:
        raise ValueError(written)
    length = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return timezone(-length if offset[1] == "-" else length)


def _day(cell: str, order: str) -> tuple[datetime, str]:
    """The day a cell begins with, and what follows it."""
    if iso := _ISO.match(cell):
        year, month, day = (int(part) for part in (iso[1], iso[3] or iso[5] or iso[7], iso[4] or iso[6] or iso[8]))
        return datetime(year, month, day), cell[iso.end() :]  # noqa: DTZ001  a wall clock's day, its zone follows
    if parted := _PARTED.match(cell):
        first, second, year = int(parted[1]), int(parted[3]), int(parted[4])
        if order == OPEN and first != second:
            raise TwoWays(cell)
        month, day = (second, first) if order == "dmy" else (first, second)
        return datetime(year + (2000 if year < 100 else 0), month, day), cell[parted.end() :]  # noqa: DTZ001
    for form in _NAMED:
        try:
            return datetime.strptime(cell.replace(",", ""), form), ""  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(cell)


def amount(cell: str, *, currency: str, scale: int = 1) -> Money:
    """Return an amount; a bare number is in the given currency and counted in the column's scale."""
    if _BELOW.match(cell):
        raise RowRefused(f"amount: {cell!r} is below zero")
    if _EITHER.fullmatch(cell) and get_currency_precision(currency) < 3:
        raise RowRefused(f"amount: {cell!r} may be {cell.replace('.', '')} or {cell[:-1]}: write it without the dot")
    number = _number(cell)
    if number is not None:
        return _within(number * scale, currency, cell)
    said = read_amount(cell, currency=currency)
    if said is None:
        raise RowRefused(f"amount: {cell!r} is no amount: write it as 12345.67")
    return _within(said.amount.units, said.amount.currency, cell)


def _number(cell: str) -> Decimal | None:
    if _PLAIN.fullmatch(cell):
        return Decimal(cell)
    if _GROUPED.fullmatch(cell):
        return Decimal(cell.replace(",", ""))
    if _EUROPEAN.fullmatch(cell):
        return Decimal(cell.replace(".", "").replace(" ", "").replace(",", "."))
    return None


def _within(units: Decimal, currency: str, cell: str) -> Money:
    if not 0 <= units < MOST_UNITS:
        raise RowRefused(f"amount: {cell!r} is larger than any deal")
    return money(units, currency)


@lru_cache(maxsize=1_000)
def currency(cell: str) -> str:
    """Return the ISO code of a currency's code, sign or name."""
    code = cell.strip().upper()
    if code in list_currencies():
        return code
    try:
        return code_of(cell.strip().casefold(), "")
    except KeyError:
        raise RowRefused(f"currency: {cell!r} is not known: write its ISO code, such as USD") from None
