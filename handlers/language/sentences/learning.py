"""What a team learns: reviews of deals, best practice, mentors, skills."""

import re

from handlers.language.sentences.cues import asked
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over, members_in
from handlers.language.shape import Shape

_RETRO = re.compile(
    r"复盘|教训|总结|经验教训|retro\b|\bpost[- ]?mortem\b|\blessons?\b|\blearn(?:ed|ing|t)\b|\btakeaway\b|\broot cause\b"
)
_RETRO_PARTS = (
    ("action", r"行动|改进项|todo|\baction\b"),
    ("lesson", r"教训|以后|下次|应该|经验|\b(?:lessons?|next time|learn\w*|should|takeaway|earlier)\b"),
)
_RETRO_LEAD = re.compile(
    r"^(?:\s|复盘|记录?|一下|总结|这单|这个|原因是?|教训是?|行动项?|丢在|输在|赢在|的|：|:|-|(?:retro|note|cause|lessons?(?: learned)?|actions?|add to the|add|post-?mortem|on|for|the|was|is|lost because|because|won because)(?![a-z]))+",
    re.IGNORECASE,
)
_BEST = re.compile(
    r"经验|最佳实践|经验分享|案例(?:库|分享)?|打法|话术|best practice|\bplaybook\b|\bsuccess story\b|\bwin story\b|\bknowledge base\b|\btip:?\b|心得|知识库"
)
_FIND = re.compile(
    r"有没有|查|找|搜|怎么|如何|看看|哪些|[?？]|吗\W*$|\b(?:any|find|search|show|look|how|where|what|does anyone|got)\b"
)
_MENTOR = re.compile(
    r"带(?:一下|教|着|新人|带)?(?=[\ue001])|师傅|师父|导师|徒弟|师徒|mentor|buddy|\bcoach\b|\bshadow\b|\bonboard\b|带教|结对"
)
_SKILL = re.compile(
    r"擅长|会(?:说|讲|做)|会(?=[英日德法韩西俄粤]|[a-z])|拿手|强项|在行|专长|经验丰富|认证|证书|特别懂|有.{2,8}经验|技能|懂|精通|熟悉|能力|特长|\bskills?\b|\bexpertise\b|\bstrong (?:in|at|on)\b|\bstrengths?\b|\bproficient\b|\bnative\b|\bbackground in\b|\btrained (?:in|on)\b|\bskilled\b|\bspeaks?\b|\bgood at\b|\bexpert (?:in|at|on)\b|\bknows\b|\bspecial(?:ty|i[sz]es)\b|\bcertified\b|\bfluent\b|\bcan (?:do|handle|speak|cover)\b|\bexperienced\b"
)


def read_retro(shape: Shape) -> Meaning | None:
    """Read what is to be learnt of a deal."""
    line = shape.line
    found = _RETRO.search(line)
    here = deals_in(shape) or shape.scene.thread_deal
    if found is None or not here or asked(line) or re.search(r"约|安排|开(?:个|一个)?.{0,4}会|schedule|meeting", line):
        return None
    more: Said = {}
    for clause in shape.clauses():
        part = line[clause.start : clause.end]
        kind = next((name for name, words in _RETRO_PARTS if re.search(words, part)), "cause")
        text = _RETRO_LEAD.sub("", left_over(shape, clause, [(at, at + 1) for at, _ in shape.all("deal")]))
        if len(text.strip(TRIM)) > 1:
            more.setdefault(kind, text.strip(TRIM))
    if "action" in more:
        if people := members_in(shape):
            more["owner"] = people[0][1]
        if day := next((span.value for _, span in shape.all("date")), None):
            more["due"] = day
    return Meaning("retro_note", {"more": more}, deals_in(shape), needs_deal=True) if more else None


def read_practice(shape: Shape) -> Meaning | None:
    """Read what works and is shared, or looked for."""
    line = shape.line
    found = _BEST.search(line)
    if found is None:
        return None
    if _FIND.search(line):
        asked = re.sub(
            r"有没有|查一?下?|找一?下?|搜一?下?|看看|关于|的|吗|[?？]|\b(?:any|find|search|show|me|look|up|for|on|about|how|to|do|we|the|is|there|got|have)\b",
            " ",
            _BEST.sub(" ", shape.text),
            flags=re.IGNORECASE,
        )
        return Meaning("best_practice_search", {"more": {"q": re.sub(r"\s+", " ", asked).strip(TRIM)}})
    if not re.search(r"记|存|加|分享|收|入库|沉淀|[:：]|\b(?:add|save|log|record|share|note|new)\b", line):
        return None
    text = shape.words(found.end(), len(line)).strip(TRIM)
    return Meaning("best_practice_add", {"more": {"text": text}}, deals_in(shape)) if text else None


def read_mentor(shape: Shape) -> Meaning | None:
    """Read who mentors whom."""
    line, people = shape.line, members_in(shape)
    found = _MENTOR.search(line)
    if found is None or not people or asked(line):
        return None
    mentor, mentee = people[0][1], people[-1][1]
    if re.search(
        r"(?:mentor|buddy|coach) for \ue001\s*[:：]|给\ue001.{0,8}(?:导师|师傅)|\ue001的?(?:师傅|导师).{0,4}(?:换成|是|定)|拜师|pair \ue001 with \ue001|[\ue001].{0,6}(?:跟着|跟|shadow\w*|的师傅是|的导师是|的师父是|'s (?:mentor|buddy|coach) (?:is|will be)).{0,4}[\ue001]|徒弟",
        line,
    ):
        mentor, mentee = mentee, mentor
    more: Said = {"mentor": mentor, "mentee": mentee if len(people) > 1 else shape.scene.me}
    if day := next((span.value for _, span in shape.all("date")), None):
        more["until"] = day
    return Meaning("mentor_assign", {"more": more})


def read_skill(shape: Shape) -> Meaning | None:
    """Read what somebody is good at."""
    line, people = shape.line, members_in(shape)
    found = _SKILL.search(line)
    if found is None or asked(line) or deals_in(shape) or next(shape.all("date"), None):
        return None
    if not people and not re.search(r"^\W*(?:我|i\b|my\b|i'm)|\bmy\b|记(?:一下|录)|add .{0,10}skill", line):
        return None
    skills = shape.words(found.end(), len(line)).strip(TRIM + "是有和于")
    if not skills or len(skills) > 60:
        return None
    return Meaning("capability_set", {"more": {"who": people[0][1] if people else shape.scene.me, "skills": skills}})
