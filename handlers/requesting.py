"""Asking somebody for something on a deal: what every kind of request has in common."""

from collections.abc import Callable
from datetime import datetime

from handlers.drawing import request_facts
from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales import requesting as rules
from sales.refusal import Refused
from sales.values import Deal, Member, Person, Request
from storage import helpers, members, workspaces

Way = Callable[[Turn, Words, Request, Deal], Reply]


def ask(
    turn: Turn, deal: Deal, *, kind: str, to: int | None, role: str | None, what: str, due: datetime | None
) -> Request:
    """Open a request to a colleague, or to whoever of a role takes it on."""
    if to == turn.member.id:
        raise Refused("request_yourself", field="to")
    assignee = None if to is None else turn.colleague(to).person
    if assignee is None and not _queue(turn, deal, role or ""):
        raise Refused("request_nobody", field="roles", role=role)
    policy, calendar = turn.config.requests.of(kind), turn.calendar(deal.team)
    until = rules.due_at(due, policy=policy, calendar=calendar, now=turn.now)
    first = rules.first_look(opened_at=turn.now, due=until, policy=policy, calendar=calendar)
    return turn.open_request(kind, deal, assignee=assignee, role=role, due=until, note=what, first_look=first)


def asked(turn: Turn, deal: Deal, request: Request) -> Reply:
    """Bring a request's card to whoever it is for, and answer with the same card."""
    stored = spread(turn, deal, request)
    facts = request_facts(turn.db, turn.workspace.id, request, stored)
    return Reply("request_asked", facts | {"calls": _called(turn, stored, request)}, card=request)


def spread(turn: Turn, deal: Deal, request: Request) -> Deal:
    """Write down that something was asked for, and bring its card to whoever it is for; return the deal as stored."""
    stored = turn.change(deal, deal, f"{request.kind}_asked", why=f"{request.code} {request.note}".strip())
    facts = request_facts(turn.db, turn.workspace.id, request, stored)
    called = _called(turn, stored, request)
    about = f"asked:{request.code}"
    # A team sees in its own room who takes what; one colleague, or people of other teams, are asked in private.
    if request.assignee is None and _all_here(turn, stored, called):
        turn.announce(stored.team, "request_asked", facts | {"calls": called}, about=about, card=request)
        return stored
    for member in called:
        turn.tell(member.id, "request_asked", facts | {"calls": ()}, about=about, card=request)
    return stored


def take(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Work on it from now on; who asked hears of it, and others see it gone."""
    taken = rules.take(request, by=turn.member)
    turn.change_request(taken)
    _let_help(turn, taken, deal)
    stored = turn.change(deal, deal, "request_taken", why=request.code)
    facts = request_facts(turn.db, turn.workspace.id, taken, stored)
    for member in acting(turn, taken.asker):
        turn.tell(member.id, "request_taken", facts, about=f"taken:{taken.code}")
    return Reply("request_mine", facts)


def answer(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Close it with what was found, which who asked is told."""
    if not words.note:
        raise Refused("request_answer_needed", field="note", request=request)
    answered = rules.end(request, state="answered", by=turn.member, now=turn.now, answer=words.note)
    return finish(turn, answered, deal)


def finish(turn: Turn, answered: Request, deal: Deal) -> Reply:
    """Write a request that was just answered, and tell the other side."""
    turn.change_request(answered)
    _let_help(turn, answered, deal)
    stored = turn.change(deal, deal, "request_answered", why=f"{answered.code} {answered.answer}".strip())
    facts = request_facts(turn.db, turn.workspace.id, answered, stored) | {"by": turn.member.person}
    for person in rules.sides(answered):
        for member in acting(turn, person):
            turn.tell(member.id, "request_answered", facts, about=f"answer:{answered.code}")
    return Reply("request_answer_done", facts)


def decline(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Say no; who asked hears it with the reason."""
    declined = rules.end(request, state="declined", by=turn.member, now=turn.now, answer=words.reason or "")
    turn.change_request(declined)
    stored = turn.change(deal, deal, "request_declined", why=f"{request.code} {words.reason or ''}".strip())
    facts: dict[str, object] = {"request": declined, "deal": stored, "by": turn.member.person}
    for member in acting(turn, declined.asker):
        turn.tell(member.id, "request_declined", facts, about=f"answer:{request.code}")
    return Reply("request_decline_done", facts)


def withdraw(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Take it back; whoever works on it hears that they need not."""
    withdrawn = rules.end(request, state="withdrawn", by=turn.member, now=turn.now)
    turn.change_request(withdrawn)
    stored = turn.change(deal, deal, "request_withdrawn", why=request.code)
    facts = {"request": withdrawn, "deal": stored}
    if request.assignee is not None:
        for member in acting(turn, request.assignee):
            turn.tell(member.id, "request_lapsed", facts, about=f"answer:{request.code}")
    return Reply("request_withdraw_done", facts)


def acting(turn: Turn, person: Person) -> list[Member]:
    """Return a colleague and, while they are away, whoever stands in."""
    member = turn.colleague(person.id)
    cover = member.cover if member.away(turn.now) else None
    return [member] if cover is None else [member, turn.colleague(cover.id)]


def _queue(turn: Turn, deal: Deal, role: str) -> tuple[Member, ...]:
    """Who of a role may take something on; nobody is their own queue."""
    found = members.of_role(turn.db, workspace=turn.workspace.id, team=deal.team.id, role=role, now=turn.now)
    return tuple(member for member in found if member.id != turn.member.id)


def _called(turn: Turn, deal: Deal, request: Request) -> tuple[Member, ...]:
    """Who is asked: the colleague with their stand-in, else everybody whose role it is."""
    if request.assignee is None:
        return _queue(turn, deal, request.role or "")
    return tuple(acting(turn, request.assignee))


def _all_here(turn: Turn, deal: Deal, called: tuple[Member, ...]) -> bool:
    rooms = workspaces.rooms_of(turn.db, workspace=turn.workspace.id, team=deal.team.id)
    return bool(rooms) and all(deal.team.id in member.teams for member in called)


def _let_help(turn: Turn, request: Request, deal: Deal) -> None:
    """Who takes on a call for help sees the deal and writes notes on it from now on."""
    if request.kind == "help" and deal.owner != turn.member.person and not turn.helps(deal):
        role = request.role or next(iter(sorted(turn.member.roles)), "")
        helpers.add(turn.db, deal=deal.id, member=turn.member.id, role=role, by=request.asker.id, now=turn.now)
