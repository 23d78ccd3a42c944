"""Opens forms as modals, within the three seconds a trigger lives."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.cards import Card, parse
from bot.dispatcher import Answer
from bot.phrases import Phrases
from bot.slack import reading
from bot.slack.modals import view_of
from handlers.message import Message
from templates.words import Templates

TRIGGER_SECONDS = 2.7

log = structlog.get_logger()


class Forms:
    """Opens modals in every workspace we are in."""

    def __init__(self, client: Callable[[str], WebClient | None], templates: Templates) -> None:
        self._client = client
        self._templates = templates

    def open(self, message: Message, answer: Answer, body: Mapping[str, Any], arrived: float) -> bool:
        """Open a form for who asked; False when it could not be opened any more."""
        phrases = Phrases(self._templates, answer.language)
        client = self._client(message.tenant)
        left = TRIGGER_SECONDS - (time.monotonic() - arrived)
        trigger = body.get("trigger_id")
        if client is None or left <= 0 or not isinstance(trigger, str):
            return False
        try:
            client.views_open(trigger_id=trigger, view=_view(parse(answer.text), phrases, message, body))
        except Exception as error:  # expired, refused, or the network: the person gets the line to type
            log.info("form not opened", why=type(error).__name__)
            return False
        return True


def _view(card: Card, phrases: Phrases, message: Message, body: Mapping[str, Any]) -> dict[str, Any]:
    """The modal: it carries along where it was asked for, and what a shortcut was used on is its note."""
    carried = {"room": message.room, "thread": message.thread, "permalink": message.permalink}
    place = {name: value for name, value in carried.items() if value}
    if note := reading.message_of(body):
        filled = (replace(field, value=note) if field.name == "note" else field for field in card.fields)
        card = replace(card, fields=tuple(filled))
    return view_of(card, phrases, place)
