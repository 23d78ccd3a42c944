"""Thanks among colleagues: public, with a reason, a few a day, undone within a day."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.cards import parse
from tests.chat import titles


def thanks(chat):
    """Who thanked whom for what."""
    names = {id: handle for handle, id in chat.members.items()}
    return [
        (names[row["giver"]], names[row["receiver"]], row["reason"], bool(row["public"]))
        for row in chat.rows("SELECT * FROM kudos ORDER BY id")
    ]


def form_of(handled):
    """The form that was opened."""
    return parse(handled.answer.text)


@pytest.mark.parametrize(
    ("who", "line", "to", "reason"),
    [
        ("li", "kudos to 王芳 for launching D-1001", "wang", "launching D-1001"),
        ("li", "thanks @Zhang for the pricing deck", "zhang", "the pricing deck"),
        ("li", "点赞 王芳 加班把海纳上线了", "wang", "加班把海纳上线了"),
        ("li", "谢谢王芳加班把海纳上线了", "wang", "加班把海纳上线了"),
        ("li", "点赞 给王芳：方案改得又快又好", "wang", "方案改得又快又好"),
        ("wang", "感谢 Li，帮我接待了客户", "li", "帮我接待了客户"),
        ("wang", "谢谢Li帮我接待了客户", "li", "帮我接待了客户"),
        ("li", "praise Zhang because he stayed late", "zhang", "he stayed late"),
        ("li", "thank you Zhang, great demo", "zhang", "great demo"),
        ("zhang", "kudos to Mei - for the calm hand", "mei", "the calm hand"),
    ],
)
def test_thanks_are_read_with_whom_and_what_for(quick_chat, who, line, to, reason):
    quick_chat.has_deal("Acme", owner="li")
    (said,) = quick_chat.says(who, line)
    assert said.member is None
    assert reason in said.text
    assert thanks(quick_chat) == [(who, to, reason, True)]


@pytest.mark.parametrize("line", ["谢谢Mei和Zhang，辛苦了", "thanks Mei and Zhang, great work on the fair"])
def test_thanks_to_two_thank_both(quick_chat, line):
    quick_chat.handle("li", line)
    assert {to for _, to, *_ in thanks(quick_chat)} == {"mei", "zhang"}


def test_thanks_name_the_deal_they_speak_of_by_its_code_or_thread(quick_chat):
    quick_chat.has_deal("Acme", owner="li")
    quick_chat.handle("li", "kudos to 王芳 for launching D-1001")
    card = quick_chat.value("SELECT id FROM local_posts WHERE room IS NOT NULL ORDER BY id LIMIT 1")
    quick_chat.handle("zhang", "kudos to 王芳 for the late night", thread=card)
    assert [row["deal"] for row in quick_chat.rows("SELECT deal FROM kudos")] == [1, 1]


def test_thanks_in_private_are_told_to_the_receiver_only(chat):
    said = chat.says("li", "kudos to 王芳 for listening", room=None)
    assert [post.member for post in said] == [chat.members["li"], chat.members["wang"]]
    assert all(post.room is None for post in said)
    assert thanks(chat) == [("li", "wang", "listening", False)]
    (refusal,) = chat.says("zhang", "kudos K-1")
    assert "listening" not in refusal.text
    (shown,) = chat.says("wang", "点赞 K-1", room=None)
    assert "listening" in shown.text


def test_a_receiver_elsewhere_is_told_in_private_too(quick_chat):
    said = quick_chat.says("li", "kudos to Tom for the intro")
    assert [post.member for post in said] == [None, quick_chat.members["tom"]]


@pytest.mark.parametrize("line", ["kudos to 王芳", "点赞 王芳", "谢谢王芳"])
def test_thanks_need_no_reason_where_it_is_clear_whom_they_are_for(quick_chat, line):
    said = quick_chat.says("li", line)
    assert thanks(quick_chat) == [("li", "wang", "", True)]
    assert not any(sign in post.text for post in said for sign in (">", "：", "you:"))


def test_a_form_without_a_name_asks_for_it(quick_chat):
    form = form_of(quick_chat.handle("li", "form kudos"))
    assert [field.name for field in form.fields] == ["to", "reason"]
    quick_chat.says("li", "kudos", pressed=True, fields={"to": "王芳", "reason": "the launch"})
    assert thanks(quick_chat) == [("li", "wang", "the launch", True)]


@pytest.mark.parametrize("line", ["thanks", "谢谢", "谢谢啦", "thanks everyone, great job", "thank you!", "感谢大家"])
def test_politeness_is_no_command(quick_chat, line):
    (answer,) = quick_chat.says("li", line)
    assert answer.member == quick_chat.members["li"]
    assert answer.title in ("You are welcome", "不客气，有事随时找我")
    assert thanks(quick_chat) == []


@pytest.mark.parametrize("line", ["kudos to me for everything", "点赞 Li 真棒", "kudos to Santa for the gifts"])
def test_nobody_thanks_themselves_or_a_stranger(quick_chat, line):
    (refusal,) = quick_chat.says("li", line)
    assert refusal.member == quick_chat.members["li"]
    assert thanks(quick_chat) == []


def test_an_essay_is_refused(quick_chat):
    (refusal,) = quick_chat.says("li", "kudos to 王芳 for " + "so much " * 60)
    assert refusal.title == "Please thank 王芳 in 300 letters or fewer"
    assert thanks(quick_chat) == []


def test_the_daily_allowance_is_told_and_comes_back_tomorrow(chat):
    for name in ("王芳", "Zhang", "Mei"):
        chat.says("li", f"kudos to {name} for the launch")
    (refusal,) = chat.says("li", "kudos to Tom for the launch")
    assert refusal.title == "Your 3 kudos of today are given"
    chat.passes(hours=15)  # midnight in Shanghai
    chat.says("li", "kudos to Tom for the launch")
    assert len(thanks(chat)) == 4


def test_ten_thanks_at_once_are_three(chat):
    lines = [f"kudos to 王芳 for reason {no}" for no in range(10)]
    messages = [chat.message("li", line) for line in lines]
    with ThreadPoolExecutor(10) as threads:
        states = [handled.state for handled in threads.map(chat.program.dispatcher.handle, messages)]
    assert (states.count("done"), states.count("refused"), len(thanks(chat))) == (3, 7, 3)


def test_thanks_are_history_and_taken_back_by_their_author_for_a_day(chat):
    (said,) = chat.says("li", "kudos to 王芳 for the launch")
    assert chat.value("SELECT what FROM history WHERE subject_kind = 'member'") == "kudos"
    chat.presses("wang", said, "Undo")
    assert len(thanks(chat)) == 1
    chat.presses("li", said, "Undo")
    assert thanks(chat) == []
    (again,) = chat.presses("li", said, "Undo")
    assert (again.member, thanks(chat)) == (chat.members["li"], [])

    (said,) = chat.says("li", "kudos to 王芳 for the launch")
    chat.passes(hours=25)
    chat.presses("li", said, "Undo")
    assert len(thanks(chat)) == 1


def test_what_was_undone_gives_the_allowance_back(quick_chat):
    for _ in range(4):
        quick_chat.says("li", "kudos to 王芳 for the launch")
        quick_chat.says("li", "undo")
    assert thanks(quick_chat) == []
    quick_chat.says("li", "kudos to 王芳 for the launch")
    assert len(thanks(quick_chat)) == 1


def test_one_sees_what_one_got_and_gave_this_month(quick_chat):
    quick_chat.says("li", "kudos to 王芳 for the launch")
    quick_chat.says("wang", "点赞 Zhang 演示很棒")
    (shown,) = quick_chat.says("wang", "kudos")
    assert shown.member == quick_chat.members["wang"]
    assert shown.title == "You were thanked 1 time · November 2026"
    assert ("the launch" in shown.text, "演示很棒" in shown.text) == (True, True)
    assert titles(quick_chat.says("wang", "点赞 上个月")) == ["还没有收到赞 · 2026年10月"]


def test_who_opted_out_is_thanked_in_private_even_in_a_room(quick_chat):
    quick_chat.says("wang", "关闭表扬")
    said = quick_chat.says("li", "kudos to 王芳 for the launch")
    assert [post.member for post in said] == [quick_chat.members["li"], quick_chat.members["wang"]]
    assert thanks(quick_chat) == [("li", "wang", "the launch", False)]


def test_opting_out_is_private_history_and_undone(chat):
    (said,) = chat.says("li", "praise off")
    assert said.member == chat.members["li"]
    assert not chat.value("SELECT praised FROM members WHERE handle = 'li'")
    (undone,) = chat.presses("li", said, "Undo")
    assert undone.member == chat.members["li"]
    assert chat.value("SELECT praised FROM members WHERE handle = 'li'")
    assert [row["what"] for row in chat.rows("SELECT what FROM history WHERE subject_kind = 'member' ORDER BY no")] == [
        "praise_off",
        "undone",
    ]
    assert titles(chat.says("li", "praise on")) == ["You are already named in praise and on boards"]


@pytest.mark.parametrize("line", ["王芳 真的假的", "Zhang离职了", "王芳 太慢了", "Zhang seriously?", "Zhang 人呢"])
def test_mockery_doubt_and_gossip_thank_nobody(quick_chat, line):
    quick_chat.says("li", line)
    assert thanks(quick_chat) == []
