"""Makes a card fit where a platform allows so much text only: whole lines are left out, and how many is known."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.cards import Block, Listing, Paragraph, Picture, Quote, Span, Spans, Table

Size = Callable[[str], int]


def fit(
    blocks: Sequence[Block], most: int, *, most_blocks: int, most_rows: int, size: Size = len
) -> tuple[tuple[Block, ...], int]:
    """Return as many whole lines from the beginning as fit, and how many lines, items and rows are left out."""
    kept: list[Block] = []
    room, left = most, 0
    for block in blocks:
        costs = _costs(block, size)
        open_ = min(len(costs), most_rows if isinstance(block, Table) else len(costs))
        taken = 0
        while not left and len(kept) < most_blocks and taken < open_ and costs[taken] <= room:
            room -= costs[taken]
            taken += 1
        left += len(costs) - taken
        if taken:
            kept.append(_first(block, taken))
    return tuple(kept), left


def lines(spans: Spans) -> list[Spans]:
    """Return what stands on each line."""
    found: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        if first:
            found[-1].append(replace(span, text=first))
        found += [[replace(span, text=text)] if text else [] for text in others]
    return [tuple(line) for line in found]


def shorten(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut between words where there are any."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    head, space, _ = kept.rpartition(" ")
    return (head if space and not text[most - 1].isspace() and head else kept).rstrip() + "…"


def words(spans: Spans) -> str:
    """Return spans as plain text."""
    return "".join(span.text for span in spans)


def _costs(block: Block, size: Size) -> list[int]:
    match block:
        case Listing(items):
            return [size(words(item.spans)) + 1 for item in items]
        case Table(head, rows):
            costs = [sum(size(words(cell)) + 1 for cell in row) for row in (head, *rows)]
            return [costs[0] + sum(costs[1:2]), *costs[2:]]
        case Picture():
            return [0]
        case Paragraph(spans) | Quote(spans):
            return [size(words(line)) + 1 for line in lines(spans)]


def _first(block: Block, count: int) -> Block:
    """Return a block with only so many of its lines, items or rows."""
    match block:
        case Listing(items):
            return Listing(items[:count])
        case Table(head, rows):
            return Table(head, rows[:count])
        case Picture():
            return block
        case Paragraph(spans) | Quote(spans):
            kept = lines(spans)[:count]
            return type(block)(tuple(span for no, line in enumerate(kept) for span in _after_break(no, line)))


def _after_break(no: int, line: Spans) -> Spans:
    return (Span("\n"), *line) if no else line
