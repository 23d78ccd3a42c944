"""Everybody is asked in private, answers in a line, and the team hears it in its room."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.language.typed.standups import apart, is_chat, quick
from sales.standup import Called, named_in
from tests.chat import titles

EARLY = datetime(2026, 11, 23, 0, 55, tzinfo=UTC)  # Monday 08:55 in Shanghai


@pytest.fixture
def early(chat):
    """Monday, five minutes before the stand-up; every timer is set."""
    return at_rest(chat)


@pytest.fixture
def quick_early(quick_chat):
    return at_rest(quick_chat)


def at_rest(chat):
    chat.now = EARLY - timedelta(minutes=30)
    chat.timer("rhythm")
    chat.ticks()
    chat.now = EARLY
    return chat


def asks(chat):
    """Let it become nine o'clock; return who was asked."""
    said = chat.passes(minutes=5)
    return {post.member: post for post in said if "stand-up" in post.title or "站会" in post.title}


def row(chat, who):
    """What somebody's answer is stored as."""
    return chat.rows(
        "SELECT done, plan, blocker, deals, at, edited_at FROM standup_answers WHERE member = :id AND standup = 1",
        id=chat.members[who],
    )[0]


def test_everybody_who_sells_is_asked_in_private_at_nine_by_the_teams_clock(early):
    asked = asks(early)
    assert set(asked) == {early.members[who] for who in ("li", "wang", "zhang")}
    assert asked[early.members["li"]].title.startswith("Li, stand-up:")
    assert asked[early.members["wang"]].title.startswith("王芳，站会：")
    assert asked[early.members["li"]].room is None
    assert early.passes(minutes=30) == []


def test_who_is_asked_and_wants_something_else_gets_that_and_is_still_asked(early):
    early.has_deal("Acme", owner="li")
    asks(early)
    for text in ("what's the status of Acme?", "what am I late with?", "remind me to call Acme tomorrow at 10"):
        early.says("li", text, room=None)
        assert early.rows("SELECT done FROM standup_answers WHERE done <> ''") == [], text
    early.says("li", "called Acme, sending the quote today", room=None)
    assert "called Acme" in row(early, "li")["done"]


def test_news_in_private_is_news_once_the_stand_up_is_answered_or_told(early):
    early.has_deal("Acme", owner="li")
    early.has_deal("Bee", owner="wang")
    asks(early)
    early.says("li", "yesterday met Acme, today send the quote", room=None)
    early.now += timedelta(minutes=11)
    early.says("li", "Acme demo went well, they like it", room=None)
    assert early.value("SELECT note FROM deals WHERE title = 'Acme'") == "demo went well\nthey like it"
    assert row(early, "li")["done"] == "met Acme"
    early.passes(minutes=60)
    early.says("wang", "Bee 方案讲完了，下周五给反馈", room=None)
    assert early.value("SELECT next_step FROM deals WHERE title = 'Bee'") == "给反馈"
    assert row(early, "wang")["at"] is None


def test_a_value_or_a_request_by_its_code_is_no_report(early):
    early.has_deal("Acme", owner="li")
    asks(early)
    early.says("li", "Acme is at 60%, 90k", room=None)
    early.says("li", "R-1 fine by me", room=None)
    assert early.rows("SELECT amount, probability FROM deals") == [{"amount": 9_000_000, "probability": 60}]
    assert row(early, "li")["at"] is None


def test_the_question_says_what_baton_knows_of_the_day(early):
    early.now = EARLY - timedelta(days=3)
    early.has_deal("Acme", owner="li")
    early.says("li", "progress D-1001 amount 200k, next send the quote on Monday")
    early.now = EARLY
    early.ticks()
    early.news()
    question = asks(early)[early.members["li"]]
    assert "Due today\n\n• D-1001 Acme · send the quote" in question.text
    assert "you worked on D-1001 Acme" in question.text
    assert question.buttons == {"As listed": "standup listed", "Nothing new": "standup nothing"}

    early.presses("li", question, "As listed", room=None)
    said = row(early, "li")
    assert (said["done"], said["plan"]) == ("D-1001 Acme", "D-1001 Acme send the quote")


