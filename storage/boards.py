"""What boards are made of: the won deals of each member, counted from the deals themselves."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, or_, select

from sales.money import Money
from sales.values import Person
from storage.tables import deals, members, ownership
from storage.types import Id, Instant

# The interval it closed in; a deal that was imported closed may have been written down only afterwards.
_earlier = ownership.alias("earlier")
_at_closing = func.coalesce(
    select(func.max(_earlier.c.no))
    .where(_earlier.c.deal == deals.c.id, _earlier.c.since <= deals.c.closed_at)
    .scalar_subquery(),
    1,
)
OWNED_AT_CLOSING = (ownership.c.deal == deals.c.id) & (ownership.c.no == _at_closing)
_TEAM = bindparam("team", type_=Id)
WON = (
    select(members.c.id, members.c.name, deals.c.amount, deals.c.currency, deals.c.closed_at)
    .select_from(deals.join(ownership, OWNED_AT_CLOSING).join(members, members.c.id == ownership.c.member))
    .where(deals.c.workspace == bindparam("workspace"), deals.c.result == "won")
    .where(deals.c.closed_at >= bindparam("since", type_=Instant()))
    .where(deals.c.closed_at < bindparam("until", type_=Instant()))
    .where(deals.c.reverted_at.is_(None), deals.c.merged_into.is_(None))
    .where(or_(_TEAM.is_(None), deals.c.team == _TEAM))
)


@dataclass(frozen=True, slots=True)
class Won:
    """What one member won in a period: how many deals, and each amount that is known with the moment it closed."""

    member: Person
    count: int
    amounts: tuple[tuple[Money, datetime], ...]


def won_by_member(
    db: Connection, *, workspace: int, since: datetime, until: datetime, team: int | None = None
) -> tuple[Won, ...]:
    """Return what each member won from one moment to before another, of one team's deals or of all; by name.

    A deal counts for who owned it when it closed, and once, where its closing falls; reverted and merged deals do not
    count. Who won nothing is not in it. Amounts are as typed: `sales.rates.total(won.amounts, rates)` adds them up.
    """
    asked = {"workspace": workspace, "since": since, "until": until, "team": team}
    counts: defaultdict[Person, int] = defaultdict(int)
    amounts: defaultdict[Person, list[tuple[Money, datetime]]] = defaultdict(list)
    for row in db.execute(WON, asked):
        person = Person(row.id, row.name)
        counts[person] += 1
        if row.currency is not None:
            amounts[person].append((Money(row.amount, row.currency), row.closed_at))
    return tuple(
        Won(person, counts[person], tuple(amounts[person])) for person in sorted(counts, key=lambda one: one.name)
    )
