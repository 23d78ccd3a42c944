"""Awards: opened by who leads, nominated with reasons, voted for in secret."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from handlers.language.words import Words
from handlers.turn import Reply, Turn, calendar_of
from sales import awarding as rules
from sales.awarding import Ballot, Nominee
from sales.refusal import Refused
from sales.values import Team
from storage import ballots, workspaces

# Above so many a list to choose from is quicker than buttons.
MOST_BUTTONS = 10
ASKED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What everybody may see of a vote: who is nominated and why, how many have voted, what came of it."""

    ballot: Ballot
    nominees: tuple[Nominee, ...]
    voted: int
    eligible: int
    open: bool
    winners: tuple[Nominee, ...]
    totals: tuple[tuple[Nominee, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An award in a list, and whether the one who asks still has to vote."""

    ballot: Ballot
    waits: bool


def open_award(turn: Turn, words: Words) -> Reply:
    """Open an award for your team, or as director or admin for the company; people nominate and vote in secret."""
    team, policy = _team(turn), turn.config.award
    zone = turn.workspace.zone if team is None else team.zone
    usual = calendar_of(turn.config.calendar, zone).add_working_hours(turn.now, policy.open_hours)
    closes_at = rules.closing_time(words.until, usual=usual, now=turn.now)
    ballot = ballots.open_one(
        turn.db,
        origin=turn.origin,
        title=words.title or "",
        team=team,
        closes_at=closes_at,
        reminds_at=rules.reminder_due(turn.now, closes_at, hours=policy.remind_hours),
        quorum=policy.quorum_percent,
        key=turn.seals.new_key(),
    )
    turn.record("workspace", turn.workspace.id, "award_opened", {"award": (None, ballot.code)}, why=ballot.title)
    facts = {"standing": standing(turn.db, turn.workspace.id, ballot, open=True)}
    teams = workspaces.all_teams(turn.db, workspace=turn.workspace.id) if team is None else (team,)
    for one in teams:
        turn.announce(one, "ballot_card", facts, about=f"ballot:{ballot.code}", card=ballot)
    if turn.room is not None and turn.room.team in {one.id for one in teams}:
        return Reply("ballot_card", facts, card=ballot)
    return Reply("award_opened", {"ballot": ballot})


def close(turn: Turn, words: Words) -> Reply:
    """End a vote now; its result is told in a moment."""
    ballot = _to_run(turn, words)
    turn.record("workspace", turn.workspace.id, "award_closed", {"award": (ballot.code, None)})
    ballots.close_at(turn.db, ballot, workspace=turn.workspace.id, at=turn.now, now=turn.now)
    return Reply("award_closing", {"ballot": ballot})


def cancel(turn: Turn, words: Words) -> Reply:
    """Call an award off; its votes are destroyed unread."""
    ballot = _to_run(turn, words)
    turn.record("workspace", turn.workspace.id, "award_cancelled", {"award": (ballot.code, None)})
    ballots.end(turn.db, ballot, workspace=turn.workspace.id, state="cancelled", result=None, now=turn.now)
    return Reply("award_cancelled", {"ballot": ballot})


def awards(turn: Turn, words: Words) -> Reply:
    """List the awards that are voted on, or show one."""
    if words.award is not None:
        ballot = ballots.find(turn.db, workspace=turn.workspace.id, code=words.award)
        facts = standing(turn.db, turn.workspace.id, ballot, open=ballot.open(turn.now))
        return Reply("ballot_card", {"standing": facts})
    return Reply(
        "award_list", {"entries": [Entry(ballot, waits(turn.db, ballot, turn.member.id)) for ballot in _open(turn)]}
    )


def nominate(turn: Turn, words: Words) -> Reply:
    """Nominate a colleague for an award and say why."""
    ballot = _to_join(turn, words, doing="nominate")
    if words.nominee is None:
        raise Refused("nominate_whom", ballot=ballot)
    colleague = turn.colleague(words.nominee)
    nominee = colleague.person
    rules.may_nominate(nominee, turn.member, reason=words.reason or "")
    facts = {"ballot": ballot, "nominee": nominee, "reason": words.reason or ""}
    prompt = f"nominate {ballot.code} {colleague.handle} for"
    if not words.reason:
        return Reply("nominate_why", facts, prompt=prompt, until=turn.now + ASKED_FOR)
    turn.record("workspace", turn.workspace.id, "nominated", {"award": (None, ballot.code)}, why=nominee.name)
    ballots.nominate(turn.db, ballot=ballot.id, nominee=nominee.id, by=turn.member.id, reason=words.reason, at=turn.now)
    ballots.touch(turn.db, ballot, now=turn.now)
    turn.settle(prompt)
    return Reply("nominate_done", facts)


def vote(turn: Turn, words: Words) -> Reply:
    """Vote in secret; voting again changes your vote."""
    ballot = _to_join(turn, words, doing="vote")
    if words.nominee is None:
        return _choose(turn, ballot, unclear=words.choice is not None)
    if turn.room is not None and not (turn.message.pressed or turn.message.fields):
        raise Refused("vote_in_room", ballot=ballot)
    may = rules.choices_of(ballots.nominees(turn.db, ballot=ballot.id), turn.member)
    if words.nominee not in {rules.ABSTAIN, *(nominee.id for nominee in may)}:
        return _choose(turn, ballot, unclear=True)
    first = turn.member.id not in ballots.voters(turn.db, ballot=ballot.id)
    ballots.put_in(turn.db, turn.seals, ballot=ballot.id, member=turn.member.id, choice=words.nominee)
    if first:
        ballots.touch(turn.db, ballot, now=turn.now)
    turn.settle(_prompt(ballot))
    return Reply("vote_done", {"ballot": ballot})


def standing(db: Connection, workspace: int, ballot: Ballot, *, open: bool) -> Standing:
    """Return what everybody may see of a vote."""
    nominees = ballots.nominees(db, ballot=ballot.id)
    known = {nominee.id: nominee for nominee in nominees}
    voted = ballots.voters(db, ballot=ballot.id)
    eligible = ballots.electorate(db, workspace=workspace, ballot=ballot)
    result = ballot.result
    winners = () if result is None else tuple(known[id] for id in result.winners)
    totals = () if result is None else tuple((known[id], votes) for id, votes in result.totals)
    counts = (len(voted), len(eligible | voted)) if result is None else (result.voted, result.eligible)
    return Standing(ballot, nominees, *counts, open, winners, totals)


def waits(db: Connection, ballot: Ballot, member: int) -> bool:
    """Whether a member has not voted yet."""
    return member not in ballots.voters(db, ballot=ballot.id)


def _team(turn: Turn) -> Team | None:
    """The team whose award this is; None is the whole company."""
    if turn.member.roles & rules.LEADERS:
        return None
    teams = {team.id: team for team in workspaces.all_teams(turn.db, workspace=turn.workspace.id)}
    mine = [teams[id] for id in sorted(turn.member.teams) if id in teams]
    here = [team for team in mine if turn.room is not None and team.id == turn.room.team]
    if len(here or mine) != 1:
        raise Refused("award_which_team", teams=mine)
    return (here or mine)[0]


def _to_run(turn: Turn, words: Words) -> Ballot:
    """The award somebody ends, locked."""
    if words.award is None:
        raise Refused("award_needed", ballots=_open(turn))
    ballot = ballots.locked(turn.db, workspace=turn.workspace.id, code=words.award)
    rules.may_run(ballot, turn.member)
    rules.must_be_open(ballot, turn.now)
    return ballot


def _to_join(turn: Turn, words: Words, *, doing: str) -> Ballot:
    """The award somebody nominates or votes for, locked."""
    if words.award is None:
        raise Refused("award_which", ballots=_open(turn), doing=doing)
    ballot = ballots.locked(turn.db, workspace=turn.workspace.id, code=words.award)
    rules.may_take_part(ballot, turn.member)
    rules.must_be_open(ballot, turn.now)
    return ballot


def _open(turn: Turn) -> list[Ballot]:
    found = ballots.open_at(turn.db, workspace=turn.workspace.id, now=turn.now)
    return [ballot for ballot in found if ballot.team is None or ballot.team.id in turn.member.teams]


def _choose(turn: Turn, ballot: Ballot, *, unclear: bool) -> Reply:
    """Show whom the speaker may vote for; in private any text then is a vote."""
    may = rules.choices_of(ballots.nominees(turn.db, ballot=ballot.id), turn.member)
    voted = not waits(turn.db, ballot, turn.member.id)
    facts = {"ballot": ballot, "nominees": may, "voted": voted, "unclear": unclear, "most": MOST_BUTTONS}
    if turn.room is not None or not may:
        return Reply("vote_card", facts)
    return Reply("vote_card", facts, prompt=_prompt(ballot), until=min(ballot.closes_at, turn.now + ASKED_FOR))


def _prompt(ballot: Ballot) -> str:
    return f"vote {ballot.code}"
