"""Says things in WeCom's groups: by a group's webhook, which can call people, else by the AI bot's long connection.

developer.work.weixin.qq.com/document/path/91770 (webhook), 101463 (long connection)
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Connection

from bot.cards import Card, parse
from bot.mentions import mentioned
from bot.phrases import Phrases
from bot.platform import CannotPost, Limit, Receipt
from bot.vault import Vault
from bot.wecom import pace
from bot.wecom.api import Http
from bot.wecom.errors import cannot
from bot.wecom.line import RESPOND, Declined, Unacked, Unsent, Wire
from bot.wecom.markdown import BOT as MARKDOWN
from bot.wecom.markdown import GROUP, GROUP_WIDE, is_wide, missing_of, text_of, together
from bot.wecom.reading import APP, BOT
from bot.wecom.templatecards import card_of, task_of
from storage import bindings, webhooks
from storage.outbox import Heard
from storage.sending import Post
from storage.store import Store
from templates.words import Templates

# The connection may be held by another process, which takes the post when it looks next.
ELSEWHERE = timedelta(seconds=2)
SINGLE, MANY = 1, 2
# The bot is not in this chat: of one person, that they never opened its direct chat.
NO_CHAT = 93006
# An hour and a day in truth.
URL_LIVES = timedelta(minutes=55)
REQUEST_LIVES = timedelta(hours=23)


@dataclass(frozen=True, slots=True)
class Robot:
    """A group's webhook: the name of its limit, and the key that is the whole right to speak there."""

    limit: str
    key: str = field(repr=False)


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
        vault: Vault,
        *,
        corp: str,
        clock: Callable[[], datetime],
    ) -> None:
        """`corp` is the tenant by which the app knows people, whose names there a webhook can call."""
        self._http = http
        self._webhooks = webhooks
        self.wire = wire
        self._store = store
        self._vault = vault
        self._corp = corp
        self._clock = clock
        self._templates = Templates()

    def limits(self, post: Post) -> Sequence[Limit]:
        """Return what a group's webhook or a conversation bears."""
        robot = None if post.route is not None else self._robot(post)
        if robot is not None:
            limit = pace.of_webhook(robot.limit, post, self._clock())
            card = parse(post.text)
            return (limit, limit) if is_wide(card) and self._called(card) else (limit,)
        return (pace.of_one(self._key(post), post, self._clock()),)

    def post(self, post: Post, card: Card) -> Receipt:
        """Say a card; raise CannotPost when it cannot be said."""
        robot = self._robot(post)
        if self._by_route(post, card):
            return Receipt()
        if robot is not None:
            self._by_webhook(robot, post, card)
        else:
            self._by_bot(post, card)
        return Receipt()

    def look_up(self, post: Post) -> Receipt | None:
        """WeCom lets nobody look."""
        return None

    def missing(self, said: Heard) -> int:
        """Return how many lines of what was said did not fit: an answer is the bot's own, all else a webhook's."""
        card, phrases = parse(said.text), Phrases(self._templates, said.language, aloud=said.room is not None)
        if said.webhook is not None and said.kind != "answer":
            return missing_of(card, GROUP_WIDE if is_wide(card) else GROUP, phrases)
        return 0 if card_of(card, task_id="") is not None else missing_of(card, MARKDOWN, phrases)

    def together(self, post: Post, cards: Sequence[Card]) -> Card | None:
        """Return several cards as one message, where one holds them."""
        phrases = self._phrases(post)
        if self._robot(post) is None:
            return together(cards, MARKDOWN, phrases)
        called = {id: user for card in cards for id, user in self._called(card).items()}
        if not any(map(is_wide, cards)):
            return together(cards, GROUP, phrases, called)
        # A table with people to call is two messages: it was counted as such, alone.
        return None if called else together(cards, GROUP_WIDE, phrases)

    def used(self, db: Connection, now: datetime) -> Mapping[str, float]:
        """Return how much of what WeCom bears is used."""
        return pace.used(db, self.door, now)

    def _by_webhook(self, robot: Robot, post: Post, card: Card) -> None:
        phrases, called = self._phrases(post), self._called(card)
        if is_wide(card):
            self._send(robot, "markdown_v2", {"content": text_of(card, GROUP_WIDE, phrases, row=post.id)})
            if called:  # a table's Markdown calls nobody
                with suppress(CannotPost):  # what was to be said has been said
                    self._send(robot, "text", {"content": "🏁", "mentioned_list": sorted(called.values())})
        else:
            self._send(robot, "markdown", {"content": text_of(card, GROUP, phrases, called, row=post.id)})

    def _send(self, robot: Robot, kind: str, part: Mapping[str, Any]) -> None:
        answer = self._http.post("webhook/send", {"key": robot.key}, {"msgtype": kind, kind: part})
        if code := answer.get("errcode", 0):
            raise cannot(code, key=robot.limit, now=self._clock())

    def _by_route(self, post: Post, card: Card) -> bool:
        """Answer by what the delivery gave; False where it gave nothing that is still good."""
        if post.route is None or (post.room is not None and post.member is not None):
            return False  # what one person may see is not said where all read along
        route = self._vault.unlock(post.route)
        age = self._clock() - post.created_at
        if url := route.get("response_url") if age < URL_LIVES else None:
            return self._by_url(url, post, self._shown(post, card))
        if self.wire is None or route.get("kind") != "message" or "req_id" not in route or age > REQUEST_LIVES:
            return False
        try:
            self._ask(RESPOND["message"], self._shown(post, card), post, req_id=route["req_id"])
        except CannotPost as failure:
            if failure.outage:
                raise
            return False
        return True

    def _by_url(self, url: str, post: Post, body: Mapping[str, Any]) -> bool:
        split = urlsplit(url)
        answer = self._http.post(split.path.removeprefix("/cgi-bin/"), dict(parse_qsl(split.query)), body)
        if code := answer.get("errcode", 0):
            failure = cannot(code, key=self._key(post), now=self._clock())
            if failure.outage:
                raise failure
            # The address is good once: refused for what may have arrived, it was us who used it.
            return post.doubtful
        return True

    def _by_bot(self, post: Post, card: Card) -> None:
        to = post.channel if post.member is None else post.user
        if to is None:
            raise CannotPost("nobody there", arrived=False, final=True, cure="gone")
        if self.wire is None:
            raise CannotPost("no way into this chat", arrived=False, final=True, cure="wecom_way")
        many = post.member is None and post.channel is not None
        # Whether a group takes a card that answers nothing is not sure; one person's chat does.
        body = self._written(post, card) if many else self._shown(post, card)
        self._ask("aibot_send_msg", {"chatid": to, "chat_type": MANY if many else SINGLE, **body}, post)

    def _ask(self, cmd: str, body: Mapping[str, Any], post: Post, *, req_id: str = "") -> None:
        assert self.wire is not None
        try:
            self.wire.call(cmd, body, req_id=req_id)
        except Unsent:
            again = self._clock() + ELSEWHERE
            raise CannotPost("no open connection here", arrived=False, outage=True, again_at=again) from None
        except Unacked:
            raise CannotPost("no ack", arrived=True, outage=True) from None
        except Declined as declined:
            failure = cannot(declined.code, key=self._key(post), now=self._clock())
            if declined.code == NO_CHAT and post.member is not None:
                failure.cure = "wecom_chat"
            raise failure from None

    def _shown(self, post: Post, card: Card) -> dict[str, Any]:
        shown = card_of(card, task_id=task_of(post), rev=post.rev)
        return {"msgtype": "template_card", "template_card": shown} if shown else self._written(post, card)

    def _written(self, post: Post, card: Card) -> dict[str, Any]:
        content = text_of(card, MARKDOWN, self._phrases(post), row=post.id)
        return {"msgtype": "markdown", "markdown": {"content": content}}

    def _phrases(self, post: Post) -> Phrases:
        return Phrases(self._templates, post.language, aloud=post.member is None and post.channel is not None)

    def _robot(self, post: Post) -> Robot | None:
        """The webhook that leads into a post's room, where we have its key; what one person may see never goes there."""
        if post.room is None or post.member is not None:
            return None
        with self._store.read() as db:
            found = webhooks.of_room(db, workspace=post.workspace, room=post.room)
        if found is None:
            return None
        name, sealed = found
        key = self._webhooks.get(name) or self._vault.unlock(sealed).get("key")
        return None if key is None else Robot(f"wecom-webhook:{post.workspace}:{name}", key)

    def _called(self, card: Card) -> dict[int, str]:
        ids = mentioned(card)
        if not ids or not self._corp:
            return {}
        with self._store.read() as db:
            return bindings.users(db, door=APP, tenant=self._corp, members=ids)

    def _key(self, post: Post) -> str:
        return f"wecom-bot:{post.tenant}:{post.user if post.member is not None else post.channel}"
