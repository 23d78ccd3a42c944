"""Goals of people, teams and the company, and what is still missing of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from zoneinfo import ZoneInfo

from handlers.language.words import Words
from handlers.turn import Reply, Turn, calendar_of
from handlers.views import EVERYBODY, View, leads, page_of, reply, team_named, view_of, visible_teams
from sales import forecasting as sums
from sales import goals as rules
from sales.calendar import WorkCalendar
from sales.forecasting import ClosedDeal
from sales.goals import Check, Gap, Goal
from sales.money import JUMP, doubt
from sales.periods import Period, now_in
from sales.rates import Rates, total
from sales.refusal import Refused
from sales.staleness import OpenDeal
from sales.values import Member
from storage import goals, lists, members, rates

SELLING = frozenset({"rep", "success"})  # among whom a team's goal is split
MOST_DEALS = 100_000
AnyDeal = TypeVar("AnyDeal", ClosedDeal, OpenDeal)


@dataclass(frozen=True, slots=True)
class Target:
    """Whose goal it is: a member, a team or the workspace, and the teams that decides who may set it."""

    kind: str
    subject: int
    name: str
    teams: frozenset[int]

    @property
    def token(self) -> str:
        """What calls it in a command line."""
        return {"member": f"m{self.subject}", "team": f"t{self.subject}"}.get(self.kind, "all")


@dataclass(frozen=True, slots=True)
class Choice:
    """One period a goal may be meant for, as its button shows it."""

    no: int
    period: Period


def set_goal(turn: Turn, words: Words) -> Reply:
    """Set what somebody, a team or the company shall reach in a month, quarter or year; "none" takes it away."""
    if dict(words.more).get("metric", "revenue") not in ("revenue", "won_deals"):
        raise Refused("goal_metric")
    target = _target(turn, words)
    if not rules.may_set(turn.member, kind=target.kind, teams=target.teams):
        raise Refused("goal_not_yours", name=target.name, kind=target.kind)
    if words.period is None or words.period.unit not in rules.UNITS:
        return _which_period(turn, words, target)
    if words.choice == "none":
        return _take_away(turn, target, words.period)
    goal = _goal(words, target, words.period)
    among = _among(turn, target) if words.choice == "split" else ()
    members.lock(turn.db, workspace=turn.workspace.id, ids=[one.id for one in among] or _members(target))
    before = _known(turn, target, goal)
    if (why := _doubt(turn, goal, before)) and not turn.agreed:
        return Reply("goal_sure", {"goal": goal, "before": before, "doubt": why}, readings=turn.again, private=True)
    _write(turn, goal, before)
    shares = rules.split(goal.value, len(among), unit=goal.unit) if among else ()
    parts = [
        replace(goal, kind="member", subject=one.id, name=one.name, value=share)
        for one, share in zip(among, shares, strict=True)
    ]
    known = _members_goals(turn, among, goal)
    for part in parts:
        _write(turn, part, known.get(part.subject))
    return Reply(
        "goal_done",
        {
            "goal": goal,
            "before": before,
            "parts": parts,
            "check": _check(turn, goal, target),
            "back": _line(target, before, goal.period),
            "split": f"{_line(target, goal, goal.period)} split" if _wants_split(words, target) else None,
        },
    )


def goal_gap(turn: Turn, words: Words) -> Reply:
    """Say what is missing to a goal, what that asks of each working day left, and whether the pipeline covers it."""
    mine = words.who is None and words.team is None
    view = view_of(turn, words, own=mine, leading=words.who is not None and words.who != turn.member.id)
    target = _looked_at(turn, view, words)
    gaps = gaps_of(view, {target.kind: {target.subject: target.name}})
    led = [team for team in visible_teams(turn) if mine and leads(turn, [team])][:2]
    facts = {"gaps": gaps, "name": target.name, "mine": mine, "led": led}
    return reply(turn, view, "goal_gap", facts)


def list_goals(turn: Turn, words: Words) -> Reply:
    """List the goals of a period, this quarter's when none is named, and how far each is; managers see their people."""
    view = view_of(turn, words, leading=True).of("quarter")
    if view.person is not None:
        wanted = {"member": {view.person.id: view.person.name}}
    else:
        teams = {team.id: team.name for team in view.teams}
        everybody = members.everybody(turn.db, workspace=turn.workspace.id, now=turn.now)
        wanted = {"team": teams, "member": {one.id: one.name for one in everybody if one.teams & teams.keys()}}
    rows, page = page_of(gaps_of(view, wanted), words.page, view.line("goals"))
    return reply(turn, view, "goals", {"gaps": rows, "page": page})


