"""Slack's requests by HTTP: only what Slack signed is taken, it is committed first, and nothing of it reaches a log."""

import json
import logging
from urllib.parse import urlencode

import pytest

from tests.slackchat import SlackChat
from tests.slackpayloads import command, direct, encoded, envelope, headers, mention, press, submission


@pytest.fixture
def slack(quick_chat):
    slack = SlackChat(quick_chat)
    yield slack
    slack.close()


def test_a_mention_is_done_before_it_is_acknowledged(slack):
    code = slack.chat.has_deal()

    answer = slack.sends(mention(f"claim {code}"))

    assert (answer.status_code, answer.content) == (200, b"")
    assert slack.owner(code) == slack.chat.members["li"]


def test_the_same_event_again_is_done_once(slack):
    code = slack.chat.has_deal()
    body = mention(f"claim {code}")

    raw, kind = encoded(body)
    for number in range(4):
        assert slack.raw(raw, kind, **{"x-slack-retry-num": str(number)}).status_code == 200
    twin = envelope(body["event"] | {"type": "message", "channel_type": "channel"})
    assert slack.sends(twin).status_code == 200

    assert slack.chat.value("SELECT count(*) FROM inbox WHERE door = 'slack'") == 1
    assert slack.chat.value("SELECT count(*) FROM outbox WHERE inbox IS NOT NULL AND door = 'slack'") == 1


def test_a_command_is_answered_in_its_response_and_again_when_it_repeats(slack):
    body = command("show D-9")

    first, again = slack.sends(body).json(), slack.sends(body).json()

    assert first["text"].splitlines()[0] == "There is no deal D-9"
    assert first["response_type"] == "ephemeral"
    assert again["text"] == first["text"]
    assert slack.chat.rows("SELECT state FROM outbox WHERE door = 'slack'") == [{"state": "sent"}]


def test_the_word_payload_in_a_command_is_a_word(slack):
    code = slack.chat.has_deal()

    answer = slack.sends(command(f"progress {code} note payload=1 and payload", channel_name="payload-ops"))

    assert answer.status_code == 200
    slack.sends(command(f"claim {code}", payload="x"))
    assert slack.owner(code) == slack.chat.members["li"]


def test_a_press_is_done_and_a_rep_cannot_press_a_managers_button(slack):
    code = slack.chat.has_deal()

    slack.sends(press(f"claim {code}"))
    slack.sends(press(f"assign {code} to wang"))

    assert slack.owner(code) == slack.chat.members["li"]


def test_a_refused_form_stays_open_with_the_reason_at_the_field(slack):
    code = slack.chat.has_deal(owner="li")

    answer = slack.sends(submission(f"progress {code}", {"amount": "lots", "note": "my long words"}))

    assert answer.json()["response_action"] == "errors"
    assert list(answer.json()["errors"]) == ["amount"]
    assert slack.chat.value("SELECT count(*) FROM inbox WHERE door = 'slack'") == 0
    assert slack.sends(submission(f"progress {code}", {"note": "my long words"})).content == b""
    assert slack.chat.value("SELECT note FROM deals WHERE code = :code", code=code) == "my long words"


def test_everything_that_is_wrong_with_a_form_is_said_at_once_each_at_its_field(slack):
    code = slack.chat.has_deal(owner="li")
    said = {"amount": "lots", "next_at": "someday", "note": "my long words", "close_date": "2020-01-01"}

    errors = slack.sends(submission(f"progress {code}", said)).json()["errors"]

    assert errors == {
        "amount": "Can't read “lots” as an amount",
        "next_at": "Can't read “someday” as a date",
        "close_date": "“2020-01-01” has passed already",
    }
    assert slack.chat.value("SELECT count(*) FROM inbox WHERE door = 'slack'") == 0


def test_a_form_refused_for_another_reason_keeps_its_words_too(slack):
    code = slack.chat.has_deal(owner="wang")

    answer = slack.sends(submission(f"progress {code}", {"note": "my long words"}))

    assert list(answer.json()["errors"]) == ["note"]
    assert slack.chat.rows("SELECT state FROM outbox WHERE door = 'slack'") == [{"state": "sent"}]


def test_what_cannot_be_done_in_time_comes_again_or_is_asked_for_again(slack, monkeypatch):
    monkeypatch.setattr("bot.turns.BEGIN_SECONDS", -1.0)
    code = slack.chat.has_deal(owner="li")

    assert slack.sends(mention(f"release {code}")).status_code == 503
    assert slack.sends(command(f"release {code}")).json()["text"].startswith("That took too long")
    errors = slack.sends(submission(f"progress {code}", {"note": "x"})).json()["errors"]
    assert errors["note"].startswith("That took too long")
    assert slack.chat.value("SELECT count(*) FROM inbox WHERE door = 'slack'") == 0


def test_a_payload_of_another_workspace_changes_nothing(slack):
    code = slack.chat.has_deal()

    foreign = command(f"claim {code}", team_id="T0ELSE")
    assert slack.sends(foreign).status_code == 200
    assert slack.sends(press(f"claim {code}") | {"team": {"id": "T0ELSE"}}).status_code == 200

    assert slack.owner(code) is None


