"""A card as WeCom's Markdown, inside a door's limit of bytes."""

import re

from bot.cards import Card, plain, title_text

MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def text_of(card: Card, most_bytes: int) -> str:
    """Return a card as Markdown of at most so many bytes; its buttons are lines to type."""
    lines = [f"**{_safe(title_text(card))}**", "", *_safe(plain(card)).split("\n")]
    lines += ["", *(f"回复：{_safe(button.command)}" for button in card.buttons)] if card.buttons else []
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line.encode()) + 1
        if size > most_bytes:
            break
        kept.append(line)
    return "\n".join(kept).strip("\n")


def _safe(text: str) -> str:
    return MARKUP.sub(r"\\\1", text)
