"""The amounts of money in a message, in Chinese, English or both.

The lower end of a range is its amount. From one amount to another (从50万改到60万) is two amounts and no range.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from handlers.language.spans import figures_en, figures_zh
from handlers.language.spans.currencies import AFTER, AFTER_TOO, BEFORE, BEFORE_STARTS, WORD_STARTS
from handlers.language.spans.figures import Figure, MoneyRule
from handlers.language.spans.rules import Grammar, plain
from sales.money import Money, money

_TO = re.compile(r" ?(?:到|至|-|~|to) ?")
_OR = re.compile(r" ?(?:or|、|或者?) ?")  # only where the first number needs the second one's unit: 40、50万
_FROM = re.compile(r"(?:从|由|from) ?")
_BETWEEN = re.compile(r"(?:somewhere |anywhere )?between |(?:anywhere|somewhere|ranging|ranges?|range is) from ")
_ABOUT_ZH = (
    "大概 大约 约 差不多 估计 估摸 大致 将近 接近 近 不到 不超过 不低于 不少于 不止 至少 起码 最少 最多 顶多 撑死 最低 最高 超过 高于 低于"
    " (?<![缩减变大])小"
)
_ABOUT_EN = (
    "up to|at least|at most|(?:no |not )?more than|(?:no |not )?less than|(?:just |a bit |slightly )?(?:over|under)|min\\.?|max\\.?"
    "|somewhere around|around|about|roughly|approx\\.?|approximately|nearly|almost|circa|c\\.|ca\\.|close to|north of|south of"
    "|upwards of|in the region of|~|≈"
)
_OR_SO_ZH = "左右 上下 出头 以上 以内 开外 往上 封顶 打底 起步 起(?![来草诉]) 不到(?![账位款手期]) 上下浮动"
_ABOUT = re.compile(rf"(?:{_ABOUT_ZH.replace(' ', '|')}|{_ABOUT_EN}) ?")
_OR_SO = re.compile(
    rf" ?(?:{_OR_SO_ZH.replace(' ', '|')}|\+|or so|-?ish|max|tops|ballpark|give or take|or thereabouts)(?![a-z])"
)
_MORE = re.compile(
    r"(?:(?:增加|追加|上浮|上调|提高|加|涨|多|贵)了? ?|(?:increase|increased|raise|raised|rise|up|grow|grew|add|added)(?: it)?(?: by)? )(?:another )?$"
)
_LESS = re.compile(
    r"(?:(?:减少|下浮|下调|降价|降低|降|少|减|便宜|让利|让|优惠|砍|抹)(?:了|掉)? ?|(?:decrease|decreased|cut|drop|dropped|reduce|reduced|lower|lowered|down|knock|take)(?: it)?(?: by)? )$"
)
_OFF = re.compile(r" (?:off|less|cheaper|discount|lower)(?![a-z])|的?(?:折扣|优惠)")
_ON_TOP = re.compile(r" (?:more|extra|on top|higher)(?![a-z])")
_EACH = re.compile(
    r" ?(?:(?:/|每|一|per |an? |each )? ?(?P<unit>年|月|季度?|天|套|人|个|台|户|点|席|账号|yr|year|annum|month|mo|quarter|seat|user|head|unit|license|licence|day)(?![a-z]))"
)
_EACH_BEFORE = re.compile(r"(?:每|一(?=[年月季天]))(?P<unit>年|月|季度?|天|套|人|个|台|户)(?:是|为|约)? ?$")
_UNIT_PRICE = re.compile(r"(?:单价|人均|unit price(?: is| of)?|each at|mrr|月费|月租)[:：是为 ]{0,2}$")
_RECURRING = re.compile(r" ?(?:mrr|p\.?a\.?|pcm|pa|monthly|annually|yearly|each|apiece)(?![a-z])")
_LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class AmountSpan:
    """An amount in a text; `low` and `high` are set when a range was said.

    `change` says that it is no amount itself but how much more or less than before (降了5万); `each` that it is a price
    for one of something, or for a time (1200元/套, $10k a month): neither is what a deal is worth.
    """

    start: int
    end: int
    amount: Money
    stated_currency: bool
    approximate: bool
    low: Money | None = None
    high: Money | None = None
    change: Literal["more", "less"] | None = None
    each: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    figure: Figure


def find_amounts(text: str, *, currency: str, bare: bool = False) -> list[AmountSpan]:
    """Return the amounts of a text in its order, on request bare numbers as well; currency is the one nobody said."""
    letters = plain(text)
    said = (said for said in _read(letters, currency) if bare or not said.figure.bare)
    return [_placed(letters, _resolved(one, currency)) for one in said]


def read_amount(text: str, *, currency: str) -> AmountSpan | None:
    """Return the amount a text is, a bare number included, or nothing if it is more or less than one amount."""
    letters = plain(text)
    said = list(_read(letters, currency)) if len(text) < 100 else []
    if len(said) != 1 or (letters[: said[0].start] + letters[said[0].end :]).strip():
        return None
    return _resolved(said[0], currency)


def _read(letters: str, currency: str) -> Iterator[_Said]:
    found = grammar().find(letters, currency)
    said = (_Said(find.start, find.end, find.value) for find in found)
    return (_with_about(letters, one) for one in _ranges(letters, said))


def _ranges(letters: str, figures: Iterable[_Said]) -> Iterator[_Said]:
    """Join 20-30万 and "$20k to $30k", not "from $20k to $30k"."""
    waiting: _Said | None = None
    for figure in figures:
        joined = _range(letters, waiting, figure) if waiting else None
        if waiting and not joined:
            yield waiting
        waiting = joined or figure
    if waiting:
        yield waiting


def _range(letters: str, first: _Said, last: _Said) -> _Said | None:
    gap, before = letters[first.end : last.start], letters[max(first.start - _LONGEST_WORD, 0) : first.start]
    between = _ends(_BETWEEN, before)
    if first.figure.high or last.figure.high or (not between and _ends(_FROM, before)):
        return None
    joined = _TO.fullmatch(gap) or (between and gap == " and ")
    if not joined and not (_OR.fullmatch(gap) and _shares_unit(letters, first, last)):
        return None
    low, high = first.figure, last.figure
    if low.scale == 1:
        low = replace(low, scale=high.scale)
    currencies = {low.currency, high.currency} - {None}
    if len(currencies) > 1 or not low.value < high.value <= 10 * low.value:
        return None
    both = replace(low, currency=low.currency or high.currency, high=high.value / low.scale, about=True)
    return _Said(first.start - between, last.end, both)


def _shares_unit(letters: str, first: _Said, last: _Said) -> bool:
    """Whether a bare number has the unit of the one behind it: 40、50万, and no number of a list (2、20万)."""
    numbered = first.end - first.start < 2 and not re.match("[\u3400-\u9fff]", letters[first.start - 1 : first.start])
    return (
        first.figure.bare and last.figure.scale > 1 and not numbered and last.figure.number <= 2 * first.figure.number
    )


def _with_about(letters: str, said: _Said) -> _Said:
    """Take in the words around an amount that make it approximate."""
    before = _ends(_ABOUT, letters[max(said.start - _LONGEST_WORD, 0) : said.start])
    after = _OR_SO.match(letters, said.end)
    if not (before or after):
        return said
    return _Said(said.start - before, after.end() if after else said.end, replace(said.figure, about=True))


def _ends(pattern: re.Pattern[str], text: str) -> int:
    """Return how much of a short text's end a pattern takes."""
    return next((len(text) - start for start in range(len(text)) if pattern.fullmatch(text, start)), 0)


