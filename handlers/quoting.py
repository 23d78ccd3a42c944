"""A quote's way from the question over the offer to the customer's answer."""

from dataclasses import dataclass, replace
from decimal import Decimal

from handlers import quotedesk as desk
from handlers.language.words import Words
from handlers.rights import reaches
from handlers.turn import Reply, Turn
from sales import quoting as rules
from sales import requesting
from sales.claiming import must_be_open
from sales.money import Money, doubt
from sales.quoting import Quote, Version, Wanted
from sales.refusal import Refused
from sales.values import Deal, Person, Request
from storage import deals, quotes, requests

MOST = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A quote in a list, with its deal, its price and whom it waits for."""

    quote: Quote
    deal: Deal
    total: Money | None
    waiting: tuple[Request, ...]


def ask(turn: Turn, words: Words) -> Reply:
    """Ask for a quote on a deal: what, at which discount, by when."""
    deal = turn.lock(deal=words.deal or "")
    must_be_open(deal)
    rules.must_be_whole(deal)
    wanted = _wanted(words)
    if turn.message.fields and wanted == Wanted() and words.due is None:
        raise Refused("quote_what_needed", field="items", deal=deal)
    for other in quotes.open_on(turn.db, workspace=turn.workspace.id, deal=deal.id):
        if other.state == "asked" and other.asker == turn.member.person and other.wanted == wanted:
            raise Refused("quote_same", quote=other, deal=deal)
    quote = turn.open_quote(deal, wanted)
    _, heard = desk.ask_presales(turn, quote, deal, to=words.assignee, due=words.due)
    stored = turn.change(deal, deal, "quote_asked", why=quote.code)
    desk.bring(turn, quote, stored, heard)
    facts = desk.facts_of(turn, quote, stored)
    if turn.room is None or turn.room.team == deal.team.id:
        return Reply("quote_card", facts, card=quote)
    turn.announce(deal.team, "quote_card", facts, about=f"quote:{quote.code}", card=quote)
    return Reply("quote_asked", facts)


def take(turn: Turn, words: Words) -> Reply:
    """Say that you make the offer of a quote that waits for one."""
    quote, deal, waiting = turn.lock_quote(words.quote or "")
    request = _asked(quote, waiting)
    turn.change_request(requesting.take(request, by=turn.member))
    taken = turn.change_quote(replace(quote, rev=quote.rev + 1), deal)
    return Reply("quote_taken", {"quote": taken, "deal": deal, "request": request})


def offer(turn: Turn, words: Words) -> Reply:
    """Make an offer, or a new version of it: lines, discount, terms, how long it holds."""
    quote, deal, waiting = turn.lock_quote(words.quote or "")
    _must_make(turn, quote, deal, waiting)
    must_be_open(deal)
    last = quotes.version(turn.db, quote=quote, no=quote.version)
    version = _version(turn, words, quote, deal, last)
    if last is not None and quote.open and quote.state != "asked" and _same(last, version):
        raise Refused("offer_same", quote=quote)
    if doubt(deal.amount, version.total) == "currency" and not turn.agreed:
        return turn.doubts("currency", replace(words, amount=version.total), deal)
    steps = desk.steps_of(turn, quote, version)
    offered = rules.offered(quote, version, approved=not steps)
    for request in waiting:
        state = "answered" if request.kind == "quote" else "withdrawn"
        turn.change_request(requesting.closed(request, state=state, by=turn.member.person, now=turn.now))
    desk.void(turn, quote, since=0)
    turn.change_quote(offered, deal, version)
    heard = desk.open_step(turn, offered, deal, steps, 1)
    if heard is None:
        heard = () if deal.owner is None else (turn.colleague(deal.owner.id),)
    stored = turn.change(deal, deal, "quote_offered", why=f"{quote.code} v{version.no}")
    desk.bring(turn, offered, stored, heard)
    facts = desk.facts_of(turn, offered, stored)
    return Reply("quote_done", facts | {"event": "offered", "reason": ""})


def decline(turn: Turn, words: Words) -> Reply:
    """Say that you make no offer, with the reason."""
    quote, deal, waiting = turn.lock_quote(words.quote or "")
    request = _asked(quote, waiting)
    if not words.reason:
        raise Refused("quote_reason_needed", field="reason", quote=quote)
    declined = requesting.end(request, state="declined", by=turn.member, now=turn.now, answer=words.reason)
    ended = rules.move(quote, "declined", now=turn.now, reason=words.reason)
    turn.change_request(declined)
    return _ended(turn, ended, deal, "declined", words.reason)


def withdraw(turn: Turn, words: Words) -> Reply:
    """Take back a quote you asked for, wherever it stands."""
    quote, deal, waiting = turn.lock_quote(words.quote or "")
    if not ({quote.asker.id} & {turn.member.id, *turn.member.covers} or reaches(turn.member, "own", deal)):
        raise Refused("quote_not_yours", quote=quote, deal=deal, people=_people(quote.asker, deal.owner))
    ended = rules.move(quote, "withdrawn", now=turn.now, reason=words.reason or "")
    desk.close_all(turn, waiting)
    desk.tell(turn, (one.assignee for one in waiting), ended, deal, "withdrawn", reason=words.reason or "")
    return _ended(turn, ended, deal, "withdrawn", words.reason or "")


def sent(turn: Turn, words: Words) -> Reply:
    """Say that the customer has the offer."""
    quote, deal, _ = _of_owner(turn, words)
    moved = rules.move(quote, "sent", now=turn.now)
    turn.change_quote(moved, deal)
    stored = turn.change(deal, deal, "quote_sent", why=f"{quote.code} v{quote.version}")
    return Reply("quote_done", desk.facts_of(turn, moved, stored) | {"event": "sent", "reason": ""})


def accepted(turn: Turn, words: Words) -> Reply:
    """Say that the customer accepted; the deal is worth the quote's total from now on."""
    quote, deal, _ = _of_owner(turn, words)
    must_be_open(deal)
    moved = rules.move(quote, "accepted", now=turn.now, reason=words.note or "")
    turn.change_quote(moved, deal)
    offered = quotes.version(turn.db, quote=quote, no=quote.version)
    worth = deal if offered is None else replace(deal, amount=offered.total)
    stored = turn.change(deal, worth, "quote_accepted", why=f"{quote.code} v{quote.version}")
    desk.tell(turn, (quote.author,), moved, stored, "accepted", reason=words.note or "")
    if stored.amount == deal.amount:
        turn.undo = ""  # nothing of the deal changed, and what the customer said is not ours to take back
    return Reply("quote_accepted", {"quote": moved, "deal": stored, "before": deal, "note": words.note or ""})


