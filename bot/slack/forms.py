"""Opens forms as modals, within the three seconds a trigger lives."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.cards import Field, parse
from bot.slack import reading
from handlers.message import Message

TRIGGER_SECONDS = 2.7

log = structlog.get_logger()


class Forms:
    """Opens modals in every workspace we are in."""

    def __init__(self, client: Callable[[str], WebClient | None]) -> None:
        self._client = client

    def open(self, message: Message, text: str, body: Mapping[str, Any], arrived: float) -> bool:
        """Open a form for who asked; False when it could not be opened any more."""
        client = self._client(message.tenant)
        left = TRIGGER_SECONDS - (time.monotonic() - arrived)
        trigger = body.get("trigger_id")
        if client is None or left <= 0 or not isinstance(trigger, str):
            return False
        try:
            client.views_open(trigger_id=trigger, view=_view(message, text, body))
        except Exception as error:  # expired, refused, or the network: the person gets the line to type
            log.info("form not opened", why=type(error).__name__)
            return False
        return True


def _view(message: Message, text: str, body: Mapping[str, Any]) -> dict[str, Any]:
    card = parse(text)
    submit = card.buttons[0]
    carried = {"room": message.room, "thread": message.thread, "permalink": message.permalink}
    place = {name: value for name, value in carried.items() if value}
    return {
        "type": "modal",
        "callback_id": reading.FORM,
        "title": _plain(submit.label),
        "submit": _plain(submit.label),
        "private_metadata": json.dumps({**place, "command": submit.command}),
        "blocks": [_input(field) for field in card.fields],
    }


def _input(field: Field) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "value", "multiline": field.kind == "lines"}
    label = {"type": "plain_text", "text": field.label}
    return {
        "type": "input",
        "block_id": field.name,
        "label": label,
        "element": element,
        "optional": not field.required,
    }


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text[:24]}
