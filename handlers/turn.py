"""A turn: who spoke, where and when, the open transaction, and the ways to change and say something."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from handlers.command import Command
from handlers.following import quotes_follow
from handlers.language.words import Scene, Words
from handlers.message import Message
from handlers.rights import SELLERS, reaches, sees_all
from handlers.standing import asked_of
from sales.calendar import WorkCalendar
from sales.config import CalendarPolicy, Config
from sales.playbook import Stage
from sales.quoting import Quote, Version, Wanted, next_look, percent
from sales.refusal import Refused
from sales.requesting import follow, sides
from sales.undoing import FINAL
from sales.values import Deal, Member, Person, Request, Room, Subject, Team, Workspace
from storage import changes, customers, deals, helpers, members, outbox, quotes, requests
from storage.history import Origin
from storage.outbox import Standing
from storage.sealing import Seals


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: a template and its facts.

    `card` is what a card that stays shows, drawn anew with every change; `milestone` is also shown
    outside its thread; `form` asks for fields; `readings` are what an unclear message may mean, each a line
    (and fields) that a button of the answer picks; `private` keeps from the room what not everybody there may see;
    `prompt` is the beginning of the line that any text of the asker's completes here `until` a moment.
    """

    name: str
    facts: Mapping[str, object] = field(default_factory=dict)
    card: Subject | None = None
    milestone: bool = False
    form: bool = False
    readings: tuple[Mapping[str, object], ...] = ()
    private: bool = False
    aside: "Reply | None" = None
    prompt: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Something said besides the answer: to a member in private, or to a team's rooms."""

    name: str
    facts: Mapping[str, object]
    about: str
    member: int | None = None
    team: Team | None = None
    card: Subject | None = None
    prompt: str | None = None
    prompt_until: datetime | None = None


class Writing(Exception):
    """A question that turned out to change something: its turn begins again, as one that writes."""


def confirm(
    why: str,
    words: Words,
    deal: Deal | None,
    *,
    stages: Sequence[Stage],
    readings: Sequence[Mapping[str, object]],
    whom: Sequence[str] = (),
    reasons: Sequence[str] = (),
    private: bool = False,
) -> Reply:
    """Ask whether what was understood is meant, and show all that would be done; `whom` is given what, by name.

    With `reasons` a yes is one of these for each reading.
    """
    facts = {
        "doubt": why,
        "words": words,
        "deal": deal,
        "stage": next((one for one in stages if one.key == words.stage), None),
        "whom": whom,
        "reasons": reasons,
        "discount": percent(int(words.discount_pct * 100)) if words.discount_pct else None,
    }
    was = {} if deal is None else {"was": asked_of(deal, words)}
    return Reply("confirm", facts, readings=tuple({**one, **was} for one in readings), private=private)


