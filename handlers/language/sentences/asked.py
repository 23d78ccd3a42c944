"""Questions people ask of the team's book, and files they want of it."""

import re

from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in, members_in
from handlers.language.shape import Shape, signs
from handlers.language.spans.reported import find_period

_ASKS = re.compile(
    r"[?？]|吗\W*$|呢\W*$|多少|几个|几家|几单|哪些|哪个|哪几|谁|查(?:一下|下|询)?|看(?:一下|看|下|一眼)?|发(?:一下|下|个|出来|我)|列(?:一下|出|个)?|给(?:我|个|看)|拉(?:一下|个|出)|调(?:一下|出)|怎么样|咋样|如何|情况|什么|为什么|为啥|有没有|还有|报一下|公布|统计|汇总|排一下|来(?:一)?(?:个|下|份)|想知道|告诉我|说一下|出一下|出个|啥|"
    r"\b(?:show|list|what|what's|whats|which|who|who's|whos|how|how's|hows|why|when|where|give|pull|get|tell|see|check|display|send|any|anything|do we|do i|can i|can you|let me see|look up|lookup|need to know|is|are|has|have|did|please|status|update on|report|where's)\b"
)
_SHORT = 24

# what is asked: its words; the first that fits decides
_WHATS: tuple[tuple[str, str], ...] = (
    (
        "standup_missing",
        r"站会.{0,10}(?:没|未|还差|漏)|(?:没|未|还没).{0,4}(?:交|回|填|发|写|提交).{0,4}(?:站会|日报|早会)|谁.{0,6}(?:没|未).{0,6}(?:站会|日报)|stand-?ups?.{0,20}(?:missing|not|hasn'?t|haven'?t|late|outstanding)|(?:who|anyone).{0,24}(?:not|hasn'?t|haven'?t|missing|missed|skipped|forgot|didn'?t).{0,20}stand-?up|missing.{0,12}stand-?up",
    ),
    (
        "contact_phone",
        r"(?:电话|手机|联系方式|号码|微信号)|\b(?:phone|mobile|cell|number|contact(?: info| details)?)\b(?! of deals)",
    ),
    (
        "assignment_explain",
        r"(?:为什么|为啥|凭什么|怎么|咋).{0,14}(?:分|派|给|归|指派|分配|轮)|(?:分配|派单|指派).{0,4}(?:原因|理由|依据|逻辑|规则)|\bwhy (?:did|was|is|were|does).{0,30}(?:assign|go to|went to|given|get|got|routed|gets|end up|with)\b|\bhow come.{0,30}(?:got|get|assign|went|has)|\bexplain.{0,12}assign|\bassignment (?:reason|logic)",
    ),
    (
        "fairness",
        r"公平|均衡|平均吗|分配(?:情况|均|是否|得)|谁(?:分|拿)(?:得|到)?(?:最多|得多)|线索.{0,6}分(?:得|配).{0,6}(?:均|公|多|怎)|\bfair(?:ness|ly)?\b|\beven(?:ly)? (?:split|distributed|spread)|\bdistribut\w+|\bbalanced?\b|\bwho(?:'s| is)? gett?(?:s|ing) (?:the )?(?:most|more|all)",
    ),
    (
        "sla_breach",
        r"sla|超时(?:未|没|的|线索)?|超(?:过)?(?:响应)?时限|没(?:有)?(?:及时|按时)(?:联系|跟进|响应)|\bsla\b|\bbreach\w*|\bmissed (?:the )?(?:first contact|response)|\blate (?:first )?(?:contact|response)",
    ),
    (
        "response_time",
        r"响应(?:时间|时长|速度|多快|有多快|快)|首次(?:联系|响应)|多久(?:响应|联系|才联系)|回复速度|\bresponse times?\b|\bhow (?:fast|quick\w*|long).{0,30}(?:respond|contact|reply|first|call back|get back|react)|\btime to (?:first )?(?:contact|response)|\breaction time",
    ),
    ("conversion_rate", r"转化率?|赢单率|成单率|成交率|胜率|\bconver(?:sion|t)\w*|\bwin rate|\bclose rate|\bhit rate"),
    (
        "leaderboard",
        r"排行|榜|排名|龙虎|谁.{0,4}(?:第一|最多|领先|业绩最好|最牛|签得最多|卖得最多)|第一名|\bleader ?board|\branking|\brank(?:ed|s)?\b|\btop (?:rep|seller|performer|sales)|\bwho(?:'s| is) (?:winning|leading|ahead|on top|first|number one|#1|top)|\bstandings|\bscoreboard",
    ),
    (
        "goal_gap",
        r"(?:目标|指标|任务|业绩|kpi|quota).{0,12}(?:差|缺|多少|完成|进度|达成|还)|(?:差|缺).{0,8}(?:目标|指标|任务|quota|多少)|还差|完成(?:率|了多少|度|情况)|达成率|缺口|\b(?:gap|quota|goal|target|attainment)\b|\bhow (?:far|close).{0,24}(?:target|goal|quota|plan|number)|\bon track|\bhow much (?:more|left).{0,20}",
    ),
    (
        "forecast",
        r"预测|预估|预计.{0,10}(?:多少|能(?:签|成|做|收))|能(?:签|成|完成|收|做)多少|(?:这|本|下)(?:个)?(?:月|季度?|周).{0,4}(?:能|会|大概).{0,6}(?:多少|签|成|收)|\bforecast\w*|\bproject(?:ed|ion)\b|\bexpect(?:ed)? (?:to )?(?:close|revenue|sales)|\bhow much.{0,16}(?:will|going to|gonna).{0,16}(?:close|land|book)|\blikely to close|\bcommit\b",
    ),
    (
        "won",
        r"(?:签|成交|赢|拿下|成)了(?:几|多少|哪|什么)|(?:成交|赢单|签约|签单)(?:列表|清单|情况|明细|了?多少|数|总?额|客户|了?哪)|(?:哪些|几个|多少).{0,6}(?:成交|签|赢)|(?:业绩|签约额|成交额)|\b(?:deals?|did|have|has|what|which|how many|how much).{0,24}\b(?:won|closed|win|close|signed|booked|landed)\b|\bwins\b|\bclosed[- ]won\b|\bclosed deals",
    ),
    (
        "overdue",
        r"逾期|过期|到期没|超期|该(?:跟|联系)(?:没|的)|拖(?:了|期)|\boverdue\b|\bpast due\b|\blate (?:follow|next|step|task|deal)|\bmissed (?:follow|next step|deadline)|\bbehind on\b|\bdue today\b|\bslipping\b",
    ),
    (
        "stale",
        r"停滞|没(?:有)?(?:动静|进展|跟进|动)|很久没|好久没|多久没|久未|冷(?:了|掉)|凉(?:了|掉)|僵(?:住|尸)|卡(?:住|着|了)(?:的)?|不动(?:的|了)|\bstale\b|\bstuck\b|\bcold\b|\bno (?:activity|movement|update|progress|touch)|\b(?:haven'?t|hasn'?t|not) (?:been )?(?:touch|mov|updat|contact)\w*|\bidle\b|\bstalled\b|\binactive\b|\bgathering dust|\bneglected|\bdormant",
    ),
    (
        "pool",
        r"公海|池子|线索池|没人(?:跟|认领|要|负责|管)|无主|待认领|可(?:以)?(?:认领|领|抢|捡)|\bpool\b|\bunclaimed\b|\bunassigned\b|\bup for grabs\b|\bnobody (?:owns|has)|\bunowned\b|\bavailable leads|\bfree leads|\bopen leads|\bleads? (?:are )?(?:available|free|open|left)",
    ),
    (
        "pipeline",
        r"漏斗|管道|pipeline|在跟.{0,6}(?:多少|几|哪|单子|客户|商机)|(?:手上|手头|名下).{0,8}(?:多少|几|哪|单子|客户|商机)|(?:商机|单子).{0,4}(?:总览|概况|汇总|分布|一览|情况)|各阶段|\bpipe(?:line)?\b|\bfunnel\b|\bopen deals\b|\bmy deals\b|\bwhat am i working\b|\bdeals? (?:by|per|in each) stage",
    ),
    (
        "history",
        r"历史|记录|谁改|改过|改了什么|动过|来龙去脉|经过|流水|\bhistory\b|\btimeline\b|\bwho (?:changed|edited|touched|updated|moved)|\bwhat (?:changed|happened)|\baudit|\bactivity log|\blog of",
    ),
)
_STATUS = re.compile(
    r"进展|怎么样|咋样|如何|什么情况|啥情况|到哪|咋|状态|情况|什么阶段|哪个阶段|哪一步|多少钱|金额|谁(?:在|负责|跟|的)|归谁|负责人|在谁|下一步|\b(?:status|stage|where|how'?s|how is|what'?s|whats|what is|going on|update|latest|news|who(?:'s| is| owns| has)?|owner|owns|tell me|show|look up|details|info|happening|stand|progress)\b"
)
_EXPORT = re.compile(
    r"(?<!领)导出|导一下|导一份|导个|导成|下载|拉(?:个|一份|一下|张)?(?:表|excel|清单|数据|名单)|生成.{0,6}(?:表格|excel|报表)|\bexport\w*|\bdownload\w*|\b(?:csv|excel|xlsx|spreadsheet)\b|发.{0,8}(?:excel|表格)"
)
_EXPORT_WHAT = (
    ("leaderboard", r"排行|榜|leaderboard|ranking"),
    ("pool", r"公海|池|\bpool\b"),
    ("leads", r"线索|\bleads?\b"),
    ("deals", r"商机|单子|客户|deal|account|opportunit|project"),
    ("pipeline", r"漏斗|pipeline|funnel"),
    ("won", r"成交|赢单|签约|won|closed|wins"),
    ("lost", r"丢单|lost|loss"),
    ("leaderboard", r"排行|榜|leaderboard|ranking"),
    ("quotes", r"报价|quote"),
    ("kudos", r"点赞|kudos"),
    ("activities", r"跟进|拜访|活动|activit|visit|call"),
    ("forecast", r"预测|forecast"),
    ("report", r"报表|周报|月报|report"),
)
_MY = re.compile(
    r"我的|我(?:手|有|还|这|名|自己|在|离|本|上|今|跟|负)|^我|给我看|\b(?:my|mine|me|i|i'm|i've|am i|do i)\b"
)
_TEAM = signs(
    r"(?P<zh>[\u4e00-\u9fff]{2})(?:区|团队|大区|组|队|那边|销售)|\bteam (?P<en>[a-z]{2,12})\b|\b(?P<en2>[a-z]{2,12}) team\b|\b(?P<en3>us|apac|emea)\b(?! up)"
)
_NOT_TEAM = frozenset(
    {
        "整个",
        "我们",
        "咱们",
        "他们",
        "全部",
        "本月",
        "这个",
        "哪个",
        "销售",
        "各个",
        "my",
        "our",
        "the",
        "whole",
        "sales",
        "entire",
        "us",
        "all",
        "your",
        "their",
    }
)
_TEAMS = r"华东|华南|华北|华中|西南|西北|东北|\bus(?= team)|\bapac\b|\bemea\b"
OF_ONE = frozenset({"contact_phone", "assignment_explain"})
OF_ALL = frozenset({"won", "stale", "overdue", "pipeline", "forecast", "goal_gap"})
# Asked by their name alone.
BRIEF = frozenset({"stale", "overdue", "sla_breach", "fairness"}) | {
    "conversion_rate",
    "leaderboard",
    "goal_gap",
    "forecast",
    "won",
    "pool",
    "pipeline",
    "history",
    "response_time",
    "standup_missing",
}


