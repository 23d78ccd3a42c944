"""Who is ahead, where one stands oneself, and what every point was for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import reduce
from itertools import groupby
from operator import add

from handlers.language.words import Words
from handlers.turn import Reply, Turn, calendar_of
from handlers.views import View, page_of, reply, view_of
from sales import boards as rules
from sales.boards import Mine, Tally
from sales.money import Money, money
from sales.rates import Rates, convert, shared, total
from sales.refusal import Refused
from sales.scoring import KINDS, Deed, Point, score
from sales.values import Member
from storage import boards as store
from storage import members, scores

COMPETE = frozenset({"rep", "sdr", "success"})


@dataclass(frozen=True, slots=True)
class Day:
    """The points of one day, newest first."""

    day: datetime
    points: tuple[Point, ...]


def board(turn: Turn, words: Words) -> Reply:
    """Show who is ahead in a period, by value, deals or points; where you stand yourself is for your eyes only."""
    view = view_of(turn, replace(words, who=None)).of("month")
    by = words.choice or turn.config.board.by
    everybody = members.everybody(turn.db, workspace=turn.workspace.id, now=turn.now)
    rates = view.rates
    tallies = tallies_of(view, by, everybody, rates)
    competing = competitors(view, by, everybody, tallies)
    named = {member.id for member in everybody if member.praised}
    shown = [tally for tally in tallies if tally.member.id in named]
    sums = [tally.sum for tally in shown if tally.sum]
    currency = sums[0].worth.currency if sums else turn.workspace.currency
    places = rules.top(rules.ranked(shown), most=turn.config.board.top, field=len(competing & named))
    facts: dict[str, object] = {
        "places": places,
        "by": by,
        "more": len(shown) > len(places),
        "earlier": f"{_earlier(view).line('board')} {by}",
        "other": f"{replace(view, named=True).line('board')} {'value' if by == 'points' else 'points'}",
        "leaders": [place.tally.member for place in places if place.rank == 1],
        "unrated": reduce(add, sums, total((), rates, to=currency)).unrated,
    }
    facts["over"] = over = view.span()["until"] <= turn.now
    own = _mine(turn, rates, shown, tallies) if turn.member.id in competing else None
    if over and own is not None and own.rank is None:
        own = None  # what is over cannot be caught up with
    gap = Money(own.gap, currency) if own else None
    answer = reply(turn, view, "board", facts | {"mine": None, "gap": gap})
    if answer.private or turn.room is None:
        return replace(answer, facts={**answer.facts, "mine": own}, private=True)
    aside = None if own is None else Reply("board_mine", {"mine": own, "gap": gap, "by": by, "view": view})
    return replace(answer, aside=aside)


def points(turn: Turn, words: Words) -> Reply:
    """List your points of a period, this week's first, each with what it was for."""
    if words.who not in (None, turn.member.id) or words.team is not None:
        raise Refused("points_private")
    view = view_of(turn, words, own=True).of("week")
    found = points_of(view, member=turn.member.id)
    rows, page = page_of(found[::-1], words.page, replace(view, named=True).line("points", own=True))
    calendar = calendar_of(turn.config.calendar, turn.member.zone)
    by_day = groupby(rows, lambda point: calendar.day_start(point.deed.at))
    days = [Day(day, tuple(earned)) for day, earned in by_day]
    facts = {"days": days, "sums": _sums(found), "total": _sum(found), "page": page, "view": view}
    return Reply("points", facts, private=True)


def points_rules(turn: Turn, words: Words) -> Reply:
    """Tell what earns points, and how often a day."""
    policy = turn.config.score
    step = money(Decimal(policy.value_step), turn.workspace.currency) if policy.value_most > 0 else None
    return Reply("points_rules", {"policy": policy, "kinds": KINDS, "step": step})


def tallies_of(view: View, by: str, everybody: Collection[Member], rates: Rates) -> list[Tally]:
    """Return what counts for each member on a board: won deals of the view's teams, or points of their members."""
    if by == "points":
        return _by_points(view, everybody)
    found = store.won_by_member(view.db, workspace=view.workspace.id, teams=view.scope.teams, **view.span())
    # Where everything was sold in one currency it needs no rate, as in `baton report`.
    currency = shared((total(won.amounts, rates) for won in found), rates)
    sums = [(won, total(won.amounts, rates, to=currency)) for won in found]
    return [Tally(won.member, won.count if by == "won" else sum.worth.minor, won.count, sum) for won, sum in sums]


def points_of(view: View, *, member: int | None = None) -> tuple[Point, ...]:
    """Return what earned points in the view's period, or what one member earned."""
    places = {stage.key: no for no, stage in enumerate(view.config.stages)}
    found = scores.deeds(view.db, workspace=view.workspace.id, stages=places, member=member, **view.span())
    return score(valued(found, view.rates), policy=view.config.score, zone=view.zone)


def valued(deeds: Sequence[Deed], rates: Rates) -> list[Deed]:
    """Return deeds with what won deals are worth in the workspace's currency, each at the rate of its day."""
    return [
        deed if deed.amount is None else replace(deed, value=convert(deed.amount, rates.day_of(deed.at), rates))
        for deed in deeds
    ]


def competitors(view: View, by: str, everybody: Collection[Member], tallies: Collection[Tally]) -> set[int]:
    """Return who competes on a board: who sells there, or everybody there where points count, and whoever scored."""
    teams = {team.id for team in view.teams}
    there = (member for member in everybody if member.teams & teams)
    return {member.id for member in there if by == "points" or member.roles & COMPETE} | {
        tally.member.id for tally in tallies
    }


def _by_points(view: View, everybody: Collection[Member]) -> list[Tally]:
    teams = {team.id for team in view.teams}
    found = points_of(view)
    there = (member for member in everybody if member.teams & teams)
    of_each = {member: [point for point in found if point.deed.member == member.id] for member in there}
    return [
        Tally(
            member.person,
            _sum(earned),
            won=sum(point.deed.what == "won" for point in earned),
            points=_sums(earned),
        )
        for member, earned in of_each.items()
        if earned
    ]


def _earlier(view: View) -> View:
    return replace(view, named=True, period=view.period and view.period.before())


def _mine(turn: Turn, rates: Rates, shown: list[Tally], all_: list[Tally]) -> Mine:
    nothing = Tally(turn.member.person, 0, sum=total((), rates))
    own = next((tally for tally in all_ if tally.member.id == turn.member.id), nothing)
    return rules.mine(shown, own)


def _sums(points: Collection[Point]) -> dict[str, int]:
    return {kind: sum(point.points for point in points if point.kind == kind) for kind in KINDS}


def _sum(points: Collection[Point]) -> int:
    return sum(point.points for point in points)
