"""Says things in Slack: in rooms and threads, to one person, and in place of what was said before."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.cards import Card
from bot.platform import CannotPost, Limit, Receipt
from bot.slack import api
from bot.slack.drawing import Drawing
from bot.slack.errors import cannot, code_of, removed, resting
from bot.slack.payload import DOOR
from bot.slack.pictures import Pictures
from bot.slack.richtext import Json
from bot.vault import Vault
from storage import sending
from storage.sending import Post
from storage.store import Store
from templates.words import Templates

# docs.slack.dev, rate limits: a message a second and channel; tiers count calls a minute for a method and workspace.
PER_PLACE = timedelta(seconds=1)
METHODS = {
    "chat.postMessage": (timedelta(milliseconds=250), 40),
    "chat.postEphemeral": (timedelta(milliseconds=800), 20),
    "chat.update": (timedelta(milliseconds=1500), 10),
}
URL_LIVES = timedelta(minutes=29)
LOOKED_AT = 100
EVENT = "baton_post"

ELSEWHERE = ("not_in_channel", "channel_not_found", "is_archived", "user_not_in_channel", "cannot_reply_to_message")
GONE = ("message_not_found", "cant_update_message", "edit_window_closed")
UNDRAWN = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long")
# Nothing in the text of ours is an address or a name for Slack to find.
LITERAL = {"parse": "none", "link_names": False}
QUIET = {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}

log = structlog.get_logger()


class Slack:
    """Posts to every Slack workspace we are in; `web` gives its client, or None where we are not."""

    door = DOOR
    edits = True

    def __init__(
        self, web: Callable[[str], WebClient | None], store: Store, vault: Vault, *, clock: Callable[[], datetime]
    ) -> None:
        self._web = web
        self._store = store
        self._vault = vault
        self._clock = clock
        self._drawing = Drawing(Templates(), store)
        self._pictures = Pictures()

    def limits(self, post: Post) -> Sequence[Limit]:
        """Return the place's second and the method's minute."""
        place, method = _keys(post)
        every, burst = METHODS[_method(post)]
        often = Limit(method, every, burst)
        if post.edits is not None:
            return (often,)
        # Each picture follows as a message more; what people typed is escaped, so that none of it looks like one.
        return (Limit(place, PER_PLACE * (1 + post.text.count("![")), burst=1), often)

    def post(self, post: Post, card: Card) -> Receipt:
        """Say a card, or show an edited one; raise CannotPost when it cannot be said."""
        web = self._client(post)
        said = self._drawing.message(card, tenant=post.tenant, language=post.language)
        try:
            if post.edits is not None:
                return self._edit(web, post, said)
            if _is_aside(post):
                return self._aside(web, post, said)
            answer = self._say(web, post, said)
        except CannotPost:
            raise
        except Exception as error:  # the SDK hands on whatever urllib raises
            place, method = _keys(post)
            raise cannot(error, key=place if post.edits is None else method, now=self._clock()) from error
        if answer is None:
            return Receipt()
        channel, ts = str(answer["channel"]), str(answer["ts"])
        self._pictures.share(web, card, channel=channel, thread=post.thread_message or ts)
        return _receipt(post, channel, ts)

    def look_up(self, post: Post) -> Receipt | None:
        """Return the receipt of a post that may have arrived, where the workspace lets us read what was said there."""
        place = None if _is_aside(post) else self._channel(post)
        if place is None:
            return None
        try:
            found = self._said_in(self._client(post), post, place)
        except CannotPost:
            raise
        except Exception as error:  # nothing was said this time; the sender remembers that it may have been before
            if isinstance(error, SlackApiError) and code_of(error) in ("missing_scope", *ELSEWHERE):
                return None
            raise cannot(error, key=f"slack:{post.tenant}:conversations.history", now=self._clock()) from error
        return next((_receipt(post, place, str(one["ts"])) for one in found if _key(one) == post.key), None)

    def _client(self, post: Post) -> WebClient:
        web = self._web(post.tenant)
        if web is None:
            raise removed("not installed")
        return web

    def _say(self, web: WebClient, post: Post, said: Json) -> SlackResponse | None:
        """Post to a room, or to a person, whose direct message Slack opens by itself; None where it went elsewhere."""
        to = post.channel if _is_public(post) else post.user
        if to is None:
            raise CannotPost("nobody there", arrived=False, final=True, cure="gone")
        thread: Json = {}
        if _is_public(post) and post.thread_message is not None:
            thread = {"thread_ts": post.thread_message, "reply_broadcast": post.milestone}
        metadata = {"event_type": EVENT, "event_payload": {"key": post.key}}
        try:
            return _drawn(web.chat_postMessage, said, channel=to, metadata=metadata, **thread, **LITERAL, **QUIET)
        except SlackApiError as error:
            code = code_of(error)
            if code == "cannot_reply_to_message" and thread:  # somebody deleted what the thread stands under
                return _drawn(web.chat_postMessage, said, channel=to, metadata=metadata, **LITERAL, **QUIET)
            if code in ELSEWHERE and self._responded(post, said, "in_channel"):
                return None
            raise

    def _aside(self, web: WebClient, post: Post, said: Json) -> Receipt:
        """Tell one person in a room; where that cannot be, in their direct message."""
        if self._responded(post, said, "ephemeral"):
            return Receipt()
        thread = {} if post.thread_message is None else {"thread_ts": post.thread_message}
        try:
            _drawn(web.chat_postEphemeral, said, channel=post.channel, user=post.user, **thread, **LITERAL)
        except SlackApiError as error:
            if code_of(error) not in ELSEWHERE:
                raise
            answer = _drawn(web.chat_postMessage, said, channel=post.user, **LITERAL, **QUIET)
            log.info("said directly instead", post=post.key, why=code_of(error), at=answer["ts"])
        return Receipt()

    def _edit(self, web: WebClient, post: Post, said: Json) -> Receipt:
        """Show a post anew; one that somebody deleted needs no new face."""
        channel, ts = _place(post, str(post.edits_message))
        try:
            _drawn(web.chat_update, said, channel=channel, ts=ts, **LITERAL)
        except SlackApiError as error:
            if code_of(error) not in GONE:
                raise
        return Receipt()

    def _responded(self, post: Post, said: Json, kind: str) -> bool:
        """Answer by the address that came with the question, as long as it works."""
        url = self._vault.unlock(post.route).get("response_url") if post.route else None
        if url is None or self._clock() - post.created_at > URL_LIVES:
            return False
        answer = api.hook(url).send_dict({**said, "response_type": kind, "replace_original": False})
        if answer.status_code == 429:
            raise resting(answer.headers, key=_keys(post)[0], now=self._clock())
        if answer.status_code >= 500:
            raise CannotPost(f"HTTP {answer.status_code}", arrived=True, outage=True)
        return answer.status_code == 200

    def _channel(self, post: Post) -> str | None:
        """Where a post goes; a direct message's id is known from what was said there before."""
        if _is_public(post):
            return post.channel
        with self._store.read() as db:
            known = sending.before(db, post)
        return None if known is None or ":" not in known else known.partition(":")[0]

    def _said_in(self, web: WebClient, post: Post, place: str) -> list[Json]:
        about: Json = {"channel": place, "limit": LOOKED_AT, "include_all_metadata": True}
        about["oldest"] = str(int(post.created_at.timestamp()) - 1)
        if _is_public(post) and post.thread_message is not None:
            return list(web.conversations_replies(ts=post.thread_message, **about)["messages"])
        return list(web.conversations_history(**about)["messages"])


