"""Weighs what the rules read against what the words speak for: where both agree it is sure, where they differ the likelier wins.

The shares beside the figures were counted on the untouched half of the examples: how often the opinion was right there.
"""

from collections.abc import Callable, Iterable

from handlers.language.opinion import opinion
from handlers.language.sentences.asked import BRIEF, OF_ALL, OF_ONE
from handlers.language.sentences.assuming import assumed
from handlers.language.sentences.desk import LISTS
from handlers.language.sentences.meaning import Meaning
from handlers.language.sentences.mood import hedged
from handlers.language.shape import Shape

Finder = Callable[[Shape], Meaning | None]
AGREED = 0.5  # beside a reading of the rules that is the same: 99 %
LIKELY = 0.7  # against the rules: 85 %, which is asked
SURE = 0.8  # against the rules: 94 %, which is written where another rule reads it
# Doubts about what is meant; all others are about values, or about whether and of what it is so: no words settle those.
_WHAT = frozenset({"reading", "note"})
# What the examples call what a rule calls otherwise; all lists and reports are one question there.
_CALLED = {"contacted": "progress_update", "rhythm": "admin_rule", "back": "cover_set"}
_CALLED |= dict.fromkeys(OF_ONE | OF_ALL | BRIEF | LISTS, "query")
# No reading gives way to these: news in general, or nothing at all.
_SILENT = frozenset({"ignore", "ask"})
_GENERAL = _SILENT | {"progress_update"}
# What changes nothing is answered rather than asked about.
_HARMLESS = frozenset({"query", "best_practice_search", "export"})


def weighed(shape: Shape, meaning: Meaning | None, rules: Iterable[Finder]) -> Meaning | None:
    """Return the likelier of what the first rule read and what else a line may mean, with a doubt where neither is likely."""
    chances = opinion(shape)
    likeliest = max(chances, key=lambda one: chances[one])
    read = None if meaning is None else called(meaning.intent)
    if read is not None and read not in chances:  # nothing was learned of it
        return meaning
    agrees = meaning is not None and likeliest in {called(one.intent) for one in (meaning, *meaning.others)}
    if meaning is not None and agrees and chances[likeliest] >= AGREED:
        return _surely(shape, meaning)
    if agrees or chances[likeliest] < LIKELY:
        return meaning
    if likeliest not in (_GENERAL if meaning is not None else _SILENT):
        found = (one for rule in rules if (one := rule(shape)) and called(one.intent) == likeliest)
        if (other := next(found, None)) is not None:
            return _surely(shape, other) if meaning is not None and chances[likeliest] >= SURE else _perhaps(other)
        if (guess := assumed(shape, likeliest)) is not None:
            return _perhaps(guess)
    return _perhaps(meaning) if meaning is not None and read not in _HARMLESS else meaning


def called(intent: str) -> str:
    """What the examples call an intent."""
    return _CALLED.get(intent, intent)


def _surely(shape: Shape, meaning: Meaning) -> Meaning:
    if next(shape.all("amount"), None) is None and not hedged(shape.line):  # whose money it is stays in doubt
        meaning.doubts[:] = [doubt for doubt in meaning.doubts if doubt not in _WHAT]
    return meaning


def _perhaps(meaning: Meaning) -> Meaning:
    meaning.doubts.append("reading")
    return meaning
