"""What Slack sends, read: one message per thing a person did, and nothing for all the rest."""

import json
from pathlib import Path

import pytest

from bot.slack.events import Event
from bot.slack.filled import message_of
from bot.slack.payload import Malformed, outside
from bot.slack.reading import read
from bot.slack.texts import plain
from handlers.message import Message
from tests.slackpayloads import (
    BOT,
    LI,
    ROOM,
    TEAM,
    command,
    direct,
    envelope,
    interaction,
    mention,
    message_shortcut,
    press,
    shortcut,
    submission,
)

SHAPES = sorted((Path(__file__).parent / "data" / "slack" / "shapes").glob("*.json"))
NAUGHTY = json.loads((Path(__file__).parent / "data" / "naughty-strings.json").read_text())


def said(body: dict) -> Message:
    found = read(body)
    assert isinstance(found, Message)
    return found


def test_a_mention_is_read_without_our_name():
    body = mention("claim D-1001")
    message = said(body)

    assert (message.door, message.tenant, message.sender, message.room) == ("slack", TEAM, LI, ROOM)
    assert (message.text, message.thread, message.pressed) == ("claim D-1001", None, False)
    assert message.delivery == f"{ROOM}.{body['event']['ts']}"


def test_one_message_has_one_key_whether_it_comes_as_mention_or_as_message():
    body = mention("claim D-1001")
    twin = envelope(body["event"] | {"type": "message", "channel_type": "channel"})

    assert said(twin).delivery == said(body).delivery


def test_our_name_may_stand_anywhere_and_other_names_stay():
    assert said(mention("assign D-1001 to <@U0WANG>")).text == "assign D-1001 to @U0WANG"
    text = f"please <@{BOT}> claim D-1001"
    assert said(envelope(mention("")["event"] | {"text": text})).text == "please claim D-1001"


def test_our_name_alone_asks_for_help_and_is_no_typed_english():
    for message in (said(mention("")), said(command("")), said(command("  "))):
        assert (message.text, message.pressed) == ("help", True)
    for message in (said(mention("help")), said(command("help"))):
        assert (message.text, message.pressed) == ("help", False)


def test_a_direct_message_needs_no_name_and_has_no_room():
    message = said(direct("my deals"))
    assert (message.text, message.room, message.thread) == ("my deals", None, None)


def test_in_a_thread_the_first_message_is_its_name():
    assert said(mention("contacted", thread="1732200000.000100")).thread == "1732200000.000100"
    event = mention("contacted")["event"]
    assert said(envelope(event | {"thread_ts": event["ts"]})).thread is None


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"edited": {"user": LI, "ts": "1.2"}},
        {"user": BOT},
        {"user": "USLACKBOT"},
    ],
    ids=str,
)
def test_bots_edits_and_what_only_happens_are_not_read(more):
    assert read(envelope(mention("claim D-1001")["event"] | more)) is None


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (envelope(mention("claim D-1")["event"] | {"user": None}), "no sender"),
        (envelope(mention("claim D-1")["event"] | {"ts": None}), "no delivery"),
        (envelope(mention("claim D-1")["event"] | {"channel": 7}), "no delivery"),
        (command("claim D-1", trigger_id=None, team_id="T 1"), "no delivery"),
        (command("claim D-1", team_id="T 1"), "no team"),
        (press("claim D-1") | {"channel": {"id": "C\x00"}}, "no channel"),
        (submission("", {"title": "Acme"}), "a form that completes nothing"),
        (envelope({"type": "user_change", "user": "U0LI"}), "no user"),
        (envelope({"type": "app_home_opened", "tab": "home"}), "no user"),
    ],
)
def test_what_slack_never_sends_is_told_apart_from_what_is_not_for_us(body, why):
    with pytest.raises(Malformed, match=f"^{why}$"):
        read(body)


def test_what_is_not_said_to_us_is_not_read():
    event = mention("claim D-1001")["event"] | {"type": "message", "text": "claim D-1001", "channel_type": "channel"}
    assert read(envelope(event)) is None


def test_a_file_with_words_is_read_for_its_words():
    assert said(direct("progress D-1001 met Bob", subtype="file_share")).text == "progress D-1001 met Bob"


def test_a_command_carries_its_answer_and_a_repeat_hears_it_again():
    message = said(command("claim D-1001", trigger_id="1.2.abc"))

    assert (message.text, message.room, message.delivery) == ("claim D-1001", ROOM, "1.2.abc")
    assert (message.route.carries, message.route.form, message.route.repeats) == (True, True, True)
    assert message.route.data == {"response_url": "https://hooks.slack.com/commands/T0ACME/1/x"}
    assert said(command("my deals", channel="D0ELSE")).room is None


def test_a_press_is_the_line_behind_the_button_and_goes_on_under_its_card():
    message = said(press("claim D-1001", message="1732200000.000200"))
    assert (message.text, message.room, message.thread, message.pressed) == (
        "claim D-1001",
        ROOM,
        "1732200000.000200",
        True,
    )
    assert said(press("claim D-1001", thread="1732200000.000100")).thread == "1732200000.000100"


def test_a_menu_is_the_line_of_what_was_chosen():
    option = {"text": {"type": "plain_text", "text": "…"}, "value": "stage D-1001 won"}
    body = press("x") | {"actions": [{"type": "static_select", "selected_option": option}]}
    assert said(body).text == "stage D-1001 won"


