"""Who is who: somebody we do not know becomes a member where it is certain who they are, else a manager is asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import first
from handlers.message import Message, Profile
from sales.clean import clean_line
from sales.names import person_key
from sales.refusal import Refused
from sales.values import Member, Person, Room, Team
from storage import bindings, codes, deals, members, names, people, staff, visitors, workspaces
from storage.history import Origin
from storage.visitors import Visitor
from templates.voice import Voice

CODE = re.compile(r"(?:bind|绑定)[\s:：]*(\d{3})\s?(\d{3})[\s.。!！]*", re.IGNORECASE)
NAME = re.compile(
    r"(?:我是|我叫|本人是|i am|i'm|my name is)[\s:：]*([^\n，,；;。！!]{1,40}?)[\s.]*(?:[，,；;。！!].*)?",
    re.IGNORECASE | re.DOTALL,
)
TRIES = 5
TRY_AGAIN = timedelta(minutes=15)
ALIKE = 3
MOST_TEAMS = 3
MOST_DEALS = 5
FIRST_STEP, FOUNDERS_STEP = "help", "setup"


def arrive(db: Connection, voice: Voice, message: Message, *, workspace: int, inbox: int, now: datetime) -> str:
    """Let a stranger be the member they surely are, and return what they are shown who asked nothing.

    Refuses whoever that cannot be said of, and tells who may admit them.
    """
    profile = message.profile
    if profile is None:
        raise Refused("stranger")
    if profile.outsider or profile.gone:
        raise Refused("stranger_outside")
    visitor = _seen(db, message, profile, workspace=workspace, now=now)
    user = (visitor.door, visitor.tenant, visitor.user)
    if bindings.member(db, door=visitor.door, tenant=visitor.tenant, user=visitor.user) is not None:
        return FIRST_STEP  # two first messages came at once
    member = _by_code(db, message.text, visitor, workspace=workspace, now=now)
    member = member or _by_email(db, visitor, workspace=workspace, now=now)
    if member is not None:
        origin = Origin(workspace, member.person, now, inbox, message.permalink)
        staff.recognise(db, member=member.id, visitor=visitor, origin=origin)
        if CODE.fullmatch(message.text.strip()):
            _tell_of_code(db, voice, visitor, member, workspace=workspace, inbox=inbox, now=now)
        return FIRST_STEP
    if visitor.name == visitor.user:  # an id tells nobody who that is
        first_one = people.nobody_yet(db, workspace=workspace)
        raise Refused("stranger_name", mentioned=message.room is not None, first=first_one)
    if people.nobody_yet(db, workspace=workspace):
        _found(db, visitor, user, workspace=workspace, now=now)
        return FOUNDERS_STEP
    room = None
    if message.room is not None:
        room = workspaces.room_of(db, door=message.door, tenant=message.tenant, channel=message.room)
    hosts = _ask(db, voice, visitor, room, workspace=workspace, now=now)
    raise Refused("stranger_told", name=visitor.name, hosts=hosts)


def met(db: Connection, profile: Profile, *, door: str, tenant: str, user: str) -> bool:
    """Whether there is anything to follow: we know a user, and what is told of them is new."""
    before = visitors.of_user(db, door=door, tenant=tenant, user=user)
    if before is None:
        return bindings.member(db, door=door, tenant=tenant, user=user) is not None
    told = (profile.name or user, profile.email, profile.language, profile.zone)
    known = (before.name, before.email, before.language, before.zone)
    bound = bindings.member(db, door=door, tenant=tenant, user=user) is not None
    return told != known or bound == profile.gone


def follow(db: Connection, voice: Voice, profile: Profile, *, door: str, tenant: str, user: str, now: datetime) -> None:
    """Keep up with what a platform says of somebody we know: name, zone, language, and that they are gone or back."""
    found = workspaces.of_door(db, door=door, tenant=tenant)
    before = visitors.of_user(db, door=door, tenant=tenant, user=user)
    member = bindings.member(db, door=door, tenant=tenant, user=user)
    if found is None or (before is None and member is None):
        return
    told = Message(door=door, tenant=tenant, delivery="", sender=user, text="")
    visitor = _seen(db, told, profile, workspace=found.id, now=now)
    origin = Origin(found.id, None, now)
    if member is None:
        if before is not None and before.member is not None and not (profile.gone or profile.outsider):
            staff.recognise(db, member=before.member, visitor=visitor, origin=origin)
        return
    if profile.gone:
        _gone(db, voice, visitor, member, origin)
    else:
        _changed(db, before, visitor, member, origin)


def _seen(db: Connection, message: Message, profile: Profile, *, workspace: int, now: datetime) -> Visitor:
    """Keep what is known of somebody; a platform that tells no name leaves it to them to say it."""
    name = profile.name
    if name in ("", message.sender):
        before = visitors.of_user(db, door=message.door, tenant=message.tenant, user=message.sender)
        said = NAME.fullmatch(message.text.strip())
        name = clean_line(said[1]) if said else "" if before is None else before.name
    return visitors.seen(
        db,
        workspace=workspace,
        door=message.door,
        tenant=message.tenant,
        user=message.sender,
        name=name or message.sender,
        email=profile.email,
        language=profile.language,
        zone=profile.zone,
        now=now,
    )


def _by_code(db: Connection, text: str, visitor: Visitor, *, workspace: int, now: datetime) -> Member | None:
    """Whose one-time code was typed; a few wrong ones are enough for a while."""
    found = CODE.fullmatch(text.strip())
    if found is None:
        return None
    waited = visitor.tried_at is None or now - visitor.tried_at > TRY_AGAIN
    tries = 0 if waited else visitor.tries
    if tries >= TRIES:
        raise Refused("bind_wait", until=(visitor.tried_at or now) + TRY_AGAIN)
    id = codes.use(db, workspace=workspace, code=found[1] + found[2], now=now)
    member = None if id is None else members.by_id(db, workspace=workspace, id=id, now=now)
    if member is None:
        visitors.tried(db, id=visitor.id, tries=tries + 1, at=now)
        raise Refused("bind_wrong")
    return member


def _tell_of_code(
    db: Connection, voice: Voice, visitor: Visitor, member: Member, *, workspace: int, inbox: int, now: datetime
) -> None:
    """Tell who somebody became by a code of theirs where they were known before: the code may have been seen."""
    facts, about = {"member": member.person, "visitor": visitor}, f"bound:{visitor.id}:{inbox}"
    voice.to_member(db, member, "bound_by_code", facts, workspace=workspace, about=about, broken=visitor.door, now=now)


def _by_email(db: Connection, visitor: Visitor, *, workspace: int, now: datetime) -> Member | None:
    """The one member who has just this address and nobody's account here yet."""
    if not visitor.email:
        return None
    known = names.same(db, workspace=workspace, kind="member", key=person_key(visitor.email))
    wanted = visitor.email.casefold()
    same = [one for one in (staff.one(db, workspace=workspace, id=id) for id in known) if one.email]
    found = [one for one in same if one.active and (one.email or "").casefold() == wanted]
    if len(found) != 1 or bindings.reached(db, door=visitor.door, tenant=visitor.tenant, member=found[0].id):
        return None
    return members.by_id(db, workspace=workspace, id=found[0].id, now=now)


