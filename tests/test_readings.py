"""Dates and amounts as other people's readers expect them; which of their cases fit our policy: tests/data/README.md.

The last bits of a text's SHA-256 decide: of eight parts seven were read when rules were made, one never was.
"""

import hashlib
import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from handlers.language.spans.amounts import find_amounts
from handlers.language.spans.dates import DateSpan, find_dates
from tests.test_dates import SHANGHAI, Office

DATA = Path(__file__).parent / "data" / "readings"
DAY = timedelta(days=1)
ENDS = re.compile(r"end|底|末|eo[mwqy]|close", re.IGNORECASE)
ROLLING = re.compile(r"\b(?:next|coming|past|last|upcoming|within|previous)\b|[近未来过去内]")


UNFIT = [re.compile(one["pattern"]) for one in json.loads((DATA / "unfit.json").read_text())]


def every_case(name):
    """The cases of a file."""
    return [json.loads(line) for line in (DATA / name).read_text().splitlines()]


def cases(name):
    """The cases of a file that fit our policy, of both parts alike."""
    return [case for case in every_case(name) if not any(one.search(case["text"]) for one in UNFIT)]


def half(text):
    """Which part a case belongs to: `read` when rules were made, or `untouched`."""
    digest = hashlib.sha256(text.encode()).digest()
    return "untouched" if all(byte % 2 for byte in digest[:3]) else "read"


def right(case):
    """Whether we read a case as expected, looking forward or, as what has happened, back."""
    at = datetime.fromisoformat(case["at"]).replace(tzinfo=SHANGHAI).astimezone(UTC)
    for forward in (True, False):
        found = find_dates(case["text"], now=at, zone=SHANGHAI, calendar=Office(), forward=forward)
        pairs = zip(case["want"], found, strict=False)
        if len(found) == len(case["want"]) and all(fits(want, span, case["text"]) for want, span in pairs):
            return True
        if len(found) == 1 and len(case["want"]) == 2 and both(case["want"], found[0]):
            return True
    return False


def both(wants, span):
    """Whether a span is a day and the time beside it, which others tell as two."""
    days = [want for want in wants if want["kind"] in ("date", "daterange", "datetimerange")]
    times = [want for want in wants if want["kind"] in ("time", "timerange")]
    if len(days) != 1 or len(times) != 1:
        return False
    at = wall(span.at)
    on_day = any(first and first[:10] == f"{at:%F}" for first, _, _ in days[0]["any"])
    return on_day and (bool(span.part) or any(first and first[:5] == f"{at:%H:%M}" for first, _, _ in times[0]["any"]))


def fits(want, span, text):
    """Whether one of the readings of a case is ours."""
    return any(same(want["kind"], first, last, bound, span, text) for first, last, bound in want["any"])


def wall(at):
    return at.astimezone(SHANGHAI).replace(tzinfo=None)


def moment(said):
    return None if said is None else datetime.fromisoformat(said)


def same(kind, first, last, bound, span: DateSpan, text):
    """Whether a reading is ours: to the minute, the day, or for what is fuzzy within the period."""
    at, until = wall(span.at), None if span.until is None else wall(span.until)
    if kind in ("time", "timerange"):
        return clock(first, last, bound, span, at, until)
    begin, end = moment(first), moment(last)
    if kind == "datetime":
        return at == begin.replace(second=0)
    if kind == "date":
        return at.date() == begin.date() and not span.has_time and (until is None or span.precision == "fuzzy")
    return stretch(kind, begin, end, bound, span, text)


def stretch(kind, begin, end, bound, span, text):
    at, until = wall(span.at), None if span.until is None else wall(span.until)
    if bound in ("before", "until", "since", "after"):
        return bounded(end if bound in ("before", "until") else begin, at, until)
    if begin is None or end is None:
        return False
    if kind == "datetimerange":
        return (at, until) == (begin, end) or bool(span.part and begin.date() == at.date())
    return period(begin, end, span, at, until, text)


def clock(first, last, bound, span, at, until):
    if span.part and not span.has_time:
        return True
    if last is None or bound:
        return span.has_time and f"{at:%H:%M}" == (first or last)[:5]
    return f"{at:%H:%M}" == first[:5] and until is not None and f"{until:%H:%M}" == last[:5]


def bounded(limit, at, until):
    return limit is not None and (limit in (at, until) or limit.date() in {at.date(), ((until or at) + DAY).date()})


def period(begin, end, span, at, until, text):
    last = (until or at) + DAY
    if ROLLING.search(text) and until and abs(at - begin) <= DAY and abs(last - end) <= DAY:
        return True  # today may count or not
    if at.date() == begin.date() and until and end.day == 1 and (end.year, end.month) == (until.year, until.month):
        return True  # "May to October" with or without October
    if at.date() == begin.date() and end.date() in {last.date(), (until or at).date()}:
        return True
    one_day = until is None and not span.has_time and ENDS.search(text)
    return begin <= at < end if span.precision == "fuzzy" or one_day else False


@pytest.mark.parametrize(("language", "read", "untouched"), [("zh", 95, 62), ("en", 95, 71)])
def test_dates_are_read_as_others_expect_where_our_policy_is_theirs(language, read, untouched):
    seen = Counter((half(case["text"]), right(case)) for case in cases("dates.jsonl") if case["lang"] == language)
    assert rate(seen, "read", f"dates {language}") >= read
    assert rate(seen, "untouched", f"dates {language}") >= untouched


@pytest.mark.parametrize("one", UNFIT, ids=lambda one: one.pattern)
def test_what_does_not_fit_is_named_by_a_reason_that_a_case_has(one):
    assert any(one.search(case["text"]) for name in ("dates.jsonl", "amounts.jsonl") for case in every_case(name))


def test_amounts_are_read_as_others_expect():
    seen = Counter((half(case["text"]), paid(case)) for case in cases("amounts.jsonl"))
    assert rate(seen, "read", "amounts") >= 95
    assert rate(seen, "untouched", "amounts") >= 50


def paid(case):
    """Whether we read the amounts of a case; a bare dollar may be anybody's."""
    found = find_amounts(case["text"], currency="USD")
    pairs = list(zip(found, case["want"], strict=False))
    return len(found) == len(case["want"]) and all(
        span.amount.units == Decimal(value) and currency in (None, span.amount.currency)
        for span, (value, currency) in pairs
    )


def rate(seen, part, what):
    """Print and return a rate in percent."""
    good, all_ = seen[part, True], seen[part, True] + seen[part, False]
    print(f"{what} {part}: {good} of {all_}")
    return 100 * good / all_
