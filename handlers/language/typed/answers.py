"""Yes, no, or which one: what people type instead of pressing a button."""

import re
from typing import Literal

from handlers.language.spans.rules import plain

_LONGEST = 24


def _of(zh: str, en: str) -> frozenset[str]:
    return frozenset(zh.split()) | frozenset(en.split(", "))


_YES = _of(
    zh="对 对的 对对 是 是的 是啊 确认 确定 没错 写吧 记吧 记上 写入 就是 就这样",
    en="yes, y, yep, yeah, yup, ya, correct, confirm, confirmed, exactly, absolutely, indeed, do it, "
    "go ahead, write it, yes please, yes do it, yes write it, that's right, of course, go for it",
)
# In a room these are as well said to somebody else.
_POLITE = _of(
    zh="好 好的 好啊 好呀 可以 可以的 行 行的 嗯 嗯嗯 恩 要 没问题",
    en="ok, okay, sure, right, fine",
)
_NO = _of(
    zh="不 不是 不对 不用 不用了 不要 不了 算了 别 别写 取消 否 错了 不行 先不",
    en="no, n, nope, nah, cancel, wrong, stop, don't, no thanks, leave it, no leave it, not that, never mind, nevermind, forget it",
)
_BARE = {
    **dict.fromkeys(("accept", "接受", "同意接手"), "accept"),
    **dict.fromkeys(("decline", "婉拒", "拒绝"), "decline"),
}
# What people say who take on what they were offered.
_TAKEN = re.compile(
    r"(?:(?:好|好的|行|可以|没问题|ok|okay|sure|yes|fine) )?"
    r"(?:我(?:来|愿意)?接(?:下|受|手|了|下了|手了)?|我来|交给我|给我|包在我身上|i(?:'ll| will| can) (?:take|do) (?:it|this|that)(?: on| over)?"
    r"|i(?:'ll)? accept(?: it)?|accepted|taking it|(?:i've )?got it covered|leave it (?:to|with) me)(?: ?[吧了啊])?"
)
# What people write beside the code of a request that is asked of them.
_OF_REQUEST = re.compile(
    r"\s*(?P<no>(?:i )?(?:can'?t|cannot) (?:do|take) |接不了 ?|不接 ?|做不了 ?)?(?P<code>R-\d{1,9})(?![\w-])[\s:：,，.;；-]*(?P<said>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ON_IT = re.compile(
    r"(?:(?:收到|好的?|ok|okay|sure|got it|yes|行)[\s,，.!！]*)?(?:我来(?:做|看|弄|处理)?|我接|我做|我看|我处理|交给我|(?:i'?m |i am )?on it|i'?ll (?:take|do) (?:it|this)|mine|taking (?:it|this))[\s吧了。.!！]*"
)
_CANNOT = re.compile(
    r"(?:不接|接不了|做不了|没空|没时间|来不及|(?:sorry[\s,]*)?(?:i )?(?:can'?t|cannot)(?: do| take)?(?: (?:it|this))?|no time|not me)(?![a-z])[\s,，.]*"
)
_DONE = re.compile(
    r"(?:done|finished|completed|sent|looks (?:good|fine|ok)|好了|做好了|弄好了|搞定|完成|做完|看完|看过|已(?:经)?(?:发|做|看|给|回))"
)
_SIGNS = re.compile(r"[\s,.!?~，。！？、…～()（）]+")
_NUMBERED = re.compile(r"(?:第|选|option |number |no )?([0-9]{1,2}|[一二两三四五六七八九])(?:个|号|项)?(?:吧|的)?")
_DIGITS = {
    digit: no
    for no, digits in enumerate(("一", "二两", "三", "四", "五", "六", "七", "八", "九"), 1)
    for digit in digits
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3}
_SHOWN = {"👍": "yes", "✅": "yes", "👌": "yes", "🆗": "yes", "👎": "no", "❌": "no"}


def answer_of(text: str, *, private: bool = True) -> int | Literal["yes"] | None:
    """Return what a short text answers: yes, the number of a choice, or 0 for none of them; None when it is no answer."""
    if len(text) > _LONGEST:
        return None
    said = " ".join(_SIGNS.sub(" ", plain(text)).split())
    said = said.rstrip("".join(_SHOWN)).rstrip() or _SHOWN[said[0]] if said else said
    if said in _YES or (private and said in _POLITE):
        return "yes"
    return 0 if said in _NO else _number(said)


def offer_answer(text: str, *, private: bool) -> str | None:
    """Return what a text says to what a colleague asks: accept or decline; in a room only a command's bare word does."""
    if len(text) > _LONGEST:
        return None
    said = " ".join(_SIGNS.sub(" ", plain(text)).split())
    if said in _BARE:
        return _BARE[said]
    return "accept" if private and _TAKEN.fullmatch(said) else None


def request_reply(text: str) -> str | None:
    """Return the command a text stands for that speaks of a request by its code: taken on, turned down or answered."""
    found = _OF_REQUEST.fullmatch(text)
    if found is None:
        return None
    code, words = found["code"], found["said"].strip()
    said = plain(words)
    if found["no"]:
        return f"decline {code} {words}"
    if _ON_IT.fullmatch(said):
        return f"take {code}"
    if refused := _CANNOT.match(said):
        return f"decline {code} {words[refused.end() :] or words}"
    return f"answer {code} {words}" if _DONE.match(said) else None


def _number(said: str) -> int | None:
    ordinal = said.removeprefix("the ").removesuffix(" one")
    if ordinal in _ORDINALS:
        return _ORDINALS[ordinal]
    found = _NUMBERED.fullmatch(said)
    return None if found is None else int(found[1]) if found[1].isdigit() else _DIGITS[found[1]]
