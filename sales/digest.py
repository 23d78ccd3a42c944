"""A manager's day: what changed, what waits, what is at risk, who needs help, whom to praise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.calendar import WorkCalendar
from sales.config import Config
from sales.news import Changes, Event
from sales.playbook import Stage
from sales.staleness import OpenDeal, WorkedDays, standing_still
from sales.standup import Line
from sales.values import Deal, Member, Person

MOST = 5
FIRST = 3
ENOUGH = 5  # fewer amounts than these have no biggest ones


@dataclass(frozen=True, slots=True)
class Watched:
    """An open deal, and when something last happened to it, unless that is not known."""

    deal: Deal
    touched: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request as a list shows it: who asked whom for what, until when, and who answered it."""

    code: str
    kind: str
    asker: Person
    assignee: str
    role: str
    due: datetime
    note: str
    deal: str
    title: str
    helper: Person | None = None


@dataclass(frozen=True, slots=True)
class Unowned:
    """A deal nobody owns, and for how many working days it has been waiting."""

    deal: Deal
    days: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """What of a deal falls due: first_contact or next_step, when, and whether that is a whole day."""

    deal: Deal
    what: str
    due: datetime
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """An open deal at risk: quiet for some working days, its close date passed, or a big one stuck in its stage."""

    deal: Deal
    stage: Stage
    quiet: int
    passed: datetime | None
    stuck: int


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who is away today or on the next working day, and when they are back."""

    member: Member
    back: datetime
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Praise:
    """One thing to praise: a person, and what they did (won, helped, moved, contacted)."""

    what: str
    who: Person
    deal: Deal | None = None
    stage: Stage | None = None
    helped: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything a manager should know of a day; lists are cut, counts are whole."""

    changes: Changes
    unowned: tuple[Unowned, ...]
    unowned_count: int
    overdue: tuple[Overdue, ...]
    overdue_count: int
    risks: tuple[Risk, ...]
    risk_count: int
    help: tuple[Waiting, ...]
    help_count: int
    help_late: int
    blocked: tuple[Line, ...]
    blocked_count: int
    away: tuple[Away, ...]
    praise: Praise | None

    @property
    def to_do(self) -> int:
        """How many things want to be looked at."""
        return self.unowned_count + self.overdue_count + self.risk_count + self.help_count + self.blocked_count

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.changes.any or self.to_do or self.away or self.praise)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What somebody's deals bring today, and what of them is overdue."""

    today: tuple[Overdue, ...] = ()
    overdue: tuple[Overdue, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything falls due."""
        return bool(self.today or self.overdue)


def digest(
    changed: Changes,
    watched: Sequence[Watched],
    *,
    waiting: Sequence[Waiting],
    helped: Sequence[Waiting],
    blocked: Sequence[Line],
    away: Sequence[Away],
    config: Config,
    worked: dict[int, WorkedDays],
    events: Sequence[Event],
    now: datetime,
) -> Digest:
    """Put a manager's day together, the most urgent first."""
    deals = {one.deal.id: one.deal for one in watched}
    lean = [_lean(one) for one in watched]
    free = sorted((one for one in deals.values() if one.owner is None), key=lambda deal: (deal.created_at, deal.id))
    unowned = [Unowned(deal, worked[deal.team.id].since(deal.created_at)) for deal in free]
    late = _late(lean, deals, worked, now)
    risks = _risks(lean, deals, config=config, worked=worked, now=now)
    return Digest(
        changes=changed,
        unowned=tuple(unowned[:MOST]),
        unowned_count=len(unowned),
        overdue=tuple(late[:MOST]),
        overdue_count=len(late),
        risks=tuple(risks[:MOST]),
        risk_count=len(risks),
        help=tuple(waiting[:MOST]),
        help_count=len(waiting),
        help_late=sum(one.due <= now for one in waiting),
        blocked=tuple(blocked[:MOST]),
        blocked_count=len(blocked),
        away=tuple(away),
        praise=praise(changed, helped, events, deals),
    )


def praise(
    changed: Changes, helped: Sequence[Waiting], events: Sequence[Event], deals: Mapping[int, Deal]
) -> Praise | None:
    """Choose one thing to praise: the biggest deal won, else help given, else the furthest step, else a contact."""
    won = [deal for deal in changed.won if deal.owner is not None]
    if won and (best := max(won, key=_worth)).owner is not None:
        return Praise("won", best.owner, best)
    for one in reversed(helped):
        if one.helper is not None:
            return Praise("helped", one.helper, helped=one)
    steps = [one for one in changed.moved if one.deal.owner and one.after.probability > one.before.probability]
    if steps:
        step = max(steps, key=lambda one: (one.after.probability - one.before.probability, _worth(one.deal)))
        assert step.deal.owner is not None
        return Praise("moved", step.deal.owner, step.deal, step.after)
    for event in reversed(events):
        deal = deals.get(event.deal)
        if event.what == "contacted" and event.who is not None and deal is not None:
            return Praise("contacted", event.who, deal)
    return None


def agenda(deals: Iterable[Deal], *, calendar: WorkCalendar, now: datetime) -> Agenda:
    """Tell what falls due today from what is overdue already."""
    days = WorkedDays(calendar, now)
    dues = [Overdue(deal, what, due, calendar.day_start(due) == due) for deal in deals for what, due in _dues(deal)]
    found = sorted(dues, key=lambda one: (one.due, one.deal.id))
    late = [one for one in found if days.over(one.due, now)]
    tomorrow = calendar.day_start(calendar.day_start(now) + timedelta(hours=36))
    today = [one for one in found if one.due < tomorrow and not days.over(one.due, now)]
    return Agenda(tuple(today), tuple(late))


def _lean(one: Watched) -> OpenDeal:
    deal = one.deal
    return OpenDeal(
        deal.id,
        deal.team.id,
        None if deal.owner is None else deal.owner.id,
        deal.stage,
        deal.stage_since,
        deal.amount,
        deal.probability,
        deal.close_date,
        deal.contact_due,
        deal.next_at,
        one.touched,
    )


def _late(
    lean: Sequence[OpenDeal], deals: Mapping[int, Deal], worked: Mapping[int, WorkedDays], now: datetime
) -> list[Overdue]:
    """What owners should have done by now; a close date that passed is a risk, and not theirs to tick off."""
    found = [
        Overdue(deals[one.id], what, due)
        for one in lean
        if one.owner is not None
        for what, due in (("first_contact", one.contact_due), ("next_step", one.next_at))
        if due is not None and worked[one.team].over(due, now)
    ]
    return sorted(found, key=lambda one: (one.due, one.deal.id))


def _risks(
    lean: Sequence[OpenDeal],
    deals: Mapping[int, Deal],
    *,
    config: Config,
    worked: dict[int, WorkedDays],
    now: datetime,
) -> list[Risk]:
    """Owned deals that are quiet, past their close date, or big and stuck: those with most of it, and worth most, first."""
    owned = [one for one in lean if one.owner is not None]
    still = {one.deal.id: one for one in standing_still(owned, config=config, worked=worked, now=now)}
    big = _big(owned, percent=config.risk.big_percent)
    found = []
    for one in owned:
        deal, stands = deals[one.id], still.get(one.id)
        close = one.close_date
        passed = close if close is not None and worked[one.team].over(close, now) else None
        quiet = stands.quiet if stands is not None and stands.stale else 0
        stuck = stands.in_stage if stands is not None and stands.stuck and one.id in big else 0
        if quiet or passed or stuck:
            found.append(Risk(deal, config.stage(deal.stage), quiet, passed, stuck))
    return sorted(found, key=lambda risk: (-_reasons(risk), *(-part for part in _worth(risk.deal)), risk.deal.id))


def _reasons(risk: Risk) -> int:
    return bool(risk.quiet) + (risk.passed is not None) + bool(risk.stuck)


def _big(deals: Sequence[OpenDeal], *, percent: int) -> frozenset[int]:
    """The largest open deals of each currency."""
    by_currency: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in deals:
        if one.amount is not None:
            by_currency[one.amount.currency].append((one.amount.minor, one.id))
    return frozenset(
        id
        for found in by_currency.values()
        if len(found) >= ENOUGH
        for _, id in sorted(found, reverse=True)[: max(1, len(found) * percent // 100)]
    )


def _worth(deal: Deal) -> tuple[int, int]:
    """An order of deals by amount; without rates a number is compared with a number."""
    return (0, 0) if deal.amount is None else (1, int(deal.amount.units))


def _dues(deal: Deal) -> list[tuple[str, datetime]]:
    found = (("first_contact", deal.contact_due), ("next_step", deal.next_at))
    return [(what, due) for what, due in found if due is not None]
