"""How both languages say an amount: what the rules for money read numbers into."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from handlers.language.spans.currencies import AFTER, AFTER_TOO, BEFORE, BEFORE_STARTS, code_of
from handlers.language.spans.numerals import EN_SCALE, EN_WORD, SECTION, in_words, section, whole
from handlers.language.spans.rules import Grammar, Rule

Words = re.Match[str]
MOST = Decimal(10) ** 15
WAN, YI = Decimal(10**4), Decimal(10**8)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as said: its scale (万, k), its currency, its upper end if vague."""

    number: Decimal
    scale: Decimal = Decimal(1)
    currency: str | None = None
    high: Decimal | None = None
    about: bool = False

    @property
    def bare(self) -> bool:
        """Whether it was a number and nothing that makes it money."""
        return self.scale == 1 and self.currency is None

    @property
    def value(self) -> Decimal:
        """The number in whole units."""
        return self.number * self.scale


_SCALES = {
    "w": WAN,
    "k": Decimal(1_000),
    **dict.fromkeys(("m", "mm", "mn", "mil", "million", "millions"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "billion", "billions"), Decimal(10**9)),
    **dict.fromkeys(("thousand", "grand"), Decimal(1_000)),
    "hundred": Decimal(100),
    "one": Decimal(1),
}
_COUNTED_HAN = (  # what is counted and no money, unless the word goes on: 平方 but 平台费
    "套(?!餐|件) 台(?!币|湾) 个(?!点) 家(?!具) 人(?!民币|工|力) 名 位 件 条(?!件|款) 份(?!额) 次(?!月|年|日) 座 间(?!接) 辆"
    " 张(?!总|经理|哥|姐|工|董|老师|伟) 只(?!要|是|能|有|付|包|够) 户(?!外) 页 版(?!本|权) 号 楼 层 天 周(?![一二三四五六日末总])"
    " 月(?!底|初|中|末|付) 年(?!底|初|中|末|前|后|付) 日 小时 分(?!期|两|三|批|成|开|次|摊) 秒 字 平(?!台|均) 米 公里 公斤 吨 斤 克"
    " 升(?!级) 用户 账号 席 坐席 店 节点 粉丝 员工 学生 床 亩 股 倍 瓦 伏 像素 单(?!子|独|价|笔) 种 级(?!别) 折 % 岁 粒 颗"
    " 部(?!署|分|门) 块(?!钱) 门店 点(?!了) 双(?!方|月|周|倍) 箱 匹 桶 袋 瓶"
)
_COUNTED_WORDS = (
    "seats? users? licen[cs]es? employees staff people clinics stores units pcs pieces rows records calls emails leads contacts"
    " devices machines beds students members followers views downloads hits requests tokens hours? hrs? minutes? mins? days? weeks?"
    " months? years? km kg miles? meters metres screens? resolution monitors? tvs? video displays? race steps words lines points?"
    " times x sqm sqft psi hz power watts? nodes servers sites customers accounts households patients vehicles cars percent ago later"
)
_COUNTED = rf" ?(?:{_COUNTED_HAN.replace(' ', '|')}|(?:{_COUNTED_WORDS.replace(' ', '|')})(?![a-z]))"
_NEXT_WORD = "[起共直下方行项笔对]"  # 50万一起: the 一 is not part of the number
_NO_COUNT = re.compile(_COUNTED)
# .5M, 1,5M and 40 000 are numbers whose end alone would be another one.
_TORN = re.compile(r"[ $¥€£~(]\.(?=\d)|\.(?=\d)|\d,(?=\d{1,2}(?!\d))|\d (?=000)")
_NAMES = re.compile(r"401 ?k|3 ?m|24/7")


def _money(words: Words, currency: str, figure: Figure) -> Figure | None:
    """Return the figure with the currency that was said, or nothing if it counts something else."""
    said = words["before"] or words["after"]
    if _TORN.match(words.string, max(0, words.start() - 2)) and words.start() and words[0][0].isdigit():
        return None
    if not said and (_NO_COUNT.match(words.string, words.end()) or _NAMES.fullmatch(words[0])):
        return None
    if max(figure.value, (figure.high or figure.number) * figure.scale) > MOST:
        return None
    return replace(figure, currency=code_of(said, currency)) if said else figure


