"""One colleague offers a deal to another, who takes it or not."""

from dataclasses import replace
from datetime import datetime

from sales.claiming import must_be_open
from sales.refusal import Refused
from sales.values import Deal, Person, Request


def may_offer(deal: Deal, *, to: Person, pending: Request | None) -> None:
    """Refuse an offer that makes no sense: closed, unowned, to the owner, or already on offer."""
    must_be_open(deal)
    if deal.owner is None:
        raise Refused("transfer_unowned", deal=deal)
    if deal.owner.id == to.id:
        raise Refused("assign_same", deal=deal, owner=deal.owner)
    if pending is not None:
        raise Refused("transfer_pending", deal=deal, request=pending)


def answer(request: Request, *, state: str, deal: Deal, by: int, now: datetime) -> Request:
    """Close an open offer as answered, declined or withdrawn, by the one who may."""
    if request.state != "open":
        raise Refused("request_closed", request=request)
    if by != (request.asker.id if state == "withdrawn" else request.assignee.id):
        raise Refused("request_not_yours", request=request, withdrawing=state == "withdrawn")
    # An offer made by somebody who no longer holds the deal must not move it.
    if state == "answered" and (deal.owner is None or deal.owner.id == request.assignee.id):
        raise Refused("transfer_overtaken", request=request, deal=deal)
    return replace(request, state=state, closed_at=now, rev=request.rev + 1)


def expire(request: Request, *, now: datetime) -> Request:
    """Close an offer nobody answered in time."""
    return replace(request, state="expired", closed_at=now, rev=request.rev + 1)
