"""A platform that is away for hours or days: what waits is said when it is back, in order, and nothing dies of it."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot import doctor
from bot.platform import CannotPost
from tests.chat import START
from tests.promises.network import (
    is_away,
    is_broken,
    is_busy,
    later,
    loses_the_answer,
    refuses,
    says_when,
    settle,
    states,
    times_out,
    waits,
)

HOUR = timedelta(hours=1)
ALWAYS = 10_000


def goes_on(chat, *, hours, minutes=5):
    for _ in range(hours * 60 // minutes):
        later(chat, minutes=minutes)


@pytest.mark.parametrize("mood", [is_away, is_broken])
def test_reminders_outlive_an_outage_of_two_days(quick_net, mood):
    for no in range(3):
        waits(quick_net.chat, f"nudge {no}", "reminder")
        quick_net.will(f"nudge {no}", *[mood] * ALWAYS)
    goes_on(quick_net.chat, hours=48, minutes=20)
    assert (set(states(quick_net.chat).values()), quick_net.shown) == ({"waiting"}, [])

    quick_net._moods.clear()
    goes_on(quick_net.chat, hours=1)
    assert [key for key, _ in quick_net.shown] == ["nudge 0", "nudge 1", "nudge 2"]


def test_during_an_outage_the_platform_is_asked_ever_more_rarely_and_every_quarter_of_an_hour_at_last(quick_net):
    waits(quick_net.chat, "hello")
    quick_net.will("hello", *[is_away] * ALWAYS)
    goes_on(quick_net.chat, hours=12, minutes=1)
    gaps = [later.at - earlier.at for earlier, later in pairwise(quick_net.calls)]
    assert max(gaps) < timedelta(minutes=15) * 1.3 + timedelta(minutes=1)
    assert len(quick_net.calls) < 12 + 12 * 6
    assert sum(gaps[:6], timedelta(0)) < timedelta(minutes=10)


def test_the_first_post_that_arrives_after_an_outage_brings_all_others_along(quick_net):
    for no in range(8):
        waits(quick_net.chat, f"nudge {no}", "reminder", member=quick_net.chat.members["li"] + no)
        quick_net.will(f"nudge {no}", *[is_away] * ALWAYS)
    goes_on(quick_net.chat, hours=6, minutes=20)
    quick_net._moods.clear()
    waits(quick_net.chat, "new", room=quick_net.rooms["east"])
    settle(quick_net.chat.program.sender)
    assert set(states(quick_net.chat).values()) == {"sent"}


def test_a_platform_that_says_when_to_come_back_is_not_hurried(quick_net):
    waits(quick_net.chat, "named", member=quick_net.chat.members["li"])
    waits(quick_net.chat, "away", member=quick_net.chat.members["mei"])
    quick_net.will("named", is_busy(3600, key="net"))
    quick_net.will("away", is_away)
    settle(quick_net.chat.program.sender)
    waits(quick_net.chat, "new", member=quick_net.chat.members["ann"])
    settle(quick_net.chat.program.sender)
    assert states(quick_net.chat) == {"named": "waiting", "away": "sent", "new": "sent"}


def test_an_outage_is_no_try_and_the_tries_begin_where_they_were(quick_net):
    waits(quick_net.chat, "hello")
    quick_net.will("hello", *[refuses] * 5, *[is_away] * 30, *[refuses] * 50)
    goes_on(quick_net.chat, hours=30, minutes=10)
    assert (states(quick_net.chat), len(quick_net.calls)) == ({"hello": "dead"}, 12 + 30)


def test_after_a_week_an_outage_is_told_to_an_admin(quick_net):
    waits(quick_net.chat, "hello")
    quick_net.will("hello", *[is_away] * ALWAYS)
    goes_on(quick_net.chat, hours=24 * 7, minutes=120)
    assert states(quick_net.chat) == {"hello": "waiting"}
    goes_on(quick_net.chat, hours=2)
    assert states(quick_net.chat) == {"hello": "dead"}


@pytest.mark.parametrize(("kind", "became"), [("digest", "skipped"), ("praise", "skipped"), ("answer", "sent")])
def test_what_an_outage_made_too_late_is_not_said(quick_net, kind, became):
    waits(quick_net.chat, "news", kind, room=quick_net.rooms["east"])
    quick_net.will("news", *[is_away] * ALWAYS)
    goes_on(quick_net.chat, hours=25, minutes=20)
    quick_net._moods.clear()
    goes_on(quick_net.chat, hours=1)
    assert states(quick_net.chat) == {"news": became}


def test_an_outage_of_one_lane_does_not_hold_up_the_others(net):
    waits(net.chat, "east", room=net.rooms["east"])
    waits(net.chat, "us", room=net.rooms["us"])
    net.will("east", *[is_away] * 3)
    settle(net.chat.program.sender)
    assert states(net.chat) == {"east": "waiting", "us": "sent"}


def test_what_may_have_arrived_is_said_again_more_patiently(quick_net):
    """Each try of it may be one more copy where nobody can look."""
    quick_net.remembers = False
    waits(quick_net.chat, "hello")
    quick_net.will("hello", *[loses_the_answer] * ALWAYS)
    goes_on(quick_net.chat, hours=1, minutes=1)
    assert len(quick_net.shown) <= 11  # by chance alone one or two more than the usual nine


def test_a_doubt_stays_when_the_next_try_surely_fails(net):
    """The post may have arrived the first time: it is looked up before it is said again."""
    waits(net.chat, "hello")
    net.will("hello", loses_the_answer)
    settle(net.chat.program.sender)
    looks = net.look_up
    net.look_up = lambda post: None
    net.will("hello", is_away)
    later(net.chat, seconds=5)
    net.look_up = looks
    later(net.chat, seconds=10)
    assert (net.shown, states(net.chat)) == ([("hello", "Hello")], {"hello": "sent"})


@pytest.mark.parametrize("hours", [2, 20, 24])
def test_a_platform_that_says_when_to_come_back_is_left_alone_until_then(quick_net, hours):
    waits(quick_net.chat, "hello")
    quick_net.will("hello", says_when(hours * 3600))
    settle(quick_net.chat.program.sender)
    goes_on(quick_net.chat, hours=hours + 1, minutes=20)
    asked = [round((call.at - START) / HOUR) for call in quick_net.calls]
    assert (asked, states(quick_net.chat)) == ([0, hours], {"hello": "sent"})


def test_a_moment_named_under_a_wrong_clock_does_not_bind_us_for_ever(quick_net):
    quick_net.chat.now = START + timedelta(days=300)
    waits(quick_net.chat, "hello", created_at=START)
    quick_net.will("hello", says_when(3600))
    settle(quick_net.chat.program.sender)
    quick_net.chat.now = START
    later(quick_net.chat, minutes=1)
    assert states(quick_net.chat) == {"hello": "sent"}


def test_a_route_is_kept_until_the_answer_has_left(quick_net):
    """A failed try may not take away the address that came with the question."""
    seen = []
    quick_net.rules = lambda post: seen.append(post.route) or ()
    waits(quick_net.chat, "hello", route=b"sealed")
    quick_net.will("hello", times_out, is_away)
    for _ in range(5):
        later(quick_net.chat, seconds=10)
    assert seen == [b"sealed"] * 3
    assert quick_net.chat.value("SELECT route FROM outbox WHERE key = 'hello'") is None


@pytest.mark.parametrize(
    ("cure", "helps"),
    [
        ("invite", "Invite Baton to the channel: type /invite @Baton there."),
        ("fault", "This is a fault in Baton, not in your settings. Look for post broke"),
        ("Turn the app on.", "Turn the app on."),
        ("", "See that net works and that this server reaches it."),
    ],
)
def test_the_doctor_says_the_cure_the_admin_was_told(quick_net, cure, helps):
    def is_refused(*_):
        raise CannotPost("no_such_thing", arrived=False, final=True, cure=cure)

    waits(quick_net.chat, "one", room=quick_net.rooms["east"])
    quick_net.will("one", is_refused)
    settle(quick_net.chat.program.sender)
    (told,) = quick_net.chat.news()
    with quick_net.chat.store.read() as db:
        (found,) = doctor._lost(db, quick_net.chat.now)
    assert f"What helps: {helps}" in told.text
    assert found.cure.startswith(helps)


def test_what_keeps_every_post_of_a_door_from_leaving_is_told_once(net):
    def is_thrown_out(*_):
        raise CannotPost("token_revoked", arrived=False, final=True, cure="reinstall")

    for no, room in enumerate((*net.rooms.values(), *net.rooms.values())):
        waits(net.chat, f"post {no}", room=room)
        net.will(f"post {no}", is_thrown_out)
    waits(net.chat, "direct")
    net.will("direct", is_thrown_out)
    settle(net.chat.program.sender)
    told = net.chat.news()
    assert len({post.member for post in told}) == 1
    assert len(told) == 1
