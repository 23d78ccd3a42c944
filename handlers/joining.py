"""How people come in: a one-time code for who is known elsewhere, one press of a manager for who is new."""

import re
from datetime import timedelta

from handlers.language.words import Words
from handlers.rights import ADMINS, HOSTS
from handlers.turn import Reply, Turn
from handlers.views import team_named
from handlers.webhooks import webhook
from sales.hiring import MemberRow, hire
from sales.refusal import Refused
from sales.values import Team
from storage import codes, people, staff, timers, visitors, workspaces
from storage.visitors import Visitor

GOOD_FOR = timedelta(minutes=10)
CODE = re.compile(r"[\d\s.。!！]+")


def bind(turn: Turn, words: Words) -> Reply:
    """Give a one-time code that says elsewhere who you are; in a WeCom group, `bind east` names its webhook."""
    if words.command and not CODE.fullmatch(words.command) and turn.member.roles & ADMINS:
        return webhook(turn, words)
    if words.command and turn.message.profile is None:
        raise Refused("bind_known", member=turn.member)
    if words.command:  # it was good, or we would not know who speaks
        return Reply("bind_done", {"member": turn.member, "visitor": _speaker(turn)})
    turn.wrote, until = True, turn.now + GOOD_FOR
    code = codes.new(turn.db, workspace=turn.workspace.id, member=turn.member.id, until=until)
    return Reply("bind_code", {"code": code, "until": until})


def admit(turn: Turn, words: Words) -> Reply:
    """Make somebody who wrote to us a new colleague."""
    visitor = _waiting(turn, words.visitor or 0)
    team = _team(turn, visitor, words.team)
    row = MemberRow(
        name=visitor.name,
        teams=frozenset() if team is None else frozenset({team.id}),
        email=visitor.email or None,
        users=frozenset({_account(visitor)}),
    )
    known = hire(
        row,
        taken=people.handles(turn.db, workspace=turn.workspace.id),
        language=visitor.language or turn.member.language,
        zone=visitor.zone or (turn.workspace.zone if team is None else team.zone),
        today=turn.now.date().isoformat(),
    )
    turn.wrote = True
    why = "" if team is None else team.name
    stored = staff.add(turn.db, known, origin=turn.origin, what="joined", why=why)
    visitors.became(turn.db, id=visitor.id, member=stored.id)
    timers.hurry(turn.db, workspace=turn.workspace.id, kind="rhythm", at=turn.now)
    facts = {"member": stored.person, "team": team, "by": turn.member.person}
    turn.tell(stored.id, "welcome", facts, about=f"welcome:{visitor.id}")
    return Reply("admit_done", facts)


def same_person(turn: Turn, words: Words) -> Reply:
    """Say which colleague somebody who wrote to us is."""
    visitor = _waiting(turn, words.visitor or 0)
    member = turn.colleague(words.who or 0)
    turn.wrote = True
    staff.recognise(turn.db, member=member.id, visitor=visitor, origin=turn.origin)
    facts = {"member": member.person, "visitor": visitor, "by": turn.member.person}
    turn.tell(member.id, "recognised", facts, about=f"recognised:{visitor.id}")
    return Reply("same_done", facts)


def unbind(turn: Turn, words: Words) -> Reply:
    """Say that an account that became a colleague's, or yours, is somebody else's."""
    visitor = visitors.locked(turn.db, workspace=turn.workspace.id, id=words.visitor or 0)
    if visitor is None or visitor.member is None:
        raise Refused("newcomer_unknown")
    known = staff.one(turn.db, workspace=turn.workspace.id, id=visitor.member)
    if not turn.member.roles & ADMINS and not _own(turn, visitor):
        raise Refused("unbind_not_yours", visitor=visitor, member=known.person)
    turn.wrote = True
    staff.part(turn.db, member=known.id, visitor=visitor, origin=turn.origin)
    facts = {"member": known.person, "visitor": visitor, "by": turn.member.person}
    turn.tell(known.id, "unbound", facts, about=f"unbound:{visitor.id}:{turn.now.isoformat()}")
    return Reply("unbind_done", facts | {"host": bool(turn.member.roles & HOSTS)})


def _own(turn: Turn, visitor: Visitor) -> bool:
    """Whether the speaker may part with an account: the one they speak by, or one that came after that."""
    here = (turn.message.door, turn.message.tenant, turn.message.sender)
    if visitor.member != turn.member.id:
        return False
    came = staff.recognised(turn.db, workspace=turn.workspace.id, member=turn.member.id)
    newest = next((account for account in came if account in (here, _account(visitor))), here)
    return _account(visitor) in (here, newest)


def _account(visitor: Visitor) -> tuple[str, str, str]:
    return visitor.door, visitor.tenant, visitor.user


def _speaker(turn: Turn) -> Visitor | None:
    message = turn.message
    return visitors.of_user(turn.db, door=message.door, tenant=message.tenant, user=message.sender)


def _waiting(turn: Turn, id: int) -> Visitor:
    """Lock somebody who waits to be let in; two managers may press at once."""
    visitor = visitors.locked(turn.db, workspace=turn.workspace.id, id=id)
    if visitor is None:
        raise Refused("newcomer_unknown")
    if visitor.member is not None:
        known = staff.one(turn.db, workspace=turn.workspace.id, id=visitor.member)
        raise Refused("newcomer_known", visitor=visitor, member=known.person)
    return visitor


def _team(turn: Turn, visitor: Visitor, name: str | None) -> Team | None:
    """The team somebody is let into: the one that is named, else the only one it can be."""
    teams = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
    if not turn.member.roles & {"admin", "director"}:
        teams = tuple(team for team in teams if team.id in turn.member.teams)
    found = team_named(turn, name) if name else None
    if found in teams:
        return found
    if found is None and len(teams) < 2:
        return teams[0] if teams else None
    raise Refused("admit_which_team", visitor=visitor, teams=teams)
