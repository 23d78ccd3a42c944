"""A card as one of WeCom's template cards, inside every limit of its fields."""

from dataclasses import dataclass
from typing import Any

from bot.cards import Card, plain, title_text
from bot.fitting import shorten
from bot.wecom.keys import key_of

LONGEST_LABEL = 10
MOST_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Widths:
    """How many characters of a card's title and of the lines below it a client shows before it cuts."""

    title: int
    text: int


BOT_WIDTHS = Widths(26, 112)
APP_WIDTHS = Widths(36, 160)
# A notice must lead somewhere (42045): WeCom's own page tells people what it is.
HOME = "https://work.weixin.qq.com/"


def card_of(card: Card, *, task_id: str, rev: int = 0, widths: Widths = BOT_WIDTHS) -> dict[str, Any] | None:
    """Return a card with buttons to press; None when it holds more than such a card shows."""
    title, text = title_text(card), plain(card)
    fits = len(title) <= widths.title and len(text) <= widths.text and not card.fields
    if not fits or not 1 <= len(card.buttons) <= MOST_BUTTONS:
        return None
    if any(len(button.label) > LONGEST_LABEL for button in card.buttons):
        return None
    return {
        "card_type": "button_interaction",
        "main_title": {"title": title},
        "sub_title_text": text,
        "button_list": [
            {"text": button.label, "style": 1 if no == 0 else 2, "key": key_of(button.command, rev)}
            for no, button in enumerate(card.buttons)
        ],
        "task_id": task_id,
    }


def notice_of(card: Card, *, task_id: str) -> dict[str, Any]:
    """Return a card without buttons, cut to what a notice shows."""
    return {
        "card_type": "text_notice",
        "main_title": {"title": shorten(title_text(card), BOT_WIDTHS.title)},
        "sub_title_text": shorten(plain(card), BOT_WIDTHS.text),
        "card_action": {"type": 1, "url": HOME},
        "task_id": task_id,
    }


def shows(card: Card) -> bool:
    """Whether a notice shows all of a card."""
    return len(title_text(card)) <= BOT_WIDTHS.title and len(plain(card)) <= BOT_WIDTHS.text and not card.buttons
