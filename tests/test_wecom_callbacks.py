"""WeCom calls our addresses: the bot answers in the response, the app by a message of its own."""

import json
import time
from datetime import timedelta

import pytest

from storage.tables import bindings
from tests.wecom import RESET
from tests.wecom.cipher import Cipher
from tests.wecom.credentials import APP_AES_KEY, APP_TOKEN, BOT_AES_KEY, BOT_ID, BOT_TOKEN, CORP_ID
from tests.wecom.delivering import to_xml
from tests.wecomdoors import Doors


@pytest.fixture
def doors(databases):
    with databases.fresh("sqlite") as url, Doors(url, "app", "callback") as doors:
        yield doors


@pytest.fixture
def without_app(databases):
    with databases.fresh("sqlite") as url, Doors(url, "callback") as doors:
        yield doors


@pytest.fixture(scope="module")
def shut(databases):
    """Doors for everything they do not let in."""
    with databases.fresh("sqlite") as url, Doors(url, "app", "callback") as doors:
        yield doors


def test_the_console_reads_its_echo_at_both_addresses(doors):
    for callback in (doors.wecom.bot_callback, doors.wecom.app_callback):
        attempt = callback.verify()
        assert (attempt.status, attempt.problem) == (200, "")


def test_a_claim_in_a_group_is_answered_in_the_response(doors):
    code = doors.chat.has_deal("Acme")

    said = doors.wecom.says("li", f"claim {code}", to="east")

    assert said.reply["msgtype"] in ("stream", "template_card")
    assert doors.titles("wang") == [f"{code} Acme is yours, Li"]
    assert doors.owner(code) == "li"
    assert doors.wecom.refused == []
    assert doors.pushed() == []


def test_words_beside_a_picture_are_words(doors):
    code = doors.chat.has_deal("Acme")

    doors.wecom.says("wang", f"认领 {code}", to="east", mention="end", kind="mixed")

    assert doors.owner(code) == "wang"


@pytest.mark.parametrize("mention", ["front", "end", "both"])
def test_nothing_of_a_mention_stays_in_what_was_said(doors, mention):
    doors.wecom.says("wang", "新线索 启明", to="east", mention=mention)

    assert doors.chat.value("SELECT title FROM deals") == "启明"


def test_a_bot_that_was_renamed_is_still_understood_where_its_name_comes_first(databases):
    with databases.fresh("sqlite") as url, Doors(url, "callback", wecom_bot_names="Baton") as doors:
        doors.wecom.says("wang", "新线索 启明", to="east")
        assert doors.chat.value("SELECT title FROM deals") == "启明"


def test_a_spoken_sentence_is_a_sentence(doors):
    code = doors.chat.has_deal("Acme")

    doors.wecom.says("wang", f"认领 {code}", kind="voice")

    assert doors.owner(code) == "wang"


def test_what_was_quoted_is_no_command(doors):
    code = doors.chat.has_deal("Acme")

    doors.wecom.says("wang", "帮助", to="east", quote=f"认领 {code}")

    assert doors.owner(code) is None


def test_one_msgid_three_times_is_one_effect_and_one_answer_three_times(doors):
    said = doors.wecom.says("li", "new Acme Robotics", to=None)
    doors.wecom.again(said)
    doors.wecom.again(said)

    assert doors.chat.value("SELECT count(*) FROM deals") == 1
    assert doors.chat.value("SELECT count(*) FROM inbox WHERE door = 'wecom-bot'") == 1


def test_a_new_lead_is_a_card_in_the_response_with_its_buttons(doors):
    said = doors.wecom.says("li", "new Acme", to="east")

    assert said.reply["msgtype"] == "template_card"
    assert [one.title for one in doors.wecom.sees("wang")] == ["D-1001 Acme · in the pool"]
    doors.wecom.presses("wang", doors.wecom.sees("wang")[0], "Claim")
    assert doors.owner("D-1001") == "wang"
    assert doors.chat.value("SELECT state FROM outbox WHERE kind = 'card' AND door = 'wecom-bot'") == "sent"
    assert doors.pushed() == []


def test_an_answer_to_a_repeat_is_the_stored_one(doors):
    code = doors.chat.has_deal("Acme")
    said = doors.wecom.says("li", f"claim {code}")
    first = said.reply
    doors.wecom.again(said)

    assert said.reply == first
    assert doors.chat.value("SELECT count(*) FROM history WHERE what = 'claimed'") == 1


