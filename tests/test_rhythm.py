"""What is posted when: by the wall clock, on working days, changed in chat, never twice, never silently missing."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.language.typed.beats import read_beat
from sales import rhythm as rules
from sales.calendar import WorkCalendar
from sales.config import Beat, RhythmPolicy
from storage import timers
from tests.chat import titles
from tests.promises.crowd import again, key_of

NEW_YORK, SHANGHAI = ZoneInfo("America/New_York"), ZoneInfo("Asia/Shanghai")
HOURS = ((time(9), time(18)),)
WEEK = frozenset(range(5))
EARLY = datetime(2026, 11, 23, 0, 25, tzinfo=UTC)  # Monday 08:25 in Shanghai


@pytest.fixture
def early(chat):
    """Monday before everything; every timer is set."""
    return at_rest(chat)


@pytest.fixture
def quick_early(quick_chat):
    return at_rest(quick_chat)


def at_rest(chat):
    chat.now = EARLY
    chat.timer("rhythm")
    chat.ticks()
    return chat


def moments(beat, calendar, after, count):
    """The next moments of a beat, on the wall."""
    found = []
    for _ in range(count):
        after = rules.next_at(beat, calendar=calendar, after=after)
        found.append(after.astimezone(calendar.zone).strftime("%a %d %H:%M"))
    return found


def test_a_beat_keeps_to_the_wall_clock_when_the_clocks_change():
    spring = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
    calendar = WorkCalendar(NEW_YORK, HOURS, frozenset(range(7)))
    assert moments(Beat(time(9)), calendar, spring, 3) == ["Fri 06 09:00", "Sat 07 09:00", "Sun 08 09:00"]
    gone = moments(Beat(time(2, 30)), calendar, datetime(2026, 3, 7, 12, 0, tzinfo=UTC), 2)
    assert gone == ["Sun 08 03:00", "Mon 09 02:30"]
    twice = moments(Beat(time(1, 30)), calendar, datetime(2026, 10, 31, 12, 0, tzinfo=UTC), 2)
    assert twice == ["Sun 01 01:30", "Mon 02 01:30"]


def test_a_beat_leaves_out_days_off_and_a_weekly_one_comes_on_the_next_working_day():
    calendar = WorkCalendar(SHANGHAI, HOURS, WEEK, closed=frozenset({date(2026, 11, 23)}))
    friday = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    assert moments(Beat(time(9)), calendar, friday, 2) == ["Tue 24 09:00", "Wed 25 09:00"]
    assert moments(Beat(time(9, 30), weekday=0), calendar, friday, 2) == ["Tue 24 09:30", "Mon 30 09:30"]
    whole = WorkCalendar(SHANGHAI, HOURS, WEEK, closed=frozenset(date(2026, 11, day) for day in range(23, 28)))
    assert moments(Beat(time(9, 30), weekday=0), whole, friday, 1) == ["Mon 30 09:30"]
    assert rules.next_at(Beat(time(9), on=False), calendar=calendar, after=friday) is None


def test_a_look_stands_for_its_moment_also_when_it_broke_and_comes_again():
    calendar = WorkCalendar(SHANGHAI, HOURS, WEEK)
    nine = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    for minutes, moment in ((0, nine), (36, nine), (120, nine), (121, None), (-1, None)):
        assert rules.planned(Beat(time(9)), calendar=calendar, due=nine + timedelta(minutes=minutes)) == moment


def test_a_teams_own_time_comes_before_the_companys():
    policy = rules.with_beat(RhythmPolicy(), "standup", Beat(time(9, 30)), teams=[2])
    policy = rules.with_beat(policy, "standup", Beat(time(8)), teams=[])
    assert [rules.beat_of(policy, "standup", [team]).at for team in (1, 2)] == [time(8), time(9, 30)]
    assert rules.beat_of(policy, "standup", [1, 2]).at == time(9, 30)


@pytest.mark.parametrize(
    ("text", "on", "at", "weekday", "rest"),
    [
        ("9:30", True, time(9, 30), None, ""),
        ("17：30 east", True, time(17, 30), None, "east"),
        ("9点半", True, time(9, 30), None, ""),
        ("下午5点", True, time(17), None, ""),
        ("5pm", True, time(17), None, ""),
        ("at 8:15", True, time(8, 15), None, ""),
        ("改到 10点", True, time(10), None, ""),
        ("Monday 9:30", True, time(9, 30), 0, ""),
        ("周五下午4点", True, time(16), 4, ""),
        ("off", False, None, None, ""),
        ("关", False, None, None, ""),
        ("on east", True, None, None, "east"),
    ],
)
def test_a_time_or_a_switch_is_read(text, on, at, weekday, rest):
    calendar = WorkCalendar(SHANGHAI, HOURS, WEEK)
    found = read_beat(text, now=EARLY, zone=SHANGHAI, calendar=calendar)
    assert (found.on, found.at, found.weekday, found.rest) == (on, at, weekday, rest)


def test_what_is_no_time_is_left_alone():
    calendar = WorkCalendar(SHANGHAI, HOURS, WEEK)
    for text in ("met Acme", "tomorrow", "once more", "offer sent to Acme", "25:00"):
        assert read_beat(text, now=EARLY, zone=SHANGHAI, calendar=calendar) is None


def test_a_manager_moves_the_teams_standup_and_it_comes_then(early):
    (said,) = early.says("mei", "standup 9:30")
    assert said.title == "stand-up of east: 09:00 on working days → 09:30 on working days"
    assert early.passes(minutes=60) == []
    assert len([post for post in early.passes(minutes=10) if "tand-up" in post.title or "站会" in post.title]) == 3
    assert early.value("SELECT config_version FROM workspaces") == 1
    assert early.value("SELECT what FROM history WHERE subject_kind = 'workspace'") == "configured"


def test_a_standup_moved_after_it_was_asked_is_not_asked_again_today(early):
    early.passes(minutes=40)
    (said,) = early.says("mei", "standup 9:30")
    assert "Tue 24 Nov 2026, 09:30" in said.text
    assert [post for post in early.passes(minutes=45) if post.room is None] == []


def test_a_standup_is_switched_off_and_on(early):
    assert titles(early.says("mei", "站会 关")) == ["站会（east）：工作日 09:00 → 关"]
    assert early.passes(hours=3) == []
    early.says("mei", "站会 开")
    early.now = EARLY + timedelta(days=1)
    assert len(early.passes(minutes=40)) == 3


def test_who_may_set_what(early):
    refused = "Your manager sets this time"
    assert titles(early.says("li", "standup 9:30")) == [refused]
    assert titles(early.says("kim", "standup 9:30 east", room="us")) == [refused]
    assert titles(early.says("kim", "standup 9:30", room="us"))[0].startswith("stand-up of us")
    assert titles(early.says("ann", "rhythm standup 8:30", room=None))[0].startswith("stand-up for everybody")
    (said,) = early.says("dora", "rhythm digest 18:00 east", room=None)
    assert said.title == "digest of east: 17:30 on working days → 18:00 on working days"


def test_the_companys_time_leaves_a_teams_own_alone_and_says_so(early):
    early.says("mei", "standup 9:30")
    (said,) = early.says("ann", "rhythm standup 8:40", room=None)
    assert "east keeps its own time." in said.text
    (shown,) = early.says("li", "rhythm")
    assert "stand-up: 09:30 on working days, its digest at 10:30" in shown.text


def test_an_answer_that_begins_with_a_time_is_still_an_answer(early):
    early.passes(minutes=40)
    assert titles(early.says("li", "standup 9:30 met Acme, today send the quote")) == ["Noted, Li"]
    assert titles(early.says("li", "10:00 call with Bob", room=None)) == ["Your stand-up is changed, Li"]


def test_ones_own_morning_is_switched_off_and_the_others_stay(early):
    for who in ("li", "zhang"):
        code = early.has_deal(f"Lead of {who}", owner=who)
        early.handle(who, f"progress {code} next call them today")
    early.says("li", "morning off")
    assert early.value("SELECT mornings FROM members WHERE handle = 'li'") in (False, 0)
    mornings = [post for post in early.passes(minutes=25) if "today" in post.title]
    assert [post.member for post in mornings] == [early.members["zhang"]]
    assert mornings[0].title == "Zhang, 1 thing waits for you today"
    assert titles(early.says("li", "开启早报", room=None)) == ["早报开了：工作日 08:45，有事才发"]


def test_whom_nothing_waits_for_hears_nothing_in_the_morning(early):
    assert early.passes(minutes=30) == []
    assert titles(early.says("li", "my day")) == ["Li, nothing falls due today"]


def test_the_morning_has_overdue_today_and_what_colleagues_ask(early):
    early.now = EARLY - timedelta(days=3)
    early.has_deal("Acme", owner="li")
    early.has_deal("Bee", owner="li")
    early.handle("li", "progress D-1001 next call them today 15:00")
    early.handle("li", "progress D-1002 next send the offer on Monday")
    early.has_deal("Cee", owner="zhang")
    early.now = EARLY
    early.handle("zhang", "transfer D-1003 to Li")
    early.news()
    morning = next(post for post in early.passes(minutes=25) if "things wait" in post.title)
    assert morning.title == "Li, 3 things wait for you today"
    assert morning.text.index("D-1001 Acme") < morning.text.index("Due today") < morning.text.index("D-1002 Bee")
    assert "R-1 Zhang" in morning.text


def test_missing_timers_come_back_by_themselves(early):
    with early.store.write() as db:
        db.exec_driver_sql("DELETE FROM timers WHERE kind IN ('standup', 'digest', 'morning')")
    early.now = EARLY + timedelta(days=1)
    early.ticks()
    kinds = {row["kind"]: row["n"] for row in early.rows("SELECT kind, count(*) AS n FROM timers GROUP BY kind")}
    assert (kinds["standup"], kinds["digest"], kinds["morning"]) == (2, 3, 8)


def test_a_new_member_gets_theirs_at_once(quick_early):
    from storage import workspaces

    chat = quick_early
    with chat.store.write() as db:
        id = workspaces.add_member(
            db, workspace=chat.workspace, handle="noa", name="Noa", roles={"manager": "2026-01-01"},
            teams_of=[chat.teams["east"]], language="en", zone="Asia/Shanghai", now=chat.now,
        )  # fmt: skip
    chat.ticks()
    kinds = chat.rows("SELECT kind FROM timers WHERE subject_kind = 'member' AND subject = :id ORDER BY kind", id=id)
    assert [row["kind"] for row in kinds] == ["digest", "morning"]


def test_a_timer_of_a_time_that_was_changed_by_file_keeps_quiet(quick_early):
    chat = quick_early
    with chat.store.write() as db:
        for team in chat.teams.values():
            timers.anew(
                db, workspace=chat.workspace, subject_kind="team", subject=team, kind="standup",
                due=EARLY + timedelta(minutes=5),
            )  # fmt: skip
    assert chat.passes(minutes=30) == []
    assert len([post for post in chat.passes(minutes=10) if post.room is None]) == 3


def test_two_who_tick_at_once_say_everything_once(early):
    for who in ("li", "wang", "zhang"):
        code = early.has_deal(f"Lead of {who}", owner=who)
        early.handle(who, f"progress {code} next call them today")
    early.news()
    other = again(early.url, key_of(early.settings), clock=lambda: early.now)
    for minutes in (20, 35, 95, 545):
        early.now = EARLY + timedelta(minutes=minutes)
        threads = [threading.Thread(target=one.ticker.tick, args=(early.now,)) for one in (early.program, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        early.ticks()
    other.close()
    early.news()
    said = early.rows("SELECT key, count(*) AS n FROM outbox WHERE kind = 'digest' GROUP BY key")
    assert [row["n"] for row in said] == [1] * len(said)
    kinds = sorted(row["key"].split(":")[0] for row in said)
    assert kinds == [*["digest"] * 3, *["morning"] * 3, *["standup"] * 3, "standup_digest"]
    shown = early.rows("SELECT outbox FROM local_posts GROUP BY outbox HAVING count(*) > 1")
    assert shown == []
