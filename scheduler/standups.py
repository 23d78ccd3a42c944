"""The stand-up falls due: everybody is asked in private, then the team hears what was said."""

from datetime import datetime, timedelta

from handlers.sheets import sheets_of
from handlers.standup import Day, days
from sales import rhythm as rules
from sales import standup as standup_rules
from sales.digest import Agenda
from sales.standup import Answer, Standup
from sales.values import Member, Team
from scheduler.due import Due, Outcome
from scheduler.rhythm import on_time
from storage import members, standups, timers, workspaces


def standup(due: Due) -> Outcome:
    """Ask everybody of a team who is there, once a day, whichever of their teams asks first."""
    team = workspaces.team(due.db, workspace=due.workspace.id, id=due.timer.subject)
    if team is None:
        return Outcome()
    moment, outcome = on_time(due, teams=[team.id], zone=team.zone)
    people = _asked(due, team)
    if moment is None or not people:
        return outcome
    day = due.calendar(team).day_of(moment).isoformat()
    if rules.too_late(moment, due.now):
        # Nobody answers a question that comes after lunch; what was not said is counted when it is skipped.
        for member in people:
            _ask(due, member, Standup(0, team, day, moment, moment, moment), Day(Agenda(), ()), moment)
        return outcome
    opened = _open(due, team, day, moment)
    if opened is not None:
        known = standups.that_day(due.db, workspace=due.workspace.id, day=day, ids=[member.id for member in people])
        answers = [known.get(member.id, Answer(member.person)) for member in people]
        standups.ask(due.db, standup=opened.id, answers=answers)
        said = days(due.db, due.workspace.id, due.config, team, people, standup=opened)
        for member in people:
            if member.id not in known:
                _ask(due, member, opened, said[member.id], moment)
    return outcome


def digest(due: Due) -> Outcome:
    """Tell a team what was said in its stand-up; what is said later is drawn into it."""
    found = standups.locked(due.db, workspace=due.workspace.id, id=due.timer.subject)
    people = members.of_team(due.db, workspace=due.workspace.id, team=found.team.id, now=due.now)
    (sheet,) = sheets_of(due.db, due.workspace.id, [found], due.config, people)
    due.announce(
        found.team,
        "standup_digest",
        {"sheet": sheet},
        about=standups.digest_key(found),
        kind="digest",
        at=found.digest_at,
    )
    return Outcome()


def _asked(due: Due, team: Team) -> list[Member]:
    everybody = members.of_team(due.db, workspace=due.workspace.id, team=team.id, now=due.now)
    roles = due.config.rhythm.asked
    return [member for member in everybody if standup_rules.is_asked(member, roles) and not member.away(due.now)]


def _open(due: Due, team: Team, day: str, moment: datetime) -> Standup | None:
    digest_at = due.now + timedelta(minutes=due.config.rhythm.standup_minutes)
    beat = rules.beat_of(due.config.rhythm, "standup", [team.id])
    opened = standups.open_one(
        due.db,
        workspace=due.workspace.id,
        team=team,
        day=day,
        asked_at=due.now,
        digest_at=digest_at,
        closes_at=due.calendar(team).next_day_at(moment, beat.at),
    )
    if opened is not None:
        timers.once(
            due.db,
            workspace=due.workspace.id,
            subject_kind="standup",
            subject=opened.id,
            kind="standup_digest",
            due=digest_at,
        )
    return opened


def _ask(due: Due, member: Member, standup: Standup, day: Day, moment: datetime) -> None:
    due.tell(
        member,
        "standup_question",
        {"member": member, "day": day, "standup": standup, "digest_at": standup.digest_clock(member.zone)},
        about=f"standup:{standup.day}",
        kind="digest",
        prompt=f"standup S-{standup.id}" if standup.id else None,
        prompt_until=standup.digest_at if standup.id else None,
        at=moment,
    )