def test_any_text_in_private_is_the_answer_and_a_command_wins(early):
    early.has_deal("Acme")
    asks(early)
    (claimed,) = (post for post in early.says("li", "claim D-1001", room=None) if "yours" in post.title)
    assert row(early, "li")["at"] is None

    (noted,) = early.says("li", "yesterday met Acme, today send the quote, blocked: legal is slow", room=None)
    assert noted.title == "Noted, Li"
    assert "Deals: D-1001 Acme" in noted.text
    said = row(early, "li")
    assert (said["done"], said["plan"], said["blocker"]) == ("met Acme", "send the quote", "legal is slow")
    assert claimed.title == "D-1001 Acme is yours, Li"


def test_an_answer_in_the_room_counts_as_well(early):
    asks(early)
    (noted,) = early.says("wang", "站会 昨天拜访了客户，今天发方案，没有卡点")
    assert noted.title == "站会记下了，王芳"
    said = row(early, "wang")
    assert (said["done"], said["plan"], said["blocker"]) == ("拜访了客户", "发方案", "")


def test_a_second_answer_replaces_the_parts_it_names(early):
    asks(early)
    early.says("li", "yesterday met Acme, today send the quote", room=None)
    (changed,) = early.says("li", "blocked: waiting for legal", room=None)
    assert changed.title == "Your stand-up is changed, Li"
    said = row(early, "li")
    assert (said["done"], said["plan"], said["blocker"]) == ("met Acme", "send the quote", "waiting for legal")
    assert said["edited_at"] is not None


def test_a_courtesy_is_no_answer(early):
    asks(early)
    early.says("li", "met Acme", room=None)
    (said,) = early.says("li", "Got it!", room=None)
    assert said.title.startswith("Got it")
    assert row(early, "li")["done"] == "met Acme"


def test_the_digest_has_blockers_first_who_is_missing_and_who_is_away(early):
    early.says("zhang", "leave today to Friday, cover Li")
    asks(early)
    early.says("li", "today visit Acme, blocked: no demo system", room=None)
    (digest,) = early.passes(minutes=60)
    assert digest.room == early.rooms["east"]
    assert digest.title == "east stand-up: 1 answered, 1 blocked, 1 still to come"
    assert digest.text.index("no demo system") < digest.text.index("visit Acme")
    assert "Not heard from yet: 王芳" in digest.text
    assert "Away: Zhang (Li covers)" in digest.text


def test_a_late_answer_is_marked_and_drawn_into_the_digest_that_stands(early):
    asks(early)
    early.says("li", "today visit Acme", room=None)
    (digest,) = early.passes(minutes=60)
    drawn = [post for post in early.says("wang", "站会 今天写方案") if post.id == digest.id]
    assert titles(drawn) == ["east stand-up: 2 answered, 1 still to come"]
    assert "王芳 · Today: 写方案 (late)" in drawn[0].text
    drawn = [post for post in early.says("li", "standup today visit Bee") if post.id == digest.id]
    assert "Li · Today: visit Bee (edited)" in drawn[0].text
    assert early.value("SELECT count(*) FROM outbox WHERE key LIKE 'standup_digest:%'") == 1


def test_a_question_stays_open_by_its_word_until_the_next_morning(early):
    asks(early)
    early.now = EARLY + timedelta(hours=23)
    (noted,) = early.says("li", "standup today visit Acme", room=None)
    assert noted.title == "Noted, Li"
    early.now += timedelta(hours=2)
    (no,) = early.says("li", "standup today visit Bee", room=None)
    assert no.title == "There is no stand-up to answer now"


