"""Where a message was said: company, member, room, thread; and the look-ups its reader may use."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from handlers.language.spans.mentions import find_names
from handlers.language.spans.pieces import Entry
from handlers.language.words import Mention, Named, Scene
from handlers.message import Message
from handlers.turn import calendar_of
from sales.called import TRACE_KINDS, Kind
from sales.config import Config
from sales.names import company_key, person_key
from sales.refusal import Refused
from sales.values import Deal, Member, Room, Workspace
from storage import ballots, deals, goals, members, names, outbox, quotes, requests, workspaces
from storage.names import NamedDeal, NamedMember

CODE = re.compile(r"D-\d{1,9}")
MEMBER = re.compile(r"m(\d{1,18})")

MOST_MINE = 5
MOST_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Who speaks, in which company, room and thread."""

    workspace: Workspace
    member: Member
    room: Room | None
    thread: int | None = None
    thread_deal: str | None = None

    def prompt(self, db: Connection, now: datetime) -> str | None:
        """Return the beginning of the line that any text completes here, when something was asked."""
        room = None if self.room is None else self.room.id
        return outbox.prompt(db, member=self.member.id, room=room, now=now)

    def scene(self, db: Connection, config: Config, now: datetime, *, sure: bool = False) -> Scene:
        """Return what the reader may know here."""
        look = LookUps(db, self, now)
        return Scene(
            now=now,
            zone=ZoneInfo(self.member.zone),
            calendar=calendar_of(config.calendar, self.member.zone),
            currency=look.currency,
            stages=config.stages,
            me=self.member.id,
            thread_deal=self.thread_deal,
            find_deal=look.find_deal,
            find_member=look.find_member,
            awards=look.awards,
            nominees=look.nominees,
            find_names=look.find_names,
            deal=look.deal,
            mine=look.mine,
            quote_to_decide=look.quote_to_decide,
            own_teams=look.own_teams,
            sure=sure,
        )


