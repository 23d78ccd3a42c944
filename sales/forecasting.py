"""Sums over deals: by stage, by what a period may bring, by how far deals come, by why they are lost."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter, itemgetter

from sales.config import Config
from sales.money import Money
from sales.playbook import Stage
from sales.rates import Rates, Sum, total
from sales.staleness import OpenDeal, WorkedDays


@dataclass(frozen=True, slots=True)
class ClosedDeal:
    """What lists need to know of a deal that was won or lost."""

    id: int
    team: int
    owner: int | None
    result: str
    amount: Money | None
    closed_at: datetime
    lost_reason: str


@dataclass(frozen=True, slots=True)
class StageSum:
    """The open deals of one stage: how many, their sums, and how many working days they are in it."""

    stage: Stage
    count: int
    value: Sum
    weighted: Sum
    average: int
    longest: int
    stuck: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some deals: how many and their sum."""

    count: int
    value: Sum


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a period has brought and may bring; best case and all hold what is committed."""

    won: Part
    commit: Part
    best: Part
    every: Part
    weighted: Sum
    undated: tuple[OpenDeal, ...]
    unpriced: tuple[OpenDeal, ...]
    passed: tuple[OpenDeal, ...]

    @property
    def committed(self) -> Sum:
        """What is won already and what is as good as won."""
        return self.won.value + self.commit.value

    @property
    def expected(self) -> Sum:
        """What is won already and the rest by its likelihood."""
        return self.won.value + self.weighted

    @property
    def at_best(self) -> Sum:
        """What is won already and everything that has a fair chance."""
        return self.won.value + self.best.value


@dataclass(frozen=True, slots=True)
class Passage:
    """Of the deals that entered a stage: how many went on to a later one or were won, won, lost, are still there."""

    stage: Stage
    entered: int
    went_on: int
    won: int
    lost: int

    @property
    def still(self) -> int:
        """How many have neither gone on nor been lost from here."""
        return self.entered - self.went_on - self.lost

    @property
    def percent(self) -> int:
        """How many of a hundred went on."""
        return rate(self.went_on, self.entered) or 0


@dataclass(frozen=True, slots=True)
class Reason:
    """The deals lost for one reason."""

    key: str
    count: int
    value: Sum


def chance(deal: OpenDeal, stage: Stage) -> int:
    """Return how likely a deal is, in per cent: as somebody said, else as its stage is."""
    return stage.probability if deal.probability is None else deal.probability


def weighted(amount: Money, percent: int) -> Money:
    """Return an amount times a likelihood, rounded half to even to the minor unit."""
    whole, rest = divmod(amount.minor * percent, 100)
    return Money(whole + (rest > 50 or (rest == 50 and whole % 2 == 1)), amount.currency)


def pipeline(
    deals: Iterable[OpenDeal], *, config: Config, rates: Rates, worked: Mapping[int, WorkedDays], now: datetime
) -> list[StageSum]:
    """Sum the open deals of each stage at today's rates, in the order of the playbook."""
    of_stage: defaultdict[str, list[OpenDeal]] = defaultdict(list)
    for deal in deals:
        of_stage[deal.stage].append(deal)
    order = {stage.key: no for no, stage in enumerate(config.stages)}
    keys = sorted(of_stage, key=lambda key: (order.get(key, len(order)), key))
    return [_stage_sum(config.stage(key), of_stage[key], rates, worked, now) for key in keys]


def _stage_sum(
    stage: Stage, deals: Sequence[OpenDeal], rates: Rates, worked: Mapping[int, WorkedDays], now: datetime
) -> StageSum:
    days = [worked[deal.team].since(deal.stage_since) for deal in deals]
    return StageSum(
        stage,
        len(deals),
        total(_priced(deals, now), rates),
        total(_weighted(deals, stage, now), rates),
        average=round(sum(days) / len(days)),
        longest=max(days),
        stuck=sum(one > stage.days for one in days),
    )


def closing(deals: Iterable[OpenDeal], *, since: datetime, until: datetime) -> list[OpenDeal]:
    """Return the open deals that are expected to close within a time, the earliest first."""
    inside = [
        (deal.close_date, deal.id, deal) for deal in deals if deal.close_date and since <= deal.close_date < until
    ]
    return [deal for _, _, deal in sorted(inside, key=itemgetter(0, 1))]


