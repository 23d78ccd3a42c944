"""How English names days: today, weekdays, Dec 31st, 12/31."""

from dataclasses import replace
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from handlers.language.spans.days import Clock, Day, Part, on
from handlers.language.spans.periods import DateRule, Words, every, now_itself, weekend
from handlers.language.spans.rules import NUMBER_ALONE

MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
)
STEPS = {
    "following": 1,
    "this": 0,
    "current": 0,
    "next": 1,
    "nxt": 1,
    "coming": 1,
    "upcoming": 1,
    "last": -1,
    "past": -1,
    "previous": -1,
}
MONTHS = MONTH.replace("?P<month>", "?:")
AND_YEAR = r"(?:(?: ?, ?| of |[ -])?(?P<year>(?:19|20)\d\d)(?!\d|-\d))?"
END = r"(?![a-z0-9_])"
_STEP = r"(?P<rel>this|ne?xt|following|last|past|coming|previous|upcoming)"
_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_NAMED = {
    "today": 0,
    "tonight": 0,
    "tonite": 0,
    "day before yesterday": -2,
}
_TOMORROW = "tomorrow|tmrw|tmr|tmw|tml|tomoz|tomo|tomorow|tommorow|tommorrow|tomrrow|tomorro|tmorrow|tommorw|2moro|2mrw"
_TODAY = "today|tday|tdy|2day|todya"
_YESTERDAY = "yesterday|yesteday|yesterdy|yday|y'day|ystd|yest"
_NAMED |= dict.fromkeys(_TODAY.split("|"), 0) | dict.fromkeys(_YESTERDAY.split("|"), -1)
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_DATE_END = (
    r"(?:st|nd|rd|th)?(?![\da-z%]|[.,:/]\d)(?! (?:seats|users|licenses|licences|deals|people|clinics|units|week|wk)\b)"
)
MISSPELT = {
    **dict.fromkeys(("wednsday", "wendesday", "wedensday", "wednesady"), "wednesday"),
    **dict.fromkeys(("thrusday", "thursady", "thurday", "thursdy"), "thursday"),
    **dict.fromkeys(("tuseday", "teusday", "tusday", "tuesady"), "tuesday"),
    **dict.fromkeys(("firday", "friady", "frday", "fridya"), "friday"),
    **dict.fromkeys(("monady", "modnay", "mondy"), "monday"),
}
_WEEKDAY = (
    r"(?P<weekday>mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?"
    r"|mon|tues?|weds?|thurs?|thu|fri|{misspelt})".replace("{misspelt}", "|".join(MISSPELT))
)
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"thirtieth": 30}
_PARTS: dict[str, Part] = {
    "morning": "morning",
    "afternoon": "afternoon",
    "arvo": "afternoon",
    "evening": "evening",
    "night": "evening",
}
_PARTS |= {"am": "morning", "pm": "afternoon"}
_PART = r"(?: (?:early |late )?(?P<part>morning|afternoon|arvo|evening|night|am|pm)(?![a-z]))?"
_AFTER_ORDINAL = (
    r"(?=\s*$|[.,;!?)\n]|[^\x00-\x7f]| ?[-~]| (?:to|through|and|or|at|for|if|we|i|they|he|she|it|so|but|is|works|was"
    r"|please|pls|then|with|from|until|till|latest|morning|afternoon|evening|in|on|before|after|because|as|unless"
    r"|will|can|around|by|when)\b| \d)"
)


def behind(*words: str) -> str:
    """Return a pattern that holds after any of these words and a space."""
    return "(?:" + "|".join(f"(?<=\\b{word} )" for word in words) + ")"


def month_number(said: str) -> int:
    """Return the number of a month written in letters."""
    return _MONTH_NAMES.index(said[:3]) + 1


def weekday_number(said: str) -> int:
    """Return the number of a weekday written in letters, from Monday's 0."""
    return _WEEKDAY_NAMES.index(MISSPELT.get(said, said)[:3])


