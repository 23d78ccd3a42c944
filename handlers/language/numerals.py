"""Numbers as chat writes them, in digits, Chinese or English words."""

import re
from decimal import Decimal
from functools import lru_cache

HAN_DIGITS = "〇零一二两三四五六七八九"
HAN_SMALL = HAN_DIGITS + "十百千壹贰叁肆伍陆柒捌玖拾佰仟廿"
EN_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
EN_UNITS += " seventeen eighteen nineteen"
EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
EN_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
_ENGLISH = {word: value for value, word in enumerate(EN_UNITS.split())}
_ENGLISH |= {word: value for value, word in zip(range(20, 100, 10), EN_TENS.split(), strict=True)}
_ENGLISH |= {"a": 1, "an": 1, "couple": 2}
EN_WORD = "|".join(sorted(_ENGLISH.keys() - {"a", "an", "couple"}, key=len, reverse=True))
_SECTIONS = re.compile(r"(?:(.+?)亿)?(?:(.+?)万)?(?:零?(.+))?")


@lru_cache(maxsize=2_000)
def whole(text: str) -> int:
    """Return a small whole number written in digits, Chinese (二十三, 两) or one English word; ValueError if none."""
    if text.isascii():
        return int(text) if text.isdigit() else _english(text)
    return int(_han_section(text))


@lru_cache(maxsize=2_000)
def han_decimal(text: str) -> Decimal:
    """Return the number a run of digits and Chinese numerals means (1亿2千万, 两万五, 24万8); ValueError if none."""
    sections = _SECTIONS.fullmatch(text)
    if sections is None:
        raise ValueError(text)
    total, last = Decimal(0), 0
    for section, scale in zip(sections.groups(), (10**8, 10**4, 1), strict=True):
        if section is None:
            continue
        short = scale == 1 and last and len(section) == 1  # 24万8: the 8 is the next lower place
        total += _han_section(section) * (last // 10 if short else scale)
        last = scale
    return total


def _han_section(text: str) -> Decimal:
    """Return a number below 10^4 in digits or Chinese, perhaps 3千5."""
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return Decimal(text)
    import cn2an  # a sixth of a second: only for those who write so

    return Decimal(str(cn2an.cn2an(text, "smart")))


def _english(text: str) -> int:
    if text not in _ENGLISH:
        raise ValueError(text)
    return _ENGLISH[text]


def english_decimal(text: str) -> Decimal:
    """Return the number English words mean ("one hundred twenty thousand")."""
    total = group = 0
    for word in re.findall("[a-z]+", text):
        if word == "and":
            continue
        if word not in EN_SCALES:
            group += _english(word)
        elif word == "hundred":
            group = (group or 1) * 100
        else:
            total, group = total + (group or 1) * EN_SCALES[word], 0
    return Decimal(total + group)
