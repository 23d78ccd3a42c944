"""The body of a request, as far as we are willing to read it."""

from starlette.requests import Request


async def body_of(request: Request, *, most: int) -> bytes | None:
    """Return the body as it came, None when it is larger than this many bytes."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > most:
            return None
    return bytes(raw)
