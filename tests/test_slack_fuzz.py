"""A hostile workspace: payloads with parts missing, of another kind or made up, by HTTP and by socket.

Whatever comes is acknowledged, nothing breaks, and nothing that is for us is dropped without a word in the log.
"""

import copy
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.slack.http import Unreadable, payload
from bot.slack.payload import Malformed
from bot.slack.reading import read
from tests.promises.day_slack import baton
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

SHAPES = [json.loads(path.read_text()) for path in sorted((Path(__file__).parent / "data/slack/shapes").glob("*.json"))]
EXAMPLES = 150
FORM = "application/x-www-form-urlencoded"
GOOD = [
    mention("new Acme"),
    mention("claim D-1", thread="1732200000.000100"),
    direct("help"),
    command("my deals"),
    press("claim D-1"),
    submission("new", {"title": "Acme", "amount": "1k"}),
    shortcut("log_progress"),
    message_shortcut("call Bob"),
    interaction("block_suggestion", value="A"),
    {"type": "url_verification", "token": "old", "challenge": "3eZbrw1aB"},
    envelope({"type": "app_home_opened", "user": LI, "tab": "home"}),
    envelope({"type": "user_change", "user": {"id": LI, "team_id": "T0ACME", "profile": {"real_name": "Li"}}}),
    envelope({"type": "member_joined_channel", "user": BOT, "channel": ROOM, "inviter": LI}),
    envelope({"type": "tokens_revoked", "tokens": {"bot": [BOT]}}),
]
ODD = st.sampled_from(
    [None, True, 7, -1, 1.5, "", "x", "\x00", "\ud800", "<!channel>", "a" * 5_000, [], {}, [None], [[]], {"id": 7}]
)


@st.composite
def hostile(draw: st.DrawFn) -> dict:
    """A payload with a few parts left out, replaced, or added."""
    body = copy.deepcopy(draw(st.sampled_from(GOOD) | st.sampled_from(SHAPES)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(list(_places(body))))
        name = draw(st.sampled_from([*place, "made_up"]))
        if draw(st.booleans()):
            place.pop(name, None)
        else:
            place[name] = copy.deepcopy(draw(ODD))
        if not body:
            body["type"] = "nothing"
    return body


def _places(found: object):
    """Every object inside a payload, itself first."""
    if isinstance(found, dict):
        yield found
        for part in found.values():
            yield from _places(part)
    elif isinstance(found, list):
        for part in found:
            yield from _places(part)


@pytest.fixture(scope="module", params=["http", "socket"])
def bot(request, databases):
    with databases.fresh("sqlite") as url, baton(url, request.param) as bot:
        bot.slack.gateway.patience = 10
        yield bot


def told(bot, body: dict) -> tuple[int, dict]:
    """Tell Baton as Slack would: the status, 200 for what was acknowledged over the socket, and what it could read."""
    body = json.loads(
        json.dumps(body).replace(TEAM, bot.team.id).replace(LI, bot.people["li"].id).replace(ROOM, bot.rooms["east"].id)
    )
    if bot.way == "socket":
        kind = "slash_commands" if "command" in body else "events_api"
        return (200 if bot.slack.gateway.send(kind, body)[0] else 500), body
    if "command" in body:
        form = {name: part if isinstance(part, str) else json.dumps(part) for name, part in body.items()}
        raw, kind = urlencode(form, errors="surrogatepass").encode(), FORM
    elif body.get("type") == "event_callback":
        raw, kind = json.dumps(body).encode(), "application/json"
    else:
        raw, kind = urlencode({"payload": json.dumps(body)}).encode(), FORM
    status, _ = bot.slack.raw(raw, {"content-type": kind} | bot.slack.sign(raw))
    try:
        return status, dict(payload(raw, kind))
    except Unreadable:
        return status, {}


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(body=hostile())
@example(body=envelope({"type": "user_change", "user": {"id": LI, "team_id": []}}))
@example(body=envelope({"type": "user_change", "user": {"id": LI, "enterprise_user": {"teams": [{}]}}}))
def test_no_payload_breaks_us_and_none_is_dropped_in_silence(bot, patience, body):
    with capture_logs() as logged:
        status, seen = told(bot, body)
    assert status in ((200, 400) if bot.way == "http" else (200,))
    assert [line for line in logged if line["log_level"] in ("error", "critical") or line.get("exc_info")] == []
    try:
        read(seen)
    except Malformed:
        assert [line["event"] for line in logged] == ["payload not read"]
