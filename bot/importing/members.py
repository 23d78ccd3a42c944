"""Rows become members: with their teams, which are made with a room, and their managers, who are made as such."""

import re
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import available_timezones

from sqlalchemy import Connection

from bot.importing import cells as read
from bot.importing.answers import Answer, difference
from bot.importing.job import Begin, Job, Row
from bot.importing.people import People
from bot.importing.refusal import RowRefused
from bot.local.reading import TENANT
from handlers.language.typed.slots import EMAIL, LANGUAGES
from handlers.rights import ROLES
from sales import hiring as rules
from sales.clean import clean_line
from sales.hiring import Colleague, MemberRow
from sales.names import person_key
from sales.staffing import role_named
from sales.values import Team
from storage import staff, workspaces
from storage.history import Origin

LISTED = re.compile(r"[;；、|\n]")
SHOWN = ("name", "aliases", "roles", "language", "zone", "email", "phone")


class MemberIntake:
    """Takes members in, a stretch of rows at a time."""

    def __init__(self, job: Job) -> None:
        if "name" not in job.layout.at:
            raise job.unknown("who it is: a name")
        self._job = job
        self._order = job.order("started")
        self._twins = _twins(job)
        self._managed = _managed(job)
        self._rows_of = {person_key(row.cells.get("name", "")) for row in job.rows}
        self.forget()

    def forget(self) -> None:
        """Look everything up anew."""
        self._people: People | None = None
        self._doors: list[tuple[str, str]] = []

    def take(
        self, db: Connection, rows: Sequence[Row], begin: Begin | None
    ) -> tuple[list[Answer], dict[str, list[object]]]:
        """Answer rows and write what follows, unless there is nothing to begin; return what the batch shall remember as well."""
        self._people = self._people or People(db, self._job.workspace.id)
        self._doors = self._doors or staff.doors_of(db, workspace=self._job.workspace.id)
        hired: list[object] = []
        answers = [self._answer(db, row, begin, hired) for row in rows]
        return answers, {"members": hired}

    def _answer(self, db: Connection, row: Row, begin: Begin | None, hired: list[object]) -> Answer:
        try:
            if row.trouble:
                raise RowRefused(row.trouble)
            first = self._twins.get(row.number)
            if first is not None:
                raise RowRefused(f"row {first} is the same person: put both teams into one cell, as in East; West")
            before, doubt = self._known(row)
            if doubt:
                return Answer(row.number, "asked", "", doubt)
            if before is not None and self._job.repeated and before.active:
                return Answer(row.number, "unchanged", before.handle)
            notes: list[str] = []
            said = self._said(db, row, begin, notes)
            if before is not None and before != self._sure(row, (said.email or "").casefold()):
                said = replace(said, name=before.name)  # who was found by a name keeps the one they have
            notes += self._manager(db, row, begin, hired)
        except RowRefused as refused:
            return Answer(row.number, "refused", "", str(refused))
        after, kind, changed = self._store(db, before, said, begin, hired)
        return Answer(row.number, kind, after.handle, "; ".join(filter(None, (changed, *notes))))

    @property
    def _known_people(self) -> People:
        if self._people is None:
            raise ValueError("nobody was looked up yet")
        return self._people

    def _known(self, row: Row) -> tuple[Colleague | None, str]:
        """The member a row means, none for somebody new, or what must be asked first."""
        people = self._known_people
        email = row.cells.get("email", "").casefold()
        if sure := self._sure(row, email):
            return sure, ""
        found = people.called(clean_line(row.cells.get("name", "")))
        if len(found) > 1:
            names = ", ".join(f"{one.name} ({one.email or one.handle})" for one in found)
            return None, f"may be {names}: give the row the e-mail"
        if found and email and found[0].email:
            other = found[0]
            return None, f"may be {other.name}, whose e-mail is {other.email}: change one of the two, name or e-mail"
        return (found[0] if found else None), ""

    def _sure(self, row: Row, email: str) -> Colleague | None:
        """Whom e-mail, platform or handle name beyond doubt."""
        return self._known_people.sure(email, *sorted(self._users(row, [])), row.cells.get("handle"))

    def _store(
        self, db: Connection, before: Colleague | None, said: MemberRow, begin: Begin | None, hired: list[object]
    ) -> tuple[Colleague, str, str]:
        now = self._job.clock()
        people = self._known_people
        today = now.date().isoformat()
        origin = Origin(self._job.workspace.id, None, now)
        if before is None:
            taken = [one.handle for one in people.all.values()]
            zone, language = self._job.zone.key, self._job.workspace.language
            after = rules.hire(said, taken=taken, language=language, zone=zone, today=today)
            after = replace(after, users=after.users | {("local", TENANT, after.handle)})
            if begin is not None:
                after = staff.add(db, after, origin=origin, what="imported", why=begin().file)
                hired.append(after.id)
            else:
                after = replace(after, id=-len(people.all) - 1)
            people.add(after)
            return after, "created", ""
        after = rules.tell(before, said, today=today)
        if after == before:
            return before, "unchanged", ""
        if begin is not None and after.id > 0:
            staff.change(db, before, after, origin=origin, what="imported", why=begin().file)
        people.add(after)
        return after, "merged", self._difference(before, after)

    def _difference(self, before: Colleague, after: Colleague) -> str:
        parts = [difference(before, after, SHOWN, self._job.zone)]
        if before.teams != after.teams:
            old, new = (", ".join(self._names(one)) or "nothing" for one in (before, after))
            parts.append(f"team {old} → {new}")
        if after.users - before.users:
            parts.append("another way to reach them")
        return "; ".join(filter(None, ("" if before.active else "is there again", *parts)))

    def _names(self, one: Colleague) -> list[str]:
        return sorted(self._known_people.teams[team].name for team in one.teams)

    def _said(self, db: Connection, row: Row, begin: Begin | None, notes: list[str]) -> MemberRow:
        """Read every cell of a row."""
        name = clean_line(row.cells.get("name", ""))
        if not person_key(name):
            raise RowRefused("name: is empty")
        if len(name) > 100:
            raise RowRefused(f"name: has {len(name)} signs, at most 100 are kept")
        email = row.cells.get("email")
        if email is not None and not EMAIL.fullmatch(email):
            raise RowRefused(f"email: {email!r} is no e-mail address")
        roles = tuple(dict.fromkeys(_role(part) for part in _parts(row, "roles")))
        zone, language = _zone(row), _language(row)
        started = row.cells.get("started")
        day = read.moment(started, name="started", zone=self._job.zone, order=self._order) if started else None
        teams = [self._team(db, name, zone, begin) for name in _parts(row, "team")]
        if not teams and len(self._known_people.teams) == 1 and self._known(row)[0] is None:
            teams = list(self._known_people.teams.values())
        led = [self._team(db, team, zone, begin) for team in sorted(self._managed.get(person_key(name), ()))]
        return MemberRow(
            name=name,
            aliases=tuple(clean_line(part) for part in _parts(row, "aliases")),
            roles=roles,
            teams=frozenset(team.id for team in teams),
            leads=frozenset(team.id for team in led),
            language=language,
            zone=zone,
            email=email,
            phone=clean_line(row.cells["phone"]) if "phone" in row.cells else None,
            started=day.astimezone(self._job.zone).date().isoformat() if day else None,
            handle=row.cells.get("handle"),
            users=self._users(row, notes),
        )

    def _manager(self, db: Connection, row: Row, begin: Begin | None, hired: list[object]) -> list[str]:
        """See to the manager a row names: made where nobody is called so, led teams added where somebody is."""
        cell = row.cells.get("manager")
        if cell is None or person_key(cell) in self._rows_of:  # who has a row of their own is told of there
            return []
        called = self._known_people.called(cell)
        found = [one for one in called if one.active] or called
        if len(found) > 1:
            raise RowRefused(f"manager: {cell} may be {', '.join(one.handle for one in found)}: write one's e-mail")
        led = sorted(self._managed.get(person_key(cell), ()))
        teams = frozenset(self._team(db, team, None, begin).id for team in led)
        chief = MemberRow(name=found[0].name if found else clean_line(cell), leads=teams, roles=("manager",))
        after, kind, _ = self._store(db, found[0] if found else None, chief, begin, hired)
        return [f"manager {after.name} created"] if kind == "created" else []

    def _team(self, db: Connection, name: str, zone: str | None, begin: Begin | None) -> Team:
        """The team of this name; a new one has a room of the local chat, so that it can be tried at once."""
        people = self._known_people
        known = next((team for team in people.teams.values() if team.name.casefold() == name.casefold()), None)
        if known is not None:
            return known
        job = self._job
        team = Team(-len(people.teams) - 1, name, job.teams_zone or zone or job.zone.key, job.workspace.language)
        if begin is not None:
            team = replace(
                team,
                id=workspaces.add_team(
                    db, workspace=job.workspace.id, name=name, zone=team.zone, language=team.language
                ),
            )
            self._add_room(db, team)
        people.teams[team.id] = team
        return team

    def _add_room(self, db: Connection, team: Team) -> None:
        workspaces.add_room(
            db,
            workspace=self._job.workspace.id,
            team=team.id,
            door="local",
            tenant=TENANT,
            channel=f"team-{team.id}",
            name=team.name,
            language=team.language,
        )

    def _users(self, row: Row, notes: list[str]) -> frozenset[tuple[str, str, str]]:
        """Who they are at the doors of the workspace; an id of a door that is not open yet waits for the next import."""
        users = set()
        for name, prefix in (("slack_id", "slack"), ("wecom_id", "wecom")):
            if name not in row.cells:
                continue
            open_doors = [(door, tenant) for door, tenant in self._doors if door.startswith(prefix)]
            users |= {(door, tenant, row.cells[name]) for door, tenant in open_doors}
            if not open_doors:
                notes.append(f"{name} is not kept: {prefix} is not connected yet, import again once it is")
        return frozenset(users)


