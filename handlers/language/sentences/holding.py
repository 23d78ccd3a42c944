"""Who takes a deal from the pool, and who gives one back to it."""

import re

from handlers.language.sentences.acts import ASKED, REQUESTED, about, act_in, bare_deals, kind, reason, supposed
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.shape import Clause, Shape, signs

_TAKES = any_of(
    zh="""占(?:了|个坑|住|下)? 给我留 留给我 我认(?!识|为|得|可|真|同) 承包 预定 锁定 包我身上 认领 领取 领走 领了 我领 都领 领(?=\\W*$) 抢单 我抢 抢到? 我捞 捞走
        我[^没不别未勿莫]{0,3}(?:包了|顶上|带|谈) (?:挂|写|放|记|算|划|归|落).{0,2}我 我[^没不别未勿莫]{0,4}(?:接|跟|拿|负责|盯|搞|跑|做|整|收|要|上|来|处理|揽|吃)
        (?:俺|咱|吾).{0,4}(?:接|跟|拿|来|整|上|要) (?:给|归|交给|分给|派给|让|由|俾|比)(?:我|俺) 我的了 我来 是我的 我罩
        我[^没不别未勿莫]{0,4}(?:锁|捡|捞|包圆|认了|对接|跟起|啃|领走|领|抢) 我先(?:要|占|锁) (?:分|派|交|留|转|拨|指派|分配)(?:给|到|俾|畀)?我(?!们) 让我 报个?名 我[^没不别未勿莫]{0,4}试(?!用|点|运行|过) 我头上 我账上 畀我 抢一个 挂在?我 (?:算|记|归).{0,2}(?:我|本人)""",
    en="""claim\\w*, tak(?:e|es|ing), grab\\w*, pick(?:ing|ed)?, own(?:ing)?, dibs, snag\\w*, run, jump\\w*, mine, gimme, count me in, sign me up,
        under (?:me|my name), put me (?:down|on), for me, i'?d love, shotgun, snatch\\w*, i call (?:<deal>|it|this|dibs), call(?:ing)? (?:dibs|it), run point,
        got (?:<deal>|this|it), handl(?:e|ing), nab\\w*, work(?:ing)?, give (?:<deal>|it|this|that) to me, give me, gimme, leave <deal> (?:to|with) me, make me,
        drive, driving, chas(?:e|ing), look(?:ing)? after, put me, i want, i'?ll have, (?:can|could|may) i have, have <deal>, assign(?:ed)?.*to me, i'?ll do,
        on me, me please, <deal>\\W+me, i'?m on, on it, i got, ill take, follow(?:ing)? up, pursue, pursuing, i volunteer, i'?ll be (?:taking|running|handling),
        dibs on, bags(?:ied)?, i'?m in, me me,
        scoop\\w*, (?:my|a) hand up, keen (?:on|to), in my name, as (?:the )?owner, my (?:list|name|book|plate)(?= |$|,), next to my name, up for <deal>, fancy <deal>, (?:a|have a) (?:go|crack|shot|stab) (?:at|with),
        i volunteer, volunteering, bagging, nabbing, adopt\\w*, i call, raise my hand, raising my hand, i'?ve got (?:it|this|<deal>), want (?:<deal>|it|this), i'?d (?:like|love) (?:to )?(?:have|take|own) (?:<deal>|it|this), take <deal> off the, consider <deal> mine, leave (?:it|this|that) (?:to|with) me""",
)
_SURE = any_of(
    zh="""认领 领取 领走 都领 抢单 归我 算我的 (?:给|交给|分给|派给|让|由|俾|比)我 我[^没不别未勿莫]{0,2}(?:接了|跟了|拿了|包了|要了|接手|接下|负责|来接|来跟|来拿|来负责|跟进|收了|盯) 我的了 占了 给我留 挂我 记我 写我 我来(?:吧|对接|接|跟|拿|负责|做|搞|盯|处理) 让我(?:来|接|跟|做|负责) (?:分|派|交|转|拨|指派|分配|留)(?:给|到|俾)?我(?!们) 我[^没不别未勿莫]{0,2}(?:锁|包圆|捡|揽|领|抢) 我头上 我账上 我[^没不别未勿莫]{0,3}(?:要了|认领|试试|试一下)""",
    en="""claim\\w*, dibs, i'?ll take, (?:i'?m|im) taking, grabbing, mine, put me down, (?:can|could|may) i (?:have|take|get|grab), taking, shotgun, i want, let me (?:take|handle|have|own|run|grab|drive|work), i'?ll (?:own|handle|run|grab|drive|have),
        give (?:it|<deal>|this|that) to me, assign.*to me, sign me up, count me in, own, (?:lemme|i can|i could|i shall|i will|i'?d like to|i want to|happy to|glad to|going to|gonna) (?:take|grab|own|handle|pick|run|have), picking, scooping, snagging, under my name, in my name,
        hand up, keen (?:on|to), on it, as (?:the )?owner, (?:on|onto|under) my (?:list|name|plate|book), i'?d (?:like|love) (?:to )?(?:have|take|own) (?:<deal>|it|this), take <deal> off the, (?:add|put) <deal> (?:to|on|under|in) my""",
)
_CLAIM = kind(
    _TAKES,
    any_of(
        zh="""我们 我这边 我这 我 俺 咱们 咱 吾 自己 本人 公海 池子 线索池 从 没人跟 没人要 没人 无主 留着 占了 占个坑 占 坑 包我身上 搞定 认了 认 承包 预定 锁定 占住 包了 顶上 接下来 接下 接手 接
            挂我名下 挂 名下 写 名字 带 谈 盯着 认领 领取 领走 领 抢单 抢 跟进 跟 拿下 拿走 拿 负责 盯 搞 跑 做 整 捞 收 要 归 给 俾 比 算 由 让 分 派 交 来 去 想 承接 挑 待 处理 打 试 試
            行吗 行不 好吗 可以吗 吗 \\? 走 上 写 记 放 划 落 罩 熟 为 到 在 手 揽 吃 系 係 是
            锁 包圆 圆 捡 起 对接 报个名 报名 分配 指派 留 转 拨 有空 手上 畀 啃 认 定 出手 攻 跟一下 有兴趣 感兴趣 意向 愿意 机会 给个 有个 有 头上 账上 试试 家 正好 老家""",
        en="""i'll, i’ll, ill, i will, i'm, i’m, im, i am, i'd, i’d, i'd like to, i'd love to, i would like to, i want to, i want, i wanna, i can, can i, could i, may i, can lah i, let me,
            lemme, i, me, my, mine, myself, we, we'll, gonna, going to, want to, like to, happy to, glad to, love to, keen to, be, off, out of, from, in, pool, up, on,
            down, if nobody(?: else)? (?:minds|wants it|has it), if (?:it's|its|still) (?:free|available), love, shotgun, snatch, snatching, point, under, sign,
            happy, great, perfect, count, drive, driving, chase, chasing, make, owner, name, leave, add, call, sign me up, interested, interest, assignee, handled,
            responsible, look after, looking after, follow, following up, follow up, care of, claim, claims, claimed, claiming, take, takes, taking, grab, grabs, grabbing,
            grabbed, pick, picking, own, owning, dibs, calling, snag, snagging, run, running, with, jump, jumping, got, have, handle, handling, nab, work, working, gimme,
            give, assign, put, got this, on me, all, for, to, is, volunteer, pursue, pursuing, do, get, bags, bagsied, keep, over,
            shall, scoop, scooping, hand, raise, raising, keen, putting, adding, as, mark, set, list, book, plate, with me, up for, fancy, go, crack, shot, stab, at, a go, volunteering, consider, bagging, of,
            could, might as well, one, sitting, just saw, there, still, free, unclaimed, open, room, more, pile, will, had, available, lead, first, want, wants, by, person""",
    ),
    _SURE,
)
_CLAIM_WORK = any_of(
    zh="比我们 比咱们 做了 跑了 接了.{0,4}(?:电话)",
    en="we (?:just |finally |have |really )?got it, we'?ve got it, (?<!can )(?<!could )(?<!may )(?<!let )i (?:own|work|have|run|handle)(?! (?:<deal> )?now), my (?!name|list|plate|book|hand), not mine, all mine, take care, take off, take part, take notes, take a",
)
# A few words that are a claim alone (Nova? I'll take it), unless they may ask for something else by a day (周五前给我).
_SHORT = 12
_WITH_MORE = signs(r"<date>|<amount>|[给俾]我|\bgive me\b|\bgimme\b")
_ALLOWED = re.compile(r"(?:can|could|may) (?:i|<deal>)|给我|可以吗|行吗|好吗|行不|be mine")
_IT = re.compile(r"这个|这单|这条|那个|\b(?:it|this|that|that one|this one)\b")
_RETURNS = any_of(
    zh=r"""不搞了 不盯了 不弄了 搞不定 吐出来 交回 交还 让出 放手 腾出 撒手 弃 退(?!款|货|税|步) 放(?:出去|回|到|进|掉|弃|公海|出来|池|了(?=\\W*$)|还) 释放 还(?:回|给) 扔 丢(?:回|到|进) 我撤了? 不跟 跟不动 跟不了 不想跟 不要
        退池 清掉 归还 上交 挪回 打回 吐回 踢回 回流 转回(?:公海|池) 交公 我(?:先|就)?撤了 摘出去 我认输 放返 移除 移出 踢出 放棄 吐出 我[^，,。]{0,4}不(?:做|管|搞|要)了 跟唔切 做唔切 跟唔到 唔跟 唔做 解绑 摘掉 卸下 退返 退出(?=公|\W*$) 回公海 挂公海 进公海 回池子 扔公海 丢公海 退公海""",
    en="""releas(?:e|es|ing|ed), return(?:s|ing|ed)?, unclaim\\w*, unassign\\w*, back, pool, queue, giv(?:e|ing) up, let(?:ting)? go, drop(?:ping|ped)?, dump\\w*, free, done with,
        relinquish\\w*, abandon\\w*, ditch\\w*, bail\\w*, off my (?:plate|list|hands|book), remove me, open(?:ing)? <deal> up, surrender\\w*, unown\\w*, not for me,
        stepping away, step(?:ping)? (?:back|off|down), (?:i'?m|i am|we'?re|we are|we|i) no longer, not pursuing, hand(?:ing)? back, give back, put back, freeing, cut(?:ting)? <deal> loose, kick(?:ing)? <deal> back, open again, mak(?:e|ing) <deal> available, part(?:ing)? with, take <deal> back, step(?:ping)? aside, pass(?:ing)? on <deal>, gave up, unload\\w*, open to (?:anyone|others|all), someone else (?:try|have|take|run|chase)[^.,;]{0,12}<deal>, up for grabs, walk(?:ing)? away, throw(?:ing)? back, not chasing, off of my, take <deal> off, can'?t (?:handle|work|chase|follow|keep|manage), cannot (?:handle|work|chase|follow|keep|manage), don'?t want, take me off, i'?m out, i am out, pool it, not able to (?:follow|handle|work|chase),
        let(?:ting)? <deal> go, giv(?:e|ing) <deal> up, giv(?:e|ing) (?:it|this|<deal>) back, hand(?:ing)? (?:it|this|<deal>) back""",
)
_RETURNED = any_of(
    zh="退(?:回|掉|了|还|给|到|出) 释放 放(?:回|弃|手|掉) 交(?:回|还) 还(?:回|给) 公海 池子 让出 弃 吐出来 腾出 扔(?:回|进) 丢(?:回|进) 不跟了 释出 退返 唔跟 退(?=\\W*$) 放出去 放(?:公海|池)",
    en="releas(?:e|es|ing|ed), return(?:s|ing|ed)?, pool, queue, unclaim\\w*, giv(?:e|ing) up, relinquish\\w*, abandon\\w*, not pursuing, no longer pursuing, let(?:ting)? go, drop(?:ping)?, up for grabs",
)
_RELEASE = kind(
    _RETURNS,
    any_of(
        zh="""不搞了 不盯了 不弄了 搞不定 搞不动 吐出来 交回 交还 让出来 让出 放手 腾出来 撒手 弃了 弃 退回去 退回来 退出来 退出 退回 退还 退掉 退给 退单 退到 退 放回去 放回 放到 放进 放掉 放弃 放出来 放
            还回 还给 还 扔回 扔进 扔 丢回 丢到 丢进 释放 我撤了 我撤 给 到 去 回 掉 我们 我名下 我手里 我手上 我这边 我 俺 名下 手里 手上 不跟了 不跟 跟进 跟不动 跟不了 不想跟 不要 不做 公海 池子 线索池 池 返 唔 谁要谁拿 谁想要谁拿
            别人 给别人 顾不上 挂 进 重新分配 重新分 教育 教 由 其他人 其他同事 同事 让 想 要 出去 出来 移除 移出 不做了 不管了 不跟 先 唔切 做唔切 跟唔切 唔跟 唔做 返 出嚟 不动 跟不动 清掉 清 归还 上交 挪回 挪 打回 打 踢回 回流 转回 摘 回炉 打算 继续 浪费时间 撤 解绑 解除 卸下 摘掉 名单 试试""",
        en="""release, releases, released, releasing, return, returns, returning, returned, put, putting, throw, throwing, toss, tossing, hand, handing, give, giving, send, sending,
            move, moving, drop, drops, dropping, dump, dumping, push, pushing, let, letting, go, goes, of, free, up, on, back, into, in, to, ->, →, pool, queue, unclaim,
            unclaiming, unassign, i'm, im, i am, i'll, i, we, we're, my, me, done, with, stepping, step, away, from, off, no longer, pursuing, working, can, for, someone, somebody,
            else, anyone, others, is, should, have, has, not pursuing, gonna, going, relinquish, relinquishing, abandon, abandoning, ditch, ditching, bail, bailing, bailing on,
            passing, pass, take, taking, plate, list, hands, book, remove, removing, open, opening, unown, surrender, surrendering, name, longer, no, not for me, would like to, i'd like to,
            want to, wanna, like to, need to, have to, going to, would, like, public, shared, common, general, any further, any more, anymore, further, side, grabs, walking, walk, not chasing,
            whoever, wants, someone else, pick, can, grab, down, try, freeing, wish, keep, cut, cutting, loose, kick, kicking, available, aside, part, parting, unload, unloading, capacity, too much, lot, others, be, i'd,
            don't want, dont want, want, can't, cannot, handle, manage, follow, chase, not able to, able, out, them, them go, off of, already, our, common, again, list, plz, it, want it""",
    ),
    _RETURNED,
)
_BACK = re.compile(r"\bback\b")
_OUT = any_of(zh="从公海 公海里 池子里", en="(?:from|out of|off|in) the (?:\\w+ )?(?:pool|queue)")
_RETURNED_TO = any_of(
    zh="退 放回 还 扔 丢 释放", en="back, return\\w*, releas\\w*, drop\\w*, someone else, anyone, whoever"
)
# Whoever else is named may be who gets it.
_GOES_TO = signs(
    r"(?:给|让|由|叫|归|找|to|for|let|give) ?<member>|<member>.{0,4}(?:接|跟|拿|takes?|wants?|have|has|will|can|could)"
)
_PUT_BACK = re.compile(r"\bpool\b|\bqueue\b|\b(?:throw|put|hand|give|giv|return|releas|toss|send|push|step)")


