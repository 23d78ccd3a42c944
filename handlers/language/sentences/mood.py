"""Whether a clause says what is so, or only what is hoped, asked, feared, denied or supposed."""

import re
from enum import Enum

from handlers.language.shape import Clause, Shape, signs


class Mood(Enum):
    """How a clause means what it says."""

    FACT = "fact"
    NOT = "not"
    WISH = "wish"
    IF = "if"
    ASKED = "asked"
    UNSURE = "unsure"
    AHEAD = "ahead"


_ASKED = signs(
    r"[?？]\s*$|(?:吗|么|嘛|没有?|了没|呢|不|没呢)[\s!！。.~]*$|是不是|有没有|是否|能不能|可不可以|行不行|好不好|要不要|多少|什么时候|啥时候|为什么|为啥|怎么|哪个|哪些|哪家|谁|(?<![了过有提这那好十上前后隔])几[个家点]|"
    r"^[^\w-]*(?:does|do|any chance|when|why|how|what|who|whom|whose|which|where)\b(?!\s*(?:a |the )?(?:deal )?(?:closed|lost|won) )|"
    r"^[^\w-]*(?:did|has|have|had|is|are|was|were|will|would|can|could|should|shall|may)(?:n't)? (?!(?:the|our|my|their) (?:(?:\w+|<deal>) )?(?:demo|workshop|call|meeting|visit|training|poc|pilot|review|walk-?through|presentation|session|onsite|follow-?up)\b(?! (?:happen|go|take|work)))"
    r"(?:(?:i|you|u|we|they|he|she|it|this|that|there|these|those|the|our|my|your|their|his|her|not|who|no one|nobody)\b|any|some|every|<deal>|<member>)(?!\s*(?:deal )?(?:closed|lost|won) )"
)
_NOT = signs(
    r"(?:还没有?|没有?|未|尚未|并未|不会|不能|不了|不想|不太|不是|无法|没法|别|不要|不用|不|莫|勿|拒绝|暂缓|取消)(?=[^，,。]{0,12}$)|"
    r"(?:\b(?:not|never|no|nobody|none|cannot|without|isnt|arent|wasnt|havent|hasnt|hadnt|dont|doesnt|didnt|wont|cant|couldnt|wouldnt|aint|refuse[sd]? to|fail(?:ed|s)? to|yet to|nowhere near|far from|neither|nor|instead of|rather than|nothing)\b|n't\b)(?=[^,;.]{0,40}$)"
)
_WISH = signs(
    r"希望|但愿|祝|最好|争取|力争|想要|想(?!法|到)|盼|要是能|能不能|求求|目标是|冲一把|尽快|加油|"
    r"\b(?:hope(?:fully|s)?|hoping|wish(?:ing)?|fingers crossed|would love|wanna|aim(?:s|ing)? to|try(?:ing)? to|want(?:s|ed)? to|looking to|would like|let'?s|pray(?:ing)?|dream|target(?:ing)?|shooting for|can'?t wait)\b"
)
_IF = signs(
    r"如果|(?<!主)要是|假如|假设|万一|一旦|只要|除非|的话|等(?!等)[^，,。]{0,14}(?:再|就|后|了|才)|若|倘若|就算|"
    r"\b(?:if|unless|once|when|until|till|in case|assuming|provided|as soon as|suppose|supposing|imagine|picture|dream on|whether|before|were to|should they)\b"
)
_UNSURE = signs(
    r"可能|也许|或许|搞不好|弄不好|大概率?|估计|应该|好像|似乎|听(?:[^，,。！!]{0,4})说|据说|感觉|貌似|八成|差不多|看样子|看起来|看来|基本上?|几乎|担心|生怕|害怕|以为|快要|快(?=签|成|丢|拿)|差一点|差点|我觉得|怕是|恐怕|没准|不确定|说不定|不出意外|八九不离十|有望|(?<!这把)稳了|十有八九|(?<![上下回])传(?![真来回递统播单])|像是|"
    r"\b(?:may|might|maybe|perhaps|probably|possibly|likely|seems?|seemed|looks? like|looking like|looks|sounds? like|i think|i guess|i believe|i heard|rumou?r|apparently|supposedly|(?:i|we|they)? ?thought (?:we|i|it|they|that)(?!['’]?d (?:signed|lost|won|type))|almost|nearly|practically|basically|about to|close to|as good as|should be|could be|could (?!not\b)(?:well |still |really |easily )?(?:hurt|lose|cost|kill|slip|go|sink|derail|fall|die|end|walk|change|win|sign|close|happen|come|get|turn|drop|tip)|must be|i reckon|feels? like|pretty sure|verbal(?:ly)?|on the verge)\b"
)
_AHEAD = signs(
    r"等(?!等|了|到了)(?=[^，,。了]{0,6}$)|待(?=[^，,。了]{0,6}$)|差(?!不多|点|一点)(?=[^，,。了]{0,6}$)|将|将要|打算|计划|准备|马上|即将|待会|预计|预期|争取|明天|后天|下周|下个?月|要(?=签|成交|丢|上|给|报|赢|定)|"
    r"\b(?:will|shall|going to|gonna|plan(?:s|ning)? to|expect(?:s|ed|ing)?|due to|set to|about to|would|could|should|can|ready to|to be|wants? to|need(?:s)? to|likely to|'ll|scheduled)\b|'ll\b"
)


# Behind a statement these say until when it holds: not ready till February.
_LATER = re.compile(r"before|until|till|when|as soon as")
_SAID = re.compile(r"\w\W+\w{3,}")

_SIGNS_OF = (
    (Mood.IF, _IF, re.compile(r"的话|就(?:能|可以|会|肯定|马上|直接)?(?:签|定|下单)|\bif\b|\bunless\b|的时候")),
    (Mood.NOT, _NOT, re.compile(r"^(?:不了|不下来|不成|不到|不掉|没戏|未果)")),
    (Mood.WISH, _WISH, None),
    (Mood.UNSURE, _UNSURE, re.compile(r"吧\W*$|应该|估计|\b(?:i think|i guess|probably|maybe|right)\W*$")),
    (Mood.AHEAD, _AHEAD, None),
)


def mood_of(shape: Shape, clause: Clause, start: int, end: int) -> Mood:
    """Return how a clause means the verb that stands between two places of it."""
    whole = shape.line[clause.start : clause.end]
    before, after = shape.line[clause.start : start], shape.line[end : clause.end]
    closing = shape.line[clause.end : clause.end + 2]
    if (shape.line[start : start + 1] and _ASKED.search(whole)) or re.match(r"\s?[?？]", closing):
        return Mood.ASKED
    for mood, lead, tail in _SIGNS_OF:
        if lead.search(before) or (tail is not None and tail.search(after)):
            return mood
    return Mood.FACT


def asks(line: str) -> bool:
    """Whether a clause is a question."""
    return bool(_ASKED.search(line))


def hedged(line: str) -> bool:
    """Whether a line is only guessed, heard or nearly so."""
    return bool(_UNSURE.search(line))


def supposes(line: str) -> bool:
    """Whether a clause speaks of what is hoped for or supposed, and not of what is."""
    return conditional(line) or bool(_WISH.search(line))


def conditional(line: str, *, begins: bool = False) -> bool:
    """Whether what a clause speaks of hangs on something else, or whether a clause begins as a condition."""
    if begins:
        return _IF.match(line.lstrip()) is not None
    found = _IF.search(line)
    return found is not None and not (_LATER.fullmatch(found[0]) and _SAID.search(line, 0, found.start()))
