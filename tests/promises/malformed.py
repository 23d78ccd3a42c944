"""Every callback there is, with each of its fields left out, and with each of them strange."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from starlette.testclient import TestClient

from tests.databases import Databases
from tests.wecom.credentials import AGENT_ID, BOT_ID, CORP_ID
from tests.wecom.delivering import to_xml
from tests.wecomdoors import Doors

STRANGE = (None, True, 0, -1, 1.5, "", " ", "\0", "a\ud800b", "字" * 5000, "../..", [], [None], [[]], {}, {"a": {}})
# What most often breaks a reader; the rest is tried in the soak tests.
FEW = (None, 1, "a\ud800b")
FROM = {"msgid": "m", "aibotid": BOT_ID, "chattype": "single", "from": {"userid": "li"}, "response_url": "http://x"}
EVENT = FROM | {"msgtype": "event"}
CHOSEN = {"selected_item": [{"question_key": "q", "option_ids": {"option_id": ["1", "2"]}}]}
CLICK = {"card_type": "vote_interaction", "event_key": "1:help", "task_id": "t", "selected_items": CHOSEN}
BOT: dict[str, dict[str, Any]] = {
    "text": FROM | {"chattype": "group", "chatid": "wr1", "msgtype": "text", "text": {"content": "help"}},
    "voice": FROM | {"msgtype": "voice", "voice": {"content": "help"}},
    "mixed": FROM | {"msgtype": "mixed", "mixed": {"msg_item": [{"msgtype": "text", "text": {"content": "help"}}]}},
    "quote": FROM
    | {"msgtype": "text", "text": {"content": "help"}, "quote": {"msgtype": "text", "text": {"content": ""}}},
    "image": FROM | {"msgtype": "image", "image": {"url": "http://x"}},
    "enter": EVENT | {"event": {"eventtype": "enter_chat"}},
    "click": EVENT | {"event": {"eventtype": "template_card_event", "template_card_event": CLICK}},
    "press": EVENT | {"event": {"eventtype": "template_card_event", "event_key": "1:help", "task_id": "t"}},
    "feedback": EVENT | {"event": {"eventtype": "feedback_event", "feedback_event": {"id": "s", "type": 1}}},
    "poll": FROM | {"msgtype": "stream", "stream": {"id": "s"}},
}
MEMBER = {"ToUserName": CORP_ID, "FromUserName": "li", "CreateTime": 1795000000, "AgentID": AGENT_ID}
ITEMS = {"SelectedItem": [{"QuestionKey": "q", "OptionIds": {"OptionId": ["1", "2"]}}]}
MOST = 0.05
APP: dict[str, dict[str, Any]] = {
    "text": MEMBER | {"MsgType": "text", "Content": "help", "MsgId": 7},
    "image": MEMBER | {"MsgType": "image", "PicUrl": "http://x", "MediaId": "m", "MsgId": 7},
    "menu": MEMBER | {"MsgType": "event", "Event": "click", "EventKey": "help"},
    "opened": MEMBER | {"MsgType": "event", "Event": "enter_agent", "EventKey": ""},
    "click": MEMBER
    | {"MsgType": "event", "Event": "template_card_event", "EventKey": "1:help", "TaskId": "t"}
    | {"CardType": "vote_interaction", "ResponseCode": "r", "SelectedItems": ITEMS},
    "contacts": MEMBER | {"MsgType": "event", "Event": "change_contact", "ChangeType": "update_user"},
}


def places(body: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body, outermost first."""
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for name, part in inner:
        yield (*path, name)
        yield from places(part, (*path, name))


def spoilt(body: dict[str, Any], values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The body with each of its parts left out, and with each of them strange."""
    for *path, last in places(body):
        for value in (KeyError, *values):
            copy = deepcopy(body)
            part: Any = copy
            for name in path:
                part = part[name]
            if value is KeyError:
                del part[last]
            else:
                part[last] = value
            yield copy


def answer(doors: Doors, way: str, text: str) -> tuple[int, bytes]:
    """Send a sealed callback."""
    cipher = doors.wecom.bot_cipher if way == "bot" else doors.wecom.app_cipher
    sealed = cipher.seal(text)
    query = cipher.query(sealed, timestamp=int(doors.chat.now.timestamp()))
    content = json.dumps({"encrypt": sealed}) if way == "bot" else to_xml({"Encrypt": sealed})
    answered = doors.web.post(f"/wecom/{way}", params=query, content=content)
    return answered.status_code, answered.content


def judged(doors: Doors, way: str, text: str) -> str:
    """What is wrong with how a callback was taken; nothing, mostly."""
    status, content, took = timed(doors, way, text)
    if status not in (200, 400, 403):
        return f"{status} for {text[-260:]}"
    # One slow answer is the machine's; slow again and again is ours.
    if status != 200 and (content or quickest(doors, way, text, took) > MOST):
        return f"{status} after {took:.3f} s with {content[:80]!r} for {text[-260:]}"
    return ""


def quickest(doors: Doors, way: str, text: str, took: float) -> float:
    """The best of four, where the first was slow."""
    again = 3 if took > MOST else 0
    return min([took, *(timed(doors, way, text)[2] for _ in range(again))])


def timed(doors: Doors, way: str, text: str) -> tuple[int, bytes, float]:
    """Send a sealed callback; status, body, and the seconds of work it cost."""
    began = time.process_time()
    return (*answer(doors, way, text), time.process_time() - began)


def wrongs(doors: Doors, way: str, kind: str, values: Sequence[Any]) -> list[str]:
    """Everything that is wrong with how the spoilt callbacks of one kind are taken."""
    if way == "bot":
        told = [json.dumps(body) for body in spoilt(BOT[kind], values)]
    else:  # in XML there is no half character, and no null
        fits = [value for value in values if value is not None and "\\ud800" not in json.dumps(value)]
        told = [to_xml(body) for body in spoilt(APP[kind], fits)]
    return [wrong for text in told if (wrong := judged(doors, way, text))]


@contextmanager
def opened(databases: Databases) -> Iterator[Doors]:
    """WeCom's callbacks, of which an exception is a 500 as in production."""
    with databases.fresh("sqlite") as url, Doors(url, "app", "callback") as doors:
        doors.web = TestClient(doors.web.app, raise_server_exceptions=False)
        yield doors
