"""Opens forms as modals, within the three seconds a trigger lives."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.cards import Card, parse
from bot.dispatcher import Answer
from bot.slack.drawing import Drawing
from bot.slack.filled import message_of
from handlers.message import Message

TRIGGER_SECONDS = 2.7

log = structlog.get_logger()


class Forms:
    """Opens modals in every workspace we are in."""

    def __init__(self, client: Callable[[str], WebClient | None], drawing: Drawing) -> None:
        self._client = client
        self._drawing = drawing

    def open(self, message: Message, answer: Answer, body: Mapping[str, Any], arrived: float) -> bool:
        """Open a form for who asked; False when it could not be opened any more."""
        carried = {"room": message.room, "thread": message.thread, "permalink": message.permalink}
        place = {name: value for name, value in carried.items() if value}
        client = self._client(message.tenant)
        left = TRIGGER_SECONDS - (time.monotonic() - arrived)
        trigger = body.get("trigger_id")
        if client is None or left <= 0 or not isinstance(trigger, str):
            return False
        try:
            view = self._drawing.view(
                _filled(parse(answer.text), body, message.permalink), language=answer.language, place=place
            )
            client.views_open(trigger_id=trigger, view=view)
        except Exception as error:  # expired, refused, or the network: the person gets the line to type
            log.info("form not opened", why=type(error).__name__)
            return False
        return True


def _filled(card: Card, body: Mapping[str, Any], permalink: str) -> Card:
    """What a shortcut was used on, and where that stands, is the form's note."""
    note = "\n".join(filter(None, (message_of(body), permalink)))
    filled = (replace(field, value=note) if field.name == "note" and note else field for field in card.fields)
    return replace(card, fields=tuple(filled))
