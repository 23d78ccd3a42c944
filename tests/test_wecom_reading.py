"""What WeCom sends is read: mentions taken out, clicks told apart, choices kept from every key."""

import pytest

from bot.wecom.codec import Malformed
from bot.wecom.reading import AppReader, BotReader, without_mentions
from tests.promises import malformed

NAMES = ["销售助手二号", "销售助手", "Sales Bot", "Baton"]
BOT = BotReader("bot", tuple(NAMES), b"secret", "https://qyapi.weixin.qq.com")
APP = AppReader("corp", b"secret")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@销售助手 认领 D-1", "认领 D-1"),
        ("@销售助手认领 D-1", "认领 D-1"),
        ("@销售助手二号 认领 D-1", "认领 D-1"),
        ("@销售助手\u2005认领 D-1", "认领 D-1"),
        ("@销售助手\u00a0认领 D-1", "认领 D-1"),
        ("认领 D-1 @销售助手", "认领 D-1"),
        ("@销售助手 认领 D-1 @销售助手", "认领 D-1"),
        ("＠销售助手，认领 D-1", "认领 D-1"),
        ("@Sales Bot claim D-1", "claim D-1"),
        ("@baton: claim D-1", "claim D-1"),
        ("claim D-1 for bob@baton.com", "claim D-1 for bob@baton.com"),
        ("@Batonic claim D-1", "@Batonic claim D-1"),
        ("@李娜 看一下", "@李娜 看一下"),
        ("第一行\n@销售助手 第二行", "第一行\n第二行"),
    ],
)
def test_the_bots_names_are_taken_out_wherever_they_stand(text, said):
    assert without_mentions(text, NAMES) == said


def body(**more):
    return {"msgid": "m1", "chattype": "single", "from": {"userid": "li"}, "msgtype": "text"} | more


def click(key="0:vote A-1", task="t1", user="li", msgid="m1", **more):
    event = {"eventtype": "template_card_event"}
    told = {"event_key": key, "task_id": task, "card_type": "vote_interaction"} | more
    return body(msgid=msgid, msgtype="event", event=event | {"template_card_event": told}, **{"from": {"userid": user}})


def test_a_picture_alone_is_asked_what_it_means():
    message = BOT.read(body(msgtype="image", image={"url": "https://x"}))
    assert (message.text, message.pressed) == ("帮助", True)


def test_a_click_may_stand_flat_or_nested():
    nested = BOT.read(click())
    flat = body(msgtype="event", event={"eventtype": "template_card_event", "event_key": "0:vote A-1", "task_id": "t1"})
    assert BOT.read(flat) == nested


def test_a_click_is_known_by_task_person_and_key_which_carries_the_revision():
    first = BOT.read(click())
    assert BOT.read(click(msgid="m2")).delivery == first.delivery
    others = [click(task="t2"), click(user="wang"), click(key="1:vote A-1"), click(key="0:vote A-2")]
    assert first.delivery not in [BOT.read(other).delivery for other in others]
    assert first.text == "vote A-1"


def test_what_was_chosen_is_a_form_and_stands_in_no_key():
    items = {"selected_item": [{"question_key": "vote", "option_ids": {"option_id": ["li"]}}]}
    message = BOT.read(click(selected_items=items))
    assert (message.text, message.fields, message.delivery) == ("vote A-1", {"vote": "li"}, "m1")


def fields(**more):
    return {"FromUserName": "li", "MsgType": "event", "CreateTime": "1760000000"} | more


@pytest.mark.parametrize(("option", "value"), [("li", "li"), (["li", "wang"], "li, wang"), (None, "")])
def test_the_app_s_choice_may_be_one_several_or_none_and_its_key_hides_it(option, value):
    chosen = {"SelectedItem": {"QuestionKey": "vote", "OptionIds": {"OptionId": option}}}
    event = fields(Event="template_card_event", EventKey="0:vote A-1", TaskId="t1", SelectedItems=chosen)
    message = APP.read(event, b"<xml>one</xml>")
    assert message.fields == {"vote": value}
    assert message.delivery == APP.read(event, b"<xml>one</xml>").delivery
    assert message.delivery != APP.read(event, b"<xml>two</xml>").delivery
    assert AppReader("corp", b"another").read(event, b"<xml>one</xml>").delivery != message.delivery


