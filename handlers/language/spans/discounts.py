"""Discounts, read as percent off: 9折, 85折, 15% off, 让利5个点."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from handlers.language.spans.numerals import EN_WORD, HAN_DIGITS, in_words, whole
from handlers.language.spans.rules import Grammar, Rule, plain

Words = re.Match[str]


@dataclass(frozen=True, slots=True)
class DiscountSpan:
    """A discount in a text, in percent off."""

    start: int
    end: int
    percent_off: Decimal


def find_discounts(text: str) -> list[DiscountSpan]:
    """Return the discounts of a text in its order."""
    found = grammar().find(plain(text), None)
    return [DiscountSpan(find.start, find.end, find.value) for find in found]


def _number(said: str) -> Decimal | None:
    try:
        return Decimal(said) if said.isascii() else Decimal(whole(said))
    except (ValueError, ArithmeticError):
        return None


def _zhe(words: Words, _scene: None) -> Decimal | None:
    """Read 9折, 8.5折, 95折, 八五折: tenths, or hundredths when two digits are said."""
    said = words["number"].replace(" ", "")
    left = _number(said.replace("点", "."))
    if left is None and "点" in said:
        digits = [_number(digit) for digit in said.split("点")]
        left = None if None in digits else Decimal(f"{digits[0]}.{digits[1]}")
    if left is None or not 0 < left < 100 or left == 10:
        return None
    return 100 - (left * 10 if left < 10 else left)


def _percent(words: Words, _scene: None) -> Decimal | None:
    number = _number(words["number"])
    return number if number is not None and 0 < number <= 100 else None


def _left_over(words: Words, _scene: None) -> Decimal | None:
    """Read "85% of list" as what is taken off."""
    number = _number(words["number"])
    return 100 - number if number is not None and 0 < number < 100 else None


def _in_words(words: Words, _scene: None) -> Decimal | None:
    number = in_words(f"{words['word']} {words['unit'] or ''}")
    return number if 0 < number <= 100 else None


def _half(_words: Words, _scene: None) -> Decimal:
    return Decimal(50)


DiscountRule = Rule[None, Decimal]
_ALONE = r"(?<![a-z0-9.])"
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,3})?)"
_PERCENT = r" ?(?:%|percent|pct|per cent)"
_POINTS = rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?|[{HAN_DIGITS}十]{{1,3}})(?:个点|个百分点|%)"
_GIVE = r"(?:让利|再让|让|优惠|降价|降|便宜|折扣|下浮|下调|减|少|低|多打|多给|再打|再给|返)(?:了|到|掉|他们?|客户)?"

NUMBER_RULES = (
    DiscountRule(
        rf"{_ALONE}(?P<number>\d\.\d|\d{{1,2}}|[{HAN_DIGITS}]{{1,2}}|[{HAN_DIGITS}] ?点 ?[{HAN_DIGITS}]) ?折(?![扣腾磨返回叠旧])",
        _zhe,
    ),
    DiscountRule(
        rf"{_ALONE}{_NUMBER}{_PERCENT} ?(?:(?:more|extra|additional|further) )?(?:off|disc(?:ount)?|reduction|cheaper|below list|的?折扣|的?优惠)(?![a-z])",
        _percent,
    ),
    DiscountRule(rf"{_ALONE}{_NUMBER} ?(?:points?|pts?) (?:off|disc(?:ount)?)(?![a-z])", _percent),
    DiscountRule(rf"{_ALONE}{_NUMBER}{_PERCENT} of (?:the )?(?:list|full price|rrp|standard)(?![a-z])", _left_over),
    DiscountRule(rf"{_ALONE}(?P<number>\d{{1,2}}(?:\.\d)?) ?(?:个点|个百分点)的?(?:折扣|优惠)", _percent),
    DiscountRule(r"半价", _half),
)
HAN_RULES = (
    DiscountRule(r"对折", _half),
    DiscountRule(
        rf"折扣(?:打到|打|按|给到|给|为|是|到)?[ :：]?(?P<number>[六七八九][{HAN_DIGITS}]?|[6-9]\d?(?:\.\d)?)(?![\d%折个点.])",
        _zhe,
    ),
    DiscountRule(rf"{_GIVE}{_POINTS}", _percent),
)
WORD_RULES = (
    DiscountRule(
        rf"(?P<word>{EN_WORD})(?:[ -](?P<unit>{EN_WORD}))? ?per ?cent (?:off|disc(?:ount)?)(?![a-z])", _in_words
    ),
    DiscountRule(rf"off(?: by)? {_NUMBER}{_PERCENT}", _percent),
    DiscountRule(rf"discount(?:ed)?(?: of| by|:)? {_NUMBER}{_PERCENT}", _percent),
    DiscountRule(rf"(?:knock|take) {_NUMBER}{_PERCENT} off(?![a-z])", _percent),
    DiscountRule(r"half (?:off|price)(?![a-z])", _half),
)


@cache
def grammar() -> Grammar[None, Decimal]:
    """Return the rules for discounts of both languages."""
    return Grammar("对让再优降便折下减少多返低", {"number": NUMBER_RULES, "han": HAN_RULES, "word": WORD_RULES})
