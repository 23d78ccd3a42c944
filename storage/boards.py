"""What boards are made of: the won deals of each member, counted from the deals themselves."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from sales.money import Money
from sales.values import Person
from storage.tables import deals, members, ownership
from storage.types import Instant

# The interval it closed in; a deal that was imported closed may have been written down only afterwards.
_earlier = ownership.alias("earlier")
_at_closing = func.coalesce(
    select(func.max(_earlier.c.no))
    .where(_earlier.c.deal == deals.c.id, _earlier.c.since <= deals.c.closed_at)
    .scalar_subquery(),
    1,
)
OWNED_AT_CLOSING = (ownership.c.deal == deals.c.id) & (ownership.c.no == _at_closing)
WON = (
    select(
        *(members.c.id, members.c.name, deals.c.id.label("deal"), deals.c.code, deals.c.title, deals.c.team),
        *(deals.c.amount, deals.c.currency, deals.c.closed_at),
    )
    .select_from(deals.join(ownership, OWNED_AT_CLOSING).join(members, members.c.id == ownership.c.member))
    .where(deals.c.workspace == bindparam("workspace"), deals.c.result == "won")
    .where(deals.c.closed_at >= bindparam("since", type_=Instant()))
    .where(deals.c.closed_at < bindparam("until", type_=Instant()))
    .where(deals.c.reverted_at.is_(None), deals.c.merged_into.is_(None))
    .where(deals.c.team.in_(bindparam("teams", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Sale:
    """A won deal: who owned it when it closed, at what amount, when; `team` is the deal's."""

    member: Person
    deal: int
    code: str
    title: str
    team: int
    amount: Money | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Won:
    """What one member won in a period: how many deals, and each amount that is known with the moment it closed."""

    member: Person
    count: int
    amounts: tuple[tuple[Money, datetime], ...]


def won(db: Connection, *, workspace: int, since: datetime, until: datetime, teams: Sequence[int]) -> tuple[Sale, ...]:
    """Return the deals won from one moment to before another, of deals of these teams.

    A deal counts for who owned it when it closed, and once, where its closing falls; reverted and merged ones do not.
    """
    rows = db.execute(WON, {"workspace": workspace, "since": since, "until": until, "teams": list(teams)})
    return tuple(
        Sale(
            Person(row.id, row.name),
            *(row.deal, row.code, row.title, row.team),
            None if row.currency is None else Money(row.amount, row.currency),
            row.closed_at,
        )
        for row in rows
    )


def won_by_member(
    db: Connection, *, workspace: int, since: datetime, until: datetime, teams: Sequence[int]
) -> tuple[Won, ...]:
    """Return what each member won in a period, as `won` counts it, by name; who won nothing is not in it.

    Amounts are as typed, with their moments: `sales.rates.total(won.amounts, rates)` adds them up.
    """
    names: dict[int, str] = {}
    counts: Counter[int] = Counter()
    amounts: defaultdict[int, list[tuple[Money, datetime]]] = defaultdict(list)
    asked = {"workspace": workspace, "since": since, "until": until, "teams": list(teams)}
    # A year is thousands of rows: they are taken apart as they come.
    for id, name, _, _, _, _, amount, currency, at in db.execute(WON, asked):
        names[id] = name
        counts[id] += 1
        if currency is not None:
            amounts[id].append((Money(amount, currency), at))
    by_name = sorted(names.items(), key=lambda pair: (pair[1], pair[0]))
    return tuple(Won(Person(id, name), counts[id], tuple(amounts[id])) for id, name in by_name)