def refused(turn: Turn, words: Words) -> Reply:
    """Say that the customer does not want the offer, and why."""
    quote, deal, _ = _of_owner(turn, words)
    moved = rules.move(quote, "refused", now=turn.now, reason=words.reason or "")
    turn.change_quote(moved, deal)
    stored = turn.change(deal, deal, "quote_refused", why=f"{quote.code} {words.reason or ''}".strip())
    desk.tell(turn, (quote.author,), moved, stored, "refused", reason=words.reason or "")
    return Reply("quote_done", desk.facts_of(turn, moved, stored) | {"event": "refused", "reason": words.reason or ""})


def show(turn: Turn, words: Words) -> Reply:
    """Show a quote as it stands, or one of its versions."""
    quote = quotes.find(turn.db, workspace=turn.workspace.id, code=words.quote or "")
    deal = deals.by_id(turn.db, workspace=turn.workspace.id, id=quote.deal)
    _must_see(turn, quote, deal)
    if words.version in (None, quote.version):
        return Reply("quote_card", desk.facts_of(turn, quote, deal))
    version = quotes.version(turn.db, quote=quote, no=words.version or 0)
    if version is None:
        raise Refused("quote_no_version", quote=quote)
    return Reply("quote_version", {"quote": quote, "deal": deal, "version": version})


def mine(turn: Turn, words: Words) -> Reply:
    """List the open quotes that concern you, what runs out first comes first."""
    people = {turn.member.id, *turn.member.covers}
    found = quotes.mine(turn.db, workspace=turn.workspace.id, people=people, roles=turn.member.roles, most=MOST)
    about = deals.named(turn.db, workspace=turn.workspace.id, ids=sorted({one.deal for one in found}))
    named = {deal.id: deal for deal in about}
    return Reply("quotes", {"quotes": [_listed(turn, one, named[one.deal]) for one in found]})


def form_facts(turn: Turn, code: str) -> dict[str, object]:
    """Return what a form about a quote shows, to whoever may see it."""
    quote = quotes.find(turn.db, workspace=turn.workspace.id, code=code)
    deal = deals.by_id(turn.db, workspace=turn.workspace.id, id=quote.deal)
    _must_see(turn, quote, deal)
    last = quotes.version(turn.db, quote=quote, no=quote.version)
    items = quote.wanted.items if last is None else rules.again(last)
    return desk.facts_of(turn, quote, deal) | {"items": items}


