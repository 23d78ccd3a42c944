"""What is new on a deal: amounts, stages, next steps, days, chances, payments, what happened, what is in the way."""

import re
from dataclasses import dataclass, field

from handlers.language.amounts import AmountSpan
from handlers.language.dates import DateSpan
from handlers.language.fields import find_stage
from handlers.language.meaning import TRIM, Meaning, Said, Target, deals_in, left_over
from handlers.language.mood import Mood, mood_of
from handlers.language.shape import Clause, Shape, Span, signs

_CHANCE = re.compile(
    r"把握|概率|可能性|赢率|胜率|希望|机会|几率|成功率|\b(?:likely|likelihood|chance|confiden\w*|probab\w*|sure|odds|certain|at|now|to close|win)\b"
)
_SHARE = re.compile(
    r"首付|预付|定金|订金|尾款|付款|回款|折|优惠|让利|涨|降|增长|增加|减少|佣金|提成|税|\b(?:deposit|upfront|down ?payment|off|discount|increase|growth|tax|commission|paid|payment|margin|up|more|less|done|complete|finished)\b|完成|进度"
)
_STAGE_MOVE = re.compile(
    r"进入|进到|推进到?|到了?|转到|转入|变成|改成|改为|更新为|调到|升到|现在是|走到|处于|阶段|stage|\bmov(?:e|ed|ing)\b|\badvanc|\bprogress(?:ed)? to|\bnow (?:in|at)\b|\bin\b|\bat\b|\binto\b|\bto\b|\benter(?:ed|ing)?\b|\bstatus\b"
)
_STAGE_WORDS = (
    ("contacted", r"已联系|初步联系|联系上了?|\bcontacted\b"),
    ("qualified", r"需求确认(?:了|阶段)?|需求(?:已经|都)?(?:明确|确认)(?:了)?|\bqualified\b|\bqualification\b"),
    ("proposal", r"方案报价|(?:方案|报价)(?:阶段|节点)|\bproposal(?: stage| phase)?\b"),
    ("negotiation", r"商务谈判|谈判(?:阶段|了|中)?|商务阶段|谈商务|\bnegotiat(?:ion|ions|ing)\b"),
    (
        "contract",
        r"签约(?:阶段|流程|环节)|合同(?:阶段|流程|环节)|走合同(?:流程)?|\bcontract(?:ing)?(?: stage| phase)\b|\bto contract\b|\bcontracting\b",
    ),
    ("delivery", r"交付(?:阶段)|\bdelivery (?:stage|phase)\b"),
)
_CLOSE = re.compile(
    r"预计|预期|预估|计划|争取|成交|签(?:约|单|下|合同|字|$|\W|吧)|关单|落单|拿下|\bclos(?:e|es|ing)\b|\bsign(?:s|ing|ature)?\b|\bslip(?:s|ped|ping)?\b|\bpush(?:ed|es|ing)?\b|\bdecision\b|决策|推迟|延期|延到|推到|拖到|顺延|\bdelay|\bmov(?:ed|es|ing) (?:out|to)\b|\bexpected?\b"
)
_SLIP = re.compile(
    r"推迟|延期|延到|延后|推到|拖到|顺延|挪到|改到|\bslip|\bpush|\bdelay|\bpostpon|\bmoved? (?:out )?to\b|\bnow\b|往后"
)
_SIGNS_THEN = re.compile(
    r"成交|签(?:约|单|下|合同|字|了|完)?(?=\W*$|$|合同)|关单|落单|拿下|\bclos(?:e|es|ing)\b|\bsign(?:s|ing|ature)?\b"
)
_PAYMENT = re.compile(
    r"首付|预付|回款|到账|付款|尾款|定金|订金|打款|汇款|货款|款项|开票|发票|\b(?:deposit|down ?payment|paid|payment|invoice|wired|wire|prepay\w*|instal+ment|remit\w*)\b"
)
_BLOCKED = re.compile(
    r"卡在|卡住|卡着|卡了|卡壳|堵|受阻|阻塞|停滞|僵|搁置|停住|拖着|被.{1,8}(?:卡|压|拦)|\b(?:stuck|blocked|blocker|blocking|on hold|stalled|held up|hung up|waiting on|bottleneck|holding (?:it|us|things) up|frozen)\b"
)
_RISK = re.compile(
    r"风险|担心|有点悬|悬了|竞争对手|竞品(?:也|在|进|来|报)|不稳|变数|要换人|换了?(?:负责人|采购|领导)|压价|危险|\b(?:risk\w*|concern\w*|worried|competitor|shaky|champion left|left the company|threat|pushing back|going dark|went dark|ghosting)\b"
)
_MILESTONE = signs(
    r"(?:nda|loi|mou|保密协议|意向书|备忘录|poc|试点|试用|样品|样机|标书|立项|招标|投标|验收|测试|评审|技术标|方案|需求|预算|合同初稿|安全审查|尽调|法务)[^，,。]{0,10}(?:签|通过|过了|完成|定了|确认|批|结束|交|递|寄|搞定|上线|成功|中标|收到|ok|启动)|\b(?:nda|loi|mou|poc|pilot|trial|security review|budget|sow|redlines?|legal|procurement|technical (?:eval|review)|requirements?|rfp|shortlist\w*)\b.{0,24}\b(?:signed|passed|done|approved|complete[d]?|started|finished|cleared|agreed|confirmed|submitted|success\w*|went well|in place|wrapped)|\bshortlisted\b|\bgot (?:the )?(?:budget|approval|sign[- ]off)"
)
_ACTIVITY = (
    (
        "call",
        r"打(?:了|过|通|完)?(?:\S{0,3}(?:个|通))?电话|通(?:了|过)?(?:个)?电话|电话(?:沟通|聊|打|没|联系|拜访|会议)|打通|没接|接了电话|\bcall(?:ed)?\b|\bphoned\b|\brang\b|\bvoicemail\b|\bspoke\b|\btalked\b|\bchatted\b",
    ),
    (
        "visit",
        r"拜访|上门|去了(?:趟|一趟)?(?:客户|他们|现场)|到访|走访|跑了(?:一)?趟|登门|\bvisit(?:ed)?\b|\bon-?site\b|\bdropped by\b|\bwent to see\b",
    ),
    (
        "meeting",
        r"开(?:了|完|过)(?:个|一个)?(?:\S{0,4})?会|见(?:了|过|完)?(?:个)?面|碰(?:了|过)?(?:个)?面|会面|面谈|见了|吃了?(?:个|顿)?饭|\bmet\b|\bmeeting\b|\bmeet\b|\blunch\b|\bdinner\b|\bcoffee\b",
    ),
    ("demo", r"演示|demo(?:ed|'d)?\b"),
    ("email", r"邮件|发了?(?:个|封)?邮|\be-?mail(?:ed)?\b"),
    (
        "message",
        r"发了?(?:个|条)?(?:微信|消息|短信)|加了?(?:个)?微信|微信(?:聊|沟通|联系)|\btexted\b|\bmessaged\b|\bwechat\w*\b|\blinkedin\b",
    ),
    (
        "proposal",
        r"发(?:了|过去|出)?(?:\S{0,4})?(?:方案|报价|资料|标书)|(?:方案|报价|资料|标书)(?:已经|已|都)?(?:发|给|交|寄)|\bsent (?:over |them |the |a |our )*(?:proposal|quote|deck|pricing|materials)\b",
    ),
)
_REACHED_NOT = re.compile(
    r"没人接|没接|没打通|打不通|未接通|没联系上|没通|不接|占线|关机|没回|没见(?:到|着)|no answer|voicemail|didn'?t (?:pick up|answer)|couldn'?t reach|no (?:reply|response)|not (?:in|available|reached)|unreachable"
)
_REACHED = re.compile(
    r"打通|接了|联系上|聊(?:了|得)|通了|见(?:到|了)|沟通(?:了|过)|谈了|\bspoke\b|\btalked\b|\breached\b|\bgot through\b|\bmet\b|\bchatted\b"
)
_COUNT = re.compile(
    r"(\d{1,3}|[一两二三四五六七八九十])(?:个|通|次|轮|场|家|趟|封|遍)?(?=电话|拜访|会|演示|邮件|客户|通|次)|(\d{1,3}|two|three|four|five|six) (?:calls?|visits?|meetings?|demos?|emails?|times)"
)
_FUTURE = signs(
    r"下一步|接下来|下步|next steps?|\bnext:|约了?|约好|定在|安排|准备|打算|计划|要(?!求)|将|会(?=[给发去来把再跟有提反])|等|待|需要?|去|再|反馈|答复|回复|给|跟进|\b(?:will|shall|going to|gonna|wants?|needs?|need to|plan(?:s|ning)?|to do|todo|expect(?:s|ing)?|schedul\w+|booked|set for|set up|follow(?:ing)?[- ]?up|waiting|sending|meeting|presenting|demoing|calling|visiting|due|by|asked for|asks? for|let'?s|'ll|touch base|circle back|awaiting|reviewing|review|delivering|kick(?:ing)? ?off|send|call|meet|demo|present|visit|discuss)\b|'ll\b"
)
_NEXT_LEAD = re.compile(
    r"^(?:下一步(?:计划|安排|动作)?(?:是|就是|：|:)?|接下来(?:就)?(?:是|要)?|下步(?:是)?|next steps?(?: is| are|:| -)?|next(?: is|:)?|todo:?|then|and|我(?:们)?|客户|他们?|她|对方|那边|这边|已经|已|就|都|还|现在|目前|今天说|说好?了?|约好?了?|定在|定了|定|安排了?|准备|打算|计划(?:是)?|要|将|会|将要|需要|再|i'?ll|we'?ll|they'?ll|i will|we will|they will|i'm|we're|they're|they|we|i|he|she|it|will|going to|gonna|plan(?:ning)? (?:is )?to|want(?:s)?(?: an?| the| to)?|need(?:s)?(?: to| an?| the)?|is|are|to|the|an?|scheduled|booked|set(?: up| for)?|have|has|got|with a|agreed(?: to| on)?|let's|and then|then)(?![a-z])[\s,，:：]*",
    re.IGNORECASE,
)
_NEXT_TAIL = re.compile(
    r"[\s,，]*(?:之?前|以前|以后|之后|左右|的时候|吧|了|啊|哈|哦|呢|一下|on|by|at|before|around|in|for|until|till|the|is|is set|scheduled|planned|booked|set|this|next)$",
    re.IGNORECASE,
)
_CURRENT = re.compile(r"从|由|\bfrom\b|原来|之前是?|本来|was\b|instead of|不是|not\b")
_RIVAL = re.compile(
    r"竞品|竞争对手|对手|友商|别家|他们报|competitor|rival|they quoted|the other|对方报|成本|罚|奖金|投资|融资|营收|revenue|cost us|raised|薪|工资"
)
_DELTA = re.compile(
    r"(?:涨|降|多|少|加|减|便宜|省|提高|增加|减少|砍|让|优惠|up|down|more|less|extra|add|another|increase\w*|reduc\w*|cut|off|save\w*|higher|lower)(?:了|掉|by|an?)?\s*$"
)
_GREETING = re.compile(
    r"^(?:hi|hey|hello|fyi|ok|okay|so|well|btw|update:?|quick update:?|ps|嗨|大家好|各位|同步(?:一下)?|更新(?:一下)?|汇报(?:一下)?|报告|跟大家说下?|说一下|那个|嗯+|呃|哦|对了|进展)[\s,，:：!！]*",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:那边|这边|这个|那个|那里|这家|那家|的|客户|项目|单子|商机|deal|account|'s|is|has|:|：|-|,|，|\s|今天|刚刚?|已经|目前|现在|update|status)+|(?:了|啊|哈|吧|呢|哦|的|啦)+$"
)


