"""The local chat over HTTP: JSON for programs, a stream of events, a page for people."""

import json
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from bot.local.door import LocalDoor
from bot.local.page import page
from bot.local.reading import Malformed, Unknown
from bot.local.stream import follow
from storage.store import Late

__all__ = ["LocalDoor", "router", "unreadable"]

MOST_BYTES = 1 << 20
After = Annotated[int, Query(ge=0, lt=1 << 53)]
LATE = "not done: it could not be written in time; please send it again"


def router(door: LocalDoor) -> APIRouter:
    """Return the local chat's routes."""
    routes = APIRouter()

    @routes.get("/", response_class=HTMLResponse)
    def chat(me: str = "", room: str = "", earlier: bool = False) -> str:
        return page(door, me=me, channel=room, earlier=earlier)

    @routes.get("/local/people")
    def people() -> list[dict[str, Any]]:
        return list(door.directory(fresh=True).people)

    @routes.get("/local/rooms")
    def rooms() -> list[dict[str, Any]]:
        return list(door.directory(fresh=True).rooms)

    async def messages(request: Request) -> JSONResponse:
        arrived = time.monotonic()
        body = await _body(request)
        if isinstance(body, JSONResponse):
            return body
        try:
            message, handled = await door.turns.run(lambda: door.take(body, arrived), arrived=arrived)
        except Late:
            door.late()
            return _error(503, LATE)
        if handled.state == "late":
            return _error(503, LATE)
        return JSONResponse({"delivery": message.delivery, "duplicate": handled.state == "repeat"})

    # A plain route: it reads its own body, and FastAPI's machinery for the others would cost it a tenth of its time.
    routes.add_route("/local/messages", messages, methods=["POST"])

    @routes.get("/local/posts")
    def posts(member: str, channel: str, after: After = 0) -> list[dict[str, Any]]:
        return door.posts(member, channel, after)

    @routes.get("/local/lines")
    def lines(channel: str, after: After = 0) -> list[dict[str, Any]]:
        return door.lines(channel, after)

    def known(member: str, channel: str) -> None:
        """Say 404 before the stream begins."""
        door.directory().member(member)
        door.directory().room(channel)

    @routes.get("/local/stream", response_class=EventSourceResponse, dependencies=[Depends(known)])
    async def stream(
        member: str,
        channel: str,
        last_event_id: Annotated[int | None, Header(ge=0, lt=1 << 53)] = None,
        after: After = 0,
        rooms: bool = False,
    ) -> AsyncIterator[ServerSentEvent]:
        # A browser that lost the stream asks the same address again and names the last event it saw.
        after = max(after, last_event_id or 0)
        async for event in follow(door, member=member, channel=channel, after=after, rooms=rooms):
            yield event

    return routes


async def unreadable(_request: Request, error: Exception) -> JSONResponse:
    """Answer a request that names what is not there, or is not what we take."""
    if isinstance(error, Unknown):
        return _error(404, f"unknown {error.what}", choices=error.choices)
    assert isinstance(error, Malformed)
    return _error(400, str(error))


async def _body(request: Request) -> dict[str, Any] | JSONResponse:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MOST_BYTES:
            return _error(413, "the body is larger than 1 MiB")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested without end
        return _error(400, "the body must be a JSON object")
    return body if isinstance(body, dict) else _error(400, "the body must be a JSON object")


def _error(status: int, error: str, **more: object) -> JSONResponse:
    return JSONResponse({"error": error, **more}, status_code=status)
