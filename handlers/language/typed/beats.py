"""When something shall be posted: off, on, or at a time, perhaps on one day of the week."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from handlers.language.spans.dates import find_dates
from sales.calendar import WorkCalendar

_SWITCH = re.compile(
    r"(?:(?P<off>off|stop|pause|关闭|关掉|关了|关|暂停|停掉|停|取消)|(?P<on>on|resume|start|开启|打开|恢复|开))(?![a-z])",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:at|to|every|from|改到|改成|改为|设为|每)\s*", re.IGNORECASE)
_DAY = re.compile(r"周|星期|礼拜|\b(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:from now on|going forward|please|pls|each day|starting (?:now|today))\b|以后|今后|从今天起|(?:开始|吧|哈|谢谢)\s*$",
    re.IGNORECASE,
)
_DAILY = re.compile(r"(?:天|day|daily)\s*", re.IGNORECASE)
# A time on the clock is meant as it is written; only words such as "3pm" or 下午三点 have to be understood.
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:\s*[:：点时](?P<minute>\d{2}|半)?分?)?(?![\d:：]|\s*[ap]\.?m)", re.IGNORECASE)
KINDS = {
    "standup": ("standup", "stand-up", "站会"),
    "digest": ("digest", "日报"),
    "morning": ("morning", "早报"),
    "praise": ("praise", "weekly praise", "表扬", "周表扬"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, and the words that follow it."""

    on: bool | None
    at: time | None
    weekday: int | None
    rest: str


def read_beat(text: str, *, now: datetime, zone: ZoneInfo, calendar: WorkCalendar) -> Wanted | None:
    """Return what a text that begins with a time, on or off asks for; None when it begins otherwise."""
    text = _ASIDE.sub(" ", text).strip(" ,，")
    if switch := _SWITCH.match(text):
        return Wanted(switch["on"] is not None, None, None, text[switch.end() :].strip(" ,，"))
    lead = _AT.match(text)
    body = text[lead.end() :] if lead else text
    body = _DAILY.sub("", body, count=1) if lead and _DAILY.match(body) else body
    if clock := _CLOCK.match(body):
        hour, minute = int(clock["hour"]), 30 if clock["minute"] == "半" else int(clock["minute"] or 0)
        if hour < 24 and minute < 60:
            return Wanted(True, time(hour, minute), None, body[clock.end() :].strip(" ,，"))
    found = find_dates(body[:60], now=now, zone=zone, calendar=calendar)
    if not found or found[0].start > 0 or not found[0].has_time:
        return None
    local = found[0].at.astimezone(zone)
    weekday = local.weekday() if _DAY.search(body[: found[0].end]) else None
    return Wanted(True, time(local.hour, local.minute), weekday, body[found[0].end :].strip(" ,，"))


def kind_of(text: str) -> tuple[str, str] | None:
    """Return which post a text begins with, and what follows."""
    folded = text.casefold()
    words = sorted(((word, kind) for kind, names in KINDS.items() for word in names), key=lambda one: -len(one[0]))
    for word, kind in words:
        if folded.startswith(word):
            return kind, text[len(word) :].strip(" ,，:：")
    return None
