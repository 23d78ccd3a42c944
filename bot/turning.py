"""One message's way through one transaction: inbox, who and where, what is meant, the handler, the answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from bot.scenery import NewRoom, Place, look_around
from bot.vault import Vault
from handlers import commands
from handlers.command import Command
from handlers.language.reader import read, verb_of
from handlers.language.words import Question, Words
from handlers.message import Message
from handlers.turn import Reply, Turn
from sales.refusal import Refused
from sales.values import Deal
from storage import inbox, members, outbox
from storage.inbox import Received
from storage.outbox import Saying
from storage.sending import LEASE
from storage.store import Store
from templates.voice import Voice

LONGEST = 4_000
PICK = re.compile(r"pick (\d{1,18})/(\d{1,2})")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answer:
    """A card that leaves by the door its message came in; `row` is its outbox row, 0 where it has none."""

    row: int
    text: str
    private: bool
    form: bool = False


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of a message: done, refused, repeat, unknown (no such tenant), late, broken, or field."""

    state: str
    answer: Answer | None = None
    field: str | None = None
    inbox: int | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """What every turn stands on."""

    store: Store
    voice: Voice
    vault: Vault
    holder: str


class Turning:
    """The work on one delivery of one message."""

    def __init__(self, services: Services, message: Message, now: datetime, until: float) -> None:
        self._services = services
        self._message = message
        self._now = now
        self._until = until
        self._command: Command | None = None
        self._words: Words | None = None
        self._place: Place | None = None
        self._turn: Turn | None = None

    def run(self) -> Handled:
        """Do what the message asks; raise Refused when nothing was written yet and the answer is a no."""
        if not PICK.fullmatch(self._message.text):
            self._command = verb_of(self._message.text, commands.COMMANDS)
        if self._command is not None and self._command.reads:
            try:
                return self._run_reading()
            except NewRoom:
                pass  # it must be written down, which a deferred read cannot do
        with self._services.store.write(until=self._until) as db:
            received = self._receive(db)
            if isinstance(received, Handled):
                return received
            try:
                reply = self._decide(db, received)
            except Refused as refused:
                if self._wrote or self._at_field(refused):
                    raise
                return self._answer(db, received, Reply(refused.reason, refused.facts), state="refused")
            return self._answer(db, received, reply)

    def _run_reading(self) -> Handled:
        """Questions render from a deferred read; only the answer is written, in a short transaction."""
        with self._services.store.read() as db:
            try:
                reply, state = self._decide(db, None), "done"
            except Refused as refused:
                reply, state = Reply(refused.reason, refused.facts), "refused"
        return self._write_only(reply, state=state)

    def refused(self, refused: Refused) -> Handled:
        """Answer a no that came after something was written, all of which was rolled back."""
        if self._at_field(refused):
            return Handled("field", Answer(0, self._render(refused.reason, refused.facts), True), refused.field)
        self._place = None  # what was written of the place went with the rest
        return self._write_only(Reply(refused.reason, refused.facts), state="refused")

    def sorry(self, reference: str) -> Handled:
        """Answer that something of ours broke, and nothing was changed."""
        self._place = None
        return self._write_only(Reply("broken", {"reference": reference}), state="broken")

    def _write_only(self, reply: Reply, *, state: str) -> Handled:
        with self._services.store.write(until=self._until) as db:
            received = self._receive(db)
            if isinstance(received, Handled):
                return received
            if self._place is None:
                self._place = look_around(db, self._message, now=self._now, writing=True)
            self._turn = None
            return self._answer(db, received, reply, state=state)

    def _receive(self, db: Connection) -> Received | Handled:
        message = self._message
        received = inbox.receive(db, door=message.door, tenant=message.tenant, delivery=message.delivery, at=self._now)
        if received is not None:
            return received
        return self._repeat(db)

    def _repeat(self, db: Connection) -> Handled:
        """A repeat changes nothing; it hears the answer again only where that is the body of its response."""
        message = self._message
        known = inbox.known(db, door=message.door, tenant=message.tenant, delivery=message.delivery)
        if known is None:
            return Handled("unknown")
        text = outbox.answer_of(db, inbox=known.id) if message.route.repeats else None
        return Handled("repeat", None if text is None else Answer(0, text, private=True), inbox=known.id)

    def _decide(self, db: Connection, received: Received | None) -> Reply:
        """Find out who speaks and what is meant, and let the handler do it."""
        message = self._message
        self._place = place = look_around(db, message, now=self._now, writing=received is not None)
        if place is None:
            raise Refused("stranger")
        if max(map(len, (message.text, *message.fields.values()))) > LONGEST:
            raise Refused("too_long")
        if found := PICK.fullmatch(message.text):
            self._message = message = self._picked(db, place, int(found[1]), int(found[2]))
            self._command = verb_of(message.text, commands.COMMANDS)
        config = self._services.voice.configs.of(
            db, workspace=place.workspace.id, version=place.workspace.config_version
        )
        if self._command is None and (prompt := place.prompt(db, message.door, self._now)):
            # Whoever was asked something answers it with any text that is no command.
            self._message = message = replace(message, text=f"{prompt} {message.text}")
            self._command = verb_of(message.text, commands.COMMANDS)
        if self._command is None:
            raise Refused("not_understood", near=commands.near(message.text, place.member.roles))
        if not self._command.roles & place.member.roles:
            raise Refused("not_your_role", command=self._command)
        meant = read(message.text, place.scene(db, config, self._now), commands.COMMANDS, message.fields)
        if isinstance(meant, Question):
            return _asking(meant)
        assert meant is not None
        self._words = meant
        self._turn = Turn(
            db,
            workspace=place.workspace,
            member=place.member,
            room=place.room,
            config=config,
            command=self._command,
            message=message,
            inbox=None if received is None else received.id,
            now=self._now,
        )
        return self._command.function(self._turn, meant)

    def _picked(self, db: Connection, place: Place, row: int, number: int) -> Message:
        readings = inbox.readings(db, workspace=place.workspace.id, id=row, member=place.member.id)
        if readings is None or not 1 <= number <= len(readings):
            raise Refused("pick_gone")
        reading = readings[number - 1]
        fields = reading.get("fields")
        return replace(
            self._message,
            text=str(reading["line"]),
            fields=fields if isinstance(fields, dict) else {},
            pressed=True,
        )

    def _answer(self, db: Connection, received: Received, reply: Reply, *, state: str = "done") -> Handled:
        """Write the answer and everything else that is said, in the transaction of what was done."""
        message = self._message
        if reply.readings and self._place is not None:
            readings = [dict(reading) for reading in reply.readings]
            inbox.keep_readings(db, id=received.id, member=self._place.member.id, readings=readings)
        if reply.form and not message.route.form:
            reply = Reply("form_as_line", reply.facts)
        text = self._render(reply.name, {**reply.facts, "row": received.id})
        if message.keep is not None and self._place is not None and self._place.room is not None:
            message.keep(db, self._place.workspace.id, self._place.member.id, self._place.room.id)
        if reply.form:
            return Handled(state, Answer(0, text, private=True, form=True), inbox=received.id)
        row = outbox.say(db, self._saying(received, reply, text, state))
        self._say_besides(db, reply)
        in_band = message.route.carries and reply.card is None
        answer = Answer(row or 0, text, self._private(reply, state)) if in_band else None
        return Handled(state, answer, inbox=received.id)

    def _saying(self, received: Received, reply: Reply, text: str, state: str) -> Saying:
        message, place = self._message, self._place
        in_band = message.route.carries and reply.card is None
        room = place.room if place else None
        private = room is None or self._private(reply, state)
        return Saying(
            workspace=received.workspace,
            key=f"answer:{received.id}",
            kind="answer" if reply.card is None else "card",
            door=message.door,
            tenant=message.tenant,
            room=None if room is None else room.id,
            member=place.member.id if place and private else None,
            stranger=None if place else message.sender,
            thread=place.thread if place else None,
            milestone=reply.milestone,
            text=text,
            language=self._language(reply),
            about_kind=None if reply.card is None else reply.card.subject_kind,
            about=None if reply.card is None else reply.card.id,
            rev=0 if reply.card is None else reply.card.rev,
            inbox=received.id,
            route=self._services.vault.lock(message.route.data),
            created_at=self._now,
            state="sending" if in_band else "waiting",
            lease_until=self._now + LEASE if in_band else None,
            holder=self._services.holder if in_band else None,
        )

    def _say_besides(self, db: Connection, reply: Reply) -> None:
        """Write what a handler said to others."""
        if self._turn is None or self._place is None:
            return
        voice, workspace = self._services.voice, self._place.workspace.id
        if reply.milestone:
            self._announce(db, reply)
        for told in self._turn.told:
            if told.member is not None:
                member = members.by_id(db, workspace=workspace, id=told.member, now=self._now)
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
                        now=self._now,
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
                    besides=self._place.room if reply.card is not None else None,
                    now=self._now,
                )

    def _announce(self, db: Connection, reply: Reply) -> None:
        """A milestone is also said in the deal's thread of every other room its card stands in."""
        assert self._turn is not None
        here = self._place and self._place.room and self._place.room.id
        for card in self._turn.cards:
            if card.room is not None and card.room != here:
                self._services.voice.in_thread(
                    db,
                    card,
                    reply.name,
                    reply.facts,
                    workspace=self._turn.workspace.id,
                    about=f"milestone:{self._turn.undo}",
                    now=self._now,
                )

    def _render(self, name: str, facts: Mapping[str, object]) -> str:
        reply = Reply(name, facts)
        undo = self._turn.undo if self._turn else ""
        return self._services.voice.templates.render(
            name, self._language(reply), self._zone(facts), {"undo": undo, "row": 0, **facts}
        )

    def _language(self, reply: Reply) -> str:
        """A typed command is answered in its own language, a pressed one in the presser's, a card in the room's."""
        if self._place is None:
            return "zh" if re.search(r"[\u3400-\u9fff]", self._message.text) else "en"
        if reply.card is not None and self._place.room is not None:
            return self._place.room.language
        typed = "" if self._message.pressed or self._words is None else self._words.language
        return typed or self._place.member.language

    def _zone(self, facts: Mapping[str, object]) -> ZoneInfo:
        """A room reads the clock of the deal's team, a person their own."""
        if self._place is None:
            return ZoneInfo("UTC")
        deal = facts.get("deal")
        if self._place.room is not None and isinstance(deal, Deal):
            return ZoneInfo(deal.team.zone)
        return ZoneInfo(self._turn.member.zone if self._turn else self._place.member.zone)

    def _private(self, reply: Reply, state: str) -> bool:
        """Refusals, questions and what concerns the asker only are not for the whole room."""
        return (
            state != "done"
            or bool(reply.readings)
            or (self._command is not None and self._command.audience == "private")
        )

    @property
    def _wrote(self) -> bool:
        return self._turn is not None and self._turn.wrote

    def _at_field(self, refused: Refused) -> bool:
        return refused.field is not None and bool(self._message.fields) and self._message.route.form


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading as its button shows it."""

    no: int
    label: str


def _asking(question: Question) -> Reply:
    choices = [Choice(no, reading.label) for no, reading in enumerate(question.readings, 1)]
    return Reply(
        "ask",
        {"unclear": question.unclear, "name": question.name, "readings": choices},
        readings=tuple({"line": reading.line} for reading in question.readings),
    )
