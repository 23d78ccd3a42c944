"""Each rule of the emulated callbacks has a bot that breaks it and is found out."""

import time
from datetime import timedelta

import pytest

from tests.wecom.bots import buttons, notice, stream, vote
from tests.wecom.credentials import AGENT_ID, CORP_ID


def codes(wecom):
    return [refusal.code for refusal in wecom.refused]


def seen(wecom, who="li"):
    return [shown.title for shown in wecom.sees(who)]


def test_an_address_is_saved_only_when_the_exact_echo_comes_within_a_second(wecom, called):
    assert wecom.bot_callback.verify().problem == ""
    called.echo = lambda text: f'"{text}"'.encode()
    assert wecom.bot_callback.verify().problem != ""
    called.echo = lambda text: time.sleep(1.1) or text.encode()
    assert wecom.bot_callback.verify().status is None


def test_the_bot_hears_only_what_is_addressed_to_it(wecom, called):
    assert wecom.says("li", "大家好", to="东区", mention=None) is None
    assert wecom.says("guest", "认领 D-1001") is None
    wecom.says("li", "认领 D-1001", to="东区")
    wecom.says("li", "认领 D-1001", to="东区", mention="end")
    wecom.says("li", "认领 D-1001", to="东区", mention="both", kind="mixed")
    wecom.says("WangFang", "认领 D-1001", kind="voice")
    first, second, third, fourth = called.heard
    assert first["text"]["content"] == "@销售助手 认领 D-1001"
    assert second["text"]["content"] == "认领 D-1001 @销售助手"
    assert third["mixed"]["msg_item"][0]["text"]["content"] == "@销售助手\u2005认领 D-1001 @销售助手"
    assert fourth["voice"]["content"] == "认领 D-1001"
    assert (first["chattype"], fourth["chattype"], "chatid" in fourth) == ("group", "single", False)
    assert fourth["from"]["userid"].startswith("wo")
    assert [shown.title for shown in wecom.sees("guest")] == ["你不在该智能机器人的可见范围内"]


def test_a_finished_stream_is_shown_and_quotes_the_line_in_a_group(wecom, called):
    called.answer = lambda _message: stream("**已认领**：D-1001\n> <@li>")
    wecom.says("li", "认领 D-1001", to="东区")
    (shown,) = wecom.sees("WangFang")
    assert (shown.title, shown.text, shown.quotes) == ("已认领：D-1001", "<@li>", "@销售助手 认领 D-1001")
    assert shown.mentions == frozenset()


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ({"msgtype": "text", "text": {"content": "hi"}}, 40008),
        ({"msgtype": "markdown", "markdown": {"content": "hi"}}, 40008),
        (stream("字" * 6827), 45002),
        (stream(""), 44004),
        (stream("hi", id=""), 40058),
        ({"msgtype": "template_card", "template_card": buttons()}, 42042),
    ],
)
def test_a_reply_the_platform_does_not_take_is_not_shown(wecom, called, reply, code):
    called.answer = lambda _message: reply
    wecom.says("li", "帮助")
    assert codes(wecom) == [code]
    assert wecom.sees("li") == []


def signed(cipher, envelope, **other):
    """An envelope with other parts, signed anew."""
    parts = envelope | other
    return parts | {"msgsignature": cipher.signature(parts["timestamp"], parts["nonce"], parts["encrypt"])}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda cipher, envelope: signed(cipher, envelope, timestamp=str(envelope["timestamp"])),
        lambda cipher, envelope: signed(cipher, envelope, nonce="other"),
        lambda cipher, envelope: signed(cipher, envelope, encrypt="AAAA"),
        lambda cipher, envelope: envelope | {"msgsignature": "0" * 40},
        lambda cipher, envelope: {},
    ],
    ids=["timestamp", "nonce", "cipher", "signature", "empty"],
)
def test_a_reply_in_a_wrong_envelope_is_not_shown(wecom, called, wrong):
    called.answer = lambda _message: stream("hi")
    called.envelope = lambda envelope: wrong(wecom.bot_cipher, envelope)
    assert wecom.says("li", "帮助").attempts[0].problem
    assert wecom.sees("li") == []


def test_a_reply_for_another_receiver_is_not_shown(wecom, called):
    called.answer = lambda _message: stream("hi")
    called.seal = lambda text: wecom.bot_cipher.seal(text, CORP_ID)
    assert "receiveid" in wecom.says("li", "帮助").attempts[0].problem


