"""A call for help on a deal: of which role or whom, with what, at or by when."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.limits import supposed, whom_in
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.occasions import times_of
from handlers.language.sentences.trades import trades
from handlers.language.shape import Shape, signs
from sales.clean import clean_line
from sales.simplified import simplified

# Behind the customer's name and before what is no trade of ours to do: "Acme's legal wants".
_OF_DEAL = signs(r"<deal>\s?(?:own |new |head of |senior |marketing )?$")
_OF_THEM = re.compile(r"(?:\b(?:their|his|her)|甲方的?|对方的?) ?(?:own |new |head of )?$")
_OURS = re.compile(
    r"\s?(?:review|help|support|input|questions?|clause|terms|contract|redlines?|demo|docs?|issue|negotiation|call|meeting|workshop|kick|rfp|poc|please|pls|asap|to |$|[?,.])"
)
# What somebody else says, does or has done is news of them.
_TOLD = any_of(
    zh="\\s?(?:说|讲|表示|反馈|提到|觉得|认为|已经?|刚|昨天|会来|来了|去了|帮了|(?:都|也)?(?:[看审批回改弄搞做])(?:过|完|好)了?(?!吗|么))",
    en="['’]?s?\\s(?:said|says|told|thinks|mentioned|was|were|are(?! (?:free|around|available|needed))|is|has|had|did|already|just|joined|helped|gave|sent|ran|went|came|will|agreed|promised|offered)",
)
# Of whom this is said before the name, nobody wants anything.
_SPARED = re.compile(
    r"(?:不用|不需要|不必|无需|不是|别(?:找|叫)|除了|\b(?:not|no need for|without|instead of|rather than|don'?t need|besides|other than))(?: the| our)?\s?$"
)
# What opens or closes a call and says nothing of what it is for.
_OPENING = any_of(
    zh="""请 麻烦 [求救找派叫让缺搵] 急需? 需要 想要?请? 要 帮[忙我]?(?:我们|一下)? 能不能 能否 可[以否] [过出]?来 一?[个位下] 同事 支[援持] 协助 配合 一起 咱?我们? [这那][边个单] 的 [去给在上到] 谁(?:能|来)? 有没?有?空?人? 能 人
        客户的?(?=要|想|问) 安排 尽快 赶紧 [吗呀啊哈了] 哪位 方便 求[助救] 救[急命] 拜托 还有 [和跟] 帮手 主题 时间 出个 申请 临时 劳驾 恳请""",
    en="""hi, hey, hello, dear, who's, they're, we're, pulling in, requires?, please, pls, plz, can, could, would, will, may, someone, somebody, anyone, from, we, i'?[dm]?, so, going, gonna, need\\w*, helps?,
        support, assist\\w*, with, on, for, to, the, a, an, some, get, wants?, request\\w*, looking, of, in, at, by, before, use, join, me, us, is, team, person, guy, engineer, urgent(?:ly)?, asap, you, your, love,
        bring, pull, loop, who, have, be, able, sos, their, our, my, this, deal, one, it, input, hand, backup, there, should, must, they, and, also, out, quick(?:ly)?, kindly, guys, folks, like, any, chance,
        arrange, assign, borrow, free, available, has, new, technical help, t, s, colleague, possible""",
)
_CLOSING = re.compile(
    r"(?:之?前|以前|之内|给我们?|回复?我|吧|了|哈|呗|啊|呀|吗|谢谢|多谢|辛苦了?|尽快|急|支援|支持|协助|帮忙|配合|(?<![a-z])(?:thanks|thank you|thx|please|pls|plz|asap|urgent|on|by|for|at|with|from|and|to|of|the|help|support|lah)(?![a-z])|[\s，,。.!！?？🙏])+$"
)
_LIMITED = signs(
    r"<date>(?:之?前|以前|之内|以内|内(?![部容]))(?:给到?我们?|要)?|\b(?:by|before|until|till|on|at|due|from) <date>"
)
_POSSESSIVE = re.compile(r"^['’]s\b\s*(?:input|advice|view|opinion|eyes|help)?\s*(?:on|about|for)?\b")


def as_help(shape: Shape) -> Meaning | None:
    """Return what a call for help says: of which trades or whom, with what, at or by when; None where all are spoken of only."""
    line, named = shape.line, sorted(trades(shape.line))
    told = [one for one in named if _TOLD.match(line, one[1]) or _SPARED.search(line, 0, one[0])]
    called = [one for one in named if one not in told and not _theirs(shape, *one[:2])]
    people = [who for place, who in members_in(shape) if not _TOLD.match(line, place + 1)]
    if (told or members_in(shape)) and not (called or people):
        return None
    roles = tuple(dict.fromkeys(role for _, _, role in called))
    who = whom_in(shape) or (people[0] if people and not roles else None)
    said: Said = ({"to": who} if who else {}) | ({"roles": roles} if roles else {}) | times_of(shape)
    said["what"] = what_for(shape) or clean_line(shape.text)
    doubts = ["unsure"] if called and all(supposed(shape, one[0]) for one in called) else []
    return Meaning("help_request", said, deals_in(shape), needs_deal=True, doubts=doubts)


def _theirs(shape: Shape, start: int, end: int) -> bool:
    """Whether a trade is the customer's own: in "Acme's legal wants" nobody of ours is meant."""
    if _OF_THEM.search(shape.line, 0, start):
        return True
    found = _OF_DEAL.search(shape.line, 0, start)
    span = shape.at(found.start()) if found else None
    owns = span is not None and shape.text[span.start : span.end].endswith(("'s", "’s"))
    return owns and not _OURS.match(shape.line, end)


def what_for(shape: Shape) -> str:
    """Return what the help is for: what every clause says beside names, days and the asking itself."""
    cuts = [(place, place + 1) for kind in ("deal", "member", "date") for place, _ in shape.all(kind)]
    cuts += [found.span() for found in _LIMITED.finditer(shape.line)]
    cuts += [(start, end) for start, end, _ in trades(shape.line)]
    said = [_stripped(left_over(shape, clause, cuts)) for clause in shape.clauses()]
    told = [part for part in said if len(part) > 1]
    return ("，" if re.search("[\u4e00-\u9fff]", "".join(told)) else ", ").join(told)


def _stripped(rest: str) -> str:
    rest = _POSSESSIVE.sub("", rest)
    for _ in range(12):
        lead = _OPENING.match(simplified(rest.casefold()))
        shorter = rest[lead.end() :].lstrip(TRIM + "'’") if lead and lead.end() else rest
        if shorter == rest:
            break
        rest = shorter
    return _CLOSING.sub("", rest).strip(TRIM + "'’")
