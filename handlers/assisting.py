"""Calling for help on a deal, and who helps on it."""

from handlers.language.words import Words
from handlers.requesting import ask, asked, spread
from handlers.turn import Reply, Turn
from sales import claiming
from sales import requesting as rules
from sales.refusal import Refused
from sales.values import Member
from storage import helpers

SPECIALISTS = ("presales", "legal", "delivery", "success", "marketing", "sdr", "rep", "manager", "director", "admin")


def need(turn: Turn, words: Words) -> Reply:
    """Ask a colleague, or whoever of a role takes it on, for help with a deal."""
    deal = turn.lock(deal=words.deal or "")
    claiming.must_be_open(deal)
    if not words.what:
        raise Refused("request_what_needed", field="what")
    due = words.due or words.at
    if len(words.roles or ()) < 2:
        role = words.roles[0] if words.roles else None
        return asked(turn, deal, ask(turn, deal, kind="help", to=words.to, role=role, what=words.what, due=due))
    opened = []
    for role in words.roles or ():
        opened.append(ask(turn, deal, kind="help", to=None, role=role, what=words.what, due=due))
        deal = spread(turn, deal, opened[-1])
    return Reply("requests_asked", {"deal": deal, "requests": opened})


def add(turn: Turn, words: Words) -> Reply:
    """Let colleagues help on a deal: they see all of it and may write notes; its owner stays."""
    deal = turn.lock(deal=words.deal or "")
    rules.must_live(deal)
    new = [turn.colleague(id) for id in words.members]
    for member in new:
        if deal.owner == member.person:
            raise Refused("helper_is_owner", field="to", deal=deal, member=member.person)
    for member in new:
        role = words.role or _role(member)
        helpers.add(turn.db, deal=deal.id, member=member.id, role=role, by=turn.member.id, now=turn.now)
        deal = turn.change(deal, deal, "helper_added", why=member.name)
        facts = {"deal": deal, "role": role, "by": turn.member.person}
        turn.tell(member.id, "helper_you", facts, about=f"helper:{deal.code}:{deal.history_no}")
    found = helpers.of_deal(turn.db, workspace=turn.workspace.id, deal=deal.id)
    added = [helper for helper in found if helper.person.id in words.members]
    return Reply("helper_added", {"deal": deal, "added": added, "helpers": found})


def remove(turn: Turn, words: Words) -> Reply:
    """Let colleagues no longer help on a deal."""
    deal = turn.lock(deal=words.deal or "")
    gone = [turn.colleague(id) for id in words.members]
    for member in gone:
        if not helpers.remove(turn.db, deal=deal.id, member=member.id):
            raise Refused("helper_is_none", field="to", deal=deal, member=member.person)
        turn.wrote = True
        deal = turn.change(deal, deal, "helper_removed", why=member.name)
    found = helpers.of_deal(turn.db, workspace=turn.workspace.id, deal=deal.id)
    return Reply("helper_removed", {"deal": deal, "removed": [member.person for member in gone], "helpers": found})


def _role(member: Member) -> str:
    """As what a colleague helps who was named without a role: what they are, their specialty first."""
    return next((role for role in SPECIALISTS if role in member.roles), "rep")
