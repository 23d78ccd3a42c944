"""Working time: days, hours, make-up days, clock changes, and the properties that hold for all of them."""

import json
import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar import WorkCalendar, instant_of, year_known

PLANS = Path(__file__).parent / "data" / "holidays-cn"
NINE_TO_SIX = ((time(9), time(18)),)
WITH_LUNCH = ((time(9), time(12)), (time(13, 30), time(18)))
NIGHTS = ((time(22), time(6)),)
ROUND_THE_CLOCK = ((time(0), time(0)),)
MONDAY_TO_FRIDAY = frozenset(range(5))
EVERY_DAY = frozenset(range(7))


def calendar(zone="Asia/Shanghai", hours=WITH_LUNCH, days=MONDAY_TO_FRIDAY, country="CN", **overrides):
    return WorkCalendar(ZoneInfo(zone), hours, days, country, **overrides)


def at(text, zone="Asia/Shanghai"):
    """Read a wall clock time of a zone as a UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall(instant, zone="Asia/Shanghai"):
    assert instant.tzinfo is UTC
    return instant.astimezone(ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


def official():
    """Return what the State Council's notices say of single days: date -> worked."""
    plans = [json.loads(path.read_text(encoding="utf-8")) for path in PLANS.glob("*.json")]
    return {date.fromisoformat(day["date"]): not day["isOffDay"] for plan in plans for day in plan["days"]}


@pytest.mark.parametrize(("year", "working_days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_every_day_in_china_is_worked_or_free_as_decreed(year, working_days):
    plan, china = official(), calendar()
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(length)]
    assert [day for day in days if china.works_on(day) != plan.get(day, day.weekday() < 5)] == []
    assert sum(china.works_on(day) for day in days) == working_days


def test_make_up_saturdays_are_worked_and_festival_tuesdays_are_not():
    assert [calendar().works_on(date(2026, 2, day)) for day in (14, 17, 24, 28)] == [True, False, True, True]


def test_the_teams_own_days_win_over_the_country():
    ours = calendar(closed=frozenset({date(2026, 2, 14)}), opened=frozenset({date(2026, 2, 17)}))
    assert [ours.works_on(date(2026, 2, day)) for day in (14, 17)] == [False, True]


def test_a_part_of_a_country_has_its_own_days():
    epiphany = date(2026, 1, 6)
    assert [calendar(country=code).works_on(epiphany) for code in ("DE", "DE-BY")] == [True, False]


def test_an_unknown_country_is_refused():
    with pytest.raises(ValueError, match="no holidays known"):
        calendar(country="XX").works_on(date(2026, 1, 1))


def test_only_countries_that_decree_make_up_days_can_be_unknown():
    assert [year_known("CN", year) for year in (2025, 2026, 2027)] == [True, True, False]
    assert year_known("US", 2027)
    assert not calendar().year_known(2027)
    assert calendar(opened=frozenset({date(2027, 2, 13)})).year_known(2027)
    assert calendar(country=None).year_known(2027)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23 10:00", 0, "Mon 2026-11-23 10:00"),
        ("2026-11-23 10:00", 2, "Mon 2026-11-23 12:00"),
        ("2026-11-23 10:00", Decimal("2.5"), "Mon 2026-11-23 14:00"),
        ("2026-11-23 10:00", 8, "Tue 2026-11-24 10:30"),
        ("2026-02-14 17:00", 2, "Tue 2026-02-24 10:00"),
        ("2026-11-23 09:00", 75, "Fri 2026-12-04 18:00"),
    ],
)
def test_working_hours_are_added(start, hours, due):
    assert wall(calendar().add_working_hours(at(start), hours)) == due


@pytest.mark.parametrize(
    ("start", "end", "worked"),
    [
        ("2026-11-23 10:00", "2026-11-23 14:00", timedelta(hours=2, minutes=30)),
        ("2026-11-23 10:00", "2026-11-20 17:00", timedelta(hours=-2)),
        ("2026-01-01 00:00", "2027-01-01 00:00", 248 * timedelta(hours=7, minutes=30)),
    ],
)
def test_working_hours_are_counted(start, end, worked):
    assert calendar().working_hours_between(at(start), at(end)) == worked


@pytest.mark.parametrize(
    ("start", "working", "then"),
    [
        ("2026-11-23 09:00", True, "Mon 2026-11-23 09:00"),
        ("2026-11-23 12:00", False, "Mon 2026-11-23 13:30"),
        ("2026-11-23 18:00", False, "Tue 2026-11-24 09:00"),
        ("2026-09-30 20:00", False, "Thu 2026-10-08 09:00"),
    ],
)
def test_the_next_working_moment_is_now_or_when_work_begins(start, working, then):
    assert calendar().is_working(at(start)) is working
    assert wall(calendar().next_working_moment(at(start))) == then


