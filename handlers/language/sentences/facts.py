"""What is new on a deal: amounts, stages, next steps, days, chances, payments, what happened, what is in the way."""

import re
from collections.abc import Iterator
from itertools import pairwise

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Target, deals_in
from handlers.language.sentences.mood import asks
from handlers.language.sentences.news import (
    BLOCKED,
    DONE,
    FIRM,
    SLIP,
    News,
)
from handlers.language.sentences.notes import (
    VALUE_MISSING,
)
from handlers.language.sentences.outcomes import read_outcome
from handlers.language.sentences.residue import UNSURE
from handlers.language.sentences.stages import brought
from handlers.language.sentences.telling import gathered
from handlers.language.shape import Clause, Shape, signs
from handlers.language.words import Mention

_PERHAPS = re.compile(
    r"(?<![审检调巡抽排普勘核侦搜])查(?!验|封)|看看|多少|怎么|咋|哪|什么|谁|帮|\b(?:help|assist\w*|support|someone|anyone|who|what|where|why|how many|show)\b"
)
# What people say when they mean something else than news of a deal.
_OTHERS = any_of(
    zh="""认领 释放 退回 退池 退掉 放弃 让给 让出 公海 转给 转交 移交 交接 分给 派给 指派 分配 归我
        我来(?!电) 我要(?!去|跟|和|见) 给我(?![打发回留说讲看]|电话|微信|消息|邮件) 名下 接手 负责(?!人) 支援 求助 帮忙 帮我 帮个忙 协助 提醒 叫我 别忘 记得 谢谢 感谢 点赞 表扬
        辛苦 多亏 提名 投票 评选 目标 指标 请假 休假 代班 代管 复盘 教训 好评 差评 评价 净推荐 (?:ping|call|喊|戳|踢|叫|@)\\s?我(?!们) 满意度 评分 打分 [\\d一二三四五六七八九十满]分(?!钟|析|公司|期|批|行|店|部|之|散|成) [一二三四五\\d]颗?星
        \\d/(?:5|10)(?!\\d) 撤销 撤回 写错 记错 搞错 说错 笔误 不对 应该是 更正 纠正 导出 新线索 线索
        新客户 转介绍 导师 师傅 撞单 争议 仲裁 赢单 成交 丢单 丢标 输单 拿下
        到手 中标 黄了 凉 没戏 跪 搞定 收工 请(?=.{0,8}(?:审|批|看|安排|协助|处理|支持)) 麻烦
        忙不过来 顾不上 跟不动""",
    en="""claim\\w*, grab\\w*, dibs, releas\\w*, pool, assign\\w*, transfer\\w*,
        hand(?:ing|ed)?[- ]?(?:over|off|back), giving up, dropping, reassign\\w*,
        remind\\w*, reminder, rem?e?mber,
        tell me, don't forget, thanks?, thank you, kudos, props, shout[- ]?out, nominat\\w*,
        vot(?:e|ing), quota, retro, csat, nps, \\d/(?:5|10), (?:ping|nudge|poke|buzz|tap|chase) me, rated?, ratings?, scored?, stars?, satisfaction, survey, undo, revert(?! (?:by|back|to us|with|on)),
        oops, typo, correct(?:ion|ing)?, meant, export, (?:new|hot|fresh|inbound) leads?, prospect,
        referral, mentor, dispute, won, win, wins, lost, lose, dead, please, pls, plz, can you,
        could you, would you, someone, fully booked, no capacity, no bandwidth, too busy, can't handle,
        needed by, swamped""",
)
# Papers that are out are told of; others may be asked for.
_PAPERS = any_of(
    zh="""报价单 报个价 出.{0,3}报价 报价.{0,4}(?:要出|尽快) 报价.{0,3}(?:通过|批|ok)
        (?:要|需要|出|给|拟|起草)(?:一?份|个|签)?.{0,4}(?:协议|dpa|nda|msa|sow|保密|合同(?!流程|阶段))""",
    en="quote (?:for|please|pls|request|has|needs), need a quote, (?:contract|nda|draft) needed",
)
# What somebody says who wants something done by a colleague.
_WISHED = any_of(
    zh="""请 麻烦 帮 需要 申请 求 支援 支持 协助 协调 拟 起草 审一?下 审核 报个 来(?:个|份) 缺 辛苦 安排
        提交给 (?:想|要|先)(?:再|先|要)?(?:看|拿|出|做|来)?个?报价 走(?:法务|审批|合同评审) 交(?:给|接) 移交 交付 启动 开工 上线 进场
        (?:出|给|发|做|要|写|看|审|盖|改|起|准备|提供).{0,4}(?:合同|协议|报价|quote|nda|dpa|msa|sow|价格|折扣|条款)
        折 优惠 账号 套 个用户 \\d+(?:个|台|套|席)""",
    en="""needs?(?! is), needed, needing, want, please, pls, plz, can you, could,
        can (?:we|i|someone|anyone|somebody|you|presales|legal|delivery|finance|solutions|<member>), jump in, help, quote for, request\\w*, requir\\w+, draft, prepare,
        review (?:the|this|their|our|my)?, looking for, get me, send me, give me, someone, anyone,
        assist\\w*, support, seats?, licen[sc]es?, users?, units?, % off, discount, \\d+ ?x,
        hand(?:ing|ed)?[- ]?(?:over|off), go[- ]?live, start(?:s|ing)?,
        kick(?:s|ing)?[- ]?off(?= on| by| <date>),
        wants? (?:a |an |the |revised |new |updated )?(?:quote|pricing|contract|nda|proposal), asap,
        urgent\\w*""",
)
# What is over, or how things stand.
_NEWS = FIRM | {"risk"}
_TELLS = signs(
    rf"{DONE.pattern}|排(?:在)?第|[高低贵]了|偏[高低贵]|(?:没有?|无)(?:啥|什么)?新?(?:的)?(?:进展|动静|消息|变化)|等(?:反馈|回复|消息|通知)|风险|隐患|(?:他们|对方|客户|甲方|<deal>)(?:那边|这边)?的?(?:[a-z]{2, 3})?(?:新)?(?:总监|主管|法务|财务|技术|采购|领导|老板|经理|总)"
    r"|\b(?:is|are|now|it'?s) (?:now |already |currently )*(?:in|at|on) (?:the |a )?\w+ stage\b|\bno (?:news|update|progress|movement|change)\b|\bnothing new\b"
)
# What is said of a company and not of our business with it, and what is said for fun.
ASIDE = any_of(
    zh="""签字笔 签到 签收 签名 股价 股票 涨停 跌停 融资 上市 ipo 新闻 广告 热搜 团建 年会 抽奖 八卦 段子 笑死 哈哈 呵呵 嘿嘿 真?好(?:吃|看|喝|玩|听|笑) 绝了 漂亮 好美
        羡慕 难受 (?:一|半)单(?:都|也)?没 同学 亲戚 别的组 他们组 我(?:家|妈|爸|老婆|老公|孩子|儿子|女儿|朋友|同学|邻居) 楼下 隔壁 食堂 打卡 地铁 堵车 天气 下雨 电影 球 房价 开盘 楼盘 利率 代言 官宣
        😂 🤣 😅 🙄 😭""",
    en="""stocks?, shares?(?= (?:price|are|is|fell|rose|down|up)), ipo, logo, series [a-f], funding round, commercials?, adverts?, ads?, billboards?, in the news,
        news (?:said|says|about), lol, haha\\w*, lmao, rofl, jk, joke\\w*, kidding, funny, hilarious, party, my (?:wife|husband|kids?|mom|mum|dad|friend|neighbou?r|dog|cat|flat|landlord),
        weather, traffic, movie, beach, tattoo, t-?shirt, mug, swag, office looks, website looks, love their""",
)
# Words enough to tell something, and no order.
_ENOUGH = re.compile(r"(?:[\u3400-\u9fff]\W?){4}|\w\W+\w+\W+\w")
_ORDERED = re.compile(
    r"(?:转|关|退|删|撤|改|换|移|放|给|把|别|close|mark|set|put|move|change|update|delete|remove|keep|let'?s|\w+ing about)(?![a-z])",
    re.IGNORECASE,
)
_DENIES = re.compile(r"[不没别无未]|\b(?:not|no|never|none|nothing)\b|n't\b", re.IGNORECASE)
_NEXT_HEAD = re.compile(r"\W*(?:下一步|接下来|下步|后续|\bnext(?: steps?)?\b)")


