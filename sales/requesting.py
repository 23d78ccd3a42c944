"""One member needs something of another: one machine for every kind of request, from asking to its end."""

from dataclasses import dataclass, replace
from datetime import datetime

from sales import claiming
from sales.calendar import WorkCalendar
from sales.config import RequestPolicy
from sales.refusal import Refused
from sales.values import Deal, Member, Person, Request

# Reminded of, told to the manager and given up by `look`; an offer of a deal only lapses.
KINDS = ("help", "contract", "handover", "quote", "approval")
# A signed deal still goes through contract and delivery; everything else ends with the deal.
OUTLIVE_A_WIN = frozenset({"contract", "handover"})
# Their `step` says which of several approvals it is; of all others how far the work on it is.
BY_STEPS = frozenset({"approval"})
UNDER_WAY, OBJECTED = 1, 2


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at an open request leads to, when to look again, and which look that will be."""

    remind: bool = False
    escalate: bool = False
    expire: bool = False
    again_at: datetime | None = None
    step: int = 0


def due_at(asked: datetime | None, *, policy: RequestPolicy, calendar: WorkCalendar, now: datetime) -> datetime:
    """Return by when a request wants its answer: when it was said, else after the policy's working hours."""
    if asked is None:
        return calendar.add_working_hours(now, policy.due_hours)
    if asked <= now:
        raise Refused("request_due_past", field="due", at=asked)
    return asked


def take(request: Request, *, by: Member) -> Request:
    """Work on a request from now on: one that waits in a role's queue becomes the taker's."""
    must_be_open(request)
    if not is_for(request, by):
        if request.role is not None and request.role in by.roles:
            raise Refused("request_taken_before", request=request)
        raise Refused("request_not_yours", request=request, withdrawing=False)
    if under_way(request):
        raise Refused("request_taken_before", request=request)
    step = request.step if request.kind in BY_STEPS else UNDER_WAY
    return replace(request, assignee=request.assignee or by.person, step=step, rev=request.rev + 1)


def end(request: Request, *, state: str, by: Member, now: datetime, answer: str = "") -> Request:
    """Close an open request: whoever asked withdraws it, whoever it is for answers or declines."""
    must_be_open(request)
    allowed = is_from(request, by) if state == "withdrawn" else is_for(request, by)
    if not allowed:
        raise Refused("request_not_yours", request=request, withdrawing=state == "withdrawn")
    return closed(request, state=state, by=by.person, now=now, answer=answer)


def closed(request: Request, *, state: str, by: Person, now: datetime, answer: str = "") -> Request:
    """Return a request as somebody ended it whose right to do so is seen to."""
    # Who answers from the queue without having taken it on is still seen to have done it.
    assignee = request.assignee or (None if state == "withdrawn" else by)
    return replace(
        request,
        state=state,
        assignee=assignee,
        closed_at=now,
        answer=answer or request.answer,
        answered_by=by.id,
        rev=request.rev + 1,
    )


def complete(request: Request, *, by: Member, now: datetime) -> Request:
    """Close a request whose work is done on both sides, whoever did the last of it."""
    return replace(request, state="answered", closed_at=now, answered_by=by.id, rev=request.rev + 1)


def object_to(request: Request, *, by: Member, answer: str) -> Request:
    """Give a request back to who asked, who has to change something before it can be answered."""
    must_be_open(request)
    if not is_for(request, by):
        raise Refused("request_not_yours", request=request, withdrawing=False)
    assignee = request.assignee or by.person
    return replace(request, assignee=assignee, step=OBJECTED, answer=answer, rev=request.rev + 1)


def revise(request: Request, *, by: Member, policy: RequestPolicy, calendar: WorkCalendar, now: datetime) -> Request:
    """Return a request of which something was changed; after an objection it is due anew."""
    must_be_open(request)
    if not (is_from(request, by) or is_for(request, by)):
        raise Refused("request_not_yours", request=request, withdrawing=False)
    if request.step != OBJECTED or not is_from(request, by):
        return replace(request, rev=request.rev + 1)
    due = max(request.due, calendar.add_working_hours(now, policy.due_hours))
    return replace(request, step=UNDER_WAY, due=due, rev=request.rev + 1)


