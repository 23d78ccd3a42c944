"""Questions people ask of the team's book."""

import re
from collections.abc import Iterator

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.inquiries import STATUS, WHATS
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in, members_in
from handlers.language.sentences.periods import mine, of_whom
from handlers.language.sentences.teams import teams_in
from handlers.language.shape import Shape, signs
from handlers.language.typed.scopes import called_stage

_ASKS = any_of(
    zh="""[?？] 吗\\W*$ 呢\\W*$ 没\\W*$ 多少 几个 几家 几单 几笔 第几 哪些 哪个 哪几 哪家 谁 查(?:一下|下|询|查)? 看(?:一下|看|下|一眼) 想看
        发(?:一下|下|个|出来|我|给我|下来) 列(?:一下|出|个|下) 给(?:我|个|看) 拉(?:一下|个|出) 调(?:一下|出) 怎么?样 咋样 如何 情况 什么 为什么 为啥 为何 凭什么 咋 怎么 有没有
        还有 报一下 报下 公布 统计 汇总 排一下 来(?:一)?(?:个|下|份) 想知道 告诉我 说一下 说说 出一下 出个 啥 多久 多快 到哪 哪一?步 解释 查查 瞅瞅 搜 打开 展示 显示 求(?!助|支)""",
    en="""\\?, rank, average, avg, overall, deals? (?:with|without|that|which|not), show, list, what, what's, whats, which, who, who's, whos,
        how, how's, hows, why, when, where, give, pull(?: up)?, get, tell, see, check, display, send, any, anything,
        deals? (?:i|we|<member>)(?:'ve| have| has)? (?:won|lost|closed|signed), do we, do i, can i, can you,
        could you, let me see, look up, lookup, need to know, is, are, has, have, did, does, please, pls, plz, status,
        update on, report, where's, compare, run, share, wondering, curious, remind me (?:what|who|how), find,
        explain, i(?:'d like| want| need) to (?:see|know), need the, want the, break ?down, rundown, fetch, bring up,
        am i, were, was""",
)
# A line that begins so, or ends so, wants to know something even without a question mark.
_BEGINS = signs(
    r"^[^\w\ue000-\ue0ff]*(?:<deal>['’]?s?\W*(?:what|where|who|how|status|stage|history|update)\b|(?:hey |hi |hello |so |and |ok |okay |please |pls |plz |quick question\W*|\w+[,:] )*(?:deals? (?:i|we|<member>|with|without|that|which|not)\b|rank|show|list|what|what's|whats|which|who|who's|whos|how|how's|hows|where|where's|when|why|tell|give|status|stage|any|update on|can (?:you|i|we)|could (?:you|i|we)|look up|check|see|pull|latest|is|are|has|have|do|does|did|am|was|were|compare|explain|display|find|get me|let me (?:see|know)|i(?:'d like| want| need) to (?:see|know)|need to (?:see|know)|brief me|run)\b)"
)
_ENDS = signs(
    r"[?？]\W*$|吗\W*$|呢\W*$|(?:怎么?样|咋样|如何|什么情况|啥情况|咋回事|到哪一?步?|多少|情况|进展|状态|进度|近况|谁|没有)(?:了|啊|呀|啦|呢|哈|来着|哦)*\W*$|\b(?:status|stage|update|eta|history|details?|info|please|pls|plz)\W*$"
)
_WITHIN = re.compile(
    r"怎么?样|咋样|如何|什么情况|啥情况|到哪|咋|哪个|哪些|哪几|哪家|几个|几单|几家|几笔|有没有|有啥|啥|什么|为什么|哪一?步|多少|谁(?!都)|查|看一?下|看看|说一?下|讲一?下|说说|发我|^\W*(?:进展|状态|情况)|告诉我|什么阶段|多久"
)
_HERE = re.compile(r"\b(?:this|it|we|here|that)\b|这(?:个|单|边)?|本单|此单|现在|目前")
_TOLD = re.compile(r"了\W*$|吧|哈|haha|lol|真|好|\bwill\b|'ll\b|\b(?:after|because|so that)\b")
_BARE = signs(
    r"(?:帮(?:我|忙)?)?(?:查|看|打开|调出|搜|展示|显示|找)(?:一下|下|看|查)?\s*<deal>\W*|(?:please |pls |can you )?(?:show(?: me)?|open|pull up|look up|check(?: on)?|find|bring up|display) <deal>\W*|(?:how about |what about |and )?<deal>[?？!]*\s*(?:呢)?[?？]\s*|<deal>呢\W*|(?:status|update|进展|情况|状态|stage)[:：\s]*<deal>\W*|<deal>\s*(?:的)?(?:status|update|进展|情况|状态|stage|近况)\W*"
)
# Nothing but whose number it is: phone number for Acme, 绿源的电话.
_NUMBER_OF = signs(
    r"(?:the |(?:need|want|get me|give me) (?:the |a )?)?(?:phone|mobile|cell|contact)(?: number| no\.?| info| details)? (?:for|of|at) (?:the )?<deal>(?: (?:contact|buyer|guy|person|procurement|c[tefoi]o|people|team))?\W*|<deal>(?:['’]s?)? (?:phone|mobile|cell|contact)(?: number| no\.?| info| details)?\W*|(?:客户|联系人)?(?:电话|手机|联系方式)(?:号码?)?[:：\s]*<deal>\W*|<deal>(?:的|那边的?|联系人的?|客户的?)*(?:电话|手机|联系方式|座机)(?:号码?)?\W*"
)
_DEALS = any_of(zh="商机 单子 线索 客户 项目", en="deals?, leads?, opps?, opportunities, accounts?")
# Somebody is asked to do something, which is no question about it.
_FOR_HELP = any_of(
    zh="(?:谁|哪位|哪个)(?:能|来|可以|有空|愿意|去|帮|方便)",
    en="who (?:can|could|will|would|wants to|is able to|is free|might)(?! see| tell)",
)
# Won or lost at other things than deals.
_OF_THE_WORLD = re.compile(
    r"\b(?:won|win|wins|lost|lose|signed|sold)(?: (?:the|a|an|that|last night'?s|yesterday'?s))+ (?!deals?\b|most\b|account|customer|quarter|month|year|week|first|biggest|largest|contract|business|new )\w|比赛|球赛|球队|世界杯|选举|彩票|游戏"
)
_SHORT, _LONGEST, _FRAGMENT = 24, 140, 18
_CHANGES = re.compile(
    r"\b(?:move[ds]?|moved|moving|pushed|won|lost|closed|signed|should be|release|releasing|returning|drop(?:ping)?|grab it|pick it up|set|change[ds]? to)\b|退回|退给|放回|扔回|谁要谁|签了|丢了|推迟|改到|改成"
)
OF_ONE = frozenset({"contact_phone", "assignment_explain"})
OF_ALL = frozenset(
    {
        "sla_breach",
        "won",
        "lost",
        "stale",
        "overdue",
        "pipeline",
        "forecast",
        "goal_gap",
        "pool",
        "leaderboard",
        "fairness",
        "agenda",
    }
)
# Asked by their name alone.
BRIEF = frozenset(
    {
        *(
            "stale",
            "overdue",
            "sla_breach",
            "fairness",
            "conversion_rate",
            "leaderboard",
            "goal_gap",
            "forecast",
            "won",
        ),
        *("pool", "pipeline", "history", "response_time", "standup_missing", "agenda"),
    }
)
_OF_A_DEAL = frozenset({"deal_status", "contact_phone", "assignment_explain", "history"})
_OWN = frozenset({"goal_gap", "pipeline", "response_time"})


