"""What a board goes by, which row of history is meant, and whom thanks are for and what for."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from handlers.language.spans.reported import find_period
from handlers.language.typed.scopes import listed
from handlers.language.typed.slots import CODE, ME, TO, TRIM, Line
from handlers.language.words import Named, Scene, Unclear
from sales.clean import clean_line, clean_text
from sales.refusal import Refused

KUDOS = re.compile(r"\s*[kK]-?(\d{1,18})\s*")
TOKEN = re.compile(r"m(\d{1,18})(?![\w-])")
FOR = re.compile(r"^(?:[\s,:;，：；、-]|\b(?:for|because(?: of)?)\b|因为|为了|为)+", re.IGNORECASE)
POLITE = re.compile(r"thank|谢", re.IGNORECASE)
FOR_WORD = re.compile(r"\s*(?:[,:;，：；、]|\bfor\b|\bbecause\b|因为|为了)", re.IGNORECASE)
LONGEST_NAME = 10  # letters of a name that stands before what was done without a space


BY = {
    "points": re.compile(r"\b(?:by |on )?(?:points?|score)\b|按?积分", re.IGNORECASE),
    "won": re.compile(
        r"\b(?:by |on )?(?:won|wins|deals|count|number)\b|按?(?:单数|单量|成交数|件数|数量)", re.IGNORECASE
    ),
    "value": re.compile(r"\b(?:by |on )?(?:value|amount|revenue|money)\b|按?(?:金额|业绩|销售额)", re.IGNORECASE),
}
ROW = re.compile(r"\s*/\s*(\d{1,9})(?!\w)")


def board(line: Line, scene: Scene) -> None:
    """Read what a board goes by, whose it is and of which period."""
    for name, pattern in BY.items():
        if found := pattern.search(line.rest):
            line.said["choice"] = name
            line.take(found.start(), found.end())
            break
    listed(line, scene)


def row(line: Line, scene: Scene) -> None:
    """Read which row of a deal's history is meant, as in D-1001/7."""
    if found := ROW.match(line.rest):
        line.said["number"] = Decimal(found[1])
        line.take(found.start(), found.end())


def thanked(line: Line, scene: Scene) -> None:
    """Read thanks: the colleague, then what for; or the number of thanks, or the period of a list of them."""
    if one := KUDOS.fullmatch(line.rest):
        line.said["change"] = f"K-{int(one[1])}"
        return
    line.rest = TO.sub("", line.rest, count=1) if TO.match(line.rest) else line.rest
    if "to" in line.filled or not line.rest.strip(TRIM):
        return
    if token := TOKEN.match(line.rest):
        line.said["to"] = int(token[1])
        line.rest = line.rest[token.end() :]
    else:
        _person(line, scene)
    if "to" in line.said:
        _what_for(line, scene)


def _person(line: Line, scene: Scene) -> None:
    """Find whose name the rest begins with; where it is nobody's it may be the period of a list."""
    rest = line.rest.lstrip(TRIM)
    for end in _ends(rest):
        name = rest[:end].strip(TRIM + "@")
        if name.casefold() in ME:
            line.said["to"] = scene.me
        elif found := scene.find_member(name):
            line.said["to"] = _one(found, name)
        if "to" in line.said:
            line.rest = rest[end:]
            return
    period = find_period(rest, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    if period is None or rest[: period.start].strip(TRIM) or rest[period.end :].strip(TRIM):
        polite = POLITE.search(line.word)  # thanks to nobody in particular want no name
        raise Refused("kudos_whom", name="" if polite else clean_line(FOR_WORD.split(rest)[0])[:40])
    line.said["period"] = period.period


def _ends(text: str) -> list[int]:
    """Where a name at the beginning may end, the longest first: after a few words, or within the first, unspaced one."""
    words = [found.end() for found in re.finditer(r"[^\s,，:：;；]+", text)][:4]
    first = words[0] if words else 0
    # A name in Latin letters ends with them; one in Chinese runs on into what was done.
    inside = [end for end in range(1, min(first, LONGEST_NAME + 1)) if not text[end - 1 : end + 1].isascii()]
    return [*reversed(words), *reversed(inside)]


def _one(found: Sequence[Named], name: str) -> int:
    if len(found) > 1:
        raise Unclear("member", name, tuple((one.token, one.label) for one in found))
    return found[0].id


def _what_for(line: Line, scene: Scene) -> None:
    if code := CODE.search(line.rest):
        line.said["deal"] = line.code(code[0])
    elif scene.thread_deal is not None:
        line.said["deal"] = scene.thread_deal
    reason = clean_text(FOR.sub("", line.rest)).strip(" ,，;；")
    if reason:
        line.said["reason"] = reason


ESTEEM_SLOTS: dict[str, Callable[[Line, Scene], None]] = {"board": board, "row": row, "thanked": thanked}
