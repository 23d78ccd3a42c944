"""A card as WeCom's Markdown, inside a door's limit of bytes: developer.work.weixin.qq.com/document/path/99110."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.cards import Block, Button, Card, Item, Listing, Paragraph, Picture, Quote, Span, Spans, Table, parse
from bot.phrases import Phrases
from handlers.continuing import LONGEST

MARKUP = re.compile(r"([\\`*_\[\]<>#|])")
# What begins a line as a list, a heading or a quotation would, is words as well.
BEGINS = re.compile(r"^(\s*\d*)([-+.])(?=\s)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one door's client draws, how many bytes it takes, and whether it calls people."""

    most_bytes: int
    tables: bool = False
    pictures: bool = False
    mentions: bool = False


BOT = Dialect(20_480, tables=True, pictures=True)
APP = Dialect(2_048)
GROUP = Dialect(4_096, mentions=True)
GROUP_WIDE = Dialect(4_096, tables=True, pictures=True)
# A line of which at least so many bytes fit is begun.
WORTH_CUTTING = 200
# Lines that are broken where the rest is read have a few letters more there.
LONG_LINE = LONGEST - 50
JOINER = "\u200d"
JOINS = frozenset({JOINER, "\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))})
NOBODY: Mapping[int, str] = {}


def text_of(card: Card, dialect: Dialect, phrases: Phrases, people: Mapping[int, str] = NOBODY, *, row: int = 0) -> str:
    """Return a card as Markdown that fits; what does not fit is counted, and buttons are lines to type.

    `people` are the platform's names of the members it may call; `row` is the post of which the rest can be read.
    """
    lines, after = _drawn(card, dialect, phrases, people)
    return _fitted(lines, after, dialect.most_bytes, partial(phrases.more, row=row))[0]


def missing_of(card: Card, dialect: Dialect, phrases: Phrases) -> int:
    """Return how many lines of a card did not fit."""
    lines, after = _drawn(card, dialect, phrases, NOBODY)
    return _fitted(lines, after, dialect.most_bytes, partial(phrases.more, row=1))[1]


def together(
    cards: Sequence[Card], dialect: Dialect, phrases: Phrases, people: Mapping[int, str] = NOBODY
) -> Card | None:
    """Return several cards as one without buttons; None where it is more than one message holds."""
    blocks: list[Block] = []
    for card in cards:
        blocks += [Paragraph(tuple(replace(span, bold=True) for span in card.title)), *card.blocks]
        blocks += [Paragraph(_typed(button, phrases)) for button in card.buttons]
    whole = Card((Span(phrases.together(len(cards))),), tuple(blocks))
    lines, _ = _drawn(whole, dialect, phrases, people)
    return whole if _bytes("\n".join(lines)) <= dialect.most_bytes else None


def _drawn(card: Card, dialect: Dialect, phrases: Phrases, people: Mapping[int, str]) -> tuple[list[str], list[str]]:
    """The lines of a card, and those that come after what is cut."""
    drawer = _Drawer(dialect, people)
    lines = [line for block in card.blocks for line in ("", *drawer.block(block))]
    typed = [drawer.line(_typed(button, phrases)) for button in card.buttons]
    return [f"**{drawer.line(card.title)}**", *lines], ["", *typed] if typed else []


def _typed(button: Button, phrases: Phrases) -> Spans:
    return parse(phrases.type(button.label, _line_of(button))).title


def _line_of(button: Button) -> str:
    """The line that does what a button would; after one that opens a form there is more to say."""
    return f"{button.command.removeprefix('form ')} …" if button.opens_form else button.command


def is_wide(card: Card) -> bool:
    """Whether a card wants a client that draws tables and pictures."""
    return any(isinstance(block, Table | Picture) for block in card.blocks)


@dataclass(frozen=True, slots=True)
class _Drawer:
    dialect: Dialect
    people: Mapping[int, str]

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph(spans):
                yield from self.line(spans).split("\n")
            case Quote(spans):
                yield from (f"> {line}" for line in self.line(spans).split("\n"))
            case Listing(items):
                for item in items:
                    yield from self._item(item)
            case Table(head, rows):
                yield from self._table(head, rows)
            case Picture(url, alt):
                seen = "!" if self.dialect.pictures else ""
                yield f"{seen}[{_safe(alt) or 'picture'}]({url.replace('(', '%28').replace(')', '%29')})"

    def line(self, spans: Spans) -> str:
        """Return one text with its styles; only members who are known here are called."""
        return "".join(self._span(span) for span in spans)

    def _item(self, item: Item) -> Iterator[str]:
        first, *rest = self.line(item.spans).split("\n")
        mark = "•" if item.number is None else f"{item.number})"
        gap = "\u3000" * item.level  # WeCom swallows leading spaces
        yield f"{gap}{mark} {first}"
        yield from (f"{gap}\u3000{line}" for line in rest)

    def _table(self, head: Sequence[Spans], rows: Sequence[Sequence[Spans]]) -> Iterator[str]:
        if not self.dialect.tables:
            for row in (head, *rows):
                yield " · ".join(self.line(cell).replace("\n", " ") or "–" for cell in row)
            return
        for no, row in enumerate((head, *rows)):
            yield f"| {' | '.join(self.line(cell).replace(chr(10), ' ') or '–' for cell in row)} |"
            if no == 0:
                yield "|" + " --- |" * len(head)

    def _span(self, span: Span) -> str:
        if span.member is not None and self.dialect.mentions and (user := self.people.get(span.member)):
            return f"<@{user}>"
        if span.code and "`" not in span.text:
            return f"`{span.text}`"
        text = _safe(span.text)
        if span.link is not None and span.link.startswith("http"):
            return f"[{text}]({span.link})"
        return f"**{text}**" if span.bold and text.strip() == text and text else text


def _safe(text: str) -> str:
    return BEGINS.sub(r"\1\\\2", MARKUP.sub(r"\\\1", text))


def _fitted(lines: Sequence[str], after: Sequence[str], most: int, more: Callable[..., str]) -> tuple[str, int]:
    """Return as many whole lines as fit beside what comes after them, and say how many are missing, and return it."""
    whole = "\n".join((*lines, *after))
    if _bytes(whole) <= most:
        return whole, 0
    # What to type next is worth more than the last lines of a list, but never more than half of the room.
    while after and _bytes("\n".join(after)) > most // 2:
        after = after[:-1]
    room = most - _bytes("\n".join(("", more(len(lines), letters=sum(map(len, lines))), *after)))
    kept, left = list[str](), room
    for line in lines:
        left -= _bytes(line) + 1
        if left < 0:
            break
        kept.append(line)
    spare = left + _bytes(lines[len(kept)])
    unseen = lines[max(1, len(kept)) :]
    missing = seen(unseen)
    if not kept or spare > WORTH_CUTTING:  # one long line is better begun than left out, and missing all the same
        kept.append(_cut(lines[len(kept)], spare))
    # Long lines come again in pieces, of which there are more than lines: only their letters are ever fewer.
    letters = round(sum(map(len, unseen)), -1) if max(map(len, unseen), default=0) > LONG_LINE else 0
    return "\n".join((*kept, *([more(missing, letters=letters)] if missing else []), *after)), missing


def seen(lines: Sequence[str]) -> int:
    """Return how many of these lines people see as such."""
    return sum(bool(line.strip(" \u3000>")) and line.strip("| -") != "" for line in lines)


def _cut(line: str, room: int) -> str:
    """Return the beginning of a line that is too long by itself: whole characters, and no markup that stays open."""
    kept = line.encode()[: max(0, room - len("**…".encode()))].decode(errors="ignore")
    while kept and _joined(line[len(kept) - 1 : len(kept) + 1]):
        kept = kept[:-1]
    kept = re.sub(r"(?<!\\)((?:\\\\)*)\\$", r"\1", kept)
    for mark in ("**", "`"):
        if len(re.findall(rf"(?<!\\){re.escape(mark)}", kept)) % 2:
            head, _, rest = kept.rpartition(mark)
            kept = f"{kept}{mark}" if mark == "**" else head or rest
    opened = kept.rfind("[")
    if opened >= 0 and not kept.startswith("\\", opened - 1) and ")" not in kept[opened:]:
        kept = kept[:opened]
    return f"{kept}…"


def _joined(pair: str) -> bool:
    """Whether two characters are seen as one."""
    return len(pair) == 2 and (pair[0] == JOINER or pair[1] in JOINS or unicodedata.combining(pair[1]) > 0)


def _bytes(text: str) -> int:
    return len(text.encode())
