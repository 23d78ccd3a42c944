"""Whether a value is what was meant: exact where people mean something exact, by the words where they mean their words."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

TEXTS = frozenset(
    [
        "what",
        "note",
        "need",
        "reason",
        "claim",
        "comment",
        "condition",
        "terms",
        "payment_terms",
        "payment",
        "product",
        "doc",
        "cause",
        "lesson",
        "action",
        "text",
        "q",
        "topic",
        "company",
        "contact",
        "title",
        "next_step",
        "milestone",
        "risk",
        "blocker",
        "done_text",
        "plan_text",
        "blocker_text",
        "activity",
        "source",
        "done",
        "plan",
        "blocker",
        "skills",
    ]
)
CODES = frozenset({"price", "budget", "feature_gap", "in_house", "timing", "competitor", "other"})
SOURCES = {
    "referral": ("referr", "介绍", "推荐"),
    "webinar": ("webinar", "研讨会"),
    "trade_show": ("show", "expo", "展会", "展"),
    "website": ("website", "web", "form", "官网", "网站"),
    "inbound_call": ("call", "inbound", "电话"),
    "cold_call": ("cold", "冷呼", "陌生"),
    "cold_email": ("cold", "mail"),
    "wechat": ("wechat", "微信", "公众号"),
    "livestream": ("live", "webinar", "直播"),
    "ad": ("ad", "广告", "douyin", "抖音"),
    "inbound": ("inbound", "call", "web"),
    "partner": ("partner", "渠道", "伙伴"),
}
ACTIVITIES = {
    "call": ("call", "phone", "voicemail", "spoke", "talk", "电话", "通话", "联系"),
    "visit": ("visit", "onsite", "拜访", "出来", "去"),
    "meeting": ("meet", "met", "会", "见"),
    "demo": ("demo", "演示"),
    "email": ("mail", "邮件"),
    "message": ("message", "微信", "wechat"),
    "meal": ("meal", "lunch", "dinner", "饭"),
}
METRICS = {
    "payment": ("payment", "cash", "collect", "回款", "到账"),
    "leads": ("lead", "线索"),
    "calls": ("call", "电话"),
    "visits": ("visit", "拜访"),
    "meetings": ("meeting", "会议", "约见"),
    "demos": ("demo", "演示"),
    "quotes": ("quote", "proposal", "报价"),
    "won_deals": ("deal", "count", "wins", "单"),
    "revenue": ("revenue", "value", "amount", "sales", "额", "业绩"),
}
SPLITS = {"equal": ("split",)}
CALLED_SO: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "source": SOURCES,
    "activity": ACTIVITIES,
    "split": SPLITS,
}
# Words that carry nothing: two texts that share only these share nothing.
EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "to",
        "of",
        "for",
        "on",
        "in",
        "at",
        "is",
        "are",
        "was",
        "were",
        "be",
        "it",
        "its",
        "i",
        "we",
        "they",
        "he",
        "she",
        "you",
        "and",
        "or",
        "with",
        "that",
        "this",
        "my",
    ]
)
EMPTY_SIGNS = frozenset("的了吧呢啊吗哦哈呀嘛在是把被给跟和与我你他她它们这那个一下了着过")
WORD = re.compile(r"[a-z0-9.%]+|[\u3400-\u9fff]")
ENOUGH = 0.5
FUZZY = 10
# Names: more words than the name has are as wrong as fewer.
CALLED_BY = frozenset({"company", "contact", "title", "name", "product"})


def same(name: str, meant: Any, got: Any, *, fuzzy: bool = False) -> bool:
    """Whether a field has the value that was meant; a fuzzy day is right within ten days."""
    if got is None or isinstance(meant, bool) or isinstance(got, bool):
        return meant is got
    if fuzzy and (day := _moment(str(meant))) and (given := _moment(str(got))):
        return abs((given.date() - day.date()).days) <= FUZZY
    if isinstance(meant, list) or isinstance(got, list):
        return _same_list(name, meant, got)
    if isinstance(meant, Mapping):
        return isinstance(got, Mapping) and _money(meant) == _money(got)
    if isinstance(meant, int | float):
        return _number(meant) == _number(got)
    return _same_words(name, str(meant), str(got))


def _same_words(name: str, meant: str, got: str) -> bool:
    if name in CALLED_SO:
        return meant == got or any(word in got.casefold() for word in CALLED_SO[name].get(meant, (meant,)))
    if name in ("metric", "phone"):
        canonical = _metric if name == "metric" else _digits
        return canonical(meant) == canonical(got)
    if name == "close_period":
        return meant == got or _within(got, meant)
    if (moment := _moment(meant)) is not None:
        return _same_moment(name, meant, moment, got)
    if meant in CODES or name not in TEXTS:
        return meant.casefold() == got.casefold()
    return (likeness if name in CALLED_BY else overlap)(meant, got) >= ENOUGH


def _metric(text: str) -> str:
    """The measure of a goal that a text names, whatever it is called."""
    return next((metric for metric, words in METRICS.items() if any(word in text.casefold() for word in words)), text)


def _money(amount: Mapping[str, Any]) -> tuple[float | None, str]:
    return _number(amount["value"]), str(amount["currency"])


def overlap(a: str, b: str) -> float:
    """Return how much of the content words of the shorter text the other has, 0 to 1."""
    first, second = content(a), content(b)
    if not first or not second:
        return float(a.strip() == b.strip())
    return len(first & second) / min(len(first), len(second))


def covered(part: str, whole: str) -> float:
    """Return how much of the content words of a part a text has, 0 to 1."""
    words = content(part)
    return len(words & content(whole)) / len(words) if words else 0.0


def likeness(a: str, b: str) -> float:
    """Return how much of the content words of both texts they share, 0 to 1."""
    first, second = content(a), content(b)
    return len(first & second) / len(first | second) if first | second else float(a == b)


def content(text: str) -> frozenset[str]:
    """Return the words of a text that say something: Latin words by their stems, Chinese signs one by one."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = {_stem(word.strip(".")) for word in WORD.findall(plain)}
    return frozenset(words - EMPTY - EMPTY_SIGNS - {""})


