"""One thing that fell due, and what a look at it leads to."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from handlers.turn import calendar_of
from sales.calendar import WorkCalendar
from sales.config import Config
from sales.values import Deal, Member, Request, Team, Workspace
from storage import members
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
    seals: Seals = field(kw_only=True)

    def calendar(self, team: Team) -> WorkCalendar:
        """Return the working hours and days of a team."""
        return calendar_of(self.config.calendar, team.zone)

    def member(self, id: int) -> Member | None:
        """Return a member of the workspace."""
        return members.by_id(self.db, workspace=self.workspace.id, id=id, now=self.now)

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
