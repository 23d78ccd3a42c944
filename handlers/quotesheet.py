"""A quote as its card shows it: what is offered, whom it waits for, who has said yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sales import approving
from sales.config import Config
from sales.quoting import Quote, Version
from sales.values import Deal, Person, Request
from storage import members, quotes, requests


@dataclass(frozen=True, slots=True)
class Approval:
    """A yes to the present version: whose, given by whom, when, and what they said."""

    person: Person
    at: datetime
    comment: str


def sheet(db: Connection, workspace: int, quote: Quote, deal: Deal, config: Config) -> dict[str, object]:
    """Return all a quote's card shows."""
    version = quotes.version(db, quote=quote, no=quote.version)
    asked = requests.of_quote(db, workspace=workspace, quote=quote.id)
    waiting = tuple(one for one in asked if one.open)
    return {
        "quote": quote,
        "deal": deal,
        "version": version,
        "waiting": waiting,
        "due": min((one.due for one in waiting), default=None),
        "approvals": _approvals(db, workspace, asked),
        **_steps(quote, version, waiting, config),
    }


def _steps(quote: Quote, version: Version | None, waiting: Sequence[Request], config: Config) -> dict[str, object]:
    """Which step of how many an approval has come to."""
    if version is None or quote.state != "approval":
        return {"step": 0, "steps": 0}
    steps = approving.route(
        version, policy=config.approval, products=config.products, wanted=quote.wanted.needs_approval
    )
    step = max((one.step for one in waiting), default=0)
    return {"step": step, "steps": max(step, len(steps))}


def _approvals(db: Connection, workspace: int, asked: Sequence[Request]) -> tuple[Approval, ...]:
    """The yeses that count, in their order; those to what has changed since were taken back."""
    found = [one for one in asked if one.kind == "approval" and one.state == "answered"]
    named = members.people(db, workspace=workspace, ids=sorted({one.answered_by for one in found if one.answered_by}))
    return tuple(
        Approval(named[one.answered_by], one.closed_at, one.answer)
        for one in found
        if one.answered_by is not None and one.closed_at is not None
    )
