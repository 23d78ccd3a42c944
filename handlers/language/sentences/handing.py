"""A deal that goes to delivery: to whom, from when, live by when, and who writes the papers."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.shape import Shape
from handlers.language.spans.dates import DateSpan
from handlers.language.words import Mention

# What it is called: before it a "not" or an "if" denies it, beside it a day is that of its beginning.
_HANDS = any_of(
    zh="交接 移交 转交 接手 接管 接棒 对接 交给 转给? 给交付 交付 实施 进场 <member>(?:来)?(?:接|跟|负责|安排)",
    en="hand(?:ing|ed|s)?[- ]?(?:over|off), handover, handoff, takes?, taking, picks? up, pass(?:ing)?, transition, owns?, delivery, implementation, onboarding",
)
_LIVE = any_of(
    zh="上线 验收 投产 投用 割接 切换 正式运行 试运行 用起来 跑起来 开通 启用 投入使用 交付完成",
    en="go(?:es|ing)?[- ]?live, launch\\w*, live (?:by|on|date|in), live, cut-?over, in production, up and running, production (?:date|on|by), (?:complete|deploy|finish|done)\\w* by",
)
_START = any_of(
    zh="开始 启动 开工 进场 起 交接 移交 接手 进驻 动工 实施 转",
    en="start\\w*, kick(?:s|ed|ing)?[- ]?off\\w*, kick\\w*, from, begin\\w*, takes? over, handover, goes",
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
_GIVEN_TO = re.compile(r"(?:给|由|让|请|到|\b(?:to|with|for|by))\s?@?$")


def as_handover(shape: Shape) -> Meaning | None:
    """Return what a hand-over to delivery says: to whom, from when, live when, and who writes the papers."""
    line, said = shape.line, Said()
    if (found := _HANDS.search(line)) and not _happens(shape, found):
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


def _receiver(shape: Shape, people: list[tuple[int, Mention]]) -> Mention:
    """Return who gets it: of whom that is said, and who delivers, before whoever else is named."""

    def unlikely(one: tuple[int, Mention]) -> tuple[bool, bool]:
        return not _delivers(one[1]), not _GIVEN_TO.search(shape.line, max(0, one[0] - 6), one[0])

    return min(people, key=unlikely)[1]


def _delivers(who: Mention) -> bool:
    return len(who.named) == 1 and not who.fuzzy and "delivery" in who.named[0].roles


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