def test_a_refusal_in_a_group_goes_to_who_asked_alone(doors):
    code = doors.chat.has_deal("Acme", owner="wang")

    said = doors.wecom.says("li", f"claim {code}", to="east")

    assert doors.titles("wang") == ["I answer this to you alone"]
    assert doors.pushed() == [("wecom-app", "li", f"{code} Acme is already with 王芳")]
    doors.wecom.again(said)
    assert doors.pushed() == []
    assert doors.titles("wang") == ["I answer this to you alone"]


def test_without_the_app_a_no_is_said_in_the_group_and_what_is_ones_own_still_is_not(without_app):
    doors = without_app
    doors.chat.store_write("DELETE FROM bindings WHERE door = 'wecom-app'")
    code = doors.chat.has_deal("Acme", owner="wang")

    said = doors.wecom.says("li", f"claim {code}", to="east")
    (shown,) = (shown for shown in doors.wecom.sees("wang") if shown.by != "wang")
    assert f"{shown.title} {shown.text}".startswith(f"{code} Acme is already with 王芳")
    doors.wecom.again(said)
    assert doors.pushed() == []

    doors.wecom.says("wang", "我的商机", to="east")
    assert doors.titles("li")[-1] == "这件事我私下回复你"
    assert doors.pushed() == [("wecom-bot", "wang", "你手上有 1 条商机")]


def test_a_group_is_called_by_its_team_where_wecom_tells_only_its_id(doors):
    with doors.chat.store.write() as db:
        db.exec_driver_sql("UPDATE rooms SET name = channel WHERE door = 'wecom-bot'")
    doors.wecom.says("guest", "我是 周瑜", to="east")
    asked = doors.chat.value("SELECT text FROM outbox WHERE key LIKE 'newcomer:%'")
    assert "wrote in wecom, in east." in asked.lower()
    assert doors.wecom.corp.group("east").id not in asked


def test_a_stranger_says_their_name_and_a_managers_press_lets_them_in(doors):
    doors.wecom.says("guest", "认领 D-1", to="east")
    assert doors.titles("guest") == ["你好，我还不认识你"]
    assert doors.chat.value("SELECT count(*) FROM outbox WHERE key LIKE 'newcomer:%'") == 0

    doors.wecom.says("guest", "我是 周瑜", to="east")
    assert doors.titles("guest")[1:] == ["你好 周瑜，我还不认识你"]
    asked = doors.chat.rows("SELECT member, text FROM outbox WHERE key LIKE 'newcomer:%'")
    assert [(row["member"], row["text"].partition("\n")[0]) for row in asked] == [
        (doors.chat.members["mei"], "Is 周瑜 one of us?")
    ]
    doors.wecom.says("mei", "admit N-1 to east")

    doors.wecom.says("guest", "认领 D-9", to="east")
    assert doors.chat.value("SELECT name FROM members ORDER BY id DESC") == "周瑜"


def test_whom_the_contact_book_names_need_not_say_it(doors):
    doors.wecom.person("zhouyu", "周瑜")
    doors.wecom.says("zhouyu", "认领 D-1", to=None)
    doors.wecom.person("opaque", "鲁肃", opaque=True)
    doors.wecom.says("opaque", "认领 D-1", to=None)

    assert doors.titles("zhouyu") == ["你好 周瑜，我还不认识你"]
    assert doors.titles("opaque") == ["你好，我还不认识你"]


def test_a_contact_book_that_cannot_be_asked_is_no_fault(doors):
    doors.wecom.person("zhouyu", "周瑜")
    doors.wecom.fails("user/get", RESET, for_ever=True)

    doors.wecom.says("zhouyu", "认领 D-1")

    assert doors.titles("zhouyu") == ["你好，我还不认识你"]


def test_a_code_from_elsewhere_says_who_somebody_is(doors):
    doors.chat.handle("tom", "bind")
    code = doors.chat.value("SELECT text FROM outbox WHERE text LIKE '%bind %' ORDER BY id DESC").partition("bind ")[2][
        :6
    ]

    doors.wecom.says("guest", f"绑定 {code}")

    assert doors.titles("guest")[0].endswith("Tom")
    assert doors.chat.value("SELECT count(*) FROM bindings WHERE door = 'wecom-bot'") == 4


def test_whoever_is_parted_from_an_account_is_new_again_though_this_process_knew_them(doors):
    doors.chat.handle("tom", "bind")
    said = doors.chat.value("SELECT text FROM outbox WHERE text LIKE 'Your code: %'")
    doors.wecom.writes("guest", said.partition("\n")[0].removeprefix("Your code: "))
    doors.wecom.writes("guest", "my deals")
    id = doors.chat.value("SELECT id FROM visitors")
    doors.wecom.writes("guest", f"unbind N-{id}")
    for _ in range(2):
        doors.wecom.writes("guest", "hello")
    assert [title for door, who, title in doors.pushed() if who == "guest"][-1] == "Hello, I don't know you yet"
    assert doors.chat.value("SELECT count(*) FROM bindings WHERE \"user\" = 'guest'") == 0


