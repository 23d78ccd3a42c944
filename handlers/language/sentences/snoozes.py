"""Reminders that are put off: which ones, and until when."""

import re
from datetime import datetime

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in
from handlers.language.sentences.moments import moment_after, moment_of
from handlers.language.shape import Shape, Span
from handlers.language.spans.dates import DateSpan

_ALL = any_of(
    "所有 全部 一切 统统 都 全都 通通",
    "all, everything, every reminder, every one of, each, any reminders?, my reminders, (?:snooze|pause|mute|hold|stop|postpone) reminders",
)
_PIVOT = re.compile(r"(?:到|至|再|成|为|等|\bto|\buntil|\btill|\btil|\bbefore|\bfor) ?(?:the |next )?$")


def as_snooze(shape: Shape) -> Meaning | None:
    """Return until when a line puts off which reminders; None where it names no moment."""
    until = _until(shape)
    return _put_off(shape, until) if until else None


def _put_off(shape: Shape, until: datetime | None) -> Meaning:
    more: Said = {"until": until} if until else {}
    deals = deals_in(shape)
    if not deals and _ALL.search(shape.line):
        more["scope"] = "all"
    return Meaning("reminder_snooze", {"more": more}, deals)


def _ahead_of(shape: Shape, span: Span) -> bool:
    """Whether a day is still to come: "not today" tells no end."""
    return not isinstance(span.value, DateSpan) or span.value.at > shape.scene.now or bool(span.value.until)


def _has_begun(shape: Shape, span: Span) -> bool:
    return isinstance(span.value, DateSpan) and span.value.at <= shape.scene.now


def _until(shape: Shape) -> datetime | None:
    """Return the moment that was named last, or when the time that was named is over."""
    days = [(place, span) for place, span in shape.all("date") if _ahead_of(shape, span)]
    after = next((no for no, (place, _) in enumerate(days) if no and _PIVOT.search(shape.line[:place])), 0)
    if not after and len(days) > 1 and _has_begun(shape, days[0][1]):
        after = 1  # not this week: on Monday
    return moment_of(shape, [span for _, span in days[after:]]) or moment_after(shape)