def _found(db: Connection, visitor: Visitor, user: tuple[str, str, str], *, workspace: int, now: datetime) -> None:
    """Whoever speaks first in an empty company is its first admin, and it speaks their language."""
    here = workspaces.find(db, id=workspace)
    language, zone = visitor.language or here.language, visitor.zone or here.zone
    currency = "CNY" if language == "zh" else "USD"
    name = first.NAMELESS[language] if here.name in first.NAMELESS.values() else here.name
    people.found(db, workspace=workspace, name=name, language=language, currency=currency, zone=zone)
    id = first.first_admin(db, workspace=workspace, name=visitor.name, language=language, zone=zone, user=user, now=now)
    visitors.became(db, id=visitor.id, member=id)


def _ask(
    db: Connection, voice: Voice, visitor: Visitor, room: Room | None, *, workspace: int, now: datetime
) -> list[Person]:
    """Ask those who may admit somebody, once; return whom."""
    hosts = _hosts(db, voice, room, workspace=workspace, now=now)
    alike = _alike(db, visitor, workspace=workspace, now=now)
    for host in hosts:
        teams = _teams(db, host, workspace)
        facts = {
            "visitor": visitor,
            "room": _named(db, room, workspace),
            "teams": teams if len(teams) <= MOST_TEAMS else (),
            "alike": alike,
        }
        about = f"newcomer:{visitor.id}"
        voice.to_member(db, host, "newcomer", facts, workspace=workspace, about=about, now=now)
    return [host.person for host in hosts]


