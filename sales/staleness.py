"""How long open deals have stood still, in working days, and what of them is overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sales.calendar import WorkCalendar
from sales.config import Config
from sales.money import Money

FURTHEST = 3_650  # days back; what is older has stood still for ten years


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """What lists need to know of an open deal; `touched` is when something last happened to it."""

    id: int
    team: int
    owner: int | None
    stage: str
    stage_since: datetime
    amount: Money | None
    probability: int | None
    close_date: datetime | None
    contact_due: datetime | None
    next_at: datetime | None
    touched: datetime | None = None


class WorkedDays:
    """Counts the working days from days gone by until now; each day is looked at once."""

    def __init__(self, calendar: WorkCalendar, now: datetime) -> None:
        self._calendar = calendar
        self.today: date = calendar.day_of(now)
        self._passed = [0]  # by how many days ago: working days since then, today included

    def since(self, at: datetime) -> int:
        """Return how many working days have begun since the day of a moment: Friday to Monday is one."""
        ago = min((self.today - self._calendar.day_of(at)).days, FURTHEST)
        for back in range(len(self._passed), ago + 1):
            day = self.today - timedelta(days=back - 1)
            self._passed.append(self._passed[-1] + self._calendar.works_on(day))
        return self._passed[max(ago, 0)]

    def over(self, due: datetime, now: datetime) -> bool:
        """Say whether a due moment has passed; one that is a day, stored as its 00:00, when the day is over."""
        if due > now:
            return False
        return self._calendar.day_start(due) != due or self._calendar.day_of(due) < self.today


@dataclass(frozen=True, slots=True)
class Still:
    """A deal that stands still: for how many working days nothing happened, and how long it is in its stage."""

    deal: OpenDeal
    quiet: int
    in_stage: int
    allowed: int
    stale: bool
    stuck: bool


@dataclass(frozen=True, slots=True)
class Late:
    """A deal with something overdue: what (first_contact, next_step or close_date), since when."""

    deal: OpenDeal
    what: str
    due: datetime
    days: int


def standing_still(
    deals: Iterable[OpenDeal], *, config: Config, worked: dict[int, WorkedDays], now: datetime
) -> list[Still]:
    """Return the deals that are stale or stuck, the longest quiet first; a next step ahead is no silence."""
    allowed = {stage.key: stage.days for stage in config.stages}
    found = []
    for deal in deals:
        days = worked[deal.team]
        quiet, in_stage = days.since(deal.touched or deal.stage_since), days.since(deal.stage_since)
        planned = deal.next_at is not None and deal.next_at > now
        stale = quiet >= config.stale.quiet_days and not planned
        most = allowed.get(deal.stage, in_stage)
        if stale or in_stage > most:
            found.append(Still(deal, quiet, in_stage, most, stale, in_stage > most))
    return sorted(found, key=lambda one: (-one.quiet, -one.in_stage, one.deal.id))


def overdue(deals: Iterable[OpenDeal], *, worked: dict[int, WorkedDays], now: datetime) -> list[Late]:
    """Return what is overdue of each deal, its oldest matter, the oldest first; a day is over when the next begins."""
    found = [late for deal in deals if (late := _latest(deal, worked[deal.team], now))]
    return sorted(found, key=lambda late: (late.due, late.deal.id))


def steps_due(
    deals: Iterable[OpenDeal], *, worked: dict[int, WorkedDays], since: datetime, until: datetime, now: datetime
) -> list[tuple[OpenDeal, bool]]:
    """Return the deals whose next step is due within a time, and whether it is late, the first due first.

    What was due before is due still, but not again in a time that has not begun.
    """
    due = sorted(
        (deal.next_at, deal.id, deal)
        for deal in deals
        if deal.next_at is not None and deal.next_at < until and (since <= now or deal.next_at >= since)
    )
    return [(deal, worked[deal.team].over(at, now)) for at, _, deal in due]


def _latest(deal: OpenDeal, days: WorkedDays, now: datetime) -> Late | None:
    dues = (
        ("first_contact", deal.contact_due),
        ("next_step", deal.next_at),
        ("close_date", deal.close_date),
    )
    late = [(due, what) for what, due in dues if due is not None and days.over(due, now)]
    if not late:
        return None
    due, what = min(late)
    return Late(deal, what, due, days.since(due))