def _twins(job: Job) -> dict[int, int]:
    """The rows that speak of the same person as an earlier one, with that one."""
    first: dict[str, int] = {}
    twins = {}
    for row in job.rows:
        called = row.cells.get("email", "").casefold() or person_key(row.cells.get("name", ""))
        if called and first.setdefault(called, row.number) != row.number:
            twins[row.number] = first[called]
    return twins


def _managed(job: Job) -> dict[str, set[str]]:
    """Whom the file names as managers, and of which teams."""
    managed: dict[str, set[str]] = {}
    for row in job.rows:
        if "manager" in row.cells:
            managed.setdefault(person_key(row.cells["manager"]), set()).update(_parts(row, "team"))
    return managed


def _parts(row: Row, name: str) -> list[str]:
    parting = LISTED if name == "team" else read.NAMES_LISTED
    parts = (clean_line(part) for part in parting.split(row.cells.get(name, "")))
    return list(dict.fromkeys(filter(None, parts)))


def _role(word: str) -> str:
    role = role_named(word)
    if role is None:
        raise RowRefused(
            f"roles: {word!r} is none of {', '.join(ROLES)}: say what it is with --values 'roles:{word}=rep'"
        )
    return role


def _zone(row: Row) -> str | None:
    cell = row.cells.get("zone")
    if cell is None:
        return None
    wanted = cell.replace(" ", "_").casefold()
    found = next((name for name in available_timezones() if name.casefold() == wanted), None)
    if found is None:
        raise RowRefused(f"zone: {cell!r} is no time zone: write it as Asia/Shanghai or America/New_York")
    return found


def _language(row: Row) -> str | None:
    cell = row.cells.get("language")
    if cell is None:
        return None
    wanted = cell.casefold().partition("-")[0].partition("_")[0]
    found = next((key for key, words in LANGUAGES.items() if wanted in words), None)
    if found is None:
        raise RowRefused(f"language: {cell!r} is neither zh nor en")
    return found