def awaited(request: Request) -> Person | None:
    """Return whose turn it is; None while it waits in a queue."""
    objected = request.kind not in BY_STEPS and request.step == OBJECTED
    return request.asker if objected else request.assignee


def expire(request: Request, *, now: datetime) -> Request:
    """Close a request nobody answered in time."""
    return replace(request, state="expired", closed_at=now, rev=request.rev + 1)


def follow(request: Request, *, before: Deal, after: Deal, now: datetime) -> Request:
    """Return an open request as it stands once its deal has changed: it goes with the baton or ends with the deal."""
    over = before.open and not after.open and not (after.result == "won" and request.kind in OUTLIVE_A_WIN)
    moved = before.owner is not None and before.owner != after.owner
    # Nobody asks for a deal in the pool, nor oneself; and an offer was the old owner's to make.
    dropped = moved and (request.kind == "transfer" or after.owner in (None, request.assignee))
    if over or dropped:
        return replace(request, state="withdrawn", closed_at=now, rev=request.rev + 1)
    if moved and after.owner is not None and request.asker == before.owner:
        return replace(request, asker=after.owner, rev=request.rev + 1)
    return request


def reopened(request: Request) -> Request:
    """Return a request that ended with its deal as it stood before."""
    return replace(request, state="open", closed_at=None, answered_by=None, rev=request.rev + 1)


def look(request: Request, step: int, *, policy: RequestPolicy, calendar: WorkCalendar, now: datetime) -> Look:
    """Remind before the due time and at it, tell the manager later, give up in the end: each once, the latest only."""
    if not request.open:
        return Look()
    moments = moments_of(request, policy=policy, calendar=calendar)
    passed = sum(moment <= now for moment in moments)
    if passed <= step:
        return Look(again_at=moments[step], step=step)
    if passed == len(moments):
        return Look(expire=True, escalate=step < passed - 1)
    return Look(remind=True, escalate=passed == len(moments) - 1, again_at=moments[passed], step=passed)


def first_look(*, opened_at: datetime, due: datetime, policy: RequestPolicy, calendar: WorkCalendar) -> datetime:
    """Return when a request is first looked at: shortly before it is due, but not in the first half of its time."""
    span = calendar.working_hours_between(opened_at, due).total_seconds() / 3600
    if span <= 0:
        return due
    return min(due, calendar.add_working_hours(opened_at, max(span - policy.remind_before, span / 2)))


def moments_of(request: Request, *, policy: RequestPolicy, calendar: WorkCalendar) -> tuple[datetime, ...]:
    """Return when a request is looked at: shortly before it is due, when it is, when it is late, when it is too late."""
    return (
        first_look(opened_at=request.opened_at, due=request.due, policy=policy, calendar=calendar),
        request.due,
        calendar.add_working_hours(request.due, policy.escalate_after),
        calendar.add_working_hours(request.due, policy.expire_after),
    )


def under_way(request: Request) -> bool:
    """Whether somebody works on it."""
    return request.assignee is not None and (request.step > 0 or request.kind in BY_STEPS)


def is_for(request: Request, member: Member) -> bool:
    """Whether a member may answer: the assignee, who stands in for them, or anybody of the role it waits for."""
    if request.assignee is not None:
        return request.assignee.id in {member.id, *member.covers}
    return request.role in member.roles


def is_from(request: Request, member: Member) -> bool:
    """Whether a member may take it back: who asked, or who stands in for them."""
    return request.asker.id in {member.id, *member.covers}


def sides(request: Request) -> tuple[Person, ...]:
    """Return who asked and who shall answer, as far as that is somebody."""
    return tuple(person for person in (request.asker, request.assignee) if person is not None)


def touched(request: Request) -> Request:
    """Return a request whose cards are to be drawn anew."""
    return replace(request, rev=request.rev + 1)


def must_live(deal: Deal) -> None:
    """Refuse a deal that is lost or gone; a won one still has its contract and delivery ahead."""
    if not (deal.result == "won" and deal.reverted_at is None and deal.merged_into is None):
        claiming.must_be_open(deal)


def must_be_open(request: Request) -> None:
    """Refuse to touch a request that has ended."""
    if not request.open:
        raise Refused("request_closed", request=request)
