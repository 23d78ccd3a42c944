"""Markdown as each client shows it, and whom it really mentions (docs 90236, 90248, 91770, 101031)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Client = Literal["text", "bot", "app", "webhook", "webhook_v2"]

# What a client does not know stays on the screen as it was typed; a reader of the test is told so.
KNOWS: dict[Client, frozenset[str]] = {
    "text": frozenset(),
    "bot": frozenset({"table", "list", "image", "rule", "italic", "heading"}),
    "webhook_v2": frozenset({"table", "list", "image", "rule", "italic", "heading"}),
    "app": frozenset({"font", "heading"}),
    "webhook": frozenset({"font", "heading", "mention"}),
}
MARKS = {
    "table": re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)+\|?\s*$", re.MULTILINE),
    "list": re.compile(r"^\s*([-*+]|\d+\.) ", re.MULTILINE),
    "image": re.compile(r"!\[[^\]\n]*\]\([^)\s]+\)"),
    "rule": re.compile(r"^\s*(-{3,}|\*{3,})\s*$", re.MULTILINE),
    "font": re.compile(r"<font color=\"?(info|comment|warning)\"?>(.*?)</font>", re.DOTALL),
    "heading": re.compile(r"^#{1,6} ", re.MULTILINE),
    "mention": re.compile(r"<@([^<>\s]+)>"),
}
UNSEEN = re.compile("[\u200b\u200c\u2060\u2063]{6}")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~@])")


@dataclass(frozen=True)
class Page:
    """What stands on the screen: words, people who are really called, and markup the client does not know."""

    text: str
    mentions: frozenset[str]
    raw: tuple[str, ...]


def show(markdown: str, client: Client, members: Collection[str]) -> Page:
    """Return what a client makes of Markdown; only members of the group can be called."""
    if client == "text":
        return Page(re.sub(r'<a href="[^"]*">(.*?)</a>', r"\1", markdown).strip(), frozenset(), ())
    knows = KNOWS[client]
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[1])
        return f"\0{len(kept) - 1}\0"

    # Whether every client honours a backslash before markup is not documented; all are taken to do so here.
    text = ESCAPED.sub(keep, UNSEEN.sub("", markdown))
    raw = tuple(name for name in ("table", "list", "image", "rule", "font") if name not in knows and _has(name, text))
    known = {id.casefold(): id for id in members}
    called: set[str] = set()
    if "mention" in knows:
        called = {known[id.casefold()] for id in MARKS["mention"].findall(text) if id.casefold() in known}
        text = MARKS["mention"].sub(lambda m: f"@{known.get(m[1].casefold(), m[1])}", text)
    if "font" in knows:
        text = MARKS["font"].sub(r"\2", text)
    if "image" in knows:
        text = MARKS["image"].sub("[图片]", text)
    if "table" in knows:
        text = MARKS["table"].sub("", text)
        text = "\n".join(_cells(line) for line in text.split("\n"))
    text = MARKS["heading"].sub("", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    text = re.sub(r"(?<![!\\])\[([^\]\n]+)\]\(([^)\s]+)\)", r"\1", text)
    text = re.sub(r"`([^`\n]+)`", r"\1", text)
    text = re.sub(r"^> ?", "", text, flags=re.MULTILINE)
    text = re.sub(r"\0(\d+)\0", lambda m: kept[int(m[1])], text)
    return Page(re.sub(r"\n{3,}", "\n\n", text).strip(), frozenset(called), raw)


def _has(name: str, text: str) -> bool:
    return MARKS[name].search(text) is not None


def _cells(line: str) -> str:
    stripped = line.strip()
    if not (stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1):
        return line
    return " · ".join(cell.strip() for cell in stripped[1:-1].split("|"))
