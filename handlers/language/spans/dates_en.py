"""How English names days: today, weekdays, Dec 31st, 12/31."""

from dataclasses import replace

from handlers.language.spans.days import Clock, Day, on
from handlers.language.spans.periods import DateRule, Words
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
_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_DATE_END = (
    r"(?:st|nd|rd|th)?(?![\da-z%]|[.,:/]\d)(?! (?:seats|users|licenses|licences|deals|people|clinics|units|week|wk)\b)"
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


def _days_named(words: Words, clock: Clock) -> Day | None:
    """Read "Dec 2 and 5", "Dec 2nd or 3rd" as some day from the first to the last."""
    found = _days(words, clock)
    return replace(found, precision="fuzzy") if found else None


def _date(words: Words, clock: Clock) -> Day | None:
    month, day = month_number(words["month"]), int(words["day"])
    found = on(int(words["year"]), month, day) if words["year"] else clock.yearly(month, day)
    return Day(found) if found else None


def _date_in_words(words: Words, clock: Clock) -> Day | None:
    month, day = month_number(words["month"]), ORDINALS[words["ordinal"]]
    day += {"twenty": 20, "thirty": 30}.get(words["tens"], 0)
    found = on(int(words["year"]), month, day) if words["year"] else clock.yearly(month, day)
    return Day(found) if found else None


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


_ORDINAL_WORD = rf"(?P<tens>twenty|thirty)?[ -]?(?P<ordinal>{'|'.join(ORDINALS)})(?![a-z])"
MARK = r"(?:st|nd|rd|th)"
_NUMBERS = r"(?P<month>\d{1,2})/(?P<day>\d{1,2})"
_NO_MORE = r"(?![\d/%]|\.\d)"
_FRACTION = r"[1-4]/[2-5](?!\d)"
_NO_SHARE = r"(?! ?(?:of|的|done|complete|seats|full|x))"
_CUE = behind("by", "on", "before", "until", "till", "due", "from", "to", "since", "after")
_DOTTED = behind("by", "on", "before", "until", "till", "from", "since")  # 21.12. as Germans write it

# What happens on a day that is written like a decimal: 12.14 演示.
_ON_WHICH = r"(?= ?(?:[去来到]|[上下]午|早上|晚上|演示|开会|拜访|见面|上门|开标|评审|回来|发布|启动|签|盖章|验收(?!单)|付款|回款|见|碰|谈|吃饭|过会|截标|投标|评标|续约|交流|培训|出差))"
NUMBER_RULES = (
    DateRule(
        rf"{NUMBER_ALONE}(?P<year>(?:19|20)\d\d)(?:[-/.])(?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?![\d/]|\.\d|-(?!20\d\d)\d)(?:t(?=\d\d:\d\d))?",
        _year_first,
    ),
    DateRule(rf"{NUMBER_ALONE}(?P<year>(?:19|20)\d\d)[ /-]{MONTH}[ /-]{DAY}(?!\d)", _date),
    DateRule(rf"{NUMBER_ALONE}{_NUMBERS}(?:/|, ?)(?P<year>20\d\d)(?![\d/])", slashed),
    DateRule(rf"{NUMBER_ALONE}{_NUMBERS}/(?P<year>\d\d)(?![\d/])", slashed),
    DateRule(rf"{NUMBER_ALONE}(?<!\d-)(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})-(?P<year>20\d\d)(?![\d/-])", slashed),
    DateRule(rf"{NUMBER_ALONE}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>20\d\d)(?![\d/])", _year_first),
    DateRule(rf"{_DOTTED}(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>)(?=[\s,;)]|$)", slashed),
    DateRule(
        rf"{NUMBER_ALONE}{DAY}{MARK}? ?(?:-|~|to|through|until|till|thru|up to(?: and including)?) ?(?:the )?(?P<until>3[01]|[12]\d|0?[1-9]){MARK}? (?:of |in )?(?:this |next )?{MONTH}(?![a-z]){AND_YEAR}",
        _days,
    ),
    DateRule(rf"{NUMBER_ALONE}(?!{_FRACTION}|24/7){_NUMBERS}(?P<year>){_NO_MORE}{_NO_SHARE}", slashed),
    DateRule(rf"\A{_NUMBERS}(?P<year>)\Z", slashed),
    DateRule(rf"{_CUE}{_NUMBERS}(?P<year>){_NO_MORE}{_NO_SHARE}", slashed),
    DateRule(rf"{NUMBER_ALONE}{_NUMBERS}(?P<year>)(?=[之以]?前)", slashed),
    DateRule(rf"{NUMBER_ALONE}(?P<month>\d{{1,2}})\.(?P<day>[0-3]?\d)(?P<year>)(?:[号日]|(?=[之以]?前|左右))", slashed),
    DateRule(rf"{NUMBER_ALONE}(?P<month>1[0-2]|[1-9])\.(?P<day>[12]\d|3[01])(?P<year>){_ON_WHICH}", slashed),
    DateRule(rf"{NUMBER_ALONE}(?P<month>1[0-2])\.(?P<day>0?[1-9])(?P<year>){_ON_WHICH}", slashed),
    DateRule(rf"{NUMBER_ALONE}{DAY}{MARK}?(?: of |[ /-])?{MONTH}(?![a-z]){AND_YEAR}", _date),
    DateRule(rf"{NUMBER_ALONE}{DAY}{MARK} (?:of )?(?:the )?(?P<rel>this|ne?xt|last) month{END}", _ordinal_of_month),
    DateRule(rf"{NUMBER_ALONE}{DAY}{MARK} of (?P<every>(?:every|each) month){END}", _ordinal),
    DateRule(rf"{NUMBER_ALONE}{DAY}{MARK} of the month(?P<every>){END}", _ordinal),
    DateRule(rf"(?:{_CUE}|\A){DAY}{MARK}(?P<every>){_AFTER_ORDINAL}", _ordinal),
)
WORD_RULES = (
    DateRule(
        rf"{MONTH} ?(?:the )?{DAY}{MARK}? ?(?:or|and|&) ?(?:the )?(?P<until>3[01]|[12]\d|0?[1-9]){_DATE_END}(?P<year>)",
        _days_named,
    ),
    DateRule(
        rf"{MONTH} ?(?:the )?{DAY}{MARK}? ?(?:-|~|to|through) ?(?P<until>3[01]|[12]\d|0?[1-9]){_DATE_END}{AND_YEAR}",
        _days,
    ),
    DateRule(rf"{MONTH}[ /-]?(?:the )?{DAY}{_DATE_END}{AND_YEAR}", _date),
    DateRule(rf"{MONTH} (?:the )?{_ORDINAL_WORD}(?! (?:week|wk)\b){AND_YEAR}", _date_in_words),
    DateRule(rf"(?:the )?{_ORDINAL_WORD} of {MONTH}(?![a-z]){AND_YEAR}", _date_in_words),
    DateRule(rf"(?:the )?{DAY}{MARK} (?:of |day of )?(?:the )?(?P<rel>this|ne?xt|last) month{END}", _ordinal_of_month),
    DateRule(rf"the {DAY}{MARK} (?:of )?{MONTH}(?![a-z]){AND_YEAR}", _date),
    DateRule(
        r"(?:on|by|before|until|till) the (?P<day>3[01]|[12]\d|[1-9])(?P<every>)(?=$|[.,;!?]| (?:at|between|from|in the)\b)",
        _ordinal,
    ),
    DateRule(
        rf"(?:between|from) the {DAY}{MARK} (?:and|to|through|until|till) (?:the )?(?P<until>3[01]|[12]\d|0?[1-9]){MARK}{END}(?! (?:of )?{MONTHS})",
        _ordinals,
    ),
    DateRule(rf"(?:the )?{DAY}{MARK} of (?P<every>(?:every|each) month){END}", _ordinal),
    DateRule(rf"(?:the )?{DAY}{MARK} of (?:the|the current) month(?P<every>){END}", _ordinal),
    DateRule(rf"(?P<every>every month on )?(?:the ){DAY}{MARK}{_AFTER_ORDINAL}", _ordinal),
)
