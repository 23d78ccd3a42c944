"""Single fields: as a part of a progress line begins with their keyword, or as a form gives them."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from handlers.language.spans import quotes
from handlers.language.spans.amounts import AmountSpan, find_amounts, read_amount
from handlers.language.spans.certain import not_below, sure
from handlers.language.spans.dates import DateSpan, find_dates, read_date
from handlers.language.typed.papers import voted_for
from handlers.language.words import Scene
from sales.awarding import ABSTAIN
from sales.clean import clean_line, clean_text
from sales.refusal import Refused
from sales.staffing import ROLE_WORDS, role_named

TRIM = " \t\n,:;.-，。：；、　="
PREPOSITIONS = (" on", " by", " at", " before", "在", "于")
DEAL = re.compile(r"[dD]-?(\d{1,9})")
REASONS = {
    "price": ("price", "expensive", "价格", "太贵", "贵"),
    "budget": ("budget", "预算", "没钱"),
    "feature_gap": ("feature", "功能", "产品不满足"),
    "in_house": ("in-house", "in house", "自研", "自己做"),
    "timing": ("timing", "时机", "延期", "搁置"),
    "competitor": ("competitor", "竞品", "竞争对手", "对手"),
    "other": ("other", "其他", "其它"),
}


_WORDS = sorted((re.escape(word) for words in ROLE_WORDS.values() for word in words), key=len, reverse=True)
ROLE = re.compile(rf"(?:{'|'.join(_WORDS)})(?![a-z])", re.IGNORECASE)

KEYWORDS = {
    "stage": ("stage", "阶段", "节点"),
    "amount": ("amount", "报价金额", "金额"),
    "next": ("next step", "next", "下一步", "接下来"),
    "close": ("close date", "close", "预计成交", "预计签约", "成交日期"),
    "probability": ("probability", "likelihood", "chance", "win rate", "赢率", "成交概率", "概率", "胜率", "把握"),
    "note": ("note", "备注", "说明"),
}

# Signs of a day or an hour in what would otherwise be the name of a step.
DAY_LIKE = re.compile(
    r"\d+\s*月\s*\d+|(?:周|星期|礼拜)[八九](?![点个家])|\d{1,2}:\d{2}|\d{1,4}[/-]\d{1,2}[/-]\d{1,4}"
    r"|\b(?:jan|feb|mar|apr|may(?!be)|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
FAR = timedelta(days=300)
POLITE = re.compile(r"(?:\s*(?:一票|吧|了|啦|please|thanks|thank you))+$", re.IGNORECASE)
ABSTAINS = frozenset({"abstain", "blank", "nobody", "none", "弃权", "弃票", "空白票"})
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")

NUMBER = re.compile(r"\s*[:：=]?\s*(?:is|of|to|为|是|到)?\s*-?\d")
PERCENT = re.compile(r"(?:(?:is|of|to|为|是|到)\s*)?(-?\d{1,6})\s*(?:%|percent)?")

LIMIT_BEFORE = re.compile(r"(?:\b(?:by|before|until|till|due|latest)|截止到?|最晚|最迟)\s*$", re.IGNORECASE)
LIMIT_AFTER = re.compile(r"\s*(?:之前|以前|前|截止)")

# What may stand before a part without belonging to it; a minus before a sign or a number does belong to it.
LEAD = re.compile(r"^(?:[\s,:;.!，。：；！、　=]|-(?=\s|$))+")

Said = dict[str, Any]


def read_part(part: str, said: Said, scene: Scene) -> bool:
    """Read one part of a progress line; say whether it was more than a note."""
    folded = part.casefold()
    for name, words in KEYWORDS.items():
        word = next((word for word in words if folded.startswith(word)), None)
        if word is not None and (name != "probability" or NUMBER.match(part[len(word) :])):
            FIELDS[name](said, trimmed(part[len(word) :]), scene)
            return True
    found = find_stage(part, scene)
    if found is not None:
        said["stage"] = found
        return True
    if "next_step" in said and "next_at" not in said:
        day = read_date(part, now=scene.now, zone=scene.zone, calendar=scene.calendar)
        if day is not None:
            said["next_at"] = day.at
            return True
    amount = None if part.isdigit() else read_amount(part, currency=scene.currency(said.get("deal")))
    if amount is None:
        return False
    take_amount(said, sure(amount, part), part)
    return True


def trimmed(text: str) -> str:
    """Return a part of a line without what only separates it from others."""
    return LEAD.sub("", text).rstrip(TRIM)


def take_amount(said: Said, span: AmountSpan, text: str) -> None:
    """Keep an amount; of a range the lower end, with the words themselves as a note."""
    said["amount"] = span.amount
    if span.high is not None:
        said["note"] = clean_text("\n".join(filter(None, [said.get("note"), text[span.start : span.end]])))


def find_stage(text: str, scene: Scene) -> str | None:
    """Return the key of the stage that is called so."""
    folded = text.strip(TRIM).casefold()
    for stage in scene.stages:
        if folded in (stage.key, stage.zh, stage.en.casefold(), *stage.words):
            return stage.key
    return None


def lost_reason(text: str) -> str | None:
    """Return the reason a deal was lost that a text speaks of."""
    folded = text.casefold()
    return next((key for key, words in REASONS.items() if any(word in folded for word in (key, *words))), None)


def only_reason(text: str) -> bool:
    """Whether a text is the reason and nothing beside it."""
    return text.casefold() in {word for words in REASONS.values() for word in words} | set(REASONS)


def deal(said: Said, value: str, scene: Scene) -> None:
    """A deal by its code."""
    found = DEAL.fullmatch(value.strip())
    if found is None:
        raise Refused("deal_needed", field="deal")
    said["deal"] = f"D-{int(found[1])}"


def stage(said: Said, value: str, scene: Scene) -> None:
    """A stage by its name in either language."""
    said["stage"] = find_stage(value, scene)
    if said["stage"] is None:
        raise Refused("stage_unknown", field="stage", asked=clean_line(value)[:60], stages=tuple(scene.stages))


def roles(said: Said, value: str, scene: Scene) -> None:
    """Roles by their names in either language."""
    found = [role for word in ROLE.findall(value) if (role := role_named(word))]
    if not found:
        raise Refused("request_whom_needed", field="roles")
    said["roles"] = tuple(dict.fromkeys(found))


def due(said: Said, value: str, scene: Scene) -> None:
    """The day or moment something is needed by."""
    span = _date("due", value, scene)
    at = near(span, value, scene, field="due")
    said["due"] = at if span.has_time else scene.end_of_day(at)


def is_limit(text: str, span: DateSpan) -> bool:
    """Whether a moment in a text is the latest one rather than the one it takes place at."""
    return bool(LIMIT_BEFORE.search(text[: span.start]) or LIMIT_AFTER.match(text[span.end :]))


def amount(said: Said, value: str, scene: Scene) -> None:
    """An amount of money; without a currency, the deal's own."""
    not_below(value)
    currency = scene.currency(said.get("deal"))
    found = read_amount(value, currency=currency) or next(iter(find_amounts(value, currency=currency)), None)
    if found is None or clean_line(value[: found.start] + value[found.end :]).strip("-− 负约大概左右about~"):
        raise Refused("amount_unreadable", field="amount", asked=clean_line(value)[:60])
    take_amount(said, sure(found, value), value)


