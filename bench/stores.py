"""Filled stores to measure on: made once, then copied for each measurement."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import Connection, make_url, text

from bot import first
from bot.clock import now
from bot.local.reading import TENANT
from sales.values import Deal, Team
from storage import bindings, changes, members, schema, workspaces
from storage.history import Origin
from storage.store import Store

ZONE = "Asia/Shanghai"
CHANNEL = "east"
SLACK = "T1"
FIRST_CODE = 1001
MEMBERS = 200  # so that nobody comes near the most open deals a member may hold


@dataclass(frozen=True)
class Size:
    """How many people and how many deals that nobody owns."""

    members: int
    deals: int


def handle(member: int) -> str:
    """Return the handle of the n-th member, counted from 0."""
    return f"m{member:04}"


def fill(url: str, size: Size) -> None:
    """Migrate an empty store and fill it: one company, one team in one room, people, and deals in the pool."""
    schema.migrate(url)
    store = Store(url, connections=2)
    with store.write() as db:
        workspace, team = _company(db)
        hire(db, workspace, team, range(size.members))
        lay_in_pool(db, workspace, team, size.deals)
    store.close()


def _company(db: Connection) -> tuple[int, Team]:
    workspace = first.workspace(db, name="Bench", zone=ZONE, language="en", currency="CNY", now=now())
    team = workspaces.add_team(db, workspace=workspace, name="East", zone=ZONE, language="en")
    workspaces.add_room(
        db,
        workspace=workspace,
        team=team,
        door="local",
        tenant=TENANT,
        channel=CHANNEL,
        name="East",
        language="en",
    )
    return workspace, Team(team, "East", ZONE, "en")


def team_of(db: Connection, workspace: int) -> Team:
    """Return the one team there is."""
    (team,) = workspaces.all_teams(db, workspace=workspace)
    return team


def hire(db: Connection, workspace: int, team: Team, numbers: range) -> None:
    """Make members, each bound to the local chat as the demo's are."""
    for number in numbers:
        workspaces.add_member(
            db,
            workspace=workspace,
            handle=handle(number),
            name=f"Rep number {number:04}",
            roles={"rep": "2026-01-01"},
            teams_of=[team.id],
            language="en",
            zone=ZONE,
            users=[("local", TENANT, handle(number))],
            now=now(),
        )


def lay_in_pool(db: Connection, workspace: int, team: Team, count: int) -> None:
    """Make deals that nobody owns, as an import does: with history, without cards."""
    at = now()
    for number in range(count):
        deal = Deal(id=0, code="", title=f"Customer {number:05}", team=team, stage="new", stage_since=at, created_at=at)
        changes.create_deal(db, deal, origin=Origin(workspace, None, at))


def enter_slack(url: str) -> None:
    """Let everybody be in Slack as well, under their handle, and the team in a channel there."""
    store = Store(url, connections=1)
    with store.write() as db:
        ours = workspaces.of_door(db, door="local", tenant=TENANT)
        assert ours is not None
        workspaces.open_door(db, workspace=ours.id, door="slack", tenant=SLACK)
        workspaces.add_room(
            db,
            workspace=ours.id,
            team=team_of(db, ours.id).id,
            door="slack",
            tenant=SLACK,
            channel=CHANNEL,
            name="East",
            language="en",
        )
        for member in members.everybody(db, workspace=ours.id, now=now()):
            bindings.bind(db, workspace=ours.id, member=member.id, door="slack", tenant=SLACK, user=member.handle)
    store.close()


@dataclass
class Stores:
    """Stores of one size, copied from one template for each kind of database."""

    folder: Path
    postgres: str
    size: Size
    _templates: dict[str, str] = field(default_factory=dict)

    def kinds(self) -> tuple[str, ...]:
        """Return the databases there are to measure on."""
        return ("sqlite", "postgres") if self.postgres else ("sqlite",)

    @contextmanager
    def fresh(self, kind: str) -> Iterator[str]:
        """Yield the URL of a new copy; it is gone afterwards."""
        with self._file() if kind == "sqlite" else self._database() as url:
            yield url

    @contextmanager
    def empty(self, kind: str) -> Iterator[str]:
        """Yield the URL of a store without any table; it is gone afterwards."""
        name = f"empty_{uuid4().hex}"
        if kind == "sqlite":
            yield f"sqlite:///{self.folder / name}.db"
            return
        self._run(f"CREATE DATABASE {name}")
        yield self._at(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def _file(self) -> Iterator[str]:
        template = self.folder / f"template-{self.size.members}-{self.size.deals}.db"
        if not template.exists():
            fill(f"sqlite:///{template}", self.size)
        path = self.folder / f"{uuid4().hex}.db"
        shutil.copy(template, path)
        try:
            yield f"sqlite:///{path}"
        finally:
            for left in self.folder.glob(f"{path.stem}.*"):
                left.unlink()

    @contextmanager
    def _database(self) -> Iterator[str]:
        if "postgres" not in self._templates:
            template = self._templates["postgres"] = f"template_{uuid4().hex}"
            self._run(f"CREATE DATABASE {template}")
            fill(self._at(template), self.size)
            self._run("VACUUM ANALYZE", database=template)
        name = f"bench_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._templates['postgres']}")
        try:
            yield self._at(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _at(self, database: str) -> str:
        return make_url(self.postgres).set(database=database).render_as_string(hide_password=False)

    def _run(self, statement: str, *, database: str | None = None) -> None:
        url = make_url(self.postgres).set(drivername="postgresql")
        url = url if database is None else url.set(database=database)
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as db:
            db.execute(statement.encode())


def durable(url: str) -> dict[str, str]:
    """Return the settings that decide whether an acknowledged commit survives a power cut."""
    store = Store(url, connections=1)
    names = ("journal_mode", "synchronous") if store.sqlite else ("fsync", "synchronous_commit", "full_page_writes")
    say = "PRAGMA {}" if store.sqlite else "SHOW {}"
    with store.read() as db:
        found = {name: str(db.execute(text(say.format(name))).scalar_one()) for name in names}
    store.close()
    return found
