"""Once a week a team hears who did well, and with what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from storage import timers

MONDAY = datetime(2026, 11, 30, 1, 30, tzinfo=UTC)  # 09:30 in Shanghai


def begins(chat, at=MONDAY):
    """Have both teams praised for the first time then."""
    with chat.store.write() as db:
        for team in chat.teams.values():
            timers.once(db, workspace=chat.workspace, subject_kind="team", subject=team, kind="praise", due=at)


@pytest.fixture
def week(chat):
    """A week in which Li won, 王芳 was quick and Zhang helped; and the rhythm has begun."""
    begins(chat)
    code = chat.has_deal("Acme", owner="li")
    chat.says("li", f"won {code} ¥30万")
    code = chat.has_deal("Beta", owner="wang")
    chat.says("wang", f"已联系 {code}")
    chat.says("wang", f"进展 {code} 阶段 方案")
    chat.says("li", "kudos to Zhang for staying late")
    return chat


def praised(chat, posts):
    """The praise among posts."""
    keys = {row["id"]: row["key"] for row in chat.rows("SELECT id, key FROM outbox WHERE kind = 'praise'")}
    rows = {row["id"]: row["outbox"] for row in chat.rows("SELECT id, outbox FROM local_posts")}
    return [post for post in posts if rows.get(post.id) in keys]


def until(chat, moment):
    """Let time jump there, then pass for a quarter of an hour."""
    chat.now = moment - timedelta(minutes=5)
    chat.news()
    return praised(chat, chat.passes(minutes=15))


def test_the_team_hears_on_monday_who_led_in_what_and_with_which_deed(week):
    (said,) = until(week, MONDAY)
    assert said.room == week.rooms["east"]
    assert said.title == "Last week's applause goes to Li, 王芳 and Zhang"
    assert "Li won D-1001 Acme, CN¥300,000" in said.text
    assert "王芳" in said.text.split("Process")[1].split("Team")[0]
    assert "Zhang thanked by Li: staying late" in said.text
    assert until(week, MONDAY + timedelta(days=7)) == []


def test_thanks_said_in_private_are_not_repeated_in_public(week):
    week.says("li", "undo", room=None)
    week.says("li", "kudos to Zhang for a secret", room=None)
    (said,) = until(week, MONDAY)
    assert "secret" not in said.text
    assert "Zhang was thanked by a colleague" in said.text


def test_who_opted_out_is_not_praised(week):
    week.says("li", "praise off", room=None)
    (said,) = until(week, MONDAY)
    assert "Li won" not in said.text
    assert said.title == "Last week's applause goes to 王芳 and Zhang"


def test_where_there_is_nothing_to_praise_nothing_is_said(chat):
    begins(chat)
    chat.has_deal("Acme", owner="li")
    assert until(chat, MONDAY) == []
    ahead = "SELECT count(*) FROM timers WHERE kind = 'praise' AND due > :now"
    assert chat.value(ahead, now=chat.moment(chat.now.replace(tzinfo=None).isoformat())) == 2


def test_two_tickers_praise_once(week):
    week.now = MONDAY
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda _: week.ticks(), range(2)))
    assert len(praised(week, week.news())) == 1
    assert week.value("SELECT count(*) FROM outbox WHERE kind = 'praise'") == 1


def test_praise_that_is_a_day_late_is_not_said_and_the_next_one_comes(week):
    assert until(week, MONDAY + timedelta(days=2)) == []
    assert week.value("SELECT count(*) FROM outbox WHERE kind = 'praise'") == 0
    code = week.has_deal("Gamma", owner="zhang")
    week.says("zhang", f"won {code} ¥1万")
    (said,) = until(week, MONDAY + timedelta(days=7))
    assert said.title == "Last week's applause goes to Zhang"


def test_praise_may_come_on_another_day_and_looks_back_on_that_week(week):
    week.says("mei", "rhythm praise Friday 16:00")
    friday = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    (said,) = until(week, friday)
    assert said.title.startswith("This week's applause goes to Li")


def test_it_is_said_in_the_language_of_the_room(week):
    with week.store.write() as db:
        db.exec_driver_sql("UPDATE rooms SET language = 'zh'")
    (said,) = until(week, MONDAY)
    assert said.title == "上周的掌声给Li、王芳和Zhang"
