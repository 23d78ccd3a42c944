"""What comes back: 每两周, every other Friday, 每季度."""

from handlers.language.spans.dates_en import END
from handlers.language.spans.days import Clock, Day
from handlers.language.spans.periods import DateRule, Words, stepped
from handlers.language.spans.weekdays_en import weekday_number
from handlers.language.spans.words_zh import WEEK, WEEKDAYS


def _repeating(words: Words, clock: Clock) -> Day:
    """Read 每两周, every other week, 每季度: from today on."""
    return Day(clock.today, repeat=_REPEATS[words["every"]])


def _repeating_weekday(words: Words, clock: Clock) -> Day:
    said = words["weekday"]
    number = weekday_number(said) if said.isascii() else WEEKDAYS[said]
    return Day(clock.weekly(number), weekday=number, repeat=_REPEATS.get(words["every"], "week"))


_REPEATS = {
    **dict.fromkeys(
        ("隔周", "每两周", "每隔一周", "双周", "every other week", "every two weeks", "every 2 weeks"), "fortnight"
    ),
    **dict.fromkeys(("biweekly", "fortnightly", "every other"), "fortnight"),
    **dict.fromkeys(("每季度", "每个季度", "每季", "every quarter", "each quarter"), "quarter"),
    **dict.fromkeys(("每年", "every year", "each year"), "year"),
    **dict.fromkeys(("every month", "each month"), "month"),
    **dict.fromkeys(("every week", "each week", "weekly"), "week"),
}


def _month_ends(_words: Words, clock: Clock) -> Day | None:
    whole_month = stepped("month", 0, clock)
    return Day(whole_month.last, repeat="month") if whole_month and whole_month.last else None


_WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri)s?"

_EVERY = "|".join(sorted((word for word in _REPEATS if word.isascii()), key=len, reverse=True))
_HAN_EVERY = "|".join(sorted((word for word in _REPEATS if not word.isascii()), key=len, reverse=True))

HAN_RULES = (
    DateRule(r"每个?月的?最后一天", _month_ends),
    DateRule(rf"(?P<every>隔周|每两周|每隔一周)的?{WEEK}?(?P<weekday>[一二三四五六日天])", _repeating_weekday),
    DateRule(rf"(?P<every>{_HAN_EVERY})(?![年])", _repeating),
)

WORD_RULES = (
    DateRule(rf"(?P<every>every other|biweekly|weekly)(?: on)? {_WEEKDAY}{END}", _repeating_weekday),
    DateRule(rf"(?P<every>{_EVERY.replace('weekly|', '').replace('|weekly', '')}){END}", _repeating),
)
HAN_STARTS = "隔每双"
