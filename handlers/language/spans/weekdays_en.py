"""How English names days without a date: today, Friday week, next Monday morning, the weekend."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from handlers.language.spans.dates_en import DAY, END, MARK, MONTHS, STEPS, behind
from handlers.language.spans.days import Clock, Day, Part, on
from handlers.language.spans.periods import DateRule, Words, every, now_itself, weekend
from handlers.language.spans.rules import NUMBER_ALONE

_STEP = r"(?P<rel>this|ne?xt|following|last|past|coming|previous|upcoming)"
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
_PARTS: dict[str, Part] = {
    "morning": "morning",
    "afternoon": "afternoon",
    "arvo": "afternoon",
    "evening": "evening",
    "night": "evening",
    "nite": "evening",
    "morn": "morning",
    "aft": "afternoon",
}
_PARTS |= {"am": "morning", "pm": "afternoon"}
_PART = r"(?: (?:early |late )?(?P<part>morning|morn|afternoon|aft|arvo|evening|night|nite|am|pm)(?![a-z]))?"


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
        return Day(clock.weekly(weekday), weekday=weekday, part=part, may_be_today=False)
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


def _weekday_in_weeks(words: Words, clock: Clock) -> Day:
    """Read "Friday in 2 weeks": the Friday of the week so many weeks on."""
    weeks = {"two": 2, "2": 2}.get(words["n"] or words["m"], 3)
    return Day(clock.week(weeks) + timedelta(days=weekday_number(words["weekday"])))


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


def _weekend(words: Words, clock: Clock) -> Day:
    return weekend(0 if words["rel"] in {None, "coming"} else STEPS[words["rel"]], clock)


def _weekday_and_day(words: Words, clock: Clock) -> Day | None:
    """Read Wed 13th: the nearest 13th that is a Wednesday."""
    weekday, day = weekday_number(words["weekday"]), int(words["day"])
    months = (clock.month(step) for step in range(-12, 13))
    days = (found for first in months if (found := on(first.year, first.month, day)))
    nearest = clock.nearest(found for found in days if found.weekday() == weekday)
    bare = not words[0].endswith(("st", "nd", "rd", "th"))  # a number far off is an hour: Fri 14
    return Day(nearest) if nearest and not (bare and abs(nearest - clock.today) > timedelta(days=62)) else None


_NO_WEEK = r"(?![a-z\d_'-])(?! (?:of|\d|after|before|end|commencing|starting|long))"
_WEEKDAY_AGAIN = _WEEKDAY.replace("?P<weekday>", "?:")
_SHY = rf"(?:{behind('by', 'on', 'till', 'until', 'before', 'after', 'from', 'to', 'due', 'and', 'or')}|(?<=-))"
_SOME_TIME = r"(?= (?:at )?\d| morning| afternoon| evening| night|-[a-z])"

WORD_RULES = (
    DateRule(rf"{_WEEKDAY} (?P<day>3[01]|2\d|1[3-9])(?=$|[,.;!?)]| at \d| \d{{1,2}}(?::\d|[ap]m))", _weekday_and_day),
    DateRule(rf"(?:the )?{_WEEKDAY} after next{END}", _weekday_after_next),
    DateRule(rf"next next {_WEEKDAY}{END}", _weekday_after_next),
    DateRule(rf"(?P<n>two|three) {_WEEKDAY} from now{END}", _weekdays_from_now),
    DateRule(
        rf"{_WEEKDAY} (?:in (?P<n>two|three|2|3) (?:weeks|wks)|(?P<m>two|three|2|3) (?:weeks|wks) from now){END}",
        _weekday_in_weeks,
    ),
    DateRule(rf"in (?P<n>two|three|2|3)(?P<m>) (?:weeks|wks),? (?:on )?{_WEEKDAY}{END}", _weekday_in_weeks),
    DateRule(rf"(?:{_WEEKDAY}|(?P<near>{_TODAY}|{_TOMORROW})) (?P<unit>week|fortnight){_NO_WEEK}", _week_on),
    DateRule(rf"{_WEEKDAY} ?/ ?(?P<last>{_WEEKDAY_AGAIN})(?: (?P<rel>ne?xt|this) (?:week|wk))?{END}", _either_weekday),
    DateRule(r"\A(?P<rel>)(?P<weekday>sat|sun)(?P<part>)\Z", _weekday),
    DateRule(rf"(?:this|same) time (?:(?P<rel>ne?xt) (?P<unit>week|month)|(?P<near>{_TOMORROW})){END}", _same_time),
    DateRule(rf"(?:the )?(?P<near>day after (?:{_TOMORROW}|tom)|day before yesterday){_PART}{END}", _named_day),
    DateRule(rf"(?P<near>{_TODAY}|tonight|tonite|{_YESTERDAY}|{_TOMORROW}){_PART}{END}", _named_day),
    DateRule(rf"(?P<rel>this|last) (?P<part>morning|afternoon|arvo|evening|night|am|pm){END}", _this_part),
    DateRule(rf"(?:every|each) {_WEEKDAY}{END}", _every_weekday),
    DateRule(
        rf"(?:(?:every|each) (?:workday|weekday|working day|business day)|(?<!\d )(?<!\d-)(?:workdays|weekdays)(?= at| morning| evening| \d)){END}",
        every("workday"),
    ),
    DateRule(rf"(?:(?:every|each) day|daily){END}", every("day")),
    DateRule(
        rf"{_WEEKDAY}{_PART},? (?:of )?(?:the )?(?P<rel>ne?xt|this|last|following|coming) (?:week|wk){END}",
        _weekday_of_week,
    ),
    DateRule(rf"(?P<rel>ne?xt|this|last) (?:week|wk)(?: on|'s)? {_WEEKDAY}{END}", _weekday_of_week),
    DateRule(rf"{_WEEKDAY}(?: the)? {DAY}{MARK}{END}(?! (?:of )?{MONTHS})", _weekday_and_day),
    DateRule(rf"(?P<weekday>sat|sun)(?: the)? {DAY}{MARK}{END}(?! (?:of )?{MONTHS})", _weekday_and_day),
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
)

NUMBER_RULES = (DateRule(rf"{NUMBER_ALONE}(?P<near>2day|2moro|2mrw){_PART}{END}", _named_day),)
