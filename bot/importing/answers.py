"""One answer for each row: what became of it, under which code, and why."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from bot.importing.files import guarded
from sales.money import Money
from sales.values import Person, Team

KINDS = ("created", "merged", "unchanged", "asked", "refused")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one row."""

    row: int
    answer: str
    code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file."""

    kind: str
    file: str
    read_as: str
    columns: Mapping[str, str]
    unread: tuple[str, ...]
    dry: bool
    batch: int | None
    answers: tuple[Answer, ...]
    notes: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return the report for programs."""
        return {
            "kind": self.kind,
            "file": self.file,
            "read_as": self.read_as,
            "dry_run": self.dry,
            "batch": self.batch,
            "rows": len(self.answers),
            "counts": dict(self.counts),
            "columns": dict(self.columns),
            "unread": list(self.unread),
            "notes": list(self.notes),
            "answers": [
                {"row": one.row, "answer": one.answer, "code": one.code, "reason": one.reason} for one in self.answers
            ],
        }

    def lines(self, most: int = 10) -> list[str]:
        """Return the report for people: the sum, what was not read, and the first rows that want a look."""
        told = ", ".join(f"{count:,} {name}" for name, count in self.counts.items() if count) or "no rows"
        batch = f" (batch {self.batch})" if self.batch is not None else ""
        lines = [f"{'Dry run, nothing is written: ' if self.dry else ''}{len(self.answers):,} rows: {told}{batch}"]
        lines.append(f"Read as {self.read_as}: {', '.join(_mapped(a, b) for a, b in self.columns.items())}")
        if self.unread:
            lines.append(f"Not read: {', '.join(self.unread)}")
        lines += self.notes
        wanting = _grouped(one for one in self.answers if one.answer in ("asked", "refused"))
        lines += [f"{rows} {answer}: {reason}" for (answer, reason), rows in wanting[:most]]
        if len(wanting) > most:
            lines.append(f"… and {len(wanting) - most:,} more reasons: --answers OUT.csv writes every row's")
        return lines


def _mapped(column: str, field: str) -> str:
    return field if column == field else f"{column} = {field}"


def _grouped(answers: Iterable[Answer]) -> list[tuple[tuple[str, str], str]]:
    """Which rows were answered alike, those of most rows first."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in answers:
        rows[one.answer, one.reason].append(one.row)
    found = sorted(rows.items(), key=lambda item: -len(item[1]))
    return [(about, _rows(numbers)) for about, numbers in found]


def _rows(numbers: list[int], most: int = 3) -> str:
    named = ", ".join(map(str, numbers[:most]))
    if len(numbers) == 1:
        return f"Row {named}"
    return f"{len(numbers):,} rows ({named}{', …' if len(numbers) > most else ''})"


def counted(answers: Iterable[Answer]) -> dict[str, int]:
    """Return how many rows were answered in each way."""
    counts = Counter(one.answer for one in answers)
    return {kind: counts[kind] for kind in KINDS}


def sheet(answers: Iterable[Answer]) -> str:
    """Return the answers as CSV that a spreadsheet opens safely."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("row", "answer", "code", "reason"))
    writer.writerows((one.row, one.answer, one.code, guarded(one.reason)) for one in answers)
    return text.getvalue()


def difference(before: object, after: object, names: Iterable[str], zone: ZoneInfo) -> str:
    """Return what changed, old → new."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return "; ".join(f"{name} {shown(old, zone)} → {shown(new, zone)}" for name, old, new in pairs if old != new)


def shown(value: object, zone: ZoneInfo) -> str:
    """Return a value as the person at the command line reads it."""
    match value:
        case Money():
            text = f"{value.currency} {value.units:,f}"
        case datetime():
            local = value.astimezone(zone)
            text = local.strftime("%Y-%m-%d" if local.time() == time() else "%Y-%m-%d %H:%M")
        case Person() | Team():
            text = value.name
        case tuple() | dict():
            text = ", ".join(sorted(value))
        case _:
            text = "" if value is None else str(value)
    return text or "nothing"
