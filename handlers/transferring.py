"""A deal is offered to a colleague, who takes it or not."""

from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales import claiming, requesting, transferring
from sales.refusal import Refused
from sales.values import Deal, Request
from storage import requests


def transfer(turn: Turn, words: Words) -> Reply:
    """Offer a deal to a colleague; it stays with its owner until the colleague accepts."""
    to = turn.colleague(words.to or 0)
    deal = turn.lock(deal=words.deal or "")
    pending = requests.pending(turn.db, workspace=turn.workspace.id, deal=deal.id, kind="transfer")
    transferring.may_offer(deal, to=to.person, pending=pending)
    due = turn.calendar(deal.team).add_working_hours(turn.now, turn.config.transfer.accept_hours)
    offer = turn.open_request("transfer", deal, assignee=to.person, due=due, note=words.reason or "")
    facts = {"deal": deal, "request": offer, "reason": words.reason or ""}
    turn.tell(to.id, "transfer_offered", facts, about=f"offer:{offer.code}")
    return Reply("transfer_asked", facts)


def accept(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Accept a deal somebody offers you; from now on it is yours."""
    answered = transferring.accept(request, deal=deal, by=turn.member, now=turn.now)
    handed = claiming.hand_to(
        deal,
        turn.member.person,
        holding=turn.held(turn.member.id),
        policy=turn.config.claim,
        calendar=turn.calendar(deal.team),
        now=turn.now,
    )
    turn.change_request(answered)
    stored = turn.change(deal, handed, "transfer_accepted", why=request.note)
    facts = {"deal": stored, "request": answered}
    turn.tell(request.asker.id, "transfer_accepted", facts, about=f"answer:{request.code}")
    return Reply("transfer_taken", facts, milestone=True)


def answer(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Refuse words where only a yes or a no moves the deal."""
    raise Refused("transfer_yes_or_no", request=request, deal=deal)


def withdraw(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Take back an offer of yours that is not answered yet."""
    withdrawn = requesting.end(request, state="withdrawn", by=turn.member, now=turn.now)
    turn.change_request(withdrawn)
    facts = {"deal": deal, "request": withdrawn}
    if request.assignee is not None:
        turn.tell(request.assignee.id, "transfer_lapsed", facts, about=f"lapsed:{request.code}")
    return Reply("transfer_withdrawn", facts)


def decline(turn: Turn, words: Words, request: Request, deal: Deal) -> Reply:
    """Decline a deal somebody offers you; it stays where it is."""
    declined = requesting.end(request, state="declined", by=turn.member, now=turn.now)
    turn.change_request(declined)
    owns = deal.owner == request.asker
    facts = {"deal": deal, "request": declined, "reason": words.reason or "", "owns": owns}
    turn.tell(request.asker.id, "transfer_declined", facts, about=f"answer:{request.code}")
    return Reply("transfer_refused", facts)