@dataclass(frozen=True, slots=True)
class LookUps:
    """How names are looked up for whoever speaks in a place."""

    db: Connection
    place: Place
    now: datetime
    searched: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def find_deal(self, text: str) -> list[Named]:
        """Return the deals a name may mean."""
        key = company_key(text)
        ids = names.same(self.db, workspace=self.place.workspace.id, kind="deal", key=key) or self._held(text, key)
        found = deals.named(self.db, workspace=self.place.workspace.id, ids=ids)
        return [Named(deal.id, deal.code, f"{deal.code} {deal.title}") for deal in found if not deal.reverted_at]

    def _held(self, text: str, key: str) -> list[int]:
        """Return the deals whose names hold a key; who asks for ever fewer words of a text searches all names once."""
        words = text.split()
        first = next(filter(names.tells, (company_key(" ".join(words[:most])) for most in range(1, len(words)))), "")
        if first and first in key:
            lines = self._holding(first)
            if len(lines) < names.MOST_HELD:
                return _few(id for name, id in lines if key in name)
        return _few(id for _, id in self._holding(key)) if names.tells(key) else []

    def _holding(self, part: str) -> list[tuple[str, int]]:
        if part not in self.searched:
            self.searched[part] = names.holding(self.db, workspace=self.place.workspace.id, part=part)
        return self.searched[part]

    def find_member(self, text: str) -> list[Named]:
        """Return the colleagues a name may mean."""
        ids = names.find(self.db, workspace=self.place.workspace.id, kind="member", key=person_key(text))
        found = members.named(self.db, workspace=self.place.workspace.id, ids=ids, now=self.now)
        return [Named(member.id, member.handle, member.name) for member in found]

    def find_names(self, text: str) -> list[Mention]:
        """Return whom a sentence names."""
        return find_names(text, self.called)

    def called(self, keys: Sequence[str], kinds: Sequence[Kind]) -> list[Entry]:
        """Return what the name index knows of keys."""
        workspace = self.place.workspace.id
        ask = names.traced if kinds == TRACE_KINDS else names.spoken
        lines = ask(self.db, workspace=workspace, keys=keys)
        ours = {id for kind, _, id in lines if kind.startswith("deal")}
        theirs = {id for kind, _, id in lines if kind.startswith("member")}
        held = {deal.id: _deal(deal) for deal in names.deals_of(self.db, workspace=workspace, ids=ours)}
        people = {one.id: _member(one) for one in names.people_of(self.db, workspace=workspace, ids=theirs)}
        found = [
            Entry(kind, key, named)
            for kind, key, id in lines
            if (named := (held if kind.startswith("deal") else people).get(id))
        ]
        codes = [key for key in keys if CODE.fullmatch(key)] if "deal code" in kinds else []
        coded = names.deals_coded(self.db, workspace=workspace, codes=codes)
        return found + [Entry("deal code", deal.code, _deal(deal)) for deal in coded]

    def deal(self, code: str) -> Deal | None:
        """Return a deal as it stands, or None where there is none of this code."""
        try:
            return deals.find(self.db, workspace=self.place.workspace.id, code=code)
        except Refused:
            return None

    def mine(self) -> list[Named]:
        """Return the open deals of whoever speaks, what falls due first comes first."""
        workspace, me = self.place.workspace.id, self.place.member.id
        held = deals.owned(self.db, workspace=workspace, owner=me, most=MOST_MINE)
        return [Named(deal.id, deal.code, f"{deal.code} {deal.title}", owner=me) for deal in held]

    def quote_to_decide(self, deal: int) -> str | None:
        """Return the quote of a deal that waits for whoever speaks to approve it, where it is the only one."""
        workspace, member = self.place.workspace.id, self.place.member
        waiting = {
            one.quote
            for one in requests.open_on(self.db, workspace=workspace, deal=deal)
            if one.kind == "approval" and one.quote is not None
            if (one.assignee.id == member.id if one.assignee else one.role in member.roles)
        }
        return quotes.by_id(self.db, workspace=workspace, id=waiting.pop()).code if len(waiting) == 1 else None

    def currency(self, code: str | None) -> str:
        """Return the currency an amount said of a deal, a quote or a member's goal is in, when nothing else was said."""
        workspace = self.place.workspace
        if code and (token := MEMBER.fullmatch(code)):
            return goals.currency_of(self.db, workspace=workspace.id, member=int(token[1])) or workspace.currency
        try:
            deal = self._deal_of(code) if code else None
        except Refused:
            deal = None
        return deal.amount.currency if deal and deal.amount else workspace.currency

    def own_teams(self) -> list[str]:
        """Return what the teams of whoever speaks are called."""
        every = workspaces.all_teams(self.db, workspace=self.place.workspace.id)
        return [team.name for team in every if team.id in self.place.member.teams]

    def awards(self) -> list[Named]:
        """Return the awards that are open to whoever speaks."""
        found = ballots.open_at(self.db, workspace=self.place.workspace.id, now=self.now)
        mine = (one for one in found if one.team is None or one.team.id in self.place.member.teams)
        return [Named(one.id, one.code, one.title) for one in mine]

    def nominees(self, code: str) -> dict[int, frozenset[str]]:
        """Return by which names each nominee of an award goes."""
        ballot = ballots.find(self.db, workspace=self.place.workspace.id, code=code)
        return ballots.called(self.db, ballot=ballot.id)

    def _deal_of(self, code: str) -> Deal:
        if not code.startswith("Q-"):
            return deals.find(self.db, workspace=self.place.workspace.id, code=code)
        quote = quotes.find(self.db, workspace=self.place.workspace.id, code=code)
        return deals.by_id(self.db, workspace=self.place.workspace.id, id=quote.deal)


def _few(ids: Iterable[int]) -> list[int]:
    return sorted(set(ids))[:MOST_ALIKE]


def _deal(deal: NamedDeal) -> Named:
    label = f"{deal.code} {deal.title}"
    return Named(deal.id, deal.code, label, deal.title, deal.owner, deal.owner_name or "", deal.result == "open")


def _member(member: NamedMember) -> Named:
    return Named(member.id, member.handle, member.name, roles=tuple(member.roles))


class NewRoom(Exception):
    """A room nobody told us of yet, which can only be written down where something is written anyway."""


def look_around(db: Connection, message: Message, *, now: datetime, writing: bool) -> Place | None:
    """Find member, room and thread of a message; None for a stranger. Raises NewRoom in a mere read."""
    met = members.meet(db, door=message.door, tenant=message.tenant, user=message.sender, channel=message.room, now=now)
    if met is None:
        return None
    if met.room is None and message.room is not None and not writing:
        raise NewRoom
    room = met.room or _new_room(db, message, met.workspace)
    thread = None
    if room is not None and message.thread is not None:
        thread = outbox.about(db, room=room.id, message=message.thread)
    return Place(met.workspace, met.member, room, *(thread or (None, None)))


def _new_room(db: Connection, message: Message, workspace: Workspace) -> Room | None:
    """A room nobody told us of yet gets its row, so that it can be answered in."""
    if message.room is None:
        return None
    id = workspaces.add_room(
        db,
        workspace=workspace.id,
        team=None,
        door=message.door,
        tenant=message.tenant,
        channel=message.room,
        name=message.room,
        language=workspace.language,
    )
    return Room(id, None, message.door, message.tenant, message.room, message.room, workspace.language)
