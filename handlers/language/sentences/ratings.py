"""Marks out of a scale: what a customer gave us, and how a colleague feels."""

import re

from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in
from handlers.language.sentences.mood import asks
from handlers.language.shape import Shape

_CSAT = re.compile(
    r"回访|评价|满意度|满意|打(?:了)?(?:\d|[一二三四五六七八九十])+ ?分|评(?:了)?分|csat|nps|\brat(?:ed|ing|es)\b|\bscored?\b|\bsatisf\w+|\bstars?\b|\bout of (?:5|10)\b|\bgave us\b|\bgives us\b|\d ?/ ?(?:5|10|100)\b"
)
_SCORE = re.compile(
    r"(?<![\d.])(\d{1,3}(?:\.\d)?)\s*(?:分|/|out of|stars?|星|points?|\s*$|[,，。!！ ])|(?:nps|csat|score[ds]?|rated?|打了?|评分|满意度|给了?)\D{0,10}(\d{1,3}(?:\.\d)?)|([一二三四五六七八九十])分|([一二三四五])星"
)
_SCALE = re.compile(r"(?:/|满分|out of|分制|共)\s*(\d{1,3})|(\d{1,3})\s*分制|(\d{1,3}) ?(?:分|)满分")
_PULSE = re.compile(r"pulse|心情|状态打分|脉搏|情绪|\bmood\b|\bmorale\b|士气|压力")


def read_csat(shape: Shape) -> Meaning | None:
    """Read how a customer rated us."""
    line = shape.line
    if not _CSAT.search(line) or not (deals_in(shape) or shape.scene.thread_deal) or asks(line):
        return None
    text = re.sub("[\ue000-\ue0ff]", " ", line)
    score = _SCORE.search(text)
    if score is None:
        return None
    value = next(group for group in score.groups() if group)
    more: Said = {
        "score": "一二三四五六七八九十".find(value) + 1
        if not value[0].isdigit()
        else float(value)
        if "." in value
        else int(value)
    }
    if scale := _SCALE.search(text):
        more["scale"] = int(next(group for group in scale.groups() if group))
    elif "nps" in text:
        more["scale"] = 10
    elif re.search(r"stars?|星", text):
        more["scale"] = 5
    rest = [
        shape.words(one.start, one.end).strip(TRIM)
        for one in shape.clauses()
        if not _CSAT.search(line, one.start, one.end)
        and not re.fullmatch(r"[\W\ue000-\ue0ff]*", line[one.start : one.end])
    ]
    if rest:
        more["comment"] = ", ".join(rest)
    return Meaning("csat_record", {"more": more}, deals_in(shape), needs_deal=True)


def read_pulse(shape: Shape) -> Meaning | None:
    """Read how somebody feels this week."""
    line = shape.line
    found = _PULSE.search(line)
    score = re.search(r"(?<![\d.])(10|\d)(?![\d.])\s*(?:分|/|$|[,，。 ])", line)
    if found is None or score is None or asks(line):
        return None
    more: Said = {"score": int(score[1])}
    if comment := shape.words(score.end(), len(line)).strip(TRIM + "0123456789/"):
        more["comment"] = comment
    return Meaning("pulse_answer", {"more": more})