def read_question(shape: Shape) -> Meaning | None:
    """Read what somebody wants to know."""
    line = shape.line.strip()
    asks = bool(_ASKS.search(line))
    if len(line) > _LONGEST or (not asks and len(line) > _SHORT):
        return None
    deals = deals_in(shape)
    named = bool(deals)
    if asks and not named and _of_a_stage(shape):
        return _query(shape, "pipeline", ())
    if what := next((what for what in _whats(shape, named=named) if _fits(shape, what, asks=asks, named=named)), None):
        return _query(shape, what, deals)
    status = bool(STATUS.search(line)) and asks and asks_of_a_deal(line)
    here = shape.scene.thread_deal is not None and (len(line) < 16 or bool(_HERE.search(line)))
    if (deals and (_BARE.fullmatch(line) or status)) or (here and status and len(line) < 48):
        return _query(shape, "deal_status", deals)
    return None


def as_query(shape: Shape) -> Meaning | None:
    """Return what a line asks for, of a line that asks."""
    deals = deals_in(shape)
    if not deals and _of_a_stage(shape):
        return _query(shape, "pipeline", ())
    if what := next(_whats(shape, named=bool(deals)), None):
        return _query(shape, what, deals)
    if deals or shape.scene.thread_deal:
        return _query(shape, "deal_status", deals)
    return _query(shape, "won", ()) if len(teams_in(shape)) > 1 else None


