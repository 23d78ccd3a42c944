"""Teams change: somebody goes from one to another, a team ends; open deals go along."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.language.words import Words
from handlers.staffing import must_know, own_room
from handlers.turn import Reply, Turn
from sales.refusal import Refused
from sales.values import Deal, Room, Team
from storage import deals, goals, members, people, timers, workspaces

# Deals that go along in one turn, which has two seconds; the rest when it is said again.
AT_ONCE = 200
SHOWN = 5


def move(turn: Turn, words: Words) -> Reply:
    """Take a colleague from their teams into this one; their open deals come along, closed ones stay where they were won."""
    team = must_know(turn, words.team or "")
    members.lock(turn.db, workspace=turn.workspace.id, ids=[words.who or 0])
    member = turn.colleague(words.who or 0)
    held = deals.locked_elsewhere(turn.db, workspace=turn.workspace.id, owner=member.id, team=team.id, most=AT_ONCE + 1)
    if member.teams == {team.id} and not held:
        raise Refused("move_there_already", member=member, team=team)
    before = tuple(one for one in _teams(turn) if one.id in member.teams)
    for old in member.teams - {team.id}:
        people.quit_team(turn.db, team=old, member=member.id)
    people.join(turn.db, team=team.id, member=member.id)
    _take_along(turn, held, team)
    timers.hurry(turn.db, workspace=turn.workspace.id, kind="rhythm", at=turn.now)
    turn.record("member", member.id, "moved", {"teams": (sorted(member.teams), [team.id])}, why=team.name)
    turn.undo, turn.cards = "", []
    facts = {"member": member, "before": before, "team": team, "count": min(len(held), AT_ONCE), "by": turn.member}
    turn.tell(member.id, "moved_you", facts, about=f"moved:{turn.inbox}")
    return Reply("move_done", facts | {"more": len(held) > AT_ONCE})


def remove(turn: Turn, words: Words) -> Reply:
    """End a team without people and rooms; its own room goes along, and another team takes its deals when it is named."""
    team = must_know(turn, words.title or "")
    heir = None if words.team is None else must_know(turn, words.team)
    if heir == team:
        raise Refused("team_remove_needed")
    _must_be_left(turn, team)
    if heir is None:
        if count := deals.open_of_team(turn.db, workspace=turn.workspace.id, team=team.id):
            others = tuple(one for one in _teams(turn) if one != team)
            raise Refused("team_has_deals", team=team, count=count, others=others[:SHOWN])
        found: Sequence[Deal] = ()
    else:
        found = deals.locked_of_team(turn.db, workspace=turn.workspace.id, team=team.id, most=AT_ONCE + 1)
        _take_along(turn, found, heir)
    facts = {"team": team, "heir": heir, "count": min(len(found), AT_ONCE), "more": len(found) > AT_ONCE}
    turn.undo, turn.cards = "", []
    if len(found) <= AT_ONCE:
        _leave_own_room(turn, team)
        workspaces.remove_team(turn.db, workspace=turn.workspace.id, id=team.id, at=turn.now)
        people.disband(turn.db, team=team.id)
        why = "" if heir is None else heir.name
        turn.record("workspace", turn.workspace.id, "team_removed", {"team": (team.name, None)}, why=why)
    return Reply("team_removed", facts)


def _must_be_left(turn: Turn, team: Team) -> None:
    """Refuse while people, rooms or goals hang on a team, naming them."""
    there = members.of_team(turn.db, workspace=turn.workspace.id, team=team.id, now=turn.now)
    rooms = [room for room in _rooms(turn, team) if not own_room(room, team)]
    ahead = goals.ahead(turn.db, workspace=turn.workspace.id, team=team.id, today=turn.now.date())
    others = tuple(one for one in _teams(turn) if one != team)
    if there or rooms or ahead:
        raise Refused(
            "team_in_use",
            team=team,
            others=others[:SHOWN],
            people=there[:SHOWN],
            people_count=len(there),
            rooms=rooms[:SHOWN],
            rooms_count=len(rooms),
            goals=ahead,
        )


def _take_along(turn: Turn, found: Sequence[Deal], team: Team) -> None:
    """Let deals belong to another team: due times that are set stay, later ones follow its clock and rules."""
    for deal in found[:AT_ONCE]:
        turn.change(deal, replace(deal, team=team), "moved", why=team.name)


def _leave_own_room(turn: Turn, team: Team) -> None:
    """Let the room that came with a team be nobody's: where Baton is used elsewhere nobody ever saw it."""
    for room in _rooms(turn, team):
        if own_room(room, team):
            people.bind_room(turn.db, workspace=turn.workspace.id, room=room.id, team=None, language=room.language)


def _rooms(turn: Turn, team: Team) -> tuple[Room, ...]:
    return workspaces.rooms_of(turn.db, workspace=turn.workspace.id, team=team.id)


def _teams(turn: Turn) -> tuple[Team, ...]:
    return workspaces.all_teams(turn.db, workspace=turn.workspace.id)
