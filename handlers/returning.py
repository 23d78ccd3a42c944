"""What ended with a deal comes back when the change that ended it is undone."""

from dataclasses import dataclass

from handlers.turn import Turn
from sales import quoting, requesting
from sales.quoting import Quote
from sales.values import Change, Deal, Request
from storage import members, quotes, requests

# Only what closes a deal or passes the baton on ends anything with it.
ENDS = frozenset({"result", "owner"})


@dataclass(frozen=True, slots=True)
class Off:
    """What is off since a change of a deal: what was asked there, also for quotes, and the quotes."""

    asked: tuple[Request, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """What ended with a change that is undone: the codes that are open again, and what has nobody to go to."""

    back: tuple[str, ...] = ()
    gone: tuple[Request, ...] = ()


def off_since(turn: Turn, change: Change, deal: Deal) -> Off:
    """Return what ended with a change of a locked deal; ask before the change is undone, which may end more."""
    if not ENDS & change.fields.keys():
        return Off()
    key = {"workspace": turn.workspace.id, "deal": deal.id}
    return Off(requests.ended_at(turn.db, **key, at=change.at), quotes.ended_at(turn.db, **key, at=change.at))


def come_back(turn: Turn, off: Off, deal: Deal) -> Ended:
    """Open again what ended with a change of a deal, and tell those who heard it was off."""
    own = [request for request in off.asked if request.quote is None and request.answered_by is None]
    gone = tuple(request for request in own if not _here(turn, request))
    back = [request for request in own if request not in gone]
    for request in back:
        _tell(turn, _reopen(turn, request, deal), deal)
    for quote in off.quotes:
        waiting = [request for request in off.asked if request.quote == quote.id and _here(turn, request)]
        opened = turn.change_quote(quoting.reopened(quote, asked={request.kind for request in waiting}), deal)
        for request in waiting:
            _reopen(turn, request, deal)
        facts = {"quote": opened, "deal": deal, "event": "back", "by": turn.member.person, "reason": ""}
        people = {request.assignee for request in waiting} | {quote.author}
        for person in filter(None, people):
            turn.tell(person.id, "quote_news", facts, about=f"back:{quote.code}:{opened.rev}")
    return Ended((*(request.code for request in back), *(quote.code for quote in off.quotes)), gone)


def _here(turn: Turn, request: Request) -> bool:
    """Whether who shall answer still works here; a role's queue always does."""
    if request.assignee is None:
        return True
    return members.by_id(turn.db, workspace=turn.workspace.id, id=request.assignee.id, now=turn.now) is not None


def _reopen(turn: Turn, request: Request, deal: Deal) -> Request:
    opened = requesting.reopened(request)
    turn.change_request(opened)
    at = opened.due
    if opened.kind in requesting.KINDS:
        policy, calendar = turn.config.requests.of(opened.kind), turn.calendar(deal.team)
        at = requesting.first_look(opened_at=opened.opened_at, due=opened.due, policy=policy, calendar=calendar)
    requests.look_anew(turn.db, opened, workspace=turn.workspace.id, at=at)
    return opened


def _tell(turn: Turn, request: Request, deal: Deal) -> None:
    about = f"back:{request.code}:{request.rev}"
    for person in requesting.sides(request):
        if request.kind == "transfer" and person == request.assignee:
            facts = {"request": request, "deal": deal, "reason": request.note}
            turn.tell(person.id, "transfer_offered", facts, about=about)
        else:
            turn.tell(person.id, "request_back", {"request": request, "deal": deal}, about=about)