def _han(words: Words, currency: str) -> Figure | None:
    """Read 50万, 1亿2千万, 24万8, 几十万, 二三百万元."""
    parts = [(section(words[name]), scale) for name, scale in (("yi", YI), ("wan", WAN)) if words[name]]
    rest = section(words["rest"].lstrip("零"))[0] if words["rest"] else None
    (number, high), scale = parts[0]
    for (more, _), lower in parts[1:]:
        number += more * lower / scale
    if rest is not None:  # 24万8: the 8 is the next lower place
        last = parts[-1][1]
        number += (rest * last / 10 if rest < 10 and len(words["rest"]) == 1 else rest) / scale
    if words["more"] == "多":
        high = number + _next_place(number)
    return _money(words, currency, Figure(number, scale, None, high, about=bool(words["more"] or high)))


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
    thousands = "千" in words["number"] and not _NO_COUNT.match(words.string, words.end())
    found = _money(words, currency, figure)
    if found and found.bare and thousands:
        return replace(found, number=number / 1000, scale=Decimal(1000), high=high / 1000 if high else None)
    return found


def _western(words: Words, currency: str) -> Figure | None:
    """Read 30k, $1.2M, 3 million dollars."""
    number, unit = Decimal(words["number"].replace(",", "")), words["unit"]
    said = words["before"] or words["after"]
    if not said and (unit in {"b", "mm", "hundred"} or (unit == "m" and words.string[: words.start()].endswith("in "))):
        return None
    return _money(words, currency, Figure(number, _SCALES[unit]))


def _spoken(words: Words, currency: str) -> Figure | None:
    """Read three million dollars, half a million, fifty thousand."""
    number = in_words(f"{words['number']} {words['scale']}") / {"": 1, "half": 2}.get(words["part"], 4)
    scale = _SCALES[words["scale"] or ("thousand" if number >= 1_000 else "one")]
    return _money(words, currency, Figure(number / scale, scale))


def _spoken_and_half(words: Words, currency: str) -> Figure | None:
    """Read one and a half million."""
    return _money(words, currency, Figure(in_words(words["number"]) + Decimal("0.5"), _SCALES[words["scale"]]))


def _vague(words: Words, currency: str) -> Figure | None:
    """Read 上百万, 数千万 as that and up to nine times as much."""
    place = Decimal({None: 1, "": 1, "十": 10, "百": 100, "千": 1_000}[words["place"] or words["hundreds"]])
    scale = {"亿": YI, "万": WAN, None: Decimal(1)}[words["unit"]]
    high = None if words["lead"] == "近" else place * 9
    return _money(words, currency, Figure(place, scale, None, high, about=True))


def _half_yi(words: Words, currency: str) -> Figure | None:
    """Read 半个亿."""
    return _money(words, currency, Figure(Decimal(5_000), WAN))


def _cents(words: Words, currency: str) -> Figure | None:
    """Read 3块5."""
    return _money(words, currency, Figure(Decimal(words["number"]) + Decimal(words["rest"]) / 10))


def _jiao(words: Words, currency: str) -> Figure | None:
    """Read 一百三十五块六角七分钱."""
    number = section(words["number"])[0] + Decimal(whole(words["jiao"])) / 10
    return _money(words, currency, Figure(number + Decimal(whole(words["fen"] or "0")) / 100))


def _dollars_and_cents(words: Words, currency: str) -> Figure | None:
    """Read "15 dollars and 50 cents"."""
    said = words["number"].replace(",", "")
    number = Decimal(said) if said[0].isdigit() else in_words(said)
    cents = words["cents"]
    return _money(words, currency, Figure(number + (Decimal(cents) if cents.isdigit() else in_words(cents)) / 100))


MoneyRule = Rule[str, Figure]
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?!\d)|\d{1,12}(?:\.\d{1,6})?(?!\d))"
_NO_MORE = r"(?!\d)(?![.,]\d)(?![_a-z])"
_MORE = r"(?P<more>多|来|余)?"
_HAN = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_HIGH_REST = rf"零?[{_HAN}](?:[千仟](?:[零〇{_HAN}百佰十拾]{{1,7}})?|[百佰][零〇{_HAN}十拾]{{1,4}})(?![点月年日天号])"
_DIGIT_REST = r"\d{1,4}(?![\d.,万亿%:/点月年日天号周折x个]|-\d)[千百]?"
_SHORT_REST = (
    r"[二三四五六七八九][千百]?[一二三四五六七八九]?(?![十点月年日天号周折个期批次家套人条款轮成季楼线位份手级等])"
)
_LAST_REST = r"[一零][千百]?[一二三四五六七八九]?(?=$|[\s,，、.;!?。元块左人美])"
_REST = rf"(?P<rest>{_HIGH_REST}|{_DIGIT_REST}|{_SHORT_REST}|{_LAST_REST})"
_REST_NO_COUNT = rf"(?:{_REST}(?!{_COUNTED}|{_NEXT_WORD}))?"
_YI = rf"(?P<yi>{SECTION}) ?{_MORE}个?亿(?:零?(?P<wan>{SECTION})万)?{_REST_NO_COUNT}"
_WAN = rf"(?P<yi>)(?P<wan>{SECTION}) ?{_MORE}个?(?:万|w(?![a-z0-9])){_REST_NO_COUNT}"
_EN_UNIT = r"(?P<unit>k|w|mm|mn|mil|m|bn|b|thousand|millions?|billions?|grand|hundred)(?:(?![a-z0-9])|(?=(?:usd|rmb|cny|eur|sgd|hkd)(?![a-z])))"
_WORD = rf"(?:{EN_WORD}|hundred|{EN_SCALE})"
_WORDS = rf"(?P<number>an?|(?:an? )?(?:{EN_WORD}|hundred)(?:[ -](?:and )?{_WORD}){{0,9}}?)"
_NOT_IN_A_NUMBER = r"(?<![a-z_#第$¥€£])(?<!\d[.:/点])(?<![a-z]/)(?<![a-jln-vx-z]-)"


