"""`baton export`: a folder with everything a company owns, in files other programs read and `baton import` reads back."""

import csv
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from sqlalchemy import Connection, RowMapping

from bot.home import home
from bot.importing.files import guarded
from bot.importing.headers import DEALS, MEMBERS
from bot.importing.refusal import FileRefused
from sales.hiring import Colleague
from sales.values import Team, Workspace
from storage import deals as deal_queries
from storage import exporting, staff, workspaces
from storage.bindings import platform_of
from storage.snapshot import snapshot
from storage.store import Store


def export(store: Store, folder: Path) -> dict[str, int]:
    """Write a workspace into a new or empty folder; return how many rows each file has."""
    with snapshot(store) as db:
        workspace = home(db)
        if workspace is None:
            raise FileRefused("the store is empty: there is nothing to export")
        _make(folder)
        people = [one for one in staff.everybody(db, workspace=workspace.id) if one.active]
        teams = {team.id: team for team in workspaces.all_teams(db, workspace=workspace.id)}
        written = {
            "members.csv": _sheet(folder / "members.csv", MEMBERS, (_member(one, people, teams) for one in people)),
            "deals.csv": _sheet(folder / "deals.csv", DEALS, _deals(db, workspace, people)),
        }
        for table in exporting.OWNED:
            name = f"{'config' if table.name == 'configs' else table.name}.json"
            written[name] = _document(folder / name, exporting.rows(db, table, workspace=workspace.id))
    return written


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileRefused(f"{folder} is not empty: name a new folder")


def _member(one: Colleague, people: Iterable[Colleague], teams: Mapping[int, Team]) -> dict[str, str]:
    ids = {platform_of(door): user for door, _, user in sorted(one.users)}
    return {
        "name": one.name,
        "aliases": "; ".join(one.aliases),
        "roles": "; ".join(one.roles),
        "team": "; ".join(sorted(teams[team].name for team in one.teams)),
        "manager": _manager(one, people),
        "zone": one.zone,
        "language": one.language,
        "email": one.email or "",
        "phone": one.phone or "",
        "slack_id": ids.get("slack", ""),
        "wecom_id": ids.get("wecom", ""),
        "started": min(one.roles.values(), default=""),
        "handle": one.handle,
    }


def _manager(one: Colleague, people: Iterable[Colleague]) -> str:
    """Who leads the only team somebody is in, if that is one person: reading it back must not widen what they lead."""
    chiefs = [other for other in people if "manager" in other.roles and other.teams & one.teams]
    return chiefs[0].name if len(one.teams) == 1 and len(chiefs) == 1 and "manager" not in one.roles else ""


def _deals(db: Connection, workspace: Workspace, people: Iterable[Colleague]) -> Iterator[dict[str, str]]:
    handles = {one.id: one.handle for one in people}
    named = Counter(one.name for one in people)
    for cells in exporting.live_deals(db, workspace=workspace.id):
        deal = deal_queries.read(cells)
        owner = deal.owner
        yield {
            "id": deal.external or "",
            "title": deal.title,
            "company": cells["customer_name"] or "",
            "owner": "" if owner is None else owner.name if named[owner.name] == 1 else handles[owner.id],
            "stage": deal.stage if deal.result == "open" else f"{deal.result}/{deal.stage}",
            "amount": "" if deal.amount is None else f"{deal.amount.units:f}",
            "currency": "" if deal.amount is None else deal.amount.currency,
            "created": _moment(deal.created_at),
            "closed": _moment(deal.closed_at),
            "next_step": deal.next_step,
            "next_at": _moment(deal.next_at),
            "close_date": _moment(deal.close_date),
            "product": deal.product,
            "source": deal.source,
            "contact": deal.contact,
            "phone": deal.phone,
            "email": deal.email,
            "reason": deal.lost_reason,
            "note": deal.note,
            "code": deal.code,
            "team": deal.team.name,
            "aliases": deal.aliases,
        }


def _moment(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _sheet(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> int:
    count = 0
    with _private(path, "utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for count, row in enumerate(rows, 1):  # noqa: B007  the last number is how many there were
            writer.writerow([guarded(row[column]) for column in columns])
    return count


def _document(path: Path, rows: Iterable[RowMapping]) -> int:
    """Write rows as a JSON list, one row a line, without holding them all in memory."""
    count = 0
    with _private(path, "utf-8") as file:
        file.write("[")
        for count, row in enumerate(rows, 1):
            file.write(f"{',' if count > 1 else ''}\n{json.dumps(dict(row), default=_plain, ensure_ascii=False)}")
        file.write("\n]\n")
    return count


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return _moment(value)
    raise TypeError(f"{type(value).__name__} is nothing an export knows")


@contextmanager
def _private(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open a new file that only its owner may read: it holds phones and mails."""
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding=encoding, newline="") as file:
        yield file
