"""What is left of a clause: what happened, what is in the way, what was reached, what is next, or a note."""

import re

from handlers.language.sentences.activities import count_of, reached
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.news import News
from handlers.language.sentences.todo import SAID_NEXT, bare_step
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.rules import plain
from handlers.language.typed.reader import CJK

ABSENT = re.compile(
    r"出差(?!.{0,6}(?:去|到|来|拜访|见))|休假|请假|年假|度假|放假|出国|\b(?:vacation|on leave|ooo|out of (?:the )?office|parental leave|sick leave|holiday)\b"
)
VALUE_MISSING = re.compile(
    r"(?:改|更新|调|修改|变更|推|挪)(?:一?下|整一?下|下)\W*$|^(?:update|change|move|edit|fix|adjust)\b|要?往后推\W*$|(?:推迟|延后|延期|顺延|往后(?:推|挪|延)|delay(?:ed)?|push(?:ed)?|postponed?|moved)(?: back| out)?(?: by)? ?(?:了)?(?:[\d一两二三四五六七八九十半]+个?(?:工作日|天|周|星期|月|小时)|(?:an?|one|two|three|\d+) (?:days?|weeks?|months?|hours?))\W*$|^(?:金额|价格|价钱)[^\d，,。]{0,6}(?:记|填|登记)[上下一]+\W*$|^(?:amount|金额|阶段|stage|close date|probability|概率|赢率)\W*\d*\W*$",
    re.IGNORECASE,
)
# A number that changes, of which nobody says what it counts.
_IN_WHAT = re.compile(
    r"(?:(?:从|由)?\d{1,4}(?:\.\d)?)?(?:改|降|涨|加|减|砍|压|调|谈)(?:成|到|为)?\d{1,4}(?:\.\d)?了?|(?:(?:is |now )?at|(?:up|down) to) \d{3,6}(?: now)?"
)
IDLE = re.compile(
    r"(?:sorry|apologies|oops|please|pls|plz|kindly|麻烦|请|帮我|不好意思|抱歉|still|also|earliest|latest|soonest|can|could|should|will|probably|maybe|i'd say|i think|mov(?:ing|ed)|bump(?:ing|ed)|rais(?:ing|ed)|putting|lower(?:ing|ed)|dropping|lifting|most likely|roughly|expected?|最快|最晚|估计|大概|预计|感觉|客户说|他们说|对方说|价格|压|和|跟|与|及|还是|不变|没变|same|now|现在|目前|and|了|的|的话|大家|我|付|剩的?|we're|we|they|it|is|was|at|for|to|in|on|都|也|就|吧|update|updated|更新|update it|it's|deal|amount|金额|改成|改为|now|today|今天|the|a|just|都是|约好|已经约好|说好|定好|booked|all set|\W)*",
    re.IGNORECASE,
)
_FREE = any_of(
    zh="不卡(?!在) 没卡 不再 没有?(?:什么|啥|任何)?(?:卡点|阻碍|障碍|风险|隐患)(?!部) 放行 疏通",
    en="(?:\\w+n't|not|no longer|never) (?:\\w+ )?(?:blocked|stuck|on hold|held up|at risk|worried), unblocked, unstuck, no (?:more |real |big )?(?:risks?|blockers?|concerns?), (?:risk|blocker) (?:is )?(?:gone|resolved|cleared)",
)
_BRIEF = re.compile(r"[\u3400-\u9fff]{1,7}|(?:\S+ ?){1,3}")
_TRIED = re.compile(r"打|拨|试|\b(?:called|tried|rang|dialled|dialed|left)\b")
_AGAIN = re.compile(r"\bagain\b|又[打拨找联]|再次")
_JUST_NOW = re.compile(r"\bj(?:us|su)t now\b|\b(?:a |an |\d+ )?(?:moment|minutes?|min|hour) ago\b")
# What the customer wants or would do is news; what we hope for is none.
_THEIR_WISH = any_of(
    zh="""(?:<deal>|客户|甲方|对方|他们?|她们?|人家|那边|这边|对面|老板|领导|校长|院长|厂长|[总董工]|经理|主任|采购|法务|财务|技术|业务|团队|部门|老师|用户|学校|医院|集团|总部)[^，,。我]{0,10}(?:想|希望|要求|盼)
        ^\\W*(?:还|又|也|就)?(?:想要?|要求|希望)(?!法)[^，,。我]{2,}""",
    en="""(?:<deal>|they|he|she|it|the (?:customer|client|buyer|team|board|boss)|customer|client|buyer|ceo|cfo|cto|coo|cio|procurement|legal|it team|finance|team|board)(?:'s)? (?:\\w+ ){0,3}(?:wants?|wanted|needs?|needed|requires?|required|insists?|prefers?|must|have to|has to|would like|would love|hop(?:es?|ing)|asked|asks|asking|wonder\\w*|curious|like|looking to|waiting),
        they'd (?:like|love)""",
)
_LABELS = {
    "risk": ("风险|隐患", "risks?|concerns?|red flags?|worry"),
    "blocker": (
        "卡点|阻碍|障碍|阻力|难点|(?<!没)问题(?=(?:就)?是|在于|[:：])",
        "blockers?|blocked (?:by|on)|(?:main |biggest |only |real )?(?:obstacle|hurdle|road ?block|show ?stopper)",
    ),
    "milestone": ("里程碑|重大进展", "milestones?"),
}
_LABEL = (
    r"\W*(?:there(?:'s| is) )?(?:(?:one |a |main |the |big |biggest |new |another |key )*(?:{en})(?: (?:on|for|with|at|here|in))?(?: <deal>)?(?: is| was| that| now)?|"
    r"(?:<deal>(?:那边|这边)?(?:目前|现在|有|主要|最大|个|一个|点|的)*)?(?:{zh})(?:点)?(?:是|在于)?)\s*[:：,，-]+\s*(?=\S)"
)
# What follows one of these in its clause is a risk, a blocker or a milestone, whatever day it names.
_LABELLED = {kind: signs(_LABEL.format(zh=zh, en=en)) for kind, (zh, en) in _LABELS.items()}
# What says nothing by itself but of which kind the words beside it are.
_BARE = {
    "risk": re.compile(
        r"\W*(?:that'?s|it'?s|this is|which is|kind of|bit of|这是|这(?:也)?是个|是个|感觉|得|有点|有|就是|i'm|we're|a bit|slightly|getting)*\s*(?:a |an |bit of |big |huge |real |one |of |个|一定的?|些|点|大)*"
        r"(?:risks?|risky|concern|worr(?:y|ied|ying)|nervous|red flags?|风险|隐患|变数|悬|危险|担心|凉|不妙|不乐观|要小心)(?:不小|很大|挺大|较大|有点大|比较大|蛮大)?(?: (?:for us|here|now|on|with|at))?\W*了?\W*"
    ),
    "blocker": re.compile(
        r"\W*(?:everything(?:'s)? |all |it all |整个|全都?|is |are |it'?s |we'?re |still |now |completely |totally |又|还|一直|现在|目前|都|被)*(?:stuck|blocked|stalled|on hold|blockers?|推不动|走不(?:下去|动|通)|没法(?:推进|继续|往下走)|推进不(?:下去|了)|动不了|that'?s (?:blocking|holding)[^,.;]{0,12}|卡(?:着|住|壳)?|僵(?:着|住)?|堵(?:着|住)?|停(?:着|住|摆))(?: (?:now|again|here|there|at the moment|for now|on|at|with|because))*(?:呢|了|在那|在那儿|在那里|\W)*"
    ),
    "milestone": re.compile(
        r"\W*(?:a |an |the |another |one |that'?s |is |这是|个)*(?:big |huge |major |key |重要|大)*(?:milestones?|里程碑)(?: (?:reached|hit|done|达成))?(?:了|\W)*"
    ),
}
_CALLED = ("blocker", "risk", "milestone")
_FIGURE = re.compile(r"[\W\d]*")  # a number alone is nothing to do
_NEED = re.compile(
    r"^(?:the |their |main )?(?:needs?(?: is| are)?|requirement(?: is)?|use case(?: is)?|需求是|诉求是|痛点是)\s*[:：]?\s*(?=\S)"
)


