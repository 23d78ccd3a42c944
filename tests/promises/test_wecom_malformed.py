"""Whatever field of a signed callback is missing or strange: a polite status, an empty body where it is refused."""

import json

import pytest

from tests.promises.malformed import BOT, FEW, judged, opened, spoilt, wrongs
from tests.wecomdoors import Doors, stand


@pytest.fixture(scope="module")
def doors(databases):
    with opened(databases) as doors:
        yield doors


# The other kinds of callback are spoilt in the soak tests.
@pytest.mark.parametrize(
    ("way", "kind"),
    [("bot", "text"), ("bot", "click"), ("bot", "press"), ("bot", "poll"), ("app", "text"), ("app", "click")],
)
def test_no_field_of_a_callback_can_break_us(doors, way, kind):
    assert wrongs(doors, way, kind, FEW) == []


def test_the_sweep_would_see_a_field_that_breaks_us(doors, monkeypatch):
    monkeypatch.setattr("bot.wecom.reading.BotReader.read", lambda _self, body: body["from"]["userid"])
    assert [wrong for body in spoilt(BOT["enter"], (None,)) if (wrong := judged(doors, "bot", json.dumps(body)))]


def test_no_field_of_a_frame_ends_the_long_connection(databases):
    with databases.fresh("sqlite") as url, Doors(url, "socket") as doors:
        stand(doors.doors)
        for kind in ("text", "click"):
            for body in spoilt(BOT[kind], FEW):
                frame = {"cmd": "aibot_msg_callback", "headers": {"req_id": "r"}, "body": body}
                doors.wecom.gateway.raw(json.dumps(frame))
        for part in spoilt({"cmd": "aibot_event_callback", "headers": {"req_id": "r"}, "body": BOT["enter"]}, FEW):
            doors.wecom.gateway.raw(json.dumps(part))
        said = doors.wecom.says("li", "help")
        doors.settled(lambda: said.answers, 20)
        assert said.answers == [("aibot_respond_msg", 0)]
        assert len(doors.wecom.gateway.lines) == 1