def test_nobody_is_asked_on_a_day_off_or_while_away(early):
    early.says("li", "leave today to Friday")
    assert early.members["li"] not in asks(early)
    early.now = datetime(2026, 11, 28, 0, 55, tzinfo=UTC)
    early.ticks()
    assert early.news() == [] or all("stand-up" not in post.title for post in early.news())
    early.now = datetime(2026, 11, 28, 1, 5, tzinfo=UTC)
    early.ticks()
    assert early.value("SELECT count(*) FROM standups WHERE day = '2026-11-28'") == 0


def test_who_is_in_two_teams_is_asked_once_and_answers_both(quick_early):
    chat = quick_early
    with chat.store.write() as db:
        db.exec_driver_sql(f"INSERT INTO memberships (team, member) VALUES ({chat.teams['us']}, {chat.members['li']})")
        db.exec_driver_sql(f"UPDATE teams SET zone = 'Asia/Shanghai' WHERE id = {chat.teams['us']}")
        db.exec_driver_sql("DELETE FROM timers WHERE subject_kind = 'team'")
    chat.timer("rhythm")
    with chat.store.write() as db:
        db.exec_driver_sql("UPDATE timers SET due = '2026-11-23 00:55:00.000000+00:00' WHERE kind = 'rhythm'")
    chat.ticks()
    asked = [post for post in chat.passes(minutes=5) if post.member == chat.members["li"]]
    assert len(asked) == 1
    chat.says("li", "today visit Acme", room=None)
    assert chat.value("SELECT count(*) FROM standup_answers WHERE plan = 'visit Acme'") == 2


def test_who_has_not_answered_is_said_on_demand(early):
    asks(early)
    early.says("li", "standup nothing new")
    (said,) = early.says("mei", "who has not answered")
    assert said.title == "2 people have not answered the stand-up yet"
    assert "east: 王芳, Zhang" in said.text
    (shown,) = early.says("mei", "standup")
    assert "Li · nothing new" in shown.text


def test_what_is_asked_too_late_is_skipped_and_counted(early):
    early.now = EARLY + timedelta(hours=3)
    early.ticks()
    assert [post for post in early.news() if "stand-up" in post.title] == []
    states = early.rows("SELECT state FROM outbox WHERE key LIKE 'standup:%'")
    assert [row["state"] for row in states] == ["skipped"] * 3
    assert early.value("SELECT count(*) FROM standups") == 0
    early.now = EARLY + timedelta(days=1)
    assert len(asks(early)) >= 3


def test_what_is_asked_a_little_late_says_so_and_is_digested_an_hour_later(early):
    early.now = EARLY + timedelta(minutes=65)
    early.ticks()
    asked = early.news()
    assert [("delayed" if post.member != early.members["wang"] else "补发") in post.text for post in asked] == [
        True
    ] * 3
    assert early.passes(minutes=55) == []
    assert titles(early.passes(minutes=5)) == ["east stand-up: no answers yet"]


