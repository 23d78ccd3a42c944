"""What a message is answered, and what is said to others: rows of the outbox, in the transaction of what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.platform import Cut, never_cut
from bot.scenery import Place
from bot.vault import Vault
from handlers.command import Command
from handlers.language.typed.reader import CJK
from handlers.language.words import Words
from handlers.message import Message
from handlers.turn import Reply, Turn
from sales.values import Deal
from storage import inbox, members, outbox
from storage.inbox import Received
from storage.outbox import Saying
from storage.sealing import Seals
from storage.sending import LEASE
from storage.store import Store
from templates.voice import Voice


@dataclass(frozen=True, slots=True)
class Answer:
    """A card that leaves by the door its message came in; `row` is its outbox row, 0 where it has none."""

    row: int
    text: str
    private: bool
    form: bool = False
    language: str = "en"
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of a message: done, refused, repeat, unknown (no such tenant), late, broken, or field.

    `field` is what was filled in wrong first, `wrong` says of each field that was why.
    `said` names the template of the answer, `meant` is what the message was read as; both are for those who look on.
    """

    state: str
    answer: Answer | None = None
    field: str | None = None
    wrong: tuple[tuple[str, str], ...] = ()
    inbox: int | None = None
    said: str = ""
    meant: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Services:
    """What every turn stands on."""

    store: Store
    voice: Voice
    vault: Vault
    seals: Seals
    holder: str
    webhooks: frozenset[str] = frozenset()
    cut: Cut = never_cut


