"""Words of the trade written with a slip: qoute, contrct, neew; 抱价, 拜仿, 安徘. Names have their own (misspelt.py)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from sales.pinyin import sound

_ENGLISH = """
    new lost quote quotes quoted quotation contact contacts contract contracts license licenses licence licences security
    meeting meetings called demo proposal proposals signed budget approved approval discount pricing price prices remind
    reminder assign assigned transfer transferred release released customer customers client clients follow competitor
    competitors forecast negotiation update updated delivery delivered presales legal lead leads support technical
    please stuck blocked pushed moved closed closing probability amount invoice payment payments renewal handover
    project implementation integration interested waiting replied confirmed confirm decision decided just visited
    visit emailed scheduled feedback waiting tender schedule seats users discussed requested request review stage
"""
_OWN_WORDS = """
    lots sinned form from users close move call visits clint contrast melting priming wailing writing undated predict
    protect prefect reject deceived projects closets clothing cloning losing choosing pressed related relayed believe
    beloved decoded relied conform wasting
"""
_NO_SLIPS = frozenset(_OWN_WORDS.split())
_CHINESE = """
    报价 拜访 方案 安排 合同 反馈 预算 客户 演示 付款 签约 丢单 提醒 线索 审批 沟通 谈判 需求 立项 采购 招标 中标 开标 折扣 盖章 续约 概率
    赢单 输单 投标 评审 验收 培训 价格 复盘 签字
"""
# What sounds like one of them and is a word of its own, or the end of one word and the beginning of the next.
_OTHERS_WORDS = """
    签月 签越 前约 钱约 千约 欠约 需约 许约 续月 续越 汇款 复款 和同 何同 提行 提性 先索 现索 演是 演时 演事 演十 与算 于算 与酸 可户 谈盘 立向
    立想 立相 才购 找标 照标 中表 重标 众标 开表 这扣 着扣 者扣 盖张 盖账 盖帐 包价 保价 宝价 报加 报家 报假 案排 按牌 安牌 够通 构通 改率 该率
    虚求 需球 反愧 深批 申批 身批 书单 数单 付盘 佛盘
"""
_OTHERS = frozenset(_OTHERS_WORDS.split())
_HALF_WORDS = """
    对方 甲方 乙方 双方 三方 我方 地方 官方 各方 多方 供方 需方 礼拜 汇报 上报 申报 打包 治安 平安 公安 集合 配合 联合 结合 组合 表演 提供 前提
    收付 应付 支付
"""
_HALF = frozenset(_HALF_WORDS.split())
_LONG = 7  # letters of a word in which one may be another
_WORD = re.compile(r"(?<![a-z0-9'_@.-])[a-z]{4,14}(?![a-z0-9'_@-]|\.[a-z])")
_TO = re.compile(r"(?<=[a-z] )2(?= (?:nego[a-z]*|proposal|contract|me|him|her|them|us|you)\b)")  # moving 2 negotiation
_PAIR = re.compile("[\u3400-\u9fff](?=([\u3400-\u9fff]))")


def mended(letters: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a plain text has a word with a slip, and that word."""
    slips = _slips()
    for word in _WORD.finditer(letters):
        if meant := slips.get(word[0]) or _one_off(word[0], slips):
            yield word.start(), word.end(), meant
    yield from ((*to.span(), "to") for to in _TO.finditer(letters))
    last = 0
    for found in _PAIR.finditer(letters):
        start, pair = found.start(), found[0] + found[1]
        if start >= last and (meant := _heard(pair)) and letters[max(0, start - 1) : start + 1] not in _HALF:
            last = start + 2
            yield start, last, meant


@cache
def _slips() -> dict[str, str]:
    """Every word of the trade with two letters swapped, one left out, doubled or (*) wrong within it."""
    words = _ENGLISH.split()
    slips: dict[str, str] = {}
    for word in words:
        inner = range(1, len(word) - 1)
        forms = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1) if len(word) > 3}
        forms |= {word[:at] + word[at + 1 :] for at in inner if len(word) > 5}
        forms |= {word[:at] + word[at] + word[at:] for at in range(len(word))}
        forms |= {f"{word[:at]}*{word[at + 1 :]}" for at in inner if len(word) >= _LONG}
        slips.update(dict.fromkeys(forms - set(words) - _NO_SLIPS, word))
    return slips


def _one_off(word: str, slips: Mapping[str, str]) -> str:
    """The word of the trade that a long one would be but for one letter."""
    if len(word) < _LONG or word in _words() or word in _NO_SLIPS:
        return ""
    return next((meant for at in range(1, len(word) - 1) if (meant := slips.get(f"{word[:at]}*{word[at + 1 :]}"))), "")


@cache
def _words() -> frozenset[str]:
    return frozenset(_ENGLISH.split())


@cache
def _by_sign() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """The Chinese words by their first sign and how the second sounds, and the other way round."""
    first: dict[str, dict[str, str]] = defaultdict(dict)
    second: dict[str, dict[str, str]] = defaultdict(dict)
    for word in _CHINESE.split():
        first[word[0]][sound(word[1])] = word
        second[word[1]][sound(word[0])] = word
    return first, second


def _heard(pair: str) -> str:
    first, second = _by_sign()
    if pair[0] not in first and pair[1] not in second:
        return ""
    meant = first.get(pair[0], {}).get(sound(pair[1])) or second.get(pair[1], {}).get(sound(pair[0])) or ""
    return "" if meant == pair or pair in _OTHERS else meant
