"""Who is away from when until when, and who stands in."""

import re

from handlers.language.sentences.cues import asked
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.shape import Shape, signs
from handlers.language.spans.dates import DateSpan

_AWAY = re.compile(
    r"请假|休假|出国|回老家|年假|调休|病假|事假|产假|休(?=\d|一|两|三|息|到)|不在(?!线|乎|意)|出差|外出|休息|放假|陪产|婚假|\b(?:off|ooo|out of (?:the )?office|on leave|leave|vacation|holiday|pto|away|sick|out)\b|\bnot in\b|\btraveling\b|\btravelling\b"
)
_SELF = re.compile(r"我|本人|俺|\b(?:i|i'?m|i'?ll|me|my|mine)\b")
# Whoever stands right before an absence is who is away.
_WHOSE_AWAY = signs(
    r"(?P<who><member>|<contact>)(?:['’]s|is|are|will|be|also|still|out|going|on|has|要|会|也|还|在|从|<date>|\s|[,，])*$"
)
_COVER = re.compile(
    r"代(?:班|管|理|看|跟|为|我|$)|顶(?:一下|班|我|替|上)|帮(?:我)?(?:盯|看|跟|照看|管|顶|忙)|接手|照看|盯(?:一下|着|下)?|托付|交给|由|找|cover|watch|look(?:s|ing)? after|tak(?:e|es|ing) care|handl|mind|back(?:ing)? me up|stand(?:ing)? in|fill(?:ing)? in|step(?:ping)? in|keep an eye|hold(?:ing)? the fort|has my|on my (?:deals|accounts)|take(?:s)? over"
)


def read_absence(shape: Shape) -> Meaning | None:
    """Read that somebody is away, and who stands in."""
    line, people = shape.line, members_in(shape)
    away, cover = _AWAY.search(line), _COVER.search(line)
    days = [span.value for _, span in shape.all("date") if isinstance(span.value, DateSpan)]
    if away is None and not (
        cover
        and re.search(
            r"代班|代管|顶班|我的(?:单|客户|商机)|\bmy (?:deals|accounts|leads|book)|\bcover(?:s|ing)? (?:for )?me",
            line,
        )
    ):
        return None
    if (
        not days
        or asked(line)
        or _elsewhere(shape, away, told=bool(people and cover))
        or re.search(
            r"\b(?:customer|client|they|he|she|their)\b(?! deals)|客户.{0,4}(?:请假|休|不在|出差|放假)|对方|\bif\b|如果|\bnot off\b|打折|折|\b\d+% off|\b(?:kick|hand|sign|drop|pay|call|take|laid|log)(?:ed|ing)?[- ]?off\b|day off to|没请|取消",
            line,
        )
    ):
        return None
    if (
        away
        and not people
        and re.search(r"\b(?:out|away|off)\b", away[0])
        and not re.search(
            r"\b(?:i'?m|i am|i'll|i will|me|my|ooo|out of office|taking)\b|^\W*(?:off|out|ooo|away)", line
        )
    ):
        return None
    if re.search(r"20\d\d", shape.text) and not any(
        re.search(r"20\d\d", shape.text[span.start : span.end]) for _, span in shape.all("date")
    ):
        return None
    said: Said = {"since": days[0], "until": days[-1]}
    whose = _WHOSE_AWAY.search(line[: away.start()]) if away else None
    if people:
        subject = [
            one for place, one in people if away and place < away.start() and not (cover and cover.start() < place)
        ]
        by = [one for place, one in people if one not in subject[:1]]
        if len(people) == 1 and cover and whose is None:
            subject, by = [], [people[0][1]]
        if by:
            said["to"] = by[-1]
        if subject and len(people) > len(by):
            said["more"] = {"who": subject[0]}
        if whose and not by and not _SELF.search(line):
            return Meaning("nothing")
    missing = cover and not people and re.search(r"someone|somebody|有人", line)
    return Meaning("cover_set", said, doubts=["unsure"] if missing else [])


def _elsewhere(shape: Shape, away: re.Match[str] | None, *, told: bool) -> bool:
    """Whether an absence is a customer's, or a trip to one: then it is news of the deal, and nobody's leave."""
    if away is None or _SELF.search(shape.line[: away.end()]):
        return False
    whose = _WHOSE_AWAY.search(shape.line[: away.start()])
    customers = whose is not None and next(shape.all("contact", whose.start("who"), whose.end("who")), None) is not None
    return customers or (bool(deals_in(shape)) and not told)
