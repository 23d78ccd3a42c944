"""Who works on a deal together, and who contests whose it is."""

import re

from handlers.language.sentences.acts import ASKED, act_in, kind, supposed
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.giving import gives_away
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in, members_in
from handlers.language.shape import Clause, Shape, signs
from handlers.language.words import Mention

_JOINS = any_of(
    zh="""拉上 拉进 拉入 拉(?=\\s?<member>) 带上 加上 加[他她]协作 进协作 加入 加进 加到 添加 加(?=\\s?@?<member>|他|她) 加一?下 加个人 加两个人 再加 叫上 喊上 邀请 一起 一块 协作 协同 协助 协办 合作 共同 搭档 参与进来 参与 组队 配合
        (?:让|叫|请|喊)<member>也 搭把手 搭手 帮手 帮衬 打下手 添(?:个|一个|一位|两)?(?:人|同事|协作)? <member>也(?:进|来|参与|一起|加入) 合着 合作 合伙 一齐 共跟 结伴 帮着 同<member> 进来 进项目 进群 (?:放|拉|塞|加)(?:进|到|入)[^，,。]{0,8}(?:项目|团队|组|群) 加为 补位 参谋 陪我 共享给 带一带 带着<member> 跟着我 我和<member> 挂(?:个|上)?协作 <member>协 配合我""",
    en="""add(?:s|ed|ing)?, loop(?:ing|ed)?, bring(?:ing)?, pull(?:ing|ed)?, invit(?:e|es|ing|ed), includ(?:e|es|ing), cc, join(?:s|ing)?, co-?work\\w*, co-?sell\\w*, collab\\w*, team(?:ing)? up, together, partner(?:ing)?,
        get <member> (?:in|on|involved), involv(?:e|ing), working with me on, alongside, rope in, rop(?:e|ing) <member> in, tag(?:ging)?, co-?own\\w*, co-?lead\\w*, shadow\\w*, second pair of (?:hands|eyes), with me, by my side, access to, sit(?:ting)? in, second chair, in tandem, jointly, <member> and i(?= |$), me and <member>, shar(?:e|ing) <deal> with <member>, \\+ ?<member>, jump(?:s|ing)? (?:in|on), support(?:s|ing)? me, assist(?:s|ing)? me,
        (?:put|want|have|get|need) <member> (?:on|onto|in) .{0,30}(?:with me|as well|too|also|team), <member> should be on .{0,20}(?:too|as well|also|with me)""",
)
_TOGETHER = kind(
    _JOINS,
    any_of(
        zh="""拉上 拉进来 拉进 拉入 拉 带上 加上 加入 加进 加到 加一下 加 添加 叫上 喊上 喊 邀请 一起 一块 进来 进群 进 参与进来 参与 协助 协作 协同 协办 支持 配合 合作 共同 搭档 同事 做 推 搞 让 叫 请 我们 我 他们 他 她 到 来 去 还有 售前 法务 交付
            人 组 群 项目组 小组 成员 团队 协同成员 协作人 名单 给 再 两个 几个 个 位 想 要 我想 帮我 里面 也 组队 跟进 负责 加为 放进 放到 放 塞进 补位 参谋 共享 带一带 带着 陪我 俩 联手 搭把手 搭手 搭 把 手 帮手 帮衬 添 合着 合伙 一齐 共 结伴 同 拉来 挂 协作者 协作方 块 齐 陪我 陪""",
        en="""add, adding, adds, loop, looping, bring, bringing, pull, pulling, invite, inviting, include, including, cc, join, joins, joining, co-?work, co-?sell, collaborator, collaborators, collaborate, collab, help,
            helper, helping, work, working, team, up, together, in, on, onto, to, into, for, with, me, us, i, i'd, i want, like, want, need, get, put, should, be, is, can, could, you, will, her, him, as, presales,
            pre-sales, legal, delivery, support, partner, we, i'm, too, also, watcher, \\?, involve, involved, involving, alongside, rope, tag, my, would like to, i'd like to, let's, let, have, going to, gonna, as well, of, added, brought, looped, shadowing, shadow, second, pair, hands, eyes, side, access, \\+, jump, jumping, assist, co-?own, co-?owner, co-?lead, deal team, roping, sit, sitting, chair, tandem, jointly, joint, share, sharing, both, are, make, by, this one, give, along, n, tagging, working it, it""",
    ),
    any_of(
        zh="拉上 拉进 拉入 带上 加上 加入 加进 加到 添加 加一?下 叫上 喊上 邀请 一起(?:跟|做|推|搞) 参与进来 也参与 组队 (?:拉|加)\\s?<member> 加[他她佢] 做协作 进协作 协同成员 协作人 搭把手 搭手 添(?:个|一个|一位|两)?人 <member>也(?:进|来|参与|加入) 合着 一齐 一块(?:跟|做|推|搞|上) 和我一起 跟我一起 跟我一块 配合我 <member>.{0,2}协同 加<member> 一起(?=\\W*$)",
        en="add(?:ed|ing)?, co-?own\\w*, co-?lead\\w*, tag(?:ging)? <member>, shadowing me, with me, \\+ ?<member>, loop(?:ing)?, bring(?:ing)?, pull(?:ing)?, invit(?:e|ing), includ(?:e|ing), cc, joins?, joining, co-?sell\\w*, rope in, team(?:ing)? up, collaborator, collab, get <member> (?:in|on|involved), (?:put|want|have|get|need) <member> (?:on|onto|in) .{0,30}(?:with me|as well|too|also|team), <member> should be on .{0,20}(?:too|as well|also|with me)",
    ),
)
# Asked so, it is an invitation.
_INVITED = signs(
    r"(?:can|could|will|would) (?:you|we|i|<member>).*|join me on <deal> ?\?|(?:好吗|行吗|可以吗|方便吗|ok吗)\W*$"
)
_LISTED = re.compile(r"\s?(?:、|,|，|和|跟|与|还有|及|以及|and|&|n|\+)\s?@?")
# Words that contest whose a deal is, whoever has it.
_DISPUTES = any_of(
    zh="""撞单 撞客 抢(?:了|走)?我的?(?:单|客户|线索) (?<!我)抢了(?!单) 截(?:了|我的?)?胡 挖(?:了|走)我 归属.{0,6}(?:异议|争议|不|有|问题|意见) 有?争议 异议 申诉 仲裁 裁定 裁决 评评理 讨个说法 先来后到
        客户(?:重复|冲突) (?:和|跟|与)我(?:手里|手上|这边)?(?:的)?(?:客户|单子?|线索)?.{0,4}(?:重复|重|冲突|撞) (?:不同意|不认|不服).{0,8}(?:归|给|算|是|判|分) 我不服 凭什么.{0,14}(?:的|给|归|算)
        不(?:该|应该|应)(?:算|归|给|是) (?:明明|应该|该|本来|理应)(?:就)?(?:是|算|归)我 早就(?:在)?跟了 早就联系 上个?月就(?:在)?跟 抢(?:了|走)我""",
    en="""disput(?:e|es|ing|ed), poach\\w*, st(?:ole|olen|eal\\w*), mine first, before (?:<member>|him|her|them)(?! (?:leaves?|goes|go|decides?|signs?|buys?)), conflict(?:ing)?, clash\\w*, overlap\\w*, double[- ](?:book|work|claim)\\w*, arbitrat\\w*,
        should(?: really| actually)? (?:be|have been|stay|remain) mine, contest\\w*, object to, don'?t agree, do not agree, disagree.{0,20}(?:owner|assign|going|<deal>), who decided, (?:jumped|snatched|took|grabbed|nicked|pinched|has|have) my (?:lead|deal|account|client|customer),
        not fair, unfair, claim jump\\w*, same (?:lead|customer|account) (?:as|i), (?:me|mine|us|ours),? not (?:his|hers|theirs|<member>), rightfully, rightly mine""",
)
# What somebody says of their own part, which contests it only where somebody else has the deal.
_MINE = any_of(
    zh="""我(?:已经|都|前后)?(?:跟|谈|聊|维护|做|盯|磨)了(?:<date>|[一二三四五六七八九十两几半好\\d]+个?(?:年|月|周|天|多)|很久|很长) (?:是|原来是|一直是|本来是|本来就是)我(?:先|的|最先|介绍|开发|挖|拉|报备|联系|谈|跟)? 我(?:最?先|首先|第一个|早就|早|一直|之前|原来|本来|当时)(?!生|把|去|给|不)[^，,。]{0,8}(?:联系|跟|接触|报备|认识|谈|聊|登记|录|约|拜访|找|对接|加|报|拿|介绍|开发|在做|维护|见)
        我(?:们)?(?:<date>|[一二三四五六七八九十\\d]{1,2}月(?:份)?|去年|上周|上个?月|半年前)?(?:就|已经|已)[^，,。没不]{0,6}(?:联系|跟|接触|报备|认识|谈|聊|登记|录|约|拜访|找|对接|加|报|开发|维护|见) 一直(?:是|都是)?我(?:们)?(?:在)?(?:跟|维护|联系)? 最早是我 当初是我 明明我
        (?:在|归)我(?:手里|手上|名下|这边) 我(?:手里|手上|这边)有.{0,6}(?:邮件|记录|聊天|截图|证据) (?:<date>|月份?|去年|上周|上个?月|半年前)[^，,。]{0,2}我(?:们)?(?:就|已经|已|都)""",
    en="""i (?:had|was|got|met|already|found|spoke|talked|called|registered|logged|opened|sourced|brought|prospected|approached|contacted|created|introduced|started|initiated|made|reached|emailed|worked|booked|visited|qualified)[^.;]{0,40}(?:first|before|already|earlier|prior|since|contact|in <date>|ago|<date>|months?|weeks?),
        i'?d already, i'?ve (?:been|already|had), (?:is|was|were|are|it'?s|that'?s) (?:actually |really |always |originally )*(?:my (?:lead|account|deal|customer|client|prospect)|mine), belongs? to me, i saw (?:it|them) first, i was (?:there|here) first,
        i (?:worked|sourced|found|opened|prospected|landed) (?:it|that|this|them|<deal>), my (?:lead|account|prospect)(?= |$|,|[.!]), my (?:emails?|notes|calls?|meetings?|outreach) (?:go|goes|date|dates)""",
)
# A deal that was taken by somebody who is no colleague is lost.
_TO_A_RIVAL = re.compile(r"(?:被|让)[^，,。我]{0,12}(?:抢|截)")
_WHY_THEIRS = signs(
    r"(?:怎么|为什么|为啥|咋|凭什么)[^，,。]{0,8}(?:名下|给了?|归|分|到|落|变成|成了|<member>)|(?:how come|why)[^,.;]{0,16}(?:has|have|got|assigned|with|went to|given|<member>)"
)
_DISPUTE_ASKED = re.compile(r"who decided|凭什么|为什么|为啥|怎么|咋|how come|why")


