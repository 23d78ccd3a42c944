"""Whether a store's books balance: who held what, what happened, what will be looked at, what was answered."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from sales.quoting import OPEN
from sales.reminding import timers_of
from sales.values import Deal
from storage import deals
from storage.audit import verify
from storage.store import Store
from storage.tables import history, inbox, outbox, quote_versions, quotes, requests, timers, workspaces

Row = Mapping[str, Any]


def faults(store: Store, *, now: datetime | None = None, forms: Collection[int] = ()) -> list[str]:
    """Return everything that does not add up; with a moment, timers are held against it as well.

    `forms` are the inbox rows answered by a form, which exists only in the response.
    """
    with store.read() as db:
        found = {
            deal.id: deal for workspace in _rows(db, workspaces, workspaces.c.id) for deal in _deals(db, workspace)
        }
        return [
            *_audited(db),
            *_told(db, found),
            *_answers(db, forms),
            *_requests(db),
            *_quotes(db),
            *([] if now is None else _timers(db, found, now)),
        ]


def _deals(db: Connection, workspace: Row) -> Iterator[Deal]:
    return map(deals.read, db.execute(deals.IN_WORKSPACE, {"workspace": workspace["id"]}).mappings())


def _audited(db: Connection) -> Iterator[str]:
    yield from (f"{one.kind} {one.called}: {one.what} {one.row or one.about}" for one in verify(db).findings)


def _told(db: Connection, found: Mapping[int, Deal]) -> Iterator[str]:
    """Each change of a deal begins where the last one ended, and there is one for each of its revisions."""
    for (kind, id), rows in _by(_rows(db, history, history.c.no), "subject_kind", "subject").items():
        if kind != "deal":
            continue
        first = json.loads(rows[0]["payload"])["first"]
        state: dict[str, object] = defaultdict(lambda: None, first)
        for row in rows[1:]:
            for name, (before, after) in json.loads(row["payload"])["fields"].items():
                if (state[name] or None) != (before or None):
                    yield f"{found[id].code}: {name} was {state[name]!r}, row {row['no']} says {before!r}"
                state[name] = after
        if found[id].rev != found[id].history_no:
            yield f"{found[id].code}: rev {found[id].rev} after {found[id].history_no} changes"


def _answers(db: Connection, forms: Collection[int]) -> Iterator[str]:
    """Every delivery taken has exactly one answer, and every change by a person came by a delivery."""
    answered = defaultdict(int)
    for row in _rows(db, outbox, outbox.c.id):
        if row["inbox"] is not None and row["key"] == f"answer:{row['inbox']}":
            answered[row["inbox"]] += 1
    taken = {row["id"] for row in _rows(db, inbox, inbox.c.id)}
    yield from (f"inbox {id}: {answered[id]} answers" for id in taken - set(forms) if answered[id] != 1)
    yield from (f"inbox {id}: answered, but never taken" for id in answered.keys() - taken)
    for row in _rows(db, history, history.c.no):
        if row["who"] is not None and row["via"] not in taken:
            yield f"{row['subject_kind']} {row['subject']}: row {row['no']} came by no delivery"


def _requests(db: Connection) -> Iterator[str]:
    """What is open has a timer that will see to its end; what has ended says when."""
    watched = {row["subject"] for row in _rows(db, timers, timers.c.id) if row["subject_kind"] == "request"}
    for row in _rows(db, requests, requests.c.id):
        if (row["state"] == "open") != (row["closed_at"] is None):
            yield f"{row['code']}: {row['state']}, closed at {row['closed_at']}"
        if (row["state"] == "open") != (row["id"] in watched):
            yield f"{row['code']}: {row['state']}, and its timer says otherwise"


def _quotes(db: Connection) -> Iterator[str]:
    """A quote waits for what its state says, an offer that holds is watched, and its total is that of its lines."""
    asked = _by((row for row in _rows(db, requests, requests.c.id) if row["state"] == "open"), "quote")
    offers = _by(_rows(db, quote_versions, quote_versions.c.no), "quote")
    watched = {row["subject"] for row in _rows(db, timers, timers.c.id) if row["kind"] == "quote_valid"}
    for row in _rows(db, quotes, quotes.c.id):
        kinds, state, versions = {one["kind"] for one in asked[row["id"]]}, row["state"], offers[row["id"]]
        if kinds != {"asked": {"quote"}, "approval": {"approval"}}.get(state, set()):
            yield f"{row['code']}: {state}, and waits for {kinds}"
        if (row["closed_at"] is None) != (state in OPEN):
            yield f"{row['code']}: {state}, closed at {row['closed_at']}"
        if (row["id"] in watched) != (state in OPEN and state != "asked"):
            yield f"{row['code']}: {state}, and its timer says otherwise"
        if [one["no"] for one in versions] != list(range(1, row["version"] + 1)):
            yield f"{row['code']}: {row['version']} versions, kept are {versions}"
        for one in versions:
            before = sum(quantity * unit for _, quantity, unit in one["lines"])
            if abs(before * (10_000 - one["discount"]) - one["total"] * 10_000) > 5_000:
                yield f"{row['code']} v{one['no']}: {before} less {one['discount']} is not {one['total']}"


def _timers(db: Connection, found: Mapping[int, Deal], now: datetime) -> Iterator[str]:
    """What is still to come has its timer at its moment; what a deal does not want has none."""
    rows = list(_rows(db, timers, timers.c.id))
    set_for = {(row["subject"], row["kind"]): row for row in rows if row["subject_kind"] == "deal"}
    for deal in found.values():
        wanted = timers_of(deal)
        for kind in ("first_contact", "next_step"):
            row = set_for.get((deal.id, kind))
            due = wanted.get(kind)
            if due is None and row is not None:
                yield f"{deal.code}: a {kind} timer nobody wants"
            if due is not None and due > now and (row is None or row["due"] != due or row["held_for"] or row["step"]):
                yield f"{deal.code}: {kind} is due {due}, its timer says {row and dict(row)}"
    nudged = {row["subject"] for row in rows if row["kind"] == "nudge"}
    yield from (
        f"timer {row['id']}: held for {row['held_for']}, who will not be nudged"
        for row in rows
        if row["held_for"] is not None and row["held_for"] not in nudged
    )


def _rows(db: Connection, table: Table, order: object) -> Iterator[Row]:
    yield from db.execute(select(table).order_by(order)).mappings()


def _by(rows: Iterable[Row], *names: str) -> defaultdict[Any, list[Row]]:
    """Group rows by one column, or by several."""
    grouped: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)].append(row)
    return grouped
