"""Numbers as chat writes them: in digits, in Chinese, in English words."""

import re
from decimal import Decimal
from functools import lru_cache

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: value for value, word in enumerate(_UNITS.split())}
_ENGLISH |= {word: 20 + 10 * place for place, word in enumerate(_TENS.split())}
_ENGLISH |= {"a": 1, "an": 1}
_SCALES = {
    **dict.fromkeys(("thousand", "grand", "k"), 10**3),
    **dict.fromkeys(("million", "millions", "mill", "mil"), 10**6),
    **dict.fromkeys(("billion", "billions", "bn"), 10**9),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 10**5),
    **dict.fromkeys(("crore", "crores"), 10**7),
}
EN_WORD = "|".join(sorted(_ENGLISH.keys() - {"a", "an"}, key=len, reverse=True))
EN_SCALE = "|".join(_SCALES)

HAN_DIGITS = "〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
HAN_SECTION = rf"[{HAN_DIGITS}十百千拾佰仟廿点几]{{1,12}}"
_GROUPED = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,2}(?:,\d{2}){1,3},\d{3})(?:\.\d{1,6})?"  # 1,200,000 and 12,00,000
_MIXED = r"[1-9]0几|[1-9]千[1-9]百|[1-9]百[1-9]\d(?!\d)"
SECTION = rf"(?:{_GROUPED}|{_MIXED}|\d{{1,12}}(?:\.\d{{1,6}})?[十百千]?(?:(?<=千)\d)?|{HAN_SECTION})"
_DIGITS = re.compile(r"([0-9.]+)([十百千])?(\d)?")
_PAIR = re.compile(r"(.*[十百千])?([一二两三四五六七八])([二两三四五六七八九])([十百千]?)")
_HUNDREDS = re.compile(r"(?:(\d)千)?(\d)百(\d\d)?")
_PLACES = {None: 1, "": 1, "十": 10, "百": 100, "千": 1_000}


@lru_cache(maxsize=2_000)
def whole(text: str) -> int:
    """Return a small whole number in digits, Chinese (二十三, 两) or one English word; ValueError if it is none."""
    if not text.isascii():
        return int(_han(text))
    if text in _ENGLISH:
        return _ENGLISH[text]
    return int(text)


def section(text: str) -> tuple[Decimal, Decimal | None]:
    """Return a number below 万 in digits or Chinese (3千5, 三千五), and its upper bound if vague (几十, 二三十)."""
    pair = _PAIR.fullmatch(text)
    if pair and 1 <= whole(pair[3]) - whole(pair[2]) <= 2:
        before = pair[1] or ""
        return _han(before + pair[2] + pair[4]), _han(before + pair[3] + pair[4])
    if places := _HUNDREDS.fullmatch(text):  # 1千5百, 1百28
        thousands, hundreds, rest = (int(digits or 0) for digits in places.groups())
        return Decimal(thousands * 1_000 + hundreds * 100 + rest), None
    if text[0].isdigit() and text.endswith("几"):  # 10几万
        return Decimal(text[:-1]) + 1, Decimal(text[:-1]) + 9
    if "几" in text:
        head = text.startswith("几")
        return _han(text.replace("几", "二" if head else "一")), _han(text.replace("几", "九"))
    written = _DIGITS.fullmatch(text.replace(",", ""))
    if written is None:
        return _han(text), None
    place = _PLACES[written[2]]
    return Decimal(written[1]) * place + Decimal(written[3] or 0) * place / 10, None


@lru_cache(maxsize=2_000)
def _han(text: str) -> Decimal:
    import cn2an  # a sixth of a second: only for those who write so

    try:
        return Decimal(str(cn2an.cn2an(text, "smart")))
    except KeyError as error:  # its way to say no to 一百十
        raise ValueError(text) from error


def in_words(text: str) -> Decimal:
    """Return the number that English words mean ("one hundred and twenty thousand"); ValueError if none."""
    text, point, digits = text.partition(" point ")
    if point:
        said, _, scale = digits.rpartition(" ")
        tenths = "".join(str(whole(word)) for word in said.split())
        return (in_words(text) + Decimal(f"0.{tenths}")) * _SCALES[scale]
    total = group = 0
    for word in re.findall("[a-z]+", text):
        if word == "hundred":
            group = (group or 1) * 100
        elif word in _SCALES:
            total, group = total + (group or 1) * _SCALES[word], 0
        elif word != "and":
            value = whole(word)
            group = group * (100 if 0 < group < 10 <= value else 1) + value  # one twenty k is a hundred and twenty
    return Decimal(total + group)
