"""Weighs what the rules read against what the words speak for: where both agree it is sure, where they differ the likelier wins.

The shares beside the figures were counted on the untouched half of the examples: how often the opinion was right there.
"""

from collections.abc import Callable, Iterable, Mapping

from handlers.language.opinion import opinion
from handlers.language.sentences.assuming import assumed
from handlers.language.sentences.meaning import Meaning
from handlers.language.shape import Shape

Finder = Callable[[Shape], Meaning | None]
AGREED = 0.5  # beside a reading of the rules that is the same: 99 %
LIKELY = 0.7  # against the rules: 85 %, which is asked
SURE = 0.8  # against the rules: 94 %
HARDLY = 0.08  # so unlikely a reading is asked: two of three are wrong
# Doubts about what is meant at all; all others are about values or about whether it is so, and stay.
_WHAT = frozenset({"object", "note"})
# What the examples call what a rule calls otherwise.
_CALLED = {"contacted": "progress_update", "rhythm": "admin_rule", "back": "cover_set"}
# Answers of the rules that are no intents.
_ASIDE = frozenset({"nothing", "when", "bulk"})
_SILENT = frozenset({"ignore", "ask"})


def weighed(shape: Shape, meaning: Meaning | None, rules: Iterable[Finder]) -> Meaning | None:
    """Return the likelier of what the first rule read and what else a line may mean, with a doubt where neither is likely."""
    if meaning is not None and meaning.intent in _ASIDE:
        return meaning
    chances = opinion(shape)
    likeliest = max(chances, key=lambda one: chances[one])
    read = None if meaning is None else called(meaning.intent, chances)
    if meaning is not None and read == likeliest and chances[likeliest] >= AGREED:
        return _surely(meaning)
    if read != likeliest and chances[likeliest] >= LIKELY and likeliest not in _SILENT:
        found = (one for rule in rules if (one := rule(shape)) and called(one.intent, chances) == likeliest)
        other = next(found, None) or assumed(shape, likeliest)
        if other is not None:
            return _surely(other) if meaning is not None and chances[likeliest] >= SURE else _perhaps(other)
    if meaning is not None and read is not None and chances[read] < HARDLY:
        return _perhaps(meaning)
    return meaning


def called(intent: str, chances: Mapping[str, float]) -> str:
    """What the examples call an intent; whatever they do not name is a question."""
    known = _CALLED.get(intent, intent)
    return known if known in chances else "query"


def _surely(meaning: Meaning) -> Meaning:
    meaning.doubts[:] = [doubt for doubt in meaning.doubts if doubt not in _WHAT]
    return meaning


def _perhaps(meaning: Meaning) -> Meaning:
    meaning.doubts.append("object")
    return meaning
