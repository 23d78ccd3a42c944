"""What may be put right in one step: values one wrote, and the deal they were written to."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sales.claiming import must_be_open
from sales.money import Money
from sales.progress import Progress, progress
from sales.refusal import Refused
from sales.undoing import FINAL, UNDO_FOR
from sales.values import Change, Deal

PROGRESS = tuple(field.name for field in fields(Progress))
CONTACT = ("contact", "phone", "email")


def mine(change: Change, *, by: int, now: datetime) -> bool:
    """Whether a change is this author's own, and young enough to be taken back."""
    author = change.who is not None and change.who.id == by
    return author and change.what not in FINAL and now - change.at < UNDO_FOR


def was(written: object, said: object) -> bool:
    """Whether what was written is the value that is said to have been wrong; nothing said fits everything."""
    if isinstance(written, Money) and isinstance(said, Money):
        return written.units == said.units
    if isinstance(written, datetime) and isinstance(said, datetime):
        return written == said or written.date() == said.date()
    return said is None or written == said


def corrected(deal: Deal, news: Progress, *, now: datetime) -> Deal:
    """Write the value that was meant; that is no news of the customer, and no first contact."""
    told = progress(deal, news, now=now)
    return replace(told, contacted_at=deal.contacted_at, contact_due=deal.contact_due)


def contact(deal: Deal, *, field: str, value: str) -> Deal:
    """Write whom to call at the customer, or how."""
    must_be_open(deal)
    if getattr(deal, field) == value:
        raise Refused("progress_same", deal=deal)
    written: dict[str, Any] = {field: value}
    return replace(deal, **written)


def moved(change: Change, *, deal: Deal) -> Progress:
    """Return what a change told of one deal, to be told of another; only progress may move."""
    if change.what != "progressed":
        raise Refused("correct_moves_progress", deal=deal, change=change)
    told: dict[str, Any] = {
        name: after for name, (_, after) in change.fields.items() if name in PROGRESS and after not in (None, "")
    }
    news = Progress(**told)
    if news.empty:
        raise Refused("correct_nothing")
    return news