def within(part: str, whole: str) -> bool:
    """Whether a text is made of words of another one."""
    words = content(part)
    return words <= content(whole) if words else True


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.isalpha() and word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _same_list(name: str, meant: Any, got: Any) -> bool:
    wanted, given = _many(meant), _many(got)
    if name in TEXTS and not all(re.fullmatch(r"[DQ]-\d+", str(one)) for one in wanted):
        return overlap(" ".join(map(str, wanted)), " ".join(map(str, given))) >= ENOUGH
    return {str(one).casefold() for one in wanted} == {str(one).casefold() for one in given}


def _many(value: Any) -> Collection[Any]:
    return value if isinstance(value, list) else [value]


def _number(value: Any) -> float | None:
    try:
        return round(float(value), 4)
    except (TypeError, ValueError):
        return None


def _digits(value: str) -> str:
    return re.sub(r"\D", "", value)


def _moment(text: str) -> datetime | None:
    if not re.match(r"\d{4}-\d\d-\d\d(?:T|$)", text):
        return None
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _same_moment(name: str, meant: str, moment: datetime, got: str) -> bool:
    """A day is right at any hour of it; an end is right as the first moment after its last day."""
    given = _moment(got)
    if given is None:
        return meant == got
    if "T" in meant:
        return moment == given
    ended = name in ("to", "until") and given == moment + timedelta(days=1)
    return moment.date() == given.date() or ended


def _within(day: str, period: str) -> bool:
    """Whether a day lies in a period; a quarter said for the end of a deal may be kept as a day of it."""
    given = _moment(day)
    if given is None:
        return False
    quarter = f"{given.year}-Q{(given.month + 2) // 3}"
    return period in (quarter, f"{given:%Y-%m}", f"{given.year}", _week(given.date()))


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
