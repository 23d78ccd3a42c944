"""A second look at what a sentence was understood as: what else it says may speak against writing it."""

import re
from collections.abc import Callable

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.ends import against_loss, against_win
from handlers.language.sentences.facts import as_progress
from handlers.language.sentences.kinds import role_at
from handlers.language.sentences.meaning import ENDS, Meaning
from handlers.language.sentences.news import SLIP
from handlers.language.sentences.owners import ESCALATED, against_claim, against_handing, against_release
from handlers.language.sentences.residue import UNSURE
from handlers.language.sentences.roles import DOUBTED, HARDLY, ROLES
from handlers.language.sentences.sums import is_other
from handlers.language.sentences.todo import SAID_NEXT
from handlers.language.shape import Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.dates import DateSpan

# Sums that are a part of a deal, a rate, or the other side's.
_PARTIAL = any_of(
    zh="第[一二三四五六\\d]期 每年 每月 每个月 月付 每季度? 一年<amount> 年费 月费 每人 每台 每套 还价 (?:客户|他们|对方|老板)[^，,。]{0,6}(?:要|想|希望|要求)[^，,。]{0,4}(?:砍|压)到 用掉 花掉 花了 用了",
    en="""(?:a|per|each|every) (?:year|month|quarter|yr|seat|user|head|unit|phase|site), annually, yearly, monthly, quarterly, p\\.?a, <amount> ?/ ?(?:yr|year|mo|month|seat|user),
        counter(?:ed|s|-?offer\\w*)?, they (?:want|offered|offer|said|asked)(?: (?:it|us|for|at|to|do|pay|about|only|around|just|maybe))* <amount>, spent, used up, <amount> left, only <amount>, instal\\w+ \\d, phase (?:\\d|one|two)""",
)
_CHANGED = any_of(
    zh="比(?:上次|之前|原来|去年|原先|预期) 从 由 原来 之前 改 涨 降 调 变 上调 下调 提 减 不是 而是 总 合计 一共 共 首付 首款 预付 定金 尾款 付款 回款 到账 分期 竞品 对手 友商 -> →",
    en="from, was, were, instead of, not, up, down, raised, dropped, changed, increased, reduced, bumped, total\\w*, altogether, tcv, deposit, upfront, paid, payment, invoice, competitor\\w*, rival\\w*, ->, →, original\\w*, used to",
)
_TAKEN_BACK = any_of(
    zh="当我没说 算了(?:吧)?(?=\\W*$) 作废 忽略(?:这条|上面|刚才) 撤回",
    en="scratch that, never ?mind, nvm, forget (?:it|that|i said), ignore that, strike that, disregard",
)
# What the speaker or the customer does, and nobody here is asked for.
_OWN_DOING = any_of(
    zh="^\\W*(?:<deal>\\W*)?下一步 (?:合同|协议)(?:能|会|就|预计|争取|估计)*<date>(?:之?内|之?前|左右|底)?(?:能|可以|就|要|会|必须)*(?:签(?!一?份|个)|盖章|走完|落地|回签) (?:报价|方案|合同|协议).{0,6}我(?:自己)?(?:<date>|今天|明天|下午|晚点|一会儿?)?.{0,4}(?:给|发|送|带|交)(?:给)?(?:他们|客户|对方|过去|他|她|去) (?:报价|合同|协议)<date>(?:送|寄|带|发|拿|交)(?:给|过去|去|出) (?:送|寄|发|带)过去",
    en="""^\\W*(?:<deal>\\W*)?next(?: for <deal>)?(?=\\W)(?! week| month| quarter| year), (?:quote|pricing|proposal|contract|agreement|redlines?) (?:already |just |was |is |has been |all )*(?:sent|out|delivered|shared|submitted|emailed|mailed)(?=\\W*$), i'?(?:ll| will) (?:send|share|give|bring|email|forward|deliver) (?:it|them|the)(?! to (?:legal|presales|finance))[^,.]{0,24},
        (?:sending|emailing|sharing|presenting|delivering|handing|submitting) (?:over |across )?(?:<deal> |them |him |her )?(?:the |an? |our |their )?(?:\\w+ ){0,2}(?:quote|quotation|pricing|proposal|contract|msa|sow|nda|agreement|redlines?),
        (?:have|has|had) an? (?:\\w+ )?contract with (?!us), (?:won|got|landed|lost) (?:the|a|an) (?:\\w+ ){1,3}contract, until \\d{4}, their contract (?:with|runs|expires|ends)""",
)
# What was wished for and is no more.
_CALLED_OFF = any_of(
    zh="(?:取消|撤回|停掉?|停止|作废|不用|不需要|先别|暂停)[^，,。]{0,6}(?:报价|合同|支援|帮忙|协助) (?:报价|合同|协议).{0,4}(?:取消|不用了|不要了|作废|先停|先不)",
    en="(?:stop|cancel|withdraw|hold(?: off)?(?: on)?|scrap|drop|pause|no need for|don'?t need|never ?mind|forget) (?:the|that|this|my|a|our) (?:\\w+ )?(?:quote|quotation|contract|draft|help|request)",
)
# What is to be done only where something else happens.
_CONDITION = signs(
    r"(?:如果|(?<!主)要是|假如|万一|除非|若是)(?!可以|方便|来得及|有空|有时间|行)|再(?:不|没|跟不|谈不|拖)[^，,。]{0,8}[，,\s]*我?就"
    r"|(?:不行|谈不[拢成下]来?|搞不定)(?:的话)?[，,\s]*就|实在不行|\b(?:once|if|unless|in case|as soon as) (?:they|he|she|it|<deal>|the (?:client|customer))(?!\w)"
)
_ON_CONDITION = ENDS | {
    "lead_release",
    "lead_transfer",
    "lead_assign",
    "lead_claim",
    "handover",
    "contract_request",
    "help_request",
}
# Whether to ask for it at all is what is asked.
_WHETHER = re.compile(
    r"要不(?![然行])|要不要(?!紧)|该不该|是不是(?:该|要|得|应该)|是否(?:该|要|需要|应该)|需不需要|\b(?:should|shall|do) we\b(?! not\b)|\bworth (?:asking|getting|quoting|having)\b"
)
# When a meeting was is no day of a step to come.
_MET_THEN = any_of(
    zh="(?:会|见面|拜访|演示|电话)是(?:在)?<date>",
    en="(?:meeting|call|demo|visit|review|session|lunch) was (?:on |at )?<date>",
)
_NEAR = 12  # signs between what moves and the day it moves to


