"""Rules behind the lists, with plain values: weights, working days, commit and best case, ways through the stages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.turn import calendar_of
from sales.config import Config, ForecastPolicy
from sales.forecasting import ClosedDeal, forecast, passages, pipeline, rate, reasons, weighted
from sales.goals import Goal, compare, days_left, gap, split
from sales.money import Money
from sales.periods import read_key
from sales.rates import Rates
from sales.responding import Length, times
from sales.staleness import OpenDeal, WorkedDays, overdue, standing_still

SHANGHAI = ZoneInfo("Asia/Shanghai")
CONFIG = Config()
RATES = Rates("CNY", SHANGHAI)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 09:00 in Shanghai
CALENDAR = calendar_of(CONFIG.calendar, "Asia/Shanghai")
WORKED = {1: WorkedDays(CALENDAR, NOW)}
DEAL = OpenDeal(1, 1, 1, "proposal", NOW, Money(100_000, "CNY"), None, None, None, None, NOW)


def ago(**length):
    return NOW - timedelta(**length)


@given(st.integers(0, 10**15), st.integers(0, 100))
def test_a_weighted_amount_is_off_by_half_a_fen_at_most(minor, percent):
    assert abs(weighted(Money(minor, "CNY"), percent).minor * 100 - minor * percent) <= 50


@pytest.mark.parametrize(
    ("minor", "percent", "fen"), [(1, 50, 0), (3, 50, 2), (5, 50, 2), (100, 45, 45), (99, 100, 99)]
)
def test_half_a_fen_goes_to_the_even_one(minor, percent, fen):
    assert weighted(Money(minor, "CNY"), percent).minor == fen


@pytest.mark.parametrize(
    ("since", "days"),
    [
        (NOW, 0),
        (ago(hours=8), 0),  # Monday 01:00
        (ago(hours=10), 1),  # Sunday 23:00: the weekend is none, Monday is one
        (ago(days=3), 1),  # Friday to Monday
        (ago(days=7), 5),
        (ago(days=60), 37),  # over the national holiday: 24 September to 23 November
    ],
)
def test_working_days_begin_after_the_day_itself(since, days):
    assert WorkedDays(CALENDAR, NOW).since(since) == days


@given(st.integers(0, 900))
def test_working_days_are_those_of_the_calendar_counted_one_by_one(back):
    start = ago(days=back)
    day, found = CALENDAR.day_of(start), 0
    while day < CALENDAR.day_of(NOW):
        day += timedelta(days=1)
        found += CALENDAR.works_on(day)
    assert WorkedDays(CALENDAR, NOW).since(start) == found


def test_a_pipeline_sums_what_each_stage_holds_in_the_order_of_the_playbook():
    deals = [
        replace(DEAL, id=1, stage="contract", stage_since=ago(days=21)),
        replace(DEAL, id=2, stage_since=ago(days=7), probability=80),
        replace(DEAL, id=3, stage_since=ago(days=21), amount=None),
        replace(DEAL, id=4, stage="gone"),
    ]
    rows = pipeline(deals, config=CONFIG, rates=RATES, worked=WORKED, now=NOW)
    assert [
        (row.stage.key, row.count, row.value.worth.minor, row.weighted.worth.minor, row.average, row.longest, row.stuck)
        for row in rows
    ] == [
        ("proposal", 2, 100_000, 80_000, 10, 15, 1),
        ("contract", 1, 100_000, 85_000, 15, 15, 1),
        ("gone", 1, 100_000, 0, 0, 0, 0),
    ]


def test_a_deal_is_stale_without_news_and_stuck_beyond_its_stages_days():
    quiet = replace(DEAL, id=1, touched=ago(days=7))
    stuck = replace(DEAL, id=2, stage_since=ago(days=15))
    both = replace(DEAL, id=3, stage_since=ago(days=30), touched=ago(days=14))
    planned = replace(quiet, id=4, next_at=NOW + timedelta(days=2))
    fresh = replace(DEAL, id=5, touched=ago(days=6))
    found = standing_still([quiet, stuck, both, planned, fresh], config=CONFIG, worked=WORKED, now=NOW)
    assert [(one.deal.id, one.quiet, one.stale, one.stuck) for one in found] == [
        (3, 10, True, True),
        (1, 5, True, False),
        (2, 0, False, True),
    ]


def test_a_day_is_overdue_when_it_is_over_and_a_moment_when_it_has_come():
    today = CALENDAR.day_start(NOW)
    deals = [
        replace(DEAL, id=1, close_date=today),
        replace(DEAL, id=2, close_date=today - timedelta(days=1)),
        replace(DEAL, id=3, contact_due=ago(minutes=1)),
        replace(DEAL, id=4, next_at=NOW + timedelta(minutes=1), contact_due=ago(days=3)),
    ]
    found = overdue(deals, worked=WORKED, now=NOW)
    assert [(late.deal.id, late.what) for late in found] == [
        (4, "first_contact"),
        (2, "close_date"),
        (3, "first_contact"),
    ]


def test_a_forecast_counts_each_deal_once_where_it_belongs():
    since, until = datetime(2026, 9, 30, 16, tzinfo=UTC), datetime(2026, 12, 31, 16, tzinfo=UTC)
    inside = until - timedelta(days=1)
    deals = [
        replace(DEAL, id=1, stage="contract", close_date=inside),
        replace(DEAL, id=2, stage="proposal", close_date=inside),
        replace(DEAL, id=3, stage="new", close_date=inside),
        replace(DEAL, id=4, stage="new", probability=90, close_date=since),
        replace(DEAL, id=5, stage="contract", close_date=until),
        replace(DEAL, id=6, stage="contract", close_date=since - timedelta(days=1)),
        replace(DEAL, id=7, stage="contract"),
        replace(DEAL, id=8, stage="contract", close_date=inside, amount=None),
    ]
    won = [ClosedDeal(9, 1, 1, "won", Money(50_000, "CNY"), NOW, "")]
    found = forecast(deals, won, config=CONFIG, rates=RATES, since=since, until=until, now=NOW)
    assert (found.won.count, found.commit.count, found.best.count, found.every.count) == (1, 3, 5, 5)
    assert [one.worth.minor for one in (found.committed, found.expected, found.at_best)] == [250_000, 275_000, 450_000]
    assert [[deal.id for deal in group] for group in (found.undated, found.unpriced, found.passed)] == [[7], [8], [6]]


def test_a_best_case_may_leave_out_what_is_unlikely():
    config = replace(CONFIG, forecast=ForecastPolicy(best_from=40))
    deals = [
        replace(DEAL, id=no, stage=stage, close_date=NOW) for no, stage in enumerate(("new", "proposal", "contract"))
    ]
    found = forecast(deals, [], config=config, rates=RATES, since=NOW, until=NOW + timedelta(days=1), now=NOW)
    assert (found.commit.count, found.best.count, found.every.count) == (1, 2, 3)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 100)), max_size=20))
def test_the_best_case_is_never_less_than_the_likely_nor_this_than_what_is_won(deals):
    due = [
        replace(DEAL, id=no, amount=Money(minor, "CNY"), probability=chance, close_date=NOW)
        for no, (minor, chance) in enumerate(deals)
    ]
    found = forecast(due, [], config=CONFIG, rates=RATES, since=NOW, until=NOW + timedelta(days=1), now=NOW)
    assert found.at_best.worth.minor >= found.expected.worth.minor >= found.won.value.worth.minor


def test_a_stage_can_commit_by_itself():
    config = replace(CONFIG, forecast=ForecastPolicy(commit_from=101, best_from=101, commit_stages=("proposal",)))
    deal = replace(DEAL, close_date=NOW)
    found = forecast([deal], [], config=config, rates=RATES, since=NOW, until=NOW + timedelta(days=1), now=NOW)
    assert (found.commit.count, found.best.count) == (1, 1)


def test_ways_through_the_stages_are_followed_from_where_they_were_entered():
    ways = [
        ("1:new:1,2:contacted:1,3:proposal:1", "open", 3),
        ("1:new:1", "lost", 2),
        ("2:contacted:1,1:new:0", "lost", 1),  # the database gives no order
        ("1:new:1", "won", 1),
        ("1:proposal:0,2:contacted:1", "open", 1),  # went back: it has not gone on from there since
        ("1:new:0,2:qualified:0", "open", 9),
    ]
    found = passages(ways, config=CONFIG)
    assert [(row.stage.key, row.entered, row.went_on, row.won, row.lost, row.still) for row in found] == [
        ("new", 6, 4, 1, 2, 0),
        ("contacted", 5, 3, 0, 1, 1),
        ("proposal", 3, 0, 0, 0, 3),
    ]


def test_reasons_come_by_how_often_they_are_given():
    lost = [
        ClosedDeal(no, 1, 1, "lost", Money(100, "CNY"), NOW, why)
        for no, why in enumerate(("price", "", "budget", "price"))
    ]
    assert [(one.key, one.count, one.value.worth.minor) for one in reasons(lost, RATES)] == [
        ("price", 2, 200),
        ("budget", 1, 100),
        ("other", 1, 100),
    ]


def test_percentages_are_rounded_half_up_and_nothing_has_none():
    assert [rate(1, 3), rate(1, 2), rate(1, 200), rate(0, 5), rate(0, 0)] == [33, 50, 1, 0, None]


@given(st.integers(1, 10**15), st.integers(1, 200), st.sampled_from([1, 100, 1000]))
def test_the_parts_of_a_goal_add_up_to_it_and_are_nearly_equal(value, among, unit):
    parts = split(value, among, unit=unit)
    assert (sum(parts), len(parts)) == (value, among)
    assert max(parts) - min(parts) < 2 * unit


def test_five_million_among_three_is_split_in_whole_yuan():
    assert split(500_000_000, 3, unit=100) == [166_666_700, 166_666_700, 166_666_600]


GOAL = Goal("member", 1, "Li", "value", read_key("2026-Q4"), 120_000_000, "CNY")


def test_a_gap_says_what_each_day_left_must_bring_in_whole_yuan():
    found = gap(GOAL, done=30_000_050, unrated=(), likely=50_000_000, days=29)
    assert (found.left, found.percent, found.per_day, found.reached, found.covered) == (
        89_999_950,
        25,
        3_103_500,
        False,
        False,
    )
    assert found.per_day * 29 >= found.left


def test_a_goal_that_was_passed_asks_nothing_more():
    found = gap(GOAL, done=130_000_000, unrated=(), likely=0, days=29)
    assert (found.left, found.percent, found.per_day, found.reached) == (-10_000_000, 108, 0, True)


def test_days_left_begin_today_or_with_the_period():
    assert days_left(read_key("2026-11"), calendar=CALENDAR, now=NOW) == 6
    assert days_left(read_key("2026-12"), calendar=CALENDAR, now=NOW) == 23
    assert days_left(read_key("2026-10"), calendar=CALENDAR, now=NOW) == 0


def test_a_teams_goal_is_held_against_its_members_and_goals_without_a_rate_are_named():
    parts = [
        replace(GOAL, subject=no, value=value, currency=currency)
        for no, value, currency in ((1, 70, "CNY"), (2, 40, "CNY"), (3, 5, "EUR"))
    ]
    found = compare(replace(GOAL, kind="team", value=100), parts, RATES, NOW)
    assert (found.parts, found.difference, found.unrated) == (110, 10, (Money(5, "EUR"),))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=50))
def test_response_times_are_the_middle_one_and_the_one_nine_of_ten_stay_within(minutes):
    found = times(timedelta(minutes=one) for one in minutes)
    ordered = sorted(minutes)
    within = found.ninetieth.hours * 60 + found.ninetieth.minutes
    assert sum(one <= within for one in minutes) >= 0.9 * len(minutes)
    assert within in ordered
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    assert abs(found.median.hours * 60 + found.median.minutes - middle) <= 0.5


def test_nothing_has_no_response_time():
    assert times([]) is None
    assert times([timedelta(hours=3, minutes=20)]).median == Length(3, 20)
