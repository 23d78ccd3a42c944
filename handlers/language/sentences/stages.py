"""How far a deal is: the stage it has come to, by the words that bring it there."""

import re
from collections.abc import Iterator

from handlers.language.sentences.meaning import TRIM
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.sentences.news import Cuts, News
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.typed.fields import find_stage

_NO_PAPER = "(?!单|书|部|条款|条件|审|法务|章|款|版|模板|同事|经理|标|对接|人|金额|总?价|里|上|给|发|什|怎)"
_WORDS = (
    ("contacted", "已联系|初步联系|已?建联|初次接触过?|联系上了?", "contacted"),
    (
        "qualified",
        "需求(?:[已己]经|都|已|基本|聊|谈|问|摸|理|全部)*(?:明确|确认|摸清|清楚|对齐|锁定|理清)(?:完|好|下来)*了?|需求(?=阶段|环节)",
        "qualif(?:i?ed|eid)|qualification",
    ),
    (
        "proposal",
        f"方案报价|(?:方案|报价)(?:阶段|节点|环节)|(?:报价|方案)(?=了?[^\\w]*$){_NO_PAPER}",
        "(?:proposal|quotation|quoting)(?: stage| phase)?",
    ),
    (
        "negotiation",
        rf"商务谈判|谈判|议价|商务阶段|谈商务|商务{_NO_PAPER}|砍价|谈价格?(?=阶段|环节|这一?步|了?\W*$)|价格(?=这一?步)",
        "nego(?:tiat(?:ion|ions|ing))?(?: stage| phase)?",
    ),
    (
        "contract",
        f"(?:走|签)?合同(?:阶段|流程|环节)|走合同|签合同(?=这一?步)|签[约署订](?:阶段|流程|环节)|签约|合同(?=了?[^\\w]*$){_NO_PAPER}",
        "contract(?:ing)?(?: stage| phase)?",
    ),
    ("delivery", "交付(?:阶段|环节)?(?!物|日|时间|期|周|方|清|经理|团队|标)", "delivery(?: stage| phase)?"),
)
_NAMES = tuple((key, re.compile(rf"{zh}|(?<![a-z])(?:{en})(?![a-z])")) for key, zh, en in _WORDS)
# What brings a deal to a stage, whatever else stands before it.
_MOVES = signs(
    r"(?:(?:(?:从|由)[^，,。]{1,8}?)?(?:正式|成功|已经|已|现在|目前|现|刚|可以|算|就)*(?:(?:进入|迈入|转入|步入|跨入|升级?到|进展?到|推进?到|推进至|(?<=同意)进|转到|变成|变更为|改成|改为|改到|调到|更新为|更新到|更新成|走到|去到|处于|来到|标成|标为|设为|设成|调成|调为|改为|归到|谈到|转|放到|挪到|退回到?|打回到?|回到|降到)了?|"
    r"(?:现?阶段|状态|进度|节点|(?<![a-z])(?:stage|status|phase)(?![a-z]))(?:\s*(?:for|of|on)? ?<deal>)?\s*(?:[:：=]|还?是|为|在|改成?|到|→|->|is|now|still|stays|remains|at|in|should be|to|更新|变更|changed?|updated?|改|\s)*)|"
    r"(?<![a-z])(?:mov(?:e|ed|es|ing)|go(?:es|ing)?|advanc(?:e|ed|es|ing)|progress(?:ed|es|ing)?|shift(?:ed|ing)?|bump(?:ed|ing)?|jump(?:ed|ing)?|push(?:ed|ing)?|put|set|updat(?:e|ed|ing)|mark(?:ed|ing)?|call|chang(?:e|ed|ing)|gone|went|got|pull(?:ed)?|graduat(?:ed|ing)|converted)"
    r"(?: ?(?:<deal>|it|them|this(?: one)?|that|stage|status|the|deal|up|on|over|forward|along|straight|all the way|from(?: the)? [a-z]+(?: stage)?))*"
    r" ?(?:to|into|in|at|as|→|->|到|成|至)(?: ?the| a)?|(?<![a-z])(?:enter(?:ed|ing|s)?|reached|hit|(?:back|revert(?:ed|s)?) (?:to|at|in))(?: the| a)?|(?:从|由)[^，,。]{1,12}到|\b[a-z]{5,} to|^\W*<deal> (?:now |is |up |back )*(?:to|into)|^\W*进|(?:→|-+>|=+>|>>))[\s:：]*$"
)
# What says where a deal is, where nothing else is said.
_IS = re.compile(
    r"(?:(?:到|进|算是?|可以算|在|正在|已到|已在|现|开始|启动)了?|(?<![a-z])(?:(?:we |have |has )*(?:started|starting|began|begun|opened|kicked off)|in|at|into|on|is|are|now|we'?re|it'?s|been|officially|just|started|currently)(?: the| a| now)*)[\s:：]*$"
)
_IDLE = re.compile(
    r"[\W\ue000-\ue0ff]|已经|已|现在|目前|都|也|正|项目|这单|这个|那边|(?<![a-z])(?:is|are|'s|s|was|now|both|all|this|one|deal|it|we|re|and|up|so|got|fully|final|here|call|put|move|stage|可以|officially|just|already|finally|currently|the|ok|so|fyi|update|on|at|has|have|been)(?![a-z])|了"
)
_TAIL = re.compile(
    r"(?:\s*(?:阶段|stage|phase|节点|环节|了|啦|咯|哈|哦|喽|中|当中|now|already|today|liao|lah|lor|leh|la|这一?步|as of \ue005|as of now|since \ue005|from (?:today|here(?: on)?)|with (?:them|\ue000)))*"
)
# What follows as soon as something is done has not come yet (点头了就走合同流程).
_IF_DONE = re.compile(
    r"(?:了|完|好|过|下来|谈妥|定)(?:之后|以后)?(?:就|再|才)[^，,]{0,6}$|\b(?:when|once|after|as soon as|if)\b"
)
# Said alone these are stages; other names are also what is made.
_FULL = ("方案报价", "商务谈判", "需求确认", "negotiation", "negotiations", "proposal")
_PLAIN = ("qualified", "contacted")
_COME = re.compile(r"了|已|(?<![a-z])(?:is|are|has|have|now|moved|entered|reached|went)(?![a-z])")
_POLITE = re.compile(r"\W*(?:can|could|would|will) (?:you|u|we|someone)\b|.{0,6}能不能")
_LET = re.compile(r"吧\W*$")  # what is proposed of one's own deal is so
_RIVAL = re.compile(r"竞品|竞争对手|对手|友商|别家|\b(?:competitors?|rivals?)\b")
_THEN = re.compile(r"(?:阶段|环节)?(?:的时候|时|[之以]?后|[之以]?前)?(?:再|才)|[之以]前|的时候")
_SINCE = re.compile(r"\W*(?:after|following|based on|since|because|thanks to)(?![a-z])")
_HAGGLING = re.compile(r"(?<![a-z])(?:we'?re|we are|now|started|currently|are) (?:now |currently )?$")
_STAGE = re.compile("阶段|stage|phase|环节|流程")


