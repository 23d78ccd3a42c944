"""How English names weeks, months, quarters and years, and their ends: next week, EOQ, mid December, Q1."""

from handlers.language.spans.dates_en import AND_YEAR, END, MONTH, MONTHS, STEPS, behind, month_number
from handlers.language.spans.days import ONE_DAY, Clock, Day, Precision, on
from handlers.language.spans.periods import (
    DateRule,
    Words,
    half_month,
    half_year,
    next_half_year,
    next_place,
    period,
    place_in,
    stepped,
    week_in,
    weekday_in,
)
from handlers.language.spans.rules import NUMBER_ALONE
from handlers.language.spans.weekdays_en import weekday_number

_CLEAR_MONTH = r"(?P<month>january|february|july|september|october|november|december)"
_STEP = r"(?P<rel>this|ne?xt|following|last|past|current|coming|upcoming|previous)"
_PLACES = {
    **dict.fromkeys(("end", "close", "eo"), "end"),
    **dict.fromkeys(("early", "beginning", "start"), "early"),
    **dict.fromkeys(("mid", "middle"), "mid"),
    **dict.fromkeys(("late", "later", "back end", "tail end", "latter part"), "late"),
}
_PLACE = r"(?:the )?(?P<place>(?:back|tail) end|latter part|end|close(?= of)|early|beginning(?= of| in)|start(?= of)|middle|mid|later|late)(?: of| in)?[ -](?:the |of )?"
_UNITS: dict[str, Precision] = {
    **dict.fromkeys(("week", "wk", "w"), "week"),
    **dict.fromkeys(("month", "mth", "m"), "month"),
    **dict.fromkeys(("quarter", "qtr", "q"), "quarter"),
    **dict.fromkeys(("year", "yr", "y"), "year"),
}
_UNIT = r"(?P<unit>week|wk|month|mth|quarter|qtr|year|yr)"
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}


def _month(words: Words, clock: Clock) -> Day | None:
    year = int(words["year"]) if words["year"] else None
    return period(clock.named_month(month_number(words["month"]), year), "month")


def _month_place(words: Words, clock: Clock) -> Day | None:
    return place_in(_month(words, clock), _PLACES[words["place"]])


def _quarter(words: Words, clock: Clock) -> Day | None:
    said = words["quarter"]
    number = _ORDINALS.get(said) or int(said)
    return period(clock.named_quarter(number, int(words["year"]) if words["year"] else None), "quarter")


def _short_quarter(words: Words, clock: Clock) -> Day | None:
    """Read Q4'26 and 4Q26."""
    return period(clock.named_quarter(int(words["quarter"]), 2000 + int(words["year"])), "quarter")


def _short_month(words: Words, clock: Clock) -> Day | None:
    """Read Jan '27."""
    return period(clock.named_month(month_number(words["month"]), 2000 + int(words["year"])), "month")


def _quarter_place(words: Words, clock: Clock) -> Day | None:
    return place_in(_quarter(words, clock), _PLACES[words["place"]])


def _stepped(words: Words, clock: Clock) -> Day | None:
    return stepped(_UNITS[words["unit"]], STEPS[words["rel"]], clock)


def _stepped_place(words: Words, clock: Clock) -> Day | None:
    return place_in(_stepped(words, clock), _PLACES[words["place"]])


def _after_next(words: Words, clock: Clock) -> Day | None:
    return stepped(_UNITS[words["unit"]], 2, clock)


def _place(words: Words, clock: Clock) -> Day | None:
    """Read end of month, mid week, EOQ: of this one, or of the next once it is over."""
    unit, place = _UNITS[words["unit"]], _PLACES[words["place"]]
    return next_place(unit, place, clock)


def _end_of(words: Words, clock: Clock) -> Day | None:
    return next_place(_UNITS[words["unit"]], "end", clock)


def _year(words: Words, _clock: Clock) -> Day | None:
    return period(on(int(words["year"]), 1, 1), "year")


def _year_place(words: Words, clock: Clock) -> Day | None:
    return place_in(_year(words, clock), _PLACES[words["place"]])


def _half_year(words: Words, clock: Clock) -> Day | None:
    second = words["half"] in {"2", "second"}
    short = words["short"] if "short" in words.re.groupindex else None
    year = words["year"] or (short and "20" + short)
    return half_year(int(year), second=second) if year else next_half_year(clock, second=second)


def _week_of(words: Words, clock: Clock) -> Day | None:
    number = int(words["day"])
    named = "month" in words.re.groupindex
    day = clock.yearly(month_number(words["month"]), number) if named else clock.monthly(number)
    return period(day - day.weekday() * ONE_DAY, "week") if day else None


def _rest(words: Words, clock: Clock) -> Day | None:
    """Read "rest of the month" and "year to date" as spans from or to today."""
    whole = stepped(_UNITS[words["unit"]], 0, clock)
    if whole is None:
        return None
    return Day(whole.first, clock.today) if words["to"] else Day(clock.today, whole.last)


