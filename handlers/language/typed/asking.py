"""What people ask each other for on a deal: help, a contract's review, a hand-over; and who helps there."""

import re
from collections.abc import Callable

from handlers.language.spans.dates import find_dates
from handlers.language.typed import fields
from handlers.language.typed.slots import CODE, TRIM, Line, deal, member
from handlers.language.words import Scene
from sales.clean import clean_line, clean_text
from sales.refusal import Refused
from sales.staffing import role_named

COLON = re.compile(r"\s*[:：]\s*")
OF = re.compile(r"^(?:(?:from|of|for|by|with|please|请求?|找|向|让|叫|麻烦)\s*)+", re.IGNORECASE)
BETWEEN = re.compile(
    r"^\s*(?:['’]s\b)?\s*(?:(?:team|people|colleagues?|同事|团队|的?人员?)\s*)?(?:(?:and\b|&|/|[,，、和与跟及])\s*(?=\w))?",
    re.IGNORECASE,
)
FOR = re.compile(
    r"^[\s,:;，。：；、]*(?:(?:support|help|to|for|with|来|去|支援|支持|协助|帮忙|配合|帮)(?![a-z])[\s,:;，。：；、]*)*",
    re.IGNORECASE,
)
LEADING = re.compile(r"(?:\b(?:on|for|about|of|in|to|from|with|deal)|关于|针对|商机)\s*$", re.IGNORECASE)
PIECE = re.compile(r"[,，;；\n]")
TO = re.compile(r"(?:^|\s)(?:to|for|with)\s+|\s*(?:->|→|@)\s*|(?:请|找|给|交给|发给|由)\s*@?\s*", re.IGNORECASE)
FROM_NAME = re.compile(r"^\s*(?:来|帮忙|审核|评审|审一下|审|看一下|看看|看|review(?:s|ed)?)\s*", re.IGNORECASE)
JOINS = re.compile(
    r"^(?:[\s,，:：]|(?:as|to|from|in|on|of|join(?:s|ing)?|with|be|a|the|role)\b|加入|参与|协作|进来|进|作为|担任|做|当|任)+",
    re.IGNORECASE,
)
AND = re.compile(r"^(?:[\s,，、&]|and\b|和|跟|与)+(?=\S)", re.IGNORECASE)
START = re.compile(r"\b(?:start(?:s|ing)?|kick[- ]?off|begin(?:s|ning)?)\b|开始|启动|进场|开工", re.IGNORECASE)
GO_LIVE = re.compile(r"\b(?:go(?:es|ing)?[- ]?live|launch)|上线|验收", re.IGNORECASE)
DOCS = re.compile(
    r"^(?:docs?|documents?|papers|documentation|资料|文档|文件)\s*(?:owner|负责人)?\s*(?:by|from|with|is|are|由|归|:|：|给)?\s*",
    re.IGNORECASE,
)
LINE_NUMBER = re.compile(r"\d{1,3}")
EVERY_LINE = re.compile(r"^(?:all|every(?:thing)?|全部|所有|都)", re.IGNORECASE)


def about(line: Line, scene: Scene) -> None:
    """Find the deal by a code anywhere in the line, before the thread we are in."""
    code = CODE.search(line.rest)
    if "deal" not in line.said and code is not None:
        line.said["deal"] = line.code(code[0])
        line.take(len(LEADING.sub("", line.rest[: code.start()])), code.end())
    deal(line, scene)


def wanted(line: Line, scene: Scene) -> None:
    """Read of whom something is needed (roles, or a colleague), by when or for when, and what."""
    if not line.filled & {"roles", "to"}:
        whom(line, scene)
    line.rest = FOR.sub("", line.rest, count=1)
    due(line, scene)
    text = clean_text(line.rest.strip(TRIM))
    if text:
        line.said["what"] = text
    line.rest = ""


def whom(line: Line, scene: Scene) -> None:
    """Take the roles or the colleague the line begins with."""
    line.rest = OF.sub("", line.rest, count=1)
    roles = list[str]()
    while (found := fields.ROLE.match(line.rest)) and (role := role_named(found[0])):
        roles.append(role)
        line.rest = BETWEEN.sub("", line.rest[found.end() :], count=1)
    if roles:
        line.said["roles"] = tuple(dict.fromkeys(roles))
    elif not line.rest:
        raise Refused("request_whom_needed", field="roles")
    else:
        line.said["to"] = _colleague(line, scene)


