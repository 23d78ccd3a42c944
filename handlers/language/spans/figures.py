"""What the rules for money read numbers into, and what no money is though it has a number."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from handlers.language.spans.currencies import code_of
from handlers.language.spans.rules import Rule

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


SCALES = {
    "w": WAN,
    **dict.fromkeys(("k", "thousand", "grand"), Decimal(1_000)),
    **dict.fromkeys(("m", "mm", "mn", "mil", "mill", "million", "millions"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "billion", "billions"), Decimal(10**9)),
    **dict.fromkeys(("l", "lakh", "lakhs", "lac", "lacs"), Decimal(10**5)),
    **dict.fromkeys(("cr", "crore", "crores"), Decimal(10**7)),
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
COUNTED = rf" ?(?:{_COUNTED_HAN.replace(' ', '|')}|(?:{_COUNTED_WORDS.replace(' ', '|')})(?![a-z]))"
_NO_COUNT = re.compile(COUNTED)
# .5M, 1,5M and 40 000 are numbers whose end alone would be another one.
_TORN = re.compile(r"[ $¥€£~(]\.(?=\d)|\.(?=\d)|\d,(?=\d{1,2}(?!\d))|\d (?=000)")
_GOES_ON = re.compile(r" 000(?!\d)")
# 3M is a company where somebody of that name does something, and else a sum.
_NAMES = re.compile(
    r"401 ?k|24/7|3 ?m(?=['’]s\b| (?:wants?|needs?|said|says|is|has|will|signed|won|asked|china|company|team|guys)\b|[的那说要想签公中]|他们)|(?<=with )3 ?m|(?<=from )3 ?m"
)


def priced(words: Words, currency: str, figure: Figure) -> Figure | None:
    """Return the figure with the currency that was said, or nothing if it counts something else."""
    said = words["before"] or words["after"]
    if _TORN.match(words.string, max(0, words.start() - 2)) and words.start() and words[0][0].isdigit():
        return None
    if _GOES_ON.match(words.string, words.end()) and words[0][-1].isdigit():  # USD 50 000
        return None
    if not said and (_NO_COUNT.match(words.string, words.end()) or _NAMES.match(words.string, words.start())):
        return None
    if max(figure.value, (figure.high or figure.number) * figure.scale) > MOST:
        return None
    return replace(figure, currency=code_of(said, currency)) if said else figure


def counted(words: Words) -> bool:
    """Whether what follows a number says what is counted."""
    return _NO_COUNT.match(words.string, words.end()) is not None


MoneyRule = Rule[str, Figure]
