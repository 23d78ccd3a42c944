"""Looks at requests nobody answered in time."""

from sales import requesting
from sales.values import Deal, Person, Request
from scheduler.due import Due, Outcome
from storage import requests


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
            due.voice.to_member(
                due.db,
                member,
                "transfer_expired",
                _facts(expired, deal, person),
                workspace=due.workspace.id,
                about=f"expired:{request.code}",
                kind="reminder",
                now=due.now,
            )
    return Outcome()


def _facts(request: Request, deal: Deal, person: Person) -> dict[str, object]:
    asker = person == request.asker
    return {"request": request, "deal": deal, "to_asker": asker, "owns": asker and deal.owner == person}
