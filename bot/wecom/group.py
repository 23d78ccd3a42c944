"""Says things in WeCom's groups: by a group's webhook, which can call people, else by the AI bot's long connection.

developer.work.weixin.qq.com/document/path/91770 (webhook), 101463 (long connection)
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot.cards import Card
from bot.mentions import mentioned
from bot.phrases import Phrases
from bot.platform import CannotPost, Limit, Receipt
from bot.wecom.api import Http
from bot.wecom.errors import cannot
from bot.wecom.line import Declined, Unacked, Unsent, Wire
from bot.wecom.markdown import BOT as MARKDOWN
from bot.wecom.markdown import GROUP, GROUP_TABLE, has_table, text_of
from bot.wecom.reading import APP, BOT
from storage import bindings, people
from storage.sending import Post
from storage.store import Store
from templates.words import Templates

# 20 messages a minute for a webhook; 30 a minute and 1,000 an hour for a conversation of the bot's.
WEBHOOK = Limit("", timedelta(seconds=6), 10)
CONVERSATION = Limit("", timedelta(seconds=4), 14)
# The connection may be held by another process, which takes the post when it looks next.
ELSEWHERE = timedelta(seconds=2)
SINGLE, MANY = 1, 2


class WeComGroups:
    """Posts where the AI bot is, to a group or one person; nothing of it can be changed afterwards."""

    door = BOT
    edits = False

    def __init__(
        self,
        http: Http,
        webhooks: Mapping[str, str],
        wire: Wire | None,
        store: Store,
        *,
        corp: str,
        clock: Callable[[], datetime],
    ) -> None:
        """`corp` is the tenant by which the app knows people, whose names there a webhook can call."""
        self._http = http
        self._webhooks = webhooks
        self.wire = wire
        self._store = store
        self._corp = corp
        self._clock = clock
        self._templates = Templates()

    def limits(self, post: Post) -> Sequence[Limit]:
        """Return what a group's webhook or a conversation bears."""
        name = self._webhook(post)
        if name is not None:
            return (Limit(f"wecom-webhook:{name}", WEBHOOK.every, WEBHOOK.burst),)
        return (Limit(self._key(post), CONVERSATION.every, CONVERSATION.burst),)

    def post(self, post: Post, card: Card) -> Receipt:
        """Say a card; raise CannotPost when it cannot be said."""
        name = self._webhook(post)
        if name is not None:
            self._by_webhook(name, post, card)
        else:
            self._by_bot(post, card)
        return Receipt()

    def look_up(self, post: Post) -> Receipt | None:
        """WeCom lets nobody look."""
        return None

    def _by_webhook(self, name: str, post: Post, card: Card) -> None:
        phrases, called = Phrases(self._templates, post.language), self._called(card)
        if has_table(card):
            self._send(name, "markdown_v2", {"content": text_of(card, GROUP_TABLE, phrases)})
            if called:  # a table's Markdown calls nobody
                with suppress(CannotPost):  # what was to be said has been said
                    self._send(name, "text", {"content": "🏁", "mentioned_list": sorted(called.values())})
        else:
            self._send(name, "markdown", {"content": text_of(card, GROUP, phrases, called)})

    def _send(self, name: str, kind: str, part: Mapping[str, Any]) -> None:
        answer = self._http.post("webhook/send", {"key": self._webhooks[name]}, {"msgtype": kind, kind: part})
        if code := answer.get("errcode", 0):
            raise cannot(code, key=f"wecom-webhook:{name}", now=self._clock())

    def _by_bot(self, post: Post, card: Card) -> None:
        to = post.channel if post.member is None else post.user
        if to is None:
            raise CannotPost("nobody there", arrived=False, final=True, cure="gone")
        if self.wire is None:
            raise CannotPost("no way into this group", arrived=False, final=True, cure="wecom_way")
        content = text_of(card, MARKDOWN, Phrases(self._templates, post.language))
        kind = MANY if post.member is None and post.channel else SINGLE
        body = {"chatid": to, "chat_type": kind, "msgtype": "markdown", "markdown": {"content": content}}
        try:
            self.wire.call("aibot_send_msg", body)
        except Unsent:
            again = self._clock() + ELSEWHERE
            raise CannotPost("no open connection here", arrived=False, outage=True, again_at=again) from None
        except Unacked:
            raise CannotPost("no ack", arrived=True, outage=True) from None
        except Declined as declined:
            raise cannot(declined.code, key=self._key(post), now=self._clock()) from None

    def _webhook(self, post: Post) -> str | None:
        """The webhook that leads into a post's room, where we have its key; what one person may see never goes there."""
        if post.room is None or post.member is not None:
            return None
        with self._store.read() as db:
            name = people.webhook(db, workspace=post.workspace, room=post.room)
        return name if name in self._webhooks else None

    def _called(self, card: Card) -> dict[int, str]:
        ids = mentioned(card)
        if not ids or not self._corp:
            return {}
        with self._store.read() as db:
            return bindings.users(db, door=APP, tenant=self._corp, members=ids)

    def _key(self, post: Post) -> str:
        return f"wecom-bot:{post.tenant}:{post.user if post.member is not None else post.channel}"
