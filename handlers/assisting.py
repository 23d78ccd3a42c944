"""Calling for help on a deal, and who helps on it."""

from handlers.language.words import Words
from handlers.requesting import ask, asked, spread
from handlers.turn import Reply, Turn
from sales import claiming
from sales.refusal import Refused


def need(turn: Turn, words: Words) -> Reply:
    """Ask a colleague, or whoever of a role takes it on, for help with a deal."""
    deal = turn.lock(deal=words.deal or "")
    claiming.must_be_open(deal)
    if not words.what:
        raise Refused("request_what_needed", field="what")
    if len(words.roles or ()) < 2:
        role = words.roles[0] if words.roles else None
        return asked(turn, deal, ask(turn, deal, kind="help", to=words.to, role=role, what=words.what, due=words.due))
    opened = []
    for role in words.roles or ():
        opened.append(ask(turn, deal, kind="help", to=None, role=role, what=words.what, due=words.due))
        deal = spread(turn, deal, opened[-1])
    return Reply("requests_asked", {"deal": deal, "requests": opened})