@pytest.mark.parametrize(
    ("text", "done", "plan", "blocker"),
    [
        ("昨天拜访了华重，今天发报价，卡点：等法务合同", "拜访了华重", "发报价", "等法务合同"),
        ("昨天拜访华重今天发报价", "拜访华重", "发报价", None),
        ("1. met Acme\n2. send quote\n3. legal is slow", "met Acme", "send quote", "legal is slow"),
        ("1、拜访 2、报价 3、无", "拜访", "报价", ""),
        ("yesterday: met Acme; today: send quote; blocked: legal", "met Acme", "send quote", "legal"),
        ("Yesterday I met Acme. Today I send the quote. No blockers", "I met Acme", "I send the quote", ""),
        ("met with Acme today about price", "met with Acme today about price", "", ""),
        ("完成：D-1001 报价\n计划：D-1002 演示\n困难：无", "D-1001 报价", "D-1002 演示", ""),
        ("will call Acme", None, "will call Acme", None),
        ("Blocked by legal on the contract", None, None, "Blocked by legal on the contract"),
        ("今天约李总，没有卡点", None, "约李总", ""),
        ("昨天：1. 拜访A 2. 报价B\n今天：1. 合同", "1. 拜访A 2. 报价B", "1. 合同", None),
        ("sent it, today call Bob, stuck on approval", "sent it", "call Bob", "stuck on approval"),
        ("✅ Acme call 🎯 BW demo 🚧 none", "Acme call", "BW demo", ""),
        ("昨：海纳验收\n今：明德汇报\n卡：预算没批", "海纳验收", "明德汇报", "预算没批"),
        ("昨天电话邀约15家，今天上门2家，名单质量差", "电话邀约15家", "上门2家", "名单质量差"),
        ("昨天拜访了明德今天写报告没有卡点", "拜访了明德", "写报告", ""),
        ("昨天拜访华重，客户没时间，今天再约", "拜访华重，客户没时间", "再约", None),
        ("昨天跟進華重，今天寫報價，沒有問題", "跟進華重", "寫報價", ""),
        ("昨天谈合同条款，今天同样，阻碍第8条", "谈合同条款", "谈合同条款", "阻碍第8条"),
        ("yesterday i met acme today i call bob no blockers", "i met acme", "i call bob", ""),
        ("my update: closed out Acme, moving to Bee, all clear", "closed out Acme", "moving to Bee", ""),
        ("Y: cold calls. T: site visit. B: none", "cold calls", "site visit", ""),
        ("Acme call, Bee demo, none", "Acme call", "Bee demo", ""),
        (
            "sent the offer, chasing Bee today, procurement not replying",
            "sent the offer",
            "chasing Bee today",
            "procurement not replying",
        ),
        ("1. Acme pricing 2. Bee onsite 3. waiting on Orion", "Acme pricing", "Bee onsite", "waiting on Orion"),
    ],
)
def test_an_answer_is_read_into_its_parts(text, done, plan, blocker):
    wanted = {"done": done, "plan": plan, "blocker": blocker}
    assert apart(text) == {name: said for name, said in wanted.items() if said is not None}


def test_a_stand_up_told_unasked_is_one_by_its_name_or_its_three_parts(early):
    asks(early)
    (noted,) = early.says("wang", "日报：完成回访；明日计划盖章；阻碍：公章在总部")
    assert noted.title == "站会记下了，王芳"
    said = row(early, "wang")
    assert (said["done"], said["plan"], said["blocker"]) == ("完成回访", "明日计划盖章", "公章在总部")
    early.says("li", "yesterday met Bob, today the offer, no blockers")
    assert row(early, "li")["plan"] == "the offer"


def test_short_answers_and_courtesies_are_told_apart():
    assert [quick(text) for text in ("Nothing new.", "没有新情况", "照计划", "met Acme")] == [
        "nothing",
        "nothing",
        "listed",
        None,
    ]
    assert [is_chat(text) for text in ("好的！", "Thanks", "👍", "ok, today I call Acme")] == [True, True, True, False]


NAMES = [
    Called("蓝海医疗器械", "蓝海医疗器械", 1, 7),
    Called("蓝海物流", "蓝海物流", 2, 8),
    Called("acmerobotics", "Acme Robotics", 3, 7),
    Called("acmefoods", "Acme Foods", 4, 8),
    Called("newhorizon", "New Horizon", 5, 8),
]


@pytest.mark.parametrize(
    ("text", "deals"),
    [
        ("拜访蓝海医疗，报价", [1]),
        ("给蓝海发报价", [1]),  # one of two, but the only one of theirs
        ("去蓝海物流", [2]),
        ("met Acme Robotics", [3]),
        ("met acme about price", [3]),
        ("met Acme Foods", [4]),
        ("the new plan", []),
        ("a new horizon call", [5]),
    ],
)
def test_a_deal_is_linked_by_the_beginning_of_its_name(text, deals):
    assert named_in(text, NAMES, owners={7}) == deals
