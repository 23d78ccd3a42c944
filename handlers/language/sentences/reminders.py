"""What somebody wants to be reminded of, and reminders put off."""

import re
from datetime import datetime, time, timedelta

from handlers.language.sentences.cues import asked
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over, members_in
from handlers.language.shape import Clause, Shape
from handlers.language.spans.dates import DateSpan
from sales.calendar import instant_of

_REMIND = re.compile(
    r"提醒|叫我|喊我|记得(?:叫|提醒|喊)|别让我忘|闹钟|定个(?:时|闹)|\bremind\b|\breminder\b|\bping me\b|\bnudge me\b|\bdon'?t let me forget\b|\bset (?:a |an )?(?:alarm|reminder)\b|\bpoke me\b|\balert me\b|\bbuzz me\b|\bnotify me\b"
)
_SNOOZE = re.compile(
    r"稍后再?(?:提醒|说)|晚点(?:再)?(?:提醒|说|叫|弄)|推迟提醒|延后提醒|(?:提醒|待办|闹钟).{0,8}(?:推迟|延后|往后|推到|挪|改到|先关|先停|暂停|延)|(?:过|等).{0,8}再(?:提醒|叫|喊)|先别(?:提醒|叫|催)|别催|别再?提醒|先不(?:用)?提醒|再(?:叫|提醒)我|\bsnooze\b|\bremind me (?:again )?later\b|\bnot now\b.{0,12}\b(?:remind|later)|\bpush (?:that|the|this|my)? ?reminders?\b|\bpostpone (?:the |that |my |all )?remind\w*|\bquiet\b.{0,20}\buntil\b|\bmute\b|\bhold (?:my |the |all )?reminders?\b|\bpause (?:my |the |all )?reminders?\b|\bstop reminding\b"
)
_EVERY = re.compile(
    r"每(?:个)?(?:天|周|月|工作日|周[一二三四五六日天])|每(?:逢|到)|\bevery (?:day|week|month|morning|mon|tue|wed|thu|fri|weekday|other)\w*|\bdaily\b|\bweekly\b|\bmonthly\b"
)
_REPEATS = (
    ("workdays", r"工作日|weekday"),
    ("weekly", r"周|week|mon|tue|wed|thu|fri|sat|sun"),
    ("monthly", r"月|month"),
    ("daily", r""),
)


def read_snooze(shape: Shape) -> Meaning | None:
    """Read that a reminder is put off."""
    line = shape.line
    if not _SNOOZE.search(line) or (asked(line) and not re.search(r"能不能|可以吗|can you", line)):
        return None
    until = _moment_of(shape, [span.value for _, span in shape.all("date")])
    more: Said = {"until": until} if until else {}
    if re.search(r"所有|全部|\ball\b|everything|都", line):
        more["scope"] = "all"
    return Meaning("reminder_snooze", {"more": more}, deals_in(shape))


def read_reminder(shape: Shape) -> Meaning | None:
    """Read a wish to be reminded."""
    line = shape.line
    found = _REMIND.search(line)
    if found is None or re.search(
        r"^\W*(?:do|did|does|was|have|has|who|what|why)\b|什么时候|哪些提醒|不用提醒|别提醒|不要提醒|\b(?:don'?t|no need to|stop|thanks for|did you|that reminds) remind|\breminds me of\b|客户提醒|提醒过|提醒了",
        line,
    ):
        return None
    more: Said = {}
    days = [span for _, span in shape.all("date")]
    read = [span.value for span in days if isinstance(span.value, DateSpan)]
    if at := _moment_of(shape, [span.value for span in days]):
        more["at"] = at
    if every := _EVERY.search(line):
        more["repeat"] = next(name for name, words in _REPEATS if re.search(words, every[0]))
        more.setdefault("at", _first_of(shape, every[0]))
    elif repeat := next((day.repeat for day in read if day.repeat), None):
        more["repeat"] = {"day": "daily", "workday": "workdays"}.get(repeat, _unit(repeat))
    people = members_in(shape)
    whom = next((one for place, one in people if found.end() <= place <= found.end() + 2), None)
    if whom is not None:
        more["for"] = whom
    cuts = [(place, place + 1) for place, _ in shape.all("date")] + [found.span()]
    cuts += [(place, place + 1) for place, _ in shape.all("deal")] if deals_in(shape) else []
    cuts += [(place, place + 1) for place, one in people if one is whom]
    rest = left_over(shape, Clause(0, len(line)), cuts)
    rest = re.sub(
        r"^(?:请|麻烦|帮我|帮忙|到时候?|记得|要|我|一下|下|的时候|在|设(?:置|个)?|定(?:个|一个)?|个|，|,|：|:|\s|(?:please|pls|can you|could you|set|a|an|hey|hi|me|to|about|that|at|on|for|in|by|and|of|the|re|put|end|every|each|i need to|i have to|i should)(?![a-z])|，|给)+",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    rest = re.sub(
        r"(?:的时候|吧|哈|了|谢谢|\s|,|，|(?<![a-z])(?:thanks|please|pls|at|on|in|by|for|me|about|here))+$",
        "",
        rest,
        flags=re.IGNORECASE,
    ).strip(TRIM)
    if rest:
        more["what"] = rest
    if "at" not in more:
        return Meaning("when")
    return Meaning("reminder_set", {"more": more}, deals_in(shape))


def _unit(repeat: str) -> str:
    return "monthly" if "month" in repeat else "weekly"


def _moment_of(shape: Shape, days: list[object]) -> datetime | None:
    """When somebody wants to hear of it: the day and the hour that were named, nine where no hour was."""
    scene = shape.scene
    found = [day for day in days if isinstance(day, DateSpan)]
    if not found:
        return None
    day = found[0].at
    timed = next((one for one in found if one.has_time), None)
    if timed is None:
        return instant_of(day.astimezone(scene.zone).date(), time(9), scene.zone)
    if timed is found[0]:
        return timed.at
    return instant_of(day.astimezone(scene.zone).date(), timed.at.astimezone(scene.zone).time(), scene.zone)


def _first_of(shape: Shape, every: str) -> datetime | None:
    """The first of a repeated reminder whose day was not read: the first of next month, else tomorrow at nine."""
    scene = shape.scene
    today = scene.now.astimezone(scene.zone).date()
    if re.search("月|month", every):
        first = re.search(r"(\\d{1,2})(?:号|日|st|nd|rd|th)", shape.line)
        later = (today.replace(day=1) + timedelta(days=32)).replace(day=min(28, int(first[1]) if first else 1))
        return instant_of(later, time(9), scene.zone)
    return instant_of(today + timedelta(days=1), time(9), scene.zone)