def _is_public(post: Post) -> bool:
    return post.channel is not None and post.member is None


def _is_aside(post: Post) -> bool:
    """Whether only one person in a room sees it; what will be drawn anew cannot be, for Slack forgets such posts."""
    return post.channel is not None and post.user is not None and not _is_public(post) and post.kind != "card"


def _method(post: Post) -> str:
    if post.edits is not None:
        return "chat.update"
    return "chat.postEphemeral" if _is_aside(post) else "chat.postMessage"


def _keys(post: Post) -> tuple[str, str]:
    """What is limited: the place, and the method in its workspace."""
    where = post.channel if _is_public(post) else f"{post.channel}:{post.user}" if _is_aside(post) else post.user
    return f"slack:{post.tenant}:{where}", f"slack:{post.tenant}:{_method(post)}"


def _receipt(post: Post, channel: str, ts: str) -> Receipt:
    """A room's posts are known by their time alone, as threads are; elsewhere the place is kept along."""
    return Receipt(ts if _is_public(post) else f"{channel}:{ts}")


def _place(post: Post, known: str) -> tuple[str, str]:
    channel, colon, ts = known.partition(":")
    return (channel, ts) if colon else (str(post.channel), known)


def _key(said: Json) -> str | None:
    found: Any = said.get("metadata") or {}
    payload = found.get("event_payload") or {}
    return payload.get("key") if found.get("event_type") == EVENT else None


def _drawn(call: Callable[..., SlackResponse], said: Json, **about: Any) -> SlackResponse:
    """Say text and blocks; where Slack refuses our blocks, the text, which holds all of it."""
    try:
        return call(**said, **about)
    except SlackApiError as error:
        if code_of(error) not in UNDRAWN:
            raise
        log.error("blocks refused", why=code_of(error), blocks=[block["type"] for block in said["blocks"]])
    return call(text=said["text"], **about)
