"""Keeps other web pages out of the local chat: only this machine, only our own origin."""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost", "[::1]", "testserver")


class LocalGuard:
    """Refuses requests whose Host or Origin is not this machine (DNS rebinding, cross-site posts)."""

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port in (80, 0) else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        if scope["type"] == "http" and not self._ours(scope):
            await JSONResponse({"error": "the local chat answers this machine only"}, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _ours(self, scope: Scope) -> bool:
        headers = {name: value for name, value in scope["headers"] if name in (b"host", b"origin", b"sec-fetch-site")}
        origin = headers.get(b"origin", b"").decode("latin-1")
        if headers.get(b"host", b"").decode("latin-1").lower() not in self._hosts:
            return scope["path"] in ("/health", "/ready", "/metrics")
        if headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin"):
            return False
        return not origin or origin.removeprefix("http://").lower() in self._hosts
