"""An offer is approved, rejected, cut to a discount, or sent back."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import quotedesk as desk
from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales import approving as rules
from sales import quoting, requesting
from sales.claiming import must_be_open
from sales.quoting import Quote, Version
from sales.refusal import Refused
from sales.values import Deal, Member, Request
from storage import members, quotes


def decide(turn: Turn, words: Words) -> Reply:
    """Approve an offer that waits for you, also up to a discount, or reject it."""
    quote, deal, request, waiting = _mine(turn, words)
    if words.decision == "reject":
        return _reject(turn, quote, deal, request, waiting, reason=words.comment or "")
    must_be_open(deal)
    version = _offered(turn, quote)
    comment = words.comment or ""
    answered = requesting.closed(request, state="answered", by=turn.member.person, now=turn.now, answer=comment)
    turn.change_request(answered)
    most = words.max_discount_pct
    cut = None
    if most is not None:
        cut = rules.lowered(version, most=int(most * 100), by=turn.member.person, now=turn.now)
    moved, heard = _go_on(turn, quote, deal, answered, version=cut or version, others=_others(waiting, request))
    moved = turn.change_quote(moved, deal, cut)
    stored = turn.change(deal, deal, "quote_approved", why=f"{quote.code} v{moved.version} {comment}".strip())
    if moved.state == "approved" and deal.owner is not None:
        heard = (turn.colleague(deal.owner.id),)
    desk.bring(turn, moved, stored, heard)
    event = "approved" if cut is None else "cut"
    if cut is not None:
        # Once it is approved the owner has the card itself.
        owner = None if moved.state == "approved" else deal.owner
        desk.tell(turn, (owner, quote.author), moved, stored, event, reason=comment)
    return Reply("quote_done", desk.facts_of(turn, moved, stored) | {"event": event, "reason": comment})


def back(turn: Turn, words: Words) -> Reply:
    """Send an offer that waits for you back to presales or to an earlier step, with the reason."""
    quote, deal, request, waiting = _mine(turn, words)
    reason = words.reason or words.comment or ""
    if not reason:
        raise Refused("approval_reason_needed", field="reason", quote=quote)
    step = words.step or 0
    if step:
        rules.place(step, most=request.step)
    turn.change_request(
        requesting.closed(request, state="declined", by=turn.member.person, now=turn.now, answer=reason)
    )
    desk.close_all(turn, _others(waiting, request))
    desk.void(turn, quote, since=step)
    if step:
        moved = turn.change_quote(quoting.move(quote, "approval", now=turn.now, reason=reason), deal)
        heard = desk.open_step(turn, moved, deal, desk.steps_of(turn, quote, _offered(turn, quote)), step)
        stored = turn.change(deal, deal, "quote_returned", why=f"{quote.code} {reason}")
        desk.bring(turn, moved, stored, heard or ())
    else:
        moved = turn.change_quote(quoting.move(quote, "asked", now=turn.now, reason=reason), deal)
        stored = turn.change(deal, deal, "quote_returned", why=f"{quote.code} {reason}")
        desk.back_to_author(turn, moved, stored)
    desk.tell(turn, (deal.owner, quote.author), moved, stored, "returned", reason=reason)
    return Reply("quote_done", desk.facts_of(turn, moved, stored) | {"event": "returned", "reason": reason})


def _reject(
    turn: Turn, quote: Quote, deal: Deal, request: Request, waiting: Sequence[Request], *, reason: str
) -> Reply:
    if not reason:
        raise Refused("approval_reason_needed", field="comment", quote=quote)
    turn.change_request(
        requesting.closed(request, state="declined", by=turn.member.person, now=turn.now, answer=reason)
    )
    desk.close_all(turn, _others(waiting, request))
    moved = turn.change_quote(quoting.move(quote, "rejected", now=turn.now, reason=reason), deal)
    stored = turn.change(deal, deal, "quote_rejected", why=f"{quote.code} {reason}")
    desk.tell(turn, (quote.asker, deal.owner, quote.author), moved, stored, "rejected", reason=reason)
    return Reply("quote_done", desk.facts_of(turn, moved, stored) | {"event": "rejected", "reason": reason})


def _go_on(
    turn: Turn, quote: Quote, deal: Deal, answered: Request, *, version: Version, others: Sequence[Request]
) -> tuple[Quote, tuple[Member, ...]]:
    """Return the quote after a yes, and whom it waits for now: the others of the step, the next step, or nobody.

    A cut discount is less than what earlier steps said yes to, so their yes stands.
    """
    if answered.role is None and others:  # everybody of the step is needed
        return replace(quoting.move(quote, "approval", now=turn.now), version=version.no), ()
    desk.close_all(turn, others)
    heard = desk.open_step(turn, quote, deal, desk.steps_of(turn, quote, version), answered.step + 1, agrees=True)
    state = "approved" if heard is None else "approval"
    return replace(quoting.move(quote, state, now=turn.now), version=version.no), heard or ()


def _mine(turn: Turn, words: Words) -> tuple[Quote, Deal, Request, tuple[Request, ...]]:
    """The quote, locked, and the approval of it that is the speaker's to give."""
    quote, deal, waiting = turn.lock_quote(words.quote or "")
    everybody = members.everybody(turn.db, workspace=turn.workspace.id, now=turn.now)
    request = rules.mine(waiting, turn.member, quote=quote, deal=deal, people=everybody, policy=turn.config.approval)
    return quote, deal, request, waiting


def _offered(turn: Turn, quote: Quote) -> Version:
    version = quotes.version(turn.db, quote=quote, no=quote.version)
    if version is None:
        raise ValueError(f"{quote.code} has no version {quote.version}")
    return version


def _others(waiting: Sequence[Request], but: Request) -> tuple[Request, ...]:
    return tuple(request for request in waiting if request.id != but.id)