@dataclass(slots=True)
class News:
    """What is new on one deal, and how sure that is."""

    said: Said = field(default_factory=dict)
    more: Said = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_facts(shape: Shape) -> Meaning | None:
    """Read progress on the deals a text names, or on the thread's."""
    deals = deals_in(shape)
    if not deals and shape.scene.thread_deal is None:
        return None
    news = News()
    for clause in shape.clauses():
        _read_clause(shape, clause, news, deals)
    if news.notes:
        news.said["note"] = "\n".join(news.notes)
    if not news.said and not news.more:
        return None
    if news.more:
        news.said["more"] = news.more
    return Meaning("progress_update", news.said, deals, needs_deal=True, doubts=news.doubts)


def _read_clause(shape: Shape, clause: Clause, news: News, deals: tuple[Target, ...]) -> None:
    line = shape.line[clause.start : clause.end]
    mood = mood_of(shape, clause, clause.end, clause.end)
    if mood is Mood.ASKED or _asks(line):
        return
    cuts = [(place, place + 1) for place, _ in shape.all("deal", clause.start, clause.end)]
    for take in (_chance, _stage, _money, _days):
        take(shape, clause, news, cuts)
    rest = _GREETING.sub("", left_over(shape, clause, cuts))
    rest = _ABOUT.sub("", rest).strip(TRIM)
    if rest:
        _happened(shape, clause, rest, news)


