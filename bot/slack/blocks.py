"""A card as Slack shows it: Block Kit, inside every limit, with nothing typed that pings, links or formats.

Words stand in rich text, whose elements are literal: Slack looks for no markup, mention or address in them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    HeaderBlock,
    PlainTextObject,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextListElement,
    RichTextQuoteElement,
    RichTextSectionElement,
    TableBlock,
)

from bot import cards
from bot.cards import Button, Card, Item, Listing, Paragraph, Picture, Quote, Span, Spans, Table, plain, title_text
from bot.fitting import fit, shorten, words
from bot.phrases import Phrases

# Of docs.slack.dev (Block Kit reference, chat.postMessage, chat.update), with room for a title, buttons and a last line.
MOST_BLOCKS = 40
MOST_CHARACTERS = 10_000
MOST_TEXT = 4_000
ROOM_FOR_MARKS = 100
MOST_IN_ELEMENT = 3_000
MOST_ROWS = 99
MOST_COLUMNS = 20
MOST_TITLE = 150
MOST_LABEL = 75
IN_A_ROW = 5

WHEN = "{date_short_pretty} {time}"
NUMBER = re.compile(r"[^\w]*[\d][\d,.\s%万亿KMBkmb]*\D{0,4}|–?")
GOOD = ("claim", "take", "contacted", "approve", "accept", "accepted", "sent")
GRAVE = ("reject", "decline", "withdraw")

People = Mapping[int, str]
Json = dict[str, Any]


def message(card: Card, phrases: Phrases, people: People) -> Json:
    """Return text and blocks of a message; `people` are the Slack users of members, who alone can be mentioned."""
    return {"text": text_of(card, phrases), "blocks": blocks_of(card, phrases, people)}


def text_of(card: Card, phrases: Phrases) -> str:
    """Return all a card says as text without markup, which screen readers read and notifications show."""
    title = _escaped(title_text(card))
    room = MOST_TEXT - len(title) - ROOM_FOR_MARKS
    kept, left = fit(card.blocks, room, most_blocks=MOST_BLOCKS, most_rows=MOST_ROWS, size=_cost_of_text)
    body = _escaped(plain(replace(card, blocks=kept)))
    return "\n".join(filter(None, (title, body, phrases.more(left) if left else "")))


def _cost_of_text(text: str) -> int:
    return len(_escaped(text)) + ROOM_FOR_MARKS // 10


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def blocks_of(card: Card, phrases: Phrases, people: People, *, tables: bool = True) -> list[Json]:
    """Return the blocks of a card; `tables` is False where Slack shows none: in forms and on the home page."""
    kept, left = fit(card.blocks, MOST_CHARACTERS, most_blocks=MOST_BLOCKS, most_rows=MOST_ROWS)
    body = list(_body(kept, people, tables=tables))
    if left:
        body.append(_rich([_section((Span(phrases.more(left), italic=True),), {})]))
    return [block.to_dict() for block in (_title(card, people, alone=not body), *body, *_buttons(card, phrases))]


def _title(card: Card, people: People, *, alone: bool) -> Block:
    """A heading over more; what stands alone, or holds a mention or a time, is a bold line."""
    title = title_text(card)
    if alone or len(title) > MOST_TITLE or any(span.member or span.time for span in card.title):
        return _rich([_section(card.title, people, bold=True)])
    return HeaderBlock(text=PlainTextObject(text=title, emoji=False))


def _body(blocks: Sequence[cards.Block], people: People, *, tables: bool) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Table(head, rows) if tables and len(head) <= MOST_COLUMNS:
                tables = False  # a message holds one
                yield _table(head, rows, people)
            case Table(head, rows):
                yield _rich([_section(_joined(head), people, bold=True), *_list(_items(rows), people)])
            case Picture(_, alt):
                yield _rich([_section((Span(alt, italic=True),), people)])
            case Listing(items):
                yield _rich(_list(items, people))
            case Quote(spans):
                yield _rich([RichTextQuoteElement(elements=_elements(spans, people))])
            case Paragraph(spans):
                yield _rich([_section(spans, people)])


def _rich(elements: Sequence[RichTextElement]) -> RichTextBlock:
    return RichTextBlock(elements=elements)


def _section(spans: Spans, people: People, *, bold: bool = False) -> RichTextSectionElement:
    return RichTextSectionElement(elements=_elements(spans, people, bold=bold))


def _list(items: Sequence[Item], people: People) -> list[RichTextElement]:
    """Lists of one depth and kind each: Slack nests by indenting, and numbers by counting on."""
    found: list[RichTextElement] = []
    for (level, numbered), run in groupby(items, key=lambda item: (item.level, item.number is not None)):
        group = list(run)
        found.append(
            RichTextListElement(
                style="ordered" if numbered else "bullet",
                indent=level,
                offset=(group[0].number or 1) - 1 or None,
                elements=[_section(item.spans, people) for item in group],
            )
        )
    return found


def _items(rows: Sequence[tuple[Spans, ...]]) -> list[Item]:
    return [Item(_joined(row)) for row in rows]


def _joined(row: Sequence[Spans]) -> Spans:
    return tuple(span for no, cell in enumerate(row) for span in ((Span(" · "), *cell) if no else cell))


def _elements(spans: Spans, people: People, *, bold: bool = False) -> list[RichTextElement]:
    return [element for span in spans for element in _element(span, people, bold=bold)]


def _element(span: Span, people: People, *, bold: bool) -> Iterator[RichTextElement]:
    marks = {"bold": span.bold or bold, "italic": span.italic, "code": span.code}
    style = {name: True for name, marked in marks.items() if marked} or None
    user = None if span.member is None else people.get(span.member)
    if user is not None:
        yield RichTextElementParts.User(user_id=user, style=style)
    elif span.time is not None:
        yield RichTextElementParts.Date(
            timestamp=int(span.time.timestamp()), format=WHEN, fallback=span.text, style=style
        )
    elif span.link is not None:
        yield RichTextElementParts.Link(url=span.link, text=span.text or span.link, style=style)
    else:
        for start in range(0, len(span.text), MOST_IN_ELEMENT):
            yield RichTextElementParts.Text(text=span.text[start : start + MOST_IN_ELEMENT], style=style)


def _table(head: Sequence[Spans], rows: Sequence[tuple[Spans, ...]], people: People) -> TableBlock:
    columns = list(zip(*rows, strict=True))
    figures = [all(NUMBER.fullmatch(words(cell)) for cell in column) for column in columns] or [False] * len(head)
    return TableBlock(
        rows=[[_cell(cell, people, bold=no == 0) for cell in row] for no, row in enumerate((head, *rows))],
        column_settings=[{"align": "right" if right else "left", "is_wrapped": not right} for right in figures],
    )


def _cell(spans: Spans, people: People, *, bold: bool) -> Json:
    if bold or any(span.bold or span.member or span.time or span.link for span in spans):
        return _rich([_section(spans or (Span("–"),), people, bold=bold)]).to_dict()
    return {"type": "raw_text", "text": words(spans) or "–"}


def _buttons(card: Card, phrases: Phrases) -> Iterator[Block]:
    good = next((button for button in card.buttons if _verb(button) in GOOD), None)
    made = [_button(no, button, phrases, good=button is good) for no, button in enumerate(card.buttons, 1)]
    for start in range(0, len(made), IN_A_ROW):
        yield ActionsBlock(elements=made[start : start + IN_A_ROW])


def _button(no: int, button: Button, phrases: Phrases, *, good: bool) -> ButtonElement:
    label, grave = shorten(button.label, MOST_LABEL), _verb(button) in GRAVE
    return ButtonElement(
        text=PlainTextObject(text=label, emoji=False),
        action_id=f"press-{no}",
        value=button.command,
        style="danger" if grave else "primary" if good else None,
        # A form is a second thought already.
        confirm=_sure(label, phrases) if grave and not button.opens_form else None,
        accessibility_label=label,
    )


def _sure(label: str, phrases: Phrases) -> ConfirmObject:
    question, why = phrases.sure()
    return ConfirmObject(
        title=PlainTextObject(text=question, emoji=False),
        text=PlainTextObject(text=why, emoji=False),
        confirm=PlainTextObject(text=shorten(label, 30), emoji=False),
        deny=PlainTextObject(text=phrases.close(), emoji=False),
        style="danger",
    )


def _verb(button: Button) -> str:
    return button.command.removeprefix("form ").partition(" ")[0]
