"""Every table of Baton; a change here needs a migration, which a test compares."""

from storage.tables.columns import metadata
from storage.tables.deals import anchors, customers, deals, history, names, ownership, stays
from storage.tables.intake import column_maps, imports
from storage.tables.local import local_lines, local_posts
from storage.tables.numbers import goals, rates
from storage.tables.people import (
    bindings,
    codes,
    configs,
    counters,
    doors,
    installs,
    members,
    memberships,
    rooms,
    states,
    teams,
    unreachable,
    visitors,
    webhooks,
    workspaces,
)
from storage.tables.talk import inbox, leases, limits, outbox, timers, tokens
from storage.tables.team import ballots, kudos, nominations, papers, standup_answers, standups
from storage.tables.work import checks, helpers, quote_versions, quotes, requests, terms

__all__ = [
    "anchors",
    "ballots",
    "bindings",
    "checks",
    "codes",
    "column_maps",
    "configs",
    "counters",
    "customers",
    "deals",
    "doors",
    "goals",
    "helpers",
    "history",
    "imports",
    "inbox",
    "installs",
    "kudos",
    "leases",
    "limits",
    "local_lines",
    "local_posts",
    "members",
    "memberships",
    "metadata",
    "names",
    "nominations",
    "outbox",
    "ownership",
    "papers",
    "quote_versions",
    "quotes",
    "rates",
    "requests",
    "rooms",
    "standup_answers",
    "standups",
    "states",
    "stays",
    "teams",
    "terms",
    "timers",
    "tokens",
    "unreachable",
    "visitors",
    "webhooks",
    "workspaces",
]