def due(line: Line, scene: Scene) -> None:
    """Take the day or moment something is needed by; a moment without "by" is when it takes place."""
    found = find_dates(line.rest, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    if not found:
        return
    day = found[-1]
    at = fields.near(day, line.rest, scene, field="due")
    if day.has_time and not fields.is_limit(line.rest, day):
        line.said["at"] = at  # what is to be done then stays among the words
        return
    line.said["due"] = at if day.has_time else scene.end_of_day(at)
    line.rest = fields.without(line.rest, day.start, day.end)


def review(line: Line, scene: Scene) -> None:
    """Read which contract is to be reviewed, by whom, by when, and its terms after a colon or comma."""
    _limit(line, scene)
    head, terms = _headed(line.rest)
    if (found := TO.search(head)) is not None:
        piece = Line(head[found.end() :])
        _addressee(piece, scene, line)
        head = f"{head[: found.start()]} {FROM_NAME.sub('', piece.rest)}"
    if doc := clean_line(head).strip(TRIM):
        line.said["doc"] = doc[:200]
    if terms and "terms" not in line.filled:
        line.said["terms"] = clean_text(terms.strip(TRIM))
    line.rest = ""


def handing(line: Line, scene: Scene) -> None:
    """Read who takes over the delivery, when it starts and goes live, who brings the papers; all words are kept."""
    head, rest = _headed(line.rest)
    if (found := TO.match(head)) is not None or fields.ROLE.match(head):
        piece = Line(head[found.end() :] if found else head)
        _addressee(piece, scene, line)
        head = piece.rest
    text = clean_text(", ".join(filter(None, (head.strip(TRIM), rest.strip(TRIM)))))
    for part in filter(None, (piece.strip() for piece in PIECE.split(text))):
        _plan(part, line, scene)
    if text:
        line.said["what"] = text
    line.rest = ""


def helping(line: Line, scene: Scene) -> None:
    """Read which colleagues shall help, and as what."""
    found = list[int]()
    while line.rest and not (found and (JOINS.match(line.rest) or fields.ROLE.match(line.rest))):
        try:
            found.append(_colleague(line, scene))
        except Refused:
            if not found:
                raise
            break
        line.rest = AND.sub("", line.rest, count=1)
    if not found:
        raise Refused("member_needed", field="to")
    line.said["members"] = tuple(dict.fromkeys(found))
    line.rest = JOINS.sub("", line.rest, count=1)
    if (word := fields.ROLE.match(line.rest)) and (role := role_named(word[0])):
        line.said["role"] = role


def lines(line: Line, scene: Scene) -> None:
    """Read which lines of a checklist are meant: numbers, or all."""
    if EVERY_LINE.match(line.rest.strip(TRIM)):
        line.said["lines"] = ()
    elif numbers := LINE_NUMBER.findall(line.rest):
        line.said["lines"] = tuple(dict.fromkeys(map(int, numbers)))


def version(line: Line, scene: Scene) -> None:
    """Take what is left as terms."""
    text = clean_text(line.rest.strip())
    if text:
        line.said["terms"] = text
    line.rest = ""


def _limit(line: Line, scene: Scene) -> None:
    """Take the day something is due, where the words say so: "60 days" among terms is no day."""
    found = find_dates(line.rest, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    limits = [day for day in found if fields.is_limit(line.rest, day)]
    if limits:
        at = fields.near(limits[-1], line.rest, scene, field="due")
        line.said["due"] = at if limits[-1].has_time else scene.end_of_day(at)
        line.rest = fields.without(line.rest, limits[-1].start, limits[-1].end)


def _headed(text: str) -> tuple[str, str]:
    """What stands before the first colon, else before the first comma, and what follows."""
    cut = re.search(r"[:：]", text) or PIECE.search(text)
    return (text, "") if cut is None else (text[: cut.start()], text[cut.end() :])


def _addressee(piece: Line, scene: Scene, line: Line) -> None:
    """Take the role or the colleague a piece begins with."""
    found = fields.ROLE.match(piece.rest)
    if found and (role := role_named(found[0])):
        line.said["role"] = role
        piece.rest = piece.rest[found.end() :]
    else:
        line.said["assignee"] = _colleague(piece, scene)


def _plan(part: str, line: Line, scene: Scene) -> None:
    for name, words in (("start", START), ("go_live", GO_LIVE)):
        if words.search(part):
            found = find_dates(part, now=scene.now, zone=scene.zone, calendar=scene.calendar)
            if found:
                line.said[name] = found[0].at
            return
    if (docs := DOCS.match(part)) is not None:
        try:
            line.said["doc_owner"] = _colleague(Line(part[docs.end() :]), scene)
        except Refused:
            return  # the words are kept all the same


def _colleague(line: Line, scene: Scene) -> int:
    """Find whose name the line begins with, also where Chinese runs on without a space."""
    line.rest = COLON.sub(", ", line.rest, count=1)
    try:
        return member(line, scene)
    except Refused:
        for length in (4, 3, 2):
            found = scene.find_member(line.rest[:length]) if not line.rest[:length].isascii() else []
            if len(found) == 1:
                line.rest = line.rest[length:].lstrip(TRIM)
                return found[0].id
        raise


ASKING_SLOTS: dict[str, Callable[[Line, Scene], None]] = {
    function.__name__: function for function in (about, wanted, review, handing, helping, lines, version)
}
