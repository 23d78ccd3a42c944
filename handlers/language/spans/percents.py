"""Shares and chances in a message: 60%, 百分之六十, 七成, eighty percent, 概率提到65. Of a range the lower end counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.language.spans.numerals import EN_WORD, HAN_DIGITS, in_words, whole

_TENTHS = "[一二两三四五六七八九1-9]"
# 九成了 is a chance; 三成交, 谈成功, 万一成了 are something else.
_WHOLE_WORD = "功交单本员品立都长熟果绩为型分套双对人批事活天心语色件衣见"
_SIGNED = r"(?:%|percent\b|per cent\b|pct\b|个点把握)"
_SPOKEN = rf"(?:{EN_WORD}|hundred)(?:[ -](?:and )?(?:{EN_WORD}|hundred)){{0,2}}"
_PERCENT = re.compile(
    rf"(?<![a-z0-9.])(?<!from )(?<![从由])(?P<low>\d{{1,3}})(?:\.\d+)?(?:[-~至到]| to )(?P<high>\d{{1,3}})(?:\.\d+)? ?{_SIGNED}"
    rf"|(?<![a-z0-9.])(?P<number>\d{{1,3}})(?:\.\d+)? ?{_SIGNED}"
    rf"|百分之(?P<hundredth>百|[{HAN_DIGITS}十]{{1,3}}|\d{{1,3}})"
    rf"|(?<![万第{HAN_DIGITS}十\d.])(?P<tenths>{_TENTHS})(?:{_TENTHS})?成(?:(?P<half>半)|(?P<more>{_TENTHS}))?(?![{_WHOLE_WORD}])"
    rf"|(?<![a-z-])(?P<spoken>{_SPOKEN}) {_SIGNED}"
    r"|(?<![a-z])(?P<even>fifty[ -]fifty)\b|(?<![\d/-])(?P<evens>50[-/]50)(?![\d/-])"
)
_CHANCE = r"(?:概率|把握|赢率|胜率|可能性|(?<![a-z])(?:probability|prob|likelihood|chances?|confidence|odds)(?![a-z]))"
_TOLD = (
    r"(?:现在|目前|先|[写填算按]|大概|大约|差不多|已经|估计|给|从|由|我|[提升调改写填涨降拉]?[到成至为是在]|[:：=]|\bnow\b|\bis\b|\bat\b|\bto\b|\bup\b|\bdown\b|\bfrom\b|\babout\b|\baround\b"
    r"|\bgoes\b|\bwent\b|\bset\b|\bof\b|\bcurrently\b|了| )"
)
_END = r"(?![\d.%a-z万千百亿折元块个点台套人天次家月年号日成/:-])"
_BARE = re.compile(
    rf"{_CHANCE}{_TOLD}{{0,6}}(?P<first>\d{{1,3}}){_END}(?: ?(?:[提升涨降调改加减拉变]?[到至成为]|变|to|->|→) ?(?P<last>\d{{1,3}}){_END})?"
)
_BESIDE = re.compile(_CHANCE + r"[^，,。;；\d]{0,10}(?:\d{1,3}%[^，,。;；\d]{0,4})?$")
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class PercentSpan:
    """A share of a hundred in a text; `chance` when the words before it say how likely something is."""

    start: int
    end: int
    value: int
    chance: bool = False


def find_percents(letters: str) -> Iterator[PercentSpan]:
    """Yield the percentages of a plain text."""
    for found in _PERCENT.finditer(letters):
        try:
            value = _value(found)
        except ValueError:
            continue
        chance = _BESIDE.search(letters, max(0, found.start() - _LONGEST), found.start())
        yield PercentSpan(found.start(), found.end(), value, chance is not None)
    for bare in _BARE.finditer(letters):
        for part in ("first", "last"):
            if bare[part] and int(bare[part]) <= 100:
                yield PercentSpan(*bare.span(part), int(bare[part]), chance=True)


def _value(found: re.Match[str]) -> int:
    if found["even"] or found["evens"]:
        return 50
    if found["spoken"]:
        return int(in_words(found["spoken"]))
    if found["tenths"]:
        return 10 * whole(found["tenths"]) + (5 if found["half"] else whole(found["more"] or "0"))
    if found["hundredth"] == "百":
        return 100
    return whole(found["hundredth"] or found["low"] or found["number"])
