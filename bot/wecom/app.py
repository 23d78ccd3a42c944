"""Says things to persons in the chat of the company's own app: developer.work.weixin.qq.com/document/path/90236."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.cards import Card, parse, title_text
from bot.fitting import shorten
from bot.phrases import Phrases
from bot.platform import CannotPost, Limit, Receipt
from bot.vault import Vault
from bot.wecom import pace
from bot.wecom.api import Api
from bot.wecom.keys import is_word
from bot.wecom.markdown import APP as MARKDOWN
from bot.wecom.markdown import missing_of, text_of, together
from bot.wecom.reading import APP
from bot.wecom.templatecards import APP_WIDTHS, LONGEST_LABEL, card_of, notice_of, shows, task_of
from storage import inspection
from storage.outbox import Heard
from storage.sending import Post
from storage.store import Store
from templates.words import Templates

# WeCom compares what is said with what was, for four hours at most, and only where it was told to the first time.
SHORTEST_MEMORY, LONGEST_MEMORY = 10, 14_400
# Taken without an error, and yet this person gets nothing.
MISSED = {"invaliduser": "wecom_range", "unlicenseduser": "wecom_licence"}
# A post's number in letters nobody sees, so that an equal answer to another question is no copy of the first.
UNSEEN = ("\u200b", "\u200c", "\u2060", "\u2063")
MARK_LETTERS = 6
FITTING = replace(MARKDOWN, most_bytes=MARKDOWN.most_bytes - MARK_LETTERS * len(UNSEEN[0].encode()))
CODE_LIVES = timedelta(hours=71)
# Changing a card takes a code that works once: a spent one is refused as a wrong argument.
SPENT = "errcode "
TASK_USED = "errcode 40058"


class WeComApp:
    """Posts to one person at a time; a card is changed where its code still works."""

    door = APP
    edits = True

    def __init__(
        self, api: Api, corp: str, agent: int, store: Store, vault: Vault, *, clock: Callable[[], datetime]
    ) -> None:
        self._api = api
        self._corp = corp
        self._all = f"wecom-app:{corp}"
        self._agent = agent
        self._store = store
        self._vault = vault
        self._clock = clock
        self._templates = Templates()
        self._people = 1
        self._counted: datetime | None = None

    def limits(self, post: Post) -> Sequence[Limit]:
        """Return what one member may hear, and all of them in a day."""
        if post.edits is not None:
            return (pace.of_edits(self._all),)
        one = pace.of_one(f"{self._all}:{post.user}", post, self._clock())
        return (one, pace.of_all(self._all, self._accounts()))

    def post(self, post: Post, card: Card) -> Receipt:
        """Say a card, or change one that was said; raise CannotPost when it cannot be said."""
        if post.edits is not None:
            self._change(post, card, str(post.edits_message))
            return Receipt()
        if post.user is None:
            raise CannotPost("nobody there", arrived=False, final=True, cure="gone")
        code = self._code_of(post)
        if code and self._fits(post, card) and self._change(post, card, code):
            return Receipt()
        try:
            answer = self._api.call("message/send", {**self._said(post, card), **self._again(post)}, key=self._all)
        except CannotPost as failure:
            if post.doubtful and failure.why == TASK_USED:
                return Receipt()  # it had arrived: its card's task_id is known there
            raise
        for missed, cure in MISSED.items():
            if answer.get(missed):
                raise CannotPost(missed, arrived=False, final=True, cure=cure)
        changes_by = answer.get("response_code")
        return Receipt(changes_by if is_word(changes_by) else None)

    def look_up(self, post: Post) -> Receipt | None:
        """WeCom lets nobody look; a second copy is refused by its own check for copies."""
        return None

    def missing(self, said: Heard) -> int:
        """Return how many lines of what was said did not fit."""
        card = parse(said.text)
        if card_of(card, task_id="", widths=APP_WIDTHS) is not None:
            return 0
        return missing_of(card, FITTING, Phrases(self._templates, said.language))

    def together(self, post: Post, cards: Sequence[Card]) -> Card | None:
        """Return several cards as one message, where one holds them."""
        return together(cards, MARKDOWN, Phrases(self._templates, post.language))

    def used(self, db: Connection, now: datetime) -> Mapping[str, float]:
        """Return how much of what WeCom bears is used."""
        return pace.used(db, self.door, now)

    def _said(self, post: Post, card: Card) -> dict[str, Any]:
        to = {"touser": post.user, "agentid": self._agent}
        shown = card_of(card, task_id=task_of(post), rev=post.rev, widths=APP_WIDTHS)
        if shown is not None:
            return {**to, "msgtype": "template_card", "template_card": shown}
        phrases = Phrases(self._templates, post.language)
        return {
            **to,
            "msgtype": "markdown",
            "markdown": {"content": _marked(post, text_of(card, FITTING, phrases, row=post.id))},
        }

    def _again(self, post: Post) -> Mapping[str, int]:
        """What may have arrived is not shown twice; another post with the same words bears another mark."""
        seconds = LONGEST_MEMORY if post.doubtful else SHORTEST_MEMORY
        return {"enable_duplicate_check": 1, "duplicate_check_interval": seconds}

    def _code_of(self, post: Post) -> str:
        """The code that came with the press this answers."""
        fresh = post.route is not None and self._clock() - post.created_at < CODE_LIVES
        return self._vault.unlock(post.route).get("response_code", "") if fresh else ""

    def _change(self, post: Post, card: Card, code: str) -> bool:
        """Show a card anew; False where its code works no more."""
        body = {"userids": [post.user], "agentid": self._agent, "response_code": code, **self._face(post, card)}
        try:
            self._api.call("message/update_template_card", body, key=self._all + pace.EDITS)
        except CannotPost as failure:
            if failure.outage or not failure.why.startswith(SPENT):
                raise
            return False
        return True

    def _face(self, post: Post, card: Card) -> dict[str, Any]:
        """What a changed card shows: all of it, or in place of its buttons what became of it."""
        task = task_of(post)
        shown = card_of(card, task_id=task, rev=post.rev, widths=APP_WIDTHS)
        if shown is None and not shows(card):
            return {"button": {"replace_name": shorten(title_text(card), LONGEST_LABEL)}}
        return {"template_card": shown or notice_of(card, task_id=task)}

    def _fits(self, post: Post, card: Card) -> bool:
        return "template_card" in self._face(post, card)

    def _accounts(self) -> int:
        """How many people of ours the app reaches, asked once an hour."""
        now = self._clock()
        if self._counted is None or now - self._counted > timedelta(hours=1):
            with self._store.read() as db:
                self._people = max(1, inspection.bound(db, door=APP, tenant=self._corp))
            self._counted = now
        return self._people


def _marked(post: Post, text: str) -> str:
    title, end, rest = text.partition("\n")
    mark = "".join(UNSEEN[post.id >> 2 * place & 3] for place in range(MARK_LETTERS))
    return f"{title}{mark}{end}{rest}"
