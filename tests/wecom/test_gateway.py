"""Each rule of the emulated long connection has a bot that breaks it and is found out."""

import base64
import hashlib
import json

import pytest
from websockets.exceptions import ConnectionClosed

from tests.wecom.bots import SocketBot, buttons, notice, stream


def hears(line):
    """Return the req_id and the body of the next callback."""
    frame = line.hears()
    return frame["headers"]["req_id"], frame["body"]


def seen(wecom, who="li"):
    return [shown.title for shown in wecom.sees(who)]


def test_a_bot_with_a_wrong_id_or_secret_gets_nothing(wecom):
    for wrong, code in (({"bot": "x"}, 93019), ({"secret": "x"}, 853000)):
        with SocketBot(wecom, **wrong) as line:
            assert line.subscribed == code
            assert line.asks("ping") == 846605
    wecom.says("li", "帮助")
    assert [lost["text"]["content"] for lost in wecom.gateway.lost] == ["帮助"]


def test_a_bot_that_subscribes_like_mad_is_refused(wecom, clock):
    with SocketBot(wecom, secret="x") as line:
        codes = [line.asks("aibot_subscribe", {"bot_id": "x"}) for _ in range(25)]
        assert codes[-1] == 45009
        clock.passes(minutes=1)
        assert line.asks("aibot_subscribe", {"bot_id": "x"}) == 93019


def test_a_second_connection_kicks_the_first(wecom, line):
    with SocketBot(wecom) as other:
        assert hears(line)[1]["event"] == {"eventtype": "disconnected_event"}
        with pytest.raises(ConnectionClosed):
            line.hears()
        assert other.asks("ping") == 0
        wecom.gateway.kick()
        assert hears(other)[1]["event"] == {"eventtype": "disconnected_event"}


def test_an_answer_belongs_to_its_req_id(wecom, line):
    wecom.says("li", "认领 D-1001", to="东区")
    req_id, body = hears(line)
    assert body["text"]["content"] == "@销售助手 认领 D-1001"
    assert line.asks("aibot_respond_msg", stream("已认领"), req_id="made-up") == 846605
    assert line.asks("aibot_respond_msg", stream("已认领"), req_id=req_id) == 0
    assert (seen(wecom), seen(wecom, "WangFang")) == (["已认领"], ["已认领"])


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ({"msgtype": "text", "text": {"content": "hi"}}, 40008),
        (stream("字" * 6827), 45002),
        ({"msgtype": "stream", "stream": {"id": "s", "finish": True, "content": "x", "msg_item": [1]}}, 40008),
        ({"msgtype": "template_card", "template_card": notice() | {"card_action": {}}}, 42045),
    ],
)
def test_a_reply_the_platform_does_not_take_is_refused(wecom, line, reply, code):
    wecom.says("li", "帮助")
    assert line.asks("aibot_respond_msg", reply, req_id=hears(line)[0]) == code
    assert wecom.sees("li") == []


def test_a_req_id_lives_for_a_day_and_a_stream_for_six_minutes(wecom, line, clock):
    wecom.says("li", "报表")
    req_id, _ = hears(line)
    assert line.asks("aibot_respond_msg", stream("处理中", finish=False), req_id=req_id) == 0
    assert line.asks("aibot_respond_msg", stream("一半", finish=False), req_id=req_id) == 0
    assert seen(wecom) == ["一半"]
    clock.passes(minutes=6)
    assert line.asks("aibot_respond_msg", stream("好了"), req_id=req_id) == 846608
    assert line.asks("aibot_respond_msg", {"msgtype": "markdown", "markdown": {"content": "好了"}}, req_id=req_id) == 0
    clock.passes(hours=24)
    assert (
        line.asks("aibot_respond_msg", {"msgtype": "markdown", "markdown": {"content": "x"}}, req_id=req_id) == 846604
    )


def test_a_card_is_changed_within_five_seconds_of_the_click(wecom, line, clock):
    wecom.says("li", "线索")
    line.asks(
        "aibot_respond_msg", {"msgtype": "template_card", "template_card": buttons("认领")}, req_id=hears(line)[0]
    )
    change = {"response_type": "update_template_card", "template_card": notice("已认领", task_id="t1")}
    wecom.presses("li", wecom.sees("li")[0], "认领")
    req_id, _ = hears(line)
    assert line.asks("aibot_respond_msg", stream("已认领"), req_id=req_id) == 846605
    clock.passes(seconds=6)
    assert line.asks("aibot_respond_update_msg", change, req_id=req_id) == 846604
    wecom.presses("li", wecom.sees("li")[0], "认领")
    assert line.asks("aibot_respond_update_msg", change, req_id=hears(line)[0]) == 0
    assert seen(wecom) == ["已认领"]


