"""Questions that change nothing: one deal, lists of deals, who owns what, what happened."""

from dataclasses import dataclass

from handlers.echo import Line, lines_of
from handlers.language.words import Words
from handlers.pending import offers
from handlers.rights import sees_contact
from handlers.turn import Reply, Turn
from sales.config import Stage
from sales.money import Money
from sales.privacy import masked
from sales.values import Change, Deal
from storage import deals, helpers, history, requests, workspaces

MOST = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """A deal in a list, with its stage as the playbook names it."""

    deal: Deal
    stage: Stage


@dataclass(frozen=True, slots=True)
class Event:
    """A row of history with what it changed."""

    change: Change
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The open deals of one stage: how many, and their amounts, one per currency."""

    stage: Stage
    count: int
    amounts: tuple[Money, ...]


def show(turn: Turn, words: Words) -> Reply:
    """Show one deal as it stands."""
    deal = turn.find(words.deal or "")
    stage = turn.config.stage(deal.stage)
    if not turn.sees(deal):
        return Reply("deal_short", {"deal": deal, "stage": stage})
    open_in_full = sees_contact(turn.member, deal, private=turn.room is None, helps=turn.helps(deal))
    phone, email = (deal.phone, deal.email) if open_in_full else (masked(deal.phone), masked(deal.email))
    helping = helpers.of_deal(turn.db, workspace=turn.workspace.id, deal=deal.id)
    return Reply("deal_full", {"deal": deal, "stage": stage, "phone": phone, "email": email, "helpers": helping})


def who_owns(turn: Turn, words: Words) -> Reply:
    """Say who holds the baton of a deal, and since when."""
    deal = turn.find(words.deal or "")
    return Reply("owner_is", {"deal": deal, "stage": turn.config.stage(deal.stage)})


def my_deals(turn: Turn, words: Words) -> Reply:
    """List your open deals, what falls due first comes first, and what colleagues ask of you."""
    mine = deals.owned(turn.db, workspace=turn.workspace.id, owner=turn.member.id, most=MOST)
    count = turn.held(turn.member.id)
    asked = requests.waiting_for(turn.db, workspace=turn.workspace.id, members=[turn.member.id])
    return Reply("my_deals", {"deals": _listed(turn, mine), "count": count, "offers": offers(turn, asked)})


def pool(turn: Turn, words: Words) -> Reply:
    """List the deals nobody owns, newest first."""
    free = deals.pool(turn.db, workspace=turn.workspace.id, most=MOST)
    count = deals.pool_size(turn.db, workspace=turn.workspace.id)
    return Reply("pool", {"deals": _listed(turn, free), "count": count})


def pipeline(turn: Turn, words: Words) -> Reply:
    """Show the open deals of your teams by stage, with their sums; directors see all teams."""
    teams = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
    if "director" not in turn.member.roles:
        teams = tuple(team for team in teams if team.id in turn.member.teams)
    rows = deals.pipeline(turn.db, workspace=turn.workspace.id, teams=[team.id for team in teams])
    known = [stage.key for stage in turn.config.stages]
    keys = sorted({key for key, _, _ in rows}, key=lambda key: known.index(key) if key in known else len(known))
    return Reply("pipeline", {"sums": [_sum(turn, key, rows) for key in keys], "teams": teams})


def show_history(turn: Turn, words: Words) -> Reply:
    """Tell what happened on a deal, newest first."""
    deal = turn.find(words.deal or "")
    turn.must_see(deal)
    rows = history.last(turn.db, workspace=turn.workspace.id, kind="deal", subject=deal.id, most=MOST)
    events = [Event(change, lines_of(change, turn.config)) for change in rows]
    return Reply("history", {"deal": deal, "events": events, "count": deal.history_no})


def _listed(turn: Turn, found: tuple[Deal, ...]) -> list[Listed]:
    return [Listed(deal, turn.config.stage(deal.stage)) for deal in found]


def _sum(turn: Turn, key: str, rows: list[tuple[str, int, Money | None]]) -> Sum:
    of_stage = [(count, amount) for stage, count, amount in rows if stage == key]
    amounts = sorted((amount for _, amount in of_stage if amount), key=lambda amount: amount.currency)
    return Sum(turn.config.stage(key), sum(count for count, _ in of_stage), tuple(amounts))
