"""What a request of Slack is answered at once: in the acknowledgement, or with a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.cards import parse, title_text


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A response of ours; `row` is the outbox row it says, to be marked once it has left."""

    status: int = 200
    body: Mapping[str, Any] | None = None
    row: int = 0


Take = Callable[[Mapping[str, Any], float], Acknowledged]


def at_fields(words: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the answer that keeps a form open, with what was typed in it and these words at its fields."""
    return {"response_action": "errors", "errors": dict(words)}


def title_of(text: str) -> str:
    """Return the first line of an answer."""
    return title_text(parse(text))
