"""What lists are made of: open deals, closed ones of a period, paths through the stages, answers; each one statement."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Text, and_, bindparam, case, cast, func, literal, null, or_, select

from sales.forecasting import ClosedDeal
from sales.money import Money
from sales.staleness import OpenDeal
from storage.boards import OWNED_AT_CLOSING
from storage.deals import LIVE
from storage.tables import deals, history, ownership, requests, stays

# These rows do not mean that anything happened on the deal.
SILENT = ("imported", "import_reverted", "erased")
_OPEN = (
    deals.c.id,
    deals.c.team,
    deals.c.owner,
    deals.c.stage,
    deals.c.stage_since,
    deals.c.amount,
    deals.c.currency,
    deals.c.probability,
    deals.c.close_date,
    deals.c.contact_due,
    deals.c.next_at,
)
_OF = and_(deals.c.workspace == bindparam("workspace"), deals.c.team.in_(bindparam("teams", expanding=True)))
_OWNER = deals.c.owner == bindparam("owner")
_NOW = bindparam("now", type_=deals.c.next_at.type)
_DUE = or_(deals.c.contact_due <= _NOW, deals.c.next_at <= _NOW, deals.c.close_date <= _NOW)
_LAST = and_(history.c.subject_kind == "deal", history.c.subject == deals.c.id, history.c.no == deals.c.history_no)
_TOUCHED = case((history.c.what.in_(SILENT), null()), else_=history.c.at).label("touched")
OPEN = select(*_OPEN, null().label("touched")).where(_OF, LIVE)
OPEN_OWNED = OPEN.where(_OWNER)
DUE = OPEN.where(_DUE)
DUE_OWNED = DUE.where(_OWNER)
TOUCHED = select(*_OPEN, _TOUCHED).select_from(deals.join(history, _LAST)).where(_OF, LIVE)
TOUCHED_OWNED = TOUCHED.where(_OWNER)
_THERE = and_(deals.c.reverted_at.is_(None), deals.c.merged_into.is_(None))
CLOSED = (
    select(
        deals.c.id,
        deals.c.team,
        ownership.c.member.label("owner"),
        deals.c.result,
        deals.c.amount,
        deals.c.currency,
        deals.c.closed_at,
        deals.c.lost_reason,
    )
    .select_from(deals.join(ownership, OWNED_AT_CLOSING))
    .where(_OF, _THERE, deals.c.result.in_(bindparam("results", expanding=True)))
    .where(deals.c.closed_at >= bindparam("since"), deals.c.closed_at < bindparam("until"))
    .order_by(deals.c.closed_at.desc(), deals.c.id.desc())
)
# Like a board, what somebody won or lost is what they owned when it closed.
CLOSED_OWNED = CLOSED.where(ownership.c.member == bindparam("owner"))
_INSIDE = case((and_(stays.c.since >= bindparam("since"), stays.c.since < bindparam("until")), "1"), else_="0")
_STAY = cast(stays.c.no, Text) + literal(":") + stays.c.stage + literal(":") + _INSIDE
PATHS = (
    select(func.aggregate_strings(_STAY, ",").label("path"), deals.c.result)
    .select_from(deals.join(stays, stays.c.deal == deals.c.id))
    .where(_OF, _THERE, or_(deals.c.closed_at.is_(None), deals.c.closed_at >= bindparam("since")))
    .group_by(deals.c.id, deals.c.result)
)
PATHS_OWNED = PATHS.where(_OWNER)
CONTACTS = (
    select(deals.c.owner, deals.c.team, deals.c.claimed_at, deals.c.contacted_at)
    .where(_OF, _THERE, deals.c.owner.is_not(None), deals.c.claimed_at <= deals.c.contacted_at)
    .where(deals.c.contacted_at >= bindparam("since"), deals.c.contacted_at < bindparam("until"))
)
CONTACTS_OWNED = CONTACTS.where(_OWNER)
_BY = func.coalesce(requests.c.answered_by, requests.c.assignee)
ANSWERS = (
    select(_BY.label("by"), requests.c.opened_at, requests.c.closed_at)
    .where(requests.c.workspace == bindparam("workspace"), requests.c.state.in_(("answered", "declined")))
    .where(requests.c.closed_at >= bindparam("since"), requests.c.closed_at < bindparam("until"))
    .where(_BY.in_(bindparam("members", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose deals are looked at: those of some teams, or those of one member there."""

    workspace: int
    teams: tuple[int, ...]
    owner: int | None = None

    @property
    def asked(self) -> dict[str, object]:
        """The parameters every statement here shares."""
        return {"workspace": self.workspace, "teams": list(self.teams), "owner": self.owner}