def read_facts(shape: Shape) -> Meaning | None:
    """Read progress on the deals a text names, or on the thread's."""
    deals = deals_in(shape)
    if not deals and shape.scene.thread_deal is None and not _strays(shape):
        return None
    meanings = [meaning for part, about in _parts(shape, deals) if (meaning := _read_part(shape, part, about))]
    if not meanings:
        return None
    first = meanings[0]
    first.others = meanings[1:]
    return first


def as_progress(shape: Shape) -> Meaning | None:
    """Read what is new, given that a text tells of progress: only values may be doubtful then, not what is meant."""
    meanings = [meaning for part, about in _parts(shape, deals_in(shape)) if (meaning := _progress(shape, part, about))]
    if not meanings:
        return None
    meanings[0].others = meanings[1:]
    return meanings[0]


def _progress(shape: Shape, clauses: list[Clause], deals: tuple[Target, ...]) -> Meaning | None:
    news = gathered(shape, clauses, given=True)
    news.doubts[:] = [doubt for doubt in news.doubts if doubt != "note"]
    if any(VALUE_MISSING.search(one) for one in news.unknown):
        news.doubts.append("note")
    if not (news.said or news.more or news.notes):
        news.notes, news.supposed = news.supposed, []
    return _meaning(shape, news, deals)


