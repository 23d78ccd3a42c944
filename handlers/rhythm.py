"""What is posted when: shown to everybody, set by managers for their team and by admins for all."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from handlers.language.words import Words
from handlers.turn import Reply, Turn, calendar_of
from sales import rhythm as rules
from sales.config import Beat, Config
from sales.refusal import Refused
from sales.values import Member, Team
from storage import members, standups, timers, workspaces

Timer = tuple[str, int, str, datetime | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """One post at set times: what, at which time, on which day of the week, when next."""

    kind: str
    at: time
    weekday: int | None
    on: bool
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class TeamShown:
    """What is posted to a team."""

    team: Team
    posts: tuple[Shown, ...]
    digest_at: time


def show_rhythm(turn: Turn, words: Words) -> Reply:
    """Show what Baton posts when; managers and admins set it: rhythm standup 9:30, rhythm praise off."""
    if words.beat is not None:
        turn.must_write()
        if words.beat not in rules.KINDS:
            raise Refused("rhythm_unreadable", asked=words.beat)
        if words.on is None:
            raise Refused("rhythm_time_needed", kind=words.beat)
        return set_beat(turn, words, words.beat)
    every = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
    teams = [team for team in every if team.id in turn.member.teams] or list(every)
    mine = tuple(
        _shown(turn.config, entry.kind, turn.member.teams, calendar_zone=turn.member.zone, now=turn.now)
        for entry in rules.ENTRIES
        if entry.concerns(turn.member)
    )
    shown = [_team(turn, team) for team in teams]
    may = bool({"manager", "director", "admin"} & turn.member.roles)
    return Reply("rhythm", {"teams": shown, "mine": mine, "mornings": turn.member.mornings, "may": may})


def set_beat(turn: Turn, words: Words, kind: str) -> Reply:
    """Have something posted at another time, or not at all: for the team meant, else for the whole company."""
    every = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
    teams = _meant(turn, words, every)
    before = rules.beat_of(turn.config.rhythm, kind, [team.id for team in teams])
    after = replace(
        before,
        at=words.clock or before.at,
        weekday=before.weekday if words.weekday is None else words.weekday,
        on=words.on is not False,
    )
    ids = [team.id for team in teams]
    policy = rules.with_beat(turn.config.rhythm, kind, after, teams=ids)
    if policy != turn.config.rhythm:
        turn.change_config(
            replace(turn.config, rhythm=policy), why=f"{kind} {after.at:%H:%M}{'' if after.on else ' off'}"
        )
        _set_anew(turn, kind, teams or every)
    kept = [team for team in every if not teams and rules.has_own(policy, kind, team.id)]
    facts: dict[str, object] = {"kind": kind, "teams": teams, "kept": kept, "same": before == after}
    shown = {"before": _plain(kind, before), "after": _plain(kind, after)}
    return Reply("rhythm_set", facts | shown | {"next_at": _next_said(turn, kind, teams or every)})


def _next_said(turn: Turn, kind: str, teams: Sequence[Team]) -> datetime | None:
    """When something is posted next to these teams; nobody is asked twice on one day."""
    found = []
    for team in teams:
        after = turn.now
        calendar = calendar_of(turn.config.calendar, team.zone)
        today = calendar.day_of(after).isoformat()
        if kind == "standup" and standups.of_teams(turn.db, workspace=turn.workspace.id, teams=[team.id], since=today):
            after = calendar.day_start(after) + timedelta(hours=36)
            after = calendar.day_start(after) - timedelta(microseconds=1)
        found.append(next_of(turn.config, kind, [team.id], zone=team.zone, after=after))
    return min((at for at in found if at is not None), default=None)


def due_timers(config: Config, teams: Iterable[Team], people: Iterable[Member], now: datetime) -> Iterator[Timer]:
    """Yield every timer the rhythm wants: kind of subject, subject, kind, and when it looks next, None when off."""
    team_kinds = [entry.kind for entry in rules.ENTRIES if entry.subject == "team"]
    for team in teams:
        for kind in team_kinds:
            yield "team", team.id, kind, next_of(config, kind, [team.id], zone=team.zone, after=now)
    for member in people:
        for entry in rules.ENTRIES:
            if entry.concerns(member):
                at = next_of(config, entry.kind, member.teams, zone=member.zone, after=now)
                yield "member", member.id, entry.kind, at


def next_of(config: Config, kind: str, teams: Collection[int], *, zone: str, after: datetime) -> datetime | None:
    """Return when something is posted next on a wall clock; None when it is off."""
    beat = rules.beat_of(config.rhythm, kind, teams)
    return rules.next_at(beat, calendar=calendar_of(config.calendar, zone), after=after)


def _meant(turn: Turn, words: Words, every: Sequence[Team]) -> list[Team]:
    """The teams something is set for: the one named, else the room's, else a manager's own, else none: for all."""
    if words.team is not None:
        found = named_team(every, words.team)
        if found is None:
            raise Refused("team_unknown", teams=every)
        teams = [found]
    elif turn.room is not None and turn.room.team is not None:
        teams = [team for team in every if team.id == turn.room.team]
    elif {"admin", "director"} & turn.member.roles:
        teams = []
    else:
        teams = [team for team in every if team.id in turn.member.teams]
    rules.may_set(turn.member, [team.id for team in teams])
    return teams


def named_team(teams: Iterable[Team], name: str) -> Team | None:
    """Return the team of this name, as far as it is written out."""
    asked = name.strip().casefold().removesuffix("团队").removesuffix("team").removeprefix("for ").strip()
    exact = [team for team in teams if team.name.casefold() == asked]
    near = [team for team in teams if asked and asked in team.name.casefold().split()]
    return next(iter(exact), None) or (near[0] if len(near) == 1 else None)


def _set_anew(turn: Turn, kind: str, teams: Sequence[Team]) -> None:
    """Move the timers of those who are concerned."""
    ids = {team.id for team in teams}
    people = members.everybody(turn.db, workspace=turn.workspace.id, now=turn.now)
    concerned = [member for member in people if member.teams & ids or not member.teams]
    for subject_kind, subject, name, due in due_timers(turn.config, teams, concerned, turn.now):
        if name == kind:
            timers.anew(
                turn.db, workspace=turn.workspace.id, subject_kind=subject_kind, subject=subject, kind=kind, due=due
            )


def _team(turn: Turn, team: Team) -> TeamShown:
    kinds = [entry.kind for entry in rules.ENTRIES if entry.subject == "team"]
    posts = (_shown(turn.config, kind, [team.id], calendar_zone=team.zone, now=turn.now) for kind in kinds)
    standup = rules.beat_of(turn.config.rhythm, "standup", [team.id])
    return TeamShown(team, tuple(posts), rules.later(standup.at, minutes=turn.config.rhythm.standup_minutes))


def _shown(config: Config, kind: str, teams: Collection[int], *, calendar_zone: str, now: datetime) -> Shown:
    beat = rules.beat_of(config.rhythm, kind, teams)
    return replace(_plain(kind, beat), next_at=next_of(config, kind, teams, zone=calendar_zone, after=now))


def _plain(kind: str, beat: Beat) -> Shown:
    return Shown(kind, beat.at, beat.weekday, beat.on, None)
