"""What becomes of a post that its platform did not take: when it is tried again, and when no more."""

import random
from datetime import datetime, timedelta

from bot.platform import CannotPost
from storage.sending import ONCE, Mark, Post

TRIES = 12
LONGEST_WAIT = timedelta(minutes=15)
# A platform that is away so long will not come back for this.
OUTAGE_FOR = timedelta(days=7)


def failed(post: Post, failure: CannotPost, now: datetime) -> Mark:
    """Return what becomes of a post now that this happened to it."""
    if failure.arrived and post.kind in ONCE:
        return Mark(post.id, post.rev, "unknown", error=failure.why)
    if failure.final or _hopeless(post, failure, now):
        return Mark(post.id, post.rev, "dead", error=failure.why, cure=failure.cure)
    return Mark(
        post.id,
        post.rev,
        "waiting",
        error=failure.why,
        next_try=failure.again_at or now + _pause(post, failure),
        held=failure.again_at is not None,
        doubtful=failure.arrived or post.doubtful,
        outage=failure.outage,
        stop=failure.stop,
        cure=failure.cure if failure.outage else "",
    )


def _hopeless(post: Post, failure: CannotPost, now: datetime) -> bool:
    """An outage is not the post's fault: it waits for days; whatever else fails has so many tries."""
    return now - post.created_at > OUTAGE_FOR if failure.outage else post.tries + 1 >= TRIES


def _pause(post: Post, failure: CannotPost) -> timedelta:
    """Ever longer, and what may have arrived more patiently: each try of it may be one more copy."""
    base, before = 4 if failure.arrived else 2, min(post.tries + post.outages, 20)
    return min(timedelta(seconds=base**before), LONGEST_WAIT) * random.uniform(0.7, 1.3)  # noqa: S311  # jitter