def open_deals(db: Connection, scope: Scope) -> list[OpenDeal]:
    """Return the open deals."""
    return [_open(row) for row in db.execute(OPEN if scope.owner is None else OPEN_OWNED, scope.asked)]


def overdue_deals(db: Connection, scope: Scope, *, now: datetime) -> list[OpenDeal]:
    """Return the open deals of which some due moment has come."""
    statement = DUE if scope.owner is None else DUE_OWNED
    return [_open(row) for row in db.execute(statement, scope.asked | {"now": now})]


def touched_deals(db: Connection, scope: Scope) -> list[OpenDeal]:
    """Return the open deals with the moment something last happened to each."""
    return [_open(row) for row in db.execute(TOUCHED if scope.owner is None else TOUCHED_OWNED, scope.asked)]


def closed_deals(
    db: Connection, scope: Scope, *, results: Sequence[str], since: datetime, until: datetime
) -> list[ClosedDeal]:
    """Return the deals won or lost from one moment to before another, the latest first."""
    asked = scope.asked | {"results": list(results), "since": since, "until": until}
    rows = db.execute(CLOSED if scope.owner is None else CLOSED_OWNED, asked)
    return [
        ClosedDeal(row.id, row.team, row.owner, row.result, _money(row), row.closed_at, row.lost_reason) for row in rows
    ]


def paths(db: Connection, scope: Scope, *, since: datetime, until: datetime) -> list[tuple[str, str, int]]:
    """Return the ways deals took through their stages, as `no:stage:entered in time,...`, result, how many deals."""
    statement = PATHS if scope.owner is None else PATHS_OWNED
    rows = db.execute(statement, scope.asked | {"since": since, "until": until})
    return [(path, result, count) for (path, result), count in Counter((row.path, row.result) for row in rows).items()]


def first_contacts(
    db: Connection, scope: Scope, *, since: datetime, until: datetime
) -> list[tuple[int, int, datetime, datetime]]:
    """Return owner, team, claim and first contact of the deals whose customer was first spoken to in a period."""
    statement = CONTACTS if scope.owner is None else CONTACTS_OWNED
    rows = db.execute(statement, scope.asked | {"since": since, "until": until})
    return [(row.owner, row.team, row.claimed_at, row.contacted_at) for row in rows]


def answers(
    db: Connection, *, workspace: int, members: Sequence[int], since: datetime, until: datetime
) -> list[tuple[int, datetime, datetime]]:
    """Return who answered, from when to when, of the requests these members answered in a period."""
    asked = {"workspace": workspace, "members": list(members), "since": since, "until": until}
    return [(row.by, row.opened_at, row.closed_at) for row in db.execute(ANSWERS, asked)]


def _open(row: Row[*tuple[Any, ...]]) -> OpenDeal:
    return OpenDeal(
        row.id,
        row.team,
        row.owner,
        row.stage,
        row.stage_since,
        _money(row),
        row.probability,
        row.close_date,
        row.contact_due,
        row.next_at,
        row.touched,
    )


def _money(row: Row[*tuple[Any, ...]]) -> Money | None:
    return None if row.amount is None else Money(row.amount, row.currency)