def test_an_admin_leads_a_webhook_into_a_group(doors):
    doors.wecom.person("ann")
    doors.wecom.corp.group("east").members.add("ann")
    doors.knows("ann")

    doors.wecom.says("li", "绑定 east", to="east")
    doors.wecom.says("ann", "绑定 north", to="east")
    doors.wecom.says("ann", "绑定 EAST")
    assert doors.chat.value("SELECT webhook FROM rooms WHERE door = 'wecom-bot'") is None
    doors.wecom.says("ann", "绑定 EAST", to="east")
    assert doors.chat.value("SELECT webhook FROM rooms WHERE door = 'wecom-bot'") == "east"

    assert [title for _, _, title in doors.pushed()] == [
        "这里我已经认识你了，Li",
        "没有叫「north」的群机器人",
        "本群已绑定群机器人「east」",
    ]
    assert doors.titles("ann", kind="bot") == ["请在要绑定的企业微信群里 @ 我说这句话"]


def test_a_poll_gets_the_finished_answer_and_a_stranger_one_an_apology(doors):
    said = doors.wecom.says("li", "help D-9999x claim")
    polled = doors.wecom.polls("li", said.msgid)
    gone = doors.wecom.polls("li", "before-the-restart")

    assert (polled.status, polled.reply["stream"]["finish"]) == (200, True)
    assert gone.reply["stream"]["content"].startswith("**这条回答已经不在了**")
    assert gone.reply["stream"]["finish"] is True
    assert doors.wecom.refused == []


def test_a_poll_in_a_group_never_gets_what_went_to_one_person(doors):
    code = doors.chat.has_deal("Acme", owner="wang")
    said = doors.wecom.says("li", f"claim {code}", to="east")

    polled = doors.wecom.polls("li", said.msgid, to="east")

    assert "王芳" not in json.dumps(polled.reply, ensure_ascii=False)


def test_who_enters_is_welcomed_in_their_language_and_feedback_is_answered_with_nothing(doors):
    doors.wecom.enters("wang")
    doors.wecom.enters("guest")
    rated = doors.wecom.rates("wang", "s1", good=False)

    assert doors.titles("wang") == ["王芳，这些我都能帮你"]
    assert doors.titles("guest") == ["你好，我还不认识你"]
    assert (rated.status, rated.attempts[-1].raw) == (200, b"")
    assert doors.wecom.refused == []


def card_of(doors, person="li"):
    """The newest post of the bot with buttons."""
    return next(shown for shown in reversed(doors.wecom.sees(person)) if shown.buttons)


def test_a_pressed_card_turns_into_the_answer_within_its_response(doors):
    code = doors.chat.has_deal("Acme")
    doors.wecom.says("li", f"claim {code}", to="east")
    shown = card_of(doors)

    doors.wecom.presses("li", shown, next(iter(shown.buttons)))

    assert doors.wecom.refused == []
    assert [one.id for one in doors.wecom.sees("li") if one.edited] == [shown.id]


def test_two_buttons_in_one_second_are_two_effects_and_a_double_click_is_one(doors):
    code = doors.chat.has_deal("Acme")
    doors.wecom.says("li", f"claim {code}")
    shown = card_of(doors)
    before = doors.chat.value("SELECT count(*) FROM inbox WHERE door = 'wecom-bot'")
    first, second = list(shown.buttons)[:2]

    doors.wecom.presses("li", shown, first)
    doors.wecom.presses("li", shown, second)
    doors.wecom.presses("li", shown, first)  # WeCom gives the second click of a double click a msgid of its own

    assert doors.chat.value("SELECT count(*) FROM inbox WHERE door = 'wecom-bot'") == before + 2


def test_a_refused_click_in_a_group_changes_the_card_of_who_clicked_only(doors):
    code = doors.chat.has_deal("Acme")
    doors.wecom.says("li", f"claim {code}", to="east")
    shown = card_of(doors)
    label = next(label for label, key in shown.buttons.items() if "release" in key or "contacted" in key)

    doors.wecom.presses("guest", shown, label)

    assert next(one.title for one in doors.wecom.sees("li") if one.id == shown.id) == shown.title
    assert next(one.title for one in doors.wecom.sees("guest") if one.id == shown.id) != shown.title


