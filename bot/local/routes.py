"""The local chat over HTTP: JSON for programs, a stream of events, a page for people."""

import json
import time
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any
from urllib.parse import parse_qs, quote
from zoneinfo import available_timezones

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from bot.bodies import body_of
from bot.local.door import Item, LocalDoor
from bot.local.page import LONGEST_NAME, choices, page
from bot.local.reading import Malformed, Unknown
from bot.local.stream import follow
from sales.clean import clean_line
from storage.store import Late
from templates.words import LANGUAGES

__all__ = ["LocalDoor", "router", "unreadable"]

MOST_BYTES = 1 << 20
After = Annotated[int, Query(ge=0, lt=1 << 53)]
JSON = "application/json"
LATE = "not done: it could not be written in time; please send it again"


def router(door: LocalDoor) -> APIRouter:
    """Return the local chat's routes."""
    chat, routes = Answers(door), APIRouter()
    # A plain route: it reads its own body, and FastAPI's machinery for the others would cost it a tenth of its time.
    routes.add_route("/local/messages", chat.messages, methods=["POST"])
    routes.add_api_route("/", chat.page, response_class=HTMLResponse)
    routes.add_api_route("/local/company", chat.company, methods=["POST"], response_class=RedirectResponse)
    routes.add_api_route("/local/people", chat.people)
    routes.add_api_route("/local/rooms", chat.rooms)
    routes.add_api_route("/local/posts", chat.posts)
    routes.add_api_route("/local/lines", chat.lines)
    known = [Depends(chat.must_know)]
    routes.add_api_route("/local/stream", chat.stream, response_class=EventSourceResponse, dependencies=known)
    return routes


class Answers:
    """What each address of the local chat answers."""

    def __init__(self, door: LocalDoor) -> None:
        self._door = door

    def page(
        self, me: str = "", room: str = "", earlier: bool = False, accept_language: Annotated[str, Header()] = "zh"
    ) -> HTMLResponse:
        """The page for people; who or what it does not know can be chosen again."""
        try:
            chinese = accept_language.strip().casefold().startswith("zh")
            return HTMLResponse(page(self._door, me=me, channel=room, earlier=earlier, chinese=chinese))
        except Unknown as unknown:
            return HTMLResponse(choices(self._door, unknown, me=me, channel=room), status_code=404)

    async def company(self, request: Request) -> Response:
        """Make the company of an empty store; its first admin is asked the rest in private."""
        told = parse_qs((await body_of(request, most=MOST_BYTES) or b"").decode("utf-8", "replace"))
        name, language, zone = (clean_line(told.get(field, [""])[0]) for field in ("name", "language", "zone"))
        if not name:
            return JSONResponse({"error": "name: say what you are called"}, 400)
        zone = "UTC" if zone in ("", "Etc/Unknown") else zone  # what a browser says that does not know it
        if zone not in available_timezones():
            return JSONResponse({"error": "zone: there is no such time zone"}, 400)
        language = language if language in LANGUAGES else "en"
        begin = partial(self._door.begin, admin=name[:LONGEST_NAME], language=language, zone=zone)
        handle = await run_in_threadpool(begin)
        return RedirectResponse("/" if handle is None else f"/?me={quote(handle)}&room=dm", status_code=303)

    def people(self) -> list[Item]:
        """Who there is."""
        return list(self._door.directory(fresh=True).people)

    def rooms(self) -> list[Item]:
        """Which rooms there are."""
        return list(self._door.directory(fresh=True).rooms)

    async def messages(self, request: Request) -> JSONResponse:
        """Take a message, and answer once it is committed."""
        door, arrived = self._door, time.monotonic()
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

    def posts(self, member: str, channel: str, after: After = 0) -> list[Item]:
        """What a member may see of a channel."""
        return self._door.posts(member, channel, after)

    def lines(self, channel: str, after: After = 0) -> list[Item]:
        """What was typed in a room."""
        return self._door.lines(channel, after)

    def must_know(self, member: str, channel: str) -> None:
        """Say 404 before the stream begins."""
        self._door.directory().member(member)
        self._door.directory().room(channel)

    async def stream(
        self,
        member: str,
        channel: str,
        last_event_id: Annotated[int | None, Header(ge=0, lt=1 << 53)] = None,
        after: After = 0,
        rooms: bool = False,
    ) -> AsyncIterator[ServerSentEvent]:
        """Everything new in a channel, as it happens."""
        # A browser that lost the stream asks the same address again and names the last event it saw.
        after = max(after, last_event_id or 0)
        async for event in follow(self._door, member=member, channel=channel, after=after, rooms=rooms):
            yield event


async def unreadable(_request: Request, error: Exception) -> JSONResponse:
    """Answer a request that names what is not there, or is not what we take."""
    if isinstance(error, Unknown):
        return _error(404, f"unknown {error.what}", choices=error.choices)
    assert isinstance(error, Malformed)
    return _error(400, str(error))


async def _body(request: Request) -> dict[str, Any] | JSONResponse:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        return _error(415, f"a message is sent as JSON: add the header content-type: {JSON}")
    raw = await body_of(request, most=MOST_BYTES)
    if raw is None:
        return _error(413, "the body is larger than 1 MiB")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested without end
        return _error(400, "the body must be a JSON object")
    return body if isinstance(body, dict) else _error(400, "the body must be a JSON object")


def _error(status: int, error: str, **more: object) -> JSONResponse:
    return JSONResponse({"error": error, **more}, status_code=status)
