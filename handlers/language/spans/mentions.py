"""The deals and people a sentence names, found without knowing what is said of them.

Every few neighbouring words are looked up at once in the name index; the longest names win, given names before short
ones, those before guesses, and what is left over is searched for small typos.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from handlers.language.spans import contacts
from handlers.language.spans.misspelt import misspelt
from handlers.language.spans.pieces import MOST_PIECES, Entry, Look, Piece, Subject, pieces_of
from handlers.language.spans.reaching import reach_in_words, stretched
from handlers.language.spans.rules import plain
from handlers.language.spans.vocabulary import ALSO_WORDS, CUT_WORDS, NEVER_FIRST, NO_INITIALS, SMALL_WORDS
from handlers.language.words import Mention, Named
from sales.called import SPOKEN_KINDS, Kind

MOST_MEANT = 40  # what more are called is no name
_LONGEST = 8  # signs of a Chinese name, beyond which its beginning has to do
_MOST_WORDS = 4
_WHOLE = 4  # signs of a name that a space may part: 华东 重工
_PAIR = 2
_BEGINS = re.compile(r"(?:^|\W|然后|那个|还有|另外)$")
_PLURAL = re.compile(r"[a-z]{2}[^s]s$")
_ASKS = re.compile(r"(?:will|may) (?:you|we|they|he|she|it|i|the|this|that|be)\b")
_CODE = re.compile(r"(?<![a-z0-9_-])(?:d ?-? ?|#)(\d{1,9})(?![a-z0-9_-])")
How = Literal["name", "short", "guess"]
Places = dict[str, list[tuple[int, int]]]  # where which keys stand that may be names
_WAYS: dict[Kind, tuple[Subject, How]] = {
    "deal": ("deal", "name"),
    "deal short": ("deal", "short"),
    "deal guess": ("deal", "guess"),
    "member": ("member", "name"),
    "member short": ("member", "short"),
    "member guess": ("member", "guess"),
}


def find_names(text: str, look: Look) -> list[Mention]:
    """Return whom a text names, in its order; two of one place when a deal and a colleague are called the same."""
    letters = plain(text)
    pieces = pieces_of(letters)
    if len(pieces) > MOST_PIECES:
        return []
    places = _places(pieces)
    codes = [(f"D-{int(found[1])}", found) for found in _CODE.finditer(letters)]
    entries = look([*places, *(code for code, _ in codes)], (*SPOKEN_KINDS, "deal code")) if places or codes else []
    named = [entry for entry in entries if entry.kind in _WAYS]
    taken = [*_coded(codes, entries)]
    _settle(taken, _candidates(text, letters, places, (one for one in named if not one.kind.endswith("guess"))))
    _settle(taken, _candidates(text, letters, places, (one for one in named if one.kind.endswith("guess"))))
    slips = misspelt(letters, pieces, taken, look)
    if any(mention.kind == "deal" for mention in taken):  # beside a name, two signs that only sound right are words
        slips = (one for one in slips if one.end - one.start > _PAIR or _BEGINS.search(letters, 0, one.start))
    _settle(taken, slips)
    people = contacts.find(letters)
    kept = [mention for mention in taken if mention.kind != "member" or not contacts.theirs(letters, mention, taken)]
    outsiders = (Mention(start, end, "contact", "title") for start, end in people)
    kept += [one for one in outsiders if all(one.end <= other.start or other.end <= one.start for other in kept)]
    return sorted(kept, key=lambda mention: (mention.start, mention.kind))


def _places(pieces: Sequence[Piece]) -> Places:
    """Where which keys stand that may be names."""
    places: Places = {}
    for at, first in enumerate(pieces):
        if first.text in NEVER_FIRST:
            continue
        for until, keys in _runs(pieces, at):
            for key in keys:
                places.setdefault(key, []).append((first.start, until))
    return places


def _runs(pieces: Sequence[Piece], at: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where the names end that may begin at a piece, with the keys they would have."""
    joined = spaced = ""
    hanzi = words = 0
    crossed = False
    for piece in pieces[at : at + _LONGEST]:
        crossed = crossed or (bool(joined) and piece.near)
        latin = piece.text.isascii()
        if joined and not (piece.joins or piece.near):
            return
        hanzi, words = hanzi + (not latin), words + latin
        if words > _MOST_WORDS:
            return
        word, _, owned = piece.text.partition("'")
        bare = word if owned in ("", "s") else word + owned
        spaced += f" {bare}" if latin and spaced and spaced[-1].isascii() else bare
        joined += "" if bare == "and" and joined else bare
        if bare in ("and", "s"):
            continue
        if crossed and hanzi < _WHOLE:
            continue
        if hanzi + words > 1 or (latin and len(word) > 1 and word not in SMALL_WORDS):
            owner = joined[:-1] if latin and word == bare and _PLURAL.search(word) else ""  # toms deal
            yield piece.end, tuple(dict.fromkeys(filter(None, (joined, spaced, owner))))


