"""What comes after a list: the rest of the last message that was cut, or its next page."""

import re
from dataclasses import replace

from sqlalchemy import Connection

from bot.platform import Cut
from bot.scenery import Place
from handlers.command import Command
from handlers.language.typed.reader import alone
from handlers.message import Message
from storage import outbox

NEXT = re.compile(r"\]\(<do:([^>]+ page \d+)>\)")
# How many posts nobody asked for may have come after a list.
MOST = 6


def onward(db: Connection, place: Place, message: Message, command: Command, cut: Cut) -> Message:
    """Return a bare "read on" as the line that shows what comes after the last list said here, if anything does."""
    bare = alone(message.text, command)
    line = _next(db, place, message, cut) if bare else None
    return replace(message, text=line or message.text, pressed=bare or message.pressed)


def _next(db: Connection, place: Place, message: Message, cut: Cut) -> str | None:
    lane = f"member:{message.door}:{place.member.id}" if place.room is None else f"room:{place.room.id}"
    for said in outbox.last(db, workspace=place.workspace.id, lane=lane, most=MOST):
        if missing := cut(message.door, said):
            return f"read on {said.row}/{missing}"
        if found := NEXT.search(said.text):
            return found[1]
        if said.kind == "answer":
            return None
    return None
