"""What a list shows: whose deals, on whose clock, of which period; and who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from handlers.language.words import Words
from handlers.turn import Reply, Turn, calendar_of
from sales.config import Config
from sales.periods import Period, now_in
from sales.rates import Rates
from sales.refusal import Refused
from sales.staleness import WorkedDays
from sales.values import Deal, Person, Team, Workspace
from storage import deals, rates, workspaces
from storage.lists import Scope

EVERYBODY = "*"
ON_A_PAGE = 10
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class View:
    """A look at the deals of some teams, or of one person there, by the clock of whom it is about."""

    db: Connection
    workspace: Workspace
    config: Config
    now: datetime
    teams: tuple[Team, ...]
    zone: ZoneInfo
    person: Person | None = None
    period: Period | None = None
    named: bool = False
    past: tuple[Team, ...] = ()

    @property
    def counted(self) -> tuple[Team, ...]:
        """The teams whose deals count: those shown, and those that were removed since."""
        return (*self.teams, *self.past)

    @property
    def scope(self) -> Scope:
        """Whose deals the store is asked for."""
        owner = None if self.person is None else self.person.id
        return Scope(self.workspace.id, tuple(team.id for team in self.counted), owner)

    @property
    def rates(self) -> Rates:
        """The workspace's rates."""
        return rates.of(self.db, self.workspace)

    @property
    def worked(self) -> dict[int, WorkedDays]:
        """For each team the count of its working days until now."""
        zones = {team.zone for team in self.counted}
        counts = {zone: WorkedDays(calendar_of(self.config.calendar, zone), self.now) for zone in zones}
        return {team.id: counts[team.zone] for team in self.counted}

    def line(self, word: str, *, own: bool = False) -> str:
        """Return the command line that shows the same view: whose, and of which period when one was named."""
        whose = f"m{self.person.id}" if self.person else f"t{self.teams[0].id}" if len(self.teams) == 1 else ""
        period = self.period.key if self.period and self.named else ""
        return " ".join(filter(None, (word, "" if own else whose, period)))

    def of(self, unit: str) -> "View":
        """Return the view with a period: the one that was named, else the present week, month, quarter or year."""
        return self if self.period else replace(self, period=now_in(unit, self.now, self.zone))

    def span(self) -> dict[str, datetime]:
        """Return from when to when the period lasts, on the view's clock."""
        assert self.period is not None
        return {"since": self.period.since(self.zone), "until": self.period.until(self.zone)}


@dataclass(frozen=True, slots=True)
class Page:
    """How many rows a list has, how many follow those shown, and the line that shows these."""

    count: int
    rest: int
    next: str = ""


def view_of(turn: Turn, words: Words, *, own: bool = False, leading: bool = False) -> View:
    """Return the view that is asked for: by default one's own teams, in a room the room's; refuse what is not theirs.

    `own` looks at the speaker's deals wherever they are; `leading` shows people to those who lead them, else oneself.
    """
    seen = visible_teams(turn)
    who = turn.member.id if own else words.who
    if leading and who is None and words.team is None and not leads_all(turn, seen):
        who = turn.member.id
    base = View(
        turn.db,
        turn.workspace,
        turn.config,
        turn.now,
        seen,
        ZoneInfo(turn.workspace.zone),
        period=words.period,
        named=words.period is not None,
    )
    if who is not None:
        return _of_person(turn, who, base, leading=leading)
    return _of_teams(turn, words.team, base, leading=leading)


def _of_person(turn: Turn, who: int, base: View, *, leading: bool) -> View:
    if who == turn.member.id:
        everywhere = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
        zone = ZoneInfo(turn.member.zone)
        return replace(base, teams=everywhere, past=_past(turn), person=turn.member.person, zone=zone)
    person = turn.colleague(who)
    shared = tuple(team for team in base.teams if team.id in person.teams)
    if not shared and "director" not in turn.member.roles:
        raise Refused("list_not_yours", name=person.name)
    if leading and not leads(turn, shared):
        raise Refused("list_not_yours", name=person.name)
    return replace(base, person=person.person, zone=ZoneInfo(person.zone))


def _of_teams(turn: Turn, name: str | None, base: View, *, leading: bool) -> View:
    teams = base.teams
    past: tuple[Team, ...] = ()
    if name is not None and name != EVERYBODY:
        teams = (team_named(turn, name),)
        if teams[0] not in base.teams:
            raise Refused("list_not_yours", name=teams[0].name)
    elif name is None and turn.room is not None and any(team.id == turn.room.team for team in teams):
        teams = tuple(team for team in teams if team.id == turn.room.team)
    elif "director" in turn.member.roles:
        past = _past(turn)
    if not teams:
        raise Refused("list_without_team")
    if leading and not leads(turn, teams):
        raise Refused("list_not_yours", name=teams[0].name)
    zone = teams[0].zone if len({team.zone for team in teams}) == 1 else turn.workspace.zone
    return replace(base, teams=teams, zone=ZoneInfo(zone), past=past)


def _past(turn: Turn) -> tuple[Team, ...]:
    return workspaces.past_teams(turn.db, workspace=turn.workspace.id)


def visible_teams(turn: Turn) -> tuple[Team, ...]:
    """Return the teams whose numbers the speaker may see: their own; a director's are all."""
    teams = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
    return tuple(team for team in teams if "director" in turn.member.roles or team.id in turn.member.teams)


def leads(turn: Turn, teams: Sequence[Team]) -> bool:
    """Whether the speaker leads one of these teams."""
    if "director" in turn.member.roles:
        return True
    return "manager" in turn.member.roles and any(team.id in turn.member.teams for team in teams)


def leads_all(turn: Turn, teams: Sequence[Team]) -> bool:
    """Whether the speaker leads what they see when they name nobody."""
    return bool(teams) and leads(turn, teams)


def team_named(turn: Turn, name: str) -> Team:
    """Return the team that is called so: by its token, its name, or a part of it that no other has."""
    teams = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
    asked = name.casefold()
    exact = [team for team in teams if asked in (team.name.casefold(), f"t{team.id}")]
    found = exact or [team for team in teams if asked in team.name.casefold()]
    if len(found) != 1:
        raise Refused("list_unknown_name", name=name[:60], teams=visible_teams(turn))
    return found[0]


def reply(turn: Turn, view: View, name: str, facts: dict[str, object]) -> Reply:
    """Answer with a list: to the room only where everything in it is the room's team's."""
    here = turn.room is not None and {team.id for team in view.teams} <= {turn.room.team}
    return Reply(name, facts | {"view": view}, private=not here)


def page_of(rows: Sequence[Row], no: int | None, line: str = "") -> tuple[Sequence[Row], Page]:
    """Return the rows of a page, and how to see more; a page beyond the end is the last."""
    start, page = page_at(len(rows), no, line)
    return rows[start : start + ON_A_PAGE], page


def page_at(count: int, no: int | None, line: str) -> tuple[int, Page]:
    """Return where a page of so many rows begins, and how to see more; a page beyond the end is the last."""
    last = max(1, -(-count // ON_A_PAGE))
    page = min(max(no or 1, 1), last)
    end = page * ON_A_PAGE
    rest = max(0, count - end)
    return end - ON_A_PAGE, Page(count, rest, f"{line} page {page + 1}" if rest else "")


def deals_of(view: View, ids: Sequence[int]) -> dict[int, Deal]:
    """Return the deals of a page by id, in one query."""
    return {deal.id: deal for deal in deals.named(view.db, workspace=view.workspace.id, ids=ids)}
