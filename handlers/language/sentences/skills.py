"""What people are good at."""

import re

from handlers.language.sentences.cues import any_of, asked
from handlers.language.sentences.meaning import Meaning, deals_in, left_over, members_in
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape

_SKILL = any_of(
    """擅长 会(?:说|讲|做|写|用|画|搞|剪|拍|编|弹|唱|翻译|修|搭|调试?|设计|开车|分析|建模|直播) 能(?=做|搞|讲|谈|跑|接|带|写|独立) 会(?=[英日德法韩西俄粤闽客沪]) 会(?=\\s?[a-z]+(?!.*(?:吗|了))) 拿手(?:的是)? 强项 在行 专长 经验丰富 认证 证书 特别懂 有.{1,10}经验 技能 懂(?!了|的都懂|吗)
    精通 熟悉 能力 特长 熟 专攻 主攻 专精 专注 做过 学过 考(?:了|过|出|到)(?=[^，,。]{1,14}(?:证|资格|师|[a-z]{2})) 持有 (?:(?<=<member>)|(?<=我))(?:的)?(?:英|日|韩|德|法|俄|葡|粤|西班牙|阿拉伯)语(?!不|差|烂|没|太|很?一般) 强在 优势 标签 (?:(?<=我)|(?<=<member>))对[^，,。]{1,16}(?:熟|在行|了解|有经验|有研究|拿手|精通|内行) (?:可以|能)(?:当工作语言|独立|沟通)""",
    r"""skills?(?: list| set)?, skillset, capabilit(?:y|ies), expertise, strong (?:in|at|on|with), strengths?, proficient (?:in|at|with), native, background in, trained (?:in|on),
    skilled (?:in|at|with), speaks?, good (?:at|with), great (?:at|with), expert (?:in|at|on|for), knows(?: about)?, know, special(?:ty|ties|i[sz]es?|i[sz]e) ?(?:in)?, certified (?:in|on|for)?, certifications?,
    fluent (?:in)?, can (?:do|handle|speak|cover|run|sell), experienced (?:in|with), experience (?:in|with), versed in, competent in, profile, go-to (?:person|guy|gal)? ?(?:for|on), subject matter expert (?:in|on), sme (?:for|in|on),
    understands, familiar with, qualified (?:in|for), domains?, forte, (?:our|the|my) (?!right|best|only|same|new|key|contact|wrong|one|nice|good|great|first|last)[^.,;]{2,40} (?:guy|gal|expert|person|specialist|guru|wizard|go-to|pro|whiz), put (?:me|<member>) down for, tag <member> (?:with|as), handy with, knack for, comfortable (?:in|with)""",
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
_SETS = any_of(
    "记 登记 更新 标记 添加 加 设 录 补充 备注 写 我 本人 俺",
    "add, set, update, mark, note, put, record, register, tag, log, list, my, i, i'?m, i'?ve, skills?, capabilit(?:y|ies)",
)
_NO_SKILL = any_of(
    "转给 派给 分给 交给 给<member>跟 归<member> (?<!大)客户 他们 对方 不懂 不会 不熟 不擅长 会议 如果 需要 谁 能不能 找 求助 招人 招聘 想学 学习一下 有没有",
    "customers?, clients?, they, (?:hand|send|giv|assign|transfer|mov|pass)(?:e|es|s|ing)?, over to, doesn'?t, don'?t, not, if, need(?:s|ed)?, who, looking for, wants?, let me know, you know, i know, as far as, please know, did you, we know, anyone",
)
_KNOWS = any_of(
    "",
    r"i know (?:[a-z]+ )?(?:how to|java|python|sap|excel|spanish|french|german|healthcare|retail|finance|manufacturing)",
)
_LEAD = any_of(
    "是 有 和 于 在 的 为 包括 有关 方面 加上 标签 里 增加 添加 : ： 列表 list 一下 上 新增 了",
    "is, are, in, at, on, to, the, a, an, with, include[sd]?, including, :, of, as, for, about, now, list, also, both, well, how to, and, s, be",
)
_TAIL = any_of(
    "这(?:一|两|三|几)?(?:块|方面|行|类|些)? 方面 的 技能 专长 能力 经验 领域 行业经验 业务 了 吧 啊 哈 都 很 非常 一块 加上 加 标签",
    "skills?, really well, well, very well, please, thanks, too, and, as a skill, to my, now, fluently, s, experience, the",
)
_AND = re.compile(
    r"\s*(?:[、,，;；&/+]|\s和\s?|和|以及|还有|跟(?=[\u4e00-\u9fff])|\band\b|\bplus\b|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]))\s*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:add|note|put|please|so|for lead|记|备注|标|以后|分配|大家|有需要|可以找)", re.IGNORECASE)
_THAT = re.compile(r"\W*(?:that|it|this|these|those|这个|这些)\W*")
_KINDS = re.compile("^[一两二三四几]块$")  # 这两块 are fields, no money
LONGEST = 80


def read_skill(shape: Shape) -> Meaning | None:
    """Read what somebody is good at."""
    line, people = shape.line, members_in(shape)
    found = _SKILL.search(line)
    if (
        found is None
        or asked(line)
        or any(not one.fuzzy for one in deals_in(shape))
        or next(shape.all("date"), None)
        or any(not _KINDS.search(shape.text[one.start : one.end]) for _, one in shape.all("amount"))
    ):
        return None
    if _NO_SKILL.search(line) and not _KNOWS.search(line):
        return None
    if not people and not _SETS.search(line):
        return None
    return as_skill(shape)


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
    else:
        last = next((found for found in _SKILL.finditer(line) if found.end() < len(line.rstrip(" 。.!！"))), None)
        if last is None:
            return ()
        said = _behind(shape, last.end())
    parts = [trimmed(part, _LEAD, _TAIL) for part in _AND.split(said)]
    return tuple(part for part in parts if part and not _ASIDE.match(part))


def _behind(shape: Shape, start: int) -> str:
    """What follows a place, without the people named there."""
    cuts = [(place, place + 1) for place, _ in shape.all("member")]
    return left_over(shape, Clause(start, len(shape.line)), cuts)
