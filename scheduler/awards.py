"""An award's vote comes to its end: who has not voted is reminded, then the papers are opened, all at once."""

from handlers.awarding import standing, waits
from sales import awarding as rules
from sales.awarding import Ballot
from scheduler.due import Due, Outcome
from storage import ballots, changes, timers, workspaces
from storage.history import Origin


def reminder(due: Due) -> Outcome:
    """Have everybody who may vote and has not be reminded, unless they are away."""
    ballot = ballots.by_id(due.db, workspace=due.workspace.id, id=due.timer.subject)
    if ballot.open(due.now):
        late = ballots.electorate(due.db, workspace=due.workspace.id, ballot=ballot)
        for member in sorted(late - ballots.voters(due.db, ballot=ballot.id)):
            timers.sooner(
                due.db, workspace=due.workspace.id, subject_kind="member", subject=member, kind="vote", due=due.now
            )
    return Outcome()


def vote(due: Due) -> Outcome:
    """Remind a member of votes that end soon without them."""
    return Outcome(remind=due.timer.subject if waiting(due, due.timer.subject) else None)


def waiting(due: Due, member: int) -> list[Ballot]:
    """Return the awards that end soon and that a member has not voted on."""
    found = due.member(member)
    if found is None or found.away(due.now):
        return []
    return [
        ballot
        for ballot in ballots.open_at(due.db, workspace=due.workspace.id, now=due.now)
        if (ballot.team is None or ballot.team.id in found.teams)
        and rules.reminder_due(ballot.opens_at, ballot.closes_at, hours=due.config.award.remind_hours) <= due.now
        and waits(due.db, ballot, member)
    ]


def close(due: Due) -> Outcome:
    """Open the papers, keep what may be told, destroy papers and key, and tell the rooms once."""
    workspace = due.workspace.id
    ballot = ballots.by_id(due.db, workspace=workspace, id=due.timer.subject)
    if ballot.state != "open":
        return Outcome()
    if ballot.closes_at > due.now:
        return Outcome(again_at=ballot.closes_at)
    choices = ballots.opened(due.db, due.seals, ballot=ballot.id)
    may = ballots.electorate(due.db, workspace=workspace, ballot=ballot) | ballots.voters(due.db, ballot=ballot.id)
    result = rules.count(choices, eligible=len(may), quorum=ballot.quorum)
    changes.record(
        *(due.db, "workspace", workspace, "award_counted"),
        origin=Origin(workspace, None, due.now),
        fields={"award": (ballot.code, None)},
    )
    ballots.end(due.db, ballot, workspace=workspace, state="closed", result=result, now=due.now)
    _tell(due, ballots.by_id(due.db, workspace=workspace, id=ballot.id))
    return Outcome()


def _tell(due: Due, ballot: Ballot) -> None:
    facts = {"standing": standing(due.db, due.workspace.id, ballot, open=False)}
    teams = workspaces.all_teams(due.db, workspace=due.workspace.id) if ballot.team is None else (ballot.team,)
    for team in teams:
        due.announce(team, "award_result", facts, about=f"result:{ballot.code}", kind="praise")
