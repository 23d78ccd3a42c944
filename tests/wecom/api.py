"""The HTTP API under /cgi-bin/: every answer is JSON with errcode and errmsg (doc 90313), status 200."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.wecom.app import App, Messages, Token
from tests.wecom.checks import Answer, Query
from tests.wecom.corp import HOUR, Corp, Wrong
from tests.wecom.office import Office
from tests.wecom.webhooks import Webhooks

TOKEN_SECONDS = 7200
WRONG_SECRETS = 20  # how many are borne before the caller is shut out is not documented


@dataclass(frozen=True)
class Call:
    """One call as it reached the platform."""

    path: str
    at: datetime
    body: Any
    errcode: int


class Api:
    """Answers calls; `calls` keeps each of them in order."""

    def __init__(self, corp: Corp, app: App, active_reply: Callable[[str, Any], None]) -> None:
        self.corp = corp
        self.app = app
        self.calls: list[Call] = []
        self.messages = Messages(corp, app)
        self._active_reply = active_reply
        office = Office(corp, app)
        webhooks = Webhooks(corp, office.upload)
        self._wrong_secrets: list[datetime] = []
        self._open: dict[str, Callable[[Query, Any], Answer]] = {
            "gettoken": self._gettoken,
            "webhook/send": webhooks.send,
            "webhook/upload_media": webhooks.upload,
            "aibot/response": self._response,
        }
        self._with_token: dict[str, Callable[[Query, Any], Answer]] = {
            "message/send": self.messages.send,
            "message/update_template_card": self.messages.update,
            "message/recall": self.messages.recall,
            "media/upload": office.upload,
            "user/get": office.user,
            "user/list_id": office.users,
            "agent/get": office.agent,
            "menu/create": office.menu,
            "getcallbackip": lambda _query, _body: {"ip_list": ["127.0.0.1"]},
            "get_api_domain_ip": lambda _query, _body: {"ip_list": ["127.0.0.1"]},
        }

    def call(self, path: str, query: Query, body: Any, *, fault: int | None = None) -> Answer:
        """Answer one call."""
        with self.corp.news:
            try:
                if fault is not None:
                    raise Wrong(fault, "as told")
                answer = {"errcode": 0, "errmsg": "ok"} | self._answer(path, query, body)
            except Wrong as wrong:
                self.corp.refuse(path, wrong.code, wrong.why)
                answer = {"errcode": wrong.code, "errmsg": wrong.why}
            self.calls.append(Call(path, self.corp.clock(), body, answer["errcode"]))
            self.corp.news.notify_all()
            return answer

    def _answer(self, path: str, query: Query, body: Any) -> Answer:
        if path in self._open:
            return self._open[path](query, body)
        if path not in self._with_token:
            raise Wrong(40066, "invalid url")
        self._check_token(query)
        return self._with_token[path](query, body)

    def _gettoken(self, query: Query, _body: Any) -> Answer:
        """One token per app, the same until it ends (doc 91039)."""
        now = self.corp.clock()
        self._wrong_secrets = [at for at in self._wrong_secrets if at > now - HOUR]
        if len(self._wrong_secrets) > WRONG_SECRETS:
            raise Wrong(45009, "api freq out of limit")
        if query.get("corpid") != self.corp.id:
            raise Wrong(40013, "invalid corpid")
        if query.get("corpsecret") != self.app.secret:
            self._wrong_secrets.append(now)
            raise Wrong(40001, "invalid credential")
        token = self.app.token
        if token is None or token.until <= now:
            if token is not None:
                self.app.gone[token.value] = 42001
            value = self.corp.next("token-") + secrets.token_urlsafe(40)
            token = self.app.token = Token(value, now + timedelta(seconds=TOKEN_SECONDS))
        return {"access_token": token.value, "expires_in": int((token.until - now).total_seconds())}

    def _check_token(self, query: Query) -> None:
        value, token = query.get("access_token", ""), self.app.token
        if not value:
            raise Wrong(41001, "access_token missing")
        if value in self.app.gone:
            raise Wrong(self.app.gone[value], "access_token expired")
        if token is None or value != token.value:
            raise Wrong(40014, "invalid access_token")
        if token.until <= self.corp.clock():
            raise Wrong(42001, "access_token expired")
        if not self.app.trusted:
            raise Wrong(60020, "not allow to access from your ip, from ip: 127.0.0.1")

    def _response(self, query: Query, body: Any) -> Answer:
        self._active_reply(query.get("response_code", ""), body)
        return {}
