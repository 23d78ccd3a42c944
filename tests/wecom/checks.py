"""Checks that several calls share."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from tests.wecom.corp import Wrong

MOST_TEXT, MOST_WEBHOOK = 2048, 4096
# The number for a used or old code is not documented; ours is one no list has.
SPENT = 99999

Answer = dict[str, Any]
Query = Mapping[str, str]


def filled(part: Any) -> str:
    """Return the words, which must be there."""
    content = part.get("content")
    if not isinstance(content, str) or not content:
        raise Wrong(44004, "text content empty")
    return content


def within(part: Any, most: int) -> str:
    """Return the words, which must be within so many bytes."""
    content = filled(part)
    if len(content.encode()) > most:
        raise Wrong(40058, f"content exceeds max length: {len(content.encode())} bytes, at most {most}")
    return content


def check(found: tuple[int, str] | None) -> None:
    """Refuse a card that has a problem."""
    if found is not None:
        raise Wrong(*found)


def picture(part: Any) -> bytes:
    """Return the picture in a base64 body, whose MD5 must fit."""
    try:
        data = base64.b64decode(part.get("base64") or "", validate=True)
    except ValueError as error:
        raise Wrong(40009, "invalid image") from error
    if not data or len(data) > 2 << 20:
        raise Wrong(40009, f"a picture of {len(data)} bytes, at most 2 MB are possible")
    check_picture(data)
    if hashlib.md5(data).hexdigest() != part.get("md5"):
        raise Wrong(301019, "media md5 not match")
    return data


def check_picture(data: bytes) -> None:
    """Refuse what is neither PNG nor JPG."""
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise Wrong(40009, "neither PNG nor JPG")
