"""Who works here: teams and their people, roles, who left, whose room this is."""

from dataclasses import dataclass

from handlers.language.words import Words
from handlers.setup import AWAY, go_on, passed_over
from handlers.turn import Reply, Turn
from sales.names import person_key
from sales.refusal import Refused
from sales.staffing import handle_for
from sales.values import Person, Room, Team
from storage import deals, members, names, people, timers, workspaces

SHOWN = 10  # deals of somebody who leaves


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of a team, with the roles they have."""

    person: Person
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crew:
    """A team and who is in it."""

    team: Team
    people: tuple[Colleague, ...]


def add_team(turn: Turn, words: Words) -> Reply:
    """Make a team, or add people to one; who is not here yet is made known."""
    if words.choice in AWAY:
        return passed_over(turn, words, "team")
    name = words.title or ""
    team = known(turn, name) or _new_team(turn, name)
    for one, roles in words.people:
        member = _colleague(turn, one) or _hire(turn, one, roles, team)
        people.join(turn.db, team=team.id, member=member)
        turn.record("member", member, "joined", {}, why=team.name)
    if not turn.member.teams:  # whoever founds a company is part of its first team
        people.join(turn.db, team=team.id, member=turn.member.id)
    crew = _crew(turn, team)
    go_on(turn, "team")
    return Reply("team_done", {"team": team, "people": crew.people})


def everybody(turn: Turn, words: Words) -> Reply:
    """List the teams and who works in them."""
    teams = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
    return Reply("people", {"crews": [_crew(turn, team) for team in teams]})


def set_roles(turn: Turn, words: Words) -> Reply:
    """Give a colleague roles, in place of those they had."""
    members.lock(turn.db, workspace=turn.workspace.id, ids=[words.who or 0])
    member = turn.colleague(words.who or 0)
    if "admin" in member.roles and "admin" not in words.roles and _admins(turn) == {member.id}:
        raise Refused("last_admin", member=member)
    before = people.roles(turn.db, workspace=turn.workspace.id, member=member.id)
    after = {role: before.get(role, turn.now.date().isoformat()) for role in words.roles}
    people.set_roles(turn.db, workspace=turn.workspace.id, member=member.id, roles=after)
    turn.record("member", member.id, "roles", {"roles": (sorted(before), sorted(after))})
    return Reply("roles_done", {"member": member, "before": tuple(before), "after": words.roles})


def let_go(turn: Turn, words: Words) -> Reply:
    """Say that a colleague left; their open deals must be in other hands first."""
    members.lock(turn.db, workspace=turn.workspace.id, ids=[words.who or 0])
    member = turn.colleague(words.who or 0)
    if "admin" in member.roles and _admins(turn) == {member.id}:
        raise Refused("last_admin", member=member)
    if holding := turn.held(member.id):
        first = deals.owned(turn.db, workspace=turn.workspace.id, owner=member.id, most=SHOWN)
        raise Refused("left_holds", member=member, count=holding, deals=first)
    people.leave(turn.db, workspace=turn.workspace.id, member=member.id)
    turn.record("member", member.id, "left", {})
    return Reply("left_done", {"member": member})


def bind_room(turn: Turn, words: Words) -> Reply:
    """Make this room a team's, whose cards and digests come here, or nobody's: room none."""
    team = None if words.choice == "none" else must_know(turn, words.title or "")
    room = turn.room
    if room is None:
        raise Refused("room_is_private", team=team)
    language = room.language if team is None else team.language
    id = None if team is None else team.id
    people.bind_room(turn.db, workspace=turn.workspace.id, room=room.id, team=id, language=language)
    turn.record("workspace", turn.workspace.id, "room", {"room": (None, room.name)}, why=team.name if team else "")
    return Reply("room_done", {"team": team})


def known(turn: Turn, name: str) -> Team | None:
    """Return the team of this name or token."""
    teams = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
    return next((team for team in teams if name.casefold() in (team.name.casefold(), f"t{team.id}")), None)


def must_know(turn: Turn, name: str) -> Team:
    """Return the team of this name, token, or part of a name that no other has; refuse where there is none."""
    teams = workspaces.all_teams(turn.db, workspace=turn.workspace.id)
    like = [team for team in teams if name and name.casefold() in team.name.casefold()]
    found = known(turn, name) or (like[0] if len(like) == 1 else None)
    if found is None:
        raise Refused("team_unknown", teams=teams)
    return found


def own_room(room: Room, team: Team) -> bool:
    """Whether a room is the one that was made with the team, in the local chat."""
    return (room.door, room.channel) == ("local", _own_channel(team.id))


def _own_channel(team: int) -> str:
    return f"team-{team}"


def _new_team(turn: Turn, name: str) -> Team:
    language = "en" if name.isascii() else "zh"
    zone = turn.workspace.zone
    id = workspaces.add_team(turn.db, workspace=turn.workspace.id, name=name, zone=zone, language=language)
    tenant = people.local_tenant(turn.db, workspace=turn.workspace.id)
    if tenant is not None:  # in the local chat nobody invites Baton to a room: a team comes with one
        room = workspaces.add_room(
            turn.db,
            workspace=turn.workspace.id,
            team=id,
            door="local",
            tenant=tenant,
            channel=_own_channel(id),
            name=name,
            language=language,
        )
        if workspaces.room(turn.db, workspace=turn.workspace.id, id=room).team is None:  # the team comes back
            people.bind_room(turn.db, workspace=turn.workspace.id, room=room, team=id, language=language)
    timers.hurry(turn.db, workspace=turn.workspace.id, kind="rhythm", at=turn.now)
    turn.record("workspace", turn.workspace.id, "team", {"team": (None, name)})
    return Team(id, name, zone, language)


def _colleague(turn: Turn, name: str) -> int | None:
    """Who has just this name already; two of one name are a question for people, not for us."""
    known = names.same(turn.db, workspace=turn.workspace.id, kind="member", key=person_key(name))
    if len(known) > 1:
        raise Refused("name_shared", name=name)
    return known[0] if known else None


def _hire(turn: Turn, name: str, roles: tuple[str, ...], team: Team) -> int:
    tenant = people.local_tenant(turn.db, workspace=turn.workspace.id)
    handle = handle_for(name, people.handles(turn.db, workspace=turn.workspace.id))
    return workspaces.add_member(
        turn.db,
        workspace=turn.workspace.id,
        handle=handle,
        name=name,
        roles=dict.fromkeys(roles, turn.now.date().isoformat()),
        teams_of=[team.id],
        language="en" if name.isascii() else "zh",
        zone=team.zone,
        users=[] if tenant is None else [("local", tenant, handle)],
        now=turn.now,
    )


def _crew(turn: Turn, team: Team) -> Crew:
    found = members.of_team(turn.db, workspace=turn.workspace.id, team=team.id, now=turn.now)
    return Crew(team, tuple(Colleague(member.person, tuple(sorted(member.roles))) for member in found))


def _admins(turn: Turn) -> set[int]:
    everyone = members.everybody(turn.db, workspace=turn.workspace.id, now=turn.now)
    return {member.id for member in everyone if "admin" in member.roles}