def test_a_welcome_goes_to_enter_chat_and_feedback_gets_nothing(wecom, line, clock):
    wecom.enters("li")
    req_id, _ = hears(line)
    welcome = {"msgtype": "text", "text": {"content": "你好"}}
    assert line.asks("aibot_respond_welcome_msg", stream("你好"), req_id=req_id) == 40008
    assert line.asks("aibot_respond_welcome_msg", welcome, req_id=req_id) == 0
    clock.passes(seconds=6)
    assert line.asks("aibot_respond_welcome_msg", welcome, req_id=req_id) == 846604
    wecom.rates("li", "s1")
    assert line.asks("aibot_respond_msg", stream("谢谢"), req_id=hears(line)[0]) == 846605
    wecom.says("li", "帮助")
    assert line.asks("aibot_respond_welcome_msg", welcome, req_id=hears(line)[0]) == 846605
    assert seen(wecom) == ["你好"]


def test_a_push_needs_an_earlier_message_of_that_place(wecom, line):
    group = wecom.corp.group("东区").id
    push = {"chatid": group, "msgtype": "markdown", "markdown": {"content": "**早**"}}
    assert line.asks("aibot_send_msg", push) == 93006
    assert line.asks("aibot_send_msg", push | {"chatid": "li"}) == 93006
    wecom.says("li", "帮助", to="东区")
    hears(line)
    assert line.asks("aibot_send_msg", push) == 0
    assert line.asks("aibot_send_msg", push | {"msgtype": "text", "text": {"content": "早"}}) == 40008
    assert (
        line.asks("aibot_send_msg", {"chatid": group, "msgtype": "template_card", "template_card": notice()}) == 40008
    )
    assert line.asks("aibot_send_msg", push | {"chatid": "li"}) == 93006
    assert seen(wecom, "WangFang") == ["早"]


def test_a_conversation_bears_thirty_messages_a_minute(wecom, line, clock):
    wecom.says("li", "帮助")
    hears(line)
    push = {"chatid": "li", "msgtype": "markdown", "markdown": {"content": "早"}}
    assert [line.asks("aibot_send_msg", push) for _ in range(31)] == [0] * 30 + [45009]
    clock.passes(minutes=1)
    assert line.asks("aibot_send_msg", push) == 0


@pytest.mark.parametrize("code", [1000, 1001, 1011, 1006])
def test_the_connection_can_end_in_every_way(wecom, line, code):
    wecom.gateway.close(code)
    with pytest.raises(ConnectionClosed):
        line.hears()
    wecom.says("li", "帮助")
    assert len(wecom.gateway.lost) == 1


def test_a_half_dead_connection_answers_nothing(wecom, line):
    wecom.gateway.silent = True
    with pytest.raises(TimeoutError):
        line.sends("ping")
        line.hears(0.1)
    wecom.gateway.silent = False
    assert line.asks("ping") == 0


def test_acks_can_be_lost_and_odd_frames_sent(wecom, line):
    wecom.gateway.lose_acks = 1
    wecom.says("li", "帮助")
    req_id, _ = hears(line)
    line.sends("aibot_respond_msg", stream("一"), req_id=req_id)
    with pytest.raises(TimeoutError):
        line.hears(0.1)
    assert seen(wecom) == ["一"]
    for odd in ("null", '{"a": "\x01"}', b"\xff\x00"):
        wecom.gateway.raw(odd)
        assert line.connection.recv(1) == odd


def test_a_frame_that_is_none_ends_the_connection(wecom, line):
    line.connection.send("{}")
    with pytest.raises(ConnectionClosed):
        line.hears()


def test_a_file_comes_in_pieces_in_any_order(wecom, line):
    data = bytes(range(256)) * 4
    init = {"type": "file", "filename": "a.txt", "total_size": len(data), "total_chunks": 2}

    def asks(step, body):
        line.sends(f"aibot_upload_media_{step}", body)
        return line.hears()

    assert asks("init", init | {"total_size": 4})["errcode"] == 40058
    id = asks("init", init | {"md5": hashlib.md5(data).hexdigest()})["body"]["upload_id"]

    def chunk(index, piece):
        return asks("chunk", {"upload_id": id, "chunk_index": index, "base64_data": base64.b64encode(piece).decode()})

    assert chunk(2, b"x")["errcode"] == 40058
    assert chunk(0, bytes(513 << 10))["errcode"] == 40058
    assert chunk(1, data[600:])["errcode"] == 0
    assert asks("finish", {"upload_id": id})["errcode"] == 301019
    assert [chunk(0, data[:600])["errcode"] for _ in range(2)] == [0, 0]
    assert asks("finish", {"upload_id": id})["body"]["media_id"]


def test_every_secret_is_one_a_search_would_find(wecom):
    wecom.says("li", "帮助")
    told = json.dumps(wecom.settings("app", "socket", "callback", "webhooks"), ensure_ascii=False)
    assert [secret for secret in wecom.secrets() if len(secret) < 16] == []
    assert sum(secret in told for secret in wecom.secrets()) == 7
