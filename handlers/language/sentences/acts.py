"""What the acts on a deal's baton share: a clause that is an act, the reason beside it, and what makes it none.

An act is a run of its own words and of names: "BW goes to Amy please". What stands before it or inside it that is not of
these words makes it doubtful; what follows is why. With a "not", an "if" or other work in it, it is no act at all.
"""

import re
from dataclasses import dataclass

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Target, deals_in
from handlers.language.shape import SIGNS, Clause, Shape, signs

POLITE = any_of(
    zh="""请 麻烦 帮忙 帮我 帮 辛苦 拜托 劳驾 哈 吧 了 啊 呗 呀 啦 哦 嘞 咯 呢 诶 欸 嗯 嗨 嘛 咗 喇 啰 那 就 先 还是 都 也 改 直接 可以 能 应该 现在 刚好 正好 要不 不如 干脆 大家好 哎 诶 咁 呢个 呢單 嗰个 嗰單 啲 咯 俩 两个 都 全 你们 您 同学 老哥 兄弟
        以后 后面 后续 今天 今后 起 开始 正式 继续 的 嘅 这 个 家 单子 单 条 笔 线索 客户 商机 项目 公司 案子 盘子 案 里 一下 下 和 跟 与 及 同 暂时 目前
        谢谢 多谢 唔该 谢了 大家 各位 同事 老板 领导 经理 兹 特此 申请 名叫 叫 那家 这家 整个 剩下 后边 之后 从 把 将 对 于 则 得 地 所有 全部 统统
        、 , ， : ： 。 [.] ! ！ ~ ～ - — [(] [)] （ ） @ \\s <date> [\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]""",
    en="""please, pls, plz, kindly, ok, okay, hey, hi, hello, so, um, uh, well, and, both, all, the, this, that, these, those, it, them, one,
        lead, leads, deal, deals, account, accounts, opportunity, opp, opps, prospect, customer, client, company, now, then, today, tomorrow,
        tonight, asap, thanks, thank you, thx, ty, just, 's, ’s, from now on, from here, going forward, moving forward, effective(?: immediately| from)?, permanently, immediately, onward, wish to, from today, going forward, from here on, a, an, as, here,
        i would like to, i'd like to, would like to, we'd like to, handover, team, guys, folks, ah, lah, la, leh, yeah, yep, sure, alright, right, again, too, temporarily, officially, fully, btw, fyi, heads up, no worries, cheers,
        if (?:that's |it's )?(?:ok|okay|possible|fine), sir, madam, boss, do the needful, can, could, would, you, want to, let's, gonna, really, actually, quickly, next, both of, also,
        my side, our side, kind of, now on, onwards, n, u, ur, mate, buddy""",
)
# With one of these a clause is another matter, or denied, asked or supposed.
OTHER = any_of(
    zh="""[?？] 不 没 别 勿 未 吗 谁 为什么 怎么 方案 报价 合同 资料 邮件 电话 会议 会面 拜访 演示 见面 聊 谈 讲 问 说 签 款 想法 联系 微信 提醒 标书 文件 发票
        样品 名片 作业 电脑 车 饭 酒 咖啡 快递 礼物 票 消息 通知 培训 试用 材料 PPT ppt 需求 预算 反馈 意见 任务 目标 奖 夸 赞 谢 感谢 辛苦费 机票 酒店""",
    en="""not, \\w+n't, never, no, why, who, what, how, should i, asks?, asked, told, tell, said, says, calls?, called, e-?mail\\w*, meet\\w*, quotes?, proposal,
        contract, sent, invoice, intro\\w*, present\\w*, demo\\w*, deck, docs?, visit\\w*, discount, price, pricing, budget, remind\\w*, thanks? to, lunch, dinner, drinks,
        flight, trip, help\\w*, support, questions?, answers?, nda, poc, hope, wish, maybe, might, would, nearly, almost, wanted, tried, trying, about, brochure,
        slides, samples?, coffee, laptop, card, pen, tickets?, feedback, sign(?:ed|ature|ing)?, won, lost, notes?, minutes, login, password, training, present""",
)
IF = any_of(
    zh="如果 要是 假如 万一 的话 一旦 除非 等.{1,12}(?:再|就|后) 倘若 若是",
    en="if, unless, once, when, until, till, in case, assuming, provided, as soon as, suppose",
)
_DEPENDS = any_of(
    zh="如果 要是 假如 万一 一旦 除非 等 倘若 若是",
    en="if, unless, once, when, until, till, in case, assuming, provided, as soon as, suppose, only if",
)
# Courtesy that only looks like a condition.
_COURTESY = any_of(
    zh="(?:还)?没(?:人|有)[^，,。]{0,5}的话 没问题的话 可以的话 方便的话 行的话 不介意的话 (?:大家|你们?|各位)[^，,。]{0,4}没意见的话 要是没人[^，,。]{0,5} 如果没人[^，,。]{0,5}",
    en="""if (?:nobody|no one|no-one|none)[^.,;]{0,24}, if (?:it's|its|still|it is|that's) (?:still )?(?:free|available|open|unclaimed|up for grabs|unassigned), unless (?:somebody|someone|anyone|anybody)[^.,;]{0,24},
        before (?:somebody|someone|anyone|anybody)[^.,;]{0,24},
        if (?:that's|thats|it's|it is) (?:ok|okay|fine|alright|cool|possible), if you don'?t mind, if possible, when you (?:can|get a chance|have time)""",
)
# A line with one of these speaks of another matter altogether: praise, votes, delivery, papers, mentors.
ELSEWISE = any_of(
    zh="提名 之星 评选 投票 点赞 表扬 点个赞 给个赞 转交付 交付流程 走交付 交付团队 部署 带教 师傅 导师 保密协议 合作协议 合约 代班",
    en="""nominat\\w*, nominees?, award, vote\\w*, voting, kudos, props, shout[- ]?out, (?:big |huge |many )?thanks? to, thanks,? <member>, recogni[sz]e, hats off, well done, go[- ]?live, implementation, kick[- ]?off,
        mentor\\w*, nda, msa, contract for, to delivery, covers? for""",
)
# A clause with one of these is no act; beside an act they say why.
BUSY = any_of(
    zh="多亏 实施 上线 目标 指标 打分 满意度 复盘 请假 休假 提醒 报价单 协议",
    en="onboarding, goal, target, quota, csat, nps, rated, retro, on leave, vacation, ooo, remind\\w*, watch(?:es|ing)?",
)
# Whoever only thinks so has not decided.
_MUSED = any_of(
    zh="觉得 感觉 建议 考虑 是不是 想不想 要不要 合不合适",
    en="i (?:think|guess|feel|reckon|believe|suggest), thinking, consider(?:ing)?, perhaps, maybe, not sure",
)
ASKED = any_of(zh="[?？] 吗 咋 怎么 谁(?!要谁|想要谁|愿意谁|拿) 为什么", en="who(?! wants| ever), should (?:i|we)")
# Asked so, it is to be done.
REQUESTED = re.compile(r"\b(?:can|could|would|will) (?:you|we|i|u|someone|somebody)\b[^?？]*[?？]?|能不能[^?？]*[?？]?")
WHY = re.compile(
    r"(?:因为|由于|原因[是为]?|理由[是为]?|缘由|考虑到|鉴于|because(?: of)?\b|\bbecos\b|\bcoz\b|\bcuz\b|\bbc\b|\bsince\b|\bdue to\b|\breasons?\b\s*(?:is|being)?|\bas\b(?= (?:i|we|he|she|they|it|the|my|their)\b))\s*[:：]?\s*"
)
_GOES_ON = re.compile(
    r"\W*(?:(?:(?:she|he|they|it|i|we|that|there)(?:['’]?(?:s|m|ve|re|ll|d))?|my|his|her|their|the|no|not|wrong|too|bad|budget|client|customer|out of|same|better|closer|knows?|already|never|"
    r"don't|can't|nobody|since|because|as|for|due|bc|cuz|coz|before|given|after|seeing|territory|region|language|time|workload|capacity|overload\w*|busy|swamped|gone|going)\b|"
    r"客户|他|她|我|佢|人家|对方|因|由于|原因|理由|没|无|冇|不|离|区域|地区|预算|太|忙|方便|语言|行业|熟|更|已经|正好|刚好|反正|毕竟|实在|一直|老是|根本|"
    r"[一二三四五六七八九十两几半\d\ue005]+个?(?:天|周|月|年|多月|礼拜|星期|次)?[^，,。]{0,3}(?:没|不|无|冇|联系))"
)
# What follows an act and says nothing.
_IDLE = re.compile(
    r"^\W*(?:(?:让|给|留给|请|由|等)?(?:别人|别的|其他|其它|大家|有兴趣的|有缘人|谁)(?!不|没)[^，,。]{0,10}|重新分|回公海重新分|(?:any|some)(?:one|body)(?: else)? (?:can|could|who|is|else)[^.,;]{0,24}|someone else can have \W*|whoever wants it.*|anyone can (?:take|have|grab) it|thanks|thx|谢谢|please|pls|ok|okay|assign it|transfer it|over to (?:him|her|you)|(?:it's|its) yours now|[\W\ue000-\ue0ff]*)\W*$"
)
_OPENING = re.compile(
    r"(?:i'?m done with|我手里的|so um|assign it|transfer it|someone else can|hi|hey|hello|team|guys|各位|大家好)\b"
)
_PARTED = re.compile(r"\s*[，,;；。.!！?？(（]")
_NAMES = f"{SIGNS['deal']}{SIGNS['member']}"
_WORD = re.compile(r"[a-z0-9'’]+|[\u3400-\u9fff]|.", re.DOTALL)
LONGEST_ACT = 90
# Signs and words beside an act that leave no doubt, and how many times as many still leave an act.
FEW_SIGNS, FEW_WORDS, MANY = 4, 2, 3
MOST_TAIL = 6


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act: what gives it away, the words it is made of, and the cues that leave no doubt."""

    core: re.Pattern[str]
    own: re.Pattern[str]
    strong: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Act:
    """A clause that is an act: where it ends, and what was said behind it."""

    clause: Clause
    end: int
    doubtful: bool


def kind(core: re.Pattern[str], own: re.Pattern[str], strong: re.Pattern[str] | None = None) -> Kind:
    """Return a kind of act, whose own words polite ones join."""
    return Kind(core, signs(f"<deal>|<member>|{own.pattern}|{POLITE.pattern}"), strong or core)


def act_in(shape: Shape, clause: Clause, what: Kind) -> Act | None:
    """Return the act a clause is: its own words up to a tail that says why; None when it is none."""
    line = _COURTESY.sub(lambda found: " " * len(found[0]), shape.line[clause.start : clause.end])
    if len(line) > LONGEST_ACT or not what.core.search(line) or ELSEWISE.search(shape.line):
        return None
    end, strange = _run(line, what)
    sure = bool(what.strong.search(line[:end]))
    if _strange(strange) > (MANY if sure else 1) or _another(line[:end], what):
        return None
    weak = (
        _strange(strange) > (1 if sure else 0)
        or bool(_MUSED.search(line, 0, end))
        or (not sure and not shape.scene.thread_deal and _named_elsewhere(shape, clause, what))
    )
    tail = line[end:].strip(TRIM)
    if not tail or weak or _PARTED.match(line, end) or _GOES_ON.match(tail) or WHY.match(tail):
        return Act(clause, clause.start + end, doubtful=weak)
    if not sure or OTHER.search(tail):
        return None
    short = len(tail) <= MOST_TAIL or (tail.isascii() and len(tail.split()) <= FEW_WORDS)
    return Act(clause, clause.start + end, doubtful=not short)


def _strange(words: list[str]) -> float:
    """How strange an act is by the words in it that are not its own: up to one it leaves no doubt."""
    hanzi = sum(not word.isascii() for word in words)
    return max(hanzi / FEW_SIGNS, (len(words) - hanzi) / FEW_WORDS)


def _another(act: str, what: Kind) -> bool:
    """Whether the run of an act speaks of other work."""
    return bool(BUSY.search(act)) or bool(OTHER.search(_bare(act, what)))


def _named_elsewhere(shape: Shape, clause: Clause, what: Kind) -> bool:
    """Whether the deal of a weak act stands in a clause that tells something else of it."""
    act = Act(clause, clause.end, doubtful=False)
    named = deals_in(shape, start=clause.start, end=clause.end) or bare_deals(shape, act, what)
    return not named and bool(deals_in(shape))


def _bare(act: str, what: Kind) -> str:
    """An act without its core and its longer words: what is left may still tell of another matter."""
    return what.own.sub(lambda own: " " if len(own[0]) > 1 else own[0], what.core.sub(" ", act))


def _run(line: str, what: Kind) -> tuple[int, list[str]]:
    """Where the run of an act's words ends, and the strange words in it: behind its core and its names it is over."""
    least = max((line.rfind(name) for name in _NAMES), default=-1) + 1
    core = what.core.search(line)
    least = max(least, core.end() if core else 0)
    at, strange, end = 0, list[str](), 0
    while at < len(line):
        if at >= least and at and WHY.match(line, at):
            return at, strange
        if (own := what.own.match(line, at)) and own.end() > at:
            at = end = own.end()
            continue
        found = _WORD.match(line, at)
        word = found[0] if found else ""
        if word[:1].isalnum():
            if at >= least:
                return end, strange
            strange.append(word)
        at += len(word) or 1
    return len(line), strange