def read_export(shape: Shape) -> Meaning | None:
    """Read that somebody wants a file."""
    line = shape.line
    if not _EXPORT.search(line) or re.search(r"不用|别|不要|客户(?:要|让)|\b(?:don'?t|not|they|customer)\b", line):
        return None
    more: Said = {"what": next((key for key, words in _EXPORT_WHAT if re.search(words, line)), "deals")}
    said: Said = {"more": more}
    _of_whom(shape, said)
    return Meaning("export", said)


def read_question(shape: Shape) -> Meaning | None:
    """Read what somebody wants to know."""
    line = shape.line
    if len(line.strip()) > 120 or (not _ASKS.search(line) and len(line.strip()) > _SHORT):
        return None
    deals = deals_in(shape)
    asks = bool(_ASKS.search(line))
    for what, words in _WHATS:
        if re.search(words, line) and _fits(shape, what, asks=asks, named=bool(deals)):
            return _query(shape, what, deals)
    status = bool(_STATUS.search(line)) and asks and _really_asks(line)
    bare = re.fullmatch(r"[\ue000\s]+[?？]\s*", line)
    here = shape.scene.thread_deal is not None and len(line.strip()) < 16
    if (deals and (bare or status)) or (here and status):
        return _query(shape, "deal_status", deals)
    return None