def test_people_of_other_organisations_in_a_shared_channel_are_not_served(slack):
    code = slack.chat.has_deal()
    shared = mention(f"claim {code}", user_team="T0ELSE", team="T0ELSE") | {"is_ext_shared_channel": True}

    assert slack.sends(shared | {"event": shared["event"] | {"user": "U0EVE"}}).status_code == 200
    told = slack.sends(command(f"claim {code}", user="U0EVE") | {"user": {"id": "U0EVE", "team_id": "T0ELSE"}})

    assert told.status_code == 200
    assert slack.owner(code) is None
    assert slack.chat.value("SELECT count(*) FROM outbox WHERE door = 'slack' AND room IS NOT NULL") == 0


BAD = {
    "no timestamp": {"x-slack-request-timestamp": ""},
    "a word for a timestamp": {"x-slack-request-timestamp": "soon"},
    "digits of another script": {"x-slack-request-timestamp": "١٧٣٢"},
    "an endless timestamp": {"x-slack-request-timestamp": "1" * 5000},
    "a negative timestamp": {"x-slack-request-timestamp": "-5"},
    "no signature": {"x-slack-signature": ""},
    "another signature": {"x-slack-signature": "v0=" + "0" * 64},
    "letters Slack never writes": {"x-slack-signature": "v0=é"},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_request_slack_did_not_sign_is_refused(slack, bad):
    raw, kind = encoded(command("help"))
    told = headers(raw, kind, at=slack.chat.now.timestamp())
    told |= {name: value.encode() for name, value in bad.items()}

    assert slack.client.post("/slack/events", content=raw, headers=told).status_code == 401


@pytest.mark.parametrize(("age", "status"), [(299, 200), (-299, 200), (301, 401), (-301, 401)])
def test_a_signature_is_good_for_five_minutes(slack, age, status):
    raw, kind = encoded(command("help"))
    told = headers(raw, kind, at=slack.chat.now.timestamp() - age)

    assert slack.client.post("/slack/events", content=raw, headers=told).status_code == status


def test_a_changed_body_is_refused(slack):
    raw, kind = encoded(command("claim D-1"))
    told = headers(raw, kind, at=slack.chat.now.timestamp())

    assert slack.client.post("/slack/events", content=raw + b"0", headers=told).status_code == 401


def test_a_body_over_a_mebibyte_is_not_read(slack):
    assert slack.raw(b"a" * (1 << 20), "text/plain").status_code == 200
    assert slack.raw(b"a" * ((1 << 20) + 1), "text/plain").status_code == 413


ODD = {
    "nothing": (b"", "application/json"),
    "no JSON": (b"{", "application/json"),
    "a list": (b"[]", "application/json"),
    "null": (b"null", "application/json"),
    "no UTF-8": (b"\xff\xfe", "application/json"),
    "too deep": (b"[" * 100_000, "application/json"),
    "a payload that is none": (urlencode({"payload": "{"}).encode(), "application/x-www-form-urlencoded"),
    "a payload that is a number": (urlencode({"payload": "1"}).encode(), "application/x-www-form-urlencoded"),
    "too many fields": (urlencode({f"a{no}": "1" for no in range(500)}).encode(), "application/x-www-form-urlencoded"),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_what_cannot_be_read_is_no_fault_of_ours(slack, odd):
    assert slack.raw(*odd).status_code == 400


UNKNOWN = [
    {"type": "something_new"},
    {"type": "event_callback"},
    {"type": "event_callback", "event": None, "authorizations": [None], "team_id": 7},
    {"type": ["event_callback"]},
    {"type": "block_actions", "actions": None, "team": 7, "user": "x"},
    {"type": "view_submission", "view": None},
    {"command": "/baton"},
    {"command": "/baton", "text": None, "user": 7, "enterprise": 3},
    mention("x" * 40_000),
    mention("\ud800 claim \udfff"),
    direct("\x00"),
    envelope({"type": "message", "text": None, "user": "U0LI", "channel": "D1", "ts": "1.1", "channel_type": "im"}),
    press("no such command"),
    press("assign D-1001 to wang'); DROP TABLE deals;--"),
    submission("", {}),
    submission("new", {}) | {"view": {"private_metadata": "[" * 50_000, "id": "V1"}},
]


@pytest.mark.parametrize("body", UNKNOWN, ids=range(len(UNKNOWN)))
def test_what_makes_no_sense_never_breaks_anything(slack, body):
    answer = slack.raw(json.dumps(body).encode(), "application/json")

    assert answer.status_code in (200, 400)
    assert slack.chat.value("SELECT count(*) FROM deals") == 0


def test_slacks_handshake_is_answered(slack):
    answer = slack.sends({"type": "url_verification", "challenge": "3eZbrw1aB"})

    assert answer.json() == {"challenge": "3eZbrw1aB"}


def test_nothing_of_a_body_reaches_a_log(slack, caplog):
    caplog.set_level(logging.DEBUG)
    words = "canary13900139000"

    raw, kind = encoded(command(words))
    slack.client.post("/slack/events", content=raw, headers=headers(raw, kind, at=1))
    for body in (command(words), mention(words), press(words), submission(words, {"note": words}), {"type": words}):
        slack.sends(body)
    slack.raw(words.encode(), "text/plain")

    assert words not in caplog.text
