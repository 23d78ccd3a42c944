"""One message's way through one transaction: inbox, who and where, what is meant, the handler, the answer."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.answering import Answer, Answering, Handled, Services
from bot.arriving import FOUNDERS_STEP, arrive
from bot.onward import onward
from bot.parts import labelled
from bot.questions import ANY_PICK, PICK, asking, hear, left_alone, overtake, picked
from bot.scenery import NewRoom, Place, look_around
from handlers import commands
from handlers.command import Command
from handlers.helping import greeted, greets
from handlers.language.typed.reader import alone, verb_of
from handlers.language.understanding import likely, understand
from handlers.language.words import Question, Scene, Words
from handlers.message import Message
from handlers.rights import HOSTS, reaches
from handlers.standing import is_talk
from handlers.turn import Reply, Turn, Writing
from handlers.undoing import closing_of
from sales.claiming import must_be_free, must_be_open
from sales.config import Config
from sales.refusal import Refused
from sales.values import Deal
from storage import inbox, limits, outbox
from storage.inbox import Received
from templates.words import Markdown

LONGEST = 4_000
# Who names a deal, request or quote by its code speaks to us and hears an answer.
NAMES_ONE = re.compile(r"(?<![a-z0-9])(?:[drq]-\d{1,9}|d\d{3,9})(?![a-z0-9])", re.IGNORECASE)
PUZZLED_EVERY = timedelta(hours=1)
NEEDS_OPEN = frozenset({"contacted", "progress_update", "deal_won", "deal_lost"})


class Turning:
    """The work on one delivery of one message."""

    def __init__(self, services: Services, message: Message, now: datetime, until: float) -> None:
        self._services = services
        self._message = message
        self._now = now
        self._until = until
        self._command: Command | None = None
        self._words: Words | None = None
        self._meant: tuple[Words, ...] = ()  # all a message means, where that is several things
        self._place: Place | None = None
        self._turn: Turn | None = None
        self._parts: list[Markdown] = []
        self._question: int | None = None

    def run(self) -> Handled:
        """Do what the message asks; raise Refused when nothing was written yet and the answer is a no."""
        if not PICK.fullmatch(self._message.text):
            self._command = verb_of(self._message.text, commands.COMMANDS)
        if self._command is not None and self._command.reads:
            try:
                return self._run_reading()
            except (NewRoom, Writing):
                pass  # something must be written down, which a deferred read cannot do
        with self._services.store.write(until=self._until) as db:
            received = self._receive(db)
            if isinstance(received, Handled):
                return received
            try:
                reply = self._decide(db, received)
            except Refused as refused:
                if self._wrote or self._at_field(refused):
                    raise
                if refused.reason == "not_understood" and not self._may_say_so(db):
                    return self._silent(db, received)
                if refused.reason == "deal_closed":
                    return self._closed(db, received, refused)
                if self._words is not None and self._is_bare():
                    self._words = replace(self._words, language="")
                return self._answer(db, received, Reply(refused.reason, refused.facts), state="refused")
            return self._answer(db, received, reply)

    def _is_bare(self) -> bool:
        """Whether a deal's command was typed alone: what else it lacks is said in the asker's own language."""
        command = self._command
        if command is None or command.slots[:1] != ("deal",):
            return False
        return alone(self._message.text, command)

    def _closed(self, db: Connection, received: Received, refused: Refused) -> Handled:
        """Say that a deal is closed and offer its closer an undo; talk in its thread is no news and needs no answer."""
        place, words, deal = self._place, self._words, refused.facts["deal"]
        typed = self._message.pressed or verb_of(self._message.text, commands.COMMANDS)
        if place is not None and place.room is not None and words is not None and not typed and is_talk(words):
            return self._silent(db, received)
        facts = dict(refused.facts)
        if place is not None and isinstance(deal, Deal):
            facts["undo"] = closing_of(db, deal, workspace=place.workspace.id, by=place.member.id, now=self._now)
        return self._answer(db, received, Reply(refused.reason, facts), state="refused")

    def _may_say_so(self, db: Connection) -> bool:
        """Whether to say that a text was not understood: in a room once an hour to each, or talk would be talked over."""
        place = self._place
        if place is None or place.room is None or NAMES_ONE.search(self._message.text):
            return True
        key = f"puzzled:{place.member.id}:{place.room.id}"
        return limits.passes(db, key, every=PUZZLED_EVERY, now=self._now) is None

    def _silent(self, db: Connection, received: Received) -> Handled:
        """Say nothing to a text that was talk; only the room's own page keeps its line."""
        message, place = self._message, self._place
        if place is not None:
            overtake(db, place, received.id, message.text, now=self._now)
        if message.keep is not None and place is not None and place.room is not None:
            message.keep(db, place.workspace.id, place.member.id, place.room.id)
        return Handled("ignored", inbox=received.id)

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
            said = self._answering().render
            wrong = [(one.field, said(one.reason, one.facts)) for one in (refused, *refused.others) if one.field]
            return Handled("field", Answer(0, wrong[0][1], True), refused.field, tuple(wrong))
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
        said = None
        if message.route.repeats:
            said = outbox.answer_of(db, workspace=known.workspace, inbox=known.id)
        if said is None or (said[1] and message.route.aside):
            return Handled("repeat", inbox=known.id)
        return Handled("repeat", Answer(0, *said), inbox=known.id)

    def _decide(self, db: Connection, received: Received | None) -> Reply:
        """Find out who speaks and what is meant, and let the handler do it."""
        message = self._message
        self._place = place = look_around(db, message, now=self._now, writing=received is not None)
        if place is None:
            place, message = self._arrived(db, received)
        if max(map(len, (message.text, *message.fields.values()))) > LONGEST:
            raise Refused("too_long")
        spoken = self._spoken(db, place, message, received)
        if isinstance(spoken, Reply):
            return spoken
        if spoken is not message:
            self._message = message = spoken
            self._command = verb_of(message.text, commands.COMMANDS)
        config = self._services.voice.configs.of(
            db, workspace=place.workspace.id, version=place.workspace.config_version
        )
        scene = place.scene(db, config, self._now, sure=message.sure)
        meant = understand(message.text, scene, commands.COMMANDS, message.fields, pressed=message.pressed)
        if meant is None and place.room is None and greets(message.text):
            return greeted(place.member)
        if meant is None and ANY_PICK.fullmatch(message.text):
            raise Refused("pick_gone")
        if meant is None:
            raise Refused(
                "not_understood",
                near=commands.near(message.text, place.member.roles, first=likely(message.text, scene)),
            )
        self._meant = meant.beside if isinstance(meant, Question) else meant
        replies = [self._done(db, config, scene, words, received) for words in self._meant]
        if isinstance(meant, Question):
            replies.append(self._asked(db, config, scene, meant))
        *done, last = replies
        if not done:
            return last
        if not isinstance(meant, Question):
            return Reply("several", {"parts": tuple(self._parts)})
        told = done[0] if len(done) == 1 else Reply("several", {"parts": tuple(self._parts)})
        return replace(told, aside=last)

    def _asked(self, db: Connection, config: Config, scene: Scene, question: Question) -> Reply:
        """Ask what is unclear, if what a yes would do may be done by who is asked."""
        place = self._place
        assert place is not None
        done = self._words
        if question.meant is not None:
            self._words = question.meant
            self._may_be_asked(db, config, scene, question.meant)
        self._words = done or Words("ask", question.language)
        return asking(db, place, question, scene)

    def _spoken(self, db: Connection, place: Place, message: Message, received: Received | None) -> Message | Reply:
        """Put the line in place of what stands for one: an answer to what was asked, or a bare "read on"."""
        if self._command is not None and self._command.intent == "read_on":
            return onward(db, place, message, self._command, self._services.cut)
        if received is not None and not PICK.fullmatch(message.text):
            heard = hear(db, place, message, command=self._command is not None, now=self._now)
            if isinstance(heard, Reply):
                return heard
            message = heard
        if found := PICK.fullmatch(message.text):
            if int(found[2]) == 0:
                return left_alone(db, place, int(found[1]))
            self._question = int(found[1])
            return picked(db, place, message, self._question, int(found[2]))
        return message

    def _done(self, db: Connection, config: Config, scene: Scene, words: Words, received: Received | None) -> Reply:
        """Let the handler of an intent do its work."""
        place = self._place
        assert place is not None
        self._words = words
        self._command = command = commands.by_intent(words.intent)
        if words.intent == "admin_rule" and not HOSTS & place.member.roles:
            raise Refused("rule_not_yours")
        if command is None:
            return Reply("not_yet", {"intent": words.intent}, private=True)
        if not command.roles & place.member.roles:
            raise Refused("not_your_role", command=command)
        if received is None and not command.reads:
            raise Writing
        told = [] if self._turn is None else self._turn.told
        self._turn = turn = self._begun(db, config, scene, command, received)
        turn.told += told
        turn.wrote = bool(self._parts)
        reply = command.function(turn, words)
        if self._question is not None and not command.reads:
            inbox.keep_readings(db, id=self._question, member=place.member.id, readings=None)  # it is settled
        if len(self._meant) > 1:
            self._parts.append(Markdown(labelled(self._answering().render(reply.name, reply.facts))))
        return reply

    def _may_be_asked(self, db: Connection, config: Config, scene: Scene, words: Words) -> None:
        """Refuse a question that shows what is stored to whoever may not see it, or whose yes would be refused."""
        command = commands.by_intent(words.intent)
        deal = None if words.deal is None else scene.deal(words.deal)
        if command is None or deal is None:
            return
        turn = self._begun(db, config, scene, command, None)
        turn.must_reach(deal)
        if words.intent == "lead_claim":
            must_be_free(deal, turn.member.person)
        if words.amount is not None and not reaches(turn.member, command.scope, deal):  # a helper writes notes only
            raise Refused("helper_notes_only", deal=deal)
        if words.intent in NEEDS_OPEN:
            must_be_open(deal)

    def _begun(self, db: Connection, config: Config, scene: Scene, command: Command, received: Received | None) -> Turn:
        place = self._place
        assert place is not None
        return Turn(
            db,
            workspace=place.workspace,
            member=place.member,
            room=place.room,
            config=config,
            command=command,
            message=self._message,
            inbox=None if received is None else received.id,
            seals=self._services.seals,
            webhooks=self._services.webhooks,
            now=self._now,
            scene=scene,
        )

    def _arrived(self, db: Connection, received: Received | None) -> tuple[Place, Message]:
        """Find out who a stranger is, where that is certain; whoever it is not certain of is refused."""
        if received is None:
            raise Writing
        message, voice = self._message, self._services.voice
        step = arrive(db, voice, message, workspace=received.workspace, inbox=received.id, now=self._now)
        self._place = place = look_around(db, message, now=self._now, writing=True)
        if place is None:
            raise Refused("stranger")
        if self._command is None or step == FOUNDERS_STEP:  # nothing was asked of them yet that this could answer
            self._message = message = replace(message, text=step, pressed=True)
            self._command = verb_of(step, commands.COMMANDS)
        return place, message

    def _answer(self, db: Connection, received: Received, reply: Reply, *, state: str = "done") -> Handled:
        if self._place is not None:
            overtake(db, self._place, received.id, self._message.text, now=self._now)
        handled = self._answering().answer(db, received, reply, state=state)
        return replace(handled, meant=self._meant) if len(self._meant) > 1 else handled

    def _answering(self) -> Answering:
        return Answering(self._services, self._message, self._now, self._place, self._turn, self._words, self._command)

    @property
    def _wrote(self) -> bool:
        return self._turn is not None and self._turn.wrote

    @property
    def secret(self) -> bool:
        """Whether nothing of what was said may stay anywhere: no line of a room, no field of a form, no word in a log."""
        return self._command is not None and self._command.secret

    def _at_field(self, refused: Refused) -> bool:
        return refused.field is not None and not self.secret and bool(self._message.fields) and self._message.route.form
