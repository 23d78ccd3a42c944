"""Group robots: whoever has the key may speak, nobody can answer (docs 91770, 99110)."""

from collections.abc import Callable
from typing import Any

from tests.wecom import templatecards
from tests.wecom.checks import MOST_TEXT, MOST_WEBHOOK, Answer, Query, check, picture, within
from tests.wecom.corp import MINUTE, Corp, Group, Place, Wrong


class Webhooks:
    """What group robots say."""

    def __init__(self, corp: Corp, upload: Callable[[Query, Any], Answer]) -> None:
        self.corp = corp
        self._upload = upload

    def send(self, query: Query, body: Any) -> Answer:
        """Say something in the group a key belongs to, 20 times a minute (doc 91770)."""
        group, name = self._robot(query)
        kind = body.get("msgtype")
        part = body.get(kind) if isinstance(kind, str) else None
        if not isinstance(part, dict):
            raise Wrong(40008, f"invalid message type {kind!r}")
        what: dict[str, Any] = {"client": "webhook"}
        match kind:
            case "text":
                what |= {"text": within(part, MOST_TEXT), "called": self._called(part, group), "client": "text"}
            case "markdown":
                what["text"] = within(part, MOST_WEBHOOK)
            case "markdown_v2":
                what |= {"text": within(part, MOST_WEBHOOK), "client": "webhook_v2"}
            case "image":
                what["picture"] = picture(part)
            case "news":
                articles = part.get("articles") or []
                if not 1 <= len(articles) <= 8 or not all(a.get("title") and a.get("url") for a in articles):
                    raise Wrong(40058, "news needs one to eight articles with title and url")
                what["text"] = "\n".join(article["title"] for article in articles)
            case "template_card":
                check(templatecards.problem(part, allowed=templatecards.NOTICES))
                what["card"] = part
            case _:
                raise Wrong(40008, f"invalid message type {kind!r}")
        if not self.corp.windows.take(("webhook", query["key"]), self.corp.clock(), (20, MINUTE)):
            raise Wrong(45009, "api freq out of limit")
        self.corp.say(Place("group", group.id), f"webhook:{name}", **what)
        return {}

    def _robot(self, query: Query) -> tuple[Group, str]:
        key = query.get("key", "")
        for group in self.corp.groups.values():
            for name, known in group.webhooks.items():
                if key and key == known:
                    return group, name
        raise Wrong(93000, "invalid webhook url")

    def _called(self, part: Any, group: Group) -> frozenset[str]:
        """Only the list calls people; an @ in the text is just a character."""
        listed = [str(id).casefold() for id in part.get("mentioned_list") or []]
        return frozenset(id for id in group.members if "@all" in listed or id.casefold() in listed)

    def upload(self, query: Query, body: Any) -> Answer:
        self._robot(query)
        if query.get("type") not in ("file", "voice"):
            raise Wrong(40004, "invalid media type")
        return self._upload(query, body)
