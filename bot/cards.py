"""The neutral card: what a template's Markdown says, before any platform's way of showing it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl, unquote

from markdown_it.token import Token

from bot import markdown

MOST_COMMAND_BYTES = 1000
FieldKind = Literal["line", "lines", "money", "date", "choice"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one line: text with a style, and at most one of link, member, time and day."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None
    member: int | None = None
    time: datetime | None = None
    day: date | None = None


Spans = tuple[Span, ...]
Show = Callable[[Span], str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text; a "\\n" in a span breaks the line."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, how deep it stands, and its number in a numbered list."""

    spans: Spans
    level: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, nested entries following the entry they belong to."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said; a "\\n" in a span breaks the line."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head, all equally long."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the words for those who cannot see it."""

    url: str
    alt: str


Block = Paragraph | Listing | Quote | Table | Picture


@dataclass(frozen=True, slots=True)
class Button:
    """A label and the command line that pressing it sends."""

    label: str
    command: str
    opens_form: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the value the command gets and the words a person sees."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks for, and why the last answer was refused."""

    name: str
    label: str
    kind: FieldKind = "line"
    required: bool = False
    value: str = ""
    options: tuple[Option, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Something the bot says: the title stands alone, the rest explains it."""

    title: Spans
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    fields: tuple[Field, ...] = ()


def parse(text: str) -> Card:
    """Read a rendered template; raises ValueError where a button or a field makes no sense."""
    first, _, rest = text.strip(" \n").partition("\n")
    reader = _Reader()
    title = reader.line(markdown.line(first.removeprefix("# ")))
    for tokens in markdown.blocks(rest):
        reader.block(tokens)
    return Card(title, tuple(reader.blocks), tuple(reader.buttons), tuple(reader.fields))


def title_text(card: Card) -> str:
    """Return the title as plain text, what a phone's notification shows."""
    return "".join(span.text for span in card.title)


def plain(card: Card, show: Show = attrgetter("text")) -> str:
    """Return the body as plain text, good to be read aloud; `show` may say a time or a member differently."""
    return "\n\n".join(_plain(block, show) for block in card.blocks)


def _plain(block: Block, show: Show) -> str:
    match block:
        case Paragraph(spans):
            return _text(spans, show)
        case Quote(spans):
            return "> " + _text(spans, show).replace("\n", "\n> ")
        case Picture(_, alt):
            return alt
        case Table(head, rows):
            return "\n".join(" · ".join(_text(cell, show) or "–" for cell in row) for row in (head, *rows))
        case Listing(items):
            return "\n".join(_plain_item(item, show) for item in items)


def _plain_item(item: Item, show: Show) -> str:
    mark, gap = "• " if item.number is None else f"{item.number}. ", "  " * item.level
    return gap + mark + _text(item.spans, show).replace("\n", f"\n{gap}  ")


def _text(spans: Spans, show: Show) -> str:
    return "".join(show(s) if s.link in (None, s.text) else f"{s.text} ({s.link})" for s in spans)


class _Reader:
    """Collects a card from tokens, in the order in which they stand."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.buttons: list[Button] = []
        self.fields: list[Field] = []

    def block(self, tokens: Sequence[Token]) -> None:
        """Take one block of the outermost level; its pictures come after it."""
        place, found = len(self.blocks), self._read(tokens)
        if found not in (Paragraph(()), Quote(()), Listing(())):
            self.blocks.insert(place, found)

    def _read(self, tokens: Sequence[Token]) -> Block:
        match tokens[0].type:
            case "table_open":
                head, *body = (tuple(map(self.line, row)) for row in markdown.rows(tokens))
                return Table(head, tuple(body))
            case "paragraph_open":
                return Paragraph(self._lines(tokens))
            case "blockquote_open":
                return Quote(self._lines(tokens))
            case _:
                return Listing(tuple(self._items(tokens)))

    def line(self, token: Token) -> Spans:
        """Return what stands on one line: a line break in a text is a space there."""
        return tuple(replace(span, text=span.text.replace("\n", " ")) for span in self._spans(token))

    def _lines(self, tokens: Sequence[Token]) -> Spans:
        spans: list[Span] = []
        for token in tokens:
            if token.type == "inline" and (found := self._spans(token)):
                spans += [Span("\n"), *found] if spans else found
        return tuple(spans)

    def _items(self, tokens: Sequence[Token]) -> Iterator[Item]:
        for level, number, lines in markdown.items(tokens):
            before, spans = self._taken(), self._lines(lines)
            if spans or self._taken() == before:
                yield Item(spans, level, number)

    def _taken(self) -> int:
        """Count what was taken out of the text so far."""
        options = sum(len(field.options) for field in self.fields)
        return len(self.buttons) + len(self.fields) + options + len(self.blocks)

    def _spans(self, token: Token) -> list[Span]:
        spans: list[Span] = []
        text, address, bold, italic = "", "", False, False
        before = self._taken()
        for child in token.children or ():
            kind = child.type
            if kind in ("softbreak", "hardbreak"):
                text += "\n"
            elif kind == "text" or (address and kind != "link_close"):
                text += child.content  # a link's label has one style, that of the text around it
            else:
                if address or text:
                    span = Span(text, bold, italic)
                    spans += self._linked(address, span) if address else [span]
                text, address = "", ""
                if kind == "link_open":
                    address = str(child.attrs["href"])
                elif kind == "style":
                    bold, italic = bold ^ (child.markup == "**"), italic ^ (child.markup == "_")
                elif kind == "code_inline":
                    spans.append(Span(child.content, bold, italic, code=True))
                elif kind == "image":
                    self._picture(child)
        spans += [Span(text, bold, italic)] if text else []
        return spans if self._taken() == before else _trimmed(spans)

    def _linked(self, address: str, span: Span) -> list[Span]:
        scheme, _, rest = address.partition(":")
        label = span.text.replace("\n", " ")
        match scheme:
            case "member":
                return [replace(span, member=int(rest))]
            case "time":
                return [replace(span, time=datetime.fromisoformat(rest))]
            case "day":
                return [replace(span, day=date.fromisoformat(rest))]
            case "do":
                self.buttons.append(Button(label, _command(rest)))
            case "ask":
                self.buttons.append(Button(label, _command(rest, "form "), opens_form=True))
            case "field":
                self.fields.append(_field(rest, label))
            case "option":
                field = self.fields.pop() if self.fields else _field("", "")
                option = Option(unquote(rest), label)
                self.fields.append(replace(field, options=(*field.options, option)))
            case _:
                return [replace(span, link=address)]
        return []

    def _picture(self, token: Token) -> None:
        url = str(token.attrs["src"])
        if not url.startswith("http"):
            raise ValueError(f"not the address of a picture: {url!r}")
        self.blocks.append(Picture(url, "".join(child.content for child in token.children or ())))


def _command(line: str, prefix: str = "") -> str:
    command = prefix + line.strip()
    if command == prefix or "\n" in command or len(command.encode()) > MOST_COMMAND_BYTES:
        raise ValueError(f"not a button's command: {command[:80]!r}")
    return command


def _field(address: str, label: str) -> Field:
    name, _, rest = address.partition("?")
    said = dict(parse_qsl(rest, keep_blank_values=True))
    kind = said.get("kind", "line")
    if not name or kind not in get_args(FieldKind):
        raise ValueError(f"not a form's field: {address!r}")
    value, error = said.get("value", ""), said.get("error", "")
    return Field(name, label, cast(FieldKind, kind), "required" in said, value, error=error)


def _trimmed(spans: list[Span]) -> list[Span]:
    """Leave out the space around a button that was taken out."""
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while spans and not strip(spans[end].text, " \n"):
            del spans[end]
        if spans:
            spans[end] = replace(spans[end], text=strip(spans[end].text, " \n"))
    return spans
