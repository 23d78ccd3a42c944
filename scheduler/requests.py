"""Looks at requests that wait: reminds, tells the manager, and gives up what nobody answered in time."""

from datetime import timedelta

from sqlalchemy import Connection

from sales import requesting
from sales.reminding import may_speak_at
from sales.values import Deal, Person, Request
from scheduler.due import Due, Outcome
from scheduler.quotes import given_up
from storage import deals, members, requests, workspaces

# What falls due with the working day may still be said a little later; what was missed waits for the next one.
GRACE = timedelta(hours=1)


def waiting(due: Due) -> Outcome:
    """Remind whoever shall answer a request, tell the manager when it is late, let it expire in the end."""
    request, deal = due.request, due.deal
    if request is None or deal is None or not request.open:
        return Outcome()
    calendar = due.calendar(deal.team)
    looked = requesting.look(
        request, due.timer.step, policy=due.config.requests.of(request.kind), calendar=calendar, now=due.now
    )
    speaks = looked.remind or looked.expire
    if speaks and not (calendar.is_working(due.now) or calendar.is_working(due.now - GRACE)):
        return Outcome(again_at=calendar.next_working_moment(due.now), step=due.timer.step)
    if looked.escalate:
        _escalate(due, request, deal)
    if looked.expire:
        _expire(due, request, deal)
        return Outcome()
    remind = _remind(due, request, deal) if looked.remind else None
    return Outcome(again_at=looked.again_at, step=looked.step, remind=remind)


def still_late(db: Connection, workspace: int, id: int) -> bool:
    """Whether an escalation of a late request is still true."""
    return requests.by_id(db, workspace=workspace, id=id).open


def transfer(due: Due) -> Outcome:
    """Let an offer of a deal lapse when the colleague did not answer, and tell both."""
    request, deal = due.request, due.deal
    if request is None or deal is None or request.state != "open":
        return Outcome()
    if request.due > due.now:
        return Outcome(again_at=request.due, step=due.timer.step)
    expired = requesting.expire(request, now=due.now)
    requests.change(due.db, expired, workspace=due.workspace.id, now=due.now)
    for person in filter(None, (request.asker, request.assignee)):
        member = due.member(person.id)
        if member is not None:
            due.tell(
                member,
                "transfer_expired",
                _facts(expired, deal, person),
                about=f"expired:{request.code}",
                kind="reminder",
            )
    return Outcome()


def _remind(due: Due, request: Request, deal: Deal) -> int | None:
    """Return who is to be reminded; a queue that nobody took from is reminded where its card stands."""
    awaited = requesting.awaited(request)
    if awaited is not None:
        acting = due.acting(awaited.id)
        return None if acting is None else acting.id
    facts = {"request": request, "deal": deal}
    about = f"waits:{request.id}:{due.timer.step}"
    queue = members.of_role(due.db, workspace=due.workspace.id, team=deal.team.id, role=request.role or "", now=due.now)
    rooms = workspaces.rooms_of(due.db, workspace=due.workspace.id, team=deal.team.id)
    if rooms and all(deal.team.id in member.teams for member in queue):
        due.announce(deal.team, "request_waits", facts, about=about, kind="reminder")
        return None
    for member in queue:
        if may_speak_at(due.now, zone=member.zone, last=None, policy=due.config.reminders) <= due.now:
            due.tell(member, "request_waits", facts, about=about, kind="reminder")
    return None


def _escalate(due: Due, request: Request, deal: Deal) -> None:
    for leader in due.leaders(deal.team, but=request):
        due.tell(
            leader,
            "request_late",
            {"request": request, "deal": deal},
            about=f"escalation:request:{request.id}:{request.due}",
            kind="escalation",
            job="request",
            concerns=request,
        )


def _expire(due: Due, request: Request, deal: Deal) -> None:
    if request.quote is not None:
        given_up(due, request, deal)
        return
    expired = requesting.expire(request, now=due.now)
    requests.change(due.db, expired, workspace=due.workspace.id, now=due.now)
    # A nudge may have looked at another request of the same deal before this one.
    as_now = deals.locked_by_id(due.db, workspace=due.workspace.id, id=deal.id)
    stored = due.change(as_now, as_now, "request_expired", why=request.code)
    for person in requesting.sides(expired):
        member = due.member(person.id)
        if member is not None:
            due.tell(
                member,
                "request_expired",
                {"request": expired, "deal": stored, "to_asker": person == request.asker},
                about=f"expired:{request.code}",
                kind="reminder",
            )


def _facts(request: Request, deal: Deal, person: Person) -> dict[str, object]:
    asker = person == request.asker
    return {"request": request, "deal": deal, "to_asker": asker, "owns": asker and deal.owner == person}