class Turn:
    """One message's work: everything a handler may touch."""

    def __init__(
        self,
        db: Connection,
        *,
        workspace: Workspace,
        member: Member,
        room: Room | None,
        config: Config,
        command: Command,
        message: Message,
        inbox: int | None,
        seals: Seals,
        webhooks: Collection[str] = (),
        now: datetime,
        scene: Scene | None = None,
    ) -> None:
        self.db = db
        self.workspace = workspace
        self.member = member
        self.room = room
        self.config = config
        self.command = command
        self.message = message
        self.inbox = inbox
        self.seals = seals
        self.webhooks = webhooks
        self.now = now
        self.scene = scene
        self.wrote = False
        self.undo = ""
        self.told: list[Told] = []
        self.cards: list[Standing] = []
        self.origin = Origin(workspace.id, member.person, now, inbox, message.permalink)

    def calendar(self, team: Team) -> WorkCalendar:
        """Return the working hours and days of a team, by its own wall clock."""
        return calendar_of(self.config.calendar, team.zone)

    def find(self, code: str) -> Deal:
        """Return a deal to look at, without locking it."""
        return deals.find(self.db, workspace=self.workspace.id, code=code)

    def lock(self, *, deal: str, counting: Collection[int] = ()) -> Deal:
        """Lock the members whose deals are counted and the deal, in this order; refuse who may not touch it."""
        if counting:
            members.lock(self.db, workspace=self.workspace.id, ids=counting)
        found = deals.locked(self.db, workspace=self.workspace.id, code=deal)
        self.must_reach(found)
        return found

    @property
    def agreed(self) -> bool:
        """Whether what is doubtful about the message was asked already; our own buttons leave no doubt."""
        message = self.message
        return message.sure or message.agreed or (message.pressed and not message.fields)

    @property
    def again(self) -> tuple[Mapping[str, object], ...]:
        """The reading that says the same message again, its amount being meant."""
        return ({"line": self.message.text, "fields": dict(self.message.fields), "agreed": True},)

    def doubts(self, why: str, words: Words, deal: Deal) -> Reply:
        """Ask whether an amount is meant; the press says the same message again."""
        return confirm(why, words, deal, stages=self.config.stages, readings=self.again, private=True)

    def must_write(self) -> None:
        """Begin this turn again as one that writes, where it only reads."""
        if self.inbox is None:
            raise Writing

    def lock_self(self) -> Member:
        """Lock the speaker, as they are now, before their settings are changed."""
        members.lock(self.db, workspace=self.workspace.id, ids=[self.member.id])
        self.member = self.colleague(self.member.id)
        return self.member

    def lock_request(self, code: str) -> tuple[Request, Deal | None]:
        """Lock a request with its assignee and the deal it is about, in the one order all locks are taken in."""
        seen = requests.find(self.db, workspace=self.workspace.id, code=code)
        if seen.assignee is not None:
            members.lock(self.db, workspace=self.workspace.id, ids=[seen.assignee.id])
        deal = None if seen.deal is None else deals.locked_by_id(self.db, workspace=self.workspace.id, id=seen.deal)
        return requests.locked(self.db, workspace=self.workspace.id, code=code), deal

    def lock_quote(self, code: str) -> tuple[Quote, Deal, tuple[Request, ...]]:
        """Lock a quote with its deal and everything it still asks of people."""
        seen = quotes.find(self.db, workspace=self.workspace.id, code=code)
        deal = deals.locked_by_id(self.db, workspace=self.workspace.id, id=seen.deal)
        quote = quotes.locked(self.db, workspace=self.workspace.id, id=seen.id)
        asked = requests.locked_on(self.db, workspace=self.workspace.id, deal=deal.id)
        return quote, deal, tuple(request for request in asked if request.quote == quote.id)

    def must_reach(self, deal: Deal, *, scope: str = "") -> None:
        """Refuse when a scope, else the command's, does not extend to this deal for this member."""
        scope = scope or self.command.scope
        if not reaches(self.member, scope, deal) and not (self.command.helpers and self.helps(deal)):
            claims = bool(self.member.roles & SELLERS)
            raise Refused("not_your_deal", deal=deal, scope=scope, claims=claims)

    def helps(self, deal: Deal) -> bool:
        """Whether the speaker helps on a deal without owning it."""
        return helpers.helps(self.db, deal=deal.id, member=self.member.id)

    def sees(self, deal: Deal) -> bool:
        """Whether the speaker may see all of a deal, by their rights, as a helper or for what is asked there."""
        return sees_all(self.member, deal) or sees_all(
            self.member,
            deal,
            concerned=self.helps(deal)
            or requests.concerns(
                self.db, workspace=self.workspace.id, deal=deal.id, member=self.member.id, roles=self.member.roles
            ),
        )

    def here(self, deal: Deal) -> bool:
        """Whether the place may read all of a deal: a room reads its own team's, everything else is one's own."""
        return self.room is None or self.room.team == deal.team.id

    def must_see(self, deal: Deal) -> None:
        """Refuse who may see only code, customer, stage and owner."""
        if not self.sees(deal):
            raise Refused("history_not_yours", deal=deal)

    def held(self, owner: int) -> int:
        """Return how many open deals a locked member holds."""
        return deals.held(self.db, workspace=self.workspace.id, owner=owner)

    def colleague(self, id: int) -> Member:
        """Return another member of the workspace."""
        found = members.by_id(self.db, workspace=self.workspace.id, id=id, now=self.now)
        if found is None:
            raise Refused("member_gone", field="to")
        return found

    def lock_customer(self, name: str) -> int:
        """Lock the customer of this name, new or known, before asking which deals it has."""
        self.wrote = True
        return customers.locked(self.db, workspace=self.workspace.id, name=name, now=self.now)

    def create(self, deal: Deal, *, why: str = "") -> Deal:
        """Store a new deal."""
        self.wrote = True
        stored = changes.create_deal(self.db, deal, origin=self.origin, why=why)
        self.undo = f"{stored.code}/{stored.history_no}"
        return stored

    def change(self, before: Deal, after: Deal, what: str, *, why: str = "") -> Deal:
        """Write a changed deal: with history, ownership, timers and cards; open offers of it lapse."""
        self.wrote = True
        stored, self.cards = changes.change_deal(self.db, before, after, what, origin=self.origin, why=why)
        self.undo = "" if what in FINAL else f"{stored.code}/{stored.history_no}"
        if before.open != after.open or (before.owner is not None and before.owner != after.owner):
            self._requests_follow(before, stored)
            quotes_follow(self, before, stored)
        return stored

    def open_request(
        self,
        kind: str,
        deal: Deal | None,
        *,
        assignee: Person | None = None,
        role: str | None = None,
        due: datetime,
        note: str,
        quote: int | None = None,
        step: int = 0,
        first_look: datetime | None = None,
        asker: Person | None = None,
    ) -> Request:
        """Ask a colleague, or whoever of a role takes it on, for something, to be answered by a due time."""
        self.wrote = True
        return requests.open_one(
            self.db,
            origin=self.origin,
            kind=kind,
            deal=None if deal is None else deal.id,
            asker=asker or self.member.person,
            assignee=assignee,
            role=role,
            due=due,
            note=note,
            quote=quote,
            step=step,
            first_look=first_look,
        )

    def change_request(self, request: Request) -> None:
        """Write who has a request now, until when, or how it ended."""
        self.wrote = True
        requests.change(self.db, request, workspace=self.workspace.id, now=self.now)

    def open_quote(self, deal: Deal, wanted: Wanted) -> Quote:
        """Store a new quote, asked for by the speaker."""
        self.wrote = True
        return quotes.open_one(self.db, origin=self.origin, deal=deal.id, asker=self.member.person, wanted=wanted)

    def change_quote(self, quote: Quote, deal: Deal, version: Version | None = None) -> Quote:
        """Write where a quote stands now, with a new version when one was offered."""
        self.wrote = True
        if version is not None:
            quotes.offer(self.db, quote, version)
        at = next_look(quote, policy=self.config.quotes, calendar=self.calendar(deal.team), now=self.now)
        quotes.change(self.db, quote, workspace=self.workspace.id, look_at=at, now=self.now)
        return quote

    def change_self(self, after: Member, what: str, *, why: str = "") -> Member:
        """Write the speaker's own changed settings."""
        self.wrote = True
        self.member = changes.change_member(self.db, self.member, after, what, origin=self.origin, why=why)
        self.undo = "" if what in FINAL else f"me/{self.member.history_no}"
        return self.member

    def change_config(self, after: Config, *, why: str) -> None:
        """Write new rules of the workspace, in force from the next message on."""
        self.wrote = True
        self.workspace = changes.change_config(self.db, self.workspace, after, origin=self.origin, why=why)
        self.config = after

    def record(
        self, kind: str, subject: int, what: str, fields: Mapping[str, tuple[object, object]], *, why: str = ""
    ) -> None:
        """Write down what happened to a member or the workspace."""
        self.wrote = True
        end = changes.record(self.db, kind, subject, what, origin=self.origin, fields=fields, why=why)
        if (kind, subject) == ("member", self.member.id):
            self.undo = "" if what in FINAL else f"me/{end.no}"

    def ask(self, name: str, facts: Mapping[str, object], *, about: str, prompt: str, until: datetime) -> None:
        """Put a question to the speaker that any text of theirs answers, as the end of the line `prompt` begins."""
        self.told.append(Told(name, facts, about, member=self.member.id, prompt=prompt, prompt_until=until))

    def settle(self, prompt: str, *, at: datetime | None = None) -> None:
        """Take no more texts of the speaker as the answer to a question, from now or a moment on."""
        outbox.close_prompt(self.db, member=self.member.id, prompt=prompt, at=at or self.now)

    def tell(
        self, member: int, name: str, facts: Mapping[str, object], *, about: str, card: Subject | None = None
    ) -> None:
        """Say something to another member in private, once for what it is about."""
        if member != self.member.id:
            self.told.append(Told(name, facts, about, member=member, card=card))

    def announce(
        self, team: Team, name: str, facts: Mapping[str, object], *, about: str, card: Subject | None = None
    ) -> None:
        """Say something in a team's rooms, once for what it is about."""
        self.told.append(Told(name, facts, about, team=team, card=card))

    def _requests_follow(self, before: Deal, after: Deal) -> None:
        """What is still asked for on a deal goes with the baton or ends with the deal, and both sides hear of it."""
        for request in requests.locked_on(self.db, workspace=self.workspace.id, deal=after.id):
            followed = follow(request, before=before, after=after, now=self.now)
            if followed is request or request.quote is not None:
                continue
            self.change_request(followed)
            facts, about = {"request": followed, "deal": after}, f"followed:{request.code}:{followed.rev}"
            for person in sides(followed):
                if followed.open:
                    self.tell(person.id, "request_follows", facts, about=about)
                elif request.kind != "transfer":
                    self.tell(person.id, "request_lapsed", facts, about=about)
                elif person == request.assignee:
                    self.tell(person.id, "transfer_lapsed", facts, about=about)


@lru_cache(maxsize=256)
def calendar_of(policy: CalendarPolicy, zone: str) -> WorkCalendar:
    """Return working time by this policy on this zone's wall clock."""
    return WorkCalendar(
        zone=ZoneInfo(zone),
        hours=tuple((span.start, span.end) for span in policy.hours),
        days=frozenset(policy.days),
        country=policy.country,
        closed=frozenset(map(date.fromisoformat, policy.closed)),
        opened=frozenset(map(date.fromisoformat, policy.opened)),
    )
