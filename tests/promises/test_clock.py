"""A clock that jumps two hours ahead and back again: nothing is said twice, nothing waits for it."""

import re
from datetime import UTC, datetime, timedelta
from operator import sub

import pytest

from tests.chat import START, titles
from tests.promises.books import faults

JUMP = timedelta(hours=2)


def jumps(chat):
    """The clock is two hours fast for one tick, in which people also work, and right again."""
    chat.now += JUMP
    chat.ticks()
    said = chat.news()
    chat.now -= JUMP
    chat.ticks()
    return said + chat.news()


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_a_jump_makes_no_storm_and_no_repeat(quick_chat, hour):
    chat = quick_chat
    codes = [chat.has_deal(f"Lead {no}", owner=("li", "wang")[no % 2]) for no in range(6)]
    for no, code in enumerate(codes[:4]):
        chat.handle(("li", "wang")[no % 2], f"progress {code} next call them in {2 * no + 3} hours")
    chat.news()

    chat.passes(hours=hour)
    jumps(chat)
    chat.passes(hours=96)
    for code in codes:
        moments = reminded(chat, code)
        assert len(moments) <= (3 if code in codes[:4] else 1)
        assert [gap for gap in map(sub, moments[1:], moments) if gap < timedelta(hours=12)] == []
    escalated = chat.rows("SELECT key FROM outbox WHERE kind = 'escalation'")
    assert sorted(row["key"].split(":")[2] for row in escalated) == codes[4:]
    assert faults(chat.store, now=chat.now) == []


def codes_in(posts):
    """The deals that posts speak of in their first line."""
    return [code for post in posts for code in re.findall(r"D-\d+", post.title)]


def reminded(chat, code):
    """When a deal's owner was reminded of it."""
    rows = chat.rows("SELECT created_at, text FROM outbox WHERE kind = 'reminder' ORDER BY created_at")
    return [datetime.fromisoformat(row["created_at"]) for row in rows if code in row["text"]]


def test_what_is_written_under_a_fast_clock_can_be_changed_under_the_right_one(chat):
    chat.has_deal("Acme")
    chat.now = START + JUMP
    assert titles(chat.says("li", "claim D-1001"))[-1] == "D-1001 Acme is yours, Li"
    chat.now = START
    assert chat.handle("li", "release D-1001 not ours").state == "done"
    assert chat.handle("li", "undo D-1001/3").state == "done"
    assert chat.rows("SELECT owner FROM deals") == [{"owner": chat.members["li"]}]
    assert faults(chat.store) == []


def test_reminders_are_not_silent_for_two_hours_after_a_jump(chat):
    chat.has_deal("Acme", owner="li")
    chat.has_deal("Bee", owner="li")
    chat.handle("li", "progress D-1001 next call them in 90 minutes")
    chat.handle("li", "progress D-1002 next visit them in 150 minutes")
    chat.news()
    assert codes_in(jumps(chat)) == ["D-1001"]
    assert codes_in(chat.passes(hours=3)) == ["D-1002"]


def test_a_reminder_due_in_the_very_minute_of_one_said_under_a_fast_clock_is_said_too(chat):
    chat.has_deal("Acme", owner="li")
    chat.has_deal("Bee", owner="li")
    chat.handle("li", "progress D-1001 next call them in 2 hours")
    chat.now += timedelta(seconds=50)
    chat.news()
    assert codes_in(jumps(chat)) == ["D-1001"]

    chat.now -= timedelta(seconds=50)
    chat.handle("li", "progress D-1002 next visit them in 2 hours")
    chat.now += JUMP + timedelta(seconds=10)
    chat.ticks()
    assert codes_in(post for post in chat.news() if post.member == chat.members["li"]) == ["D-1002"]


def test_the_daily_anchor_that_came_after_midnight_does_not_stand_in_the_way_of_the_next(chat):
    chat.has_deal("Acme", owner="li")
    chat.now = datetime(2026, 11, 23, 23, 50, tzinfo=UTC)
    chat.timer("anchor")
    chat.now += timedelta(minutes=20)
    chat.ticks()
    chat.handle("li", "progress D-1001 note news")
    chat.now = datetime(2026, 11, 24, 23, 51, tzinfo=UTC)
    jumps(chat)
    chat.now += timedelta(days=1)
    chat.ticks()
    assert chat.rows("SELECT tries FROM timers WHERE kind = 'anchor'") == [{"tries": 0}]
    assert faults(chat.store) == []


def test_undo_takes_the_newest_change_also_when_an_older_one_was_written_under_a_fast_clock(chat):
    chat.has_deal("Acme")
    chat.now = START + JUMP
    chat.handle("li", "claim D-1001")
    chat.now = START
    chat.handle("li", "progress D-1001 note news")
    chat.news()

    assert titles(chat.says("li", "undo"))[-1] == "D-1001 Acme is back as it was"
    assert chat.rows("SELECT owner, note FROM deals") == [{"owner": chat.members["li"], "note": ""}]
    assert titles(chat.says("li", "undo"))[-1] == "D-1001 Acme: claim undone"
    assert chat.rows("SELECT owner, note FROM deals") == [{"owner": None, "note": ""}]
    assert titles(chat.says("li", "undo")) == ["There is nothing to undo"]
