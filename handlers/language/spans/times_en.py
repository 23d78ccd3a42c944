"""How both languages say a time of day."""

import re

from handlers.language.spans.between import half_day
from handlers.language.spans.dates_en import behind
from handlers.language.spans.days import Clock, Hours, Part, Time, Value, clock_hour
from handlers.language.spans.numerals import EN_WORD, in_words, whole
from handlers.language.spans.rules import NUMBER_ALONE, Rule

Words = re.Match[str]

_END_OF_DAY = 18
_HOUR = r"(?P<hour>2[0-4]|1\d|0?\d)"
_HALF_DAY = r"(?P<half>am|pm|a\.m\.?|p\.m\.?)"
_MEETING = behind(
    "me", "us", "you", "them", "call", "meet", "meeting", "demo", "sync", "back", "start", "starts", "starting"
)
_EN_MINUTE = (
    r"(?P<minute>(?:twenty|thirty|forty|fifty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|ten|fifteen)"
)
_EN_PARTS: dict[str, Part] = {
    "morning": "morning",
    "noon": "noon",
    "afternoon": "afternoon",
    "arvo": "afternoon",
    "lunchtime": "noon",
    "evening": "evening",
    "night": "evening",
}


_PARTS_OF_AN_HOUR = {"half": 30, "quarter": 15, "a quarter": 15}


def _western(words: Words, _clock: Clock) -> Time | None:
    """Read 14:30, 3pm, 3:30 pm; without am or pm the hours up to twelve stay open unless a zero leads."""
    said, half = words["hour"], words["half"]
    minute, hour = int(words["minute"] or 0), half_day(int(said), half)
    if hour is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return Time(hour, minute, open=not half and 1 <= hour <= 12 and not said.startswith("0"))


def _named(hour: int) -> Rule[Clock, Value]:
    words = {12: "(?:12 )?noon|midday", 24: "midnight"}[hour]
    return TimeRule(rf"(?:at )?(?:{words})(?![a-z])", lambda _words, _clock: Time(hour))


def end_of_day(_words: Words, _clock: Clock) -> Time:
    return Time(_END_OF_DAY)


def _oclock(words: Words, _clock: Clock) -> Time | None:
    hour = whole(words["hour"])
    return Time(hour, open=hour <= 12) if 1 <= hour <= 23 else None


def _past_or_to(words: Words, _clock: Clock) -> Time | None:
    """Read "half past 3" and "quarter to 4"."""
    said = words["minute"]
    minute = _PARTS_OF_AN_HOUR.get(said) or int(said if said.isdigit() else in_words(said))
    hour = whole(words["hour"])
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return (
        Time(hour, minute, open=True) if words["way"] == "past" else Time((hour + 10) % 12 + 1, 60 - minute, open=True)
    )


def _half(words: Words, _clock: Clock) -> Time | None:
    """Read "half three" as the British say it: half past three."""
    hour = whole(words["hour"])
    return Time(hour, 30, open=True) if 1 <= hour <= 12 else None


def _spoken(words: Words, _clock: Clock) -> Time | None:
    """Read three thirty pm."""
    said, half = whole(words["hour"]), words["half"]
    hour = half_day(said, half) if 1 <= said <= 12 else None
    minute = int(in_words(words["minute"])) if words["minute"] else 0
    return None if hour is None else Time(hour, minute, open=not half)


def _bare(words: Words, _clock: Clock) -> Time | None:
    hour = int(words["hour"])
    return Time(hour, open=hour <= 12) if 1 <= hour <= 23 else None


def _english_part(words: Words, _clock: Clock) -> Hours:
    return Hours(_EN_PARTS[words["part"]])


def _hour_in_part(words: Words, _clock: Clock) -> Time | None:
    """Read "5 in the morning", "at one in the afternoon"."""
    hour, part = whole(words["hour"]), _EN_PARTS[words["part"]]
    if not 1 <= hour <= 12:
        return None
    return Time(clock_hour(Time(hour, open=True), part), int(words["minute"] or 0))


def _hours_in_part(words: Words, _clock: Clock) -> Time | None:
    """Read "between 5 and 6 in the afternoon"."""
    part = _EN_PARTS[words["part"]]
    first, last = (clock_hour(Time(whole(words[name]), open=True), part) for name in ("hour", "until"))
    return Time(first, until=Time(last)) if first < last else None


