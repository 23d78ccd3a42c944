"""Weighs what the rules read against what the words speak for: where both agree it is sure, where they differ the likelier wins.

The shares beside the figures were counted on the untouched half of the examples: how often the opinion was right there.
"""

from collections.abc import Callable, Iterable

from handlers.language.opinion import opinion
from handlers.language.sentences.asked import BRIEF, OF_ALL, OF_ONE
from handlers.language.sentences.assuming import assumed
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.desk import LISTS
from handlers.language.sentences.meaning import Meaning
from handlers.language.sentences.mood import hedged
from handlers.language.sentences.notes import VALUE_MISSING
from handlers.language.sentences.second import second_look
from handlers.language.shape import Shape

Finder = Callable[[Shape], Meaning | None]
AGREED = 0.5  # beside a reading of the rules that is the same: 99 %; so likely chit-chat is left alone: 99 %
LIKELY = 0.7  # against the rules: 85 %, which is asked
SURE = 0.8  # against the rules: 94 %, which is written where another rule reads it
CERTAIN = 0.9  # where no rule reads it: done as this, asked where a rule surely reads something else
HARDLY = 0.1  # so unlikely, what the rules read is asked, and a longer line is read as a sentence rather than a command
# Doubts about what is meant; all others are about values, or about whether and of what it is so: no words settle those.
_WHAT = frozenset({"reading"})
# Whoever speaks of a value by its name means the value: what was not read of it is asked.
_VALUE = any_of(zh="金额 概率 赢率 签约时间 成交时间", en="amount, close date, closing date, probability")
_WHAT_NEWS = _WHAT | {"note"}  # of a loss the note is why, and that is a value
# What the examples call what a rule calls otherwise; all lists and reports are one question there.
_CALLED = {"contacted": "progress_update", "rhythm": "admin_rule"}
_CALLED |= dict.fromkeys(OF_ONE | OF_ALL | BRIEF | LISTS, "query")
# Words of any day's work, too like them: "I'll take Acme to lunch", "updated the quote", 给她点个外卖.
_DAILY = frozenset({"lead_claim", "quote_request", "kudos"})
_SILENT = frozenset({"ignore", "ask"})
_NEWS = "progress_update"  # in general: only where it is sure a deed gives way to it
# What changes no deal is answered rather than asked about.
_HARMLESS = frozenset({"query", "best_practice_search", "export", "pulse_answer"})


def weighed(shape: Shape, meaning: Meaning | None, rules: Iterable[Finder]) -> Meaning | None:
    """Return the likelier of what the first rule read and what else a line may mean, with a doubt where neither is likely."""
    chances = opinion(shape)
    likeliest, chance = next(iter(chances.items()))
    if meaning is None or (meaning.intent == "nothing" and chance >= SURE):
        return (_spoken_for(shape, likeliest, chance, rules) if chance >= LIKELY else None) or meaning
    read = called(meaning.intent)
    if read not in chances:  # nothing was learned of it
        return meaning
    if likeliest == "ignore" and read not in _HARMLESS:
        return None if chance >= AGREED else _perhaps(meaning)
    if likeliest in {called(one.intent) for one in (meaning, *meaning.others)}:
        return _surely(shape, meaning) if chance >= AGREED else meaning
    if chance >= LIKELY:
        return _against(shape, meaning, likeliest, chance, rules)
    told = max(chances.get(called(one.intent), 1.0) for one in (meaning, *meaning.others))
    return _perhaps(meaning) if told < HARDLY and read not in _HARMLESS else meaning


def _against(shape: Shape, meaning: Meaning, likeliest: str, chance: float, rules: Iterable[Finder]) -> Meaning:
    """Return what a line is rather than what the first rule read, or that reading with a doubt."""
    if "unsure" in meaning.doubts:  # it says itself that it may not be so
        return meaning
    wanted = likeliest != _NEWS or chance >= SURE
    if wanted and (other := _spoken_for(shape, likeliest, chance, rules)) is not None:
        return other
    return meaning if called(meaning.intent) in _HARMLESS else _perhaps(meaning)


def _spoken_for(shape: Shape, likeliest: str, chance: float, rules: Iterable[Finder]) -> Meaning | None:
    """Return a line as what its words speak for, with a doubt unless they surely do; None where they speak for nothing."""
    if likeliest in _SILENT:
        return None
    by_rule = next((one for rule in rules if (one := rule(shape)) and called(one.intent) == likeliest), None)
    read = assumed(shape, likeliest) or by_rule
    if read is None:
        return None
    if by_rule is None:
        sure = chance >= CERTAIN and likeliest not in _DAILY
        return second_look(shape, read) if sure else _perhaps(read)
    read.doubts[:] = dict.fromkeys([*read.doubts, *by_rule.doubts])
    return _surely(shape, second_look(shape, read)) if chance >= SURE else _perhaps(read)


def borne_out(shape: Shape, meaning: Meaning) -> bool:
    """Whether the words speak surely for what the rules read: then no other reading makes it doubtful."""
    return opinion(shape).get(called(meaning.intent), 0.0) >= SURE


def called(intent: str) -> str:
    """What the examples call an intent."""
    return _CALLED.get(intent, intent)


def _surely(shape: Shape, meaning: Meaning) -> Meaning:
    """Take back the doubts that the words of a line settle."""
    if hedged(shape.line):
        return meaning
    settled: frozenset[str] = frozenset()
    if next(shape.all("amount"), None) is None:  # whose money it is stays in doubt
        told = meaning.intent == _NEWS and not _VALUE.search(shape.line) and not _lacks(meaning)
        settled = _WHAT_NEWS if told else _WHAT
    meaning.doubts[:] = [doubt for doubt in meaning.doubts if doubt not in settled]
    return meaning


def _lacks(meaning: Meaning) -> bool:
    """Whether what would be noted tells to change a value and not to what."""
    return any(VALUE_MISSING.search(note) for note in meaning.said.get("note", "").split("\n"))


def _perhaps(meaning: Meaning) -> Meaning:
    meaning.doubts.append("reading")
    return meaning