def _must_see(turn: Turn, quote: Quote, deal: Deal) -> None:
    """A quote is for who sees the deal, and for who made it or was ever asked about it."""
    if turn.sees(deal) or rules.is_own(quote, deal, turn.member):
        return
    asked = requests.of_quote(turn.db, workspace=turn.workspace.id, quote=quote.id)
    if not any(turn.member.id in (one.answered_by, one.assignee and one.assignee.id) for one in asked):
        raise Refused("quote_not_seen", quote=quote, deal=deal)


def _wanted(words: Words) -> Wanted:
    return Wanted(
        items=words.items or (),
        discount=_hundredths(words.discount_pct) or 0,
        extra=_hundredths(words.extra_discount_pct) or 0,
        terms=words.payment_terms or "",
        valid_days=words.valid_days,
        condition=words.condition or "",
        needs_approval=bool(words.needs_approval),
    )


def _asked(quote: Quote, waiting: tuple[Request, ...]) -> Request:
    """The request that still waits for an offer."""
    if quote.state != "asked" or not waiting:
        raise Refused("quote_not_now", quote=quote, wanted="asked")
    return waiting[0]


def _must_make(turn: Turn, quote: Quote, deal: Deal, waiting: tuple[Request, ...]) -> None:
    """Offers are made by who is asked for one, whoever does it by trade, and who works the deal."""
    by = turn.member
    makes = turn.config.quotes.role in by.roles or any(
        request.kind == "quote" and requesting.is_for(request, by) for request in waiting
    )
    author = quote.author is not None and quote.author.id in {by.id, *by.covers}
    if not (makes or author or reaches(by, "own", deal)):
        raise Refused("offer_not_yours", quote=quote, role=turn.config.quotes.role)


def _version(turn: Turn, words: Words, quote: Quote, deal: Deal, last: Version | None) -> Version:
    """What is offered: what was said now, else as in the last version, else as it was asked for."""
    wanted, calendar = quote.wanted, turn.calendar(deal.team)
    items = words.items or (wanted.items if last is None else rules.again(last))
    said = _hundredths(words.discount_pct)
    discount = wanted.discount + wanted.extra if last is None else last.discount
    days = words.valid_days or (wanted.valid_days if last is None else None)
    currency = turn.workspace.currency if deal.amount is None else deal.amount.currency
    until = rules.valid_until(days, policy=turn.config.quotes, calendar=calendar, now=turn.now)
    return rules.version(
        quote,
        lines=rules.priced(items, products=turn.config.products, currency=currency),
        discount=discount if said is None else said,
        terms=words.payment_terms or (wanted.terms if last is None else last.terms),
        valid_until=until if words.valid_until is None else calendar.day_start(words.valid_until),
        by=turn.member.person,
        now=turn.now,
    )


def _same(one: Version, other: Version) -> bool:
    return replace(other, no=one.no, by=one.by, at=one.at) == one


def _hundredths(percent: Decimal | None) -> int | None:
    return None if percent is None else int(percent * 100)


def _of_owner(turn: Turn, words: Words) -> tuple[Quote, Deal, tuple[Request, ...]]:
    """What the customer hears and says is the deal's owner's business."""
    quote, deal, waiting = turn.lock_quote(words.quote or "")
    if not reaches(turn.member, "own", deal):
        raise Refused("quote_not_yours", quote=quote, deal=deal, people=_people(deal.owner))
    return quote, deal, waiting


def _people(*people: Person | None) -> tuple[Person, ...]:
    return tuple(dict.fromkeys(person for person in people if person is not None))


def _ended(turn: Turn, ended: Quote, deal: Deal, event: str, reason: str) -> Reply:
    turn.change_quote(ended, deal)
    stored = turn.change(deal, deal, f"quote_{event}", why=f"{ended.code} {reason}".strip())
    if event != "withdrawn":
        desk.tell(turn, (ended.asker, deal.owner), ended, stored, event, reason=reason)
    return Reply("quote_done", desk.facts_of(turn, ended, stored) | {"event": event, "reason": reason})


def _listed(turn: Turn, quote: Quote, deal: Deal) -> Listed:
    version = quotes.version(turn.db, quote=quote, no=quote.version)
    asked = requests.of_quote(turn.db, workspace=turn.workspace.id, quote=quote.id)
    waiting = tuple(one for one in asked if one.open)
    return Listed(quote, deal, None if version is None else version.total, waiting)
