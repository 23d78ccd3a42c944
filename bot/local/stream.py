"""The local chat as it happens: one stream of server-sent events per window."""

from collections.abc import AsyncIterator

from anyio import sleep, to_thread
from fastapi.sse import ServerSentEvent

from bot.local.door import PULSE_SECONDS, LocalDoor
from storage.store import Late


async def follow(
    door: LocalDoor, *, member: str, channel: str, after: int, rooms: bool
) -> AsyncIterator[ServerSentEvent]:
    """Tell what is posted and typed after a number, and for the page how far every room has come."""
    heard, newest, behind = -1, dict[str, int](), 0
    while not door.closing:
        try:
            now = await to_thread.run_sync(door.pulse)
            # One pulse may be older than the page; two in a row mean that an older store was restored under it.
            behind = behind + 1 if now < after else 0
            if behind > 1:
                yield ServerSentEvent(event="reset", data=now)
                return
            while now != heard and (news := await to_thread.run_sync(door.news, member, channel, after)):
                for event, item in news:
                    after = int(item["seq"])
                    yield ServerSentEvent(event=event, data=item, id=str(after))
            if now != heard and rooms:
                newest |= await to_thread.run_sync(door.newest, member, heard)
                yield ServerSentEvent(event="rooms", data=newest)
            heard = now
        except Late:  # the store is busy; what is new stays new
            pass
        await sleep(PULSE_SECONDS)