def _named_day(words: Words, clock: Clock) -> Day:
    said = words["near"]
    part: Part | None = "evening" if said.startswith("toni") else _PARTS.get(words["part"] or "")
    return Day(clock.today + timedelta(days=2 if said.startswith("day after") else _NAMED.get(said, 1)), part=part)


def _this_part(words: Words, clock: Clock) -> Day:
    return Day(clock.today + timedelta(days=STEPS[words["rel"]]), part=_PARTS[words["part"]])


def _weekday(words: Words, clock: Clock) -> Day:
    weekday, rel = weekday_number(words["weekday"]), words["rel"] or ""
    part = _PARTS.get(words["part"] or "")
    if rel == "past":
        return Day(clock.today - timedelta(days=(clock.today.weekday() - weekday - 1) % 7 + 1), part=part)
    if rel in {"", "coming", "upcoming"}:
        return Day(clock.weekly(weekday), weekday=weekday, part=part)
    return Day(clock.week(STEPS[rel]) + timedelta(days=weekday), part=part)


def _every_weekday(words: Words, clock: Clock) -> Day:
    weekday = weekday_number(words["weekday"])
    return Day(clock.weekly(weekday), weekday=weekday, repeat="week")


def _weekday_of_week(words: Words, clock: Clock) -> Day:
    part = _PARTS.get(words["part"] or "") if "part" in words.re.groupindex else None
    return Day(clock.week(STEPS[words["rel"]]) + timedelta(days=weekday_number(words["weekday"])), part=part)


def _weekday_after_next(words: Words, clock: Clock) -> Day:
    """Read "the Monday after next", "next next Monday": two weeks on."""
    return Day(clock.week(2) + timedelta(days=weekday_number(words["weekday"])))


def _weekdays_from_now(words: Words, clock: Clock) -> Day:
    """Read "two Fridays from now"."""
    first = clock.weekly(weekday_number(words["weekday"]))
    return Day(first + timedelta(weeks={"two": 1, "2": 1, "three": 2, "3": 2}[words["n"]]))


def _week_on(words: Words, clock: Clock) -> Day:
    """Read "Friday week", "today week", "tomorrow fortnight": so long after that day."""
    weeks = 2 if words["unit"] == "fortnight" else 1
    if words["weekday"]:
        return Day(clock.weekly(weekday_number(words["weekday"])) + timedelta(weeks=weeks))
    return Day(clock.today + timedelta(weeks=weeks, days=_NAMED.get(words["near"], 1)))


def _either_weekday(words: Words, clock: Clock) -> Day | None:
    """Read "Mon/Tue", "Tue/Wed next week" as some day of the two."""
    first, last = weekday_number(words["weekday"]), weekday_number(words["last"])
    if last != first + 1:
        return None
    day = clock.week(STEPS[words["rel"]]) + timedelta(days=first) if words["rel"] else clock.weekly(first)
    return Day(day, day + timedelta(days=1), "fuzzy")


def _same_time(words: Words, clock: Clock) -> Day:
    if words["near"]:
        return Day(clock.today + timedelta(days=1))
    return Day(clock.today + (relativedelta(months=1) if words["unit"] == "month" else relativedelta(weeks=1)))


def _days_named(words: Words, clock: Clock) -> Day | None:
    """Read "Dec 2 and 5", "Dec 2nd or 3rd" as some day from the first to the last."""
    found = _days(words, clock)
    return replace(found, precision="fuzzy") if found else None


def _weekend(words: Words, clock: Clock) -> Day:
    return weekend(0 if words["rel"] in {None, "coming"} else STEPS[words["rel"]], clock)


def _date(words: Words, clock: Clock) -> Day | None:
    month, day = month_number(words["month"]), int(words["day"])
    found = on(int(words["year"]), month, day) if words["year"] else clock.yearly(month, day)
    return Day(found) if found else None


def _date_in_words(words: Words, clock: Clock) -> Day | None:
    month, day = month_number(words["month"]), ORDINALS[words["ordinal"]]
    day += {"twenty": 20, "thirty": 30}.get(words["tens"], 0)
    found = on(int(words["year"]), month, day) if words["year"] else clock.yearly(month, day)
    return Day(found) if found else None