@pytest.mark.parametrize(
    ("start", "days", "day"),
    [
        ("2026-11-28 10:00", 0, "Mon 2026-11-30 00:00"),
        ("2026-11-28 10:00", 1, "Mon 2026-11-30 00:00"),
        ("2026-02-13 10:00", 2, "Tue 2026-02-24 00:00"),
        ("2026-11-28 10:00", -2, "Thu 2026-11-26 00:00"),
    ],
)
def test_working_days_are_added(start, days, day):
    assert wall(calendar().add_working_days(at(start), days)) == day


@pytest.mark.parametrize(
    ("zone", "start", "hours", "due"),
    [
        ("America/New_York", "2026-03-08 00:00", 23, "2026-03-09 00:00-0400"),
        ("America/New_York", "2026-11-01 00:00", 25, "2026-11-02 00:00-0500"),
        ("Europe/Lisbon", "2026-10-25 00:00", 25, "2026-10-26 00:00+0000"),
        ("Australia/Lord_Howe", "2026-10-04 00:00", 23.5, "2026-10-05 00:00+1100"),
        ("Australia/Lord_Howe", "2026-04-05 00:00", 24.5, "2026-04-06 00:00+1030"),
    ],
)
def test_a_day_of_a_clock_change_is_as_long_as_it_is(zone, start, hours, due):
    always = calendar(zone, ROUND_THE_CLOCK, EVERY_DAY, None)
    expected = datetime.strptime(due, "%Y-%m-%d %H:%M%z")
    assert always.add_working_hours(at(start, zone), hours) == expected
    assert always.working_hours_between(at(start, zone), expected) == timedelta(hours=hours)


def test_work_begins_at_nine_on_the_wall_before_and_after_a_clock_change():
    office = calendar("America/New_York", NINE_TO_SIX, EVERY_DAY, None)
    nights = [at(f"2026-{day} 00:30", "America/New_York") for day in ("03-07", "03-08", "10-31", "11-01")]
    assert [office.next_working_moment(night).hour for night in nights] == [14, 13, 13, 14]


@pytest.mark.parametrize(
    ("zone", "day", "clock", "instant"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08 07:00"),  # skipped: 03:00 EDT
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01 05:30"),  # twice: the first, EDT
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15, 0, 5), "2026-10-03 15:30"),
        ("America/Santiago", date(2026, 9, 6), time(0), "2026-09-06 04:00"),  # no midnight on this day
        ("Pacific/Apia", date(2011, 12, 30), time(12), "2011-12-30 10:00"),  # no such day at all
    ],
)
def test_a_skipped_time_is_the_next_that_exists_and_a_repeated_one_the_first(zone, day, clock, instant):
    assert f"{instant_of(day, clock, ZoneInfo(zone)):%Y-%m-%d %H:%M}" == instant


@pytest.mark.parametrize(
    ("zone", "start", "clock", "instant"),
    [
        ("Asia/Shanghai", "2026-11-23 08:59", time(9), "2026-11-23 01:00"),
        ("Asia/Shanghai", "2026-11-23 09:00", time(9), "2026-11-24 01:00"),
        ("America/New_York", "2026-03-08 01:00", time(2, 30), "2026-03-08 07:00"),
        ("America/New_York", "2026-11-01 01:45", time(1, 30), "2026-11-02 06:30"),
        ("America/Havana", "2026-10-31 23:00", time(0, 30), "2026-11-01 04:30"),
    ],
)
def test_the_next_time_a_wall_clock_shows(zone, start, clock, instant):
    found = calendar(zone).next_day_at(at(start, zone), clock)
    assert f"{found:%Y-%m-%d %H:%M}" == instant


def test_a_day_begins_at_its_first_moment():
    assert calendar().day_start(at("2026-11-23 07:00")) == datetime(2026, 11, 22, 16, tzinfo=UTC)


def test_a_night_shift_belongs_to_the_day_it_begins_on():
    night = calendar(hours=NIGHTS)
    assert night.is_working(at("2026-11-28 05:59"))  # Saturday morning, begun on Friday
    assert not night.is_working(at("2026-11-23 05:59"))  # Monday morning, would have begun on Sunday
    assert wall(night.add_working_hours(at("2026-11-28 05:00"), 2)) == "Mon 2026-11-30 23:00"
    assert wall(night.next_working_moment(at("2026-11-30 03:00"))) == "Mon 2026-11-30 22:00"


