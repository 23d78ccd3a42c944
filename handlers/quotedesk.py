"""Whom a quote waits for: putting it before presales and approvers, and telling people what became of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.quotesheet import sheet
from handlers.turn import Turn
from sales import approving, requesting
from sales.approving import Step
from sales.quoting import Quote, Version
from sales.values import Deal, Member, Person, Request
from storage import members, requests


def facts_of(turn: Turn, quote: Quote, deal: Deal) -> dict[str, object]:
    """Return all a quote's card shows."""
    return sheet(turn.db, turn.workspace.id, quote, deal, turn.config)


def ask_presales(
    turn: Turn, quote: Quote, deal: Deal, *, to: int | None = None, due: datetime | None = None
) -> tuple[Request, tuple[Member, ...]]:
    """Ask a colleague for the offer, else the queue; where nobody else makes offers, the owner does."""
    role = turn.config.quotes.role
    queue = members.of_role(turn.db, workspace=turn.workspace.id, team=deal.team.id, role=role, now=turn.now)
    queue = tuple(member for member in queue if member.id != turn.member.id)
    if to is None and not queue:
        to = (deal.owner or turn.member.person).id
    named = () if to is None else (turn.colleague(to),)
    request = _open(turn, quote, deal, kind="quote", person=named[0].person if named else None, role=role, due=due)
    return request, acting(turn, named or queue)


def back_to_author(turn: Turn, quote: Quote, deal: Deal) -> None:
    """Ask whoever made the offer for another one."""
    author = quote.author
    there = author is not None and members.named(turn.db, workspace=turn.workspace.id, ids=[author.id], now=turn.now)
    _, heard = ask_presales(turn, quote, deal, to=author.id if author is not None and there else None)
    bring(turn, quote, deal, heard)


def steps_of(turn: Turn, quote: Quote, version: Version) -> tuple[Step, ...]:
    """Return the steps a version has to pass by the rules as they are today."""
    config = turn.config
    return approving.route(
        version, policy=config.approval, products=config.products, wanted=quote.wanted.needs_approval
    )


def open_step(
    turn: Turn, quote: Quote, deal: Deal, steps: Sequence[Step], no: int, *, agrees: bool = False
) -> tuple[Member, ...] | None:
    """Put an offer before the people of a step and return them; None when no step is left to ask.

    A speaker who agrees and could say so again at the next step has said it.
    """
    everybody = members.everybody(turn.db, workspace=turn.workspace.id, now=turn.now)
    for place, step in enumerate(steps[no - 1 :], start=no):
        asked = approving.asked(step, quote=quote, deal=deal, people=everybody, policy=turn.config.approval)
        hear = tuple(member for one in asked for member in one.hear)
        if agrees and not step.everyone and turn.member.id in {member.id for member in hear}:
            continue
        for one in asked:
            _open(turn, quote, deal, kind="approval", person=one.person, role=one.role, step=place)
        return acting(turn, hear)
    return None


def void(turn: Turn, quote: Quote, *, since: int) -> None:
    """Take back every yes from a step on: it was said of something else."""
    asked = requests.of_quote(turn.db, workspace=turn.workspace.id, quote=quote.id)
    for request in approving.void(asked, since=since):
        turn.change_request(request)


def bring(turn: Turn, quote: Quote, deal: Deal, people: Iterable[Member]) -> None:
    """Put a quote's card before people, below everything they have read."""
    facts = facts_of(turn, quote, deal)
    for member in people:
        turn.tell(member.id, "quote_card", facts, about=f"quote:{quote.code}:{quote.rev}", card=quote)


def tell(
    turn: Turn, people: Iterable[Person | None], quote: Quote, deal: Deal, event: str, *, reason: str = ""
) -> None:
    """Tell each of these people once what became of a quote."""
    facts = {"quote": quote, "deal": deal, "event": event, "by": turn.member.person, "reason": reason}
    for person in {person for person in people if person is not None}:
        turn.tell(person.id, "quote_news", facts, about=f"quote:{quote.code}:{quote.rev}:{event}")


def close_all(turn: Turn, waiting: Iterable[Request]) -> None:
    """Take back everything a quote still asks of people."""
    for request in waiting:
        turn.change_request(requesting.closed(request, state="withdrawn", by=turn.member.person, now=turn.now))


def acting(turn: Turn, people: Iterable[Member]) -> tuple[Member, ...]:
    """Return these people, and for those who are away whoever stands in."""
    found = {member.id: member for member in people}
    for member in tuple(found.values()):
        if member.cover is not None and member.away(turn.now):
            found.setdefault(member.cover.id, turn.colleague(member.cover.id))
    return tuple(found.values())


def _open(
    turn: Turn,
    quote: Quote,
    deal: Deal,
    *,
    kind: str,
    person: Person | None,
    role: str | None,
    step: int = 0,
    due: datetime | None = None,
) -> Request:
    policy, calendar = turn.config.requests.of(kind), turn.calendar(deal.team)
    until = requesting.due_at(due, policy=policy, calendar=calendar, now=turn.now)
    first = requesting.first_look(opened_at=turn.now, due=until, policy=policy, calendar=calendar)
    return turn.open_request(
        kind,
        deal,
        asker=deal.owner or quote.asker,
        assignee=person,
        role=role,
        due=until,
        note="",
        quote=quote.id,
        step=step,
        first_look=first,
    )
