"""The dates in a message, in Chinese, English or both.

Bare dates look forward from now: a weekday is the next one (said on a Monday, Monday and 周一 are next week's, but
周一 is today at a time that is said and still ahead), a day of the month or year the next one, today included. 本周五
and "this Friday" stay in this week even when it has passed; 下周五 and "next Friday" are always next week's, weeks being
Monday to Sunday. The end of a week is its Friday. Hours one to six without am, pm or a part of the day are in the
afternoon.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from handlers.language.spans import (
    between,
    dates_en,
    dates_zh,
    feasts,
    lengths,
    periods_en,
    repeats,
    several,
    times_en,
    times_zh,
    weekdays_en,
    years_en,
)
from handlers.language.spans.days import Clock, Day, Part, Precision, Stay, Value, WorkCalendar, on
from handlers.language.spans.numerals import EN_WORD
from handlers.language.spans.phrases import Phrase, borrowed, instant, join_phrases, join_spans
from handlers.language.spans.rules import Grammar, plain
from handlers.language.spans.zones import Abroad, abroad
from sales.calendar import instant_of

__all__ = ["DateSpan", "Part", "Precision", "WorkCalendar", "find_dates", "read_date"]

_LEAD = re.compile(r"\s*(?:(?:by|on|at|before|until|till|in|from|for|到|至|从|自|在|于|截至|截止到?) ?)?")
_ABOUT = re.compile(r" ?(?:左右|前后|上下|or so|ish|-ish|or thereabouts)(?![a-z])")
_TAIL = re.compile(r"(?:左右|前后| or so)?(?:之?前|以前|以内|之?内|为止)?[\s.。!]*")

# What an English date can begin with: other words need no rule.
_WORD_STARTS = "|".join(
    (
        rf"(?:{dates_en.MONTHS}|{'|'.join([*weekdays_en.MISSPELT, *dates_en.ORDINALS])}|{EN_WORD}|{feasts.ENGLISH})",
        r"(?:mon|tue|wed|thu|fri|sat|sun|to[dnm]|td|yes|yst|y'?d|tm|tml|day|week|wk|year|yr|month|mth|quarter|qtr|mid|noon)",
        r"(?:a[nt]?|around|by|on|in|for|from|the|this|current|ne?xt|last|past|previous|coming|upcoming|following) ",
        r"(?:with|between |before |after|lunch|post[ -]|pre[ -]|until |till |around |same time|within |over )",
        r"(?:q[1-4]|h[12]|w/?[cbe] |cw|kw|eo|cob|now|half |quarter|couple |few |several |rest |early|late|start|beginning|close|end)",
        r"(?:back end|tail end|latter|every|each|workdays|daily|weekly|biweekly|fortnightly|calendar|first|second|third|fourth|twenty|thirt)",
        r"(?:morning|afternoon|arvo|evening|night|lunchtime|[mqy]td)",
    )
)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a text: `at` is the day or moment to note, `until` the last day or moment of a span.

    `other` is the day it would be with day and month the other way round, where nothing says which (3/4).
    """

    start: int
    end: int
    at: datetime
    has_time: bool
    precision: Precision
    until: datetime | None = None
    part: Part | None = None
    repeat: str | None = None
    other: datetime | None = None

    @property
    def kind(self) -> Literal["repeat", "period", "point", "day"]:
        """What was said: a rhythm, a stretch of time, a moment or a day."""
        if self.repeat:
            return "repeat"
        return "period" if self.until else "point" if self.has_time else "day"

    @property
    def fuzzy(self) -> bool:
        """Whether no single day or moment was said."""
        return self.precision not in ("minute", "day")


_TOMORROW = re.compile("名天|明田|明添|鸣天")  # as it is often typed
# "提醒我一下周五": a little, and Friday, not next Friday; 周一下午 is Monday afternoon.
_A_LITTLE = re.compile(r"(?<![周期拜十初])一下(?=\s*下?下?个?(?:周|礼拜|星期)[一二三四五六日天末\d]|下午)")


def find_dates(
    text: str, *, now: datetime, zone: ZoneInfo, calendar: WorkCalendar, forward: bool = True
) -> list[DateSpan]:
    """Return the dates of a text in its order; `forward=False` reads bare ones as the last, for what has happened."""
    whole = _TOMORROW.sub("明天", _A_LITTLE.sub("  ", plain(text)))
    clock = Clock(now.astimezone(zone), zone, calendar, forward)
    elsewhere = abroad(whole, zone)
    letters = elsewhere.text if elsewhere else whole
    finds = grammar().find(letters, clock)
    if "《" in letters:
        finds = [find for find in finds if not _in_a_title(letters, find.start)]
    phrases = join_phrases(letters, finds, clock)
    said = borrowed(letters, list(join_spans(letters, phrases, clock)), clock)
    found = [_resolved(letters, phrase, clock) for phrase in said]
    if elsewhere is None:
        return found
    alone = len(elsewhere.cuts) == 1 and sum(day.has_time for day in found) == 1  # its place does not matter
    return [_moved(day, elsewhere, zone, elsewhere.cuts[0][2] if alone else None) for day in found]


