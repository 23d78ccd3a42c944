"""One thing said or done in Slack: who speaks, the turn, and what the acknowledgement says."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.cards import parse, plain, title_text
from bot.dispatcher import Answer, Handled
from bot.program import Program
from bot.slack import filled
from bot.slack.answers import Acknowledged, at_fields, title_of
from bot.slack.drawing import Drawing
from bot.slack.forms import Forms
from bot.slack.payload import outside
from bot.slack.people import People, Unreached, outsider
from bot.slack.tenants import Tenants
from bot.slack.texts import mentioned, named
from bot.turns import Turns
from handlers.language.typed.reader import CJK
from handlers.message import Message, Profile
from storage import bindings
from storage.store import Late

log = structlog.get_logger()
Body = Mapping[str, Any]


class Taking:
    """Does what people ask through Slack."""

    def __init__(
        self, program: Program, turns: Turns, tenants: Tenants, people: People, late: Callable[[str, str], None]
    ) -> None:
        self._program = program
        self._turns = turns
        self._tenants = tenants
        self._people = people
        self._drawing = Drawing(program.voice.templates, program.store)
        self._forms = Forms(tenants.hasty, self._drawing)
        self._say_late = late
        self._known: dict[tuple[str, str], str] = {}

    def take(self, message: Message, body: Body, arrived: float) -> Acknowledged:
        """Do what a message asks, and return how it is acknowledged."""
        if outside(body) and not message.route.carries:
            log.warning("from outside", tenant=message.tenant)
            return Acknowledged()  # we cannot write to people of other organisations in private
        try:
            message = self._introduced(message, body, arrived)
            handled = self._handled(message, arrived)
        except (Late, Unreached):
            handled = self._program.dispatcher.late()
        if handled.said == "stranger":  # they have left since; who they are is asked anew the next time
            self._known.pop((message.tenant, message.sender), None)
        return self._acknowledged(message, handled, body, arrived)

    def _handled(self, message: Message, arrived: float) -> Handled:
        dispatcher = self._program.dispatcher
        return self._turns.do(lambda: dispatcher.handle(message, arrived=arrived), arrived=arrived)

    def _introduced(self, message: Message, body: Body, arrived: float) -> Message:
        """Say who speaks, where we may not know them yet, and whom the text mentions."""
        users = mentioned(message.text)
        if users:
            called = self._turns.do(lambda: self._called(message, users), arrived=arrived)
            message = replace(message, text=named(message.text, called.get))
        who = (message.tenant, message.sender)
        if who in self._known:
            return message
        language = self._turns.do(lambda: self._language(message), arrived=arrived)
        if language is not None:
            self._known[who] = language
            return message
        if outside(body):
            return replace(message, profile=outsider(Profile()))
        return replace(message, profile=self._people.profile(*who))

    def _called(self, message: Message, users: set[str]) -> dict[str, str]:
        with self._program.store.read() as db:
            return bindings.called(db, door=message.door, tenant=message.tenant, users=users)

    def _language(self, message: Message) -> str | None:
        with self._program.store.read() as db:
            return bindings.language(db, door=message.door, tenant=message.tenant, user=message.sender)

    def _acknowledged(self, message: Message, handled: Handled, body: Body, arrived: float) -> Acknowledged:
        answer = handled.answer
        if handled.state == "unknown" and self._tenants.begun:
            log.warning("not our workspace", tenant=message.tenant)
            return Acknowledged()
        if handled.state in ("late", "unknown"):
            return self._late(message, body)
        if message.route.refuses:
            return self._form_kept(handled, body)
        if answer is not None and answer.form:
            return self._opened(message, answer, body, arrived)
        if answer is not None and message.route.carries:
            return Acknowledged(body=self._said(answer, message), row=answer.row)
        return Acknowledged()

    def _form_kept(self, handled: Handled, body: Body) -> Acknowledged:
        """A form whose answer is a no stays open with everything typed; a yes closes it."""
        if handled.state not in ("field", "refused", "broken") or handled.answer is None:
            return Acknowledged()
        known, first = filled.fields_of(body), filled.first_field(body)
        wrong = {name: title_of(text) for name, text in handled.wrong if name in known}
        if not wrong and first is not None:
            wrong = {first: title_of(handled.answer.text)}
        return Acknowledged(body=at_fields(wrong), row=handled.answer.row) if wrong else Acknowledged()

    def _opened(self, message: Message, answer: Answer, body: Body, arrived: float) -> Acknowledged:
        """Open a form; where its window is gone, the line to type is the answer."""
        if self._forms.open(message, answer, body, arrived):
            return Acknowledged()
        line = replace(
            message, delivery=f"{message.delivery}.line", route=replace(message.route, form=False, carries=False)
        )
        try:
            self._handled(line, time.monotonic())
        except Late:
            return self._late(message, body)
        return Acknowledged()

    def _late(self, message: Message, body: Body) -> Acknowledged:
        """Nothing was done: an event comes again by itself, a person is asked to."""
        text = self._late_words(message)
        if message.route.refuses and (field := filled.first_field(body)) is not None:
            return Acknowledged(body=at_fields({field: text}))
        if message.route.carries:
            return Acknowledged(body={"response_type": "ephemeral", "text": text})
        if url := message.route.data.get("response_url"):
            self._say_late(url, text)
            return Acknowledged()
        return Acknowledged(status=503)

    def _late_words(self, message: Message) -> str:
        templates = self._program.voice.templates
        card = parse(templates.render("late", self._reads(message), ZoneInfo("UTC"), {}))
        return f"{title_text(card)}\n{plain(card)}"

    def _reads(self, message: Message) -> str:
        """The language of who speaks; of somebody we do not know, that of their words."""
        known = self._known.get((message.tenant, message.sender))
        return known or ("zh" if CJK.search(message.text) else "en")

    def _said(self, answer: Answer, message: Message) -> Body:
        """An answer as the body of a command's acknowledgement; a room reads what concerns it."""
        alone = answer.private or message.room is None
        drawn = self._drawing.message(parse(answer.text), tenant=message.tenant, language=answer.language)
        return {"response_type": "ephemeral" if alone else "in_channel", **drawn}
