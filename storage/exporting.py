"""Everything a workspace owns, table by table, for whoever wants to take it elsewhere."""

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, select

from storage import deals as deal_queries
from storage.snapshot import stream
from storage.tables import (
    ballots,
    column_maps,
    configs,
    customers,
    deals,
    goals,
    helpers,
    history,
    imports,
    kudos,
    members,
    memberships,
    nominations,
    ownership,
    quote_versions,
    quotes,
    rates,
    requests,
    rooms,
    standup_answers,
    standups,
    stays,
    teams,
    terms,
    workspaces,
)
from storage.tables.work import checks

# What is a means and no possession is left out: what waits to be said, who may be spoken to when, sealed votes.
OWNED = (
    *(workspaces, teams, rooms, members, memberships, configs, customers, deals, ownership, stays, helpers, history),
    *(requests, terms, checks, quotes, quote_versions, kudos, goals, rates, standups, standup_answers),
    *(ballots, nominations, imports, column_maps),
)
PARENTS = {
    memberships: (memberships.c.member, members),
    ownership: (ownership.c.deal, deals),
    stays: (stays.c.deal, deals),
    helpers: (helpers.c.deal, deals),
    terms: (terms.c.request, requests),
    checks: (checks.c.request, requests),
    quote_versions: (quote_versions.c.quote, quotes),
    standup_answers: (standup_answers.c.standup, standups),
    nominations: (nominations.c.ballot, ballots),
}
SEALED = frozenset({ballots.c.key})
LIVE_DEALS = (
    deal_queries.IN_WORKSPACE.add_columns(customers.c.name.label("customer_name"))
    .outerjoin(customers, customers.c.id == deals.c.customer)
    .where(deals.c.reverted_at.is_(None), deals.c.merged_into.is_(None))
    .order_by(deals.c.id)
)


def rows(db: Connection, table: Table, *, workspace: int) -> Iterator[RowMapping]:
    """Yield a workspace's rows of a table, without what is sealed."""
    return stream(db, _of(table), workspace=workspace)


def live_deals(db: Connection, *, workspace: int) -> Iterator[RowMapping]:
    """Yield the deals that count, each with the name of its customer."""
    return stream(db, LIVE_DEALS, workspace=workspace)


def _of(table: Table) -> Select[*tuple[object, ...]]:
    statement = select(*(column for column in table.c if column not in SEALED)).order_by(*table.primary_key.columns)
    if table in PARENTS:
        column, parent = PARENTS[table]
        return statement.join(parent, parent.c.id == column).where(parent.c.workspace == bindparam("workspace"))
    own = table.c.id if table is workspaces else table.c.workspace
    return statement.where(own == bindparam("workspace"))
