"""Whom a vote names. Read here from the nominees' own names: what is typed on a paper is never looked up in the store."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from handlers.language.sentences.cues import any_of
from sales.names import person_key
from sales.pinyin import sound

Nominees = Mapping[int, Collection[str]]
# Of two names the other one is meant: "Li Na instead of Zhao Min", 不投李娜，投赵敏, 李娜改成赵敏.
_LEFT_OUT = re.compile(
    r"(?:\b(?:not|instead of|rather than|over|except|from|sorry)|不投|别投|不是|不选|不给|而非|把|从|原来投的?|先前投的?|之前投的?)\s*@?$"
)
_REPLACED = re.compile(r"\s*(?:的票)?(?:改成|改为|改投|改给|换成|换投|换为|->|→|\bto\b)")
CHANGED = any_of("改 换 重投 重新投", r"chang\w+, switch\w*, instead, mov(?:e|ing) my vote, swap\w*, revote")
_UNDECIDED = any_of(
    "[?？] 如果 要是 可能 也许 不知道 纠结 弃权 谁 吗 还没想好 还是(?:再|等|算|看) 没投 不投票 听说 据说",
    "if, maybe, perhaps, who, whoever, don'?t, won'?t, never, or, unless, torn, voted for, votes for, did, haven'?t, not sure",
)
# Who asks whether they may has decided.
_POLITE = re.compile(r"^\W*(?:please,? )?(?:can|could|may) i\b(.*)\?\W*$")
_CAST = any_of(
    "投 票 选 支持 挺 站 改 换 非 给",
    r"vot(?:e|es|ing), ballot, pick\w*, choos\w+, choice, go(?:ing)? with, go(?:es)? to, cast\w*, chang\w+, switch\w*, instead, support\w*, put me down, count me in, rooting for",
)
# What stands beside a name alone and still makes it a vote.
_OF_COURSE = any_of(
    """必须 的 吧 啦 了 啊 呀 哈 呗 当然 肯定 一定 绝对 那 是 就 我 觉得 认为 还用说 毫无疑问 无疑 妥妥 没跑了 稳 应该 实至名归 当之无愧 莫属 值得 最 合适 棒 好 强 辛苦 不二人选 首选
    要 协作之星 一 加 也 还 都 说 用""",
    r"""for me, me, definitely, absolutely, of course, obviously, for sure, sure, no doubt, without a doubt, all the way, all day, hands down, easy, easily, deserves? it, by far, 100, has to be, it, is, it'?s,
    got to be, gotta be, must be, should be, should win, should get it, every time, please, pls, thanks, thank you, the, my, i, i'?d, i'?m, say, think, for, a, to, on, in, this, award, clear, winner, one, no, brainer, hmm, ok, okay, and, star, then, 's, lah""",
)
_SPOKEN_OF = any_of("投给 投票 我投 改投 我选 弃权 弃票 空白票", "vot(?:e|es|ing), ballot, abstain")
_NAME = re.compile(r"[A-Za-z][\w'’-]*|[A-Z][\w'’-]+(?: [A-Z][\w'’-]*\.?){1,2}|[\u3400-\u9fff·]{2,4}")
_WORD = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]+")
_LATIN_NAME, _HAN_NAME = 3, 4
LONGEST = 200


def voted_for(text: str, nominees: Nominees) -> int | None:
    """Return the one nominee a vote names: who is named only to be left out is not meant."""
    low, keys = text.lower(), _keys(nominees)
    if (whole := keys.get(_key(text.lstrip("@")))) is not None:
        return whole
    if len(low) > LONGEST or len(low) != len(text) or _UNDECIDED.search(_POLITE.sub(r"\1", low)):
        return None
    named = list(_named(low, keys))
    kept = [one for one in named if not (_LEFT_OUT.search(low[: one[0]]) or _replaced(low, one[1], named))]
    who = {member for _, _, member in kept}
    return kept[0][2] if len(who) == 1 and (_CAST.search(low) or _alone(low, kept[0])) else None


def may_be_vote(text: str, nominees: Nominees) -> bool:
    """Whether a text is meant as a vote: it names a nominee, speaks of voting, or is a name and nothing else."""
    said = text.strip(" \t\n.,!?。，！？~～@")
    if _SPOKEN_OF.search(text.lower()) or _NAME.fullmatch(said):
        return True
    return voted_for(text, nominees) is not None


def _replaced(text: str, end: int, named: Sequence[tuple[int, int, int]]) -> bool:
    """Whether another name follows that stands in this one's place."""
    return bool(_REPLACED.match(text, end)) and any(start > end for start, _, _ in named)


def _alone(text: str, name: tuple[int, int, int]) -> bool:
    """Whether nothing else stands in a name's clause than that it must be so."""
    start = max((found.end() for found in re.finditer(r"[，,。.!！;；:：\n]", text[: name[0]])), default=0)
    stop = re.compile(r"[，,。.!！;；:：\n]|\s(?=[\u3400-\u9fff])").search(text, name[1])
    beside = f"{text[start : name[0]]} {text[name[1] : stop.start() if stop else len(text)]}"
    return not re.search(r"[a-z0-9\u3400-\u9fff]", _OF_COURSE.sub(" ", re.sub(r"\+\s?1", " ", beside)))


def _keys(nominees: Nominees) -> dict[str, int]:
    """Return whom each name means, and how it sounds; what two of them are called means neither."""
    whom: dict[str, set[int]] = {}
    for member, names in nominees.items():
        for key in {_key(said) for name in names for said in (name, sound(name))} - {""}:
            whom.setdefault(key, set()).add(member)
    return {key: next(iter(members)) for key, members in whom.items() if len(members) == 1}


def _key(name: str) -> str:
    return person_key(name).replace(" ", "")


def _named(text: str, keys: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """Yield where a nominee is named, and who; of names that overlap the longest."""
    words = list(_WORD.finditer(text))
    end = 0
    for no, word in enumerate(words):
        if word.start() < end:
            continue
        for start, stop in _windows(words, no):
            if start >= end and (member := keys.get(_key(text[start:stop]))) is not None:
                yield start, stop, member
                end = stop


def _windows(words: Sequence[re.Match[str]], no: int) -> Iterator[tuple[int, int]]:
    """Yield what may be a name and begins with a word: a few Latin words, a few signs of Chinese."""
    word = words[no]
    if word[0].isascii():
        last = [other for other in words[no : no + _LATIN_NAME] if other[0].isascii()]
        for other in reversed(last):
            yield word.start(), other.end()
            if other[0].endswith("'s"):
                yield word.start(), other.end() - 2
        return
    for start in range(word.start(), word.end()):
        for stop in range(min(word.end(), start + _HAN_NAME), start, -1):
            yield start, stop
