"""Quotes follow their deal: they go with the baton and end with the deal."""

from typing import TYPE_CHECKING

from sales import quoting, requesting
from sales.values import Deal, Request
from storage import quotes, requests

if TYPE_CHECKING:
    from handlers.turn import Turn


def quotes_follow(turn: "Turn", before: Deal, after: Deal) -> None:
    """Close the open quotes of a deal that ended or lies in the pool; a new owner hears of those that go on."""
    asked = requests.locked_on(turn.db, workspace=turn.workspace.id, deal=after.id)
    for quote in quotes.open_on(turn.db, workspace=turn.workspace.id, deal=after.id):
        waiting = [request for request in asked if request.quote == quote.id]
        version = quotes.version(turn.db, quote=quote, no=quote.version)
        followed = quoting.follow(quote, version, before=before, after=after, now=turn.now)
        facts = {"quote": followed, "deal": after, "by": turn.member.person, "reason": ""}
        about = f"followed:{quote.code}:{after.history_no}"
        if followed is quote:
            for request in waiting:
                turn.change_request(requesting.follow(request, before=before, after=after, now=turn.now))
            if after.owner is not None and after.owner != before.owner:
                turn.tell(after.owner.id, "quote_news", facts | {"event": "follows"}, about=about)
            continue
        turn.change_quote(followed, after)
        for request in waiting:
            turn.change_request(requesting.closed(request, state="withdrawn", by=turn.member.person, now=turn.now))
        event = "accepted" if followed.state == "accepted" else "closed"
        for id in sorted({quote.author.id} if quote.author else set()) + _waited_for(waiting):
            turn.tell(id, "quote_news", facts | {"event": event}, about=about)


def _waited_for(waiting: list[Request]) -> list[int]:
    return sorted({request.assignee.id for request in waiting if request.assignee is not None})