def _hosts(db: Connection, voice: Voice, room: Room | None, *, workspace: int, now: datetime) -> Sequence[Member]:
    """Who may admit a newcomer: the managers of the room's team, else the admins, else whoever leads."""
    everybody = members.everybody(db, workspace=workspace, now=now)
    here = [one for one in everybody if members.home(db, workspace=workspace, member=one.id, doors=voice.doors)]
    led = [one for one in here if room is not None and room.team in one.teams and "manager" in one.roles]
    groups = (led, *([one for one in here if role in one.roles] for role in ("admin", "manager", "director")))
    return next(filter(None, groups), [])


def _teams(db: Connection, host: Member, workspace: int) -> tuple[Team, ...]:
    """The teams somebody may admit people to: their own; an admin's and a director's are all."""
    teams = workspaces.all_teams(db, workspace=workspace)
    return teams if host.roles & {"admin", "director"} else tuple(team for team in teams if team.id in host.teams)


def _named(db: Connection, room: Room | None, workspace: int) -> str:
    """What people call a room: by its team where the platform tells no name, only an id."""
    if room is None or room.name != room.channel:
        return "" if room is None else room.name
    teams = workspaces.all_teams(db, workspace=workspace)
    return next((team.name for team in teams if team.id == room.team), "")


def _alike(db: Connection, visitor: Visitor, *, workspace: int, now: datetime) -> list[Person]:
    """Members whose name is much like the visitor's, and who have nobody's account here yet."""
    wanted = dict.fromkeys((visitor.name, *visitor.name.split(), visitor.email.partition("@")[0]))
    ids = [id for name in wanted for id in names.find(db, workspace=workspace, kind="member", key=person_key(name))]
    known = members.named(db, workspace=workspace, ids=list(dict.fromkeys(ids)), now=now)
    free = (one for one in known if not bindings.reached(db, door=visitor.door, tenant=visitor.tenant, member=one.id))
    return [one.person for one in free][:ALIKE]


def _changed(db: Connection, before: Visitor | None, after: Visitor, member: int, origin: Origin) -> None:
    """What the platform changed changes with us too; what somebody set here since stays."""
    known = staff.one(db, workspace=origin.workspace, id=member)
    was = (before.name, before.zone, before.language) if before is not None else ("", "", "")
    name, zone, language = (
        new if new and new != old else ""
        for old, new in zip(was, (after.name, after.zone, after.language), strict=True)
    )
    renamed = bool(name) and name not in (known.name, after.user)
    aliases = tuple(one for one in dict.fromkeys((*known.aliases, known.name)) if one != name)
    wanted = replace(
        known,
        name=name if renamed else known.name,
        aliases=aliases if renamed else known.aliases,
        zone=zone or known.zone,
        language=language or known.language,
    )
    if wanted != known:
        staff.change(db, known, wanted, origin=origin, what="followed", why=after.door)


def _gone(db: Connection, voice: Voice, visitor: Visitor, member: int, origin: Origin) -> None:
    """An account that was closed speaks no more; what its member still holds is told to who can give it on."""
    bindings.unbind(db, door=visitor.door, tenant=visitor.tenant, user=visitor.user)
    visitors.became(db, id=visitor.id, member=member)
    known = staff.one(db, workspace=origin.workspace, id=member)
    held = deals.owned(db, workspace=origin.workspace, owner=member, most=MOST_DEALS)
    gone = replace(known, users=known.users - {(visitor.door, visitor.tenant, visitor.user)})
    leaves = not gone.users and not held
    staff.change(db, known, replace(gone, active=not leaves and known.active), origin=origin, what="account_closed")
    if not known.active:
        return
    facts = {"member": known.person, "visitor": visitor, "deals": held, "left": leaves}
    for host in _leaders(db, known.teams, member, workspace=origin.workspace, now=origin.now):
        about = f"gone:{visitor.id}:{origin.now.date()}"
        voice.to_member(db, host, "account_closed", facts, workspace=origin.workspace, about=about, now=origin.now)


def _leaders(db: Connection, teams: frozenset[int], member: int, *, workspace: int, now: datetime) -> Sequence[Member]:
    everybody = [one for one in members.everybody(db, workspace=workspace, now=now) if one.id != member]
    managers = [one for one in everybody if "manager" in one.roles and one.teams & teams]
    return managers or [one for one in everybody if one.roles & {"admin", "director"}]