def _half_of(words: Words, clock: Clock) -> Day | None:
    """Read "first half of December"."""
    return half_month(_month(words, clock), second=words["half"] == "second")


def _half_of_year(words: Words, clock: Clock) -> Day | None:
    """Read "second half of next year"."""
    year = clock.today.year + STEPS[words["rel"] or "this"] if words["rel"] or not words["year"] else int(words["year"])
    return half_year(year, second=words["half"] == "second")


def _numbered_month(words: Words, _clock: Clock) -> Day | None:
    return period(on(int(words["year"]), int(words["month"]), 1), "month")


def _week_of_month(words: Words, clock: Clock) -> Day | None:
    return week_in(_month(words, clock), _ORDINALS[words["number"]])


def _week_of_stepped(words: Words, clock: Clock) -> Day | None:
    return week_in(_stepped(words, clock), _ORDINALS[words["number"]]) if words["unit"] == "month" else None


def _weekday_of_month(words: Words, clock: Clock) -> Day | None:
    return weekday_in(_month(words, clock), _ORDINALS[words["number"]], weekday_number(words["weekday"]))


def _weekday_of_stepped(words: Words, clock: Clock) -> Day | None:
    return weekday_in(_stepped(words, clock), _ORDINALS[words["number"]], weekday_number(words["weekday"]))


def _weekday_of_this(words: Words, clock: Clock) -> Day | None:
    """Read "last Friday of the month": of this month, or of the next once it has passed."""
    months = (stepped("month", step, clock) for step in (0, 1))
    days = (weekday_in(month, _ORDINALS[words["number"]], weekday_number(words["weekday"])) for month in months)
    return next((day for day in days if day and day.first >= clock.today), None)


def _week_of_this(words: Words, clock: Clock) -> Day | None:
    return week_in(stepped("month", 0, clock), _ORDINALS[words["number"]])


_MONTH_CUE = behind(
    "in", "by", "until", "till", "since", "from", "before", "after", "during", "for", "to", "this", "of"
)
_WEEK_OF = r"(?:(?:week|wk) (?:of|beginning|starting|commencing|ending)|w/[cbe]|wc)"
_DAY = r"3[01]|[12]\d|0?[1-9]"
_NTH = r"(?P<number>first|second|third|fourth|last|1st|2nd|3rd|4th)"
_WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri)"
_QUARTER = r"(?:q(?P<quarter>[1-4])(?!\d|-(?!20\d\d|q[1-4](?!\d))))"

