"""What may be taken back: one's own change, for a day, while nothing has moved on."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sales.refusal import Refused
from sales.values import Change, Deal, Member

UNDO_FOR = timedelta(hours=24)
FRESH = timedelta(minutes=15)  # what is older need not be what whoever says "undo" has in mind
# An answered request is an agreement of two people; imports and configuration have their own way back.
# What was asked, answered or handed to a helper is taken back by its own commands.
OF_REQUESTS = frozenset(
    {
        *("help_asked", "contract_asked", "handover_asked", "request_taken", "request_answered", "request_declined"),
        *("request_withdrawn", "request_expired", "terms_added", "contract_objected", "check_added", "checked"),
        *("unchecked", "helper_added", "helper_removed"),
    }
)
# What the customer accepted stays; only the amount it gave the deal can be put back.
OF_QUOTES = frozenset(
    {
        *("quote_asked", "quote_offered", "quote_approved", "quote_rejected", "quote_returned", "quote_sent"),
        *("quote_refused", "quote_declined", "quote_withdrawn", "quote_expired"),
    }
)
# Who works where is put back by saying so again; a later "undo" must not wander off past it.
OF_STAFF = frozenset({"moved", "joined", "roles", "left", "recognised", "parted"})
PUT_BACK = OF_STAFF | {"goal"}
FINAL = (
    frozenset({"imported", "import_reverted", "transfer_accepted", "erased", "undone"})
    | PUT_BACK
    | OF_REQUESTS
    | OF_QUOTES
)

Subject = TypeVar("Subject", Deal, Member)


def undo(subject: Subject, change: Change, *, by: int, later: tuple[Change, ...], now: datetime) -> Subject:
    """Return the subject as it was before one change of this author, if nothing it wrote was changed since."""
    if change.who is None or change.who.id != by:
        raise Refused("undo_not_yours", change=change)
    if change.what in FINAL:
        raise Refused("undo_final", change=change)
    if now - change.at >= UNDO_FOR:
        raise Refused("undo_too_late", change=change)
    if change.what == "created" and isinstance(subject, Deal) and subject.owner not in (None, change.who):
        raise _moved_on(subject, later[-1], by)
    known = {field.name for field in fields(subject)}
    for name, (_, after) in change.fields.items():
        if name in known and getattr(subject, name) != after:
            raise _moved_on(subject, _who_moved(name, later), by)
    return replace(subject, **{name: before for name, (before, _) in change.fields.items() if name in known})  # type: ignore[arg-type]  # names are the value's own fields


def _moved_on(subject: Deal | Member, moved: Change, by: int) -> Refused:
    own = moved.who is not None and moved.who.id == by
    return Refused("undo_moved_on", by=moved, about=subject if isinstance(subject, Deal) else None, own=own)


def _who_moved(name: str, later: tuple[Change, ...]) -> Change:
    return next((change for change in reversed(later) if name in change.fields), later[-1])
