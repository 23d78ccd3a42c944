"""Names with a small slip: one sign wrong, left out, too many, swapped, or one that only sounds right."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from rapidfuzz.distance import OSA

from handlers.language.spans.pieces import Entry, Look, Piece, Subject
from handlers.language.spans.vocabulary import NEVER_FIRST, SMALL_WORDS
from handlers.language.words import Mention, Named
from sales.called import TRACE_KINDS, TRACED_HANZI, TRACED_LATIN, slips, typed_traces
from sales.names import company_key, person_key, place_of

_SUBJECTS: tuple[Subject, ...] = ("deal", "member")


def misspelt(letters: str, pieces: Sequence[Piece], taken: Sequence[Mention], look: Look) -> Iterator[Mention]:
    """Find the one deal or colleague whose name is written with one sign wrong, left out, too many or swapped."""
    free = [piece for piece in pieces if all(piece.end <= one.start or one.end <= piece.start for one in taken)]
    tries = {at: _typed(letters, free, at) for at in range(len(free))}
    heard = _heard(free)
    wanted = {trace for typed in tries.values() for trace in typed_traces(typed)} | heard.keys()
    entries = look(sorted(wanted), TRACE_KINDS) if wanted else []
    for subject in _SUBJECTS if entries else ():
        ours = [entry for entry in entries if entry.kind == f"{subject} typo"]
        yield from _misheard(ours, heard, subject)
        yield from _mistyped(letters, free, tries, ours, subject)


def _heard(pieces: Sequence[Piece]) -> dict[str, tuple[int, int]]:
    """Where two or three Chinese signs stand that may be a name of which one sign only sounds right."""
    heard: dict[str, tuple[int, int]] = {}
    for at, first in enumerate(pieces):
        for size in (2, 3):
            run = pieces[at : at + size]
            called = "".join(piece.text for piece in run)
            if len(called) == size and all(piece.joins for piece in run[1:]) and first.text not in NEVER_FIRST:
                for slip in slips(called) if place_of(called) is None and called[-1] not in NEVER_FIRST else ():
                    heard.setdefault(slip, (first.start, run[-1].end))
    return heard


def _misheard(entries: Sequence[Entry], heard: dict[str, tuple[int, int]], subject: Subject) -> Iterator[Mention]:
    meant: dict[tuple[int, int], list[Named]] = defaultdict(list)
    for entry in entries:
        if entry.key in heard:
            meant[heard[entry.key]].append(entry.named)
    for (start, end), named in meant.items():
        if len(named) == 1:  # a second slip that fits is of another name, or of the very name, which was no name here
            yield Mention(start, end, subject, "typo", tuple(named))


def _mistyped(
    letters: str, pieces: Sequence[Piece], tries: dict[int, str], entries: Sequence[Entry], subject: Subject
) -> Iterator[Mention]:
    named = {entry.named.id: entry.named for entry in entries}
    by_trace: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        by_trace[entry.key].add(entry.named.id)
    for at, typed in tries.items():
        alike = {id for trace in typed_traces(typed) for id in by_trace.get(trace, ())} if typed else set()
        ends = {id: end for id in alike if (end := _misspelt_end(letters, pieces, at, _full_names(named[id], subject)))}
        if len(ends) == 1:
            [(id, end)] = ends.items()
            yield Mention(pieces[at].start, end, subject, "typo", (named[id],))


def _full_names(named: Named, subject: Subject) -> set[str]:
    if subject == "deal":
        return {company_key(named.title), *_heads(named.title)}
    words = person_key(named.label).split()
    return {"".join(words), *words[:1]}


def _typed(letters: str, pieces: Sequence[Piece], at: int) -> str:
    """What is written from a piece on without a break, as far as traces reach."""
    typed = ""
    for piece in pieces[at : at + 8]:
        if typed and (not piece.joins or piece.text.isascii() != typed.isascii()):
            break
        typed += piece.text.replace("'", "")
    return typed[:16] if len(typed) >= 3 and pieces[at].text not in SMALL_WORDS else ""


def _misspelt_end(letters: str, pieces: Sequence[Piece], at: int, names: Collection[str]) -> int | None:
    """Where the name that begins at a piece ends when it is all but one sign this one's."""
    best: tuple[int, int] | None = None
    for key in names:
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
