"""What else the app may call: media, members, itself, its menu."""

from datetime import timedelta
from typing import Any

from tests.wecom.app import App
from tests.wecom.checks import Answer, Query, check_picture
from tests.wecom.corp import Corp, Wrong


class Office:
    """Media (doc 90253), contacts (doc 90196), the app itself (doc 90227) and its menu (doc 90231)."""

    def __init__(self, corp: Corp, app: App) -> None:
        self.corp = corp
        self.app = app

    def upload(self, query: Query, body: Any) -> Answer:
        kind, data = query.get("type", ""), body if isinstance(body, bytes) else b""
        most = {"image": 10 << 20, "voice": 2 << 20, "video": 10 << 20, "file": 20 << 20}.get(kind)
        if most is None:
            raise Wrong(40004, f"invalid media type {kind!r}")
        if not 5 < len(data) <= most:
            raise Wrong(40006 if data else 41005, f"{len(data)} bytes, more than 5 and at most {most} are possible")
        if kind == "image":
            check_picture(data)
        id = self.corp.next("MEDIA")
        self.app.media[id] = (kind, data, self.corp.clock() + timedelta(days=3))
        return {"type": kind, "media_id": id, "created_at": str(int(self.corp.clock().timestamp()))}

    def user(self, query: Query, _body: Any) -> Answer:
        person = self.corp.by_id(query.get("userid", ""))
        if person is None:
            raise Wrong(60111, "userid not found")
        if not person.in_range:
            raise Wrong(60011, "no privilege to access/modify contact/party/agent")
        # Since 2022-06-20 without avatar, gender, mobile, e-mail (doc 90196).
        return {"userid": person.id, "name": person.name, "department": [1], "status": 1}

    def users(self, _query: Query, _body: Any) -> Answer:
        return {"dept_user": [{"userid": id, "department": 1} for id in self.corp.people]}

    def agent(self, query: Query, _body: Any) -> Answer:
        if query.get("agentid") != str(self.app.agent_id):
            raise Wrong(40056, "invalid agentid")
        allowed = [{"userid": person.id} for person in self.corp.people.values() if person.in_range]
        return {"agentid": self.app.agent_id, "name": "Baton", "allow_userinfos": {"user": allowed}, "close": 0}

    def menu(self, query: Query, body: Any) -> Answer:
        if query.get("agentid") != str(self.app.agent_id):
            raise Wrong(40056, "invalid agentid")
        buttons = body.get("button") or []
        if not 1 <= len(buttons) <= 3:
            raise Wrong(40017, "a menu has one to three buttons")
        for button in buttons:
            parts = button.get("sub_button") or [button]
            if len(parts) > 5:
                raise Wrong(40023, "a menu's button has at most five entries")
            if len(str(button.get("name") or "").encode()) > 16 or not button.get("name"):
                raise Wrong(40018, "a button's name has 1 to 16 bytes")
            if any(part.get("type") == "click" and len(str(part.get("key")).encode()) > 128 for part in parts):
                raise Wrong(40019, "a key has at most 128 bytes")
        self.app.menu = body
        return {}