def _asks(line: str) -> bool:
    return bool(re.search(r"[?？]|吗\W*$|\bplease\b.*\?$", line))


def _chance(shape: Shape, clause: Clause, news: News, cuts: list[tuple[int, int]]) -> None:
    for place, span in shape.all("percent", clause.start, clause.end):
        around = shape.line[max(clause.start, place - 14) : min(clause.end, place + 16)]
        if _SHARE.search(around) and not re.search(r"把握|概率|likely|chance|probab|confiden", around):
            continue
        if _CHANCE.search(around) or len(shape.line[clause.start : clause.end].strip()) < 12:
            news.said["probability"] = span.value
            word = re.match(
                r"\s*(?:的)?(?:把握|概率|可能性|likely(?: now)?|chance(?: now)?|confident|confidence|probability|sure|odds|希望|机会)?(?: now| to close)?",
                shape.line[place + 1 : clause.end],
            )
            lead = re.search(
                r"(?:把握|概率|可能性|赢率|胜率|成功率|估计|大概|大约|有|现在|提到|升到|到|是|probability|chance|likelihood|confidence|odds|win|now|to|at|is|about|around|up|of|~|\s)+$",
                shape.line[clause.start : place],
            )
            start = clause.start + lead.start() if lead else place
            cuts.append((start, place + 1 + (word.end() if word else 0)))
            return