def labelled(line: str) -> tuple[str, int] | None:
    """Return what the head of a clause calls the rest of it, a risk, a blocker or a milestone, and where that begins."""
    found = ((kind, label.match(line)) for kind, label in _LABELLED.items())
    return next(((kind, head.end()) for kind, head in found if head), None)


def wished_by_them(line: str) -> bool:
    """Whether a clause tells what the customer wishes for."""
    return bool(_THEIR_WISH.search(line)) and not re.search(
        r"签|成交|能成|拿下|中标|赢|到手|\bsign|\bwin\b|\bclose\b", line
    )


def take_activity(shape: Shape, clause: Clause, news: News) -> None:
    """Take what somebody did, whom they reached and how often, from a clause that tells of it."""
    line = shape.line[clause.start : clause.end]
    count = count_of(line) or count_of(news.before)
    got = reached(line, tried=bool(count or news.more.get("count") or _AGAIN.search(line)))
    if got or (got is not None and "reached" not in news.more):
        news.more["reached"] = got
    if "activity" in news.more:
        if count and (got is not None or _TRIED.search(line)):
            news.more.setdefault("count", count)
    elif news.did and news.stepped != clause.start:
        news.more["activity"] = news.did
        if count is not None:
            news.more["count"] = count
        if _JUST_NOW.search(line):
            news.more.setdefault("activity_at", shape.scene.now)
        if (day := _day_before(shape, clause, news)) is not None:
            news.more.setdefault("activity_at", day)