def _written(lead: str, after: str) -> tuple[MoneyRule, ...]:
    return (
        MoneyRule(rf"{lead}{_YI}(?: ?{after})?", _han),
        MoneyRule(rf"{lead}{_WAN}(?: ?{after}整?)?", _han),
        MoneyRule(rf"{lead}{_NUMBER} ?{_EN_UNIT}(?: ?{after})?", _western),
        MoneyRule(rf"{lead}(?P<number>\d{{1,6}})(?P<after>块)(?P<rest>\d)(?![\d个万])", _cents),
        MoneyRule(
            rf"{lead}(?P<number>{SECTION})(?P<after>块|元)(?P<jiao>[一二三四五六七八九1-9])[角毛](?:(?P<fen>[一二三四五六七八九1-9])分)?钱?",
            _jiao,
        ),
        MoneyRule(
            rf"{lead}(?P<number>\d{{1,3}}(?:,\d{{3}})*|\d{{1,6}}) (?P<after>dollars?|euros?|pounds?) (?:and )?(?P<cents>\d{{1,2}}) cents?(?![a-z])",
            _dollars_and_cents,
        ),
        MoneyRule(rf"{lead}(?P<number>{SECTION}){_MORE} ?{after}整?", _small),
        MoneyRule(rf"{lead}(?P<number>{SECTION}){_MORE}(?P<after>){_NO_MORE}", _small),
    )


_SOME = rf"(?![a-z])(?: ?{AFTER})?"
_PART = r"(?<!and )(?<!and a )(?P<part>half|(?:a )?quarter)(?: of)? "
_SPOKEN = (
    MoneyRule(
        rf"(?P<before>){_WORDS} (?P<after>dollars?|euros?|pounds?) (?:and )?(?P<cents>\d{{1,2}}|(?:{EN_WORD})(?:[ -](?:{EN_WORD}))?) cents?(?![a-z])",
        _dollars_and_cents,
    ),
    MoneyRule(rf"(?P<before>){_PART}(?P<number>(?:an? )?)(?P<scale>million|billion){_SOME}", _spoken),
    MoneyRule(
        rf"(?P<before>)(?P<part>){_WORDS} and a (?P<more>half) (?P<scale>million|billion){_SOME}", _spoken_and_half
    ),
    MoneyRule(
        rf"(?P<before>)(?P<part>)(?P<number>(?:an? )?(?:{EN_WORD}|hundred)(?:[ -](?:and )?{_WORD}){{0,4}}[ -](?:{EN_SCALE})(?:[ -](?:and )?{_WORD}){{1,8}})(?P<scale>){_SOME}",
        _spoken,
    ),
    MoneyRule(rf"(?P<before>)(?P<part>){_WORDS}[ -](?P<scale>{EN_SCALE}){_SOME}", _spoken),
    MoneyRule(rf"(?P<before>)(?P<part>){_WORDS}(?P<scale>)[ -]{AFTER_TOO}", _spoken),
)


@cache
def grammar() -> Grammar[str, Figure]:
    """Return the rules for money of both languages."""
    money_word = AFTER.replace("?P<after>", "?:")
    vague = MoneyRule(
        rf"(?<![以马晚早加赶])(?P<before>)(?P<lead>[上数近])(?:(?P<place>[十百千])?(?P<unit>万|亿)|(?P<hundreds>[百千])(?={money_word}))(?: ?{AFTER})?",
        _vague,
    )
    half = MoneyRule(rf"(?P<before>)半个?亿(?: ?{AFTER})?", _half_yi)
    after_currency = _written(f"{BEFORE} ?", AFTER_TOO)
    number = _written(f"{_NOT_IN_A_NUMBER}(?P<before>)", AFTER)
    return Grammar(
        BEFORE_STARTS + "上数近",
        {"number": (half, *number), "han": (vague, *after_currency), "word": (*after_currency, *_SPOKEN)},
    )
