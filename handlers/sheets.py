"""Stand-ups put together with what was answered."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from sales import standup as rules
from sales.config import Config
from sales.standup import Sheet, Standup
from sales.values import Member
from storage import deals, standups


def sheets_of(
    db: Connection,
    workspace: int,
    found: Sequence[Standup],
    config: Config,
    people: Collection[Member],
    *,
    whole: bool = False,
) -> list[Sheet]:
    """Put stand-ups together with what was answered; `people` are the members of their teams."""
    answers = standups.answers(db, workspace=workspace, ids=[one.id for one in found])
    ids = sorted({id for given in answers.values() for one in given for _, id in one.deals})
    named = {deal.id: deal for deal in deals.named(db, workspace=workspace, ids=ids)}
    return [
        rules.sheet(
            one,
            answers[one.id],
            [member for member in people if one.team.id in member.teams],
            named,
            roles=config.rhythm.asked,
            whole=whole,
        )
        for one in found
    ]