def test_the_app_s_response_code_is_kept_for_changing_the_card():
    event = fields(Event="template_card_event", EventKey="0:claim D-1", TaskId="t1", ResponseCode="once")
    assert APP.read(event, b"").route.data == {"kind": "click", "task": "t1", "response_code": "once"}


@pytest.mark.parametrize("event", ["view", "location", "unsubscribe", "change_contact", "inactive_alert"])
def test_events_nobody_asks_anything_with_are_read_and_not_answered(event):
    assert APP.read(fields(Event=event), b"") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"msgid": None},
        {"msgid": ""},
        {"msgid": "\ud800"},
        {"msgid": "a\0b"},
        {"from": {}},
        {"text": {"content": 7}},
        {"text": []},
        {"chattype": "group"},
        {"msgtype": "mixed", "mixed": {"msg_item": "x"}},
        {"msgtype": "mixed", "mixed": {"msg_item": [{"msgtype": "text"}]}},
        {"msgtype": None},
    ],
)
def test_what_lacks_a_field_is_malformed(wrong):
    with pytest.raises(Malformed):
        BOT.read(body(text={"content": "hi"}) | wrong)


def test_half_characters_of_a_text_are_left_out():
    assert BOT.read(body(text={"content": "hi \ud800"})).text == "hi"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=x", True),
        ("https://qyapi.weixin.qq.com.evil.example/x", False),
        ("http://qyapi.weixin.qq.com/x", False),
        ("https://169.254.169.254/latest", False),
        (7, False),
    ],
)
def test_an_address_to_answer_at_must_be_wecoms_own(url, kept):
    data = BOT.read(body(text={"content": "hi"}, response_url=url)).route.data
    assert data.get("response_url") == (url if kept else None)


def test_a_choice_among_commands_is_the_command_chosen():
    chosen = {"selected_item": [{"question_key": "do", "option_ids": {"option_id": ["0:vote AW-1 bo"]}}]}
    message = BOT.read(click(key="0:do", selected_items=chosen))
    assert (message.text, message.fields, message.pressed) == ("vote AW-1 bo", {}, True)
    assert message.delivery == "m1"  # which choice it was must not be read from the key

    items = {"SelectedItem": {"QuestionKey": "do", "OptionIds": {"OptionId": "0:vote AW-1 bo"}}}
    event = {"MsgType": "event", "Event": "template_card_event", "EventKey": "0:do", "TaskId": "t1"}
    told = APP.read({"FromUserName": "li", "SelectedItems": items, "ResponseCode": "c", **event}, b"<xml/>")
    assert (told.text, told.fields, told.route.data["response_code"]) == ("vote AW-1 bo", {}, "c")


ODD = (*malformed.STRANGE, 10**400, float("nan"), "x" * 1100, "字" * 400, "\udc00", ["\0"], ["\udc00"], {"OptionId": 7})


@pytest.mark.parametrize(("reader", "bodies"), [(BOT, malformed.BOT), (APP, malformed.APP)], ids=["bot", "app"])
def test_whatever_stands_where_it_should_not_is_malformed_or_can_be_stored(reader, bodies):
    read = 0
    for spoilt in (spoilt for body in bodies.values() for spoilt in malformed.spoilt(body, ODD)):
        try:
            message = reader.read(spoilt) if reader is BOT else reader.read(spoilt, b"raw")
        except Malformed:
            continue
        if message is None:
            continue
        read += 1
        ids = (message.sender, message.delivery, message.room or "", *message.route.data.values())
        assert [id for id in ids if "\0" in id or len(id.encode()) > 1_024] == []
        chosen = (*message.fields, *message.fields.values())
        assert b"\0" not in "".join(chosen).encode()
    assert read > 100