def _weekday_and_day(words: Words, clock: Clock) -> Day | None:
    """Read Wed 13th: the nearest 13th that is a Wednesday."""
    weekday, day = weekday_number(words["weekday"]), int(words["day"])
    months = (clock.month(step) for step in range(-12, 13))
    days = (found for first in months if (found := on(first.year, first.month, day)))
    nearest = clock.nearest(found for found in days if found.weekday() == weekday)
    return Day(nearest) if nearest else None


def _days(words: Words, clock: Clock) -> Day | None:
    start = _date(words, clock)
    end = on(start.first.year, start.first.month, int(words["until"])) if start else None
    return Day(start.first, end) if start and end and end > start.first else None


def _ordinal(words: Words, clock: Clock) -> Day | None:
    found = clock.monthly(int(words["day"]))
    return Day(found, repeat="month" if words["every"] else None) if found else None


def _ordinals(words: Words, clock: Clock) -> Day | None:
    """Read "between the 21st and 23rd"."""
    first = clock.monthly(int(words["day"]))
    last = on(first.year, first.month, int(words["until"])) if first else None
    return Day(first, last) if first and last and first < last else None


def _ordinal_of_month(words: Words, clock: Clock) -> Day | None:
    first = clock.month(STEPS[words["rel"]])
    found = on(first.year, first.month, int(words["day"]))
    return Day(found) if found else None


def _year_first(words: Words, _clock: Clock) -> Day | None:
    found = on(int(words["year"]), int(words["month"]), int(words["day"]))
    return Day(found) if found else None


def slashed(words: Words, clock: Clock) -> Day | None:
    """Read 12/31, 12/31/2026 and, where the first number can be no month, 31/12."""
    month, day, said = int(words["month"]), int(words["day"]), words["year"]
    if month > 12:
        month, day = day, month
    year = int(said or 0) + (2000 if len(said) == 2 else 0)
    found = on(year, month, day) if said else clock.yearly(month, day)
    return Day(found) if found else None


_NO_WEEK = r"(?![a-z\d_'-])(?! (?:of|\d|after|before|end|commencing|starting|long))"
_WEEKDAY_AGAIN = _WEEKDAY.replace("?P<weekday>", "?:")
_ORDINAL_WORD = rf"(?P<tens>twenty|thirty)?[ -]?(?P<ordinal>{'|'.join(ORDINALS)})(?![a-z])"
_MARK = r"(?:st|nd|rd|th)"
_NUMBERS = r"(?P<month>\d{1,2})/(?P<day>\d{1,2})"
_NO_MORE = r"(?![\d/%]|\.\d)"
_FRACTION = r"[1-4]/[2-5](?!\d)"
_NO_SHARE = r"(?! ?(?:of|的|done|complete|seats|full|x))"
_CUE = behind("by", "on", "before", "until", "till", "due", "from", "to", "since", "after")
_SHY = rf"(?:{behind('by', 'on', 'till', 'until', 'before', 'after', 'from', 'to', 'due', 'and', 'or')}|(?<=-))"
_SOME_TIME = r"(?= (?:at )?\d| morning| afternoon| evening| night|-[a-z])"

