"""A card as one of WeCom's template cards, inside every limit of its fields."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.cards import Button, Card, plain, title_text
from bot.fitting import shorten
from bot.wecom.keys import QUESTION, key_of
from handlers.language.typed.reader import CJK
from storage.sending import Post

LONGEST_LABEL = 10
MOST_BUTTONS = 6
MOST_CHOICES = 20
LONGEST_OPTION = 128


@dataclass(frozen=True, slots=True)
class Widths:
    """How many characters of a title, its second line, the lines below and a choice a client shows before it cuts."""

    title: int
    desc: int
    text: int
    option: int


BOT_WIDTHS = Widths(26, 30, 112, 11)
APP_WIDTHS = Widths(36, 44, 160, 20)
# A notice must lead somewhere (42045): WeCom's own page tells people what it is.
HOME = "https://work.weixin.qq.com/"


def task_of(post: Post) -> str:
    """Return the task_id of a post's card: the same with every try of it, and another one after a new installation."""
    return f"post-{post.id}-{post.rev}-{int(post.created_at.timestamp())}"


def card_of(card: Card, *, task_id: str, rev: int = 0, widths: Widths = BOT_WIDTHS) -> dict[str, Any] | None:
    """Return a card with buttons or a choice to press; None when it holds more than such a card shows."""
    title, text = title_of(title_text(card), widths), plain(card)
    submit = "确定" if CJK.search(title_text(card) + text) else "OK"
    asked = _asked(card.buttons, rev, widths, submit=submit)
    if asked is None:  # labels longer than a button stand in the text, and what marks them is pressed
        marked = _marked(card.buttons, submit)
        text = "\n".join(filter(None, (text, *(f"{mark} · {button.label}" for mark, button in marked))))
        asked = _asked([replace(button, label=mark) for mark, button in marked], rev, widths, submit=submit)
    if title is None or len(text) > widths.text or card.fields or asked is None:
        return None
    return {"main_title": title, "sub_title_text": text, **asked, "task_id": task_id}


def _marked(buttons: Sequence[Button], submit: str) -> list[tuple[str, Button]]:
    """Buttons with what is pressed in place of their labels."""
    if len(buttons) == 1:
        return [(submit, buttons[0])]
    return [(str(no), button) for no, button in enumerate(buttons, 1)]


def title_of(title: str, widths: Widths) -> dict[str, str] | None:
    """Return a title as a card's, where it needs one with a second line; None when it is longer than both."""
    if len(title) <= widths.title:
        return {"title": title}
    head = title[: widths.title + 1].rpartition(" ")[0].rstrip() or title[: widths.title]
    rest = title[len(head) :].lstrip()
    return {"title": head, "desc": rest} if len(rest) <= widths.desc else None


def _asked(buttons: Sequence[Button], rev: int, widths: Widths, *, submit: str) -> dict[str, Any] | None:
    labels = [button.label for button in buttons]
    keys = [key_of(button.command, rev) for button in buttons]
    if not buttons or len(set(keys)) < len(keys):
        return None
    if len(buttons) <= MOST_BUTTONS and max(map(len, labels)) <= LONGEST_LABEL:
        listed = [{"text": text, "style": 2, "key": key} for text, key in zip(labels, keys, strict=True)]
        listed[0]["style"] = 1
        return {"card_type": "button_interaction", "button_list": listed}
    if not 1 < len(buttons) <= MOST_CHOICES or max(map(len, labels)) > widths.option:
        return None
    if any(len(key.encode()) > LONGEST_OPTION for key in keys):
        return None
    choices = [{"id": key, "text": text} for text, key in zip(labels, keys, strict=True)]
    return {
        "card_type": "vote_interaction",
        "checkbox": {"question_key": QUESTION, "mode": 0, "option_list": choices},
        "submit_button": {"text": submit, "key": key_of(QUESTION, rev)},
    }


def notice_of(card: Card, *, task_id: str) -> dict[str, Any]:
    """Return a card without buttons, cut to what a notice shows."""
    return {
        "card_type": "text_notice",
        "main_title": title_of(title_text(card), BOT_WIDTHS) or {"title": shorten(title_text(card), BOT_WIDTHS.title)},
        "sub_title_text": shorten(plain(card), BOT_WIDTHS.text),
        "card_action": {"type": 1, "url": HOME},
        "task_id": task_id,
    }


def shows(card: Card) -> bool:
    """Whether a notice shows all of a card."""
    title = title_of(title_text(card), BOT_WIDTHS)
    return title is not None and len(plain(card)) <= BOT_WIDTHS.text and not card.buttons