def gaps_of(view: View, wanted: Mapping[str, dict[int, str]]) -> list[Gap]:
    """Return how far goals are, of whom (kind, id and name): the view's period's, else every one's it is now."""
    periods = (view.period,) if view.period else rules.current(_clock(view), view.now)
    workspace = view.workspace.id
    found = [
        goal
        for kind, names in wanted.items()
        for goal in goals.of(view.db, workspace=workspace, kind=kind, names=names, periods=periods)
    ]
    if not found:
        return []
    first, last = min(one.period.since(view.zone) for one in found), max(one.period.until(view.zone) for one in found)
    won = _grouped(lists.closed_deals(view.db, view.scope, results=["won"], since=first, until=last), workspace)
    ahead = _grouped(lists.open_deals(view.db, view.scope), workspace)
    known = view.rates
    return [_gap(view, goal, won[goal.kind, goal.subject], ahead[goal.kind, goal.subject], known) for goal in found]


def _grouped(deals: Iterable[AnyDeal], workspace: int) -> defaultdict[tuple[str, int | None], list[AnyDeal]]:
    """The deals that count for each member, each team and the workspace."""
    groups: defaultdict[tuple[str, int | None], list[AnyDeal]] = defaultdict(list)
    for deal in deals:
        for whose in (("member", deal.owner), ("team", deal.team), ("workspace", workspace)):
            groups[whose].append(deal)
    return groups


def _gap(view: View, goal: Goal, won: Iterable[ClosedDeal], ahead: Iterable[OpenDeal], known: Rates) -> Gap:
    since, until = goal.period.since(view.zone), goal.period.until(view.zone)
    done = [one for one in won if since <= one.closed_at < until]
    due = [one for one in ahead if one.close_date is not None and since <= one.close_date < until]
    days = rules.days_left(goal.period, calendar=_clock(view), now=view.now)
    chances = [(one, sums.chance(one, view.config.stage(one.stage))) for one in due]
    if goal.currency is None:
        expected = sum(percent for _, percent in chances) // 100
        return rules.gap(goal, done=len(done), unrated=(), likely=expected, days=days)
    brought = sums.closed_part(done, known, to=goal.currency).value
    weighted = [(sums.weighted(one.amount, percent), view.now) for one, percent in chances if one.amount is not None]
    likely = total(weighted, known, to=goal.currency).worth.minor
    return rules.gap(goal, done=brought.worth.minor, unrated=brought.unrated, likely=likely, days=days)


def _clock(view: View) -> WorkCalendar:
    return calendar_of(view.config.calendar, str(view.zone))


def _target(turn: Turn, words: Words) -> Target:
    """Whose goal is set."""
    if words.who is not None:
        member = turn.colleague(words.who)
        return Target("member", member.id, member.name, member.teams)
    if words.team == EVERYBODY:
        return Target("workspace", turn.workspace.id, turn.workspace.name, frozenset())
    if words.team is None:
        raise Refused("goal_needed")
    team = team_named(turn, words.team)
    return Target("team", team.id, team.name, frozenset({team.id}))


def _wants_split(words: Words, target: Target) -> bool:
    """Whether a sentence asks to split a team's goal: many people's goals are written only after a look at the whole."""
    return target.kind == "team" and "split" in dict(words.more)


def _looked_at(turn: Turn, view: View, words: Words) -> Target:
    """Whose goal is looked at; the company's by who may see all of it."""
    if view.person is not None:
        return Target("member", view.person.id, view.person.name, frozenset())
    if words.team == EVERYBODY:
        if "director" not in turn.member.roles:
            raise Refused("list_not_yours", name=turn.workspace.name)
        return Target("workspace", turn.workspace.id, turn.workspace.name, frozenset())
    team = view.teams[0]
    return Target("team", team.id, team.name, frozenset({team.id}))


def _goal(words: Words, target: Target, period: Period) -> Goal:
    """The goal as it was said: so many deals, or so much money."""
    if words.number is not None:
        value, currency, metric, most = int(words.number), None, "count", MOST_DEALS
    elif words.amount is not None:
        value, currency, metric, most = words.amount.minor, words.amount.currency, "value", rules.HIGHEST
    else:
        raise Refused("goal_needed")
    if not 0 < value <= most:
        raise Refused("goal_absurd")
    return Goal(target.kind, target.subject, target.name, metric, period, value, currency)


