"""One file to be taken in: its rows by field, and everything its cells are read by."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.importing.cells import OPEN, order_of
from bot.importing.files import Table
from bot.importing.headers import Layout, unknown
from bot.importing.refusal import FileRefused
from sales.clean import clean_line
from sales.config import Config
from sales.values import Workspace
from storage.intake import Batch

# Begins the batch that everything written belongs to, or gives the one that was begun; a dry run has none.
Begin = Callable[[], Batch]


# What rows are known again by is looked up as it is kept.
KEYS = ("id", "code")


@dataclass(frozen=True, slots=True)
class Row:
    """One row by field; trouble is what keeps it from being read."""

    number: int
    cells: Mapping[str, str]
    trouble: str = ""


@dataclass
class Job:
    """One import of one file."""

    kind: str
    table: Table
    layout: Layout
    workspace: Workspace
    config: Config
    zone: ZoneInfo
    clock: Callable[[], datetime]
    days: str | None = None
    anyway: bool = False
    repeated: bool = False
    teams_zone: str | None = None

    @property
    def file_key(self) -> str:
        """What the outside names of deals begin with whose row has no id."""
        return f"file:{self.table.hash[:16]}:"

    @property
    def told(self) -> str:
        """A fingerprint of how the file is read; the same file read in the same way says the same."""
        layout = self.layout
        said = [dict(layout.at), dict(layout.constants), {name: dict(known) for name, known in layout.values.items()}]
        return sha256(json.dumps([said, self.zone.key, self.days], sort_keys=True).encode()).hexdigest()[:16]

    @cached_property
    def rows(self) -> list[Row]:
        """Every row by field."""
        remarks = self._remarks()
        return [self._row(number, cells, remark=number in remarks) for number, cells in self.table.rows]

    def _remarks(self) -> set[int]:
        """The rows below the table: behind its last blank row, and all with one filled cell only."""
        rows = self.table.rows
        gap = next((at for at in range(len(rows) - 1, 0, -1) if rows[at][0] - rows[at - 1][0] > 1), len(rows))
        below = rows[gap:]
        alone = len(self.table.columns) > 1 and all(sum(map(bool, cells)) == 1 for _, cells in below)
        return {number for number, _ in below} if alone else set()

    def order(self, name: str) -> str:
        """Return how a field's days are written; OPEN where nothing tells what 3/4/2026 is."""
        found = order_of([row.cells.get(name, "") for row in self.rows])
        return found or self.days or (OPEN if found is None else "mdy")

    def unknown(self, needed: str) -> FileRefused:
        """Return the refusal of a file that has no column a row cannot do without."""
        refused = unknown(self.kind, self.table.columns, needed)
        return FileRefused(f"{self.table.file}: {refused}")

    def _row(self, number: int, cells: tuple[str, ...], *, remark: bool) -> Row:
        width = len(self.table.columns)
        trouble = ""
        if any(cells[width:]):
            trouble = f"has {len(cells)} cells, the header {width}: a separator inside a cell needs quotation marks"
        elif remark:
            trouble = "looks like a remark below the table: delete the blank row above it if it is none"
        said = self.layout.cells(cells)
        keys = {name: clean_line(said.pop(name)) for name in KEYS if name in said}
        return Row(number, said | {name: key for name, key in keys.items() if key}, trouble)