def _whats(shape: Shape, *, named: bool) -> Iterator[str]:
    """Yield what a line may ask for by its words."""
    line = shape.line.strip()
    yield from (what for what, words in WHATS if words.search(line) and not _elsewhere(shape, what, named=named))


def read_why(shape: Shape) -> Meaning | None:
    """Read why a deal went to whom it went to, which names both and changes nothing."""
    words = dict(WHATS)["assignment_explain"]
    deals = deals_in(shape)
    if not deals or not words.search(shape.line) or not _ASKS.search(shape.line):
        return None
    return _query(shape, "assignment_explain", deals)


def asks_of_a_deal(line: str) -> bool:
    """Whether a line wants to know something of a deal rather than tells it."""
    if _FOR_HELP.search(line):
        return False
    if _CHANGES.search(line) and not re.search(r"[?？]\W*$", line):
        return False
    return bool(_ENDS.search(line) or _BEGINS.search(line) or _WITHIN.search(line))


def _fits(shape: Shape, what: str, *, asks: bool, named: bool) -> bool:
    """Whether a question's words are a question here, and not part of something that is told."""
    line = shape.line.strip()
    if what == "history" and named and re.search(r"历史|记录|\bhistory\b|\btimeline\b", line):
        return True
    if named and not asks and (what in BRIEF or what == "contact_phone"):
        return bool(what == "contact_phone" and _NUMBER_OF.fullmatch(line))
    if asks and (_ENDS.search(line) or _BEGINS.search(line) or _WITHIN.search(line)):
        return True
    if asks and named:
        return what == "contact_phone" and len(line) < _FRAGMENT
    told = next(shape.all("amount"), None) or len(line) > _FRAGMENT
    return (what in BRIEF or asks) and (asks or not told) and not _TOLD.search(line) and not _CHANGES.search(line)


def _elsewhere(shape: Shape, what: str, *, named: bool) -> bool:
    """Whether a question has no deal it needs, has one it cannot have, or is of what was won in the world."""
    if (what in OF_ONE and not (named or shape.scene.thread_deal)) or (what in OF_ALL and named):
        return True
    of_others = _OF_THE_WORLD.search(shape.line) or next(shape.all("amount"), None)
    return what in ("won", "lost") and of_others is not None and not named


def _of_a_stage(shape: Shape) -> bool:
    """Whether a line asks which deals are in a stage."""
    listed = _DEALS.search(shape.line) and not _CHANGES.search(shape.line)
    return bool(listed) and called_stage(shape.line, shape.scene.stages) is not None


def _query(shape: Shape, what: str, deals: tuple[Target, ...]) -> Meaning:
    said: Said = {}
    own = mine(shape) or what == "agenda"
    what = "overdue" if what == "agenda" else what
    if what in ("stale", "overdue") and own and not members_in(shape):
        what = f"my_{what}"
        said["who"] = shape.scene.me
        more: Said = {}
        of_whom(shape, more, what)
        said |= {key: value for key, value in more.items() if key == "period"}
    elif what not in _OF_A_DEAL:
        of_whom(shape, said, what)
    if what == "fairness":  # it is of everybody, whoever is named
        said.pop("who", None)
    if what == "pipeline" and (stage := called_stage(shape.line, shape.scene.stages)):
        said["stage"] = stage[0]
    if (own or what == "goal_gap") and what in _OWN and not {"who", "team"} & set(said):
        said["who"] = shape.scene.me
    asked = deals if what in _OF_A_DEAL else ()
    return Meaning(what, said, tuple(asked), needs_deal=what in ("deal_status", "contact_phone", "history"))