def contests(line: str) -> bool:
    """Whether a line contests in so many words who has a deal, or asks why."""
    return bool(_DISPUTES.search(line) or _WHY_THEIRS.search(line))


def read_dispute(shape: Shape) -> Meaning | None:
    """Read that somebody contests who has a deal, if only by what they say of their own part in it."""
    deals = deals_in(shape)
    plainly = _DISPUTES.search(shape.line)
    if not (plainly or (_MINE.search(shape.line) and _of_another(shape, deals))) or not (
        deals or shape.scene.thread_deal
    ):
        return None
    if ASKED.search(_DISPUTE_ASKED.sub("", shape.line)) and not _DISPUTE_ASKED.search(shape.line):
        return None
    if _TO_A_RIVAL.search(shape.line) and not members_in(shape) and "我" not in shape.line:
        return None
    return as_dispute(shape)


def as_dispute(shape: Shape) -> Meaning:
    """Return whose claim a line contests, and with which words."""
    people = members_in(shape)
    more: Said = {"claim": shape.text.strip()} | ({"against": people[0][1]} if people else {})
    return Meaning("lead_dispute", {"more": more}, deals_in(shape), needs_deal=True)


def as_joining(shape: Shape) -> Meaning | None:
    """Return who is to work on which deal: every colleague who is named."""
    who = tuple(dict.fromkeys(member for _, member in members_in(shape)))
    return Meaning("collab_add", {"members": who}, deals_in(shape), needs_deal=True) if who else None