def second_look(shape: Shape, meaning: Meaning) -> Meaning:
    """Return a meaning with what speaks against it as doubts, or what it is instead."""
    for one in (meaning, *meaning.others):
        doubt = _LOOKS.get(one.intent)
        if doubt is not None and (why := doubt(shape, one)):
            one.doubts.append(why)
        if one.intent in _ON_CONDITION and _CONDITION.search(shape.line):
            one.doubts.append("unsure")
    if meaning.intent in ("quote_request", "contract_request") and _OWN_DOING.search(shape.line):
        return as_progress(shape) or meaning
    return meaning


def _news(shape: Shape, meaning: Meaning) -> str:
    amount, line = meaning.said.get("amount"), shape.line
    if set(meaning.said) == {"note"} and UNSURE.search(line):
        return "unsure"
    if any(_unlike(shape, field, value) for field, value in (meaning.said | meaning.said.get("more", {})).items()):
        return "day"
    if not isinstance(amount, AmountSpan):
        return ""
    if _TAKEN_BACK.search(line):
        return "unsure"
    if _PARTIAL.search(line) or _rhythm(shape):
        return "which"
    several = {
        span.value.amount
        for place, span in shape.all("amount")
        if isinstance(span.value, AmountSpan) and not is_other(shape, place)
    }
    return "which" if len(several) > 1 and len(meaning.deals) == _deals(shape) and not _CHANGED.search(line) else ""


def _unlike(shape: Shape, field: str, value: object) -> bool:
    """Whether the words around a day say that it is something else than it was read as."""
    if field not in ROLES or not isinstance(value, DateSpan):
        return False
    place = next((place for place, span in shape.all("date") if span.start == value.start), None)
    if place is None:
        return False
    chances = role_at(shape, place)
    said = any(SAID_NEXT.match(shape.line, one.start, place) for one in shape.clauses())
    said = said or SLIP.search(shape.line, max(0, place - _NEAR), place) is not None  # what moves stays what it was
    least = DOUBTED if field == "next_at" and not said else HARDLY
    return chances[ROLES[field]] < least and (field != "activity_at" or chances["none"] < HARDLY)


def _rhythm(shape: Shape) -> bool:
    """Whether a day is said to come again: a sum beside it is paid each time."""
    days = [shape.text[span.start : span.end].casefold() for _, span in shape.all("date")]
    return any(day.startswith(("每", "every", "each")) for day in days)


def _mended(shape: Shape, meaning: Meaning) -> str:
    back = _TAKEN_BACK.search(shape.line) and "old_value" not in meaning.said.get("more", {})
    return "unsure" if back or _met(shape) else ""


def _met(shape: Shape) -> bool:
    """Whether a line tells when a meeting was."""
    found = _MET_THEN.search(shape.line)
    day = shape.at(found.end() - 1) if found else None
    return day is not None and isinstance(day.value, DateSpan) and day.value.at <= shape.scene.now


def _deals(shape: Shape) -> int:
    return len({shape.text[span.start : span.end] for _, span in shape.all("deal")})


def _wish(shape: Shape, _meaning: Meaning) -> str:
    if _WHETHER.search(shape.line):
        return "unsure"
    return "object" if _CALLED_OFF.search(shape.line) else ""


def _help(shape: Shape, meaning: Meaning) -> str:
    return "object" if ESCALATED.search(shape.line) else _wish(shape, meaning)


_LOOKS: dict[str, Callable[[Shape, Meaning], str]] = {
    "help_request": _help,
    "quote_request": _wish,
    "contract_request": _wish,
    "deal_won": against_win,
    "deal_lost": against_loss,
    "lead_release": against_release,
    "progress_update": _news,
    "lead_transfer": against_handing,
    "lead_assign": against_handing,
    "lead_claim": against_claim,
    "correct": _mended,
}
