"""One thing said or done in WeCom: the turn, and what goes back by the way it came."""

import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from bot.cards import Button, parse
from bot.dispatcher import Answer, Handled
from bot.phrases import Phrases
from bot.program import Program
from bot.turns import Turns
from bot.wecom import answers
from bot.wecom.answers import Reply
from bot.wecom.office import NameOf, nameless
from handlers.language.typed.reader import CJK
from handlers.message import Message, Profile
from storage import bindings
from storage.store import Conflict, Late

Door = tuple[str, str]  # its name and tenant
# What a bot may call somebody by instead of their id in the contact book.
OPAQUE = re.compile(r"w[om][\w-]{18,}")
SHARED_WITHIN = 1.0
ENGLISH = re.compile(r"[A-Za-z]{2}")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message, what goes back, and what must be done once that has left."""

    state: str
    reply: Reply | None = None
    after: Callable[[], None] | None = None


class Taking:
    """Does what people ask through WeCom."""

    def __init__(
        self,
        program: Program,
        turns: Turns,
        name_of: NameOf = nameless,
        *,
        known_from: Mapping[Door, Door] | None = None,
        known_at: Mapping[Door, Door] | None = None,
    ) -> None:
        self._name_of = name_of
        self._known_from = known_from or {}
        self._known_at = known_at or {}
        self._program = program
        self._turns = turns
        self._known: set[tuple[str, str, str]] = set()

    def take(self, message: Message, arrived: float) -> Taken:
        """Do what a message asks, in a turn's thread, while this one waits."""
        dispatcher = self._program.dispatcher
        try:
            message = self._introduced(message, arrived)
            handled = self._turns.do(lambda: dispatcher.handle(message, arrived=arrived), arrived=arrived)
        except Late:
            handled = dispatcher.late()
        if handled.said == "stranger":  # they were known, and are no more: who they are is asked anew the next time
            self._known.discard((message.door, message.tenant, message.sender))
        if handled.state == "unknown":
            log.warning("not our company", door=message.door, tenant=message.tenant)
        if not message.route.carries:
            return Taken(handled.state)
        if handled.state == "late":
            return Taken("late", self._late(message))
        return Taken(
            handled.state,
            reply := answers.reply(message, handled, self._program.voice.templates),
            self._after(handled, reply),
        )

    def _introduced(self, message: Message, arrived: float) -> Message:
        """Say of somebody we may not know that they are a colleague: WeCom lets nobody else write to us."""
        who = (message.door, message.tenant, message.sender)
        if who in self._known:
            return message
        if not OPAQUE.fullmatch(message.sender):
            self._turns.do(lambda: self._shared(*who), arrived=arrived)
        if self._turns.do(lambda: self._language(*who), arrived=arrived) is None:
            return replace(message, profile=self._profile(message))
        self._known.add(who)
        return message

    def _shared(self, door: str, tenant: str, user: str) -> None:
        """Let a user be the same person at the other door, where WeCom calls a colleague by the same id."""
        here, store = (door, tenant), self._program.store
        pairs = [(self._known_from.get(here), here), (here, self._known_at.get(here))]
        for of, at in ((of, at) for of, at in pairs if of and at):
            with store.read() as db:
                known = bindings.shareable(db, user=user, of=of, at=at)
            if known is not None:
                with suppress(Conflict), store.write(until=time.monotonic() + SHARED_WITHIN) as db:
                    bindings.bind(db, workspace=known[0], member=known[1], door=at[0], tenant=at[1], user=user)

    def _profile(self, message: Message) -> Profile:
        language = "zh" if message.pressed else self.language(message.text)
        return Profile(name=self._name_of(message.sender), language=language)

    def _language(self, door: str, tenant: str, user: str) -> str | None:
        with self._program.store.read() as db:
            return bindings.language(db, door=door, tenant=tenant, user=user)

    def words(self, name: str, language: str) -> str:
        """Return something said that is no answer of a turn."""
        return self._program.voice.templates.render(name, language, ZoneInfo("UTC"), {})

    def phrases(self, language: str) -> Phrases:
        """Return what is said around a card."""
        return Phrases(self._program.voice.templates, language)

    def language(self, text: str) -> str:
        """Return the language somebody typed in; here nearly everybody reads Chinese."""
        return "en" if ENGLISH.search(text) and not CJK.search(text) else "zh"

    def _late(self, message: Message) -> Reply:
        """Nothing was done: what was pressed can be pressed once more."""
        pressed = message.pressed
        card = parse(self.words("late", self.language("" if pressed else message.text)))
        again = (Button("再来一次", message.text),) if pressed and not message.fields else ()
        card = type(card)(card.title, card.blocks, again)
        return answers.show(message, card, self.phrases("zh"), private=True)

    def _after(self, handled: Handled, reply: Reply | None) -> Callable[[], None] | None:
        answer = handled.answer
        if reply is None or answer is None or not answer.row:
            return None
        return partial(self._left, answer, whole=reply.whole)

    def _left(self, answer: Answer, *, whole: bool) -> None:
        """The answer has left; what was too long for its card is said in full by the sender."""
        with suppress(Late, Conflict):  # then its lease lapses, and it is said once more
            if whole:
                self._program.sender.left(answer.row, answer.rev)
            else:
                self._program.sender.back(answer.row)
