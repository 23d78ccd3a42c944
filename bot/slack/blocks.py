"""A card as Slack shows it: Block Kit, inside every limit, with nothing typed that pings, links or formats.

Written as plain objects: the SDK's models cost more than everything else in an answer; the tests hold all against them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot import cards
from bot.cards import Button, Card, Item, Listing, Paragraph, Picture, Quote, Span, Spans, Table, plain, title_text
from bot.fitting import fit, shorten, words
from bot.phrases import Phrases
from bot.slack import richtext
from bot.slack.richtext import Json, People, lists, section

# Of docs.slack.dev (Block Kit reference, chat.postMessage, chat.update), with room for a title, buttons and a last line.
MOST_BLOCKS = 40
MOST_CHARACTERS = 10_000
MOST_TEXT = 4_000
ROOM_FOR_MARKS = 100
MOST_ROWS = 99
MOST_COLUMNS = 20
MOST_TITLE = 150
MOST_LABEL = 75
MOST_CHOICE = 30
IN_A_ROW = 5

NUMBER = re.compile(r"[^\w]*[\d][\d,.\s%万亿KMBkmb]*\D{0,4}|–?")
GOOD = ("claim", "take", "contacted", "approve", "accept", "accepted", "sent")
BAD = ("reject", "decline")
FINAL = ("decline", "withdraw")


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
        body.append(richtext.block([section((Span(phrases.more(left), italic=True),), {})]))
    return [_title(card, people, alone=not body), *body, *_buttons(card, phrases)]


def _title(card: Card, people: People, *, alone: bool) -> Json:
    """A heading over more; what stands alone, or holds a mention or a time, is a bold line."""
    title = title_text(card)
    if alone or len(title) > MOST_TITLE or any(span.member or span.time for span in card.title):
        return richtext.block([section(card.title, people, bold=True)])
    return {"type": "header", "text": _plain(title)}


def _body(blocks: Sequence[cards.Block], people: People, *, tables: bool) -> Iterator[Json]:
    for block in blocks:
        match block:
            case Table(head, rows) if tables and len(head) <= MOST_COLUMNS:
                tables = False  # a message holds one
                yield _table(head, rows, people)
            case Table(head, rows):
                yield richtext.block([section(_joined(head), people, bold=True), *lists(_items(rows), people)])
            case Picture(_, alt):
                yield richtext.block([section((Span(alt, italic=True),), people)])
            case Listing(items):
                yield richtext.block(list(lists(items, people)))
            case Quote(spans):
                yield richtext.block([richtext.quote(spans, people)])
            case Paragraph(spans):
                yield richtext.block([section(spans, people)])


def _items(rows: Sequence[tuple[Spans, ...]]) -> list[Item]:
    return [Item(_joined(row)) for row in rows]


def _joined(row: Sequence[Spans]) -> Spans:
    return tuple(span for no, cell in enumerate(row) for span in ((Span(" · "), *cell) if no else cell))


def _table(head: Sequence[Spans], rows: Sequence[tuple[Spans, ...]], people: People) -> Json:
    columns = list(zip(*rows, strict=True))
    figures = [all(NUMBER.fullmatch(words(cell)) for cell in column) for column in columns] or [False] * len(head)
    return {
        "type": "table",
        "rows": [[_cell(cell, people, bold=no == 0) for cell in row] for no, row in enumerate((head, *rows))],
        "column_settings": [{"align": "right" if right else "left", "is_wrapped": not right} for right in figures],
    }


def _cell(spans: Spans, people: People, *, bold: bool) -> Json:
    if bold or any(span.bold or span.member or span.time or span.link for span in spans):
        return richtext.block([section(spans or (Span("–"),), people, bold=bold)])
    return {"type": "raw_text", "text": words(spans) or "–"}


def _buttons(card: Card, phrases: Phrases) -> Iterator[Json]:
    good = next((button for button in card.buttons if _verb(button) in GOOD), None)
    made = [_button(no, button, phrases, good=button is good) for no, button in enumerate(card.buttons, 1)]
    for start in range(0, len(made), IN_A_ROW):
        yield {"type": "actions", "elements": made[start : start + IN_A_ROW]}


def _button(no: int, button: Button, phrases: Phrases, *, good: bool) -> Json:
    label, verb = shorten(button.label, MOST_LABEL), _verb(button)
    made: Json = {
        "type": "button",
        "text": _plain(label),
        "action_id": f"press-{no}",
        "value": button.command,
        "accessibility_label": label,
    }
    if good or verb in BAD:
        made["style"] = "primary" if good else "danger"
    if verb in FINAL and not button.opens_form:  # a form is a second thought already
        made["confirm"] = _sure(label, phrases)
    return made


def _sure(label: str, phrases: Phrases) -> Json:
    question, why = phrases.sure()
    return {
        "title": _plain(question),
        "text": _plain(why),
        "confirm": _plain(shorten(label, MOST_CHOICE)),
        "deny": _plain(phrases.close()),
        "style": "danger",
    }


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def _verb(button: Button) -> str:
    return button.command.removeprefix("form ").partition(" ")[0]
