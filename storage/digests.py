"""What digests are made of: open deals with their last event, what changed since a moment, what waits for whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, bindparam, case, exists, func, null, or_, select

from sales.digest import Waiting, Watched
from sales.news import Event
from sales.values import Deal, Person
from storage import deals as deals_query
from storage import history as history_query
from storage.tables import deals, history, members, memberships, quotes, requests
from storage.types import Instant

MOST_EVENTS = 5_000
# A file that is read in is no news of a day.
SILENT = ("imported", "import_reverted", "erased")


@dataclass(frozen=True, slots=True)
class ToSend:
    """An approved quote that its deal's owner has not sent yet."""

    code: str
    deal: str
    title: str


_TEAMS = deals.c.team.in_(bindparam("teams", expanding=True))
_last = and_(history.c.subject_kind == "deal", history.c.subject == deals.c.id, history.c.no == deals.c.history_no)
_touched = select(case((history.c.what.in_(SILENT), null()), else_=history.c.at)).where(_last).scalar_subquery()
OPEN = deals_query.IN_WORKSPACE.add_columns(_touched.label("touched")).where(_TEAMS, deals_query.LIVE)
# Events first, by their own index: a day has few, a company has many deals.
EVENTS = (
    select(
        *(history.c.subject, history.c.who, history.c.what, history.c.at, history.c.payload),
        members.c.name,
    )
    .select_from(history.join(deals, deals.c.id == history.c.subject).outerjoin(members, members.c.id == history.c.who))
    .where(history.c.workspace == bindparam("workspace"), history.c.subject_kind == "deal")
    .where(history.c.at > bindparam("since", type_=Instant()), history.c.at <= bindparam("until", type_=Instant()))
    .where(history.c.what.not_in(SILENT), _TEAMS)
    .order_by(history.c.at, history.c.subject, history.c.no)
    .limit(MOST_EVENTS)
)
asker, assignee, helper = (members.alias(name) for name in ("asker", "assignee", "helper"))
_asks_here = exists().where(
    memberships.c.member == requests.c.asker, memberships.c.team.in_(bindparam("teams", expanding=True))
)
_REQUESTS = (
    select(
        # What is asked for a quote goes by the quote's code.
        func.coalesce(quotes.c.code, requests.c.code).label("code"),
        *(requests.c.kind, requests.c.due, requests.c.closed_at, requests.c.role, requests.c.note),
        *(asker.c.id.label("asker"), asker.c.name.label("asker_name"), assignee.c.name.label("assignee_name")),
        *(helper.c.id.label("helper"), helper.c.name.label("helper_name")),
        *(deals.c.code.label("deal"), deals.c.title),
    )
    .select_from(
        requests.join(asker, asker.c.id == requests.c.asker)
        .outerjoin(assignee, assignee.c.id == requests.c.assignee)
        .outerjoin(helper, helper.c.id == requests.c.answered_by)
        .outerjoin(deals, deals.c.id == requests.c.deal)
        .outerjoin(quotes, quotes.c.id == requests.c.quote)
    )
    .where(requests.c.workspace == bindparam("workspace"))
    .where(or_(_TEAMS, and_(requests.c.deal.is_(None), _asks_here)))
)
REQUESTS = _REQUESTS.where(requests.c.state == "open").order_by(requests.c.due, requests.c.id)
HELPED = (
    _REQUESTS.where(requests.c.state == "answered", requests.c.answered_by != requests.c.asker)
    .where(requests.c.closed_at > bindparam("since", type_=Instant()))
    .order_by(requests.c.closed_at)
    .limit(200)
)
AGENDA = deals_query.IN_WORKSPACE.where(
    deals_query.LIVE,
    deals.c.owner.in_(bindparam("owners", expanding=True)),
    or_(
        deals.c.next_at < bindparam("until", type_=Instant()),
        deals.c.contact_due < bindparam("until", type_=Instant()),
    ),
)
# A quote that was approved waits for its deal's owner to send it.
TO_SEND = (
    select(quotes.c.code, deals.c.code.label("deal"), deals.c.title)
    .select_from(quotes.join(deals, deals.c.id == quotes.c.deal))
    .where(quotes.c.workspace == bindparam("workspace"), quotes.c.state == "approved", deals_query.LIVE)
    .where(deals.c.owner.in_(bindparam("owners", expanding=True)))
    .order_by(quotes.c.id)
)


def open_deals(db: Connection, *, workspace: int, teams: Collection[int]) -> list[Watched]:
    """Return the open deals of these teams, each with the moment something last happened to it."""
    asked = {"workspace": workspace, "teams": sorted(teams)}
    return [Watched(deals_query.read(row), row["touched"]) for row in db.execute(OPEN, asked).mappings()]


def events(db: Connection, *, workspace: int, teams: Collection[int], since: datetime, until: datetime) -> list[Event]:
    """Return what was changed on deals of these teams, oldest first."""
    asked = {"workspace": workspace, "teams": sorted(teams), "since": since, "until": until}
    return [
        Event(
            row.subject,
            None if row.who is None else Person(row.who, row.name),
            row.what,
            row.at,
            history_query.fields_of(row.payload),
        )
        for row in db.execute(EVENTS, asked)
    ]


def open_requests(db: Connection, *, workspace: int, teams: Collection[int]) -> list[Waiting]:
    """Return what waits for an answer on deals of these teams, the most urgent first."""
    rows = db.execute(REQUESTS, {"workspace": workspace, "teams": sorted(teams)}).mappings()
    return [_waiting(row) for row in rows]


def helped(db: Connection, *, workspace: int, teams: Collection[int], since: datetime) -> list[Waiting]:
    """Return what colleagues were answered since a moment."""
    rows = db.execute(HELPED, {"workspace": workspace, "teams": sorted(teams), "since": since}).mappings()
    return [_waiting(row) for row in rows]


def agenda(db: Connection, *, workspace: int, owners: Collection[int], until: datetime) -> list[Deal]:
    """Return the open deals of these members of which something falls due before a moment."""
    asked = {"workspace": workspace, "owners": sorted(owners), "until": until}
    return [deals_query.read(row) for row in db.execute(AGENDA, asked).mappings()]


def to_send(db: Connection, *, workspace: int, owners: Collection[int]) -> list[ToSend]:
    """Return the approved quotes on deals of these members that were not sent yet."""
    return [ToSend(*row) for row in db.execute(TO_SEND, {"workspace": workspace, "owners": sorted(owners)})]


def _waiting(cells: RowMapping) -> Waiting:
    return Waiting(
        code=cells["code"],
        kind=cells["kind"],
        asker=Person(cells["asker"], cells["asker_name"]),
        assignee=cells["assignee_name"] or "",
        role=cells["role"] or "",
        due=cells["due"],
        note=cells["note"],
        deal=cells["deal"] or "",
        title=cells["title"] or "",
        helper=None if cells["helper"] is None else Person(cells["helper"], cells["helper_name"]),
    )
