"""What one row says of a deal: each cell read as its field is written."""

from datetime import datetime

from bot.importing import cells as read
from bot.importing.job import Job, Row
from bot.importing.people import People
from bot.importing.refusal import RowRefused
from handlers.language.typed.fields import lost_reason, only_reason
from sales.clean import clean_line, clean_text
from sales.hiring import Colleague
from sales.importing import DealRow, Standing, read_standing
from sales.money import Money
from sales.naming import LONGEST_NAME, MOST_NAMES
from sales.values import Deal

DAYS = ("created", "closed", "next_at", "close_date")
TEXTS = ("title", "company", "next_step", "product", "source", "contact", "phone", "email")
LONGEST = {"title": 255, "company": 255, "id": 255}


class DealReader:
    """Reads the rows of one file."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._orders = {name: job.order(name) for name in DAYS}

    def said(self, row: Row, known: Deal | None, people: People) -> DealRow:
        """Read every cell of a row."""
        said = {name: clean_line(row.cells[name]) for name in (*TEXTS, "id") if name in row.cells}
        for name, text in {**said, "note": row.cells.get("note", "")}.items():
            if len(text) > (most := LONGEST.get(name, 4_000)):
                raise RowRefused(f"{name}: has {len(text):,} signs, at most {most:,} are kept: shorten it")
        standing = self._standing(row)
        owner = owner_of(row, people)
        reason, note = _reason(row, standing)
        return DealRow(
            external=said.pop("id", None),
            code=self._code(row),
            owner=None if owner is None else owner.person,
            team=people.team(row.cells["team"]) if "team" in row.cells else None,
            standing=standing,
            amount=self._amount(row, known),
            created_at=self._day(row, "created"),
            closed_at=self._day(row, "closed"),
            next_at=self._day(row, "next_at"),
            close_date=self._day(row, "close_date"),
            lost_reason=reason,
            note=note,
            aliases=_aliases(row),
            **{name: text or None for name, text in said.items()},
        )

    def _day(self, row: Row, name: str) -> datetime | None:
        cell = row.cells.get(name)
        return None if cell is None else read.moment(cell, name=name, zone=self._job.zone, order=self._orders[name])

    def _standing(self, row: Row) -> Standing | None:
        cell = row.cells.get("stage")
        if cell is None:
            return None
        standing = read_standing(cell, self._job.config.stages)
        if standing is None:
            keys = ", ".join(stage.key for stage in self._job.config.stages)
            raise RowRefused(
                f"stage: {cell!r} is none of ours: say what it is with --values 'stage:{cell}=KEY',"
                f" one of {keys}, won, lost"
            )
        return standing

    def _amount(self, row: Row, known: Deal | None) -> Money | None:
        if "amount" not in row.cells:
            return None
        said = read.currency(row.cells["currency"]) if "currency" in row.cells else self._job.layout.currency
        usual = known.amount.currency if known and known.amount else self._job.workspace.currency
        found = read.amount(row.cells["amount"], currency=said or usual, scale=self._job.layout.scale)
        if said and found.currency != said:
            raise RowRefused(f"amount: {row.cells['amount']!r} is not in {said}, which the currency says")
        return found

    @staticmethod
    def _code(row: Row) -> str | None:
        code = row.cells.get("code")
        if code is not None and not (code.startswith("D-") and code[2:].isdecimal() and len(code) < 12):
            raise RowRefused(f"code: {code!r} is no code of Baton; another system's is the field id")
        return code


def owner_of(row: Row, people: People) -> Colleague | None:
    """Return whom a row names as the owner."""
    return people.owner(row.cells["owner"]) if "owner" in row.cells else None


def _reason(row: Row, standing: Standing | None) -> tuple[str | None, str | None]:
    """Why a deal was lost, as the team counts reasons, and the note with the reason's own words."""
    note = clean_text(row.cells.get("note", "")) or None
    said = row.cells.get("reason")
    if said is None or standing is None or standing.result != "lost":
        return None, note
    if only_reason(said):
        return lost_reason(said), note
    return lost_reason(said) or "other", clean_text("\n".join(filter(None, (note, said))))


def _aliases(row: Row) -> tuple[str, ...]:
    parts = (clean_line(part)[:LONGEST_NAME] for part in read.NAMES_LISTED.split(row.cells.get("aliases", "")))
    return tuple(dict.fromkeys(filter(None, parts)))[:MOST_NAMES]
