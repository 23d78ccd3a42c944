"""Nothing that is a secret or a customer's number is ever read in a log."""

import io
import json
import logging
import sys
import threading
import timeit
import warnings

import pytest
import structlog
from sqlalchemy import insert, text

from bot import logs
from bot.logs import Redactor
from bot.platform import CannotPost
from storage import tables
from storage.store import Store

PHONES = (
    "13900139000",
    "+86 138 0013 8000",
    "139-0013-9111",
    "(415) 555-0132",
    "１３７００１３７０００",
    "021-58881234",
)
TOKEN = "xoxb-1111-2222-CANARYcanary"
SECRET = "wecom-secret/with:odd&signs"
CANARIES = (*PHONES, TOKEN, SECRET, "CANARY", "wecom-secret", "0013 8000", "555-0132", "58881234", "hunter2")


@pytest.fixture
def logged():
    """Everything that is logged from now on, at the level of a running server."""
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    logs.configure(secrets=[SECRET], level=logging.INFO)
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    yield stream
    logs.configure(level=logging.WARNING)
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def lines(logged: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]


def leaks(logged: io.StringIO) -> list[str]:
    return [canary for canary in CANARIES if canary in logged.getvalue()]


class Leaky:
    """A platform whose errors say too much, as those of real libraries do."""

    door = "emulator"
    edits = False

    def __init__(self, error: Exception) -> None:
        self.error = error

    def limits(self, post):
        return []

    def look_up(self, post):
        return None

    def post(self, post, card):
        raise self.error


def has_emulator(chat, who: str) -> None:
    """From now on this person is spoken to through the emulator."""
    with chat.store.write() as db:
        db.execute(
            insert(tables.bindings),
            {
                "door": "emulator",
                "tenant": "T1",
                "user": f"U-{who}",
                "workspace": chat.workspace,
                "member": chat.members[who],
            },
        )


@pytest.fixture
def leaky(databases):
    """A chat in which what is said to Li leaves through a platform of this error."""
    from tests.chat import Chat

    with databases.fresh("sqlite") as url:
        platform = Leaky(RuntimeError())
        with Chat(url, platforms=[platform]) as chat:
            has_emulator(chat, "li")
            yield chat, platform


@pytest.mark.parametrize("phone", PHONES)
def test_a_turn_that_breaks_says_so_without_what_was_typed(logged, chat, phone):
    with chat.store.write() as db:
        db.execute(text("ALTER TABLE ownership RENAME TO gone"))

    state = chat.handle("mei", f"new Acme, Bob {phone}").state

    assert state == "broken"
    broke = next(line for line in lines(logged) if line["event"] == "turn broke")
    assert (broke["delivery"], "Traceback" in broke["exception"]) == ("local:d1", True)
    assert leaks(logged) == []


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError(f"POST https://slack.example/api?token={TOKEN} for 13900139000 failed"),
        RuntimeError({"headers": {"Authorization": f"Bearer {TOKEN}"}, "text": "call +86 138 0013 8000"}),
        ValueError(f"gettoken?corpid=ww1&corpsecret={SECRET}".encode()),
        ConnectionError("postgresql://baton:hunter2@db.internal:5432/baton refused; 139-0013-9111"),
        CannotPost(f"invalid_auth {TOKEN}", arrived=False, final=True, cure=f"renew {SECRET}"),
    ],
    ids=["text", "containers", "bytes", "address", "known"],
)
def test_a_platform_that_says_too_much_is_quoted_without_it(logged, leaky, error):
    chat, platform = leaky
    platform.error = error
    chat.has_deal("Acme 13900139000", owner="wang")

    chat.says("wang", "transfer D-1001 to Li because Bob moved to (415) 555-0132")

    assert [line["event"] for line in lines(logged) if line["event"].startswith("post")] != []
    assert leaks(logged) == []


def test_an_error_is_quoted_with_what_caused_it_and_without_secrets(logged):
    try:
        try:
            raise ValueError(f"token={TOKEN}")
        except ValueError as inner:
            raise RuntimeError("call 13900139000") from inner
    except RuntimeError:
        structlog.get_logger().exception("broke")
        logging.getLogger("somebody.else").exception("broke for %s", SECRET)

    told = lines(logged)
    assert ["direct cause" in line["exception"] for line in told] == [True, True]
    assert leaks(logged) == []


