"""Who works on a deal together, and who contests whose it is."""

import re

from handlers.language.sentences.acts import ASKED, act_in, kind, supposed
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.giving import gives_away
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in, members_in
from handlers.language.shape import Clause, Shape

_JOINS = any_of(
    zh="""拉上 拉进 拉入 拉(?=\\s?<member>) 带上 加上 加[他她]协作 进协作 加入 加进 加到 添加 加(?=\\s?@?<member>|他|她) 加一?下 加个人 加两个人 再加 叫上 喊上 邀请 一起 一块 协作 协同 协助 协办 合作 共同 搭档 参与进来 参与 组队 配合
        (?:让|叫|请|喊)<member>也""",
    en="""add(?:s|ed|ing)?, loop(?:ing|ed)?, bring(?:ing)?, pull(?:ing|ed)?, invit(?:e|es|ing|ed), includ(?:e|es|ing), cc, join(?:s|ing)?, co-?work\\w*, co-?sell\\w*, collab\\w*, team(?:ing)? up, together, partner(?:ing)?,
        get <member> (?:in|on|involved), involv(?:e|ing), working with me on, alongside, rope in, tag(?:ging)?,
        (?:put|want|have|get|need) <member> (?:on|onto|in) .{0,30}(?:with me|as well|too|also|team), <member> should be on .{0,20}(?:too|as well|also|with me)""",
)
_TOGETHER = kind(
    _JOINS,
    any_of(
        zh="""拉上 拉进来 拉进 拉入 拉 带上 加上 加入 加进 加到 加一下 加 添加 叫上 喊上 喊 邀请 一起 一块 进来 进群 进 参与进来 参与 协助 协作 协同 协办 支持 配合 合作 共同 搭档 同事 做 推 搞 让 叫 请 我们 我 他们 他 她 到 来 去 还有 售前 法务 交付
            人 组 群 项目组 小组 成员 团队 协同成员 协作人 名单 给 再 两个 几个 个 位 想 要 我想 帮我 里面 也 组队 跟进 负责""",
        en="""add, adding, adds, loop, looping, bring, bringing, pull, pulling, invite, inviting, include, including, cc, join, joins, joining, co-?work, co-?sell, collaborator, collaborators, collaborate, collab, help,
            helper, helping, work, working, team, up, together, in, on, onto, to, into, for, with, me, us, i, i'd, i want, like, want, need, get, put, should, be, is, can, could, you, will, her, him, as, presales,
            pre-sales, legal, delivery, support, partner, we, i'm, too, also, watcher, \\?, involve, involved, involving, alongside, rope, tag, my, would like to, i'd like to, let's, let, have, going to, gonna, as well, of""",
    ),
    any_of(
        zh="拉上 拉进 拉入 带上 加上 加入 加进 加到 添加 加一?下 叫上 喊上 邀请 一起(?:跟|做|推|搞) 参与进来 也参与 组队 (?:拉|加)\\s?<member> 加[他她]协作 进协作 协同成员 协作人",
        en="add(?:ing)?, loop(?:ing)?, bring(?:ing)?, pull(?:ing)?, invit(?:e|ing), includ(?:e|ing), cc, joins?, joining, co-?sell\\w*, rope in, team(?:ing)? up, collaborator, collab, get <member> (?:in|on|involved), (?:put|want|have|get|need) <member> (?:on|onto|in) .{0,30}(?:with me|as well|too|also|team), <member> should be on .{0,20}(?:too|as well|also|with me)",
    ),
)
_DISPUTES = any_of(
    zh="""撞单 抢(?:了)?我的?(?:单|客户|线索) (?<!我)抢了(?!单) 截(?:了)?胡 (?:是|明明是|本来就是|本来是|应该是|应该算|应该归|该算|该归|算是)我(?:先|的) 我先(?:联系|跟|接触|报备|认识|谈|聊|登记|录|约|拜访|找|对接|加|报的|拿)
        归属.{0,6}(?:异议|争议|不|有|问题) 有?争议 异议 申诉 仲裁 客户(?:重复|冲突) (?:和|跟|与)我(?:手里|手上|这边)?(?:的)?(?:客户|单子?|线索)?.{0,4}(?:重复|重|冲突|撞) (?:不同意|不认|不服).{0,6}(?:归|给|算|是)
        凭什么.{0,14}(?:的|给|归|算) 不(?:该|应该)(?:算|归|给|是) (?:客户)?一直(?:是|都是)?我(?:们)?(?:在|跟|维护) 最早是我 先来后到 当初是我 明明我 早就(?:在)?跟了 早就联系 评评理 讨个说法 上个?月就(?:在)?跟""",
    en="""disput(?:e|es|ing|ed), poach\\w*, st(?:ole|olen|eal\\w*), mine first, before (?:<member>|him|her|them), i (?:had|was on|got|met|already|found|spoke|talked|called|registered|logged|opened|sourced|brought).{0,30}(?:first|before|already),
        i'?d already, conflict(?:ing)?, clash\\w*, double[- ](?:book|work|claim)\\w*, was my (?:lead|deal|account), (?:is|was) (?:actually |really )?my (?:lead|account|deal|customer), arbitrat\\w*, should(?: really)? (?:be|have been) mine,
        contest\\w*, object to, don'?t agree, do not agree, disagree.{0,20}(?:owner|assign|going|<deal>), who decided, jumped my, snatched my, i saw (?:it|them) first,
        i was (?:there|here) first, i (?:worked|sourced|found|opened) (?:it|that|this|them|<deal>), not fair, unfair, claim jump\\w*, same (?:lead|customer|account) (?:as|i)""",
)
# A deal that was taken by somebody who is no colleague is lost.
_TO_A_RIVAL = re.compile(r"(?:被|让)[^，,。我]{0,12}(?:抢|截)")
_DISPUTE_ASKED = re.compile(r"who decided|凭什么|为什么")


def read_dispute(shape: Shape) -> Meaning | None:
    """Read that somebody contests who has a deal."""
    deals = deals_in(shape)
    if not _DISPUTES.search(shape.line) or not (deals or shape.scene.thread_deal):
        return None
    if ASKED.search(_DISPUTE_ASKED.sub("", shape.line)) and not _DISPUTE_ASKED.search(shape.line):
        return None
    people = members_in(shape)
    if _TO_A_RIVAL.search(shape.line) and not people and "我" not in shape.line:
        return None
    more: Said = {"claim": shape.text.strip()}
    if people:
        more["against"] = people[0][1]
    return Meaning("lead_dispute", {"more": more}, deals, needs_deal=True)


def read_together(shape: Shape, clause: Clause) -> Meaning | None:
    """Read whom to bring along on a deal."""
    act = act_in(shape, clause, _TOGETHER)
    deals: tuple[Target, ...] = deals_in(shape)
    if act is None or not (deals or shape.scene.thread_deal) or gives_away(shape.line):
        return None
    people = members_in(shape, start=clause.start, end=act.end) or members_in(shape)
    if not people or ASKED.search(re.sub(r"(?:can|could) (?:you|we|i).*", "", shape.line)):
        return None
    if supposed(shape, Clause(clause.start, act.end)):
        return Meaning("nothing")
    own = deals_in(shape, start=clause.start, end=act.end)
    who = tuple(dict.fromkeys(member for _, member in people))
    return Meaning("collab_add", {"members": who}, own or deals, True, doubts=["object"] if act.doubtful else [])