def test_a_late_click_can_be_pressed_again(doors, monkeypatch):
    code = doors.chat.has_deal("Acme")
    doors.wecom.says("li", f"claim {code}")
    shown = card_of(doors)
    label = next(label for label, key in shown.buttons.items() if "contacted" in key)
    held = doors.chat.store._turnstile
    assert held.enter(until=time.monotonic() + 1)
    try:
        doors.wecom.presses("li", shown, label)
    finally:
        held.leave()
    late = next(one for one in doors.wecom.sees("li") if one.id == shown.id)
    assert (late.title, list(late.labels)) == ("没来得及办，请再来一次", ["再来一次"])

    doors.wecom.presses("li", late, "再来一次")

    assert doors.chat.value("SELECT count(*) FROM history WHERE what = 'contacted'") == 1


def test_a_late_message_is_brought_again(doors):
    held = doors.chat.store._turnstile
    assert held.enter(until=time.monotonic() + 1)
    try:
        said = doors.wecom.says("li", "new Acme")
    finally:
        held.leave()
    assert (said.status, said.attempts[-1].raw) == (503, b"")
    doors.wecom.again(said)
    assert doors.chat.value("SELECT count(*) FROM deals") == 1


def test_the_app_is_answered_by_a_message_of_its_own(doors):
    code = doors.chat.has_deal("Acme")

    said = doors.wecom.writes("li", f"claim {code}")

    assert (said.status, said.attempts[-1].raw) == (200, b"")
    assert doors.pushed() == [("wecom-app", "li", f"{code} Acme is yours, Li")]
    doors.wecom.again(said)
    assert doors.pushed() == []


def test_menu_entries_are_commands_and_events_without_msgid_are_told_apart(doors):
    doors.wecom.taps("li", "my deals")
    doors.wecom.taps("li", "pool")
    again = doors.wecom.taps("li", "pool")  # in the same second, word for word: the platform's own repeat

    assert again.status == 200
    assert doors.chat.value("SELECT count(*) FROM inbox WHERE door = 'wecom-app'") == 2
    assert len(doors.pushed()) == 2


def test_opening_the_app_greets_once_a_day(doors):
    doors.wecom.opens_app("li")
    doors.chat.now += timedelta(minutes=5)
    doors.wecom.opens_app("li")
    assert len(doors.pushed()) == 1

    doors.chat.now += timedelta(days=1)
    doors.wecom.opens_app("li")
    assert len(doors.pushed()) == 1


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><xml><MsgType>&b;</MsgType></xml>'


def app_cipher():
    return Cipher(APP_TOKEN, APP_AES_KEY, CORP_ID)


def bot_cipher():
    return Cipher(BOT_TOKEN, BOT_AES_KEY, "")


def sent(doors, path, cipher, body, *, query=None, receiver=None, raw=None, at=None):
    """Send one callback of which one part may be wrong; status, body, seconds."""
    sealed = cipher.seal(body, receiver)
    at = int(doors.chat.now.timestamp()) if at is None else at
    right = cipher.query(sealed, timestamp=at)
    content = json.dumps({"encrypt": sealed}) if path == "/wecom/bot" else to_xml({"Encrypt": sealed})
    began = time.perf_counter()
    answer = doors.web.post(path, params=right | (query or {}), content=content if raw is None else raw)
    return answer.status_code, answer.content, time.perf_counter() - began


CALLS = [
    ("/wecom/bot", bot_cipher, '{"msgtype": "stream", "stream": {"id": "x"}}'),
    ("/wecom/app", app_cipher, "<xml/>"),
]


@pytest.mark.parametrize(("path", "cipher", "body"), CALLS)
@pytest.mark.parametrize(
    ("status", "wrong"),
    [
        (403, {"query": {"msg_signature": "0" * 40}}),
        (403, {"query": {"msg_signature": ""}}),
        (403, {"query": {"timestamp": "soon"}}),
        (403, {"at": 1}),
        (403, {"receiver": "ww-somebody-else"}),
        (403, {"raw": b"not an envelope"}),
        (403, {"raw": b"[" * 60_000}),
        (403, {"raw": b'{"encrypt": 7}'}),
        (403, {"raw": b'{"encrypt": "\\ud800"}'}),
        (403, {"raw": b"<xml><Encrypt>%%%</Encrypt></xml>"}),
        (403, {"raw": BOMB.encode()}),
        (413, {"raw": b"<xml>" + b"a" * (1 << 20)}),
    ],
)
def test_what_wecom_did_not_send_gets_an_empty_4xx_at_once(shut, path, cipher, body, status, wrong):
    answered, content, seconds = sent(shut, path, cipher(), body, **wrong)

    assert (answered, content) == (status, b"")
    assert seconds < 0.05 or min(sent(shut, path, cipher(), body, **wrong)[2] for _ in range(5)) < 0.05