def _fits(shape: Shape, what: str, *, asks: bool, named: bool) -> bool:
    """Whether a question's words are a question here, and not part of something that is told."""
    if (what in OF_ONE and not named) or (what in OF_ALL and named):
        return False
    if what == "history" and named and re.search(r"历史|记录|\bhistory\b|\btimeline\b", shape.line):
        return True
    if asks:
        return True
    told = next(shape.all("amount"), None) or len(shape.line.strip()) > 18 or named
    return what in BRIEF and not told and not re.search(r"了\W*$|吧|哈|haha|lol|真|好", shape.line)


def _really_asks(line: str) -> bool:
    return bool(
        re.search(
            r"[?？]\s*$|吗\W*$|呢\W*$|怎么样|咋样|如何|什么情况|啥情况|到哪|咋|哪个|哪一步|多少|谁|查|看一?下|看看|^\W*(?:进展|状态|情况)|(?:进展|状态|情况)\W*$|说一下|讲一下",
            line,
        )
        or re.search(
            r"^\W*(?:hey |hi |so |and |ok |please |pls )?(?:show|what|what's|whats|which|who|who's|whos|how|how's|hows|where|where's|why|tell|give|status|any (?:news|update)|update on|can you|could you|look up|check|see|pull|latest|is|has|do)\b",
            line,
        )
        or re.search(r"\bstatus\W*$|\bstatus (?:please|pls)", line)
    )


