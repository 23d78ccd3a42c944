"""How a deal ended: won or lost, for how much, why."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.sentences.reasons import reason_for, why_lost
from handlers.language.sentences.signings import order_number, payment, signed_on, term_months, worth
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.certain import not_bare

_ACT = re.compile(
    r"认领|释放|退回|转给|分给|派给|成交|签|中标|拿下|丢(?!给)|黄了|赢|"
    r"\b(?:claim\w*|releas\w*|assign\w*|transfer\w*|sign(?:s|ed|ing)?(?!-?\s?off)|clos(?:e|es|ed|ing)|win|wins|won|lose|losing|lost|said no|walk)\b"
)
_OFF = frozenset({Mood.NOT, Mood.WISH, Mood.IF, Mood.ASKED})
# What is asked, hoped for or supposed has not come.
_UNREAL = any_of(
    zh=r"如果 (?<!主)要是 假如 万一 除非 希望 争取 [?？吗]\W*$ 的话",
    en=r"if, unless, hope(?:fully)?, hoping, would have, might, [?？]\W*$",
)
_NOT_LOST = any_of(zh="没丢 没输 没黄 不是丢", en="not (?:lost|dead), (?:did|has|is|have)n'?t (?:lose|lost|dead)")
_YEAR = 12  # months
_LISTED = signs(r"(?:[\s、,，;；&+:：]|<deal>|<amount>|和|跟|与|及|还有|(?<![a-z])(?:and|plus|for|at|also)(?![a-z]))*")
_TAKER = re.compile(r"(?:to|输给|选了|with|chose|picked)\s*$")


def denied(shape: Shape, clause: Clause) -> bool:
    """Whether a clause speaks of an end of a deal, or of who holds it, that has not come."""
    found = _ACT.search(shape.line, clause.start, clause.end)
    return found is not None and mood_of(shape, clause, *found.span()) in _OFF


def as_won(shape: Shape) -> Meaning | None:
    """Return what a line says of a win that it tells; None where it only asks, supposes or denies."""
    if _UNREAL.search(shape.line):
        return None
    told = [clause for clause in shape.clauses() if not denied(shape, clause)]
    if len(told) == len(shape.clauses()):
        return _won(shape)
    # One deal is not signed, and another is (云帆没签，华重签了).
    other = [one for one in told if any(one.start <= deal.place < one.end for deal in deals_in(shape))]
    if len(other) != 1 or len(deals_in(shape)) != len(shape.clauses()):
        return None
    return _won(Shape(shape.words(other[0].start, other[0].end), shape.scene))


def as_lost(shape: Shape) -> Meaning | None:
    """Return what a line says of a loss that it tells; None where it only asks, supposes or denies."""
    if _UNREAL.search(shape.line) or _NOT_LOST.search(shape.line):
        return None
    return _lost(shape)


def _won(shape: Shape) -> Meaning:
    """Return what a line says of a win: for how much, since when, on which terms."""
    amount, several = worth(shape)
    if amount is None:
        not_bare(shape.line)
    said: Said = {} if amount is None else {"amount": amount}
    told: Said = {
        "signed_on": signed_on(shape),
        "po": order_number(shape),
        "term_months": term_months(shape),
        "payment": payment(shape),
    }
    if more := {name: value for name, value in told.items() if value is not None}:
        said["more"] = more
    if pairs := _each_with_its_sum(shape):
        first, *rest = (Meaning("deal_won", said | {"amount": one}, (deal,), needs_deal=True) for deal, one in pairs)
        first.others = rest
        return first
    shared = len(deals_in(shape)) > 1 and len(list(shape.all("amount"))) > 1
    of_each_year = isinstance(amount, AmountSpan) and amount.each and more.get("term_months", 0) > _YEAR
    return Meaning(
        "deal_won",
        said,
        deals_in(shape),
        needs_deal=True,
        doubts=["which"] if several or shared or of_each_year else [],
    )


def _each_with_its_sum(shape: Shape) -> list[tuple[Target, object]]:
    """Several deals of which each is followed by a sum of its own (won Acme 22k and BlueWave 40k)."""
    deals = deals_in(shape)
    found = [(deal.place, deal) for deal in deals] + [(place, None) for place, _ in shape.all("amount")]
    turns = [deal is not None for _, deal in sorted(found, key=lambda one: one[0])]
    if len(deals) < 2 or turns != [True, False] * len(deals):
        return []
    if not _LISTED.fullmatch(shape.line, deals[0].place, deals[-1].place):
        return []  # something else was said of one of them
    return [(deal, span.value) for deal, (_, span) in zip(deals, shape.all("amount"), strict=True)]


def _lost(shape: Shape) -> Meaning:
    """Return what a line says of a loss: whose deal it is, and why."""
    choice, sure = reason_for(shape)
    why = why_lost(shape, known=choice is not None)
    said: Said = {"reason": why} if why else {}
    # A reason nobody here knows would be filed under "other": which it is is asked, not guessed.
    unknown = bool(why) and not (sure and choice)
    said["choice"] = choice or ("other" if unknown else None)
    deals = deals_in(shape)
    ours = tuple(one for one in deals if not _TAKER.search(shape.line, 0, one.place))
    return Meaning("deal_lost", said, ours or deals, needs_deal=True, doubts=["reason"] if unknown else [])