def _stage(shape: Shape, clause: Clause, news: News, cuts: list[tuple[int, int]]) -> None:
    line = shape.line[clause.start : clause.end]
    for key, words in _STAGE_WORDS:
        found = re.search(words, line)
        if found is None:
            continue
        moved = _STAGE_MOVE.search(line[: found.start()]) or re.search(
            "阶段|stage|phase", found[0] + line[found.end() : found.end() + 8]
        )
        if (
            not moved
            or mood_of(shape, clause, clause.start + found.start(), clause.start + found.end()) is not Mood.FACT
        ):
            continue
        if any(stage.key == key for stage in shape.scene.stages) or find_stage(found[0], shape.scene):
            news.said["stage"] = find_stage(found[0], shape.scene) or key
            lead = re.search(
                r"(?:已经|已|正式|现在|目前|我们|刚|们|just|has|have|been|is|was|we|it|officially|[\s,，])*(?:进入|进到|推进到?|到了?|转到|转入|变成|改成|改为|更新为|走到|处于|阶段|状态|stage|moved|moving|move|advanced|progressed|now|in|at|into|to|entered|entering|status|the|is|[\s:：])+$",
                line[: found.start()],
            )
            tail = re.match(r"\s*(?:阶段|stage|phase|节点|了|now|already)*", line[found.end() :])
            end = found.end() + (tail.end() if tail else 0)
            cuts.append((clause.start + (lead.start() if lead else found.start()), clause.start + end))
            return


def _money(shape: Shape, clause: Clause, news: News, cuts: list[tuple[int, int]]) -> None:
    line = shape.line[clause.start : clause.end]
    amounts = list(shape.all("amount", clause.start, clause.end))
    if not amounts:
        return
    if _PAYMENT.search(line):
        news.more["payment"] = shape.words(clause.start, clause.end).strip(TRIM)
        return
    place, span = amounts[-1]
    before = shape.line[clause.start : place]
    if _RIVAL.search(line):
        return
    if _DELTA.search(before):
        news.doubts.append("delta")
        return
    mood = mood_of(shape, clause, place, place + 1)
    if mood in (Mood.NOT, Mood.IF, Mood.ASKED):
        return
    if mood in (Mood.WISH, Mood.UNSURE) and not re.search(r"预算|budget|金额|amount|报|quote|price|值|worth", line):
        news.doubts.append("unsure")
    news.said["amount"] = span.value
    for at, _ in amounts:
        lead = re.search(
            r"(?:(?:合同|项目|报价|总|订单|成交)?(?:金额|价格?|预算|总价|报价|盘子)?(?:还是|就是|是|为|到|改到|改成|改为|调到|调整为|调整到|变成|涨到|降到|谈到|提到|定在|定为|约|大概|大约|差不多|从|先按|按)*|(?:amount|budget|price|value|deal size|total|size|worth|quote)?(?: is| now| at| to| of| around| about| approved| from| still| stays| remains| was| ~)*)\s*$",
            shape.line[clause.start : at],
        )
        tail = re.match(
            r"\s*(?:左右|上下|走|算|吧|了|approved|or so|now|total|budget|的)*", shape.line[at + 1 : clause.end]
        )
        cuts.append((clause.start + lead.start() if lead else at, at + 1 + (tail.end() if tail else 0)))


