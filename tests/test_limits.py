"""Platform limits in the store: pace, blocks of up to a day, and clocks that were wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import limits
from storage.store import Store

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def passes(url):
    """Whether a call may go at a moment, and a way to stop the key."""
    store = Store(url, connections=1)

    def asked(now, *, stopped_until=None, burst=1, key="wecom"):
        with store.write() as db:
            if stopped_until is not None:
                limits.stop(db, key, until=stopped_until)
            return limits.passes(db, key, every=SECOND, burst=burst, now=now)

    yield asked
    store.close()


def test_one_call_passes_per_interval_after_a_burst(passes):
    assert [passes(NOW, burst=3) for _ in range(5)] == [None, None, None, NOW + SECOND, NOW + SECOND]
    assert passes(NOW + SECOND, burst=3) is None


@pytest.mark.parametrize("length", [timedelta(minutes=1), HOUR, timedelta(hours=3), timedelta(hours=24)])
@pytest.mark.parametrize("burst", [1, 20])
def test_a_stop_the_platform_named_holds_to_its_end_also_when_that_is_a_day_away(passes, length, burst):
    end = NOW + length
    unspent = SECOND * (burst - 1)
    assert passes(NOW, stopped_until=end + unspent, burst=burst) == min(end, NOW + HOUR)
    for later in (length / 4, length / 2, length - SECOND):
        assert passes(NOW + later, burst=burst) == min(end, NOW + later + HOUR)
    assert passes(end, burst=burst) is None
    assert passes(end, burst=burst) == end + SECOND  # what was stopped has no burst left
    assert passes(NOW, key="slack") is None


def test_what_a_clock_two_hours_fast_counted_binds_nobody(passes):
    for _ in range(3):
        passes(NOW + 2 * HOUR)
    assert (passes(NOW), passes(NOW)) == (None, NOW + SECOND)


def test_a_stop_from_a_clock_two_days_fast_binds_nobody(passes):
    assert passes(NOW, stopped_until=NOW + timedelta(days=2)) is None
