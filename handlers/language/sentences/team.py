"""What people say of each other and of the team's ways: thanks, votes, leave, goals, reminders, rules."""

import re
from datetime import datetime, time, timedelta

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.ratings import read_csat, read_pulse
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.reported import find_period
from sales.calendar import instant_of

_THANKS = any_of(
    zh="""谢谢 感谢 多谢 谢了 谢啦 感恩 点赞 点个赞 赞一个 给个赞 大赞 表扬 辛苦(?:了|啦)? 辛劳 给力 多亏 幸亏 好样的 优秀 漂亮
        干得好 鼓掌 撒花 救命恩人 太顶 功臣 功劳 立功 出力 帮了我 帮了大忙 感激 棒 太棒 太强 靠谱 厉害 牛(?!奶|津|市) 致谢 鸣谢
        救(?:了)?(?:我|场|急) 大力支持 帮(?:了)?(?:我)?(?:大|很大|个大)忙 👍 🙏 👏 🙌 🏆""",
    en="""kudos, thanks, thank, thankful, thx, ty, tysm, appreciated?, grateful, so grateful, shout[- ]?out, props, hats off,
        hat tip, h/t, big ups, bravo, cheers to, respect, applause, high five, gold star, give it up for, credit to, credit goes,
        deserves? (?:credit|a medal|praise|recognition), (?:great|good|nice|super) (?:job|work|one|help), well done, huge, massive,
        huge help, big help, super helpful, helped, owe, a (?:beer|coffee|drink), couldn'?t have, without , saved (?:me|us|my|the),
        came through for, bailed (?:me|us) out, stepped up, jumped in, stayed late, all[- ]nighter, above and beyond,
        crushed it, killed it, smashed it, pulled (?:it )?off, rocks?, legend, lifesaver, gem, godsend, wizard, hero, rock ?star,
        super ?star, star, mvp, awesome, amazing, brilliant, fantastic, stellar, outstanding""",
)
_FOR = re.compile(
    r"^(?:\s|,|，|:|：|!|！|～|~|for\b|because\b|的?(?:帮忙|帮助)?(?:，|,)|因为|了|to\b|who\b|-|–|so much\b|a lot\b|a ton\b|big time\b|大家?)+",
    re.IGNORECASE,
)
_MOCKED = re.compile(r"\bfor nothing\b|\bthanks a lot for (?:not|never|breaking|missing|forgetting)")
# Thanks that go on with a complaint are praise only if the writer says so.
_BACKHANDED = re.compile(
    r"\b(?:but|however|although|except|too bad|next time|forgot|mess(?:ed)?|late again|never)\b|但是?|不过|可是|就是|下次|"
    r"[又还]?没(?=[发做回来交给写改弄完到修])|又(?:忘|晚|迟|不|错)|忘了|迟到|白(?:等|跑|忙)",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\s*(?:和|跟|、|,|，|&|and|还有)?\s*@?")
_VOTE = re.compile(
    r"投(?:票)?给|我投|投(?!入|标|诉|资|产|放|屏)|选(?=[\ue001])|改投|支持(?=[\ue001])|\bvot(?:e|ing)\b|\bmy vote\b|\bi pick\b|\bgoing with\b"
)
_NOMINATE = re.compile(
    r"提名|推荐|\bnominat\w*|\bput(?:ting)? (?:forward|up)\b|\bput \ue001 up\b|\bnominee\b|\brecommend\w*"
)
_AWARD_WORDS = re.compile(r"之星|评选|奖|冠军|award|star|of the (?:month|quarter|week|year)|mvp", re.IGNORECASE)
_AWAY = re.compile(
    r"请假|休假|出国|回老家|年假|调休|病假|事假|产假|休(?=\d|一|两|三|息|到)|不在(?!线|乎|意)|出差|外出|休息|放假|陪产|婚假|\b(?:off|ooo|out of (?:the )?office|on leave|leave|vacation|holiday|pto|away|sick|out)\b|\bnot in\b|\btraveling\b|\btravelling\b"
)
_SELF = re.compile(r"我|本人|俺|\b(?:i|i'?m|i'?ll|me|my|mine)\b")
# Whoever stands right before an absence is who is away.
_WHOSE_AWAY = signs(
    r"(?P<who><member>|<contact>)(?:['’]s|is|are|will|be|also|still|out|going|on|has|要|会|也|还|在|从|<date>|\s|[,，])*$"
)
_COVER = re.compile(
    r"代(?:班|管|理|看|跟|为|我|$)|顶(?:一下|班|我|替|上)|帮(?:我)?(?:盯|看|跟|照看|管|顶|忙)|接手|照看|盯(?:一下|着|下)?|托付|交给|由|找|cover|watch|look(?:s|ing)? after|tak(?:e|es|ing) care|handl|mind|back(?:ing)? me up|stand(?:ing)? in|fill(?:ing)? in|step(?:ping)? in|keep an eye|hold(?:ing)? the fort|has my|on my (?:deals|accounts)|take(?:s)? over"
)
_REMIND = re.compile(
    r"提醒|叫我|喊我|记得(?:叫|提醒|喊)|别让我忘|闹钟|定个(?:时|闹)|\bremind\b|\breminder\b|\bping me\b|\bnudge me\b|\bdon'?t let me forget\b|\bset (?:a |an )?(?:alarm|reminder)\b|\bpoke me\b|\balert me\b|\bbuzz me\b|\bnotify me\b"
)
_SNOOZE = re.compile(
    r"稍后再?(?:提醒|说)|晚点(?:再)?(?:提醒|说|叫|弄)|推迟提醒|延后提醒|(?:提醒|待办|闹钟).{0,8}(?:推迟|延后|往后|推到|挪|改到|先关|先停|暂停|延)|(?:过|等).{0,8}再(?:提醒|叫|喊)|先别(?:提醒|叫|催)|别催|别再?提醒|先不(?:用)?提醒|再(?:叫|提醒)我|\bsnooze\b|\bremind me (?:again )?later\b|\bnot now\b.{0,12}\b(?:remind|later)|\bpush (?:that|the|this|my)? ?reminders?\b|\bpostpone (?:the |that |my |all )?remind\w*|\bquiet\b.{0,20}\buntil\b|\bmute\b|\bhold (?:my |the |all )?reminders?\b|\bpause (?:my |the |all )?reminders?\b|\bstop reminding\b"
)
_EVERY = re.compile(
    r"每(?:个)?(?:天|周|月|工作日|周[一二三四五六日天])|每(?:逢|到)|\bevery (?:day|week|month|morning|mon|tue|wed|thu|fri|weekday|other)\w*|\bdaily\b|\bweekly\b|\bmonthly\b"
)
_REPEATS = (
    ("workdays", r"工作日|weekday"),
    ("weekly", r"周|week|mon|tue|wed|thu|fri|sat|sun"),
    ("monthly", r"月|month"),
    ("daily", r""),
)
_GOAL = re.compile(r"目标|指标|任务(?!书)|业绩目标|quota|kpi|\b(?:goal|target|quota)s?\b")
_GOAL_SET = re.compile(
    r"定(?:为|到|成|在|个)?|设(?:为|定|成|到|个)?|改(?:为|成|到)?|调(?:整)?(?:为|到|成)?|是|为|\b(?:set|is|to|at|make|change|raise|lower|update|bump|give|=|should be|assign|for)\b|[:：]|给|上调|下调|提到|冲"
)
_REGIONS = r"华东|华南|华北|华中|西南|西北|东北|\b(?:us|apac|emea)\b"
_METRIC = (
    ("calls", r"电话|\bcalls?\b"),
    ("visits", r"拜访|\bvisits?\b"),
    ("won_deals", r"单(?!价)|个客户|成单数|\bdeals?\b|\bwins\b|\blogos\b|\bcustomers\b"),
    ("leads", r"线索|\bleads?\b"),
    ("meetings", r"会议|见面|\bmeetings?\b"),
    ("demos", r"演示|\bdemos?\b"),
    ("payment", r"回款|\bcollections?\b|\bpayments?\b"),
    ("revenue", r""),
)
_COUNT = re.compile(
    r"(\d{1,6})\s*(?:个|单|家|次|通|场|条|deals?|calls?|visits?|leads?|demos?|meetings?|logos?|wins?|customers?|new)"
)
_SPLIT = re.compile(
    r"平分|均分|平均分|分摊|拆(?:到|给|分)|按人|\bsplit\b|\bevenly\b|\bper (?:rep|head|person)\b|\bdivid\w+\b"
)
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
_RULE = re.compile(
    r"规则|上限|最多(?:持有|跟|领|拿)|(?:自动|多久|超过).{0,14}(?:回收|退回|收回|掉(?:回)?公海|释放)|(?:响应|跟进|首次联系|首联).{0,10}(?:改|设|调|时限|时间)|轮流分配|自动分配|轮询|保护期|回收(?:期|时间)|每人.{0,6}(?:上限|最多|不超过)|\brules?\b|\bcap\b|\blimit\b|\bauto-?(?:assign|release|return|recycle)\w*|\bround[- ]?robin\b|\bsla\b|\bmax(?:imum)?\b.{0,20}\b(?:leads|deals|per rep)|\bper rep\b|\bprotection\b|\bpolicy\b|\bthreshold\b"
)
_RULE_SET = re.compile(
    r"改(?:为|成|到)|设(?:为|成|定|置)?|调(?:整)?(?:为|到|成)?|从.{1,20}(?:开始|起)|开启|关闭|启用|停用|以后|今后|变成|加到|降到|\b(?:set|change|make|raise|lower|update|turn (?:on|off)|enable|disable|increase|reduce|switch|from now on|should be|is now|limit|cap)\b|[:：=]"
)


def read_team(shape: Shape) -> Meaning | None:
    """Read what concerns the team rather than a deal."""
    for read in (
        _snooze,
        _remind,
        _vote,
        _nominate,
        _thanks,
        _rule,
        _goal,
        read_csat,
        _retro,
        _best,
        _mentor,
        _skill,
        read_pulse,
        _away,
    ):
        if (meaning := read(shape)) is not None:
            return meaning
    return None


def _asks(line: str) -> bool:
    return bool(re.search(r"[?？]|吗\W*$|呢\W*$|多少|谁|\b(?:who|what|how|when|which)\b", line))


def _thanks(shape: Shape) -> Meaning | None:
    line, people = shape.line, members_in(shape)
    found = _THANKS.search(line)
    if (
        found is None
        or not people
        or _asks(line)
        or re.search(
            r"提前|先谢|in advance|please|pls|麻烦|\bif\b|如果|别|不用谢|no thanks|\bnot\b|没(?:有)?(?:帮|谢)", line
        )
    ):
        return None
    if _MOCKED.search(line):
        return Meaning("nothing")
    place, who = next((one for one in people if 0 <= one[0] - found.end() <= 4), people[0])
    why_end = len(line)
    after = _FOR.sub("", shape.words(place + 1, why_end)).strip(TRIM)
    before = shape.words(0, place)
    said: Said = {"to": who}
    others = [(at, one) for at, one in people[1:] if _SIDE.fullmatch(line[place + 1 : at])]
    if others:
        place = others[-1][0]
    reason = after if len(after) > 1 else ""
    if found.start() > place and not reason:
        reason = ""
    if found.start() > place:
        cut = shape.words(place + 1, found.start()).strip(TRIM)
        tail = _FOR.sub("", shape.words(found.end(), why_end)).strip(TRIM)
        reason = tail if len(tail) > 3 else cut if len(cut) > 3 else shape.words(place + 1, why_end).strip(TRIM)
    if not reason:
        reason = _THANKS.sub("", before).strip(TRIM)
    if reason:
        said["reason"] = re.sub(r"^(?:的|了|给|to|who)\s*", "", reason).strip(TRIM)
    deals = deals_in(shape)
    meaning = Meaning("kudos", said, deals, doubts=["unsure"] if backhanded(shape.text) else [])
    meaning.others = [Meaning("kudos", said | {"to": one}, deals) for _, one in others]
    return meaning


def backhanded(text: str) -> bool:
    """Whether thanks turn into a complaint, or are mocking: nobody is praised in public by mistake."""
    return bool(_MOCKED.search(text.casefold()) or _BACKHANDED.search(text))


def _award(shape: Shape) -> str | None:
    """The award a text names by code or by what it is called, else the only one that is open."""
    if coded := next(shape.all("award"), None):
        return str(coded[1].value)
    found = shape.scene.awards()
    called = [one for one in found if one.label in shape.text or one.label[-4:] in shape.text]
    return (called or list(found))[0].token if len(called or found) == 1 else None


def _vote(shape: Shape) -> Meaning | None:
    line, people = shape.line, members_in(shape)
    found = _VOTE.search(line)
    if (
        found is None
        or not people
        or _asks(line)
        or re.search(r"别|不(?:投|要)|\b(?:don'?t|not|won'?t)\b|如果|\bif\b", line)
    ):
        return None
    if not (_AWARD_WORDS.search(line) or next(shape.all("award"), None) or re.search(r"投|\bvot", line)):
        return None
    said: Said = {"nominee": people[-1][1]}
    if award := _award(shape):
        said["award"] = award
    if re.search(r"改|换|\bchang|\bswitch|\binstead", line):
        said["more"] = {"change": True}
    return Meaning("award_vote", said)


def _nominate(shape: Shape) -> Meaning | None:
    line, people = shape.line, members_in(shape)
    found = _NOMINATE.search(line)
    if found is None or not people or _asks(line):
        return None
    if not re.search(r"提名|nominat", line) and not (_AWARD_WORDS.search(line) or next(shape.all("award"), None)):
        return None
    said: Said = {"nominee": people[0][1]}
    if award := _award(shape):
        said["award"] = award
    clauses = shape.clauses()
    rest = shape.words(people[0][0] + 1, len(line))
    rest = re.sub(
        r"^.{0,4}(?:参评|当选?|做|为|角逐|竞选|评选|for|as)\s*(?:the )?[^，,。:：]{0,30}?(?:之星|奖|award|star(?: of (?:the )?\w+)?|of the month)[，,。:：\s]*",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    rest = re.sub(
        r"^(?:因为|理由是?|原因是?|for|because(?: of)?|,|，|:|：|\s|of the|she|he|他|她)+",
        "",
        rest,
        flags=re.IGNORECASE,
    ).strip(TRIM)
    if len(rest) > 1 and not _AWARD_WORDS.fullmatch(rest) and len(clauses):
        said["reason"] = rest
    return Meaning("award_nominate", said, deals_in(shape))


def _away(shape: Shape) -> Meaning | None:
    line, people = shape.line, members_in(shape)
    away, cover = _AWAY.search(line), _COVER.search(line)
    days = [span.value for _, span in shape.all("date") if isinstance(span.value, DateSpan)]
    if away is None and not (
        cover
        and re.search(
            r"代班|代管|顶班|我的(?:单|客户|商机)|\bmy (?:deals|accounts|leads|book)|\bcover(?:s|ing)? (?:for )?me",
            line,
        )
    ):
        return None
    if (
        not days
        or _asks(line)
        or _elsewhere(shape, away, told=bool(people and cover))
        or re.search(
            r"\b(?:customer|client|they|he|she|their)\b(?! deals)|客户.{0,4}(?:请假|休|不在|出差|放假)|对方|\bif\b|如果|\bnot off\b|打折|折|\b\d+% off|\b(?:kick|hand|sign|drop|pay|call|take|laid|log)(?:ed|ing)?[- ]?off\b|day off to|没请|取消",
            line,
        )
    ):
        return None
    if (
        away
        and not people
        and re.search(r"\b(?:out|away|off)\b", away[0])
        and not re.search(
            r"\b(?:i'?m|i am|i'll|i will|me|my|ooo|out of office|taking)\b|^\W*(?:off|out|ooo|away)", line
        )
    ):
        return None
    if re.search(r"20\d\d", shape.text) and not any(
        re.search(r"20\d\d", shape.text[span.start : span.end]) for _, span in shape.all("date")
    ):
        return None
    said: Said = {"since": days[0], "until": days[-1]}
    whose = _WHOSE_AWAY.search(line[: away.start()]) if away else None
    if people:
        subject = [
            one for place, one in people if away and place < away.start() and not (cover and cover.start() < place)
        ]
        by = [one for place, one in people if one not in subject[:1]]
        if len(people) == 1 and cover and whose is None:
            subject, by = [], [people[0][1]]
        if by:
            said["to"] = by[-1]
        if subject and len(people) > len(by):
            said["more"] = {"who": subject[0]}
        if whose and not by and not _SELF.search(line):
            return Meaning("nothing")
    missing = cover and not people and re.search(r"someone|somebody|有人", line)
    return Meaning("cover_set", said, doubts=["unsure"] if missing else [])


def _elsewhere(shape: Shape, away: re.Match[str] | None, *, told: bool) -> bool:
    """Whether an absence is a customer's, or a trip to one: then it is news of the deal, and nobody's leave."""
    if away is None or _SELF.search(shape.line[: away.end()]):
        return False
    whose = _WHOSE_AWAY.search(shape.line[: away.start()])
    customers = whose is not None and next(shape.all("contact", whose.start("who"), whose.end("who")), None) is not None
    return customers or (bool(deals_in(shape)) and not told)


def _snooze(shape: Shape) -> Meaning | None:
    line = shape.line
    if not _SNOOZE.search(line) or (_asks(line) and not re.search(r"能不能|可以吗|can you", line)):
        return None
    until = _moment_of(shape, [span.value for _, span in shape.all("date")])
    more: Said = {"until": until} if until else {}
    if re.search(r"所有|全部|\ball\b|everything|都", line):
        more["scope"] = "all"
    return Meaning("reminder_snooze", {"more": more}, deals_in(shape))


def _remind(shape: Shape) -> Meaning | None:
    line = shape.line
    found = _REMIND.search(line)
    if found is None or re.search(
        r"^\W*(?:do|did|does|was|have|has|who|what|why)\b|什么时候|哪些提醒|不用提醒|别提醒|不要提醒|\b(?:don'?t|no need to|stop|thanks for|did you|that reminds) remind|\breminds me of\b|客户提醒|提醒过|提醒了",
        line,
    ):
        return None
    more: Said = {}
    days = [span for _, span in shape.all("date")]
    read = [span.value for span in days if isinstance(span.value, DateSpan)]
    if at := _moment_of(shape, [span.value for span in days]):
        more["at"] = at
    if every := _EVERY.search(line):
        more["repeat"] = next(name for name, words in _REPEATS if re.search(words, every[0]))
        more.setdefault("at", _first_of(shape, every[0]))
    elif repeat := next((day.repeat for day in read if day.repeat), None):
        more["repeat"] = {"day": "daily", "workday": "workdays"}.get(repeat, _unit(repeat))
    people = members_in(shape)
    whom = next((one for place, one in people if found.end() <= place <= found.end() + 2), None)
    if whom is not None:
        more["for"] = whom
    cuts = [(place, place + 1) for place, _ in shape.all("date")] + [found.span()]
    cuts += [(place, place + 1) for place, _ in shape.all("deal")] if deals_in(shape) else []
    cuts += [(place, place + 1) for place, one in people if one is whom]
    rest = left_over(shape, Clause(0, len(line)), cuts)
    rest = re.sub(
        r"^(?:请|麻烦|帮我|帮忙|到时候?|记得|要|我|一下|下|的时候|在|设(?:置|个)?|定(?:个|一个)?|个|，|,|：|:|\s|(?:please|pls|can you|could you|set|a|an|hey|hi|me|to|about|that|at|on|for|in|by|and|of|the|re|put|end|every|each|i need to|i have to|i should)(?![a-z])|，|给)+",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    rest = re.sub(
        r"(?:的时候|吧|哈|了|谢谢|\s|,|，|(?<![a-z])(?:thanks|please|pls|at|on|in|by|for|me|about|here))+$",
        "",
        rest,
        flags=re.IGNORECASE,
    ).strip(TRIM)
    if rest:
        more["what"] = rest
    if "at" not in more:
        return Meaning("when")
    return Meaning("reminder_set", {"more": more}, deals_in(shape))


def _unit(repeat: str) -> str:
    return "monthly" if "month" in repeat else "weekly"


def _moment_of(shape: Shape, days: list[object]) -> datetime | None:
    """When somebody wants to hear of it: the day and the hour that were named, nine where no hour was."""
    scene = shape.scene
    found = [day for day in days if isinstance(day, DateSpan)]
    if not found:
        return None
    day = found[0].at
    timed = next((one for one in found if one.has_time), None)
    if timed is None:
        return instant_of(day.astimezone(scene.zone).date(), time(9), scene.zone)
    if timed is found[0]:
        return timed.at
    return instant_of(day.astimezone(scene.zone).date(), timed.at.astimezone(scene.zone).time(), scene.zone)


def _first_of(shape: Shape, every: str) -> datetime | None:
    """The first of a repeated reminder whose day was not read: the first of next month, else tomorrow at nine."""
    scene = shape.scene
    today = scene.now.astimezone(scene.zone).date()
    if re.search("月|month", every):
        first = re.search(r"(\\d{1,2})(?:号|日|st|nd|rd|th)", shape.line)
        later = (today.replace(day=1) + timedelta(days=32)).replace(day=min(28, int(first[1]) if first else 1))
        return instant_of(later, time(9), scene.zone)
    return instant_of(today + timedelta(days=1), time(9), scene.zone)


def _goal(shape: Shape) -> Meaning | None:
    line, scene = shape.line, shape.scene
    goal = _GOAL.search(line)
    if (
        goal is None
        or deals_in(shape)
        or _asks(line)
        or re.search(r"差|完成了|达成|hit|missed|behind|reached|gap|加油|冲刺吧", line)
    ):
        return None
    amount = next((span.value for _, span in shape.all("amount")), None)
    count = _COUNT.search(line)
    if (amount is None and count is None) or not (
        _GOAL_SET.search(line) or members_in(shape) or re.search(rf"我|\bmy\b|{_REGIONS}", line)
    ):
        return None
    said: Said = {}
    metric = next(key for key, words in _METRIC if re.search(words, line))
    if isinstance(amount, AmountSpan):
        said["amount"] = amount
        metric = "payment" if metric == "payment" else ""
    elif count:
        said["number"] = int(count[1])
    more: Said = {"metric": metric} if metric and metric != "revenue" else {}
    if people := members_in(shape):
        said["who"] = people[0][1]
    elif re.search(r"\bmy\b|我(?:的|自己|这|个人)?|^我", line):
        said["who"] = scene.me
    elif team := re.search(
        r"(?P<name>华东|华南|华北|华中|西南|西北|东北|\b(?:us|apac|emea)\b|[\u4e00-\u9fff]{2}(?=区|团队|大区|组|队))",
        line,
    ):
        said["team"] = shape.words(*team.span())
    if found := find_period(shape.text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=True):
        said["period"] = found.period
    if _SPLIT.search(line):
        more["split"] = "equal"
    return Meaning("goal_set", said | {"more": more})


def _retro(shape: Shape) -> Meaning | None:
    line = shape.line
    found = _RETRO.search(line)
    here = deals_in(shape) or shape.scene.thread_deal
    if found is None or not here or _asks(line) or re.search(r"约|安排|开(?:个|一个)?.{0,4}会|schedule|meeting", line):
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


def _best(shape: Shape) -> Meaning | None:
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


def _mentor(shape: Shape) -> Meaning | None:
    line, people = shape.line, members_in(shape)
    found = _MENTOR.search(line)
    if found is None or not people or _asks(line):
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


def _skill(shape: Shape) -> Meaning | None:
    line, people = shape.line, members_in(shape)
    found = _SKILL.search(line)
    if found is None or _asks(line) or deals_in(shape) or next(shape.all("date"), None):
        return None
    if not people and not re.search(r"^\W*(?:我|i\b|my\b|i'm)|\bmy\b|记(?:一下|录)|add .{0,10}skill", line):
        return None
    skills = shape.words(found.end(), len(line)).strip(TRIM + "是有和于")
    if not skills or len(skills) > 60:
        return None
    return Meaning("capability_set", {"more": {"who": people[0][1] if people else shape.scene.me, "skills": skills}})


def _rule(shape: Shape) -> Meaning | None:
    line = shape.line
    found = _RULE.search(line)
    if (
        found is None
        or not _RULE_SET.search(line)
        or deals_in(shape)
        or _asks(line)
        or not re.search(
            r"\d|[一二三四五六七八九十]|开启|关闭|启用|停用|\bon\b|\boff\b|round|轮|enable|disable", shape.text
        )
    ):
        return None
    more: Said = {"rule": shape.text.strip()}
    return Meaning("admin_rule", {"more": more})
