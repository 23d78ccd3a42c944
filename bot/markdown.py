"""The Markdown that templates are written in: CommonMark's inner half, tables, and our own links."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count, repeat

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LINK = re.compile(
    r"https?://."
    r"|(?:do|ask|field|option):"
    r"|member:[0-9]+\Z"
    r"|time:[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z"
    r"|day:[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"
)
RULES = (
    "table",
    "blockquote",
    "list",
    "newline",
    "escape",
    "backticks",
    "emphasis",
    "link",
    "image",
    "entity",
)


def line(text: str) -> Token:
    """Return one line's token, whatever block its beginning looks like."""
    (token,) = _markdown().parseInline(text)
    return token


def blocks(text: str) -> Iterator[Sequence[Token]]:
    """Return the tokens of each paragraph, list, quote and table of the outermost level."""
    tokens, start = _markdown().parse(text), 0
    for end, token in enumerate(tokens, 1):
        if token.level == 0 and token.nesting == -1:
            yield tokens[start:end]
            start = end


def rows(table: Sequence[Token]) -> list[list[Token]]:
    """Return the cells of each row, the head first."""
    found: list[list[Token]] = []
    for token in table:
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline":
            found[-1].append(token)
    return found


def items(listing: Sequence[Token]) -> list[tuple[int, int | None, list[Token]]]:
    """Return how deep each item stands, its number in a numbered list, and its own lines."""
    found: list[tuple[int, int | None, list[Token]]] = []
    numbers: list[Iterator[int | None]] = []  # still to give, for each list that is open
    texts: list[list[Token]] = []  # of each item that is open
    for token in listing:
        match token.type:
            case "bullet_list_open":
                numbers.append(repeat(None))
            case "ordered_list_open":
                numbers.append(count(int(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "list_item_open":
                texts.append([])
                found.append((len(numbers) - 1, next(numbers[-1]), texts[-1]))
            case "list_item_close":
                texts.pop()
            case "inline":
                texts[-1].append(token)
    return found


class _Markdown(MarkdownIt):
    """Links may lead to our own tokens and to the web, nowhere else."""

    def validateLink(self, url: str) -> bool:
        return LINK.match(url) is not None

    def normalizeLink(self, url: str) -> str:
        return super().normalizeLink(url) if url.startswith("http") else url


@cache
def _markdown() -> MarkdownIt:
    # Built up from nothing: no heading, rule, code block or HTML can come about by accident.
    markdown = _Markdown("zero").enable([*RULES, "text_join"])
    markdown.inline.ruler.at("emphasis", _style)
    return markdown


def _style(state: StateInline, silent: bool) -> bool:
    """Let ** switch bold and _ italic, whatever text stands inside.

    CommonMark looks at the characters inside as well, so that 请在**（周五）**前 would not be bold: what
    people typed decided over the markup. Here ** always counts, and _ unless a Latin word stands outside it.
    """
    mark = "**" if state.src.startswith("**", state.pos) else state.src[state.pos]
    if silent or mark not in ("**", "_") or (mark == "_" and _within_word(state)):
        return False
    state.push("style", "", 0).markup = mark
    state.pos += len(mark)
    return True


def _within_word(state: StateInline) -> bool:
    is_open = sum(token.markup == "_" for token in state.tokens) % 2
    place = state.pos + 1 if is_open else state.pos - 1
    outside = state.src[place] if 0 <= place < len(state.src) else " "
    return outside.isascii() and outside.isalnum()
