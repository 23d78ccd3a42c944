"""Questions that change nothing: one deal, lists of deals, who owns what, what happened."""

from dataclasses import dataclass

from handlers.echo import Line, lines_of
from handlers.language.words import Words
from handlers.pending import offers
from handlers.rights import sees_contact
from handlers.turn import Reply, Turn
from handlers.views import ON_A_PAGE, page_at
from sales.playbook import Stage
from sales.privacy import masked
from sales.refusal import Refused
from sales.values import Change, Deal
from storage import deals, helpers, history, requests

MOST = 10
MOST_NOTED = 30  # changes of a deal that are looked through for earlier notes


@dataclass(frozen=True, slots=True)
class Listed:
    """A deal in a list, with its stage as the playbook names it, and whether its amount may be read here."""

    deal: Deal
    stage: Stage
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Event:
    """A row of history with what it changed."""

    change: Change
    lines: tuple[Line, ...]


def show(turn: Turn, words: Words) -> Reply:
    """Show one deal as it stands."""
    deal = turn.find(words.deal or "")
    stage = turn.config.stage(deal.stage)
    if not turn.sees(deal):
        return Reply("deal_short", {"deal": deal, "stage": stage})
    open_in_full = sees_contact(turn.member, deal, private=turn.room is None, helps=turn.helps(deal))
    phone, email = (deal.phone, deal.email) if open_in_full else (masked(deal.phone), masked(deal.email))
    helping = helpers.of_deal(turn.db, workspace=turn.workspace.id, deal=deal.id)
    facts = {"deal": deal, "stage": stage, "phone": phone, "email": email, "helpers": helping}
    facts |= {"earlier": _earlier_notes(turn, deal)}
    return Reply("deal_full", facts, private=not turn.here(deal))


def _earlier_notes(turn: Turn, deal: Deal) -> int:
    """How many notes stood on a deal before the one it shows, as far as its last changes tell."""
    if not deal.note:
        return 0
    rows = history.last(turn.db, workspace=turn.workspace.id, kind="deal", subject=deal.id, most=MOST_NOTED)
    return sum(1 for row in rows if row.fields.get("note", ("", ""))[0])


def who_owns(turn: Turn, words: Words) -> Reply:
    """Say who holds the baton of a deal, and since when."""
    deal = turn.find(words.deal or "")
    return Reply("owner_is", {"deal": deal, "stage": turn.config.stage(deal.stage)})


def my_deals(turn: Turn, words: Words) -> Reply:
    """List your open deals, what falls due first comes first, and what colleagues ask of you."""
    workspace, me = turn.workspace.id, turn.member.id
    start, page = page_at(turn.held(me), words.page, "my deals")
    mine = deals.owned(turn.db, workspace=workspace, owner=me, most=ON_A_PAGE, skip=start)
    asked = () if start else requests.waiting_for(turn.db, workspace=workspace, members=[me])
    return Reply("my_deals", {"deals": _listed(turn, mine), "page": page, "offers": offers(turn, asked)})


def pool(turn: Turn, words: Words) -> Reply:
    """List the deals nobody owns, newest first."""
    start, page = page_at(deals.pool_size(turn.db, workspace=turn.workspace.id), words.page, "pool")
    free = deals.pool(turn.db, workspace=turn.workspace.id, most=ON_A_PAGE, skip=start)
    return Reply("pool", {"deals": _listed(turn, free), "page": page})


def show_history(turn: Turn, words: Words) -> Reply:
    """Tell what happened on a deal, newest first, or one thing of it."""
    deal = turn.find(words.deal or "")
    turn.must_see(deal)
    if words.number is not None:
        return _one_event(turn, deal, int(words.number))
    rows = history.last(turn.db, workspace=turn.workspace.id, kind="deal", subject=deal.id, most=MOST)
    events = [Event(change, lines_of(change, turn.config)) for change in rows]
    return Reply("history", {"deal": deal, "events": events, "count": deal.history_no, "only": 0})


def _one_event(turn: Turn, deal: Deal, no: int) -> Reply:
    row = history.one(turn.db, workspace=turn.workspace.id, kind="deal", subject=deal.id, no=no)
    if row is None:
        raise Refused("history_short", deal=deal, count=deal.history_no)
    events = [Event(row, lines_of(row, turn.config))]
    return Reply("history", {"deal": deal, "events": events, "count": deal.history_no, "only": no})


def _listed(turn: Turn, found: tuple[Deal, ...]) -> list[Listed]:
    shown = {deal.id: turn.here(deal) and turn.sees(deal) for deal in found}
    return [Listed(deal, turn.config.stage(deal.stage), shown[deal.id]) for deal in found]