def _listed_on(shape: Shape, place: int) -> list[tuple[int, Mention]]:
    """Those who are named in one breath with the last of an act's people."""
    more: list[tuple[int, Mention]] = []
    for at, one in members_in(shape, start=place + 1):
        if not _LISTED.fullmatch(shape.line, place + 1, at):
            break
        more.append((at, one))
        place = at
    return more


def _of_another(shape: Shape, deals: tuple[Target, ...]) -> bool:
    """Whether every deal that is spoken of is a colleague's."""
    codes = [target.code for target in deals] or [shape.scene.thread_deal]
    found = [shape.scene.deal(code) for code in codes if code]
    return bool(found) and all(one and one.owner and one.owner.id != shape.scene.me for one in found)


def read_together(shape: Shape, clause: Clause) -> Meaning | None:
    """Read whom to bring along on a deal."""
    act = act_in(shape, clause, _TOGETHER)
    deals: tuple[Target, ...] = deals_in(shape)
    if act is None or not (deals or shape.scene.thread_deal) or gives_away(shape.line):
        return None
    people = members_in(shape, start=clause.start, end=act.end) or members_in(shape)
    if not people or ASKED.search(_INVITED.sub("", shape.line)):
        return None
    people += _listed_on(shape, people[-1][0])
    if supposed(shape, Clause(clause.start, act.end)):
        return Meaning("nothing")
    own = deals_in(shape, start=clause.start, end=act.end)
    who = tuple(dict.fromkeys(member for _, member in people))
    return Meaning("collab_add", {"members": who}, own or deals, True, doubts=["reading"] if act.doubtful else [])
