"""How a post of the local chat looks to programs and to the page."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC
from functools import lru_cache
from typing import Any

from bot.cards import Card, parse, plain, title_text
from bot.local.drawing import form_html, html_of
from storage.local import LocalPost


def shown(post: LocalPost, channel: str) -> dict[str, Any]:
    """Return a post as the JSON interface gives it."""
    card = card_of(post.text)
    seen: dict[str, Any] = {
        "id": post.id,
        "seq": post.seq,
        "rev": post.rev,
        "channel": channel,
        "thread": post.thread,
        "private": post.member is not None,
        "at": post.at.astimezone(UTC).isoformat(),
        "title": title_text(card),
        "text": plain(card),
        "buttons": [{"label": button.label, "command": button.command} for button in card.buttons],
        "delivery": post.delivery,
        "milestone": post.milestone,
        "html": html_text(post.text) if post.form is None else form_html(card, post.form, post=post.id),
    }
    if card.fields:
        seen |= {"form": post.form, "buttons": [], "closed": post.form is None}
    return seen


def form_of(text: str, *, errors: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return a form as the local chat keeps it: the command it completes, its fields, and what was typed."""
    card = card_of(text)
    fields = [asdict(field) for field in card.fields]
    for field in fields:
        field["value"] = typed.get(field["name"], field["value"])
        field["error"] = errors.get(field["name"], "")
    submit, names = card.buttons[0], {field.name for field in card.fields}
    # A refusal may name what the form does not ask for; it is said above the fields.
    beside = " ".join(error for name, error in errors.items() if name not in names)
    return {"command": submit.command, "submit": submit.label, "fields": fields, "error": beside}


@lru_cache(maxsize=4096)
def card_of(text: str) -> Card:
    """Return the card a Markdown text stands for."""
    return parse(text)


@lru_cache(maxsize=4096)
def html_text(text: str) -> str:
    """Return what a Markdown text looks like in the page."""
    return html_of(card_of(text))
