"""How long something lasts, in both languages: 30天, 两年, 12 months, net 30, 90-day, 半年."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from handlers.language.spans.numerals import EN_WORD, whole
from handlers.language.spans.rules import Grammar, Rule, plain

Words = re.Match[str]
Unit = Literal["hour", "day", "workday", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class DurationSpan:
    """A length of time in a text: so many of a unit, half ones in the next smaller unit."""

    start: int
    end: int
    count: int
    unit: Unit

    @property
    def days(self) -> int:
        """About how many days it is."""
        return self.count * {"hour": 0, "day": 1, "workday": 1, "week": 7, "month": 30, "year": 365}[self.unit]

    @property
    def months(self) -> int | None:
        """How many months it is, if it is whole ones."""
        return {"month": self.count, "year": 12 * self.count}.get(self.unit)


def find_durations(text: str) -> list[DurationSpan]:
    """Return the lengths of time of a text in its order."""
    return [DurationSpan(one.start, one.end, *one.value) for one in grammar().find(plain(text), None)]


_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("小时", "钟头", "hour", "hr", "h"), "hour"),
    **dict.fromkeys(("天", "日", "day", "d"), "day"),
    **dict.fromkeys(("工作日", "business day", "working day", "workday"), "workday"),
    **dict.fromkeys(("周", "星期", "礼拜", "week", "wk"), "week"),
    **dict.fromkeys(("月", "month", "mo"), "month"),
    **dict.fromkeys(("年", "year", "yr"), "year"),
}


def _length(words: Words, _scene: None) -> tuple[int, Unit] | None:
    said = words["n"]
    count = 1 if said in {"a", "an"} else 2 if "couple" in said else whole(said)
    unit = _UNITS[words["unit"]]
    if not 0 < count < 1_000 or (unit == "year" and count > 50):
        return None
    if "half" in words.re.groupindex and words["half"] and unit == "year":
        return 12 * count + 6, "month"
    if "half" in words.re.groupindex and words["half"] and unit == "month":
        return 30 * count + 15, "day"
    return count, unit


def _half(words: Words, _scene: None) -> tuple[int, Unit]:
    return (6, "month") if words["unit"] in {"年", "year"} else (15, "day")


def _net(words: Words, _scene: None) -> tuple[int, Unit]:
    return int(words["n"]), "day"


LengthRule = Rule[None, tuple[int, Unit]]
_ALONE = r"(?<![第#a-z0-9_.:/$¥€£-])(?<!\d )"
_HAN_N = r"(?P<n>\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_HAN_UNIT = r"(?P<unit>(?<=个)月|工作日|小时|钟头|天|周|星期|礼拜|年)"
_NO_DATE = r"(?![号末初底中前后级度份报会款龄线假]|\d{1,2} ?[月季]|[一二三四五六日]|以前|以后|之前|之后)"
_EN_UNIT = r"(?P<unit>(?:business|working) day|workday|hour|hr|day|week|wk|month|mo|year|yr)s?"
NUMBER_RULES = (
    LengthRule(rf"{_ALONE}{_HAN_N}个?(?P<unit>年)(?P<half>半)", _length),
    LengthRule(rf"{_ALONE}{_HAN_N}个(?P<half>半)(?P<unit>月)", _length),
    LengthRule(rf"{_ALONE}{_HAN_N} ?个?{_HAN_UNIT}{_NO_DATE}", _length),
    LengthRule(
        rf"{_ALONE}(?P<n>\d{{1,3}})[ -]?{_EN_UNIT}(?![a-z])(?! ?(?:ago|later|from|before|after|earlier))", _length
    ),
    LengthRule(r"半个?(?P<unit>年|月)(?![报度会前后])", _half),
)
WORD_RULES = (
    LengthRule(r"net[ -]?(?P<n>\d{1,3})(?![\d.%a-z])", _net),
    LengthRule(r"half (?:a|an) (?P<unit>year|month)(?![a-z])", _half),
    LengthRule(
        rf"(?P<n>an?|(?:a )?couple(?: of)?|{EN_WORD})[ -]{_EN_UNIT}(?![a-z])(?! ?(?:ago|later|from|before|after|earlier))",
        _length,
    ),
)


@cache
def grammar() -> Grammar[None, tuple[int, Unit]]:
    """Return the rules for lengths of both languages."""
    return Grammar("", {"number": NUMBER_RULES, "word": WORD_RULES})
