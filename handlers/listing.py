"""Lists of deals that need somebody: stale and stuck ones, overdue ones, lost ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.language.words import Words
from handlers.looking import Listed
from handlers.turn import Reply, Turn
from handlers.views import View, deals_of, page_of, reply, view_of
from sales import forecasting as sums
from sales import staleness as rules
from sales.forecasting import ClosedDeal, Part, Reason
from sales.periods import Period, now_in
from sales.playbook import Stage
from sales.staleness import Late, Still
from sales.values import Deal
from storage import lists

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StillDeal:
    """A deal that stands still, with its stage as the playbook names it."""

    deal: Deal
    stage: Stage
    still: Still


@dataclass(frozen=True, slots=True)
class Step:
    """A deal with its next step, and whether that is late."""

    deal: Deal
    late: bool


@dataclass(frozen=True, slots=True)
class LateDeal:
    """A deal with something overdue."""

    deal: Deal
    late: Late


@dataclass(frozen=True, slots=True)
class ShutDeal:
    """A deal that was won or lost, with the day it was, on the list's clock."""

    deal: Deal
    day: Period


@dataclass(frozen=True, slots=True)
class LostDeals:
    """What was lost in a period, and for which reasons."""

    closed: list[ClosedDeal]
    lost: Part
    reasons: list[Reason]


def open_deals(turn: Turn, words: Words) -> Reply:
    """List the open deals of a colleague or a team, or those in one stage; what falls due first comes first."""
    view = view_of(turn, words)
    stage = None if words.stage is None else turn.config.stage(words.stage)
    found = [one for one in lists.open_deals(turn.db, view.scope) if stage is None or one.stage == stage.key]
    found.sort(key=lambda one: (one.next_at or FAR, one.id))
    line = view.line("open deals") if stage is None else f"{view.line('open deals')} stage {stage.key}"
    rows, page = page_of(found, words.page, line)
    known = deals_of(view, [row.id for row in rows])
    shown = [Listed(known[row.id], turn.config.stage(row.stage)) for row in rows]
    return reply(turn, view, "deals_of", {"deals": shown, "stage": stage, "page": page})


def closing(turn: Turn, words: Words) -> Reply:
    """List the open deals that should close in a period, this month's when none is named; the earliest first."""
    view = view_of(turn, words).of("month")
    found = sums.closing(lists.open_deals(turn.db, view.scope), **view.span())
    rows, page = page_of(found, words.page, view.line("closing"))
    known = deals_of(view, [row.id for row in rows])
    shown = [Listed(known[row.id], turn.config.stage(row.stage)) for row in rows]
    return reply(
        turn,
        view,
        "closing_deals",
        {"due": sums.open_part(found, view.rates, now=turn.now), "deals": shown, "page": page},
    )


def agenda(turn: Turn, words: Words) -> Reply:
    """List the next steps that are due in a period, your own of today when nothing is named; what is late comes first."""
    view = view_of(turn, words, own=words.who is None and words.team is None).of("day")
    due = rules.steps_due(lists.open_deals(turn.db, view.scope), worked=view.worked, now=turn.now, **view.span())
    rows, page = page_of(due, words.page, view.line("agenda", own=view.person == turn.member.person))
    known = deals_of(view, [row.id for row, _ in rows])
    return reply(turn, view, "agenda", {"steps": [Step(known[row.id], late) for row, late in rows], "page": page})


def stale(turn: Turn, words: Words) -> Reply:
    """List the open deals of a team or person that nothing happens on, or that are too long in their stage."""
    return _stale(turn, words, own=False)


def my_stale(turn: Turn, words: Words) -> Reply:
    """List your open deals that nothing happens on, or that are too long in their stage."""
    return _stale(turn, words, own=True)


def overdue(turn: Turn, words: Words) -> Reply:
    """List a team's or person's deals whose first contact, next step or close date has passed."""
    return _overdue(turn, words, own=False)


def my_overdue(turn: Turn, words: Words) -> Reply:
    """List your deals whose first contact, next step or close date has passed."""
    return _overdue(turn, words, own=True)


def won(turn: Turn, words: Words) -> Reply:
    """List the deals won in a period, this quarter's when none is named."""
    view = view_of(turn, words).of("quarter")
    closed = lists.closed_deals(turn.db, view.scope, results=["won"], **view.span())
    rows, page = page_of(closed, words.page, view.line("won deals"))
    facts = {"won": sums.closed_part(closed, view.rates), "deals": _shut(view, rows), "page": page}
    return reply(turn, view, "won_deals", facts)


def lost(turn: Turn, words: Words) -> Reply:
    """List the deals lost in a period with their reasons, this quarter's when none is named."""
    view = view_of(turn, words).of("quarter")
    found = lost_of(view)
    rows, page = page_of(found.closed, words.page, view.line("lost deals"))
    facts = {"found": found, "deals": _shut(view, rows), "page": page}
    return reply(turn, view, "lost_deals", facts)


def lost_of(view: View) -> LostDeals:
    """Return what was lost in a view's period, by reason."""
    closed = lists.closed_deals(view.db, view.scope, results=["lost"], **view.span())
    known = view.rates
    return LostDeals(closed, sums.closed_part(closed, known), sums.reasons(closed, known))


def _shut(view: View, rows: Sequence[ClosedDeal]) -> list[ShutDeal]:
    known = deals_of(view, [row.id for row in rows])
    return [ShutDeal(known[row.id], now_in("day", row.closed_at, view.zone)) for row in rows]


def _stale(turn: Turn, words: Words, *, own: bool) -> Reply:
    view = view_of(turn, words, own=own)
    still = rules.standing_still(
        lists.touched_deals(turn.db, view.scope), config=turn.config, worked=view.worked, now=turn.now
    )
    rows, page = page_of(still, words.page, view.line("my stale" if own else "stale", own=own))
    found = deals_of(view, [row.deal.id for row in rows])
    return reply(
        turn,
        view,
        "stale",
        {
            "found": [StillDeal(found[row.deal.id], turn.config.stage(row.deal.stage), row) for row in rows],
            "stuck": sum(row.stuck for row in still),
            "quiet": turn.config.stale.quiet_days,
            "page": page,
            "own": own,
        },
    )


def _overdue(turn: Turn, words: Words, *, own: bool) -> Reply:
    view = view_of(turn, words, own=own)
    late = rules.overdue(lists.overdue_deals(turn.db, view.scope, now=turn.now), worked=view.worked, now=turn.now)
    rows, page = page_of(late, words.page, view.line("my overdue" if own else "overdue", own=own))
    found = deals_of(view, [row.deal.id for row in rows])
    facts = {"found": [LateDeal(found[row.deal.id], row) for row in rows], "page": page, "own": own}
    return reply(turn, view, "overdue", facts)