NUMBER_RULES = (
    DateRule(
        rf"{NUMBER_ALONE}(?P<year>(?:19|20)\d\d)(?:[-/.])(?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?![\d/]|\.\d|-(?!20\d\d)\d)(?:t(?=\d\d:\d\d))?",
        _year_first,
    ),
    DateRule(rf"{NUMBER_ALONE}(?P<year>(?:19|20)\d\d)[ /-]{MONTH}[ /-]{_DAY}(?!\d)", _date),
    DateRule(rf"{NUMBER_ALONE}{_NUMBERS}(?:/|, ?)(?P<year>20\d\d)(?![\d/])", slashed),
    DateRule(rf"{NUMBER_ALONE}{_NUMBERS}/(?P<year>\d\d)(?![\d/])", slashed),
    DateRule(rf"{NUMBER_ALONE}(?<!\d-)(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})-(?P<year>20\d\d)(?![\d/-])", slashed),
    DateRule(rf"{NUMBER_ALONE}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>20\d\d)(?![\d/])", _year_first),
    DateRule(
        rf"{NUMBER_ALONE}{_DAY}{_MARK}? ?(?:-|~|to|through|until|till|thru) ?(?P<until>3[01]|[12]\d|0?[1-9]){_MARK}? (?:of |in )?(?:this |next )?{MONTH}(?![a-z]){AND_YEAR}",
        _days,
    ),
    DateRule(rf"{NUMBER_ALONE}(?!{_FRACTION}|24/7){_NUMBERS}(?P<year>){_NO_MORE}{_NO_SHARE}", slashed),
    DateRule(rf"\A{_NUMBERS}(?P<year>)\Z", slashed),
    DateRule(rf"{_CUE}{_NUMBERS}(?P<year>){_NO_MORE}{_NO_SHARE}", slashed),
    DateRule(rf"{NUMBER_ALONE}{_NUMBERS}(?P<year>)(?=[之以]?前)", slashed),
    DateRule(rf"{NUMBER_ALONE}(?P<month>\d{{1,2}})\.(?P<day>[0-3]?\d)(?P<year>)(?:[号日]|(?=[之以]?前))", slashed),
    DateRule(rf"{NUMBER_ALONE}{_DAY}{_MARK}?(?: of |[ /-])?{MONTH}(?![a-z]){AND_YEAR}", _date),
    DateRule(rf"{NUMBER_ALONE}{_DAY}{_MARK} (?:of )?(?P<rel>this|next|last) month{END}", _ordinal_of_month),
    DateRule(rf"{NUMBER_ALONE}{_DAY}{_MARK} of (?P<every>(?:every|each) month){END}", _ordinal),
    DateRule(rf"{NUMBER_ALONE}{_DAY}{_MARK} of the month(?P<every>){END}", _ordinal),
    DateRule(rf"(?:{_CUE}|\A){_DAY}{_MARK}(?P<every>){_AFTER_ORDINAL}", _ordinal),
    DateRule(rf"{NUMBER_ALONE}(?P<near>2day|2moro|2mrw){_PART}{END}", _named_day),
)
WORD_RULES = (
    DateRule(rf"(?:the )?{_WEEKDAY} after next{END}", _weekday_after_next),
    DateRule(rf"next next {_WEEKDAY}{END}", _weekday_after_next),
    DateRule(rf"(?P<n>two|three) {_WEEKDAY} from now{END}", _weekdays_from_now),
    DateRule(rf"(?:{_WEEKDAY}|(?P<near>{_TODAY}|{_TOMORROW})) (?P<unit>week|fortnight){_NO_WEEK}", _week_on),
    DateRule(rf"{_WEEKDAY} ?/ ?(?P<last>{_WEEKDAY_AGAIN})(?: (?P<rel>ne?xt|this) (?:week|wk))?{END}", _either_weekday),
    DateRule(r"\A(?P<rel>)(?P<weekday>sat|sun)(?P<part>)\Z", _weekday),
    DateRule(rf"(?:this|same) time (?:(?P<rel>ne?xt) (?P<unit>week|month)|(?P<near>{_TOMORROW})){END}", _same_time),
    DateRule(
        rf"{MONTH} ?(?:the )?{_DAY}{_MARK}? ?(?:or|and|&) ?(?:the )?(?P<until>3[01]|[12]\d|0?[1-9]){_DATE_END}(?P<year>)",
        _days_named,
    ),
    DateRule(rf"(?:the )?(?P<near>day after (?:{_TOMORROW}|tom)|day before yesterday){_PART}{END}", _named_day),
    DateRule(rf"(?P<near>{_TODAY}|tonight|tonite|{_YESTERDAY}|{_TOMORROW}){_PART}{END}", _named_day),
    DateRule(rf"(?P<rel>this|last) (?P<part>morning|afternoon|arvo|evening|night){END}", _this_part),
    DateRule(rf"(?:every|each) {_WEEKDAY}{END}", _every_weekday),
    DateRule(rf"(?:every|each) (?:workday|weekday|working day|business day){END}", every("workday")),
    DateRule(rf"(?:(?:every|each) day|daily){END}", every("day")),
    DateRule(
        rf"{_WEEKDAY}{_PART},? (?:of )?(?:the )?(?P<rel>ne?xt|this|last|following|coming) (?:week|wk){END}",
        _weekday_of_week,
    ),
    DateRule(rf"(?P<rel>ne?xt|this|last) (?:week|wk)(?: on|'s)? {_WEEKDAY}{END}", _weekday_of_week),
    DateRule(rf"{_WEEKDAY}(?: the)? {_DAY}{_MARK}{END}(?! (?:of )?{MONTHS})", _weekday_and_day),
    DateRule(rf"(?P<weekday>sat|sun)(?: the)? {_DAY}{_MARK}{END}(?! (?:of )?{MONTHS})", _weekday_and_day),
    DateRule(
        r"(?:(?<=to )|(?<=till )|(?<=until )|(?<=and ))now(?![a-z])",
        now_itself,
        weak=True,
    ),
    DateRule(
        rf"(?:(?:this (?=coming|past))?{_STEP} )?{_WEEKDAY}{_PART}{END}(?! (?:of|in) (?:the|this|next|last|{MONTHS})\b)",
        _weekday,
    ),
    DateRule(rf"{_STEP} (?P<weekday>sat|sun){_PART}{END}", _weekday),
    DateRule(rf"(?:{_SHY}(?P<rel>)(?P<weekday>sat|sun){_PART}{END}(?! down))", _weekday),
    DateRule(rf"(?P<rel>)(?P<weekday>sat|sun){_PART}(?:{_SOME_TIME}|(?<= [a-z]))(?! down)", _weekday),
    DateRule(rf"(?:the )?weekend after next{END}", lambda _words, clock: weekend(2, clock)),
    DateRule(rf"(?:the )?(?:(?P<rel>this|ne?xt|last|coming) )?weekend{END}", _weekend),
    DateRule(
        rf"{MONTH} ?(?:the )?{_DAY}{_MARK}? ?(?:-|~|to|through) ?(?P<until>3[01]|[12]\d|0?[1-9]){_DATE_END}{AND_YEAR}",
        _days,
    ),
    DateRule(rf"{MONTH}[ /-]?(?:the )?{_DAY}{_DATE_END}{AND_YEAR}", _date),
    DateRule(rf"{MONTH} (?:the )?{_ORDINAL_WORD}(?! (?:week|wk)\b){AND_YEAR}", _date_in_words),
    DateRule(rf"(?:the )?{_ORDINAL_WORD} of {MONTH}(?![a-z]){AND_YEAR}", _date_in_words),
    DateRule(rf"(?:the )?{_DAY}{_MARK} (?:of |day of )?(?P<rel>this|next|last) month{END}", _ordinal_of_month),
    DateRule(rf"the {_DAY}{_MARK} (?:of )?{MONTH}(?![a-z]){AND_YEAR}", _date),
    DateRule(
        r"(?:on|by|before|until|till) the (?P<day>3[01]|[12]\d|[1-9])(?P<every>)(?=$|[.,;!?]| (?:at|between|from|in the)\b)",
        _ordinal,
    ),
    DateRule(
        rf"(?:between|from) the {_DAY}{_MARK} (?:and|to|through|until|till) (?:the )?(?P<until>3[01]|[12]\d|0?[1-9]){_MARK}{END}(?! (?:of )?{MONTHS})",
        _ordinals,
    ),
    DateRule(rf"(?:the )?{_DAY}{_MARK} of (?P<every>(?:every|each) month){END}", _ordinal),
    DateRule(rf"(?:the )?{_DAY}{_MARK} of (?:the|the current) month(?P<every>){END}", _ordinal),
    DateRule(rf"(?P<every>every month on )?(?:the ){_DAY}{_MARK}{_AFTER_ORDINAL}", _ordinal),
)
