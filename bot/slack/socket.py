"""Socket Mode: we dial, Slack hands us envelopes, each is acknowledged once it is committed."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.slack.answers import Acknowledged

WORKERS = 10
# The SDK gives a cut connection up after five pings that failed; until then nothing reaches us.
PING_SECONDS = 2
WAIT_SECONDS = 0.02

log = structlog.get_logger()
Take = Callable[[Mapping[str, Any], float], Acknowledged]


class Refused(Exception):
    """Slack does not take our app-level token; waiting does not help."""


class Socket:
    """One connection of this process; what comes while it closes is left to Slack to bring elsewhere."""

    def __init__(self, token: str, web: WebClient, take: Take, left: Callable[[int], None]) -> None:
        self._token = token
        self._web = web
        self._take = take
        self._left = left
        self._client: SocketModeClient | None = None
        self._counting = threading.Lock()
        self._present = 0
        self._closing = False

    def connect(self) -> None:
        """Dial; raises Refused when the token is not one, and whatever the network says."""
        try:
            # The SDK's client would try for ever with a token that never opens.
            address = self._web.apps_connections_open(app_token=self._token)["url"]
        except SlackApiError as error:
            raise Refused(str(error.response.get("error"))) from None
        quiet = logging.getLogger("slack.socket")
        quiet.setLevel(logging.WARNING)
        client = SocketModeClient(
            app_token=self._token,
            web_client=self._web,
            logger=quiet,
            concurrency=WORKERS,
            ping_interval=PING_SECONDS,
        )
        client.proxy = self._web.proxy
        client.wss_uri = address
        client.socket_mode_request_listeners.append(self._envelope)
        self._client = client
        client.connect()

    def alive(self) -> bool:
        """Whether Slack can reach us now."""
        return self._client is not None and self._client.is_connected()

    def close(self, seconds: float) -> None:
        """Take nothing new, finish and acknowledge what was taken, and hang up."""
        self._closing = True
        until = time.monotonic() + seconds
        while self._present and time.monotonic() < until:
            time.sleep(WAIT_SECONDS)
        if self._client is not None:
            # It waits for its workers, one of which may hang in a call.
            closing = threading.Thread(target=self._client.close, name="slack-close", daemon=True)
            closing.start()
            closing.join(max(0.5, until - time.monotonic()))

    def _envelope(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        arrived = time.monotonic()
        with self._counting:
            if self._closing:
                return
            self._present += 1
        try:
            self._answer(client, request, arrived)
        except Exception as error:  # the connection went meanwhile: Slack brings it again
            log.warning("envelope not acknowledged", why=type(error).__name__)
        finally:
            with self._counting:
                self._present -= 1

    def _answer(self, client: BaseSocketModeClient, request: SocketModeRequest, arrived: float) -> None:
        answer = self._take(request.payload, arrived)
        if answer.status != 200:
            return
        body = None if answer.body is None else dict(answer.body)
        client.send_socket_mode_response(SocketModeResponse(request.envelope_id, body))
        if answer.row:
            self._left(answer.row)
