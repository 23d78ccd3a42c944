"""A call for help on a deal: of which role or whom, with what, at or by when."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.limits import supposed, whom_in
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.occasions import CRY, HELPS, LOOKS, OCCASION, times_of
from handlers.language.sentences.trades import roles_in, trades
from handlers.language.shape import Shape, signs
from handlers.language.words import Mention
from sales.clean import clean_line
from sales.simplified import simplified

_WANTS = any_of(
    zh="""需(?!求) 借 留 得空 到场 出席 给(?:个|我|点|一) 要(?!求|是|么) 想要 想请 求 请(?!假|客户|教) 麻烦 拜托 帮 帮忙 帮手 协助 支援 支持(?!我们的|了) 配合 派 找 叫 让 安排 调 借 来(?:个|一个|一位|位|人) 缺 谁有空 谁能
        能不能 能否 可否 可以 能(?!源|量) 出面 出马 陪 一起 参与 介入 出(?:个|一个)?人 顶上 上 跟一下 看 把关 过目 审 评估 给点 急 赶紧 尽快 有没有""",
    en="""need(?:s|ed|ing)?, help\\w*, support, assist\\w*, could use, looking for, want(?:s|ed)?, send, request\\w*,
        borrow, get, join\\w*, sit in, bring(?:ing)? in, pull(?:ing)? in, loop(?:ing)? in, anyone, someone, somebody,
        who, can, could, would, please, pls, plz, love, hand, input, asap, urgent\\w*, backup, pair up, call in,
        ask(?:ing)?, require[sd]?, must have, have, review, look at, check, weigh in, come along, come to, come with,
        jump (?:on|in), for, to""",
)
# Said of a role or colleague it is news, and no call for them.
_THANKS = any_of(
    zh="感谢 多谢 站会 点赞 复盘 教训 谢谢.{0,10}(?:帮|支持|支援|配合)",
    en="""thank\\w*(?! in advance) (?:to|for|you), kudos, recogni[sz]e, props, shout-?out, outstanding, retro, lessons?,
        learn(?:ed|t)""",
)
_NEWS = any_of(
    zh="""(?:问|催)(?:一?下|问|问看)?[^，,。]{0,12}(?:什么时候|啥时候|何时|进度|好了没|到哪) 不需要 不用 无需 别(?:找|叫|麻烦)
        卡在(?:法务|售前|交付) 审完(?!吗|么|$) 审过(?!吗|么|$) 审好了(?!吗|么|$) 通过了 <member>(?:帮|替|陪)(?:我|我们)?[^，,。]{1,8}了(?!吗|么)
        <deal>(?:的|那边的?|客户的?)+(?:法务|律师|技术|市场|交付|采购)(?!合同|方案|问卷|标|交流|答疑|评审|要求|参数|培训|会|部分|活动|问题|支持) 已经?(?:帮|支持|支援|回|审|看|来|给|确认|答复|安排|派|介入|对接)
        (?:法务|售前|交付|市场|技术|律师)(?:同事)?(?:已经?|都|刚|昨天|今天|上周)*(?:回(?:复|了|消息)|说|审了|看了|看过|来了|去了|给了|同意|批了|确认|反馈|讲完|讲了|改了|改好|完成|做完|搞定|到场|参加了|支持了)
        (?:帮|支持|支援|配合|协助)(?:了|过)(?!吗|么) 帮大忙 尽力了 给力 立了 还在(?:法务|售前|审) 等法务 等售前 客户(?:的)?(?:法务|技术|律师) 走到 对方(?:的)?(?:法务|技术|律师) 他们(?:的)?(?:法务|技术|律师)""",
    en="""(?:don'?t|doesn'?t|didn'?t|no longer|not) need, no need, stuck (?:in|with|at),
        (?:is|are|was|were) (?:stuck|reviewed|approved|done|with),
        (?:legal|presales|pre-sales|delivery|marketing|counsel|director|vp|engineers?|architects?|manager) (?:has |have |already |just |finally )*(?:reviewed|approved|signed|said|says|joined|came|helped|finished|confirmed|replied|responded|is (?:on|reviewing|with|done|still|fine|happy|ok)|went|did|ran|gave|sent|completed|cleared),
        (?:with|in|at|from) (?:their|customer'?s?|client'?s?) (?:legal|procurement),
        (?:their|customer'?s?|client'?s?|the customer'?s?) (?:legal|lawyers?|counsel|engineers?|marketing|director|architects?|tech team),
        waiting (?:on|for) (?:their )?legal, legal review (?:is|was|done|complete),
        (?:<deal>|they|client|customer) (?:asked|is asking|wants|needs) (?:us )?(?:for )?help with their""",
)
# Behind the customer's name and before what is no trade of ours to do: "Acme's legal wants".
_OF_DEAL = signs(r"<deal>\s?(?:own |new |head of |senior |marketing )?$")
_OURS = re.compile(
    r"\s?(?:review|help|support|input|questions?|clause|terms|contract|redlines?|demo|docs?|issue|negotiation|call|meeting|workshop|kick|rfp|poc|please|pls|asap|to |$|[?,.])"
)
# What somebody else says, does or has done is news of them.
_TOLD = any_of(
    zh="\\s?(?:说|讲|表示|反馈|提到|觉得|认为|已经?|刚|昨天|会来|来了|去了|帮了|(?:都|也)?(?:[看审批回改弄搞做])(?:过|完|好)了?(?!吗|么))",
    en="['’]?s?\\s(?:said|says|told|thinks|mentioned|was|were|are(?! (?:free|around|available|needed))|is|has|had|did|already|just|joined|helped|gave|sent|ran|went|came|will|agreed|promised|offered)",
)
_OTHERS = any_of(
    zh="(?:客户|他们|对方)(?:那边)?(?:自己|自行)?(?:会|来|可以|答应|愿意|已经)?(?:帮|协助|配合|支持)(?:我们|咱们|做) 自己(?:的)?技术(?:团队|部)?(?:来|会|自己)?(?:评估|做|搞)",
    en="""(?:they|customer|client|vendor|partner|he|she)(?:'ll| will| can| could| would| are going to| is going to| has| have)? (?:help|support|assist)(?:s|ed|ing)? (?:us|out|with),
        i (?:have |already |just )?(?:helped|supported|assisted), we (?:have |already |just )?(?:helped|supported|assisted), got (?:some )?(?:help|support) from, helped (?:us|me|out) with, with (?:the )?help (?:of|from)""",
)
_ONLY_ASKED = re.compile(r"(?:吗|没有?|了没)[\s!！。?？]*$|[?？]\s*$")
_POLITE = any_of(
    zh="能 可以 可否 谁 哪位 有空 方便 帮 请 麻烦 有没有人 需要 在吗 在不在 [行好成]吗 [行好成]不[行好成]?$",
    en="""can, could, would, will, anyone, someone, somebody, who, please, pls, may, possible, any chance, available,
        free, able, help, around""",
)
# Asked of a trade in its own clause: 哪位法务方便, any presales free tomorrow.
_FREE = any_of(
    zh="有空 在吗 在不在 方便吗 方便(?=\\W*$) 能不能 能否 可否 可以(?:来|派|帮|参加)[^，,。]{0,8}吗 能[^，,。]{1,8}吗 哪位 有没有人 有人吗",
    en="free, available, around, any chance, able to",
)
_SUMMONED = re.compile(
    r"(?:(?<!客户)要|需|需要|请|求|找|叫|麻烦|缺|急需|想让|喊|派|安排|拜托|劳烦|搵|^(?:can|could|would|will)|[,.;] (?:can|could|would|will)|"
    r"\b(?:needs?|wants?|get|bring in|pull in|loop in|desperate for|could(?: really)? use|love|require|request|looking for|"
    r"arrange|kindly|please|pls|short of|missing)(?: an?| some| one| our)?)\s?$"
)
# Behind a trade these ask it to do something: 法务帮看下, presales to fill it in.
_TO_DO = re.compile(
    r"(?:能|可以|可否|可唔可以|请|麻烦)?(?:不能|否)?(?:尽快|赶紧|赶快|今天|速)*(?:(?:帮|支援|支持|协助)(?:一?下|我|忙(?!了)|[看做写出回填估算审搭讲跑]|准备|整理)(?!了)|看一?下|看看|瞅|审一?下|把关|评估一?下|估一?下|出个人|来个人|派个?人|各?出一?个?人|给(?:个|点|出)|填|发我|陪我|速来|介入一?下|支招|救)"
    r"| (?:(?:please|pls|plz|kindly|asap|needed|required|wanted|(?:can|could) (?:you|we|someone)|support needed|help needed|help pls)\b|to (?!confirm|reply|revert|come back|respond|decide)[a-z])"
)
_COME = any_of(
    zh="(?:请|让|求|找|麻烦|拜托|想要)<member>(?:来|一起|帮忙)?(?:出面|出马|站台|坐镇|撑场|到场|支持|支援|协助|帮)",
    en="(?:can|could|would|will) <member> (?:help|join|jump|support|step|assist|come), need <member>(?:'s)? (?:help|support|on|to help|to join)",
)
# Of whom this is said before the name, nobody wants anything.
_SPARED = re.compile(
    r"(?:不用|不需要|不必|无需|不是|别(?:找|叫)|除了|\b(?:not|no need for|without|instead of|rather than|don'?t need|besides|other than))(?: the| our)?\s?$"
)
_SPARED_ALL = any_of(
    zh="不(?:需要|用|必)(?:再)?(?:帮|支援|支持|协助|来|找|派|售前|法务|交付|市场) 无需(?:支援|支持|协助)",
    en="no (?:more )?(?:help|support) (?:is )?(?:needed|required|necessary), (?:don'?t|no longer|doesn'?t) need (?:any )?(?:help|support|presales|legal|delivery|marketing)",
)
# What opens or closes a call and says nothing of what it is for.
_OPENING = any_of(
    zh="""请 麻烦 求 急需 急 需要 想要 想请 想 要 找 派 帮忙 帮我 帮我们 帮一下 帮 能不能 能否 可以 可否 来 个 一个 一位 位 一下 同事 支援 支持 协助 配合 过来 一起 我 我们 咱们 这边 那边 的
        去 给 在 上 谁能 谁有空 谁来 谁 有没有人 有没有 能 下 人 客户的?(?=要|想|问) 安排 叫 让 缺 尽快 赶紧 有空 吗 呀 啊 哈 了 哪位 方便 救急 求助 救命 拜托 还有 和 跟 出面 项目 单子
        找 帮手 搵 听日 主题 时间 这个 这单 那个 到 出 出个 派个""",
    en="""hi, hey, hello, who's, they're, we're, pulling in, require, please, pls, plz, can, could, would, will,
        someone, somebody, anyone, from, we, i, i'd, i'm, im, so, going, gonna, need, needs, needed, help, support,
        assist, assistance, with, on, for, to, the, a, an, some, get, want, wants, request, requesting, looking, of,
        in, at, by, before, use, join, me, us, is, team, person, guy, engineer, urgent, urgently, asap, you, your,
        love, bring, pull, loop, who, have, be, able, sos, their, our, my, this, deal, one, it, input, hand, backup,
        there, should, must, they, and, also, out, quick, quickly, kindly, guys, folks, like, any chance, any, chance,
        arrange, borrow, free, available, somebody from, has, new, from you, technical help""",
)
_CLOSING = re.compile(
    r"(?:之?前|以前|之内|给我们?|回复?我|吧|了|哈|呗|啊|呀|吗|谢谢|多谢|辛苦了?|尽快|急|支援|支持|协助|帮忙|配合|(?<![a-z])(?:thanks|thank you|thx|please|pls|plz|asap|urgent|on|by|for|at|with|from|and|to|of|the|help|support|lah)(?![a-z])|[\s，,。.!！?？🙏])+$"
)
_LIMITED = signs(
    r"<date>(?:之?前|以前|之内|以内|内(?![部容]))(?:给到?我们?|要)?|\b(?:by|before|until|till|on|at|due|from) <date>"
)
_POSSESSIVE = re.compile(r"^['’]s\b\s*(?:input|advice|view|opinion|eyes|help)?\s*(?:on|about|for)?\b")


def read_help(shape: Shape) -> Meaning | None:
    """Read that somebody is called for help on a deal."""
    line = shape.line
    roles, cry = _asked_of(shape), CRY.search(line)
    if _told(shape) or _OTHERS.search(line) or (_ONLY_ASKED.search(line) and not _POLITE.search(line)):
        return None
    people = [one for one in members_in(shape) if not _TOLD.match(line, one[0] + 1)]
    called = [cue.start() for cue in (cry, *HELPS.finditer(line)) if cue] + [at for at, _ in trades(line)]
    if called and all(supposed(shape, place) for place in called):
        return None
    if not (deals_in(shape) or shape.scene.thread_deal or (cry and roles)):
        return None
    helps = people and (HELPS.search(line) or (whom_in(shape) and (LOOKS.search(line) or OCCASION.search(line))))
    if not cry and not ((roles or helps) and _WANTS.search(line)):
        return None
    return _called_for(shape, people[0][1] if people and (not roles or helps) else None, roles)


def as_help(shape: Shape) -> Meaning | None:
    """Return what a call for help says: of which trades or whom, with what, at or by when."""
    people = [who for place, who in members_in(shape) if not _TOLD.match(shape.line, place + 1)]
    roles, called = _asked_of(shape), [cue.start() for cue in CRY.finditer(shape.line)]
    called += [at for at, _ in trades(shape.line)]
    if _SPARED_ALL.search(shape.line) or (called and all(supposed(shape, place) for place in called)):
        return None
    if not roles and not people and not CRY.search(shape.line):
        return None
    return _called_for(shape, whom_in(shape) or (people[0] if people and not roles else None), roles)


def _called_for(shape: Shape, who: Mention | None, roles: list[str]) -> Meaning:
    said: Said = {} if who is None else {"to": who}
    if roles:
        said["roles"] = tuple(roles)
    said |= times_of(shape)
    said["what"] = what_for(shape) or clean_line(shape.text)
    return Meaning("help_request", said, deals_in(shape), needs_deal=True)


def _asked_of(shape: Shape) -> list[str]:
    """Return the trades that are called for: what one of them said, or what is not needed of one, calls nobody."""
    line = _ours(shape)
    told = [(start, end) for start, end in trades(line) if _TOLD.match(line, end) or _SPARED.search(line, 0, start)]
    kept = line
    for start, end in told:
        kept = kept[:start] + " " * (end - start) + kept[end:]
    return roles_in(kept) or roles_in(line)


def _told(shape: Shape) -> bool:
    """Whether a line thanks, or all it says of a trade or for help is news."""
    if _THANKS.search(shape.line):
        return True
    parts = [shape.line[part.start : part.end] for part in shape.clauses()]
    calling = [part for part in parts if CRY.search(part) or roles_in(part) or HELPS.search(part)] or parts
    return all(_NEWS.search(part) for part in calling)


def _ours(shape: Shape) -> str:
    """A line without the trades that are the customer's own: in "Acme's legal wants" nobody of ours is meant."""
    line = shape.line
    for start, end in trades(shape.line):
        found = _OF_DEAL.search(line, 0, start)
        span = shape.at(found.start()) if found else None
        owns = span is not None and shape.text[span.start : span.end].endswith(("'s", "’s"))
        if owns and not _OURS.match(shape.line, end):
            line = line[:start] + " " * (end - start) + line[end:]
    return line


def calls(shape: Shape) -> bool:
    """Whether a line cries for help, or asks whether a trade could do something for a deal."""
    line = shape.line
    if CRY.search(line):
        return True
    if not roles_in(line) or not deals_in(shape):
        return False
    spoken_to = any(
        not line[:start].strip(TRIM + "@") and line[end : end + 1] in tuple(",，:：") for start, end in trades(line)
    )
    return (spoken_to or (bool(_ONLY_ASKED.search(line)) and bool(_POLITE.search(line)))) or any(
        _FREE.search(line[part.start : part.end]) and roles_in(line[part.start : part.end]) for part in shape.clauses()
    )


def summons(shape: Shape) -> bool:
    """Whether a trade is called for by its name, or a colleague to come along, whatever else is told beside it."""
    line = shape.line
    if _COME.search(line) or calls(shape):
        return True
    return any(
        _SUMMONED.search(line, max(0, start - 24), start) or _TO_DO.match(line, end) for start, end in trades(line)
    )


def what_for(shape: Shape) -> str:
    """Return what the help is for: what every clause says beside names, days and the asking itself."""
    cuts = [(place, place + 1) for kind in ("deal", "member", "date") for place, _ in shape.all(kind)]
    cuts += [found.span() for found in _LIMITED.finditer(shape.line)]
    cuts += list(trades(shape.line))
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
