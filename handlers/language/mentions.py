"""The deals and people a sentence names, found without knowing what is said of them.

Every few neighbouring words are looked up at once in the name index; the longest names win, given names before short
ones, those before guesses, and what is left over is searched for small typos.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from rapidfuzz.distance import OSA

from handlers.language import contacts
from handlers.language.spans import plain
from handlers.language.vocabulary import ALSO_WORDS, CUT_WORDS, NEVER_FIRST, NO_INITIALS, SMALL_WORDS
from handlers.language.words import Mention, Named
from sales.called import SPOKEN_KINDS, TRACE_KINDS, TRACED_HANZI, TRACED_LATIN, Kind, typed_traces
from sales.names import company_key


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the name index: under which key, of which kind, stands whom."""

    kind: Kind
    key: str
    named: Named


Look = Callable[[Sequence[str], Sequence[Kind]], Sequence[Entry]]  # keys and their kinds

MOST_PIECES = 800  # a text with more is a document and not a sentence
MOST_MEANT = 40  # what more are called is no name
_LONGEST = 8  # signs of a Chinese name, beyond which its beginning has to do
_MOST_WORDS = 4
_PIECE = re.compile(r"[a-z0-9]+(?:'[a-z]{1,2}(?![a-z]))?|[\u3400-\u9fff]")
_ASKS = re.compile(r"(?:will|may) (?:you|we|they|he|she|it|i|the|this|that|be)\b")
_GLUE = re.compile(r"[ .&'+\-·]{0,3}")
_CODE = re.compile(r"(?<![A-Za-z0-9_-])(?:[dD] ?-? ?|#)(\d{1,9})(?![A-Za-z0-9_-])")
Subject = Literal["deal", "member"]
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
    letters = _letters(text)
    pieces = _pieces(letters)
    if len(pieces) > MOST_PIECES:
        return []
    places = _places(pieces)
    codes = [(f"D-{int(found[1])}", found) for found in _CODE.finditer(letters)]
    entries = look([*places, *(code for code, _ in codes)], (*SPOKEN_KINDS, "deal code")) if places or codes else []
    named = [entry for entry in entries if entry.kind in _WAYS]
    taken = [*_coded(codes, entries)]
    _settle(taken, _candidates(text, letters, places, (one for one in named if not one.kind.endswith("guess"))))
    _settle(taken, _candidates(text, letters, places, (one for one in named if one.kind.endswith("guess"))))
    if not any(mention.kind == "deal" for mention in taken):
        _settle(taken, _misspelt(letters, pieces, taken, look))
    people = contacts.find(letters)
    kept = [mention for mention in taken if mention.kind != "member" or not contacts.theirs(letters, mention, taken)]
    outsiders = (Mention(start, end, "contact", "title") for start, end in people)
    kept += [one for one in outsiders if all(one.end <= other.start or other.end <= one.start for other in kept)]
    return sorted(kept, key=lambda mention: (mention.start, mention.kind))


def index(entries: Iterable[tuple[Kind, str, Named]]) -> Look:
    """Return a name index that is a dictionary."""
    known: dict[str, list[Entry]] = defaultdict(list)
    for kind, key, named in entries:
        known[key].append(Entry(kind, key, named))
    return lambda keys, kinds: [
        entry for key in dict.fromkeys(keys) for entry in known.get(key, ()) if entry.kind in kinds
    ]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One Chinese sign or one Latin word, and whether nothing parts it from the piece before."""

    start: int
    end: int
    text: str
    joins: bool


@cache
def _simplify() -> Callable[[str], str]:
    import opencc  # its tables take 20 ms: only for those who need them

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def _letters(text: str) -> str:
    """The text as names are compared, each sign in its old place."""
    letters = plain(text)
    if letters.isascii() or len(letters) > 4_000:
        return letters
    simple = _simplify()(letters)
    return simple if len(simple) == len(letters) else letters


def _pieces(letters: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for found in _PIECE.finditer(letters):
        joins = bool(pieces) and _joins(letters, pieces[-1], found)
        pieces.append(_Piece(found.start(), found.end(), found[0], joins))
        if len(pieces) > MOST_PIECES:
            break
    return pieces


def _joins(letters: str, before: _Piece, found: re.Match[str]) -> bool:
    """Whether two pieces may be of one name: Chinese signs side by side, words with at most a space or sign between."""
    if not (before.text.isascii() or found[0].isascii()):
        return before.end == found.start()
    return found.start() - before.end <= 3 and _GLUE.fullmatch(letters, before.end, found.start()) is not None


def _places(pieces: Sequence[_Piece]) -> Places:
    """Where which keys stand that may be names."""
    places: Places = {}
    for at, first in enumerate(pieces):
        if first.text in NEVER_FIRST:
            continue
        for until, keys in _runs(pieces, at):
            for key in keys:
                places.setdefault(key, []).append((first.start, until))
    return places


def _runs(pieces: Sequence[_Piece], at: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where the names end that may begin at a piece, with the keys they would have."""
    joined = spaced = ""
    hanzi = words = 0
    for piece in pieces[at : at + _LONGEST]:
        latin = piece.text.isascii()
        if joined and not piece.joins:
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
        if hanzi + words > 1 or (latin and len(word) > 1 and word not in SMALL_WORDS):
            yield piece.end, (joined,) if joined == spaced else (joined, spaced)


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
            yield _stretched(letters, mention) if subject == "deal" else _titled(letters, mention)