def test_a_form_is_its_command_with_what_was_filled_in():
    body = submission("new", {"title": "Acme & Sons <b>", "note": ""}, thread="1732200000.000100")
    message = said(body)

    assert (message.text, message.room, message.thread) == ("new", ROOM, "1732200000.000100")
    assert message.fields == {"title": "Acme & Sons <b>"}
    assert message.delivery == f"{body['view']['id']}.{body['view']['hash']}"
    assert (message.route.form, message.route.refuses, message.route.carries) == (True, True, False)


def test_every_kind_of_input_gives_its_value():
    chosen = {"selected_option": {"value": "won"}}
    body = submission("won D-1001", {})
    elements = {
        "stage": chosen,
        "day": {"selected_date": "2026-11-27"},
        "who": {"selected_user": "U0WANG"},
        "some": {"selected_options": [{"value": "a"}, {"value": "b"}]},
    }
    body["view"]["state"]["values"] = {name: {"value": element} for name, element in elements.items()}
    assert said(body).fields == {"stage": "won", "day": "2026-11-27", "who": "U0WANG", "some": "a, b"}


def test_shortcuts_open_forms_and_one_on_a_message_takes_its_words_along():
    assert (said(shortcut("log_progress")).text, said(shortcut("log_progress")).room) == ("form progress", None)
    body = message_shortcut("call <tel:+4930|030> or <mailto:bob@acme.example|bob@acme.example> &amp; ask")
    message = said(body)
    assert (message.text, message.room, message.route.form) == ("form new", ROOM, True)
    assert message.permalink == "https://acme.slack.com/archives/C0EAST/p1732200000000100"
    assert message_of(body) == "call 030 or bob@acme.example & ask"
    with pytest.raises(Malformed, match="a shortcut that the manifest does not have"):
        read(shortcut("something_else"))


def test_what_happens_is_told_apart():
    joined = {"type": "member_joined_channel", "user": BOT, "channel": ROOM, "inviter": LI}
    kinds = {
        "home": {"type": "app_home_opened", "user": LI, "tab": "home"},
        "joined": joined,
        "person": {"type": "user_change", "user": {"id": LI, "deleted": True}},
        "gone": {"type": "tokens_revoked", "tokens": {"bot": [BOT]}},
    }
    for kind, event in kinds.items():
        found = read(envelope(event))
        assert isinstance(found, Event)
        assert (found.kind, found.tenant) == (kind, TEAM)
    for event in (
        {"type": "app_home_opened", "user": LI, "tab": "messages"},
        joined | {"user": LI},
        {"type": "tokens_revoked", "tokens": {"oauth": [LI]}},
        {"type": "channel_rename"},
    ):
        assert read(envelope(event)) is None


def test_a_workspace_of_an_enterprise_keeps_both_names():
    inside = [{"enterprise_id": "E1", "team_id": TEAM, "user_id": BOT, "is_bot": True}]
    assert said(mention("help") | {"authorizations": inside}).tenant == f"E1:{TEAM}"
    assert said(command("help", enterprise_id="E1")).tenant == f"E1:{TEAM}"
    assert said(press("help") | {"enterprise": {"id": "E1", "name": "Acme"}}).tenant == f"E1:{TEAM}"


def test_people_of_other_organisations_are_told_apart():
    shared = mention("help", user_team="T0ELSE", team="T0ELSE") | {"is_ext_shared_channel": True}
    assert said(shared).tenant == TEAM
    assert outside(shared)
    assert outside(press("help") | {"user": {"id": "U0EVE", "team_id": "T0ELSE"}})
    assert not outside(mention("help"))
    assert not outside(press("help"))
    assert not outside(command("help"))


def test_what_slack_writes_in_brackets_is_read_as_it_was_typed():
    typed = {
        "&lt;b&gt; &amp;amp;": "<b> &amp;",
        "<https://acme.example/a?b=1&amp;c=2>": "https://acme.example/a?b=1&c=2",
        "<https://acme.example|acme.example>": "https://acme.example",
        "<#C0EAST|east>": "#east",
        "<!here> <!channel|@channel> <!subteam^S1|@sales>": "@here @channel @sales",
        "<!date^1732200000^{date}|Friday>": "Friday",
        "<@U0LI|li>": "@U0LI",
        "1 < 2 > 0": "1 < 2 > 0",
    }
    assert {text: plain(text) for text in typed} == typed


def attempted(body: dict) -> Message | Event | None:
    try:
        return read(body)
    except Malformed:
        return None


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_the_blank_shapes_slack_publishes_are_read_as_nothing(path):
    assert attempted(json.loads(path.read_text())) is None


@pytest.mark.parametrize("odd", [None, 7, True, "", [], {}, [None], {"id": None}, {"id": 7}, "\ud800", "a" * 40_000])
def test_nothing_odd_makes_reading_stumble(odd):
    bodies = [
        mention("help"),
        direct("help"),
        command("help"),
        press("help"),
        submission("new", {"title": "Acme"}),
        message_shortcut("hello"),
        interaction("block_suggestion"),
    ]
    for body in bodies:
        for name in body:
            assert isinstance(attempted(body | {name: odd}), Message | Event | None)
            outside(body | {name: odd})
            inner = body[name]
            if isinstance(inner, dict):
                for part in inner:
                    assert isinstance(attempted(body | {name: inner | {part: odd}}), Message | Event | None)


def test_whatever_is_typed_is_one_text():
    for text in NAUGHTY:
        assert isinstance(read(direct(text)), Message)
        assert said(press(text or "x")).text == (text or "x")
