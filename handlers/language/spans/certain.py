"""Amounts that can only be meant one way."""

import re

from handlers.language.spans.amounts import AmountSpan
from sales.clean import clean_line
from sales.refusal import Refused

# 12.345 is twelve to one and twelve thousand to another; a minus is no discount we know of.
UNSURE = re.compile(r"(?<![\d,])\d{1,3}\.\d{3}(?!\d)")
MINUS = re.compile(r"(?:(?:^|[\s,，(（])[-−–]|负|minus|[$¥￥€£]\s*[-−–])\s*$", re.IGNORECASE)

BELOW = re.compile(r"[$¥￥€£]\s*[-−–]\s*\d")

# A sum that nobody can tell, thousands or not: "closed Meridian for 45".
BARE = re.compile(r"(?:^|\b(?:for|at)|[,，@]|(?<=[签成下拿交])了)\s*(\d{1,4})\s*[.!。！]*$")
# By how much a goal changes, and not what it shall be.
CHANGE = re.compile(
    r"\b(?:raise|increase|bump|lift|up|cut|lower|reduce|decrease|drop)\b(?:(?!\bto\b)[^,;]){0,40}\bby (?:[^\w\s]\d|\d[\d.,]*[kmw%万亿])|"
    r"(?<![\w+])[+＋]\s?[^\w\s]?\d|"
    r"(?:^|\s|目标|指标|任务)[^，,。到至为成\d]{0,8}(?:加|增加|上调|提高|追加|降低?|减少?|下调|调低|调高|砍)了?(?![到至为成])[^\w\s]?\d",
    re.IGNORECASE,
)


def not_bare(text: str) -> None:
    """Refuse a sum that is a small number and nothing else."""
    if bare := BARE.search(text):
        raise Refused("amount_unreadable", field="amount", asked=bare[1])


def not_a_change(text: str) -> None:
    """Refuse a goal of which only is said by how much it changes."""
    if CHANGE.search(text):
        raise Refused("goal_by", field="amount")


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
