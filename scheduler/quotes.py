"""Looks at quotes: an offer that soon runs out or has, and one nobody made or decided on in time."""

from collections.abc import Iterable

from sales import quoting as rules
from sales import requesting
from sales.quoting import Quote
from sales.values import Deal, Member, Person, Request
from scheduler.due import Due, Outcome
from storage import deals, quotes, requests


def valid(due: Due) -> Outcome:
    """Remind the owner of an offer that soon runs out, and end it once it has."""
    quote, deal = due.quote, due.deal
    if quote is None or deal is None:
        return Outcome()
    calendar, policy = due.calendar(deal.team), due.config.quotes
    end = rules.runs_out(quote, calendar=calendar)
    if end is None:
        return Outcome()
    if end <= due.now:
        _expire(due, quote, deal, late=False)
        return Outcome()
    early = rules.early(quote, policy=policy, calendar=calendar)
    if early is None or due.timer.step or early > due.now:
        return Outcome(again_at=end if due.timer.step or early is None else min(early, end), step=due.timer.step)
    owner = None if deal.owner is None or quote.state == "approval" else due.acting(deal.owner.id)
    return Outcome(again_at=end, step=1, remind=None if owner is None else owner.id)


def given_up(due: Due, request: Request, deal: Deal) -> None:
    """End a quote that nobody made an offer for, or decided on, in time."""
    assert request.quote is not None
    quote = quotes.locked(due.db, workspace=due.workspace.id, id=request.quote)
    requests.change(due.db, requesting.expire(request, now=due.now), workspace=due.workspace.id, now=due.now)
    _expire(due, quote, deal, late=True)


def _expire(due: Due, quote: Quote, deal: Deal, *, late: bool) -> None:
    ended = rules.move(quote, "expired", now=due.now)
    quotes.change(due.db, ended, workspace=due.workspace.id, look_at=None, now=due.now)
    for request in requests.of_quote(due.db, workspace=due.workspace.id, quote=quote.id):
        if request.open:
            requests.change(due.db, requesting.expire(request, now=due.now), workspace=due.workspace.id, now=due.now)
    # A nudge may have looked at something else of the same deal before this one.
    as_now = deals.locked_by_id(due.db, workspace=due.workspace.id, id=deal.id)
    stored = due.change(as_now, as_now, "quote_expired", why=quote.code)
    facts = {"quote": ended, "deal": stored, "late": late}
    for member in _heard(due, (quote.asker, quote.author, deal.owner)):
        due.tell(member, "quote_expired", facts, about=f"expired:{quote.code}:{quote.version}", kind="reminder")


def _heard(due: Due, people: Iterable[Person | None]) -> list[Member]:
    """These people, and whoever stands in for those who are away."""
    ids = {person.id for person in people if person is not None}
    found = [member for id in ids for member in (due.member(id), due.acting(id)) if member is not None]
    return list({member.id: member for member in found}.values())
