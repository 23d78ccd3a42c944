"""A card as one of WeCom's template cards, inside every limit of its fields."""

from typing import Any

from bot.cards import Card, plain, title_text
from bot.wecom.keys import key_of

LONGEST_TITLE = 26
LONGEST_TEXT = 112
LONGEST_LABEL = 10
MOST_BUTTONS = 6
# A notice must lead somewhere (42045): WeCom's own page tells people what it is.
HOME = "https://work.weixin.qq.com/"


def card_of(card: Card, *, task_id: str, rev: int = 0) -> dict[str, Any] | None:
    """Return a card with buttons to press; None when it holds more than such a card shows."""
    title, text = title_text(card), plain(card)
    fits = len(title) <= LONGEST_TITLE and len(text) <= LONGEST_TEXT and not card.fields
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
        "main_title": {"title": title_text(card)[:LONGEST_TITLE]},
        "sub_title_text": plain(card)[:LONGEST_TEXT],
        "card_action": {"type": 1, "url": HOME},
        "task_id": task_id,
    }


def shows(card: Card) -> bool:
    """Whether a notice shows all of a card."""
    return len(title_text(card)) <= LONGEST_TITLE and len(plain(card)) <= LONGEST_TEXT and not card.buttons