def rather_told(shape: Shape) -> Meaning | None:
    """Read as news what sounds like a request and asks for nothing: what is over, stuck or put off is told."""
    line = shape.line
    told = _TELLS.search(line) or BLOCKED.search(line) or SLIP.search(line)
    if (_WISHED.search(line) or not told) and not any(brought(shape, clause) for clause in shape.clauses()):
        return None
    ending = read_outcome(shape)
    meaning = read_facts(shape) if ending is None or ending.doubts else ending
    if meaning is ending and meaning is not None:
        return meaning
    if meaning is None or meaning.doubts or not _NEWS & {*meaning.said, *meaning.said.get("more", ())}:
        return None
    return meaning


def ended_beside(shape: Shape) -> Meaning | None:
    """Read the end of a deal that is told with its sum before somebody is thanked for it."""
    ending = read_outcome(shape)
    return ending if ending is not None and not ending.doubts and "amount" in ending.said else None


def read_beside(shape: Shape) -> Meaning | None:
    """Read the dated step a text tells beside whom to bring along (明天拜访，带上静姐)."""
    clauses = [one for one in shape.clauses() if not next(shape.all("member", one.start, one.end), None)]
    meaning = _read_part(shape, clauses, deals_in(shape))
    return meaning if meaning is not None and "next_at" in meaning.said else None


def _strays(shape: Shape) -> bool:
    """Whether a text without a deal tells of one all the same."""
    told = next(shape.all("amount"), None) or next(shape.all("date"), None) or next(shape.all("percent"), None)
    line = shape.line
    return bool(
        (
            told
            and re.search(
                r"客户|报价|方案|合同|签|预算|金额|把握|成交|拜访|演示|推到|改到|改成|阶段|首付|回款|概率|\b(?:stage|negotiation|meeting with|call with|visit|payment|deposit|amount|likely|customer|client|demo|proposal|budget|contract|close|slipped|deal|quote|pricing)\b",
                line,
            )
        )
        and len(line) < 60
        and not asks(line)
        and not ASIDE.search(line)
    )


def _parts(shape: Shape, deals: tuple[Target, ...]) -> Iterator[tuple[list[Clause], tuple[Target, ...]]]:
    """Cut a text that speaks of one deal after the other; deals named side by side share what is said."""
    clauses = shape.clauses()
    if len(deals) < 2:
        yield clauses, deals
        return
    groups: list[list[Target]] = [[deals[0]]]
    for before, target in pairwise(deals):
        between = shape.line[before.place + 1 : target.place]
        if re.fullmatch(r"[\s、,，/&]*(?:和|跟|与|及|还有|and|&|\+)?\s*", between):
            groups[-1].append(target)
        else:
            groups.append([target])
    starts = [group[0].place for group in groups]
    for group, start, end in zip(groups, starts, [*starts[1:], len(shape.line)], strict=True):
        first = 0 if group is groups[0] else start
        part = [
            Clause(max(clause.start, first), min(clause.end, end))
            for clause in clauses
            if clause.end > first and clause.start < end
        ]
        yield part, tuple(group)


