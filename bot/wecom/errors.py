"""Why WeCom did not take a call, by its error code alone: developer.work.weixin.qq.com/document/path/90313."""

from datetime import datetime, timedelta

import httpx2

from bot.platform import CannotPost

# The token died: a new one is fetched, once.
STALE = (40001, 40014, 42001)
BUSY = (-1, 45033)
OFTEN = 45009
# It says neither for how long: a minute, an hour, a day. We ask again after a while, and nothing is lost meanwhile.
OFTEN_REST = timedelta(minutes=5)
# Somebody must set something right; until then nothing goes out, and nothing is lost. It is asked again within a minute:
# so long WeCom itself takes until it heeds what was set.
SETTINGS_REST = timedelta(seconds=50)
SETTINGS = (40013, 40056, 48002, 50001, 60020, 301002, 853000)
# What helps, as the template `_cure` knows it.
CURES = {
    **dict.fromkeys((40001, 40013, 40014, 40056, 41001, 42001), "wecom_ids"),
    60020: "wecom_address",
    **dict.fromkeys((48002, 50001, 301002), "wecom_rights"),
    **dict.fromkeys((40003, 60011, 60111, 81013, 82001, 86001, 86003), "wecom_range"),
    **dict.fromkeys((93000, 93004, 93008), "wecom_webhook"),
    **dict.fromkeys((93006, 93019, 853000), "wecom_bot"),
}
# This one will never arrive: nobody is there, or what we wrote cannot be shown.
GONE = (40003, 60011, 60111, 81013, 82001, 93000, 93004, 93006, 93008, 93019, 86001, 86003, 86008)
FAULT = (40008, 40058, 40063, 45002, *range(42027, 42052))


def cannot(code: int, *, key: str, now: datetime) -> CannotPost:
    """Return what the sender needs to know of a refused call; too many calls stop `key`."""
    why = f"errcode {code}"
    if code == OFTEN:
        return CannotPost(why, arrived=False, outage=True, again_at=now + OFTEN_REST, stop=key)
    if code in BUSY:
        return CannotPost(why, arrived=True, outage=True)
    if code in SETTINGS or code in STALE:
        return CannotPost(why, arrived=False, outage=True, again_at=now + SETTINGS_REST, cure=CURES.get(code, ""))
    cure = "fault" if code in FAULT else CURES.get(code, "")
    return CannotPost(why, arrived=False, final=code in GONE or code in FAULT, cure=cure)


def lost(error: Exception) -> CannotPost:
    """Return a call whose answer never came; the error's own text would name the address and its secrets."""
    never_left = isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout)
    return CannotPost(type(error).__name__, arrived=not never_left, outage=True)
