"""The Web API over HTTP: who asks, whether they may, how often, and what goes wrong."""

import base64
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message as Headers
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.slack import directory, posts, views
from tests.slack.state import State
from tests.slack.world import Busy, Problem, Team

Answer = tuple[int, dict[str, Any], dict[str, str]]
JSON_ARGUMENTS = {"blocks", "view", "metadata", "files", "attachments"}


@dataclass(frozen=True)
class Method:
    """A method of the Web API: what it does, the scope it needs, its tier."""

    does: Callable[[State, Team, Mapping[str, Any]], dict[str, Any]]
    scope: str | None
    tier: int | str


# Scopes and tiers: https://docs.slack.dev/reference/methods (one page each)
METHODS = {
    "auth.test": Method(directory.auth_test, None, "auth"),
    "auth.revoke": Method(directory.revoke, None, 3),
    "apps.uninstall": Method(directory.revoke, None, 1),
    "chat.postMessage": Method(posts.post_message, "chat:write", "post"),
    "chat.postEphemeral": Method(posts.post_ephemeral, "chat:write", 4),
    "chat.update": Method(posts.update, "chat:write", 3),
    "chat.delete": Method(posts.delete, "chat:write", 3),
    "chat.getPermalink": Method(posts.permalink, None, "none"),
    "conversations.history": Method(posts.history, None, 3),
    "conversations.replies": Method(posts.history, None, 3),
    "conversations.list": Method(directory.channel_list, "channels:read", 2),
    "conversations.info": Method(directory.channel_info, "channels:read", 3),
    "conversations.members": Method(directory.channel_members, "channels:read", 4),
    "conversations.open": Method(directory.open_dm, "im:write", 3),
    "files.getUploadURLExternal": Method(posts.upload_url, "files:write", 4),
    "files.completeUploadExternal": Method(posts.complete_upload, "files:write", 4),
    "users.conversations": Method(directory.own_channels, "channels:read", 3),
    "users.info": Method(directory.user_info, "users:read", 4),
    "users.list": Method(directory.user_list, "users:read", 2),
    "users.lookupByEmail": Method(directory.user_by_email, "users:read.email", 3),
    "views.open": Method(views.open_, None, 4),
    "views.push": Method(views.push, None, 4),
    "views.update": Method(views.update, None, 4),
    "views.publish": Method(views.publish, None, 4),
}


@dataclass(frozen=True)
class Call:
    """One call that reached Slack."""

    method: str
    team: str
    args: Mapping[str, Any]
    at: float
    status: int = 200
    answer: Mapping[str, Any] = field(default_factory=dict)

    @property
    def error(self) -> str | None:
        return None if self.answer.get("ok") else str(self.answer.get("error"))


class Api:
    """Answers calls; knows nothing of HTTP but status and headers."""

    def __init__(self, state: State, connect: Callable[[], str]) -> None:
        self.state = state
        self.connect = connect
        self.calls: list[Call] = []

    def call(self, method: str, token: str, args: Mapping[str, Any], *, store: bool = True) -> Answer:
        """Do what a call asks, unless it is only to look as if."""
        state = self.state
        with state.lock:
            team = next((team for team in state.teams.values() if token and team.token == token), None)
            headers = {"x-oauth-scopes": ",".join(sorted(team.scopes))} if team else {}
            status = 200
            try:
                answer = {"ok": True} | (self._answer(method, token, team, args) if store else {})
            except Problem as problem:
                answer = problem.answer
            except Busy as busy:
                status, answer, headers = 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(busy.seconds)}
            self._note(method, team, args, status, answer)
            return status, answer, headers

    def _answer(self, method: str, token: str, team: Team | None, args: Mapping[str, Any]) -> dict[str, Any]:
        state = self.state
        if method == "oauth.v2.access":
            return directory.oauth_access(state, args)
        if method == "apps.connections.open":
            if token != state.app_token:
                raise Problem("invalid_auth" if token else "not_authed")
            return {"url": self.connect()}
        if team is None:
            raise Problem("invalid_auth" if token else "not_authed")
        if team.state != "active":
            raise Problem(team.state)
        if method not in METHODS:
            raise Problem("unknown_method")
        found = METHODS[method]
        if found.scope is not None and found.scope not in team.scopes:
            raise Problem("missing_scope", needed=found.scope, provided=",".join(sorted(team.scopes)))
        state.paces.method(team.id, method, found.tier)
        return found.does(state, team, args)

    def respond(self, key: str, args: Mapping[str, Any]) -> Answer:
        """Take what is posted to a response_url."""
        hook = self.state.hooks.get(key, {})
        with self.state.lock:
            try:
                status, answer, headers = 200, {"ok": True} | posts.respond(self.state, key, args), {}
            except Problem as problem:
                error = problem.answer["error"]
                status, answer, headers = 404 if error.endswith(("_url", "_hook")) else 400, problem.answer, {}
            except Busy as busy:
                status, answer, headers = 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(busy.seconds)}
            team = hook["channel"].team if hook else None
            self._note("response_url", team, args, status, answer)
            return status, answer, headers

    def _note(self, method: str, team: Team | None, args: Mapping[str, Any], status: int, answer: Any) -> None:
        self.calls.append(Call(method, team.id if team else "", dict(args), self.state.clock(), status, answer))


