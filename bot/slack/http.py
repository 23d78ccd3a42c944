"""Slack's requests: verified on the raw body, read, and handed on; the body never reaches a log."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.oauth import OAuthFlow
from starlette.background import BackgroundTask

from bot.bodies import body_of
from bot.slack.answers import Acknowledged, Take
from bot.slack.oauth import not_now
from bot.slack.signing import signed

MOST_BYTES = 1 << 20
MOST_FIELDS = 100

log = structlog.get_logger()


class Unreadable(Exception):
    """The body is neither a JSON object nor a form that holds one."""


class Addresses:
    """What each address that Slack calls answers."""

    def __init__(
        self, secret: str, take: Take, left: Callable[[int], None], clock: Callable[[], float], flow: OAuthFlow | None
    ) -> None:
        self._secret = secret
        self._take = take
        self._left = left
        self._clock = clock
        self._flow = flow

    def router(self) -> APIRouter:
        """Return the addresses."""
        routes = APIRouter()
        routes.add_route("/slack/events", self.events, methods=["POST"])
        if self._flow is not None:
            routes.add_api_route(self._flow.install_path, self.install, methods=["GET"])
            routes.add_api_route(self._flow.redirect_uri_path, self.installed, methods=["GET"])
        return routes

    def install(self, request: Request) -> Response:
        """Send a browser to Slack, to be asked there whether we may come."""
        assert self._flow is not None
        return _browser(self._flow.handle_installation, request)

    def installed(self, request: Request) -> Response:
        """Take what Slack sent a browser back with."""
        assert self._flow is not None
        return _browser(self._flow.handle_callback, request)

    async def events(self, request: Request) -> Response:
        """Take an event, a command or a press; answer once it is committed."""
        arrived = time.monotonic()
        raw = await body_of(request, most=MOST_BYTES)
        if raw is None:
            return Response(status_code=413)
        told = request.headers
        if not signed(
            self._secret,
            timestamp=told.get("x-slack-request-timestamp", ""),
            signature=told.get("x-slack-signature", ""),
            body=raw,
            now=self._clock(),
        ):
            return Response(status_code=401)
        try:
            body = payload(raw, told.get("content-type", ""))
        except Unreadable:
            return Response(status_code=400)
        return self._response(await run_in_threadpool(self._take, body, arrived))

    async def _gone(self, row: int) -> None:
        self._left(row)  # on the loop: the sender only writes it down for its own thread

    def _response(self, answer: Acknowledged) -> Response:
        after = None if not answer.row else BackgroundTask(self._gone, answer.row)
        if answer.body is None:
            return Response(status_code=answer.status, background=after)
        # ASCII, so that half a character somebody typed is no reason to fail.
        text = json.dumps(answer.body)
        return Response(text, status_code=answer.status, media_type="application/json", background=after)


def _browser(step: Callable[[BoltRequest], BoltResponse], request: Request) -> Response:
    """Do a step of an installation and answer the browser."""
    asked = BoltRequest(body="", query=request.url.query, headers={"cookie": request.headers.get("cookie", "")})
    try:
        answer = step(asked)
    except Exception as error:  # Slack, the network or the store; what came in the address is nobody's to read
        log.warning("installation failed", why=type(error).__name__)
        answer = not_now()
    response = Response(answer.body, status_code=answer.status)
    for name, values in answer.headers.items():
        for value in values:
            response.headers.append(name, value)
    response.headers["referrer-policy"] = "no-referrer"
    response.headers["cache-control"] = "no-store"
    return response


def payload(raw: bytes, kind: str) -> Mapping[str, Any]:
    """Return what a body says: JSON, a form's JSON in `payload`, or a command's own fields."""
    try:
        text = raw.decode()
        if kind.partition(";")[0].strip().lower() == "application/json":
            found = json.loads(text)
        else:
            found = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
            # A command's text may hold the word as well; a command is what has one.
            if "payload" in found and "command" not in found:
                found = json.loads(found["payload"])
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(found, dict) or not found:
        raise Unreadable
    return found