def _query(shape: Shape, what: str, deals: tuple[Target, ...]) -> Meaning:
    said: Said = {}
    mine = bool(_MY.search(shape.line))
    if what in ("stale", "overdue") and mine and not members_in(shape):
        what = f"my_{what}"
        said["who"] = shape.scene.me
    elif what != "contact_phone":
        _of_whom(shape, said)
    if what == "response_time" and mine and "who" not in said:
        said["who"] = shape.scene.me
    if what == "goal_gap" and "who" not in said and "team" not in said:
        said["who"] = shape.scene.me
    if what == "pipeline" and mine and "who" not in said:
        said["who"] = shape.scene.me
    if re.search(r"环比|同比|对比|相比|比(?:上|去)|\bvs\.?\b|\bversus\b|\bcompar\w+", shape.line):
        said["more"] = {"compare": True}
    asked = deals if what in ("deal_status", "contact_phone", "assignment_explain", "history") else ()
    return Meaning(what, said, tuple(asked), needs_deal=what in ("deal_status", "contact_phone", "history"))


def _of_whom(shape: Shape, said: Said, *, ahead: bool = False) -> None:
    scene = shape.scene
    if people := members_in(shape):
        said["who"] = people[0][1]
    elif team := re.search(_TEAMS, shape.line):
        said["team"] = shape.words(*team.span()).strip()
    elif (found := _TEAM.search(shape.line)) and (name := found["zh"] or found["en"] or found["en2"] or found["en3"]):
        if name not in _NOT_TEAM:
            said["team"] = shape.words(*found.span(found.lastgroup or 0)).strip()
    elif re.search(r"我的|\bmy\b|\bmine\b", shape.line):
        said["who"] = scene.me
    forward = ahead or bool(re.search(r"预测|forecast|目标|goal|quota|target", shape.line))
    period = find_period(shape.text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=forward)
    if period is not None:
        said["period"] = period.period
