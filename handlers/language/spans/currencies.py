"""How chat names currencies: signs, codes and words."""

import re

from sales.money import is_currency

_SIGNS = {
    **dict.fromkeys(("$", "us$", "us $", "usd$"), "USD"),
    **dict.fromkeys(("¥", "cn¥", "rmb¥"), "CNY"),
    **dict.fromkeys(("s$", "sg$", "sgd$"), "SGD"),
    **dict.fromkeys(("a$", "au$", "aud$"), "AUD"),
    **dict.fromkeys(("c$", "ca$", "c $", "cad$"), "CAD"),
    **dict.fromkeys(("nt$", "tw$"), "TWD"),
    **dict.fromkeys(("hk$", "hkd$"), "HKD"),
    **dict.fromkeys(("nz$", "nzd$"), "NZD"),
    "jp¥": "JPY",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
    "฿": "THB",
    "₱": "PHP",
    "₫": "VND",
    "₪": "ILS",
    **dict.fromkeys(("mop$", "澳门$"), "MOP"),
    **dict.fromkeys(("rm$", "myr$"), "MYR"),
}
_ISO = (
    *("USD", "CNY", "EUR", "GBP", "JPY", "HKD", "SGD", "AUD", "CAD", "TWD"),
    *("NZD", "INR", "KRW", "CHF", "THB", "MYR", "IDR", "VND", "PHP", "AED"),
    *("SAR", "QAR", "SEK", "NOK", "DKK", "PLN", "CZK", "ZAR", "BRL", "MXN", "ILS", "PKR", "LKR", "BDT", "MOP"),
)
_CODES = {code.lower(): code for code in _ISO}
_CODES |= {"rmb": "CNY", "cnh": "CNY", "ntd": "TWD", "twd$": "TWD", "rs": "INR", "rs.": "INR"}
_HAN = {
    **dict.fromkeys(("人民币",), "CNY"),
    **dict.fromkeys(("美元", "美金", "美刀", "美圆"), "USD"),
    **dict.fromkeys(("欧元", "欧"), "EUR"),
    **dict.fromkeys(("英镑", "镑"), "GBP"),
    **dict.fromkeys(("日元", "日圆", "日币", "円"), "JPY"),
    **dict.fromkeys(("港币", "港元", "港纸"), "HKD"),
    **dict.fromkeys(("新币", "新加坡元", "新加坡币", "坡币"), "SGD"),
    **dict.fromkeys(("新台币", "台币"), "TWD"),
    **dict.fromkeys(("澳元", "澳币", "澳大利亚元"), "AUD"),
    **dict.fromkeys(("加元", "加币", "加拿大元"), "CAD"),
    **dict.fromkeys(("韩元", "韩币"), "KRW"),
    "瑞士法郎": "CHF",
    "泰铢": "THB",
    **dict.fromkeys(("印度卢比", "卢比"), "INR"),
    **dict.fromkeys(("马来西亚林吉特", "林吉特", "马币", "令吉"), "MYR"),
    **dict.fromkeys(("新西兰元", "纽币"), "NZD"),
    **dict.fromkeys(("印尼盾", "印尼卢比"), "IDR"),
    "越南盾": "VND",
    "迪拉姆": "AED",
    "沙特里亚尔": "SAR",
    "卢布": "RUB",
    **dict.fromkeys(("澳门元", "葡币"), "MOP"),
}
_AFTER = {
    **dict.fromkeys(("元", "块", "块钱", "圆"), "CNY"),
    "刀": "USD",
    **dict.fromkeys(("dollar", "dollars", "us dollars", "us dollar", "bucks", "buck"), "USD"),
    **dict.fromkeys(("singapore dollars", "sing dollars", "sg dollars"), "SGD"),
    **dict.fromkeys(("hong kong dollars", "hk dollars"), "HKD"),
    **dict.fromkeys(("australian dollars", "aussie dollars"), "AUD"),
    "canadian dollars": "CAD",
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "quid", "british pounds", "pounds sterling"), "GBP"),
    **dict.fromkeys(("yuan", "kuai", "renminbi", "chinese yuan"), "CNY"),
    **dict.fromkeys(("yen", "japanese yen"), "JPY"),
    "new zealand dollars": "NZD",
    **dict.fromkeys(("swiss francs", "francs"), "CHF"),
    **dict.fromkeys(("indian rupees", "rupees", "rupee"), "INR"),
    **dict.fromkeys(("ringgit", "ringgits", "malaysian ringgit"), "MYR"),
    **dict.fromkeys(("baht", "thai baht"), "THB"),
    **dict.fromkeys(("dirham", "dirhams"), "AED"),
    **dict.fromkeys(("saudi riyals", "saudi riyal"), "SAR"),
}