def take_stage(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    """Take the stage a deal has come to: of several that are named, the last that something brings it to."""
    found = brought(shape, clause)
    if not found:
        return
    stage, start, end = max(found, key=lambda one: one[2])
    news.said["stage"] = stage
    if start < end:
        cuts.append((start, end))


def brought(shape: Shape, clause: Clause) -> list[tuple[str, int, int]]:
    """Return the stages a clause says a deal is at, with what of the clause says so."""
    return [one for key, names in _NAMES for one in _brought(shape, clause, key, names)]


def _brought(shape: Shape, clause: Clause, key: str, names: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Yield a stage for each time a clause says that the deal is there, with what of the clause says so."""
    stage = find_stage(key, shape.scene)
    line = shape.line[clause.start : clause.end]
    for found in names.finditer(line) if stage else ():
        moves = _MOVES.search(line[: found.start()])
        lead = moves or _IS.search(line[: found.start()])
        tail = _TAIL.match(line, found.end())
        end = tail.end() if tail else found.end()
        start = lead.start() if lead else found.start()
        alone = not _IDLE.sub("", line[:start]) and (not line[end:].strip(TRIM) or bool(_SINCE.match(line, end)))
        out = found[0] == "方案报价" and re.match(r"(?:已经|已|都)?(?:发|给|交|递)", line[found.end() :])
        said = alone and (lead or key in _PLAIN or found[0] in _FULL or (tail and "中" in tail[0]))
        haggling = found[0] == "negotiating" and _HAGGLING.search(line[: found.start()])
        elsewhere = (
            _RIVAL.search(line, 0, found.start())
            or _THEN.match(line, found.end())
            or _IF_DONE.search(line, 0, found.start())
            or (_to_come(shape, clause, found.start()) and not _COME.search(line))
        )
        if elsewhere or not (moves or said or _STAGE.search(line[found.start() : end]) or out or haggling):
            continue
        mood = mood_of(shape, clause, clause.start + found.start(), clause.start + found.end())
        asked = mood is Mood.ASKED and _POLITE.match(line)
        if stage and (mood is Mood.FACT or (moves and (asked or (mood is Mood.UNSURE and _LET.search(line, end))))):
            yield stage, clause.start + start, clause.start + (start if out else end)


def _to_come(shape: Shape, clause: Clause, place: int) -> bool:
    """Whether a clause names a day to come before a place of it."""
    days = (span.value for _, span in shape.all("date", clause.start, clause.start + place))
    return any(isinstance(day, DateSpan) and day.at > shape.scene.now for day in days)
