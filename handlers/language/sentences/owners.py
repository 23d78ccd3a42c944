"""What speaks against a change of owner that a line seems to tell: things are handed over, somebody stands in, nothing is given up."""

import re

from handlers.language.opinion import opinion
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning
from handlers.language.shape import Shape, signs

PLAIN = 0.7  # what is less likely gives no deal away without a question
_GIVEN_UP = any_of(
    zh="退 释放 放弃 放回 公海 不跟 放了 丢回 还回",
    en="releas\\w*, pool, drop\\w*, giv(?:e|ing) (?:it |this |<deal> )?(?:up|back), hand\\w* back, return\\w*, let(?:ting)? go, put\\w* back, unclaim\\w*",
)
# Whoever gives up there may be the customer, and then the deal is lost.
_THEY_GAVE_UP = signs("<deal>(?:那边|客户|他们|最后|已经|直接|那个|这个)*(?:放弃|不要|不做|不搞|退出)了")
_PASS_ON = re.compile(r"\bpass(?:ing)? on\b")
_DONE_WITH = re.compile(r"\bdone with\b|\bfinished with\b|\bthrough with\b")
ESCALATED = any_of(
    zh="升级(?:给|到) 上报 要不 不如 也许",
    en="escalat\\w*, maybe, perhaps, i'?d (?:give|hand|pass|let|assign|put), should (?:take a |have a )?look, to (?:lunch|dinner|coffee|drinks|golf|breakfast), for (?:approval|sign-?off)",
)
# What is handed over with a deal and is not the deal.
_THINGS = any_of(
    zh="样品 样机 样册 资料 图纸 方案(?=交?给) 文件 原件 钥匙 名片",
    en="(?:hand(?:ed|ing|s)?|pass(?:ed|ing|es)?|gave|giv(?:es?|ing)|sent|send(?:ing|s)?)(?: over)? (?:the|our|their|a|an|some|his|her) (?!deal|account|lead|client|customer|opportunity|opp|whole|file)[a-z]+(?: [a-z]+)? (?:over )?to",
)
_FOR_A_WHILE = any_of(
    zh="我(?:去|在)?.{0,6}(?:的时候|期间) 我不在 这两天 这几天 今天下午 一会儿? 暂时 临时 先帮 回来之?前",
    en="while i, while i'?m, when i'?m (?:out|away|off), until i'?m back, till i'?m back, for (?:today|now|the day|the afternoon|a bit|an hour), (?:this|for the) (?:afternoon|morning), temporarily",
)
# What is stepped back from or comes out is no deal given up.
_NO_RELEASE = any_of(
    zh="退了?[一半]步 退让 先?放一?放 先放着 缓一?缓",
    en="release (?:\\w+ )?(?:slipp\\w*|delay\\w*|date|notes?|moved|pushed)",
)
# Who would like to and cannot, or does some work there.
_CANNOT = any_of(
    zh="我来(?:写|做|改|画|弄|整理)(?:标书|方案|报价|ppt|材料|合同) 想[跟接要].{0,6}(?:但|不过|可是)",
    en="(?:love|like) to take .{0,30}but",
)
_OFF_MINE = re.compile(r"\boff (?:my|our) (?:plate|hands|desk|list|shoulders|back)\b")


def against_release(shape: Shape, _meaning: Meaning) -> str:
    """Return why it is doubtful that a deal is given back, or nothing."""
    if _THEY_GAVE_UP.search(shape.line) or _NO_RELEASE.search(shape.line):
        return "object"
    loosely = _DONE_WITH.search(shape.line) or _OFF_MINE.search(shape.line)
    return "object" if loosely and not _GIVEN_UP.search(shape.line) else _weak(shape, "lead_release")


def against_handing(shape: Shape, _meaning: Meaning) -> str:
    """Return why it is doubtful that a deal goes to somebody, or nothing."""
    if any(words.search(shape.line) for words in (ESCALATED, _FOR_A_WHILE, _THINGS)):
        return "object"
    return _weak(shape, "lead_assign", "lead_transfer")  # who holds the deal says which of the two it is


def _weak(shape: Shape, *intents: str) -> str:
    """Why a change of owner is doubtful: too little speaks for it."""
    return "" if sum(opinion(shape)[intent] for intent in intents) >= PLAIN else "reading"


def against_claim(shape: Shape, meaning: Meaning) -> str:
    """Return why it is doubtful that somebody takes a deal, or nothing."""
    held = any(one.owner is not None for target in meaning.deals for one in target.candidates)
    given_up = _GIVEN_UP.search(shape.line) and (
        held or not meaning.deals
    )  # what is taken from the pool is named with it
    if given_up or any(words.search(shape.line) for words in (_OFF_MINE, _CANNOT, _DONE_WITH, _PASS_ON)):
        return "object"
    return _weak(shape, "lead_claim")
