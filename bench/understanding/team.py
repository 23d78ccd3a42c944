"""The team of the fixture in a store of its own: people, deals, quotes, the award, and a card of each deal in each room."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update

from bot.local.reading import TENANT
from sales.goals import Goal
from sales.money import money
from sales.periods import now_in
from sales.quoting import Line, Version, Wanted
from sales.standup import Answer
from sales.values import Deal, Person, Team
from storage import ballots, changes, counters, goals, outbox, quotes, requests, standups, tables, workspaces
from storage.history import Origin
from storage.outbox import Saying
from storage.sealing import Seals

HALL = "hall"
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Told:
    """What a message of an entry needs to know of the store it goes to."""

    now: datetime
    zone: str
    rooms: Mapping[str, str]
    threads: Mapping[tuple[str, str], int]
    people: Mapping[str, int]
    standups: Mapping[str, str]
    workspace: int


def fill(db: Connection, fixture: Mapping[str, Any], seals: Seals) -> Told:
    """Write the fixture into an empty store."""
    now = datetime.fromisoformat(fixture["now"])
    return _Filling(db, fixture, now).all(seals)


class _Filling:
    def __init__(self, db: Connection, fixture: Mapping[str, Any], now: datetime) -> None:
        self.db = db
        self.fixture = fixture
        self.now = now
        self.zone = str(fixture["tz"])
        org = fixture["org"]
        self.workspace = workspaces.create(
            db,
            name=org["name"],
            zone=self.zone,
            language="zh",
            currency=org["base_currency"],
            doors_open=[("local", TENANT)],
            now=now,
        )
        self.teams: dict[str, Team] = {}
        self.people: dict[str, Person] = {}
        self.deals: dict[str, Deal] = {}
        self.threads: dict[tuple[str, str], int] = {}
        self.posts = 0

    def all(self, seals: Seals) -> Told:
        """Write everything; return what messages need."""
        rooms = self._members()
        for code, deal in self.fixture.get("deals", {}).items():
            self._deal(code, deal)
        for code, quote in self.fixture.get("quotes", {}).items():
            self._quote(code, quote)
        for code, award in self.fixture.get("awards", {}).items():
            self._award(code, award, seals)
        people = {handle: person.id for handle, person in self.people.items()}
        asked = {name: self._standup(team) for name, team in self.teams.items()}
        return Told(self.now, self.zone, rooms, self.threads, people, asked, self.workspace)

    def _members(self) -> dict[str, str]:
        """Make teams, rooms and people; return the room each speaks in."""
        self._room(HALL, None)
        rooms = {}
        for handle, one in self.fixture["members"].items():
            team = one.get("team")
            if team and team not in self.teams:
                id = workspaces.add_team(self.db, workspace=self.workspace, name=team, zone=self.zone, language="zh")
                self.teams[team] = Team(id, team, self.zone, "zh")
                self._room(team, id)
            id = workspaces.add_member(
                self.db,
                workspace=self.workspace,
                handle=handle,
                name=one["name"],
                roles={one["role"]: one.get("joined", "2026-01-01")},
                teams_of=[self.teams[team].id] if team else [],
                language="en" if one["name"].isascii() else "zh",
                zone=self.zone,
                aliases=one.get("alias", ()),
                users=[("local", TENANT, handle)],
                now=self.now,
            )
            self.people[handle] = Person(id, one["name"])
            if currency := one.get("goal_currency"):
                self._goal(self.people[handle], currency)
            rooms[handle] = team or HALL
        return rooms

    def _goal(self, person: Person, currency: str) -> None:
        """Let somebody have had a goal in the currency theirs are in."""
        period = now_in("month", self.now - SOON, ZoneInfo(self.zone))
        had = Goal("member", person.id, person.name, "value", period, money(Decimal(1), currency).minor, currency)
        goals.put(self.db, had, None, origin=Origin(self.workspace, None, self.now - SOON))

    def _room(self, name: str, team: int | None) -> None:
        workspaces.add_room(
            self.db,
            workspace=self.workspace,
            team=team,
            door="local",
            tenant=TENANT,
            channel=name,
            name=name,
            language="zh",
        )

    def _deal(self, code: str, one: Mapping[str, Any]) -> None:
        owner, (units, currency) = one.get("owner"), one["amount"]
        team = self._team(one)
        created = datetime.fromisoformat(f"{one.get('created', '2026-11-20')}T10:00+08:00")
        touched = datetime.fromisoformat(f"{one.get('last_touch', '2026-11-20')}T10:00+08:00")
        owned = owner is not None
        stage, since = one["stage"], min(created, touched)
        deal = Deal(
            id=0,
            code=code,
            title=one["name"],
            aliases="; ".join(one.get("alias", ())),
            team=team,
            stage=stage,
            stage_since=since,
            created_at=since,
            owner=self.people[owner] if owner else None,
            amount=None if units is None else money(Decimal(units), currency),
            claimed_at=created if owned else None,
            contacted_at=touched if owned and stage != "new" else None,
        )
        self._next(code, "deal")
        stored = changes.create_deal(self.db, deal, origin=Origin(self.workspace, deal.owner, since))
        self.deals[code] = stored
        self._cards(stored)

    def _team(self, one: Mapping[str, Any]) -> Team:
        """The team of a deal is its owner's; a pooled one lies where its currency is earned."""
        owner = one.get("owner")
        team = self.fixture["members"][owner].get("team") if owner else None
        foreign = one["amount"][1] != self.fixture["org"]["base_currency"] and "US" in self.teams
        return self.teams[team or ("US" if foreign else next(iter(self.teams)))]

    def _cards(self, deal: Deal) -> None:
        """Let the deal's card stand in every room, for its thread to hang on."""
        rows = self.db.execute(select(tables.rooms.c.id, tables.rooms.c.channel)).all()
        for room, channel in rows:
            self.posts += 1
            row = outbox.say(self.db, self._said(f"card:{deal.code}:{channel}", "card", room=room, about=deal))
            sent = update(tables.outbox).where(tables.outbox.c.id == row)
            self.db.execute(sent, {"message": str(self.posts), "sent_at": self.now})
            self.threads[channel, deal.code] = self.posts

    def _said(self, key: str, kind: str, *, room: int | None = None, about: Deal | None = None) -> Saying:
        return Saying(
            self.workspace,
            key,
            kind,
            "local",
            TENANT,
            key,
            "zh",
            self.now,
            room=room,
            about_kind=None if about is None else "deal",
            about=None if about is None else about.id,
            state="sent",
        )

    def _quote(self, code: str, one: Mapping[str, Any]) -> None:
        """Let a quote wait for its approver, as presales offered it."""
        deal = self.deals[one["lead"]]
        author = next(
            self.people[handle] for handle, who in self.fixture["members"].items() if who["role"] == "presales"
        )
        origin = Origin(self.workspace, author, self.now)
        self._next(code, "quote")
        asked = quotes.open_one(self.db, origin=origin, deal=deal.id, asker=deal.owner or author, wanted=Wanted())
        total = money(Decimal(one["amount"][0]), one["amount"][1])
        version = Version(1, (Line("标准版", 1, total),), 0, total, "", self.now + SOON, author, self.now)
        quotes.offer(self.db, asked, version)
        offered = replace(asked, state="approval", version=1, author=author, valid_until=version.valid_until)
        quotes.change(self.db, offered, workspace=self.workspace, look_at=None, now=self.now)
        requests.open_one(
            self.db,
            origin=origin,
            kind="approval",
            deal=deal.id,
            asker=asked.asker,
            assignee=self.people[one["approver"]],
            role="manager",
            due=self.now + timedelta(hours=4),
            note="",
            quote=asked.id,
            step=1,
        )

    def _award(self, code: str, one: Mapping[str, Any], seals: Seals) -> None:
        ends = datetime.fromisoformat(f"{one['open_until']}T18:00+08:00")
        nominees = [self.people[handle] for handle in one["nominees"]]
        self._next(code, "ballot")
        ballot = ballots.open_one(
            self.db,
            origin=Origin(self.workspace, None, self.now),
            title=one["title"],
            team=None,
            closes_at=ends,
            reminds_at=ends - timedelta(hours=4),
            quorum=0,
            key=seals.new_key(),
        )
        for nominee in nominees:
            by = next(person for person in self.people.values() if person != nominee)
            ballots.nominate(
                self.db, ballot=ballot.id, nominee=nominee.id, by=by.id, reason="帮了大家很多", at=self.now
            )

    def _standup(self, team: Team) -> str:
        """Let a team have been asked for its stand-up just now; return what calls it in a line."""
        opened = standups.open_one(
            self.db,
            workspace=self.workspace,
            team=team,
            day=self.now.date().isoformat(),
            asked_at=self.now,
            digest_at=self.now + timedelta(hours=1),
            closes_at=self.now + timedelta(hours=24),
        )
        assert opened is not None
        members = self.fixture["members"]
        mine = [person for handle, person in self.people.items() if members[handle].get("team") == team.name]
        standups.ask(self.db, standup=opened.id, answers=[Answer(person) for person in mine])
        return f"S-{opened.id}"

    def _next(self, code: str, kind: str) -> None:
        """Let the next thing of this kind get this code."""
        last = int(code.partition("-")[2]) - 1
        if self.db.execute(select(tables.counters).where(tables.counters.c.kind == kind)).first() is None:
            self.db.execute(insert(tables.counters), {"workspace": self.workspace, "kind": kind, "last": last})
        counters.reach(self.db, workspace=self.workspace, kind=kind, last=last)


def put(db: Connection, prompt: str, *, sender: str, told: Told) -> None:
    """Put the question of an entry to its sender in private, who has not answered it yet."""
    kind, _, code = prompt.partition(":")
    if kind == "standup":
        code = told.standups.get(told.rooms[sender], "")
    asked = Saying(told.workspace, f"asked:{prompt}", "digest", "local", TENANT, prompt, "zh", told.now)
    until = told.now + timedelta(hours=9)
    beginning = f"{kind} {code}".strip()
    outbox.say(db, replace(asked, member=told.people[sender], state="sent", prompt=beginning, prompt_until=until))