def _doubt(turn: Turn, goal: Goal, before: Goal | None) -> str | None:
    """Why a goal is worth a question: its period is over, or it is far from what stood there."""
    if goal.period.until(ZoneInfo(turn.workspace.zone)) <= turn.now:
        return "over"
    if before is None:
        return None
    if goal.money is not None:
        return doubt(before.money, goal.money)
    return None if before.value / JUMP < goal.value < before.value * JUMP else "jump"


def _among(turn: Turn, target: Target) -> Sequence[Member]:
    """Those a team's goal is split among."""
    if target.kind != "team":
        raise Refused("goal_split_team")
    team = members.of_team(turn.db, workspace=turn.workspace.id, team=target.subject, now=turn.now)
    found = [one for one in team if one.roles & SELLING]
    if not found:
        raise Refused("goal_split_nobody", name=target.name)
    return found


def _members(target: Target) -> list[int]:
    return [target.subject] if target.kind == "member" else []


def _known(turn: Turn, target: Target, goal: Goal) -> Goal | None:
    known = goals.of(
        turn.db,
        workspace=turn.workspace.id,
        kind=target.kind,
        names={target.subject: target.name},
        periods=[goal.period],
    )
    return next((one for one in known if one.metric == goal.metric), None)


def _members_goals(turn: Turn, people: Iterable[Member], goal: Goal) -> dict[int, Goal]:
    names = {one.id: one.name for one in people}
    known = goals.of(turn.db, workspace=turn.workspace.id, kind="member", names=names, periods=[goal.period])
    return {one.subject: one for one in known if one.metric == goal.metric}


def _write(turn: Turn, goal: Goal, before: Goal | None) -> None:
    """Write a goal that differs from the one before, and tell whose it is."""
    if before is not None and (before.value, before.currency) == (goal.value, goal.currency):
        return
    turn.wrote = True
    goals.put(turn.db, goal, before, origin=turn.origin)
    if goal.kind == "member":
        facts = {"goal": goal, "before": before, "by": turn.member.person}
        turn.tell(goal.subject, "goal_told", facts, about=f"goal:{turn.inbox}")


def _take_away(turn: Turn, target: Target, period: Period) -> Reply:
    members.lock(turn.db, workspace=turn.workspace.id, ids=_members(target))
    known = goals.of(
        turn.db,
        workspace=turn.workspace.id,
        kind=target.kind,
        names={target.subject: target.name},
        periods=[period],
    )
    if not known:
        raise Refused("goal_none", name=target.name, period=period)
    turn.wrote = True
    for goal in known:
        goals.drop(turn.db, goal, origin=turn.origin)
    return Reply("goal_gone", {"goals": known, "back": _line(target, known[0], period)})


def _check(turn: Turn, goal: Goal, target: Target) -> Check | None:
    """The team's goal beside the sum of its members'; None where either is missing."""
    if target.kind == "workspace":
        return None
    teams = [team for team in visible_teams(turn) if team.id in target.teams]
    wholes = goals.of(
        turn.db,
        workspace=turn.workspace.id,
        kind="team",
        names={team.id: team.name for team in teams},
        periods=[goal.period],
    )
    whole = next((one for one in wholes if one.metric == goal.metric), None)
    if whole is None:
        return None
    people = members.of_team(turn.db, workspace=turn.workspace.id, team=whole.subject, now=turn.now)
    parts = _members_goals(turn, people, goal)
    if not parts:
        return None
    return rules.compare(whole, list(parts.values()), rates.of(turn.db, turn.workspace), turn.now)


def _which_period(turn: Turn, words: Words, target: Target) -> Reply:
    """Ask which period a goal is meant for: a button for each, complete in itself."""
    zone = ZoneInfo(turn.workspace.zone)
    month, quarter, year = (now_in(unit, turn.now, zone) for unit in rules.UNITS)
    goal = None if words.choice == "none" else _goal(words, target, month)
    split = " split" if words.choice == "split" else ""
    periods = (month, quarter, quarter.after(), year)
    return Reply(
        "goal_period",
        {"name": target.name, "choices": [Choice(no, period) for no, period in enumerate(periods, 1)]},
        readings=tuple({"line": _line(target, goal, period) + split} for period in periods),
    )


def _line(target: Target, goal: Goal | None, period: Period) -> str:
    """The command line that sets such a goal, or none."""
    if goal is None:
        return f"goal {target.token} none {period.key}"
    value = f"{goal.money.currency} {goal.money.units:f}" if goal.money else f"{goal.value} deals"
    return f"goal {target.token} {value} {period.key}"
