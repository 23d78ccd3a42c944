"""Several new leads in one line: where each begins, and what is said of all of them."""

import re
from dataclasses import dataclass

from handlers.language.sentences.callers import begins_with_company
from handlers.language.sentences.cues import any_of
from handlers.language.shape import Shape

# Each is announced anew.
_ANEW = re.compile(
    r"(?:^|(?<=[;；。.!！\n]))\s*(?i:新(?:线索|客户|商机)|线索|商机|(?:new )?(?:lead|prospect|customer|client))\s*[:：]"
)
_NOUN = "(?:新)?(?:的)?(?:线索|客户?|商机|单子?|询盘|咨询|inbound|leads?)"
_SEVERAL = any_of(
    zh=f"(?:[两俩二三四五六七八九2-9]|好几|一共.)(?:(?:个|条|家)(?:{_NOUN}|新的)?|{_NOUN})(?=\\W|$|一|都|全) {_NOUN}[两二三四五六七八九2-9](?:个|条|家|枚)?",
    en="(?:two|three|four|five|six|several|a few|a couple(?: of)?|couple of|some|[2-9]|both) (?:new |fresh |hot |more )*(?:leads|prospects|companies|customers|clients|ones|inquiries|enquiries), (?:these|following)(?: (?:leads|companies|customers|two|three|four))?, (?:new )?leads(?= ?[:：-])",
)
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s,，;；:：。]))(?:\d\s?[.、)）]|[①-⑨]|(?:另外?)?[一二三]?[个家]?(?:是|叫)(?=\S))\s*"
)
_FIRST = re.compile(r"(?:^|(?<=[\s:：]))(?:1\s?[.、)）]|①)")
_EACH = re.compile(r"(?:另外?)?[一还][个家]?(?:一[个家])?(?:做?[^，,]{0,6}的)?(?:是|叫|有)")
_BREAKS = re.compile(r"[;；\n]")
_JOINTS = re.compile(
    r"[、，,+]|(?:以及|还有|和|及|与|跟)|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|\s(?:and|plus)\s|\s&\s(?=[A-Z][a-z]+ [A-Z])"
)
_OF_ALL = re.compile(r"\W*(?:都|均|全|both|all)(?![a-z])")
_COUNTS = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_COUNT = re.compile("[2-5]|" + "|".join(_COUNTS))
_MOST = 6


@dataclass(frozen=True, slots=True)
class Flock:
    """The parts of a line that tell of one lead each, what is said of all before and behind them, and whether they are as many as was said."""

    parts: tuple[str, ...]
    head: str
    of_all: str
    counted: bool


def flock_of(shape: Shape) -> Flock | None:
    """Return the leads a line tells of, where it tells of several."""
    anew = [part for part in map(_bare, _ANEW.split(shape.text)) if part]
    if len(anew) > 1 and all(map(begins_with_company, anew)):
        return Flock(tuple(anew), "", "", counted=True)
    found = _SEVERAL.search(shape.line) or _FIRST.search(shape.line)
    if found is None:
        return None
    numbered = found.re is _FIRST
    cut = found.start() if numbered else found.end()
    head, rest = shape.words(0, cut), shape.words(cut, len(shape.line))
    before, after = _colon(rest)
    opening, parts, of_all = _split(after)
    number = _COUNT.search(found[0])
    asked = 0 if numbered or number is None else _COUNTS.get(number[0]) or int(number[0])
    if not 1 < len(parts) <= _MOST:
        return None
    return Flock(tuple(parts), f"{head}{before} {opening}", of_all, counted=asked in (0, len(parts)))


def _colon(rest: str) -> tuple[str, str]:
    """What stands before and behind the sign that opens a list."""
    found = re.match(r"([^:：]{0,40}?)(?:[:：]|\s[-–—]\s|(?<=的)\s)(.*)", rest, re.DOTALL)
    return (found[1], found[2]) if found else ("", rest)


def _split(text: str) -> tuple[str, list[str], str]:
    """Return the parts of a list that begin with a company each, and what stands before and behind them for all."""
    for marks in (_NUMBERED, _EACH, _BREAKS):
        parts = [part for part in map(_bare, marks.split(text)) if part]
        if len(parts) > 1 and all(map(begins_with_company, parts)):
            return "", parts, ""
    opening, parts, of_all, last = "", list[str](), "", 0
    for end, after in [*(found.span() for found in _JOINTS.finditer(text)), (len(text), len(text))]:
        one = text[last:end]
        if of_all or (parts and _OF_ALL.match(one)):
            of_all += one
        elif begins_with_company(_bare(one)):
            parts.append(_bare(one))
        elif parts:
            parts[-1] += "，" + _bare(one)
        else:
            opening += f" {one}"
        last = after
    return opening, parts, of_all


def _bare(part: str) -> str:
    return re.sub(r"^[A-Z一二三]公司\s*(?=[\u3400-\u9fff]{2})", "", part.strip(" \t\n,，;；、:：.。-—"))