def _stands(text: str, letters: str, start: int, end: int, kind: Kind) -> bool:
    """Whether what stands here is a name and no piece of something else."""
    word = letters[start:end]
    if word.isascii():
        if kind == "deal guess" and (not text[start:end].isupper() or word in NO_INITIALS):
            return False
        return word not in ALSO_WORDS or (text[start].isupper() and not _ASKS.match(letters, start))
    if kind == "member" and len(word) == 2 and contacts.longer_name(letters, end):
        return False
    if letters[max(0, start - 1) : start + 1] in CUT_WORDS or letters[end - 1 : end + 1] in CUT_WORDS:
        return len(word) > 3
    return True


def _stretched(letters: str, mention: Mention) -> Mention:
    """Take in what follows of the full names, which tells 蓝海医疗 from 蓝海物流, and the firm's legal form."""
    rest = letters[mention.start : mention.start + 24]
    reach = {named.id: _common(rest, company_key(named.title)) for named in mention.named}
    most = max(reach.values(), default=0)
    if most > mention.end - mention.start:
        named = tuple(one for one in mention.named if reach[one.id] == most)
        mention = replace(mention, end=mention.start + most, named=named)
    form = _FORM.match(letters, mention.end)
    return replace(mention, end=form.end()) if form else mention


def _common(text: str, name: str) -> int:
    """How much of a text's beginning is a name's; of Latin names whole words are not told apart here."""
    if name.isascii():
        return 0
    return next(
        (at for at, (one, other) in enumerate(zip(text, name, strict=False)) if one != other), min(len(text), len(name))
    )


def _titled(letters: str, mention: Mention) -> Mention:
    """Take in the sign of a mention before a colleague's name, and the title after it."""
    start = mention.start - (letters[mention.start - 1 : mention.start] == "@")
    title = contacts.TITLE.match(letters, mention.end)
    return replace(mention, start=start, end=title.end() if title else mention.end)


def _settle(taken: list[Mention], more: Iterable[Mention]) -> None:
    """Add the mentions that have room, the longest first; a deal and a colleague may share one place."""
    for mention in sorted(more, key=lambda one: (one.start - one.end, one.start)):
        if all(_apart(mention, other) for other in taken):
            taken.append(mention)


def _apart(one: Mention, other: Mention) -> bool:
    if one.start == other.start and one.end == other.end and one.kind != other.kind:
        return True
    return one.end <= other.start or other.end <= one.start


def _misspelt(letters: str, pieces: Sequence[_Piece], taken: Sequence[Mention], look: Look) -> Iterator[Mention]:
    """Find the one deal whose longer name is written with one sign wrong, left out, too many or swapped."""
    free = [piece for piece in pieces if all(piece.end <= one.start or one.end <= piece.start for one in taken)]
    tries = {at: _typed(letters, free, at) for at in range(len(free))}
    wanted = {trace for typed in tries.values() for trace in typed_traces(typed)}
    entries = look(sorted(wanted), TRACE_KINDS) if wanted else []
    if not entries:
        return
    named = {entry.named.id: entry.named for entry in entries}
    by_trace: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        by_trace[entry.key].add(entry.named.id)
    for at, typed in tries.items():
        alike = {id for trace in typed_traces(typed) for id in by_trace.get(trace, ())} if typed else set()
        ends = {id: end for id in alike if (end := _misspelt_end(letters, free, at, named[id]))}
        if len(ends) == 1:
            [(id, end)] = ends.items()
            yield Mention(free[at].start, end, "deal", "typo", (named[id],))


def _typed(letters: str, pieces: Sequence[_Piece], at: int) -> str:
    """What is written from a piece on without a break, as far as traces reach."""
    typed = ""
    for piece in pieces[at : at + 8]:
        if typed and (not piece.joins or piece.text.isascii() != typed.isascii()):
            break
        typed += piece.text.replace("'", "")
    return typed[:16] if len(typed) >= 3 and pieces[at].text not in SMALL_WORDS else ""


def _misspelt_end(letters: str, pieces: Sequence[_Piece], at: int, named: Named) -> int | None:
    """Where the name that begins at a piece ends when it is all but one sign this one's."""
    best: tuple[int, int] | None = None
    for key in {company_key(named.title), *_heads(named.title)}:
        least = TRACED_LATIN if key.isascii() else TRACED_HANZI
        if len(key) < least:
            continue
        typed = ""
        for piece in pieces[at : at + len(key) + 1]:
            typed += piece.text
            if abs(len(typed) - len(key)) > 1 or (not typed.isascii() and len(typed) < least):
                continue
            distance = OSA.distance(typed, key, score_cutoff=1)
            if distance <= 1 and (best is None or (distance, -piece.end) < best):
                best = (distance, -piece.end)
    return -best[1] if best else None


def _heads(title: str) -> Iterator[str]:
    first = company_key(title.partition(" ")[0])
    if first.isascii():
        yield first


_FORM = re.compile(r"(?:集团|股份|有限|责任|总)*公司|集团|(?: ?(?:inc|corp|ltd|llc|gmbh|co)\.?(?![a-z]))")
