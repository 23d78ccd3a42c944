"""Whom a card mentions."""

from collections.abc import Iterator

from bot.cards import Block, Card, Listing, Paragraph, Picture, Quote, Spans, Table


def mentioned(card: Card) -> frozenset[int]:
    """Return the members a card mentions."""
    lines = (card.title, *(spans for block in card.blocks for spans in _lines(block)))
    return frozenset(span.member for spans in lines for span in spans if span.member is not None)


def _lines(block: Block) -> Iterator[Spans]:
    match block:
        case Paragraph(spans) | Quote(spans):
            yield spans
        case Listing(items):
            yield from (item.spans for item in items)
        case Table(head, rows):
            yield from (cell for row in (head, *rows) for cell in row)
        case Picture():
            pass