class Server(ThreadingHTTPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, api: Api) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.api = api
        self.closing = threading.Event()
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening and let go of whom we keep waiting."""
        self.closing.set()
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._do(b"")

    def do_POST(self) -> None:
        self._do(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _do(self, body: bytes) -> None:
        path = urlsplit(self.path)
        kind, _, rest = path.path.strip("/").partition("/")
        if kind == "api":
            args = arguments(path.query, self.headers, body)
            token = self._token(args)
            self._faulty(rest, args, lambda store: self.server.api.call(rest, token, args, store=store))
        elif kind == "hook":
            args, key = arguments("", self.headers, body), rest.rpartition("/")[2]
            self._faulty("response_url", args, lambda store: self._hook(key, args, store))
        elif kind == "upload":
            self._upload(rest, body)
        else:
            self._say(404, {"ok": False, "error": "not_found"}, {})

    def _hook(self, key: str, args: Mapping[str, Any], store: bool) -> Answer:
        return self.server.api.respond(key, args) if store else (200, {"ok": True}, {})

    def _token(self, args: dict[str, Any]) -> str:
        header = self.headers.get("Authorization") or ""
        if header.startswith("Basic "):
            user, _, password = base64.b64decode(header[6:]).decode().partition(":")
            args |= {"client_id": unquote(user), "client_secret": unquote(password)}
        given = args.pop("token", "")
        return header.removeprefix("Bearer ") if header.startswith("Bearer ") else str(given)

    def _faulty(self, method: str, args: Mapping[str, Any], answer: Callable[[bool], Answer]) -> None:
        fault = self.server.api.state.faults.take(method, args)
        if fault is None:
            self._say(*answer(True))
            return
        status, body, headers = answer(fault.stored)
        fault.then()
        match fault.kind:
            case "reset":
                self._reset()
            case "status":
                self._say(fault.status, {"ok": False, "error": "internal_error"}, {})
            case "busy":
                self._say(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(int(fault.seconds))})
            case "error":
                self._say(200, {"ok": False, "error": fault.error}, {})
            case "garbage":
                self._raw(200, b"<html>Something went wrong</html>", {"Content-Type": "text/html"})
            case "hang":
                self.server.closing.wait(fault.seconds)
                self._reset()
            case "slow":
                time.sleep(fault.seconds)
                self._say(status, body, headers)

    def _upload(self, id: str, body: bytes) -> None:
        with self.server.api.state.lock:
            upload = self.server.api.state.uploads.get(id)
            found = body
            if "multipart" in (self.headers.get("Content-Type") or ""):
                found = body.partition(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0]
            if upload is None or len(found) != upload["length"]:
                self._say(400, {"ok": False}, {})
                return
            upload["bytes"] = found
        self._raw(200, f"OK - {len(found)}".encode(), {})

    def _reset(self) -> None:
        """Cut the connection as a broken network does."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _say(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self._raw(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8", **headers})

    def _raw(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the bot did not wait


def arguments(query: str, headers: Headers, body: bytes) -> dict[str, Any]:
    """A call's arguments, wherever a client puts them: query, form or JSON, with JSON inside a form."""
    given: dict[str, Any] = {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True).items()}
    if (headers.get("Content-Type") or "").startswith("application/json"):
        said = json.loads(body or b"{}")
        given |= said if isinstance(said, dict) else {}
    else:
        form = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
        given |= {name: values[-1] for name, values in form.items()}
    for name in JSON_ARGUMENTS & given.keys():
        if isinstance(given[name], str):
            try:
                given[name] = json.loads(given[name])
            except ValueError:
                given[name] = f"no JSON: {given[name][:40]}"
    return given
