"""What a sentence was understood as, before the gate decides whether that is certain enough."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.language.shape import SIGNS, Clause, Shape, Span
from handlers.language.words import Mention, Named
from sales.values import Deal

Said = dict[str, Any]
# How a deal ends.
ENDS = frozenset({"deal_won", "deal_lost"})
# A colleague whose deal is named next.
_HOLDER = re.compile("(?<![给派转])\ue001(?:(?:['’]s)?|(?:手[上里]|负责|跟)?(?:的|的?\\s?那[个家单]))\\s?$")
_OF_HOLDER = re.compile(r" of \ue001")
# What stands between names that are named together.
BESIDE = re.compile(r"[\s、,，/&]*(?:和|跟|与|及|还有|and|&|\+)?\s*")
TRIM = " \t\n,:;.!?~->→，。：；、！？　="


@dataclass(slots=True)
class Meaning:
    """An intent with its fields; `deals` are whom it is about, `doubts` what should be asked first."""

    intent: str
    said: Said = field(default_factory=dict)
    deals: tuple["Target", ...] = ()
    needs_deal: bool = False
    doubts: list[str] = field(default_factory=list)
    others: list["Meaning"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Target:
    """A deal a sentence is about: where it is named, and the deals that may be meant."""

    place: int
    name: str
    candidates: tuple[Named, ...]
    fuzzy: bool = False

    @property
    def code(self) -> str | None:
        """The deal's code, when only one can be meant."""
        return self.candidates[0].token if len(self.candidates) == 1 else None


def deals_in(shape: Shape, *, start: int = 0, end: int | None = None) -> tuple[Target, ...]:
    """Return the deals a text names, each once; a shared name is settled by ownership, thread or a code beside it."""
    found = [_target(shape, place, span) for place, span in shape.all("deal", start, end)]
    sure = {target.code for target in found if target.code}
    kept: dict[object, Target] = {}
    for target in found:
        tokens = {named.token for named in target.candidates}
        if (len(tokens) > 1 and tokens & sure) or (_unsure(target) and _beside_code(shape, target)):
            continue
        kept.setdefault(target.code or frozenset(tokens), target)
    return tuple(kept.values())


def known_deals(shape: Shape) -> list[Deal]:
    """Return how the deals stand that a text surely names, else the one in whose thread it is said."""
    codes = [target.code for target in deals_in(shape)] or [shape.scene.thread_deal]
    return [deal for code in codes if code and (deal := shape.scene.deal(code)) is not None]


def _unsure(target: Target) -> bool:
    return target.fuzzy or len(target.candidates) != 1


def _beside_code(shape: Shape, target: Target) -> bool:
    """Whether a deal's code stands next to a name: then the name needs no question."""
    for place, span in shape.all("deal"):
        first, last = sorted((place, target.place))
        coded = isinstance(span.value, Mention) and span.value.how == "code" and len(span.value.named) == 1
        if coded and first < last and not shape.line[first + 1 : last].strip(" ()（）:：,，"):
            return True
    return False


def members_in(shape: Shape, *, start: int = 0, end: int | None = None) -> list[tuple[int, Mention]]:
    """Return the colleagues a text names, with their places."""
    return [(place, span.value) for place, span in shape.all("member", start, end) if isinstance(span.value, Mention)]


def _target(shape: Shape, place: int, span: Span) -> Target:
    scene = shape.scene
    assert isinstance(span.value, Mention)
    candidates: Sequence[Named] = span.value.named
    if len(candidates) > 1:
        holder = _holder(shape, place)
        theirs = [one for one in candidates if holder is not None and one.owner == holder]
        mine = [one for one in candidates if one.owner == scene.me]
        here = [one for one in candidates if one.token == scene.thread_deal]
        candidates = theirs or here or (mine if len(mine) == 1 else candidates)
    slip = span.value.fuzzy and len(candidates) == 1 and scene.me == candidates[0].owner
    return Target(place, shape.text[span.start : span.end], tuple(candidates), span.value.fuzzy and not slip)


def _holder(shape: Shape, place: int) -> int | None:
    """The colleague a deal is said to be of: Amy's Orion, 娜姐那个蓝海, the Orion of Amy."""
    before = _HOLDER.search(shape.line, max(place - 8, 0), place)
    after = _OF_HOLDER.match(shape.line, place + 1)
    who = shape.at(before.start()) if before else shape.at(after.end() - 1) if after else None
    if who is None or not isinstance(who.value, Mention) or len(who.value.named) != 1:
        return None
    said = shape.text[who.start : who.end]
    theirs = after or said.endswith(("'s", "’s")) or shape.line[:place].rstrip()[-1:] != SIGNS["member"]
    return who.value.named[0].id if theirs else None


def left_over(shape: Shape, clause: Clause, cuts: Iterable[tuple[int, int]]) -> str:
    """Return what was typed in a clause beside some parts of it."""
    pieces, last = [], clause.start
    for start, end in sorted(cuts):
        if end <= clause.start or start >= clause.end:
            continue
        if start >= last:
            pieces.append(shape.words(last, start))
        last = max(last, min(end, clause.end))
    pieces.append(shape.words(last, clause.end))
    return re.sub(r"\s+", " ", " ".join(piece.strip() for piece in pieces if piece.strip(TRIM))).strip(TRIM)