def test_hours_that_make_no_sense_are_refused():
    overlap = ((time(9), time(12)), (time(11), time(18)))
    into_the_morning = ((time(5), time(8)), (time(22), time(6)))
    with_a_zone = ((time(9, tzinfo=UTC), time(18)),)
    for hours in ((), overlap, overlap[::-1], into_the_morning, with_a_zone):
        with pytest.raises(ValueError, match="working hours"):
            calendar(hours=hours)


def test_days_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="at least one working day"):
        calendar(days=frozenset())
    with pytest.raises(ValueError, match="from 0"):
        calendar(days=frozenset({7}))
    with pytest.raises(ValueError, match="both closed and opened"):
        calendar(closed=frozenset({date(2026, 1, 1)}), opened=frozenset({date(2026, 1, 1)}))


def test_a_calendar_silent_for_over_400_days_is_refused_and_does_not_hang():
    silent = calendar(days=frozenset(), country=None, opened=frozenset({date(2027, 2, 9)}))
    assert wall(silent.next_working_moment(at("2026-01-06 10:00"))) == "Tue 2027-02-09 09:00"
    with pytest.raises(ValueError, match="no working time"):
        silent.next_working_moment(at("2026-01-05 08:00"))
    with pytest.raises(ValueError, match="no working time"):
        silent.add_working_hours(at("2027-02-10 10:00"), 1)
    with pytest.raises(ValueError, match="no working day"):
        silent.add_working_days(at("2027-02-10 10:00"), 1)


def test_absurd_amounts_are_refused():
    for hours in (-1, 10**9, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="working hours can be added"):
            calendar().add_working_hours(at("2026-01-06 10:00"), hours)
    with pytest.raises(ValueError, match="more than"):
        calendar().add_working_days(at("2026-01-06 10:00"), 10**9)
    with pytest.raises(ValueError, match="50 years"):
        calendar().working_hours_between(at("1900-01-06 10:00"), at("2026-01-06 10:00"))


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        calendar().add_working_hours(datetime(2026, 11, 23), 1)


ZONES = ["Asia/Shanghai", "America/New_York", "Europe/Lisbon", "Australia/Lord_Howe", "America/Santiago"]
calendars = st.builds(
    calendar,
    zone=st.sampled_from(ZONES),
    hours=st.sampled_from([NINE_TO_SIX, WITH_LUNCH, NIGHTS, ROUND_THE_CLOCK]),
    days=st.sampled_from([MONDAY_TO_FRIDAY, EVERY_DAY, frozenset({1, 6})]),
    country=st.sampled_from([None, "CN", "US"]),
    closed=st.sampled_from([frozenset(), frozenset({date(2026, 3, 9)})]),
)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)).map(lambda when: when.replace(tzinfo=UTC))
amounts = st.decimals(0, 400, places=2)


@given(calendars, instants, amounts, amounts)
def test_hours_added_in_two_parts_are_hours_added_at_once(ours, start, first, second):
    in_parts = ours.add_working_hours(ours.add_working_hours(start, first), second)
    assert in_parts == ours.add_working_hours(start, first + second)


@given(calendars, instants, amounts)
def test_what_was_added_is_what_lies_between(ours, start, hours):
    between = ours.working_hours_between(start, ours.add_working_hours(start, hours))
    assert between == timedelta(seconds=int(hours * 3600))


@given(calendars, instants, instants, amounts, amounts)
def test_later_or_longer_is_never_due_earlier(ours, one, other, few, many):
    early, late = sorted([one, other])
    few, many = sorted([few, many])
    assert ours.add_working_hours(early, few) <= ours.add_working_hours(late, many)


@given(calendars, instants)
def test_the_next_working_moment_is_worked_and_nothing_before_it(ours, start):
    then = ours.next_working_moment(start)
    assert then >= start
    assert ours.is_working(then)
    assert ours.working_hours_between(start, then) == timedelta(0)


@given(st.sampled_from(ZONES), instants, st.times())
def test_the_next_day_at_is_later_and_within_two_days(zone, start, clock):
    found = calendar(zone).next_day_at(start, clock)
    assert start < found <= start + timedelta(hours=25)


def test_adding_a_year_takes_microseconds():
    china, start, rounds = calendar(), at("2026-01-05 09:00"), 500
    china.add_working_hours(start, 1860)
    began = stopwatch.perf_counter()
    for _ in range(rounds):
        china.add_working_hours(start, 1860)
    took = (stopwatch.perf_counter() - began) / rounds * 1e6
    print(f"a year of working hours added in {took:.1f} µs")
    assert took < 500  # typically under 50; the rest is for a busy machine
