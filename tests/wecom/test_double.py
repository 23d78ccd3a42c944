"""Each rule of the emulated HTTP API has a bot that breaks it and is found out."""

import base64
import hashlib

import httpx2
import pytest

from tests.wecom import HTML, RESET, RESET_AFTER, errcode, hang, status
from tests.wecom.bots import buttons, notice, vote
from tests.wecom.credentials import AGENT_ID
from tests.wecom.rendering import show

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def say(wecom, to, words):
    """Send a text without the way through HTTP."""
    query = {"access_token": wecom.app.token.value}
    body = {"touser": to, "agentid": AGENT_ID, "msgtype": "text", "text": {"content": words}}
    return wecom.api.call("message/send", query, body)


def test_a_wrong_corp_or_secret_gets_no_token(bot):
    assert bot.token(corp="ww1")["errcode"] == 40013
    assert bot.token(secret="x")["errcode"] == 40001


def test_a_bot_that_tries_many_wrong_secrets_is_shut_out_for_an_hour(bot, clock):
    tried = [bot.token(secret="x")["errcode"] for _ in range(25)]
    assert tried[0] == 40001
    assert tried[-1] == bot.token()["errcode"] == 45009
    clock.passes(minutes=61)
    assert bot.token()["errcode"] == 0


def test_a_token_is_the_same_until_it_ends_after_two_hours(bot, clock):
    first = bot.token()
    clock.passes(seconds=7100)
    assert bot.token() == first | {"expires_in": 100}
    clock.passes(seconds=100)
    assert bot.texts("li", "hi", token=first["access_token"])["errcode"] == 42001
    assert bot.token()["access_token"] != first["access_token"]


@pytest.mark.parametrize(("token", "code"), [("", 41001), ("made-up", 40014)])
def test_a_call_without_a_right_token_is_refused(bot, token, code):
    bot.token()
    assert bot.texts("li", "hi", token=token)["errcode"] == code


@pytest.mark.parametrize("code", [40014, 42001])
def test_a_token_may_die_before_its_time(wecom, bot, code):
    token = bot.token()["access_token"]
    wecom.app.expire(code)
    assert bot.texts("li", "hi", token=token)["errcode"] == code
    assert bot.texts("li", "hi")["errcode"] == 0


def test_a_server_that_is_not_trusted_is_refused_but_gets_a_token(wecom, bot):
    wecom.app.trusted = False
    assert bot.token()["errcode"] == 0
    assert bot.texts("li", "hi")["errcode"] == 60020


def test_another_agent_nobody_and_an_unknown_type_are_refused(bot):
    assert bot.texts("li", "hi", body={"agentid": AGENT_ID + 1})["errcode"] == 40056
    assert bot.texts("", "hi")["errcode"] == 82001
    assert bot.sends("li", "markdown_v2", {"content": "hi"})["errcode"] == 40008
    assert bot.texts("li", "")["errcode"] == 44004


def test_who_cannot_be_reached_is_named_in_small_letters_and_nobody_at_all_is_an_error(wecom, bot):
    answer = bot.texts("LI|Nobody|guest|chen", "hi")
    assert (answer["errcode"], answer["invaliduser"], answer["unlicenseduser"]) == (0, "nobody|guest", "chen")
    assert [shown.title for shown in wecom.sees("li")] == ["hi"]
    assert bot.texts("Nobody|guest", "hi")["errcode"] == 81013


def test_text_beyond_2048_bytes_is_cut_and_markdown_is_refused(wecom, bot):
    assert bot.texts("li", "线索" * 400)["errcode"] == 0
    assert len(wecom.sees("li")[0].title.encode()) == 2046
    assert bot.sends("li", "markdown", {"content": "线索" * 400})["errcode"] == 40058


def test_the_31st_message_of_a_minute_and_the_1001st_of_an_hour_vanish_without_a_word(wecom, bot, clock):
    token = bot.token()["access_token"]
    assert {bot.texts("li", f"hi {n}", token=token)["errcode"] for n in range(31)} == {0}
    assert len(wecom.sees("li")) == 30
    assert [(drop.person, drop.why) for drop in wecom.dropped] == [("li", "member limit")]
    clock.passes(minutes=1)
    bot.texts("li", "later", token=token)
    assert wecom.sees("li")[-1].title == "later"
    for minute in range(33):
        clock.passes(minutes=1)
        for n in range(30):
            say(wecom, "li", f"{minute}.{n}")
    assert len(wecom.sees("li")) == 1000


