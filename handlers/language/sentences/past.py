"""Days that are over: on which something was done, though their name might mean the next one."""

import re
from datetime import timedelta

from handlers.language.sentences.news import DONE, WILL, Part
from handlers.language.shape import Shape, signs
from handlers.language.spans.dates import DateSpan, find_dates

# A clause that tells what was begun or done on the day it names.
_BEGAN = signs(
    r"\b(?:started|began|kicked off|launched|opened)\b(?! to)|'d (?=<date>)|(?:^\W*(?:i |we |just |<member> |<deal> )*|\b(?:i|we|they|he|she|who) (?:just |also |both )?|(?=[a-z]+ed (?:the|our|it|us|their|them|an?|my|all|both)\b))\b(?!(?:re)?schedul|plann|(?:re|pre)?book|need|expect|postpon|delay|mov|push|invit|pencil|promis|commit|interest|excit|concern|delight|target|slat|want|ask|request|requir|hop|offer|propos|suggest|agre|confirm|propos)[a-z]{3,}ed\b|(?<!is )(?<!are )(?<!be )\b(?!(?:re)?schedul|plann|(?:re|pre)?book|expect|mov|push|delay|shift|postpon|promis|fix|slat|arrang|ask|agre|need|want|invit|confirm|pencil|call)[a-z]{3,}ed (?:on |last )?<date>|\bsaid (?:yes|no|ok|maybe)\b|<date>[^，,。]{0,3}[开去发寄讲做聊见谈交来签打提]的(?!时候|话)"
)
_FAR = timedelta(days=270)  # nobody plans so far ahead without a year
_WEEKEND = re.compile(r"(?!下|next)(?:这|本|the |this )?(?:周末|weekend)", re.IGNORECASE)
_TO_BE = re.compile(r"\b(?:to be|gets?|getting|be) \w{2,}(?:ed|t|n)\b")
_LONG_AGO = timedelta(days=60)


def was(part: Part, day: DateSpan) -> bool:
    """Whether it is told what was done on the last day of a name, which might be the next one."""
    if WILL.search(part.line) or _TO_BE.search(part.line):
        return False
    far = day.at - part.shape.scene.now > _FAR
    told = DONE.search(part.line) or part.news.did or _BEGAN.search(part.line)
    return lately(part.shape, day) and bool(told or far)


def lately(shape: Shape, day: DateSpan) -> bool:
    """Whether the last day of a name is not long ago, or is today."""
    now = shape.scene.now
    ago = timedelta() <= now - back(shape, day).at < _LONG_AGO
    if day.has_time and day.at > now:
        return ago
    return ago or day.at - now < timedelta(hours=15) or bool(_WEEKEND.match(shape.text, day.start, day.end))


def back(shape: Shape, day: DateSpan) -> DateSpan:
    """A day on which something was done, read as the last one of its name."""
    scene = shape.scene
    if day.at <= scene.now:
        return day
    text = shape.text[day.start : day.end]
    found = find_dates(text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=False)
    return found[0] if found and found[0].at <= scene.now else day