def next_step(said: Said, value: str, scene: Scene) -> None:
    """What is to be done next, with the day when one is named."""
    found = find_dates(value, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    if found:
        said["next_at"] = near(found[-1], value, scene)
        value = without(value, found[-1].start, found[-1].end)
    if odd := DAY_LIKE.search(value):
        raise Refused("date_unreadable", field="next_at", asked=odd[0])
    if clean_line(value):
        said["next_step"] = clean_line(value)


def next_at(said: Said, value: str, scene: Scene) -> None:
    """The day or moment of the next step."""
    said["next_at"] = near(_date("next_at", value, scene), value, scene)


def close(said: Said, value: str, scene: Scene) -> None:
    """The day the deal is expected to close."""
    span = _date("close_date", value, scene)
    if (span.until or span.at) < scene.calendar.day_start(scene.now):
        raise Refused("close_past", field="close_date", asked=clean_line(value)[:60], at=span.until or span.at)
    said["close_date"] = span.at


def probability(said: Said, value: str, scene: Scene) -> None:
    """How likely a deal is, in per cent."""
    found = PERCENT.fullmatch(clean_line(value))
    if found is None or not 0 <= int(found[1]) <= 100:
        raise Refused("probability_unreadable", field="probability", asked=clean_line(value)[:60])
    said["probability"] = int(found[1])


def note(said: Said, value: str, scene: Scene) -> None:
    """A note; a second one is added to the first."""
    said["note"] = clean_text("\n".join(filter(None, [said.get("note"), value])))


def choice(said: Said, value: str, scene: Scene) -> None:
    """Why a deal was lost."""
    said["choice"] = lost_reason(value)


def to(said: Said, value: str, scene: Scene) -> None:
    """A colleague by name."""
    found = scene.find_member(value)
    if len(found) != 1:
        raise Refused("member_unknown_name", field="to", name=clean_line(value)[:80])
    said["to"] = found[0].id


def nominee(said: Said, value: str, scene: Scene) -> None:
    """The colleague who is nominated, by name."""
    found = scene.find_member(value)
    if len(found) != 1:
        raise Refused("member_unknown_name", field="nominee", name=clean_line(value)[:80])
    said["nominee"] = found[0].id


def vote(said: Said, value: str, scene: Scene) -> None:
    """Whom somebody votes for: one of the nominees, or nobody. No refusal repeats it: a vote leaves no word anywhere."""
    if POLITE.sub("", value).strip(TRIM).casefold() in ABSTAINS:
        said["nominee"] = ABSTAIN
        return
    found = voted_for(value, scene.nominees(said["award"])) if "award" in said else None
    said |= {"choice": "unclear"} if found is None else {"nominee": found}


def quote_items(said: Said, value: str, scene: Scene) -> None:
    """The lines of a quote, one product each."""
    found = quotes.items(value, scene.currency(said.get("quote") or said.get("deal")))
    said |= {"items": found, "product": found[0].product, "qty": found[0].quantity}


def valid_days(said: Said, value: str, scene: Scene) -> None:
    """How many days an offer holds."""
    said["valid_days"] = quotes.days(value)


def decision(said: Said, value: str, scene: Scene) -> None:
    """A yes or a no; a yes up to a discount stays one."""
    if value == "reject" or "max_discount_pct" not in said:
        said["decision"] = "reject" if value == "reject" else "approve"


def max_discount(said: Said, value: str, scene: Scene) -> None:
    """Up to which discount an offer is approved."""
    said["max_discount_pct"] = quotes.percent_off(value, "max_discount_pct")
    if said.get("decision") != "reject":
        said["decision"] = "approve_with_changes"


def step(said: Said, value: str, scene: Scene) -> None:
    """The step of an approval, 0 being whoever made the offer."""
    said["step"] = int(value) if value.isdecimal() else 0


def _percent(name: str) -> Callable[[Said, str, Scene], None]:
    def field(said: Said, value: str, scene: Scene) -> None:
        said[name] = quotes.percent_off(value, name)

    return field


def _line(name: str) -> Callable[[Said, str, Scene], None]:
    def field(said: Said, value: str, scene: Scene) -> None:
        said[name] = clean_line(value)

    return field


def phone(said: Said, value: str, scene: Scene) -> None:
    """A phone number: some digits at least."""
    if sum(letter.isdigit() for letter in value) < 5:
        raise Refused("phone_unreadable", field="phone", asked=clean_line(value)[:60])
    said["phone"] = clean_line(value)


def email(said: Said, value: str, scene: Scene) -> None:
    """A mail address."""
    if not EMAIL.fullmatch(clean_line(value)):
        raise Refused("email_unreadable", field="email", asked=clean_line(value)[:60])
    said["email"] = clean_line(value)


def _date(field: str, value: str, scene: Scene) -> DateSpan:
    found = read_date(value, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    if found is None:
        raise Refused("date_unreadable", field=field, asked=clean_line(value)[:60])
    return found


def near(span: DateSpan, text: str, scene: Scene, *, field: str = "next_at") -> datetime:
    """Return the moment something is to be done: neither before today, nor most of a year ahead without its year."""
    asked = clean_line(text[span.start : span.end])
    if span.at < scene.calendar.day_start(scene.now):
        raise Refused("date_past", field=field, asked=asked, at=span.at)
    if span.at > scene.now + FAR and not YEAR.search(asked):
        raise Refused("date_far", field=field, asked=asked, at=span.at)
    return span.at


def without(value: str, start: int, end: int) -> str:
    """Return a text without the date in it and the words that only lead to it."""
    before = value[:start].rstrip(TRIM)
    for word in PREPOSITIONS:
        before = before.removesuffix(word)
    after = value[end:].strip(TRIM)
    for word in ("之前", "以前", "前"):
        after = after.removeprefix(word)
    return f"{before} {after}".strip(TRIM)


FIELDS: dict[str, Callable[[Said, str, Scene], None]] = {
    "deal": deal,
    "stage": stage,
    "amount": amount,
    "next": next_step,
    "next_step": _line("next_step"),
    "next_at": next_at,
    "close": close,
    "probability": probability,
    "close_date": close,
    "note": note,
    "choice": choice,
    "roles": roles,
    "due": due,
    "to": to,
    "nominee": nominee,
    "vote": vote,
    "phone": phone,
    "email": email,
    "items": quote_items,
    "valid_days": valid_days,
    "decision": decision,
    "max_discount_pct": max_discount,
    "step": step,
    **{name: _percent(name) for name in ("discount_pct", "extra_discount_pct")},
    **{name: _line(name) for name in ("title", "contact", "source", "reason", "what", "doc", "terms")},
    **{name: _line(name) for name in ("payment_terms", "condition", "comment")},
}