@dataclass(frozen=True, slots=True)
class Answering:
    """Everything an answer depends on: the message, and what a turn has found out about it so far."""

    services: Services
    message: Message
    now: datetime
    place: Place | None
    turn: Turn | None
    words: Words | None
    command: Command | None

    def answer(self, db: Connection, received: Received, reply: Reply, *, state: str = "done") -> Handled:
        """Write the answer and everything else that is said, in the transaction of what was done."""
        message = self.message
        asked = reply.readings or (() if reply.aside is None else reply.aside.readings)
        if asked and self.place is not None:
            room = None if self.place.room is None else self.place.room.id
            readings = [{**reading, "room": room} for reading in asked]
            inbox.keep_readings(db, id=received.id, member=self.place.member.id, readings=readings)
        if reply.form and not message.route.form:
            reply = Reply("form_as_line", reply.facts)
        text = self._render(reply, {**reply.facts, "row": received.id})
        secret = self.command is not None and self.command.secret
        if message.keep is not None and not secret and self.place is not None and self.place.room is not None:
            message.keep(db, self.place.workspace.id, self.place.member.id, self.place.room.id)
        handled = Handled(state, inbox=received.id, said=reply.name, meant=() if self.words is None else (self.words,))
        if reply.form:
            return replace(handled, answer=Answer(0, text, private=True, form=True, language=self._language(reply)))
        alone = self._alone_at(db, reply, state)
        private = self._private(reply, state) and (alone is not None or not message.route.aside)
        saying = self._saying(received, reply, text, state, private=private)
        if saying.room is not None and saying.member is None and saying.thread is None and state == "done":
            under = self._under(db, saying.room, reply)
            saying = saying if under is None else replace(saying, thread=under)
        if alone is not None:
            outbox.say(db, self._to_asker(saying, *alone))
            answer = Answer(0, self.render("answered_aside", {}), private=False) if message.route.carries else None
        else:
            row = outbox.say(db, saying)
            in_band = self._in_band(reply, state)
            answer = Answer(row or 0, text, private, language=saying.language, rev=saying.rev) if in_band else None
        if reply.aside is not None:
            outbox.say(db, self._aside(db, received, reply.aside))
        self._say_besides(db, reply)
        return handled if answer is None else replace(handled, answer=answer)

    def _under(self, db: Connection, room: int, reply: Reply) -> int | None:
        """The card a deal's thread begins with in this room; what is said of the deal is said there."""
        deal = reply.facts.get("deal")
        if not isinstance(deal, Deal):
            return None
        turn = self.turn
        known = next((card.row for card in turn.cards if card.room == room), None) if turn is not None else None
        if known is None and turn is not None and turn.undo.startswith(f"{deal.code}/"):
            return None  # the deal was changed just now, so that every card of it is known
        return known or outbox.first_card(db, room=room, deal=deal.id)

    def _in_band(self, reply: Reply, state: str) -> bool:
        """Whether the answer leaves by what this very delivery gave; a card that changes needs its own message."""
        route = self.message.route
        return (reply.card is None or route.cards) and (
            route.carries or (route.refuses and state in ("refused", "broken"))
        )

    def _alone_at(self, db: Connection, reply: Reply, state: str) -> tuple[str, str] | None:
        """Where the asker is answered alone because the whole room would read along; None for the usual way.

        What concerns only them never goes into the room; a no or a question does where their own app cannot bring it.
        """
        route, place = self.message.route, self.place
        if not route.aside or place is None or not self._private(reply, state):
            return None
        if self._concerns_asker(reply):
            return self._home(db) or (self.message.door, self.message.tenant)
        return self._home(db, most=1)

    def _home(self, db: Connection, most: int | None = None) -> tuple[str, str] | None:
        """The first of the doors where nobody reads along and the asker is somebody."""
        assert self.place is not None
        doors = [door for door in self.message.route.aside[:most] if door in self.services.voice.doors]
        return members.home(db, workspace=self.place.workspace.id, member=self.place.member.id, doors=doors)

    def _saying(self, received: Received, reply: Reply, text: str, state: str, *, private: bool) -> Saying:
        message, place = self.message, self.place
        in_band = self._in_band(reply, state)
        room = place.room if place else None
        return Saying(
            workspace=received.workspace,
            key=f"answer:{received.id}",
            kind="answer" if reply.card is None else "card",
            door=message.door,
            tenant=message.tenant,
            room=None if room is None else room.id,
            member=place.member.id if place and (private or room is None) else None,
            stranger=None if place else message.sender,
            thread=place.thread if place else None,
            milestone=reply.milestone,
            text=text,
            language=self._language(reply),
            about_kind=None if reply.card is None else reply.card.subject_kind,
            about=None if reply.card is None else reply.card.id,
            rev=0 if reply.card is None else reply.card.rev,
            inbox=received.id,
            route=self.services.vault.lock(message.route.data),
            created_at=self.now,
            state="sending" if in_band else "waiting",
            lease_until=self.now + LEASE if in_band else None,
            holder=self.services.holder if in_band else None,
            prompt=reply.prompt,
            prompt_until=reply.until,
        )

    def _aside(self, db: Connection, received: Received, aside: Reply) -> Saying:
        """What the asker alone sees besides an answer the room reads: it has no route, and goes after it."""
        text = self.render(aside.name, {**aside.facts, "row": received.id})
        said = self._saying(received, aside, text, "done", private=True)
        said = replace(said, key=f"aside:{received.id}", inbox=None)
        if self.message.route.aside:
            return self._to_asker(said, *(self._home(db) or (said.door, said.tenant)))
        return replace(said, state="waiting", route=None, lease_until=None, holder=None)

    def _to_asker(self, said: Saying, door: str, tenant: str) -> Saying:
        """The same to the asker alone, outside the room."""
        assert self.place is not None
        said = replace(said, door=door, tenant=tenant, member=self.place.member.id, room=None, thread=None)
        return replace(said, state="waiting", route=None, lease_until=None, holder=None)

    def _say_besides(self, db: Connection, reply: Reply) -> None:
        """Write what a handler said to others."""
        if self.turn is None or self.place is None:
            return
        voice, workspace = self.services.voice, self.place.workspace.id
        if reply.milestone:
            self._announce(db, reply)
        for told in self.turn.told:
            if told.member is not None:
                member = members.by_id(db, workspace=workspace, id=told.member, now=self.now)
                if member is not None:
                    voice.to_member(
                        db,
                        member,
                        told.name,
                        told.facts,
                        workspace=workspace,
                        about=told.about,
                        card=told.card,
                        prompt=told.prompt,
                        prompt_until=told.prompt_until,
                        now=self.now,
                    )
            elif told.team is not None:
                voice.to_team(
                    db,
                    told.team,
                    told.name,
                    told.facts,
                    workspace=workspace,
                    about=told.about,
                    card=told.card,
                    # The room that asked has the same card as its answer.
                    besides=self.place.room if reply.card is not None else None,
                    now=self.now,
                )

    def _announce(self, db: Connection, reply: Reply) -> None:
        """A milestone is also said in the deal's thread of every other room its card stands in."""
        assert self.turn is not None
        here = self.place and self.place.room and self.place.room.id
        for card in self.turn.cards:
            if card.room is not None and card.room != here:
                self.services.voice.in_thread(
                    db,
                    card,
                    reply.name,
                    reply.facts,
                    workspace=self.turn.workspace.id,
                    about=f"milestone:{self.turn.undo}",
                    now=self.now,
                )

    def render(self, name: str, facts: Mapping[str, object]) -> str:
        """Return the words of an answer, in its language and on its reader's clock."""
        return self._render(Reply(name, facts), facts)

    def _render(self, reply: Reply, facts: Mapping[str, object]) -> str:
        undo = self.turn.undo if self.turn else ""
        return self.services.voice.templates.render(
            reply.name, self._language(reply), self._zone(facts), {"undo": undo, "row": 0, **facts}
        )

    def _language(self, reply: Reply) -> str:
        """A typed command is answered in its own language, a pressed one in the presser's, a card in the room's."""
        if reply.form and self.place is not None:
            return self.place.member.language  # what it is filled in with, and what is wrong with that, is theirs
        if self.place is None:
            told = self.message.profile
            return (told and told.language) or ("zh" if CJK.search(self.message.text) else "en")
        if reply.card is not None and self.place.room is not None:
            return self.place.room.language
        if self.message.pressed:
            return self.place.member.language
        if reply.name == "not_understood" and CJK.search(self.message.text):  # but plainly Chinese
            return "zh"
        typed = "" if self.words is None else self.words.language
        return typed or self.place.member.language

    def _zone(self, facts: Mapping[str, object]) -> ZoneInfo:
        """A room reads the clock of the deal's team, a person their own."""
        if self.place is None:
            return ZoneInfo("UTC")
        deal = facts.get("deal")
        if self.place.room is not None and isinstance(deal, Deal):
            return ZoneInfo(deal.team.zone)
        return ZoneInfo(self.turn.member.zone if self.turn else self.place.member.zone)

    def _private(self, reply: Reply, state: str) -> bool:
        """Refusals, questions and what concerns the asker only are not for the whole room."""
        return state != "done" or bool(reply.readings) or self._concerns_asker(reply)

    def _concerns_asker(self, reply: Reply) -> bool:
        return reply.private or (self.command is not None and self.command.audience == "private")
