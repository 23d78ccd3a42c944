"""One member needs something of another: who may end it, and how."""

from dataclasses import replace
from datetime import datetime

from sales.refusal import Refused
from sales.values import Member, Request


def end(request: Request, *, state: str, by: Member, now: datetime, answer: str = "") -> Request:
    """Close an open request: the asker withdraws it, whoever it is for answers or declines."""
    must_be_open(request)
    if not (request.asker.id == by.id if state == "withdrawn" else is_for(request, by)):
        raise Refused("request_not_yours", request=request, withdrawing=state == "withdrawn")
    return replace(request, state=state, closed_at=now, answer=answer, answered_by=by.id, rev=request.rev + 1)


def take(request: Request, *, by: Member) -> Request:
    """Take a request on that waits in a role's queue."""
    must_be_open(request)
    if request.assignee is not None or request.role not in by.roles:
        raise Refused("request_not_yours", request=request, withdrawing=False)
    return replace(request, assignee=by.person, rev=request.rev + 1)


def expire(request: Request, *, now: datetime) -> Request:
    """Close a request nobody answered in time."""
    return replace(request, state="expired", closed_at=now, rev=request.rev + 1)


def is_for(request: Request, member: Member) -> bool:
    """Whether a member may answer: the assignee, who stands in for them, or anybody of the role it waits for."""
    if request.assignee is not None:
        return request.assignee.id in {member.id, *member.covers}
    return request.role in member.roles


def must_be_open(request: Request) -> None:
    """Refuse to touch a request that has ended."""
    if not request.open:
        raise Refused("request_closed", request=request)
