"""Whatever is sent to our address, the answer is no 5xx and the log has no trace."""

import json
from urllib.parse import urlencode

import pytest
from structlog.testing import capture_logs

from tests.promises.day_slack import baton
from tests.soak.sizes import size

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
STRIDE = size(1, short=7)
LONG = "x" * 40_000
LONE = "\\ud800"  # half a character, as JSON writes it


@pytest.fixture(scope="module")
def bot(databases):
    with databases.fresh("sqlite") as url, baton(url, "http") as bot:
        bot.asks("mei", "new Acme, 100k")
        bot.settle()
        yield bot


def sends(bot, body: bytes, headers: dict[str, str], **signed: object) -> int:
    """Send a body with a good signature; the status, when the log has no trace of anything broken."""
    with capture_logs() as logged:
        status, answer = bot.slack.raw(body, headers | bot.slack.sign(body, **signed))
        for _ in range(20):
            if status != 503 or not any("late" in line["event"] for line in logged):
                break
            status, answer = bot.slack.raw(body, headers | bot.slack.sign(body, **signed))  # a busy machine: once more
    assert status < 500, (status, answer)
    assert b"Traceback" not in answer
    broken = [line for line in logged if line.get("exc_info") or line["log_level"] in ("error", "critical")]
    assert broken == []
    return status


def payloads(bot) -> dict[str, dict]:
    """A good payload of each kind."""
    slack, li, east = bot.slack, bot.people["li"], bot.rooms["east"]
    card = bot.card("li", "Claim")
    slack.commands(li, east, "form new")
    made = {
        "mention": slack.mentions(li, east, "help", lost=True),
        "direct": slack.writes(li, "help", lost=True),
        "command": slack.commands(li, east, "help", lost=True),
        "press": slack.presses(li, card, "Claim", lost=True),
        "shortcut": slack.shortcut(li, "log_progress", lost=True),
        "message shortcut": slack.message_shortcut(
            li, "new_lead", east, slack.chats(li, east, "Acme called"), lost=True
        ),
        "form": slack.submits(li, {"Company": "Bee"}, lost=True),
        "home": slack.opens_home(li, lost=True),
        "joined": slack.joins(li, east, lost=True),
    }
    return {name: delivery.payload for name, delivery in made.items()}


def body_of(payload: object) -> tuple[bytes, dict[str, str]]:
    """As Slack would send it."""
    if isinstance(payload, dict) and "command" in payload:
        return urlencode({name: "" if value is None else value for name, value in payload.items()}).encode(), FORM
    if isinstance(payload, dict) and payload.get("type") == "event_callback":
        return json.dumps(payload).encode(), JSON
    return urlencode({"payload": json.dumps(payload)}).encode(), FORM


def changed(found: object, value: object) -> list[object]:
    """A payload with each of its parts in turn left out, or replaced by a value."""
    if isinstance(found, dict):
        made: list[object] = []
        for name, part in found.items():
            made += [{**found, name: value}, {key: other for key, other in found.items() if key != name}]
            made += [{**found, name: one} for one in changed(part, value)]
        return made
    if isinstance(found, list):
        return [[], [value], *([one] for part in found for one in changed(part, value))]
    return []


@pytest.mark.parametrize(
    "name", ["mention", "direct", "command", "press", "shortcut", "message shortcut", "form", "home"]
)
def test_nothing_breaks_when_a_part_is_missing_or_something_else(bot, name):
    good = payloads(bot)[name]
    for no, value in enumerate((None, 7, [None], "", {})):
        for payload in changed(good, value)[no % STRIDE :: STRIDE]:
            sends(bot, *body_of(payload))


