"""What people are good at."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, left_over, members_in
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape

_SKILL = any_of(
    """擅长 会(?:说|讲|做|写|用|画|搞|剪|拍|编|弹|唱|翻译|修|搭|调试?|设计|开车|分析|建模|直播) 能(?=做|搞|讲|谈|跑|接|带|写|独立) 会(?=[英日德法韩西俄粤闽客沪])
        会(?=\\s?[a-z]+(?!.*(?:吗|了))) 拿手(?:的是)? 强项 专长 认证 证书 技能 懂(?!了|的都懂|吗) 精通 熟悉 能力 熟 专攻 做过
        考(?:了|过|出|到)(?=[^，,。]{1,14}(?:证|资格|师|[a-z]{2}))
        (?:(?<=<member>)|(?<=我))(?:的)?(?:英|日|韩|德|法|俄|葡|粤|西班牙|阿拉伯)语(?!不|差|烂|没|太|很?一般) 标签
        (?:(?<=我)|(?<=<member>))对[^，,。]{1,16}(?:熟|在行|了解|有经验|有研究|拿手|精通|内行) (?:可以|能)(?:当工作语言|独立|沟通)""",
    r"""skills?(?: list| set)?, capabilit(?:y|ies), expertise, strong (?:in|at|on|with), strengths?, trained (?:in|on),
        speaks?, good (?:at|with), expert (?:in|at|on|for), knows(?: about)?, know, certified (?:in|on|for)?,
        certifications?, fluent (?:in)?, can (?:do|handle|speak|cover|run|sell), experience (?:in|with), profile,
        qualified (?:in|for), skilled (?:in|at|with),
        (?:our|the|my) (?!right|best|only|same|new|key|contact|wrong|one|nice|good|great|first|last)[^.,;]{2,40} (?:guy|gal|expert|person|specialist|guru|wizard|go-to|pro|whiz),
        put (?:me|<member>) down for, tag <member> (?:with|as)""",
)
_ADDED = re.compile(
    r"(?:^|我|\ue001)对(?P<of>[^，,。]{1,16}?)(?:这块|方面|这一块)?(?:都|也)?(?:很|挺|特别|比较|相当|非常|超级?|门儿清|最)*(?:熟(?!人)|在行|了解|有经验|有研究|拿手|精通|内行|门清)|"
    r"(?:^|我|\ue001)(?:的)?(?P<used>[^\W\d_]{1,8}?)(?:可以|能)(?:当工作语言|独立|沟通|谈判|跟客户聊)|"
    r"(?:\ue001 is|\ue001|\bi'?m|\bi am) (?:our|the|my|the team'?s) (?P<person>(?!right|best|only|same|new|key|contact|wrong|one|nice|good|great|first|last)[^.,;]{2,40}?) (?:guy|gal|expert|person|specialist|guru|wizard|go-to|pro|whiz)\b|"
    r"(?:^|我|\ue001)(?:的)?(?P<tongue>(?:英|日|韩|德|法|俄|葡|粤|西班牙|阿拉伯)语(?!不|差|烂|没|太)[^，,。不差烂]{0,8})|"
    r"put (?:me|\ue001) down for (?P<down>[^.;]{2,40})|"
    r"(?:把|将)(?P<zh>.{1,40}?)(?:加|记|写|录|放|填|登记|更新|补)(?:到|进|入|在|上)|"
    r"(?<![a-z])(?:add|put|include|list|register|record|note|append|log|tag)(?: down)? (?P<en>[^:：]{1,60}?) (?:to|on|in|under|into|as|for) (?:my|<member>|his|her|their|the|\ue001)"
)
_ABLE = re.compile(r"(?:^|我|\ue001)(?:也|还|都)?会(?P<of>[^，,。！!]{2,40})")  # 静姐会内窥镜和超声
_LEAD = any_of(
    "是 有 和 于 在 的 为 加上 标签 里 : list 一下 上 新增 了",
    "is, are, in, at, on, to, the, a, with, :, of, as, for, now, list, also, both, well, and, s, be",
)
_TAIL = any_of(
    "这(?:一|两|三|几)?(?:块|方面|行|类|些)? 的 技能 专长 能力 经验 领域 了 哈 都 很 加上 加 标签",
    "skills?, well, please, too, and, to my, now, s, experience, the",
)
_AND = re.compile(
    r"\s*(?:[、,，;；&/+]|\s和\s?|和|以及|还有|跟(?=[\u4e00-\u9fff])|\band\b|\bplus\b|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]))\s*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:add|note|put|please|so|for lead|记|备注|标|以后|分配|大家|有需要|可以找)", re.IGNORECASE)
_THAT = re.compile(r"\W*(?:that|it|this|these|those|这个|这些)\W*")
LONGEST = 80


def as_skill(shape: Shape) -> Meaning | None:
    """Return who is good at what."""
    people, skills = members_in(shape), _skills(shape)
    if not skills or sum(map(len, skills)) > LONGEST:
        return None
    return Meaning("capability_set", {"more": {"who": people[0][1] if people else shape.scene.me, "skills": skills}})


def _skills(shape: Shape) -> tuple[str, ...]:
    """What was added to a list of skills, else what follows the words for them, each on its own."""
    line = shape.line
    added = _ADDED.search(line)
    if added and not _THAT.fullmatch(added[added.lastgroup or 0]):
        said = shape.words(*added.span(added.lastgroup or 0))
    elif last := next((found for found in _SKILL.finditer(line) if found.end() < len(line.rstrip(" 。.!！"))), None):
        said = _behind(shape, last.end())
    elif able := _ABLE.search(line):
        said = shape.words(*able.span("of"))
    else:
        return ()
    parts = [trimmed(part, _LEAD, _TAIL) for part in _AND.split(said)]
    return tuple(part for part in parts if part and not _ASIDE.match(part))


def _behind(shape: Shape, start: int) -> str:
    """What follows a place, without the people named there."""
    cuts = [(place, place + 1) for place, _ in shape.all("member")]
    return left_over(shape, Clause(start, len(shape.line)), cuts)