def _day_before(shape: Shape, clause: Clause, news: News) -> DateSpan | None:
    """The day that is over by which the clause before began, and nothing else was told of (昨天下午，跟他们开了个会)."""
    if news.begun < 0 or news.stepped == news.begun:
        return None
    spans = [span.value for place, span in shape.all("date", news.begun, clause.start) if place - news.begun < 3]
    day = spans[0] if len(spans) == 1 else None
    return day if isinstance(day, DateSpan) and day.at <= shape.scene.now else None


def sort_rest(line: str, rest: str, news: News, *, structured: bool) -> None:
    """Sort what is left of a clause: what happened, what is in the way, what was reached, what is next, or a note."""
    if VALUE_MISSING.search(rest) or _IN_WHAT.fullmatch(rest):
        if set(news.said) - {"note"}:
            return  # what is to be set was told before
        news.doubts.append("note")
    if not _called(rest, news):
        news.last = rest
        told = reached(line) is not None or news.did or _FREE.search(line)
        kind = "note" if told else news.kind
        if kind in _CALLED:
            _calls(news, kind, rest)
        elif (
            kind == "next_step"
            and not (structured or (news.planned and not SAID_NEXT.match(line)))
            and "next_step" not in news.said
            and (step := bare_step(rest))
            and not _FIGURE.fullmatch(step)
        ):
            news.said["next_step"] = step
            return
    news.notes.append(_NEED.sub("", rest))


def _calls(news: News, kind: str, words: str) -> None:
    """Call words a risk or what is in the way, beside what was called so before; what is brief goes on with its clause before."""
    if kind == "milestone":
        news.more[kind] = words
        return
    last = news.more.get(kind) or (news.notes[-1] if news.notes and _BRIEF.fullmatch(words) else "")
    beside = last and (kind in news.more or plain(last) in news.before)
    news.more[kind] = f"{last}{'，' if CJK.search(words) else ', '}{words}" if beside else words


def _called(rest: str, news: News) -> bool:
    """Whether a clause only says what the words beside it are, or is what the clause before it announced."""
    kind = next((kind for kind, bare in _BARE.items() if bare.fullmatch(rest.casefold())), None)
    if kind is None:
        kind, news.waiting = news.waiting, ""
        if kind:
            news.more[kind], news.last = rest, rest
        return bool(kind)
    if kind != "blocker" and news.last:
        news.more[kind] = news.last
    elif kind in news.more or news.notes:
        _calls(news, kind, rest)
    else:
        news.more[kind], news.waiting = rest, kind
    return True
