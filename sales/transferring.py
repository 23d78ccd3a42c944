"""One colleague offers a deal to another, who takes it or not."""

from datetime import datetime

from sales import claiming
from sales.refusal import Refused
from sales.requesting import end, must_be_open
from sales.values import Deal, Member, Person, Request


def may_offer(deal: Deal, *, to: Person, pending: Request | None) -> None:
    """Refuse an offer that makes no sense: closed, unowned, to the owner, or already on offer."""
    claiming.must_be_open(deal)
    if deal.owner is None:
        raise Refused("transfer_unowned", deal=deal)
    if deal.owner.id == to.id:
        raise Refused("assign_same", deal=deal, owner=deal.owner)
    if pending is not None:
        raise Refused("transfer_pending", deal=deal, request=pending)


def accept(request: Request, *, deal: Deal, by: Member, now: datetime) -> Request:
    """Close an open offer as answered by the colleague it was made to, whoever covers for them."""
    must_be_open(request)
    if request.assignee is None or by.id != request.assignee.id:
        raise Refused("request_not_yours", request=request, withdrawing=False)
    # An offer made by somebody who no longer holds the deal must not move it.
    if deal.owner is None or deal.owner.id == by.id:
        raise Refused("transfer_overtaken", request=request, deal=deal)
    return end(request, state="answered", by=by, now=now)
