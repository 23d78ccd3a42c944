"""Slack's requests: verified on the raw body, read, and handed on; the body never reaches a log."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.background import BackgroundTask

from bot.slack.answers import Acknowledged
from bot.slack.signing import signed

MOST_BYTES = 1 << 20
MOST_FIELDS = 100

Take = Callable[[Mapping[str, Any], float], Acknowledged]


class Unreadable(Exception):
    """The body is neither a JSON object nor a form that holds one."""


class Addresses:
    """What each address that Slack calls answers."""

    def __init__(self, secret: str, take: Take, left: Callable[[int], None], clock: Callable[[], float]) -> None:
        self._secret = secret
        self._take = take
        self._left = left
        self._clock = clock

    def router(self) -> APIRouter:
        """Return the addresses."""
        routes = APIRouter()
        routes.add_route("/slack/events", self.events, methods=["POST"])
        return routes

    async def events(self, request: Request) -> Response:
        """Take an event, a command or a press; answer once it is committed."""
        arrived = time.monotonic()
        raw = await _bytes(request)
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


async def _bytes(request: Request) -> bytes | None:
    """The body as it came, None when it is too large."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MOST_BYTES:
            return None
    return bytes(raw)
