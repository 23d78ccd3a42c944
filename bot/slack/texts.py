"""Slack's way of writing what people typed, as they typed it."""

import re
from collections.abc import Callable

from sales.clean import clean_text

# https://docs.slack.dev/messaging/formatting-message-text: three characters are escaped, and <…> holds what Slack knows.
TOKEN = re.compile(r"<([@#!][^<>\n]{1,3000}|[a-z][a-z0-9+.-]{0,20}:[^<>\n]{1,3000})>", re.IGNORECASE)
MENTION = re.compile(r"@([UW][A-Z0-9]{2,})")


def plain(text: str) -> str:
    """Return a text as it was typed; a person stays `@U…`, to be named by who knows them."""
    return clean_text(unescape_three(TOKEN.sub(_token, text)))


def unescape_three(text: str) -> str:
    """Return the three characters Slack escapes."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def named(text: str, name: Callable[[str], str | None]) -> str:
    """Return a text in which people are called as `name` calls them."""
    return MENTION.sub(lambda found: name(found[1]) or found[0], text)


def mentioned(text: str) -> set[str]:
    """Return the ids of the people a text mentions."""
    return set(MENTION.findall(text))


def _token(found: re.Match[str]) -> str:
    inside, _, label = found[1].partition("|")
    kind, rest = inside[:1], inside[1:]
    if kind == "@":
        return inside
    if kind == "#":
        return f"#{label or rest}"
    if kind == "!":
        return label or f"@{rest.partition('^')[0]}"
    return label if inside.startswith(("mailto:", "tel:")) and label else inside