def test_a_late_reply_is_lost(wecom, called, monkeypatch):
    monkeypatch.setattr("tests.wecom.delivering.REPLY_SECONDS", 0.2)
    called.answer = lambda _message: time.sleep(0.4) or stream("hi")
    assert wecom.says("li", "帮助").status is None
    assert wecom.sees("li") == []


def test_an_open_stream_is_polled_and_ends_after_six_minutes(wecom, called, clock):
    called.answer = lambda _message: stream("处理中", finish=False)
    first = wecom.says("li", "报表")
    assert seen(wecom) == ["处理中"]
    poll = wecom.polls("li", "s1")
    assert (poll.body["msgtype"], poll.body["stream"], "response_url" in poll.body) == ("stream", {"id": "s1"}, False)
    assert poll.msgid != first.msgid
    called.answer = lambda _message: stream("报表在这里")
    wecom.polls("li", "s1")
    assert seen(wecom) == ["报表在这里"]
    called.answer = lambda _message: stream("处理中", id="s2", finish=False)
    wecom.says("li", "报表")
    clock.passes(minutes=6)
    wecom.polls("li", "s2")
    assert codes(wecom) == [846608]


def test_the_same_message_may_come_again_and_another_answer_is_seen(wecom, called):
    replies = iter([stream("已认领"), stream("已认领"), stream("已被认领", id="s2")])
    called.answer = lambda _message: next(replies)
    first = wecom.says("li", "认领 D-1001")
    for _ in range(2):
        wecom.again(first)
    assert len({message["msgid"] for message in called.heard}) == 1
    assert len({query["nonce"] for query in called.queries}) == 3
    assert seen(wecom) == ["已认领", "已被认领"]


def test_a_welcome_is_text_or_a_card_and_feedback_gets_nothing(wecom, called):
    called.answer = lambda _message: stream("hi")
    wecom.enters("li")
    called.answer = lambda _message: {"msgtype": "text", "text": {"content": "你好"}}
    wecom.enters("li")
    wecom.rates("li", "s1")
    assert codes(wecom) == [40008, 846605]
    assert seen(wecom) == ["你好"]


def test_a_click_replaces_the_card_for_everybody_or_for_some_in_a_group(wecom, called):
    called.answer = lambda _message: {"msgtype": "template_card", "template_card": buttons("认领")}
    wecom.says("li", "线索", to="东区")
    card = wecom.sees("WangFang")[0]

    def replaced(**more):
        return lambda _message: (
            {
                "response_type": "update_template_card",
                "template_card": notice("王芳 已认领", task_id="t1"),
            }
            | more
        )

    called.answer = replaced(userids=[wecom.corp.people["WangFang"].bot_id])
    wecom.presses("WangFang", card, "认领")
    assert (seen(wecom), seen(wecom, "WangFang")) == (["D-1001 华星科技"], ["王芳 已认领"])
    called.answer = replaced()
    click = wecom.presses("li", wecom.sees("li")[0], "认领")
    assert click.body["event"]["template_card_event"]["event_key"] == "do:认领"
    assert (seen(wecom), wecom.sees("li")[0].edited) == (["王芳 已认领"], 2)
    with pytest.raises(AssertionError, match="delivered once"):
        wecom.again(click)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (stream("已认领"), 40008),
        ({"response_type": "update_template_card", "template_card": notice()}, 40058),
        ({"response_type": "update_template_card", "template_card": notice(task_id="t2")}, 40058),
        (
            {"response_type": "update_template_card", "template_card": {"card_type": "text_notice", "task_id": "t1"}},
            42033,
        ),
    ],
)
def test_a_click_answered_wrongly_changes_nothing(wecom, called, reply, code):
    called.answer = lambda _message: {"msgtype": "template_card", "template_card": buttons("认领")}
    wecom.says("li", "线索")
    called.answer = lambda _message: reply
    wecom.presses("li", wecom.sees("li")[0], "认领")
    assert codes(wecom) == [code]
    assert wecom.sees("li")[0].edited == 0


def test_a_double_click_has_a_new_msgid(wecom, called):
    called.answer = lambda _message: {"msgtype": "template_card", "template_card": buttons("认领")}
    wecom.says("li", "线索")
    called.answer = lambda _message: None
    for _ in range(2):
        wecom.presses("li", wecom.sees("li")[0], "认领")
    first, second = called.heard[1:]
    assert first["msgid"] != second["msgid"]
    assert first["event"] == second["event"]


