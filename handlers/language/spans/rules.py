"""A text made plain without moving a character, and a table of rules that finds spans in it in linear time."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Generic, TypeVar

from sales.simplified import simple_letters

Scene = TypeVar("Scene")
Value = TypeVar("Value")

MOST_SPANS = 200  # a text with more is a table or an attack and not a sentence: read as nothing, rather than in part
MOST_TRIED = 2_000  # words, numbers and such where a rule could begin, about ten microseconds each at worst

NUMBER_ALONE = r"(?<![a-z_#$¥€£第])(?<![a-z]/)(?<!\d[.:/])(?<![a-z]-)"  # no part of a code, a time, a fraction
HAN_NUMBER = "〇零一二两三四五六七八九十百千万亿半几壹贰叁肆伍陆柒捌玖拾佰仟廿"

# How people write small words as they speak, Cantonese first.
_SPOKEN = "搵睇嘅俾畀喺唔佢咗嚟攞冇哋咁乜俩"
_WRITTEN = "找看的给给在不他了来拿没们这什两"
# Cantonese words of two signs, each as long as the written one.
_WRITTEN_WORDS = {
    "边个": "哪个",
    "边度": "哪里",
    "点样": "怎样",
    "点解": "为何",
    "几多": "多少",
    "而家": "现在",
    "今个": "这个",
}
_SPOKEN_WORDS = re.compile(
    r"(?<![这那旁两一左右])边[个度]|(?<![\d一二两三四五六七八九十几差早晚])点(?:样(?![品本])|解(?![决释]))|几多|而家|今个(?=月|季|星期|礼拜)"
)
_WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F) if code != ord("，"))  # which parts clauses, never digits
_NARROW = "".join(chr(ord(character) - 0xFEE0) for character in _WIDE)
_SIGNS = "￥￡￦–—−‐‑‒―〜～∼\u3000\u00a0\u2007\u202f\t’"
_LATIN = "¥£₩------~~~~     '"
_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBER_START = rf"(?P<number>[0-9]{{1,64}}|[{HAN_NUMBER}]{{1,64}})"


@cache
def _plain_letters() -> dict[int, str]:
    same = zip(_SPOKEN + _SIGNS + _UPPER, _WRITTEN + _LATIN + _UPPER.lower(), strict=True)
    wide = zip(_WIDE, _NARROW.lower(), strict=True)
    return {**simple_letters(), **{ord(letter): plain for letter, plain in [*wide, *same]}}


def plain(text: str) -> str:
    """Return the text half-width, lower-case and in simplified letters, each character in its old place."""
    return _SPOKEN_WORDS.sub(lambda found: _WRITTEN_WORDS[found[0]], text.translate(_plain_letters()))


@dataclass(frozen=True)
class Rule(Generic[Scene, Value]):
    """A pattern of bounded length and how to read what it matched; `weak` counts only beside other finds."""

    pattern: str
    read: Callable[[re.Match[str], Scene], Value | None]
    weak: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with its named parts."""
        return re.compile(self.pattern)


@dataclass(frozen=True)
class Found(Generic[Scene, Value]):
    """One place where a rule read something."""

    start: int
    end: int
    value: Value
    rule: Rule[Scene, Value]
    match: re.Match[str]

    def again(self, scene: Scene) -> Value | None:
        """Read the same words in another scene."""
        return self.rule.read(self.match, scene)


class Grammar(Generic[Scene, Value]):
    """Rules by what they begin with: `number`, `word` (Latin letters, as `word_starts` has it) or `han` (given characters)."""

    def __init__(
        self, han_starts: str, rules: Mapping[str, Sequence[Rule[Scene, Value]]], word_starts: str = "[a-z]"
    ) -> None:
        self._han_starts = han_starts
        self._word_starts = word_starts
        self._rules = rules

    def prepare(self) -> None:
        """Compile every rule, which else the first text to need it would wait for."""
        for pattern in (self._starts, *self._scanners.values()):
            pattern.match("")
        for rule in (rule for rules in self._rules.values() for rule in rules):
            rule.compiled.match("")

    def find(self, text: str, scene: Scene) -> list[Found[Scene, Value]]:
        """Return what the rules read in a plain text, never overlapping; nothing if there is too much of it.

        The first rule that fits the letters decides: what it refuses (30 February) is not read in smaller pieces.
        """
        found: list[Found[Scene, Value]] = []
        tried = end = 0
        for start in self._starts.finditer(text):
            kind, begin = start.lastgroup or "", max(start.start(), end)
            if start.end() <= end or (start.start() < end and kind == "word"):
                continue
            tried += 1
            fits = self._scanners[kind].match(text, begin)
            if fits:
                rule = self._rules[kind][(fits.lastindex or 1) - 1]
                end = max(fits.end(), begin + 1)
                found.extend(self._read(rule, text, begin, scene))
            if tried > MOST_TRIED or len(found) > MOST_SPANS:
                return []
        return found

    def _read(self, rule: Rule[Scene, Value], text: str, begin: int, scene: Scene) -> Iterator[Found[Scene, Value]]:
        match = rule.compiled.match(text, begin)
        try:
            value = rule.read(match, scene) if match else None
        except ValueError:  # a numeral that is none (十百), a day beyond the calendar
            return
        if match and value is not None:
            yield Found(match.start(), match.end(), value, rule, match)

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        word = rf"(?P<word>(?<![a-z0-9_@])(?={self._word_starts})[a-z]{{1,64}})"
        han = f"(?P<han>[{self._han_starts}])"
        return re.compile("|".join([_NUMBER_START, word, han] if self._han_starts else [_NUMBER_START, word]))

    @cached_property
    def _scanners(self) -> dict[str, re.Pattern[str]]:
        """One pattern per kind of start: which rule is the first that fits the letters here."""
        return {kind: re.compile("|".join(map(_nameless, rules))) for kind, rules in self._rules.items()}


def _nameless(rule: Rule[Scene, Value]) -> str:
    return "(" + re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) + ")"