def test_an_app_has_200_messages_a_day_for_each_account(wecom, bot, clock):
    wecom.corp.accounts = 1
    bot.token()
    for n in range(7):
        clock.passes(minutes=1)
        for one in range(30 if n < 6 else 20):
            assert say(wecom, "li", f"{n}.{one}")["errcode"] == 0
    assert bot.texts("li", "one more")["errcode"] == 45009
    clock.passes(days=1)
    assert bot.texts("li", "one more")["errcode"] == 0


def test_the_same_words_again_are_not_shown_when_the_bot_asked_for_that(wecom, bot, clock):
    asked = {"enable_duplicate_check": 1, "duplicate_check_interval": 600}
    for _ in range(2):
        assert bot.texts("li", "hi", body=asked)["errcode"] == 0
    assert len(wecom.sees("li")) == 1
    clock.passes(minutes=11)
    bot.texts("li", "hi", body=asked)
    assert len(wecom.sees("li")) == 2


def test_a_message_can_be_recalled_for_a_day(wecom, bot, clock):
    msgid = bot.texts("li", "hi")["msgid"]
    assert bot.posts("message/recall", {"msgid": msgid})["errcode"] == 0
    assert wecom.sees("li") == []
    msgid = bot.texts("li", "hi")["msgid"]
    clock.passes(hours=25)
    assert bot.posts("message/recall", {"msgid": msgid})["errcode"] == 42052
    assert bot.posts("message/recall", {"msgid": "x"})["errcode"] == 42052


