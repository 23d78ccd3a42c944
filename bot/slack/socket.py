"""Socket Mode: we dial, Slack hands us envelopes, each is acknowledged where it came from once it is committed.

The SDK's own client is not used: whenever Slack asks for another connection it hears nothing for up to three seconds,
and acknowledges through the new one what came by the old. Here both are listened to until the old one ends.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import Any

import structlog
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from bot.slack.answers import Acknowledged, Take
from bot.slack.errors import why

WORKERS = 10
MOST_BYTES = 4 << 20
DIAL_SECONDS = 5
# A connection that is cut without a word is noticed when two of these have passed.
PING_SECONDS = 4
# Slack says about ten seconds before that it will close; what it hands us meanwhile we still take.
# https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect
PARTING_SECONDS = 15
# Whoever waits for an acknowledgement has given up by then.
PATIENCE_SECONDS = 3
AGAIN_SECONDS = (0, 1, 2, 5, 10, 30)
# A connection that stood so long ended for a reason of its own, not for one that lasts.
STOOD_SECONDS = 40
LOOK_SECONDS = 0.02

log = structlog.get_logger()


class Socket:
    """The way in of this process: one connection, and a second one while Slack changes the first for it."""

    def __init__(
        self, token: str, web: WebClient, take: Take, *, left: Callable[[int], None], back: Callable[[int], None]
    ) -> None:
        """`left` marks an answer that Slack has got with the acknowledgement, `back` lets the sender say it after all."""
        self._token = token
        self._web = web
        self._take = take
        self._left = left
        self._back = back
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="slack")
        self._guard = threading.Lock()
        self._lines: set[ClientConnection] = set()
        self._newest: ClientConnection | None = None
        self._present = 0
        self._wanted = threading.Event()
        self._closing = threading.Event()

    def connect(self) -> None:
        """Dial, and again whenever a connection ends; raises what Slack or the network says to the first try."""
        self._dial()
        threading.Thread(target=self._keep, name="slack-socket", daemon=True).start()

    def alive(self) -> bool:
        """Whether Slack can reach us now."""
        with self._guard:
            return bool(self._lines)

    def close(self, seconds: float) -> None:
        """Take nothing new, finish and acknowledge what was taken, and hang up."""
        with self._guard:
            self._closing.set()
        self._wanted.set()
        until = time.monotonic() + seconds
        while self._present and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
        with self._guard:
            lines = list(self._lines)
        for line in lines:
            line.close()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _dial(self) -> None:
        address = self._web.apps_connections_open(app_token=self._token)["url"]
        opened = ExitStack()
        line = opened.enter_context(
            connect(
                address,
                proxy=self._web.proxy,
                open_timeout=DIAL_SECONDS,
                close_timeout=1,
                ping_interval=PING_SECONDS,
                ping_timeout=PING_SECONDS,
                max_size=MOST_BYTES,
            )
        )
        with self._guard:
            if self._closing.is_set():
                opened.close()
                return
            self._lines.add(line)
            self._newest = line
        threading.Thread(target=self._listen, args=(line, opened), name="slack-line", daemon=True).start()

    def _keep(self) -> None:
        """Dial anew whenever that is wanted, ever more patiently until a connection stands for a while."""
        tries, dialled = 0, 0.0
        while not self._closing.is_set():
            self._wanted.wait()
            tries = 0 if time.monotonic() - dialled > STOOD_SECONDS else tries + 1
            if self._closing.wait(AGAIN_SECONDS[min(tries, len(AGAIN_SECONDS) - 1)]):
                return
            self._wanted.clear()
            dialled = time.monotonic()
            try:
                self._dial()
            except Exception as error:  # Slack or the network; we outlive both
                log.warning("socket not opened", why=why(error))
                self._wanted.set()

    def _listen(self, line: ClientConnection, opened: ExitStack) -> None:
        """Hand on what comes by a connection until it ends."""
        try:
            with opened, suppress(ConnectionClosed):
                for frame in line:
                    self._heard(line, frame)
        finally:
            with self._guard:
                self._lines.discard(line)
                if line is self._newest:
                    self._wanted.set()

    def _heard(self, line: ClientConnection, frame: str | bytes) -> None:
        said = _read(frame)
        if said.get("type") == "disconnect":
            log.info("another socket is wanted", why=str(said.get("reason"))[:40])
            if line is self._newest:
                self._wanted.set()
            hanging_up = threading.Timer(PARTING_SECONDS, line.close)
            hanging_up.daemon = True
            hanging_up.start()
        elif isinstance(said.get("envelope_id"), str):
            self._begin(line, said)

    def _begin(self, line: ClientConnection, envelope: Mapping[str, Any]) -> None:
        with self._guard:
            if self._closing.is_set():
                return  # Slack brings it elsewhere
            self._present += 1
        self._pool.submit(self._envelope, line, envelope, time.monotonic())

    def _envelope(self, line: ClientConnection, envelope: Mapping[str, Any], arrived: float) -> None:
        try:
            payload = envelope.get("payload")
            answer = self._take(payload if isinstance(payload, Mapping) else {}, arrived)
            if answer.status == 200:
                heard = _acknowledge(line, envelope, answer)
                if answer.row:
                    in_time = heard and time.monotonic() - arrived < PATIENCE_SECONDS
                    (self._left if in_time else self._back)(answer.row)
        except Exception as error:  # Slack brings it again; the log must not hold what was said
            log.error("envelope broke", why=type(error).__name__)
        finally:
            with self._guard:
                self._present -= 1


def _acknowledge(line: ClientConnection, envelope: Mapping[str, Any], answer: Acknowledged) -> bool:
    """Acknowledge where it came from; False when that connection went meanwhile."""
    said: dict[str, Any] = {"envelope_id": envelope["envelope_id"]}
    if answer.body is not None:
        said["payload"] = dict(answer.body)
    try:
        line.send(json.dumps(said))
    except ConnectionClosed:
        log.info("envelope not acknowledged", why="the connection went")
        return False
    return True


def _read(frame: str | bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(frame)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, Mapping) else {}
