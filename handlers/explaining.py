"""Why a sentence was read as it was: its parts, and what was made of them. Nothing is done."""

from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice

from handlers.language.opinion import opinion
from handlers.language.sentences.reading import by_opinion, read_shape
from handlers.language.shape import Shape
from handlers.language.words import Question, Words
from handlers.turn import Reply, Turn
from sales.clean import clean_line
from sales.money import Money
from sales.periods import Period
from sales.refusal import Refused

LONGEST = 60
UNSAID = frozenset({"intent", "language", "more", "items"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence that is one thing, and as what kind it was read."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value that was understood; one of the three is set."""

    amount: Money | None = None
    at: datetime | None = None
    text: str = ""


def explain(turn: Turn, words: Words) -> Reply:
    """Show how a sentence is read: names, dates and amounts in it, what it means, what would be asked."""
    from handlers.commands import COMMANDS  # the table of contents names this function

    if not words.command or turn.scene is None:
        raise Refused("explain_what")
    shape = Shape(words.command, turn.scene)
    meaning = by_opinion(shape)
    parts = [Part(span.kind, clean_line(shape.text[span.start : span.end])[:LONGEST]) for span in shape.spans]
    said, asks = _made(shape)
    values = list(dict.fromkeys(_value(value) for one in said for value in _said(one)))
    intent = None if meaning is None else meaning.intent
    known = any(command.intent == intent for command in COMMANDS)
    facts = {"likely": _likely(shape), "parts": parts, "intent": intent, "known": known, "values": values, "asks": asks}
    return Reply("explained", facts, private=True)


def _likely(shape: Shape) -> list[tuple[str, int]]:
    """What the words speak for, of all that can be meant: the likeliest two, in percent."""
    return [(intent, round(100 * chance)) for intent, chance in islice(opinion(shape).items(), 2)]


def _made(shape: Shape) -> tuple[tuple[Words, ...], bool]:
    """What a sentence becomes: words, and whether something would be asked."""
    try:
        meant = read_shape(shape)
    except Refused:
        return (), False
    if isinstance(meant, Question):
        return (*meant.beside, *filter(None, (meant.meant,))), True
    return meant or (), False


def _said(words: Words) -> list[object]:
    said = [getattr(words, one.name) for one in fields(words) if one.name not in UNSAID]
    return [value for value in [*said, *(value for _, value in words.more)] if value not in (None, (), "")]


def _value(value: object) -> Value:
    match value:
        case Money():
            return Value(amount=value)
        case datetime():
            return Value(at=value)
        case Period():
            return Value(text=value.key)
        case tuple():
            return Value(text=", ".join(map(str, value))[:LONGEST])
    return Value(text=clean_line(str(value))[:LONGEST])
