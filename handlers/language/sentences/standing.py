"""A stand-up told without having been asked: by its name at the head, or by its three parts."""

from handlers.language.sentences.meaning import Meaning, Said
from handlers.language.sentences.mood import asks
from handlers.language.shape import Shape
from handlers.language.spans.rules import plain
from handlers.language.typed.standups import NAMED, PARTS, apart, named


def read_standup(shape: Shape) -> Meaning | None:
    """Read what somebody did, will do and is blocked by."""
    text = shape.text
    headed = NAMED.match(plain(text))
    if headed is not None and asks(shape.line):
        return None
    told = named(text[headed.end() :] if headed else text)
    if len(told) < (1 if headed else len(PARTS)):
        return None
    said: Said = {**apart(text)}
    return Meaning("standup_answer", said)