_SHY = {"rm": "MYR"}  # RM 1205 is a room
_ALL = {**_SIGNS, **_CODES, **_HAN, **_AFTER, **_SHY}


def code_of(said: str, default: str) -> str:
    """Return the ISO code of a sign, code or word; the sign ¥ is the yen where the default is."""
    if said == "¥" and default == "JPY":
        return default
    return _ALL[said]


def named(word: str) -> str | None:
    """Return the ISO code of the currency a word means, when it means one."""
    code = word.upper()
    return code if is_currency(code) else _ALL.get(word.casefold())


def named_code(text: str) -> tuple[str, int, int] | None:
    """Return the first currency a text names, by code, sign or word, and where; any three capitals are a code."""
    letters = text.casefold()
    if len(letters) != len(text):
        return None
    found = _NAMED.search(letters)
    code = found and code_of(found[0], "")
    bare = _THREE.search(text)
    if bare and (found is None or bare.start() < found.start()):
        return bare[0].upper(), bare.start(), bare.end()
    return None if found is None or code is None else (code, found.start(), found.end())


def _either(*tables: dict[str, str]) -> str:
    words = {word for table in tables for word in table}
    return "|".join(
        word.replace("$", r"\$").replace(".", r"\.") for word in sorted(words, key=lambda word: (-len(word), word))
    )


_NO_MONEY = {"块": "(?![地板屏儿业])", "元": "(?![旦素宵月组件器年])", "欧": "(?![洲盟美])", "镑": ""}
_HAN_AFTER = "|".join(
    word + _NO_MONEY.get(word, "") for word in sorted({*_HAN, *(w for w in _AFTER if not w.isascii())}, key=len)[::-1]
)
_WORDS = {word: code for word, code in _AFTER.items() if word.isascii()}
_WORD_AFTER = _either(_CODES, _WORDS)
_LONG_HAN = {word: code for word, code in _HAN.items() if len(word) > 1}
_SHY_BEFORE = rf"(?:{_either(_SHY)})(?= ?(?:\d{{5}}|\d{{1,3}},\d{{3}}|\d{{1,4}}(?:\.\d{{1,2}})? ?(?:k|m|mil|million|万)(?![a-z])))"
BEFORE = rf"(?P<before>{_either(_SIGNS, _LONG_HAN)}|(?:{_either(_CODES)})(?![a-z])|{_SHY_BEFORE})"
AFTER = rf"(?P<after>{_HAN_AFTER}|[$€£]|(?:{_WORD_AFTER})(?![a-z]))"
AFTER_TOO = (
    rf"(?P<after>{_HAN_AFTER}|(?:{_either(_WORDS)})(?![a-z]))"  # behind a sign or code: ¥50万元, not "rmb 10 usd"
)
BEFORE_STARTS = "".join(sorted({word[0] for word in _LONG_HAN} | {sign for sign in _SIGNS if len(sign) == 1}))
WORD_STARTS = rf"(?:{_either(_SIGNS, _CODES, _SHY)})"
_NAMED = re.compile(rf"{_either(_SIGNS, _LONG_HAN)}|(?<![a-z])(?:{_either(_CODES, _WORDS)})(?![a-z])")
_THREE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