def _days(shape: Shape, clause: Clause, news: News, cuts: list[tuple[int, int]]) -> None:
    line = shape.line[clause.start : clause.end]
    for place, span in shape.all("date", clause.start, clause.end):
        if not isinstance(span.value, DateSpan):
            continue
        before = shape.line[clause.start : place]
        if _CURRENT.search(before[-6:]):
            continue
        past = span.value.at < shape.scene.calendar.day_start(shape.scene.now)
        mood = mood_of(shape, clause, place, place + 1)
        if mood in (Mood.NOT, Mood.ASKED):
            continue
        if _SLIP.search(line) or (
            _SIGNS_THEN.search(line) and _CLOSE.search(line) and not re.search(r"约|见|会|meet|call", line)
        ):
            if mood in (Mood.WISH, Mood.IF, Mood.UNSURE):
                continue
            key = "close_date" if span.value.precision in ("day", "minute") else "close_period"
            if past:
                continue
            (news.said if key == "close_date" else news.more)[key] = span.value
            cuts.append((clause.start, clause.end))
            return
        if past or _done(line):
            if any(re.search(words, line) for _, words in _ACTIVITY):
                news.more["activity_at"] = span.value
                cuts.append((place, place + 1))
            continue
        if _PAYMENT.search(line):
            news.more["payment_due"] = span.value
            cuts.append((place, place + 1))
            continue
        if mood is Mood.IF and not re.search(r"前|by|before|until", line):
            continue
        news.said["next_at"] = span.value
        cuts.append((place, place + 1))
        step = _step(left_over(shape, clause, cuts))
        if step:
            news.said["next_step"] = step
        cuts.append((clause.start, clause.end))
        return


def _done(line: str) -> bool:
    """Whether a clause tells of something past."""
    if re.search(r"约了|约好|定了|定在|说|will|wants?|scheduled|booked|set", line):
        return False
    return bool(
        re.search(
            r"了(?=\W*$|[，,。 ])|过了|过(?=\W*$)|完(?=\W*$)|完了|讲完|刚|已经|昨|\b(?:went|met|called|sent|had|did|was|were|spoke|talked|visited|demoed|finished|completed|signed|agreed|approved|received|got|yesterday|last)\b",
            line,
        )
    )


def _step(text: str) -> str:
    step = _GREETING.sub("", text)
    step = _ABOUT.sub("", step).strip(TRIM)
    before = None
    while step and step != before:
        before = step
        step = _NEXT_TAIL.sub("", _NEXT_LEAD.sub("", step)).strip(TRIM)
    return step


def _happened(shape: Shape, clause: Clause, rest: str, news: News) -> None:
    """Sort what is left of a clause: what is next, what is in the way, what was reached, or just a note."""
    line = shape.line[clause.start : clause.end]
    if re.fullmatch(
        r"(?:still|还是|不变|没变|same|now|现在|目前|and|了|的|的话|大家|我|we|they|it|is|was|at|for|to|in|on)*",
        rest,
        re.IGNORECASE,
    ):
        return
    kind = next((key for key, words in _ACTIVITY if re.search(words, line)), None)
    if kind and (_done(line) or _REACHED_NOT.search(line)):
        news.more["activity"] = kind
        if _REACHED_NOT.search(line):
            news.more["reached"] = False
        elif _REACHED.search(line):
            news.more["reached"] = True
        if count := _COUNT.search(line):
            news.more["count"] = count[1] or count[2]
    if _BLOCKED.search(line):
        news.more["blocker"] = rest
    elif _RISK.search(line):
        news.more["risk"] = rest
    elif _PAYMENT.search(line) and "payment" not in news.more:
        news.more["payment"] = rest
    elif _MILESTONE.search(line) and mood_of(shape, clause, clause.end, clause.end) is Mood.FACT:
        news.more["milestone"] = rest
    elif not _done(line) and _FUTURE.search(line) and "next_step" not in news.said and (step := _step(rest)):
        news.said["next_step"] = step
        return
    news.notes.append(rest)


def amount_of(value: object) -> AmountSpan | None:
    """Return a span's amount, when it is one."""
    return value if isinstance(value, AmountSpan) else None


def named(span: Span) -> object:
    """Return what a span was read as."""
    return span.value
