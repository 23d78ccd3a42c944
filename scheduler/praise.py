"""Once a week a team hears who did well, and with what."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers.boards import points_of
from handlers.views import View
from sales import praising as rules
from sales.periods import Period
from sales.praising import Praise
from sales.values import Team
from scheduler.due import Due, Outcome
from scheduler.rhythm import on_time
from storage import members, workspaces


def praise(due: Due) -> Outcome:
    """Praise the leaders of the week in a team's rooms, each for something they did; say nothing when nothing was."""
    team = workspaces.team(due.db, workspace=due.workspace.id, id=due.timer.subject)
    if team is None:
        return Outcome()
    moment, outcome = on_time(due, teams=[team.id], zone=team.zone)
    if moment is None or due.now - moment > rules.LATE:
        return outcome
    zone = ZoneInfo(team.zone)
    week = rules.week_of(moment, zone)
    view = View(due.db, due.workspace, due.config, due.now, (team,), zone, period=week)
    of_team = members.of_team(due.db, workspace=due.workspace.id, team=team.id, now=due.now)
    people = [member.person for member in of_team if member.praised]
    found = rules.praises(points_of(view), people, policy=due.config.score)
    if found:
        due.announce(
            team,
            "praise_week",
            facts_of([_for_team(one, team) for one in found], week, past=week.until(zone) <= moment),
            about=f"praise:{team.id}:{week.key}",
            kind="praise",
            at=moment,
        )
    return outcome


def facts_of(praises: list[Praise], week: Period, *, past: bool) -> dict[str, object]:
    """Return what the praise shows; whoever leads twice is named once in its title."""
    people = list(dict.fromkeys(one.person for praise in praises for one in praise.people))
    return {"praises": praises, "people": people, "week": week.key, "past": past}


def _for_team(praise: Praise, team: Team) -> Praise:
    """What others than the deal's own team read of it has no amount."""
    shown = (
        one if one.best.team in (None, team.id) else replace(one, best=replace(one.best, amount=None))
        for one in praise.people
    )
    return replace(praise, people=tuple(shown))