def _placed(letters: str, span: AmountSpan) -> AmountSpan:
    """Return an amount with what the words beside it make of it."""
    before, after = letters[max(span.start - _LONGEST_WORD, 0) : span.start], span.end
    change: Literal["more", "less"] | None = None
    if _LESS.search(before) or _OFF.match(letters, after):
        change = "less"
    elif _MORE.search(before) or _ON_TOP.match(letters, after):
        change = "more"
    each = bool(
        (_EACH.match(letters, after) and _divided(letters, after))
        or _RECURRING.match(letters, after)
        or _UNIT_PRICE.search(before)
        or ((found := _EACH_BEFORE.search(before)) and found["unit"])
    )
    return replace(span, change=change, each=each) if change or each else span


def _divided(letters: str, at: int) -> bool:
    """Whether a unit after an amount divides it, as /套 and "a year" do, and does not begin something else."""
    return re.match(r" ?(?:/|每|一(?=[年月季天套人个台户])|per |an? |each )", letters[at : at + 8]) is not None


def _resolved(said: _Said, default: str) -> AmountSpan:
    figure, currency = said.figure, said.figure.currency or default
    amount = money(figure.value, currency)
    low, high = (amount, money(figure.high * figure.scale, currency)) if figure.high else (None, None)
    return AmountSpan(said.start, said.end, amount, figure.currency is not None, figure.about, low, high)


_NOT_IN_A_NUMBER = r"(?<![a-z_#第$¥€£])(?<!\d[.:/点])(?<![a-z]/)(?<![a-jln-vx-z]-)"


@cache
def grammar() -> Grammar[str, Figure]:
    """Return the rules for money of both languages."""
    after_currency = _written(f"{BEFORE} ?", AFTER_TOO)
    number = _written(f"{_NOT_IN_A_NUMBER}(?P<before>)", AFTER)
    return Grammar(
        BEFORE_STARTS + figures_zh.HAN_STARTS,
        {
            "number": (figures_zh.HALF, figures_zh.SOME, *number),
            "han": (figures_zh.VAGUE, *after_currency),
            "word": (*after_currency, *figures_en.SPOKEN),
        },
        word_starts=f"{WORD_STARTS}|{figures_en.WORD_STARTS}",
    )


def _written(lead: str, after: str) -> tuple[MoneyRule, ...]:
    return (*figures_zh.large(lead, after), *figures_en.written(lead, after), *figures_zh.small(lead, after))
