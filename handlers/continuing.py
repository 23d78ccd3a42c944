"""The rest of what was too long for one message."""

import re

from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales.refusal import Refused
from storage import outbox

# The post, and how many of its last lines nobody saw.
ASKED = re.compile(r"(\d{1,18})/(\d{1,4})")
BUTTONS = re.compile(r"\s*(?:\[(?:[^\]\\]|\\.)*\]\(<(?:do|ask|field|option):[^>]*>\)\s*)+")
RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
# Longer lines are broken where they come again: at an end of a sentence or a blank, which nothing escaped holds.
LONGEST = 300
PIECE = re.compile(rf".{{1,{LONGEST - 1}}}[。！？；，,.;!? ]|.{{1,{LONGEST * 20}}}(?:[。！？；，,.;!? ]|$)|.+")
BEGINS = re.compile(r"\s*(?:[-*] |\d+[.)] |> )")
ROW = re.compile(r"\s*\|")


def read_on(turn: Turn, words: Words) -> Reply:
    """Show the lines of a post that did not fit, to whoever it was said to."""
    asked = ASKED.fullmatch((words.command or "").strip())
    if asked is None:
        raise Refused("rest_which")
    said = outbox.said(turn.db, workspace=turn.workspace.id, row=int(asked[1]))
    if said is None or not said.text or not _heard(turn, said):
        raise Refused("rest_gone")
    title, rest = last_lines(said.text, int(asked[2]))
    return Reply("rest", {"title": title, "rest": rest}, private=said.member is not None)


def last_lines(text: str, count: int) -> tuple[str, str]:
    """Return the title of a post and its last lines, as Markdown, with the buttons among them."""
    title, _, body = text.partition("\n")
    lines = body.split("\n")
    start, left = len(lines), count
    while start and left > 0:
        start -= 1
        left -= weight(lines[start])
    head = lines[_table(lines, start) : start][:2] if start and ROW.match(lines[start]) else []
    return title.removeprefix("# "), "\n".join((*head, *(part for line in lines[start:] for part in _broken(line))))


def weight(line: str) -> int:
    """Return how many lines people see of a line of Markdown; what they typed may hold breaks, by number."""
    if BUTTONS.fullmatch(line) or RULE.fullmatch(line):
        return 0
    if ROW.match(line):
        return 1
    return sum(bool(part.strip(" \t>-")) for part in line.split("&#10;"))


def _broken(line: str) -> list[str]:
    """A line too long for any one message in pieces, each as much a part of its item or quotation as before."""
    if len(line) <= LONGEST or ROW.match(line) or "](" in line or "**" in line:
        return [line]
    begins = BEGINS.match(line)
    mark = begins[0] if begins else ""
    more = mark if ">" in mark else " " * len(mark)
    pieces = PIECE.findall(line[len(mark) :])
    return [mark + pieces[0], *(more + piece for piece in pieces[1:])]


def _table(lines: list[str], row: int) -> int:
    """Where the table begins that this row stands in."""
    while row and ROW.match(lines[row - 1]):
        row -= 1
    return row


def _heard(turn: Turn, said: outbox.Said) -> bool:
    """Whether the speaker, or everybody here, was told this."""
    if said.member is not None:
        return said.member == turn.member.id
    return turn.room is not None and said.room == turn.room.id