def _moved(day: DateSpan, elsewhere: Abroad, home: ZoneInfo, only: ZoneInfo | None) -> DateSpan:
    """A date in the places of the whole text, its hour by the clock of the zone that was said with it."""
    start, end, beside = elsewhere.around(day.start, day.end)
    zone = beside or only
    if zone is None or not day.has_time:
        return replace(day, start=elsewhere.place(day.start), end=elsewhere.place(day.end))
    at = day.at.astimezone(home).replace(tzinfo=zone).astimezone(UTC)
    until = day.until and day.until.astimezone(home).replace(tzinfo=zone).astimezone(UTC)
    return replace(day, start=start, end=end, at=at, until=until)


def read_date(
    text: str, *, now: datetime, zone: ZoneInfo, calendar: WorkCalendar, forward: bool = True
) -> DateSpan | None:
    """Return the date a text is, or nothing if it is more or less than one date."""
    found = find_dates(text, now=now, zone=zone, calendar=calendar, forward=forward) if len(text) < 100 else []
    if len(found) != 1:
        return None
    letters = plain(text)
    alone = _LEAD.fullmatch(letters[: found[0].start]) and _TAIL.fullmatch(letters[found[0].end :])
    return found[0] if alone else None


@cache
def grammar() -> Grammar[Clock, Value]:
    """Return the rules for dates of both languages."""
    return Grammar(
        "".join(part.HAN_STARTS for part in (lengths, several, repeats, feasts, times_zh, dates_zh)),
        {
            "number": lengths.NUMBER_RULES
            + between.NUMBER_RULES
            + times_en.NUMBER_RULES
            + times_zh.NUMBER_RULES
            + feasts.NUMBER_RULES
            + several.NUMBER_RULES
            + dates_zh.NUMBER_RULES
            + periods_en.NUMBER_RULES
            + weekdays_en.NUMBER_RULES
            + dates_en.NUMBER_RULES,
            "han": lengths.HAN_RULES
            + feasts.HAN_RULES
            + several.HAN_RULES
            + repeats.HAN_RULES
            + times_zh.FIRST_HAN_RULES
            + dates_zh.HAN_RULES
            + times_zh.HAN_RULES,
            "word": several.WORD_RULES
            + repeats.WORD_RULES
            + years_en.WORD_RULES
            + between.WORD_RULES
            + dates_zh.WORD_RULES
            + lengths.WORD_RULES
            + feasts.WORD_RULES
            + times_en.WORD_RULES
            + weekdays_en.WORD_RULES
            + dates_en.WORD_RULES
            + periods_en.WORD_RULES,
        },
        word_starts=_WORD_STARTS,
    )


def _in_a_title(letters: str, start: int) -> bool:
    """Whether a place is inside 《…》."""
    before = letters[max(start - 60, 0) : start]
    return before.rfind("《") > before.rfind("》")


def _lasting(phrase: Phrase, stay: Stay, at: datetime, clock: Clock) -> datetime:
    """Return the last day or moment of what lasts so long."""
    if phrase.time:
        return (at.astimezone(clock.zone) + stay.length).astimezone(UTC)
    first = at.astimezone(clock.zone).date()
    return instant_of(max(first, stay.end(first)), time(), clock.zone)


def _turned(letters: str, phrase: Phrase, clock: Clock) -> datetime | None:
    """Return the day that 3/4 means to those who write the day first; in Chinese it is always the month."""
    slashed = next((find.match for find in phrase.finds if find.rule.read is dates_en.slashed), None)
    if slashed is None or not letters.isascii() or len(phrase.finds) > 1:
        return None
    month, day, said = int(slashed["month"]), int(slashed["day"]), slashed["year"]
    if month > 12 or day > 12 or month == day:
        return None
    year = int(said or 0) + (2000 if len(said) == 2 else 0)
    turned = on(year, day, month) if said else clock.yearly(day, month)
    return instant_of(turned, time(), clock.zone) if turned else None


def _resolved(letters: str, phrase: Phrase, clock: Clock) -> DateSpan:
    """Return the phrase as instants."""
    at, timed = instant(phrase, clock), bool(phrase.time or phrase.moment)
    until: datetime | None = None
    if phrase.last and phrase.last.day and phrase.last.day.last and not phrase.last.time:
        until = instant_of(phrase.last.day.last, time(), clock.zone)
    elif phrase.last:
        until = instant(phrase.last, clock, after=at)
    elif phrase.stay and (phrase.day or phrase.time):
        until = _lasting(phrase, phrase.stay, at, clock)
    elif phrase.time and phrase.time.until:
        until = instant(replace(phrase, time=phrase.time.until), clock, after=at)
    elif phrase.day and phrase.day.last and not timed:
        until = instant_of(phrase.day.last, time(), clock.zone)
    day = phrase.day or Day(clock.today)
    precision: Precision = "minute" if timed else day.precision
    if precision == "day" and _ABOUT.match(letters, phrase.end):
        precision = "fuzzy"
    later = until if until and until >= at else None
    other = _turned(letters, phrase, clock) if not timed and later is None else None
    return DateSpan(phrase.start, phrase.end, at, timed, precision, later, phrase.part, day.repeat, other)
