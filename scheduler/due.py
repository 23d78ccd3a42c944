"""One thing that fell due, and what a look at it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from handlers.turn import calendar_of
from sales.calendar import WorkCalendar
from sales.config import Config
from sales.quoting import Quote
from sales.requesting import is_for
from sales.values import Deal, Member, Request, Subject, Team, Workspace
from storage import changes, members
from storage.history import Origin
from storage.sealing import Seals
from storage.timers import Timer
from templates.voice import Voice


@dataclass(frozen=True, slots=True)
class Due:
    """A timer that wants a look now, with what it speaks of, locked, in an open transaction."""

    db: Connection
    voice: Voice
    workspace: Workspace
    config: Config
    timer: Timer
    now: datetime
    deal: Deal | None = None
    request: Request | None = None
    quote: Quote | None = None
    seals: Seals = field(kw_only=True)

    def calendar(self, team: Team) -> WorkCalendar:
        """Return the working hours and days of a team."""
        return calendar_of(self.config.calendar, team.zone)

    def member(self, id: int) -> Member | None:
        """Return a member of the workspace."""
        return members.by_id(self.db, workspace=self.workspace.id, id=id, now=self.now)

    def change(self, before: Deal, after: Deal, what: str, *, why: str = "") -> Deal:
        """Write a changed deal, by nobody in person: with history, ownership, timers and cards."""
        origin = Origin(self.workspace.id, None, self.now)
        stored, _ = changes.change_deal(self.db, before, after, what, origin=origin, why=why)
        return stored

    def tell(
        self,
        member: Member,
        name: str,
        facts: Mapping[str, object],
        *,
        about: str,
        kind: str,
        job: str | None = None,
        concerns: Subject | None = None,
        prompt: str | None = None,
        prompt_until: datetime | None = None,
        at: datetime | None = None,
    ) -> None:
        """Say something to a member in private, once for what it is about; `at` is when it was to be said."""
        self.voice.to_member(
            self.db,
            member,
            name,
            facts,
            workspace=self.workspace.id,
            about=about,
            kind=kind,
            job=job,
            concerns=concerns,
            prompt=prompt,
            prompt_until=prompt_until,
            now=at or self.now,
        )

    def announce(
        self,
        team: Team,
        name: str,
        facts: Mapping[str, object],
        *,
        about: str,
        kind: str,
        at: datetime | None = None,
    ) -> None:
        """Say something in a team's rooms, once for what it is about; `at` is when it was to be said."""
        self.voice.to_team(
            self.db,
            team,
            name,
            facts,
            workspace=self.workspace.id,
            about=about,
            kind=kind,
            now=at or self.now,
        )

    def leaders(self, team: Team, *, but: Request | None = None) -> list[Member]:
        """Return the managers of a team, without one the directors, else the admins; but not whom a request is for."""
        everybody = members.everybody(self.db, workspace=self.workspace.id, now=self.now)
        found = list[Member]()
        for role in ("manager", "director", "admin"):
            of_role = (one for one in everybody if role in one.roles and (role != "manager" or team.id in one.teams))
            found = found or [one for one in of_role if but is None or not is_for(but, one)]
        return found

    def acting(self, id: int) -> Member | None:
        """Return who acts for a member now: whoever stands in while they are away, else themselves."""
        member = self.member(id)
        if member is not None and member.cover is not None and member.away(self.now):
            return self.member(member.cover.id) or member
        return member


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from a look: when to look again and at which step, and whom to remind; nothing = settled."""

    again_at: datetime | None = None
    step: int = 0
    remind: int | None = None
