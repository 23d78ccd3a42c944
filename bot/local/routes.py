"""The local chat over HTTP: JSON for programs, a page for people."""

import json
import time
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

from anyio import sleep, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from bot.dispatcher import Dispatcher, Handled
from bot.local import forms
from bot.local.reading import TENANT, Directory, Malformed, Unknown, read
from bot.local.showing import shown
from bot.turns import Turns
from handlers.message import Message
from storage import local, workspaces
from storage.store import Late, Store

MOST_BYTES = 1 << 20
DIRECTORY_SECONDS = 2.0
POLL_SECONDS = 0.25


class LocalDoor:
    """What the routes of the local chat stand on."""

    def __init__(self, store: Store, dispatcher: Dispatcher, turns: Turns, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self.turns = turns
        self._clock = clock
        self._directory: Directory | None = None
        self._read_at = 0.0
        self.closing = False

    def directory(self, *, fresh: bool = False) -> Directory:
        """Return people and rooms, read from the store at most every two seconds."""
        if self._directory is None or fresh or time.monotonic() - self._read_at > DIRECTORY_SECONDS:
            with self._store.read() as db:
                found = workspaces.of_door(db, door="local", tenant=TENANT)
                workspace = 0 if found is None else found.id
                people = tuple(local.people(db, workspace=workspace))
                self._directory = Directory(workspace, people, tuple(local.rooms_of(db, workspace=workspace)))
            self._read_at = time.monotonic()
        return self._directory

    def take(self, body: dict[str, Any], arrived: float) -> tuple[Message, Handled]:
        """Do what a request asks, in a turn's thread."""
        try:
            message = read(body, self.directory(), self._clock())
        except Unknown:
            message = read(body, self.directory(fresh=True), self._clock())
        handled = self._dispatcher.handle(message, arrived=arrived)
        forms.follow(self._store, self.directory().workspace, message, handled, now=self._clock())
        return message, handled

    def posts(self, member: object, channel: object, after: int) -> list[dict[str, Any]]:
        """Return what a member may see of a channel after a number."""
        directory = self.directory()
        person, room = directory.member(member), directory.room(channel)
        with self._store.read() as db:
            found = local.posts(
                db,
                workspace=directory.workspace,
                member=int(person["id"]),
                room=None if room is None else int(room["id"]),
                after=after,
            )
        return [shown(post, "dm" if room is None else str(room["channel"])) for post in found]

    def lines(self, channel: object, after: int) -> list[dict[str, Any]]:
        """Return what was typed in a room after a number."""
        directory = self.directory()
        room = directory.room(channel)
        if room is None:
            return []
        with self._store.read() as db:
            found = local.lines(db, workspace=directory.workspace, room=int(room["id"]), after=after)
        return [
            {
                "seq": line.seq,
                "thread": line.thread,
                "text": line.text,
                "name": line.name,
                "member": line.member,
                "at": line.at.isoformat(),
            }
            for line in found
        ]

    def news(self, member: object, channel: object, after: int) -> list[tuple[str, dict[str, Any]]]:
        """Return posts and typed lines after a number, in their common order."""
        found = [("post", post) for post in self.posts(member, channel, after)]
        found += [("line", line) for line in self.lines(channel, after)]
        return sorted(found, key=lambda pair: int(pair[1]["seq"]))


def router(door: LocalDoor) -> APIRouter:
    """Return the local chat's routes."""
    routes = APIRouter(prefix="/local")

    @routes.get("/people")
    def people() -> list[dict[str, Any]]:
        return list(door.directory(fresh=True).people)

    @routes.get("/rooms")
    def rooms() -> list[dict[str, Any]]:
        return list(door.directory(fresh=True).rooms)

    @routes.post("/messages")
    async def messages(request: Request) -> JSONResponse:
        arrived = time.monotonic()
        body = await _body(request)
        if isinstance(body, JSONResponse):
            return body
        try:
            message, handled = await door.turns.run(lambda: door.take(body, arrived), arrived=arrived)
        except Unknown as unknown:
            return _error(404, f"unknown {unknown.what}", choices=unknown.choices)
        except Malformed as malformed:
            return _error(400, str(malformed))
        except Late:
            return _error(503, LATE)
        if handled.state == "late":
            return _error(503, LATE)
        return JSONResponse({"delivery": message.delivery, "duplicate": handled.state == "repeat"})

    @routes.get("/posts")
    def posts(member: str, channel: str, after: int = 0) -> Any:
        try:
            return door.posts(member, channel, after)
        except Unknown as unknown:
            return _error(404, f"unknown {unknown.what}", choices=unknown.choices)

    @routes.get("/lines")
    def lines(channel: str, after: int = 0) -> Any:
        try:
            return door.lines(channel, after)
        except Unknown as unknown:
            return _error(404, f"unknown {unknown.what}", choices=unknown.choices)

    @routes.get("/stream", response_class=EventSourceResponse)
    async def stream(member: str, channel: str, after: int = 0) -> AsyncIterator[ServerSentEvent]:
        while not door.closing:
            for event, item in await to_thread.run_sync(door.news, member, channel, after):
                after = max(after, int(item["seq"]))
                yield ServerSentEvent(event=event, data=item, id=str(after))
            await sleep(POLL_SECONDS)

    return routes


LATE = "not done: it could not be written in time; please send it again"


async def _body(request: Request) -> dict[str, Any] | JSONResponse:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MOST_BYTES:
            return _error(413, "the body is larger than 1 MiB")
    try:
        body = json.loads(raw)
    except ValueError:  # not UTF-8 or not JSON
        return _error(400, "the body must be a JSON object")
    return body if isinstance(body, dict) else _error(400, "the body must be a JSON object")


def _error(status: int, error: str, **more: object) -> JSONResponse:
    return JSONResponse({"error": error, **more}, status_code=status)