STRANGE = {
    "nothing": (b"", JSON),
    "no JSON": (b"{", JSON),
    "a list": (b"[]", JSON),
    "a number": (b"7", JSON),
    "null": (b"null", JSON),
    "deep": (b"[" * 100_000, JSON),
    "deep in a form": (b"payload=" + b"%5B" * 100_000, FORM),
    "an empty form": (b"", FORM),
    "a payload that is none": (b"payload=%7B", FORM),
    "a payload that is null": (b"payload=null", FORM),
    "no text at all": (b"\xff\xfe\x00", FORM),
    "another type": (b'{"type": "event_callback"}', {"Content-Type": "text/plain"}),
    "XML": (b"<xml/>", {"Content-Type": "text/xml"}),
    "multipart": (b"--x\r\n\r\n--x--", {"Content-Type": "multipart/form-data; boundary=x"}),
    "no type": (b'{"type": "event_callback"}', {}),
    "an unknown type": (b'{"type": "new_in_2027", "team_id": "T0HUARUI"}', JSON),
    "an unknown event": (b'{"type": "event_callback", "team_id": "T0HUARUI", "event": {"type": "new"}}', JSON),
    "an unknown interaction": (b"payload=" + b'{"type":"workflow_step_edit"}', FORM),
    "rate limited": (b'{"type": "app_rate_limited", "minute_rate_limited": 1, "team_id": "T0HUARUI"}', JSON),
    "a thousand fields": ("&".join(f"a{no}=1" for no in range(1000)).encode(), FORM),
    "NUL in ids": (b"command=/baton&team_id=T0HUARUI&user_id=U%00&channel_id=C%00&trigger_id=%00&text=%00", FORM),
}


@pytest.mark.parametrize("case", STRANGE)
def test_strange_bodies_are_no_error_of_ours(bot, case):
    assert sends(bot, *STRANGE[case]) in (200, 400, 413, 415)


def test_a_body_over_a_mebibyte_is_refused(bot):
    assert sends(bot, b"x" * (1 << 20), FORM) < 500
    assert sends(bot, b"x" * ((1 << 20) + 1), FORM) == 413


@pytest.mark.parametrize(
    "words", [LONG, "", " ", "\x00", "payload", "{payload}", "&payload=7", "<@U0NOBODY>", "\u202e", "🏃" * 999]
)
def test_whatever_is_typed_is_taken(bot, words):
    li, east = bot.people["li"], bot.rooms["east"]
    assert bot.slack.commands(li, east, words).ok
    assert bot.slack.mentions(li, east, words).insist((0,) * 20).ok
    assert bot.slack.writes(li, words).insist((0,) * 20).ok


def test_null_and_half_characters_as_text_are_taken(bot):
    said = bot.slack.mentions(bot.people["li"], bot.rooms["east"], "MARK", lost=True).payload
    text = json.dumps(said)
    assert sends(bot, text.replace(f'"{said["event"]["text"]}"', "null").encode(), JSON) == 200
    assert sends(bot, text.replace("MARK", LONE).encode(), JSON) == 200
    typed = bot.slack.commands(bot.people["li"], bot.rooms["east"], "MARK", lost=True).payload
    assert sends(bot, urlencode(typed).replace("MARK", "new+%ED%A0%80").encode(), FORM) in (200, 400)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "1e9", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "²", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Signature": "v0="},
    ],
)
def test_a_signature_or_time_that_is_none_is_401(bot, headers):
    body = b'{"type": "url_verification", "challenge": "x"}'
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    with capture_logs() as logged:
        assert bot.client.post("/slack/events", content=body, headers=JSON | encoded).status_code == 401
    assert not any("challenge" in str(line) for line in logged)


def test_old_and_early_requests_are_401_and_those_within_five_minutes_are_not(bot):
    body, now = b'{"type": "url_verification", "challenge": "x"}', bot.now.timestamp()
    found = {late: sends(bot, body, JSON, at=now + late) for late in (-301, -299, 0, 299, 301)}
    assert found == {-301: 401, -299: 200, 0: 200, 299: 200, 301: 401}


def test_no_body_reaches_the_log(bot):
    with capture_logs() as logged:
        bot.slack.commands(bot.people["li"], bot.rooms["east"], "s3cret words 13911112222")
        bot.slack.raw(b"s3cret words", FORM | bot.slack.sign(b"else"))
        bot.slack.raw(b"payload=s3cret", FORM | bot.slack.sign(b"payload=s3cret"))
    assert not any("s3cret" in str(line) for line in logged)