@pytest.mark.parametrize(
    ("card", "code"),
    [
        (buttons("a") | {"card_type": "poll"}, 42031),
        (buttons("a") | {"main_title": {}}, 42033),
        (buttons(), 42042),
        (buttons(*"abcdefg"), 42042),
        (buttons("a") | {"button_list": [{"text": "a"}]}, 42039),
        (buttons("a") | {"button_list": [{"text": "a", "key": "k" * 1025}]}, 42039),
        (buttons("a", "a"), 42039),
        (buttons("a") | {"button_list": [{"key": "k"}]}, 42038),
        (buttons("a") | {"button_list": [{"text": "a", "type": 1}]}, 42028),
        (buttons("a") | {"task_id": "客户"}, 40058),
        (buttons("a") | {"task_id": "t" * 129}, 40058),
        (buttons("a") | {"task_id": None}, 40058),
        (buttons("a", horizontal_content_list=[{"keyname": "k"}] * 7), 42035),
        (buttons("a", horizontal_content_list=[{"value": "v"}]), 42027),
        (buttons("a", horizontal_content_list=[{"keyname": "k", "type": 3}]), 42050),
        (buttons("a", horizontal_content_list=[{"keyname": "k", "type": 1}]), 42028),
        (buttons("a", jump_list=[{"title": "x"}] * 4), 42036),
        (notice(vertical_content_list=[{"title": "x"}] * 5), 42037),
        (notice() | {"card_action": {}}, 42045),
        (notice() | {"card_action": {"type": 1}}, 42045),
        (notice(action_menu={"action_list": []}, task_id="t"), 42051),
        (notice() | {"card_type": "news_notice"}, 42044),
        (vote(), 42042),
        (vote(*"abcdefghijklmnopqrstu"), 42042),
        (vote("a") | {"checkbox": {"option_list": [{"id": "1", "text": "a"}]}}, 42043),
        (vote("a") | {"checkbox": {"question_key": "q", "option_list": [{"id": "i" * 129, "text": "a"}]}}, 42040),
        (vote("a") | {"checkbox": {"question_key": "q", "option_list": [{"id": "1", "text": ""}]}}, 42041),
        (vote("a", submit_button={"key": "k"}), 42046),
        (vote("a", submit_button={"text": "t"}), 42049),
        (vote("a") | {"card_type": "multiple_interaction"}, 42047),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_a_card_that_breaks_the_schema_is_refused(wecom, bot, card, code):
    assert bot.sends("li", "template_card", card)["errcode"] == code
    assert wecom.sees("li") == []


def test_a_task_id_is_good_for_one_card(bot):
    assert bot.sends("li", "template_card", buttons("认领"))["errcode"] == 0
    assert bot.sends("li", "template_card", buttons("认领"))["errcode"] == 40058


def test_what_is_too_long_for_a_card_is_cut_on_the_screen(wecom, bot):
    rows = [{"keyname": "预计成交日期", "value": "字" * 40}]
    bot.sends("li", "template_card", buttons("请在三点之前联系这位客户", title="字" * 40, horizontal_content_list=rows))
    (shown,) = wecom.sees("li")
    assert shown.title == "字" * 35 + "…"
    assert shown.text == "预计成交…：" + "字" * 29 + "…"
    assert list(shown.buttons) == ["请在三点之前联系这…"]


def test_a_response_code_changes_cards_once_within_72_hours(wecom, bot, clock):
    code = bot.sends("li|WangFang", "template_card", buttons("认领"))["response_code"]
    change = {"agentid": AGENT_ID, "userids": ["li"], "response_code": code, "button": {"replace_name": "已认领"}}
    assert bot.posts("message/update_template_card", change | {"response_code": "x"})["errcode"] == 99999
    assert bot.posts("message/update_template_card", change)["errcode"] == 0
    assert (wecom.sees("li")[0].buttons, wecom.sees("li")[0].labels) == ({}, ("已认领",))
    assert wecom.sees("WangFang")[0].buttons == {"认领": "do:认领"}
    assert bot.posts("message/update_template_card", change)["errcode"] == 99999
    late = bot.sends("li", "template_card", buttons("认领", task="t2"))["response_code"]
    clock.passes(hours=72)
    assert bot.posts("message/update_template_card", change | {"response_code": late})["errcode"] == 99999


def test_a_changed_card_obeys_the_schema_and_a_notice_has_no_response_code(wecom, bot):
    code = bot.sends("li", "template_card", vote("李", "王"))["response_code"]
    change = {"agentid": AGENT_ID, "userids": ["li", "x"], "response_code": code}
    assert bot.posts("message/update_template_card", change | {"template_card": {"card_type": "x"}})["errcode"] == 42031
    answer = bot.posts("message/update_template_card", change | {"template_card": notice("已投票")})
    assert (answer["errcode"], answer["invaliduser"]) == (0, ["x"])
    assert [shown.title for shown in wecom.sees("li")] == ["已投票"]
    assert "response_code" not in bot.sends("li", "template_card", notice())


@pytest.mark.parametrize(
    ("kind", "part", "code"),
    [
        ("text", {"content": "线索" * 400}, 40058),
        ("markdown", {"content": "x" * 4097}, 40058),
        ("markdown_v2", {"content": "x" * 4097}, 40058),
        ("template_card", buttons("认领"), 42031),
        ("image", {"base64": "?", "md5": ""}, 40009),
        ("image", {"base64": base64.b64encode(PNG).decode(), "md5": "0"}, 301019),
        ("image", {"base64": base64.b64encode(b"GIF89a").decode(), "md5": hashlib.md5(b"GIF89a").hexdigest()}, 40009),
        ("news", {"articles": [{"title": "t", "url": "u"}] * 9}, 40058),
        ("voice", {"media_id": "1"}, 40008),
    ],
)
def test_a_group_robot_that_says_what_it_cannot_is_refused(wecom, bot, key, kind, part, code):
    assert bot.hooks(key, kind, part)["errcode"] == code
    assert wecom.sees("li") == []


def test_a_group_robot_has_a_key_and_twenty_messages_a_minute(wecom, bot, key, clock):
    assert bot.hooks("made-up", "text", {"content": "hi"})["errcode"] == 93000
    answers = [bot.hooks(key, "text", {"content": str(n)})["errcode"] for n in range(21)]
    assert answers == [0] * 20 + [45009]
    clock.passes(minutes=1)
    assert bot.hooks(key, "text", {"content": "later"})["errcode"] == 0
    del wecom.corp.group("东区").webhooks["east"]
    assert bot.hooks(key, "text", {"content": "hi"})["errcode"] == 93000


def test_only_the_list_really_calls_people(wecom, bot, key):
    bot.hooks(key, "text", {"content": "@li <@li> hi"})
    bot.hooks(key, "text", {"content": "hi", "mentioned_list": ["LI", "stranger"]})
    bot.hooks(key, "text", {"content": "hi", "mentioned_list": ["@all"]})
    bot.hooks(key, "markdown", {"content": "<@li> hi"})
    bot.hooks(key, "markdown_v2", {"content": "<@li> hi"})
    called = [sorted(shown.mentions) for shown in wecom.sees("li")]
    assert called == [[], ["li"], ["WangFang", "li"], ["li"], []]
    assert wecom.sees("li")[-1].title == "<@li> hi"


def test_each_client_shows_the_markup_it_knows():
    board = "# 榜单\n\n| 名次 | 谁 |\n|---|---|\n| 1 | **李** |"
    assert show(board, "webhook_v2", ()).text == "榜单\n\n名次 · 谁\n\n1 · 李"
    assert show(board, "app", ()).raw == ("table",)
    assert show("- 一\n- 二", "webhook", ()).raw == ("list",)
    assert show('<font color="info">好</font>', "app", ()).text == "好"
    assert show('<font color="info">好</font>', "bot", ()).raw == ("font",)
    assert "<font" in show('<font color="info">好</font>', "bot", ()).text
    assert show("<@li>", "bot", ("li",)).mentions == frozenset()
    assert show(r"a\*\*b\*\* \<@li\>", "webhook", ("li",)) == show(r"a\*\*b\*\* \<@li\>", "app", ("li",))
    assert show(r"a\*\*b", "app", ()).text == "a**b"


def test_who_is_out_of_range_or_unknown_cannot_be_looked_up(bot):
    token = bot.token()["access_token"]

    def user(id):
        return bot.http.get("user/get", params={"access_token": token, "userid": id}).json()

    assert (user("LI")["name"], user("guest")["errcode"], user("x")["errcode"]) == ("李娜", 60011, 60111)


def test_media_have_sizes_kinds_and_three_days(wecom, bot, clock):
    token = bot.token()["access_token"]

    def upload(data, kind="image", name="media"):
        query = {"access_token": token, "type": kind}
        return bot.http.post("media/upload", params=query, files={name: ("a.png", data)}).json()

    assert upload(b"tiny")["errcode"] == 40006
    assert upload(PNG, name="file")["errcode"] == 41005
    assert upload(b"GIF89a....")["errcode"] == 40009
    assert upload(PNG, kind="picture")["errcode"] == 40004
    id = upload(PNG)["media_id"]
    assert bot.sends("li", "image", {"media_id": id})["errcode"] == 0
    assert wecom.sees("li")[0].picture == PNG
    clock.passes(days=3)
    assert bot.sends("li", "image", {"media_id": id})["errcode"] == 40007


def test_faults_come_when_told_and_go(wecom, bot):
    token = bot.token()["access_token"]
    wecom.fails("message/send", RESET, RESET_AFTER, HTML, status(502), errcode(45009), None)
    for _ in range(2):
        with pytest.raises(httpx2.TransportError):
            bot.texts("li", "hi", token=token)
    assert len(wecom.sees("li")) == 1
    answer = bot.http.post("message/send", json={})
    assert (answer.status_code, answer.text[:6]) == (200, "<html>")
    assert bot.http.post("message/send", json={}).status_code == 502
    assert bot.texts("li", "hi", token=token)["errcode"] == 45009
    assert bot.texts("li", "hi", token=token)["errcode"] == 0
    wecom.fails("gettoken", errcode(42001), for_ever=True)
    assert {bot.token()["errcode"] for _ in range(3)} == {42001}
    wecom.heals()
    assert bot.token()["errcode"] == 0


def test_a_call_can_hang(wecom, bot):
    wecom.fails("gettoken", hang(30))
    with pytest.raises(httpx2.ReadTimeout):
        bot.http.get("gettoken", timeout=0.1)
    assert bot.token()["errcode"] == 0


def test_a_body_that_is_no_json_and_a_path_that_is_none_are_refused(bot):
    assert bot.http.post("message/send", content=b"{").json()["errcode"] == 47001
    assert bot.posts("message/sned", {})["errcode"] == 40066
