"""What leaves in one message: one post mostly, and several of one lane where a limit would keep them back."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import takewhile

from sqlalchemy import Connection

from bot.bounds import spent
from bot.cards import Card, parse
from bot.platform import CannotPost, Limit, Paced, Platform
from storage import sending
from storage.sending import ONCE, Post

MOST = 50

# Posts of one lane, each with its final words.
Parcel = Sequence[tuple[Post, str]]


def behind(db: Connection, platform: Platform, first: Post, bounds: Sequence[Limit], now: datetime) -> list[Post]:
    """Return what may leave with the first of its lane: what a limit would keep back, or left with it before."""
    if not isinstance(platform, Paced) or not joins(first, first):
        return []
    if not first.doubtful and not spent(db, bounds, now):
        return []
    return list(takewhile(partial(joins, first), sending.behind(db, first, most=MOST)))


def joins(first: Post, post: Post) -> bool:
    """Return whether a post may leave with the first of its lane.

    What stays to be changed, or came with a way of its own to answer it, leaves alone; so does what failed before. What
    left together and perhaps arrived goes together again, so that the platform can tell the copy.
    """
    if post.edits is not None or post.route is not None or post.kind == "card":
        return False
    if post.doubtful != first.doubtful or (post.kind in ONCE) != (first.kind in ONCE):
        return False
    return post.doubtful or post.tries == 0


def parcel(platform: Platform, waiting: Parcel) -> Parcel:
    """Return as many of these as one message shows whole; the first of them in any case."""
    if len(waiting) == 1 or not isinstance(platform, Paced):
        return waiting
    (post, text), *others = waiting
    cards = [parse(text)]
    for _, words in others:
        cards.append(parse(words))
        if platform.together(post, cards) is None:
            return waiting[: len(cards) - 1]
    return waiting


def card_of(platform: Platform, sent: Parcel) -> Card:
    """Return what is shown."""
    (post, text), *others = sent
    card = parse(text)
    if not others or not isinstance(platform, Paced):
        return card
    whole = platform.together(post, [card, *(parse(words) for _, words in others)])
    if whole is None:  # its room got another webhook this moment
        raise CannotPost("too long together", arrived=False)
    return whole


def of_each(failure: CannotPost) -> CannotPost:
    """Return what a failure of several posts means for each: what cannot be shown together is tried alone."""
    if failure.cure != "fault":
        return failure
    return CannotPost(failure.why, arrived=failure.arrived)
