"""How Chinese writes money: 50万, 1亿2千万, 24万8, 二三百万元, 3块5."""

import re
from dataclasses import replace
from decimal import Decimal

from handlers.language.spans.currencies import AFTER
from handlers.language.spans.figures import COUNTED, WAN, YI, Figure, MoneyRule, Words, counted, priced
from handlers.language.spans.numerals import SECTION, section, whole

_MORE_THAN_HALF = re.compile("大")


def _han(words: Words, currency: str) -> Figure | None:
    """Read 50万, 1亿2千万, 24万8, 几十万, 二三百万元."""
    parts = [(section(words[name]), scale) for name, scale in (("yi", YI), ("wan", WAN)) if words[name]]
    below = (words["rest"] or "").lstrip("零")
    rest = section(below)[0] if below else None
    (number, high), scale = parts[0]
    if _MORE_THAN_HALF.search(words.string, max(0, words.start() - 1), words.start()) and words[0][0] == "几":
        number = number / 2 * 5  # 大几十万
    for (more, _), lower in parts[1:]:
        number += more * lower / scale
    if rest is not None:  # 24万8: the 8 is the next lower place
        last = parts[-1][1]
        number += (rest * last / 10 if rest < 10 and len(words["rest"]) == 1 else rest) / scale
    if words["more"] == "多":
        high = number + _next_place(number)
    return priced(words, currency, Figure(number, scale, None, high, about=bool(words["more"] or high)))


def _next_place(number: Decimal) -> Decimal:
    place = Decimal(1)
    while number and number % (place * 10) == 0:
        place *= 10
    return place


def _small(words: Words, currency: str) -> Figure | None:
    """Read a number below 万: 480,000, 三千五, 3000多欧元, 五百块."""
    if words["after"] == "块" and words["number"] == "一":
        return None  # 一块去
    number, high = section(words["number"])
    if words["more"] == "多":
        high = number + _next_place(number)
    figure = Figure(number, high=high, about=bool(words["more"] or high))
    thousands = "千" in words["number"] and not counted(words)
    found = priced(words, currency, figure)
    if found and found.bare and thousands:
        return replace(found, number=number / 1000, scale=Decimal(1000), high=high / 1000 if high else None)
    return found


def _vague(words: Words, currency: str) -> Figure | None:
    """Read 上百万, 数千万 as that and up to nine times as much, 小百万 and 百来万 as about that."""
    place = Decimal({None: 1, "": 1, "十": 10, "百": 100, "千": 1_000}[words["place"] or words["hundreds"]])
    scale = {"亿": YI, "万": WAN, None: Decimal(1)}[words["unit"]]
    high = place * 9 if words["lead"] in {"上", "数"} else None
    return priced(words, currency, Figure(place, scale, None, high, about=True))


def _half_yi(words: Words, currency: str) -> Figure | None:
    """Read 半个亿, 两个半亿."""
    more = whole(words["n"]) if words["n"] else 0
    return priced(words, currency, Figure(Decimal(5_000 + 10_000 * more), WAN))


def _cents(words: Words, currency: str) -> Figure | None:
    """Read 3块5."""
    return priced(words, currency, Figure(Decimal(words["number"]) + Decimal(words["rest"]) / 10))


def _jiao(words: Words, currency: str) -> Figure | None:
    """Read 一百三十五块六角七分钱."""
    number = section(words["number"])[0] + Decimal(whole(words["jiao"])) / 10
    return priced(words, currency, Figure(number + Decimal(whole(words["fen"] or "0")) / 100))


_MORE = r"(?P<more>多|来|余)?"
_NO_MORE = r"(?!\d)(?![.,]\d)(?![_a-z])"
_NEXT_WORD = "[起共直下方行项笔对]"  # 50万一起: the 一 is not part of the number
_HAN = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_HIGH_REST = rf"零?[{_HAN}](?:[千仟](?:[零〇{_HAN}百佰十拾]{{1,7}})?|[百佰][零〇{_HAN}十拾]{{1,4}})(?![点月年日天号])"
_DIGIT_REST = r"\d{1,4}(?![\d.,万亿%:/点月年日天号周折x个]|-\d)[千百]?"
_SHORT_REST = (
    r"[二三四五六七八九][千百]?[一二三四五六七八九]?(?![十点月年日天号周折个期批次家套人条款轮成季楼线位份手级等])"
)
_LAST_REST = r"[一零][千百]?[一二三四五六七八九]?(?=$|[\s,，、.;!?。元块左人美])"
_REST = rf"(?P<rest>{_HIGH_REST}|{_DIGIT_REST}|{_SHORT_REST}|{_LAST_REST})"
_REST_NO_COUNT = rf"(?:{_REST}(?!{COUNTED}|{_NEXT_WORD}))?"
_YI = rf"(?P<yi>{SECTION}) ?{_MORE}个?亿(?:零?(?P<wan>{SECTION})万)?{_REST_NO_COUNT}"
_WAN = rf"(?P<yi>)(?P<wan>{SECTION}) ?{_MORE}个?(?:万|w(?![a-z0-9])|w(?=\d(?![a-z0-9.,万亿%:/-]))){_REST_NO_COUNT}"
_MONEY = AFTER.replace("?P<after>", "?:")
_HALF = r"(?:(?P<n>[一两二三四五1-5])个)?半个?亿"
_MANY = r"(?:(?P<place>[十百千])?(?P<unit>万|亿)|(?P<hundreds>[百千])(?={money}))"
_SOME = r"(?<![一二两三四五六七八九\d])(?:(?P<place>[百千])(?:来|把)(?P<unit>万|亿)|(?P<hundreds>[百千])(?:来|把)(?={money}))"

HALF = MoneyRule(rf"(?P<before>){_HALF}(?: ?{AFTER})?", _half_yi)
SOME = MoneyRule(rf"(?P<before>)(?P<lead>){_SOME.format(money=_MONEY)}(?: ?{AFTER})?", _vague)
VAGUE = MoneyRule(
    rf"(?<![以马晚早加赶])(?P<before>)(?P<lead>[上数近]|(?<![缩减变大])小){_MANY.format(money=_MONEY)}(?: ?{AFTER})?",
    _vague,
)
HAN_STARTS = "上数近小"


def large(lead: str, after: str) -> tuple[MoneyRule, ...]:
    """Return the rules for 亿 and 万 behind what may stand before a number."""
    return (
        MoneyRule(rf"{lead}{_YI}(?: ?{after})?", _han),
        MoneyRule(rf"{lead}{_WAN}(?: ?{after}整?)?", _han),
    )


def small(lead: str, after: str) -> tuple[MoneyRule, ...]:
    """Return the rules for what is less than 万, and for bare numbers."""
    coins = r"[角毛](?:(?P<fen>[一二三四五六七八九1-9])分)?钱?"
    return (
        MoneyRule(rf"{lead}(?P<number>\d{{1,6}})(?P<after>块)(?P<rest>\d)(?![\d个万])", _cents),
        MoneyRule(rf"{lead}(?P<number>{SECTION})(?P<after>块|元)(?P<jiao>[一二三四五六七八九1-9]){coins}", _jiao),
        MoneyRule(rf"{lead}(?P<number>{SECTION}){_MORE} ?{after}整?", _small),
        MoneyRule(rf"{lead}(?P<number>{SECTION}){_MORE}(?P<after>){_NO_MORE}", _small),
    )
