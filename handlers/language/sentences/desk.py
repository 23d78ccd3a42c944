"""What somebody needs from others on a deal: a quote, a contract, a hand-over to delivery, help."""

import re

from handlers.language.sentences.contracts import read_contract
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.deciding import read_decision
from handlers.language.sentences.handing import read_handover
from handlers.language.sentences.helping import calls, read_help, summons
from handlers.language.sentences.meaning import Meaning, deals_in
from handlers.language.sentences.quoting import read_quote
from handlers.language.sentences.teams import REGION
from handlers.language.shape import Shape
from handlers.language.spans.quotes import TO_PRESALES
from handlers.language.typed.slots import CODE
from handlers.language.words import Question, Words

# Lists a typed word asks for: what it takes for a team may only be the rest of the sentence.
LISTS = frozenset(
    {
        *(
            "deal_status",
            "my_deals",
            "leaderboard",
            "conversion_rate",
            "forecast",
            "pipeline",
            "won",
            "lost",
            "stale",
            "overdue",
        ),
        *("deals_of", "my_stale", "my_overdue", "response_time", "goal_gap", "goals"),
    }
)
_IDLE = re.compile(
    r"(?i)(?:[\s?？!！。.,，]|(?:by|per|each) (?:rep|person|team|seller|member)|前[三五十\d]+名?|please|pls|plz|thanks|thx|now|today|多少|啊|呀|吧|呢|吗|情况|怎么样|一下|看看|如何|谢谢|发我|给我|看|查|查下|看下|发下|发|show|me|出来|瞧瞧|瞅瞅|拉一?下|来一?个)+"
)
# What no team is called.
_PHRASE = re.compile(r"(?i)(?:with|without|that|which|above|over|below|under|closing|not|no|stuck|older|due)\b")
# Thanks that close a wish are no praise.
_THANKED_AHEAD = any_of(
    zh="(?:谢谢|多谢|感谢|辛苦了?|拜托了?|先谢|有劳)(?:啦|了|哦|哈|大家|各位|大佬|您|你)*[\\s!！。~～🙏👍]*$ 先谢 提前谢 辛苦(?:一?下|帮忙|尽快|🙏) 这边辛苦",
    en="""(?:thanks|thx|thank you|ty|tks|cheers|appreciated?|thanks a lot|thanks so much)[\\s!.🙏]*$, in advance,
        (?:revert|come back)(?: to (?:me|us))? with (?:a |the )?(?:quote|quotation|pricing)""",
)


def read_desk(shape: Shape) -> Meaning | None:
    """Read a request on a deal: hand-over, contract, quote, help."""
    for read in (read_handover, read_contract, read_quote, read_help):
        if (meaning := read(shape)) is not None:
            return meaning
    return None


def read_plain(shape: Shape) -> Meaning | None:
    """Read a request that closes with thanks calls a trade by its name or counts what is to be quoted, before it is taken for anything else."""
    if next(shape.all("quote"), None) is None and (decision := read_decision(shape)) is not None:
        return decision
    if _THANKED_AHEAD.search(shape.line):
        return read_contract(shape) or read_quote(shape)
    if calls(shape):
        return read_contract(shape) or read_help(shape)
    if summons(shape) and deals_in(shape):
        return read_desk(shape)
    quote = read_quote(shape)
    return quote if quote and {"qty", "discount_pct"} & set(quote.said) else None


def told_better(typed: Words, read: tuple[Words, ...] | Question, text: str) -> bool:
    """Whether a sentence says more than the typed command that its first word is."""
    if isinstance(read, Question):
        return typed.intent == "quote_request" and not _priced(typed)
    said, same = read[0], (typed.intent, typed.deal) == (read[0].intent, read[0].deal)
    better = {
        "deal_status": said.intent in ("deal_won", "deal_lost"),
        "my_deals": said.intent in LISTS and typed.page is None,
        "deals_of": said.intent in LISTS
        and typed.who is None
        and (typed.team is None or bool(_PHRASE.match(typed.team))),
        "lead_transfer": said.intent == "handover",
        "quote_return": said.intent == "quote_decision" and typed.step == 0 and not TO_PRESALES.search(text),
        "quote_request": same and not _priced(typed),
        "contract_request": same and not CODE.search(text),
    }
    # What a command took for a team is one, unless the sentence knows a better or nothing is left of it.
    team = said.team is not None and REGION.fullmatch(said.team.casefold()) is not None
    known = team or (said.who is not None and typed.intent != "goal_gap")
    strange = typed.quote is not None or (typed.team is not None and (known or bool(_IDLE.fullmatch(typed.team))))
    return better.get(typed.intent, strange and said.intent in (typed.intent, f"my_{typed.intent}"))


def _priced(typed: Words) -> bool:
    return any(item.unit for item in typed.items or ())