TimeRule = Rule[Clock, Value]
_IN_THE = r"(?:in the |at (?=night))(?P<part>morning|afternoon|evening|night)"
_END = r"(?![a-z0-9])(?!:\d)"
_DAY_BEFORE = behind(
    "today",
    "tonight",
    "tomorrow",
    "tmrw",
    "tmr",
    "at",
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tues", "weds", "thurs"),
)
_MINUTE_WORD = r"(?:twenty|thirty|forty|fifty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|five|ten|fifteen|sixteen|eighteen"
_HOUR_ENDS = r"(?![\da-z:%-])(?=$|[.,;!?)]| (?:on|today|tonight|tomorrow|tmrw|tmr|this|next|with|for|mon|tue|wed|thu|fri|sat|sun))"

NUMBER_RULES = (
    TimeRule(
        rf"{behind('at', 'by', 'before', 'after', 'until', 'till', 'from', '@')}(?P<hour>1[0-2]|[1-9])(?::(?P<minute>[0-5]\d))?(?P<half>[ap])(?![a-z0-9])",
        _western,
    ),
    TimeRule(rf"{NUMBER_ALONE}(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d))? {_IN_THE}{_END}", _hour_in_part),
    TimeRule(rf"{NUMBER_ALONE}(?P<hour>1[0-2]|0?[1-9])(?P<minute>) ?ish(?P<half>)(?![a-z])", _western),
    TimeRule(rf"{NUMBER_ALONE}(?P<hour>1[0-2]|[1-9])(?P<minute>)(?P<half>)(?=,? (?:tonight|tonite)\b)", _western),
    TimeRule(rf"{NUMBER_ALONE}{_HOUR}:(?P<minute>[0-5]\d)(?::[0-5]\d)?(?: ?{_HALF_DAY})?{_END}", _western),
    TimeRule(rf"(?<=\d\dt){_HOUR}:(?P<minute>[0-5]\d)(?P<half>)(?::[0-5]\d)?(?![\d:])", _western),
    TimeRule(rf"{NUMBER_ALONE}(?P<hour>1[0-2]|0?[1-9])(?P<minute>) ?{_HALF_DAY}{_END}", _western),
    TimeRule(rf"{NUMBER_ALONE}(?P<hour>1[0-2]|0?[1-9])(?P<minute>[0-5]\d) ?{_HALF_DAY}{_END}", _western),
    TimeRule(rf"{NUMBER_ALONE}(?P<hour>1[0-2]|0?[1-9])\.(?P<minute>[0-5]\d) ?{_HALF_DAY}{_END}", _western),
    TimeRule(r"(?<![\d.:a-z])(?P<hour>2[0-3]|1\d|[1-9]) o'? ?clock(?![a-z])", _oclock),
    TimeRule(
        rf"(?<![\d.:a-z])(?P<minute>\d{{1,2}})(?: min(?:ute)?s?)? (?P<way>past) (?P<hour>1[0-2]|[1-9]|{EN_WORD})(?![\d:,%a-z/-]|\.\d)",
        _past_or_to,
    ),
    TimeRule(
        rf"{NUMBER_ALONE}(?P<hour>1[0-2]|[1-9])(?P<minute>)(?P<half>)(?= (?:tomorrow|tmrw|tmr|this|(?:mon|tues|wednes|thurs|fri)day)"
        r" (?:morning|afternoon|evening|night)\b)",
        _western,
        weak=True,
    ),
    TimeRule(r"12 noon(?![a-z])", lambda _words, _clock: Time(12)),
    TimeRule(rf"{NUMBER_ALONE}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<half>) ?(?:hrs?|hours)(?![a-z])", _western),
    TimeRule(rf"{NUMBER_ALONE}(?P<hour>1\d|2[0-3]|0\d|[3-9])h(?P<minute>[0-5]\d)(?P<half>)(?![a-z\d])", _western),
    TimeRule(
        rf"{_DAY_BEFORE}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])(?P<half>)(?=$|[.,;!?)]| (?:for|with|at|in|to|call|demo)\b)",
        _western,
        weak=True,
    ),
    TimeRule(
        rf"{_DAY_BEFORE}(?P<hour>1\d|2[0-3]|0?[1-9])\.(?P<minute>[0-5]\d)(?P<half>)(?=$|[,;!?)]|\.(?:\s|$)| (?:for|with|at|in|to|call|demo|sharp)\b)",
        _western,
        weak=True,
    ),
    TimeRule(
        rf"{behind('today', 'tomorrow', 'tmrw', 'tmr')}(?P<hour>1\d|2[0-3]|[1-9])(?=$|[,;!?)]|\.(?:\s|$)| (?:to|for|with|sharp)\b)",
        _bare,
        weak=True,
    ),
    TimeRule(
        r"(?:(?<=@)|(?<=@ ))(?P<hour>1\d|2[0-3]|[1-9])(?![\d:%a-z/$-]|[.,]\d|[^\x00-\x7f]| ?(?:k|m|percent|seats|users)\b)",
        _bare,
        weak=True,
    ),
)
WORD_RULES = (
    TimeRule(
        rf"in the (?P<part>morning|afternoon|evening) at (?P<hour>1[0-2]|0?[1-9]|{EN_WORD})(?::(?P<minute>[0-5]\d))?{_END}",
        _hour_in_part,
    ),
    TimeRule(rf"(?:at )?(?P<hour>{EN_WORD})(?P<minute>) {_IN_THE}{_END}", _hour_in_part),
    TimeRule(
        rf"(?:between|from) (?P<hour>1[0-2]|[1-9]|{EN_WORD}) (?:and|to|till|until) (?P<until>1[0-2]|[1-9]|{EN_WORD}) {_IN_THE}{_END}",
        _hours_in_part,
    ),
    TimeRule(
        rf"(?:{_MEETING})at (?P<hour>1[0-2]|[1-9])(?![\d:%a-z/$-]|[.,]\d|[^\x00-\x7f]| ?(?:k|m|percent|seats|users|past|min|am|pm|a\.m|p\.m))",
        _bare,
    ),
    TimeRule(
        r"(?:eod|cob|eob|close of business|end of business|close of play|end of (?:the )?(?:business )?day|end of(?= (?:today|tomorrow|tmrw|(?:mon|tues|wednes|thurs|fri)day|mon|tue|wed|thu|fri)\b)|end of play)(?![a-z])",
        end_of_day,
    ),
    _named(12),
    _named(24),
    TimeRule(
        rf"(?:at )?(?P<minute>half|a quarter|quarter|{_MINUTE_WORD})(?: minutes?)? (?P<way>past|to) (?P<hour>1[0-2]|[1-9]|{EN_WORD})(?![a-z\d:])",
        _past_or_to,
    ),
    TimeRule(r"(?:by|before|until) lunch(?:time)?(?![a-z])", lambda _words, _clock: Time(12)),
    TimeRule(rf"(?:at |by |@ ?)half (?P<way>)(?P<hour>1[0-2]|[1-9]|{EN_WORD}){_HOUR_ENDS}", _half),
    TimeRule(rf"half (?P<way>)(?P<hour>1[0-2]|[1-9]|{EN_WORD}){_HOUR_ENDS}", _half, weak=True),
    TimeRule(rf"(?P<hour>{EN_WORD}) o'? ?clock(?![a-z])", _oclock),
    TimeRule(
        r"(?:at|by|@|around) (?P<hour>1\d|2[0-3]|[1-9])(?![\d:%a-z/$-]|[.,]\d|[^\x00-\x7f]|, ?\d| ?(?:of )?(?:the )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)| ?(?:k|m|percent|seats|users|past|min|am|pm|a\.m|p\.m))",
        _bare,
        weak=True,
    ),
    TimeRule(
        r"(?:after|before|until|till|from) (?P<hour>1[0-2]|[1-9])(?= (?:on |this |next )?(?:mon|tue|wed|thu|fri|sat|sun|tomorrow|today|tmrw))",
        _bare,
        weak=True,
    ),
    TimeRule(r"at (?P<hour>1[0-2]|[1-9])\.(?P<minute>[0-5]\d)(?P<half>)(?![\d%a-z])", _western, weak=True),
    TimeRule(
        rf"(?:at )?(?P<hour>{EN_WORD})(?:[ -]{_EN_MINUTE})? (?P<half>am|pm|a\.m\.?|p\.m\.?)(?![a-z])",
        _spoken,
    ),
    TimeRule(
        rf"at (?P<hour>{EN_WORD})(?:[ -]{_EN_MINUTE})?(?P<half>)(?![a-z])",
        _spoken,
        weak=True,
    ),
    TimeRule(
        r"(?:in the |at )?(?:early |late )?(?P<part>morning|afternoon|arvo|evening|night|noon|lunchtime)(?![a-z])",
        _english_part,
        weak=True,
    ),
)
