"""A deal that goes to delivery: to whom, from when, live by when, and who writes the papers."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.shape import Clause, Shape
from handlers.language.spans.dates import DateSpan
from handlers.language.words import Mention

# Said so, nothing else can be meant.
_TO_DELIVERY = any_of(
    zh="""交付(?:的)?(?:交接|移交|流程) 转(?:给|到|入|去)?(?:交付|实施) (?:移交|交接|交给?|转交|转移|移)(?:给|到|至)?(?:<member>)?(?:的)?(?:交付|实施)
        (?<!了)(?:走|进入?|启动|开始|开启|推进到)(?:一下)?(?:交付|实施)(?:流程|阶段|交接|了)?
        (?:交付|实施)(?:团队|那边|这边|同事|部门?)?(?:来|可以|就|能)*(?:接手|接管|接单|介入|启动|进场|对接|跟进|开工|接过去|接|动起来)(?![了过])
        (?:交付|实施)(?:团队|那边|这边|同事|部门?)?(?:可以|能|就)(?:动|开始|准备|安排|排期|上手) (?<!客户)(?<!他们)给(?:到)?(?:交付|实施)(?=[\\W]|$|团队|那边|了)
        (?:给|交|转)<member>(?:来|去)?(?:做|负责|跟|接)?(?:交付|实施|部署)(?!费|方案|计划|周期) (?:交付|实施)(?:交接|启动|开始|开工)(?!会|时间|日期)
        (?:<member>)(?:的|你们)?(?:团队|那边)?(?:来|你们|你们团队)*(?:接手|接管|负责)(?:交付|实施|部署|上线|落地)
        (?:交接|移交)(?:给)?<member>(?:做|负责|来)?(?:实施|交付|部署|落地) 交付给<member> (?:<member>)(?:来)?(?:承接|承担|接过|接住|接下)[^，,。;；]{0,8}(?:交付|实施) (?:交付|实施)(?:工作|这块|部分)?(?:由|归|就?给)<member>
        (?:->|→|=>|>)\\s?(?:交付|实施)(?![方计周]) (?:甩|交|转|扔|丢)(?:俾|畀|给)(?:交付|实施) (?:签完|签好)[^，,。]{0,4}(?:移交|交接) (?:可以|能|该|准备)交付了
        (?:请|麻烦|让|由)<member>(?:来)?(?:安排|组织|负责|准备)?(?:进场|实施|部署|交付|开工)""",
    en="""(?:get|got|put|bring|goes?|going|gone|pass(?:es|ed|ing)?|hand(?:s|ed|ing)?|mov(?:e|es|ed|ing)|send(?:ing)?|turn(?:s|ed|ing)?|transition(?:s|ed|ing)?|transfer(?:s|red|ring)?|switch(?:ing)?|tak(?:e|ing)|giv(?:e|ing)|kick(?:s|ed|ing)?|ready|over|on|off|handover|hand-over|hand-off|handoff)(?: [^,;.]{0,24}?)? ?(?:to|into) (?:the |our )?(?:delivery|implementation|onboarding|deployment|professional services|post-?sales),
        (?:get|getting) (?:delivery|implementation|onboarding) (?:started|going|moving|rolling|kicked off),
        (?:over )?to the (?:delivery|implementation|deployment|onboarding) (?:guys|folks|people|crew|lads|side|team),
        (?:delivery|implementation|onboarding)(?: team)?(?: <member>)? (?:takes?|taking|to take|will take|can take|picks?|picking|to pick|should take|please take|pls take|team take)(?: it| this| <deal>)? ?(?:over|up|on|from)?,
        (?:delivery|implementation|onboarding|project|rollout) (?:kick[- ]?off|starts?|hand-?over|handoff),
        (?:kick(?:ing|ed|s)? ?-?off|start(?:ing|s)?|begin(?:ning|s)?|schedule) (?:the )?(?:delivery|implementation|onboarding|rollout|deployment),
        (?:handover|hand-over|hand-?off|hand over|transition) (?:<deal> )?(?:to|with|for) (?:the )?delivery,
        delivery (?:handover|hand-?off|hand-over|transition), to (?:delivery|implementation),
        (?:goes|going|go|over|passed|passes|handed|assigned) (?:over )?to <member>(?:['’]s team)? for (?:delivery|implementation|onboarding|deployment),
        all yours,? (?:delivery|implementation|onboarding), (?:->|→|=>) ?(?:delivery|implementation|onboarding),
        <member>(?:['’]s team)? (?:will |to |can )?(?:runs?|leads?|takes?(?: over)?|owns?|does|do|handles?)(?: on)? (?:the |our )?(?:<deal>(?:['’]s)? )?(?:delivery|implementation|onboarding|rollout|deployment),
        (?:across|along) to (?:the )?(?:delivery|implementation|onboarding),
        ready for (?:delivery|implementation|onboarding|hand-?over|deployment),
        (?:delivery|implementation)(?: team)? (?:can|could|should|may|will|to) (?:start|begin|kick|go ahead|proceed)\\w*,
        (?:start|begin|kick off|initiate|do|run|schedule|set up|begin|launch)(?: with)? (?:the |a )?(?:hand-?over|hand-?off|transition)(?! call| meeting)""",
)
# A hand-over it is where delivery, a start or going live stands beside it.
_HANDS = any_of(
    zh="交接 移交 接手 接管 转交 (?<!统)(?<!据)(?<!口)对接(?!出|问题|不|系统|接口|方案|文档|的) 交给 接棒 牵头 <member>(?:来)?(?:接|跟|负责|安排) 给交付",
    en="""hand(?:ing|ed|s)?[- ]?(?:over|off), handover, handoff, takes? over, taking over, picks? up, passing, pass,
        transition, hand(?:ing|ed|s)? <deal>(?: over)? to, owns, owner""",
)
_LATER = any_of(
    zh="交付 实施 上线 开工 进场 启动 部署 落地 验收 开始 资料 文档",
    en="""delivery, implementation, onboarding, go(?:es|ing)?[- ]?live, launch\\w*, kick[- ]?off, roll-?out, deployment,
        docs?, paperwork, post-?sales, project starts?, live by, start(?:s|ing)?""",
)
# Of these words nobody speaks who only changes hands among sellers.
_DELIVERS = any_of(
    zh="交付 实施 进场 部署 落地 上线",
    en="delivery, implementation, onboarding, go(?:es|ing)?[- ]?live, roll-?out, deployment, live by",
)
_LIVE = any_of(
    zh="上线 验收 投产 投用 割接 切换 正式运行 试运行 用起来 跑起来 开通 启用 投入使用 交付完成",
    en="go(?:es|ing)?[- ]?live, launch\\w*, live (?:by|on|date|in), live, cut-?over, in production, up and running, production (?:date|on|by), (?:complete|deploy|finish|done)\\w* by",
)
_START = any_of(
    zh="开始 启动 开工 进场 起 交接 移交 接手 进驻 动工 实施 转",
    en="start\\w*, kick\\w*, from, begin\\w*, takes? over, handover, goes",
)
_PAPERS = any_of(
    zh="文档 资料 材料 文件",
    en="docs?, documents?, documentation, paperwork, papers, handover (?:pack|notes|docs?)",
)
_MINE = any_of(
    zh="我(?:来|会|这边)?(?:准备|整理|写|出|弄|补|搞|负责)(?:文档|资料|材料|文件|交接) (?:文档|资料|材料|文件|docs?|清单)\\s?(?:由|归)?我",
    en="""(?:i'?ll|i will|i can|i'm|me|i) (?:do|doing|keep|keeping|handle|handling|prepare|preparing|write|writing|own|get|take|sort|cover|draft|drafting)(?: up)? (?:the )?(?:handover )?(?:docs?|paper\\w*|documents?|documentation),
        docs?:? (?:on|from|by|is on|are on) me, (?:i|i will|i'll|me) (?:do|write|own|handle|prepare|cover) (?:up )?(?:the )?(?:docs?|paperwork|documents?)(?! to), docs?:? me, docs are (?:mine|on me)""",
)
_LETS = any_of(
    zh="我们把 想(?:把|让|请|安排) 尽快 最好 争取", en="let'?s, let us, want(?:s|ed)? to, would like, try to, need to"
)
_HOPED = re.compile(
    r"希望|但愿|如果|要是|等[^，,。]{0,12}(?:再|后|才)|\b(?:hop(?:e|ing|efully)|if|once|when|until|unless|don'?t|not|won'?t)\b"
)
_FIRST = re.compile(r"\s?(?:给.{1,3})?(?:之前|以前|前(?!期)|的时候)")  # something else is told that comes before it
_GIVEN_TO = re.compile(r"(?:给|由|让|请|到|\b(?:to|with|for|by))\s?@?$")
_ASKED = re.compile(r"[?？]\s*$|吗[\s!！。]*$")


def read_handover(shape: Shape) -> Meaning | None:
    """Read that a deal is handed to delivery."""
    line = shape.line
    found = _TO_DELIVERY.search(line)
    if found is None and (_LATER.search(line) or _to_delivery(shape)):
        found = _HANDS.search(line)
    if (
        found is None
        or _ASKED.search(line)
        or _FIRST.match(line, found.end())
        or not (deals_in(shape) or shape.scene.thread_deal)
    ):
        return None
    clause = next((one for one in shape.clauses() if one.start <= found.start() < one.end), Clause(0, len(line)))
    if shape.line.endswith("吧", clause.start, clause.end):  # asked for, not guessed
        clause = Clause(clause.start, clause.end - 1)
    if mood_of(shape, clause, found.start(), found.end()) not in (Mood.FACT, Mood.AHEAD) and not (
        _LETS.search(line) and not _HOPED.search(line)
    ):
        return None
    return as_handover(shape)


def as_handover(shape: Shape) -> Meaning | None:
    """Return what a hand-over to delivery says: to whom, from when, live when, and who writes the papers."""
    line, said = shape.line, Said()
    if (found := _TO_DELIVERY.search(line) or _HANDS.search(line)) and not _happens(shape, found):
        return None
    people = [(_writes(shape, place), place, who) for place, who in members_in(shape)]
    for writes, _, who in people:
        if writes:
            said.setdefault("doc_owner", who)
    if others := [(place, who) for writes, place, who in people if not writes]:
        said["to"] = _receiver(shape, others)
    if "doc_owner" not in said and _MINE.search(line):
        said["doc_owner"] = shape.scene.me
    today = shape.scene.calendar.day_start(shape.scene.now)
    days = [(at, one.value) for at, one in shape.all("date") if isinstance(one.value, DateSpan)]
    days = [(at, day) for at, day in days if (day.until or day.at) >= today]
    told = [one for one in days if _begins(shape, one[0])] or days  # on other days something else happens
    for place, day in days:
        if _goes_live(shape, place):
            said.setdefault("go_live", day)
        elif (place, day) in told:
            said.setdefault("start", day)
    return Meaning("handover", said, deals_in(shape), needs_deal=True)


def _happens(shape: Shape, found: re.Match[str]) -> bool:
    """Whether a hand-over is neither denied nor supposed."""
    clause = next((one for one in shape.clauses() if one.start <= found.start() < one.end), None)
    return clause is None or mood_of(shape, clause, found.start(), found.end()) not in (Mood.NOT, Mood.IF)


def plainly_handed(shape: Shape) -> Meaning | None:
    """Read a hand-over to delivery that is said in so many words, which a change of owner must not claim first."""
    line = shape.line
    if _TO_DELIVERY.search(line) or (_HANDS.search(line) and (_DELIVERS.search(line) or _to_delivery(shape))):
        return read_handover(shape)
    return None


def _receiver(shape: Shape, people: list[tuple[int, Mention]]) -> Mention:
    """Return who gets it: of whom that is said, and who delivers, before whoever else is named."""

    def unlikely(one: tuple[int, Mention]) -> tuple[bool, bool]:
        return not _delivers(one[1]), not _GIVEN_TO.search(shape.line, max(0, one[0] - 6), one[0])

    return min(people, key=unlikely)[1]


def _delivers(who: Mention) -> bool:
    return len(who.named) == 1 and not who.fuzzy and "delivery" in who.named[0].roles


def _to_delivery(shape: Shape) -> bool:
    """Whether the only colleague named is one of those who deliver."""
    named = [who for _, who in members_in(shape) if len(who.named) == 1 and not who.fuzzy]
    return bool(named) and all(_delivers(who) for who in named)


def _writes(shape: Shape, place: int) -> bool:
    """Whether a colleague is named for the papers and not for the work."""
    start, end = _around(shape, place)
    return bool(_PAPERS.search(shape.line, start, end))


def _goes_live(shape: Shape, place: int) -> bool:
    """Whether a day is that of going live: its word stands nearer than one for a beginning."""
    start, end = _around(shape, place)
    live, begin = (_distance(shape.line[start:end], cue, place - start) for cue in (_LIVE, _START))
    return live < begin


def _begins(shape: Shape, place: int) -> bool:
    """Whether a day stands beside a word for a beginning, or for whom it goes to."""
    start, end = _around(shape, place)
    return bool(_START.search(shape.line, start, end) or _HANDS.search(shape.line, start, end)) and not _goes_live(
        shape, place
    )


def _distance(part: str, cue: re.Pattern[str], place: int) -> int:
    gaps = (max(word.start() - place, place - word.end(), 0) for word in cue.finditer(part))
    return min(gaps, default=len(part) + 1)


def _around(shape: Shape, place: int) -> tuple[int, int]:
    """Return from where to where nothing but a colon parts what stands around a place."""
    ends = [cut.start() for cut in re.finditer(r"[,，。.;；\n]", shape.line)]
    start = max((end + 1 for end in ends if end < place), default=0)
    return start, min((end for end in ends if end > place), default=len(shape.line))