@pytest.mark.parametrize("minutes", [-11, 11])
def test_a_callback_of_another_time_is_refused(doors, minutes):
    doors.wecom.bot_callback.skew = timedelta(minutes=minutes)
    assert doors.wecom.says("li", "help").status == 403
    doors.wecom.bot_callback.skew = timedelta(minutes=9 if minutes > 0 else -9)
    assert doors.wecom.says("li", "help").status == 200


@pytest.mark.parametrize(
    ("path", "cipher", "body"),
    [
        ("/wecom/bot", bot_cipher, "{}"),
        ("/wecom/bot", bot_cipher, "[]"),
        ("/wecom/bot", bot_cipher, "no JSON"),
        ("/wecom/bot", bot_cipher, '{"msgtype": "text", "msgid": "1"}'),
        ("/wecom/bot", bot_cipher, '{"msgtype": "text", "msgid": "1", "text": {"content": "hi"}, "from": "li"}'),
        ("/wecom/bot", bot_cipher, '{"msgtype": "event", "event": {"eventtype": "template_card_event"}}'),
        ("/wecom/bot", bot_cipher, '{"msgtype": "stream"}'),
        ("/wecom/app", app_cipher, "<xml/>"),
        ("/wecom/app", app_cipher, "<xml><MsgType>text</MsgType></xml>"),
        ("/wecom/app", app_cipher, "<xml><FromUserName>li</FromUserName><MsgType>text</MsgType></xml>"),
        ("/wecom/app", app_cipher, "<xml><FromUserName>li</FromUserName><MsgType>event</MsgType></xml>"),
        ("/wecom/app", app_cipher, "no XML"),
        ("/wecom/app", app_cipher, BOMB),
        ("/wecom/app", app_cipher, "<xml>" + "<a>" * 10_000),
    ],
)
def test_what_wecom_signed_but_does_not_make_sense_gets_400(shut, path, cipher, body):
    status, content, seconds = sent(shut, path, cipher(), body)

    assert (status, content) == (400, b"")
    assert seconds < 0.05 or min(sent(shut, path, cipher(), body)[2] for _ in range(5)) < 0.05


def test_a_wrong_key_never_opens_anything(shut):
    other = Cipher(BOT_TOKEN, "A" * 43, "")
    assert sent(shut, "/wecom/bot", other, "{}")[:2] == (403, b"")


def unbound(doors, handle, *kept):
    """Let somebody be known at these doors only."""
    for door in {"wecom-bot", "wecom-app"} - set(kept):
        doors.chat.store_write('DELETE FROM bindings WHERE door = :door AND "user" = :user', door=door, user=handle)


def test_who_is_known_by_the_bot_is_the_same_to_the_app(doors):
    unbound(doors, "li", "wecom-bot")
    doors.wecom.writes("li", "my deals")
    assert [title for *_, title in doors.pushed()] == ["You hold no deals right now"]


def test_a_bot_that_cannot_begin_answers_in_private_by_the_app(doors):
    unbound(doors, "li", "wecom-bot")
    doors.wecom.says("li", "my deals", to="east")
    assert doors.pushed() == [("wecom-app", "li", "You hold no deals right now")]


def test_who_is_parted_from_a_member_is_so_at_both_doors(doors):
    unbound(doors, "li")
    doors.wecom.says("li", "I am Li")
    doors.wecom.says("mei", "same person N-1 as li")
    doors.wecom.says("li", "hello")
    assert doors.chat.value("SELECT count(*) FROM bindings WHERE member = :li", li=doors.chat.members["li"]) == 3
    doors.chat.says("ann", "unbind N-1", room=None)
    assert doors.chat.value("SELECT count(*) FROM bindings WHERE member = :li", li=doors.chat.members["li"]) == 1


def test_an_id_that_only_the_bot_knows_is_nobodys_in_the_contact_book(doors):
    user = "wo" + "x" * 30
    with doors.chat.store.write() as db:
        row = {"door": "wecom-bot", "tenant": BOT_ID, "user": user, "workspace": doors.chat.workspace}
        db.execute(bindings.insert(), row | {"member": doors.chat.members["zhang"]})
    doors.wecom.person(user)
    doors.wecom.writes(user, "my deals")
    assert "You hold no deals right now" not in [title for *_, title in doors.pushed()]