WORD_RULES = (
    DateRule(rf"(?:the )?{_NTH} (?:week|wk)(?: of| in)? {MONTH}(?![a-z]){AND_YEAR}", _week_of_month),
    DateRule(rf"{MONTH} {_NTH} (?:week|wk){END}(?P<year>)", _week_of_month),
    DateRule(rf"{MONTH}(?: month)?[ -](?P<place>end){END}(?P<year>)", _month_place),
    DateRule(rf"(?:early )?in the new year{END}", lambda _words, clock: place_in(stepped("year", 1, clock), "early")),
    DateRule(rf"within the {_UNIT}{END}", _end_of),
    DateRule(rf"(?:the )?{_NTH} week (?:of|in) {_STEP} (?P<unit>month|quarter)", _week_of_stepped),
    DateRule(rf"(?:the )?{_NTH} {_WEEKDAY} (?:of|in) {MONTH}(?![a-z]){AND_YEAR}", _weekday_of_month),
    DateRule(rf"(?:the )?{_NTH} {_WEEKDAY} (?:of|in) {_STEP} (?P<unit>month)", _weekday_of_stepped),
    DateRule(rf"(?:the )?{_NTH} {_WEEKDAY} (?:of|in) the month{END}", _weekday_of_this),
    DateRule(rf"(?:the )?{_NTH} week (?:of|in) the month{END}", _week_of_this),
    DateRule(
        rf"(?:the )?{_WEEK_OF} (?:the )?(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th){END}(?! (?:of )?{MONTHS})",
        _week_of,
    ),
    DateRule(
        rf"(?:the )?{_WEEK_OF} (?:the )?(?:{_WEEKDAY} )?(?P<day>{_DAY})(?:st|nd|rd|th)? (?:of )?{MONTH}{END}{AND_YEAR}",
        _week_of,
    ),
    DateRule(
        rf"(?:the )?{_WEEK_OF} (?:{_WEEKDAY} )?{MONTH} (?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?{END}", _week_of
    ),
    DateRule(rf"(?:the )?(?P<unit>week|month) after next{END}", _after_next),
    DateRule(rf"{_PLACE}{_STEP} {_UNIT}{END}", _stepped_place),
    DateRule(rf"{_PLACE}{MONTH}(?![a-z]){AND_YEAR}", _month_place),
    DateRule(rf"{_PLACE}{_QUARTER}{AND_YEAR}", _quarter_place),
    DateRule(rf"{_PLACE}(?P<quarter>first|second|third|fourth) quarter{END}(?: of)?{AND_YEAR}", _quarter_place),
    DateRule(rf"{_PLACE}(?P<year>20\d\d)(?![\d,.%/-]|[a-z])", _year_place),
    DateRule(rf"(?:the )?(?P<place>end|close) of (?:the )?{_UNIT}{END}", _place),
    DateRule(rf"(?:the )?(?P<place>beginning|start|middle) of the {_UNIT}{END}", _place),
    DateRule(rf"(?P<place>mid)[ -]?{_UNIT}{END}", _place),
    DateRule(rf"{_UNIT}(?:'s)?[ -]end{END}", _end_of),
    DateRule(rf"end-of-(?:the-)?{_UNIT}{END}", _end_of),
    DateRule(rf"(?:the )?rest of (?:the|this) {_UNIT}(?P<to>){END}", _rest),
    DateRule(rf"{_UNIT}[ -](?P<to>to)[ -]date{END}", _rest),
    DateRule(rf"(?P<unit>[mqy])(?P<to>td){END}", _rest),
    DateRule(
        rf"(?:the )?(?P<half>first|second) half of (?:{_STEP} year|the year|(?P<year>20\d\d))(?![a-z\d])", _half_of_year
    ),
    DateRule(rf"(?:the )?(?P<half>first|second) half of {MONTH}(?![a-z]){AND_YEAR}", _half_of),
    DateRule(rf"(?P<place>eo)(?P<unit>[wmqy]){END}", _place),
    DateRule(rf"{_STEP} {_UNIT}{END}", _stepped),
    DateRule(r"q(?P<quarter>[1-4])'(?P<year>2\d)(?![\d])", _short_quarter),
    DateRule(rf"{MONTH} ?'(?P<year>2\d)(?!\d)", _short_month),
    DateRule(rf"{_QUARTER}{AND_YEAR}{END}", _quarter),
    DateRule(rf"(?:the )?(?P<quarter>first|second|third|fourth) quarter{END}(?: of)?{AND_YEAR}", _quarter),
    DateRule(rf"(?:h(?P<half>[12])){AND_YEAR}{END}", _half_year),
    DateRule(rf"{MONTH}(?:,| of)? (?P<year>(?:19|20)\d\d)(?![\d-])", _month),
    DateRule(rf"{_CLEAR_MONTH}(?P<year>){END}", _month),
    DateRule(rf"(?:{_MONTH_CUE}|(?<=-))(?!(?<=this )may [a-z]){MONTH}(?P<year>){END}(?! \d)", _month),
    DateRule(rf"{MONTH}(?P<year>)(?= ?(?:-|to|through) ?{MONTHS}(?![a-z]))", _month),
)
NUMBER_RULES = (
    DateRule(rf"{NUMBER_ALONE}(?P<year>20\d\d)[-/](?P<month>1[0-2]|0?[1-9])(?![\d/-])", _numbered_month),
    DateRule(rf"{NUMBER_ALONE}(?P<month>1[0-2]|0?[1-9])/(?P<year>20\d\d)(?![\d/-])", _numbered_month),
    DateRule(rf"{NUMBER_ALONE}(?P<year>20\d\d),? {MONTH}(?![a-z]|[ -]\d)", _month),
    DateRule(rf"{_NTH} (?:week|wk)(?: of| in)? {MONTH}(?![a-z]){AND_YEAR}", _week_of_month),
    DateRule(rf"{NUMBER_ALONE}(?P<half>[12])h(?:(?P<year>20\d\d)|(?P<short>2\d)){END}", _half_year),
    DateRule(rf"{_NTH} {_WEEKDAY} (?:of|in) {MONTH}(?![a-z]){AND_YEAR}", _weekday_of_month),
    DateRule(rf"(?P<year>20\d\d)(?:'s)? ?-?{_QUARTER}", _quarter),
    DateRule(rf"{NUMBER_ALONE}(?P<quarter>[1-4])q(?P<year>2\d)(?!\d)", _short_quarter),
    DateRule(rf"{NUMBER_ALONE}(?P<year>2[5-9])年?q(?P<quarter>[1-4])(?!\d)", _short_quarter),
    DateRule(rf"(?P<quarter>1st|2nd|3rd|4th) quarter{END}(?: of)?{AND_YEAR}", _quarter),
    DateRule(rf"{behind('from', 'since', 'the year')}(?P<year>20[0-9]\d)(?= (?:to|through|until|till) )", _year),
    DateRule(
        rf"{behind('in', 'by', 'until', 'till', 'since', 'of', 'year', 'for')}(?P<year>20[0-9]\d)(?![\d,.%a-z/-])(?! (?!to |and |is |as |at )[a-z]+s\b)",
        _year,
    ),
)
