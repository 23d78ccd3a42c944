"""A text taken into the pieces names are made of, and the index those are looked up in."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.language.words import Named
from sales.called import Kind

Subject = Literal["deal", "member"]
MOST_PIECES = 800  # a text with more is a document and not a sentence
_PIECE = re.compile(r"[a-z0-9]+(?:'[a-z]{1,2}(?![a-z]))?|[\u3400-\u9fff]")
_GLUE = re.compile(r"[ .&'+\-·_]{0,3}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the name index: under which key, of which kind, stands whom."""

    kind: Kind
    key: str
    named: Named


Look = Callable[[Sequence[str], Sequence[Kind]], Sequence[Entry]]  # keys and their kinds


@dataclass(frozen=True, slots=True)
class Piece:
    """One Chinese sign or one Latin word, and whether nothing parts it from the piece before, or `near` but a space."""

    start: int
    end: int
    text: str
    joins: bool
    near: bool = False


def pieces_of(letters: str) -> list[Piece]:
    pieces: list[Piece] = []
    for found in _PIECE.finditer(letters):
        joins = bool(pieces) and _joins(letters, pieces[-1], found)
        near = bool(pieces) and not joins and letters[pieces[-1].end : found.start()] == " "
        pieces.append(Piece(found.start(), found.end(), found[0], joins, near))
        if len(pieces) > MOST_PIECES:
            break
    return pieces


def _joins(letters: str, before: Piece, found: re.Match[str]) -> bool:
    """Whether two pieces may be of one name: Chinese signs side by side, words with at most a space or sign between."""
    if not (before.text.isascii() or found[0].isascii()):
        return before.end == found.start()
    return found.start() - before.end <= 3 and _GLUE.fullmatch(letters, before.end, found.start()) is not None


def index(entries: Iterable[tuple[Kind, str, Named]]) -> Look:
    """Return a name index that is a dictionary."""
    known: dict[str, list[Entry]] = defaultdict(list)
    for kind, key, named in entries:
        known[key].append(Entry(kind, key, named))
    return lambda keys, kinds: [
        entry for key in dict.fromkeys(keys) for entry in known.get(key, ()) if entry.kind in kinds
    ]
