"""Opens forms as modals, within the three seconds a trigger lives."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.cards import Card, parse
from bot.dispatcher import Answer
from bot.slack import api
from bot.slack.drawing import Drawing
from bot.slack.errors import why
from bot.slack.filled import message_of
from handlers.message import Message

TRIGGER_SECONDS = 2.7
# The form itself has to be opened within the trigger's life.
LINK_SECONDS = 1

log = structlog.get_logger()


class Forms:
    """Opens modals in every workspace we are in."""

    def __init__(self, client: Callable[[str], WebClient | None], drawing: Drawing) -> None:
        self._client = client
        self._drawing = drawing

    def open(self, message: Message, answer: Answer, body: Mapping[str, Any], arrived: float) -> bool:
        """Open a form for who asked; False when it could not be opened any more."""
        client = self._client(message.tenant)
        permalink = message.permalink and (_permalink(client, body) or message.permalink)
        carried = {"room": message.room, "thread": message.thread, "permalink": permalink}
        place = {name: value for name, value in carried.items() if value}
        left = TRIGGER_SECONDS - (time.monotonic() - arrived)
        trigger = body.get("trigger_id")
        if client is None or left <= 0 or not isinstance(trigger, str):
            return False
        try:
            view = self._drawing.view(
                _filled(parse(answer.text), body, permalink), language=answer.language, place=place
            )
            client.views_open(trigger_id=trigger, view=view)
        except Exception as error:  # expired, refused, or the network: the person gets the line to type
            log.info("form not opened", why=type(error).__name__)
            return False
        return True


def _permalink(client: WebClient | None, body: Mapping[str, Any]) -> str:
    """Ask Slack where a message stands, which is more than its parts tell in a thread; nothing where it will not say."""
    if client is None:
        return ""
    soon = api.client(client.base_url, client.token, seconds=LINK_SECONDS)
    try:
        where = {"channel": body["channel"]["id"], "message_ts": body["message"]["ts"]}
        return str(soon.chat_getPermalink(**where)["permalink"])
    except Exception as error:  # we are not in the channel, or the network: its parts have to do
        log.info("no permalink", why=why(error))
        return ""


def _filled(card: Card, body: Mapping[str, Any], permalink: str) -> Card:
    """What a shortcut was used on, and where that stands, is the form's note."""
    note = "\n".join(filter(None, (message_of(body), permalink)))
    filled = (replace(field, value=note) if field.name == "note" and note else field for field in card.fields)
    return replace(card, fields=tuple(filled))
