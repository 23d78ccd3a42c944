"""Amounts that can only be meant one way."""

import re

from handlers.language.spans.amounts import AmountSpan
from sales.clean import clean_line
from sales.refusal import Refused

# 12.345 is twelve to one and twelve thousand to another; a minus is no discount we know of.
UNSURE = re.compile(r"(?<![\d,])\d{1,3}\.\d{3}(?!\d)")
MINUS = re.compile(r"(?:(?:^|[\s,，(（])[-−–]|负|minus|[$¥￥€£]\s*[-−–])\s*$", re.IGNORECASE)

BELOW = re.compile(r"[$¥￥€£]\s*[-−–]\s*\d")


def not_below(text: str) -> None:
    """Refuse a minus between the sign of a currency and its number: $-5."""
    if BELOW.search(text):
        raise Refused("amount_negative", field="amount", asked=clean_line(text)[:60])


def sure(span: AmountSpan, text: str) -> AmountSpan:
    """Return an amount that can only be meant one way; refuse a negative one and 12.345."""
    asked = clean_line(text)[:60]
    if MINUS.search(text[: span.start]):
        raise Refused("amount_negative", field="amount", asked=asked)
    if UNSURE.search(text[span.start : span.end]):
        raise Refused("amount_unreadable", field="amount", asked=asked)
    return span
