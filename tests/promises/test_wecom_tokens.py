"""WeCom's access token: one for all processes, fetched once per end, and never asked for without end."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import tokens
from storage.store import Store
from tests.promises.offices import Colleague, Office
from tests.running import until
from tests.wecom import HTML_AFTER, RESET, errcode, hang, status

MORNING = datetime(2026, 11, 23, 1, 7, tzinfo=UTC)


class Clock:
    """Stands still until told."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(databases, clock):
    with databases.fresh("sqlite") as url, Office(url, clock=clock) as office:
        yield office


def passes(office, clock, **duration):
    """Let time pass in steps of two seconds while the sender works."""
    end = clock.now + timedelta(**duration)
    while clock.now < end:
        clock.now += timedelta(seconds=2)
        office.settles()


@pytest.mark.alone
def test_twenty_posts_of_two_processes_share_one_token_and_one_refresh(url):
    with Office(url) as office, Colleague(office.given):
        office.program.sender.start()
        office.says_to_all("one")
        until(lambda: len(office.heard("one")) == 20, 20)
        assert len(office.wecom.calls("gettoken")) == 1

        office.wecom.app.expire(42001)
        office.says_to_all("two")
        until(lambda: len(office.heard("two")) == 20, 20)
        until(lambda: office.states() == {"sent": 40})

        assert len(office.wecom.calls("gettoken")) == 2
        assert sorted(office.heard("two")) == office.people


def test_one_fetches_though_another_who_waited_looked_at_the_clock_before(url):
    store = Store(url, connections=2)

    def asks(now):
        with store.write() as db:
            return tokens.ask(db, "app", now=now)

    assert asks(MORNING)
    assert not asks(MORNING - timedelta(milliseconds=5))
    assert not asks(MORNING + timedelta(seconds=5))
    assert asks(MORNING - timedelta(minutes=1))  # what was asked for so far ahead stands there by a wrong clock
    store.close()


def test_a_token_that_is_never_good_is_fetched_three_times_a_minute_at_most_and_told_once(office, clock):
    office.says_to_all("one")
    office.wecom.fails("message/send", errcode(42001), for_ever=True)
    passes(office, clock, minutes=5)

    fetched = [call.at for call in office.wecom.calls("gettoken")]
    assert max(sum(at <= other < at + timedelta(minutes=1) for other in fetched) for at in fetched) <= 3
    assert office.states() == {"waiting": 20}
    assert office.alerts() == 1

    office.wecom.heals()
    passes(office, clock, minutes=15)
    assert sorted(office.heard("one")) == office.people
    assert office.alerts() == 1


def test_after_45009_the_app_is_silent_for_the_window_and_nothing_is_lost(office, clock):
    office.says_to_all("warm")
    passes(office, clock, seconds=10)
    office.says_to_all("one")
    office.wecom.fails("message/send", errcode(45009), for_ever=True)
    passes(office, clock, seconds=2)
    before = len(office.wecom.calls("message/send"))
    passes(office, clock, seconds=50)
    assert len(office.wecom.calls("message/send")) == before

    office.wecom.heals()
    passes(office, clock, minutes=15)
    assert sorted(office.heard("one")) == office.people


@pytest.mark.parametrize(
    "fault", [RESET, status(502), HTML_AFTER, errcode(-1), hang(0.2)], ids=lambda fault: fault.kind
)
def test_a_token_that_cannot_be_fetched_now_is_fetched_later(office, clock, fault):
    office.wecom.fails("gettoken", fault)
    office.says_to_all("one")
    passes(office, clock, minutes=3)
    assert sorted(office.heard("one")) == office.people
    assert office.alerts() == 0


def test_in_the_last_minutes_of_a_token_nothing_waits(office, clock):
    office.says_to_all("one")
    passes(office, clock, seconds=10)
    clock.now += timedelta(seconds=7200 - 200)
    office.says_to_all("two")
    passes(office, clock, seconds=10)
    assert sorted(office.heard("two")) == office.people
    clock.now += timedelta(seconds=200)
    office.says_to_all("three")
    passes(office, clock, seconds=30)
    assert sorted(office.heard("three")) == office.people
    assert len(office.wecom.calls("gettoken")) <= 3