def forecast(
    deals: Sequence[OpenDeal],
    won: Sequence[ClosedDeal],
    *,
    config: Config,
    rates: Rates,
    since: datetime,
    until: datetime,
    now: datetime,
) -> Forecast:
    """Say what a period has brought and may bring, and which deals cannot be counted for want of a date or amount."""
    deals = sorted(deals, key=attrgetter("id"))  # the first of each group are named, the same on every database
    inside = closing(deals, since=since, until=until)
    chances = {deal.id: chance(deal, config.stage(deal.stage)) for deal in inside}
    policy = config.forecast
    commit = [d for d in inside if chances[d.id] >= policy.commit_from or d.stage in policy.commit_stages]
    sure = {deal.id for deal in commit}
    best = [deal for deal in inside if chances[deal.id] >= policy.best_from or deal.id in sure]
    likely = [(weighted(deal.amount, chances[deal.id]), now) for deal in inside if deal.amount is not None]
    return Forecast(
        won=closed_part(won, rates),
        commit=open_part(commit, rates, now=now),
        best=open_part(best, rates, now=now),
        every=open_part(inside, rates, now=now),
        weighted=total(likely, rates),
        undated=tuple(deal for deal in deals if deal.close_date is None),
        unpriced=tuple(deal for deal in inside if deal.amount is None),
        passed=tuple(deal for deal in deals if deal.close_date is not None and deal.close_date < min(since, now)),
    )


def open_part(deals: Sequence[OpenDeal], rates: Rates, *, now: datetime) -> Part:
    """Count open deals and sum what they are worth at the rates of the day."""
    return Part(len(deals), total(_priced(deals, now), rates))


def closed_part(deals: Sequence[ClosedDeal], rates: Rates, *, to: str | None = None) -> Part:
    """Sum closed deals, each at the rate of the day it was closed."""
    return Part(
        len(deals), total(((deal.amount, deal.closed_at) for deal in deals if deal.amount is not None), rates, to=to)
    )


def reasons(deals: Iterable[ClosedDeal], rates: Rates) -> list[Reason]:
    """Sum lost deals by their reason, the commonest first."""
    of_reason: defaultdict[str, list[ClosedDeal]] = defaultdict(list)
    for deal in deals:
        of_reason[deal.lost_reason or "other"].append(deal)
    found = [Reason(key, len(lost), closed_part(lost, rates).value) for key, lost in of_reason.items()]
    return sorted(found, key=lambda reason: (-reason.count, reason.key))


def passages(paths: Iterable[tuple[str, str, int]], *, config: Config) -> list[Passage]:
    """Follow deals through their stages. A path is `no:stage:1,...` (1 = entered in the period), result, how many."""
    order = {stage.key: no for no, stage in enumerate(config.stages)}
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for path, result, count in paths:
        stays = sorted((int(no), stage, inside == "1") for no, stage, inside in map(_stay, path.split(",")))
        for stage in {stage for _, stage, inside in stays if inside}:
            last = max(no for no, one, inside in stays if one == stage and inside)
            later = any(no > last and order.get(one, -1) > order.get(stage, -1) for no, one, _ in stays)
            outcome = (1, later or result == "won", result == "won", result == "lost" and not later)
            counts[stage] = [known + count * new for known, new in zip(counts[stage], outcome, strict=True)]
    keys = sorted(counts, key=lambda key: (order.get(key, len(order)), key))
    return [Passage(config.stage(key), *counts[key]) for key in keys]


def _stay(token: str) -> tuple[str, str, str]:
    no, _, rest = token.partition(":")
    stage, _, inside = rest.rpartition(":")
    return no, stage, inside


def rate(part: int, whole: int) -> int | None:
    """Return a part in whole per cent, rounded half up; None where there is no whole."""
    return (200 * part + whole) // (2 * whole) if whole else None


def _priced(deals: Iterable[OpenDeal], now: datetime) -> Iterable[tuple[Money, datetime]]:
    return ((deal.amount, now) for deal in deals if deal.amount is not None)


def _weighted(deals: Iterable[OpenDeal], stage: Stage, now: datetime) -> Iterable[tuple[Money, datetime]]:
    return ((weighted(deal.amount, chance(deal, stage)), now) for deal in deals if deal.amount is not None)
