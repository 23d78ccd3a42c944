"""What goes back by the way a message came: a finished stream frame, a template card, or the replaced card."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.cards import Card, parse, plain, title_text
from bot.dispatcher import Handled
from bot.phrases import Phrases
from bot.wecom.markdown import BOT, text_of
from bot.wecom.templatecards import card_of, notice_of, shows
from handlers.message import Message
from templates.words import Templates


@dataclass(frozen=True, slots=True)
class Reply:
    """A body for WeCom, and whether it says everything; what it could only hint at follows by the sender."""

    body: Mapping[str, Any]
    whole: bool = True


def reply(message: Message, handled: Handled, templates: Templates) -> Reply | None:
    """Return what WeCom shows for an answer; None where nothing is said by this way."""
    answer = handled.answer
    if answer is None:
        return None
    phrases = Phrases(templates, answer.language, aloud=message.room is not None)
    return show(message, parse(answer.text), phrases, private=answer.private, row=answer.row)


def show(message: Message, card: Card, phrases: Phrases, *, private: bool, row: int = 0) -> Reply:
    """Return a card as it is shown for a message of this kind; `row` is its post in the outbox."""
    data = message.route.data
    match data["kind"]:
        case "click":
            return _replaced(message, card, private=private)
        case "welcome":
            shown = card_of(card, task_id=f"hello-{_id(data['msgid'])}")
            if shown is not None:
                return Reply({"msgtype": "template_card", "template_card": shown})
            return Reply({"msgtype": "text", "text": {"content": f"{title_text(card)}\n\n{plain(card)}"}})
    shown = card_of(card, task_id=f"answer-{_id(data['msgid'])}") if card.buttons else None
    if shown is not None:
        return Reply({"msgtype": "template_card", "template_card": shown})
    return Reply(finished(data["msgid"], text_of(card, BOT, phrases, row=row)))


def finished(id: str, text: str) -> dict[str, Any]:
    """Return the one and only frame of a stream: nothing of ours stays open."""
    return {"msgtype": "stream", "stream": {"id": id, "finish": True, "content": text}}


def _replaced(message: Message, card: Card, *, private: bool) -> Reply:
    """The card that was pressed turns into the answer: for everybody, or for who pressed where others must not see."""
    task = message.route.data["task"]
    shown = card_of(card, task_id=task, rev=_rev(message.route.data["msgid"])) if card.buttons else None
    body: dict[str, Any] = {"response_type": "update_template_card"}
    if private and message.room is not None:
        body["userids"] = [message.sender]
    body["template_card"] = shown or notice_of(card, task_id=task)
    return Reply(body, whole=shown is not None or shows(card))


def _rev(msgid: str) -> int:
    """A revision no other click on the card leads to: a button that comes back can be pressed anew."""
    return int.from_bytes(hashlib.sha256(msgid.encode()).digest()[:4])


def _id(text: str) -> str:
    """Only such letters stand in a task_id."""
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "_-@") else "-" for letter in text)[
        :100
    ]
