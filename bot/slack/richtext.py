"""Rich text, whose elements are literal: Slack looks for no markup, mention or address in their words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.cards import Item, Span, Spans

WHEN = "{date_short_pretty} {time}"
MOST_IN_ELEMENT = 3_000
NOTHING = {"type": "text", "text": " "}

Json = dict[str, Any]
People = Mapping[int, str]


def block(elements: Sequence[Json]) -> Json:
    """Return a block of sections, lists and quotes."""
    return {"type": "rich_text", "elements": list(elements)}


def section(spans: Spans, people: People, *, bold: bool = False) -> Json:
    """Return lines of text; `people` are the users of members, who alone can be mentioned."""
    return {"type": "rich_text_section", "elements": _elements(spans, people, bold=bold)}


def quote(spans: Spans, people: People) -> Json:
    """Return what somebody else said."""
    return {"type": "rich_text_quote", "elements": _elements(spans, people)}


def lists(items: Sequence[Item], people: People) -> Iterator[Json]:
    """Return lists of one depth and kind each: Slack nests by indenting, and numbers by counting on."""
    for (level, numbered), run in groupby(items, key=lambda item: (item.level, item.number is not None)):
        group = list(run)
        found: Json = {"type": "rich_text_list", "style": "ordered" if numbered else "bullet", "indent": level}
        if before := (group[0].number or 1) - 1:
            found["offset"] = before
        yield found | {"elements": [section(item.spans, people) for item in group]}


def _elements(spans: Spans, people: People, *, bold: bool = False) -> list[Json]:
    return [element for span in spans for element in _element(span, people, bold=bold)] or [NOTHING]


def _element(span: Span, people: People, *, bold: bool) -> Iterator[Json]:
    marks = {"bold": span.bold or bold, "italic": span.italic, "code": span.code}
    style = {name: True for name, marked in marks.items() if marked}
    for element in _said(span, people):
        yield {**element, "style": style} if style else element


def _said(span: Span, people: People) -> Iterator[Json]:
    user = None if span.member is None else people.get(span.member)
    if user is not None:
        yield {"type": "user", "user_id": user}
    elif span.time is not None:
        yield {"type": "date", "timestamp": int(span.time.timestamp()), "format": WHEN, "fallback": span.text}
    elif span.link is not None:
        yield {"type": "link", "url": span.link, "text": span.text or span.link}
    else:
        for start in range(0, len(span.text), MOST_IN_ELEMENT):
            yield {"type": "text", "text": span.text[start : start + MOST_IN_ELEMENT]}
