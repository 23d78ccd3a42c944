"""Keeps other web pages out of the local chat: only this machine, only our own origin."""

from anyio import BrokenResourceError
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost", "[::1]")
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class LocalGuard:
    """Refuses requests whose Host or Origin is not this machine (DNS rebinding, cross-site posts)."""

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port in (80, 0) else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under our own rules for the browser, or answer 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *HEADERS]
                if not any(name == b"cache-control" for name, _ in headers):
                    headers.append((b"cache-control", b"no-cache"))
                message["headers"] = headers
            await send(message)

        app = (
            self._app if self._ours(scope) else JSONResponse({"error": "the local chat answers this machine only"}, 403)
        )
        try:
            await app(scope, receive, guarded)
        except* BrokenResourceError:
            pass  # a window was closed while its stream told it something: FastAPI ends both ends of a pipe at once

    def _ours(self, scope: Scope) -> bool:
        wanted = (b"host", b"origin", b"sec-fetch-site", b"sec-fetch-dest")
        headers = {name: value for name, value in scope["headers"] if name in wanted}
        origin = headers.get(b"origin", b"").decode("latin-1")
        if headers.get(b"host", b"").decode("latin-1").lower() not in self._hosts:
            return scope["path"] in ("/health", "/ready", "/metrics")
        # A link elsewhere may open the page itself; nothing can be done or read through that.
        opened = scope["method"] == "GET" and scope["path"] == "/" and headers.get(b"sec-fetch-dest") == b"document"
        if headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin") and not opened:
            return False
        return not origin or origin.removeprefix("http://").lower() in self._hosts