def test_a_response_url_is_good_once_within_the_hour_for_markdown_or_a_card(wecom, called, bot, clock):
    wecom.says("li", "报表", to="东区")
    wecom.says("li", "报表", to="东区")
    first, second = (message["response_url"] for message in called.heard)

    def answers(url, kind, content):
        return bot.http.post(url, json={"msgtype": kind, kind: content}).json()["errcode"]

    assert answers(first, "markdown", {"content": "**好**"}) == 0
    assert answers(first, "markdown", {"content": "**好**"}) == 99999
    assert wecom.sees("li")[0].quotes == "@销售助手 报表"
    clock.passes(minutes=61)
    assert answers(second, "markdown", {"content": "好"}) == 99999
    wecom.says("li", "报表", to="东区")
    assert answers(called.heard[-1]["response_url"], "stream", {"content": "好"}) == 40008
    wecom.says("li", "报表", to="东区")
    sealed = bot.http.post(called.heard[-1]["response_url"], json={"encrypt": "x"}).json()
    assert sealed["errcode"] == 40008


def test_the_app_hears_text_menu_and_opening_and_only_text_has_a_number(wecom, app):
    wecom.writes("li", "认领 ]]> D-1001")
    wecom.taps("li", "pool")
    wecom.opens_app("li")
    text, menu, opened = app.heard
    assert (text["MsgType"], text["Content"], text["FromUserName"]) == ("text", "认领 ]]> D-1001", "li")
    assert text["MsgId"].isdigit()
    assert (menu["Event"], menu["EventKey"], "MsgId" in menu) == ("click", "pool", False)
    assert opened["Event"] == "enter_agent"
    assert wecom.app_callback.verify().problem == ""


def test_the_app_is_asked_up_to_four_times_until_somebody_answers_200(wecom, app):
    app.status = 503
    delivery = wecom.writes("li", "认领")
    assert [attempt.status for attempt in delivery.attempts] == [503] * 4
    assert len({message["MsgId"] for message in app.heard}) == 1
    assert len({query["nonce"] for query in app.queries}) == 4
    app.status = 200
    assert len(wecom.writes("li", "认领").attempts) == 1


def test_a_passive_text_of_the_app_is_shown_and_a_wrong_envelope_is_not(wecom, app):
    app.answer = lambda _message: {"MsgType": "text", "Content": "好的"}
    wecom.writes("li", "帮助")
    app.envelope = lambda envelope: envelope | {"MsgSignature": "0"}
    wecom.writes("li", "帮助")
    assert seen(wecom) == ["好的"]
    app.envelope = lambda envelope: envelope
    app.answer = lambda _message: {"MsgType": "template_card", "Content": "x"}
    wecom.writes("li", "帮助")
    assert codes(wecom) == [-1, 40008]


def test_a_vote_brings_the_choice_and_a_code_of_its_own_and_changes_only_the_voters_card(wecom, app, bot):
    bot.sends("li|WangFang", "template_card", vote("陈晨", "周杰"))
    card = wecom.sees("li")[0]
    app.answer = lambda _message: {"MsgType": "update_button", "Button": {"ReplaceName": "已投票"}}
    wecom.chooses("li", card, {"who": "周杰"})
    (heard,) = app.heard
    assert heard["SelectedItems"] == {"SelectedItem": {"QuestionKey": "who", "OptionIds": {"OptionId": "1"}}}
    assert (heard["Event"], heard["EventKey"], heard["TaskId"]) == ("template_card_event", "vote", "v1")
    assert (wecom.sees("li")[0].labels, wecom.sees("WangFang")[0].labels) == (("已投票",), ("投票",))
    change = {"agentid": AGENT_ID, "userids": ["li"], "response_code": heard["ResponseCode"]}
    assert bot.posts("message/update_template_card", change | {"template_card": vote("陈晨", "周杰")})["errcode"] == 0
    assert wecom.sees("li")[0].labels == ("投票",)
    wecom.chooses("li", wecom.sees("li")[0], {"who": "陈晨"})
    change |= {"userids": ["WangFang"], "response_code": app.heard[-1]["ResponseCode"]}
    assert bot.posts("message/update_template_card", change | {"button": {"replace_name": "已截止"}})["errcode"] == 0
    assert wecom.sees("WangFang")[0].labels == ("已截止",)
    with pytest.raises(KeyError):
        wecom.chooses("li", card, {"who": "李雷"})


def test_a_clock_that_is_wrong_shows_in_the_timestamp(wecom, called):
    wecom.bot_callback.skew = timedelta(minutes=-11)
    wecom.says("li", "帮助")
    assert int(called.queries[0]["timestamp"]) == int(wecom.corp.clock().timestamp()) - 660
