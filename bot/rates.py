"""`baton rates load`: many dated rates from a file, all of them or none."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cards import parse, title_text
from bot.home import home
from sales import rates as rules
from sales.rates import Rate, Rates
from sales.refusal import Refused
from storage import rates
from storage.history import Origin
from storage.store import Store
from templates.words import Templates

COLUMNS = ("currency", "day", "value")


class BadFile(Exception):
    """The file, or a line of it, cannot be read; nothing was loaded."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rates are new or changed, and how many were known as they are."""

    written: int
    unchanged: int


def load(store: Store, file: Path, *, sure: bool, now: datetime) -> Loaded:
    """Write the rates of a CSV file (currency, day, value) in one piece, with one row of history."""
    with store.write() as db:
        workspace = home(db)
        if workspace is None:
            raise BadFile("the store is empty: start Baton once, then load the rates")
        known = rates.of(db, workspace)
        found: list[tuple[Rate, Rate | None]] = []
        unchanged = 0
        for line, rate in _read(file):
            before = _checked(line, rate, known, sure=sure)
            if before == rate:
                unchanged += 1
                continue
            found.append((rate, before))
            known = _with(rate, known)
        if found:
            rates.put(db, found, origin=Origin(workspace.id, None, now))
        return Loaded(len(found), unchanged)


def _read(file: Path) -> Iterator[tuple[int, Rate]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = csv.DictReader(opened)
        if not set(COLUMNS) <= {(name or "").strip().lower() for name in rows.fieldnames or ()}:
            raise BadFile(f"{file} needs a header with the columns {', '.join(COLUMNS)}")
        for row in rows:
            cells = {(name or "").strip().lower(): (value or "").strip() for name, value in row.items() if name}
            yield rows.line_num, _rate(rows.line_num, cells)


def _rate(line: int, cells: dict[str, str]) -> Rate:
    try:
        value = Decimal(cells["value"])
        if not value.is_finite():
            raise InvalidOperation
        return Rate(cells["currency"].upper(), date.fromisoformat(cells["day"]), rules.neat(value))
    except (InvalidOperation, ValueError):
        asked = ", ".join(cells.get(name, "") for name in COLUMNS)
        raise BadFile(f"line {line}: {asked!r} is no rate such as USD, 2026-11-01, 7.12; nothing was loaded") from None


def _checked(line: int, rate: Rate, known: Rates, *, sure: bool) -> Rate | None:
    try:
        return rules.check(rate, known, sure=sure)
    except Refused as refused:
        why = title_text(
            parse(Templates().render(refused.reason, "en", ZoneInfo("UTC"), {"undo": "", **refused.facts}))
        )
        cure = " (--sure loads it all the same)" if refused.reason == "rate_far" else ""
        raise BadFile(f"line {line}: {why}{cure}; nothing was loaded") from None


def _with(rate: Rate, known: Rates) -> Rates:
    """The rates with one more, in the order of their days."""
    others = (one for one in known.known.get(rate.currency, ()) if one.day != rate.day)
    ordered = tuple(sorted((*others, rate), key=lambda one: one.day))
    return replace(known, known={**known.known, rate.currency: ordered})
