"""Several new leads in one line: where each begins, and what is said of all of them."""

import re
from dataclasses import dataclass

from handlers.language.sentences.announcing import SAID, SEVERAL
from handlers.language.sentences.newcomers import company_in, weight_of
from handlers.language.shape import Shape

_NUMBERED = re.compile(
    r"(?:^|(?<=[\s,，;；:：。]))(?:\d\s?[.、)）]|[①-⑨]|(?:另外?)?[一二三]?[个家]?(?:是|叫)(?=\S))\s*"
)
_EACH = re.compile(r"(?:另外?)?[一还][个家]?(?:一[个家])?(?:做?[^，,]{0,6}的)?(?:是|叫|有)")
_BREAKS = re.compile(r"[;；\n]")
_JOINTS = re.compile(r"[、，,+]|(?:以及|还有|和|及|与|跟)|\s(?:and|plus)\s|\s&\s(?=[A-Z][a-z]+ [A-Z])")
_OF_ALL = re.compile(r"\W*(?:都|均|全|both|all)(?![a-z])")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_COUNT = re.compile(r"[两二三四五2-5]|two|both|three|four|five")
MOST = 6


@dataclass(frozen=True, slots=True)
class Flock:
    """The parts of a line that tell of one lead each, what is said of all, and whether they are as many as was said."""

    parts: tuple[str, ...]
    common: str
    counted: bool


def flock_of(shape: Shape) -> Flock | None:
    """Return the leads a line tells of, where it tells of several."""
    said = [found for found in SAID.finditer(shape.line) if _opens(shape.line, found.start())]
    if len(said) > 1:
        ends = [*(found.start() for found in said[1:]), len(shape.line)]
        parts = [shape.words(one.end(), end) for one, end in zip(said, ends, strict=True)]
        kept = tuple(part for part in map(_bare, parts) if _company(part))
        return Flock(kept, "", counted=True) if len(kept) > 1 else None
    found = SEVERAL.search(shape.line)
    if found is None:
        return None
    head, rest = shape.words(0, found.end()), shape.words(found.end(), len(shape.line))
    before, colon, after = _colon(rest)
    parts, of_all = _split(after if colon else rest)
    number = _COUNT.search(found[0])
    asked = int(number[0]) if number and number[0].isdigit() else _COUNTS.get(number[0], 0) if number else 0
    if not 1 < len(parts) <= MOST:
        return None
    return Flock(tuple(parts), f"{head}{before if colon else ''}, {of_all}", counted=asked in (0, len(parts)))


def _opens(line: str, at: int) -> bool:
    return not line[:at].strip() or line[:at].rstrip()[-1] in ";；。.!！\n"


def _colon(rest: str) -> tuple[str, str, str]:
    found = re.match(r"([^:：]{0,40}?)([:：]|\s[-–—]\s)(.*)", rest, re.DOTALL)
    return (found[1], found[2], found[3]) if found else ("", "", rest)


def _split(text: str) -> tuple[list[str], str]:
    """Return the parts of a list that begin with a company each, and what stands behind them for all."""
    for marks in (_NUMBERED, _EACH, _BREAKS):
        parts = [part for part in map(_bare, marks.split(text)) if part]
        if len(parts) > 1 and all(map(_company, parts)):
            return parts, ""
    parts, common, last = [], "", 0
    for end, after in [*(found.span() for found in _JOINTS.finditer(text)), (len(text), len(text))]:
        one = text[last:end]
        if common or _OF_ALL.match(one):
            common += one
        elif _company(_bare(one)) or not parts:
            parts.append(_bare(one))
        else:
            parts[-1] += "，" + _bare(one)
        last = after
    return ([] if not all(map(_company, parts)) else parts), common


def _bare(part: str) -> str:
    return re.sub(r"^[A-Z一二三]公司\s*(?=[\u3400-\u9fff]{2})", "", part.strip(" \t\n,，;；、:：.。-—"))


def _company(part: str) -> bool:
    """Whether a part begins with what looks like a company's name, and with nobody's."""
    name = company_in(re.split(r"[(（,，:：]|\s[-–—/]\s", part)[0])[0]
    return weight_of(name) > 0 and not name[:1].islower()
