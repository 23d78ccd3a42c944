"""Texts that break programs are only texts here: stored as shown, on both databases alike, and never a 5xx."""

import json

import pytest
from sqlalchemy import text

from bot import demo
from bot.clock import now
from bot.vault import new_key
from storage.store import Store
from tests.promises.naughty import OURS, some, unlike
from tests.promises.servers import Server

OBJECT = "the body must be a JSON object"
HUGE = 10**30


@pytest.mark.parametrize("part", [0, 1, 2])
def test_fifty_naughty_strings_are_text_in_every_field_and_alike_on_both_databases(databases, part):
    texts = some(50)[part::3]
    with databases.fresh("sqlite") as one, databases.fresh("postgres") as other:
        assert unlike(one, other, texts) == []


@pytest.fixture
def server(url, tmp_path):
    """A server with the demo's team."""
    store = Store(url)
    with store.write() as db:
        demo.people(db, zone="Asia/Shanghai", now=now())
    server = Server(url, new_key(), tmp_path / "log")
    server.store = store
    server.start()
    yield server
    server.stop()
    store.close()


def test_nothing_that_comes_in_over_http_is_an_error_of_ours(server):
    assert (odd_messages(server), odd_bodies(server), odd_addresses(server)) == ([], [], [])
    assert (server.logged("turn broke"), server.logged("turn lost"), server.get("/health")[0]) == ([], [], 200)
    with server.store.read() as db:
        assert db.execute(text("SELECT max(length(note)) FROM deals")).scalar() <= 4_000


def odd_messages(server):
    """Messages that are not as they should be, and what each is answered."""
    said = {"channel": "east", "member": "li", "text": "help"}
    wrong = []
    for body, status in [
        *(({**said, "text": odd}, 200) for odd in OURS),
        *(({**said, "fields": {"title": odd, odd: "x", "note": odd}, "text": "new anyway"}, 200) for odd in OURS),
        *(({**said, "delivery": f"x{odd}"}, (200, 400)) for odd in OURS),
        *(({**said, "member": odd}, 404) for odd in OURS),
        *(({**said, "channel": odd}, 404) for odd in OURS),
        *(({**said, "thread": odd}, 400) for odd in OURS),
        *(({**said, "thread": thread}, 400) for thread in (HUGE, -1, 1.5, True, "٣x", [1], {})),
        *(({**said, "thread": thread}, (200, 400, 404)) for thread in (999_999, "0", 2**63)),
        *(({**said, "text": odd}, 400) for odd in (None, 1, [], {})),
        *(({**said, "fields": fields}, 400) for fields in ([1], "x", 1)),
        *(({name: value for name, value in said.items() if name != left}, (400, 404)) for left in said),
        ({**said, "text": "x" * 40_000}, 200),
        ({**said, "text": "new anyway Acme", "fields": {"note": "x" * 40_000}}, 200),
        ({**said, "text": "new anyway Acme", "fields": {"note": {"deep": [None]}}}, 400),
        ({**said, "delivery": 7}, 200),
        ({**said, "delivery": ["x"]}, 200),
        ([], 400),
        ("text", 400),
        (None, 400),
        (7, 400),
    ]:
        got, answer = server.post(body)
        if got not in (status if isinstance(status, tuple) else (status,)) or not clear(got, answer):
            wrong.append(f"{got} {str(answer)[:80]} to {json.dumps(body)[:120]}")
    return wrong


def odd_bodies(server):
    """Bodies that are no JSON objects."""
    wrong = []
    for raw, status in [
        *((raw, 400) for raw in (b"", b"{", b"\xff\xfe", b"{'a': 1}", b"[" * 100_000, b'{"a":' * 50_000, b"1" * 9_999)),
        (b'{"text": "' + b"x" * (1 << 20) + b'"}', 413),
    ]:
        got, answer = server.post(None, raw=raw)
        if got != status or not clear(got, answer):
            wrong.append(f"{got} {str(answer)[:80]} to {raw[:20]!r}")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data", ""):
        got, answer = server.post({"member": "li", "channel": "east", "text": "help"}, headers={"Content-Type": kind})
        if (got, answer.get("error")) != (
            415,
            "a message is sent as JSON: add the header content-type: application/json",
        ):
            wrong.append(f"{got} {str(answer)[:80]} to a body that calls itself {kind!r}")
    for kind in ("application/json; charset=utf-8", "Application/JSON"):
        got, answer = server.post({"member": "li", "channel": "east", "text": "help"}, headers={"Content-Type": kind})
        if got != 200:
            wrong.append(f"{got} {str(answer)[:80]} to a body that calls itself {kind!r}")
    return wrong


def odd_addresses(server):
    """Numbers and names that mean nothing."""
    wrong = []
    for path in (
        *(f"/local/posts?member=li&channel=east&after={after}" for after in (HUGE, -HUGE, 2**63, "x", "", "%00")),
        *(f"/local/{what}?member=%00&channel=%ED%A0%80" for what in ("posts", "lines", "stream")),
        *("/local/posts", "/local/lines?channel=nowhere", "/local/none", "/local/messages", "/local/stream?member=li"),
    ):
        got, answer = server.get(path)
        if not 400 <= got < 500 and not (got == 200 and answer == []):
            wrong.append(f"{got} {str(answer)[:80]} to {path}")
    return wrong


def clear(status, answer):
    """Whether an answer says in words what is wrong, and nothing of our inside."""
    if status == 200:
        return set(answer) == {"delivery", "duplicate"}
    return isinstance(answer, dict) and bool(answer.get("error")) and "Traceback" not in str(answer)
