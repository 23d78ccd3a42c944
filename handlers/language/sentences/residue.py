"""What a reading of a sentence does not explain: with weight, and beside a change of owner, result or amount, it is asked."""

import re
from collections.abc import Iterator
from datetime import timedelta

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import ENDS, Meaning, Said, Target, deals_in
from handlers.language.sentences.sums import is_other
from handlers.language.shape import Shape, Span, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.dates import DateSpan
from handlers.language.words import Mention

_OWNER = frozenset({"lead_claim", "lead_release", "lead_assign", "lead_transfer"})
_VALUED = frozenset({"progress_update", "deal_won"})
# What is set once and for one: of two that are offered, somebody has to say which.
_CHOOSES = (
    _OWNER
    | ENDS
    | {
        *(
            "progress_update",
            "correct",
            "reminder_set",
            "reminder_snooze",
            "quote_request",
            "contract_request",
            "handover",
        )
    }
    | {*("kudos", "award_nominate", "csat_record", "collab_add", "cover_set", "goal_set", "mentor_assign")}
)
_EITHER = signs(
    r"(?P<one><deal>|<member>|<amount>|<date>|<percent>)(?:那边|那单|那个|吧|\s|,|，|\?|？)*(?:or(?: was it| maybe| perhaps| is it)?|或者?是?|还是|要么|抑或|亦或)(?:\s|大概|可能|maybe|perhaps|the|at|on|to)*(?P=one)"
)
_A_REASON = 3  # signs beside a name, without which it is no reason
# By how much it is more or less, or what else it was: no second price.
_DIFFERENCE = re.compile(
    r"(?:每年|每月|每季度?|第一年|首年|of which|including|first year|year one|首付款?|首期|预付款?|定金|订金|押金|尾款|年费|运维费|单价|从|由|deposit|upfront|down payment|first payment|budget|预算|多|少|高|低|超|降|涨|减|省|便宜|原价|原来|原先|本来|之前|\bby|\b(?:from|was|down|up|saved?|than|instead of|not|list|originally))\W*(?:了|出|过|about|的|是)*\W*$"
)
# What a sum becomes another by: it is the old one.
_WAS = signs(r"\s*(?:[变改降涨调压砍减加谈]|升到|->|→|(?<![a-z])(?:to|became)(?![a-z]))[^，,。;]{0,6}<amount>")
UNSURE = any_of(
    zh="不确定 不太确定 不大确定 说不准 拿不准 不知道(?:是|该|哪|要|算|谁|有没有) 没想好 搞不清 记不清 待确认 没把握 不敢肯定",
    en="""not sure, unsure, not certain, uncertain, don'?t know (?:which|if|whether|who), can'?t remember, dunno, no idea, not positive,
        to be confirmed, tbc, don'?t recall, can'?t recall, forgot which""",
)


def offered(shape: Shape, meaning: Meaning) -> tuple[Span, Span] | None:
    """Return two things of a kind of which only one can be meant: Acme or BlueWave, Monday or Tuesday."""
    if meaning.intent not in _CHOOSES:
        return None
    told = _told(meaning)
    for found in _EITHER.finditer(shape.line):
        one, other = shape.at(found.start("one")), shape.at(found.end() - 1)
        if one is None or other is None or (shape.words(found.start(), found.end()).casefold() in told):
            continue
        return one, other
    return None


def unexplained(shape: Shape, meaning: Meaning) -> bool:
    """Whether a change of owner, result or amount leaves something with weight unused."""
    heavy = meaning.intent in _OWNER | ENDS or (meaning.intent in _VALUED and "amount" in meaning.said)
    if not heavy:
        return False
    told = _told(meaning)
    unsure = UNSURE.search(shape.line)
    if unsure is not None and (meaning.intent not in _OWNER or unsure[0] not in told):
        return True
    return any(
        shape.text[span.start : span.end].casefold() not in told or len(told) < span.end - span.start + _A_REASON
        for span in _left(shape, meaning)
    )


def _left(shape: Shape, meaning: Meaning) -> Iterator[Span]:
    """Yield what a reading has no use for, of the kinds that weigh beside it."""
    values = [value for one in (meaning, *meaning.others) for value in _flat(one.said)]
    codes = {deal.code for one in (meaning, *meaning.others) for deal in one.deals}
    codes |= {value.code for value in values if isinstance(value, Target)}
    used = {(value.start, value.end) for value in values if not isinstance(value, Target)}
    people = {named.id for value in values if isinstance(value, Mention) for named in value.named}
    other_deals = [deal for deal in deals_in(shape) if deal.code not in codes]
    yield from (span for deal in other_deals if (span := shape.at(deal.place)) and (span.start, span.end) not in used)
    if meaning.intent in _VALUED and "amount" in meaning.said:
        amounts = [(place, span) for place, span in shape.all("amount") if (span.start, span.end) not in used]
        yield from (
            span
            for place, span in amounts
            if not (
                _DIFFERENCE.search(shape.line[:place]) or _WAS.match(shape.line, place + 1) or is_other(shape, place)
            )
        )
    if meaning.intent not in _OWNER:
        return
    for _, span in shape.all("member"):
        named_here = {named.id for named in span.value.named} if isinstance(span.value, Mention) else set()
        if named_here and not named_here & (people | {shape.scene.me}):
            yield span
    soon = shape.scene.now + timedelta(days=1)
    for place, span in shape.all("date"):
        # Beside a claim a clause of its own may say anything.
        apart = meaning.intent == "lead_claim" and not _with_a_deal(shape, place)
        if isinstance(span.value, DateSpan) and span.value.at > soon and not apart:
            yield span


def _with_a_deal(shape: Shape, place: int) -> bool:
    """Whether a deal is named in the clause of a place."""
    clause = next((one for one in shape.clauses() if one.start <= place < one.end), None)
    return clause is None or bool(deals_in(shape, start=clause.start, end=clause.end))


def _told(meaning: Meaning) -> str:
    """The free text a reading keeps."""
    return " ".join(value for one in (meaning, *meaning.others) for value in _texts(one.said)).casefold()


def _texts(said: Said) -> Iterator[str]:
    for value in said.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _texts(value)


def _flat(said: Said) -> Iterator[Mention | DateSpan | AmountSpan | Target]:
    """Yield the spans a reading uses."""
    waiting: list[object] = [said]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list | tuple):
            waiting += value
        elif isinstance(value, Mention | DateSpan | AmountSpan | Target):
            yield value