def _read_part(shape: Shape, clauses: list[Clause], deals: tuple[Target, ...]) -> Meaning | None:
    news = gathered(shape, clauses)
    if (news.unknown and not _told(shape, news, deals)) or _other(shape, clauses, news):
        news.doubts.append("note")
    ends = news.may_end and "next_at" not in news.said
    if ends or (news.odd_step and not _of_ours(shape, news, deals)):
        news.doubts.append("note")
    return _meaning(shape, news, deals)


def _meaning(shape: Shape, news: News, deals: tuple[Target, ...]) -> Meaning | None:
    supposed = news.supposed if news.given or news.said or news.more or news.notes else []
    if notes := [*news.notes, *news.unknown, *supposed]:
        news.said["note"] = _joined(shape, notes)
    if not news.said and not news.more:
        return None
    if news.more:
        news.said["more"] = news.more
    return Meaning("progress_update", news.said, deals, needs_deal=True, doubts=news.doubts)


def _told(shape: Shape, news: News, deals: tuple[Target, ...]) -> bool:
    """Whether a text surely tells of its deal: beside a fact, words nobody knows are a note like any other."""
    named = bool(deals or shape.scene.thread_deal)
    # A sum beside unknown words may be what a deal was won for.
    firm = FIRM - {"amount"} - ({"payment"} if isinstance(news.more.get("payment"), str) else set())
    told = bool(firm & (set(news.said) | set(news.more)))
    return named and (
        told
        or _of_ours(shape, news, deals)
        or (bool(news.notes) and "amount" not in news.said and not _DENIES.search(" ".join(news.unknown)))
    )


def _of_ours(shape: Shape, news: News, deals: tuple[Target, ...]) -> bool:
    """Whether somebody speaks of a deal of their own, or in its thread: whatever they tell is told of it."""
    sums = next(shape.all("amount"), None) is not None and isinstance(news.more.get("payment", ""), str)
    if news.hushed or (sums and not news.priced) or not (news.said or news.more or news.notes):
        return False
    if not all(_mine(shape, one) for one in deals) or ASIDE.search(shape.line) or UNSURE.search(shape.line):
        return False
    return all(_ENOUGH.search(one) and not (_ORDERED.match(one) or VALUE_MISSING.search(one)) for one in news.unknown)


def _mine(shape: Shape, target: Target) -> bool:
    """Whether a name means a deal of whoever speaks, and no other."""
    span = shape.at(target.place)
    alone = span is not None and isinstance(span.value, Mention) and len(span.value.named) == 1
    return alone and not target.fuzzy and target.candidates[0].owner == shape.scene.me


def _joined(shape: Shape, notes: list[str]) -> str:
    """Notes in the order they were told, one under the other but for those that stood side by side."""
    notes = sorted(notes, key=shape.text.find)
    text = notes[0]
    for before, note in pairwise(notes):
        beside = next((gap for gap in ("", " ") if f"{before}{gap}{note}" in shape.text), "\n")
        text += f"{beside}{note}"
    return text


def _other(shape: Shape, clauses: list[Clause], news: News) -> bool:
    """Whether words of another matter stand in a text that was read as mere news: then it is asked, not written."""
    firm = {"stage", "probability", "close_date", "close_period", "amount"} & set(news.said) or "activity" in news.more
    named = any(next(shape.all("member", clause.start, clause.end), None) for clause in clauses)
    words = any(
        _OTHERS.search(shape.line, clause.start, clause.end)
        or (_PAPERS.search(line := shape.line[clause.start : clause.end]) and not DONE.search(line))
        for clause in clauses
        if not (_NEXT_HEAD.match(shape.line, clause.start) or (clause.start, clause.end) in news.explained)
    )
    perhaps = any(_PERHAPS.search(shape.line, clause.start, clause.end) for clause in clauses)
    return words or ((named or perhaps) and not firm)