def test_values_of_every_shape_are_looked_through(logged):
    log = structlog.get_logger()
    log.info(
        "shapes",
        **{
            "bytes": f"电话１３７００１３７０００ {SECRET}".encode(),
            "nested": {"a": [{"b": ({"13900139000"}, "+86 138 0013 8000")}], 13900139000: "x"},
            "number": 13900139000,
            "fraction": 13900139000.0,
            "error": ValueError(f"token={TOKEN}"),
            "object": type("Deal", (), {"__repr__": lambda _: "Deal(phone='13900139000')"})(),
            "password": "hunter2",
            "headers": {"Authorization": "hunter2", "x-api-key": "hunter2"},
            "line": "password: 'hunter2 hunter2', api_key=hunter2",
            "deep": deep("13900139000"),
        },
    )

    assert leaks(logged) == []
    assert lines(logged)[0]["headers"] == {"Authorization": "[secret]", "x-api-key": "[secret]"}
    assert lines(logged)[0]["bytes"] == "电话[phone] [secret]"


def deep(end: object, levels: int = 40) -> object:
    for _ in range(levels):
        end = {"in": [end]}
    return end


def test_a_thread_that_dies_a_warning_and_a_crash_go_the_same_way(logged):
    def dies() -> None:
        raise RuntimeError(f"13900139000 {TOKEN}")

    thread = threading.Thread(target=dies)
    thread.start()
    thread.join()
    warnings.warn(f"old {SECRET}", stacklevel=1)
    try:
        dies()
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)

    assert [line["event"][:14] for line in lines(logged)] == [
        "thread crashed",
        lines(logged)[1]["event"][:14],
        "crashed",
    ]
    assert leaks(logged) == []


def test_a_database_that_does_not_answer_is_named_without_its_password(logged):
    store = Store("postgresql://baton:hunter2@127.0.0.1:1/x", connections=1)
    try:
        with store.read():
            pass
    except Exception:
        structlog.get_logger().exception("no database", url="postgresql://baton:hunter2@127.0.0.1:1/x")

    assert lines(logged)[0]["url"] == "postgresql://baton:[secret]@127.0.0.1:1/x"
    assert leaks(logged) == []


def test_what_only_looks_like_a_number_stays_readable():
    stays = (
        "slack:C123:1700000000.123456",
        "13345224609.738474920.8088930838d88f008e0aa33bb44cc55d",
        "7412345678901234567",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "a1b2c3d4" * 8,
        "2026-11-23T01:00:00.123456Z",
        "2026-11-23 01:00:00.123456+00:00",
        "127.0.0.1:8000",
        "D-1001, row 12",
        "answer:123456",
        "120000.00 CNY",
    )
    assert [Redactor().text(text) for text in stays] == list(stays)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("电话13900139000。", "电话[phone]。"),
        ("客户\\n13900139000\\n", "客户\\n[phone]\\n"),
        ("138 0013 8000 139 0013 9000", "[phone] [phone]"),
        ("tel:+65 9123 4567", "tel:[phone]"),
        ("postgresql+psycopg://u:p@ss/w@h:5432/db", "postgresql+psycopg://u:[secret]@h:5432/db"),
        ("redis://:hunter2@h", "redis://:[secret]@h"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer [secret]"),
        ("{'token': 'abc def'}", "{'token': '[secret]'}"),
        (
            f"wecom%2Dsecret {SECRET.replace('/', '%2F').replace(':', '%3A').replace('&', '%26')}",
            "wecom%2Dsecret [secret]",
        ),
    ],
)
def test_what_is_taken_out(text, redacted):
    assert Redactor([SECRET]).text(text) == redacted


def test_every_line_is_one_json_object_with_its_delivery(logged):
    with structlog.contextvars.bound_contextvars(delivery="local:d7"):
        structlog.get_logger().info("two\nlines")
        logging.getLogger("library").warning("other\nlines")

    assert [(line["event"], line["delivery"], line["level"]) for line in lines(logged)] == [
        ("two\nlines", "local:d7", "info"),
        ("other\nlines", "local:d7", "warning"),
    ]


def test_redacting_a_line_takes_a_fraction_of_a_turn():
    redactor = Redactor([SECRET, TOKEN])
    event = {"event": "post sent", "delivery": "slack:C123:1700000000.123456", "post": "answer:12345", "ms": 12}

    best = min(timeit.repeat(lambda: redactor(None, "info", dict(event)), number=200, repeat=5)) / 200

    assert best < 0.0002
