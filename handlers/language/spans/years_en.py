"""Months, quarters and halves with their year beside them, in English: Q1 next year, last October, end of H1."""

from dateutil.relativedelta import relativedelta

from handlers.language.spans.dates_en import END, MONTH, STEPS, month_number
from handlers.language.spans.days import ONE_DAY, Clock, Day, Shift, on
from handlers.language.spans.periods import (
    DateRule,
    Words,
    half_month,
    half_year,
    next_half_year,
    period,
    place_in,
    stepped,
)
from handlers.language.spans.several import EN_STEP, UNITS


def _month_of_year(words: Words, clock: Clock) -> Day | None:
    """Read January next year."""
    return period(on(clock.today.year + STEPS[words["rel"]], month_number(words["month"]), 1), "month")


def _quarter_of_year(words: Words, clock: Clock) -> Day | None:
    """Read Q1 next year, next year's first quarter."""
    said = words["q"] or words["named"]
    quarter = int(said) if said.isdigit() else ["first", "second", "third", "fourth"].index(said) + 1
    return period(on(clock.today.year + STEPS[words["rel"]], 3 * quarter - 2, 1), "quarter")


def _years(words: Words, _clock: Clock) -> Day | None:
    first, last = on(int(words["year"]), 1, 1), on(int(words["until"]), 12, 31)
    return Day(first, last, "year") if first and last and first < last else None


def _half_of_month(words: Words, clock: Clock) -> Day | None:
    """Read the first half of next month."""
    return half_month(stepped("month", STEPS[words["rel"]], clock), second=words["half"] == "second")


def _half_of_year(words: Words, clock: Clock) -> Day | None:
    """Read H1 next year."""
    return half_year(clock.today.year + STEPS[words["rel"]], second=words["half"] == "2")


def _month_stepped(words: Words, clock: Clock) -> Day | None:
    """Read "last October" as the last that is over, "this October" as this year's, "next October" as the next to come."""
    number, today = month_number(words["month"]), clock.today
    year = today.year
    if words["rel"] in {"last", "past", "previous"}:
        year -= number >= today.month
    elif words["rel"] != "this":
        year += number <= today.month
    return period(on(year, number, 1), "month")


def _half_year_end(words: Words, clock: Clock) -> Day | None:
    """Read "end of H1"."""
    half = next_half_year(clock, second=words["half"] == "2")
    return Day(half.last) if half and half.last else None


def _quarter_end(words: Words, clock: Clock) -> Day | None:
    """Read "Q1 end", "this quarter end"."""
    if words["q"]:
        year = int(words["year"]) if words["year"] else None
        return place_in(period(clock.named_quarter(int(words["q"]), year), "quarter"), "end")
    return place_in(stepped(UNITS[words["unit"]], STEPS[words["rel"]], clock), "end")


def _last_working_day(words: Words, clock: Clock) -> Day | None:
    """Read "last working day of the month", "last business day of December"."""
    month = (
        period(clock.named_month(month_number(words["month"]), None), "month")
        if words["month"]
        else stepped("month", STEPS[words["rel"] or "this"], clock)
    )
    if month is None or month.last is None:
        return None
    return Day(clock.shifted(month.last + ONE_DAY, Shift(relativedelta(), working=-1)))


WORD_RULES = (
    DateRule(
        rf"(?:the )?last (?:working|business|biz|work) ?day (?:of|in) (?:(?:the|{EN_STEP}) month|{MONTH}){END}",
        _last_working_day,
    ),
    DateRule(
        rf"(?P<rel>last|past|previous|this|next|coming) (?!may [a-z]|march [a-z]){MONTH}{END}(?! \d| ?(?:st|nd|rd|th))",
        _month_stepped,
    ),
    DateRule(rf"(?:end of|eo) ?h(?P<half>[12]){END}", _half_year_end),
    DateRule(rf"q(?P<q>[1-4])(?:[ -](?P<year>20\d\d))?[ -](?:end|close){END}", _quarter_end),
    DateRule(rf"(?P<q>){EN_STEP} (?P<unit>quarter|month|year)(?:'s)?[ -]end{END}", _quarter_end),
    DateRule(rf"{MONTH},? (?:of )?{EN_STEP} year{END}", _month_of_year),
    DateRule(rf"q(?P<q>[1-4])(?P<named>),? (?:of )?{EN_STEP} (?:year|yr){END}", _quarter_of_year),
    DateRule(
        rf"(?:the )?(?P<q>)(?P<named>first|second|third|fourth) quarter (?:of )?{EN_STEP} year{END}", _quarter_of_year
    ),
    DateRule(
        rf"{EN_STEP} year(?:'s)? (?:q(?P<q>[1-4])|(?P<named>first|second|third|fourth) quarter){END}", _quarter_of_year
    ),
    DateRule(rf"h(?P<half>[12]),? (?:of )?{EN_STEP} year{END}", _half_of_year),
    DateRule(rf"(?:the )?(?P<half>first|second) half of {EN_STEP} month{END}", _half_of_month),
    DateRule(
        r"(?:from|between) (?P<year>20\d\d) ?(?:to|and|-|~|through|until) ?(?P<until>20\d\d)(?![\d,.%]\d|\d| ?[a-z])",
        _years,
    ),
)
