"""Who holds a deal: claimed, given back, given to somebody, worked on together."""

from collections.abc import Callable, Iterator

from handlers.language.sentences.acts import ASKED
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.facts import read_facts
from handlers.language.sentences.giving import read_giving
from handlers.language.sentences.holding import read_claim, read_release
from handlers.language.sentences.meaning import Meaning, Target, deals_in
from handlers.language.sentences.sharing import contests, read_dispute, read_together
from handlers.language.shape import Clause, Shape

_BULK = any_of(
    zh="""(?:全部?|所有|都|统统).{0,6}(?:退|放回|释放|给我|给|转|分|认领|归我) (?:所有|全部|全都)(?:的)?.{0,6}(?:线索|单子|商机|客户) 名下(?:的)?(?:所有|全部|都)""",
    en="(?:all|every|everything|each).{0,16}(?:my|the|open|unclaimed|pool|leads?|deals?|accounts?), everything (?:i have|in the pool)",
)
_BULK_ACT = any_of(
    zh="退回 放回 释放 给我 归我 认领 转给 分给 派给 交给 移交",
    en="releas(?:e|ing), claim(?:ing)?, tak(?:e|ing), grab(?:bing)?, assign(?:ing)?, transfer(?:ring)?, giv(?:e|ing), return(?:ing)?, mov(?:e|ing), reassign(?:ing)?",
)
_LONGEST = 160
_ACTS: tuple[Callable[[Shape, Clause], Meaning | None], ...] = (read_together, read_giving, read_release, read_claim)


def read_contest(shape: Shape) -> Meaning | None:
    """Read that somebody contests in so many words who has a deal; what is theirs they give away, and do not contest."""
    meaning = read_dispute(shape) if contests(shape.line) else None
    if meaning is None or len(shape.line) > _LONGEST or not all(_mine(shape, target) for target in meaning.deals):
        return meaning
    return None if any(not act.doubts for act in _acts(shape)) else meaning


def _mine(shape: Shape, target: Target) -> bool:
    return all(one.owner == shape.scene.me for one in target.candidates)


def read_baton(shape: Shape) -> Meaning | None:
    """Read who takes, gives back, gives away or shares a deal, where it is said plainly."""
    if len(shape.line) > _LONGEST:
        return None
    if _in_bulk(shape):
        return Meaning("bulk")
    return next((meaning for meaning in _acts(shape) if not meaning.doubts), None) or read_dispute(shape)


def read_loosely(shape: Shape) -> Meaning | None:
    """Read the same from words that leave a doubt, where they tell no news."""
    if len(shape.line) > _LONGEST or (meaning := next(_acts(shape), None)) is None:
        return None
    told = read_facts(shape)
    return meaning if told is None or told.doubts else None


def _in_bulk(shape: Shape) -> bool:
    line = shape.line
    return not deals_in(shape) and bool(_BULK.search(line) and _BULK_ACT.search(line) and not ASKED.search(line))


def _acts(shape: Shape) -> Iterator[Meaning]:
    for read in _ACTS:
        found = [meaning for clause in shape.clauses() if (meaning := read(shape, clause)) is not None]
        meaning = _together(found) or read(shape, Clause(0, len(shape.line)))
        if meaning is not None:
            yield meaning


def _together(found: list[Meaning]) -> Meaning | None:
    """One act after the other, each on deals of its own; what repeats an act says nothing new."""
    if not found:
        return None
    first = next((meaning for meaning in found if not meaning.doubts), found[0])
    seen = {target.place for target in first.deals}
    for meaning in found:
        places = {target.place for target in meaning.deals}
        if meaning.intent != "nothing" and not meaning.doubts and places and not places & seen:
            first.others.append(meaning)
            seen |= places
    return first
