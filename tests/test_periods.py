"""Periods: what their words mean, where they begin and end in a zone, and how they are named."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.spans.reported import find_period
from sales.calendar import WorkCalendar
from sales.periods import UNITS, Period, containing, days, read_key
from templates.days import period

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CALENDAR = WorkCalendar(SHANGHAI, ((time(9), time(18)),), frozenset(range(5)))
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def found(text: str) -> str | None:
    """The key of the period a text speaks of."""
    span = find_period(text, now=MONDAY, zone=SHANGHAI, calendar=CALENDAR)
    return None if span is None else span.period.key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        *(("today", "2026-11-23"), ("昨天", "2026-11-22"), ("2026-11-20", "2026-11-20")),
        *(("this week", "2026-W48"), ("last week", "2026-W47"), ("本周", "2026-W48"), ("上周", "2026-W47")),
        *(("week 48", "2026-W48"), ("第47周", "2026-W47"), ("2026-W01", "2026-W01"), ("week 53", "2020-W53")),
        *(("this month", "2026-11"), ("上个月", "2026-10"), ("2026-11", "2026-11"), ("2026年11月", "2026-11")),
        *(("Oct", "2026-10"), ("12月", "2025-12"), ("Dec 2025", "2025-12"), ("month", "2026-11"), ("月榜", "2026-11")),
        *(("Q4", "2026-Q4"), ("本季度", "2026-Q4"), ("last quarter", "2026-Q3"), ("2017年二季度", "2017-Q2")),
        *(("Q4 2025", "2025-Q4"), ("2025Q4", "2025-Q4"), ("季度", "2026-Q4")),
        *(("this year", "2026"), ("去年", "2025"), ("2017", "2017"), ("全年", "2026")),
        *(("H1", "2026-01-01..2026-06-30"), ("11月1日到11月15日", "2026-11-01..2026-11-15")),
        *(("last 7 days", "2026-11-17..2026-11-23"), ("2026-11-01..2026-11-30", "2026-11")),
        *(("华东 本周 积分", "2026-W48"), ("east Q3 by value", "2026-Q3")),
        *(("华东二部", None), ("top 5", None), ("", None), ("week 60", None), ("2026-13", None)),
    ],
)
def test_a_period_is_found_by_its_words(said, key):
    assert found(said) == key


@given(DAYS, st.sampled_from(UNITS))
def test_a_key_names_the_period_it_came_from_and_periods_follow_without_gap(day, unit):
    whole = containing(unit, day)
    assert whole.first <= day <= whole.last
    assert read_key(whole.key) == whole == days(whole.first, whole.last)
    assert whole.before().after() == whole
    for zone in (SHANGHAI, NEW_YORK):
        assert whole.before().until(zone) == whole.since(zone) < whole.until(zone) == whole.after().since(zone)


@given(DAYS, DAYS)
def test_some_days_have_a_key_too(one, other):
    some = days(min(one, other), max(one, other))
    assert read_key(some.key) == some
    for before, after in ((some.before(), some), (some, some.after())):  # some days may happen to be a whole month
        assert (after.first - before.last).days == 1


def test_a_day_begins_when_the_zones_day_does():
    day = containing("day", date(2026, 11, 23))
    assert day.since(SHANGHAI) == datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert day.since(NEW_YORK) == datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.mark.parametrize("key", ["", "2026-13", "2026-W54", "2026-Q5", "x", "2026-11-31", "2026-11-01..x"])
def test_what_is_no_key_names_nothing(key):
    assert read_key(key) is None


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("2026", "2026年", "2026"),
        ("2026-Q4", "2026年第四季度", "Q4 2026"),
        ("2026-11", "2026年11月", "November 2026"),
        ("2026-11-23", "2026年11月23日 周一", "Mon 23 Nov 2026"),
        ("2026-W48", "2026年11月23日至29日", "23–29 Nov 2026"),
        ("2026-W49", "2026年11月30日至12月6日", "30 Nov – 6 Dec 2026"),
        ("2026-W53", "2026年12月28日至2027年1月3日", "28 Dec 2026 – 3 Jan 2027"),
    ],
)
def test_a_period_is_named_as_people_name_it(key, zh, en):
    named = read_key(key)
    assert isinstance(named, Period)
    assert (period(named, "zh"), period(named, "en")) == (zh, en)