def ending(shape: Shape, clause: Clause, what: Kind) -> int:
    """Where the words of an act end that a clause is sure to be: what follows is why."""
    end, _ = _run(shape.line[clause.start : clause.end], what)
    return clause.start + end


def supposed(shape: Shape, clause: Clause) -> bool:
    """Whether an act depends on something else: by a word of its own clause, or a clause that begins with one."""
    for one in (clause, *shape.clauses()):
        part = _COURTESY.sub(" ", shape.line[one.start : one.end])
        if IF.search(part) if one is clause else (_DEPENDS.match(part.strip(TRIM)) or "的话" in part):
            return True
    return False


def about(shape: Shape, act: Act, what: Kind) -> tuple[Target, ...]:
    """The deals an act is about: those of its own clause and of clauses that hold nothing else, or all there are."""
    own = deals_in(shape, start=act.clause.start, end=act.end)
    beside = bare_deals(shape, act, what)
    if not own:
        return beside or deals_in(shape)
    codes = {target.code or target.name for target in own}
    return (*own, *(target for target in beside if (target.code or target.name) not in codes))


def bare_deals(shape: Shape, act: Act, what: Kind) -> tuple[Target, ...]:
    """The deals of clauses beside an act that hold nothing but its words."""
    return tuple(
        target
        for part in shape.clauses()
        if (part.end <= act.clause.start or part.start >= act.clause.end)
        and not next(shape.all("member", part.start, part.end), None)
        and not _WORD_LEFT.search(what.own.sub(" ", shape.line[part.start : part.end]))
        for target in deals_in(shape, start=part.start, end=part.end)
    )


_WORD_LEFT = re.compile(r"[a-z0-9\u3400-\u9fff]")


def reason(shape: Shape, act: Act) -> str:
    """What is said beside an act is why."""
    line = shape.line
    if why := WHY.search(line):
        return shape.words(why.end(), len(line)).strip(TRIM + "()（）")
    pieces = [shape.words(act.end, act.clause.end)] if act.end < act.clause.end else []
    if act.clause.end - act.clause.start < len(line):
        pieces += [
            shape.words(one.start, one.end)
            for one in shape.clauses()
            if (one.end <= act.clause.start or one.start >= act.clause.end)
            and not _IDLE.match(line[one.start : one.end])
            and not _OPENING.match(line[one.start : one.end].strip())
        ]
    kept = [piece for told in pieces if (piece := told.strip(TRIM + "()（）")) and re.search(r"\w", piece)]
    return ("，" if any(not piece.isascii() for piece in kept) else ", ").join(kept)