def _coded(codes: Iterable[tuple[str, re.Match[str]]], entries: Iterable[Entry]) -> Iterator[Mention]:
    known = {entry.key: entry.named for entry in entries if entry.kind == "deal code"}
    for code, found in codes:
        yield Mention(found.start(), found.end(), "deal", "code", (known[code],) if code in known else ())


def _candidates(text: str, letters: str, places: Places, entries: Iterable[Entry]) -> Iterator[Mention]:
    """Yield what index entries may mean where their keys stand."""
    meant: dict[tuple[int, int, Subject], dict[int, Named]] = defaultdict(dict)
    ways: dict[tuple[int, int, Subject], How] = {}
    for entry in entries:
        subject, how = _WAYS[entry.kind]
        for start, end in places.get(entry.key, ()):
            if _stands(text, letters, start, end, entry.kind):
                place = (start, end, subject)
                meant[place][entry.named.id] = entry.named
                ways[place] = "name" if ways.get(place) == "name" else how
    for (start, end, subject), named in meant.items():
        if len(named) <= MOST_MEANT:
            mention = Mention(start, end, subject, ways[start, end, subject], tuple(named.values()))
            yield stretched(letters, mention) if subject == "deal" else _titled(letters, mention)


def _stands(text: str, letters: str, start: int, end: int, kind: Kind) -> bool:
    """Whether what stands here is a name and no piece of something else."""
    word = letters[start:end]
    if word.isascii():
        if kind == "deal guess" and (not text[start:end].isupper() or word in NO_INITIALS):
            return False
        ordinary = word in ALSO_WORDS or word.removesuffix("s") in ALSO_WORDS
        return not ordinary or (text[start].isupper() and not _ASKS.match(letters, start))
    if kind == "member" and len(word) == 2 and contacts.longer_name(letters, end):
        return False
    parted = contacts.LEADER.match(letters, end)  # 天工厂长 is the head of the works of 天工
    if letters[max(0, start - 1) : start + 1] in CUT_WORDS or (letters[end - 1 : end + 1] in CUT_WORDS and not parted):
        return len(word) > 3
    return True


def _titled(letters: str, mention: Mention) -> Mention:
    """Take in the sign of a mention before a colleague's name, and the title after it."""
    start = mention.start - (letters[mention.start - 1 : mention.start] == "@")
    ends = [reach_in_words(letters, mention, named.label) for named in mention.named]
    mention = replace(mention, end=max(ends)) if len(ends) == 1 else mention
    title = contacts.TITLE.match(letters, mention.end)
    return replace(mention, start=start, end=title.end() if title else mention.end)


def _settle(taken: list[Mention], more: Iterable[Mention]) -> None:
    """Add the mentions that have room, the longest first; a deal and a colleague may share one place."""
    for mention in sorted(more, key=lambda one: (one.start - one.end, one.start, one.how != "name")):
        if all(_apart(mention, other) for other in taken):
            taken.append(mention)


def _apart(one: Mention, other: Mention) -> bool:
    if one.start == other.start and one.end == other.end and one.kind != other.kind:
        return True
    return one.end <= other.start or other.end <= one.start
