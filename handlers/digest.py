"""The manager's day and everybody's own: put together from the store, on demand and at their times."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.language.words import Words
from handlers.rhythm import set_beat
from handlers.sheets import sheets_of
from handlers.turn import Reply, Turn, calendar_of
from sales import digest as rules
from sales import rhythm
from sales.config import Config
from sales.digest import Agenda, Away, Digest
from sales.news import changes
from sales.refusal import Refused
from sales.staleness import WorkedDays
from sales.standup import Line
from sales.values import Deal, Member, Request, Team, Workspace
from storage import deals, digests, members, requests, standups, workspaces
from storage.digests import ToSend

MOST = 5
LEADERS = frozenset({"manager", "director"})


@dataclass(frozen=True, slots=True)
class Morning:
    """What waits for somebody today."""

    agenda: Agenda
    asked: tuple[Request, ...]
    quotes: tuple[ToSend, ...]

    @property
    def count(self) -> int:
        """How many things wait."""
        return len(self.agenda.today) + len(self.agenda.overdue) + len(self.asked) + len(self.quotes)


def show_digest(turn: Turn, words: Words) -> Reply:
    """Show what your teams did today, what waits, what is at risk and who needs help; or say when to post it."""
    if words.on is not None:
        turn.must_write()
        return set_beat(turn, words, "digest")
    if not LEADERS & turn.member.roles:
        raise Refused("not_your_role", command=turn.command)
    since = calendar_of(turn.config.calendar, turn.member.zone).day_start(turn.now)
    return Reply("digest", digest_facts(turn.db, turn.workspace, turn.config, turn.member, since=since, now=turn.now))


def my_day(turn: Turn, words: Words) -> Reply:
    """Show what is due today, overdue, waiting for your answer or ready to send; or switch the morning post off."""
    if words.on is not None or words.clock is not None:
        turn.must_write()
        return _switch(turn, words.on is True)
    morning = morning_of(turn.db, turn.workspace, turn.config, turn.member, now=turn.now)
    return Reply("morning", {"morning": morning, "member": turn.member})


def mornings_off(turn: Turn, words: Words) -> Reply:
    """Have no morning post any more."""
    return _switch(turn, False)


def mornings_on(turn: Turn, words: Words) -> Reply:
    """Have what the day brings in private each working morning."""
    return _switch(turn, True)


def digest_facts(
    db: Connection, workspace: Workspace, config: Config, member: Member, *, since: datetime, now: datetime
) -> dict[str, object]:
    """Return what a manager's digest tells of their teams, a director's of all."""
    teams = led_by(db, workspace.id, member)
    digest = digest_of(db, workspace, config, teams, since=since, now=now)
    return {"digest": digest, "teams": teams, "since": since, "now": now}


def led_by(db: Connection, workspace: int, member: Member) -> tuple[Team, ...]:
    """Return the teams a member hears of: managers of their own, directors of all."""
    teams = workspaces.all_teams(db, workspace=workspace)
    return teams if "director" in member.roles else tuple(team for team in teams if team.id in member.teams)


def digest_of(
    db: Connection, workspace: Workspace, config: Config, teams: Sequence[Team], *, since: datetime, now: datetime
) -> Digest:
    """Put a manager's day together; the number of statements does not depend on how much happened."""
    ids = [team.id for team in teams]
    worked = {team.id: WorkedDays(calendar_of(config.calendar, team.zone), now) for team in teams}
    watched = digests.open_deals(db, workspace=workspace.id, teams=ids)
    events = digests.events(db, workspace=workspace.id, teams=ids, since=since, until=now)
    known = {one.deal.id: one.deal for one in watched}
    ended = sorted({event.deal for event in events} - known.keys())
    known |= {deal.id: deal for deal in deals.named(db, workspace=workspace.id, ids=ended)}
    return rules.digest(
        changes(events, known, config=config),
        watched,
        waiting=digests.open_requests(db, workspace=workspace.id, teams=ids),
        helped=digests.helped(db, workspace=workspace.id, teams=ids, since=since),
        blocked=blocked(db, workspace.id, config, teams, since=since),
        away=away(db, workspace, config, ids, now=now),
        config=config,
        worked=worked,
        events=events,
        now=now,
    )


def blocked(
    db: Connection, workspace: int, config: Config, teams: Sequence[Team], *, since: datetime
) -> tuple[Line, ...]:
    """Return who said in a stand-up since a moment that something is in the way."""
    day = (since - timedelta(days=1)).date().isoformat()
    found = standups.of_teams(db, workspace=workspace, teams=[team.id for team in teams], since=day)
    fresh = [one for one in found if one.asked_at > since - timedelta(days=1) and one.closes_at > since]
    newest = {one.team.id: one for one in reversed(fresh)}
    sheets = sheets_of(db, workspace, list(newest.values()), config, ())
    said = {line.member.id: line for sheet in sheets for line in sheet.blocked}
    return tuple(said.values())


def away(
    db: Connection, workspace: Workspace, config: Config, teams: Collection[int], *, now: datetime
) -> tuple[Away, ...]:
    """Return who of these teams is away now or on the next working day."""
    found = []
    for member in members.away(db, workspace=workspace.id, now=now):
        calendar = calendar_of(config.calendar, member.zone)
        soon = calendar.add_working_days(now, 2)
        starts, ends = member.away_from, member.away_until
        if member.teams & set(teams) and starts is not None and ends is not None and starts < soon:
            back = calendar.next_working_moment(ends)
            found.append(Away(member, back, starts if starts > now else None))
    return tuple(found)


def morning_of(db: Connection, workspace: Workspace, config: Config, member: Member, *, now: datetime) -> Morning:
    """Return what waits for somebody today, for those they cover included."""
    owners = {member.id, *member.covers}
    asked = requests.waiting_for(db, workspace=workspace.id, members=owners)
    return Morning(
        agendas(db, workspace.id, config, {member.id: member}, now=now)[member.id],
        asked,
        tuple(digests.to_send(db, workspace=workspace.id, owners=owners)),
    )


def agendas(
    db: Connection, workspace: int, config: Config, people: Mapping[int, Member], *, now: datetime
) -> dict[int, Agenda]:
    """Return what the deals of each of these members bring today, of those they cover included; in one statement."""
    owners = {id for member in people.values() for id in (member.id, *member.covers)}
    found = digests.agenda(db, workspace=workspace, owners=owners, until=now + timedelta(days=2)) if owners else []
    return {id: _agenda(member, found, config, now) for id, member in people.items()}


def _agenda(member: Member, found: Sequence[Deal], config: Config, now: datetime) -> Agenda:
    mine = [deal for deal in found if deal.owner is not None and deal.owner.id in {member.id, *member.covers}]
    return rules.agenda(mine, calendar=calendar_of(config.calendar, member.zone), now=now)


def _switch(turn: Turn, on: bool) -> Reply:
    before = turn.lock_self().mornings
    if on != before:
        turn.change_self(replace(turn.member, mornings=on), "mornings")
    beat = rhythm.beat_of(turn.config.rhythm, "morning", turn.member.teams)
    return Reply("morning_switched", {"on": on, "same": on == before, "at": beat.at})
