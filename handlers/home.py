"""What is yours, on one page: deals and what is due next, requests, votes, your place, settings."""

from collections.abc import Mapping

from handlers import boards, looking, pending
from handlers.language.words import Words
from handlers.turn import Turn
from sales.refusal import Refused
from storage import ballots

MOST = 5


def facts(turn: Turn) -> Mapping[str, object]:
    """Return everything the page shows; good to read also for somebody who has no deal yet."""
    found = ballots.open_at(turn.db, workspace=turn.workspace.id, now=turn.now)
    votes = [one for one in found if one.team is None or one.team.id in turn.member.teams]
    asked = pending.open_requests(turn, Words("open_requests")).facts["asked"]
    mine = looking.my_deals(turn, Words("my_deals")).facts
    count = turn.held(turn.member.id)
    return {**mine, **_place(turn), "count": count, "member": turn.member, "votes": votes[:MOST], "asked": asked}


def _place(turn: Turn) -> Mapping[str, object]:
    """Where somebody stands this month; nowhere where they do not compete."""
    try:
        board = boards.board(turn, Words("leaderboard")).facts
    except Refused:
        return {"mine": None, "gap": None, "by": "points"}
    return {name: board[name] for name in ("mine", "gap", "by")}
