"""Awards: what one is called and until when, who is nominated and why, whom somebody votes for."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from handlers.language.spans.dates import DateSpan, read_date
from handlers.language.typed import fields
from handlers.language.typed.papers import CHANGED
from handlers.language.typed.slots import CODE, TRIM, Line
from handlers.language.words import Named, Scene, Unclear
from sales.clean import clean_line, clean_text
from sales.refusal import Refused

AWARD = re.compile(r"(?<![\w-])AW-?(\d{1,9})(?![\w-])[\s,:;，：；]*", re.IGNORECASE)
UNTIL = re.compile(
    r"[\s,，(（]*(?:\b(?:open )?(?:until|till|by|closes?|closing|ends?)\b|截止到?|截至|直到|到|至)\s*", re.IGNORECASE
)
FOR = re.compile(
    r"[\s,:;，：；、]*(?:\b(?:for|because(?: of)?|reason)\b|因为|为了|理由是?|原因是?)[\s:：]*", re.IGNORECASE
)
CHOSEN = re.compile(
    r"^(?:\b(?:for|my vote goes to|my vote is|voting for|vote for|i choose|i vote for)\b|我?(?:想|要)?(?:投票?|选|支持)?给?)\s*@?",
    re.IGNORECASE,
)
STANDS = r"(?:(?:\b(?:for|as)\b|参评|参选|竞选|评选)?\s*[“\"'「『《]?)"
LONGEST_TITLE = 50
LONGEST_NAME = 10  # letters of a name that stands before the reason without a space
ME = frozenset({"me", "myself", "我", "我自己"})
LAST_HOUR = timedelta(hours=18)


def new_award(line: Line, scene: Scene) -> None:
    """Read what an award is called, and until when people may vote."""
    title = line.rest
    for found in reversed(list(UNTIL.finditer(line.rest))):
        end = read_date(
            line.rest[found.end() :].strip(TRIM + ")）止"), now=scene.now, zone=scene.zone, calendar=scene.calendar
        )
        if end is not None:
            title = line.rest[: found.start()]
            line.said["until"] = _end_of(end)
            break
    line.said["title"] = clean_line(title.strip(TRIM + "“”\"'「」《》"))[:LONGEST_TITLE]
    if not line.said["title"]:
        raise Refused("award_title_needed")


def award(line: Line, scene: Scene) -> None:
    """Find the award by its code or by what it is called; the only one that is open need not be named."""
    if code := AWARD.search(line.rest):
        line.said["award"] = f"AW-{int(code[1])}"
        line.take(code.start(), code.end())
        return
    found = scene.awards()
    for one in found:
        if named := re.search(rf"{STANDS} ?{re.escape(one.label)}[”\"'」』》]?", line.rest, re.IGNORECASE):
            line.said["award"] = one.token
            line.take(named.start(), named.end())
            return
    if len(found) == 1:
        line.said["award"] = found[0].token


def one_award(line: Line, scene: Scene) -> None:
    """Take the award by its code, when one is named."""
    if code := AWARD.search(line.rest):
        line.said["award"] = f"AW-{int(code[1])}"


def nominated(line: Line, scene: Scene) -> None:
    """Read who is nominated and why."""
    rest = line.rest.lstrip(TRIM + "@")
    if "nominee" in line.filled or not rest.strip(TRIM):
        return
    for end in _ends(rest):
        name = rest[:end].strip(TRIM + "@")
        if name.casefold() in ME:
            found: Sequence[Named] = (Named(scene.me, "", name),)
        else:
            found = scene.find_member(name)
        if len(found) > 1:
            raise Unclear("member", name, tuple((one.token, one.label) for one in found))
        if found:
            line.said["nominee"] = found[0].id
            _why(line, FOR.sub("", rest[end:], count=1) if FOR.match(rest[end:]) else rest[end:])
            return
    raise Refused("member_unknown_name", field="nominee", name=clean_line(FOR.split(rest)[0])[:40])


def choice(line: Line, scene: Scene) -> None:
    """Read whom somebody votes for. What was typed goes no further: a vote leaves no word anywhere."""
    said = CHOSEN.sub("", line.rest.strip(TRIM + "!！~")).strip(TRIM)
    if not said:
        return
    fields.vote(line.said, said, scene)
    if "nominee" in line.said and CHANGED.search(said.lower()):
        line.said["more"] = (("change", True),)


def _end_of(found: DateSpan) -> datetime:
    """A vote that ends with a day ends with its work."""
    return found.at if found.has_time else found.at + LAST_HOUR


def _ends(text: str) -> list[int]:
    """Where a name at the beginning may end, the longest first: before why, after a few words, within the first one."""
    why = FOR.search(text)
    before = text[: why.start()] if why else text
    words = [found.end() for found in re.finditer(r"[^\s,，:：;；、]+", before)][:4]
    first = words[0] if words else 0
    inside = [end for end in range(1, min(first, LONGEST_NAME + 1)) if not text[end - 1 : end + 1].isascii()]
    return [*reversed(words), *reversed(inside)]


def _why(line: Line, rest: str) -> None:
    if code := CODE.search(rest):
        line.said["deal"] = line.code(code[0])
    reason = clean_text(rest).strip(" ,，;；:：")
    if reason:
        line.said["reason"] = reason


AWARD_SLOTS: dict[str, Callable[[Line, Scene], None]] = {
    function.__name__: function for function in (new_award, award, one_award, nominated, choice)
}