def read_claim(shape: Shape, clause: Clause) -> Meaning | None:
    """Read that the speaker takes a deal."""
    act = act_in(shape, clause, _CLAIM)
    if act is None or members_in(shape, start=clause.start, end=act.end) or next(shape.all("award"), None):
        return None
    part = shape.line[clause.start : act.end]
    here = deals_in(shape, start=clause.start, end=clause.end) or shape.scene.thread_deal or _IT.search(part)
    short = len(part.strip()) <= _SHORT and not _WITH_MORE.search(part) and deals_in(shape)
    if not (here or short or bare_deals(shape, act, _CLAIM)) or _CLAIM_WORK.search(part):
        return None
    asked = re.search(r"[?？]|吗|行不", shape.line[clause.start : clause.end + 1])
    if asked and not _ALLOWED.search(part) and not re.search(r"\bcan \ue000 be mine", part):
        return Meaning("nothing")
    deals = about(shape, act, _CLAIM)
    if supposed(shape, Clause(clause.start, act.end)):
        return Meaning("nothing")
    return Meaning("lead_claim", deals=deals, needs_deal=True, doubts=["unsure"] if act.doubtful else [])


def read_release(shape: Shape, clause: Clause) -> Meaning | None:
    """Read that the speaker gives a deal back to the pool, and why."""
    act = act_in(shape, clause, _RELEASE)
    if act is None or members_in(shape, start=clause.start, end=act.end):
        return None
    part = shape.line[clause.start : act.end]
    if ASKED.search(REQUESTED.sub("", shape.line[clause.start : clause.end + 1])) or _returned_elsewhere(
        shape, clause, part
    ):
        return None
    if not (deals_in(shape) or shape.scene.thread_deal or _IT.search(part)):
        return None
    if (_BACK.search(part) and not _PUT_BACK.search(part)) or (_OUT.search(part) and not _RETURNED_TO.search(part)):
        return None
    if supposed(shape, Clause(clause.start, act.end)):
        return Meaning("nothing")
    said: Said = {}
    if why := reason(shape, act):
        said["reason"] = why
    deals = about(shape, act, _RELEASE)
    doubts = ["unsure"] if act.doubtful or _GOES_TO.search(shape.line) else []
    return Meaning("lead_release", said, deals, needs_deal=True, doubts=doubts)


def _returned_elsewhere(shape: Shape, clause: Clause, part: str) -> bool:
    """Whether a clause only says that somebody is done with a deal, and another one that it goes back."""
    return not _RETURNED.search(part) and any(
        _RETURNED.search(shape.line, one.start, one.end) and not (clause.start < one.end and one.start < clause.end)
        for one in shape.clauses()
    )
