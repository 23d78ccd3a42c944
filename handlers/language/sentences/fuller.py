"""Whether a sentence says more than the typed command it begins with."""

import re

from handlers.language.sentences.meaning import ENDS
from handlers.language.sentences.teams import REGION
from handlers.language.spans.quotes import TO_PRESALES
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
        *("deals_of", "my_stale", "my_overdue", "response_time", "goal_gap", "goals", "closing"),
    }
)
_IDLE = re.compile(
    r"(?i)(?:[\s?？!！。.,，]|(?:by|per|each) (?:rep|person|team|seller|member)|前[三五十\d]+名?|please|pls|plz|thanks|thx|now|today|多少|啊|呀|吧|呢|吗|情况|怎么样|一下|看看|如何|谢谢|发我|给我|看|查|查下|看下|发下|发|show|me|出来|瞧瞧|瞅瞅|拉一?下|来一?个)+"
)
# What no team is called.
_PHRASE = re.compile(r"(?i)(?:with|without|that|which|above|over|below|under|closing|not|no|stuck|older|due)\b")


def told_better(typed: Words, read: tuple[Words, ...] | Question, text: str) -> bool:
    """Whether a sentence says more than the typed command that its first word is."""
    if isinstance(read, Question):
        return typed.intent == "quote_request" and not _priced(typed)
    said, same = read[0], (typed.intent, typed.deal) == (read[0].intent, read[0].deal)
    better = {
        "deal_status": said.intent in ENDS,
        "my_deals": said.intent in LISTS and typed.page is None,
        "deals_of": said.intent in LISTS
        and typed.who is None
        and (typed.team is None or bool(_PHRASE.match(typed.team))),
        "lead_transfer": said.intent == "handover",
        "quote_return": said.intent == "quote_decision" and typed.step == 0 and not TO_PRESALES.search(text),
        "quote_request": same and not _priced(typed),
        "help_request": same and typed.at is None and said.at is not None,
        "contract_request": same,
    }
    # What a command took for a team is one, unless the sentence knows a better or nothing is left of it.
    team = said.team is not None and REGION.fullmatch(said.team.casefold()) is not None
    known = team or "compare" in dict(said.more) or (said.who is not None and typed.intent != "goal_gap")
    strange = typed.quote is not None or (typed.team is not None and (known or bool(_IDLE.fullmatch(typed.team))))
    return better.get(typed.intent, strange and said.intent in (typed.intent, f"my_{typed.intent}"))


def _priced(typed: Words) -> bool:
    return any(item.unit for item in typed.items or ())
