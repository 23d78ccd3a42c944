"""What a request of Slack is answered at once: in the acknowledgement, or with a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.cards import parse, title_text
from bot.dispatcher import Answer


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A response of ours; `row` is the outbox row it says, to be marked once it has left."""

    status: int = 200
    body: Mapping[str, Any] | None = None
    row: int = 0


def at_field(name: str, text: str) -> Mapping[str, Any]:
    """Return the answer that keeps a form open, with its words in it and this at a field."""
    return {"response_action": "errors", "errors": {name: text}}


def title_of(answer: Answer | None) -> str:
    """Return the first line of an answer."""
    return "" if answer is None else title_text(parse(answer.text))
