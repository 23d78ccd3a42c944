"""What is in the pipeline and what comes of it: sums by stage, forecast, conversion, response times."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import add

from handlers.language.words import Words
from handlers.listing import open_deals
from handlers.turn import Reply, Turn, calendar_of
from handlers.views import View, deals_of, page_of, reply, view_of
from sales import forecasting as rules
from sales.forecasting import Forecast, Part, Passage, StageSum
from sales.rates import Sum, nothing
from sales.responding import Times, times
from sales.values import Deal, Member
from storage import lists, members

NAMED = 3  # deals called by name where the rest is only counted


@dataclass(frozen=True, slots=True)
class Closed:
    """What was won and lost in a period."""

    won: Part
    lost: Part

    @property
    def win_rate(self) -> int | None:
        """The won of the closed ones, in per cent."""
        return rules.rate(self.won.count, self.won.count + self.lost.count)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The open deals by stage and in all, and what was closed in the period, when one is asked for."""

    stages: list[StageSum]
    count: int
    value: Sum
    weighted: Sum
    closed: Closed | None


@dataclass(frozen=True, slots=True)
class Conversion:
    """How far the deals came that entered each stage in a period, and what was closed in it."""

    passages: list[Passage]
    closed: Closed

    @property
    def left(self) -> list[Passage]:
        """The stages in which deals were lost."""
        return [row for row in self.passages if row.lost]


@dataclass(frozen=True, slots=True)
class Missing:
    """Deals a forecast cannot count, the first of them by name."""

    count: int
    deals: tuple[Deal, ...]

    @property
    def rest(self) -> int:
        """How many are not named."""
        return self.count - len(self.deals)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one person makes first contact and answers requests; None where there was none."""

    name: str
    contacts: Times | None
    answers: Times | None


def pipeline(turn: Turn, words: Words) -> Reply:
    """Show the open deals by stage, with sums and days in stage; of a team or person, and a period's results."""
    if words.stage is not None:
        return open_deals(turn, words)
    view = view_of(turn, words)
    return reply(turn, view, "pipeline", {"pipeline": pipeline_of(view)})


def forecast(turn: Turn, words: Words) -> Reply:
    """Say what a month, quarter or year may bring: committed, weighted, best case, and what cannot be counted."""
    view = view_of(turn, words).of("quarter")
    found = forecast_of(view)
    gaps = {"undated": found.undated, "unpriced": found.unpriced, "passed": found.passed}
    named = deals_of(view, [deal.id for group in gaps.values() for deal in group[:NAMED]])
    missing = {
        name: Missing(len(group), tuple(named[deal.id] for deal in group[:NAMED])) for name, group in gaps.items()
    }
    return reply(turn, view, "forecast", {"forecast": found, "policy": turn.config.forecast, **missing})


def conversion(turn: Turn, words: Words) -> Reply:
    """Say how many of the deals that entered each stage went on or were won, and the win rate."""
    view = view_of(turn, words).of("quarter")
    return reply(turn, view, "conversion", {"conversion": conversion_of(view)})


def response_times(turn: Turn, words: Words) -> Reply:
    """Say how long first contacts and answers take in working time; for managers by person."""
    view = view_of(turn, words, leading=True).of("month")
    paces, page = page_of(paces_of(view), words.page, view.line("response times"))
    facts = {"paces": paces, "page": page, "own": view.person == turn.member.person}
    return reply(turn, view, "response_times", facts)


def pipeline_of(view: View) -> Pipeline:
    """Return a view's pipeline as it stands."""
    known = view.rates
    found = lists.open_deals(view.db, view.scope)
    stages = rules.pipeline(found, config=view.config, rates=known, worked=view.worked, now=view.now)
    none = nothing(known)
    return Pipeline(
        stages,
        len(found),
        reduce(add, (stage.value for stage in stages), none),
        reduce(add, (stage.weighted for stage in stages), none),
        None if view.period is None else closed_of(view),
    )


def closed_of(view: View) -> Closed:
    """Return what was won and lost in a view's period."""
    closed, known = lists.closed_deals(view.db, view.scope, results=["won", "lost"], **view.span()), view.rates
    won, lost = ([deal for deal in closed if deal.result == result] for result in ("won", "lost"))
    return Closed(rules.closed_part(won, known), rules.closed_part(lost, known))


def forecast_of(view: View) -> Forecast:
    """Return what a view's period has brought and may bring."""
    return rules.forecast(
        lists.open_deals(view.db, view.scope),
        lists.closed_deals(view.db, view.scope, results=["won"], **view.span()),
        config=view.config,
        rates=view.rates,
        now=view.now,
        **view.span(),
    )


def conversion_of(view: View) -> Conversion:
    """Return how far deals came that entered a stage in a view's period."""
    ways = lists.paths(view.db, view.scope, **view.span())
    return Conversion(rules.passages(ways, config=view.config), closed_of(view))


def paces_of(view: View) -> list[Pace]:
    """Return how fast each person of a view was in its period, by name."""
    people = _people(view)
    contacts, answers = _contacts(view), _answers(view, people)
    paces = (
        Pace(one.name, times(contacts.get(one.id, ())), times(answers.get(one.id, ())))
        for one in sorted(people, key=lambda one: one.name)
    )
    return [pace for pace in paces if pace.contacts or pace.answers]


def _people(view: View) -> Sequence[Member]:
    if view.person is not None:
        return members.named(view.db, workspace=view.workspace.id, ids=[view.person.id], now=view.now)
    wanted = {team.id for team in view.teams}
    everybody = members.everybody(view.db, workspace=view.workspace.id, now=view.now)
    return [member for member in everybody if member.teams & wanted]


def _contacts(view: View) -> dict[int, list[timedelta]]:
    zones = {team.id: team.zone for team in view.counted}
    found: defaultdict[int, list[timedelta]] = defaultdict(list)
    for owner, team, claimed, contacted in lists.first_contacts(view.db, view.scope, **view.span()):
        found[owner].append(_worked(view, zones[team], claimed, contacted))
    return found


def _answers(view: View, people: Sequence[Member]) -> dict[int, list[timedelta]]:
    zones = {member.id: member.zone for member in people}
    found: defaultdict[int, list[timedelta]] = defaultdict(list)
    for by, opened, closed in lists.answers(view.db, workspace=view.workspace.id, members=list(zones), **view.span()):
        found[by].append(_worked(view, zones[by], opened, closed))
    return found


def _worked(view: View, zone: str, start: datetime, end: datetime) -> timedelta:
    return calendar_of(view.config.calendar, zone).working_hours_between(start, end)
