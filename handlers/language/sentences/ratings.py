"""Marks out of a scale: what a customer gave us, and how a colleague feels."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in
from handlers.language.shape import Shape
from handlers.language.spans.rules import plain

_CSAT = any_of(
    zh="""回访 评价 满意度 满意 不满 打了?分 打(?:了)?(?:\\d|[一二三四五六七八九十])+(?:\\.\\d)?分 评(?:了)?分 csat nps 问卷 调查 好评 差评 星(?!期|辰)
        给了?(?:我们|咱们?)?.{0,4}(?:\\d|[一二三四五六七八九十])+(?:\\.\\d)?分 得分 分制 满分""",
    en="""csat, nps, rat(?:ed|ing|es|e), scor(?:ed?|es|ing), satisf\\w+, stars?, out of (?:5|10|100|five|ten), gave us,
        gives us, survey, feedback, \\d ?/ ?(?:5|10|100)""",
)
_DIGITS = r"\d{1,3}(?:\.\d)?"
_HAN = "零一二三四五六七八九十"
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"{_DIGITS}|[{_HAN}两](?=分|星|颗)|(?:{'|'.join(_WORDS)})(?= (?:out of|stars?|points?))"
_GAP = r"\s*(?:is|was|of|at|as|a|an|us|为|是|给了?|打了?|得了?|只有|有|总体|整体|评分|\W)*\s*"
_FORMS = (
    re.compile(rf"(?P<score>{_NUMBER})\s*(?:分|points?)?\s*(?:/|out of|of|over)\s*(?P<scale>100|10|5|ten|five)(?!\d)"),
    re.compile(
        rf"(?P<scale>100|10|5|十|五|百)\s*分(?:制|满分|(?=里|中|打|给了?打))\W*(?:的?|里|中|客户|打了?|给了?|得了?|评了?|我们)*\W*(?P<score>{_DIGITS}|[{_HAN}])"
    ),
    re.compile(rf"(?<![\d.])(?P<score>{_NUMBER})\s*(?P<star>stars?|颗?星(?!期|辰))"),
    re.compile(rf"(?<![\d.])(?P<score>{_DIGITS}|[{_HAN}])\s*分(?!制|钟|之|期|成|公司)"),
    re.compile(
        rf"(?:nps|csat|scor(?:ed?|es)|rat(?:ed|ing|es?)|satisfaction|满意度|评分|得分|打分)[^\d]{{0,24}}?{_GAP}(?P<score>{_DIGITS})(?![\d%])"
    ),
    re.compile(rf"(?:gave|gives|given) us{_GAP}(?P<score>{_DIGITS})(?![\d%])"),
)
_ALONE = re.compile(
    r"(?<![\d.,])(?P<score>\d{1,2}(?:\.\d)?)(?![\d%:：]|[.,]\d|(?:st|nd|rd|th|[kmw])\b|\s*(?:days?|weeks?|months?|hours?|deals?|people|users?|[年月日号天周个家次万]))"
)
_SCALE = re.compile(
    r"(?:满分|共|总分)\s*(?P<a>100|10|5)|(?P<b>100|10|5|百|十|五)\s*分(?:制|满分)|(?:on a |scale (?:of )?(?:1|0)[- ]?(?:to|-)?\s*)(?P<c>100|10|5)"
)
_SAYS = re.compile(
    r"^(?:\W|说|表示|客户|他们|对方|觉得|原因是?|因为|评价|反馈|评语|备注|(?:满分|共)\d{1,3}分?|[百十五]分制|分|吧|了|left|they|said|says|saying|because|since|comment|feedback|reason|with|and|but|note|citing|quote|for|points?)(?![a-z])\W*",
    re.IGNORECASE,
)
_FEELS = re.compile(
    r"(?:\b(?:pulse|mood|morale|score|this week|week|i'?d (?:say|give|rate)(?: (?:it|a|my))?|i (?:am|feel) (?:at )?(?:a )?|i'?m (?:at )?(?:a )?|feeling(?: like)?(?: a)?|maybe|probably|about|solid|like|today|a|it'?s|is|my|say|give|out of|me|put)\b"
    r"|心情(?:指数)?|状态(?!很|不|还|挺|比)|情绪|脉搏|士气|本周|这周(?=\W|打|给|是)|打个?|我?给(?:个|自己)?|我打|大概|大约|应该|也就|算|是|满分|今天|目前|个)"
)
_MARK = re.compile(
    rf"(?<![\d.])(?P<score>10|\d|[{_HAN}两](?![般直下些点个样起边会定切周天单客家]))(?:\.0)?(?!\.?\d)\s*(?:分|/\s*(?:10|5)|out of (?:10|5)|点)?(?:吧|啦|哈|了|左右)?"
)
_SPOKEN = re.compile(rf"\b(?P<score>{'|'.join(_WORDS)})\b(?: out of (?:ten|five))?")


def as_csat(shape: Shape) -> Meaning | None:
    """Return which mark a line tells of, out of how many, and what was said with it."""
    text = _beside_names(shape)
    found = next((one for form in (*_FORMS, _ALONE) if (one := form.search(plain(text)))), None)
    if found is None:
        return None
    more: Said = {"score": _number(found["score"])}
    groups = found.groupdict()
    stated = _SCALE.search(plain(text))
    if groups.get("scale"):
        more["scale"] = int(_number(groups["scale"]))
    elif stated:
        more["scale"] = int(_number(next(filter(None, stated.groups()))))
    elif groups.get("star"):
        more["scale"] = 5
    elif "nps" in plain(text):
        more["scale"] = 10
    if comment := _comment(shape, text, found):
        more["comment"] = comment
    return Meaning("csat_record", {"more": more}, deals_in(shape), needs_deal=True)


def _beside_names(shape: Shape) -> str:
    """The text with blanks where it names deals, people and phones, whose digits are no marks."""
    letters = list(shape.text)
    for span in shape.spans:
        if span.kind in ("deal", "member", "phone", "email", "quote"):
            letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)


def _comment(shape: Shape, text: str, found: re.Match[str]) -> str:
    """What is said of the mark: behind it, else in the parts of the text that speak of no mark."""
    after = _stripped(shape.text[found.end() :])
    if re.search(r"\w{2}", after):
        return after
    parts = (part.strip(TRIM) for part in re.split(r"[，,。;；\n!！]", text[: found.start()]))
    return ", ".join(part for part in parts if re.search(r"\w{2}", part) and not _CSAT.search(plain(part)))


def _stripped(text: str) -> str:
    before = None
    while text != before:
        before, text = text, _SAYS.sub("", text.strip(TRIM + "（）()")).strip(TRIM + "（）()")
    return text


def _number(said: str) -> int | float:
    if said in _WORDS:
        return _WORDS.index(said)
    if said in ("百", "两"):
        return {"百": 100, "两": 2}[said]
    if not said[0].isdigit():
        return _HAN.index(said)
    return float(said) if "." in said and not said.endswith(".0") else int(float(said))


def as_pulse(shape: Shape) -> Meaning | None:
    """Return how somebody feels, as a mark and in their words."""
    text = shape.text
    letters = plain(text)
    found = _MARK.search(letters) or _SPOKEN.search(letters)
    if found is None:
        return None
    more: Said = {"score": _number(found["score"])}
    after = _stripped(text[found.end() :])
    before = _FEELS.sub(" ", letters[: found.start()])
    if re.search(r"\w{2}|[\u3400-\u9fff]", after):
        more["comment"] = after
    elif re.search(r"\w{2}|[\u3400-\u9fff]", before):
        more["comment"] = re.sub(r"^\s*pulse\s+", "", text[: found.start()], flags=re.IGNORECASE).strip(TRIM)
    return Meaning("pulse_answer", {"more": more})
